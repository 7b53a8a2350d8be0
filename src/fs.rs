//! The only door to the file system: every error says what was being done to which path, and what can be done.
//!
//! Outside this module the functions of `std::fs` are banned by `clippy.toml`. Here is what the rest of the
//! crate needs, and no more: thin, without policy.
#![allow(clippy::disallowed_methods, reason = "this is the door the ban leads to")]

use std::ffi::OsString;
use std::fs::{self, File, Metadata, OpenOptions, Permissions, TryLockError};
use std::io::{self, ErrorKind, Read, Seek, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use rustix::fs::{Access, CWD, OFlags, RenameFlags};

use crate::error::{Error, Kind, Result};

/// Everything in a file.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|error| unreadable("read", path, error))
}

/// The first bytes of a file, at most `limit`; nothing when it does not exist or is no plain file.
pub fn read_start(path: &Path, limit: u64) -> Result<Option<Vec<u8>>> {
    let mut start = Vec::new();
    let read = open_plain(path).and_then(|(file, _)| file.take(limit).read_to_end(&mut start));
    match read {
        Ok(_) => Ok(Some(start)),
        Err(error) if is_no_plain_file(&error) => Ok(None),
        Err(error) => Err(unreadable("read", path, error)),
    }
}

/// A plain file to read from, with its length. Links are followed; a pipe is an error and not waited for.
pub fn open(path: &Path) -> Result<(File, u64)> {
    open_with(OFlags::NONBLOCK, path).map_err(|error| unreadable("read", path, error))
}

/// A plain file with its length, in one look-up: no link is followed, no pipe waited for. An error stays
/// the system's own because callers take any for "there is none".
pub fn open_plain(path: &Path) -> io::Result<(File, u64)> {
    open_with(OFlags::NOFOLLOW | OFlags::NONBLOCK, path)
}

/// A new file to write to. One that exists is an error: it might be a second name of a file still in use.
pub fn create_new(path: &Path) -> Result<File> {
    File::create_new(path).map_err(|error| unwritable("write", path, error))
}

/// Writes a new file.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<()> {
    let written = File::create_new(path).and_then(|mut file| file.write_all(bytes));
    written.map_err(|error| unwritable("write", path, error))
}

/// Writes a file in the place of the one that was there, whole or not at all; it keeps its permissions.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    // Beside it, for only within one file system is it exchanged in one step.
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".coebook-{}", std::process::id()));
    let beside = path.with_file_name(name);
    let written = write_new(&beside, bytes).and_then(|()| {
        if let Some(old) = look(path)?.filter(|old| old.is_file()) {
            set_permissions(&beside, old.permissions())?;
        }
        // A link stays one: what it leads to is written.
        rename(&beside, &resolve(path)?.unwrap_or_else(|| path.to_owned()))
    });
    if written.is_err() {
        // Of two errors the first one tells more.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// Adds to a file that is open for writing; `path` is its name, for the error.
pub fn append(file: &mut File, bytes: &[u8], path: &Path) -> Result<()> {
    file.write_all(bytes).map_err(|error| unwritable("write", path, error))
}

/// Pours what is left of one file into another, and says how many bytes that was; the paths are for the error.
pub fn copy(from: &mut impl Read, to: &mut File, source: &Path, path: &Path) -> Result<u64> {
    let doing = format!("copy {} to", show(source));
    io::copy(from, to).map_err(|error| unwritable(&doing, path, error))
}

/// Goes back to the start of an open file; `path` is its name, for the error.
pub fn rewind(file: &mut File, path: &Path) -> Result<()> {
    file.rewind().map_err(|error| unreadable("read again", path, error))
}

/// Creates a folder in a folder that exists.
pub fn create_dir(path: &Path) -> Result<()> {
    fs::create_dir(path).map_err(|error| unwritable("create the folder", path, error))
}

/// Creates a folder in a folder that exists, unless it is there already.
pub fn create_dir_if_missing(path: &Path) -> Result<()> {
    match fs::create_dir(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        created => created.map_err(|error| unwritable("create the folder", path, error)),
    }
}

/// Creates a folder and those it is in.
pub fn create_dir_all(path: &Path) -> Result<()> {
    fs::create_dir_all(path).map_err(|error| unwritable("create the folder", path, error))
}

/// Removes a folder and everything in it; links are removed, not followed.
pub fn remove_dir_all(path: &Path) -> Result<()> {
    fs::remove_dir_all(path).map_err(|error| unwritable("remove the folder", path, error))
}

/// Gives a file or folder another name.
pub fn rename(from: &Path, to: &Path) -> Result<()> {
    fs::rename(from, to).map_err(|error| unmovable(from, to, error))
}

/// Exchanges two files or folders in one step: nobody ever sees just one of them, or none.
///
/// # Errors
/// Also, with [`ErrorKind::Unsupported`] at its root, where system or file system cannot.
pub fn exchange(a: &Path, b: &Path) -> Result<()> {
    let exchanged = rustix::fs::renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE);
    exchanged.map_err(|errno| match errno {
        rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::NOTSUP => {
            unmovable(a, b, ErrorKind::Unsupported.into())
        }
        other => unmovable(a, b, other.into()),
    })
}

/// Gives a file a second name. An error stays the system's own because callers write the file instead.
pub fn hard_link(original: &Path, link: &Path) -> io::Result<()> {
    fs::hard_link(original, link)
}

/// What is at a path, a link itself and not where it leads; nothing when nothing is there.
pub fn look(path: &Path) -> Result<Option<Metadata>> {
    match fs::symlink_metadata(path) {
        Ok(metadata) => Ok(Some(metadata)),
        Err(error) if is_nothing(&error) => Ok(None),
        Err(error) => Err(unreadable("look at", path, error)),
    }
}

/// The real path, links resolved; nothing when it leads nowhere.
pub fn resolve(path: &Path) -> Result<Option<PathBuf>> {
    match fs::canonicalize(path) {
        Ok(path) => Ok(Some(path)),
        Err(error) if is_nothing(&error) => Ok(None),
        Err(error) => Err(unreadable("look at", path, error)),
    }
}

/// The names in a folder, sorted.
pub fn names(folder: &Path) -> Result<Vec<OsString>> {
    let read = || fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name())).collect::<io::Result<Vec<_>>>();
    let mut names = read().map_err(|error| unreadable("list", folder, error))?;
    names.sort();
    Ok(names)
}

/// The folders in a folder, links to folders not among them.
pub fn folders(folder: &Path) -> Result<Vec<PathBuf>> {
    let read = || {
        let entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
        let folders = entries.iter().filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
        Ok(folders.map(fs::DirEntry::path).collect())
    };
    read().map_err(|error| unreadable("list", folder, error))
}

/// Whether a folder has nothing in it.
pub fn is_empty(folder: &Path) -> Result<bool> {
    let first = fs::read_dir(folder).map(|mut entries| entries.next());
    Ok(first.map_err(|error| unreadable("list", folder, error))?.is_none())
}

/// Checks that names can be added to and removed from a folder.
pub fn check_writable(folder: &Path) -> Result<()> {
    rustix::fs::access(folder, Access::WRITE_OK | Access::EXEC_OK)
        .map_err(|errno| unwritable("write into", folder, errno.into()))
}

/// Gives a folder the permissions another one has.
pub fn set_permissions(path: &Path, permissions: Permissions) -> Result<()> {
    fs::set_permissions(path, permissions).map_err(|error| unwritable("set the permissions of", path, error))
}

/// Whether a lock could be had.
#[derive(Debug)]
pub enum Lock {
    /// It is ours until this is dropped or the process ends, however it ends.
    Held(File),
    /// Another holds it.
    Taken,
    /// This file system has none, or the folder is gone.
    Unavailable,
}

/// Locks a folder if nobody else has.
pub fn try_lock(folder: &Path) -> Lock {
    let Ok(file) = File::open(folder) else { return Lock::Unavailable };
    match file.try_lock() {
        Ok(()) => Lock::Held(file),
        Err(TryLockError::WouldBlock) => Lock::Taken,
        Err(TryLockError::Error(_)) => Lock::Unavailable,
    }
}

/// A path as messages show it: control characters, which could play tricks on a terminal, are escaped.
pub fn show(path: &Path) -> String {
    let shown = path.display().to_string();
    if !shown.contains(char::is_control) {
        return shown;
    }
    shown.chars().flat_map(|c| if c.is_control() { c.escape_default().collect() } else { vec![c] }).collect()
}

fn open_with(flags: OFlags, path: &Path) -> io::Result<(File, u64)> {
    let file = OpenOptions::new().read(true).custom_flags(flags.bits().cast_signed()).open(path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::new(ErrorKind::InvalidInput, "it is not a plain file"));
    }
    Ok((file, metadata.len()))
}

fn is_nothing(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

fn is_no_plain_file(error: &io::Error) -> bool {
    // ELOOP, which has no stable name in `std`, is how the system says that it met a link.
    is_nothing(error)
        || error.kind() == ErrorKind::InvalidInput
        || rustix::io::Errno::from_io_error(error) == Some(rustix::io::Errno::LOOP)
}

fn unreadable(doing: &str, path: &Path, error: io::Error) -> Error {
    let hint = match error.kind() {
        ErrorKind::NotFound => Some("it may have been moved or removed while coebook was running"),
        ErrorKind::PermissionDenied => Some("make it readable for the user who runs coebook"),
        _ => None,
    };
    told(Error::new(format!("cannot {doing} {}", show(path))), hint, error)
}

fn unwritable(doing: &str, path: &Path, error: io::Error) -> Error {
    let hint = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            let message = format!("no space left to {doing} {}", show(path));
            return told(Error::new(message).of(Kind::Output), Some(NO_SPACE), error);
        }
        ErrorKind::PermissionDenied => Some("make the folder writable for the user who runs coebook"),
        ErrorKind::ReadOnlyFilesystem => Some("choose a folder on a disk that can be written to"),
        ErrorKind::NotADirectory => Some("a part of the path is a file: choose another path"),
        ErrorKind::InvalidFilename => Some("the name is too long for this disk: choose a shorter one"),
        _ => None,
    };
    told(Error::new(format!("cannot {doing} {}", show(path))).of(Kind::Output), hint, error)
}

const NO_SPACE: &str = "free some space, or choose a folder on another disk; \
                        old and new site stand side by side until the build is done";

fn unmovable(from: &Path, to: &Path, error: io::Error) -> Error {
    let hint = match error.kind() {
        ErrorKind::CrossesDevices | ErrorKind::ResourceBusy => {
            Some("it is a mount point or in use by the system: choose a folder inside it")
        }
        ErrorKind::PermissionDenied => {
            Some("make the folder it is in writable for the user who runs coebook")
        }
        ErrorKind::ReadOnlyFilesystem => Some("choose a folder on a disk that can be written to"),
        ErrorKind::DirectoryNotEmpty => {
            Some("something was put there during the build: look, then build again")
        }
        _ => None,
    };
    told(Error::new(format!("cannot move {} to {}", show(from), show(to))).of(Kind::Output), hint, error)
}

fn told(error: Error, hint: Option<&str>, cause: io::Error) -> Error {
    let error = error.because(cause);
    match hint {
        Some(hint) => error.hint(hint),
        None => error,
    }
}
