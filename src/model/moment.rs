//! Points in time as documents state them: a date, a clock time, a zone, or any part of these.

use std::fmt;

use jiff::civil;
use serde::{Serialize, Serializer};

/// English names of the months, January first.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A calendar day as it was written; it need not exist (31 June is kept, and reported).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// Year, four digits.
    pub year: i16,
    /// Month, 1 to 12.
    pub month: i8,
    /// Day of the month, 1 to 31.
    pub day: i8,
}

impl Day {
    /// A day whose month is 1 to 12 and whose day is 1 to 31, whether or not the month is that long.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Day> {
        let plausible = (1970..=2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        plausible.then_some(Day { year, month, day })
    }

    /// The day in the calendar, or nothing when the month has no such day.
    pub fn civil(self) -> Option<civil::Date> {
        civil::Date::new(self.year, self.month, self.day).ok()
    }

    /// Days from this day to another, below zero for one before; nothing when one of them is in no calendar.
    pub fn days_until(self, other: Day) -> Option<i64> {
        Some(i64::from((other.civil()? - self.civil()?).get_days()))
    }

    /// The following day; an impossible day has none.
    pub fn tomorrow(self) -> Option<Day> {
        self.plus(1)
    }

    /// The day so many days later, or earlier for a number below zero; an impossible day has none.
    pub fn plus(self, days: i64) -> Option<Day> {
        self.civil()?.checked_add(jiff::Span::new().try_days(days).ok()?).ok().map(Day::from)
    }
}

impl From<civil::Date> for Day {
    fn from(date: civil::Date) -> Day {
        Day { year: date.year(), month: date.month(), day: date.day() }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A time of day; seconds only where they were written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clock {
    /// Hour, 0 to 23.
    pub hour: i8,
    /// Minute, 0 to 59.
    pub minute: i8,
    /// Second, 0 to 59, if stated.
    pub second: Option<i8>,
}

impl Clock {
    /// A time of day; 24:00 is the caller's to turn into the next day.
    pub fn new(hour: i8, minute: i8, second: Option<i8>) -> Option<Clock> {
        let valid = (0..24).contains(&hour)
            && (0..60).contains(&minute)
            && second.is_none_or(|second| (0..60).contains(&second));
        valid.then_some(Clock { hour, minute, second })
    }

    /// Seconds since midnight.
    pub fn seconds(self) -> i64 {
        i64::from(self.hour) * 3600 + i64::from(self.minute) * 60 + i64::from(self.second.unwrap_or(0))
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)?;
        match self.second {
            Some(second) => write!(f, ":{second:02}"),
            None => Ok(()),
        }
    }
}

/// A time zone as a document names it.
#[derive(Clone, Debug, PartialEq)]
pub struct Zone {
    /// The words of the document: `PST`, `-05:00`, `Europe/Oslo`.
    pub label: String,
    /// What the words mean.
    pub meaning: ZoneMeaning,
}

/// What a zone name stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum ZoneMeaning {
    /// A fixed distance from UTC, in minutes east.
    Fixed(i32),
    /// A region whose distance from UTC changes with the date.
    Region(jiff::tz::TimeZone),
}

impl Zone {
    /// Coordinated universal time.
    pub fn utc() -> Zone {
        Zone { label: "UTC".into(), meaning: ZoneMeaning::Fixed(0) }
    }

    /// Minutes east of UTC at a wall-clock time in this zone.
    pub fn offset_minutes(&self, day: Day, clock: Clock) -> Option<i32> {
        match &self.meaning {
            ZoneMeaning::Fixed(minutes) => Some(*minutes),
            ZoneMeaning::Region(region) => {
                let wall = wall(day, clock)?;
                let zoned = region.to_ambiguous_timestamp(wall).compatible().ok()?;
                Some(region.to_offset(zoned).seconds() / 60)
            }
        }
    }
}

impl Serialize for Zone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.label)
    }
}

fn wall(day: Day, clock: Clock) -> Option<civil::DateTime> {
    let time = civil::Time::new(clock.hour, clock.minute, clock.second.unwrap_or(0), 0).ok()?;
    Some(day.civil()?.to_datetime(time))
}

/// A point in time with only the parts the document gives.
///
/// Written as `2022-04-01T09:38:18-05:00`; without offset when no zone is known, as `T09:38` when the day is
/// not, as `2022-04-01` when the time of day is not.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Moment {
    /// The day, if known.
    pub day: Option<Day>,
    /// The time of day, if known.
    pub clock: Option<Clock>,
    /// The zone, if stated anywhere.
    pub zone: Option<Zone>,
}

impl Moment {
    /// Whether nothing at all is known.
    pub fn is_empty(&self) -> bool {
        self.day.is_none() && self.clock.is_none()
    }

    /// The wall clock in seconds since an arbitrary day zero, for differences within one zone.
    pub fn wall_seconds(&self) -> Option<i64> {
        let day = self.day?.civil()?;
        let days = i64::from((day - civil::Date::constant(1970, 1, 1)).get_days());
        Some(days * 86_400 + self.clock?.seconds())
    }

    /// Seconds since the Unix epoch; an unknown zone is taken as UTC, so compare only within one document.
    pub fn instant_seconds(&self) -> Option<i64> {
        let wall = self.wall_seconds()?;
        Some(wall - i64::from(self.offset_minutes().unwrap_or(0)) * 60)
    }

    /// Minutes east of UTC, when a zone is known.
    pub fn offset_minutes(&self) -> Option<i32> {
        self.zone.as_ref()?.offset_minutes(self.day?, self.clock?)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(day) = self.day {
            write!(f, "{day}")?;
        }
        if let Some(clock) = self.clock {
            write!(f, "T{clock}")?;
        }
        match self.offset_minutes() {
            Some(offset) => {
                let sign = if offset < 0 { '-' } else { '+' };
                write!(f, "{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60)
            }
            None => Ok(()),
        }
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
