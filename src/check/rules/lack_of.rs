//! `lack-of`: a factor that names what was absent.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::model::Role;

pub(crate) const RULE: Rule = Rule {
    name: "lack-of",
    level: Level::Warning,
    group: Group::Causes,
    finds: "A factor that names what was absent.",
    why: "There is no end of things that were absent. What was there instead made the difference: an alarm \
          on another number, a test of another path, a habit that had worked for years.",
    example: "- Lack of monitoring.",
    instead: "- The one alarm watched the queue's length; the queue was empty because nothing reached it.",
    look: Look::Coe(look),
};

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    for (passage, range) in document.phrases(RULE.name) {
        if !matches!(passage.role, Some(Role::Causes | Role::Contributors | Role::WhyChain)) || passage.is_heading() {
            continue;
        }
        let words = passage.words()[range.clone()].to_owned();
        report.at(
            passage.span(range),
            format!("`{words}` names what was absent"),
            "say what was there instead, and how it behaved",
        );
    }
}
