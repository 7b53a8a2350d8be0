//! Explainers, practice pages and the list of them, and the prose of all pages that are no COEs.

use std::ops::Range;

use crate::error::Result;
use crate::model;
use crate::render::catalogue::TermKind;
use crate::render::context::Page;
use crate::render::view::{Article, ArticlePage, Html, LessonCard, Link, ListingPage};
use crate::render::{prose, site_map};

/// The list of all practice pages.
pub(in crate::render) fn practice_list(page: &Page<'_, '_>) -> Result<Vec<u8>> {
    let card = |article: &model::Article| LessonCard {
        link: super::article_link(page, article, site_map::practice_page(&article.id)),
        claim: article.description.clone().unwrap_or_default(),
        evidence: String::new(),
        strip: Html::default(),
    };
    let written = page.site.knowledge.practice.iter().map(card);
    let cards = written.chain([super::rules::card(page), champions_card(page)]).collect();
    listing(page, ["navigation.practice", "practice.intro"], cards)
}

fn champions_card(page: &Page<'_, '_>) -> LessonCard {
    LessonCard {
        link: Link { title: page.words().said("champions.heading"), href: page.href(&site_map::champions()) },
        claim: page.words().said("champions.intro"),
        evidence: String::new(),
        strip: Html::default(),
    }
}

fn listing(page: &Page<'_, '_>, said: [&'static str; 2], cards: Vec<LessonCard>) -> Result<Vec<u8>> {
    let [heading, intro] = said.map(|key| page.words().say(key));
    let shell = page.shell(heading, intro, page.words().language());
    let view = ListingPage { shell, heading: heading.to_owned(), intro: intro.to_owned(), cards };
    page.site.theme.render("listing.html", &view)
}

/// One explainer.
pub(in crate::render) fn explainer(page: &Page<'_, '_>, index: usize) -> Result<Vec<u8>> {
    let explainer = &page.site.knowledge.explainers[index];
    prose_page(page, explainer, Link { title: page.words().said("explainers.one"), href: String::new() })
}

/// One practice page.
pub(in crate::render) fn practice(page: &Page<'_, '_>, index: usize) -> Result<Vec<u8>> {
    let kicker =
        Link { title: page.words().said("navigation.practice"), href: page.href(&site_map::practice()) };
    prose_page(page, &page.site.knowledge.practice[index], kicker)
}

fn prose_page(page: &Page<'_, '_>, source: &model::Article, kicker: Link) -> Result<Vec<u8>> {
    let subject = |word: &String| {
        let kinds = [TermKind::Service, TermKind::Technology];
        let known = kinds.into_iter().map(|kind| page.term(kind, word)).find(|link| !link.href.is_empty());
        known.unwrap_or_else(|| Link { title: word.clone(), href: String::new() })
    };
    let view = ArticlePage {
        shell: page.shell(
            &source.title,
            source.description.as_deref().unwrap_or_default(),
            page.words().language(),
        ),
        article: whole(page, source, kicker),
        subjects: source.subjects.iter().map(subject).collect(),
    };
    page.site.theme.render("article.html", &view)
}

/// The prose of an article.
pub(super) fn whole(page: &Page<'_, '_>, source: &model::Article, kicker: Link) -> Article {
    without(page, source, kicker, None)
}

/// The same without a stretch that the page shows in another way.
pub(super) fn without(
    page: &Page<'_, '_>,
    source: &model::Article,
    kicker: Link,
    left_out: Option<Range<usize>>,
) -> Article {
    let prose = prose::of_article(page, source);
    let edit = page.edit(&source.path);
    let (start, end) = (body(source), source.text.len());
    let html = match left_out.filter(|range| start <= range.start && range.end <= end) {
        Some(range) => Html(prose.html(start..range.start).0 + &prose.html(range.end..end).0),
        None => prose.html(start..end),
    };
    Article {
        kicker,
        heading: source.title.clone(),
        description: source.description.clone().unwrap_or_default(),
        html,
        footnotes: prose.footnotes(),
        updated: source.history.as_ref().map(|history| page.dated(history.last)),
        edit: super::web_address(&edit).unwrap_or_default().to_owned(),
    }
}

/// Where the prose begins: after a first heading that repeats the title.
fn body(source: &model::Article) -> usize {
    let Some(body) = source.text.get(source.body_start..) else { return source.text.len() };
    let start = source.body_start + body.len() - body.trim_start().len();
    let line = source.text[start..].lines().next().unwrap_or_default();
    let is_title = line.starts_with("# ") && model::slug(line) == model::slug(&source.title);
    if is_title { start + line.len() } else { start }
}
