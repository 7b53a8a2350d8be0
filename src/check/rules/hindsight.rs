//! `hindsight`: words that make it look as if it had been plain to see.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;

pub(crate) const RULE: Rule = Rule {
    name: "hindsight",
    level: Level::Warning,
    group: Group::Language,
    finds: "Words that make it look as if it had been plain to see.",
    why: "Nothing is obvious before it is known. Words like these add nothing to what happened, and they \
          tell those who were there that they should have seen it.",
    example: "The alias was obviously wrong.",
    instead: "The alias had 29 entries; the page that lists it shows the first ten.",
    look: Look::Coe(look),
};

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    for (passage, range) in document.phrases(RULE.name) {
        let words = &passage.words()[range.clone()];
        report.at(
            passage.span(range.clone()),
            format!("`{words}` is hindsight"),
            "leave the word out, or say what could be seen at the time",
        );
        // A word within a sentence can go, with the blank behind it.
        let alone = !words.contains(' ') && words.starts_with(char::is_lowercase);
        if alone && passage.words()[range.end..].starts_with(' ') {
            report.propose(passage.span(range.start..range.end + 1), "");
        }
    }
}
