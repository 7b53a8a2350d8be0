//! `exposes-pii`: mail addresses, telephone numbers, payment cards and street addresses.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::check::private::{self, Private};

pub(crate) const RULE: Rule = Rule {
    name: "exposes-pii",
    level: Level::Error,
    group: Group::People,
    finds: "Mail addresses, telephone numbers, payment cards and street addresses.",
    why: "A debrief is copied, indexed, exported and kept. What can be used to reach or to pay for a \
          person has no place in it, however it came into the log that is quoted.",
    example: "The request of jane.roe@customer.net failed.",
    instead: "The request of one customer failed.",
    look: Look::Coe(look),
};

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    for (span, what) in private::found(&document.coe.text) {
        let Private::Personal(name) = what else { continue };
        let masked = private::masked(&document.coe.text[span.clone()]);
        report.at(
            span,
            format!("{name}: `{masked}`"),
            "take it out, here and in the history of the repository if it is a real one",
        );
    }
}
