//! What a period brought, for those who read mail rather than sites: new incidents with what they taught, what came back,
//! what is overdue, what was done, and one incident of long ago.
//!
//! A COE is new on the day of its first commit, and where git knows nothing of it on the day of the incident; each entry
//! says which. Actions stand as the documents say now, overdue as of the last day of the period.

mod html;
mod markdown;
mod text;

use std::cmp::Reverse;

use crate::analyse::Insight;
use crate::analyse::anniversary::{is_of_this_week, years_ago};
use crate::analyse::follow_up::{FollowUp, Followed, Standing};
use crate::analyse::statistics::imported_on;
use crate::analyse::wheel::{Over, Spin, Wheel};
use crate::error::{Error, Kind, Result};
use crate::model::{Coe, Day, KnowledgeBase, MONTHS, Role};
use crate::render::{headline, opening, site_map};

pub use html::html;
pub use markdown::markdown;
pub use text::text;

/// The most new incidents told one by one.
const FRESH: usize = 20;

/// The most takeaways of one of them.
const TAKEAWAYS: usize = 3;

/// The most overdue actions told one by one.
const OVERDUE: usize = 10;

/// The most actions done that are told one by one.
const DONE: usize = 20;

/// The longest takeaway, in characters.
const LONGEST: usize = 240;

/// Days from one to another, both among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    since: Day,
    until: Day,
}

impl Period {
    /// The days from one to another.
    ///
    /// # Errors
    /// When the first day is after the last, or after today.
    pub fn new(since: Day, until: Day, today: Day) -> Result<Period> {
        let refused = |message: String, hint: &str| Err(Error::new(message).of(Kind::Usage).hint(hint));
        if since > today {
            return refused(
                format!("nothing can have happened since {since}: it is in the future"),
                "take an earlier day for `--since`",
            );
        }
        if since > until {
            return refused(
                format!("the period would end on {until}, before it begins on {since}"),
                "take an earlier day for `--since`, or a later one for `--until`",
            );
        }
        Ok(Period { since, until })
    }

    fn holds(self, day: Day) -> bool {
        (self.since..=self.until).contains(&day)
    }
}

/// What a period brought, in words, before it is written down.
#[derive(Debug, PartialEq, Eq)]
pub struct Digest {
    title: String,
    /// The days it is about.
    period: String,
    /// What is said first.
    opening: String,
    sections: Vec<Section>,
}

/// Things of one kind.
#[derive(Debug, PartialEq, Eq)]
struct Section {
    title: String,
    entries: Vec<Entry>,
    /// What is said about those there is no room for; may be empty.
    more: String,
}

/// One thing.
#[derive(Debug, PartialEq, Eq)]
struct Entry {
    title: String,
    /// Absolute where the address of the site is known, else from the folder of the site.
    address: String,
    /// Day, owner, basis; may be empty.
    note: String,
    lines: Vec<String>,
}

/// Where addresses begin.
struct Base<'k>(Option<&'k str>);

impl Base<'_> {
    fn coe(&self, coe: &Coe, anchor: &str) -> String {
        let path = site_map::coe_page(coe.id.as_str()).map(|path| path.relative_to(&site_map::home()));
        let start = self.0.map(|base| format!("{}/", base.trim_end_matches('/'))).unwrap_or_default();
        let end = if anchor.is_empty() { String::new() } else { format!("#{anchor}") };
        format!("{start}{}{end}", path.unwrap_or_default())
    }
}

impl Digest {
    /// What a period brought; `base_url` takes the place of the address the settings give.
    pub fn of(
        knowledge: &KnowledgeBase,
        insight: &Insight,
        period: Period,
        base_url: Option<&str>,
    ) -> Digest {
        let base = Base(base_url.or(knowledge.base_url.as_deref()));
        let follow_up = FollowUp::of(knowledge, period.until);
        let fresh = fresh(knowledge, period);
        let done = done(knowledge, &follow_up, period);
        let sections = [
            told_fresh(knowledge, &fresh, &base),
            told_again(knowledge, insight, &fresh, &base),
            told_overdue(knowledge, &follow_up, &base),
            told_done(knowledge, &done, &base),
            told_old(knowledge, &fresh, period.until, &base),
        ];
        Digest {
            title: knowledge.title.clone(),
            period: format!("{} to {}", said(period.since), said(period.until)),
            opening: match (fresh.len(), done.len()) {
                (0, 0) => "Nothing new in this time.".to_owned(),
                (new, done) => format!("{}, {} done.", counted(new, "new incident"), counted(done, "action")),
            },
            sections: sections.into_iter().flatten().collect(),
        }
    }
}

/// A new COE, the day it is new on, and whether git says so.
struct Fresh {
    coe: usize,
    day: Day,
    basis: Basis,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Basis {
    FirstCommit,
    Incident,
}

/// What is new, the latest first.
fn fresh(knowledge: &KnowledgeBase, period: Period) -> Vec<Fresh> {
    // A folder of old reports that was moved into git is no news of that day.
    let imported = imported_on(&knowledge.coes);
    let new = |(index, coe): (usize, &Coe)| {
        let committed = coe.history.as_ref().map(|history| (history.first, Basis::FirstCommit));
        let happened = coe.date.as_ref().map(|date| (date.value, Basis::Incident));
        let written = committed.filter(|(day, _)| Some(*day) != imported);
        let (day, basis) = written.or(happened).or(committed)?;
        period.holds(day).then_some(Fresh { coe: index, day, basis })
    };
    let mut fresh: Vec<Fresh> = knowledge.coes.iter().enumerate().filter_map(new).collect();
    // Those of one day by the day of the incident.
    fresh.sort_by_key(|it| (Reverse(it.day), Reverse(happened(&knowledge.coes[it.coe])), it.coe));
    fresh
}

fn happened(coe: &Coe) -> Option<Day> {
    coe.date.as_ref().map(|date| date.value)
}

fn told_fresh(knowledge: &KnowledgeBase, fresh: &[Fresh], base: &Base<'_>) -> Option<Section> {
    let entry = |it: &Fresh| {
        let coe = &knowledge.coes[it.coe];
        let note = match (it.basis, happened(coe)) {
            (Basis::Incident, _) => format!("Happened on {}.", said(it.day)),
            (Basis::FirstCommit, Some(day)) => {
                format!("Happened on {}, written on {}.", said(day), said(it.day))
            }
            (Basis::FirstCommit, None) => format!("Written on {}.", said(it.day)),
        };
        Entry { title: title(coe), address: base.coe(coe, ""), note, lines: takeaways(coe) }
    };
    section("New", fresh.iter().take(FRESH).map(entry).collect(), fresh.len(), "new")
}

/// What it taught, else how it begins.
fn takeaways(coe: &Coe) -> Vec<String> {
    let taken = coe.items.iter().filter(|item| item.role == Role::Takeaways);
    let lines: Vec<String> = taken.take(TAKEAWAYS).map(|item| opening(&item.text, LONGEST)).collect();
    if !lines.is_empty() || coe.abstract_text.is_empty() {
        return lines;
    }
    vec![opening(&coe.abstract_text, LONGEST)]
}

/// New incidents of which it was not the first time.
fn told_again(
    knowledge: &KnowledgeBase,
    insight: &Insight,
    fresh: &[Fresh],
    base: &Base<'_>,
) -> Option<Section> {
    let entry = |it: &Fresh| {
        let family = &insight.families[(*insight.family_of.get(it.coe)?)?];
        let place = family.members.iter().position(|member| *member == it.coe)?;
        let before = &knowledge.coes[*family.members.get(place.checked_sub(1)?)?];
        let coe = &knowledge.coes[it.coe];
        let when = happened(before).map(|day| format!(", {}", said(day))).unwrap_or_default();
        Some(Entry {
            title: title(coe),
            address: base.coe(coe, ""),
            note: format!("The {} time: {}.", nth(place + 1), family.title),
            lines: vec![format!("The time before: {}{when}.", title(before))],
        })
    };
    let entries: Vec<Entry> = fresh.iter().filter_map(entry).collect();
    let number = entries.len();
    section("It happened again", entries.into_iter().take(FRESH).collect(), number, "that happened again")
}

fn told_overdue(knowledge: &KnowledgeBase, follow_up: &FollowUp, base: &Base<'_>) -> Option<Section> {
    let days = |it: &Followed| it.days_overdue(knowledge, follow_up.today);
    let mut late: Vec<&Followed> =
        follow_up.actions.iter().filter(|it| it.standing == Standing::Overdue).collect();
    late.sort_by_key(|it| (Reverse(days(it)), it.coe, it.action));
    let entry = |it: &&Followed| {
        let overdue = days(it).map(|days| counted(days.unsigned_abs() as usize, "day"));
        let overdue = overdue.map(|days| format!("{days} overdue")).unwrap_or_else(|| "Overdue".to_owned());
        promise(knowledge, it, base, &format!("{overdue}, {}", owner(knowledge, it)))
    };
    let name = format!("Overdue ({})", late.len());
    section(&name, late.iter().take(OVERDUE).map(entry).collect(), late.len(), "overdue")
}

/// Actions whose documents say that they were done in the period, the latest first.
fn done<'f>(knowledge: &KnowledgeBase, follow_up: &'f FollowUp, period: Period) -> Vec<(Day, &'f Followed)> {
    let done = |it: &'f Followed| {
        let day = it.action(knowledge).done_on.filter(|day| it.standing.is_done() && period.holds(*day))?;
        Some((day, it))
    };
    let mut all: Vec<(Day, &Followed)> = follow_up.actions.iter().filter_map(done).collect();
    all.sort_by_key(|(day, it)| (Reverse(*day), it.coe, it.action));
    all
}

fn told_done(knowledge: &KnowledgeBase, done: &[(Day, &Followed)], base: &Base<'_>) -> Option<Section> {
    let entry = |(day, it): &(Day, &Followed)| {
        let how = if it.standing == Standing::Verified { "Done and seen to work" } else { "Done" };
        promise(knowledge, it, base, &format!("{how} on {}, {}", said(*day), owner(knowledge, it)))
    };
    section("Done", done.iter().take(DONE).map(entry).collect(), done.len(), "done")
}

fn promise(knowledge: &KnowledgeBase, followed: &Followed, base: &Base<'_>, how: &str) -> Entry {
    let coe = &knowledge.coes[followed.coe];
    let action = followed.action(knowledge);
    Entry {
        title: opening(&action.title, LONGEST),
        address: base.coe(coe, &action.anchor),
        note: format!("{how}; promised after: {}.", title(coe)),
        lines: Vec::new(),
    }
}

fn owner(knowledge: &KnowledgeBase, followed: &Followed) -> String {
    followed.action(knowledge).owner.clone().unwrap_or_else(|| "no owner".to_owned())
}

/// One incident of this week of another year, else one the wheel picks.
fn told_old(knowledge: &KnowledgeBase, fresh: &[Fresh], today: Day, base: &Base<'_>) -> Option<Section> {
    let is_new = |coe: &usize| fresh.iter().any(|it| it.coe == *coe);
    let of_this_week = |coe: &usize| {
        happened(&knowledge.coes[*coe]).is_some_and(|day| is_of_this_week(day, today)) && !is_new(coe)
    };
    let same_week = (0..knowledge.coes.len())
        .filter(of_this_week)
        .max_by_key(|coe| (happened(&knowledge.coes[*coe]), Reverse(*coe)));
    let (coe, name) = match same_week {
        Some(coe) => {
            let years = happened(&knowledge.coes[coe]).map_or(1, |day| years_ago(day, today));
            let years = if years == 1 {
                "a year ago".to_owned()
            } else {
                format!("{} years ago", number(years as usize))
            };
            (coe, format!("This week, {years}"))
        }
        None => {
            let wheel = Wheel::spin(knowledge, Over::Incidents, today, Spin::Once);
            let picked = wheel.picked().and_then(|it| it.coe).filter(|coe| !is_new(coe))?;
            (picked, "From long ago, picked by the wheel".to_owned())
        }
    };
    let it = &knowledge.coes[coe];
    let note = happened(it).map(|day| format!("Happened on {}.", said(day))).unwrap_or_default();
    let entry = Entry { title: title(it), address: base.coe(it, ""), note, lines: takeaways(it) };
    section(&name, vec![entry], 1, "")
}

fn section(title: &str, entries: Vec<Entry>, all: usize, what: &str) -> Option<Section> {
    let rest = all.saturating_sub(entries.len());
    let more = match rest {
        0 => String::new(),
        1 => format!("1 more is {what}."),
        _ => format!("{rest} more are {what}."),
    };
    (!entries.is_empty()).then(|| Section { title: title.to_owned(), entries, more })
}

fn title(coe: &Coe) -> String {
    opening(&headline(coe), LONGEST)
}

/// `3 new incidents`, `no action`.
fn counted(number: usize, what: &str) -> String {
    match number {
        0 => format!("no {what}"),
        1 => format!("1 {what}"),
        _ => format!("{number} {what}s"),
    }
}

fn number(number: usize) -> String {
    let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    words.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

fn nth(number: usize) -> String {
    let words =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    let word = number.checked_sub(1).and_then(|place| words.get(place));
    word.map_or_else(|| format!("{number}{ending}"), |word| (*word).to_owned())
}

/// `21 November 2026`.
fn said(day: Day) -> String {
    let month = usize::try_from(day.month - 1).ok().and_then(|place| MONTHS.get(place));
    format!("{} {} {}", day.day, month.copied().unwrap_or_default(), day.year)
}
