//! Just enough calendar for documents that carry dates.

use std::fmt;

/// Minutes since 1970-01-01 00:00, local to whatever zone a document uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moment(i64);

/// A calendar day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day {
    /// Days since 1970-01-01.
    number: i64,
}

const MINUTES_PER_DAY: i64 = 24 * 60;

const MONTHS: [&str; 12] = [
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

impl Moment {
    /// This many minutes later (or earlier).
    pub(super) fn plus(self, minutes: i64) -> Self {
        Self(self.0 + minutes)
    }

    /// Minutes from here to `later`.
    pub(super) fn minutes_to(self, later: Self) -> i64 {
        later.0 - self.0
    }

    /// The day it falls on.
    pub(super) fn day(self) -> Day {
        Day { number: self.0.div_euclid(MINUTES_PER_DAY) }
    }

    /// `09:38`.
    pub(super) fn clock(self) -> String {
        let minute = self.0.rem_euclid(MINUTES_PER_DAY);
        format!("{:02}:{:02}", minute / 60, minute % 60)
    }

    /// `9:38 am`.
    pub(super) fn twelve_hour_clock(self) -> String {
        let minute = self.0.rem_euclid(MINUTES_PER_DAY);
        let (hour, half) = (minute / 60, if minute < MINUTES_PER_DAY / 2 { "am" } else { "pm" });
        format!("{}:{:02} {half}", (hour + 11) % 12 + 1, minute % 60)
    }
}

impl fmt::Display for Moment {
    /// `2022-04-01 09:38`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.day(), self.clock())
    }
}

impl Day {
    /// The day of a date of the Gregorian calendar (Hinnant's `days_from_civil`).
    pub(super) fn new(year: i64, month: i64, day: i64) -> Self {
        let year = if month <= 2 { year - 1 } else { year };
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Self { number: era * 146_097 + day_of_era - 719_468 }
    }

    /// This many days later (or earlier).
    pub(super) fn plus(self, days: i64) -> Self {
        Self { number: self.number + days }
    }

    /// Days from `earlier` to this one.
    pub(super) fn since(self, earlier: Self) -> i64 {
        self.number - earlier.number
    }

    /// The moment `minutes` after its midnight.
    pub(super) fn at(self, minutes: i64) -> Moment {
        Moment(self.number * MINUTES_PER_DAY + minutes)
    }

    /// Its year.
    pub(super) fn year(self) -> i64 {
        self.civil().0
    }

    /// `April 1, 2022`.
    pub(super) fn in_words(self) -> String {
        let (year, month, day) = self.civil();
        format!("{} {day}, {year}", month_name(month))
    }

    /// `April`.
    pub(super) fn month_name(self) -> &'static str {
        month_name(self.civil().1)
    }

    /// Year, month and day (Hinnant's `civil_from_days`).
    fn civil(self) -> (i64, i64, i64) {
        let shifted = self.number + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = (month_from_march + 2) % 12 + 1;
        (year_of_era + era * 400 + i64::from(month <= 2), month, day)
    }
}

/// The English name of the month `1..=12`.
fn month_name(month: i64) -> &'static str {
    MONTHS[(month - 1).rem_euclid(12) as usize]
}

impl fmt::Display for Day {
    /// `2022-04-01`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        write!(out, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_dates_are_inverse() {
        for days in 0..9_000 {
            let day = Day::new(2004, 1, 1).plus(days);
            let (year, month, number) = day.civil();
            assert_eq!(Day::new(year, month, number), day);
        }
        assert_eq!(Day::new(2024, 2, 28).plus(1).to_string(), "2024-02-29");
        assert_eq!(Day::new(1970, 1, 1).since(Day::new(1969, 12, 31)), 1);
    }

    #[test]
    fn clocks_have_two_notations() {
        let moment = Day::new(2022, 4, 1).at(0);
        assert_eq!(moment.twelve_hour_clock(), "12:00 am");
        assert_eq!(moment.plus(13 * 60 + 5).twelve_hour_clock(), "1:05 pm");
        assert_eq!(moment.plus(-1).to_string(), "2022-03-31 23:59");
    }
}
