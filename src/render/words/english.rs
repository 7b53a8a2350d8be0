//! The same in English alone, for pages that do not yet ask for the words of the interface.
//!
//! `Words` says all of this in any language: what is new uses that, and what is here goes when nothing asks for it.
#![allow(dead_code, reason = "what pages ask for here becomes less until nothing is left")]

use crate::model::{Day, MONTHS};

use super::{DAY, HOUR, MINUTE, round_to_minute};

/// `1 April 2022`; a day no calendar has is printed all the same.
pub(in crate::render) fn day(day: Day) -> String {
    format!("{} {} {}", day.day, month(day.month), day.year)
}

/// `1 April`.
pub(in crate::render) fn day_of_year(day: Day) -> String {
    format!("{} {}", day.day, month(day.month))
}

/// `1 Apr`, for figures.
pub(in crate::render) fn short_day(day: Day) -> String {
    format!("{} {}", day.day, &month(day.month)[..3])
}

/// `April 2022`.
pub(in crate::render) fn month_of(day: Day) -> String {
    format!("{} {}", month(day.month), day.year)
}

/// The name of a month counted from 1.
pub(in crate::render) fn month(number: i8) -> &'static str {
    usize::try_from(number).ok().and_then(|number| MONTHS.get(number.checked_sub(1)?)).unwrap_or(&"undated")
}

/// A span as figures and fact lines show it: `42 s`, `6 min 42 s`, `2 h 0 min`, `3 days 4 h`.
pub(in crate::render) fn span(seconds: i64) -> String {
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
pub(in crate::render) fn span_of_minutes(minutes: f64) -> String {
    // A duration beyond what fits is no duration; the cast saturates.
    let seconds = (minutes * 60.0).round() as i64;
    if seconds > 10 * MINUTE { span(round_to_minute(seconds)) } else { span(seconds) }
}

/// A span in whole words: `32 minutes`, `two hours`... `1 hour 5 minutes`, `3 days`.
pub(in crate::render) fn long_span(seconds: i64) -> String {
    let seconds = round_to_minute(seconds);
    let (days, hours, minutes) = (seconds / DAY, seconds % DAY / HOUR, seconds % HOUR / MINUTE);
    let parts = match days {
        0 => [count(hours, "hour"), count(minutes, "minute")],
        _ => [count(days, "day"), count(hours, "hour")],
    };
    let parts: Vec<&str> = parts.iter().filter(|part| !part.starts_with("0 ")).map(String::as_str).collect();
    if parts.is_empty() { "less than a minute".to_owned() } else { parts.join(" ") }
}

/// `1 incident`, `3 incidents`.
pub(in crate::render) fn count(number: impl Into<i64>, thing: &str) -> String {
    let number = number.into();
    let number_of = grouped(number);
    if number == 1 { format!("1 {thing}") } else { format!("{number_of} {}", plural(thing)) }
}

/// The same for what is counted in memory.
pub(in crate::render) fn count_of(number: usize, thing: &str) -> String {
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
pub(in crate::render) fn grouped(number: i64) -> String {
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
pub(in crate::render) fn ordinal(number: u32) -> String {
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
pub(in crate::render) fn nth(number: usize) -> String {
    const WORDS: [&str; 12] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
        "eleventh", "twelfth",
    ];
    let word = number.checked_sub(1).and_then(|place| WORDS.get(place));
    word.map_or_else(|| ordinal(u32::try_from(number).unwrap_or(u32::MAX)), |word| (*word).to_owned())
}

/// `once`, `twice`, `three times`.
pub(in crate::render) fn times(times: usize) -> String {
    match times {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        _ => format!("{} times", number(times)),
    }
}

/// How long some days are as people say it: `9 days`, `3 weeks`, `14 months`, `2½ years`.
pub(in crate::render) fn apart(days: i64) -> String {
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
pub(in crate::render) fn list(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// `Two`, `three`: small numbers in words, others in digits.
pub(in crate::render) fn number(number: usize) -> String {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    WORDS
        .get(number)
        .map_or_else(|| grouped(i64::try_from(number).unwrap_or(i64::MAX)), |word| (*word).to_owned())
}

/// When a thing is due, seen from today: `12 days overdue`, `due today`, `due 31 May 2022`.
pub(in crate::render) fn due(due: Day, today: Day) -> String {
    match today.days_until(due) {
        Some(0) => "due today".to_owned(),
        Some(1) => "due tomorrow".to_owned(),
        Some(days @ 2..=13) => format!("due in {days} days"),
        Some(days) if days < 0 => format!("{} overdue", count(-days, "day")),
        _ => format!("due {}", self::day(due)),
    }
}
