//! From times as written to points in time: dates carried forward over midnight, years filled in, zones by precedence.

use super::Context;
use super::collect::{RawEntry, Step};
use crate::findings::{Findings, Level};
use crate::model::{Clock, Day, Fact, Marker, Moment, Origin, Source, Timeline, TimelineEntry, Zone};
use crate::read::moment::PartialDay;

/// A time this much earlier than the one before it is after midnight.
const ROLL_OVER_SECONDS: i64 = 12 * 3600;

/// Resolves the steps of a timeline; also whether any of them stated a day, and the first zone stated among them.
pub(super) fn resolve(
    steps: Vec<Step>,
    context: &Context<'_>,
    document_zone: Option<&Fact<Zone>>,
    config_zone: Option<&Fact<Zone>>,
    findings: &mut Findings<'_>,
) -> (Timeline, bool, Option<Fact<Zone>>) {
    let order_swapped = swap_order(&steps, context.base_day);
    let mut state = State {
        day: context.base_day,
        year: context.base_day.map(|day| day.year).or_else(|| steps.iter().find_map(year_of)),
        month: context.base_day.map(|day| day.month),
        last: None,
        swapped: order_swapped,
        dated: false,
    };
    let mut section_zone: Option<Zone> = None;
    let mut used: Option<Fact<Zone>> = None;
    let mut entries = Vec::new();
    for step in steps {
        match step {
            Step::Zone(zone) => {
                if used.is_none() {
                    used = Some(Fact::new(zone.clone(), Origin::outside(Source::Timeline)));
                }
                section_zone = Some(zone);
            }
            Step::Weekday(weekday) => {
                state.day = state.day.map(|day| next_weekday(day, weekday));
                state.last = None;
            }
            Step::Day { day, at } => {
                state.enter(day, at..at, findings);
                state.last = None;
            }
            Step::Entry(raw) => {
                let stated = raw.stamp.zone.clone().or_else(|| section_zone.clone());
                if used.is_none()
                    && let Some(zone) = stated.clone()
                {
                    let line = context.lines.line(raw.at);
                    used = Some(Fact::new(zone, Origin::stated(Source::Timeline, line)));
                }
                let zone = stated
                    .or_else(|| document_zone.map(|fact| fact.value.clone()))
                    .or_else(|| used.as_ref().map(|fact| fact.value.clone()))
                    .or_else(|| config_zone.map(|fact| fact.value.clone()));
                entries.extend(entry(raw, zone, &mut state, context, findings));
            }
        }
    }
    (Timeline { entries }, state.dated, used)
}

/// Whether dates such as 4/1 fit the day of the document better with month and day exchanged.
fn swap_order(steps: &[Step], base: Option<Day>) -> bool {
    let Some(base) = base else { return false };
    let days: Vec<PartialDay> = steps.iter().filter_map(day_of).filter(|day| day.ambiguous).collect();
    let near = |day: &PartialDay| (i32::from(day.month) - i32::from(base.month)).abs() <= 1;
    let plain = days.iter().filter(|day| near(day)).count();
    let swapped = days.iter().map(|day| day.swapped()).filter(near).count();
    swapped > plain
}

fn day_of(step: &Step) -> Option<PartialDay> {
    match step {
        Step::Day { day, .. } => Some(*day),
        Step::Entry(entry) => entry.stamp.day,
        Step::Zone(_) | Step::Weekday(_) => None,
    }
}

fn year_of(step: &Step) -> Option<i16> {
    day_of(step).and_then(|day| day.year)
}

struct State {
    day: Option<Day>,
    year: Option<i16>,
    month: Option<i8>,
    last: Option<Clock>,
    swapped: bool,
    dated: bool,
}

impl State {
    /// Takes a written day, filling in the year: that of the last day, one more from December to January, one less
    /// when an earlier story starts in the year before.
    fn enter(&mut self, written: PartialDay, span: std::ops::Range<usize>, findings: &mut Findings<'_>) {
        let written = if self.swapped { written.swapped() } else { written };
        let year = written.year.or_else(|| {
            let year = self.year?;
            Some(match (self.month, self.dated) {
                (Some(month), true) if month == 12 && written.month == 1 => year + 1,
                (Some(month), false) if written.month >= month.saturating_add(6) => year - 1,
                (Some(month), _) if month <= 2 && written.month >= 11 => year - 1,
                _ => year,
            })
        });
        let Some(day) = year.and_then(|year| written.in_year(year)) else { return };
        if written.year.is_none() && year.is_some() && self.year.is_some() {
            // A story that starts in December and goes on in spring comes back to the year of the document.
            let returns = self.dated
                && self.month.is_some_and(|month| month >= 11)
                && written.month < 11
                && year == self.year;
            if returns && let Some(next) = written.in_year(day.year + 1) {
                return self.set(next, span, findings);
            }
        }
        self.set(day, span, findings);
    }

    fn set(&mut self, day: Day, span: std::ops::Range<usize>, findings: &mut Findings<'_>) {
        if day.civil().is_none() {
            findings.add(
                Level::Error,
                "impossible-date",
                span,
                format!("{day} does not exist: {} has {} days", month_name(day.month), days_in(day)),
                "write the day that was meant; until then it is shown as written",
            );
        }
        self.day = Some(day);
        self.year = Some(day.year);
        self.month = Some(day.month);
        self.dated = true;
    }
}

fn entry(
    raw: RawEntry,
    zone: Option<Zone>,
    state: &mut State,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Option<TimelineEntry> {
    let stamp = raw.stamp;
    if let (Some(weekday), None, true) = (stamp.weekday, stamp.day, stamp.clock.is_some()) {
        let day = state.day.map(|day| next_weekday(day, weekday));
        if day != state.day {
            state.day = day;
            state.last = None;
        }
    }
    if let Some(day) = stamp.day {
        state.enter(day, raw.time_span.clone(), findings);
        state.last = None;
    }
    if stamp.next_day {
        state.day = state.day.and_then(Day::tomorrow).or(state.day);
    }
    if let (Some(clock), Some(last)) = (stamp.clock, state.last)
        && last.seconds() - clock.seconds() > ROLL_OVER_SECONDS
    {
        state.day = state.day.and_then(Day::tomorrow).or(state.day);
    }
    if stamp.clock.is_some() {
        state.last = stamp.clock;
    }
    let at = Moment { day: state.day, clock: stamp.clock, zone: zone.clone() };
    let end = stamp.end_clock.map(|clock| {
        let day = match (stamp.end_day, state.day) {
            (Some(end), Some(day)) => end.in_year(day.year).or(Some(day)),
            (_, Some(day)) if stamp.clock.is_some_and(|start| clock.seconds() < start.seconds()) => {
                day.tomorrow()
            }
            (_, day) => day,
        };
        Moment { day, clock: Some(clock), zone: zone.clone() }
    });
    if at.is_empty() {
        return None;
    }
    let (markers, text) = markers(&raw.text);
    if text.is_empty() && markers.is_empty() {
        return None;
    }
    let mut source = raw.source;
    if let (Some(first), false) = (source.ranges.first_mut(), markers.is_empty()) {
        skip_markers(first, findings.text(), markers.len());
    }
    Some(TimelineEntry {
        at,
        end,
        approximate: stamp.approximate,
        marker: markers.first().copied(),
        marker_inferred: false,
        text,
        anchor: String::new(),
        line: context.lines.line(raw.at),
        source,
    })
}

/// The first day from here on that is such a day of the week.
fn next_weekday(from: Day, weekday: i8) -> Day {
    let Some(date) = from.civil() else { return from };
    let ahead = (i64::from(weekday) - i64::from(date.weekday().to_monday_one_offset())).rem_euclid(7);
    date.checked_add(jiff::Span::new().days(ahead)).map_or(from, Day::from)
}

/// Takes `[detected] [key]` off the front of the words.
fn markers(words: &str) -> (Vec<Marker>, String) {
    let mut rest = words.trim_start();
    let mut found = Vec::new();
    while let Some((marker, after)) = leading_marker(rest) {
        found.push(marker);
        rest = after.trim_start();
    }
    (found, rest.trim_end().to_owned())
}

fn leading_marker(words: &str) -> Option<(Marker, &str)> {
    let inside = words.strip_prefix('[')?;
    let (word, after) = inside.split_once(']')?;
    let word = word.trim().to_ascii_lowercase().replace(['_', ' '], "-");
    let marker = Marker::WORDS.iter().find(|(name, _)| *name == word)?.1;
    Some((marker, after))
}

/// Moves the start of a source range behind its markers.
fn skip_markers(range: &mut std::ops::Range<usize>, text: &str, count: usize) {
    for _ in 0..count {
        let Some(close) = text.get(range.clone()).and_then(|words| words.find(']')) else { return };
        range.start += close + 1;
    }
    let rest = text.get(range.clone()).unwrap_or_default();
    range.start += rest.len() - rest.trim_start().len();
}

fn month_name(month: i8) -> &'static str {
    usize::try_from(month - 1)
        .ok()
        .and_then(|index| crate::model::MONTHS.get(index))
        .copied()
        .unwrap_or("the month")
}

fn days_in(day: Day) -> i8 {
    jiff::civil::Date::new(day.year, day.month, 1).map_or(31, |date| date.days_in_month())
}
