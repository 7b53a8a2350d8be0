//! Lessons, reading paths, explainers, practice pages, and the lists of them.

use std::collections::BTreeSet;

use crate::error::Result;
use crate::model::{self, Item, Role};
use crate::render::catalogue::TermKind;
use crate::render::context::{self, Page};
use crate::render::figures::strip::Scale;
use crate::render::prose;
use crate::render::view::{
    Article, ArticlePage, Html, LessonCard, LessonPage, Link, ListingPage, PathPage, Quoted, Row,
};
use crate::render::{site_map, words};

/// The longest words of a COE beside a lesson, in characters.
const QUOTE: usize = 280;

/// The list of all lessons.
pub(in crate::render) fn lessons(page: &Page<'_, '_>) -> Result<Vec<u8>> {
    let cards =
        (0..page.site.knowledge.lessons.len()).map(|lesson| super::lesson_card(page, lesson)).collect();
    listing(page, ["navigation.lessons", "lessons.intro"], cards)
}

/// The list of all reading paths.
pub(in crate::render) fn paths(page: &Page<'_, '_>) -> Result<Vec<u8>> {
    let card = |path: &model::ReadingPath| LessonCard {
        link: super::article_link(page, &path.article, site_map::reading_path(&path.article.id)),
        claim: path.article.description.clone().unwrap_or_default(),
        evidence: page.words().count("counts.incidents", path.steps.len()),
        strip: Html::default(),
    };
    let cards = page.site.knowledge.paths.iter().map(card).collect();
    listing(page, ["navigation.paths", "paths.intro"], cards)
}

/// The list of all practice pages.
pub(in crate::render) fn practice_list(page: &Page<'_, '_>) -> Result<Vec<u8>> {
    let card = |article: &model::Article| LessonCard {
        link: super::article_link(page, article, site_map::practice_page(&article.id)),
        claim: article.description.clone().unwrap_or_default(),
        evidence: String::new(),
        strip: Html::default(),
    };
    let written = page.site.knowledge.practice.iter().map(card);
    let cards = written.chain([super::rules::card(page)]).collect();
    listing(page, ["navigation.practice", "practice.intro"], cards)
}

fn listing(page: &Page<'_, '_>, said: [&'static str; 2], cards: Vec<LessonCard>) -> Result<Vec<u8>> {
    let [heading, intro] = said.map(|key| page.words().say(key));
    let shell = page.shell(heading, intro, page.words().language());
    let view = ListingPage { shell, heading: heading.to_owned(), intro: intro.to_owned(), cards };
    page.site.theme.render("listing.html", &view)
}

/// One lesson.
pub(in crate::render) fn lesson(page: &Page<'_, '_>, index: usize) -> Result<Vec<u8>> {
    let lesson = &page.site.knowledge.lessons[index];
    let evidence = &page.site.catalogue.evidence_of[index];
    let kicker = Link { title: page.words().said("lessons.one"), href: page.href(&site_map::lessons()) };
    let claim = lesson.claim.clone().unwrap_or_default();
    let view = LessonPage {
        shell: page.shell(&lesson.article.title, &claim, page.words().language()),
        article: article(page, &lesson.article, kicker),
        claim,
        limits: lesson.limits.clone().unwrap_or_default(),
        champions: lesson.champions.join(page.words().say("lists.between")),
        strip: super::strip(page, evidence, Scale::Years),
        evidence: evidence.iter().map(|coe| cited(page, *coe, lesson)).collect(),
    };
    page.site.theme.render("lesson.html", &view)
}

/// A COE the lesson rests on, with what it says of it in its own words: the sentence that names the lesson, else that of
/// its takeaways, lessons and surprises that has most words of the claim, else what it is about.
fn cited(page: &Page<'_, '_>, index: usize, lesson: &model::Lesson) -> Quoted {
    let coe = page.site.coe(index);
    let row = page.row(index);
    if let Some(citation) =
        coe.citations.iter().find(|it| names(&it.target, lesson) && !it.sentence.is_empty())
    {
        return Quoted { quote: words::opening(&citation.sentence, QUOTE), href: row.href.clone(), row };
    }
    let claim =
        telling(&[lesson.article.title.as_str(), lesson.claim.as_deref().unwrap_or_default()].join(" "));
    let shared = |item: &&Item| telling(&item.text).intersection(&claim).count();
    let says = [Role::Takeaways, Role::Lessons, Role::Surprises];
    let items =
        coe.items.iter().filter(|item| says.contains(&item.role) && item.text.chars().count() <= QUOTE);
    // Of those with as many words of the claim the first.
    match items.rev().max_by_key(shared) {
        Some(item) => Quoted { quote: item.text.clone(), href: format!("{}#{}", row.href, item.anchor), row },
        None => Quoted { quote: context::standfirst(coe, QUOTE), href: row.href.clone(), row },
    }
}

/// Whether a reference is to this lesson: by its id, or by a path that ends in it.
fn names(target: &str, lesson: &model::Lesson) -> bool {
    let name = target.rsplit('/').next().unwrap_or(target);
    name.strip_suffix(".md").unwrap_or(name) == lesson.article.id
}

/// The words of a text that tell something: the longer ones, without their endings.
fn telling(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 3);
    words.map(|word| word.chars().take(5).flat_map(char::to_lowercase).collect()).collect()
}

/// One reading path.
pub(in crate::render) fn path(page: &Page<'_, '_>, index: usize) -> Result<Vec<u8>> {
    let path = &page.site.knowledge.paths[index];
    let kicker = Link { title: page.words().said("paths.one"), href: page.href(&site_map::paths()) };
    let known = path.steps.iter().filter(|(coe, _)| *coe < page.site.knowledge.coes.len());
    let step = |(coe, note): &(usize, Option<String>)| Row {
        note: note.clone().unwrap_or_default(),
        ..page.row_with_standfirst(*coe, 180)
    };
    let minutes: usize =
        known.clone().map(|(coe, _)| super::reading_minutes(page.site.coe(*coe).words)).sum();
    let view = PathPage {
        shell: page.shell(
            &path.article.title,
            path.article.description.as_deref().unwrap_or_default(),
            page.words().language(),
        ),
        article: article(page, &path.article, kicker),
        audience: path.audience.clone().unwrap_or_default(),
        reading: page.words().count_with(
            "paths.reading",
            path.steps.len(),
            &[("minutes", &minutes.to_string())],
        ),
        steps: known.map(step).collect(),
    };
    page.site.theme.render("path.html", &view)
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
        article: article(page, source, kicker),
        subjects: source.subjects.iter().map(subject).collect(),
    };
    page.site.theme.render("article.html", &view)
}

fn article(page: &Page<'_, '_>, source: &model::Article, kicker: Link) -> Article {
    let prose = prose::of_article(page, source);
    let edit = page.edit(&source.path);
    Article {
        kicker,
        heading: source.title.clone(),
        description: source.description.clone().unwrap_or_default(),
        html: prose.html(body(source)..source.text.len()),
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
