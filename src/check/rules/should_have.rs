//! `should-have`: what people could have done, told instead of what they did.

use std::sync::LazyLock;

use regex::Regex;

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;

pub(crate) const RULE: Rule = Rule {
    name: "should-have",
    level: Level::Warning,
    group: Group::Language,
    finds: "Sentences about what somebody should, could or would have done.",
    why: "A counterfactual tells of an incident that did not happen. It stops the reader from asking why what people \
          did made sense to them, with what they knew.",
    example: "The engineer should have checked the queue before the deploy.",
    instead: "The deploy page does not show the queue, and the runbook says to look at errors only.",
    look: Look::Coe(look),
};

static PHRASES: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)\b(?:should|could|would) have\b").ok());

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    let Some(phrases) = PHRASES.as_ref() else { return };
    for passage in &document.passages {
        for found in phrases.find_iter(passage.words()) {
            report.at(
                passage.span(found.range()),
                format!("`{}` tells what did not happen", found.as_str()),
                "say what people did, and what made it the sensible thing to do",
            );
        }
    }
}
