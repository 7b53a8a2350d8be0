//! Clock times in the notations people use: `9:38:18 am`, `16.32`, `14h02`, `16時30分`, `0942Z`.

use super::stamp::Reader;
use crate::model::Clock;

impl Reader<'_> {
    pub(super) fn clock(&mut self) -> Option<(Clock, bool)> {
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
