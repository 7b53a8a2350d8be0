//! From the model to views: one file per kind of page, each a function from facts to the values a template sees.

pub(super) mod actions;
mod adoption;
pub(super) mod analysis;
mod around;
pub(super) mod article;
pub(super) mod board;
mod body;
pub(super) mod browse;
pub(super) mod champions;
pub(super) mod coe;
pub(super) mod collected;
pub(super) mod colophon;
pub(super) mod compare;
mod compared;
pub(super) mod entity;
mod event_questions;
pub(super) mod facets;
mod factors;
pub(super) mod families;
pub(super) mod family;
pub(super) mod feeds;
pub(super) mod home;
mod horizons;
pub(super) mod lessons;
pub(super) mod map;
mod masthead;
mod matrix;
mod neighbourhood;
mod notes;
pub(super) mod packs;
pub(super) mod paths;
pub(super) mod plain;
mod profile;
mod promises;
mod reasons;
mod remarks;
pub(super) mod rules;
mod seen_before;
pub(super) mod sheets;
pub(super) mod term;
pub(super) mod terms;
mod timeline;
pub(super) mod wheel;
mod whys;

pub(super) use actions::action_row;

use std::ops::Range;

use crate::model::Article;

use super::catalogue;
use super::context::Page;
use super::figures::strip::{self, Scale};
use super::markdown::Anchor;
use super::view::{Html, LessonCard, Link, Year};
use super::{site_map, words};

/// COEs by year, the latest first.
fn by_year(page: &Page<'_, '_>, coes: &[usize]) -> Vec<Year> {
    let year_of = |coe: &usize| catalogue::date(page.site.coe(*coe)).map(|day| day.year);
    let year = |members: &[usize]| {
        let year = members.first().and_then(year_of);
        Year {
            rows: members.iter().map(|coe| page.row(*coe)).collect(),
            ..empty_year(page, year, members.len())
        }
    };
    coes.chunk_by(|a, b| year_of(a) == year_of(b)).map(year).collect()
}

/// A year without its COEs.
fn empty_year(page: &Page<'_, '_>, year: Option<i16>, count: usize) -> Year {
    let number = year.map(|year| year.to_string());
    Year {
        title: number.clone().unwrap_or_else(|| words::capital(page.words().say("dates.undated"))),
        anchor: format!("y{}", number.as_deref().unwrap_or("undated")),
        href: page.href_of(site_map::year(year)),
        count: page.words().count("counts.incidents", count),
        rows: Vec::new(),
    }
}

/// The strip of some COEs; empty where none of them has a date, or all have the same year and there is one only.
fn strip(page: &Page<'_, '_>, coes: &[usize], scale: Scale) -> Html {
    let dots = page.dots_to_the_latest(coes);
    match page.site.span {
        Some(span) if !dots.is_empty() => strip::draw(&dots, span, scale, page.words()),
        _ => Html::default(),
    }
}

/// A lesson in a list.
fn lesson_card(page: &Page<'_, '_>, lesson: usize) -> LessonCard {
    let it = &page.site.knowledge.lessons[lesson];
    let evidence = &page.site.catalogue.evidence_of[lesson];
    LessonCard {
        link: article_link(page, &it.article, site_map::lesson(&it.article.id)),
        claim: it.claim.clone().or_else(|| it.article.description.clone()).unwrap_or_default(),
        evidence: if evidence.is_empty() {
            page.words().said("lessons.no_evidence")
        } else {
            page.words().count("lessons.evidence", evidence.len())
        },
        strip: strip(page, evidence, Scale::None),
    }
}

fn article_link(
    page: &Page<'_, '_>,
    article: &Article,
    path: crate::error::Result<crate::write::SitePath>,
) -> Link {
    Link { title: article.title.clone(), href: page.href_of(path) }
}

/// The addresses within a stretch of a document; `anchors` are sorted by where they stand.
fn anchors_in(anchors: &[Anchor<'_>], range: &Range<usize>) -> impl Iterator<Item = String> {
    let first = anchors.partition_point(|anchor| anchor.at < range.start);
    let end = range.end;
    anchors[first..].iter().take_while(move |anchor| anchor.at < end).map(|anchor| anchor.id.to_owned())
}

/// Minutes it takes to read some words, at the pace of technical prose.
fn reading_minutes(words: usize) -> usize {
    words.div_ceil(220).max(1)
}

/// An address of the web as a document gives it; nothing for any other scheme.
fn web_address(text: &str) -> Option<&str> {
    let text = text.trim();
    let scheme = text.split_once("://")?.0;
    let plain = !text.contains(|c: char| c.is_whitespace() || c.is_control());
    (plain && (scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http"))).then_some(text)
}
