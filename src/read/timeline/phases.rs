//! The phases of an incident, taken from markers, or concluded from the words of the timeline.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::model::{Fact, Marker, Origin, Source, Timeline, Times};
use crate::read::words::{is_spaceless, normal};

#[expect(clippy::expect_used, reason = "the data file is compiled in and a test reads it")]
static PHRASES: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
    let data: BTreeMap<String, Vec<String>> =
        toml::from_str(include_str!("../data/phases.toml")).expect("phases.toml is valid");
    data.into_iter()
        .map(|(phase, phrases)| (phase, phrases.iter().map(|phrase| normal(phrase)).collect()))
        .collect()
});

const PHASES: [(&str, Marker); 5] = [
    ("impact-start", Marker::ImpactStart),
    ("detected", Marker::Detected),
    ("diagnosed", Marker::Diagnosed),
    ("mitigated", Marker::Mitigated),
    ("recovered", Marker::Recovered),
];

/// Fills times that nobody stated from the entries of the timeline: markers first, then words, marked as inferred.
///
/// A phase is concluded only where it does not come before the phases already known, so that a conclusion never
/// contradicts a statement.
pub(crate) fn infer(times: &mut Times, timeline: &mut Timeline) {
    for entry in &timeline.entries {
        let Some(marker) = entry.marker.filter(|_| !entry.marker_inferred) else { continue };
        if let Some(slot) = times.slot(marker.word()) {
            let better = slot.as_ref().is_none_or(|fact| fact.origin.from == Source::Label)
                || marker == Marker::ImpactEnd && slot.is_none();
            if better {
                *slot = Some(Fact::new(entry.at.clone(), Origin::stated(Source::Marker, entry.line)));
            }
        }
    }
    let normals: Vec<String> = timeline.entries.iter().map(|entry| normal(&entry.text)).collect();
    let dismissed: Vec<bool> = normals.iter().map(|words| matches_any(words, "not")).collect();
    let mut floor = 0;
    for (phase, marker) in PHASES {
        if times.slot(phase).is_some_and(|slot| slot.is_some()) {
            continue;
        }
        let fits = |index: &usize| {
            let entry = &timeline.entries[*index];
            entry.marker.is_none()
                && entry.at.clock.is_some()
                && !dismissed[*index]
                && matches_any(&normals[*index], phase)
        };
        let found = if marker == Marker::Recovered {
            (floor..timeline.entries.len()).rev().find(fits)
        } else {
            (floor..timeline.entries.len()).find(fits)
        };
        let Some(index) = found else { continue };
        let entry = &mut timeline.entries[index];
        if contradicts(times, phase, entry.at.instant_seconds()) {
            continue;
        }
        entry.marker = Some(marker);
        entry.marker_inferred = true;
        floor = index;
        if let Some(slot) = times.slot(phase) {
            *slot = Some(Fact::new(entry.at.clone(), Origin::inferred(Source::Timeline, entry.line)));
        }
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

fn matches_any(words: &str, phase: &str) -> bool {
    PHRASES.get(phase).is_some_and(|phrases| {
        phrases.iter().any(|phrase| {
            words.match_indices(phrase.as_str()).any(|(at, _)| {
                let after = &words[at + phrase.len()..];
                is_spaceless(phrase)
                    || (at == 0 || words.as_bytes()[at - 1] == b' ')
                        && (after.is_empty() || after.starts_with(' '))
            })
        })
    })
}
