//! `overlong-due`: an action that is due later than the deadline for its horizon and severity.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::check::promises::{self, short};
use crate::config::Deadlines;
use crate::model::{Coe, Horizon};

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
    for action in coe.actions.iter().filter(|action| promises::is_open(action)) {
        let (Some(due), Some(horizon)) = (action.due, action.horizon) else { continue };
        let limit = days(&document.context.config.deadlines, coe, horizon);
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

/// The days an action has, by its horizon and the severity of its incident.
fn days(deadlines: &Deadlines, coe: &Coe, horizon: Horizon) -> u32 {
    let level = coe.severity.as_ref().and_then(|severity| severity.value.level);
    let own = level.and_then(|level| deadlines.severity.get(&level.to_string()));
    let (own, all) = match horizon {
        Horizon::Short => (own.and_then(|own| own.short), deadlines.short),
        Horizon::Medium => (own.and_then(|own| own.medium), deadlines.medium),
        Horizon::Long => (own.and_then(|own| own.long), deadlines.long),
    };
    own.unwrap_or(all)
}

fn word(horizon: Horizon) -> &'static str {
    match horizon {
        Horizon::Short => "short-term",
        Horizon::Medium => "medium-term",
        Horizon::Long => "long-term",
    }
}
