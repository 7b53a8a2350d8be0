//! `blame`: words that lay an incident at somebody's door.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;

pub(crate) const RULE: Rule = Rule {
    name: "blame",
    level: Level::Warning,
    group: Group::Language,
    finds: "Words that lay an incident at somebody's door.",
    why: "Where people are blamed they stop telling what happened, and without that nothing is learned. A \
          person's slip is where the questions begin: what made it easy, what made it matter, what else \
          would have caught it?",
    example: "The outage was caused by human error: an engineer failed to read the runbook.",
    instead: "The runbook has two commands that differ in one letter, and both ask for the same confirmation.",
    look: Look::Coe(look),
};

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    for (passage, range) in document.phrases(RULE.name) {
        let words = passage.words()[range.clone()].to_owned();
        report.at(
            passage.span(range),
            format!("`{words}` points at people"),
            "say what made the step easy to take, and what let it through",
        );
    }
}
