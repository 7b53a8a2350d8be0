//! How the promises of earlier COEs stood when a later one began.
//!
//! Documents say how an action stands now and when it was due; when it was done, only some of them. So what is open now
//! was open then, and what is done by now may have been done then or not: unless a day is given, nobody says.

use super::{Insight, Pending, ReasonKind, Related, StandingThen};
use crate::model::{Action, ActionStatus, Coe, Day, KnowledgeBase};

/// COEs of no family, and of which no author says anything, are looked at when they are at least this much alike.
const CLOSE: f32 = 0.7;

/// How the promises of earlier, closely related COEs stood when each COE began: overdue first, longest first.
pub(super) fn run(knowledge: &KnowledgeBase, insight: &Insight) -> Vec<Vec<Pending>> {
    (0..knowledge.coes.len()).map(|coe| of(knowledge, insight, coe)).collect()
}

fn of(knowledge: &KnowledgeBase, insight: &Insight, coe: usize) -> Vec<Pending> {
    let Some(start) = start(&knowledge.coes[coe]) else { return Vec::new() };
    let family = insight.family(coe).map(|(family, _)| family.members.as_slice()).unwrap_or_default();
    let close = insight.related[coe].iter().filter(|it| it.score >= CLOSE || is_stated(it)).map(|it| it.to);
    let mut earlier: Vec<usize> = family.iter().copied().chain(close).collect();
    earlier.sort_unstable();
    earlier.dedup();
    earlier.retain(|other| self::start(&knowledge.coes[*other]).is_some_and(|day| day < start));
    let mut pending: Vec<Pending> = earlier
        .into_iter()
        .flat_map(|coe| {
            let actions = knowledge.coes[coe].actions.iter().enumerate();
            actions.map(move |(place, action)| Pending {
                coe,
                action: place,
                standing: standing(action, start),
            })
        })
        .collect();
    pending.sort_by_key(|it| (rank(it.standing), it.coe, it.action));
    pending
}

/// Whether an author says that two COEs have to do with each other.
fn is_stated(related: &Related) -> bool {
    related.reasons.iter().any(|reason| matches!(reason.kind, ReasonKind::Relation(_)))
}

/// The day an incident began.
fn start(coe: &Coe) -> Option<Day> {
    let impact = coe.times.impact_start.as_ref().and_then(|fact| fact.value.day);
    impact.or_else(|| coe.date.as_ref().map(|fact| fact.value))
}

/// How an action stood on a day.
fn standing(action: &Action, day: Day) -> StandingThen {
    match action.status {
        Some(ActionStatus::Open) => open(action, day),
        Some(ActionStatus::Done | ActionStatus::Verified) => match action.done_on {
            Some(done) if done <= day => StandingThen::DoneBefore,
            Some(_) => open(action, day),
            None => StandingThen::DoneByNow,
        },
        Some(ActionStatus::Deferred | ActionStatus::Declined) => StandingThen::Dropped,
        None => StandingThen::Unknown,
    }
}

/// How many days an action was late when a COE began: below zero when its day was still to come; nothing without days.
pub(crate) fn days_late(action: &Action, coe: &Coe) -> Option<i64> {
    action.due?.days_until(start(coe)?)
}

fn open(action: &Action, day: Day) -> StandingThen {
    let overdue = action.due.and_then(|due| due.days_until(day)).filter(|days| *days > 0);
    overdue.map_or(StandingThen::Open, |days| StandingThen::Overdue { days })
}

/// What matters most comes first.
fn rank(standing: StandingThen) -> (u8, i64) {
    match standing {
        StandingThen::Overdue { days } => (0, -days),
        StandingThen::Open => (1, 0),
        StandingThen::DoneBefore => (2, 0),
        StandingThen::Unknown => (3, 0),
        StandingThen::DoneByNow => (4, 0),
        StandingThen::Dropped => (5, 0),
    }
}
