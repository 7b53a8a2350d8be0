//! `justification`: an answer to a why that defends what was done.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::model::Role;

pub(crate) const RULE: Rule = Rule {
    name: "justification",
    level: Level::Information,
    group: Group::Causes,
    finds: "An answer to a why that defends what was done.",
    why: "A why asks how something came about. A defence answers another question, one nobody should be \
          asking, and the chain ends there.",
    example: "Why was the check skipped? In fairness, we had no choice.",
    instead: "Why was the check skipped? It takes forty minutes, and the certificate ran out in ten.",
    look: Look::Coe(look),
};

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    for (passage, range) in document.phrases(RULE.name) {
        if passage.role != Some(Role::WhyChain) {
            continue;
        }
        let words = passage.words()[range.clone()].to_owned();
        report.at(
            passage.span(range),
            format!("`{words}` defends, where the reader wants to know how it came about"),
            "say what the alternatives were at the time, and what spoke for this one",
        );
    }
}
