//! `missing-section`: a part of the anatomy that the document leaves out.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::model::Source;
use crate::check::anatomy::{Owed, owed};

pub(crate) const RULE: Rule = Rule {
    name: "missing-section",
    level: Level::Warning,
    group: Group::Account,
    finds: "A part of the anatomy that the document leaves out.",
    why: "Readers look for the same things in every document: what happened, whom it hit, when, why, what \
          will change. A part that does not apply is answered by saying so.",
    example: r#"# Uploads were accepted but never transformed

…and no word about whom it hit"#,
    instead: r#"## Impact

Not applicable: found in a drill, nobody was affected."#,
    look: Look::Coe(look),
};

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    let missing: Vec<&str> =
        owed(document.coe).into_iter().filter(|(_, owed)| *owed == Owed::Missing).map(|(part, _)| part.title.as_str()).collect();
    if missing.is_empty() {
        return;
    }
    report.on_document(
        format!("nothing is said of {}", super::listed(&missing)),
        "add the section, or say why it does not apply: `Not applicable: found in a drill`",
    );
    // Who chose no profile has promised nothing.
    if document.coe.profile.origin.from == Source::Default {
        report.only_a_remark();
    }
}
