//! How it stood with what was promised before, each time something happened again.

use crate::analyse::{Insight, StandingThen};
use crate::model::KnowledgeBase;

/// How it stood with earlier promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AfterClosure {
    /// Something was still open, on time or overdue.
    StillOpen,
    /// Everything that was promised had been done: the fix did not hold.
    AllDone,
    /// Nothing is known to have been open, but of something nobody says whether it was done by then.
    NobodySays,
    /// All that was not done had been given up.
    GivenUp,
    /// Nothing had been promised.
    NothingPromised,
}

impl AfterClosure {
    /// Every answer, in the order they are told.
    pub const ALL: [AfterClosure; 5] = [
        AfterClosure::StillOpen,
        AfterClosure::AllDone,
        AfterClosure::NobodySays,
        AfterClosure::GivenUp,
        AfterClosure::NothingPromised,
    ];

    /// The word used in data: `still-open`.
    pub fn word(self) -> &'static str {
        match self {
            AfterClosure::StillOpen => "still-open",
            AfterClosure::AllDone => "all-done",
            AfterClosure::NobodySays => "nobody-says",
            AfterClosure::GivenUp => "given-up",
            AfterClosure::NothingPromised => "nothing-promised",
        }
    }
}

/// A COE that is not the first of its family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recurred {
    /// The COE, by index.
    pub coe: usize,
    /// Its family, by place in [`Insight::families`].
    pub family: usize,
    /// How it stood with what earlier members had promised.
    pub after: AfterClosure,
}

/// Every COE that is not the first of its family, and has a date.
pub(super) fn of(knowledge: &KnowledgeBase, insight: &Insight) -> Vec<Recurred> {
    let mut recurred = Vec::new();
    for (place, family) in insight.families.iter().enumerate() {
        let dated = |coe: &&usize| knowledge.coes[**coe].date.is_some();
        for coe in family.members.iter().filter(dated).skip(1) {
            let earlier = insight.pending[*coe].iter().filter(|it| family.members.contains(&it.coe));
            let standings: Vec<StandingThen> = earlier.map(|it| it.standing).collect();
            recurred.push(Recurred { coe: *coe, family: place, after: after(&standings) });
        }
    }
    recurred.sort_by_key(|it| it.coe);
    recurred
}

fn after(standings: &[StandingThen]) -> AfterClosure {
    let any = |wanted: fn(&StandingThen) -> bool| standings.iter().any(wanted);
    if standings.is_empty() {
        AfterClosure::NothingPromised
    } else if any(|it| matches!(it, StandingThen::Open | StandingThen::Overdue { .. })) {
        AfterClosure::StillOpen
    } else if any(|it| matches!(it, StandingThen::Unknown | StandingThen::DoneByNow)) {
        AfterClosure::NobodySays
    } else if any(|it| *it == StandingThen::Dropped) {
        AfterClosure::GivenUp
    } else {
        AfterClosure::AllDone
    }
}
