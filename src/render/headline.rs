//! A title as it stands on a page: without the date and the kind of document, which stand above it.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::Day;

/// What a date in front of a title looks like; the groups are its numbers, or a month's name, in written order.
#[allow(clippy::expect_used, reason = "the pattern is a literal, and every test of this file compiles it")]
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    let months = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?\
                  |oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";
    let forms = [
        r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})".to_owned(),
        r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})".to_owned(),
        r"(\d{4})(\d{2})(\d{2})\b".to_owned(),
        format!(r"({months})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})"),
        format!(r"(\d{{1,2}})(?:st|nd|rd|th)?\s+({months})\.?,?\s+(\d{{4}})"),
    ];
    Regex::new(&format!(r"(?i)^(?:{})", forms.join("|"))).expect("a literal pattern")
});

/// Words that say what kind of document this is, when a bracket or a colon sets them off.
const KINDS: [&str; 14] = [
    "incident",
    "incident report",
    "incident review",
    "postmortem",
    "post-mortem",
    "post mortem",
    "rca",
    "root cause analysis",
    "coe",
    "correction of error",
    "outage report",
    "debrief",
    "retro",
    "retrospective",
];

/// The title without a date in front that repeats the date of the COE, and without the kind of document.
///
/// Nothing is taken away that would leave no words.
pub(super) fn of(title: &str, date: Option<Day>) -> &str {
    let mut shown = title.trim();
    while let Some(rest) = without_kind(shown).or_else(|| without_date(shown, date?)) {
        if !rest.chars().any(char::is_alphabetic) {
            break;
        }
        shown = rest;
    }
    shown
}

fn without_kind(title: &str) -> Option<&str> {
    if let Some((kind, rest)) = title.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        return is_kind(kind).then(|| after_separator(rest));
    }
    let end = title.find([':', '–', '—', '|']).or_else(|| title.find(" - "))?;
    let (kind, rest) = title.split_at(end);
    is_kind(kind).then(|| after_separator(rest))
}

fn is_kind(words: &str) -> bool {
    let words = words.trim();
    KINDS.iter().any(|kind| words.eq_ignore_ascii_case(kind))
}

fn without_date(title: &str, date: Day) -> Option<&str> {
    let bare = title.strip_prefix(['[', '(']).unwrap_or(title);
    let found = DATE.captures(bare)?;
    let parts: Vec<&str> = found.iter().skip(1).flatten().map(|part| part.as_str()).collect();
    if !says(&parts, date) {
        return None;
    }
    let rest = &bare[found.get(0)?.end()..];
    let rest = if bare.len() < title.len() { rest.strip_prefix([']', ')'])? } else { rest };
    let set_off = rest.starts_with(|c: char| c.is_whitespace() || ",:;.-–—_|".contains(c));
    set_off.then(|| after_separator(rest))
}

/// Whether these numbers are those of the day, in whatever order.
fn says(parts: &[&str], date: Day) -> bool {
    let mut found: Vec<i32> =
        parts.iter().filter_map(|part| part.parse().ok().or_else(|| month(part))).collect();
    let mut wanted = [i32::from(date.year), i32::from(date.month), i32::from(date.day)];
    found.sort_unstable();
    wanted.sort_unstable();
    found == wanted
}

fn month(name: &str) -> Option<i32> {
    (1..=12_i8)
        .find(|number| {
            let heads = (super::words::month(*number).get(..3), name.get(..3));
            matches!(heads, (Some(known), Some(head)) if known.eq_ignore_ascii_case(head))
        })
        .map(i32::from)
}

fn after_separator(rest: &str) -> &str {
    rest.trim_start_matches(|c: char| c.is_whitespace() || ",:;-–—_|".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Option<Day> = Some(Day { year: 2018, month: 3, day: 13 });

    #[test]
    fn takes_off_what_the_kicker_says() {
        assert_eq!(of("2018-03-13, PVC for hub is locked", DAY), "PVC for hub is locked");
        assert_eq!(of("13.03.2018 - Nede igjen", DAY), "Nede igjen");
        assert_eq!(of("March 13th, 2018: Down", DAY), "Down");
        assert_eq!(of("[Incident] 2018-03-13 Down", DAY), "Down");
        assert_eq!(of("Post-mortem: 20180313 Down", DAY), "Down");
        assert_eq!(of("(13 Mar 2018) Down", DAY), "Down");
    }

    #[test]
    fn keeps_what_the_kicker_does_not_say() {
        assert_eq!(of("2018-03-14, locked", DAY), "2018-03-14, locked");
        assert_eq!(of("2018-03-13, locked", None), "2018-03-13, locked");
        assert_eq!(of("2018-03-13", DAY), "2018-03-13");
        assert_eq!(of("Incident: 2018-03-13", DAY), "Incident: 2018-03-13");
        assert_eq!(of("DNS: down", DAY), "DNS: down");
        assert_eq!(of("[EU] down", DAY), "[EU] down");
        assert_eq!(of("2018-03-13th street lost power", DAY), "2018-03-13th street lost power");
    }
}
