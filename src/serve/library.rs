//! The documents while they are being edited: after a change only what changed is read again, and a document that
//! cannot be read any more stays as it was.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::analyse::Insight;
use crate::book::{Stage, relate, roster};
use crate::check;
use crate::error::Result;
use crate::findings::{Finding, Level};
use crate::load::{self, Document, Sources};
use crate::model;
use crate::read::{Piece, Read, Reader};

/// Every document of a folder with what was read from it.
pub(super) struct Library {
    sources: Sources,
    reader: Reader,
    leaves: BTreeMap<String, Leaf>,
    broken: BTreeMap<String, Broken>,
    roster: Arc<BTreeSet<String>>,
}

/// A document as it was last read without trouble.
#[derive(Clone)]
struct Leaf {
    document: Document,
    piece: Piece,
}

/// The state of a document that cannot be read, while its last good one is shown.
#[derive(PartialEq, Eq)]
struct Broken {
    /// Nothing when it is no text.
    text: Option<Arc<str>>,
    findings: Vec<Finding>,
}

/// All documents put together.
pub(super) struct State {
    pub(super) knowledge: model::KnowledgeBase,
    pub(super) findings: Vec<Finding>,
    /// The same before settings and authors let some pass.
    pub(super) unsettled: Vec<Finding>,
    pub(super) insight: Insight,
}

/// What an edit changed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Edit {
    /// Files, in order of path.
    pub(super) paths: BTreeSet<String>,
}

impl Library {
    /// Reads every document of a folder.
    pub(super) fn open(source: &Path, progress: &dyn Fn(Stage)) -> Result<Library> {
        progress(Stage::Looking);
        let sources = load::sources(source)?;
        progress(Stage::Reading { documents: sources.documents.len() });
        let reader = Reader::new(&sources);
        let leaf = |document: &Document| Leaf { document: document.clone(), piece: reader.read(document) };
        let leaves: Vec<Leaf> = sources.documents.par_iter().map(leaf).collect();
        let leaves = leaves.into_iter().map(|leaf| (leaf.document.path.clone(), leaf)).collect();
        let roster = Arc::new(roster(&sources));
        Ok(Library { sources, reader, leaves, broken: BTreeMap::new(), roster })
    }

    /// Names of people, as git knows its authors.
    pub(super) fn roster(&self) -> Arc<BTreeSet<String>> {
        Arc::clone(&self.roster)
    }

    /// The files as they are shown.
    pub(super) fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Documents whose last good state is shown in place of what they are now.
    pub(super) fn kept(&self) -> impl Iterator<Item = &str> {
        self.broken.keys().map(String::as_str)
    }

    /// The text findings about a document are to be shown with.
    pub(super) fn text(&self, path: &str) -> Option<&str> {
        match self.broken.get(path) {
            Some(broken) => broken.text.as_deref(),
            None => self.sources.text(path),
        }
    }

    /// Everything put together, as for a build.
    pub(super) fn assemble(&self) -> State {
        let pieces: Vec<Piece> = self.leaves.par_iter().map(|(_, leaf)| leaf.piece.clone()).collect();
        let mut read = Read::join(pieces);
        read.findings.retain(|finding| !self.broken.contains_key(&finding.path));
        read.findings.extend(self.broken.values().flat_map(|broken| broken.findings.iter().cloned()));
        let (knowledge, mut findings) = model::assemble(&self.sources, read);
        let insight = relate(&knowledge, &mut findings);
        let config = &self.sources.config;
        let settled = check::settle(findings.clone(), &knowledge.coes, config, check::Looked::Reading);
        State { knowledge, findings: settled, unsettled: findings, insight }
    }

    /// Reads again what changed; says what that was, or nothing when it makes no difference.
    ///
    /// # Errors
    /// When the folder or its settings cannot be read; everything stays as it was then.
    pub(super) fn refresh(&mut self, changed: &BTreeSet<String>) -> Result<Option<Edit>> {
        let mut looked_at = changed.clone();
        // What is shown of these is not what is on the disk.
        looked_at.extend(self.broken.keys().cloned());
        let mut sources = load::again(&self.sources, &looked_at)?;
        let reader = Reader::new(&sources);
        let mut edit = Edit::default();
        let broken = self.restore(&mut sources, &reader, &mut edit);
        self.read_changed(&sources, &reader, &mut edit);
        edit.paths.extend(self.other_changes(&sources, changed));
        self.sources = sources;
        self.reader = reader;
        self.broken = broken;
        Ok(Some(edit).filter(|edit| !edit.paths.is_empty()))
    }

    /// Puts the last good state in the place of documents that can no longer be read.
    fn restore(&self, sources: &mut Sources, reader: &Reader, edit: &mut Edit) -> BTreeMap<String, Broken> {
        let mut broken = BTreeMap::new();
        for (path, leaf) in self.leaves.iter().filter(|(_, leaf)| is_good(&leaf.piece)) {
            let state = match sources.documents.binary_search_by(|document| document.path.cmp(path)) {
                Ok(place) if same(&sources.documents[place], &leaf.document) => continue,
                Ok(place) => {
                    let document = &mut sources.documents[place];
                    let piece = reader.read(document);
                    if is_good(&piece) {
                        continue;
                    }
                    let text = std::mem::replace(&mut document.text, leaf.document.text.clone());
                    Broken { text: Some(text), findings: piece.findings().to_vec() }
                }
                Err(place) => {
                    let Some(findings) = fault(sources, path) else { continue };
                    sources.documents.insert(place, leaf.document.clone());
                    Broken { text: None, findings }
                }
            };
            if self.broken.get(path) != Some(&state) {
                edit.paths.insert(path.clone());
            }
            broken.insert(path.clone(), state);
        }
        // Broken a moment ago, and the very text that is shown again now.
        edit.paths.extend(self.broken.keys().filter(|path| !broken.contains_key(*path)).cloned());
        broken
    }

    fn read_changed(&mut self, sources: &Sources, reader: &Reader, edit: &mut Edit) {
        let anew = !reader.reads_like(&self.reader);
        let known = |document: &Document| {
            self.leaves.get(&document.path).is_some_and(|leaf| same(&leaf.document, document))
        };
        let stale: Vec<&Document> =
            sources.documents.par_iter().filter(|document| anew || !known(document)).collect();
        let leaf = |document: &Document| Leaf { document: document.clone(), piece: reader.read(document) };
        let fresh: Vec<Leaf> = stale.into_par_iter().map(leaf).collect();
        for leaf in fresh {
            edit.paths.insert(leaf.document.path.clone());
            self.leaves.insert(leaf.document.path.clone(), leaf);
        }
        self.leaves.retain(|path, _| {
            let stays = sources.document(path).is_some();
            if !stays {
                edit.paths.insert(path.clone());
            }
            stays
        });
    }

    /// Files that are no documents but show in pages: images, vocabularies, the theme, the settings.
    fn other_changes(&self, sources: &Sources, changed: &BTreeSet<String>) -> BTreeSet<String> {
        let mut others: BTreeSet<String> =
            changed.iter().filter(|path| sources.files.contains_key(*path)).cloned().collect();
        let come_and_gone = |one: &Sources, other: &Sources| -> Vec<String> {
            one.files.keys().filter(|path| !other.files.contains_key(*path)).cloned().collect()
        };
        others.extend(come_and_gone(&self.sources, sources));
        others.extend(come_and_gone(sources, &self.sources));
        if self.sources.vocabularies != sources.vocabularies {
            others.extend(changed.iter().filter(|path| path.ends_with(".toml")).cloned());
        }
        if self.sources.config != sources.config || self.sources.theme != sources.theme {
            others.insert("coebook.toml".to_owned());
        }
        if self.sources.findings != sources.findings {
            others.extend(changed.iter().cloned());
        }
        others
    }
}

fn same(a: &Document, b: &Document) -> bool {
    a.kind == b.kind && (Arc::ptr_eq(&a.text, &b.text) || a.text == b.text)
}

/// Whether a document could be read at all.
fn is_good(piece: &Piece) -> bool {
    !piece
        .findings()
        .iter()
        .any(|finding| finding.level == Level::Error && finding.rule.starts_with("unreadable"))
}

/// Why a file that is still there is no document any more; nothing when it is gone.
fn fault(sources: &mut Sources, path: &str) -> Option<Vec<Finding>> {
    if let Some(place) =
        sources.skipped.iter().position(|skipped| skipped.path == path && skipped.reason == load::EMPTY)
    {
        sources.skipped.remove(place);
        return Some(vec![load::about_file(
            path,
            Level::Error,
            "unreadable-document",
            load::EMPTY.to_owned(),
            "write something, or remove the file",
        )]);
    }
    // Told with the other findings about files.
    sources.findings.iter().any(|finding| finding.path == path).then(Vec::new)
}
