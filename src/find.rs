//! Which document is meant: an id, an alias, or a path as somebody types it.

use std::path::{Path, PathBuf};

use crate::book::{Book, Stage};
use crate::error::{Error, Kind, Result};
use crate::findings::Finding;
use crate::fs;
use crate::model::{Coe, slug};

/// How alike an id must be to what was typed to be suggested; 0 is nothing in common, 1 the same.
const ALIKE: f64 = 0.7;

/// What somebody wants to see.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Id or path.
    pub name: &'a str,
    /// The folder of the documents, if named.
    pub source: Option<&'a Path>,
}

/// A document and the folder it belongs to.
#[derive(Debug)]
pub struct Found {
    /// Everything in the folder.
    pub book: Book,
    /// Which COE.
    pub index: usize,
}

impl Found {
    /// The document.
    pub fn coe(&self) -> &Coe {
        &self.book.knowledge.coes[self.index]
    }

    /// What is wrong with it.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.book.findings.iter().filter(|finding| finding.path == self.coe().path)
    }
}

/// Reads the folder a document belongs to, and finds it there.
///
/// # Errors
/// When the folder cannot be read, when no document is called that, and when it is not for everyone.
pub fn find(asked: &Asked<'_>, progress: &dyn Fn(Stage)) -> Result<Found> {
    let file = fs::resolve(Path::new(asked.name))?.filter(|path| path.is_file());
    let source = source(asked, file.as_deref())?;
    look_up(crate::open(&source, progress)?, asked.name, file.as_deref())
}

/// Finds a document among those of a folder, by the file that a name leads to, or by the name.
pub(crate) fn look_up(book: Book, name: &str, file: Option<&Path>) -> Result<Found> {
    let path = file.and_then(|file| below(&book, file)).unwrap_or_else(|| name.to_owned());
    let path = path.trim_start_matches("./");
    let coes = &book.knowledge.coes;
    let by_path = || coes.iter().position(|coe| coe.path == path);
    let id = slug(name);
    let by_id = || coes.binary_search_by(|coe| coe.id.as_str().cmp(&id)).ok();
    let by_alias = || book.knowledge.aliases.get(&id).copied();
    let by_name = || coes.iter().position(|coe| file_name(coe) == id);
    match by_path().or_else(by_id).or_else(by_alias).or_else(by_name) {
        Some(index) => Ok(Found { book, index }),
        None => Err(unknown(&book, name, path, &id)),
    }
}

/// The folder that was named; else the current one when the file is in it, else the folder of the file.
fn source(asked: &Asked<'_>, file: Option<&Path>) -> Result<PathBuf> {
    if let Some(source) = asked.source {
        return Ok(source.to_owned());
    }
    let here = fs::resolve(Path::new("."))?.unwrap_or_else(|| PathBuf::from("."));
    match file {
        Some(file) if !file.starts_with(&here) => {
            Ok(file.parent().map_or(here, |folder| knowledge_base(folder).unwrap_or(folder).to_owned()))
        }
        _ => Ok(here),
    }
}

/// The folder above that has the settings of a knowledge base.
pub(crate) fn knowledge_base(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|above| above.join("coebook.toml").is_file())
}

/// The name of the file as an id, with the date that ids leave out.
fn file_name(coe: &Coe) -> String {
    slug(crate::read::document_name(&coe.path))
}

fn below(book: &Book, file: &Path) -> Option<String> {
    let path = file.strip_prefix(&book.sources.root).ok()?;
    Some(path.to_string_lossy().into_owned())
}

fn unknown(book: &Book, name: &str, path: &str, id: &str) -> Error {
    let root = fs::show(&book.sources.root);
    let error = Error::new(format!("no COE in {root} is called `{name}`")).of(Kind::Usage);
    if let Some(document) = book.sources.document(path) {
        let unread = book.findings.iter().any(|finding| finding.path == path);
        return if unread || document.kind != crate::read::front_matter::Kind::Coe {
            error.because("the file is no COE").hint("lessons, paths and other pages have no facts to show")
        } else {
            error
                .because("the document is not for everyone, and only what everyone may read is shown")
                .hint("take `audience` out of its front matter")
        };
    }
    if let Some(skipped) = book.sources.skipped.iter().find(|skipped| skipped.path == path) {
        return error
            .because(format!("the file was skipped: {}", skipped.reason))
            .hint("give it another name");
    }
    if let Some(finding) = book.findings.iter().find(|finding| finding.path == path) {
        return match finding.hints.first() {
            Some(hint) => error.because(finding.message.clone()).hint(hint),
            None => error.because(finding.message.clone()),
        };
    }
    let nearest = book
        .knowledge
        .coes
        .iter()
        .map(|coe| {
            let alike = |name: &str| strsim::jaro_winkler(id, name);
            (alike(coe.id.as_str()).max(alike(&file_name(coe))), coe.id.as_str())
        })
        .filter(|(alike, _)| *alike >= ALIKE)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)));
    match nearest {
        Some((_, nearest)) => error.hint(format!("did you mean `{nearest}`?")),
        None if book.knowledge.coes.is_empty() => {
            error.because("there is no COE at all").hint("name the folder with the COEs by --source")
        }
        None => {
            error.hint("give the id, which stands at the end of the page's address, or the path of the file")
        }
    }
}
