//! Dates, clock times and zones in the notations people use.

mod calendar;
mod clocks;
mod days;
mod stamp;

pub(crate) use stamp::{
    PartialDay, SlashOrder, Stamp, dates, first_date, leading, range, trailing, zone, zone_in,
};

/// Whether a word opens a range: "between".
pub(crate) fn bounds(word: &str) -> bool {
    calendar::CALENDAR.between.contains(&word.to_lowercase())
}

/// The number of a month by its name, or the beginning of it, in any case.
pub(crate) fn month(word: &str) -> Option<i8> {
    calendar::CALENDAR.month(word)
}

/// Whether a word is the short name of a zone: `CEST`, in any case.
pub(crate) fn names_zone(word: &str) -> bool {
    calendar::CALENDAR.names_zone(word)
}

/// The day of the week a word names, 1 for Monday.
pub(crate) fn weekday(word: &str) -> Option<i8> {
    calendar::CALENDAR.weekday(word.trim().trim_end_matches('.'))
}

#[cfg(test)]
mod tests;
