//! Phrases that mean something, in ten languages: concepts, and the patterns of mechanisms.
//!
//! The phrases of a language and those of English are looked for at once. A phrase is one or more whole words; a `*` at
//! its end stands for any ending. In scripts without blanks between words a phrase may stand anywhere.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::cues::{self, Cue};
use super::sentences::{Sentence, Sentences};
use super::{concepts, mechanisms};
use crate::read::words::is_wide;

/// The languages there are phrases in; English first.
pub(super) const LANGUAGES: [&str; 10] = ["en", "nb", "de", "es", "fr", "pt", "ja", "zh", "ko", "ru"];

/// How much more a sentence tells of how things failed that says why.
const BECAUSE: f32 = 1.6;

/// What a phrase is a sign of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sign {
    /// What the sentence is for.
    Cue(Cue),
    /// A concept, by its place.
    Concept(u32),
    /// A group of a pattern: the pattern, and the bit of the group.
    Group(u32, u32),
}

/// Where a phrase has to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Ending {
    /// With a word.
    Word,
    /// Anywhere.
    Any,
}

/// One way to say that a mechanism was at work.
struct Pattern {
    /// The mechanism, by its place.
    mechanism: usize,
    /// A bit for each group that must be there.
    wanted: u32,
    /// A bit for each group that must not.
    unwanted: u32,
}

/// The phrases of one language, with those of English.
pub(super) struct Phrasebook {
    automaton: AhoCorasick,
    phrases: Vec<(Ending, Vec<Sign>)>,
    patterns: Vec<Pattern>,
}

/// What a sentence says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// It speaks of a concept.
    Concept(usize),
    /// It tells that a mechanism was at work.
    Mechanism(usize),
    /// It tells that it happened before.
    Again,
}

/// The phrases of a language, made when a document first needs them.
pub(super) fn of(language: &str) -> Option<&'static Phrasebook> {
    static BOOKS: [OnceLock<Option<Phrasebook>>; LANGUAGES.len()] =
        [const { OnceLock::new() }; LANGUAGES.len()];
    let place = LANGUAGES.iter().position(|name| *name == language).unwrap_or(0);
    BOOKS[place].get_or_init(|| Phrasebook::new(place)).as_ref()
}

impl Phrasebook {
    /// Nothing only if the data were broken, which a test forbids.
    fn new(place: usize) -> Option<Phrasebook> {
        let mut book = Draft::default();
        for language in if place == 0 { vec![0] } else { vec![0, place] } {
            for (cue, phrases) in cues::phrases(LANGUAGES[language]) {
                phrases.split('|').for_each(|phrase| book.add(phrase, Sign::Cue(cue)));
            }
            for (concept, phrases) in concepts::phrases(LANGUAGES[language]) {
                for phrase in phrases.split('|') {
                    book.add(phrase, Sign::Concept(concept as u32));
                }
            }
            for (mechanism, patterns) in mechanisms::patterns(language) {
                book.add_pattern(mechanism, &patterns);
            }
        }
        let words: Vec<&str> = book.phrases.keys().map(|(words, _)| words.as_str()).collect();
        let automaton = AhoCorasick::builder().match_kind(MatchKind::Standard).build(words).ok()?;
        let phrases = book.phrases.into_iter().map(|((_, ending), signs)| (ending, signs)).collect();
        Some(Phrasebook { automaton, phrases, patterns: book.patterns })
    }

    /// Calls back for each sentence and each thing it says, once.
    pub(super) fn read(&self, sentences: &Sentences, mut says: impl FnMut(Meaning, &Sentence)) {
        let mut signs: Vec<Sign> = Vec::new();
        let mut current = 0;
        for hit in self.automaton.find_overlapping_iter(&sentences.normal) {
            let (ending, meant) = &self.phrases[hit.pattern().as_usize()];
            if !is_whole(&sentences.normal, hit.start()..hit.end(), *ending) {
                continue;
            }
            while sentences.list[current].normal_end <= hit.start() {
                self.judge(&mut signs, &sentences.list[current], &mut says);
                current += 1;
            }
            signs.extend_from_slice(meant);
        }
        if let Some(sentence) = sentences.list.get(current) {
            self.judge(&mut signs, sentence, &mut says);
        }
    }

    fn judge(&self, signs: &mut Vec<Sign>, sentence: &Sentence, says: &mut impl FnMut(Meaning, &Sentence)) {
        signs.sort_unstable();
        signs.dedup();
        let has = |cue: Cue| signs.contains(&Sign::Cue(cue));
        if has(Cue::Dismissed) {
            signs.clear();
            return;
        }
        let told = if has(Cue::Because) { sentence.weightier(BECAUSE) } else { *sentence };
        if has(Cue::Again) {
            says(Meaning::Again, &told);
        }
        self.tell(signs, &told, says);
        signs.clear();
    }

    /// Tells the concepts of a sentence, and the mechanisms whose patterns hold.
    fn tell(&self, signs: &[Sign], sentence: &Sentence, says: &mut impl FnMut(Meaning, &Sentence)) {
        let mut told: Vec<usize> = Vec::new();
        let same = |a: &Sign, b: &Sign| matches!((a, b), (Sign::Group(a, _), Sign::Group(b, _)) if a == b);
        for chunk in signs.chunk_by(same) {
            let number = match chunk[0] {
                Sign::Cue(_) => continue,
                Sign::Concept(concept) => {
                    says(Meaning::Concept(concept as usize), sentence);
                    continue;
                }
                Sign::Group(pattern, _) => pattern,
            };
            let pattern = &self.patterns[number as usize];
            let bits = chunk.iter().fold(0, |bits, sign| match sign {
                Sign::Group(_, bit) => bits | bit,
                Sign::Cue(_) | Sign::Concept(_) => bits,
            });
            let holds = bits & pattern.wanted == pattern.wanted && bits & pattern.unwanted == 0;
            if holds && !told.contains(&pattern.mechanism) {
                told.push(pattern.mechanism);
                says(Meaning::Mechanism(pattern.mechanism), sentence);
            }
        }
    }
}

/// A book being written.
#[derive(Default)]
struct Draft {
    phrases: BTreeMap<(String, Ending), Vec<Sign>>,
    patterns: Vec<Pattern>,
}

impl Draft {
    fn add(&mut self, phrase: &str, sign: Sign) {
        let phrase = phrase.trim();
        let open = phrase.ends_with('*') || phrase.chars().any(is_wide);
        let words = phrase.trim_end_matches('*').trim();
        if !words.is_empty() {
            let ending = if open { Ending::Any } else { Ending::Word };
            self.phrases.entry((words.to_owned(), ending)).or_default().push(sign);
        }
    }

    /// Adds a pattern: groups between ` + `, phrases between `|`; a group that starts with `!` must not stand in the
    /// sentence.
    fn add_pattern(&mut self, mechanism: usize, pattern: &str) {
        let number = self.patterns.len() as u32;
        let (mut wanted, mut unwanted) = (0, 0);
        for (place, group) in pattern.split(" + ").enumerate() {
            let bit = 1_u32 << place;
            let group = group.trim();
            let phrases = match group.strip_prefix('!') {
                Some(phrases) => {
                    unwanted |= bit;
                    phrases
                }
                None => {
                    wanted |= bit;
                    group
                }
            };
            for phrase in phrases.split('|').flat_map(spelled_out) {
                self.add(&phrase, Sign::Group(number, bit));
            }
        }
        self.patterns.push(Pattern { mechanism, wanted, unwanted });
    }
}

/// Every phrase a phrase with choices stands for: `{no;an old} alert` is `no alert` and `an old alert`.
fn spelled_out(phrase: &str) -> Vec<String> {
    let Some((before, rest)) = phrase.split_once('{') else { return vec![one_blank(phrase)] };
    let (choices, after) = rest.split_once('}').unwrap_or((rest, ""));
    choices.split(';').flat_map(|choice| spelled_out(&format!("{before}{choice}{after}"))).collect()
}

fn one_blank(phrase: &str) -> String {
    phrase.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Whether a hit starts with a word, and ends as it has to.
fn is_whole(text: &str, hit: Range<usize>, ending: Ending) -> bool {
    let first_wide = text[hit.start..].chars().next().is_some_and(is_wide);
    let before = text[..hit.start].chars().next_back();
    let starts = first_wide || before.is_none_or(|c| !c.is_alphanumeric() || is_wide(c));
    let after = text[hit.end..].chars().next();
    starts && (ending == Ending::Any || after.is_none_or(|c| !c.is_alphanumeric() || is_wide(c)))
}
