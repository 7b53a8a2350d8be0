//! `exposes-secret`: keys, tokens and passwords.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::check::private::{self, Private};

pub(crate) const RULE: Rule = Rule {
    name: "exposes-secret",
    level: Level::Error,
    group: Group::People,
    finds: "Keys, tokens and passwords.",
    why: "Whoever can read the page can use the key. Secrets in documents are found by those who look for \
          them; this one has to be withdrawn even if it is taken out today.",
    example: "curl -H 'Authorization: Bearer ghp_…'",
    instead: "curl -H 'Authorization: Bearer $TOKEN'",
    look: Look::Coe(look),
};

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    for (span, what) in private::found(&document.coe.text) {
        let Private::Secret(name) = what else { continue };
        let masked = private::masked(&document.coe.text[span.clone()]);
        report.at(
            span,
            format!("{name}: `{masked}`"),
            "withdraw it where it was issued, then write `$TOKEN` in its place",
        );
    }
}
