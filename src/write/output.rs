//! The site before it is written: an ordered map from place to what produces its bytes.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::io::Write;
use std::path::PathBuf;

use unicode_normalization::UnicodeNormalization;

use super::destination::MARKER;
use super::site_path::{SitePath, folders};
use crate::error::{Error, Kind, Result};
use crate::fs;

/// The whole site, in the order of its paths: written by [`commit`](super::commit), answered from by the server.
///
/// Nothing is rendered by putting it in: contents that are [made](Content::made) or
/// [streamed](Content::streamed) cost nothing until somebody asks for them.
#[derive(Debug, Default)]
pub struct Output<'a> {
    entries: BTreeMap<SitePath, Entry<'a>>,
    /// The same paths as a file system that ignores case sees them, and who asked for each.
    taken: BTreeMap<String, SitePath>,
}

/// One file of the site.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    pub(super) origin: Cow<'a, str>,
    pub(super) content: Content<'a>,
}

/// A function that makes the bytes of a file.
pub type Make<'a> = Box<dyn Fn() -> Result<Vec<u8>> + Send + Sync + 'a>;

/// A function that writes the bytes of a file piece by piece.
pub type Stream<'a> = Box<dyn Fn(&mut dyn Write) -> Result<()> + Send + Sync + 'a>;

/// What produces the bytes of one file.
pub enum Content<'a> {
    /// The bytes themselves.
    Bytes(Cow<'a, [u8]>),
    /// A file to copy, such as an image of a source.
    File(PathBuf),
    /// Rendered when asked for.
    Made(Make<'a>),
    /// Written piece by piece when asked for: for what is too large to hold.
    Streamed(Stream<'a>),
}

impl<'a> Content<'a> {
    /// The bytes themselves.
    pub fn bytes(bytes: impl Into<Cow<'a, [u8]>>) -> Self {
        Self::Bytes(bytes.into())
    }

    /// Bytes rendered when asked for.
    pub fn made(make: impl Fn() -> Result<Vec<u8>> + Send + Sync + 'a) -> Self {
        Self::Made(Box::new(make))
    }

    /// Bytes written piece by piece when asked for.
    pub fn streamed(stream: impl Fn(&mut dyn Write) -> Result<()> + Send + Sync + 'a) -> Self {
        Self::Streamed(Box::new(stream))
    }

    fn produce(&self) -> Result<Vec<u8>> {
        match self {
            Self::Bytes(bytes) => Ok(bytes.to_vec()),
            Self::File(path) => fs::read(path),
            Self::Made(make) => make(),
            Self::Streamed(stream) => {
                let mut bytes = Vec::new();
                stream(&mut bytes)?;
                Ok(bytes)
            }
        }
    }
}

impl fmt::Debug for Content<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(bytes) => write!(f, "Bytes({} bytes)", bytes.len()),
            Self::File(path) => write!(f, "File({})", path.display()),
            Self::Made(_) => write!(f, "Made"),
            Self::Streamed(_) => write!(f, "Streamed"),
        }
    }
}

impl<'a> Output<'a> {
    /// A site without files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one file. `origin` says who asked for it, in words for an error: a source path, `the theme`.
    ///
    /// # Errors
    /// When the path is taken, also by one that differs only in case (they are one file on many disks) or by a
    /// folder of the same name; and when it is the name of our own marker.
    pub fn insert(
        &mut self,
        path: SitePath,
        origin: impl Into<Cow<'a, str>>,
        content: Content<'a>,
    ) -> Result<()> {
        let origin = origin.into();
        if path.as_str().eq_ignore_ascii_case(MARKER) {
            return Err(reserved(&origin));
        }
        let folded = fold(path.as_str());
        if let Some(other) = self.in_the_way(&folded) {
            return Err(self.conflict(&path, &origin, other));
        }
        self.taken.insert(folded, path.clone());
        self.entries.insert(path, Entry { origin, content });
        Ok(())
    }

    /// The bytes of one file, produced now; nothing when the site has no such file.
    pub fn get(&self, path: &SitePath) -> Option<Result<Vec<u8>>> {
        let entry = self.entries.get(path)?;
        Some(entry.content.produce().map_err(|error| entry.failed(path, error)))
    }

    /// Who asked for a file: a source path, `the theme`; nothing when the site has no such file.
    pub fn origin(&self, path: &SitePath) -> Option<&str> {
        Some(&*self.entries.get(path)?.origin)
    }

    /// Every path of the site, in order.
    pub fn paths(&self) -> impl Iterator<Item = &SitePath> {
        self.entries.keys()
    }

    /// How many files the site has.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether the site has no file at all.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = (&SitePath, &Entry<'a>)> {
        self.entries.iter()
    }

    /// The file that cannot stand beside a new one: the same, one above it, or one below it.
    fn in_the_way(&self, folded: &str) -> Option<&SitePath> {
        let above = || folders(folded).find_map(|folder| self.taken.get(folder));
        let below = || {
            let inside = format!("{folded}/");
            let (next, path) = self.taken.range(inside.clone()..).next()?;
            next.starts_with(&inside).then_some(path)
        };
        self.taken.get(folded).or_else(above).or_else(below)
    }

    fn conflict(&self, path: &SitePath, origin: &str, other: &SitePath) -> Error {
        let first = self.entries.get(other).map_or("", |entry| &entry.origin);
        let message = if path == other {
            format!("two files want to be {path} in the site: {first} and {origin}")
        } else if fold(path.as_str()) == fold(other.as_str()) {
            format!(
                "{other} ({first}) and {path} ({origin}) differ only in case: many disks hold just one of them"
            )
        } else {
            format!("{other} ({first}) and {path} ({origin}): one is a file where the other needs a folder")
        };
        Error::new(message).hint("rename one of them, or give one another id")
    }
}

impl Entry<'_> {
    /// What to say when this file could not be made.
    pub(super) fn failed(&self, path: &SitePath, error: Error) -> Error {
        error.within(format!("cannot make {path} from {}", self.origin))
    }
}

fn reserved(origin: &str) -> Error {
    Error::new(format!("{origin} wants to be {MARKER} in the site, the name coebook marks its sites with"))
        .of(Kind::Input)
        .hint("rename it")
}

/// A path as the least discerning file systems see it: case ignored, accents composed.
fn fold(path: &str) -> String {
    if path.is_ascii() {
        return path.to_ascii_lowercase();
    }
    path.nfc().flat_map(char::to_lowercase).collect()
}
