//! One term, such as a cause or a service: what it is, when it struck, what is still open, what was learned.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::model::Term;
use crate::render::catalogue::{self, Entry, OpenAction, TermKind};
use crate::render::context::{Page, Site};
use crate::render::figures::strip::Scale;
use crate::render::site_map::{self, slug};
use crate::render::view::{
    ActionRow, BrowseGroup, Counted, FamilyCard, LessonCard, Link, SeverityMark, TermFact, TermPage,
};
use crate::render::{feeds, words};

use super::{adoption, champions, collected, entity, families, matrix};

/// The most families on the page of a term.
const MOST_FAMILIES: usize = 6;

/// The most COEs on the page of a term.
const MOST_ROWS: usize = 400;

/// The most open actions on the page of a term.
const MOST_ACTIONS: usize = 50;

/// The most terms of a kind that are named as coming along.
const MOST_COMPANIONS: usize = 8;

/// The page of a term, by its place among those of its kind.
pub(in crate::render) fn page(page: &Page<'_, '_>, kind: TermKind, place: usize) -> Result<Vec<u8>> {
    let entry = &page.site.catalogue.terms(kind).entries[place];
    let kicker =
        Link { title: kind.one_titled(page.words()).to_owned(), href: page.href(&site_map::terms(kind)) };
    let mut view = view(page, &entry.coes, kicker, entry.title.clone());
    view.together = together(page, &entry.coes, (kind, entry));
    view.matrix = match kind {
        TermKind::Cause => matrix::causes_beside(page, &entry.coes, &entry.slug),
        _ => matrix::causes_by_year(page, &entry.coes),
    };
    // What the table says needs no list.
    view.together.retain(|group| view.matrix.is_none() || group.anchor != TermKind::Cause.folder());
    if let Some(more) = &mut view.more_years {
        more.href.push_str(&format!("?{}={}", facet(kind), entry.slug));
    }
    view.explainers = explainers(page, entry);
    view.shell.feed = feeds::links(page, feeds::Of::Term(kind, entry));
    view.tools = tools(page, kind, entry);
    view.collected = collected::of_term(page, kind, &entry.slug, &entry.coes);
    if kind == TermKind::Team {
        view.adoption = adoption::of_team(page, &entry.slug);
    }
    if let Some(term) = entry.term {
        view.description = term.description.clone().unwrap_or_default();
        view.addresses = addresses(term);
        view.facts = facts(page, kind, term);
    }
    let champions = champions::of_term(page, &entry.slug);
    if !champions.is_empty() {
        view.facts.push(TermFact { name: page.words().said("term.champions"), values: champions });
    }
    view.shell.description = view.description.clone();
    page.site.theme.render("term.html", &view)
}

/// What other tools may show of a term.
fn tools(page: &Page<'_, '_>, kind: TermKind, entry: &Entry<'_>) -> Vec<Link> {
    if !entity::CARDS.contains(&kind) {
        return Vec::new();
    }
    let link = |key, path| Link { title: page.words().said(key), href: page.href_of(path) };
    let owner = page.site.follow_up().owner(&entry.slug).filter(|_| kind == TermKind::Team);
    let board = owner.map(|owner| link("entity.board_link", site_map::team_actions(&owner.slug, 1)));
    let own = [
        link("entity.badge_link", site_map::term_badge(kind, &entry.slug)),
        link("entity.card_link", site_map::term_card(kind, &entry.slug)),
    ];
    board.into_iter().chain(own).collect()
}

/// What the filters of the list call a kind.
fn facet(kind: TermKind) -> &'static str {
    let known = super::facets::KINDS.iter().find(|(it, _)| *it == kind);
    known.map_or("q", |(_, name)| name)
}

/// The page of a severity, by its place on the ladder.
pub(in crate::render) fn severity(page: &Page<'_, '_>, place: usize) -> Result<Vec<u8>> {
    let rung = &page.site.catalogue.rungs[place];
    let kicker = Link {
        title: page.words().said("terms.severity"),
        href: format!("{}#severities", page.href(&site_map::browse())),
    };
    let mut view = view(page, &rung.coes, kicker, rung.title.clone());
    if let Some(more) = &mut view.more_years {
        more.href.push_str(&format!("?severity={}", rung.slug));
    }
    view.severity =
        Some(SeverityMark { words: String::new(), href: String::new(), bars: page.bars(rung.level) })
            .filter(|it| !it.bars.is_empty());
    page.site.theme.render("term.html", &view)
}

fn view(page: &Page<'_, '_>, coes: &[usize], kicker: Link, heading: String) -> TermPage {
    let (actions, more_actions) = actions(page, coes);
    TermPage {
        shell: page.shell(&heading, "", page.words().language()),
        kicker,
        heading,
        severity: None,
        description: String::new(),
        facts: Vec::new(),
        addresses: Vec::new(),
        strip: super::strip(page, coes, Scale::Years),
        families: families(page, coes),
        matrix: None,
        summary: summary(page.site, coes),
        years: super::by_year(page, &coes[..coes.len().min(MOST_ROWS)]),
        more_years: more(page, coes.len()),
        actions,
        more_actions,
        lessons: lessons(page, coes),
        adoption: Vec::new(),
        collected: Vec::new(),
        explainers: Vec::new(),
        together: Vec::new(),
        tools: Vec::new(),
    }
}

/// Where those are that the page has no room for.
fn more(page: &Page<'_, '_>, number: usize) -> Option<Counted> {
    let rest = number.checked_sub(MOST_ROWS + 1)? + 1;
    Some(Counted {
        title: page.words().said("term.all_incidents"),
        href: page.href(&site_map::browse()),
        count: page.words().grouped(rest as i64),
    })
}

/// What happened more than once among these COEs.
fn families(page: &Page<'_, '_>, coes: &[usize]) -> Vec<FamilyCard> {
    let families = families::of_coes(page.site, coes);
    families.into_iter().take(MOST_FAMILIES).map(|family| families::card(page, family)).collect()
}

fn summary(site: &Site<'_>, coes: &[usize]) -> String {
    let days: Vec<_> = coes.iter().filter_map(|coe| catalogue::date(site.coe(*coe))).collect();
    let words = site.words();
    let count = |key: &'static str, places: &[(&str, &str)]| words.count_with(key, coes.len(), places);
    match (days.iter().min(), days.iter().max()) {
        _ if coes.is_empty() => words.said("term.none"),
        (Some(first), Some(last)) if first != last => {
            count("term.first_last", &[("first", &words.day(*first)), ("last", &words.day(*last))])
        }
        (Some(day), _) => count("term.on", &[("day", &words.day(*day))]),
        _ => count("term.count", &[]),
    }
}

fn facts(page: &Page<'_, '_>, kind: TermKind, term: &Term) -> Vec<TermFact> {
    let plain = |title: &String| Link { title: title.clone(), href: String::new() };
    let narrower = page.site.catalogue.terms(kind).entries.iter().filter(|entry| {
        entry.term.and_then(|it| it.parent.as_ref()).is_some_and(|parent| *parent == term.id)
    });
    let facts = [
        ("term.area", term.area.iter().map(plain).collect()),
        ("term.owned_by", term.team.iter().map(|team| page.term(TermKind::Team, team)).collect()),
        ("term.kind_of", term.parent.iter().map(|parent| page.term(kind, parent)).collect()),
        ("term.kinds", narrower.map(|entry| page.entry(kind, entry)).collect()),
        ("term.also_called", term.synonyms.iter().map(plain).collect::<Vec<_>>()),
    ];
    let fact = |(name, values): (&'static str, Vec<Link>)| TermFact { name: page.words().said(name), values };
    facts.into_iter().filter(|(_, values)| !values.is_empty()).map(fact).collect()
}

fn addresses(term: &Term) -> Vec<Link> {
    let link = |(name, address): &(String, String)| {
        Some(Link { title: words::capital(name), href: super::web_address(address)?.to_owned() })
    };
    term.addresses.iter().filter_map(link).collect()
}

/// Open actions of some COEs, and how many more there are than are shown.
fn actions(page: &Page<'_, '_>, coes: &[usize]) -> (Vec<ActionRow>, Option<Counted>) {
    let today = page.site.options.today;
    let of_coe = |coe: &usize| {
        let coe = *coe;
        let actions = page.site.coe(coe).actions.iter();
        actions.filter_map(move |action| {
            Some(OpenAction { coe, action, standing: catalogue::standing(action, today)? })
        })
    };
    let mut open: Vec<OpenAction<'_>> = coes.iter().flat_map(of_coe).collect();
    open.sort_by_key(|open| (open.standing, open.action.due));
    let more = open.len().checked_sub(MOST_ACTIONS + 1).map(|more| Counted {
        title: page.words().said("actions.all_open"),
        href: page.href(&site_map::actions(1)),
        count: page.words().grouped(more as i64 + 1),
    });
    (open.iter().take(MOST_ACTIONS).map(|open| page.action(open)).collect(), more)
}

/// Lessons that rest on any of these COEs, those that rest on most of them first.
fn lessons(page: &Page<'_, '_>, coes: &[usize]) -> Vec<LessonCard> {
    let mut support: BTreeMap<usize, usize> = BTreeMap::new();
    let lessons = coes.iter().flat_map(|coe| &page.site.catalogue.lessons_of[*coe]);
    lessons.for_each(|lesson| *support.entry(*lesson).or_default() += 1);
    let mut order: Vec<(usize, usize)> = support.into_iter().collect();
    order.sort_by_key(|(lesson, support)| (std::cmp::Reverse(*support), *lesson));
    order.into_iter().map(|(lesson, _)| super::lesson_card(page, lesson)).collect()
}

fn explainers(page: &Page<'_, '_>, entry: &Entry<'_>) -> Vec<Link> {
    let about =
        |article: &&crate::model::Article| article.subjects.iter().any(|subject| slug(subject) == entry.slug);
    let link = |article| super::article_link(page, article, site_map::explainer(&article.id));
    page.site.knowledge.explainers.iter().filter(about).map(link).collect()
}

/// Other terms of the same COEs, those that come along most often first.
fn together(page: &Page<'_, '_>, coes: &[usize], own: (TermKind, &Entry<'_>)) -> Vec<BrowseGroup> {
    TermKind::ALL.into_iter().filter_map(|kind| companions(page, coes, kind, own)).collect()
}

fn companions(
    page: &Page<'_, '_>,
    coes: &[usize],
    kind: TermKind,
    (own_kind, own): (TermKind, &Entry<'_>),
) -> Option<BrowseGroup> {
    let terms = page.site.catalogue.terms(kind);
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for coe in coes {
        let mut places: Vec<usize> =
            kind.words_of(page.site.coe(*coe)).into_iter().filter_map(|word| terms.place(word)).collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().for_each(|place| *counts.entry(place).or_default() += 1);
    }
    let mut order: Vec<(usize, usize)> = counts.into_iter().collect();
    order.retain(|(place, _)| kind != own_kind || terms.entries[*place].slug != own.slug);
    order.sort_by_key(|(place, count)| (std::cmp::Reverse(*count), *place));
    let member = |(place, count): (usize, usize)| {
        let link = page.entry(kind, &terms.entries[place]);
        Counted { title: link.title, href: link.href, count: page.words().grouped(count as i64) }
    };
    let members: Vec<Counted> = order.into_iter().take(MOST_COMPANIONS).map(member).collect();
    (!members.is_empty()).then_some(BrowseGroup {
        title: kind.titled(page.words()).to_owned(),
        anchor: kind.folder(),
        members,
        all: None,
    })
}
