//! `overlong-due`: an action that is due later than the deadline for its horizon and severity.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::check::promises::{self, short};
use crate::model::Horizon;

pub(crate) const RULE: Rule = Rule {
    name: "overlong-due",
    level: Level::Information,
    group: Group::Actions,
    finds: "An action that is due later than the deadline for its horizon and severity.",
    why: "What hurt once can hurt again until the action is done. The deadlines of `[deadlines]` in \
          coebook.toml say how long a knowledge base is willing to wait: 30, 90 and 365 days unless it \
          says otherwise.",
    example: r#"actions:
  - title: Reject unknown types
    horizon: short
    due: 2023-04-01        # a year after the incident"#,
    instead: r#"actions:
  - title: Reject unknown types
    horizon: short
    due: 2022-04-29"#,
    look: Look::Coe(look),
};

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    let coe = document.coe;
    let Some(date) = coe.date.as_ref().map(|date| date.value) else { return };
    let level = coe.severity.as_ref().and_then(|severity| severity.value.level);
    for action in coe.actions.iter().filter(|action| promises::is_open(action)) {
        let (Some(due), Some(horizon)) = (action.due, action.horizon) else { continue };
        let limit = document.context.config.deadlines.days(level, horizon);
        let Some(days) = date.days_until(due).filter(|days| *days > i64::from(limit)) else { continue };
        report.at(
            promises::span(document, action),
            format!(
                "`{}` is due {days} days after the incident, {limit} are meant for a {} action",
                short(&action.title),
                word(horizon)
            ),
            "bring the day forward, split off what can be done sooner, or give it another horizon",
        );
    }
}

fn word(horizon: Horizon) -> &'static str {
    match horizon {
        Horizon::Short => "short-term",
        Horizon::Medium => "medium-term",
        Horizon::Long => "long-term",
    }
}
