//! `action-without-due`: an action with no day by which it is done.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::check::promises::{self, short};
use crate::model::ActionStatus;

pub(crate) const RULE: Rule = Rule {
    name: "action-without-due",
    level: Level::Error,
    group: Group::Actions,
    finds: "An action with no day by which it is done.",
    why: "A promise without a day is a wish. The day decides whether anybody asks, and whether the next \
          incident finds the door still open.",
    example: "- Add an alarm on the age of the oldest message. (ingest)",
    instead: "- Add an alarm on the age of the oldest message. (ingest, 2022-05-31)",
    look: Look::Coe(look),
};

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    for action in &document.coe.actions {
        let dated = action.due.is_some() || action.done_on.is_some();
        // What will not be done has no day, and what is seen to work needs none.
        let settled = matches!(action.status, Some(ActionStatus::Declined | ActionStatus::Verified));
        if dated || settled {
            continue;
        }
        let hint = match action.status {
            Some(ActionStatus::Done) => "write the day it was done: `done on 2022-05-31`",
            _ => "write the day it will be done: `by 2022-05-31`",
        };
        let message = format!("`{}` has no day", short(&action.title));
        report.at(promises::span(document, action), message, hint);
    }
}
