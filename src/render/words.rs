//! What the interface says, and numbers, days and spans of time as a reader says them.

mod direction;
mod plural;
mod speech;
mod table;

use std::collections::HashMap;
use std::sync::LazyLock;

pub(super) use crate::model::capital;
use crate::model::{Day, MONTHS};
pub(crate) use direction::{has_right_to_left, isolated, of_language};
pub(crate) use table::{ENGLISH, Source, Words, fill};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// `1 April 2022`; a day no calendar has is printed all the same.
pub(super) fn day(day: Day) -> String {
    format!("{} {} {}", day.day, month(day.month), day.year)
}

/// `1 April`.
pub(super) fn day_of_year(day: Day) -> String {
    format!("{} {}", day.day, month(day.month))
}

/// `1 Apr`, for figures.
pub(super) fn short_day(day: Day) -> String {
    format!("{} {}", day.day, &month(day.month)[..3])
}

/// `April 2022`.
pub(super) fn month_of(day: Day) -> String {
    format!("{} {}", month(day.month), day.year)
}

/// The name of a month counted from 1.
pub(super) fn month(number: i8) -> &'static str {
    usize::try_from(number).ok().and_then(|number| MONTHS.get(number.checked_sub(1)?)).unwrap_or(&"undated")
}

/// A span as figures and fact lines show it: `42 s`, `6 min 42 s`, `2 h 0 min`, `3 days 4 h`.
pub(super) fn span(seconds: i64) -> String {
    let (days, hours, minutes) = (seconds / DAY, seconds % DAY / HOUR, seconds % HOUR / MINUTE);
    match seconds {
        _ if seconds < MINUTE => format!("{seconds} s"),
        _ if seconds < HOUR && seconds % MINUTE == 0 => format!("{minutes} min"),
        _ if seconds < HOUR => format!("{minutes} min {} s", seconds % MINUTE),
        _ if seconds < 2 * DAY => format!("{} h {minutes} min", seconds / HOUR),
        _ if days >= 14 || hours == 0 => format!("{days} days"),
        _ => format!("{days} days {hours} h"),
    }
}

/// A span from minutes with a fraction; without seconds once it is longer than ten minutes.
pub(super) fn span_of_minutes(minutes: f64) -> String {
    // A duration beyond what fits is no duration; the cast saturates.
    let seconds = (minutes * 60.0).round() as i64;
    if seconds > 10 * MINUTE { span(round_to_minute(seconds)) } else { span(seconds) }
}

/// A span in whole words: `32 minutes`, `two hours`... `1 hour 5 minutes`, `3 days`.
pub(super) fn long_span(seconds: i64) -> String {
    let seconds = round_to_minute(seconds);
    let (days, hours, minutes) = (seconds / DAY, seconds % DAY / HOUR, seconds % HOUR / MINUTE);
    let parts = match days {
        0 => [count(hours, "hour"), count(minutes, "minute")],
        _ => [count(days, "day"), count(hours, "hour")],
    };
    let parts: Vec<&str> = parts.iter().filter(|part| !part.starts_with("0 ")).map(String::as_str).collect();
    if parts.is_empty() { "less than a minute".to_owned() } else { parts.join(" ") }
}

fn round_to_minute(seconds: i64) -> i64 {
    (seconds + MINUTE / 2) / MINUTE * MINUTE
}

/// `1 incident`, `3 incidents`.
pub(super) fn count(number: impl Into<i64>, thing: &str) -> String {
    let number = number.into();
    let number_of = grouped(number);
    if number == 1 { format!("1 {thing}") } else { format!("{number_of} {}", plural(thing)) }
}

/// The same for what is counted in memory.
pub(super) fn count_of(number: usize, thing: &str) -> String {
    count(i64::try_from(number).unwrap_or(i64::MAX), thing)
}

fn plural(thing: &str) -> String {
    match thing.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o']) => format!("{stem}ies"),
        _ if thing.ends_with("ss") => format!("{thing}es"),
        _ => format!("{thing}s"),
    }
}

/// `10,000`.
pub(super) fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut grouped = String::from(if number < 0 { "−" } else { "" });
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `3rd`.
pub(super) fn ordinal(number: u32) -> String {
    let suffix = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{suffix}")
}

/// `third`, `13th`: small ordinals in words, others in digits.
pub(super) fn nth(number: usize) -> String {
    const WORDS: [&str; 12] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
        "eleventh", "twelfth",
    ];
    let word = number.checked_sub(1).and_then(|place| WORDS.get(place));
    word.map_or_else(|| ordinal(u32::try_from(number).unwrap_or(u32::MAX)), |word| (*word).to_owned())
}

/// `once`, `twice`, `three times`.
pub(super) fn times(times: usize) -> String {
    match times {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        _ => format!("{} times", number(times)),
    }
}

/// How long some days are as people say it: `9 days`, `3 weeks`, `14 months`, `2½ years`.
pub(super) fn apart(days: i64) -> String {
    const MONTH: f64 = 365.2425 / 12.0;
    let months = (days as f64 / MONTH).round() as i64;
    match days {
        ..1 => "less than a day".to_owned(),
        1..14 => count(days, "day"),
        14..60 => count((days + 3) / 7, "week"),
        _ if months < 24 => count(months, "month"),
        _ => {
            let halves = (months + 3) / 6;
            let half = if halves % 2 == 1 { "½" } else { "" };
            format!("{}{half} years", grouped(halves / 2))
        }
    }
}

/// `one`, `one and two`, `one, two and three`.
pub(super) fn list(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// `Two`, `three`: small numbers in words, others in digits.
pub(super) fn number(number: usize) -> String {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    WORDS
        .get(number)
        .map_or_else(|| grouped(i64::try_from(number).unwrap_or(i64::MAX)), |word| (*word).to_owned())
}

/// A name for readers from a name for addresses: `retry-storm` is `Retry storm`, `http-client` is `HTTP client`.
pub(super) fn from_slug(slug: &str) -> String {
    let words: Vec<&str> = slug.split(['-', '_', ' ']).collect();
    let spelled: Vec<Option<&str>> = words.iter().map(|word| SPELLINGS.get(word).copied()).collect();
    let name: Vec<&str> = words.iter().zip(&spelled).map(|(word, spelled)| spelled.unwrap_or(word)).collect();
    match spelled.first() {
        Some(Some(_)) => name.join(" "),
        _ => capital(&name.join(" ")),
    }
}

/// Words that readers know in a spelling of their own.
static SPELLINGS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let lines = include_str!("spellings.txt").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(' ')).collect()
});

/// When a thing is due, seen from today: `12 days overdue`, `due today`, `due 31 May 2022`.
pub(super) fn due(due: Day, today: Day) -> String {
    match today.days_until(due) {
        Some(0) => "due today".to_owned(),
        Some(1) => "due tomorrow".to_owned(),
        Some(days @ 2..=13) => format!("due in {days} days"),
        Some(days) if days < 0 => format!("{} overdue", count(-days, "day")),
        _ => format!("due {}", self::day(due)),
    }
}

/// The first sentences of a text that fit a limit of characters; cut at a word when even the first is longer.
pub(crate) fn opening(text: &str, limit: usize) -> String {
    let text = text.trim();
    let mut room = limit;
    let beyond = text.char_indices().find(|(_, c)| {
        let wanted = if is_wide(*c) { 2 } else { 1 };
        let fits = wanted <= room;
        room = room.saturating_sub(wanted);
        !fits
    });
    let Some((end, _)) = beyond else { return text.to_owned() };
    let head = &text[..end];
    let sentence = sentence_ends(head).last();
    match sentence {
        Some(sentence) if sentence * 4 >= head.len() => head[..sentence].to_owned(),
        _ => cut_at_word(text, end),
    }
}

/// Whether a character takes the room of two, as those of East Asian scripts do.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}')
}

/// Where sentences end: after a full stop that a space follows, or after one of the East Asian kind.
fn sentence_ends(text: &str) -> impl Iterator<Item = usize> {
    let wide = |c: char| matches!(c, '。' | '！' | '？');
    text.char_indices().filter_map(move |(at, c)| {
        let end = at + c.len_utf8();
        let followed = text[end..].starts_with(char::is_whitespace);
        (wide(c) || (matches!(c, '.' | '!' | '?') && followed && !is_abbreviation(&text[..at])))
            .then_some(end)
    })
}

/// Whether the word before a full stop is one that has it inside a sentence.
fn is_abbreviation(before: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    matches!(word, "e.g" | "i.e" | "etc" | "vs" | "approx" | "ca" | "no" | "No" | "St" | "Dr" | "Mr" | "Ms")
        || (word.chars().count() == 1 && word.chars().all(char::is_uppercase))
}

fn cut_at_word(text: &str, end: usize) -> String {
    let (head, rest) = text.split_at(end);
    let is_whole = rest.starts_with(char::is_whitespace);
    let word_end = head.rfind(char::is_whitespace).filter(|end| !is_whole && *end * 2 > head.len());
    let word_end = word_end.unwrap_or(head.len());
    let kept =
        head[..word_end].trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '.'));
    format!("{kept}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_spans_as_people_do() {
        let spans = [
            (42, "42 s"),
            (402, "6 min 42 s"),
            (2280, "38 min"),
            (7200, "2 h 0 min"),
            (90_000, "25 h 0 min"),
        ];
        spans.iter().for_each(|(seconds, words)| assert_eq!(span(*seconds), *words));
        assert_eq!(span(3 * DAY), "3 days");
        assert_eq!(span(3 * DAY + 4 * HOUR), "3 days 4 h");
        assert_eq!(span_of_minutes(120.1), "2 h 0 min");
        assert_eq!(long_span(1920), "32 minutes");
        assert_eq!(long_span(3900), "1 hour 5 minutes");
        assert_eq!(long_span(DAY), "1 day");
    }

    #[test]
    fn counts_in_words() {
        assert_eq!(count_of(1, "incident"), "1 incident");
        assert_eq!(count_of(1200, "day"), "1,200 days");
        assert_eq!(count_of(0, "technology"), "0 technologies");
        assert_eq!(
            [1, 2, 3, 4, 11, 22, 113].map(ordinal),
            ["1st", "2nd", "3rd", "4th", "11th", "22nd", "113th"]
        );
    }

    #[test]
    fn says_how_far_days_lie_apart_as_people_do() {
        let spans = [
            (0, "less than a day"),
            (1, "1 day"),
            (13, "13 days"),
            (20, "3 weeks"),
            (61, "2 months"),
            (426, "14 months"),
            (715, "23 months"),
            (731, "2 years"),
            (913, "2½ years"),
            (3653, "10 years"),
        ];
        spans.iter().for_each(|(days, words)| assert_eq!(apart(*days), *words, "{days}"));
        assert_eq!([1, 2, 3].map(times), ["once", "twice", "three times"]);
        assert_eq!([1, 3, 12, 13].map(nth), ["first", "third", "twelfth", "13th"]);
        assert_eq!(list(&["one".into(), "two".into(), "three".into()]), "one, two and three");
    }

    #[test]
    fn spells_names_as_readers_know_them() {
        let names = ["retry-storm", "http-client", "mutual-tls", "nginx", "my_service"].map(from_slug);
        assert_eq!(names, ["Retry storm", "HTTP client", "Mutual TLS", "nginx", "My service"]);
    }

    #[test]
    fn says_when_things_are_due() {
        let day = |month, day| Day { year: 2022, month, day };
        assert_eq!(due(day(5, 31), day(6, 12)), "12 days overdue");
        assert_eq!(due(day(5, 31), day(6, 1)), "1 day overdue");
        assert_eq!(due(day(5, 31), day(5, 31)), "due today");
        assert_eq!(due(day(5, 31), day(4, 1)), "due 31 May 2022");
        assert_eq!(due(day(6, 31), day(4, 1)), "due 31 June 2022");
    }

    #[test]
    fn opens_with_whole_sentences_where_they_fit() {
        assert_eq!(opening("One. Two three. Four five six.", 18), "One. Two three.");
        assert_eq!(opening("A word e.g. this one goes on and on", 20), "A word e.g. this one…");
        assert_eq!(opening("短い文。もう一つの長い文がここに続く。", 16), "短い文。");
        assert_eq!(opening("short", 220), "short");
    }
}
