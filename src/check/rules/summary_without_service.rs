//! `summary-without-service`: a summary that names none of the services of the document.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::model::{Role, slug};

pub(crate) const RULE: Rule = Rule {
    name: "summary-without-service",
    level: Level::Information,
    group: Group::Account,
    finds: "A summary that names none of the services of the document.",
    why: "The summary is what a search shows. Without the name of what failed, those who run it do not see \
          that it is about them.",
    example: r#"services: [checkout-api]
…
## Summary

Orders failed for two hours."#,
    instead: r#"## Summary

The checkout API refused orders for two hours."#,
    look: Look::Coe(look),
};

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    let coe = document.coe;
    let Some(section) = document.sections(Role::Summary).next().filter(|_| !coe.services.is_empty()) else { return };
    let summary: String =
        document.within(Role::Summary).map(|passage| format!("-{}-", slug(passage.all_words()))).collect();
    let vocabulary = &document.context.knowledge.vocabulary.services;
    let named = |service: &String| {
        let id = slug(service);
        let title = vocabulary.iter().find(|term| term.id == id).map(|term| slug(&term.title));
        // `upload-queue` is named by its telling word as well as whole.
        let telling = id.split('-').filter(|word| word.len() > 3).any(|word| summary.contains(word));
        telling || summary.contains(&id) || title.is_some_and(|title| summary.contains(&title))
    };
    if !summary.is_empty() && !coe.services.iter().any(named) {
        report.at(
            document.heading(section),
            format!("the summary names none of {}", super::listed(&coe.services)),
            "name what failed in the first sentence",
        );
    }
}
