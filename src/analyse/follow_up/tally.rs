//! How many actions stand how.

use serde::Serialize;

use super::Standing;

/// How many actions stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Open, and their day has passed.
    pub overdue: usize,
    /// Open, and their day is to come.
    pub due: usize,
    /// Open, without a day.
    pub undated: usize,
    /// Nobody says whether they were done.
    pub unknown: usize,
    /// Done, and not known to be verified.
    pub done: usize,
    /// Done, and seen to work.
    pub verified: usize,
    /// Put off.
    pub deferred: usize,
    /// Not to be done.
    pub declined: usize,
}

impl Tally {
    /// How many there are.
    pub fn all(&self) -> usize {
        Standing::ALL.iter().map(|standing| self.of(*standing)).sum()
    }

    /// How many are known to be open.
    pub fn open(&self) -> usize {
        self.overdue + self.due + self.undated
    }

    /// How many were done, verified or not.
    pub fn closed(&self) -> usize {
        self.done + self.verified
    }

    /// How many will not be done, for now or at all.
    pub fn set_aside(&self) -> usize {
        self.deferred + self.declined
    }

    /// How many stand so.
    pub fn of(&self, standing: Standing) -> usize {
        match standing {
            Standing::Overdue => self.overdue,
            Standing::Due => self.due,
            Standing::Undated => self.undated,
            Standing::Unknown => self.unknown,
            Standing::Done => self.done,
            Standing::Verified => self.verified,
            Standing::Deferred => self.deferred,
            Standing::Declined => self.declined,
        }
    }

    fn add(&mut self, standing: Standing) {
        let number = match standing {
            Standing::Overdue => &mut self.overdue,
            Standing::Due => &mut self.due,
            Standing::Undated => &mut self.undated,
            Standing::Unknown => &mut self.unknown,
            Standing::Done => &mut self.done,
            Standing::Verified => &mut self.verified,
            Standing::Deferred => &mut self.deferred,
            Standing::Declined => &mut self.declined,
        };
        *number += 1;
    }
}

impl FromIterator<Standing> for Tally {
    fn from_iter<I: IntoIterator<Item = Standing>>(standings: I) -> Tally {
        let mut tally = Tally::default();
        standings.into_iter().for_each(|standing| tally.add(standing));
        tally
    }
}
