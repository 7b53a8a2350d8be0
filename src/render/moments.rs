//! Moments compared and said: how far apart, in which zone, on which day.

use crate::model::{Moment, Zone};

/// A way to put the moments of one document on one scale.
///
/// Where every moment has a zone their instants are compared; where one has none, what their clocks show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clockwork {
    Instants,
    Walls,
}

impl Clockwork {
    pub(super) fn of<'m>(moments: impl Iterator<Item = &'m Moment>) -> Clockwork {
        let mut timed = moments.filter(|moment| moment.wall_seconds().is_some());
        if timed.all(|moment| moment.offset_minutes().is_some()) {
            Clockwork::Instants
        } else {
            Clockwork::Walls
        }
    }

    /// The place of a moment on the scale; nothing without day and clock.
    pub(super) fn seconds(self, moment: &Moment) -> Option<i64> {
        match self {
            Clockwork::Instants => moment.instant_seconds(),
            Clockwork::Walls => moment.wall_seconds(),
        }
    }
}

/// How far two moments stand apart on the page, 0 to 6, by the logarithm of the minutes between them.
pub(super) fn gap_class(seconds: i64) -> u8 {
    match seconds / 60 {
        ..=2 => 0,
        3..=7 => 1,
        8..=19 => 2,
        20..=59 => 3,
        60..=239 => 4,
        240..=1439 => 5,
        _ => 6,
    }
}

/// A zone in words: `UTC`, `UTC−05:00`, `Europe/Oslo`.
pub(super) fn zone(zone: &Zone) -> String {
    match zone.label.strip_prefix(['+', '-', '−']) {
        Some(offset) if zone.label.starts_with('+') => format!("UTC+{offset}"),
        Some(offset) => format!("UTC−{offset}"),
        None if zone.label == "Z" => "UTC".to_owned(),
        None => zone.label.clone(),
    }
}

/// The zone all these moments share, in words; nothing when they share none.
pub(super) fn common_zone<'m>(moments: impl Iterator<Item = &'m Moment>) -> Option<String> {
    let mut zones = moments.map(|moment| moment.zone.as_ref());
    let first = zones.next()??;
    zones.all(|zone| zone.is_some_and(|zone| zone.label == first.label)).then(|| zone(first))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ZoneMeaning;

    #[test]
    fn says_zones_as_clocks_do() {
        let said = |label: &str| zone(&Zone { label: label.to_owned(), meaning: ZoneMeaning::Fixed(0) });
        assert_eq!(
            ["UTC", "-05:00", "+9", "Z", "PST"].map(said),
            ["UTC", "UTC−05:00", "UTC+9", "UTC", "PST"]
        );
    }
}
