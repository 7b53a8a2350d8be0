//! What tells a document from others: its weightiest words, phrases and names, and how things failed in it.
//!
//! Everything here is a function of one document. How rare a word is among all documents is for
//! [`analyse`](crate::analyse) to say.

mod concepts;
mod cues;
mod mechanisms;
mod phrasebook;
mod sentences;
mod tokens;
mod vocabulary;
mod zones;

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::model::{Coe, Concept, Keyword, KeywordForm, MechanismSeen, Place, Wording};
use mechanisms::Tallies;
use phrasebook::Meaning;
use sentences::{Sentence, Sentences};
use tokens::{Shape, Token, tokens};
use vocabulary::{Known, Vocabulary, key, pair_key};
use zones::{Zone, parts};

/// How many words, phrases and names of a document are kept.
const KEPT: usize = 160;

/// How much of a document is looked at, in bytes; longer ones are appendices, dumps and logs.
const LOOKED_AT: usize = 96 * 1024;

/// Sentences of parts that say less of what happened, such as the entries of a timeline, do not say that it happened
/// before.
const IN_PASSING: f32 = 0.6;

/// The sum of the weights of its sentences from which on a document is about a concept.
const ABOUT: f32 = 1.5;

/// How much a part of a name counts, compared with a word of prose.
const PART_OF_NAME: f32 = 0.4;

/// Names of errors that have no other mark of one.
const ERRORS: &[&str] = &[
    "eacces",
    "eaddrinuse",
    "eagain",
    "econnrefused",
    "econnreset",
    "ehostunreach",
    "eio",
    "emfile",
    "enetunreach",
    "enfile",
    "enomem",
    "enospc",
    "enotfound",
    "eperm",
    "epipe",
    "erofs",
    "etimedout",
];

/// What a name contains that names an error or a state of failure.
const MARKS_OF_ERRORS: &[&str] = &[
    "error",
    "exception",
    "err_",
    "panic",
    "killed",
    "backoff",
    "exceeded",
    "denied",
    "refused",
    "timeout",
    "fault",
];

/// The wording of a document whose facts have been read.
pub(super) fn of(coe: &Coe, text: &str) -> Wording {
    let end = text.floor_char_boundary(text.len().min(coe.body_start + LOOKED_AT));
    let zones = zones::zones(coe, text);
    let mut counter = Counter::new(coe);
    let title = &coe.title.value;
    counter.count(title, 0..title.len(), zones::TITLE, Place::Title);
    for (zone, range) in parts(&zones, end) {
        if zone.weight > 0.0 {
            counter.count(text, range, zone.weight, Place::Text);
        }
    }
    let (mechanisms, echoes) = meanings(coe, text, &zones, end, &mut counter);
    Wording { terms: counter.finish(), mechanisms, echoes }
}

/// The concept a keyword stands for.
pub(crate) fn concept(key: u64) -> Option<&'static Concept> {
    concepts::by_key(key)
}

/// Whether some words are worth quoting: one of them at least is not common in incident reports.
pub(crate) fn is_quotable(words: &str, language: &str) -> bool {
    let mut vocabulary = Vocabulary::of(language);
    tokens(words, 0..words.len()).any(|token| match token.shape {
        Shape::Word => !vocabulary.look_up(&words[token.start..token.end]).common,
        Shape::Wide | Shape::Name => true,
    })
}

/// Whether a document is about a concept, and does not only touch on it: it says so in its title, its summary, where it
/// tells why, or more than once.
pub(crate) fn is_about(keyword: &Keyword) -> bool {
    let Some(concept) = concepts::by_key(keyword.key) else { return false };
    let sum = (keyword.weight / of_form(keyword.form) / concepts::telling(concept.kind)).powi(2);
    sum >= ABOUT
}

/// The words of a text by which it may be told from other incident reports, in order: the key all forms of a word share,
/// and the word in lower case.
pub(crate) fn rare_words(text: &str, language: &str) -> Vec<(u64, String)> {
    words(text, language, |known| known.telling > 0.0 && !known.common)
}

/// The words of a text that a test lets through, with their keys; names and wide scripts always.
fn words(text: &str, language: &str, keeps: impl Fn(&vocabulary::Known) -> bool) -> Vec<(u64, String)> {
    let mut vocabulary = Vocabulary::of(language);
    let known = |token: tokens::Token| {
        let words = &text[token.start..token.end];
        let key = match token.shape {
            Shape::Word => Some(vocabulary.look_up(words)).filter(|it| keeps(it)).map(|it| it.key)?,
            Shape::Wide => key(words.as_bytes()),
            Shape::Name => key(words.to_lowercase().as_bytes()),
        };
        let words = if token.shape == Shape::Word { words.to_lowercase() } else { words.to_owned() };
        Some((key, words))
    };
    tokens(text, 0..text.len()).filter_map(known).collect()
}

/// The keys of the words of a text that tell anything, sorted, each once.
pub(crate) fn word_keys(text: &str, language: &str) -> Vec<u64> {
    let telling = words(text, language, |known| known.telling > 0.0);
    let mut keys: Vec<u64> = telling.into_iter().map(|(key, _)| key).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// What the sentences say: adds concepts to what was counted, and gives the mechanisms.
fn meanings(
    coe: &Coe,
    text: &str,
    zones: &[Zone],
    end: usize,
    counter: &mut Counter,
) -> (Vec<MechanismSeen>, Vec<Place>) {
    let Some(book) = phrasebook::of(coe.language) else { return Default::default() };
    let sentences = Sentences::of(&coe.title.value, text, zones, end);
    let mut tallies = Tallies::new();
    let mut echoes = Vec::new();
    book.read(&sentences, |meaning, sentence| match meaning {
        Meaning::Concept(place) => counter.concept(concepts::at(place), sentence),
        Meaning::Mechanism(place) => tallies.add(place, sentence),
        Meaning::Again if sentence.zone.account >= IN_PASSING => echoes.push(sentence.at),
        Meaning::Again => {}
    });
    (tallies.seen(), echoes)
}

/// What was met so far.
struct Counter {
    vocabulary: Vocabulary,
    /// Names of those who wrote it and who act on it: no reason why two incidents are alike.
    people: Vec<u64>,
    met: FxHashMap<u64, Met>,
}

#[derive(Clone, Copy)]
struct Met {
    /// Sum of the weights of the places it was met at.
    sum: f32,
    /// How much it tells.
    telling: f32,
    form: KeywordForm,
    at: Place,
}

/// A word that may be the first of a phrase.
#[derive(Clone, Copy)]
struct Before {
    start: usize,
    known: Known,
    /// Whether a word that tells nothing has come since.
    gap: bool,
}

impl Counter {
    fn new(coe: &Coe) -> Counter {
        let met = FxHashMap::with_capacity_and_hasher(1024, rustc_hash::FxBuildHasher);
        Counter { vocabulary: Vocabulary::of(coe.language), met, people: people(coe) }
    }

    fn count(&mut self, text: &str, range: Range<usize>, weight: f32, place: fn(u32, u32) -> Place) {
        let mut before: Option<Before> = None;
        for token in tokens(text, range) {
            let words = &text[token.start..token.end];
            let at = place(token.start as u32, token.end as u32);
            if !token.joined {
                before = None;
            }
            match token.shape {
                Shape::Word => before = self.word(words, &token, before, weight, place),
                Shape::Wide => self.add(key(words.as_bytes()), weight, 0.7, KeywordForm::Word, at),
                Shape::Name => {
                    self.name(words, weight, at);
                    before = None;
                }
            }
        }
    }

    /// Counts a word, and the phrase it ends; what it may be the beginning of.
    fn word(
        &mut self,
        words: &str,
        token: &Token,
        before: Option<Before>,
        weight: f32,
        place: fn(u32, u32) -> Place,
    ) -> Option<Before> {
        let known = self.vocabulary.look_up(words);
        if known.telling == 0.0 || self.people.contains(&known.key) {
            return before.filter(|before| !before.gap).map(|before| Before { gap: true, ..before });
        }
        let at = place(token.start as u32, token.end as u32);
        let form = if is_error_number(words) { KeywordForm::ErrorName } else { KeywordForm::Word };
        self.add(known.key, weight, known.telling, form, at);
        if let Some(before) = before
            && before.known.key != known.key
        {
            let telling = phrase_telling(before.known.telling, known.telling);
            let at = place(before.start as u32, token.end as u32);
            self.add(pair_key(before.known.key, known.key), weight, telling, KeywordForm::Phrase, at);
        }
        Some(Before { start: token.start, known, gap: false })
    }

    /// Counts a name as a whole, and its parts as words.
    fn name(&mut self, name: &str, weight: f32, at: Place) {
        let lower = name.to_lowercase();
        let form = if MARKS_OF_ERRORS.iter().any(|mark| lower.contains(mark)) {
            KeywordForm::ErrorName
        } else {
            KeywordForm::Identifier
        };
        self.add(key(lower.as_bytes()), weight, 1.0, form, at);
        for part in parts_of_name(name) {
            let known = self.vocabulary.look_up(part);
            if known.telling > 0.0 {
                self.add(known.key, weight * PART_OF_NAME, known.telling, KeywordForm::Word, at);
            }
        }
    }

    /// Counts a sentence that speaks of a concept.
    fn concept(&mut self, concept: &Concept, sentence: &Sentence) {
        if sentence.zone.account > 0.0 {
            let telling = concepts::telling(concept.kind);
            self.add(concept.key, sentence.zone.account, telling, KeywordForm::Concept, sentence.at);
        }
    }

    fn add(&mut self, key: u64, weight: f32, telling: f32, form: KeywordForm, at: Place) {
        let met = self.met.entry(key).or_insert(Met { sum: 0.0, telling, form, at });
        met.sum += weight;
    }

    /// The weightiest of all, by key.
    fn finish(self) -> Vec<Keyword> {
        let keyword = |(key, met): (u64, Met)| Keyword {
            key,
            weight: often(met.sum, met.form) * met.telling * of_form(met.form),
            form: met.form,
            at: met.at,
        };
        let mut terms: Vec<Keyword> = self.met.into_iter().map(keyword).collect();
        if terms.len() > KEPT {
            terms.select_nth_unstable_by(KEPT, |a, b| b.weight.total_cmp(&a.weight).then(a.key.cmp(&b.key)));
            terms.truncate(KEPT);
        }
        terms.sort_unstable_by_key(|term| term.key);
        terms.shrink_to_fit();
        terms
    }
}

/// What it adds that a word is met again: ever less, and less for words than for concepts.
fn often(sum: f32, form: KeywordForm) -> f32 {
    if form == KeywordForm::Concept { sum.sqrt() } else { sum.ln_1p() }
}

/// The words of the owners of actions, and of labels that name authors.
fn people(coe: &Coe) -> Vec<u64> {
    let owners = coe.actions.iter().filter_map(|action| action.owner.as_deref());
    let authors = coe.labels.iter().filter(|label| super::labels::names_people(&label.name));
    let names = owners.chain(authors.map(|label| label.value.as_str()));
    let mut keys: Vec<u64> = names.flat_map(|name| word_keys(name, coe.language)).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// How much the form of a keyword tells: two documents with one error name have more in common than two with one word.
fn of_form(form: KeywordForm) -> f32 {
    match form {
        KeywordForm::Word => 1.0,
        KeywordForm::Phrase => 0.9,
        KeywordForm::Identifier => 1.0,
        KeywordForm::ErrorName => 1.3,
        KeywordForm::Concept => 3.0,
    }
}

/// A phrase tells as much as the better half of it; two common words make an uncommon one at times.
fn phrase_telling(first: f32, second: f32) -> f32 {
    if first.max(second) < 1.0 { 0.5 } else { 1.0 }
}

fn is_error_number(word: &str) -> bool {
    word.len() < 16
        && word.starts_with('E')
        && word.bytes().all(|byte| byte.is_ascii_uppercase())
        && ERRORS.binary_search(&word.to_ascii_lowercase().as_str()).is_ok()
}

/// `upload_apiClient` is `upload`, `api` and `Client`.
fn parts_of_name(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_alphabetic()).flat_map(humps).filter(|part| part.len() > 2)
}

/// Splits before each capital that follows a small letter.
fn humps(part: &str) -> impl Iterator<Item = &str> {
    let mut rest = part;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut last_lower = false;
        let hump = rest.char_indices().find(|(_, c)| {
            let boundary = last_lower && c.is_uppercase();
            last_lower = c.is_lowercase();
            boundary
        });
        let (first, after) = rest.split_at(hump.map_or(rest.len(), |(at, _)| at));
        rest = after;
        Some(first)
    })
}
