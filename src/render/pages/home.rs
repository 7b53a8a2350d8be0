//! The front page: edited, not listed.

use crate::analyse::Family;
use crate::analyse::anniversary::is_of_this_week;
use crate::error::Result;
use crate::model::{Coe, Day, Profile, Role, Status};
use crate::render::catalogue::{self, Entry, OpenAction, Standing, TermKind};
use crate::render::context::{Page, Site, surely_open};
use crate::render::figures::arc::{self, Size};
use crate::render::figures::calendar;
use crate::render::figures::strip::Scale;
use crate::render::view::{ActionRow, Counted, HomePage, Html, Lead, Link, Recurring, Row};
use crate::render::{feeds, opening, site_map};

use super::{families, masthead};

const LATEST: usize = 4;
const TAKEAWAYS: usize = 3;
const FAMILIES: usize = 4;
const RECURRING: usize = 6;
const LESSONS: usize = 4;
const ATTENTION: usize = 5;
const SAME_WEEK: usize = 3;

/// Actions due within as many days need attention.
const SOON: i64 = 14;

pub(in crate::render) fn page(page: &Page<'_, '_>) -> Result<Vec<u8>> {
    let site = page.site;
    let lead = lead(site);
    let recurring = recurring(page);
    let heading = heading(site);
    let lead = lead.map(|coe| (coe, lead_view(page, coe)));
    // Where the lead has little to say of its own, the calendar stands below it.
    let short = lead.as_ref().is_some_and(|(_, lead)| lead.takeaways.is_empty());
    let size = if short { Size::Lead } else { Size::Page };
    let room = recurring.len() < 3 || short;
    let calendar = if room { calendar(page, size) } else { Html::default() };
    let description = site.knowledge.description.clone().unwrap_or_else(|| span_words(site));
    let (lead, lead_view) = lead.unzip();
    let this_week = this_week(page, lead);
    let few = short && lead_view.as_ref().is_some_and(|lead| lead.arc.is_none()) && this_week.is_empty();
    let number = if few { LATEST - 1 } else { LATEST };
    let latest = site.catalogue.by_date.iter().filter(|coe| Some(**coe) != lead).take(number);
    let mut shell = page.shell(&site.knowledge.title, &description, page.words().language());
    shell.feed = feeds::links(page, feeds::Of::All);
    shell.navigation.iter_mut().for_each(|item| item.current = false);
    let view = HomePage {
        shell,
        heading,
        description,
        ask: if site.knowledge.coes.len() >= super::browse::LEAST_TO_FILTER {
            page.href(&site_map::browse())
        } else {
            String::new()
        },
        examples: page.examples(),
        ways: ways(page),
        latest: latest.map(|coe| page.row_with_standfirst(*coe, 150)).collect(),
        lead: lead_view,
        all: Link { title: all_words(site), href: page.href(&site_map::browse()) },
        calendar,
        recurring,
        all_families: all_families(page),
        this_week,
        spin: super::wheel::of_today(page),
        wheel: page.href(&site_map::wheel()),
        lessons: most_supported_lessons(site).map(|lesson| super::lesson_card(page, lesson)).collect(),
        actions: attention(page),
        all_actions: all_actions(page),
    };
    site.theme.render("home.html", &view)
}

fn heading(site: &Site<'_>) -> String {
    let owing = surely_open(&site.catalogue) > 0;
    match site.knowledge.coes.len() {
        0 => site.words().said("home.none"),
        number => site.words().count(if owing { "home.heading_owing" } else { "home.heading" }, number),
    }
}

/// Ways into the collection.
fn ways(page: &Page<'_, '_>) -> Vec<Counted> {
    let catalogue = &page.site.catalogue;
    let kinds = TermKind::ALL.into_iter().filter_map(|kind| {
        let number = catalogue.terms(kind).entries.len();
        let href = page.href(&site_map::terms(kind));
        (number > 0).then(|| Counted {
            title: kind.titled(page.words()).to_owned(),
            href,
            count: page.words().grouped(number as i64),
        })
    });
    let years = catalogue.years.iter().filter(|(year, _)| year.is_some()).count();
    let browse = page.href(&site_map::browse());
    let by_year = (years > 1).then(|| Counted {
        title: page.words().said("home.years"),
        href: format!("{browse}#years"),
        count: page.words().grouped(years as i64),
    });
    let all = Counted {
        title: page.words().said("home.all_incidents"),
        href: browse.clone(),
        count: page.words().grouped(page.site.knowledge.coes.len() as i64),
    };
    let said = super::collected::way(page);
    std::iter::once(all).chain(by_year).chain(kinds).chain(said).collect()
}

fn all_words(site: &Site<'_>) -> String {
    match site.knowledge.coes.len() {
        0 => String::new(),
        1 => site.words().said("home.whole"),
        number => site.words().count("browse.all", number),
    }
}

/// The latest published narrative, else the latest published COE, else the latest.
fn lead(site: &Site<'_>) -> Option<usize> {
    let order = || site.catalogue.by_date.iter().copied();
    let published =
        |coe: &Coe| matches!(coe.status.value, Status::Published | Status::CheckpointDone | Status::Closed);
    order()
        .find(|coe| published(site.coe(*coe)) && site.coe(*coe).profile.value == Profile::Howie)
        .or_else(|| order().find(|coe| published(site.coe(*coe)) && site.coe(*coe).words > 0))
        .or_else(|| order().next())
}

fn lead_view(page: &Page<'_, '_>, index: usize) -> Lead {
    let coe = page.site.coe(index);
    Lead {
        row: page.row_with_standfirst(index, 260),
        kind: masthead::kind(coe, page.words()),
        reading: if coe.words > 0 {
            page.words().count("home.reading", super::reading_minutes(coe.words))
        } else {
            String::new()
        },
        arc: arc::of(&coe.times, Size::Lead, page.words()),
        takeaways: takeaways(page, index),
    }
}

/// What the lead took away, besides the first, which stands above them.
fn takeaways(page: &Page<'_, '_>, index: usize) -> Vec<Link> {
    let href = page.coe(index).href;
    let items = page.site.coe(index).items.iter().filter(|item| item.role == Role::Takeaways);
    let link = |item: &crate::model::Item| Link {
        title: opening(&item.text, 150),
        href: format!("{href}#{}", item.anchor),
    };
    items.skip(1).take(TAKEAWAYS).map(link).collect()
}

fn calendar(page: &Page<'_, '_>, size: Size) -> Html {
    let site = page.site;
    let dots = page.dots(&site.catalogue.by_date);
    if dots.is_empty() || dots.len() > calendar::MOST {
        return Html::default();
    }
    calendar::draw(&dots, size, &calendar_words(site), site.words())
}

fn calendar_words(site: &Site<'_>) -> String {
    site.words().fill("home.each_a_dot", &[("incidents", &span_words(site))])
}

/// How many incidents there are, and from which years.
fn span_words(site: &Site<'_>) -> String {
    let years: Vec<i16> = site.catalogue.years.iter().filter_map(|(year, _)| *year).collect();
    let dated =
        site.catalogue.years.iter().filter(|(year, _)| year.is_some()).map(|(_, coes)| coes.len()).sum();
    let words = site.words();
    match (years.last(), years.first()) {
        (Some(first), Some(last)) if first != last => {
            let (first, last) = (first.to_string(), last.to_string());
            words.count_with("home.from_to", dated, &[("first", &first), ("last", &last)])
        }
        (Some(year), _) => words.count_with("home.in_year", dated, &[("year", &year.to_string())]),
        _ => words.count("counts.incidents", dated),
    }
}

/// Families that struck most often, then causes that came back, then services, the most frequent first.
fn recurring(page: &Page<'_, '_>) -> Vec<Recurring> {
    let families = families::most_frequent_first(page.site);
    let shown: Vec<&Family> = families.into_iter().take(FAMILIES).collect();
    let of_kind = |kind: TermKind| {
        let terms = &page.site.catalogue.terms(kind).entries;
        let mut terms: Vec<&Entry<'_>> = terms.iter().filter(|entry| entry.coes.len() >= 2).collect();
        terms.sort_by_key(|entry| (std::cmp::Reverse(entry.coes.len()), entry.slug.clone()));
        terms.into_iter().map(move |entry| (kind, entry))
    };
    // A cause all of whose incidents are those of a family says the same twice.
    let is_told = |entry: &Entry<'_>| {
        shown.iter().any(|family| entry.coes.iter().all(|coe| family.members.contains(coe)))
    };
    let causes = of_kind(TermKind::Cause).take(RECURRING).filter(|(_, entry)| !is_told(entry));
    let terms = causes.chain(of_kind(TermKind::Service)).map(|(kind, it)| recurring_term(page, kind, it));
    let families = shown.iter().map(|family| recurring_family(page, family));
    families.chain(terms).take(RECURRING).collect()
}

fn recurring_family(page: &Page<'_, '_>, family: &Family) -> Recurring {
    let card = families::card(page, family);
    let open = open_words(page.site, &family.members);
    Recurring {
        link: card.link,
        kind: page.words().said("home.family"),
        strip: card.strip,
        words: format!("{}{open}", card.words),
    }
}

fn all_families(page: &Page<'_, '_>) -> Option<Counted> {
    let number = page.site.insight.families.len();
    (number > 0).then(|| Counted {
        title: page.words().said("home.all_families"),
        href: page.href(&site_map::families()),
        count: page.words().grouped(number as i64),
    })
}

fn recurring_term(page: &Page<'_, '_>, kind: TermKind, entry: &Entry<'_>) -> Recurring {
    Recurring {
        link: page.entry(kind, entry),
        kind: kind.one_titled(page.words()).to_owned(),
        strip: super::strip(page, &entry.coes, Scale::None),
        words: recurring_words(page.site, entry),
    }
}

fn recurring_words(site: &Site<'_>, entry: &Entry<'_>) -> String {
    let days: Vec<Day> = entry.coes.iter().filter_map(|coe| catalogue::date(site.coe(*coe))).collect();
    let words = site.words();
    let count = |key: &'static str, places: &[(&str, &str)]| words.count_with(key, entry.coes.len(), places);
    let open = open_words(site, &entry.coes);
    match (days.iter().min(), days.iter().max()) {
        (Some(first), Some(last)) if first.year != last.year => {
            let (year, month) = (first.year.to_string(), words.month_of(*last));
            count("home.since_last", &[("year", &year), ("month", &month)]) + &open
        }
        (_, Some(last)) => count("home.last", &[("month", &words.month_of(*last))]) + &open,
        _ => count("home.count", &[]) + &open,
    }
}

/// ` 3 actions open.`; empty where none is known to be open.
fn open_words(site: &Site<'_>, coes: &[usize]) -> String {
    let actions = coes.iter().flat_map(|coe| &site.coe(*coe).actions);
    let open = actions.filter(|action| {
        catalogue::standing(action, site.options.today).is_some_and(|standing| standing != Standing::Unknown)
    });
    match open.count() {
        0 => String::new(),
        number => {
            let words = site.words();
            words.say("lists.between_sentences").to_owned() + &words.count("home.open", number)
        }
    }
}

/// COEs of other years within three days of today's.
fn this_week(page: &Page<'_, '_>, lead: Option<usize>) -> Vec<Row> {
    let coes = same_week(page.site).filter(|coe| Some(*coe) != lead);
    coes.take(SAME_WEEK).map(|coe| page.row_with_standfirst(coe, 120)).collect()
}

/// The same, the latest first.
pub(super) fn same_week<'s>(site: &'s Site<'_>) -> impl Iterator<Item = usize> + 's {
    let today = site.options.today;
    let near =
        move |coe: &usize| catalogue::date(site.coe(*coe)).is_some_and(|day| is_of_this_week(day, today));
    site.catalogue.by_date.iter().copied().filter(near)
}

/// Lessons that rest on most incidents first.
fn most_supported_lessons(site: &Site<'_>) -> impl Iterator<Item = usize> {
    let mut lessons: Vec<usize> = (0..site.knowledge.lessons.len()).collect();
    lessons.sort_by_key(|lesson| std::cmp::Reverse(site.catalogue.evidence_of[*lesson].len()));
    lessons.into_iter().take(LESSONS)
}

/// Overdue actions, and those due soon.
fn attention(page: &Page<'_, '_>) -> Vec<ActionRow> {
    let today = page.site.options.today;
    let pressing = |open: &&OpenAction<'_>| match open.standing {
        Standing::Overdue => true,
        Standing::Due => {
            let days = open.action.due.and_then(|due| today.days_until(due));
            days.is_some_and(|days| days <= SOON)
        }
        _ => false,
    };
    let actions = page.site.catalogue.open_actions.iter().filter(pressing);
    actions.take(ATTENTION).map(|open| page.action(open)).collect()
}

fn all_actions(page: &Page<'_, '_>) -> Option<Counted> {
    let number = surely_open(&page.site.catalogue);
    (number > 0).then(|| Counted {
        title: page.words().said("actions.all_open"),
        href: page.href(&site_map::actions(1)),
        count: page.words().grouped(number as i64),
    })
}
