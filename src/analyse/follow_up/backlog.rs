//! Whether what is owed grows or shrinks.
//!
//! Documents say when an incident was, seldom when an action was done. So the backlog is told in two ways: how what was
//! promised in each period stands today, which needs no such day; and what was promised and closed of late, as far as days
//! are given, with how many are closed without one.

use super::{FollowUp, Tally};
use crate::analyse::periods::{self, Grain, Period};
use crate::model::KnowledgeBase;

/// How far back "of late" goes, in days.
pub const LATELY: i64 = 90;

/// What was promised when, and how it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backlog {
    /// How what was promised in each period stands today, the earliest first.
    pub cohorts: Vec<(Period, Tally)>,
    /// The same for incidents without a date.
    pub undated: Tally,
    /// Promised in the [`LATELY`] days up to today.
    pub promised_lately: usize,
    /// Done in that time, as far as a day is given.
    pub closed_lately: usize,
    /// Done, and nobody says when.
    pub closed_sometime: usize,
}

/// What was promised when.
pub fn of(follow_up: &FollowUp, knowledge: &KnowledgeBase) -> Backlog {
    let today = follow_up.today;
    let grain = periods::grain(follow_up.actions.iter().filter_map(|it| it.opened));
    let grain = if grain == Grain::Quarter && follow_up.actions.len() < 32 { Grain::Year } else { grain };
    let dated = follow_up.actions.iter().map(|it| (it.opened, it.standing));
    let (cohorts, undated) = periods::grouped(dated, grain);
    let lately =
        |day: crate::model::Day| day.days_until(today).is_some_and(|days| (0..LATELY).contains(&days));
    let done = || follow_up.actions.iter().filter(|it| it.standing.is_done());
    let done_on = |it: &&super::Followed| it.action(knowledge).done_on;
    Backlog {
        cohorts: cohorts.into_iter().map(|(period, of)| (period, of.into_iter().collect())).collect(),
        undated: undated.into_iter().collect(),
        promised_lately: follow_up.actions.iter().filter(|it| it.opened.is_some_and(lately)).count(),
        closed_lately: done().filter(|it| done_on(it).is_some_and(lately)).count(),
        closed_sometime: done().filter(|it| done_on(it).is_none()).count(),
    }
}
