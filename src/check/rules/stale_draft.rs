//! `stale-draft`: a draft older than thirty days.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::model::Status;

pub(crate) const RULE: Rule = Rule {
    name: "stale-draft",
    level: Level::Information,
    group: Group::Review,
    finds: "A draft older than thirty days.",
    why: "A debrief that waits a month is read by nobody and remembered by few. Published with what is \
          known, it can still grow.",
    example: "status: draft         # first written in January",
    instead: "status: published",
    look: Look::Coe(look),
};

/// How long a draft may take, in days.
const LONGEST: i64 = 30;

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    let coe = document.coe;
    if !matches!(coe.status.value, Status::Draft | Status::InReview) {
        return;
    }
    let began = coe.history.iter().map(|history| history.first).chain(coe.date.iter().map(|date| date.value)).min();
    let Some(days) = began.and_then(|day| day.days_until(document.context.today)) else { return };
    if days > LONGEST {
        let line = coe.status.origin.line.unwrap_or_else(|| document.key_line("status"));
        report.on_line(
            line,
            format!("a draft for {days} days"),
            "publish it with what is known, and say what is not",
        );
    }
}
