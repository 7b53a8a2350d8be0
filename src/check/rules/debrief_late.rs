//! `debrief-late`: a debrief held more than three working days after the incident ended.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::model::Day;

pub(crate) const RULE: Rule = Rule {
    name: "debrief-late",
    level: Level::Information,
    group: Group::Review,
    finds: "A debrief held more than three working days after the incident ended.",
    why: "Within 24 to 72 working hours people still know what they saw and what they thought. After a \
          week they know what they have told each other since.",
    example: r#"times:
  recovered: 2022-04-01 11:38
review:
  debrief-on: 2022-04-21"#,
    instead: r#"review:
  debrief-on: 2022-04-05"#,
    look: Look::Coe(look),
};

/// The last working day on which a debrief is in time, counted from the day after the end.
const WORKING_DAYS: u32 = 3;

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    let coe = document.coe;
    let Some(held) = coe.review.debrief_on else { return };
    let recovered = coe.times.recovered.as_ref().and_then(|fact| fact.value.day);
    let Some(ended) = recovered.or(coe.date.as_ref().map(|date| date.value)) else { return };
    let Some(days) = working_days(ended, held).filter(|days| *days > WORKING_DAYS) else { return };
    report.on_line(
        document.key_line("debrief-on"),
        format!("the debrief was held {days} working days after the end"),
        "next time hold it within three; what is still to be found out can be found out after it",
    );
}

/// Days from Monday to Friday after one day up to another; nothing when one of them is in no calendar.
fn working_days(from: Day, to: Day) -> Option<u32> {
    use jiff::civil::Weekday::{Saturday, Sunday};
    let (from, to) = (from.civil()?, to.civil()?);
    let days = from.series(jiff::Span::new().days(1)).skip(1).take_while(|day| *day <= to);
    Some(days.filter(|day| !matches!(day.weekday(), Saturday | Sunday)).count() as u32)
}
