//! `figure-without-explanation`: a figure with no words.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::read::chart::{self, Spec};

pub(crate) const RULE: Rule = Rule {
    name: "figure-without-explanation",
    level: Level::Warning,
    group: Group::Account,
    finds: "A figure with no words.",
    why: "The author sees at once what a graph shows, the reader sees a line. One sentence says what to \
          look at; it is also what those hear who cannot see it.",
    example: "![](errors.png)",
    instead: "![Errors of the transformer rise at 09:38 and fall at 11:25](errors.png)",
    look: Look::Coe(look),
};

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    let coe = document.coe;
    if coe.text.contains("![") {
        for (place, passage) in document.passages.iter().enumerate() {
            // Words in the same paragraph, or a sentence before or behind it, are an explanation.
            let near = [place.checked_sub(1), place.checked_add(1)].into_iter().flatten().filter_map(|near| document.passages.get(near));
            let said = near.filter(|near| !near.is_heading() && near.all_words().split_whitespace().count() > 3).count() > 0;
            for (span, alt) in passage.images() {
                let own = passage.words().trim().len() > 3;
                if alt.trim().is_empty() && !own && !said {
                    report.at(span, "a picture with no words", "say in a sentence what it shows: `![what to look at](…)`");
                }
            }
        }
    }
    for block in chart::blocks(&coe.text, coe.body_start) {
        let explained = Spec::read(&block.text).is_ok_and(|spec| !spec.explanation.trim().is_empty());
        if !explained {
            let line = document.lines.line(block.range.start);
            report.on_line(line, "a chart with no explanation", "say in `explanation:` what it shows and what it does not");
        }
    }
}
