//! How things failed, as the sentences of a document tell it.
//!
//! A mechanism has patterns in several languages, in `../data/mechanisms/`: groups of phrases, all of which must stand
//! in one sentence, in any order.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::phrasebook::LANGUAGES;
use super::sentences::Sentence;
use crate::model::{Mechanism, MechanismSeen, Place};

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
    include_str!("../data/mechanisms/en.toml"),
    include_str!("../data/mechanisms/nb.toml"),
    include_str!("../data/mechanisms/de.toml"),
    include_str!("../data/mechanisms/es.toml"),
    include_str!("../data/mechanisms/fr.toml"),
    include_str!("../data/mechanisms/pt.toml"),
    include_str!("../data/mechanisms/ja.toml"),
    include_str!("../data/mechanisms/zh.toml"),
    include_str!("../data/mechanisms/ko.toml"),
    include_str!("../data/mechanisms/ru.toml"),
];

static ALL: LazyLock<Vec<Mechanism>> = LazyLock::new(|| {
    #[derive(serde::Deserialize)]
    struct Row {
        title: String,
        area: String,
    }
    let rows: BTreeMap<String, Row> = toml::from_str(TABLE).unwrap_or_default();
    rows.into_iter().map(|(id, row)| Mechanism { id, title: row.title, area: row.area }).collect()
});

/// The patterns of a language by its place, with the place of the mechanism of each.
pub(super) fn patterns(language: usize) -> impl Iterator<Item = (usize, Vec<String>)> {
    let table: BTreeMap<String, Vec<String>> = toml::from_str(PATTERNS[language]).unwrap_or_default();
    table.into_iter().filter_map(|(id, patterns)| {
        let place = ALL.binary_search_by(|known| known.id.as_str().cmp(&id)).ok()?;
        Some((place, patterns))
    })
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
