//! From paths to sources: which files are documents, what they hold, and what git knows about them.
//!
//! [`sources`] walks a folder once, in sorted order. With `coebook.toml` or `content/coes` the folders say what a
//! document is; in a folder that never heard of this tool every text that reads as Markdown is a COE, except the usual
//! housekeeping. Whatever is left out is reported with the reason.

pub mod git;
mod kind;
mod texts;
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;

use crate::config::Config;
use crate::error::{Error, Kind as ErrorKind, Result};
use crate::findings::{Finding, Level};
use crate::fs;
use crate::read::front_matter::Kind;
pub(crate) use texts::EMPTY;
use texts::Former;

/// The largest file read as a document, in bytes; the largest real report known is 77 kB.
pub const LARGEST_DOCUMENT: u64 = 4 * 1024 * 1024;

/// Everything found below a folder.
#[derive(Debug)]
pub struct Sources {
    /// The folder.
    pub root: PathBuf,
    /// The settings, from `coebook.toml` or all defaults.
    pub config: Config,
    /// Documents by path.
    pub documents: Vec<Document>,
    /// Vocabulary files by name without extension, and the picks of the wheel: path and text.
    pub vocabularies: BTreeMap<String, (String, String)>,
    /// Other files by path, for images and downloads; links into the site may lead to them.
    pub files: BTreeMap<String, PathBuf>,
    /// The folders that were walked, the outermost first.
    pub folders: Vec<PathBuf>,
    /// What was left out, and why.
    pub skipped: Vec<Skipped>,
    /// What git knows.
    pub history: Arc<git::GitFacts>,
    /// What is wrong with the files themselves.
    pub findings: Vec<Finding>,
    /// Folder with files that replace those of the theme, if there is one.
    pub theme: Option<PathBuf>,
}

/// A document before it is read.
#[derive(Clone, Debug)]
pub struct Document {
    /// Path relative to the folder, with `/`.
    pub path: String,
    /// What kind of document.
    pub kind: Kind,
    /// The whole file.
    pub text: Arc<str>,
}

/// A file that is no document of the site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Skipped {
    /// Path relative to the folder.
    pub path: String,
    /// Why.
    pub reason: &'static str,
}

/// Finds and reads the documents of a folder.
///
/// Errors when the folder does not exist, is no folder, or `coebook.toml` cannot be understood. A file that cannot be
/// read becomes a finding.
pub fn sources(root: &Path) -> Result<Sources> {
    let root = folder(root)?;
    let (history, findings) = history(&root);
    look(root, Arc::new(history), findings, None)
}

/// The same folder after some of its files and folders have changed: only these are read again, and the history of
/// the repository is taken to be what it was.
pub fn again(former: &Sources, changed: &BTreeSet<String>) -> Result<Sources> {
    let findings = former.findings.iter().filter(|finding| finding.path.is_empty()).cloned().collect();
    let former = Former { sources: former, changed };
    look(former.sources.root.clone(), former.sources.history.clone(), findings, Some(former))
}

/// The folders documents may be in, the outermost first.
pub fn folders(root: &Path) -> Result<Vec<PathBuf>> {
    Ok(walk::walk(&folder(root)?)?.folders)
}

fn look(
    root: PathBuf,
    history: Arc<git::GitFacts>,
    mut findings: Vec<Finding>,
    former: Option<Former<'_>>,
) -> Result<Sources> {
    let (config, about_config) = config(&root)?;
    let layout = kind::Layout::of(&root, &config);
    let walked = walk::walk(&root)?;
    findings.extend(about_config);
    findings.extend(walked.findings);
    let mut skipped = walked.skipped;
    let mut files = BTreeMap::new();
    let bundles = layout.bundles(&walked.files);
    let mut wanted = Vec::new();
    let mut vocabularies = BTreeMap::new();
    for file in walked.files {
        let place = if bundles.contains(&file.path) {
            kind::Place::Document(Kind::Coe)
        } else {
            layout.place(&file.path)
        };
        match place {
            kind::Place::Document(kind) => wanted.push((file, kind)),
            kind::Place::Vocabulary(name) => match texts::read_text(&file) {
                Ok(text) => drop(vocabularies.insert(name, (file.path, text))),
                Err(finding) => findings.push(*finding),
            },
            kind::Place::File => drop(files.insert(file.path, file.absolute)),
            kind::Place::Skipped(reason) => {
                skipped.push(Skipped { path: file.path.clone(), reason });
                files.insert(file.path, file.absolute);
            }
        }
    }
    let texts = texts::read_all(wanted, former);
    findings.extend(texts.findings);
    files.extend(texts.files);
    skipped.extend(texts.skipped);
    skipped.sort();
    let theme = Some(root.join(&config.folders.theme)).filter(|path| path.is_dir() && layout.configured);
    Ok(Sources {
        root,
        config,
        documents: texts.documents,
        vocabularies,
        files,
        folders: walked.folders,
        skipped,
        history,
        findings,
        theme,
    })
}

/// What git knows, and what is wrong with that.
fn history(root: &Path) -> (git::GitFacts, Vec<Finding>) {
    let about = |rule, message, hint| vec![about_file("", Level::Warning, rule, message, hint)];
    match git::read(root) {
        Ok(git::GitFacts::Shallow) => {
            let message =
                "this clone is shallow, so first and last change of a document are unknown".to_owned();
            let hint =
                "fetch the whole history (`git fetch --unshallow`, or `fetch-depth: 0` in the checkout step)";
            (git::GitFacts::Shallow, about("shallow-clone", message, hint))
        }
        Ok(history) => (history, Vec::new()),
        Err(error) => {
            let message = format!("the history of the repository cannot be read: {error}");
            let hint = "pages are built without revisions; check the repository with `git fsck`";
            (git::GitFacts::NoRepository, about("unreadable-history", message, hint))
        }
    }
}

impl Sources {
    /// The document at a path.
    pub fn document(&self, path: &str) -> Option<&Document> {
        let place = self.documents.binary_search_by(|document| document.path.as_str().cmp(path)).ok()?;
        self.documents.get(place)
    }

    /// The text of the document or vocabulary at a path.
    pub fn text(&self, path: &str) -> Option<&str> {
        let vocabulary = || self.vocabularies.values().find(|(place, _)| place == path);
        self.document(path)
            .map(|document| &*document.text)
            .or_else(|| vocabulary().map(|(_, text)| text.as_str()))
    }
}

/// A finding about a whole file, or about the folder when the path is empty.
pub(crate) fn about_file(
    path: &str,
    level: Level,
    rule: &'static str,
    message: String,
    hint: &str,
) -> Finding {
    Finding {
        path: path.to_owned(),
        span: None,
        line: 1,
        column: 1,
        level,
        rule,
        message,
        hints: vec![hint.to_owned()],
        suggestion: None,
    }
}

fn folder(root: &Path) -> Result<PathBuf> {
    let shown = fs::show(root);
    if !root.exists() {
        return Err(Error::new(format!("there is no folder {shown}"))
            .of(ErrorKind::Usage)
            .hint("name the folder that holds the COEs, for example `coebook build docs/postmortems`"));
    }
    if !root.is_dir() {
        return Err(Error::new(format!("{shown} is a file, not a folder"))
            .of(ErrorKind::Usage)
            .hint("name the folder it is in"));
    }
    let gone = || Error::new(format!("there is no folder {shown}")).of(ErrorKind::Usage);
    fs::resolve(root)?.ok_or_else(gone)
}

/// The settings of a folder.
///
/// Errors as [`sources`] does.
pub fn settings(root: &Path) -> Result<Config> {
    Ok(config(&folder(root)?)?.0)
}

/// The settings of `coebook.toml`; keys nobody reads are warnings, what cannot be parsed is an error.
fn config(root: &Path) -> Result<(Config, Vec<Finding>)> {
    let path = root.join("coebook.toml");
    if !path.exists() {
        return Ok((Config::default(), Vec::new()));
    }
    let bytes = fs::read(&path)?;
    let text = String::from_utf8(bytes).map_err(|error| {
        Error::new(format!("cannot read {}", fs::show(&path))).because(error).hint("save the file as UTF-8")
    })?;
    crate::config::parse(&text).map_err(|problem| {
        Error::new(format!(
            "cannot understand {}: line {}, {}",
            fs::show(&path),
            problem.line,
            problem.message
        ))
        .hint(problem.hint)
    })
}
