//! A title as it stands on a page: without the date and the kind of document, which stand above it, and without what
//! a template or a file name left in it.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use crate::model::{Coe, Day, MONTHS, Source, capital};

/// What a date in a title looks like; the groups are its numbers, or a month's name, in written order.
fn date_forms() -> String {
    let months = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?\
                  |oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";
    let forms = [
        r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})".to_owned(),
        r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})".to_owned(),
        r"(\d{4})(\d{2})(\d{2})\b".to_owned(),
        format!(r"({months})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})"),
        format!(r"(\d{{1,2}})(?:st|nd|rd|th)?\s+({months})\.?,?\s+(\d{{4}})"),
    ];
    format!("(?:{})", forms.join("|"))
}

/// A date a title begins with, after a bracket.
#[allow(clippy::expect_used, reason = "the pattern is a literal, and every test of this file compiles it")]
static DATE_IN_FRONT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!("(?i)^{}", date_forms())).expect("a literal pattern"));

/// A date a title ends with, set off by a dash, a bracket, a comma or the word "on"; the month alone in brackets.
#[allow(clippy::expect_used, reason = "the pattern is a literal, and every test of this file compiles it")]
static DATE_AT_THE_END: LazyLock<Regex> = LazyLock::new(|| {
    let date = date_forms();
    let month = r"\(([a-z]{3,9})\.?\s+(\d{4})\)";
    let pattern = format!(r"(?i)(?:\s[-–—]\s|,\s|\son\s|\s)\(?{date}\)?$|\s{month}$");
    Regex::new(&pattern).expect("a literal pattern")
});

/// A clock and its zone that followed a date in front.
#[allow(clippy::expect_used, reason = "the pattern is a literal, and every test of this file compiles it")]
static CLOCK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:\d{1,2}:\d{2}(?::\d{2})?\s*(?:[AaPp][Mm])?|\d{1,2}\s*[AaPp][Mm])(?:\s+[A-Z]{2,4})?[,:;–—-]+\s*",
    )
    .expect("a literal pattern")
});

/// The number a file has among others, as its name begins.
#[allow(clippy::expect_used, reason = "the pattern is a literal, and every test of this file compiles it")]
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:0\d{1,4}|\d{4,5}|(?i:inc|pm|coe|rca)[- ]?\d{1,6})\s+").expect("a literal pattern")
});

/// Words that say what kind of document this is, when a bracket or a colon sets them off.
const KINDS: [&str; 16] = [
    "incident",
    "incident date",
    "date",
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

/// What stands around the kind of document in front of a title, and what may be taken off with it.
const KINDS_OF: [&str; 6] = [
    "post-mortem of ",
    "postmortem of ",
    "post mortem of ",
    "post-mortem on ",
    "postmortem on ",
    "postmortem for ",
];

/// Words that say the kind where a title ends with them. "Incident" and "outage" are not among them: they tell what
/// happened.
const KINDS_AT_THE_END: [&str; 4] = ["post-mortem", "postmortem", "post mortem", "incident report"];

/// The title of a COE as its page and every list show it.
pub(crate) fn of_coe(coe: &Coe) -> Cow<'_, str> {
    let title = coe.title.value.as_str();
    let date = super::catalogue::date(coe);
    let shown =
        if coe.title.origin.from == Source::FileName { of_file_name(title, date) } else { of(title, date) };
    // A word that stood behind a date or a number now begins the title; a name such as `repo2docker` stays as it is.
    let first = shown.split_whitespace().next().unwrap_or_default();
    let is_plain_word = first.chars().all(|c| c.is_lowercase() || c == ',');
    let cut_in_front = title.trim().len() > shown.len() && !title.trim().starts_with(shown);
    if cut_in_front && is_plain_word { Cow::Owned(capital(shown)) } else { Cow::Borrowed(shown) }
}

/// A title without what its page says elsewhere: a date that repeats the COE's own, the kind of document.
///
/// Nothing is taken away that would leave no words.
fn of(title: &str, date: Option<Day>) -> &str {
    let mut shown = without_braces(title.trim());
    let steps = |shown| {
        without_kind(shown)
            .or_else(|| without_date(shown, date?))
            .or_else(|| without_date_at_the_end(shown, date?))
            .or_else(|| without_kind_at_the_end(shown))
            .or_else(|| without_full_stop(shown))
    };
    while let Some(rest) = steps(shown) {
        if !rest.chars().any(char::is_alphabetic) {
            break;
        }
        shown = without_braces(rest);
    }
    shown
}

/// A title that was the name of a file, without the number the file has among others.
fn of_file_name(title: &str, date: Option<Day>) -> &str {
    let shown = of(title, date);
    let rest = NUMBER.find(shown).map_or(shown, |number| &shown[number.end()..]);
    if rest.chars().any(char::is_alphabetic) { rest } else { shown }
}

/// What a template left around a title it was to be replaced with.
fn without_braces(title: &str) -> &str {
    let inner = title.strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}")).map(str::trim);
    inner.filter(|inner| !inner.is_empty() && !inner.contains(['{', '}'])).unwrap_or(title)
}

/// Without the full stop of a title that is one sentence or none.
fn without_full_stop(title: &str) -> Option<&str> {
    let rest = title.strip_suffix('.')?;
    let is_the_only_one = !rest.ends_with('.') && !rest.contains(". ");
    let ends_a_word = rest.chars().next_back().is_some_and(char::is_lowercase);
    (is_the_only_one && ends_a_word && !rest.ends_with("etc")).then_some(rest)
}

fn without_kind_at_the_end(title: &str) -> Option<&str> {
    KINDS_AT_THE_END.iter().find_map(|kind| {
        let at = title.len().checked_sub(kind.len()).filter(|at| title.is_char_boundary(*at))?;
        let (rest, end) = title.split_at(at);
        let set_off = rest.ends_with(|c: char| c.is_whitespace() || "-–—:,(".contains(c));
        (set_off && end.eq_ignore_ascii_case(kind)).then(|| before_separator(rest))
    })
}

fn without_date_at_the_end(title: &str, date: Day) -> Option<&str> {
    let found = DATE_AT_THE_END.captures(title)?;
    let parts: Vec<&str> = found.iter().skip(1).flatten().map(|part| part.as_str()).collect();
    let said = match parts.as_slice() {
        [name, year] => month(name) == Some(i32::from(date.month)) && year.parse() == Ok(date.year),
        parts => says(parts, date),
    };
    said.then(|| before_separator(&title[..found.get(0).map_or(0, |whole| whole.start())]))
}

fn before_separator(rest: &str) -> &str {
    rest.trim_end_matches(|c: char| c.is_whitespace() || ",:;-–—(".contains(c))
}

fn without_kind(title: &str) -> Option<&str> {
    if let Some((kind, rest)) = title.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        return is_kind(kind).then(|| after_separator(rest));
    }
    let of = KINDS_OF.iter().find_map(|kind| {
        let head = title.get(..kind.len())?;
        head.eq_ignore_ascii_case(kind).then(|| title[kind.len()..].trim_start())
    });
    if of.is_some() {
        return of;
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
    let found = DATE_IN_FRONT.captures(bare)?;
    let parts: Vec<&str> = found.iter().skip(1).flatten().map(|part| part.as_str()).collect();
    if !says(&parts, date) {
        return None;
    }
    let rest = &bare[found.get(0)?.end()..];
    let rest = if bare.len() < title.len() { rest.strip_prefix([']', ')'])? } else { rest };
    let set_off = rest.starts_with(|c: char| c.is_whitespace() || ",:;.-–—_|".contains(c));
    set_off.then(|| without_clock(after_separator(rest)))
}

fn without_clock(title: &str) -> &str {
    CLOCK.find(title).map_or(title, |clock| &title[clock.end()..])
}

/// Whether these numbers are those of the day, in whatever order.
fn says(parts: &[&str], date: Day) -> bool {
    let mut found: Vec<i32> =
        parts.iter().filter_map(|part| part.parse().ok().or_else(|| month(part))).collect();
    found.sort_unstable();
    let year = i32::from(date.year);
    [year, year % 100].into_iter().any(|year| {
        let mut wanted = [year, i32::from(date.month), i32::from(date.day)];
        wanted.sort_unstable();
        found == wanted
    })
}

fn month(name: &str) -> Option<i32> {
    let head = name.get(..3)?;
    let known = |month: &&str| month.get(..3).is_some_and(|known| known.eq_ignore_ascii_case(head));
    (1..).zip(MONTHS.iter()).find(|(_, month)| known(month)).map(|(number, _)| number)
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
    fn takes_off_a_date_a_title_ends_with() {
        assert_eq!(of("Surveys stopped - March 13, 2018", DAY), "Surveys stopped");
        assert_eq!(of("Delays in ingestion (March 2018)", DAY), "Delays in ingestion");
        assert_eq!(of("Website down 3-13-18", DAY), "Website down");
        assert_eq!(of("Post-mortem of the attack on March 13th, 2018", DAY), "the attack");
        assert_eq!(of("Delays in ingestion (April 2018)", DAY), "Delays in ingestion (April 2018)");
        assert_eq!(of("Disk of 2018 full", DAY), "Disk of 2018 full");
    }

    #[test]
    fn takes_off_what_templates_and_file_names_leave() {
        assert_eq!(of("[Incident] {{ Hubs throw errors }}", DAY), "Hubs throw errors");
        assert_eq!(of("Certificate expired postmortem", None), "Certificate expired");
        assert_eq!(of("incident date: 2018-03-13, logs missing", DAY), "logs missing");
        assert_eq!(of("2018-03-13 4:23PM PST, OOM of the proxy", DAY), "OOM of the proxy");
        assert_eq!(of("Chain stalled.", None), "Chain stalled");
        assert_eq!(of("Down. Again.", None), "Down. Again.");
        assert_eq!(of_file_name("002 incomplete migration", None), "incomplete migration");
        assert_eq!(of_file_name("INC-42 proxy down", None), "proxy down");
        assert_eq!(of_file_name("500 errors", None), "500 errors");
        assert_eq!(of("002 incomplete migration", None), "002 incomplete migration");
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
