//! `why-premise-missing`: a why about something the account never mentions.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::check::promises::short;
use crate::model::Role;

pub(crate) const RULE: Rule = Rule {
    name: "why-premise-missing",
    level: Level::Information,
    group: Group::Causes,
    finds: "A why about something the account never mentions.",
    why: "A chain of whys starts from what happened. When its first question is about something that \
          neither the summary nor the timeline tells, the reader cannot follow, or the chain explains \
          another incident.",
    example: "Why did the nightly export fail?       # the summary is about uploads",
    instead: "Why did the files never show? The table was not updated. Why was the table not updated?",
    look: Look::Coe(look),
};

/// Words shorter than this tell nothing, in characters.
const TELLING: usize = 5;

/// Beginnings of words of this length are compared, so that `transformed` is `transformer`.
const STEM: usize = 5;

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    let coe = document.coe;
    let whys = document.questions().iter().filter(|it| it.is_why && it.role == Some(Role::WhyChain));
    let Some(first) = whys.min_by_key(|why| why.span.start) else { return };
    let before = coe.text.get(coe.body_start..first.span.start).unwrap_or_default();
    let told = format!("{} {before}", coe.title.value).to_lowercase();
    let words = first.words.to_lowercase();
    let telling: Vec<&str> = words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.is_ascii() && word.len() >= TELLING && !COMMON.contains(word))
        .collect();
    // A question of one telling word may be put in other words.
    if telling.len() < 2 || told.len() < first.words.len() * 3 {
        return;
    }
    if telling.iter().all(|word| !told.contains(&word[..STEM])) {
        report.at(
            first.span.clone(),
            format!("`{}` is about something the account does not mention", short(&first.words)),
            "begin the chain with what the summary or the timeline tells",
        );
    }
}

/// Words of any question.
const COMMON: [&str; 20] = [
    "there", "their", "these", "those", "which", "where", "while", "about", "after", "before", "could", "would", "should",
    "happen", "happened", "because", "cause", "caused", "still", "being",
];
