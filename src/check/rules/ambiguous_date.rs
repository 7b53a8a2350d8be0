//! `ambiguous-date`: a date such as 4/1/2022, where nothing tells whether the month or the day comes first.

use std::sync::LazyLock;

use regex::Regex;

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::check::days;

pub(crate) const RULE: Rule = Rule {
    name: "ambiguous-date",
    level: Level::Warning,
    group: Group::Time,
    finds: "A date such as 4/1/2022, where nothing tells whether the month or the day comes first.",
    why: "Half of the readers take it for April, the other half for January. Written 2022-04-01 it is read \
          the same way everywhere.",
    example: "Resolved on 4/1/2022.",
    instead: "Resolved on 2022-04-01.",
    look: Look::Coe(look),
};

static SLASHED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:^|[\s(\[|])(?P<it>(\d{1,2})/(\d{1,2})/(\d{4}|\d{2}))(?:$|[\s),.;:\]|])").ok());

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    let (coe, context) = (document.coe, document.context);
    if context.config.date_order.is_some() || context.date_orders == days::Orders::One {
        return;
    }
    let Some(slashed) = SLASHED.as_ref().filter(|_| coe.text.contains('/')) else { return };
    // A document that shows which it means once has said so.
    if days::settles(&coe.text) {
        return;
    }
    for passage in &document.passages {
        for captures in slashed.captures_iter(passage.words()) {
            let Some(found) = captures.name("it") else { continue };
            let number = |group: usize| captures.get(group).and_then(|it| it.as_str().parse::<u8>().ok()).unwrap_or(0);
            let (first, second) = (number(2), number(3));
            if !(1..=12).contains(&first) || !(1..=12).contains(&second) || first == second {
                continue;
            }
            report.at(
                passage.span(found.range()),
                format!("`{}` may be two days", found.as_str()),
                "write it as 2022-04-01, or say once which is meant: `date-order` in coebook.toml",
            );
            return;
        }
    }
}
