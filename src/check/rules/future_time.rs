//! `future-time`: a moment later than the last change of the document.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;

pub(crate) const RULE: Rule = Rule {
    name: "future-time",
    level: Level::Warning,
    group: Group::Time,
    finds: "A moment later than the last change of the document.",
    why: "What has not happened yet cannot be told. Most often the year or the month is last month's, \
          copied.",
    example: "- 2032-04-01 09:38 Errors rise.",
    instead: "- 2022-04-01 09:38 Errors rise.",
    look: Look::Coe(look),
};

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    let coe = document.coe;
    let (last, when) = match &coe.history {
        Some(history) => (history.last, "the last change of the document"),
        None => (document.context.today, "today"),
    };
    // Offices ahead of the author's clock have a day more.
    let ahead = |day: crate::model::Day| last.days_until(day).is_some_and(|days| days > 1);
    let entry = coe.timeline.entries.iter().find(|entry| entry.at.day.is_some_and(ahead));
    if let Some((entry, day)) = entry.and_then(|entry| Some((entry, entry.at.day?))) {
        report.on_line(entry.line, format!("{day} is after {when}, {last}"), "mend the date");
        return;
    }
    if let Some(date) = coe.date.as_ref().filter(|date| ahead(date.value)) {
        let line = date.origin.line.unwrap_or(1);
        report.on_line(line, format!("{} is after {when}, {last}", date.value), "mend the date");
    }
}
