//! `unbounded-action`: an action that nobody can tell when it is done.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::check::promises::{self, short};
use crate::model::Action;

pub(crate) const RULE: Rule = Rule {
    name: "unbounded-action",
    level: Level::Warning,
    group: Group::Actions,
    finds: "An action that nobody can tell when it is done.",
    why: "What has no end is not begun, or not finished. A bound is a number, a list, a result that can be \
          seen: then the owner knows when to stop, and the reader whether it happened.",
    example: r#"- Check all our other alerts.
- Improve monitoring."#,
    instead: "- Ring each of the 14 alerts of search once, and mend those that stay silent. (search, \
          2023-01-31)",
    look: Look::Coe(look),
};

/// An action of so many words says enough to see when it is done.
const BOUNDED: usize = 9;

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    let Some(language) = document.language() else { return };
    for action in document.coe.actions.iter().filter(|action| promises::is_open(action) && !is_bounded(action)) {
        let title = action.title.to_lowercase();
        let begins = |word: &&String| {
            title.strip_prefix(word.as_str()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        };
        if let Some(word) = language.starts(RULE.name).iter().find(begins) {
            report.at(
                promises::span(document, action),
                format!("`{}` has no end: `{word}`", short(&action.title)),
                "say what will be there when it is done: a number, a list, a result that can be seen",
            );
        }
    }
}

fn is_bounded(action: &Action) -> bool {
    let title = &action.title;
    let counted = title.chars().any(|c| c.is_ascii_digit()) || action.ticket.is_some();
    let everything = [" all ", " every", " our other "].iter().any(|word| title.to_lowercase().contains(word));
    counted || (title.split_whitespace().count() >= BOUNDED && !everything)
}
