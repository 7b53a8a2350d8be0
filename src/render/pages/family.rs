//! One family: what happened each time, what was promised, and whether it held.

use crate::analyse::Family;
use crate::error::Result;
use crate::model::{Action, Coe, Day, Marker, TimelineEntry};
use crate::render::catalogue::{self, OpenAction, Standing};
use crate::render::context::{Page, Site};
use crate::render::figures::intervals;
use crate::render::view::{ActionColumns, ActionRow, FamilyPage, Html, Link, Member};
use crate::render::words::{self, Words};
use crate::render::{context, site_map};

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
        shell: page.shell(&family.title, &standfirst, page.words().language()),
        kicker: Link { title: page.words().said("families.heading"), href: page.href(&site_map::families()) },
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
    let words = site.words();
    let often = families::how_often(family, &days, words);
    let gaps = families::gaps(&days);
    let undated = family.members.len() - days.len();
    let told = match gaps.iter().max() {
        Some(longest) if gaps.len() > 1 && undated == 0 => {
            words.fill("family.often_quiet", &[("often", &often), ("span", &words.apart(*longest))])
        }
        _ => words.fill("families.often", &[("often", &often)]),
    };
    let unknown = (undated > 0).then(|| words.count("family.undated", undated));
    std::iter::once(told).chain(unknown).collect::<Vec<_>>().join(words.say("lists.between_sentences"))
}

fn intervals(page: &Page<'_, '_>, family: &Family) -> Html {
    let dots = page.dots_to_the_latest(&family.members);
    intervals::draw(&dots, page.words())
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
            .map(|it| page.words().span_of_minutes(it.value))
            .unwrap_or_default(),
        ended: end.map(|entry| words::opening(&entry.text, ENDED)).unwrap_or_default(),
        ended_inferred: end.is_some_and(|entry| entry.marker_inferred),
        columns: ActionColumns { ticket: false, ..actions::columns(&actions) },
        folded: if folded { page.words().count("counts.actions", actions.len()) } else { String::new() },
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
    let words = site.words();
    match days(site, from, to) {
        Some(0) => words.fill("family.again_same_day", &[("Again", again)]),
        Some(days) => words.fill("family.again_later", &[("Again", again), ("span", &words.apart(days))]),
        None => words.fill("family.again_unknown", &[("Again", again)]),
    }
}

/// What was promised after one, as it stood when another followed: `Of four actions, three were done before.`
fn held(site: &Site<'_>, from: usize, to: usize) -> String {
    let words = site.words();
    words.fill("family.held", &[("held", &promised(&promises::between(site, from, to), words))])
}

fn promised(tally: &Tally, words: &Words) -> String {
    let all = tally.all();
    let done = tally.done_before + tally.done_by_now;
    match (all, tally.unknown, done) {
        (0, ..) => return words.said("family.none_on_record"),
        (_, unknown, _) if unknown == all => return words.count("family.all_unknown", all),
        (_, 0, 0) => return words.count("family.none_done", all),
        _ => {}
    }
    let parts = [
        (tally.done_before, ["family.all_before", "family.both_before", "family.before"]),
        (tally.done_by_now, ["family.all_by_now", "family.both_by_now", "family.by_now"]),
        (tally.open + tally.overdue, ["family.all_open", "family.both_open", "family.open"]),
        (tally.dropped, ["family.all_dropped", "family.both_dropped", "family.dropped"]),
        (tally.unknown, ["", "", "family.unknown"]),
    ];
    if let Some((_, [every, both, _])) = parts.iter().find(|(number, _)| *number == all) {
        return if all == 2 { words.said(both) } else { words.count(every, all) };
    }
    let known = parts.into_iter().filter(|(number, _)| *number > 0);
    let parts: Vec<String> = known.map(|(number, [_, _, key])| words.count(key, number)).collect();
    words.count_with("family.of_all", all, &[("parts", &words.list(&parts))])
}

/// What is open today of all that was promised, and what is said of it.
fn still_open(page: &Page<'_, '_>, family: &Family) -> (Vec<ActionRow>, String) {
    let today = page.site.options.today;
    let words = page.words();
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
        sentences.push(words.said("family.none_open"));
    }
    if !unknown.is_empty() {
        sentences.push(words.count("family.open_unknown", unknown.len()));
    }
    (open.iter().map(|it| page.action(it)).collect(), sentences.join(words.say("lists.between_sentences")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyse::StandingThen::{DoneBefore, DoneByNow, Dropped, Open, Overdue, Unknown};

    #[test]
    fn says_of_promises_no_more_than_is_known() {
        let words = Words::english();
        let said = |standings: &[_]| promised(&Tally::of(standings.iter().copied()), &words);
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
