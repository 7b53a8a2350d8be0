//! The draft, among the COEs of a folder: as one of them, or beside them for as long as it is looked at.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::book::{Book, Stage};
use crate::error::{Error, Kind, Result};
use crate::find::{Asked, Found, find, knowledge_base, look_up};
use crate::fs;
use crate::load::{self, Document, LARGEST_DOCUMENT, Sources};
use crate::model::{CoeId, EVERYONE, slug};
use crate::read::{self, Read, Reader};

/// What a draft from standard input is called.
const PIPED: &str = "(standard input)";

/// A draft as it is given.
#[derive(Clone, Copy, Debug)]
pub enum Draft<'a> {
    /// A file, inside of the folder of COEs or elsewhere.
    File(&'a str),
    /// A text.
    Text(&'a [u8]),
}

/// Reads a folder of COEs and the draft with them.
///
/// # Errors
/// When the folder or the draft cannot be read, and when the draft is a document of the folder but no COE for everyone.
pub fn open(draft: Draft<'_>, source: Option<&Path>, progress: &dyn Fn(Stage)) -> Result<Found> {
    match draft {
        Draft::Text(bytes) => {
            progress(Stage::Looking);
            beside(load::sources(source.unwrap_or(Path::new(".")))?, PIPED, bytes, progress)
        }
        Draft::File(name) => of_file(name, source, progress),
    }
}

fn of_file(name: &str, source: Option<&Path>, progress: &dyn Fn(Stage)) -> Result<Found> {
    let Some(file) = fs::resolve(Path::new(name))?.filter(|path| path.is_file()) else {
        // An id of the folder, perhaps; else the error says what is there.
        return find(&Asked { name, source }, progress);
    };
    let folder = source.map_or_else(|| home_of(&file), |source| Ok(source.to_owned()))?;
    progress(Stage::Looking);
    let sources = load::sources(&folder)?;
    if is_document(&sources, &file) {
        progress(Stage::Reading { documents: sources.documents.len() });
        let read = read::all(&sources);
        return look_up(Book::of(sources, read, progress), name, Some(&file));
    }
    let (_, size) = fs::open(&file)?;
    if size > LARGEST_DOCUMENT {
        return Err(too_large(name));
    }
    beside(sources, &file.to_string_lossy(), &fs::read(&file)?, progress)
}

/// The knowledge base a file is in; else the current folder.
fn home_of(file: &Path) -> Result<PathBuf> {
    let here = fs::resolve(Path::new("."))?.unwrap_or_else(|| PathBuf::from("."));
    if file.starts_with(&here) {
        return Ok(here);
    }
    Ok(file.parent().and_then(knowledge_base).map_or(here, Path::to_owned))
}

/// Whether a folder takes a file for one of its documents.
fn is_document(sources: &Sources, file: &Path) -> bool {
    let below = file.strip_prefix(&sources.root).ok();
    below.is_some_and(|below| sources.document(&below.to_string_lossy()).is_some())
}

/// The COEs of a folder, and a draft that is none of them.
fn beside(sources: Sources, path: &str, bytes: &[u8], progress: &dyn Fn(Stage)) -> Result<Found> {
    if bytes.len() as u64 > LARGEST_DOCUMENT {
        return Err(too_large(path));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        unreadable(path).because(format!("it is not UTF-8: {error}")).hint("save the file as UTF-8")
    })?;
    if text.trim().is_empty() {
        return Err(unreadable(path)
            .because("it is empty")
            .hint("write first what happened, in a few sentences"));
    }
    progress(Stage::Reading { documents: sources.documents.len() });
    let mut read = read::all(&sources);
    add(&sources, &mut read, path, text)?;
    let book = Book::of(sources, read, progress);
    let index = book.knowledge.coes.iter().position(|coe| coe.path == path);
    index.map(|index| Found { book, index }).ok_or_else(|| unreadable(path).of(Kind::Internal))
}

/// Reads a draft, and gives it an id that takes none away: its own if it is free.
fn add(sources: &Sources, read: &mut Read, path: &str, text: &str) -> Result<()> {
    let kind = read::front_matter::Kind::Coe;
    let document = Document { path: path.to_owned(), kind, text: Arc::from(text) };
    let Some(mut coe) = Reader::new(sources).read(&document).into_coe() else {
        return Err(unreadable(path).because("the Markdown parser gave up on it"));
    };
    let taken = |id: &CoeId| {
        read.coes
            .iter()
            .any(|coe| coe.id == *id || coe.aliases.iter().any(|alias| slug(alias) == id.as_str()))
    };
    let own = if path == PIPED && !coe.id_stated { CoeId::from_words("draft") } else { Some(coe.id.clone()) };
    let base = own.unwrap_or_else(|| coe.id.clone());
    let numbered = (2..).filter_map(|number: u32| CoeId::from_words(&format!("{base} {number}")));
    if let Some(free) = std::iter::once(base.clone()).chain(numbered).find(|id| !taken(id)) {
        coe.id = free;
    }
    coe.aliases.clear();
    // Its author reads it here, and nobody else does.
    coe.audience = EVERYONE.to_owned();
    read.coes.push(coe);
    Ok(())
}

fn unreadable(path: &str) -> Error {
    Error::new(format!("cannot read the draft {path}")).of(Kind::Usage)
}

fn too_large(path: &str) -> Error {
    unreadable(path)
        .because(format!("it is larger than {} MB", LARGEST_DOCUMENT / 1024 / 1024))
        .hint("take logs and dumps out of it")
}
