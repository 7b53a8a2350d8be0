//! `late-start`: a timeline that starts when somebody noticed.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::model::Marker;

pub(crate) const RULE: Rule = Rule {
    name: "late-start",
    level: Level::Information,
    group: Group::Time,
    finds: "A timeline that starts when somebody noticed.",
    why: "The story starts earlier: with the deploy, the setting, the growth that made it possible. The \
          way there is where it could have gone another way.",
    example: r#"- 14:30 [detected] A customer calls.
- …"#,
    instead: r#"- 2022-12-04 [origin] The collection is created and not added to the alias.
- 2022-12-06 14:30 [detected] A customer calls."#,
    look: Look::Coe(look),
};

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    let coe = document.coe;
    if coe.times.origin.is_some() || coe.timeline.entries.len() < 3 {
        return;
    }
    let Some(first) = coe.timeline.entries.first() else { return };
    // A conclusion of ours is no ground for a remark.
    if first.marker == Some(Marker::Detected) && !first.marker_inferred {
        report.on_line(
            first.line,
            "the timeline starts when it was noticed",
            "begin where the story begins: the change or the growth that made it possible, as `[origin]`",
        );
    }
}
