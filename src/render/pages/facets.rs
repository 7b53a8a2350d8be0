//! What a list of COEs is filtered by: the facets on the page, those of each row, and all of them as data.

use serde::Serialize;

use crate::error::{Error, Result};
use crate::render::catalogue::{self, Catalogue, TermKind};
use crate::render::context;
use crate::render::context::{Page, Site};
use crate::render::view::{Facet, FacetGroup};
use crate::render::words::{Words, capital};

/// Name and version of the shape of `data/browse.json`.
const SCHEMA: &str = "coebook/browse/1";

/// The most values of a kind that can be ticked.
const MOST_VALUES: usize = 24;

/// A group with as few values stands open.
const OPEN: usize = 8;

/// The kinds of terms, in the order readers filter by them.
pub(super) const KINDS: [(TermKind, &str); 5] = [
    (TermKind::Service, "service"),
    (TermKind::Cause, "cause"),
    (TermKind::Team, "team"),
    (TermKind::Technology, "technology"),
    (TermKind::Tag, "tag"),
];

/// One value of one kind, and the COEs that have it.
pub(in crate::render) struct Value<'s> {
    pub(in crate::render) kind: &'static str,
    pub(in crate::render) slug: String,
    pub(in crate::render) title: String,
    pub(in crate::render) coes: &'s [usize],
}

/// The facets of the page; a kind of which there is one value for all tells nothing.
pub(super) fn groups(page: &Page<'_, '_>) -> Vec<FacetGroup> {
    let all = values(&page.site.catalogue, page.site.words());
    let groups = all.chunk_by(|a, b| a.kind == b.kind).map(|values| group(page.site, values));
    groups.filter(|group| group.values.len() > 1).collect()
}

fn group(site: &Site<'_>, values: &[Value<'_>]) -> FacetGroup {
    let kind = values.first().map_or("", |value| value.kind);
    let of_terms = KINDS.iter().find(|(_, name)| *name == kind);
    let mut order: Vec<&Value<'_>> = values.iter().collect();
    if of_terms.is_some() {
        order.sort_by_key(|value| std::cmp::Reverse(value.coes.len()));
    }
    // What every COE has, and what one of very many has, narrows nothing worth a line.
    let few = site.knowledge.coes.len() > 200;
    let values: Vec<Facet> = order
        .into_iter()
        .filter(|value| !few || value.coes.len() > 1)
        .take(MOST_VALUES)
        .map(|value| Facet {
            value: value.slug.clone(),
            title: value.title.clone(),
            count: site.words().grouped(value.coes.len() as i64),
        })
        .collect();
    FacetGroup {
        title: match of_terms {
            Some((kind, _)) => kind.titled(site.words()).to_owned(),
            None if kind == "year" => site.words().said("home.years"),
            None => site.words().said("terms.severity"),
        },
        key: kind,
        open: values.len() <= OPEN,
        values,
    }
}

/// Every value: severities, terms by kind, years.
pub(in crate::render) fn values<'s>(catalogue: &'s Catalogue<'_>, words: &Words) -> Vec<Value<'s>> {
    let rungs = catalogue.rungs.iter().map(|rung| Value {
        kind: "severity",
        slug: rung.slug.clone(),
        title: rung.title.clone(),
        coes: &rung.coes,
    });
    let terms = KINDS.into_iter().flat_map(|(kind, name)| {
        catalogue.terms(kind).entries.iter().map(move |entry| Value {
            kind: name,
            slug: entry.slug.clone(),
            title: entry.title.clone(),
            coes: &entry.coes,
        })
    });
    let years = catalogue.years.iter().map(|(year, coes)| {
        let slug = year.map_or_else(|| "undated".to_owned(), |year| year.to_string());
        let title = year.map_or_else(|| capital(words.say("dates.undated")), |_| slug.clone());
        Value { kind: "year", title, slug, coes }
    });
    rungs.chain(terms).chain(years).filter(|value| !value.coes.is_empty()).collect()
}

/// What a row says to the filters: its facets as `kind/slug`, and the words it is found by besides those it shows.
pub(super) struct Marks {
    pub(super) facets: String,
    pub(super) words: String,
}

/// The marks of every COE, by index.
pub(super) fn marks(site: &Site<'_>) -> Vec<Marks> {
    let known = |coe| {
        let day = catalogue::date(coe).map(|day| site.words().day(day)).unwrap_or_default();
        Marks {
            facets: String::new(),
            words: format!("{day} {}", context::standfirst(coe, 220)).trim().to_owned(),
        }
    };
    let mut marks: Vec<Marks> = site.knowledge.coes.iter().map(known).collect();
    for value in values(&site.catalogue, site.words()) {
        for mark in value.coes.iter().copied() {
            let mark = &mut marks[mark];
            let gap = if mark.facets.is_empty() { "" } else { " " };
            mark.facets.push_str(&format!("{gap}{}/{}", value.kind, value.slug));
            if value.kind != "year" {
                mark.words.push_str(&format!(" {}", value.title));
            }
        }
    }
    marks
}

#[derive(Serialize)]
struct Index<'a> {
    schema: &'static str,
    /// Kind, slug and title.
    facets: Vec<(&'static str, String, String)>,
    /// Id, title, day, language, and the places of its facets; the latest first.
    coes: Vec<(&'a str, String, String, &'static str, Vec<usize>)>,
}

/// Every COE in a line.
pub(in crate::render) fn index(page: &Page<'_, '_>) -> Result<Vec<u8>> {
    let site = page.site;
    let values = values(&site.catalogue, site.words());
    let mut places: Vec<Vec<usize>> = vec![Vec::new(); site.knowledge.coes.len()];
    for (place, value) in values.iter().enumerate() {
        value.coes.iter().for_each(|coe| places[*coe].push(place));
    }
    let line = |coe: &usize| {
        let it = site.coe(*coe);
        let day = catalogue::date(it).map(|day| day.to_string()).unwrap_or_default();
        (
            it.id.as_str(),
            site.catalogue.headlines[*coe].to_string(),
            day,
            it.language,
            std::mem::take(&mut places[*coe]),
        )
    };
    let index = Index {
        schema: SCHEMA,
        coes: site.catalogue.by_date.iter().map(line).collect(),
        facets: values.into_iter().map(|value| (value.kind, value.slug, value.title)).collect(),
    };
    serde_json::to_vec(&index).map_err(|error| Error::new("cannot write data/browse.json").because(error))
}
