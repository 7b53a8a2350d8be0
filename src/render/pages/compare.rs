//! Two COEs beside each other, and the entrance from which pairs are chosen.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::analyse::Related;
use crate::error::{Error, Result};
use crate::render::Delivery;
use crate::render::catalogue;
use crate::render::context::{self, Page, Site};
use crate::render::pairs::{Pair, Tied};
use crate::render::site_map;
use crate::render::view::{
    CompareAlone, CompareAny, ComparePage, CompareSide, CompareWith, Link, Named, PairGroup, PairLink, Why,
};
use crate::render::words::{Words, capital, opening};

use super::compared::Name;
use super::{compared, families, masthead, reasons, seen_before};

/// The most pairs of a kind on the entrance.
const LISTED: usize = 24;

/// The most pairs that a COE's page leads to.
const WITH: usize = 3;

/// The most other pairs below a pair.
const OTHERS: usize = 6;

/// The longest standfirst of a side, in characters.
const STANDFIRST: usize = 160;

/// The most reasons why two belong together.
const REASONS: usize = 4;

/// One pair, by its place.
pub(in crate::render) fn page(page: &Page<'_, '_>, place: usize) -> Result<Vec<u8>> {
    let pair = &page.site.pairs.all[place];
    let mut view = view(page, pair);
    view.kicker.href = page.href(&site_map::compare());
    view.groups = others(page, pair).into_iter().collect();
    page.site.theme.render("compare.html", &view)
}

/// The entrance: the pair that shows best what comparing is for, and all others to choose from.
pub(in crate::render) fn entrance(page: &Page<'_, '_>) -> Result<Vec<u8>> {
    let site = page.site;
    let mut view = match site.pairs.showpiece(site.knowledge) {
        Some(pair) => view(page, pair),
        None => without_pair(page),
    };
    view.shell.title = page.words().said("navigation.compare");
    view.shell.description = page.words().said("compare.description");
    view.groups = groups(page);
    if any(site.knowledge.coes.len(), site.options.delivery) {
        view.any =
            Some(CompareAny { index: page.href(&site_map::facets()), sides: page.href(&site_map::sides()) });
        view.shell.scripts.extend(site.theme.script("compare.js").map(|path| page.href(path)));
    }
    site.theme.render("compare.html", &view)
}

/// The entrance where no two are alike: any two may still be chosen.
fn without_pair(page: &Page<'_, '_>) -> ComparePage {
    let words = page.words();
    ComparePage {
        shell: page.shell(words.say("navigation.compare"), "", words.language()),
        kicker: Link { title: words.said("navigation.compare"), href: String::new() },
        heading: words.said("compare.the_two"),
        family: None,
        standfirst: String::new(),
        reasons: Vec::new(),
        sides: Vec::new(),
        rows: Vec::new(),
        unsaid: String::new(),
        groups: Vec::new(),
        any: None,
    }
}

/// With more COEs than this there is no file for each of them to be compared by.
const MOST_ALONE: usize = 2_000;

/// Whether readers may set any two beside each other: that takes fetching, and a file for each COE.
pub(in crate::render) fn any(coes: usize, delivery: Delivery) -> bool {
    (2..=MOST_ALONE).contains(&coes) && delivery != Delivery::Offline
}

/// Where this one is set beside any other; empty where it cannot be.
pub(super) fn with_any(page: &Page<'_, '_>, coe: usize) -> String {
    if !any(page.site.knowledge.coes.len(), page.site.options.delivery) {
        return String::new();
    }
    let id = utf8_percent_encode(page.site.coe(coe).id.as_str(), NON_ALPHANUMERIC).to_string();
    format!("{}?a={id}", page.href(&site_map::compare()))
}

/// One COE as a side of whatever it is compared with, as seen from the entrance.
pub(in crate::render) fn alone(site: &Site<'_>, index: usize) -> Result<Vec<u8>> {
    let page = site.page(site_map::compare());
    let alone = CompareAlone { side: side(&page, index, Name::FIRST), lines: compared::alone(&page, index) };
    serde_json::to_vec(&alone)
        .map_err(|error| Error::new("cannot write the side of a comparison").because(error))
}

/// The COEs this one can be compared with.
pub(super) fn with(page: &Page<'_, '_>, coe: usize) -> Vec<CompareWith> {
    let words = page.words();
    let pairs = page.site.pairs.with(coe).take(WITH);
    let link = |(pair, other): (&Pair, usize)| CompareWith {
        link: Link { title: page.coe(other).title, href: href(page, pair) },
        lang: page.site.coe(other).language,
        words: match pair.tied {
            Tied::SameIncident => words.said("ties.same_incident"),
            Tied::SameFamily(_) if pair.coes[0] == other => words.said("compare.time_before"),
            Tied::SameFamily(_) => words.said("compare.time_after"),
            Tied::SameDay => words.said("compare.on_same_day"),
            Tied::Alike => words.said("compare.much_like_it"),
        },
    };
    pairs.map(link).collect()
}

/// The page that shows two COEs beside each other, where there is one.
pub(super) fn of_two(page: &Page<'_, '_>, coe: usize, other: usize) -> Option<String> {
    page.site.pairs.between(coe, other).map(|pair| href(page, pair))
}

fn href(page: &Page<'_, '_>, pair: &Pair) -> String {
    page.href_of(site_map::pair(&pair.name))
}

fn view(page: &Page<'_, '_>, pair: &Pair) -> ComparePage {
    let site = page.site;
    let words = page.words();
    let heading = words.said(heading(site, pair));
    let titles = pair.coes.map(|coe| opening(&site.catalogue.headlines[coe], 60));
    let title = titles.join(" / ");
    let names = names(site, pair);
    let sides = [0, 1].map(|at| side(page, pair.coes[at], names[at]));
    let rows = compared::rows(page, pair, names);
    ComparePage {
        shell: page.shell(&title, &heading, words.language()),
        kicker: Link { title: words.said("navigation.compare"), href: String::new() },
        family: family(page, pair),
        standfirst: standfirst(site, pair),
        reasons: why(page, pair),
        unsaid: compared::unsaid(&rows, words),
        sides: sides.into(),
        rows,
        heading,
        groups: Vec::new(),
        any: None,
    }
}

/// The key of what is said of why these two.
fn heading(site: &Site<'_>, pair: &Pair) -> &'static str {
    let inferred =
        |place: usize| site.insight.families.get(place).is_some_and(|it| families::is_inferred(site, it));
    match pair.tied {
        // No author says that it is the same thing.
        Tied::SameFamily(place) if inferred(place) => "compare.like_it_again",
        Tied::SameIncident => "compare.told_twice",
        Tied::SameFamily(_) => "compare.and_again",
        Tied::SameDay => "compare.two_of_one_day",
        Tied::Alike => "compare.two_alike",
    }
}

/// What sentences call the two.
fn names(site: &Site<'_>, pair: &Pair) -> [Name; 2] {
    let [first, second] = pair.coes.map(|coe| site.coe(coe));
    let days = [first, second].map(catalogue::date);
    match pair.tied {
        Tied::SameIncident | Tied::SameDay if first.words < second.words => [Name::SHORTER, Name::LONGER],
        Tied::SameIncident | Tied::SameDay if first.words > second.words => [Name::LONGER, Name::SHORTER],
        _ if days[0].is_some() && days[1].is_some() && days[0] < days[1] => [Name::EARLIER, Name::LATER],
        _ => [Name::FIRST, Name::SECOND],
    }
}

fn side(page: &Page<'_, '_>, index: usize, name: Name) -> CompareSide {
    let coe = page.site.coe(index);
    CompareSide {
        name: name.titled(page.words()),
        link: page.coe(index),
        lang: coe.language,
        kind: masthead::kind(coe, page.words()),
        date: catalogue::date(coe).map(|day| page.dated(day)),
        severity: page.severity(coe),
        reading: if coe.words > 0 {
            page.words().count("facts.reading", super::reading_minutes(coe.words))
        } else {
            String::new()
        },
        standfirst: context::standfirst(coe, STANDFIRST),
    }
}

fn family(page: &Page<'_, '_>, pair: &Pair) -> Option<Link> {
    match pair.tied {
        Tied::SameFamily(place) => {
            page.site.insight.families.get(place).map(|family| seen_before::link(page, family))
        }
        _ => None,
    }
}

/// How far apart the two are.
fn standfirst(site: &Site<'_>, pair: &Pair) -> String {
    let [first, second] = pair.coes.map(|coe| site.coe(coe));
    let words: &Words = site.words();
    let minutes = [first, second].map(|coe| super::reading_minutes(coe.words));
    match (pair.tied, days_apart(site, pair)) {
        (Tied::SameIncident, _) if first.words > 0 && second.words > 0 && minutes[0] != minutes[1] => {
            let [short, long] = [minutes[0].min(minutes[1]), minutes[0].max(minutes[1])];
            words.count_with("compare.same_hours", short, &[("long", &long.to_string())])
        }
        (Tied::SameIncident | Tied::SameDay, _) | (_, None) => String::new(),
        (_, Some(0)) => words.said("compare.same_day"),
        (_, Some(days)) => capital(&words.fill("compare.apart_told", &[("span", &words.apart(days.abs()))])),
    }
}

fn days_apart(site: &Site<'_>, pair: &Pair) -> Option<i64> {
    let [first, second] = pair.coes.map(|coe| catalogue::date(site.coe(coe)));
    first?.days_until(second?)
}

/// What the two have in common, seen from either of them.
fn why(page: &Page<'_, '_>, pair: &Pair) -> Vec<Why> {
    let [a, b] = pair.coes;
    let told = |(from, to): (usize, usize)| {
        let related = page.site.insight.related.get(from).into_iter().flatten();
        let other = related.filter(move |related: &&Related| related.to == to);
        other.flat_map(|related| reasons::besides(&related.reasons, REASONS)).collect::<Vec<_>>()
    };
    [(a, b), (b, a)].into_iter().map(told).find(|reasons| !reasons.is_empty()).unwrap_or_default()
}

/// All pairs by kind, as many of each as fit the page.
fn groups(page: &Page<'_, '_>) -> Vec<PairGroup> {
    let all = &page.site.pairs.all;
    all.chunk_by(|a, b| a.tied.rank() == b.tied.rank()).map(|pairs| group(page, pairs)).collect()
}

fn group(page: &Page<'_, '_>, pairs: &[Pair]) -> PairGroup {
    let title = match pairs.first().map(|pair| pair.tied) {
        Some(Tied::SameIncident) => "compare.told_twice",
        Some(Tied::SameFamily(_)) => "compare.again",
        Some(Tied::SameDay) => "compare.of_one_day",
        Some(Tied::Alike) | None => "compare.alike",
    };
    let more = pairs.len().saturating_sub(LISTED);
    PairGroup {
        title: page.words().said(title),
        pairs: pairs.iter().take(LISTED).map(|pair| pair_link(page, pair)).collect(),
        more: match more {
            0 => String::new(),
            _ => page.words().count("compare.more_pairs", more),
        },
    }
}

fn pair_link(page: &Page<'_, '_>, pair: &Pair) -> PairLink {
    let named = |coe: usize| Named { title: page.coe(coe).title, lang: page.site.coe(coe).language };
    let words = match (pair.tied, days_apart(page.site, pair)) {
        (Tied::SameFamily(place), _) => {
            page.site.insight.families.get(place).map(|family| family.title.clone()).unwrap_or_default()
        }
        (Tied::Alike, Some(days)) => {
            page.words().fill("compare.apart", &[("span", &page.words().apart(days.abs()))])
        }
        _ => String::new(),
    };
    PairLink { href: href(page, pair), first: named(pair.coes[0]), second: named(pair.coes[1]), words }
}

/// Other pairs of the same two.
fn others(page: &Page<'_, '_>, pair: &Pair) -> Option<PairGroup> {
    let of = |coe: usize| page.site.pairs.with(coe).map(|(pair, _)| pair);
    let mut links: Vec<PairLink> = Vec::new();
    for other in of(pair.coes[0]).chain(of(pair.coes[1])).filter(|it| it.coes != pair.coes).take(OTHERS) {
        links.push(pair_link(page, other));
    }
    (!links.is_empty()).then_some(PairGroup {
        title: page.words().said("compare.with_another"),
        pairs: links,
        more: String::new(),
    })
}
