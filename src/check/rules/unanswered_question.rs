//! `unanswered-question`: a question about detection, diagnosis or mitigation that is left open, and an answer to how it could be cut in half that promises nothing.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::check::promises;
use crate::check::questions::Question;
use crate::model::{Action, Role};

pub(crate) const RULE: Rule = Rule {
    name: "unanswered-question",
    level: Level::Warning,
    group: Group::Account,
    finds: "A question about detection, diagnosis or mitigation that is left open, and an answer to how it \
          could be cut in half that promises nothing.",
    why: "The event questions are where an incident turns into something that can be done. A question \
          copied from the template and left empty says that nobody asked it.",
    example: "**How do we cut that in half?** TBD",
    instead: "**How do we cut that in half?** With a2: the alarm would have rung at 09:40.",
    look: Look::Coe(look),
};

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    let asked = document.questions();
    let event = |question: &&Question| {
        !question.is_why
            && match question.role {
                // A plain list asks its readers, and has no answers at all.
                Some(Role::Questions) => question.is_set_off || asks_for_half(&question.words),
                Some(Role::Detection | Role::Diagnosis | Role::Mitigation) => true,
                _ => false,
            }
    };
    for question in asked.iter().filter(event) {
        let words = promises::short(&question.words);
        if question.is_open() {
            report.at(
                question.span.clone(),
                format!("`{words}` has no answer"),
                "answer it in a sentence, or write why it does not apply",
            );
        } else if asks_for_half(&question.words) && !promises_something(document, &question.answer) {
            report.at(
                question.span.clone(),
                format!("the answer to `{words}` names no action"),
                "name the action by its id, or add one that would do it",
            );
        }
    }
}

/// Whether a question asks how something would take half the time.
fn asks_for_half(words: &str) -> bool {
    let words = words.to_lowercase();
    ["in half", "halve", "half the time", "by half"].iter().any(|half| words.contains(half))
}

/// Whether an answer names an action of its document, by id, address, ticket, or words they share.
fn promises_something(document: &Document<'_>, answer: &str) -> bool {
    let lower = answer.to_lowercase();
    let ids: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '_').collect();
    let named = |action: &Action| {
        ids.contains(&action.id.to_lowercase().as_str())
            || lower.contains(&action.anchor.to_lowercase())
            || action.ticket.as_ref().is_some_and(|ticket| lower.contains(&ticket.to_lowercase()))
            || shared_words(&lower, &action.title.to_lowercase()) >= 2
    };
    lower.contains("action") || document.coe.actions.iter().any(named)
}

/// How many telling words of a title stand in an answer.
fn shared_words(answer: &str, title: &str) -> usize {
    let telling = title.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 4);
    telling.filter(|word| answer.contains(word)).count()
}
