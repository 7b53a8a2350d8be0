//! One request, whatever log tells of it.

use std::borrow::Cow;

use crate::model::Day;

/// How a log is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Each line tells by itself.
    #[default]
    Auto,
    /// `host - user [time] "request" status bytes`
    Common,
    /// The same with referrer and agent.
    Combined,
    /// Fields between tabs, named by a `#Fields:` line.
    CloudFront,
    /// A JSON object a line.
    Json,
}

/// Why a line could not be understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// It ends in the middle.
    Cut,
    /// It has the form of no log, or not of the one that was named.
    Format,
    /// Its time is none.
    Time,
    /// It is longer than a line may be.
    Long,
    /// It holds bytes that are no text.
    Bytes,
}

impl Reason {
    /// The reason in words.
    pub fn words(self) -> &'static str {
        match self {
            Reason::Cut => "ends in the middle",
            Reason::Format => "is no line of a known log",
            Reason::Time => "has no time that can be read",
            Reason::Long => "is longer than 64 kB",
            Reason::Bytes => "holds bytes that are no text",
        }
    }
}

/// A request.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry<'l> {
    /// The day, as the server counts days.
    pub(super) day: Day,
    pub(super) method: Cow<'l, str>,
    /// Path and whatever stands around it.
    pub(super) target: Cow<'l, str>,
    pub(super) status: u16,
    /// What the reader's program calls itself; nothing where the log does not say.
    pub(super) agent: Option<Cow<'l, str>>,
    /// The page the request came from, if the log says so.
    pub(super) referrer: Option<Cow<'l, str>>,
    /// Where the request came from.
    pub(super) address: Cow<'l, str>,
}

/// A day written like `2026-11-01`, with anything behind it.
pub(super) fn day_of_digits(text: &str) -> Option<Day> {
    let day = text.get(..10)?;
    let mut parts = day.split('-');
    let (year, month, number) = (parts.next()?, parts.next()?, parts.next()?);
    if year.len() != 4 || month.len() != 2 || number.len() != 2 || parts.next().is_some() {
        return None;
    }
    real(year.parse().ok()?, month.parse().ok()?, number.parse().ok()?)
}

/// A day of the calendar.
pub(super) fn real(year: i16, month: i8, day: i8) -> Option<Day> {
    Day::new(year, month, day).filter(|day| day.civil().is_some())
}
