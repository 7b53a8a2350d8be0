//! How far apart moments are, and how that is said.

use crate::model::Moment;

/// Seconds from one moment to another; nothing where a day or a clock time is unknown.
///
/// Where both have a zone their instants are compared, else what their clocks show.
pub(crate) fn seconds_between(from: &Moment, to: &Moment) -> Option<i64> {
    match (from.offset_minutes(), to.offset_minutes()) {
        (Some(_), Some(_)) => Some(to.instant_seconds()? - from.instant_seconds()?),
        _ => Some(to.wall_seconds()? - from.wall_seconds()?),
    }
}

/// A length of time in its two largest units: `2 h 6 min`, `6 min 42 s`, `3 days`.
pub(crate) fn span_of(seconds: i64) -> String {
    let seconds = seconds.abs();
    let (days, hours, minutes, rest) =
        (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    let days_word = if days == 1 { "day" } else { "days" };
    let parts = [(days, days_word), (hours, "h"), (minutes, "min"), (rest, "s")];
    let first = parts.iter().position(|(number, _)| *number > 0).unwrap_or(3);
    let told =
        parts[first..].iter().take(2).enumerate().filter(|(place, (number, _))| *place == 0 || *number > 0);
    told.map(|(_, (number, unit))| format!("{number} {unit}")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::span_of;

    #[test]
    fn says_lengths_in_two_units() {
        let said = [0, 42, 402, 7206, 3600, 90_000, 180_000].map(span_of);
        assert_eq!(said, ["0 s", "42 s", "6 min 42 s", "2 h", "1 h", "1 day 1 h", "2 days 2 h"]);
    }
}
