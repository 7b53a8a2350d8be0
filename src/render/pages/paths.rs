//! All reading paths, and one with its steps.

use crate::error::Result;
use crate::model::ReadingPath;
use crate::render::context::Page;
use crate::render::site_map;
use crate::render::view::{Link, PathCard, PathPage, PathsPage, Row};

use super::article;
use super::sheets::{self, Source};

/// The list of all reading paths.
pub(in crate::render) fn list(page: &Page<'_, '_>) -> Result<Vec<u8>> {
    let [heading, intro] = ["navigation.paths", "paths.intro"].map(|key| page.words().say(key));
    let card = |(place, path): (usize, &ReadingPath)| PathCard {
        link: super::article_link(page, &path.article, site_map::reading_path(&path.article.id)),
        claim: path.article.description.clone().unwrap_or_default(),
        steps: page.words().count("counts.incidents", path.steps.len()),
        sheets: sheets::links(page, Source::Path(place)),
    };
    let view = PathsPage {
        shell: page.shell(heading, intro, page.words().language()),
        heading: heading.to_owned(),
        intro: intro.to_owned(),
        cards: page.site.knowledge.paths.iter().enumerate().map(card).collect(),
        sheets: sheets::links(page, Source::Lessons),
    };
    page.site.theme.render("paths.html", &view)
}

/// One reading path.
pub(in crate::render) fn page(page: &Page<'_, '_>, index: usize) -> Result<Vec<u8>> {
    let path = &page.site.knowledge.paths[index];
    let kicker = Link { title: page.words().said("paths.one"), href: page.href(&site_map::paths()) };
    let known = path.steps.iter().filter(|(coe, _)| *coe < page.site.knowledge.coes.len());
    let step = |(coe, note): &(usize, Option<String>)| Row {
        note: note.clone().unwrap_or_default(),
        ..page.row_with_standfirst(*coe, 180)
    };
    let minutes: usize =
        known.clone().map(|(coe, _)| super::reading_minutes(page.site.coe(*coe).words)).sum();
    let mut shell = page.shell(
        &path.article.title,
        path.article.description.as_deref().unwrap_or_default(),
        page.words().language(),
    );
    shell.scripts.extend(page.site.theme.script("path.js").map(|path| page.href(path)));
    let view = PathPage {
        shell,
        article: article::whole(page, &path.article, kicker),
        audience: path.audience.clone().unwrap_or_default(),
        reading: page.words().count_with(
            "paths.reading",
            path.steps.len(),
            &[("minutes", &minutes.to_string())],
        ),
        steps: known.map(step).collect(),
        name: path.article.id.clone(),
        sheets: sheets::links(page, Source::Path(index)),
    };
    page.site.theme.render("path.html", &view)
}
