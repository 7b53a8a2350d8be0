//! `timeline-gap`: more than thirty minutes of an incident in which nothing is told.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::check::moments::{seconds_between, span_of};
use crate::model::{Moment, TimelineEntry};

pub(crate) const RULE: Rule = Rule {
    name: "timeline-gap",
    level: Level::Warning,
    group: Group::Time,
    finds: "More than thirty minutes of an incident in which nothing is told.",
    why: "Between two entries far apart lies what a reader would most like to know: what was tried, what \
          was thought, who was waited for.",
    example: r#"- 09:53 All logs are searched.
- 10:25 The error is seen."#,
    instead: r#"- 09:53 All logs are searched, in alphabetical order.
- 10:10 Three of five components are read; nothing.
- 10:25 The error is seen."#,
    look: Look::Coe(look),
};

/// How long nothing may be told, in seconds.
const LONGEST: i64 = 30 * 60;

/// Incidents longer than this are told in days, not in minutes.
const A_DAY: i64 = 24 * 3600;

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    let times = &document.coe.times;
    let (Some(start), Some(end)) = (&times.impact_start, &times.recovered) else { return };
    let whole = seconds_between(&start.value, &end.value);
    if !whole.is_some_and(|whole| (LONGEST..=A_DAY).contains(&whole)) {
        return;
    }
    let within = |moment: &Moment| {
        seconds_between(&start.value, moment).is_some_and(|after| after >= 0)
            && seconds_between(moment, &end.value).is_some_and(|before| before >= 0)
    };
    let timed: Vec<&TimelineEntry> =
        document.coe.timeline.entries.iter().filter(|entry| entry.at.clock.is_some() && within(&entry.at)).collect();
    // Two moments are a beginning and an end, not a timeline with a hole in it.
    if timed.len() < 4 {
        return;
    }
    let mut gaps: Vec<(i64, &TimelineEntry, &TimelineEntry)> = timed
        .windows(2)
        .filter_map(|pair| {
            let from = pair[0].end.as_ref().unwrap_or(&pair[0].at);
            Some((seconds_between(from, &pair[1].at)?, pair[0], pair[1]))
        })
        .filter(|(seconds, ..)| *seconds > LONGEST)
        .collect();
    gaps.sort_by_key(|(seconds, from, _)| (std::cmp::Reverse(*seconds), from.line));
    let Some((seconds, from, to)) = gaps.first() else { return };
    let clock = |entry: &TimelineEntry| entry.at.clock.map(|clock| clock.to_string()).unwrap_or_default();
    let more = match gaps.len() {
        1 => String::new(),
        2 => ", and once more".to_owned(),
        count => format!(", and {} times more", count - 1),
    };
    report.on_line(
        to.line,
        format!("nothing is told for {}, from {} to {}{more}", span_of(*seconds), clock(from), clock(to)),
        "say what was tried, thought or waited for in between",
    );
}
