//! `disordered-timeline`: an entry of the timeline that is earlier than the one before it.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::check::moments::seconds_between;
use crate::model::TimelineEntry;

pub(crate) const RULE: Rule = Rule {
    name: "disordered-timeline",
    level: Level::Warning,
    group: Group::Time,
    finds: "An entry of the timeline that is earlier than the one before it.",
    why: "A timeline is read from top to bottom. An entry out of order is a slip in a date, or two stories \
          told as one; either way the reader draws the wrong conclusion from it.",
    example: r#"- 10:25 The cause is found.
- 09:53 All logs are searched."#,
    instead: r#"- 09:53 All logs are searched.
- 10:25 The cause is found."#,
    look: Look::Coe(look),
};

/// A timeline with more steps backwards than this share is told in another order, or is more than one.
const MOST: f64 = 0.2;

/// How far two times may lie apart to be one approximate moment, in seconds.
const ABOUT: i64 = 120;

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    let timed: Vec<&TimelineEntry> =
        document.coe.timeline.entries.iter().filter(|entry| entry.at.clock.is_some() && entry.at.day.is_some()).collect();
    let back: Vec<(&TimelineEntry, &TimelineEntry)> = timed
        .windows(2)
        .filter(|pair| {
            let seconds = seconds_between(&pair[0].at, &pair[1].at).unwrap_or(0);
            let about = pair[0].approximate || pair[1].approximate;
            seconds < if about { -ABOUT * 15 } else { 0 }
        })
        .map(|pair| (pair[0], pair[1]))
        .collect();
    if timed.len() < 3 || back.len() as f64 > MOST * (timed.len() - 1) as f64 {
        return;
    }
    for (before, entry) in back {
        // Under another heading another account may begin.
        let heading = document.next_heading(document.lines.start_of(before.line));
        if heading < document.lines.start_of(entry.line) {
            continue;
        }
        report.on_line(
            entry.line,
            format!("{} is before the entry above it, {}", entry.at, before.at),
            "put it where it belongs, or mend the date",
        );
    }
}
