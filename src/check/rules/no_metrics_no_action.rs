//! `no-metrics-no-action`: a document with no figures, and no action that would bring some.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::check::promises::{self, WORDS};
use crate::model::{Role, Source};

pub(crate) const RULE: Rule = Rule {
    name: "no-metrics-no-action",
    level: Level::Information,
    group: Group::Account,
    finds: "A document with no figures, and no action that would bring some.",
    why: "Where nothing was measured nobody can say how bad it was, nor whether it is over. That there was \
          nothing to measure is a finding, and a metric or an alarm is its action.",
    example: r#"## Impact

Uploads were lost.

## Actions

- Rename the queue. (ingest, 2022-05-31)"#,
    instead: "- Count updates of the documents table per minute, and show it. (observability, 2022-05-31)",
    look: Look::Coe(look),
};

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    let coe = document.coe;
    // Who chose no profile has promised nothing.
    if coe.profile.origin.from == Source::Default {
        return;
    }
    // Who promises nothing yet is asked for actions first.
    if coe.actions.is_empty() || document.has(Role::Metrics) || coe.text.contains("```chart") || coe.text.contains("![") {
        return;
    }
    if !coe.actions.iter().any(|action| promises::speaks_of(action, &WORDS.detect)) {
        report.on_document(
            "there are no metrics, and no action that would bring some",
            "show what was measured under `Metrics`, or add an action that makes it measurable",
        );
    }
}
