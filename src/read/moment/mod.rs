//! Dates, clock times and zones in the notations people use.

mod calendar;
mod stamp;

pub(crate) use stamp::{
    PartialDay, SlashOrder, Stamp, dates, first_date, leading, range, trailing, zone, zone_in,
};

/// Whether a word names a day of the week.
pub(crate) fn is_weekday(word: &str) -> bool {
    calendar::CALENDAR.is_weekday(word.trim().trim_end_matches('.'))
}

#[cfg(test)]
mod tests;
