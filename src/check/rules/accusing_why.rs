//! `accusing-why`: a why put to a person.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;

pub(crate) const RULE: Rule = Rule {
    name: "accusing-why",
    level: Level::Warning,
    group: Group::Causes,
    finds: "A why put to a person.",
    why: "Asked why they did something, people defend it. Asked how it came about, they tell what they \
          saw, what they expected and what the system told them.",
    example: "Why didn't the engineer check the alias?",
    instead: "What did the alias page show at 14:31?",
    look: Look::Coe(look),
};

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    for (passage, range) in document.phrases(RULE.name) {
        let words = passage.words()[range.clone()].to_owned();
        report.at(
            passage.span(range),
            format!("`{words}` asks a person to defend what they did"),
            "ask what made it the sensible thing to do, or what the system showed",
        );
    }
}
