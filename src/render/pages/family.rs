//! One family: what happened each time, what was promised, and whether it held.

use crate::analyse::Family;
use crate::error::Result;
use crate::model::{Action, Coe, Day, Marker, TimelineEntry};
use crate::render::catalogue::{self, OpenAction, Standing};
use crate::render::context::{Page, Site};
use crate::render::figures::intervals;
use crate::render::view::{ActionColumns, ActionRow, FamilyPage, Html, Link, Member};
use crate::render::{context, site_map, words};

use super::promises::{self, Tally};
use super::{actions, compare, families, reasons};

/// The longest standfirst of a member, in characters.
const STANDFIRST: usize = 240;

/// The most actions of a member that are shown unfolded.
const UNFOLDED: usize = 6;

/// The most reasons why the members belong together.
const REASONS: usize = 5;

/// The longest words about how a member ended, in characters.
const ENDED: usize = 180;

/// One family, by its place.
pub(in crate::render) fn page(page: &Page<'_, '_>, place: usize) -> Result<Vec<u8>> {
    let site = page.site;
    let family = &site.insight.families[place];
    let standfirst = standfirst(site, family);
    let (open, open_words) = still_open(page, family);
    let view = FamilyPage {
        shell: page.shell(&family.title, &standfirst, "en"),
        kicker: Link { title: "What keeps coming back".to_owned(), href: page.href(&site_map::families()) },
        heading: family.title.clone(),
        standfirst,
        svg: intervals(page, family),
        reasons: reasons::told(&family.reasons, REASONS),
        members: members(page, family),
        inferred: families::is_inferred(site, family),
        open_columns: actions::columns(&open),
        open,
        open_words,
    };
    site.theme.render("family.html", &view)
}

/// `Three times in 14 months; the longest quiet time was 9 months.`
fn standfirst(site: &Site<'_>, family: &Family) -> String {
    let days = families::days(site, family);
    let often = families::how_often(family, &days);
    let gaps = families::gaps(&days);
    let undated = family.members.len() - days.len();
    let quiet = match gaps.iter().max() {
        Some(longest) if gaps.len() > 1 && undated == 0 => {
            format!("; the longest quiet time was {}", words::apart(*longest))
        }
        _ => String::new(),
    };
    let unknown = match undated {
        0 => String::new(),
        1 => " One of them does not say when.".to_owned(),
        _ => format!(" {} of them do not say when.", words::capital(&words::number(undated))),
    };
    format!("{often}{quiet}.{unknown}")
}

fn intervals(page: &Page<'_, '_>, family: &Family) -> Html {
    let dots = page.dots_to_the_latest(&family.members);
    let words = super::strip_words(dots.len());
    intervals::draw(&dots, &words)
}

fn members(page: &Page<'_, '_>, family: &Family) -> Vec<Member> {
    let before = std::iter::once(None).chain(family.members.iter().copied().map(Some));
    let again = words::capital(families::again(page.site, family));
    family
        .members
        .iter()
        .zip(before)
        .map(|(coe, before)| Member {
            since: before.map(|before| since(page.site, (before, *coe), &again)).unwrap_or_default(),
            ..member(page, *coe, before)
        })
        .collect()
}

fn member(page: &Page<'_, '_>, index: usize, before: Option<usize>) -> Member {
    let coe = page.site.coe(index);
    let end = ending(coe);
    let actions: Vec<ActionRow> = coe.actions.iter().map(|action| action_row(page, index, action)).collect();
    let folded = actions.len() > UNFOLDED;
    Member {
        since: String::new(),
        compare: before.and_then(|before| compare::of_two(page, index, before)).unwrap_or_default(),
        held: before.map(|before| held(page.site, before, index)).unwrap_or_default(),
        coe: page.neighbour(index),
        standfirst: context::standfirst(coe, STANDFIRST),
        severity: page.severity(coe),
        duration: coe
            .duration_minutes
            .as_ref()
            .map(|it| words::span_of_minutes(it.value))
            .unwrap_or_default(),
        ended: end.map(|entry| words::opening(&entry.text, ENDED)).unwrap_or_default(),
        ended_inferred: end.is_some_and(|entry| entry.marker_inferred),
        columns: ActionColumns { ticket: false, ..actions::columns(&actions) },
        folded: if folded { words::count_of(actions.len(), "action") } else { String::new() },
        actions,
    }
}

/// The moment that ended it: when all was well again, else what made the effect shrink.
fn ending(coe: &Coe) -> Option<&TimelineEntry> {
    let entry = |marker: Marker| {
        let entries = coe.timeline.entries.iter();
        entries.rev().find(|entry| entry.marker == Some(marker) && !entry.text.trim().is_empty())
    };
    [Marker::Recovered, Marker::ImpactEnd, Marker::Mitigated].into_iter().find_map(entry)
}

/// An action in the table of its COE, which stands on another page.
fn action_row(page: &Page<'_, '_>, coe: usize, action: &Action) -> ActionRow {
    let href = format!("{}#{}", page.coe(coe).href, action.anchor);
    ActionRow { href, anchor: String::new(), ..super::action_row(page, action) }
}

fn day(site: &Site<'_>, coe: usize) -> Option<Day> {
    catalogue::date(site.coe(coe))
}

fn days(site: &Site<'_>, from: usize, to: usize) -> Option<i64> {
    day(site, from)?.days_until(day(site, to)?)
}

/// `It happened again 7 months later.`
fn since(site: &Site<'_>, (from, to): (usize, usize), again: &str) -> String {
    match days(site, from, to) {
        Some(0) => format!("{again} the same day."),
        Some(days) => format!("{again} {} later.", words::apart(days)),
        None => format!("{again}; when is not said."),
    }
}

/// What was promised after one, as it stood when another followed: `Of four actions, three were done before.`
fn held(site: &Site<'_>, from: usize, to: usize) -> String {
    format!("{}.", promised(&promises::between(site, from, to)))
}

fn promised(tally: &Tally) -> String {
    let all = tally.all();
    let number = |number: usize| words::number(number);
    let done = tally.done_before + tally.done_by_now;
    match (all, tally.unknown, done) {
        (0, ..) => return "No action is on record".to_owned(),
        (1, 1, _) => return "Nobody says whether its one action was done".to_owned(),
        (_, unknown, _) if unknown == all => {
            return format!("Nobody says which of its {} actions were done", number(all));
        }
        (1, 0, 0) => return "Its one action is not marked done".to_owned(),
        (_, 0, 0) => return format!("None of its {} actions is marked done", number(all)),
        _ => {}
    }
    let were = |number: usize| if number == 1 { "was" } else { "were" };
    let are = |number: usize| if number == 1 { "is" } else { "are" };
    let open = tally.open + tally.overdue;
    let parts = [
        (tally.done_before, were(tally.done_before), "done before"),
        (tally.done_by_now, are(tally.done_by_now), "done by now"),
        (open, were(open), "still open"),
        (tally.dropped, were(tally.dropped), "put off or declined"),
    ];
    if let Some((_, verb, how)) = parts.iter().find(|(number, ..)| *number == all) {
        return match all {
            1 => format!("Its one action {verb} {how}"),
            2 => format!("Both its actions {verb} {how}"),
            _ => format!("All its {} actions {verb} {how}", number(all)),
        };
    }
    let unknown = (tally.unknown > 0).then(|| format!("of {} nobody says", number(tally.unknown)));
    let known = parts.into_iter().filter(|(number, ..)| *number > 0);
    let known = known.map(|(count, verb, how)| format!("{} {verb} {how}", number(count)));
    let parts: Vec<String> = known.chain(unknown).collect();
    format!("Of {} actions, {}", number(all), words::list(&parts))
}

/// What is open today of all that was promised, and what is said of it.
fn still_open(page: &Page<'_, '_>, family: &Family) -> (Vec<ActionRow>, String) {
    let today = page.site.options.today;
    let all = family
        .members
        .iter()
        .rev()
        .flat_map(|coe| page.site.coe(*coe).actions.iter().map(move |action| (*coe, action)));
    let open = all.filter_map(|(coe, action)| {
        Some(OpenAction { coe, action, standing: catalogue::standing(action, today)? })
    });
    let (unknown, mut open): (Vec<_>, Vec<_>) = open.partition(|it| it.standing == Standing::Unknown);
    open.sort_by_key(|it| (it.standing, it.action.due));
    let mut sentences = Vec::new();
    if open.is_empty() {
        sentences.push("No action of these incidents is known to be open.".to_owned());
    }
    if !unknown.is_empty() {
        let they = if unknown.len() == 1 { "it was" } else { "they were" };
        let number = words::count_of(unknown.len(), "action");
        sentences.push(format!("Of {number} nobody says whether {they} done."));
    }
    (open.iter().map(|it| page.action(it)).collect(), sentences.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyse::StandingThen::{DoneBefore, DoneByNow, Dropped, Open, Overdue, Unknown};

    #[test]
    fn says_of_promises_no_more_than_is_known() {
        let said = |standings: &[_]| promised(&Tally::of(standings.iter().copied()));
        assert_eq!(said(&[]), "No action is on record");
        assert_eq!(said(&[Unknown, Unknown]), "Nobody says which of its two actions were done");
        assert_eq!(said(&[Unknown]), "Nobody says whether its one action was done");
        assert_eq!(said(&[DoneBefore]), "Its one action was done before");
        assert_eq!(said(&[DoneByNow, DoneByNow, DoneByNow]), "All its three actions are done by now");
        assert_eq!(said(&[Open, Dropped]), "None of its two actions is marked done");
        assert_eq!(
            said(&[DoneBefore, DoneBefore, DoneByNow, Overdue { days: 3 }, Unknown]),
            "Of five actions, two were done before, one is done by now, one was still open and of one nobody says"
        );
    }
}
