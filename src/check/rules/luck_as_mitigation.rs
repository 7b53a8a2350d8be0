//! `luck-as-mitigation`: luck told as something that made it better.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::model::Role;

pub(crate) const RULE: Rule = Rule {
    name: "luck-as-mitigation",
    level: Level::Warning,
    group: Group::Account,
    finds: "Luck told as something that made it better.",
    why: "That it happened at night is no safeguard: the next one comes at noon. Luck belongs in a section \
          of its own, where the reader sees what has to take its place.",
    example: r#"## Mitigators

- It happened during low traffic."#,
    instead: r#"## Where we got lucky

- It happened at night. At noon the queue fills in four minutes."#,
    look: Look::Coe(look),
};

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    for (passage, range) in document.phrases(RULE.name) {
        let told = matches!(
            passage.role,
            Some(Role::Mitigators | Role::Mitigation | Role::WentWell | Role::Impact | Role::Response | Role::Resolution)
        );
        if !told || passage.timed {
            continue;
        }
        let words = passage.words()[range.clone()].to_owned();
        report.at(
            passage.span(range),
            format!("`{words}` is luck, not a safeguard"),
            "move it to where you got lucky, and say what would have happened otherwise",
        );
    }
}
