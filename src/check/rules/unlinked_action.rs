//! `unlinked-action`: an action that addresses no factor, and a factor that no action addresses.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::check::promises::{self, short};

pub(crate) const RULE: Rule = Rule {
    name: "unlinked-action",
    level: Level::Information,
    group: Group::Actions,
    finds: "An action that addresses no factor, and a factor that no action addresses.",
    why: "The way from what happened to what changes is a chain: a factor, and the action that takes it \
          away. An action without a factor may be a good idea about something else; a factor without an \
          action is there the next time.",
    example: r#"causes: [input-validation, stale-runbook]
actions:
  - title: Reject unknown types
    addresses: [input-validation]"#,
    instead: r#"actions:
  - title: Reject unknown types
    addresses: [input-validation]
  - title: Rewrite the first step of the runbook
    addresses: [stale-runbook]"#,
    look: Look::Coe(look),
};

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    let coe = document.coe;
    // Who never says what an action addresses is not asked about each of them.
    if coe.factors.is_empty() || coe.actions.iter().all(|action| action.addresses.is_empty()) {
        return;
    }
    for action in coe.actions.iter().filter(|action| action.addresses.is_empty() && promises::is_open(action)) {
        report.at(
            promises::span(document, action),
            format!("`{}` addresses no factor", short(&action.title)),
            "say which with `addresses:`, a factor's tag or id",
        );
    }
    for factor in &coe.factors {
        let addressed = coe.actions.iter().any(|action| promises::addresses(action, factor));
        // A factor that no tag names cannot be addressed by one.
        if addressed || factor.tags.is_empty() {
            continue;
        }
        report.on_line(
            factor.line,
            format!("no action addresses `{}`", short(&factor.text)),
            "add one, or a declined one with the reason why this factor may stay",
        );
    }
}
