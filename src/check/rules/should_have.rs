//! `should-have`: sentences about what somebody should, could or would have done.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::model::Role;

pub(crate) const RULE: Rule = Rule {
    name: "should-have",
    level: Level::Warning,
    group: Group::Language,
    finds: "Sentences about what somebody should, could or would have done.",
    why: "A counterfactual tells of an incident that did not happen. It stops the reader from asking why \
          what people did made sense to them, with what they knew.",
    example: "The engineer should have checked the queue before the deploy.",
    instead: "The deploy page does not show the queue, and the runbook says to look at errors only.",
    look: Look::Coe(look),
};

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    let Some(language) = document.language() else { return };
    for (passage, range) in document.phrases(RULE.name) {
        // An action tells what is going to be, and an idea what may.
        if passage.role == Some(Role::Actions) {
            continue;
        }
        let words = passage.words()[range.clone()].to_owned();
        report.at(
            passage.span(range.clone()),
            format!("`{words}` tells what did not happen"),
            "say what was done, and what made it the sensible thing to do",
        );
        // What a thing could have done is as often a risk or a forecast.
        if language.is_weak(RULE.name, passage.words(), &range) {
            report.only_a_remark();
        }
    }
}
