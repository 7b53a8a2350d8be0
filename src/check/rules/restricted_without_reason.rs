//! `restricted-without-reason`: a document that not everyone may read, without saying why.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::model::EVERYONE;

pub(crate) const RULE: Rule = Rule {
    name: "restricted-without-reason",
    level: Level::Warning,
    group: Group::Review,
    finds: "A document for a narrower audience that does not say why.",
    why: "What one team learned helps the others only where they can read it. There are good reasons to narrow the \
          circle, and they end some day: whoever reviews the document has to know which one it was.",
    example: "audience: legal",
    instead: "audience: legal\naudience-reason: names a customer until the contract is signed",
    look: Look::Coe(look),
};

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    let coe = document.coe;
    let explained = coe.audience_reason.as_ref().is_some_and(|reason| !reason.trim().is_empty());
    if coe.audience == EVERYONE || explained {
        return;
    }
    report.on_line(
        document.key_line("audience"),
        format!("only `{}` may read this, and nothing says why", coe.audience),
        "add `audience-reason:` with the reason and when it ends, or publish it for everyone",
    );
}
