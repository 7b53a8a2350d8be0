//! `yearless-date`: a timeline whose dates have no year, in a document that has none either.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;

pub(crate) const RULE: Rule = Rule {
    name: "yearless-date",
    level: Level::Warning,
    group: Group::Time,
    finds: "A timeline whose dates have no year, in a document that has none either.",
    why: "In three years nobody knows which June it was, and the incident cannot be set beside others.",
    example: r#"## Timeline

- June 3, 10:15 The queue fills."#,
    instead: "- 2022-06-03 10:15 The queue fills.",
    look: Look::Coe(look),
};

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    let coe = document.coe;
    if coe.date.is_some() {
        return;
    }
    let undated = coe.timeline.entries.iter().find(|entry| entry.at.day.is_none() && entry.at.clock.is_some());
    if let Some(entry) = undated.filter(|_| coe.timeline.entries.iter().all(|entry| entry.at.day.is_none())) {
        report.on_line(
            entry.line,
            "no day and year is stated for the times of the timeline, nor for the document",
            "write the day once: in the first entry, in the heading, or as `date:` in the front matter",
        );
    }
}
