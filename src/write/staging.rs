//! The folder a new site grows in, beside the old one, until both are exchanged.
//!
//! Its name is `.<name>.coebook-new-<process>`, and the process holds a lock on it for as long as it lives. A
//! lock ends with its process, however that ends: so a folder of that name without a lock is a leftover of a
//! build that was killed, and the next build removes it; one with a lock is another build of the same site.
//! Process numbers alone would not do: containers that share a disk count theirs apart.

use std::ffi::{OsStr, OsString};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process;

use super::destination::{Destination, State};
use crate::error::{Error, Kind, Result};
use crate::fs::{self, Lock};

/// A site that is not finished.
const NEW: &str = "coebook-new-";

/// A former site, put aside for a moment where two folders cannot be exchanged in one step.
const OLD: &str = "coebook-old-";

/// A fresh folder beside the destination; removed when dropped, but for an exchange.
#[derive(Debug)]
pub(super) struct Staging {
    pub(super) path: PathBuf,
    exchanged: bool,
    _lock: Lock,
}

impl Staging {
    pub(super) fn beside(destination: &Destination) -> Result<Self> {
        fs::create_dir_all(&destination.parent)?;
        let path = beside(destination, NEW);
        fs::create_dir(&path)?;
        let staging = Self { _lock: fs::try_lock(&path), path, exchanged: false };
        if let Some(permissions) = fs::look(&destination.path)?.map(|old| old.permissions()) {
            fs::set_permissions(&staging.path, permissions)?;
        }
        Ok(staging)
    }

    /// Puts the new site in the place of what is at the destination, and says where that is now.
    pub(super) fn exchange(mut self, destination: &Destination) -> Result<Option<PathBuf>> {
        let old = match destination.state {
            // A folder may be renamed onto an empty one, in one step.
            State::Missing | State::Empty => fs::rename(&self.path, &destination.path).map(|()| None),
            State::Site | State::Foreign => match fs::exchange(&self.path, &destination.path) {
                Ok(()) => Ok(Some(self.path.clone())),
                Err(error) if error.io_kind() == Some(ErrorKind::Unsupported) => {
                    swap_in_two_steps(&self.path, destination).map(Some)
                }
                Err(error) => Err(error),
            },
        }?;
        self.exchanged = true;
        Ok(old)
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if !self.exchanged {
            // Nothing to be done when it fails: the error that brought us here is told, and the next build
            // removes what is left.
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}

/// Clears what killed builds of this site left behind.
///
/// # Errors
/// When another build of it is under way, or when something cannot be cleared.
pub(super) fn clear_leftovers(destination: &Destination) -> Result<()> {
    if fs::look(&destination.parent)?.is_none() {
        return Ok(());
    }
    // Sorted, so that a build that is alive is met before the old site it may have put aside.
    for name in fs::names(&destination.parent)? {
        let path = destination.parent.join(&name);
        if is_ours(&name, destination, NEW) {
            clear_unfinished(&path, destination)?;
        } else if is_ours(&name, destination, OLD) {
            clear_put_aside(&path, destination)?;
        }
    }
    Ok(())
}

fn clear_unfinished(path: &Path, destination: &Destination) -> Result<()> {
    match fs::try_lock(path) {
        Lock::Held(_dead) => fs::remove_dir_all(path),
        Lock::Taken => Err(Error::new(format!("cannot write the site to {}", fs::show(&destination.path)))
            .of(Kind::Output)
            .because(format!("another build is writing it, in {}", fs::show(path)))
            .hint("wait until it is done, then build again")),
        // Without locks nobody knows whether it is in use: left alone.
        Lock::Unavailable => Ok(()),
    }
}

fn clear_put_aside(path: &Path, destination: &Destination) -> Result<()> {
    match fs::look(&destination.path)? {
        Some(_) => fs::remove_dir_all(path),
        None => fs::rename(path, &destination.path),
    }
}

/// For file systems that cannot exchange: for a moment there is no site, and a build that is killed just then
/// leaves it to the next one to put the old site back.
fn swap_in_two_steps(new: &Path, destination: &Destination) -> Result<PathBuf> {
    let aside = beside(destination, OLD);
    fs::rename(&destination.path, &aside)?;
    if let Err(error) = fs::rename(new, &destination.path) {
        return match fs::rename(&aside, &destination.path) {
            Ok(()) => Err(error),
            Err(_) => Err(error.hint(format!("the old site is now {}: move it back", fs::show(&aside)))),
        };
    }
    Ok(aside)
}

fn beside(destination: &Destination, purpose: &str) -> PathBuf {
    let mut name = prefix(&destination.path, purpose);
    name.push(process::id().to_string());
    destination.parent.join(name)
}

fn is_ours(name: &OsStr, destination: &Destination, purpose: &str) -> bool {
    let prefix = prefix(&destination.path, purpose);
    let process = name.as_encoded_bytes().strip_prefix(prefix.as_encoded_bytes());
    process.is_some_and(|process| !process.is_empty() && process.iter().all(u8::is_ascii_digit))
}

fn prefix(destination: &Path, purpose: &str) -> OsString {
    let mut name = OsString::from(".");
    name.push(destination.file_name().unwrap_or_default());
    name.push(".");
    name.push(purpose);
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn destination_in(folder: &Path) -> Destination {
        Destination { path: folder.join("site"), parent: folder.to_owned(), state: State::Site }
    }

    fn folder_with(path: &Path, file: &str) {
        fs::create_dir(path).unwrap();
        fs::write_new(&path.join(file), b"").unwrap();
    }

    #[test]
    fn swaps_in_two_steps_where_one_is_not_possible() {
        let folder = tempfile::tempdir().unwrap();
        let destination = destination_in(folder.path());
        folder_with(&destination.path, "old");
        folder_with(&folder.path().join("new"), "new");
        let aside = swap_in_two_steps(&folder.path().join("new"), &destination).unwrap();
        assert_eq!(fs::names(&destination.path).unwrap(), ["new"]);
        assert_eq!(fs::names(&aside).unwrap(), ["old"]);
    }

    #[test]
    fn restores_the_old_site_when_the_second_step_fails() {
        let folder = tempfile::tempdir().unwrap();
        let destination = destination_in(folder.path());
        folder_with(&destination.path, "old");
        assert!(swap_in_two_steps(&folder.path().join("vanished"), &destination).is_err());
        assert_eq!(fs::names(&destination.path).unwrap(), ["old"]);
        assert_eq!(fs::names(folder.path()).unwrap(), ["site"]);
    }

    #[test]
    fn puts_back_the_old_site_of_a_build_killed_between_the_steps() {
        let folder = tempfile::tempdir().unwrap();
        let destination = destination_in(folder.path());
        folder_with(&folder.path().join(".site.coebook-old-7"), "old");
        clear_leftovers(&destination).unwrap();
        assert_eq!(fs::names(&destination.path).unwrap(), ["old"]);
        folder_with(&folder.path().join(".site.coebook-old-7"), "older");
        clear_leftovers(&destination).unwrap();
        assert_eq!(fs::names(folder.path()).unwrap(), ["site"]);
        assert_eq!(fs::names(&destination.path).unwrap(), ["old"]);
    }

    #[test]
    fn leaves_folders_alone_that_only_look_like_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let theirs =
            [".other.coebook-new-7", ".site.coebook-new-", ".site.coebook-new-7a", "site.coebook-new-7"];
        for name in theirs {
            folder_with(&folder.path().join(name), "file");
        }
        clear_leftovers(&destination_in(folder.path())).unwrap();
        assert_eq!(fs::names(folder.path()).unwrap().len(), theirs.len());
    }
}
