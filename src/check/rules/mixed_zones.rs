//! `mixed-zones`: one timeline whose times are in several zones.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::model::ZoneMeaning;

pub(crate) const RULE: Rule = Rule {
    name: "mixed-zones",
    level: Level::Warning,
    group: Group::Time,
    finds: "One timeline whose times are in several zones.",
    why: "Nobody can see what came first. One zone for all, said once; what somebody saw elsewhere at \
          their own time can stand in the text.",
    example: r#"- 09:38 PST Errors rise.
- 17:45 UTC The team is called."#,
    instead: r#"- 17:38 UTC Errors rise.
- 17:45 UTC The team is called."#,
    look: Look::Coe(look),
};

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    let mut timed = document.coe.timeline.entries.iter().filter(|entry| entry.at.clock.is_some());
    let Some(first) = timed.next() else { return };
    let Some(zone) = &first.at.zone else { return };
    for entry in timed {
        let Some(other) = &entry.at.zone else { continue };
        let fixed = |zone: &crate::model::Zone| matches!(zone.meaning, ZoneMeaning::Fixed(_));
        // Summer time begins and ends within one zone; `PST` and `PDT` are that of one place.
        let apart = entry.at.offset_minutes() != first.at.offset_minutes() && fixed(zone) && fixed(other);
        let same_place = zone.label.len() == 3 && other.label.len() == 3 && zone.label.get(..1) == other.label.get(..1)
            && zone.label.get(2..) == other.label.get(2..);
        if apart && !same_place && zone.label != other.label {
            report.on_line(
                entry.line,
                format!("`{}` here, `{}` in line {}", other.label, zone.label, first.line),
                "write all times of a timeline in one zone, and say it once in its heading",
            );
            return;
        }
    }
}
