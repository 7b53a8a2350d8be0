//! Time in pieces that can be counted: quarters where enough happens in each, years where it does not.

use std::collections::BTreeMap;
use std::fmt;

use crate::model::Day;

/// How many things a quarter has to hold, taken over all of them, to be worth a row of its own.
const PER_QUARTER: usize = 4;

/// The most quarters there are rows for: six years.
const MOST_QUARTERS: usize = 24;

/// Between the first year and the last are at most this many, or only those with something in them are told: a slip in
/// one date would make hundreds.
const MOST_YEARS: usize = 40;

/// How long a piece of time is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grain {
    /// Three months.
    Quarter,
    /// Twelve.
    Year,
}

/// A quarter or a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    /// The year.
    pub year: i16,
    /// 1 to 4; nothing for the whole year.
    pub quarter: Option<i8>,
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.quarter {
            Some(quarter) => write!(f, "{}-Q{quarter}", self.year),
            None => write!(f, "{}", self.year),
        }
    }
}

impl Period {
    /// The period a day falls into.
    pub fn of(day: Day, grain: Grain) -> Period {
        let quarter = (grain == Grain::Quarter).then_some((day.month - 1) / 3 + 1);
        Period { year: day.year, quarter }
    }

    fn next(self) -> Period {
        match self.quarter {
            Some(4) => Period { year: self.year + 1, quarter: Some(1) },
            Some(quarter) => Period { quarter: Some(quarter + 1), ..self },
            None => Period { year: self.year + 1, quarter: None },
        }
    }

    /// How many periods there are from this one to another, both counted.
    fn until(self, other: Period) -> usize {
        let place = |it: Period| match it.quarter {
            Some(quarter) => i64::from(it.year) * 4 + i64::from(quarter),
            None => i64::from(it.year),
        };
        usize::try_from(place(other) - place(self) + 1).unwrap_or(0)
    }
}

/// How long the pieces are that these days are told in.
pub fn grain(days: impl Iterator<Item = Day>) -> Grain {
    let (mut number, mut first, mut last) = (0, None, None);
    for period in days.map(|day| Period::of(day, Grain::Quarter)) {
        number += 1;
        first = Some(first.map_or(period, |first: Period| first.min(period)));
        last = Some(last.map_or(period, |last: Period| last.max(period)));
    }
    let Some((first, last)) = first.zip(last) else { return Grain::Year };
    let quarters = first.until(last);
    if quarters <= MOST_QUARTERS && number >= quarters * PER_QUARTER { Grain::Quarter } else { Grain::Year }
}

/// Things in their periods, the earliest first, with the empty periods between; and those without a day.
pub fn grouped<T>(
    things: impl Iterator<Item = (Option<Day>, T)>,
    grain: Grain,
) -> (Vec<(Period, Vec<T>)>, Vec<T>) {
    let (mut periods, mut undated): (BTreeMap<Period, Vec<T>>, Vec<T>) = (BTreeMap::new(), Vec::new());
    for (day, thing) in things {
        match day {
            Some(day) => periods.entry(Period::of(day, grain)).or_default().push(thing),
            None => undated.push(thing),
        }
    }
    if let (Some(first), Some(last)) = (periods.keys().next().copied(), periods.keys().next_back().copied())
        && first.until(last) <= MOST_YEARS
    {
        let mut period = first;
        while period < last {
            periods.entry(period).or_default();
            period = period.next();
        }
    }
    (periods.into_iter().collect(), undated)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i16, month: i8) -> Day {
        Day { year, month, day: 31 }
    }

    #[test]
    fn quarters_are_told_where_enough_happens_in_each() {
        let busy = [1, 1, 2, 3, 4, 5, 5, 6].map(|month| day(2024, month));
        assert_eq!(grain(busy.into_iter()), Grain::Quarter);
        assert_eq!(grain(busy.into_iter().take(7)), Grain::Year);
        assert_eq!(grain(std::iter::empty()), Grain::Year);
    }

    #[test]
    fn empty_periods_are_told_and_impossible_days_have_one_too() {
        let things = [(Some(day(2023, 11)), 'a'), (Some(day(2024, 6)), 'b'), (None, 'c')];
        let (periods, undated) = grouped(things.into_iter(), Grain::Quarter);
        let told: Vec<String> = periods.iter().map(|(period, of)| format!("{period}:{}", of.len())).collect();
        assert_eq!(told, ["2023-Q4:1", "2024-Q1:0", "2024-Q2:1"]);
        assert_eq!(undated, ['c']);
    }

    #[test]
    fn a_slip_in_a_year_makes_no_hundred_rows() {
        let things = [(Some(day(1970, 1)), 'a'), (Some(day(2024, 6)), 'b')];
        assert_eq!(grouped(things.into_iter(), Grain::Year).0.len(), 2);
    }
}
