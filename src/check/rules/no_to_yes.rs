//! `no-to-yes`: an incident not detected in five minutes, or not fixed in an hour, and no action that would change that.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::check::promises::{self, WORDS};
use crate::model::{Action, Fact, Moment};

pub(crate) const RULE: Rule = Rule {
    name: "no-to-yes",
    level: Level::Warning,
    group: Group::Actions,
    finds: "An incident not detected in five minutes, or not fixed in an hour, and no action that would \
          change that.",
    why: "Two questions are asked of every incident: was it detected within five minutes, was it fixed \
          within an hour? Where the answer is no, at least one action has to turn it into a yes the next \
          time.",
    example: r#"- 09:38 [impact-start] Errors rise.
- 10:25 [detected] A customer calls.

## Actions

- Rename the queue. (ingest, 2022-05-31)"#,
    instead: r#"actions:
  - title: Alarm on the transformer's error rate
    owner: ingest
    due: 2022-05-31
    to-yes: detect"#,
    look: Look::Coe(look),
};

/// Detected in less than this, in seconds.
const DETECTED: i64 = 5 * 60;

/// Fixed in less than this, in seconds.
const FIXED: i64 = 60 * 60;

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    let coe = document.coe;
    // Without any action there is nothing here that could be better: other rules ask for actions.
    if coe.actions.iter().all(promises::is_dropped) {
        return;
    }
    let times = &coe.times;
    let Some(start) = &times.impact_start else { return };
    let late = |end: &Option<Fact<Moment>>, limit| {
        let end = end.as_ref()?;
        // What the document does not say itself is no ground for a warning.
        let seconds = document.seconds_between(&start.value, &end.value)?;
        (!start.origin.inferred && !end.origin.inferred && seconds >= limit).then_some((seconds, end.origin.line))
    };
    let turns = |key: &str, words: &[String]| {
        let turned = |action: &Action| match action.to_yes.as_deref() {
            Some(to_yes) => to_yes.eq_ignore_ascii_case(key),
            None => promises::speaks_of(action, words),
        };
        coe.actions.iter().filter(|action| !promises::is_dropped(action)).any(turned)
    };
    if let Some((seconds, line)) = late(&times.detected, DETECTED).filter(|_| !turns("detect", &WORDS.detect)) {
        report.on_line(
            line.unwrap_or(1),
            format!("detected after {}, and no action makes it sooner", super::span_of(seconds)),
            "add an action that would have detected it within five minutes, with `to-yes: detect`",
        );
    }
    if let Some((seconds, line)) = late(&times.recovered, FIXED).filter(|_| !turns("fix", &WORDS.fix)) {
        report.on_line(
            line.unwrap_or(1),
            format!("fixed after {}, and no action makes it sooner", super::span_of(seconds)),
            "add an action that would have ended it within an hour, with `to-yes: fix`",
        );
    }
}
