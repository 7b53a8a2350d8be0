//! `repeated-idea`: an idea that stands in two or more documents.

use std::collections::BTreeMap;

use super::{Group, Look, Rule};
use crate::check::{Context, of_rule};
use crate::findings::{Finding, Level};
use crate::model::slug;

pub(crate) const RULE: Rule = Rule {
    name: "repeated-idea",
    level: Level::Information,
    group: Group::Actions,
    finds: "An idea that stands in two or more documents.",
    why: "Ideas are free, and most go by. One that different people had after different incidents has \
          earned a second look: it may be worth an owner and a day.",
    example: "ideas: [Shadow-read the table after each batch]       # in two COEs",
    instead: r#"actions:
  - title: Shadow-read the table after each batch
    owner: ingest
    due: 2022-08-31"#,
    look: Look::Book(look),
};

/// The least share of telling words two ideas have in common to be one.
const ALIKE: f64 = 0.6;

/// An idea of a COE, by index of the COE.
struct Idea<'k> {
    coe: usize,
    words: &'k str,
    telling: Vec<String>,
}

fn look(context: &Context<'_>) -> Vec<Finding> {
    let coes = context.knowledge.coes.iter().enumerate();
    let ideas: Vec<Idea<'_>> = coes
        .flat_map(|(coe, it)| it.ideas.iter().map(move |words| Idea { coe, words, telling: telling(words) }))
        .collect();
    let mut by_word: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, idea) in ideas.iter().enumerate() {
        idea.telling.iter().for_each(|word| by_word.entry(word).or_default().push(place));
    }
    let mut findings = Vec::new();
    for (place, idea) in ideas.iter().enumerate() {
        let mut others: Vec<usize> = idea
            .telling
            .iter()
            .flat_map(|word| &by_word[word.as_str()])
            .copied()
            .filter(|other| *other != place && ideas[*other].coe != idea.coe && are_alike(idea, &ideas[*other]))
            .map(|other| ideas[other].coe)
            .collect();
        others.sort_unstable();
        others.dedup();
        if let Some(first) = others.first() {
            findings.push(told(context, idea, &context.knowledge.coes[*first], others.len()));
        }
    }
    findings
}

fn told(context: &Context<'_>, idea: &Idea<'_>, other: &crate::model::Coe, count: usize) -> Finding {
    let coe = &context.knowledge.coes[idea.coe];
    let head = &coe.text[..coe.body_start];
    let opening: String = idea.words.chars().take(24).collect();
    let at = head.find(&opening).or_else(|| head.find("ideas")).unwrap_or(0);
    let end = head[at..].find('\n').map_or(head.len(), |length| at + length);
    let elsewhere = match count {
        1 => format!("`{}`", other.id),
        _ => format!("`{}` and {} more", other.id, count - 1),
    };
    of_rule(
        &RULE,
        coe,
        at..end,
        format!("`{}` is an idea of {elsewhere} too", super::short(idea.words)),
        "make it an action with an owner and a day, or say in one of them why not",
    )
}

/// The words of an idea that tell something, each once.
fn telling(words: &str) -> Vec<String> {
    let mut telling: Vec<String> =
        slug(words).split('-').filter(|word| word.chars().count() > 3 || !word.is_ascii()).map(stem).collect();
    telling.sort();
    telling.dedup();
    telling
}

/// A word without the ending that its form gives it.
fn stem(word: &str) -> String {
    let bare = word.strip_suffix("ing").or_else(|| word.strip_suffix('s'));
    bare.filter(|bare| bare.len() > 3).unwrap_or(word).to_owned()
}

fn are_alike(one: &Idea<'_>, other: &Idea<'_>) -> bool {
    let common = one.telling.iter().filter(|word| other.telling.contains(word)).count();
    let all = one.telling.len() + other.telling.len() - common;
    common >= 2 && common as f64 >= ALIKE * all as f64
}
