//! `intention-action`: an action that is an intention.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::check::promises::{self, short};

pub(crate) const RULE: Rule = Rule {
    name: "intention-action",
    level: Level::Warning,
    group: Group::Actions,
    finds: "An action that is an intention.",
    why: "Everybody meant well the last time, too. Good intentions do not work; mechanisms do: something \
          that happens whether or not anybody remembers it.",
    example: "- Be more careful when changing the alias. (search, 2023-01-15)",
    instead: "- The tool refuses to create a collection that is not in the alias. (search, 2023-01-15)",
    look: Look::Coe(look),
};

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    let Some(language) = document.language() else { return };
    for action in document.coe.actions.iter().filter(|action| !promises::is_dropped(action)) {
        let Some(found) = language.find(RULE.name, &action.title) else { continue };
        report.at(
            promises::span(document, action),
            format!("`{}` is an intention: `{}`", short(&action.title), &action.title[found]),
            "name the mechanism: what will happen by itself, refuse, remind or measure",
        );
    }
}
