//! Where the site goes, and whether it may.

use std::env;
use std::os::unix::fs::MetadataExt;
use std::path::{Component, Path, PathBuf};

use super::commit::{CommitOptions, Force};
use crate::error::{Error, Kind, Result};
use crate::fs;

/// The file that tells our sites from other folders.
pub(super) const MARKER: &str = ".coebook-site";

/// The first line of the marker; the number counts the layouts we can replace without a second thought.
pub(super) const MARKER_LINE: &str = "coebook site 1";

/// What a folder of work may hold: to replace it would destroy history.
const REPOSITORIES: [&str; 4] = [".git", ".hg", ".jj", ".svn"];

/// A destination that may be written to.
#[derive(Debug)]
pub(super) struct Destination {
    /// Its real path.
    pub(super) path: PathBuf,
    /// The folder it is in, which may not exist yet.
    pub(super) parent: PathBuf,
    pub(super) state: State,
}

/// What stands at a destination.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Missing,
    Empty,
    /// A site of ours.
    Site,
    /// Somebody else's work.
    Foreign,
}

/// Checks, before any work is done, that a site can be written to a folder.
///
/// It may be missing, empty or a former site, which is known by the file `.coebook-site` in it. Anything else is
/// touched only with [`Force::Yes`]; and not even then a folder that holds a repository, the home folder, the
/// folder the command runs in, or one of the `protected` paths.
///
/// # Errors
/// When it may not, when it is a file, or when the folder it is in cannot be written to.
pub fn check_destination(destination: &Path, options: &CommitOptions<'_>) -> Result<()> {
    inspect(destination, options).map(drop)
}

pub(super) fn inspect(destination: &Path, options: &CommitOptions<'_>) -> Result<Destination> {
    match fs::resolve(destination).map_err(|error| unwritable(destination, error))? {
        Some(path) => existing(path, options),
        None => missing(destination),
    }
}

/// What stands at a real path now.
pub(super) fn state_of(path: &Path) -> Result<State> {
    if fs::look(path)?.is_none() {
        return Ok(State::Missing);
    }
    let start = fs::read_start(&path.join(MARKER), 64)?.unwrap_or_default();
    if start.split(|&byte| byte == b'\n').next() == Some(MARKER_LINE.as_bytes()) {
        return Ok(State::Site);
    }
    Ok(if fs::is_empty(path)? { State::Empty } else { State::Foreign })
}

fn existing(path: PathBuf, options: &CommitOptions<'_>) -> Result<Destination> {
    let Some(parent) = path.parent().map(Path::to_owned) else {
        return Err(refused(&path, "it is the root of the file system").hint("name a folder of its own"));
    };
    let metadata = fs::look(&path)?;
    if !metadata.as_ref().is_some_and(std::fs::Metadata::is_dir) {
        return Err(refused(&path, "it is a file").hint("name a folder, or move the file away"));
    }
    refuse_protected(&path, options)?;
    refuse_repository(&path)?;
    let state = state_of(&path)?;
    if state == State::Foreign && options.force == Force::No {
        return Err(foreign(&path));
    }
    let device = fs::look(&parent)?.map(|parent| parent.dev());
    if metadata.map(|metadata| metadata.dev()) != device {
        return Err(refused(&path, "it is a mount point, which cannot be exchanged for a new folder")
            .hint("name a folder inside it"));
    }
    fs::check_writable(&path)
        .and_then(|()| fs::check_writable(&parent))
        .map_err(|error| unwritable(&path, error))?;
    Ok(Destination { path, parent, state })
}

fn missing(destination: &Path) -> Result<Destination> {
    if fs::look(destination)?.is_some() {
        return Err(refused(destination, "it is a link that leads nowhere")
            .hint("create the folder it leads to, or remove the link"));
    }
    let (base, rest) = nearest_existing(destination)?;
    if rest.components().any(|part| !matches!(part, Component::Normal(_))) {
        return Err(refused(destination, "it goes up from a folder that does not exist")
            .hint("name the folder without `..`"));
    }
    if !fs::look(&base)?.is_some_and(|metadata| metadata.is_dir()) {
        return Err(refused(destination, format!("{} is a file", fs::show(&base))).hint("name a folder"));
    }
    fs::check_writable(&base).map_err(|error| unwritable(destination, error))?;
    let path = base.join(rest);
    let parent = path.parent().map_or(base, Path::to_owned);
    Ok(Destination { path, parent, state: State::Missing })
}

/// The real path of the nearest folder that exists, and the rest of the way.
fn nearest_existing(destination: &Path) -> Result<(PathBuf, PathBuf)> {
    for ancestor in destination.ancestors().skip(1) {
        let here = if ancestor.as_os_str().is_empty() { Path::new(".") } else { ancestor };
        if let Some(base) = fs::resolve(here)? {
            let rest = destination.strip_prefix(ancestor).unwrap_or(destination);
            return Ok((base, rest.to_owned()));
        }
    }
    Err(refused(destination, "no folder of that path exists").hint("name a folder"))
}

fn refuse_protected(path: &Path, options: &CommitOptions<'_>) -> Result<()> {
    let sources = options.protected.iter().map(|source| (Some(source.clone()), "the sources"));
    let others =
        [(env::home_dir(), "your home folder"), (env::current_dir().ok(), "the folder this command runs in")];
    for (held, what) in sources.chain(others) {
        let Some(held) = held.filter(|held| !held.as_os_str().is_empty()) else { continue };
        let held = fs::resolve(&held)?.unwrap_or(held);
        if held == path {
            return Err(refused(path, format!("it is {what}"))
                .hint("name a folder of its own, such as one inside it"));
        }
        if held.starts_with(path) {
            return Err(refused(path, format!("{what}, {}, would be lost with it", fs::show(&held)))
                .hint("name a folder of its own"));
        }
    }
    Ok(())
}

fn refuse_repository(path: &Path) -> Result<()> {
    for name in REPOSITORIES {
        if fs::look(&path.join(name))?.is_some() {
            return Err(refused(path, format!("it holds a repository ({name})"))
                .hint("name another folder, and copy the site from there"));
        }
    }
    Ok(())
}

fn foreign(path: &Path) -> Error {
    refused(path, "it holds files that are no site of coebook, and all of them would be lost")
        .hint("name another folder, or use --force to replace this one")
}

fn unwritable(path: &Path, error: Error) -> Error {
    error.within(format!("cannot put the site into {}", fs::show(path))).of(Kind::Output)
}

fn refused(path: &Path, reason: impl Into<String>) -> Error {
    let reason: String = reason.into();
    Error::new(format!("cannot put the site into {}", fs::show(path))).of(Kind::Output).because(reason)
}
