//! `verbose-entry`: an entry of the timeline longer than sixty words.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;

pub(crate) const RULE: Rule = Rule {
    name: "verbose-entry",
    level: Level::Information,
    group: Group::Time,
    finds: "An entry of the timeline longer than sixty words.",
    why: "A timeline is for the eye: when, and what. What takes a paragraph to explain belongs in a \
          paragraph, where the reader takes the time for it.",
    example: "- 09:38 …eighty words…",
    instead: "- 09:38 Errors of the transformer rise.",
    look: Look::Coe(look),
};

/// The longest entry, in words.
const LONGEST: usize = 60;

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    for entry in &document.coe.timeline.entries {
        let words = entry.text.split_whitespace().count();
        if words > LONGEST {
            report.on_line(
                entry.line,
                format!("an entry of {words} words"),
                "say what happened in a sentence, and move the rest below the timeline",
            );
        }
    }
}
