//! Which words of the index a typed word stands for.
//!
//! A word stands for itself and for the words of the same stem in any language of the documents; one that is still
//! being typed also for all it begins. Only a word that would stand for nothing is taken for a typing mistake.
//! Stems are found here, when asking, and not in the index: so the index holds each word once, as it is written.

use std::collections::BTreeSet;
use std::io;

use levenshtein_automata::{DFA, Distance, LevenshteinAutomatonBuilder, SINK_STATE};
use rust_stemmers::{Algorithm, Stemmer};
use tantivy::postings::TermInfo;
use tantivy::termdict::TermDictionary;
use tantivy_fst::Automaton;

use crate::open::Opened;
use crate::tokens::is_paired;

/// How much another word of the same stem counts, against the word itself.
const STEM: f32 = 0.8;
/// How much a word counts that what is being typed begins.
const BEGUN: f32 = 0.4;
/// How much a word counts that is one mistake away; half of it when it is two.
const MISTAKEN: f32 = 0.6;

/// How many words what is being typed may begin, and how many bytes their postings may take: the most frequent first.
const MOST_BEGUN: usize = 48;
const MOST_BYTES: usize = 48 << 10;

/// How many words are looked at for one stem.
const MOST_STEMS: usize = 4_000;

/// How many words a mistaken one may stand for.
const MOST_MISTAKEN: usize = 4;

/// What a typed word stands for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Word {
    /// As typed, folded.
    pub(crate) typed: String,
    /// What it stands for; empty for a word of no document.
    pub(crate) variants: Vec<Variant>,
    /// The word it was taken for, when it was mistyped.
    pub(crate) meant: Option<String>,
}

/// A word of the index.
#[derive(Clone, Debug)]
pub(crate) struct Variant {
    pub(crate) text: String,
    pub(crate) info: TermInfo,
    /// How much it counts, at most 1.
    pub(crate) weight: f32,
}

impl Word {
    /// In how many documents it stands, at most.
    pub(crate) fn most_documents(&self) -> u32 {
        self.variants.iter().map(|variant| variant.info.doc_freq).max().unwrap_or_default()
    }
}

/// How far a typed word reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Itself only.
    Exact,
    /// Its forms, and what may have been meant.
    Forms,
    /// Also all it begins.
    Begun,
}

/// Stemmers of the languages of the documents.
pub(crate) struct Stems(Vec<Stemmer>);

impl Stems {
    pub(crate) fn of(languages: &[String]) -> Stems {
        let mut algorithms: Vec<Algorithm> =
            languages.iter().filter_map(|language| algorithm(language)).collect();
        algorithms.dedup();
        Stems(algorithms.into_iter().map(Stemmer::create).collect())
    }
}

impl std::fmt::Debug for Stems {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Stems({})", self.0.len())
    }
}

fn algorithm(language: &str) -> Option<Algorithm> {
    Some(match language.split(['-', '_']).next()? {
        "en" => Algorithm::English,
        "nb" | "nn" | "no" => Algorithm::Norwegian,
        "da" => Algorithm::Danish,
        "sv" => Algorithm::Swedish,
        "de" => Algorithm::German,
        "nl" => Algorithm::Dutch,
        "fr" => Algorithm::French,
        "es" => Algorithm::Spanish,
        "pt" => Algorithm::Portuguese,
        "it" => Algorithm::Italian,
        "fi" => Algorithm::Finnish,
        "ru" => Algorithm::Russian,
        _ => return None,
    })
}

/// What a folded word stands for.
pub(crate) fn resolve(opened: &Opened, stems: &Stems, typed: &str, reach: Reach) -> tantivy::Result<Word> {
    let mut found = Word { typed: typed.to_owned(), ..Word::default() };
    let index = opened.text(typed)?;
    let words = index.terms();
    if let Some(info) = words.get(typed)? {
        found.variants.push(Variant { text: typed.to_owned(), info, weight: 1.0 });
    }
    if reach == Reach::Exact {
        return Ok(found);
    }
    let is_plain = typed.chars().all(char::is_alphabetic) && !typed.chars().any(is_paired);
    let letters = typed.chars().count();
    if is_plain && letters > 2 {
        same_stem(words, stems, &mut found)?;
    }
    let is_lone = typed.chars().all(is_paired) && letters == 1;
    if (reach == Reach::Begun && letters > 1) || is_lone {
        begun(words, &mut found)?;
    }
    if found.variants.is_empty() && is_plain {
        mistaken(opened, words, &mut found)?;
    }
    Ok(found)
}

fn same_stem(words: &TermDictionary, stems: &Stems, found: &mut Word) -> io::Result<()> {
    let typed = found.typed.clone();
    for stemmer in &stems.0 {
        let stem = stemmer.stem(&typed).into_owned();
        let Some(start) = shared(&stem, &typed) else { continue };
        let mut stream = words.range().ge(start).into_stream()?;
        let mut looked_at = 0;
        while let Some((term, info)) = stream.next() {
            looked_at += 1;
            if !term.starts_with(start.as_bytes()) || looked_at > MOST_STEMS {
                break;
            }
            let Ok(term) = std::str::from_utf8(term) else { continue };
            // An ending is not longer than this in any of the languages.
            if term.len() > stem.len() + 10 || stemmer.stem(term) != stem {
                continue;
            }
            if found.variants.iter().all(|variant| variant.text != term) {
                found.variants.push(Variant { text: term.to_owned(), info: info.clone(), weight: STEM });
            }
        }
    }
    Ok(())
}

/// What all words of a stem begin with: the stem itself, less its last letter, which endings change (`query`,
/// `queries`). Nothing when that is too short to be in one dictionary.
fn shared<'a>(stem: &str, typed: &'a str) -> Option<&'a str> {
    let same = stem.chars().zip(typed.chars()).take_while(|(a, b)| a == b).count();
    let keep = if same > 4 { same - 1 } else { same };
    let end = typed.char_indices().nth(keep).map_or(typed.len(), |(place, _)| place);
    (keep > 1).then_some(&typed[..end])
}

fn begun(words: &TermDictionary, found: &mut Word) -> io::Result<()> {
    let start = found.typed.clone();
    let mut stream = words.range().ge(&start).into_stream()?;
    let mut all: Vec<(u32, String, TermInfo)> = Vec::new();
    while let Some((term, info)) = stream.next() {
        if !term.starts_with(start.as_bytes()) {
            break;
        }
        if let Ok(term) = std::str::from_utf8(term) {
            all.push((info.doc_freq, term.to_owned(), info.clone()));
        }
    }
    all.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let mut bytes = 0;
    for (_, text, info) in all.into_iter().take(MOST_BEGUN) {
        bytes += info.postings_range.len();
        if bytes > MOST_BYTES {
            break;
        }
        if found.variants.iter().all(|variant| variant.text != text) {
            found.variants.push(Variant { text, info, weight: BEGUN });
        }
    }
    Ok(())
}

/// Looks for what was meant among the words that begin with the same two letters, and among those of all titles.
fn mistaken(opened: &Opened, words: &TermDictionary, found: &mut Word) -> tantivy::Result<()> {
    let mistakes = match found.typed.chars().count() {
        0..4 => return Ok(()),
        4..8 => 1,
        _ => 2,
    };
    for allowed in 1..=mistakes {
        let automaton = Within(LevenshteinAutomatonBuilder::new(allowed, true).build_dfa(&found.typed));
        let mut near: BTreeSet<String> = within(words, &automaton)?;
        near.extend(within(opened.words_of_titles(), &automaton)?);
        // All are looked up before any error counts, so that all missing pieces come in one round.
        let known: Vec<_> = near.into_iter().map(|text| (known(opened, &text), text)).collect();
        let mut near: Vec<(String, TermInfo)> = Vec::new();
        for (info, text) in known {
            near.extend(info?.map(|info| (text, info)));
        }
        // A mistake in the first letter is rare.
        let first = found.typed.chars().next();
        near.sort_by(|(a, of_a), (b, of_b)| {
            let other = |word: &str| word.chars().next() != first;
            other(a).cmp(&other(b)).then(of_b.doc_freq.cmp(&of_a.doc_freq)).then_with(|| a.cmp(b))
        });
        near.truncate(MOST_MISTAKEN);
        if near.is_empty() {
            continue;
        }
        found.meant = near.first().map(|(text, _)| text.clone());
        let weigh = |place: usize| MISTAKEN / f32::from(allowed) / if place == 0 { 1.0 } else { 2.0 };
        let variants = near.into_iter().enumerate();
        found.variants =
            variants.map(|(place, (text, info))| Variant { text, info, weight: weigh(place) }).collect();
        return Ok(());
    }
    Ok(())
}

/// The words of a dictionary that are within some mistakes of one.
fn within(words: &TermDictionary, automaton: &Within) -> io::Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    let mut stream = words.search(automaton).into_stream()?;
    while let Some((term, _)) = stream.next() {
        let Ok(term) = std::str::from_utf8(term) else { continue };
        if term.chars().all(char::is_alphabetic) {
            found.insert(term.to_owned());
        }
    }
    Ok(found)
}

fn known(opened: &Opened, word: &str) -> tantivy::Result<Option<TermInfo>> {
    Ok(opened.text(word)?.terms().get(word)?)
}

/// Words within some mistakes of one.
struct Within(DFA);

impl Automaton for &Within {
    type State = u32;

    fn start(&self) -> u32 {
        self.0.initial_state()
    }

    fn is_match(&self, state: &u32) -> bool {
        matches!(self.0.distance(*state), Distance::Exact(_))
    }

    fn can_match(&self, state: &u32) -> bool {
        *state != SINK_STATE
    }

    fn accept(&self, state: &u32, byte: u8) -> u32 {
        self.0.transition(*state, byte)
    }
}
