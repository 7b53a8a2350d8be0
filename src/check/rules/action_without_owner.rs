//! `action-without-owner`: an action that belongs to nobody.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::check::promises::{self, short};
use crate::model::ActionStatus;

pub(crate) const RULE: Rule = Rule {
    name: "action-without-owner",
    level: Level::Error,
    group: Group::Actions,
    finds: "An action that belongs to nobody.",
    why: "What belongs to everyone is done by no one. An owner is the one who is asked in two weeks how \
          far it is; a team or a role is enough, and better than a name.",
    example: "- Add an alarm on the age of the oldest message.",
    instead: "- Add an alarm on the age of the oldest message. (ingest, 2022-05-31)",
    look: Look::Coe(look),
};

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    let owned = |owner: &Option<String>| owner.as_ref().is_some_and(|owner| !owner.trim().is_empty());
    for action in &document.coe.actions {
        if owned(&action.owner) || action.status == Some(ActionStatus::Declined) {
            continue;
        }
        report.at(
            promises::span(document, action),
            format!("`{}` belongs to nobody", short(&action.title)),
            "name the team or role that will do it",
        );
    }
}
