//! `related-unanswered`: a document that says nothing on whether it happened before.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::model::{CitationForm, Profile, Role, Source, Target};

pub(crate) const RULE: Rule = Rule {
    name: "related-unanswered",
    level: Level::Information,
    group: Group::Relations,
    finds: "A document that says nothing on whether it happened before.",
    why: "The most useful thing about an incident may be that it is the third of its kind. Whoever looks \
          and finds nothing has found something too: a first occurrence is an answer.",
    example: r#"## Actions

…and no word about earlier incidents."#,
    instead: r#"related:
  - recurrence-of: queue-depth
  # or, when there is none:
  - none: checked 2022-04-04"#,
    look: Look::Coe(look),
};

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    let coe = document.coe;
    // Within 72 hours nobody has to know, and who chose no profile has promised nothing.
    let quick = coe.profile.value == Profile::Debrief || coe.profile.origin.from == Source::Default;
    let answered = !coe.relations.is_empty()
        || coe.no_relations.is_some()
        || coe.said_first.is_some()
        || document.has(Role::Related)
        || names_another(document);
    if quick || answered {
        return;
    }
    report.on_document(
        "nothing is said on whether this happened before",
        "search for what it resembles (`coebook related`), and name it under `related:`, or write `none: checked` \
         with the day",
    );
}

/// Whether the text refers to another COE.
fn names_another(document: &Document<'_>) -> bool {
    let links = document.context.knowledge.links.get(&document.coe.path);
    let leads = |target: &Target| matches!(target, Target::Coe(other) if *other != document.index);
    links.is_some_and(|links| links.iter().any(|link| leads(&link.target)))
        || document.coe.citations.iter().any(|citation| citation.form == CitationForm::BareId)
}
