//! Every COE, and every way to them; and the pages of the years.

use crate::analyse::Family;
use crate::error::Result;
use crate::render::catalogue::{Rung, TermKind};
use crate::render::context::Page;
use crate::render::figures::arc::Size;
use crate::render::figures::calendar;
use crate::render::site_map;
use crate::render::view::{BrowseGroup, BrowsePage, Counted, Html, Link, Year, YearPage};
use crate::render::words::capital;

/// The most COEs that are listed on the page itself; beyond, the pages of the years list them.
const MOST_ROWS: usize = 200;

/// With fewer COEs than this there is nothing to filter.
pub(super) const LEAST_TO_FILTER: usize = 6;

/// The most terms of a kind on the page itself; beyond, their own page lists them.
const MOST_TERMS: usize = 24;

pub(in crate::render) fn page(page: &Page<'_, '_>) -> Result<Vec<u8>> {
    let site = page.site;
    let number = site.knowledge.coes.len();
    let listed = number <= MOST_ROWS;
    let years = if !listed {
        let empty = |(year, coes): &(Option<i16>, Vec<usize>)| super::empty_year(page, *year, coes.len());
        site.catalogue.years.iter().map(empty).collect()
    } else {
        with_marks(page, super::by_year(page, &site.catalogue.by_date))
    };
    let mut shell = page.shell(
        page.words().say("navigation.browse"),
        page.words().say("browse.description"),
        page.words().language(),
    );
    shell.scripts.extend(site.theme.script("browse.js").map(|path| page.href(path)));
    let view = BrowsePage {
        shell,
        heading: page.words().count("browse.all", number),
        intro: site.knowledge.description.clone().unwrap_or_default(),
        groups: groups(page),
        facets: if number >= LEAST_TO_FILTER { super::facets::groups(page) } else { Vec::new() },
        data: if listed { String::new() } else { page.href(&site_map::facets()) },
        calendar: if !listed { calendar_of(page, &site.catalogue.by_date) } else { Html::default() },
        listed,
        years,
    };
    site.theme.render("browse.html", &view)
}

/// The rows with what they are filtered by; they stand in the order of `by_date`.
fn with_marks(page: &Page<'_, '_>, mut years: Vec<Year>) -> Vec<Year> {
    let mut marks = super::facets::marks(page.site);
    let rows = years.iter_mut().flat_map(|year| &mut year.rows);
    for (row, coe) in rows.zip(&page.site.catalogue.by_date) {
        row.facets = std::mem::take(&mut marks[*coe].facets);
        row.words = std::mem::take(&mut marks[*coe].words);
    }
    years
}

fn groups(page: &Page<'_, '_>) -> Vec<BrowseGroup> {
    let severities = severities(page);
    let terms = [TermKind::Service, TermKind::Cause, TermKind::Team, TermKind::Technology, TermKind::Tag];
    let terms = terms.into_iter().filter_map(|kind| terms_of(page, kind));
    severities.into_iter().chain(terms).chain(families(page)).chain(explainers(page)).collect()
}

fn severities(page: &Page<'_, '_>) -> Option<BrowseGroup> {
    let member = |rung: &Rung| Counted {
        title: rung.title.clone(),
        href: page.href_of(site_map::severity(&rung.slug)),
        count: page.words().grouped(rung.coes.len() as i64),
    };
    let members: Vec<Counted> = page.site.catalogue.rungs.iter().map(member).collect();
    (!members.is_empty()).then_some(BrowseGroup {
        title: page.words().said("terms.severity"),
        anchor: "severities",
        members,
        all: None,
    })
}

/// The terms with most COEs, then by name.
fn terms_of(page: &Page<'_, '_>, kind: TermKind) -> Option<BrowseGroup> {
    let entries = &page.site.catalogue.terms(kind).entries;
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_key(|place| std::cmp::Reverse(entries[*place].coes.len()));
    let member = |place: usize| {
        let link = page.entry(kind, &entries[place]);
        Counted {
            title: link.title,
            href: link.href,
            count: page.words().grouped(entries[place].coes.len() as i64),
        }
    };
    let members: Vec<Counted> = order.into_iter().take(MOST_TERMS).map(member).collect();
    let all = (entries.len() > MOST_TERMS).then(|| Counted {
        title: kind.all_titled(page.words()).to_owned(),
        href: page.href(&site_map::terms(kind)),
        count: page.words().grouped(entries.len() as i64),
    });
    (!members.is_empty()).then_some(BrowseGroup {
        title: kind.titled(page.words()).to_owned(),
        anchor: kind.folder(),
        members,
        all,
    })
}

/// What happened more than once, the most often first.
fn families(page: &Page<'_, '_>) -> Option<BrowseGroup> {
    let families = super::families::most_frequent_first(page.site);
    let member = |family: &&Family| {
        let link = super::seen_before::link(page, family);
        Counted {
            title: link.title,
            href: link.href,
            count: page.words().grouped(family.members.len() as i64),
        }
    };
    let members: Vec<Counted> = families.iter().take(MOST_TERMS).map(member).collect();
    let all = (families.len() > MOST_TERMS).then(|| Counted {
        title: page.words().said("browse.all_families"),
        href: page.href(&site_map::families()),
        count: page.words().grouped(families.len() as i64),
    });
    (!members.is_empty()).then_some(BrowseGroup {
        title: page.words().said("families.heading"),
        anchor: "families",
        members,
        all,
    })
}

fn explainers(page: &Page<'_, '_>) -> Option<BrowseGroup> {
    let explainers = &page.site.knowledge.explainers;
    let member = |article: &crate::model::Article| {
        let link = super::article_link(page, article, site_map::explainer(&article.id));
        Counted { title: link.title, href: link.href, count: String::new() }
    };
    let members: Vec<Counted> = explainers.iter().map(member).collect();
    (!members.is_empty()).then_some(BrowseGroup {
        title: page.words().said("explainers.many"),
        anchor: "explainers",
        members,
        all: None,
    })
}

fn calendar_of(page: &Page<'_, '_>, coes: &[usize]) -> Html {
    let dots = page.dots(coes);
    if dots.is_empty() || dots.len() > calendar::MOST {
        return Html::default();
    }
    calendar::draw(&dots, Size::Page, &page.words().count("figures.each_a_dot", dots.len()), page.words())
}

/// The most COEs on one page of a year.
const PER_PAGE: usize = 500;

/// How many pages the COEs of a year take.
pub(in crate::render) fn pages_of_year(coes: usize) -> usize {
    coes.div_ceil(PER_PAGE).max(1)
}

/// COEs of a year; `place` is its place among the years, the latest first, `number` the page, counted from 1.
pub(in crate::render) fn year(page: &Page<'_, '_>, place: usize, number: usize) -> Result<Vec<u8>> {
    let years = &page.site.catalogue.years;
    let (year, coes) = &years[place];
    let pages = pages_of_year(coes.len());
    let shown: Vec<usize> = coes.iter().skip((number - 1) * PER_PAGE).take(PER_PAGE).copied().collect();
    let words = page.words();
    let name = year.map_or_else(|| capital(words.say("dates.undated")), |year| year.to_string());
    let place_words = |key: &'static str| {
        words.fill(key, &[("name", &name), ("number", &number.to_string()), ("pages", &pages.to_string())])
    };
    let heading = if number > 1 { place_words("browse.page_of_year") } else { name.clone() };
    let part = if pages > 1 { place_words("browse.part_of_year") } else { String::new() };
    let incidents = words.count("counts.incidents", coes.len());
    let view = YearPage {
        shell: page.shell(&heading, &incidents, words.language()),
        intro: match year {
            Some(_) => format!("{incidents}{part}"),
            None => format!("{}{part}", words.count("browse.undated", coes.len())),
        },
        heading,
        calendar: if number == 1 && coes.len() > 2 { calendar_of(page, coes) } else { Html::default() },
        rows: shown.iter().map(|coe| page.row(*coe)).collect(),
        earlier: if number < pages {
            part_of_year(page, place, number + 1)
        } else {
            part_of_year(page, place + 1, 1)
        },
        later: match number {
            0 | 1 => place.checked_sub(1).and_then(|later| last_of(page, later)),
            _ => part_of_year(page, place, number - 1),
        },
    };
    page.site.theme.render("year.html", &view)
}

fn last_of(page: &Page<'_, '_>, place: usize) -> Option<Link> {
    let (_, coes) = page.site.catalogue.years.get(place)?;
    part_of_year(page, place, pages_of_year(coes.len()))
}

fn part_of_year(page: &Page<'_, '_>, place: usize, number: usize) -> Option<Link> {
    let (year, _) = page.site.catalogue.years.get(place)?;
    let shown = super::empty_year(page, *year, 0);
    let title = match number {
        0 | 1 => shown.title,
        _ => page
            .words()
            .fill("browse.page_of_year", &[("name", &shown.title), ("number", &number.to_string())]),
    };
    Some(Link { title, href: page.href_of(site_map::year_page(*year, number)) })
}
