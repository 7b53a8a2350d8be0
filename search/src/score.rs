//! How well each document fits: every number of the ranking, and why it is what it is.
//!
//! The score of a word is BM25 over all text of a document, in which factors count double and takeaways threefold (that
//! is BM25F: weights before saturation), plus BM25 over its title. The forms of a word count as one word: their
//! frequencies add up, each with the weight of its form, and its rarity is that of all of them together. All documents
//! that fit are scored; there are too few of them for shortcuts.

use std::collections::BTreeMap;

use tantivy::columnar::Column;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, TERMINATED};

use crate::filter::sections;
use crate::open::Opened;
use crate::query::Node;
use crate::schema::mark_of_role;
use crate::terms::{Reach, Stems, Variant, Word, resolve};
use crate::tokens::{Token, is_paired, tokens};

/// How soon a word said again adds little: the usual value.
const SATURATION: f32 = 1.2;
/// How much length counts against a document. COEs are long for good reasons, so less than the usual 0.75.
const LENGTH: f32 = 0.4;
/// How much length counts against a title: "Outage" alone says less than it seems to.
const TITLE_LENGTH: f32 = 0.3;
/// How much a word in the title is worth, against a word the text is full of.
const TITLE: f32 = 2.0;
/// How much the parts of an identifier are worth against the identifier.
const PARTS: f32 = 0.6;
/// A word in more than this share of all documents tells nothing beside other words.
const COMMON: f32 = 0.5;
/// Below so many documents no word is common.
const FEW: usize = 40;
/// What share of the words, by rarity, a document must have when none has them all.
pub(crate) const SHARE: f32 = 0.34;

/// Which documents fit, and how well.
#[derive(Clone, Debug)]
pub(crate) struct Fit {
    /// By number of the document; nothing where it does not fit.
    pub(crate) scores: Vec<Option<f32>>,
    /// How rare what was asked for is.
    pub(crate) rarity: f32,
}

impl Fit {
    pub(crate) fn all(documents: usize) -> Fit {
        Fit { scores: vec![Some(0.0); documents], rarity: 0.0 }
    }

    fn none(documents: usize) -> Fit {
        Fit { scores: vec![None; documents], rarity: rarity(documents, 0) }
    }
}

/// Words found, for marks in titles and snippets: by word of the index, how much it is worth and which typed word it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Marks {
    pub(crate) words: BTreeMap<String, Mark>,
    groups: usize,
}

/// What a word of the index is worth in a snippet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Mark {
    /// Which typed word it stands for.
    pub(crate) group: usize,
    /// Its rarity times the weight of its form.
    pub(crate) worth: f32,
}

/// Finds out which documents fit a query.
pub(crate) struct Scorer<'a> {
    pub(crate) opened: &'a Opened,
    pub(crate) stems: &'a Stems,
    /// Roles of sections words must stand in.
    pub(crate) scope: &'a [String],
    pub(crate) marks: Marks,
    /// Mistyped words, and what they were taken for.
    pub(crate) corrections: Vec<(String, String)>,
}

/// All words of a query together.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) scores: Vec<Option<f32>>,
    /// Whether no document has all the words, so that these have only the most of them.
    pub(crate) is_relaxed: bool,
}

/// How rare something is that stands in so many of all documents.
pub(crate) fn rarity(documents: usize, having: usize) -> f32 {
    let (all, having) = (documents as f64, having as f64);
    // The logarithm of a library and not of the machine, so that every machine and the browser give the same number.
    libm::log(1.0 + (all - having + 0.5) / (having + 0.5)) as f32
}

impl Scorer<'_> {
    /// The documents that fit all nodes, or the most of them.
    pub(crate) fn outcome(&mut self, nodes: &[Node]) -> tantivy::Result<Outcome> {
        let documents = self.opened.documents();
        let telling = self.telling(opened(nodes))?;
        let (wanted, unwanted) = self.gather(telling)?;
        let mut is_relaxed = false;
        let mut scores = if wanted.is_empty() { Fit::all(documents).scores } else { both(&wanted) };
        if wanted.len() > 1 && scores.iter().all(Option::is_none) {
            scores = most(&wanted, SHARE);
            if scores.iter().all(Option::is_none) {
                // Better little than an empty list: it is said that these are no more than the nearest.
                scores = most(&wanted, f32::MIN_POSITIVE);
            }
            is_relaxed = scores.iter().any(Option::is_some);
        }
        take_away(&mut scores, &unwanted);
        Ok(Outcome { scores, is_relaxed })
    }

    /// The documents that have the most of some words, as they stand.
    pub(crate) fn most_of(&mut self, words: &[String], share: f32) -> tantivy::Result<Vec<Option<f32>>> {
        let resolved: Vec<_> =
            words.iter().map(|word| resolve(self.opened, self.stems, word, Reach::Exact)).collect();
        let fits: Vec<_> = resolved.into_iter().map(|word| self.word(&word?)).collect();
        let fits = fits.into_iter().collect::<tantivy::Result<Vec<Fit>>>()?;
        Ok(most(&fits, share))
    }

    /// The nodes without words nearly every document has, unless there are no others.
    fn telling<'n>(&self, nodes: Vec<&'n Node>) -> tantivy::Result<Vec<&'n Node>> {
        let tells: Vec<tantivy::Result<bool>> = nodes.iter().map(|node| self.tells(node)).collect();
        let mut telling = Vec::new();
        for (node, tells) in nodes.iter().zip(tells) {
            if tells? {
                telling.push(*node);
            }
        }
        let has_words = telling.iter().any(|node| !matches!(node, Node::Not(_)));
        Ok(if has_words { telling } else { nodes })
    }

    fn tells(&self, node: &Node) -> tantivy::Result<bool> {
        let documents = self.opened.documents();
        let Node::Run { text, .. } = node else { return Ok(true) };
        if documents <= FEW {
            return Ok(true);
        }
        let word = crate::fold::fold(text);
        let info = self.opened.text(&word)?.terms().get(&word)?;
        Ok(info.is_none_or(|info| info.doc_freq as f32 <= documents as f32 * COMMON))
    }

    fn node(&mut self, node: &Node) -> tantivy::Result<Fit> {
        match node {
            Node::Run { text, is_open } => {
                let fits = self.run(text, *is_open)?;
                Ok(self.fit(both(&fits)))
            }
            Node::Phrase(text) => self.phrase(text),
            Node::And(nodes) => {
                let (wanted, unwanted) = self.gather(nodes.iter().collect())?;
                let documents = self.opened.documents();
                let mut scores = if wanted.is_empty() { Fit::all(documents).scores } else { both(&wanted) };
                take_away(&mut scores, &unwanted);
                Ok(self.fit(scores))
            }
            Node::Or(nodes) => {
                let fits: Vec<_> = nodes.iter().map(|node| self.node(node)).collect();
                let fits = fits.into_iter().collect::<tantivy::Result<Vec<Fit>>>()?;
                Ok(self.fit(either(&fits)))
            }
            Node::Not(node) => {
                let scores = self.node(node)?.scores;
                Ok(self.fit(scores.iter().map(|score| score.is_none().then_some(0.0)).collect()))
            }
        }
    }

    /// What is wanted and what is not; all nodes are evaluated before any error counts, so that all missing pieces come
    /// in one round.
    fn gather(&mut self, nodes: Vec<&Node>) -> tantivy::Result<(Vec<Fit>, Vec<Fit>)> {
        let fits: Vec<_> = nodes
            .into_iter()
            .map(|node| match node {
                Node::Not(node) => (true, self.node(node).map(|fit| vec![fit])),
                Node::Run { text, is_open } => (false, self.run(text, *is_open)),
                node => (false, self.node(node).map(|fit| vec![fit])),
            })
            .collect();
        let (mut wanted, mut unwanted) = (Vec::new(), Vec::new());
        for (is_negative, fits) in fits {
            if is_negative { unwanted.extend(fits?) } else { wanted.extend(fits?) }
        }
        Ok((wanted, unwanted))
    }

    fn fit(&self, scores: Vec<Option<f32>>) -> Fit {
        let having = scores.iter().flatten().count();
        Fit { rarity: rarity(scores.len(), having), scores }
    }

    /// A run: itself, or all of its parts; each part for itself when no document has all, as some may have the most.
    fn run(&mut self, text: &str, is_open: bool) -> tantivy::Result<Vec<Fit>> {
        let tokens = tokens(text);
        let reach = if is_open { Reach::Begun } else { Reach::Forms };
        let Some(whole) = tokens.first() else { return Ok(vec![Fit::none(self.opened.documents())]) };
        if whole.is_part && tokens.len() == 1 {
            let word = self.resolved(&whole.text, reach)?;
            return Ok(vec![self.word(&word)?]);
        }
        let parts: Vec<&Token> = tokens.iter().filter(|token| token.is_part).collect();
        let exactly = if is_open { Reach::Begun } else { Reach::Exact };
        let itself = (!whole.is_part).then(|| {
            let word = resolve(self.opened, self.stems, &whole.text, exactly)?;
            self.word(&word)
        });
        let mut of_parts = Vec::new();
        for (place, part) in parts.iter().enumerate() {
            let is_last = place + 1 == parts.len();
            let reach = if is_open && is_last { Reach::Begun } else { Reach::Forms };
            of_parts.push(self.resolved(&part.text, reach).and_then(|word| self.word(&word)));
        }
        let of_parts = of_parts.into_iter().collect::<tantivy::Result<Vec<Fit>>>()?;
        let mut scores = both(&of_parts);
        scores.iter_mut().flatten().for_each(|score| *score *= PARTS);
        if let Some(itself) = itself {
            let itself = itself?;
            scores = either(&[Fit { scores, rarity: 0.0 }, itself]);
        }
        let is_found = scores.iter().any(Option::is_some);
        Ok(if is_found || of_parts.is_empty() { vec![self.fit(scores)] } else { of_parts })
    }

    fn resolved(&mut self, typed: &str, reach: Reach) -> tantivy::Result<Word> {
        let word = resolve(self.opened, self.stems, typed, reach)?;
        if let Some(meant) = &word.meant {
            let correction = (typed.to_owned(), meant.clone());
            if !self.corrections.contains(&correction) {
                self.corrections.push(correction);
            }
        }
        Ok(word)
    }

    fn word(&mut self, word: &Word) -> tantivy::Result<Fit> {
        let documents = self.opened.documents();
        if word.variants.is_empty() {
            return Ok(Fit::none(documents));
        }
        let text = self.in_texts(&word.variants);
        let title = self.in_titles(&word.variants);
        let (text, title) = (text?, title?);
        let having = text.iter().filter(|frequency| **frequency > 0.0).count();
        let rarity = rarity(documents, having.max(word.most_documents() as usize).min(documents));
        self.mark(word, rarity);
        let score = |document: usize| {
            let frequency = text[document];
            (frequency > 0.0).then(|| {
                let of_text = saturated(frequency, self.opened.lengths_of_texts.relative(document), LENGTH);
                let of_title = saturated(
                    title[document],
                    self.opened.lengths_of_titles.relative(document),
                    TITLE_LENGTH,
                );
                rarity * (of_text + TITLE * of_title)
            })
        };
        Ok(Fit { scores: (0..documents).map(score).collect(), rarity })
    }

    fn mark(&mut self, word: &Word, rarity: f32) {
        let group = self.marks.groups;
        self.marks.groups += 1;
        for variant in &word.variants {
            let mark = Mark { group, worth: rarity * variant.weight };
            self.marks.words.entry(variant.text.clone()).or_insert(mark);
        }
    }

    /// How often some words stand in each document, in sections of the roles asked for, by the weight of their forms.
    fn in_texts(&self, variants: &[Variant]) -> tantivy::Result<Vec<f32>> {
        let mut frequencies = vec![0.0; self.opened.documents()];
        let scope = self.scope();
        let lists: Vec<_> = variants.iter().map(|variant| (variant.weight, self.list(variant))).collect();
        let scope = scope?;
        let mut positions = Vec::new();
        for (weight, list) in lists {
            let mut list = list?;
            while list.doc() != TERMINATED {
                let count = match &scope {
                    None => list.term_freq() as usize,
                    Some(scope) => {
                        list.positions(&mut positions);
                        scope.keep(list.doc(), &mut positions);
                        positions.len()
                    }
                };
                frequencies[list.doc() as usize] += weight * count as f32;
                list.advance();
            }
        }
        Ok(frequencies)
    }

    /// The postings of a word, with positions when sections are asked for.
    fn list(&self, variant: &Variant) -> tantivy::Result<SegmentPostings> {
        let option = if self.scope.is_empty() {
            IndexRecordOption::WithFreqs
        } else {
            IndexRecordOption::WithFreqsAndPositions
        };
        Ok(self.opened.text(&variant.text)?.read_postings_from_terminfo(&variant.info, option)?)
    }

    fn in_titles(&self, variants: &[Variant]) -> tantivy::Result<Vec<f32>> {
        let index = &self.opened.title;
        let mut frequencies = vec![0.0; self.opened.documents()];
        let mut missing = None;
        for variant in variants {
            let Some(info) = index.terms().get(&variant.text)? else { continue };
            match index.read_postings_from_terminfo(&info, IndexRecordOption::WithFreqs) {
                Ok(mut list) => {
                    while list.doc() != TERMINATED {
                        frequencies[list.doc() as usize] += variant.weight * list.term_freq() as f32;
                        list.advance();
                    }
                }
                Err(error) => missing = Some(error),
            }
        }
        missing.map_or(Ok(frequencies), |error| Err(error.into()))
    }

    fn scope(&self) -> tantivy::Result<Option<Scope>> {
        if self.scope.is_empty() {
            return Ok(None);
        }
        let marks = self.scope.iter().map(|role| mark_of_role(role)).collect();
        Ok(Some(Scope { sections: sections(self.opened)?, marks }))
    }

    /// Words in this order, as they stand.
    fn phrase(&mut self, text: &str) -> tantivy::Result<Fit> {
        let documents = self.opened.documents();
        let parts: Vec<Token> = tokens(text).into_iter().filter(|token| token.is_part).collect();
        let Some(first) = parts.first() else { return Ok(Fit::none(documents)) };
        let resolved: Vec<_> =
            parts.iter().map(|part| resolve(self.opened, self.stems, &part.text, Reach::Exact)).collect();
        let mut words = Vec::new();
        for (part, word) in parts.iter().zip(resolved) {
            words.push((part.position - first.position, word?));
        }
        let total: f32 =
            words.iter().map(|(_, word)| rarity(documents, word.most_documents() as usize)).sum();
        for (_, word) in &words {
            self.mark(word, rarity(documents, word.most_documents() as usize));
        }
        let variants: Option<Vec<(u32, &Variant)>> =
            words.iter().map(|(offset, word)| Some((*offset, word.variants.first()?))).collect();
        let Some(variants) = variants else { return Ok(Fit::none(documents)) };
        let read = |(offset, variant): &(u32, &Variant)| {
            let index = self.opened.text(&variant.text)?;
            let option = IndexRecordOption::WithFreqsAndPositions;
            Ok((*offset, index.read_postings_from_terminfo(&variant.info, option)?))
        };
        let lists: Vec<tantivy::Result<_>> = variants.iter().map(read).collect();
        let scope = self.scope()?;
        let lists = lists.into_iter().collect::<tantivy::Result<Vec<_>>>()?;
        let mut scores = vec![None; documents];
        for (document, count) in in_order(lists, scope.as_ref()) {
            let document = document as usize;
            let length = self.opened.lengths_of_texts.relative(document);
            scores[document] = Some(total * (1.0 + saturated(count as f32, length, LENGTH)));
        }
        Ok(Fit { scores, rarity: total })
    }
}

/// The nodes, without what only groups them: `sevice:checkout` is two words, of which one may be missing.
fn opened(nodes: &[Node]) -> Vec<&Node> {
    let mut all = Vec::new();
    for node in nodes {
        match node {
            Node::And(within) => all.extend(opened(within)),
            node if is_hardly_begun(node) => {}
            node => all.push(node),
        }
    }
    all
}

/// Whether a node is a letter that somebody began a word with: it says nothing yet.
fn is_hardly_begun(node: &Node) -> bool {
    let Node::Run { text, is_open: true } = node else { return false };
    text.chars().count() == 1 && !text.starts_with(|char: char| char.is_numeric() || is_paired(char))
}

/// Sections of some roles.
struct Scope {
    sections: Option<Column<u64>>,
    marks: Vec<u64>,
}

impl Scope {
    /// Keeps the positions of a document that are in such sections.
    fn keep(&self, document: DocId, positions: &mut Vec<u32>) {
        let mut starts: Vec<u64> =
            self.sections.iter().flat_map(|sections| sections.values_for_doc(document)).collect();
        starts.sort_unstable();
        positions.retain(|position| {
            let after = starts.partition_point(|start| start >> 16 <= u64::from(*position));
            let section = after.checked_sub(1).map(|place| starts[place] & 0xffff);
            section.is_some_and(|mark| self.marks.contains(&mark))
        });
    }
}

/// How often some words follow each other at these offsets, by document.
fn in_order(mut lists: Vec<(u32, SegmentPostings)>, scope: Option<&Scope>) -> Vec<(DocId, usize)> {
    let mut found = Vec::new();
    let Some(((_, first), rest)) = lists.split_first_mut() else { return found };
    let (mut starts, mut others) = (Vec::new(), Vec::new());
    while first.doc() != TERMINATED {
        let document = first.doc();
        let all = rest.iter_mut().all(|(_, list)| {
            list.doc() == document || (list.doc() < document && list.seek(document) == document)
        });
        if all {
            first.positions(&mut starts);
            for (offset, list) in rest.iter_mut() {
                list.positions(&mut others);
                starts.retain(|start| others.binary_search(&(start + *offset)).is_ok());
            }
            if let Some(scope) = scope {
                scope.keep(document, &mut starts);
            }
            if !starts.is_empty() {
                found.push((document, starts.len()));
            }
        }
        first.advance();
    }
    found
}

/// BM25 without rarity: from 0 to 1 more than the saturation, the more often and the shorter the text.
fn saturated(frequency: f32, relative: f32, length: f32) -> f32 {
    if frequency <= 0.0 {
        return 0.0;
    }
    frequency * (SATURATION + 1.0) / (frequency + SATURATION * (1.0 - length + length * relative))
}

/// Documents that fit all; their scores add up.
fn both(fits: &[Fit]) -> Vec<Option<f32>> {
    let documents = fits.first().map_or(0, |fit| fit.scores.len());
    (0..documents).map(|document| fits.iter().map(|fit| fit.scores[document]).sum()).collect()
}

/// Documents that fit none of some.
fn take_away(scores: &mut [Option<f32>], unwanted: &[Fit]) {
    for fit in unwanted {
        let both = scores.iter_mut().zip(&fit.scores);
        both.filter(|(_, unwanted)| unwanted.is_some()).for_each(|(score, _)| *score = None);
    }
}

/// Documents that fit one; their scores add up.
fn either(fits: &[Fit]) -> Vec<Option<f32>> {
    let documents = fits.first().map_or(0, |fit| fit.scores.len());
    let score = |document: usize| {
        let mut scores = fits.iter().filter_map(|fit| fit.scores[document]).peekable();
        scores.peek()?;
        Some(scores.sum())
    };
    (0..documents).map(score).collect()
}

/// Documents that fit the most, by rarity: the score falls with the share that is missing.
fn most(fits: &[Fit], least: f32) -> Vec<Option<f32>> {
    let documents = fits.first().map_or(0, |fit| fit.scores.len());
    let all: f32 = fits.iter().map(|fit| fit.rarity).sum();
    let score = |document: usize| {
        let fitting = fits.iter().filter(|fit| fit.scores[document].is_some());
        let share: f32 = fitting.map(|fit| fit.rarity).sum::<f32>() / all.max(f32::MIN_POSITIVE);
        let sum: f32 = fits.iter().filter_map(|fit| fit.scores[document]).sum();
        (share >= least).then_some(sum * share)
    };
    (0..documents).map(score).collect()
}
