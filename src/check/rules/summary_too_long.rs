//! `summary-too-long`: a summary of more than 250 words.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::model::Role;

pub(crate) const RULE: Rule = Rule {
    name: "summary-too-long",
    level: Level::Information,
    group: Group::Account,
    finds: "A summary of more than 250 words.",
    why: "Many read the summary and nothing else. In a minute they want to know what happened to whom, for \
          how long, why, and what changes.",
    example: r#"## Summary

…two pages…"#,
    instead: r#"## Summary

For two hours uploads were accepted and never transformed. The transformer acknowledged what it could not read."#,
    look: Look::Coe(look),
};

/// The longest summary, in words.
const LONGEST: usize = 250;

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    let Some(section) = document.sections(Role::Summary).next() else { return };
    let words: usize = document
        .within(Role::Summary)
        .filter(|passage| section.range.contains(&passage.range().start))
        .map(|passage| passage.all_words().split_whitespace().count())
        .sum();
    if words > LONGEST {
        report.at(
            document.heading(section),
            format!("a summary of {words} words"),
            "keep what happened, to whom, for how long, why and what changes; move the rest below",
        );
    }
}
