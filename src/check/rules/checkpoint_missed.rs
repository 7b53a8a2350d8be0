//! `checkpoint-missed`: open actions, and no checkpoint for two weeks.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::check::promises;
use crate::model::Status;

pub(crate) const RULE: Rule = Rule {
    name: "checkpoint-missed",
    level: Level::Information,
    group: Group::Review,
    finds: "Open actions, and no checkpoint for two weeks.",
    why: "Two weeks after the debrief somebody asks how far the actions are, and again two weeks later, \
          until nothing is open. It is a meeting of ten minutes, and the difference between a list and a \
          change.",
    example: r#"review:
  debrief-on: 2022-04-04
actions:
  - title: Reject unknown types
    status: open          # and it is June"#,
    instead: r#"review:
  debrief-on: 2022-04-04
  checkpoint-on: 2022-04-18"#,
    look: Look::Coe(look),
};

/// How long actions may stay open without anybody asking, in days.
const TWO_WEEKS: i64 = 14;

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    let coe = document.coe;
    if matches!(coe.status.value, Status::Draft | Status::InReview | Status::Closed | Status::Superseded) {
        return;
    }
    // Whoever writes down no debrief holds no checkpoints either, and is asked for the debrief.
    let (Some(asked), key) = (match coe.review.checkpoint_on {
        Some(checkpoint) => (Some(checkpoint), "checkpoint-on"),
        None => (coe.review.debrief_on, "debrief-on"),
    }) else {
        return;
    };
    let open = coe.actions.iter().filter(|action| promises::is_open(action)).count();
    let Some(days) = asked.days_until(document.context.today).filter(|days| *days > TWO_WEEKS) else { return };
    if open == 0 {
        return;
    }
    let actions = if open == 1 { "1 action is".to_owned() } else { format!("{open} actions are") };
    report.on_line(
        document.key_line(key),
        format!("{actions} open, and nobody has asked for {days} days"),
        "hold a checkpoint, write what is done, and set `checkpoint-on:` to the next",
    );
}
