//! `repeated-idea`: an idea that stands in two or more documents.

use std::collections::BTreeSet;

use super::{Group, Look, Rule};
use crate::analyse::repeated;
use crate::check::{Context, of_rule};
use crate::findings::{Finding, Level};

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

/// An idea of a COE, by index of the COE.
struct Idea<'k> {
    coe: usize,
    words: &'k str,
}

fn look(context: &Context<'_>) -> Vec<Finding> {
    let coes = context.knowledge.coes.iter().enumerate();
    let ideas: Vec<Idea<'_>> =
        coes.flat_map(|(coe, it)| it.ideas.iter().map(move |words| Idea { coe, words })).collect();
    let texts: Vec<&str> = ideas.iter().map(|idea| idea.words).collect();
    let mut findings = Vec::new();
    for group in repeated::groups(&texts) {
        let coes: BTreeSet<usize> = group.iter().map(|place| ideas[*place].coe).collect();
        for idea in group.iter().map(|place| &ideas[*place]) {
            let mut others = coes.iter().filter(|coe| **coe != idea.coe);
            if let Some(first) = others.next() {
                findings.push(told(context, idea, &context.knowledge.coes[*first], coes.len() - 1));
            }
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
