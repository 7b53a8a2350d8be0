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
        if let Some(day) = reader.day(false) {
            if !reader.glued() {
                from = reader.at;
                found.push((day, at, reader.at - at));
            }
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
        if starts && !previous.is_alphanumeric() && !matches!(previous, '-' | '_' | '/' | '.' | ':') {
            if let Some((zone, length)) = CALENDAR.zone(&words[at..]) {
                if zone.label != "Z" {
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
            }
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

struct Reader<'a> {
    words: &'a str,
    at: usize,
    order: SlashOrder,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.words[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\u{a0}', '\u{3000}']).len();
    }

    /// Takes one of some words, any case, when it stands whole (or, in scripts without spaces, at all).
    fn word(&mut self, choices: &[String]) -> bool {
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
        if stamp.day.is_none() {
            if let Some(day) = self.day(!wants_clock) {
                stamp.day = Some(day);
                return true;
            }
        }
        if wants_clock {
            if let Some((clock, next_day)) = self.clock() {
                stamp.approximate |=
                    before_about != self.at && self.words[before_about..].starts_with(['~', '≈']);
                stamp.clock = Some(clock);
                stamp.next_day = next_day;
                return true;
            }
        }
        self.at = before_about;
        if stamp.zone.is_none() && stamp.clock.is_some() {
            if let Some(zone) = self.zone() {
                stamp.zone = Some(zone);
                return true;
            }
        } else if stamp.clock.is_some() {
            if let Some(second) = self.zone() {
                // "PST (UTC-7)": the offset says what is meant.
                if second.label.contains(['+', '-'])
                    && stamp.zone.as_ref().is_some_and(|zone| !zone.label.contains(['+', '-']))
                {
                    stamp.zone = Some(second);
                }
                return true;
            }
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
    fn digits(&mut self, least: usize, most: usize) -> Option<i32> {
        let rest = self.rest();
        let count = rest.bytes().take(most + 1).take_while(u8::is_ascii_digit).count();
        if count < least || count > most {
            return None;
        }
        self.at += count;
        rest[..count].parse().ok()
    }

    fn take(&mut self, mark: char) -> bool {
        let taken = self.peek() == Some(mark);
        if taken {
            self.at += mark.len_utf8();
        }
        taken
    }

    fn clock(&mut self) -> Option<(Clock, bool)> {
        let start = self.at;
        let clock = self.clock_here();
        if clock.is_none() {
            self.at = start;
        }
        clock
    }

    fn clock_here(&mut self) -> Option<(Clock, bool)> {
        let afternoon_first = self.east_asian_half();
        let start = self.at;
        if let Some(compact) = self.compact() {
            return Some((compact, false));
        }
        self.at = start;
        let hour = self.digits(1, 2)?;
        let mut minute = 0;
        let mut second = None;
        match self.peek() {
            Some(':' | '：') => {
                self.at += self.peek().map_or(0, char::len_utf8);
                minute = self.digits(2, 2)?;
                let seconds_mark = self.rest().starts_with(':')
                    || self.rest().starts_with('.')
                        && self.rest()[1..].bytes().take_while(u8::is_ascii_digit).count() == 2;
                if seconds_mark && self.rest()[1..].starts_with(|c: char| c.is_ascii_digit()) {
                    self.at += 1;
                    second = Some(self.digits(2, 2)?);
                    if self.rest().starts_with(['.', ','])
                        && self.rest()[1..].starts_with(|c: char| c.is_ascii_digit())
                    {
                        self.at += 1;
                        let _ = self.digits(1, 9)?;
                    }
                }
            }
            Some('.') if self.rest()[1..].starts_with(|c: char| c.is_ascii_digit()) => {
                self.at += 1;
                minute = self.digits(2, 2)?;
                if self.rest().starts_with(['.', '%', '/'])
                    && self.rest()[1..].starts_with(|c: char| c.is_ascii_digit())
                {
                    return None;
                }
                // "9.45 - alarm" is a time, "1.13 was released" is a version.
                let short = self.words[start..self.at].len() == 4;
                let words_follow = |c: char| (c.is_lowercase() || c.is_ascii_digit()) && !"ap".contains(c);
                let worded =
                    ["Uhr", "uhr", "hrs", "h "].iter().any(|word| self.rest().trim_start().starts_with(word));
                if short && !worded && self.rest().trim_start().starts_with(words_follow) {
                    return None;
                }
            }
            Some('h' | 'H') if self.rest()[1..].starts_with(|c: char| c.is_ascii_digit()) => {
                self.at += 1;
                minute = self.digits(2, 2)?;
            }
            Some('h' | 'H') if !self.rest()[1..].starts_with(char::is_alphanumeric) => self.at += 1,
            Some('時' | '时' | '点' | '點' | '시') => {
                self.at += self.peek().map_or(0, char::len_utf8);
                self.blanks();
                let here = self.at;
                match self.digits(1, 2) {
                    Some(value) if matches!(self.peek(), Some('分' | '분')) => {
                        minute = value;
                        self.at += self.peek().map_or(0, char::len_utf8);
                    }
                    _ => self.at = here,
                }
            }
            _ => {
                let half = self.half_of_day()?;
                return clock_in_half(hour, 0, None, half);
            }
        }
        let half = self.half_of_day().or(afternoon_first);
        self.hours_word();
        match half {
            Some(half) => clock_in_half(hour, minute, second, half),
            None => plain_clock(hour, minute, second),
        }
    }

    /// `0942Z`, `1405 UTC`, `0830hrs`: four digits are a time only with such a word behind.
    fn compact(&mut self) -> Option<Clock> {
        let value = self.digits(4, 4)?;
        let rest = self.rest().trim_start_matches(' ');
        let zoned = rest.starts_with("UTC") || rest.starts_with("GMT") || self.rest().starts_with('Z');
        let worded = ["hrs", "hours", "h "].iter().any(|word| rest.starts_with(word));
        if !zoned && !worded {
            return None;
        }
        self.hours_word();
        Clock::new((value / 100) as i8, (value % 100) as i8, None)
    }

    fn hours_word(&mut self) {
        let rest = self.rest();
        let trimmed = rest.trim_start_matches(' ');
        for word in ["hrs", "hours", "Uhr", "uhr", "o'clock"] {
            let follows = |tail: &str| !tail.starts_with(char::is_alphanumeric);
            if trimmed.strip_prefix(word).is_some_and(follows) {
                self.at += rest.len() - trimmed.len() + word.len();
                return;
            }
        }
    }

    fn east_asian_half(&mut self) -> Option<Half> {
        for (word, half) in [
            ("午前", Half::Morning),
            ("午後", Half::Afternoon),
            ("上午", Half::Morning),
            ("下午", Half::Afternoon),
            ("오전", Half::Morning),
            ("오후", Half::Afternoon),
        ] {
            if self.rest().starts_with(word) {
                self.at += word.len();
                self.blanks();
                return Some(half);
            }
        }
        None
    }

    /// `am`, `p.m.`, `a`, `PM`.
    fn half_of_day(&mut self) -> Option<Half> {
        let rest = self.rest();
        let trimmed = rest.trim_start_matches([' ', '\u{a0}']);
        let lead = rest.len() - trimmed.len();
        let lower: String = trimmed.chars().take(4).collect::<String>().to_ascii_lowercase();
        for (word, half) in [
            ("a.m.", Half::Morning),
            ("p.m.", Half::Afternoon),
            ("am", Half::Morning),
            ("pm", Half::Afternoon),
            ("a", Half::Morning),
            ("p", Half::Afternoon),
        ] {
            let short = word.len() == 1;
            if lower.starts_with(word) && !(short && lead > 0) {
                let tail = &trimmed[word.len()..];
                if !tail.starts_with(|c: char| c.is_alphanumeric() || c == '_') {
                    self.at += lead + word.len();
                    return Some(half);
                }
            }
        }
        None
    }

    fn day(&mut self, clock_is_known: bool) -> Option<PartialDay> {
        let start = self.at;
        let day = self.day_here(clock_is_known);
        if day.is_none() {
            self.at = start;
        }
        day
    }

    fn day_here(&mut self, clock_is_known: bool) -> Option<PartialDay> {
        if self.peek()?.is_alphabetic() {
            return self.month_name_first();
        }
        let start = self.at;
        for form in [Reader::iso, Reader::east_asian, Reader::day_then_month_name, Reader::numeric] {
            if let Some(day) = form(self) {
                return Some(day);
            }
            self.at = start;
        }
        self.month_day(clock_is_known)
    }

    /// `2018-03-13`, `2018/03/13`, `2018.03.13`, `2025-Feb-07`
    fn iso(&mut self) -> Option<PartialDay> {
        let year = self.digits(4, 4)?;
        let mark = self.peek().filter(|mark| matches!(mark, '-' | '/' | '.' | '‑' | '–'))?;
        self.at += mark.len_utf8();
        let month = match self.digits(1, 2) {
            Some(month) => month,
            None => i32::from(self.month_word()?),
        };
        if !self.take(mark) {
            return None;
        }
        let day = self.digits(1, 2)?;
        partial(Some(year), month, day, false)
    }

    /// `2024年1月5日`, `1月5日`, `2024년 1월 5일`
    fn east_asian(&mut self) -> Option<PartialDay> {
        let first = self.digits(1, 4)?;
        self.blanks();
        let (year, month) = if matches!(self.peek(), Some('年' | '년')) {
            self.at += self.peek().map_or(0, char::len_utf8);
            self.blanks();
            let month = self.digits(1, 2)?;
            self.blanks();
            (Some(first), month)
        } else {
            (None, first)
        };
        if !self.take('月') && !self.take('월') {
            return None;
        }
        self.blanks();
        let day = self.digits(1, 2)?;
        self.blanks();
        if !self.take('日') && !self.take('일') && !self.take('号') {
            return None;
        }
        partial(year, month, day, false)
    }

    fn month_word(&mut self) -> Option<i8> {
        let rest = self.rest();
        let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let month = CALENDAR.month(&rest[..end])?;
        self.at += end;
        self.take('.');
        Some(month)
    }

    /// `March 26th, 2019`, `Jan 14`, `Oct 31 2021`, `October 7th & 8th`
    fn month_name_first(&mut self) -> Option<PartialDay> {
        let month = self.month_word()?;
        if !self.take('-') {
            self.blanks();
        }
        let day = self.digits(1, 2)?;
        if self.rest().starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        self.ordinal();
        let here = self.at;
        self.take(',');
        self.blanks();
        self.take('\'');
        let year = self.year_here(4).or_else(|| {
            self.at = here;
            None
        });
        partial(year, i32::from(month), day, false)
    }

    /// `6th Nov 2023`, `20-Sept-2023`, `5. januar 2024`, `5 de enero de 2024`
    fn day_then_month_name(&mut self) -> Option<PartialDay> {
        let day = self.digits(1, 2)?;
        self.ordinal();
        self.take('.');
        if !self.take('-') {
            self.blanks();
        }
        for word in ["de ", "of "] {
            if self.rest().starts_with(word) {
                self.at += word.len();
            }
        }
        let month = self.month_word()?;
        let here = self.at;
        if !self.take('-') {
            self.take(',');
            self.blanks();
        }
        for word in ["de ", "del "] {
            if self.rest().starts_with(word) {
                self.at += word.len();
            }
        }
        let year = self.year_here(4).or_else(|| {
            self.at = here;
            None
        });
        partial(year, i32::from(month), day, false)
    }

    /// Four digits that are not the start of a clock time.
    fn year_here(&mut self, digits: usize) -> Option<i32> {
        let year = self.digits(digits, digits)?;
        let clock =
            self.rest().starts_with(':') && self.rest()[1..].starts_with(|c: char| c.is_ascii_digit());
        ((1970..=2100).contains(&year) && !clock).then_some(year)
    }

    fn ordinal(&mut self) {
        for suffix in ["st", "nd", "rd", "th", "er", "º", "ª"] {
            let rest = self.rest();
            if rest.starts_with(suffix) && !rest[suffix.len()..].starts_with(char::is_alphanumeric) {
                self.at += suffix.len();
                return;
            }
        }
    }

    /// `24.05.2022`, `09/07/2022`, `4/21/23`, `26-09-2024`
    fn numeric(&mut self) -> Option<PartialDay> {
        let first = self.digits(1, 2)?;
        let mark = self.peek().filter(|mark| matches!(mark, '.' | '/' | '-'))?;
        self.at += 1;
        let second = self.digits(1, 2)?;
        if !self.take(mark) {
            return None;
        }
        let here = self.at;
        let year = self.year_here(4).or_else(|| {
            self.at = here;
            self.digits(2, 2).map(|year| year + 2000)
        })?;
        if mark == '.' || first > 12 {
            return partial(Some(year), second, first, false);
        }
        if second > 12 {
            return partial(Some(year), first, second, false);
        }
        let (month, day) = match self.order {
            SlashOrder::MonthFirst => (first, second),
            SlashOrder::DayFirst => (second, first),
        };
        partial(Some(year), month, day, true)
    }

    /// `03-26` and `4/21` before a clock time or alone; `24.05.` likewise.
    fn month_day(&mut self, clock_is_known: bool) -> Option<PartialDay> {
        let start = self.at;
        let first = self.digits(1, 2)?;
        let mark = self.peek().filter(|mark| matches!(mark, '.' | '/' | '-'))?;
        self.at += 1;
        let second = self.digits(1, 2)?;
        let width = self.at - start;
        if mark == '.' {
            let pointed = self.take('.');
            // "10.05-10.20" is from five past to twenty past.
            let range =
                !pointed && self.rest().trim_start().starts_with(['-', '–', '—', '~', '→']) && first < 24;
            if range || !pointed && (clock_is_known || !self.clock_follows()) {
                return None;
            }
            return partial(None, second, first, false);
        }
        if mark == '-' && width != 5 {
            return None;
        }
        let ends =
            self.rest().trim_start().is_empty() || self.rest().starts_with([':', ']', ')', '_', '*', ',']);
        if !ends && !self.clock_follows() {
            return None;
        }
        match (first, second) {
            (13.., _) => partial(None, second, first, false),
            (_, 13..) => partial(None, first, second, false),
            _ if mark == '-' => partial(None, first, second, false),
            _ => match self.order {
                SlashOrder::MonthFirst => partial(None, first, second, true),
                SlashOrder::DayFirst => partial(None, second, first, true),
            },
        }
    }

    fn clock_follows(&self) -> bool {
        let mut ahead = Reader { words: self.words, at: self.at, order: self.order };
        let rest = ahead.rest();
        ahead.at += rest.len()
            - rest
                .trim_start_matches(|c: char| {
                    c.is_whitespace() || matches!(c, ',' | '-' | '–' | '~' | '@' | 'T')
                })
                .len();
        let _ = ahead.word(&CALENDAR.about) || ahead.word(&CALENDAR.before);
        ahead.blanks();
        ahead.at > self.at && ahead.clock().is_some()
    }

    /// Whether a letter or digit follows without a gap, so that what was read is part of a longer word.
    fn glued(&self) -> bool {
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

#[derive(Clone, Copy)]
enum Half {
    Morning,
    Afternoon,
}

fn clock_in_half(hour: i32, minute: i32, second: Option<i32>, half: Half) -> Option<(Clock, bool)> {
    let hour = match (hour, half) {
        (12, Half::Morning) => 0,
        (1..=11, Half::Afternoon) => hour + 12,
        _ => hour,
    };
    plain_clock(hour, minute, second)
}

fn plain_clock(hour: i32, minute: i32, second: Option<i32>) -> Option<(Clock, bool)> {
    let next_day = hour == 24 && minute == 0;
    let hour = if next_day { 0 } else { hour };
    let second = match second {
        Some(second) => Some(i8::try_from(second).ok()?),
        None => None,
    };
    Clock::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, second).map(|clock| (clock, next_day))
}

fn partial(year: Option<i32>, month: i32, day: i32, ambiguous: bool) -> Option<PartialDay> {
    let year = match year {
        Some(year) => Some(i16::try_from(year).ok().filter(|year| (1970..=2100).contains(year))?),
        None => None,
    };
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some(PartialDay {
        year,
        month,
        day,
        ambiguous,
    })
}
