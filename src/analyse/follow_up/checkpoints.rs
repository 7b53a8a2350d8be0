//! Checkpoints: two weeks after the debrief somebody asks how far the actions are, and again until nothing is open.

use super::Followed;
use crate::model::{Coe, Day, KnowledgeBase, Status};

/// Days between checkpoints.
const TWO_WEEKS: i64 = 14;

/// When somebody asks how far the open actions of a COE are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The COE, by index.
    pub coe: usize,
    /// How many of its actions are known to be open.
    pub open: usize,
    /// The next day to ask: today at the earliest.
    pub next: Day,
    /// The day somebody was to ask and nobody wrote that it was done.
    pub missed: Option<Day>,
    /// What the day follows from.
    pub basis: CheckpointBasis,
}

/// What the day of a checkpoint follows from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckpointBasis {
    /// The document names it.
    Stated,
    /// It is two weeks after the debrief the document names.
    Debrief,
}

impl CheckpointBasis {
    /// The word used in data: `debrief`.
    pub fn word(self) -> &'static str {
        match self {
            CheckpointBasis::Stated => "stated",
            CheckpointBasis::Debrief => "debrief",
        }
    }
}

/// The checkpoints of all COEs with open actions, and the COEs that name no day to count from.
pub(super) fn of(
    knowledge: &KnowledgeBase,
    actions: &[Followed],
    today: Day,
) -> (Vec<Checkpoint>, Vec<usize>) {
    let (mut checkpoints, mut unasked) = (Vec::new(), Vec::new());
    for of_coe in actions.chunk_by(|a, b| a.coe == b.coe) {
        let index = of_coe[0].coe;
        let coe = &knowledge.coes[index];
        let open = of_coe.iter().filter(|followed| followed.standing.is_open()).count();
        if open == 0 || !is_followed(coe) {
            continue;
        }
        match checkpoint(coe, today) {
            Some((next, missed, basis)) => {
                checkpoints.push(Checkpoint { coe: index, open, next, missed, basis })
            }
            None => unasked.push(index),
        }
    }
    checkpoints.sort_by_key(|it| (it.missed.is_none(), it.missed.unwrap_or(it.next), it.coe));
    (checkpoints, unasked)
}

/// Whether a COE is out, and not yet ended.
fn is_followed(coe: &Coe) -> bool {
    matches!(coe.status.value, Status::Published | Status::CheckpointDone)
}

fn checkpoint(coe: &Coe, today: Day) -> Option<(Day, Option<Day>, CheckpointBasis)> {
    let review = &coe.review;
    let (first, basis) = match (review.checkpoint_on, review.debrief_on) {
        (Some(checkpoint), _) => (checkpoint, CheckpointBasis::Stated),
        (None, Some(debrief)) => (debrief.plus(TWO_WEEKS)?, CheckpointBasis::Debrief),
        (None, None) => return None,
    };
    let late = first.days_until(today)?;
    if late <= 0 {
        return Some((first, None, basis));
    }
    // Whoever writes that the checkpoint was held has asked; the next is two weeks on.
    let was_held = coe.status.value == Status::CheckpointDone;
    let rounds = (late + TWO_WEEKS - 1) / TWO_WEEKS;
    let next = first.plus(rounds * TWO_WEEKS)?;
    let missed = if was_held { None } else { Some(first) };
    Some((next, missed, basis))
}
