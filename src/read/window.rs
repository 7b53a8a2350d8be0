//! What prose says of when an incident began and ended: "from 16:58 to 18:46 UTC", "lasted 49 minutes".

use std::sync::LazyLock;

use regex::Regex;

use super::duration;
use super::moment::{self, SlashOrder, Stamp};
use super::outline::{Outline, Part};
use crate::findings::LineMap;
use crate::model::{Day, Fact, Moment, Origin, Role, Source, Zone};

/// A stated beginning and end.
pub(crate) struct Window {
    pub(crate) start: Fact<Moment>,
    pub(crate) end: Fact<Moment>,
}

/// Parts in which a window is the window of the incident.
fn telling<'o, 'd>(outline: &'o Outline<'d>) -> impl Iterator<Item = &'o Part<'d>> {
    outline.parts.iter().filter(|part| {
        !part.timed
            && matches!(
                part.within,
                None | Some(Role::Summary | Role::Impact | Role::Metrics | Role::Narrative)
            )
    })
}

/// The one window the account states; several are several incidents, or stages of one, and count for nothing.
pub(crate) fn read(
    outline: &Outline<'_>,
    base: Option<Day>,
    zone: Option<&Zone>,
    order: SlashOrder,
    lines: &LineMap,
) -> Option<Window> {
    let mut found: Vec<(Stamp, u32)> = Vec::new();
    for part in telling(outline) {
        let words = part.words();
        for stamp in ranges(&words, order) {
            let same = found
                .iter()
                .any(|(known, _)| known.clock == stamp.clock && known.end_clock == stamp.end_clock);
            if !same {
                found.push((stamp, lines.line(part.range.start)));
            }
        }
    }
    let [(stamp, line)] = found.as_slice() else { return None };
    let start_day =
        stamp.day.and_then(|day| day.in_year(day.year.or(base.map(|base| base.year))?)).or(base)?;
    let end_day = match stamp.end_day {
        Some(day) => day.in_year(day.year.unwrap_or(start_day.year))?,
        None if stamp.end_clock < stamp.clock => start_day.tomorrow()?,
        None => start_day,
    };
    let zone = stamp.zone.clone().or_else(|| zone.cloned());
    let at = |day, clock| {
        Fact::new(
            Moment { day: Some(day), clock, zone: zone.clone() },
            Origin::inferred(Source::Section, *line),
        )
    };
    Some(Window { start: at(start_day, stamp.clock), end: at(end_day, stamp.end_clock) })
}

/// "from X to Y", "between X and Y", "(X - Y UTC)" in some words.
fn ranges(words: &str, order: SlashOrder) -> Vec<Stamp> {
    #[expect(clippy::expect_used, reason = "a literal pattern")]
    static OPENING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:\b(?:from|between|fra|mellom|von|zwischen|de|entre|desde)\s+(?:around\s+|about\s+|approximately\s+|ca\.?\s+|kl\.?\s+)?|\(\s*|[a-z]:\s+)").expect("valid")
    });
    OPENING
        .find_iter(words)
        .filter_map(|opening| moment::range(words[opening.end()..].lines().next()?, order))
        .filter(|stamp| stamp.clock.is_some() && stamp.end_clock.is_some())
        .collect()
}

/// The length the account states: "lasted 49 minutes", "a downtime of 2 hours".
pub(crate) fn stated_minutes(outline: &Outline<'_>, lines: &LineMap) -> Option<Fact<f64>> {
    #[expect(clippy::expect_used, reason = "a literal pattern")]
    static LASTED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(concat!(
            r"(?i)\b(?:last(?:ed|ing)|(?:down|unavailable|inaccessible|offline|unreachable|failed|failing|stale|stood\s+still|broken|degraded)\s+for|(?:outage|downtime|disruption|interruption|incident|impact)\s+of|",
            r"total\s+(?:downtime|duration|outage|impact)[^.:]{0,24}[:\s]|total\s+time\s+to\s+resolution|impact\s+duration\s*:?|varte\s+i|dauerte|a\s+duré|duró|durou)",
            r"[^.\d]{0,28}(\d[^.;\n]{0,40})"
        ))
        .expect("valid")
    });
    let mut found: Vec<Fact<f64>> = Vec::new();
    for part in telling(outline) {
        let words = part.words();
        for lasted in LASTED.captures_iter(&words) {
            let Some(minutes) = duration::minutes(&lasted[1]).filter(|minutes| *minutes >= 1.0) else {
                continue;
            };
            if found.iter().all(|known| known.value != minutes) {
                found.push(Fact::new(
                    minutes,
                    Origin::inferred(Source::Section, lines.line(part.range.start)),
                ));
            }
        }
    }
    (found.len() == 1).then(|| found.remove(0))
}
