//! From paths to sources: which files are documents, what they hold, and what git knows about them.
//!
//! [`sources`] walks a folder once, in sorted order. With `coebook.toml` or `content/coes` the folders say what a
//! document is; in a folder that never heard of this tool every text that reads as Markdown is a COE, except the usual
//! housekeeping. Whatever is left out is reported with the reason.

pub mod git;
mod kind;
mod walk;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config::Config;
use crate::error::{Error, Kind as ErrorKind, Result};
use crate::findings::{Finding, Level};
use crate::fs;
use crate::read::front_matter::Kind;

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
    /// Vocabulary files by name without extension: path and text.
    pub vocabularies: BTreeMap<String, (String, String)>,
    /// Other files by path, for images and downloads; links into the site may lead to them.
    pub files: BTreeMap<String, PathBuf>,
    /// What was left out, and why.
    pub skipped: Vec<Skipped>,
    /// What git knows.
    pub history: git::GitFacts,
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
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
    let (config, mut findings) = config(&root)?;
    let layout = kind::Layout::of(&root, &config);
    let walked = walk::walk(&root)?;
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
            kind::Place::Vocabulary(name) => {
                if let Some(text) = text(&file, &mut findings) {
                    vocabularies.insert(name, (file.path, text));
                }
            }
            kind::Place::File => {
                files.insert(file.path, file.absolute);
            }
            kind::Place::Skipped(reason) => {
                skipped.push(Skipped { path: file.path.clone(), reason });
                files.insert(file.path, file.absolute);
            }
        }
    }
    let mut documents = read_all(wanted, &mut findings, &mut skipped, &mut files);
    documents.sort_by(|a, b| a.path.cmp(&b.path));
    skipped.sort();
    let history = match git::read(&root) {
        Ok(history) => history,
        Err(error) => {
            findings.push(about_file(
                "",
                Level::Warning,
                "unreadable-history",
                format!("the history of the repository cannot be read: {error}"),
                "pages are built without revisions; check the repository with `git fsck`",
            ));
            git::GitFacts::NoRepository
        }
    };
    if history == git::GitFacts::Shallow {
        findings.push(about_file(
            "",
            Level::Warning,
            "shallow-clone",
            "this clone is shallow, so first and last change of a document are unknown".to_owned(),
            "fetch the whole history (`git fetch --unshallow`, or `fetch-depth: 0` in the checkout step)",
        ));
    }
    let theme = Some(root.join(&config.folders.theme)).filter(|path| path.is_dir() && layout.configured);
    Ok(Sources { root, config, documents, vocabularies, files, skipped, history, findings, theme })
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

fn text(file: &walk::File, findings: &mut Vec<Finding>) -> Option<String> {
    match read_text(file) {
        Ok(text) => Some(text),
        Err(finding) => {
            findings.push(finding);
            None
        }
    }
}

fn read_all(
    wanted: Vec<(walk::File, Kind)>,
    findings: &mut Vec<Finding>,
    skipped: &mut Vec<Skipped>,
    files: &mut BTreeMap<String, PathBuf>,
) -> Vec<Document> {
    use rayon::prelude::*;
    let read: Vec<_> = wanted
        .into_par_iter()
        .map(|(file, kind)| {
            let text = read_text(&file);
            (file, kind, text)
        })
        .collect();
    let mut documents = Vec::with_capacity(read.len());
    for (file, kind, text) in read {
        match text {
            Err(finding) => findings.push(finding),
            Ok(text) if text.trim_matches(['\u{feff}', ' ', '\n', '\r', '\t']).is_empty() => {
                skipped.push(Skipped { path: file.path, reason: "the file is empty" });
            }
            // A file without extension is a document only when it reads as one.
            Ok(text) if !kind::has_extension(&file.path) && !kind::reads_as_markdown(&text) => {
                skipped.push(Skipped {
                    path: file.path.clone(),
                    reason: "no extension, and no Markdown inside",
                });
                files.insert(file.path, file.absolute);
            }
            Ok(text) => documents.push(Document { path: file.path, kind, text: Arc::from(text) }),
        }
    }
    documents
}

/// The text of a file: UTF-8, with what is not replaced and reported by the reader of the text.
fn read_text(file: &walk::File) -> std::result::Result<String, Finding> {
    if file.length > LARGEST_DOCUMENT {
        return Err(about_file(
            &file.path,
            Level::Error,
            "unreadable-document",
            format!(
                "the file is {} MB; documents are read up to {} MB",
                file.length >> 20,
                LARGEST_DOCUMENT >> 20
            ),
            "move data and logs out of the document, or the file out of the folder",
        ));
    }
    let bytes = fs::read(&file.absolute).map_err(|error| {
        about_file(
            &file.path,
            Level::Error,
            "unreadable-document",
            format!("the file cannot be read: {}", error.causes().join(": ")),
            "check that it still exists and that you may read it",
        )
    })?;
    if bytes.len() as u64 > LARGEST_DOCUMENT {
        return Err(about_file(
            &file.path,
            Level::Error,
            "unreadable-document",
            "the file grew while it was read".to_owned(),
            "run the command again",
        ));
    }
    String::from_utf8(bytes).map_err(|error| {
        let place = error.utf8_error().valid_up_to();
        let before = &error.as_bytes()[..place];
        let line = before.iter().filter(|byte| **byte == b'\n').count() as u32 + 1;
        let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let column = String::from_utf8_lossy(&before[line_start..]).chars().count() as u32 + 1;
        Finding {
            line,
            column,
            ..about_file(
                &file.path,
                Level::Error,
                "unreadable-document",
                "the text is not UTF-8 from here on".to_owned(),
                "save the file as UTF-8",
            )
        }
    })
}
