//! Every edit that makes a word another, before a byte is written.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::documents::{self, Refused};
use super::{Change, Kind, Step, files, key, same};
use crate::error::{Error, Kind as ErrorKind, Result};
use crate::fs;
use crate::load::Sources;
use crate::load::git::{self, GitFacts};
use crate::model::{self, Vocabulary, nearest};
use crate::read::front_matter;

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// What is done.
    pub step: Step,
    /// What both words are names of; needed only where the old one is a name of several kinds.
    pub kind: Option<Kind>,
    /// The word that goes.
    pub from: &'a str,
    /// The word that stands in its place.
    pub to: &'a str,
}

/// Edits that were made in memory.
#[derive(Debug)]
pub struct Plan {
    /// What becomes what.
    pub change: Change,
    /// The files that change, by path.
    pub(super) files: Vec<Edited>,
    /// Documents that cannot be edited, and why.
    pub(super) left: Vec<(String, &'static str)>,
}

/// A file before and after.
#[derive(Debug)]
pub(super) struct Edited {
    pub(super) path: String,
    pub(super) before: String,
    pub(super) after: String,
}

/// What to do with files that hold changes nobody has committed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Uncommitted {
    /// They are not written over: git could not bring them back.
    Refuse,
    /// They are edited like any other.
    Allow,
}

/// Makes the edits, in memory.
///
/// # Errors
/// When nobody uses the old word, when the new one is none or the wrong one for what is to be done, and when a
/// vocabulary cannot be edited.
pub fn plan(sources: &Sources, wanted: &Wanted<'_>) -> Result<Plan> {
    let mut findings = Vec::new();
    let vocabulary = model::read_vocabulary(&sources.vocabularies, &mut findings);
    if let Some(finding) = findings.first() {
        return Err(Error::new(format!("cannot read {}", finding.path)).because(finding.message.clone()));
    }
    let words = Words::of(sources, &vocabulary);
    let change = change(wanted, &words, &vocabulary)?;
    let mut plan = Plan { change, files: Vec::new(), left: Vec::new() };
    let read: Vec<_> = sources
        .documents
        .par_iter()
        .map(|document| documents::changed(&document.text, document.kind, &plan.change))
        .collect();
    for (document, changed) in sources.documents.iter().zip(read) {
        match changed {
            Ok(Some(after)) => plan.files.push(Edited {
                path: document.path.clone(),
                before: document.text.to_string(),
                after,
            }),
            Ok(None) => {}
            Err(refused) => plan.left.push((document.path.clone(), why(refused))),
        }
    }
    let texts = || sources.vocabularies.values().map(|(_, text)| text.as_str());
    let moved = files::moved(texts(), &plan.change);
    for (path, text) in sources.vocabularies.values() {
        let changed = files::changed(text, &plan.change, &moved).map_err(|refused| {
            Error::new(format!("cannot edit {path}"))
                .because(refused.0)
                .hint("edit this file by hand, then do the same again for the documents")
        })?;
        if let Some(after) = changed {
            plan.files.push(Edited { path: path.clone(), before: text.clone(), after });
        }
    }
    plan.files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(plan)
}

fn why(refused: Refused) -> &'static str {
    match refused {
        Refused::Unreadable => "its front matter cannot be read",
        Refused::Unusual => "the word is written in an unusual way",
    }
}

impl Plan {
    /// How many files change.
    pub fn count(&self) -> usize {
        self.files.len()
    }

    /// Puts the edits in place, each file whole or not at all.
    ///
    /// # Errors
    /// When a file holds changes nobody has committed, when git cannot tell, when one was changed since it was read, and
    /// when one cannot be written.
    pub fn write(&self, sources: &Sources, uncommitted: Uncommitted) -> Result<()> {
        if self.files.is_empty() {
            return Ok(());
        }
        if uncommitted == Uncommitted::Refuse {
            self.check_committed(sources)?;
        }
        for file in &self.files {
            if fs::read(&sources.root.join(&file.path))? != file.before.as_bytes() {
                return Err(Error::new(format!("{} was changed while it was edited", file.path))
                    .hint("nothing was written; do the same again"));
            }
        }
        for (written, file) in self.files.iter().enumerate() {
            fs::replace(&sources.root.join(&file.path), file.after.as_bytes()).map_err(|error| {
                let all = self.files.len();
                error.within(format!("{written} of {all} files were written"))
            })?;
        }
        Ok(())
    }

    fn check_committed(&self, sources: &Sources) -> Result<()> {
        let back = "look at the edits, then add `--allow-dirty` to write them all the same";
        let refused = |why: String| {
            Error::new("the edits could not be undone").of(ErrorKind::Usage).because(why).hint(back)
        };
        match &*sources.history {
            GitFacts::NoRepository => return Err(refused("the folder is in no git repository".to_owned())),
            GitFacts::Empty => return Err(refused("the git repository has no commit yet".to_owned())),
            GitFacts::Shallow | GitFacts::Known(_) => {}
        }
        let paths: Vec<&str> = self.files.iter().map(|file| file.path.as_str()).collect();
        let bytes = |path: &str| fs::read(&sources.root.join(path));
        let changed = git::changed_since(&sources.root, "HEAD", &paths, &bytes)?;
        let Some(first) = changed.iter().next() else { return Ok(()) };
        let more = if changed.len() > 1 { format!(" and {} more", changed.len() - 1) } else { String::new() };
        Err(Error::new("the edits could not be undone")
            .of(ErrorKind::Usage)
            .because(format!("{first}{more} has changes that are not committed"))
            .hint("commit or stash them, or add `--allow-dirty` to write the edits all the same"))
    }
}

/// Every word of front matter and vocabularies.
struct Words {
    all: BTreeSet<(Kind, String)>,
    /// Words that are causes or factors, services or technologies, which does not make them used on its own.
    beside: BTreeSet<String>,
}

impl Words {
    fn of(sources: &Sources, vocabulary: &Vocabulary) -> Words {
        let read: Vec<front_matter::Terms> = sources
            .documents
            .par_iter()
            .map(|document| front_matter::terms(&document.text, document.kind))
            .collect();
        let mut words = Words { all: BTreeSet::new(), beside: BTreeSet::new() };
        for word in read.into_iter().flat_map(|terms| terms.words) {
            let bare = word.value.trim_start_matches('@').to_owned();
            match Kind::of(word.naming) {
                Some(kind) => drop(words.all.insert((kind, bare))),
                None => drop(words.beside.insert(bare)),
            }
        }
        for kind in Kind::ALL {
            words.all.extend(kind.terms(vocabulary).iter().map(|term| (kind, term.id.clone())));
        }
        words
    }

    fn has(&self, kind: Kind, word: &str) -> bool {
        self.all.iter().any(|(it, known)| *it == kind && same(known, word))
    }

    fn kinds(&self, word: &str) -> Vec<Kind> {
        Kind::ALL.into_iter().filter(|kind| self.has(*kind, word)).collect()
    }

    fn nearest(&self, kind: Option<Kind>, word: &str) -> Option<String> {
        let asked = self.all.iter().filter(|(it, _)| kind.is_none_or(|kind| kind == *it));
        nearest(&key(word), asked.map(|(_, known)| known.as_str()).filter(|known| !same(known, word)))
    }
}

/// What becomes what, once it is certain that it can.
fn change(wanted: &Wanted<'_>, words: &Words, vocabulary: &Vocabulary) -> Result<Change> {
    let (from, to) = (wanted.from.trim(), wanted.to.trim());
    let usage = |message: String| Error::new(message).of(ErrorKind::Usage);
    let is_word = !key(to).is_empty() && !to.contains([',', '\n']) && !to.contains(char::is_control);
    if !is_word || to.starts_with('@') {
        return Err(usage(format!("`{to}` is no word for a term")).hint("name it like `retry-storm`"));
    }
    if from == to {
        return Err(usage(format!("`{from}` is `{to}` already")).hint("name two different words"));
    }
    let kind = match (wanted.kind, words.kinds(from).as_slice()) {
        (Some(kind), kinds) if kinds.contains(&kind) => kind,
        (None, [kind]) => *kind,
        (None, [first, rest @ ..]) if !rest.is_empty() => {
            let names: Vec<&str> = [*first].iter().chain(rest).map(|kind| kind.word()).collect();
            return Err(usage(format!("`{from}` is a {}", names.join(" and a ")))
                .hint(format!("say which is meant: `--kind {}`", first.word())));
        }
        (kind, _) => return Err(unknown(from, kind, words)),
    };
    let change = Change { step: wanted.step, kind, from: from.to_owned(), to: to.to_owned() };
    if same(from, to) {
        // Only the spelling changes, whichever of the two was asked for.
        let is_written = words.all.contains(&(kind, from.to_owned()));
        return if is_written { Ok(change) } else { Err(unknown(from, Some(kind), words)) };
    }
    let other = kind
        .terms(vocabulary)
        .iter()
        .find(|term| !same(&term.id, from) && term.names().any(|word| same(word, to)));
    let is_there = words.has(kind, to);
    match wanted.step {
        Step::Merge if !is_there => {
            let error = usage(format!("there is no {} `{to}` to merge `{from}` into", kind.word()));
            Err(match words.nearest(Some(kind), to).filter(|near| !same(near, from)) {
                Some(near) => error.hint(format!("did you mean `{near}`? A new name is given by `rename`")),
                None => error.hint(format!("a new name is given by `coebook vocabulary rename {from} {to}`")),
            })
        }
        Step::Rename if is_there => Err(usage(format!("there is a {} `{to}` already", kind.word()))
            .hint(format!("to make them one: `coebook vocabulary merge {from} {to}`"))),
        Step::Rename => match other {
            Some(term) => Err(usage(format!("`{to}` is already a word for `{}`", term.id))
                .hint(format!("to make them one: `coebook vocabulary merge {from} {}`", term.id))),
            None => Ok(change),
        },
        Step::Merge => Ok(change),
    }
}

fn unknown(from: &str, kind: Option<Kind>, words: &Words) -> Error {
    let what = kind.map_or("term", Kind::word);
    let error =
        Error::new(format!("no front matter and no vocabulary has the {what} `{from}`")).of(ErrorKind::Usage);
    let others = words.kinds(from);
    if kind.is_some_and(|kind| others.contains(&kind)) {
        return error.hint("it is written in another way there; `coebook vocabulary` lists how");
    }
    if let Some(other) = others.first() {
        return error.hint(format!("it is a {}: `--kind {}`", other.word(), other.word()));
    }
    match words.nearest(kind, from) {
        Some(near) => error.hint(format!("did you mean `{near}`?")),
        None if words.beside.iter().any(|word| same(word, from)) => {
            error.hint("it stands only under `addresses` or `subjects`: change it by hand")
        }
        None => error.hint("`coebook vocabulary` lists the words that are used"),
    }
}
