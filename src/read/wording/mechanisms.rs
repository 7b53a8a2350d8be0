//! How things failed, as the sentences of a document tell it.
//!
//! A mechanism has patterns in several languages, in `../data/mechanisms/`. A pattern is groups of alternatives, all of
//! which must stand in one sentence, in any order; a group that starts with `!` must not. An alternative is one or more
//! whole words; a `*` at its end stands for any ending. In scripts without blanks it may stand anywhere.

use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use aho_corasick::{AhoCorasick, MatchKind};

use super::parts;
use super::zones::{self, Zone};
use crate::model::{Coe, Mechanism, MechanismSeen, Place};
use crate::read::words::is_wide;

/// How many mechanisms of a document are kept.
const KEPT: usize = 4;

/// What is less prominent was said in passing.
const IN_PASSING: f32 = 0.3;

/// The sum of a document's sentences at which a mechanism is half of what it is about.
const HALF: f32 = 3.0;

/// Sentences beyond this many do not make a mechanism more prominent.
const SENTENCES: f32 = 4.0;

const TABLE: &str = include_str!("../data/mechanisms/mechanisms.toml");

const PATTERNS: [(&str, &str); 10] = [
    ("en", include_str!("../data/mechanisms/en.toml")),
    ("nb", include_str!("../data/mechanisms/nb.toml")),
    ("de", include_str!("../data/mechanisms/de.toml")),
    ("es", include_str!("../data/mechanisms/es.toml")),
    ("fr", include_str!("../data/mechanisms/fr.toml")),
    ("pt", include_str!("../data/mechanisms/pt.toml")),
    ("ja", include_str!("../data/mechanisms/ja.toml")),
    ("zh", include_str!("../data/mechanisms/zh.toml")),
    ("ko", include_str!("../data/mechanisms/ko.toml")),
    ("ru", include_str!("../data/mechanisms/ru.toml")),
];

static ALL: LazyLock<Vec<Mechanism>> = LazyLock::new(|| {
    #[derive(serde::Deserialize)]
    struct Row {
        title: String,
        area: String,
    }
    let rows: std::collections::BTreeMap<String, Row> = toml::from_str(TABLE).unwrap_or_default();
    rows.into_iter().map(|(id, row)| Mechanism { id, title: row.title, area: row.area }).collect()
});

/// The patterns of each language, together with those of English, made when a document needs them.
static FINDERS: [OnceLock<Option<Finder>>; PATTERNS.len()] = [const { OnceLock::new() }; PATTERNS.len()];

/// Every mechanism, by id.
pub(super) fn all() -> &'static [Mechanism] {
    &ALL
}

fn finder(language: &str) -> Option<&'static Finder> {
    let place = PATTERNS.iter().position(|(name, _)| *name == language).unwrap_or(0);
    FINDERS[place].get_or_init(|| Finder::new(place)).as_ref()
}

/// One way to say that a mechanism was at work.
struct Pattern {
    /// Index of the mechanism.
    mechanism: usize,
    /// A bit for each group that must be there.
    wanted: u32,
    /// A bit for each group that must not.
    unwanted: u32,
}

/// A group of a pattern that an alternative belongs to.
#[derive(Clone, Copy)]
struct Group {
    pattern: u32,
    bit: u32,
}

/// Where an alternative has to end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// With a word.
    Word,
    /// Anywhere.
    Any,
}

struct Alternative {
    ending: Ending,
    groups: Vec<Group>,
}

/// Finds the mechanisms of one language.
struct Finder {
    automaton: AhoCorasick,
    alternatives: Vec<Alternative>,
    patterns: Vec<Pattern>,
}

impl Finder {
    /// The finder for the language at a place of the table; nothing only if the data were broken, which a test forbids.
    fn new(place: usize) -> Option<Finder> {
        let mut patterns = Vec::new();
        let mut alternatives: std::collections::BTreeMap<(String, bool), Vec<Group>> = Default::default();
        let languages = if place == 0 { vec![0] } else { vec![0, place] };
        for language in languages {
            let table: std::collections::BTreeMap<String, Vec<String>> =
                toml::from_str(PATTERNS[language].1).ok()?;
            for (id, written) in table {
                let Ok(mechanism) = ALL.binary_search_by(|known| known.id.as_str().cmp(&id)) else {
                    continue;
                };
                for words in written {
                    let number = patterns.len() as u32;
                    patterns.push(pattern(mechanism, number, &words, &mut alternatives));
                }
            }
        }
        let words: Vec<&str> = alternatives.keys().map(|(words, _)| words.as_str()).collect();
        let automaton = AhoCorasick::builder().match_kind(MatchKind::Standard).build(words).ok()?;
        let alternatives = alternatives
            .into_iter()
            .map(|((_, open), groups)| Alternative {
                ending: if open { Ending::Any } else { Ending::Word },
                groups,
            })
            .collect();
        Some(Finder { automaton, alternatives, patterns })
    }

    /// Calls back for each sentence and mechanism at work in it.
    fn find(&self, sentences: &Sentences, mut found: impl FnMut(usize, &Sentence)) {
        let mut groups: Vec<Group> = Vec::new();
        let mut current = 0;
        for hit in self.automaton.find_overlapping_iter(&sentences.normal) {
            let alternative = &self.alternatives[hit.pattern().as_usize()];
            if !is_whole(&sentences.normal, hit.start()..hit.end(), alternative.ending) {
                continue;
            }
            while sentences.list[current].normal_end <= hit.start() {
                self.judge(&mut groups, &sentences.list[current], &mut found);
                current += 1;
            }
            groups.extend_from_slice(&alternative.groups);
        }
        if let Some(sentence) = sentences.list.get(current) {
            self.judge(&mut groups, sentence, &mut found);
        }
    }

    fn judge(&self, groups: &mut Vec<Group>, sentence: &Sentence, found: &mut impl FnMut(usize, &Sentence)) {
        groups.sort_unstable_by_key(|group| group.pattern);
        let mut told: Vec<usize> = Vec::new();
        for chunk in groups.chunk_by(|a, b| a.pattern == b.pattern) {
            let pattern = &self.patterns[chunk[0].pattern as usize];
            let bits = chunk.iter().fold(0, |bits, group| bits | group.bit);
            let holds = bits & pattern.wanted == pattern.wanted && bits & pattern.unwanted == 0;
            if holds && !told.contains(&pattern.mechanism) {
                told.push(pattern.mechanism);
                found(pattern.mechanism, sentence);
            }
        }
        groups.clear();
    }
}

/// Reads a pattern and notes its alternatives; `true` in their key stands for any ending.
fn pattern(
    mechanism: usize,
    number: u32,
    words: &str,
    alternatives: &mut std::collections::BTreeMap<(String, bool), Vec<Group>>,
) -> Pattern {
    let (mut wanted, mut unwanted) = (0, 0);
    for (place, group) in split_groups(words).enumerate() {
        let bit = 1_u32 << place;
        let (group, unwelcome) = group.strip_prefix('!').map_or((group, false), |group| (group.trim(), true));
        *(if unwelcome { &mut unwanted } else { &mut wanted }) |= bit;
        for alternative in group.split('|').map(str::trim).filter(|alternative| !alternative.is_empty()) {
            let open = alternative.ends_with('*') || alternative.chars().any(is_wide);
            let words = alternative.trim_end_matches('*').trim().to_owned();
            alternatives.entry((words, open)).or_default().push(Group { pattern: number, bit });
        }
    }
    Pattern { mechanism, wanted, unwanted }
}

/// The groups of a pattern: between ` + `, and what follows a blank and `!`.
fn split_groups(words: &str) -> impl Iterator<Item = &str> {
    words.split(" + ").flat_map(|part| match part.find(" !") {
        Some(at) => vec![part[..at].trim(), part[at + 1..].trim()],
        None => vec![part.trim()],
    })
}

/// Whether a hit starts with a word, and ends as it has to.
fn is_whole(text: &str, hit: Range<usize>, ending: Ending) -> bool {
    let first_wide = text[hit.start..].chars().next().is_some_and(is_wide);
    let before = text[..hit.start].chars().next_back();
    let starts = first_wide || before.is_none_or(|c| !c.is_alphanumeric() || is_wide(c));
    let after = text[hit.end..].chars().next();
    starts && (ending == Ending::Any || after.is_none_or(|c| !c.is_alphanumeric() || is_wide(c)))
}

/// A sentence of a document.
struct Sentence {
    /// Byte after its last in the normal text.
    normal_end: usize,
    /// How much it says about how things failed.
    account: f32,
    /// Where it stands.
    at: Place,
}

/// The sentences of a document, in lower case and without marks, one after the other.
#[derive(Default)]
struct Sentences {
    normal: String,
    list: Vec<Sentence>,
}

impl Sentences {
    fn add(&mut self, text: &str, range: Range<usize>, account: f32, place: fn(u32, u32) -> Place) {
        for sentence in sentences(text, range) {
            let before = self.normal.len();
            normalise(&text[sentence.clone()], &mut self.normal);
            if self.normal.len() == before {
                continue;
            }
            self.normal.push('\n');
            let at = place(sentence.start as u32, sentence.end as u32);
            self.list.push(Sentence { normal_end: self.normal.len(), account, at });
        }
    }
}

/// Adds words in lower case, set apart by single blanks, with all marks taken for blanks.
fn normalise(words: &str, out: &mut String) {
    let start = out.len();
    let mut gap = false;
    for character in words.chars() {
        if character.is_alphanumeric() || matches!(character, '.' | ':' | '%' | '+') {
            if gap && out.len() > start {
                out.push(' ');
            }
            gap = false;
            if character.is_ascii() {
                out.push(character.to_ascii_lowercase());
            } else {
                out.extend(character.to_lowercase());
            }
        } else {
            gap = true;
        }
    }
}

/// The sentences within some bytes: up to a full stop, a blank line, or the next item, row or heading.
fn sentences(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut at = range.start;
    std::iter::from_fn(move || {
        let rest = text.get(at..range.end).filter(|rest| !rest.is_empty())?;
        let length = sentence_length(rest);
        let sentence = at..at + length;
        at += length;
        Some(sentence)
    })
}

fn sentence_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut from = 0;
    while let Some(found) = rest[from..].find(['.', '!', '?', '\n', '。', '！', '？']) {
        let place = from + found;
        let mark = rest[place..].chars().next().map_or(1, char::len_utf8);
        let after = bytes.get(place + mark).copied();
        let ends = match bytes[place] {
            b'\n' => {
                let line = rest[place + 1..].trim_start_matches([' ', '\t', '\r']);
                matches!(line.bytes().next(), None | Some(b'\n' | b'-' | b'*' | b'+' | b'#' | b'|' | b'>'))
                    || line.starts_with(|c: char| c.is_ascii_digit())
            }
            b'.' | b'!' | b'?' => after.is_none_or(|byte| byte.is_ascii_whitespace()),
            _ => true,
        };
        from = place + mark;
        if ends {
            return from;
        }
    }
    rest.len()
}

/// The mechanisms a document speaks of, the most prominent first.
pub(super) fn seen(coe: &Coe, text: &str, zones: &[Zone], end: usize) -> Vec<MechanismSeen> {
    let Some(finder) = finder(coe.language) else { return Vec::new() };
    let mut sentences = Sentences::default();
    sentences.add(&coe.title.value, 0..coe.title.value.len(), zones::TITLE, Place::Title);
    for (zone, range) in parts(zones, end) {
        if zone.account > 0.0 {
            sentences.add(text, range, zone.account, Place::Text);
        }
    }
    let mut tallies: Vec<Option<Tally>> = vec![None; ALL.len()];
    finder.find(&sentences, |mechanism, sentence| {
        let tally =
            tallies[mechanism].get_or_insert(Tally { sum: 0.0, times: 0.0, best: 0.0, at: sentence.at });
        tally.add(sentence);
    });
    let mut seen: Vec<MechanismSeen> = tallies
        .into_iter()
        .zip(ALL.iter())
        .filter_map(|(tally, mechanism)| {
            let tally = tally?;
            Some(MechanismSeen { mechanism, prominence: tally.sum / (tally.sum + HALF), at: tally.at })
        })
        .filter(|seen| seen.prominence > IN_PASSING)
        .collect();
    seen.sort_by(|a, b| {
        b.prominence.total_cmp(&a.prominence).then_with(|| a.mechanism.id.cmp(&b.mechanism.id))
    });
    seen.truncate(KEPT);
    seen
}

/// What the sentences of a document say of one mechanism.
#[derive(Clone, Copy)]
struct Tally {
    sum: f32,
    times: f32,
    best: f32,
    at: Place,
}

impl Tally {
    fn add(&mut self, sentence: &Sentence) {
        self.times += 1.0;
        if self.times <= SENTENCES || sentence.account > self.best {
            self.sum += sentence.account;
        }
        // The title is no evidence to quote where a sentence tells it too.
        let quotable = matches!(sentence.at, Place::Text(..));
        let better = sentence.account > self.best || matches!(self.at, Place::Title(..));
        if quotable && better {
            self.at = sentence.at;
        }
        self.best = self.best.max(sentence.account);
    }
}
