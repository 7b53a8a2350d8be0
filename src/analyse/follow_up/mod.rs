//! What was promised, and how it stands on a day.
//!
//! Everything that counts actions (the board, packs, exports, feeds, the command) counts what [`FollowUp`] holds, so that
//! no two of them disagree.

pub mod backlog;
mod checkpoints;
mod owners;
mod tally;

use std::collections::BTreeMap;

use crate::model::{Action, ActionStatus, Coe, Day, Horizon, KnowledgeBase};

pub use checkpoints::{Checkpoint, CheckpointBasis};
pub use owners::Owner;
pub use tally::Tally;

/// Every action of a knowledge base, as it stands on a day.
#[derive(Debug)]
pub struct FollowUp {
    /// The day.
    pub today: Day,
    /// Every action, by COE and in the order of its document.
    pub actions: Vec<Followed>,
    /// Who is named as owner, by name in addresses.
    pub owners: Vec<Owner>,
    /// Other names of owners, with their names in addresses.
    synonyms: BTreeMap<String, String>,
    /// When somebody asks how far open actions are: those missed first, the longest ago first; then the next to come.
    pub checkpoints: Vec<Checkpoint>,
    /// COEs by index whose actions are open, and which name neither a debrief nor a checkpoint.
    pub unasked: Vec<usize>,
}

/// An action as it stands on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Followed {
    /// Its COE, by index.
    pub coe: usize,
    /// Its place among the actions of the COE.
    pub action: usize,
    /// How it stands.
    pub standing: Standing,
    /// Its owner, by place in [`FollowUp::owners`].
    pub owner: Option<usize>,
    /// The day of the incident, which it is as old as.
    pub opened: Option<Day>,
    /// The last day it may be due by the deadlines of the knowledge base; nothing without a horizon or a day of the incident.
    pub deadline: Option<Day>,
    /// What cannot be right about it.
    pub doubts: Vec<Doubt>,
}

/// How an action stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Open, and its day has passed.
    Overdue,
    /// Open, and its day is to come.
    Due,
    /// Open, without a day.
    Undated,
    /// The document does not say whether it was done.
    Unknown,
    /// Done.
    Done,
    /// Done, and seen to work.
    Verified,
    /// Put off.
    Deferred,
    /// Not to be done.
    Declined,
}

/// What cannot be right about an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// It is due on a day no calendar has.
    ImpossibleDue,
    /// It was due before the incident.
    DueBeforeIncident,
    /// It was done before the incident.
    DoneBeforeIncident,
    /// It was done on a day that is still to come.
    DoneInFuture,
    /// Its owner is no team of the vocabulary, which names teams.
    UnknownOwner,
}

impl Standing {
    /// Every standing, in the order they are told.
    pub const ALL: [Standing; 8] = [
        Standing::Overdue,
        Standing::Due,
        Standing::Undated,
        Standing::Unknown,
        Standing::Done,
        Standing::Verified,
        Standing::Deferred,
        Standing::Declined,
    ];

    /// How an action stands on a day.
    pub fn of(action: &Action, today: Day) -> Standing {
        match (action.status, action.due) {
            (None, _) => Standing::Unknown,
            (Some(ActionStatus::Open), Some(due)) if due < today => Standing::Overdue,
            (Some(ActionStatus::Open), Some(_)) => Standing::Due,
            (Some(ActionStatus::Open), None) => Standing::Undated,
            (Some(ActionStatus::Done), _) => Standing::Done,
            (Some(ActionStatus::Verified), _) => Standing::Verified,
            (Some(ActionStatus::Deferred), _) => Standing::Deferred,
            (Some(ActionStatus::Declined), _) => Standing::Declined,
        }
    }

    /// The word used in data: `overdue`.
    pub fn word(self) -> &'static str {
        match self {
            Standing::Overdue => "overdue",
            Standing::Due => "due",
            Standing::Undated => "undated",
            Standing::Unknown => "unknown",
            Standing::Done => "done",
            Standing::Verified => "verified",
            Standing::Deferred => "deferred",
            Standing::Declined => "declined",
        }
    }

    /// Whether the document says that it is still to be done.
    pub fn is_open(self) -> bool {
        matches!(self, Standing::Overdue | Standing::Due | Standing::Undated)
    }

    /// Whether nobody has closed it, one way or the other; where nothing is said nobody has.
    pub fn is_unclosed(self) -> bool {
        self.is_open() || self == Standing::Unknown
    }

    /// Whether it was done.
    pub fn is_done(self) -> bool {
        matches!(self, Standing::Done | Standing::Verified)
    }
}

impl Doubt {
    /// Every doubt, in the order they are told.
    pub const ALL: [Doubt; 5] = [
        Doubt::ImpossibleDue,
        Doubt::DueBeforeIncident,
        Doubt::DoneBeforeIncident,
        Doubt::DoneInFuture,
        Doubt::UnknownOwner,
    ];

    /// The word used in data: `impossible-due`.
    pub fn word(self) -> &'static str {
        match self {
            Doubt::ImpossibleDue => "impossible-due",
            Doubt::DueBeforeIncident => "due-before-incident",
            Doubt::DoneBeforeIncident => "done-before-incident",
            Doubt::DoneInFuture => "done-in-future",
            Doubt::UnknownOwner => "unknown-owner",
        }
    }
}

impl Followed {
    /// The action itself.
    pub fn action<'k>(&self, knowledge: &'k KnowledgeBase) -> &'k Action {
        &knowledge.coes[self.coe].actions[self.action]
    }

    /// How many days it is overdue; nothing when it is not, or when no calendar has its day.
    pub fn days_overdue(&self, knowledge: &KnowledgeBase, today: Day) -> Option<i64> {
        let due = self.action(knowledge).due.filter(|_| self.standing == Standing::Overdue)?;
        due.days_until(today)
    }

    /// How many days ago the incident was.
    pub fn age(&self, today: Day) -> Option<i64> {
        self.opened?.days_until(today).filter(|days| *days >= 0)
    }

    /// Whether it is open although the deadline of its horizon has passed, or due only after it.
    pub fn breaks_deadline(&self, knowledge: &KnowledgeBase, today: Day) -> bool {
        let Some(deadline) = self.deadline.filter(|_| self.standing.is_open()) else { return false };
        deadline < today || self.action(knowledge).due.is_some_and(|due| due > deadline)
    }
}

impl FollowUp {
    /// Everything that was promised, as it stands on a day; linear in the actions but for sorting.
    pub fn of(knowledge: &KnowledgeBase, today: Day) -> FollowUp {
        let teams = owners::Teams::of(knowledge);
        let mut found = owners::Found::default();
        let mut actions = Vec::new();
        for (index, coe) in knowledge.coes.iter().enumerate() {
            for (place, action) in coe.actions.iter().enumerate() {
                let owner = action.owner.as_deref().and_then(|owner| found.add(owner, &teams, actions.len()));
                let is_strange =
                    action.owner.is_some() && owner.is_some_and(|it| found.is_strange(it, &teams));
                actions.push(followed(
                    (knowledge, today),
                    (index, coe),
                    (place, action),
                    (owner, is_strange),
                ));
            }
        }
        let owners = found.sorted(&mut actions);
        let (checkpoints, unasked) = checkpoints::of(knowledge, &actions, today);
        FollowUp { today, actions, owners, synonyms: teams.synonyms(), checkpoints, unasked }
    }

    /// How all actions stand.
    pub fn tally(&self) -> Tally {
        self.actions.iter().map(|followed| followed.standing).collect()
    }

    /// The owner some words name as their document does, or by the name in addresses.
    pub fn owner(&self, name: &str) -> Option<&Owner> {
        let slug = crate::model::slug(name.trim_start_matches('@'));
        let by_slug = |slug: &str| self.owners.binary_search_by(|owner| owner.slug.as_str().cmp(slug)).ok();
        let place = by_slug(&slug).or_else(|| self.synonyms.get(&slug).and_then(|slug| by_slug(slug)))?;
        self.owners.get(place)
    }

    /// The actions of a COE, in the order of its document.
    pub fn of_coe(&self, coe: usize) -> &[Followed] {
        let first = self.actions.partition_point(|it| it.coe < coe);
        let length = self.actions[first..].partition_point(|it| it.coe == coe);
        &self.actions[first..first + length]
    }

    /// How the actions of each horizon stand, those without one last.
    pub fn horizons(&self, knowledge: &KnowledgeBase) -> [(Option<Horizon>, Tally); 4] {
        let horizons = [Some(Horizon::Short), Some(Horizon::Medium), Some(Horizon::Long), None];
        horizons.map(|horizon| (horizon, self.of_horizon(knowledge, horizon)))
    }

    /// How the actions of a horizon stand, or those without one.
    fn of_horizon(&self, knowledge: &KnowledgeBase, horizon: Option<Horizon>) -> Tally {
        let own = self.actions.iter().filter(|it| it.action(knowledge).horizon == horizon);
        own.map(|followed| followed.standing).collect()
    }

    /// Actions that are open past the deadline of their horizon, or due only after it.
    pub fn breaking_deadline<'f>(
        &'f self,
        knowledge: &'f KnowledgeBase,
    ) -> impl Iterator<Item = &'f Followed> {
        self.actions.iter().filter(|it| it.breaks_deadline(knowledge, self.today))
    }
}

fn followed(
    (knowledge, today): (&KnowledgeBase, Day),
    (index, coe): (usize, &Coe),
    (place, action): (usize, &Action),
    (owner, is_strange): (Option<usize>, bool),
) -> Followed {
    let opened = coe.date.as_ref().map(|date| date.value);
    let deadline =
        opened.zip(action.horizon).and_then(|(opened, horizon)| deadline(knowledge, coe, opened, horizon));
    Followed {
        coe: index,
        action: place,
        standing: Standing::of(action, today),
        owner,
        opened,
        deadline,
        doubts: doubts(action, opened, today, is_strange),
    }
}

/// The last day an action of a horizon may be due.
fn deadline(knowledge: &KnowledgeBase, coe: &Coe, opened: Day, horizon: Horizon) -> Option<Day> {
    let level = coe.severity.as_ref().and_then(|severity| severity.value.level);
    opened.plus(i64::from(knowledge.deadlines.days(level, horizon)))
}

fn doubts(action: &Action, opened: Option<Day>, today: Day, is_strange: bool) -> Vec<Doubt> {
    let before = |day: Option<Day>| day.zip(opened).is_some_and(|(day, opened)| day < opened);
    let found = [
        (Doubt::ImpossibleDue, action.due.is_some_and(|due| due.civil().is_none())),
        (Doubt::DueBeforeIncident, before(action.due)),
        (Doubt::DoneBeforeIncident, before(action.done_on)),
        (Doubt::DoneInFuture, action.done_on.is_some_and(|done| done > today)),
        (Doubt::UnknownOwner, is_strange),
    ];
    found.into_iter().filter(|(_, holds)| *holds).map(|(doubt, _)| doubt).collect()
}
