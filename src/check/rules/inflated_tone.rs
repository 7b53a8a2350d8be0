//! `inflated-tone`: capitals, exclamation marks and big words.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::check::Passage;
use crate::check::prose::shouted;

pub(crate) const RULE: Rule = Rule {
    name: "inflated-tone",
    level: Level::Information,
    group: Group::Language,
    finds: "Capitals, exclamation marks and big words.",
    why: "A calm account is believed. Numbers tell how bad it was; words like these tell how the author \
          felt, and every reader feels accused or amused.",
    example: "A CATASTROPHIC and UNACCEPTABLE outage!",
    instead: "An outage of 90 minutes for every customer in Europe.",
    look: Look::Coe(look),
};

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    for (passage, range) in document.phrases(RULE.name) {
        let words = passage.words()[range.clone()].to_owned();
        report.at(passage.span(range), format!("`{words}` is a big word"), "say how much and for how long");
    }
    let plain = |passage: &&Passage| !passage.is_heading() && passage.words().contains(char::is_lowercase);
    for passage in document.passages.iter().filter(plain) {
        if let Some(range) = shouted(passage.words()) {
            let words = passage.words()[range.clone()].to_owned();
            report.at(passage.span(range), format!("`{words}` is shouted"), "write it as you would say it");
        }
        if let Some(at) = exclamation(passage.words()) {
            report.at(passage.span(at..at + 1), "an exclamation mark", "end the sentence with a full stop");
        }
    }
}

/// The first exclamation mark that ends a sentence.
fn exclamation(words: &str) -> Option<usize> {
    words.match_indices('!').map(|(at, _)| at).find(|at| {
        let before = words[..*at].chars().next_back();
        let after = words[at + 1..].chars().next();
        before.is_some_and(char::is_alphabetic) && after.is_none_or(char::is_whitespace)
    })
}
