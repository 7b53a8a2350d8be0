//! The wheel: what to look at again today, why this, and what the chances of all others are.

use crate::analyse::wheel::{Candidate, Over, Since, Spin as Turn, Wheel};
use crate::error::Result;
use crate::model::Day;
use crate::render::catalogue::TermKind;
use crate::render::context::{Page, Site, standfirst};
use crate::render::view::{Chance, FormerPick, Link, Spin, WheelPage};

/// How many former picks are shown.
const FORMER: usize = 12;

/// How many candidates are listed.
const CHANCES: usize = 300;

/// Whether there is anything to pick from; one incident alone needs no wheel.
pub(in crate::render) fn turns(site: &Site<'_>) -> bool {
    site.knowledge.coes.len() > 1
        && [Over::Services, Over::Incidents].into_iter().any(|over| turned(site, over).pick.is_some())
}

pub(in crate::render) fn page(page: &Page<'_, '_>) -> Result<Vec<u8>> {
    let words = page.words();
    let wheels = [Over::Services, Over::Incidents].map(|over| turned(page.site, over));
    let services = &wheels[0];
    let mut order: Vec<&Candidate> = services.candidates.iter().collect();
    order.sort_by(|a, b| b.weight.cmp(&a.weight).then_with(|| a.name.cmp(&b.name)));
    let rest = order.len().saturating_sub(CHANCES);
    let intro = words.fill("wheel.intro", &[("day", &words.day(page.site.options.today))]);
    let view = WheelPage {
        shell: page.shell(words.say("wheel.heading"), &intro, words.language()),
        heading: words.said("wheel.heading"),
        intro,
        spins: wheels.iter().filter_map(|wheel| spin(page, wheel)).collect(),
        former: former(page, &wheels),
        chances: order.into_iter().take(CHANCES).map(|it| chance(page, services, it)).collect(),
        more: if rest > 0 { words.count("wheel.more", rest) } else { String::new() },
    };
    page.site.theme.render("wheel.html", &view)
}

/// What is picked on a day for a page that has room for one: a service, else an old incident.
pub(super) fn of_today(page: &Page<'_, '_>) -> Option<Spin> {
    if !turns(page.site) {
        return None;
    }
    [Over::Services, Over::Incidents].into_iter().find_map(|over| spin(page, &turned(page.site, over)))
}

fn turned(site: &Site<'_>, over: Over) -> Wheel {
    Wheel::spin(site.knowledge, over, site.options.today, Turn::Once)
}

fn spin(page: &Page<'_, '_>, wheel: &Wheel) -> Option<Spin> {
    let picked = wheel.picked()?;
    let words = page.words();
    let coe = picked.coe.map(|coe| page.site.coe(coe));
    Some(Spin {
        label: words.said(match wheel.over {
            Over::Services => "wheel.a_service",
            Over::Incidents => "wheel.an_incident",
        }),
        link: link(page, picked),
        lang: coe.map_or(words.language(), |coe| coe.language).to_owned(),
        standfirst: coe.map(|coe| standfirst(coe, 220)).unwrap_or_default(),
        why: why(page, wheel, picked),
        noted: wheel.noted,
    })
}

/// A candidate; a service nothing happened to has no page.
fn link(page: &Page<'_, '_>, candidate: &Candidate) -> Link {
    match candidate.coe {
        Some(coe) => page.coe(coe),
        None => match page.term(TermKind::Service, &candidate.name) {
            link if link.href.is_empty() => Link { title: candidate.title.clone(), href: String::new() },
            link => link,
        },
    }
}

fn why(page: &Page<'_, '_>, wheel: &Wheel, picked: &Candidate) -> String {
    let words = page.words();
    let key = match (picked.since, wheel.over) {
        (Since::Pick, _) => "wheel.since_pick",
        (Since::Incident, Over::Services) => "wheel.since_first",
        (Since::Incident, Over::Incidents) => "wheel.since_it",
        (Since::Nothing, _) => "wheel.since_nothing",
    };
    let days = words.days(days(picked));
    let (weight, total) = (words.grouped(days_of(picked.weight)), words.grouped(days_of(wheel.total)));
    let chance = [("weight", weight.as_str()), ("total", &total), ("percent", &percent(wheel, picked))];
    let first = words.fill(key, &[("days", &days)]);
    first + words.say("lists.between_sentences") + &words.fill("wheel.chance", &chance)
}

fn days(candidate: &Candidate) -> i64 {
    days_of(candidate.weight)
}

fn days_of(weight: u64) -> i64 {
    i64::try_from(weight).unwrap_or(i64::MAX)
}

fn percent(wheel: &Wheel, candidate: &Candidate) -> String {
    let percent = wheel.percent(candidate);
    if percent < 10.0 { format!("{percent:.1}") } else { format!("{percent:.0}") }
}

/// Picks of both wheels, the latest first; that of today stands above them.
fn former(page: &Page<'_, '_>, wheels: &[Wheel]) -> Vec<FormerPick> {
    let today = page.site.options.today;
    let mut all: Vec<(Day, &Candidate)> = wheels
        .iter()
        .flat_map(|wheel| wheel.former.iter().map(|(day, place)| (*day, &wheel.candidates[*place])))
        .filter(|(day, _)| *day < today)
        .collect();
    all.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.name.cmp(&b.1.name)));
    let pick = |(day, candidate): (Day, &Candidate)| FormerPick {
        date: page.dated(day),
        link: link(page, candidate),
    };
    all.into_iter().take(FORMER).map(pick).collect()
}

fn chance(page: &Page<'_, '_>, wheel: &Wheel, candidate: &Candidate) -> Chance {
    Chance {
        link: link(page, candidate),
        since: page.words().said(match candidate.since {
            Since::Pick => "wheel.from_pick",
            Since::Incident => "wheel.from_incident",
            Since::Nothing => "wheel.from_nothing",
        }),
        date: candidate.day.map(|day| page.dated(day)),
        weight: page.words().grouped(days(candidate)),
        percent: page.words().fill("wheel.percent", &[("percent", &percent(wheel, candidate))]),
        picked: wheel.picked() == Some(candidate),
    }
}
