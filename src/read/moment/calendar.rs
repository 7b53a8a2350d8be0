//! The words of `data/calendar.toml`: months, weekdays, zones, and what may stand before a time.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::model::{Zone, ZoneMeaning};

#[derive(Deserialize)]
struct Data {
    months: Vec<Vec<String>>,
    weekdays: Vec<Vec<String>>,
    before: Vec<String>,
    about: Vec<String>,
    between: Vec<String>,
    vague: Vec<String>,
    fixed: HashMap<String, i32>,
    region: HashMap<String, String>,
}

/// The words, ready to be looked up.
pub(super) struct Calendar {
    months: HashMap<String, i8>,
    weekdays: HashMap<String, i8>,
    pub(super) before: Vec<String>,
    pub(super) about: Vec<String>,
    pub(super) between: Vec<String>,
    pub(super) vague: Vec<String>,
    fixed: HashMap<String, i32>,
    regions: Vec<(String, String)>,
}

#[expect(clippy::expect_used, reason = "the data file is compiled in and a test reads it")]
pub(super) static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| {
    let data: Data = toml::from_str(include_str!("../data/calendar.toml")).expect("calendar.toml is valid");
    let months = numbered(&data.months);
    let mut regions: Vec<_> = data.region.into_iter().collect();
    regions.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then(a.0.cmp(&b.0)));
    Calendar {
        months,
        weekdays: numbered(&data.weekdays),
        before: data.before,
        about: data.about,
        between: data.between,
        vague: data.vague,
        fixed: data.fixed,
        regions,
    }
});

/// Names by the place of their list, from 1.
fn numbered(lists: &[Vec<String>]) -> HashMap<String, i8> {
    lists
        .iter()
        .zip(1_i8..)
        .flat_map(|(names, number)| names.iter().map(move |name| (name.clone(), number)))
        .collect()
}

impl Calendar {
    /// The number of a month by its name in any of the languages, in any case.
    pub(super) fn month(&self, word: &str) -> Option<i8> {
        self.months.get(&word.to_lowercase()).copied()
    }

    /// The day of the week a word names, 1 for Monday.
    pub(super) fn weekday(&self, word: &str) -> Option<i8> {
        self.weekdays.get(&word.to_lowercase()).copied()
    }

    /// Whether a word is the short name of a zone, in any case.
    pub(super) fn names_zone(&self, word: &str) -> bool {
        self.fixed.contains_key(&word.to_uppercase())
    }

    /// The zone at the start of some words, with its length in bytes.
    pub(super) fn zone(&self, words: &str) -> Option<(Zone, usize)> {
        if let Some(found) = offset(words) {
            return Some(found);
        }
        for (name, region) in &self.regions {
            if starts_with_word(words, name) {
                return region_zone(&words[..name.len()], region).map(|zone| (zone, name.len()));
            }
        }
        let word_end = words.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(words.len());
        let word = &words[..word_end];
        if let Some(minutes) = self.fixed.get(word) {
            let rest = &words[word_end..];
            if matches!(word, "UTC" | "GMT")
                && let Some((shift, length)) = shift(rest)
            {
                let label = words[..word_end + length].to_owned();
                let zone = Zone { label, meaning: ZoneMeaning::Fixed(shift) };
                return Some((zone, word_end + length));
            }
            if rest.chars().next().is_none_or(|c| !c.is_alphanumeric() && c != '_') {
                return Some((
                    Zone { label: word.to_owned(), meaning: ZoneMeaning::Fixed(*minutes) },
                    word_end,
                ));
            }
        }
        iana(words)
    }
}

fn starts_with_word(words: &str, name: &str) -> bool {
    words
        .get(..name.len())
        .is_some_and(|start| start == name || (name.contains(' ') && start.eq_ignore_ascii_case(name)))
        && words[name.len()..].chars().next().is_none_or(|c| !c.is_ascii_alphanumeric())
}

fn region_zone(label: &str, region: &str) -> Option<Zone> {
    let zone = jiff::tz::TimeZone::get(region).ok()?;
    Some(Zone { label: label.to_owned(), meaning: ZoneMeaning::Region(zone) })
}

/// `Area/City` of the time zone database.
fn iana(words: &str) -> Option<(Zone, usize)> {
    let end = words.find(|c: char| !c.is_ascii_alphabetic() && c != '/' && c != '_').unwrap_or(words.len());
    let name = &words[..end];
    if !name.contains('/') || !name.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    Some((region_zone(name, name)?, end))
}

/// `+02:00`, `-0500`, `+5` directly at the start; a bare hyphen and digits is not an offset unless it has minutes.
fn offset(words: &str) -> Option<(Zone, usize)> {
    let digits = words.strip_prefix(['+', '-', '−'])?;
    let with_minutes = {
        let bytes = digits.as_bytes();
        let colon = usize::from(bytes.get(2) == Some(&b':'));
        bytes.len() >= 4 + colon
            && bytes[..2].iter().all(u8::is_ascii_digit)
            && bytes[2 + colon..4 + colon].iter().all(u8::is_ascii_digit)
            && bytes.get(4 + colon).is_none_or(|next| !next.is_ascii_digit() && *next != b':')
    };
    if !with_minutes {
        return None;
    }
    let (minutes, length) = shift(words)?;
    Some((Zone { label: words[..length].to_owned(), meaning: ZoneMeaning::Fixed(minutes) }, length))
}

/// Sign, hours and perhaps minutes: minutes east, and the length in bytes.
fn shift(words: &str) -> Option<(i32, usize)> {
    let lead = words.len() - words.trim_start_matches(' ').len();
    let signed = &words[lead..];
    let sign = match signed.chars().next()? {
        '+' => 1,
        '-' | '−' | '–' => -1,
        _ => return None,
    };
    let mark = signed.chars().next()?.len_utf8();
    let digits = &signed[mark..];
    let hour_length = digits.bytes().take(2).take_while(u8::is_ascii_digit).count();
    let hours: i32 = digits.get(..hour_length)?.parse().ok()?;
    let rest = &digits[hour_length..];
    let (minutes, minute_length) = match rest.as_bytes() {
        [b':', tens, ones, ..] if tens.is_ascii_digit() && ones.is_ascii_digit() => {
            (rest[1..3].parse().ok()?, 3)
        }
        [tens, ones, ..] if hour_length == 2 && tens.is_ascii_digit() && ones.is_ascii_digit() => {
            (rest[..2].parse().ok()?, 2)
        }
        [next, ..] if next.is_ascii_digit() => return None,
        _ => (0, 0),
    };
    (hours <= 14 && minutes < 60)
        .then_some((sign * (hours * 60 + minutes), lead + mark + hour_length + minute_length))
}
