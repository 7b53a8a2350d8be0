//! "This week, three years ago": incidents of other years around a day of this one.

use crate::model::Day;

/// How many days before and after count as the same week.
const AROUND: i64 = 3;

/// Whether a day of an earlier year lies within three days of today's.
pub(crate) fn is_of_this_week(day: Day, today: Day) -> bool {
    // Around New Year the day may stand in the year before or after.
    day.year < today.year
        && [-1, 0, 1].into_iter().any(|shift| {
            let then = Day { year: today.year + shift, ..day };
            then.days_until(today).is_some_and(|days| days.abs() <= AROUND)
        })
}

/// How many years lie between a day and the same week of today's year.
pub(crate) fn years_ago(day: Day, today: Day) -> i64 {
    let days = day.days_until(today).unwrap_or_default();
    (days as f64 / 365.25).round() as i64
}
