//! Writes the whole site beside the old one, then exchanges both.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use rayon::prelude::*;

use super::destination::{self, Destination, MARKER, MARKER_LINE, State};
use super::entry::{self, Done, Failure, Place};
use super::folders::Folders;
use super::output::{Entry, Output};
use super::site_path::SitePath;
use super::staging::{self, Staging};
use crate::error::{Error, Result};
use crate::fs;

/// How a site is written.
#[derive(Debug, Clone, Copy, Default)]
pub struct CommitOptions<'a> {
    /// Whether a folder that is no site of ours may be replaced.
    pub force: Force,
    /// What must never be replaced: the sources. Neither must what holds them.
    pub protected: &'a [PathBuf],
}

/// Whether a folder that is no site of ours may be replaced.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Force {
    /// It is an error.
    #[default]
    No,
    /// It is replaced, and what was in it is lost.
    Yes,
}

/// What a commit did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// How many files the site has.
    pub files: usize,
    /// How many of them were taken over from the old site because their bytes are the same.
    pub unchanged: usize,
    /// How large they are together.
    pub bytes: u64,
    /// The old site, when it could not be removed; the new one stands all the same.
    pub leftover: Option<PathBuf>,
}

/// Writes a site to a folder: all of it or nothing.
///
/// The new site grows in a folder of its own beside the old one, on all threads of the current rayon pool, with
/// no more in memory than the files in flight. Files whose bytes have not changed are hard links to the old
/// ones. Then one rename exchanges both folders. Killed at any moment, the old site still stands whole, and the
/// next commit removes what was left beside it.
///
/// Nothing is forced to the disk (`fsync`), which would cost more than all the rest: the promise holds when the
/// process dies, not when the machine loses power within seconds of a build.
///
/// # Errors
/// When the destination is [refused](super::check_destination), when another build is writing it, when a file cannot be
/// made (the first one in the order of paths is told) or when it cannot be written. The old site is untouched.
pub fn commit(output: &Output<'_>, destination: &Path, options: &CommitOptions<'_>) -> Result<Written> {
    staging::clear_leftovers(&destination::inspect(destination, options)?)?;
    let destination = destination::inspect(destination, options)?;
    let staging = Staging::beside(&destination)?;
    let mut written =
        fill(&staging.path, output, &destination).map_err(|error| unharmed(error, &destination))?;
    let old = staging.exchange(&destination).map_err(|error| unharmed(error, &destination))?;
    written.leftover = old.filter(|old| remove(old).is_err());
    Ok(written)
}

fn fill(root: &Path, output: &Output<'_>, destination: &Destination) -> Result<Written> {
    let folders = Folders::of(root, output);
    let old = (destination.state == State::Site).then_some(destination.path.as_path());
    let (unchanged, bytes) = (AtomicUsize::new(0), AtomicU64::new(0));
    let put = |&(path, entry): &(&SitePath, &Entry<'_>)| {
        let place = Place { new: root.join(path.as_str()), old: old.map(|old| old.join(path.as_str())) };
        folders.ensure(path)?;
        let done = put(path, entry, &place)?;
        unchanged.fetch_add(usize::from(done.unchanged), Ordering::Relaxed);
        bytes.fetch_add(done.bytes, Ordering::Relaxed);
        Ok(())
    };
    let entries: Vec<_> = output.entries().collect();
    // The first failure in order, not in time: the same input fails with the same words on any thread count.
    if let Some(error) = entries.par_iter().find_map_first(|entry| put(entry).err()) {
        return Err(error);
    }
    // Last, so that what is not finished is never taken for a site.
    fs::write_new(&root.join(MARKER), format!("{MARKER_LINE}\n").as_bytes())?;
    Ok(Written {
        files: output.len(),
        unchanged: unchanged.into_inner(),
        bytes: bytes.into_inner(),
        leftover: None,
    })
}

fn put(path: &SitePath, entry: &Entry<'_>, place: &Place) -> Result<Done> {
    entry::put(&entry.content, place).map_err(|failure| match failure {
        Failure::Making(error) => entry.failed(path, error),
        Failure::Writing(error) => error,
    })
}

/// Removes what was exchanged for the new site, on all threads: to unlink a file costs as much as to link it.
fn remove(old: &Path) -> Result<()> {
    let sections = fs::folders(old)?;
    let pages = sections.iter().map(|section| fs::folders(section)).collect::<Result<Vec<_>>>()?.concat();
    for folders in [pages, sections] {
        folders.par_iter().try_for_each(|folder| fs::remove_dir_all(folder))?;
    }
    fs::remove_dir_all(old)
}

fn unharmed(error: Error, destination: &Destination) -> Error {
    let path = fs::show(&destination.path);
    match destination.state {
        State::Missing | State::Empty => error.within(format!("cannot write the site to {path}")),
        State::Site | State::Foreign => {
            error.within(format!("cannot write the site to {path}; what was there still stands"))
        }
    }
}
