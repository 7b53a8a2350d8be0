//! What can be measured of one COE.

use std::collections::BTreeMap;

use crate::model::{Coe, Day, Fact, Moment};

/// A question every incident is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Was it found in under five minutes?
    Detected,
    /// Was it fixed in under an hour?
    Fixed,
    /// Was nobody hit?
    NearMiss,
}

impl Question {
    /// Less than so many seconds is a yes.
    const FIVE_MINUTES: i64 = 5 * 60;
    const AN_HOUR: i64 = 60 * 60;
}

/// How long something took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measured {
    /// In seconds; below zero where it was detected before anyone was hit.
    pub seconds: i64,
    /// Whether one of the times is a conclusion.
    pub inferred: bool,
}

/// What can be measured of one COE; nothing where its document does not say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measures {
    /// From the beginning of the impact until it was noticed.
    pub detect: Option<Measured>,
    /// From the beginning of the impact until all was well.
    pub fix: Option<Measured>,
    /// From where the story starts until it was noticed.
    pub lookback: Option<Measured>,
    /// Length of the impact, in minutes.
    pub duration_minutes: Option<f64>,
    /// Days from the incident to the first commit of its document.
    pub publish_days: Option<i64>,
    /// `alarm`, `customer`, `employee`, `other`.
    pub detected_by: Option<&'static str>,
    /// Whether nobody was hit; nothing where the document does not say why it was written.
    pub near_miss: Option<bool>,
}

impl Measures {
    pub(super) fn of(coe: &Coe, imported_on: Option<Day>) -> Measures {
        let times = &coe.times;
        let until_detected = |from: &Option<Fact<Moment>>| between(from, &times.detected);
        Measures {
            detect: until_detected(&times.impact_start),
            fix: between(&times.impact_start, &times.recovered).filter(|it| it.seconds >= 0),
            lookback: until_detected(&times.origin).filter(|it| it.seconds >= 0),
            duration_minutes: coe.duration_minutes.as_ref().map(|it| it.value).filter(|it| *it >= 0.0),
            publish_days: publish_days(coe, imported_on),
            detected_by: coe.detected_by.as_ref().and_then(|it| detector(&it.value)),
            near_miss: coe.trigger.as_ref().map(|trigger| trigger.value == "near-miss"),
        }
    }

    /// What the COE answers to a question; nothing where nobody knows.
    pub fn answer(&self, question: Question) -> Option<bool> {
        match question {
            Question::Detected => self.detect.map(|it| it.seconds < Question::FIVE_MINUTES),
            Question::Fixed => self.fix.map(|it| it.seconds < Question::AN_HOUR),
            Question::NearMiss => self.near_miss,
        }
    }
}

/// Ways an incident was noticed, in the order they are told.
pub(crate) const DETECTORS: [&str; 4] = ["alarm", "customer", "employee", "other"];

fn detector(word: &str) -> Option<&'static str> {
    DETECTORS.into_iter().find(|known| *known == word)
}

/// How far apart two moments of one document are: by their instants where both have a zone, else by their clocks.
pub(crate) fn between(from: &Option<Fact<Moment>>, to: &Option<Fact<Moment>>) -> Option<Measured> {
    let (from, to) = (from.as_ref()?, to.as_ref()?);
    let seconds = match (from.value.offset_minutes(), to.value.offset_minutes()) {
        (Some(_), Some(_)) => to.value.instant_seconds()? - from.value.instant_seconds()?,
        _ => to.value.wall_seconds()? - from.value.wall_seconds()?,
    };
    Some(Measured { seconds, inferred: from.origin.inferred || to.origin.inferred })
}

fn publish_days(coe: &Coe, imported_on: Option<Day>) -> Option<i64> {
    let first = coe.history.as_ref()?.first;
    if Some(first) == imported_on {
        return None;
    }
    coe.date.as_ref()?.value.days_until(first).filter(|days| *days >= 0)
}

/// The day most documents have their first commit on, where at least eight do and these are more than half of all: a
/// folder that was moved into a repository.
pub(crate) fn imported_on(coes: &[Coe]) -> Option<Day> {
    let mut days: BTreeMap<Day, usize> = BTreeMap::new();
    let histories = coes.iter().filter_map(|coe| coe.history.as_ref());
    histories.for_each(|history| *days.entry(history.first).or_default() += 1);
    let known: usize = days.values().sum();
    let (day, number) = days.into_iter().max_by_key(|(_, number)| *number)?;
    (number >= super::FEW && number * 2 > known).then_some(day)
}
