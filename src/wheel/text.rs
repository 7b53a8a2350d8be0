//! A pick for a terminal.

use crate::analyse::wheel::{Candidate, Over, Since, Wheel};
use crate::sheet::{Format, Run, Sheet};

use super::Noting;

/// How many former picks are told.
const FORMER: usize = 5;

/// What is picked, why this one, and what was picked before.
pub fn text(wheel: &Wheel, picked: &Candidate, noting: Noting, format: Format) -> String {
    let mut sheet = Sheet::new(format);
    sheet.paragraph("", &[Run::strong(&picked.title), Run::faint(format!("  {}", picked.name))]);
    sheet.paragraph("  ", &[Run::common(why(wheel, picked))]);
    let noted = match (noting, wheel.noted) {
        (Noting::Done, _) => "Noted in wheel.toml.",
        (Noting::None, true) => "It is noted as the pick of this day.",
        (Noting::None, false) => "Not noted: `--record` does, so that others come first the next time.",
    };
    sheet.paragraph("  ", &[Run::faint(noted)]);
    let former: Vec<_> = wheel.former.iter().filter(|(day, _)| *day < wheel.today).take(FORMER).collect();
    if !former.is_empty() {
        sheet.gap();
        sheet.line(&[Run::strong("Picked before")]);
        for (day, place) in former {
            sheet.cut(&[Run::faint(format!("  {day}  ")), Run::common(&wheel.candidates[*place].title)]);
        }
    }
    sheet.into_text()
}

/// `Not looked at for 214 days: weight 214 of 3,020, a chance of 7.1 %.`
fn why(wheel: &Wheel, picked: &Candidate) -> String {
    let days = match picked.weight {
        1 => "1 day".to_owned(),
        days => format!("{} days", grouped(days)),
    };
    let since = match (picked.since, wheel.over) {
        (Since::Pick, _) => format!("Not looked at for {days}"),
        (Since::Incident, Over::Services) => format!("Never looked at since its first incident, {days} ago"),
        (Since::Incident, Over::Incidents) => format!("Never looked at again since it happened, {days} ago"),
        (Since::Nothing, _) => {
            "Never looked at, and without a day, so it counts as the longest of all".to_owned()
        }
    };
    let number = wheel.candidates.len();
    let among = match (wheel.over, number) {
        (Over::Services, 1) => "the only service".to_owned(),
        (Over::Services, _) => format!("one of {} services", grouped(number as u64)),
        (Over::Incidents, 1) => "the only old incident".to_owned(),
        (Over::Incidents, _) => format!("one of {} old incidents", grouped(number as u64)),
    };
    let percent = wheel.percent(picked);
    let percent = if percent < 10.0 { format!("{percent:.1}") } else { format!("{percent:.0}") };
    let (weight, total) = (grouped(picked.weight), grouped(wheel.total));
    format!("{since}: weight {weight} of {total}, a chance of {percent} %. It is {among}.")
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
