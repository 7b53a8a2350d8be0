//! `short-open-when-closed`: a closed document whose short-term actions are not all done.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::check::promises::{self, short};
use crate::model::{ActionStatus, Horizon, Status};

pub(crate) const RULE: Rule = Rule {
    name: "short-open-when-closed",
    level: Level::Error,
    group: Group::Actions,
    finds: "A closed document whose short-term actions are not all done.",
    why: "Short-term actions are what closes an incident: without them it is as likely as it was. A \
          document that says closed tells its readers they need not look.",
    example: r#"status: closed
actions:
  - title: Reject unknown types
    horizon: short
    status: open"#,
    instead: "status: published      # until the last short-term action is done",
    look: Look::Coe(look),
};

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    if document.coe.status.value != Status::Closed {
        return;
    }
    for action in &document.coe.actions {
        // Where nothing is said of an action it may well be done.
        if action.horizon == Some(Horizon::Short) && action.status == Some(ActionStatus::Open) {
            report.at(
                promises::span(document, action),
                format!("the document is closed, and `{}` is still to be done", short(&action.title)),
                "say that it is done, defer it with a reason, or open the document again",
            );
        }
    }
}
