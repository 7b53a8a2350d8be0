//! `summary-without-cause`: a summary with no word on why it happened.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::model::{Role, Source};

pub(crate) const RULE: Rule = Rule {
    name: "summary-without-cause",
    level: Level::Information,
    group: Group::Account,
    finds: "A summary with no word on why it happened.",
    why: "Who reads only the summary takes the why from the headline, or makes one up.",
    example: r#"## Summary

Orders failed for two hours and came back."#,
    instead: r#"## Summary

Orders failed for two hours, because a batch job had taken every connection of the database."#,
    look: Look::Coe(look),
};

/// Words that say why.
const WHY: [&str; 27] = [
    "because", "caused", "cause", "due to", "since", "led to", "resulted", "result of", "reason", "so that", "after", "when",
    "triggered", "causing", "resulting", "inadvertent", "side-effect", "side effect", "introduced", "bug", "misconfig", "change", "failed", "wrong", "expired", "deploy", "release",
];

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    let coe = document.coe;
    // Who chose no profile has promised nothing.
    if coe.profile.origin.from == Source::Default {
        return;
    }
    let Some(section) = document.sections(Role::Summary).next().filter(|_| coe.language == "en") else { return };
    let summary: String = document.within(Role::Summary).map(|passage| passage.all_words().to_lowercase() + " ").collect();
    let factor_words = coe.factors.iter().flat_map(|factor| factor.text.split_whitespace());
    let shared = factor_words
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .filter(|word| word.chars().count() > 5)
        .any(|word| summary.contains(&word));
    if summary.split_whitespace().count() > 8 && !shared && !WHY.iter().any(|word| summary.contains(word)) {
        report.at(
            document.heading(section),
            "the summary does not say why",
            "add the main factor in a sentence, or say that it is not known yet",
        );
    }
}
