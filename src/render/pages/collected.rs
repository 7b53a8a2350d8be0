//! Takeaways, difficulties, surprises, luck and ideas of all COEs, each with where it stands.

use crate::analyse::collected::{CollectedKind, Gathered, of_coe};
use crate::error::Result;
use crate::model::Status;
use crate::render::catalogue::{self, TermKind};
use crate::render::context::{Page, Site};
use crate::render::site_map;
use crate::render::view::{
    CollectedGroup, CollectedKindLink, CollectedPage, CollectedRow, Counted, Link, RepeatedIdea,
};
use crate::render::words::{capital, opening};

/// The most items on one page.
const PER_PAGE: usize = 250;

/// The most items of a kind that are listed: the latest. All of them are in `data/lessons.json`.
const MOST: usize = 2_000;

/// How many of each kind the first page shows.
const LATEST: usize = 4;

/// The most ideas that are told as had by several COEs.
const MOST_REPEATED: usize = 30;

/// The most COEs that are named below such an idea.
const MOST_OF_IDEA: usize = 6;

/// The longest words of an item, in characters.
const QUOTE: usize = 420;

/// The kinds of terms items are filtered by, with their names in addresses.
const FILTERS: [(TermKind, &str); 3] =
    [(TermKind::Service, "service"), (TermKind::Cause, "cause"), (TermKind::Team, "team")];

/// The kinds of which there is anything.
pub(in crate::render) fn kinds(site: &Site<'_>) -> Vec<CollectedKind> {
    let collected = site.learning.collected();
    CollectedKind::ALL.into_iter().filter(|kind| !collected.all(*kind).is_empty()).collect()
}

/// How many pages a kind takes.
pub(in crate::render) fn pages(site: &Site<'_>, kind: CollectedKind) -> usize {
    listed(site, kind).len().div_ceil(PER_PAGE)
}

fn listed<'s>(site: &'s Site<'_>, kind: CollectedKind) -> &'s [Gathered<'s>] {
    let all = site.learning.collected().all(kind);
    &all[..all.len().min(MOST)]
}

fn titled(kind: CollectedKind) -> &'static str {
    [
        "collected.takeaways",
        "collected.difficulties",
        "collected.surprises",
        "collected.got_lucky",
        "collected.went_well",
        "collected.went_wrong",
        "collected.ideas",
    ][kind as usize]
}

/// The latest of every kind.
pub(in crate::render) fn overview(page: &Page<'_, '_>) -> Result<Vec<u8>> {
    let words = page.words();
    let group = |kind: CollectedKind| CollectedGroup {
        title: words.said(titled(kind)),
        anchor: kind.word().to_owned(),
        all: Some(Counted {
            title: words.said("collected.all"),
            href: page.href_of(site_map::collected_kind(kind.word(), 1)),
            count: words.grouped(page.site.learning.collected().all(kind).len() as i64),
        }),
        rows: spread(page.site, listed(page.site, kind)).map(|item| told(page, item)).collect(),
    };
    let [heading, intro] = ["collected.heading", "collected.intro"].map(|key| words.said(key));
    let view = CollectedPage {
        shell: page.shell(&heading, &intro, words.language()),
        heading,
        intro,
        kinds: kind_links(page, None),
        repeated: repeated(page).into_iter().take(LATEST).collect(),
        groups: kinds(page.site).into_iter().map(group).collect(),
        place: String::new(),
        pages: Vec::new(),
        champions: Some(champions_link(page)),
        earlier: None,
        later: None,
        more: String::new(),
    };
    page.site.theme.render("collected.html", &view)
}

/// The latest items, one of each COE; what is being written has none to quote yet.
fn spread<'i, 'k>(site: &'i Site<'_>, items: &'i [Gathered<'k>]) -> impl Iterator<Item = &'i Gathered<'k>> {
    let first = items.chunk_by(|a, b| a.coe == b.coe).filter_map(|of_coe| of_coe.first());
    first.filter(|item| site.coe(item.coe).status.value != Status::Draft).take(LATEST)
}

/// A page of one kind, counted from 1.
pub(in crate::render) fn page(page: &Page<'_, '_>, kind: CollectedKind, number: usize) -> Result<Vec<u8>> {
    let (site, words) = (page.site, page.words());
    let all = site.learning.collected().all(kind).len();
    let items = listed(site, kind);
    let pages = items.len().div_ceil(PER_PAGE);
    let shown = items.chunks(PER_PAGE).nth(number - 1).unwrap_or_default();
    let heading = words.said(titled(kind));
    let incidents = items.chunk_by(|a, b| a.coe == b.coe).count();
    let intro = words.count_with(
        "collected.of_incidents",
        incidents,
        &[("items", &words.grouped(items.len() as i64)), ("kind", &words.lower(&heading))],
    );
    let href = |number: usize| page.href_of(site_map::collected_kind(kind.word(), number));
    let beside = |number: usize| {
        let title = words.fill("collected.page", &[("number", &number.to_string())]);
        (1..=pages).contains(&number).then(|| Link { title, href: href(number) })
    };
    let mut shell = page.shell(&heading, &intro, words.language());
    shell.scripts.extend(site.theme.script("collected.js").map(|path| page.href(path)));
    let is_first = number == 1;
    let view = CollectedPage {
        shell,
        heading,
        intro,
        kinds: kind_links(page, Some(kind)),
        repeated: if is_first && kind == CollectedKind::Ideas { repeated(page) } else { Vec::new() },
        groups: by_year(page, shown),
        place: if pages > 1 {
            words.fill("collected.place", &[("page", &number.to_string()), ("pages", &pages.to_string())])
        } else {
            String::new()
        },
        pages: (1..=pages).map(href).collect(),
        champions: None,
        earlier: beside(number + 1),
        later: number.checked_sub(1).and_then(beside),
        more: if all > items.len() {
            words.count("collected.left_off", all - items.len())
        } else {
            String::new()
        },
    };
    site.theme.render("collected.html", &view)
}

fn kind_links(page: &Page<'_, '_>, current: Option<CollectedKind>) -> Vec<CollectedKindLink> {
    let link = |kind: CollectedKind| CollectedKindLink {
        link: Link {
            title: page.words().said(titled(kind)),
            href: page.href_of(site_map::collected_kind(kind.word(), 1)),
        },
        count: page.words().grouped(page.site.learning.collected().all(kind).len() as i64),
        current: current == Some(kind),
    };
    kinds(page.site).into_iter().map(link).collect()
}

fn by_year(page: &Page<'_, '_>, items: &[Gathered<'_>]) -> Vec<CollectedGroup> {
    let year_of = |item: &Gathered<'_>| catalogue::date(page.site.coe(item.coe)).map(|day| day.year);
    let group = |items: &[Gathered<'_>]| {
        let year = items.first().and_then(year_of).map(|year| year.to_string());
        CollectedGroup {
            anchor: format!("y{}", year.as_deref().unwrap_or("undated")),
            title: year.unwrap_or_else(|| capital(page.words().say("dates.undated"))),
            all: None,
            rows: items.iter().map(|item| row(page, item)).collect(),
        }
    };
    items.chunk_by(|a, b| year_of(a) == year_of(b)).map(group).collect()
}

/// An item without what it can be filtered by.
fn told(page: &Page<'_, '_>, item: &Gathered<'_>) -> CollectedRow {
    let coe = page.neighbour(item.coe);
    CollectedRow {
        quote: opening(item.text, QUOTE),
        href: format!("{}#{}", coe.link.href, item.anchor),
        coe,
        terms: Vec::new(),
        facets: String::new(),
    }
}

fn row(page: &Page<'_, '_>, item: &Gathered<'_>) -> CollectedRow {
    let (mut terms, mut facets) = (Vec::new(), Vec::new());
    for (kind, name) in FILTERS {
        let known = page.site.catalogue.terms(kind);
        for word in own_words(kind, page.site.coe(item.coe)) {
            let Some(entry) = known.place(word).and_then(|place| known.entries.get(place)) else { continue };
            terms.push(page.entry(kind, entry));
            facets.push(format!("{name}/{}", entry.slug));
        }
    }
    CollectedRow { terms, facets: facets.join(" "), ..told(page, item) }
}

/// Services, causes, and the team that wrote it.
fn own_words(kind: TermKind, coe: &crate::model::Coe) -> Vec<&str> {
    match kind {
        TermKind::Team => coe.team.iter().map(|team| team.value.as_str()).collect(),
        _ => kind.words_of(coe),
    }
}

/// Ideas that several COEs have, those of most first.
fn repeated(page: &Page<'_, '_>) -> Vec<RepeatedIdea> {
    let collected = page.site.learning.collected();
    let ideas = collected.all(CollectedKind::Ideas);
    let idea = |group: &Vec<usize>| {
        let mut rows: Vec<CollectedRow> =
            group.iter().take(MOST_OF_IDEA).map(|idea| told(page, &ideas[*idea])).collect();
        // The same words are told once.
        let first = rows.first().map(|row| row.quote.clone());
        rows.iter_mut()
            .skip(1)
            .filter(|row| first.as_ref() == Some(&row.quote))
            .for_each(|row| row.quote.clear());
        RepeatedIdea { words: page.words().count("collected.in_incidents", collected.incidents(group)), rows }
    };
    collected.repeated().iter().take(MOST_REPEATED).map(idea).collect()
}

fn champions_link(page: &Page<'_, '_>) -> Link {
    Link { title: page.words().said("champions.heading"), href: page.href(&site_map::champions()) }
}

/// The pages beside those of lessons, as far as they exist.
pub(super) fn beside(page: &Page<'_, '_>) -> Vec<Link> {
    let collected = (!kinds(page.site).is_empty()).then(|| (site_map::collected(), "collected.heading"));
    let pages = collected.into_iter().chain([(site_map::champions(), "champions.heading")]);
    pages.map(|(path, title)| Link { title: page.words().said(title), href: page.href(&path) }).collect()
}

/// The way there from the front page, with how much there is.
pub(super) fn way(page: &Page<'_, '_>) -> Option<Counted> {
    let collected = page.site.learning.collected();
    let number: usize = kinds(page.site).into_iter().map(|kind| collected.all(kind).len()).sum();
    (number > 0).then(|| Counted {
        title: page.words().said("collected.heading"),
        href: page.href(&site_map::collected()),
        count: page.words().grouped(number as i64),
    })
}

/// How much of each kind some COEs say, with the lists narrowed down to them.
pub(super) fn of_term(page: &Page<'_, '_>, kind: TermKind, slug: &str, coes: &[usize]) -> Vec<Counted> {
    let Some((_, name)) = FILTERS.iter().find(|(it, _)| *it == kind) else { return Vec::new() };
    let own = |coe: &&usize| match kind {
        TermKind::Team => {
            let team = page.site.coe(**coe).team.as_ref();
            team.is_some_and(|team| site_map::slug(&team.value) == slug)
        }
        _ => true,
    };
    let mut counts = [0_usize; CollectedKind::ALL.len()];
    let said = coes.iter().filter(own).flat_map(|coe| of_coe(page.site.coe(*coe)));
    said.for_each(|(kind, ..)| counts[kind as usize] += 1);
    let known = kinds(page.site);
    let counted = |it: CollectedKind| Counted {
        title: page.words().said(titled(it)),
        href: format!("{}?{name}={slug}", page.href_of(site_map::collected_kind(it.word(), 1))),
        count: page.words().grouped(counts[it as usize] as i64),
    };
    let kinds =
        CollectedKind::ALL.into_iter().filter(|kind| counts[*kind as usize] > 0 && known.contains(kind));
    kinds.map(counted).collect()
}
