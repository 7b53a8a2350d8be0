//! The time at the start of some words: `2018-03-13 07:28`, `[03-26 23:04]`, `~14:30–14:45 UTC`, `16時30分`.
//!
//! A small hand-written reader, since the notations overlap (`16.32` is a time or a date, `4/1` a date in two orders)
//! and each decision needs its neighbours. Nothing is read unless it is a time for sure.

use super::calendar::CALENDAR;
use crate::model::{Clock, Day, Zone};

/// A day with only the parts that were written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PartialDay {
    /// Year, if written.
    pub(crate) year: Option<i16>,
    /// Month.
    pub(crate) month: i8,
    /// Day of the month.
    pub(crate) day: i8,
    /// Whether month and day could be the other way round.
    pub(crate) ambiguous: bool,
}

impl PartialDay {
    /// The same digits with month and day exchanged, where that is a day too.
    pub(crate) fn swapped(self) -> PartialDay {
        if self.ambiguous { PartialDay { month: self.day, day: self.month, ..self } } else { self }
    }

    /// The day in a year that fills a missing one.
    pub(crate) fn in_year(self, year: i16) -> Option<Day> {
        Day::new(self.year.unwrap_or(year), self.month, self.day)
    }
}

/// How `4/1/2022` is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) enum SlashOrder {
    /// 4/1 is April 1.
    #[default]
    MonthFirst,
    /// 4/1 is 4 January.
    DayFirst,
}

/// A time read from the start of some words.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Stamp {
    pub(crate) day: Option<PartialDay>,
    pub(crate) clock: Option<Clock>,
    /// Written as 24:00, which is the next day.
    pub(crate) next_day: bool,
    pub(crate) zone: Option<Zone>,
    /// Day of the week, 1 for Monday.
    pub(crate) weekday: Option<i8>,
    pub(crate) end_day: Option<PartialDay>,
    pub(crate) end_clock: Option<Clock>,
    pub(crate) approximate: bool,
    /// Bytes of the words up to where the text begins, separator included.
    pub(crate) length: usize,
    /// Bytes of the words up to the end of the time itself.
    pub(crate) time_length: usize,
}

/// The time at the very start of some words.
///
/// Brackets, "about" words, weekdays and small words such as "at" may stand before it. Without a clock time, a date
/// counts only when it is followed by a separator or stands alone.
pub(crate) fn leading(words: &str, order: SlashOrder) -> Option<Stamp> {
    let mut reader = Reader { words, at: 0, order };
    let mut stamp = Stamp::default();
    reader.openers(&mut stamp);
    let mut bounded = reader.word(&CALENDAR.between);
    let mut found = false;
    loop {
        let before = reader.at;
        reader.blanks();
        if !reader.part(&mut stamp, found) {
            reader.at = before;
            break;
        }
        found = true;
        // "2022-01-20 between 02:00 and 02:30"
        let end = reader.at;
        reader.blanks();
        if reader.word(&CALENDAR.between) {
            bounded = true;
        } else {
            reader.at = end;
        }
    }
    if stamp.day.is_none() && stamp.clock.is_none() {
        return None;
    }
    stamp.time_length = reader.at;
    if stamp.clock.is_some() {
        reader.vague(&mut stamp);
    }
    if reader.glued() {
        return None;
    }
    reader.closers(&mut stamp);
    let separated = reader.separator();
    stamp.length = reader.at;
    let alone = reader.rest().trim().is_empty();
    if bounded && !alone {
        return None;
    }
    if stamp.clock.is_none() && !separated && !alone {
        let written_out = stamp.day.is_some_and(|day| day.year.is_some());
        if !written_out {
            return None;
        }
    }
    Some(stamp)
}

/// The range of times that opens some words, whatever follows: "16:58 to 18:46 UTC and then".
pub(crate) fn range(words: &str, order: SlashOrder) -> Option<Stamp> {
    let mut reader = Reader { words, at: 0, order };
    let mut stamp = Stamp::default();
    reader.openers(&mut stamp);
    let mut found = false;
    loop {
        let before = reader.at;
        reader.blanks();
        if !reader.part(&mut stamp, found) {
            reader.at = before;
            break;
        }
        found = true;
    }
    let whole = stamp.clock.is_some() && stamp.end_clock.is_some() && !reader.glued();
    whole.then_some(stamp)
}

/// The first full date (with a year) anywhere in some words, with its offset.
pub(crate) fn first_date(words: &str, order: SlashOrder) -> Option<(PartialDay, usize)> {
    starts(words).find_map(|at| {
        let mut reader = Reader { words, at, order };
        let day = reader.day(false)?;
        (day.year.is_some() && !reader.glued()).then_some((day, at))
    })
}

/// Every date in some words, with or without a year, as (day, offset, length).
pub(crate) fn dates(words: &str, order: SlashOrder) -> Vec<(PartialDay, usize, usize)> {
    let mut found = Vec::new();
    let mut from = 0;
    for at in starts(words) {
        if at < from {
            continue;
        }
        let mut reader = Reader { words, at, order };
        if let Some(day) = reader.day(false)
            && !reader.glued()
        {
            from = reader.at;
            found.push((day, at, reader.at - at));
        }
    }
    found
}

/// The stamp with both a date and a time that ends some words, with the offset where it starts.
pub(crate) fn trailing(words: &str, order: SlashOrder) -> Option<(Stamp, usize)> {
    let trimmed = words.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ')' | ']'));
    starts(trimmed).find_map(|at| {
        let stamp = leading(&trimmed[at..], order)?;
        (stamp.clock.is_some() && at + stamp.length >= trimmed.len()).then_some((stamp, at))
    })
}

/// The zone named anywhere in some words.
pub(crate) fn zone_in(words: &str) -> Option<Zone> {
    let mut previous = ' ';
    for (at, character) in words.char_indices() {
        let starts = character.is_alphabetic() || matches!(character, '+' | '-' | '−');
        if starts
            && !previous.is_alphanumeric()
            && !matches!(previous, '-' | '_' | '/' | '.' | ':')
            && let Some((zone, length)) = CALENDAR.zone(&words[at..])
            && zone.label != "Z"
        {
            let beside = words[at + length..].trim_start_matches([' ', '(', '/', '—', '–', ',']);
            let exact = CALENDAR
                .zone(beside)
                .map(|(zone, _)| zone)
                .filter(|zone| zone.label.len() > 3 && zone.label.contains(['+', '-']));
            return Some(
                exact
                    .filter(|_| !zone.label.contains(['+', '-']))
                    .map_or(zone.clone(), |exact| Zone { label: zone.label, ..exact }),
            );
        }
        previous = character;
    }
    None
}

/// A zone as a setting or a front matter value names it: `UTC`, `-05:00`, `Europe/Oslo`, `PST`.
pub(crate) fn zone(words: &str) -> Option<Zone> {
    let words = words.trim();
    let (zone, length) = CALENDAR.zone(words)?;
    (length == words.len()).then_some(zone)
}

/// Offsets at which a time may start: a digit or a letter after something that is neither.
fn starts(words: &str) -> impl Iterator<Item = usize> + '_ {
    let mut previous = ' ';
    words.char_indices().filter_map(move |(at, character)| {
        let starts = (character.is_ascii_digit() && !previous.is_ascii_digit() && !previous.is_alphabetic()
            || character.is_alphabetic() && !previous.is_alphanumeric()
            || character.is_ascii_digit() && !previous.is_ascii() && previous.is_alphabetic())
            && !matches!(previous, '_' | '/' | '.' | '-' | ':' | '#' | '$' | '=' | '@');
        previous = character;
        starts.then_some(at)
    })
}

/// A place in some words, and what may stand there; days and clock times have files of their own.
pub(super) struct Reader<'a> {
    pub(super) words: &'a str,
    pub(super) at: usize,
    pub(super) order: SlashOrder,
}

impl<'a> Reader<'a> {
    pub(super) fn rest(&self) -> &'a str {
        &self.words[self.at..]
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\u{a0}', '\u{3000}']).len();
    }

    /// Takes one of some words, any case, when it stands whole (or, in scripts without spaces, at all).
    pub(super) fn word(&mut self, choices: &[String]) -> bool {
        for choice in choices {
            let rest = self.rest();
            let differs = |byte: &u8| byte.is_ascii() && !byte.eq_ignore_ascii_case(&choice.as_bytes()[0]);
            if rest.as_bytes().first().is_none_or(differs) {
                continue;
            }
            let Some(start) = rest.get(..choice.len()) else { continue };
            let whole = self.rest()[choice.len()..].chars().next().is_none_or(|next| !next.is_alphabetic());
            let spaceless = !choice.is_ascii() && choice.chars().all(|c| c as u32 > 0x3000);
            if start.to_lowercase() == *choice && (whole || spaceless) {
                self.at += choice.len();
                if self.peek() == Some('.') {
                    self.at += 1;
                }
                return true;
            }
        }
        false
    }

    fn openers(&mut self, stamp: &mut Stamp) {
        loop {
            self.blanks();
            let rest = self.rest();
            if rest.starts_with(['[', '(', '{', '【', '「', '"', '“', '*', '_', '|', '•', '-', '–', '—', ','])
            {
                self.at += rest.chars().next().map_or(0, char::len_utf8);
            } else if rest.starts_with(['~', '≈', '〜', '±', '<', '>']) {
                stamp.approximate = true;
                self.at += rest.chars().next().map_or(0, char::len_utf8);
            } else if rest
                .starts_with(|c: char| c as u32 >= 0x2190 && !c.is_alphanumeric() && !is_wide_mark(c))
            {
                // An emoji before the time.
                self.at += rest.chars().next().map_or(0, char::len_utf8);
            } else if rest.starts_with("c. ") {
                stamp.approximate = true;
                self.at += 2;
            } else if self.word(&CALENDAR.about) {
                stamp.approximate = true;
            } else if !self.word(&CALENDAR.before) {
                break;
            }
        }
    }

    /// Takes a date, a clock, a zone, a weekday or the end of a range, whichever stands here and is still missing.
    fn part(&mut self, stamp: &mut Stamp, after_first: bool) -> bool {
        let start = self.at;
        if after_first {
            // "2022-04-01, 09:38", "2022-04-01 at 09:38", "2022-04-01T09:38", "2021-05-25 - ~14:00"
            if self.offset(stamp) || self.range(stamp) {
                return true;
            }
            self.joint(stamp);
        }
        if self.weekday(stamp) {
            return true;
        }
        let before_about = self.at;
        if matches!(self.peek(), Some('~' | '≈')) {
            self.at += self.peek().map_or(0, char::len_utf8);
        }
        let wants_clock = stamp.clock.is_none();
        if stamp.day.is_none()
            && let Some(day) = self.day(!wants_clock)
        {
            stamp.day = Some(day);
            return true;
        }
        if wants_clock && let Some((clock, next_day)) = self.clock() {
            stamp.approximate |=
                before_about != self.at && self.words[before_about..].starts_with(['~', '≈']);
            stamp.clock = Some(clock);
            stamp.next_day = next_day;
            return true;
        }
        self.at = before_about;
        if stamp.zone.is_none() && stamp.clock.is_some() {
            if let Some(zone) = self.zone() {
                stamp.zone = Some(zone);
                return true;
            }
        } else if stamp.clock.is_some()
            && let Some(second) = self.zone()
        {
            // "PST (UTC-7)": the offset says what is meant.
            if second.label.contains(['+', '-'])
                && stamp.zone.as_ref().is_some_and(|zone| !zone.label.contains(['+', '-']))
            {
                stamp.zone = Some(second);
            }
            return true;
        }
        self.at = start;
        false
    }

    fn joint(&mut self, stamp: &mut Stamp) {
        loop {
            let before = self.at;
            self.blanks();
            match self.peek() {
                Some(':' | '：') if stamp.clock.is_none() => {
                    self.at += self.peek().map_or(0, char::len_utf8)
                }
                Some(',' | '、') => self.at += self.peek().map_or(0, char::len_utf8),
                Some('T' | '_') if self.rest()[1..].starts_with(|c: char| c.is_ascii_digit()) => self.at += 1,
                Some('-' | '–' | '—' | '@' | '/' | '(' | '[')
                    if stamp.clock.is_none() != stamp.day.is_none() =>
                {
                    // A dash or bracket between date and time; given back below when no time follows.
                    self.at += self.peek().map_or(0, char::len_utf8);
                }
                Some(']' | ')') if stamp.clock.is_none() && self.rest().len() > 1 => self.at += 1,
                Some('~' | '≈') => {
                    stamp.approximate |= stamp.clock.is_none();
                    self.at += self.peek().map_or(0, char::len_utf8);
                }
                _ if stamp.clock.is_none() && self.word(&CALENDAR.about) => stamp.approximate = true,
                _ if stamp.clock.is_none() && self.word(&CALENDAR.before) => {}
                _ => {
                    if self.at == before {
                        break;
                    }
                }
            }
            if self.at == before {
                break;
            }
        }
    }

    /// `-05:00` after a time with seconds or after `T`, where it cannot be the end of a range.
    fn offset(&mut self, stamp: &mut Stamp) -> bool {
        let Some(clock) = stamp.clock else { return false };
        let exact = clock.second.is_some() || self.words[..self.at].contains('T');
        if !exact || stamp.zone.is_some() || !self.rest().starts_with(['+', '-', '−']) {
            return false;
        }
        stamp.zone = self.zone();
        stamp.zone.is_some()
    }

    /// The end of a range after a clock time.
    fn range(&mut self, stamp: &mut Stamp) -> bool {
        let Some(start) = stamp.clock else { return false };
        if stamp.end_clock.is_some() {
            return false;
        }
        let before = self.at;
        self.blanks();
        let rest = self.rest();
        let mark = [
            "->", "=>", "-", "–", "—", "→", "~", "〜", "～", "to ", "until ", "til ", "bis ", "and ", "à ",
            "a las ", "から",
        ]
        .iter()
        .find(|mark| rest.starts_with(**mark));
        if let Some(mark) = mark {
            self.at += mark.len();
            self.blanks();
            if matches!(self.peek(), Some('~' | '≈')) {
                self.at += self.peek().map_or(0, char::len_utf8);
            }
            let end_day = {
                let here = self.at;
                let day = self.day(false).filter(|_| {
                    self.blanks();
                    let after = self.at;
                    let clock = self.clock().is_some();
                    self.at = after;
                    clock
                });
                if day.is_none() {
                    self.at = here;
                }
                day
            };
            self.blanks();
            if let Some((clock, _)) = self.clock() {
                if !self.glued() {
                    // "between 02:00 and 02.30 PM": one half of the day for both.
                    let afternoon = clock.hour >= 12
                        && start.hour < 12
                        && i32::from(clock.hour) - 12 >= i32::from(start.hour);
                    let halved = self.words[before..self.at].trim_end().to_ascii_lowercase().ends_with("pm");
                    let first_is_bare = !self.words[..before].trim_end().to_ascii_lowercase().ends_with('m');
                    let padded = self.words[..before]
                        .trim_end()
                        .rsplit([' ', '(', '['])
                        .next()
                        .is_some_and(|word| word.starts_with('0'));
                    if afternoon && halved && first_is_bare && !padded && start.hour > 0 {
                        stamp.clock = Clock::new(start.hour + 12, start.minute, start.second);
                    }
                    stamp.end_day = end_day;
                    stamp.end_clock = Some(clock);
                    return true;
                }
            } else if let Some(second) = self.seconds_only(start) {
                stamp.end_clock = Some(second);
                return true;
            }
        }
        self.at = before;
        false
    }

    /// `16:05:57-58`
    fn seconds_only(&mut self, start: Clock) -> Option<Clock> {
        let digits = self.digits(2, 2)?;
        let from = start.second?;
        if (digits as i8) < from || self.glued() {
            return None;
        }
        Clock::new(start.hour, start.minute, Some(digits as i8))
    }

    fn weekday(&mut self, stamp: &mut Stamp) -> bool {
        let rest = self.rest();
        let inner = rest.strip_prefix('(').unwrap_or(rest);
        let end = inner.find(|c: char| !c.is_alphabetic() && c != '-').unwrap_or(inner.len());
        if end < 3 {
            return false;
        }
        let Some(weekday) = CALENDAR.weekday(&inner[..end]) else { return false };
        stamp.weekday = Some(weekday);
        self.at += (rest.len() - inner.len()) + end;
        if self.peek() == Some('.') {
            self.at += 1;
        }
        if inner.len() != rest.len() && self.peek() == Some(')') {
            self.at += 1;
        }
        true
    }

    fn zone(&mut self) -> Option<Zone> {
        let rest = self.rest();
        let inner = rest.strip_prefix(['(', '[']).unwrap_or(rest);
        let (zone, length) = CALENDAR.zone(inner)?;
        self.at += rest.len() - inner.len() + length;
        if inner.len() != rest.len() && matches!(self.peek(), Some(')' | ']')) {
            self.at += 1;
        }
        Some(zone)
    }

    /// Between `least` and `most` digits, not followed by another.
    pub(super) fn digits(&mut self, least: usize, most: usize) -> Option<i32> {
        let rest = self.rest();
        let count = rest.bytes().take(most + 1).take_while(u8::is_ascii_digit).count();
        if count < least || count > most {
            return None;
        }
        self.at += count;
        rest[..count].parse().ok()
    }

    pub(super) fn take(&mut self, mark: char) -> bool {
        let taken = self.peek() == Some(mark);
        if taken {
            self.at += mark.len_utf8();
        }
        taken
    }

    /// Whether a letter or digit follows without a gap, so that what was read is part of a longer word.
    pub(super) fn glued(&self) -> bool {
        let last_is_wide = self.words[..self.at].chars().next_back().is_some_and(|c| !c.is_ascii());
        match self.peek() {
            Some(next) if next.is_ascii_alphanumeric() => true,
            Some('%' | '°' | '$' | '€') => true,
            Some('/') => self.rest()[1..].starts_with(|c: char| c.is_alphanumeric()),
            Some(next) => next.is_alphabetic() && (next as u32) < 0x2E80 && !last_is_wide,
            None => false,
        }
    }

    /// "20:00ish", "10:15 ca -", "09:00 (approx)", "16:55?": a time that is not meant to the minute.
    fn vague(&mut self, stamp: &mut Stamp) {
        for suffix in ["ish", "-ish"] {
            let rest = self.rest();
            if rest.starts_with(suffix) && !rest[suffix.len()..].starts_with(char::is_alphanumeric) {
                self.at += suffix.len();
                stamp.approximate = true;
            }
        }
        let start = self.at;
        self.blanks();
        let bracketed = self.take('(');
        let marked = self.take('?') || self.word(&CALENDAR.about) || self.word(&CALENDAR.vague);
        let closed = !bracketed || self.take(')');
        self.blanks();
        let ends = self.rest().is_empty()
            || self.rest().starts_with(['-', '–', '—', ':', '|', '>', ',', ']', ')', '*', '=', '→'])
            || bracketed;
        if marked && closed && ends {
            stamp.approximate = true;
        } else {
            self.at = start;
        }
    }

    fn closers(&mut self, stamp: &mut Stamp) {
        loop {
            let before = self.at;
            self.blanks();
            match self.peek() {
                Some(']' | ')' | '}' | '】' | '」' | '*' | '_' | '"' | '”' | '頃' | 'ご') => {
                    self.at += self.peek().map_or(0, char::len_utf8);
                }
                Some('に') => self.at += 'に'.len_utf8(),
                _ => {}
            }
            if stamp.zone.is_none() && stamp.clock.is_some() {
                stamp.zone = self.zone();
            }
            if self.at == before {
                return;
            }
        }
    }

    /// Takes the mark between the time and its text; whether there was one.
    fn separator(&mut self) -> bool {
        let mut found = false;
        loop {
            let before = self.at;
            self.blanks();
            let rest = self.rest();
            for mark in ["->", "=>", ":", "：", "-", "–", "—", "|", "→", "•", ",", ";", "、", "。", "."]
            {
                if rest.starts_with(mark) && !(mark == "." && rest[1..].starts_with('.')) {
                    self.at += mark.len();
                    found = true;
                    break;
                }
            }
            if self.at == before || rest.len() == self.rest().len() {
                return found;
            }
        }
    }
}

/// Brackets and marks of East Asian text, which are no emoji.
fn is_wide_mark(character: char) -> bool {
    matches!(character, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}')
}
