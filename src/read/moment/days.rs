//! Days in the notations people use: `2018-03-13`, `24.05.2022`, `March 26th, 2019`, `2024年1月5日`, `03-26`.

use super::calendar::CALENDAR;
use super::stamp::{PartialDay, Reader, SlashOrder};

impl Reader<'_> {
    pub(super) fn day(&mut self, clock_is_known: bool) -> Option<PartialDay> {
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
