//! Searching in a terminal and from the server: the same engine over the same index as in the browser.

mod cache;
mod text;

use std::path::{Path, PathBuf};

pub use coebook_search::{Answer, LIMIT, Question, Sort};
use coebook_search::{Archive, Engine};

use crate::book::{Stage, check_not_empty};
use crate::error::{Error, Kind, Result};
use crate::model::{self, Day};
use crate::render::Theme;
use crate::{fs, index, load, read};

pub use text::text;

/// Where indexes of earlier searches are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cache {
    /// In the user's folder for such things; nowhere when there is none.
    Kept,
    /// Nowhere.
    None,
}

/// What is searched, and when.
#[derive(Debug)]
pub struct Searched<'a> {
    /// The folder with the documents.
    pub source: &'a Path,
    /// The day, for what is overdue.
    pub today: Day,
    /// Where indexes of earlier searches are kept.
    pub cache: Cache,
}

/// An index that answers.
#[derive(Debug)]
pub struct Searcher {
    archive: Archive,
    engine: Engine,
    /// Whether the index of an earlier search was still true.
    pub reused: bool,
}

impl Searcher {
    /// Opens an index.
    ///
    /// # Errors
    /// When it is damaged, which is a fault of ours.
    pub(crate) fn new(archive: Archive) -> Result<Searcher> {
        let hot = archive.piece(&archive.hot).unwrap_or_default();
        let engine = Engine::open(&hot).map_err(unfit)?;
        Ok(Searcher { archive, engine, reused: false })
    }

    /// Answers a question.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn ask(&self, question: &Question) -> Result<Answer> {
        self.engine.ask_with(question, &|name| self.archive.piece(name)).map_err(unfit)
    }
}

fn unfit(error: coebook_search::Unfit) -> Error {
    Error::new("cannot search").of(Kind::Internal).because(error)
}

/// The index of a folder: that of an earlier search while nothing has changed since, else made anew.
///
/// # Errors
/// When the folder cannot be read or holds no COE.
pub fn open(searched: &Searched<'_>, progress: &dyn Fn(Stage)) -> Result<Searcher> {
    let place = match searched.cache {
        Cache::Kept => cache::Place::of(searched.source, searched.today)?,
        Cache::None => None,
    };
    let kept = place.as_ref().and_then(cache::Place::load).and_then(|archive| Searcher::new(archive).ok());
    if let Some(searcher) = kept {
        return Ok(Searcher { reused: true, ..searcher });
    }
    let archive = index_of(searched, progress)?;
    if let Some(place) = place {
        // A search is answered whether or not its index can be kept.
        let _ = place.store(&archive);
    }
    Searcher::new(archive)
}

/// Reads a folder and indexes it, without what only pages need.
fn index_of(searched: &Searched<'_>, progress: &dyn Fn(Stage)) -> Result<Archive> {
    progress(Stage::Looking);
    let sources = load::sources(searched.source)?;
    progress(Stage::Reading { documents: sources.documents.len() });
    let (knowledge, findings) = model::assemble(&sources, read::all(&sources));
    check_not_empty(&sources, &knowledge, &findings)?;
    progress(Stage::Indexing { documents: knowledge.coes.len() });
    let theme = Theme::in_language(sources.theme.as_deref(), sources.config.language())?;
    index::archive(&knowledge, &theme, searched.today)
}

/// The folder to search: the one that was named, else the current one.
///
/// # Errors
/// When the current folder cannot be told.
pub fn source(named: Option<&Path>) -> Result<PathBuf> {
    match named {
        Some(source) => Ok(source.to_owned()),
        None => Ok(fs::resolve(Path::new("."))?.unwrap_or_else(|| PathBuf::from("."))),
    }
}
