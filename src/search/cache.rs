//! The index of an earlier search, kept for as long as no file of the folder changes.
//!
//! It is known by a fingerprint of what it was made from: the version of this program, the day, and the name, size and
//! time of change of every file in the folder and of what git moves when history grows.

use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};

use coebook_search::Archive;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use crate::error::Result;
use crate::fs;
use crate::model::Day;

/// What a file of ours begins with; the number is that of its shape.
const MAGIC: &str = "coebook-index 2";

/// What git writes to when history grows or another branch is checked out.
const MOVED_BY_GIT: [&str; 3] = ["HEAD", "logs/HEAD", "packed-refs"];

/// Where the index of a folder is kept, and what it must be made from to be true.
#[derive(Debug)]
pub(super) struct Place {
    file: PathBuf,
    fingerprint: String,
}

/// What stands before the bytes of the pieces.
#[derive(Serialize, Deserialize)]
struct Head {
    magic: String,
    fingerprint: String,
    hot: String,
    /// Hash of the bytes of all pieces: what a disk has damaged is made anew.
    sum: String,
    /// Name and length of each piece, in the order of their bytes.
    pieces: Vec<(String, usize)>,
}

impl Place {
    /// The place for a folder; nothing where the user has no folder for such things.
    pub(super) fn of(source: &Path, today: Day) -> Result<Option<Place>> {
        let Some(source) = fs::resolve(source)? else { return Ok(None) };
        let Some(folder) = folder() else { return Ok(None) };
        let name = hex(Sha256::digest(source.as_os_str().as_encoded_bytes()));
        let fingerprint = fingerprint(&source, today);
        Ok(Some(Place { file: folder.join(&name[..24]), fingerprint }))
    }

    /// The index that is kept there, if it is true.
    pub(super) fn load(&self) -> Option<Archive> {
        let bytes = fs::read(&self.file).ok()?;
        let end = bytes.iter().position(|byte| *byte == b'\n')?;
        let head: Head = serde_json::from_slice(&bytes[..end]).ok()?;
        if head.magic != MAGIC || head.fingerprint != self.fingerprint {
            return None;
        }
        if head.sum != hex(Sha256::digest(&bytes[end + 1..])) {
            return None;
        }
        let mut at = end + 1;
        let mut pieces = BTreeMap::new();
        for (name, length) in head.pieces {
            let piece = bytes.get(at..at.checked_add(length)?)?;
            pieces.insert(name, piece.to_vec());
            at += length;
        }
        Some(Archive { hot: head.hot, pieces })
    }

    /// Keeps an index; whoever reads at the same time sees the old one or the new one.
    pub(super) fn store(&self, archive: &Archive) -> Result<()> {
        if let Some(folder) = self.file.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut sum = Sha256::new();
        archive.pieces.values().for_each(|piece| sum.update(piece));
        let head = Head {
            magic: MAGIC.to_owned(),
            fingerprint: self.fingerprint.clone(),
            hot: archive.hot.clone(),
            sum: hex(sum.finalize()),
            pieces: archive.pieces.iter().map(|(name, piece)| (name.clone(), piece.len())).collect(),
        };
        let mut bytes = serde_json::to_vec(&head).unwrap_or_default();
        bytes.push(b'\n');
        archive.pieces.values().for_each(|piece| bytes.extend_from_slice(piece));
        let new = self.file.with_extension(format!("new-{}", std::process::id()));
        fs::write_new(&new, &bytes)?;
        fs::rename(&new, &self.file)
    }
}

/// The user's folder for what can be made again.
fn folder() -> Option<PathBuf> {
    let named = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let caches = named("XDG_CACHE_HOME")
        .or_else(|| named("LOCALAPPDATA"))
        .or_else(|| named("HOME").map(|home| home.join(".cache")))?;
    Some(caches.join("coebook").join("search"))
}

fn fingerprint(source: &Path, today: Day) -> String {
    let mut hash = Sha256::new();
    let mut say = |words: &str| {
        hash.update(words.as_bytes());
        hash.update([0]);
    };
    say(crate::GENERATOR);
    say(&today.to_string());
    let is_seen = |entry: &walkdir::DirEntry| entry.depth() == 0 || entry.file_name() != ".git";
    let walk = WalkDir::new(source).follow_links(true).sort_by_file_name().into_iter().filter_entry(is_seen);
    for entry in walk.flatten().filter(|entry| !entry.file_type().is_dir()) {
        say(&entry.path().to_string_lossy());
        say(&state(entry.path()));
    }
    if let Some(git) = git_folder(source) {
        MOVED_BY_GIT.iter().for_each(|name| say(&state(&git.join(name))));
    }
    hex(hash.finalize())
}

/// Size and time of the last change of a file, in words.
fn state(path: &Path) -> String {
    let Ok(Some(metadata)) = fs::look(path) else { return "none".to_owned() };
    let changed = metadata.modified().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    format!("{} {:?}", metadata.len(), changed.map(|since| since.as_nanos()))
}

/// The folder of the repository that a folder is in; of a work tree of its own it is elsewhere.
fn git_folder(source: &Path) -> Option<PathBuf> {
    let git = source.ancestors().map(|above| above.join(".git")).find(|git| git.exists())?;
    if git.is_dir() {
        return Some(git);
    }
    let pointer = String::from_utf8(fs::read(&git).ok()?).ok()?;
    let elsewhere = Path::new(pointer.trim().strip_prefix("gitdir:")?.trim()).to_owned();
    Some(if elsewhere.is_absolute() { elsewhere } else { git.parent()?.join(elsewhere) })
}

fn hex(bytes: impl AsRef<[u8]>) -> String {
    bytes.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}
