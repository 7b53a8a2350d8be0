//! The phases of an incident: taken from markers, or concluded from the words of the timeline.
//!
//! A wrong phase is worse than none, so a conclusion is drawn only from an entry that tells it as a fact (not as an
//! attempt, a wish or a denial), and only where it stands in the order of the phases already known: an incident is
//! noticed before it is mitigated, and recovery is the last word on it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use serde::Deserialize;

use crate::model::{Fact, Marker, Origin, Source, Timeline, Times};
use crate::read::words::{is_spaceless, normal};

#[derive(Deserialize)]
struct Data {
    reject: BTreeMap<String, Vec<String>>,
    #[serde(flatten)]
    tell: BTreeMap<String, Vec<String>>,
}

/// Phrases by phase, each list one automaton, since every entry is asked for all of them.
struct Phrases {
    tell: BTreeMap<String, Phrasebook>,
    reject: BTreeMap<String, Phrasebook>,
}

struct Phrasebook {
    automaton: AhoCorasick,
    /// Whether a phrase needs no word boundaries.
    spaceless: Vec<bool>,
}

impl Phrasebook {
    fn new(phrases: &[String]) -> Option<Phrasebook> {
        let phrases: Vec<String> = phrases.iter().map(|phrase| normal(phrase)).collect();
        let spaceless = phrases.iter().map(|phrase| is_spaceless(phrase)).collect();
        Some(Phrasebook { automaton: AhoCorasick::new(&phrases).ok()?, spaceless })
    }

    /// Whether one of the phrases stands in normal words, at word boundaries where there are any.
    fn stands_in(&self, words: &str) -> bool {
        self.automaton.find_overlapping_iter(words).any(|found| {
            let before = &words.as_bytes()[..found.start()];
            let after = &words.as_bytes()[found.end()..];
            self.spaceless[found.pattern().as_usize()]
                || before.last().is_none_or(|byte| *byte == b' ')
                    && after.first().is_none_or(|byte| *byte == b' ')
        })
    }
}

#[expect(clippy::expect_used, reason = "the data file is compiled in and a test reads it")]
static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let data: Data = toml::from_str(include_str!("../data/phases.toml")).expect("phases.toml is valid");
    let books = |lists: BTreeMap<String, Vec<String>>| {
        lists.into_iter().filter_map(|(name, phrases)| Some((name, Phrasebook::new(&phrases)?))).collect()
    };
    Phrases { tell: books(data.tell), reject: books(data.reject) }
});

fn tells(words: &str, phase: &str) -> bool {
    PHRASES.tell.get(phase).is_some_and(|book| book.stands_in(words))
}

fn rejects(words: &str, phase: &str) -> bool {
    PHRASES.reject.get(phase).is_some_and(|book| book.stands_in(words))
}

/// Fills times that nobody stated from the entries of the timeline: markers first, then words, marked as inferred.
pub(crate) fn infer(times: &mut Times, timeline: &mut Timeline) {
    take_markers(times, timeline);
    let words: Vec<String> = timeline.entries.iter().map(|entry| normal(&entry.text)).collect();
    let story = Story { words: &words, usable: usable(timeline) };
    let recovered = story.recovered();
    let mitigated = story.mitigated(recovered);
    let contained = mitigated.or(recovered).unwrap_or(words.len());
    let detected = story.first("detected", 0, contained);
    let started = story.first("impact-start", 0, detected.unwrap_or(contained));
    let diagnosed =
        story.first("diagnosed", detected.map_or(0, |index| index + 1), recovered.unwrap_or(words.len()));
    for (phase, marker, index) in [
        ("impact-start", Marker::ImpactStart, started),
        ("detected", Marker::Detected, detected),
        ("diagnosed", Marker::Diagnosed, diagnosed),
        ("mitigated", Marker::Mitigated, mitigated),
        ("recovered", Marker::Recovered, recovered),
    ] {
        let Some(index) = index else { continue };
        let entry = &timeline.entries[index];
        let known = times.slot(phase).is_some_and(|slot| slot.is_some());
        if known || entry.marker.is_some() || contradicts(times, phase, entry.at.instant_seconds()) {
            continue;
        }
        let entry = &mut timeline.entries[index];
        entry.marker = Some(marker);
        entry.marker_inferred = true;
        if let Some(slot) = times.slot(phase) {
            *slot = Some(Fact::new(entry.at.clone(), Origin::inferred(Source::Timeline, entry.line)));
        }
    }
}

/// Phases that markers state; they outrank labels, and `[recovered]` outranks `[impact-end]`.
fn take_markers(times: &mut Times, timeline: &Timeline) {
    for entry in &timeline.entries {
        let Some(marker) = entry.marker else { continue };
        let Some(slot) = times.slot(marker.word()) else { continue };
        let open = match slot {
            None => true,
            Some(fact) => fact.origin.from == Source::Label,
        };
        if open {
            *slot = Some(Fact::new(entry.at.clone(), Origin::stated(Source::Marker, entry.line)));
        }
    }
}

/// Entries whose time stands in order: a slip of the pen must not become a phase.
fn usable(timeline: &Timeline) -> Vec<bool> {
    let mut latest: Option<i64> = None;
    timeline
        .entries
        .iter()
        .map(|entry| {
            let at = entry.at.instant_seconds();
            let ordered = match (at, latest) {
                (Some(at), Some(latest)) => at >= latest,
                _ => true,
            };
            if ordered {
                latest = at.or(latest);
            }
            ordered && entry.at.clock.is_some()
        })
        .collect()
}

struct Story<'a> {
    words: &'a [String],
    usable: Vec<bool>,
}

impl Story<'_> {
    fn tells(&self, index: usize, phase: &str) -> bool {
        let words = &self.words[index];
        self.usable[index] && tells(words, phase) && !rejects(words, phase)
    }

    /// The first entry of a range that tells a phase.
    fn first(&self, phase: &str, from: usize, to: usize) -> Option<usize> {
        (from..to.min(self.words.len())).find(|index| self.tells(*index, phase))
    }

    /// The last recovery that nothing takes back; closing the paperwork counts only where nothing else does.
    fn recovered(&self) -> Option<usize> {
        let candidates: Vec<usize> =
            (0..self.words.len()).rev().filter(|index| self.tells(*index, "recovered")).collect();
        let closes = |index: &usize| tells(&self.words[*index], "closing");
        let real = candidates.iter().copied().find(|index| !closes(index));
        real.or_else(|| candidates.first().copied())
            .filter(|index| !self.taken_back(*index, self.words.len()))
    }

    /// The last mitigation before the recovery that no later entry takes back.
    fn mitigated(&self, recovered: Option<usize>) -> Option<usize> {
        let end = recovered.unwrap_or(self.words.len());
        (0..end)
            .rev()
            .find(|index| self.tells(*index, "mitigated"))
            .filter(|index| !self.taken_back(*index, end))
    }

    /// Whether one of the next entries says that it did not last.
    fn taken_back(&self, index: usize, end: usize) -> bool {
        self.words[index + 1..end].iter().take(3).any(|words| rejects(words, "taken-back"))
    }
}

/// Whether a time for a phase would come before an earlier phase, or after a later one.
fn contradicts(times: &Times, phase: &str, at: Option<i64>) -> bool {
    let Some(at) = at else { return true };
    let order = ["origin", "impact_start", "detected", "diagnosed", "mitigated", "recovered"];
    let rank = |name: &str| order.iter().position(|other| *other == name.replace('-', "_"));
    times.iter().any(|(other, fact)| {
        let Some(known) = fact.value.instant_seconds() else { return false };
        rank(other) < rank(phase) && known > at || rank(other) > rank(phase) && known < at
    })
}
