//! `long-without-funding`: a long-term action that nobody pays for.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::check::promises::{self, WORDS, short};
use crate::model::{Action, Horizon};

pub(crate) const RULE: Rule = Rule {
    name: "long-without-funding",
    level: Level::Warning,
    group: Group::Actions,
    finds: "A long-term action that nobody pays for.",
    why: "Long-term work competes with everything else for a year. It happens where somebody with a budget \
          has said so; without that it is the action that is still open when the same thing happens again.",
    example: r#"actions:
  - title: Move the session store to a replicated database
    horizon: long"#,
    instead: r#"actions:
  - title: Move the session store to a replicated database
    horizon: long
    sponsor: head of platform, in the 2023 budget"#,
    look: Look::Coe(look),
};

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    for action in &document.coe.actions {
        let long = action.horizon == Some(Horizon::Long) && promises::is_open(action);
        if !long || is_funded(action) {
            continue;
        }
        report.at(
            promises::span(document, action),
            format!("nobody is said to pay for `{}`", short(&action.title)),
            "name who gives the time or the money (`sponsor:`), or split off what needs neither",
        );
    }
}

fn is_funded(action: &Action) -> bool {
    let stated = [&action.sponsor, &action.reason];
    action.sponsor.is_some()
        || promises::speaks_of(action, &WORDS.funding)
        || stated.into_iter().flatten().any(|words| {
            let words = words.to_lowercase();
            WORDS.funding.iter().any(|word| words.contains(word.as_str()))
        })
}
