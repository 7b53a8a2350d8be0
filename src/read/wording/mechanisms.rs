//! How things failed, as the sentences of a document tell it.
//!
//! A mechanism has patterns in several languages, in `../data/mechanisms/`; how they are written is told there in a README.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::phrasebook::LANGUAGES;
use super::sentences::Sentence;
use crate::model::{ConceptKind, Mechanism, MechanismSeen, Place};

/// How many mechanisms of a document are kept.
const KEPT: usize = 4;

/// What is less prominent was said in passing.
const IN_PASSING: f32 = 0.3;

/// The sum of a document's sentences at which a mechanism is half of what it is about.
const HALF: f32 = 3.0;

/// Sentences beyond this many do not make a mechanism more prominent.
const SENTENCES: f32 = 4.0;

const TABLE: &str = include_str!("../data/mechanisms/mechanisms.toml");

/// Patterns by mechanism, in the order of [`LANGUAGES`].
const PATTERNS: [&str; LANGUAGES.len()] = [
    include_str!("../data/mechanisms/en.txt"),
    include_str!("../data/mechanisms/nb.txt"),
    include_str!("../data/mechanisms/de.txt"),
    include_str!("../data/mechanisms/es.txt"),
    include_str!("../data/mechanisms/fr.txt"),
    include_str!("../data/mechanisms/pt.txt"),
    include_str!("../data/mechanisms/ja.txt"),
    include_str!("../data/mechanisms/zh.txt"),
    include_str!("../data/mechanisms/ko.txt"),
    include_str!("../data/mechanisms/ru.txt"),
];

static ALL: LazyLock<Vec<Mechanism>> = LazyLock::new(|| {
    #[derive(serde::Deserialize)]
    struct Row {
        title: String,
        area: String,
        kind: Option<String>,
    }
    let rows: BTreeMap<String, Row> = toml::from_str(TABLE).unwrap_or_default();
    let kind = |row: &Row| match row.kind.as_deref() {
        Some("handling") => ConceptKind::Handling,
        _ => ConceptKind::Failure,
    };
    rows.into_iter()
        .map(|(id, row)| Mechanism { id, kind: kind(&row), title: row.title, area: row.area })
        .collect()
});

/// The patterns of a language by its place, with the place of the mechanism of each.
pub(super) fn patterns(language: usize) -> Vec<(usize, String)> {
    let mut macros: BTreeMap<&str, String> = BTreeMap::new();
    let mut mechanism = None;
    let mut patterns = Vec::new();
    for line in PATTERNS[language].lines().map(str::trim) {
        let heading = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        if line.is_empty() || line.starts_with("//") {
            continue;
        } else if let Some(id) = heading {
            mechanism = place(id);
        } else if let (None, Some((name, words))) = (mechanism, macro_of(line)) {
            macros.insert(name, filled_in(words, &macros));
        } else if let Some(mechanism) = mechanism {
            patterns.push((mechanism, filled_in(line, &macros)));
        }
    }
    patterns
}

fn place(id: &str) -> Option<usize> {
    ALL.binary_search_by(|known| known.id.as_str().cmp(id)).ok()
}

/// `$NAME = words`.
fn macro_of(line: &str) -> Option<(&str, &str)> {
    line.strip_prefix('$')?.split_once(" = ")
}

/// A line with the words of macros in place of their names.
fn filled_in(line: &str, macros: &BTreeMap<&str, String>) -> String {
    let mut pieces = line.split('$');
    let mut filled = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let end = piece.find(|c: char| !c.is_ascii_uppercase()).unwrap_or(piece.len());
        let (name, rest) = piece.split_at(end);
        filled.push_str(macros.get(name).map_or("", String::as_str));
        filled.push_str(rest);
    }
    filled
}

/// What the sentences of a document say of the mechanisms.
pub(super) struct Tallies(Vec<Option<Tally>>);

#[derive(Clone, Copy)]
struct Tally {
    sum: f32,
    times: f32,
    best: f32,
    at: Place,
}

impl Tallies {
    pub(super) fn new() -> Tallies {
        Tallies(vec![None; ALL.len()])
    }

    /// Counts a sentence that tells of a mechanism.
    pub(super) fn add(&mut self, mechanism: usize, sentence: &Sentence) {
        let account = sentence.zone.account;
        if account > 0.0 {
            let none = Tally { sum: 0.0, times: 0.0, best: 0.0, at: sentence.at };
            self.0[mechanism].get_or_insert(none).add(account, sentence.at);
        }
    }

    /// The mechanisms the document is about, the most prominent first.
    pub(super) fn seen(self) -> Vec<MechanismSeen> {
        let prominence = |tally: &Tally| tally.sum / (tally.sum + HALF);
        let mut seen: Vec<MechanismSeen> = self
            .0
            .into_iter()
            .zip(ALL.iter())
            .filter_map(|(tally, mechanism)| Some((tally?, mechanism)))
            .map(|(tally, mechanism)| MechanismSeen {
                mechanism,
                prominence: prominence(&tally),
                at: tally.at,
            })
            .filter(|seen| seen.prominence > IN_PASSING)
            .collect();
        seen.sort_by(|a, b| {
            b.prominence.total_cmp(&a.prominence).then_with(|| a.mechanism.id.cmp(&b.mechanism.id))
        });
        seen.truncate(KEPT);
        seen
    }
}

impl Tally {
    fn add(&mut self, account: f32, at: Place) {
        self.times += 1.0;
        if self.times <= SENTENCES || account > self.best {
            self.sum += account;
        }
        // The title is no evidence to quote where a sentence tells it too.
        let quotable = matches!(at, Place::Text(..));
        if quotable && (account > self.best || matches!(self.at, Place::Title(..))) {
            self.at = at;
        }
        self.best = self.best.max(account);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_belongs_to_a_mechanism_and_has_its_macros() {
        assert!(ALL.len() > 100);
        for (language, text) in LANGUAGES.iter().zip(PATTERNS) {
            let headings = text.lines().filter_map(|line| line.trim().strip_prefix('[')?.strip_suffix(']'));
            for id in headings {
                assert!(place(id).is_some(), "{language}: [{id}] is no mechanism");
            }
            let used =
                text.split('$').skip(1).map(|rest| rest.split(|c: char| !c.is_ascii_uppercase()).next());
            for name in used.flatten() {
                assert!(text.contains(&format!("${name} = ")), "{language}: ${name} is no macro");
            }
        }
        assert!(patterns(0).len() > 200);
    }
}
