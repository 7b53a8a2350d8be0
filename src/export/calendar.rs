//! Days actions are due and checkpoints are held, as a calendar others can subscribe to (RFC 5545).
//!
//! Each is an event of a whole day rather than a to-do: calendars on the web show only events of what they subscribe to.

use crate::analyse::follow_up::{Checkpoint, FollowUp, Followed, Standing};
use crate::model::{Day, KnowledgeBase};

/// The longest line, in bytes without its end (RFC 5545, section 3.1).
const LONGEST_LINE: usize = 75;

/// A calendar of some open actions and of checkpoints.
///
/// A day no calendar has is left out. `DTSTAMP` is midnight of the day the calendar is made for, so that the same content
/// makes the same bytes; a `UID` is made of the ids of COE and action and never changes.
pub fn calendar(
    knowledge: &KnowledgeBase,
    follow_up: &FollowUp,
    name: &str,
    actions: &[&Followed],
    checkpoints: &[Checkpoint],
) -> String {
    let mut lines = Lines::default();
    lines.add("BEGIN", "VCALENDAR");
    lines.add("VERSION", "2.0");
    lines.add("PRODID", "-//coebook//actions//EN");
    lines.add("CALSCALE", "GREGORIAN");
    lines.add("METHOD", "PUBLISH");
    lines.text("NAME", name);
    lines.text("X-WR-CALNAME", name);
    for followed in actions.iter().filter(|it| it.standing.is_open()) {
        due(&mut lines, knowledge, follow_up, followed);
    }
    for checkpoint in checkpoints {
        ask(&mut lines, knowledge, follow_up, checkpoint);
    }
    lines.add("END", "VCALENDAR");
    lines.0
}

fn due(lines: &mut Lines, knowledge: &KnowledgeBase, follow_up: &FollowUp, followed: &Followed) {
    let coe = &knowledge.coes[followed.coe];
    let action = followed.action(knowledge);
    let Some(day) = action.due else { return };
    let late = if followed.standing == Standing::Overdue { "Overdue: " } else { "Due: " };
    let owner = action.owner.as_deref().map(|owner| format!("Owner: {owner}\n")).unwrap_or_default();
    let event = Event {
        uid: format!("{}/{}@coebook", coe.id, action.id),
        day,
        summary: format!("{late}{}", action.title),
        description: format!("{owner}Promised after: {}", coe.title.value),
        url: address(knowledge, &format!("coes/{}.html#{}", coe.id, action.anchor)),
    };
    event.write(lines, follow_up.today);
}

fn ask(lines: &mut Lines, knowledge: &KnowledgeBase, follow_up: &FollowUp, checkpoint: &Checkpoint) {
    let coe = &knowledge.coes[checkpoint.coe];
    let open = checkpoint.open;
    let event = Event {
        uid: format!("{}/checkpoint@coebook", coe.id),
        day: checkpoint.next,
        summary: format!("Checkpoint: {}", coe.title.value),
        description: match open {
            1 => "1 action is open. How far is it?".to_owned(),
            _ => format!("{open} actions are open. How far are they?"),
        },
        url: address(knowledge, &format!("coes/{}.html", coe.id)),
    };
    event.write(lines, follow_up.today);
}

/// The absolute address of a page; nothing where nobody knows where the site is published.
fn address(knowledge: &KnowledgeBase, path: &str) -> Option<String> {
    knowledge.base_url.as_ref().map(|base| format!("{}/{path}", base.trim_end_matches('/')))
}

struct Event {
    uid: String,
    day: Day,
    summary: String,
    description: String,
    url: Option<String>,
}

impl Event {
    fn write(&self, lines: &mut Lines, stamp: Day) {
        let Some(next) = self.day.tomorrow() else { return };
        lines.add("BEGIN", "VEVENT");
        lines.add("UID", &self.uid);
        lines.add("DTSTAMP", &format!("{}T000000Z", date(stamp)));
        lines.add("DTSTART;VALUE=DATE", &date(self.day));
        lines.add("DTEND;VALUE=DATE", &date(next));
        lines.text("SUMMARY", &self.summary);
        lines.text("DESCRIPTION", &self.description);
        if let Some(url) = &self.url {
            lines.add("URL", url);
        }
        lines.add("TRANSP", "TRANSPARENT");
        lines.add("END", "VEVENT");
    }
}

fn date(day: Day) -> String {
    format!("{:04}{:02}{:02}", day.year, day.month, day.day)
}

/// Content lines, folded and ended as the standard wants it.
#[derive(Default)]
struct Lines(String);

impl Lines {
    /// A property whose value is text: what has a meaning in a calendar is escaped.
    fn text(&mut self, name: &str, value: &str) {
        let mut escaped = String::with_capacity(value.len());
        for character in value.chars() {
            match character {
                '\\' | ';' | ',' => escaped.extend(['\\', character]),
                '\n' => escaped.push_str("\\n"),
                character if character.is_control() => escaped.push(' '),
                character => escaped.push(character),
            }
        }
        self.add(name, &escaped);
    }

    /// A property, folded so that no line is too long and no character is cut.
    fn add(&mut self, name: &str, value: &str) {
        let mut room = LONGEST_LINE;
        for character in name.chars().chain([':']).chain(value.chars()) {
            if character.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = LONGEST_LINE - 1;
            }
            room -= character.len_utf8();
            self.0.push(character);
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_without_cutting_a_character() {
        let mut lines = Lines::default();
        lines.text("SUMMARY", &"é,日本\n".repeat(40));
        assert!(lines.0.split("\r\n").all(|line| line.len() <= LONGEST_LINE), "{}", lines.0);
        let unfolded = lines.0.replace("\r\n ", "");
        assert_eq!(unfolded, format!("SUMMARY:{}\r\n", "é\\,日本\\n".repeat(40)));
    }
}
