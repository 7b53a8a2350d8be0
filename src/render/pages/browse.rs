//! Every COE, and every way to them; and the pages of the years.

use crate::analyse::Family;
use crate::error::Result;
use crate::render::catalogue::{Rung, TermKind};
use crate::render::context::Page;
use crate::render::figures::arc::Size;
use crate::render::figures::calendar;
use crate::render::site_map;
use crate::render::view::{BrowseGroup, BrowsePage, Counted, Html, Link, YearPage};
use crate::render::words::capital;

/// The most COEs that are listed on the page itself; beyond, the pages of the years list them.
const MOST_ROWS: usize = 60;

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
        super::by_year(page, &site.catalogue.by_date)
    };
    let view = BrowsePage {
        shell: page.shell(
            page.words().say("navigation.browse"),
            page.words().say("browse.description"),
            page.words().language(),
        ),
        heading: page.words().count("browse.all", number),
        intro: site.knowledge.description.clone().unwrap_or_default(),
        groups: groups(page),
        calendar: if !listed { calendar_of(page, &site.catalogue.by_date) } else { Html::default() },
        listed,
        years,
    };
    site.theme.render("browse.html", &view)
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

/// All COEs of a year; `place` is its place among the years, the latest first.
pub(in crate::render) fn year(page: &Page<'_, '_>, place: usize) -> Result<Vec<u8>> {
    let years = &page.site.catalogue.years;
    let (year, coes) = &years[place];
    let words = page.words();
    let heading = year.map_or_else(|| capital(words.say("dates.undated")), |year| year.to_string());
    let neighbour = |place: Option<usize>| {
        let (year, _) = years.get(place?)?;
        let shown = super::empty_year(page, *year, 0);
        Some(Link { title: shown.title, href: shown.href })
    };
    let view = YearPage {
        shell: page.shell(&heading, &words.count("counts.incidents", coes.len()), page.words().language()),
        intro: match year {
            Some(_) => words.count("counts.incidents", coes.len()),
            None => words.count("browse.undated", coes.len()),
        },
        heading,
        calendar: if coes.len() > 2 { calendar_of(page, coes) } else { Html::default() },
        rows: coes.iter().map(|coe| page.row(*coe)).collect(),
        earlier: neighbour(Some(place + 1)),
        later: neighbour(place.checked_sub(1)),
    };
    page.site.theme.render("year.html", &view)
}
