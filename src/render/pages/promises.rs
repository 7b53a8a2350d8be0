//! What earlier COEs promised and how it stood when a later one began, in words that claim no more than is known.

use std::collections::BTreeSet;

use crate::analyse::{Family, Pending, StandingThen};
use crate::model::{Action, ActionStatus};
use crate::render::catalogue::TermKind;
use crate::render::context::{Page, Site};
use crate::render::view::{Link, Promise, Promises, Told};
use crate::render::words::Words;

use super::families;

/// The most promises that are listed: those that bear most on what happened.
const LISTED: usize = 8;

/// The most promises that are shown unfolded.
const UNFOLDED: usize = 3;

/// What was promised before a COE: everything after incidents of its family, and what was open of others like it.
///
/// That something else was done says nothing here: only of its family can be said that it happened again.
pub(super) fn before(page: &Page<'_, '_>, index: usize, family: Option<&Family>) -> Option<Promises> {
    let of_family = |coe: usize| family.is_some_and(|family| family.members.contains(&coe));
    let pending = page.site.insight.pending.get(index)?;
    let pending: Vec<Pending> =
        pending.iter().copied().filter(|it| of_family(it.coe) || is_open(it)).collect();
    let pending = pending.as_slice();
    if pending.is_empty() {
        return None;
    }
    let words = page.words();
    let tally = Tally::of(pending.iter().map(|it| it.standing));
    let of_one = one_coe(pending.iter());
    let again = family.map_or("", |family| families::again(page.site, family));
    let mut order: Vec<&Pending> = pending.iter().collect();
    order.sort_by_key(|it| rank(it.standing));
    Some(Promises {
        told: opening(page, pending, &tally),
        rest: tally.rest(again, words),
        folded: pending.len() > UNFOLDED,
        count: words.count("counts.actions", pending.len()),
        left_out: match pending.len().saturating_sub(LISTED) {
            0 => String::new(),
            more => words.count("promises.left_out", more),
        },
        items: order
            .into_iter()
            .take(LISTED)
            .map(|it| promise(page, it, (of_one.is_none(), again)))
            .collect(),
    })
}

fn is_open(pending: &Pending) -> bool {
    matches!(pending.standing, StandingThen::Overdue { .. } | StandingThen::Open)
}

/// The COE all these promises are of.
fn one_coe<'p>(mut pending: impl Iterator<Item = &'p Pending>) -> Option<usize> {
    let first = pending.next()?.coe;
    pending.all(|it| it.coe == first).then_some(first)
}

/// The longest overdue first, what nobody says last.
fn rank(standing: StandingThen) -> (u8, i64) {
    match standing {
        StandingThen::Overdue { days } => (0, -days),
        StandingThen::Open => (1, 0),
        StandingThen::DoneBefore => (2, 0),
        StandingThen::DoneByNow => (3, 0),
        StandingThen::Dropped => (4, 0),
        StandingThen::Unknown => (5, 0),
    }
}

fn action<'a>(site: &Site<'a>, pending: &Pending) -> &'a Action {
    &site.coe(pending.coe).actions[pending.action]
}

fn promise(page: &Page<'_, '_>, pending: &Pending, (names_coe, again): (bool, &str)) -> Promise {
    let action = action(page.site, pending);
    let coe = page.neighbour(pending.coe);
    let (standing, standing_kind) = standing(pending.standing, action, (again, page.words()));
    Promise {
        link: Link { title: action.title.clone(), href: format!("{}#{}", coe.link.href, action.anchor) },
        lang: coe.lang,
        owner: action.owner.as_ref().map(|owner| page.term(TermKind::Team, owner)),
        coe: names_coe.then_some(coe),
        standing,
        standing_kind,
    }
}

fn standing(
    standing: StandingThen,
    action: &Action,
    (again, words): (&str, &Words),
) -> (String, &'static str) {
    let (key, kind) = match standing {
        StandingThen::Overdue { days } => {
            return (words.fill("promises.overdue_by", &[("span", &words.days(days))]), "overdue");
        }
        StandingThen::Open => ("promises.still_open", "open"),
        StandingThen::DoneBefore => {
            return (words.fill("promises.done_before", &[("again", again)]), "done");
        }
        StandingThen::DoneByNow => ("promises.done_by_now", "done"),
        StandingThen::Dropped if action.status == Some(ActionStatus::Declined) => {
            ("promises.declined", "set-aside")
        }
        StandingThen::Dropped => ("promises.put_off", "set-aside"),
        StandingThen::Unknown => ("promises.unknown", "unknown"),
    };
    (words.said(key), kind)
}

/// `When this began, two actions of … were still open, one of them 41 days overdue.`
fn opening(page: &Page<'_, '_>, pending: &[Pending], tally: &Tally) -> Told {
    let words = page.words();
    let open = tally.overdue + tally.open;
    let coe = one_coe(pending.iter().filter(|it| open == 0 || is_open(it)));
    let sentence = match (open, coe.is_some()) {
        (0, true) => words.count("promises.on_record_of", pending.len()),
        (0, false) => words.count("promises.on_record", pending.len()),
        (_, of_one) => {
            let key = if of_one { "promises.open_of" } else { "promises.open" };
            words.count_with(key, open, &[("overdue", &tally.overdue_words(words))])
        }
    };
    match coe {
        Some(coe) => Told::about(&sentence, page.neighbour(coe)),
        None => Told { before: sentence, ..Told::default() },
    }
}

/// How many promises stood how.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) overdue: usize,
    longest: i64,
    pub(super) open: usize,
    pub(super) done_before: usize,
    pub(super) done_by_now: usize,
    pub(super) dropped: usize,
    pub(super) unknown: usize,
}

impl Tally {
    pub(super) fn of(standings: impl Iterator<Item = StandingThen>) -> Tally {
        let mut tally = Tally::default();
        for standing in standings {
            match standing {
                StandingThen::Overdue { days } => {
                    tally.overdue += 1;
                    tally.longest = tally.longest.max(days);
                }
                StandingThen::Open => tally.open += 1,
                StandingThen::DoneBefore => tally.done_before += 1,
                StandingThen::DoneByNow => tally.done_by_now += 1,
                StandingThen::Dropped => tally.dropped += 1,
                StandingThen::Unknown => tally.unknown += 1,
            }
        }
        tally
    }

    pub(super) fn all(&self) -> usize {
        self.overdue + self.open + self.done_before + self.done_by_now + self.dropped + self.unknown
    }

    /// What is said of the overdue among the open ones; a number of days only where it is one action's.
    fn overdue_words(&self, words: &Words) -> String {
        let days = words.days(self.longest);
        let key = match (self.overdue, self.open) {
            (0, _) => return String::new(),
            (1, 0) => "promises.overdue",
            (1, _) => "promises.one_overdue",
            (2, 0) => "promises.both_overdue",
            (_, 0) => "promises.all_overdue",
            _ => "promises.some_overdue",
        };
        words.count_with(key, self.overdue, &[("span", &days)])
    }

    /// Sentences about those that were not open.
    fn rest(&self, again: &str, words: &Words) -> String {
        let sentences = [
            (self.done_before, "promises.rest_before"),
            (self.done_by_now, "promises.rest_by_now"),
            (self.dropped, "promises.rest_dropped"),
            (self.unknown, "promises.rest_unknown"),
        ];
        let told = sentences.into_iter().filter(|(number, _)| *number > 0);
        let told = told.map(|(number, key)| words.count_with(key, number, &[("again", again)]));
        told.collect::<Vec<_>>().join(words.say("lists.between_sentences"))
    }
}

/// How the promises of a COE stood when another one began, as far as anybody says.
pub(super) fn between(site: &Site<'_>, from: usize, to: usize) -> Tally {
    let known = site.insight.pending.get(to).into_iter().flatten().filter(|it| it.coe == from);
    let known: Vec<&Pending> = known.collect();
    let seen: BTreeSet<usize> = known.iter().map(|it| it.action).collect();
    let others = site.coe(from).actions.iter().enumerate().filter(|(place, _)| !seen.contains(place));
    let others = others.map(|(_, action)| since(action));
    Tally::of(known.iter().map(|it| it.standing).chain(others))
}

/// How an action stood at some earlier time, from how it stands today: only what is open now was open then.
fn since(action: &Action) -> StandingThen {
    match action.status {
        None => StandingThen::Unknown,
        Some(ActionStatus::Open) => StandingThen::Open,
        Some(ActionStatus::Done | ActionStatus::Verified) => StandingThen::DoneByNow,
        Some(ActionStatus::Deferred | ActionStatus::Declined) => StandingThen::Dropped,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(standings: &[StandingThen]) -> Tally {
        Tally::of(standings.iter().copied())
    }

    #[test]
    fn days_are_said_of_one_action_only() {
        use StandingThen::{Open, Overdue};
        let words = Words::english();
        let late = Overdue { days: 41 };
        assert_eq!(tally(&[late]).overdue_words(&words), ", 41 days overdue");
        assert_eq!(tally(&[late, Open]).overdue_words(&words), ", one of them 41 days overdue");
        assert_eq!(
            tally(&[late, Overdue { days: 1 }]).overdue_words(&words),
            ", both overdue, one by 41 days"
        );
        assert_eq!(tally(&[late, late, Open]).overdue_words(&words), ", two of them overdue, one by 41 days");
        assert_eq!(tally(&[Open]).overdue_words(&words), "");
    }

    #[test]
    fn what_nobody_says_is_not_claimed() {
        use StandingThen::{DoneBefore, DoneByNow, Dropped, Unknown};
        assert_eq!(
            tally(&[DoneBefore, DoneByNow, Dropped, Unknown, Unknown])
                .rest("it happened again", &Words::english()),
            "One was done before, yet it happened again. One is done by now; whether it was done then is not said. \
             One was put off or declined. Of two nobody says whether they were done."
        );
    }
}
