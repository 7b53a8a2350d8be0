//! `generic-owner`: an owner that is nobody in particular.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::check::promises::{self, short};

pub(crate) const RULE: Rule = Rule {
    name: "generic-owner",
    level: Level::Warning,
    group: Group::Actions,
    finds: "An owner that is nobody in particular.",
    why: "Who is `the team`? In two weeks somebody asks, and everyone looks at somebody else. A team has a \
          name, and an on-call rota somebody can page.",
    example: "- Alarm on the age of the oldest message. (owner: team)",
    instead: "- Alarm on the age of the oldest message. (owner: ingest)",
    look: Look::Coe(look),
};

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    let words = crate::check::language::of("en").map(|language| language.words(RULE.name)).unwrap_or_default();
    for action in &document.coe.actions {
        let Some(owner) = &action.owner else { continue };
        let bare = owner.trim().trim_matches(['*', '_', '@', '.']).to_lowercase();
        if words.contains(&bare) {
            report.at(
                promises::span(document, action),
                format!("`{owner}` owns `{}`", short(&action.title)),
                "name the team or role that will be asked",
            );
        }
    }
}
