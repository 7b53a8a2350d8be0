//! Which words are used, how often, and what a vocabulary says of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rayon::prelude::*;

use super::alike::{self, Alike};
use super::{Kind, key};
use crate::book::{self, Stage};
use crate::error::Result;
use crate::load::{self, Sources};
use crate::model::{self, Coe, KnowledgeBase, Term, nearest};
use crate::read::front_matter;

/// The words of a knowledge base.
#[derive(Debug)]
pub struct Listing {
    /// The words of each kind that was asked for.
    pub(super) kinds: Vec<Used>,
}

/// The words of one kind.
#[derive(Debug)]
pub(super) struct Used {
    pub(super) kind: Kind,
    /// Whether a vocabulary names some.
    pub(super) controlled: bool,
    /// Those that are used, the most used first.
    pub(super) words: Vec<UsedWord>,
    /// Pairs that may mean the same.
    pub(super) alike: Vec<Alike>,
    /// Terms of the vocabulary nobody uses.
    pub(super) unused: Vec<String>,
}

/// A word that is used, in all its spellings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UsedWord {
    /// As it is written most often.
    pub(super) word: String,
    /// Every other spelling, with the number of COEs.
    pub(super) spellings: Vec<(String, usize)>,
    /// In how many COEs it stands.
    pub(super) coes: usize,
    /// The term of the vocabulary it is a word for.
    pub(super) term: Option<String>,
    /// The term most like it, when a vocabulary does not know it.
    pub(super) nearest: Option<String>,
}

impl UsedWord {
    /// Whether it is the name of its term, and no other word for it.
    pub(super) fn is_term(&self) -> bool {
        self.term.as_deref().is_some_and(|term| key(term) == key(&self.word))
    }
}

/// Lists the words of a folder, documents for narrower audiences included: it is for those who keep them.
///
/// # Errors
/// When the folder or its settings cannot be read, or it holds no COE.
pub fn list(source: &Path, kind: Option<Kind>, progress: &dyn Fn(Stage)) -> Result<Listing> {
    progress(Stage::Looking);
    let sources = load::sources(source)?;
    progress(Stage::Reading { documents: sources.documents.len() });
    let (knowledge, findings) = model::assemble_whole(&sources, crate::read::facts(&sources));
    book::check_not_empty(&sources, &knowledge, &findings)?;
    let asked = Kind::ALL.into_iter().filter(|it| kind.is_none_or(|kind| kind == *it));
    let front = front(&sources);
    Ok(Listing { kinds: asked.map(|kind| used(kind, &knowledge, &front)).collect() })
}

/// Every word of the front matter of documents.
fn front(sources: &Sources) -> BTreeSet<(Kind, String)> {
    let read: Vec<front_matter::Terms> = sources
        .documents
        .par_iter()
        .map(|document| front_matter::terms(&document.text, document.kind))
        .collect();
    let words = read.into_iter().flat_map(|terms| terms.words);
    words
        .filter_map(|word| Some((Kind::of(word.naming)?, word.value.trim_start_matches('@').to_owned())))
        .collect()
}

fn used(kind: Kind, knowledge: &KnowledgeBase, front: &BTreeSet<(Kind, String)>) -> Used {
    let terms = kind.terms(&knowledge.vocabulary);
    let known: BTreeMap<String, &Term> =
        terms.iter().rev().flat_map(|term| term.names().map(move |word| (key(word), term))).collect();
    let mut counts: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
    let mut coes: BTreeMap<String, usize> = BTreeMap::new();
    for coe in &knowledge.coes {
        let words: BTreeSet<&str> = words(kind, coe).filter(|word| !key(word).is_empty()).collect();
        let keys: BTreeSet<String> = words.iter().map(|word| key(word)).collect();
        keys.into_iter().for_each(|key| *coes.entry(key).or_default() += 1);
        for word in words {
            *counts.entry(key(word)).or_default().entry(word).or_default() += 1;
        }
    }
    let mut used: Vec<UsedWord> = counts
        .into_iter()
        .map(|(key, spellings)| {
            let mut spellings: Vec<(String, usize)> =
                spellings.into_iter().map(|(word, count)| (word.to_owned(), count)).collect();
            let term = known.get(&key).map(|term| term.id.clone());
            let is_id = |word: &str| term.as_deref() == Some(word);
            spellings.sort_by(|a, b| {
                is_id(&b.0).cmp(&is_id(&a.0)).then(b.1.cmp(&a.1)).then_with(|| a.0.cmp(&b.0))
            });
            let (word, _) = spellings.remove(0);
            let unknown = term.is_none() && !terms.is_empty();
            let like = unknown.then(|| nearest(&key, terms.iter().map(|term| term.id.as_str()))).flatten();
            UsedWord { word, spellings, coes: coes.get(&key).copied().unwrap_or(1), term, nearest: like }
        })
        .collect();
    used.sort_by(|a, b| b.coes.cmp(&a.coes).then_with(|| a.word.cmp(&b.word)));
    let mut said: BTreeSet<&str> = used.iter().filter_map(|word| word.term.as_deref()).collect();
    let owners = knowledge.coes.iter().flat_map(|coe| &coe.actions).filter_map(|it| it.owner.as_deref());
    let promised: BTreeSet<String> =
        if kind == Kind::Team { owners.map(key).collect() } else { BTreeSet::new() };
    said.extend(promised.iter().filter_map(|word| known.get(word)).map(|term| term.id.as_str()));
    let parents: BTreeSet<&str> = terms.iter().filter_map(|term| term.parent.as_deref()).collect();
    let unused = terms
        .iter()
        .filter(|term| !said.contains(term.id.as_str()) && !parents.contains(term.id.as_str()))
        .map(|term| term.id.clone())
        .collect();
    let mut alike = alike::pairs(kind, &used, terms);
    let keys: BTreeSet<String> =
        front.iter().filter(|(it, _)| *it == kind).map(|(_, word)| key(word)).collect();
    for pair in &mut alike {
        let is_spelling = key(&pair.word) == key(&pair.keep);
        pair.in_text_only = match is_spelling {
            true => !front.contains(&(kind, pair.word.clone())),
            false => !keys.contains(&key(&pair.word)),
        };
    }
    Used { kind, controlled: !terms.is_empty(), alike, words: used, unused }
}

/// The words of one COE that are of a kind.
fn words(kind: Kind, coe: &Coe) -> Box<dyn Iterator<Item = &str> + '_> {
    match kind {
        Kind::Cause => {
            let factors = coe.factors.iter().flat_map(|factor| &factor.tags);
            Box::new(coe.causes.iter().chain(factors).map(String::as_str))
        }
        Kind::Service => Box::new(coe.services.iter().map(String::as_str)),
        Kind::Technology => Box::new(coe.technologies.iter().map(String::as_str)),
        Kind::Tag => Box::new(coe.tags.iter().map(String::as_str)),
        Kind::Team => {
            let team = coe.team.iter().map(|team| team.value.as_str());
            Box::new(team.chain(coe.impacted_teams.iter().map(String::as_str)))
        }
    }
}
