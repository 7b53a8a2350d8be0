//! The text of files: read in parallel, or taken over from an earlier look at the folder.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::string::FromUtf8Error;
use std::sync::Arc;

use super::{Document, LARGEST_DOCUMENT, Skipped, Sources, about_file, kind, walk};
use crate::findings::{Finding, Level};
use crate::fs;
use crate::read::front_matter::Kind;

/// An earlier look at the folder, and the paths that changed since.
#[derive(Clone, Copy)]
pub(super) struct Former<'a> {
    pub(super) sources: &'a Sources,
    pub(super) changed: &'a BTreeSet<String>,
}

impl Former<'_> {
    /// The text of a document that has not changed.
    fn text(&self, file: &walk::File) -> Option<Arc<str>> {
        let target = file.absolute.strip_prefix(&self.sources.root).ok()?;
        if self.has_changed(Path::new(&file.path)) || self.has_changed(target) {
            return None;
        }
        let document = self.sources.document(&file.path)?;
        (document.text.len() as u64 == file.length).then(|| document.text.clone())
    }

    /// Whether a file or a folder it is in has changed.
    fn has_changed(&self, path: &Path) -> bool {
        path.ancestors().filter_map(Path::to_str).any(|path| !path.is_empty() && self.changed.contains(path))
    }
}

/// What became of the files that may be documents.
pub(super) struct Texts {
    pub(super) documents: Vec<Document>,
    pub(super) skipped: Vec<Skipped>,
    /// Files that turned out to be no documents.
    pub(super) files: BTreeMap<String, PathBuf>,
    pub(super) findings: Vec<Finding>,
}

/// Reads the documents of a folder, in order of path.
pub(super) fn read_all(wanted: Vec<(walk::File, Kind)>, former: Option<Former<'_>>) -> Texts {
    use rayon::prelude::*;
    let read: Vec<_> = wanted
        .into_par_iter()
        .map(|(file, kind)| {
            let known = former.and_then(|former| former.text(&file));
            let text = known.map_or_else(|| read_text(&file).map(Arc::from), Ok);
            (file, kind, text)
        })
        .collect();
    let mut texts = Texts {
        documents: Vec::with_capacity(read.len()),
        skipped: Vec::new(),
        files: BTreeMap::new(),
        findings: Vec::new(),
    };
    for (file, kind, text) in read {
        match text {
            Err(finding) => texts.findings.push(*finding),
            Ok(text) if text.trim_matches(['\u{feff}', ' ', '\n', '\r', '\t']).is_empty() => {
                texts.skipped.push(Skipped { path: file.path, reason: EMPTY });
            }
            // A file without extension is a document only when it reads as one.
            Ok(text) if !kind::has_extension(&file.path) && !kind::reads_as_markdown(&text) => {
                let reason = "no extension, and no Markdown inside";
                texts.skipped.push(Skipped { path: file.path.clone(), reason });
                texts.files.insert(file.path, file.absolute);
            }
            Ok(text) => texts.documents.push(Document { path: file.path, kind, text }),
        }
    }
    texts.documents.sort_by(|a, b| a.path.cmp(&b.path));
    texts
}

/// Why an empty file is no document.
pub(crate) const EMPTY: &str = "the file is empty";

/// The text of a file, which must be UTF-8.
pub(super) fn read_text(file: &walk::File) -> Result<String, Box<Finding>> {
    let unreadable = |message: String, hint: &str| {
        Box::new(about_file(&file.path, Level::Error, "unreadable-document", message, hint))
    };
    if file.length > LARGEST_DOCUMENT {
        let (length, most) = (file.length >> 20, LARGEST_DOCUMENT >> 20);
        return Err(unreadable(
            format!("the file is {length} MB; documents are read up to {most} MB"),
            "move data and logs out of the document, or the file out of the folder",
        ));
    }
    let bytes = fs::read(&file.absolute).map_err(|error| {
        unreadable(
            format!("the file cannot be read: {}", error.causes().join(": ")),
            "check that it still exists and that you may read it",
        )
    })?;
    if bytes.len() as u64 > LARGEST_DOCUMENT {
        return Err(unreadable("the file grew while it was read".to_owned(), "run the command again"));
    }
    String::from_utf8(bytes).map_err(|error| {
        let (line, column) = first_fault(&error);
        let finding = unreadable("the text is not UTF-8 from here on".to_owned(), "save the file as UTF-8");
        Box::new(Finding { line, column, ..*finding })
    })
}

/// Line and column of the first bytes that are no text.
fn first_fault(error: &FromUtf8Error) -> (u32, u32) {
    let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
    let line = before.iter().filter(|byte| **byte == b'\n').count() as u32 + 1;
    let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    (line, String::from_utf8_lossy(&before[line_start..]).chars().count() as u32 + 1)
}
