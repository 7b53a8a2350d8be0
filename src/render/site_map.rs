//! Where every page stands: the one place that knows the addresses of the site.

use std::fmt::Display;

use crate::error::{Error, Result};
use crate::model::{KnowledgeBase, Target};
use crate::write::SitePath;

use super::catalogue::TermKind;

/// The longest slug that still leaves room for a folder and an extension in the names file systems take.
const LONGEST_SLUG: usize = 120;

/// The folder of all COEs.
pub(super) const COES: &str = "coes";

/// The addresses of one knowledge base.
#[derive(Clone, Copy, Debug)]
pub(super) struct SiteMap<'a> {
    knowledge: &'a KnowledgeBase,
}

impl<'a> SiteMap<'a> {
    pub(super) fn new(knowledge: &'a KnowledgeBase) -> SiteMap<'a> {
        SiteMap { knowledge }
    }

    /// Where a reference leads within the site; nothing when it leads out of it, or nowhere.
    pub(super) fn page_of(&self, target: &Target) -> Option<SitePath> {
        let knowledge = self.knowledge;
        match target {
            Target::Coe(index) => knowledge.coes.get(*index).and_then(|coe| coe_page(coe.id.as_str()).ok()),
            Target::Lesson(index) => knowledge.lessons.get(*index).and_then(|it| lesson(&it.article.id).ok()),
            Target::Path(index) => {
                knowledge.paths.get(*index).and_then(|it| reading_path(&it.article.id).ok())
            }
            Target::Explainer(index) => {
                knowledge.explainers.get(*index).and_then(|it| explainer(&it.id).ok())
            }
            Target::Practice(index) => {
                knowledge.practice.get(*index).and_then(|it| practice_page(&it.id).ok())
            }
            Target::Asset(path) => {
                self.knowledge.assets.contains_key(path).then(|| file(path).ok()).flatten()
            }
            Target::Repository(_) | Target::Restricted | Target::Missing => None,
        }
    }

    /// What a reference leads to, in words: its title.
    pub(super) fn title_of(&self, target: &Target) -> Option<&'a str> {
        let knowledge = self.knowledge;
        match target {
            Target::Coe(index) => knowledge.coes.get(*index).map(|coe| coe.title.value.as_str()),
            Target::Lesson(index) => knowledge.lessons.get(*index).map(|it| it.article.title.as_str()),
            Target::Path(index) => knowledge.paths.get(*index).map(|it| it.article.title.as_str()),
            Target::Explainer(index) => knowledge.explainers.get(*index).map(|it| it.title.as_str()),
            Target::Practice(index) => knowledge.practice.get(*index).map(|it| it.title.as_str()),
            Target::Asset(_) | Target::Repository(_) | Target::Restricted | Target::Missing => None,
        }
    }
}

macro_rules! fixed {
    ($($name:ident $path:literal $doc:literal),+ $(,)?) => {
        $(#[doc = $doc] pub(crate) fn $name() -> SitePath { well_formed($path) })+

        #[cfg(test)]
        const FIXED: &[&str] = &[$($path),+];
    };
}

fixed! {
    home "index.html" "The front page.",
    browse "browse.html" "Every COE, and every way to them.",
    facets "data/browse.json" "Every COE in a line, for the filters of the list.",
    feed "feed.xml" "What is new, as Atom.",
    feed_json "feed.json" "What is new, as JSON Feed.",
    wheel "wheel.html" "What to look at again today.",
    compare "compare.html" "Two COEs beside each other, to choose from.",
    families "families.html" "Everything that happened more than once.",
    lessons "lessons.html" "Every lesson.",
    paths "paths.html" "Every reading path.",
    actions_calendar "actions.ics" "The days open actions are due, for calendars.",
    actions_table "data/actions.csv" "Every action, for spreadsheets.",
    actions_data "data/actions.json" "Every action, for programs.",
    entities "data/entities.json" "Causes, services, technologies, teams and tags, for programs.",
    analysis "analysis.html" "What all COEs show together.",
    champions "champions.html" "What champions may look at next.",
    collected "collected.html" "What all COEs took away, found hard and would try.",
    map "map.html" "How all COEs lie to each other.",
    graph "data/graph.json" "The map as data.",
    search_index "search/index.json" "Where search begins.",
    search_index_script "search/index.js" "Where search begins in a site that is read from a folder.",
    practice "practice.html" "How reviews are held here.",
    rules "practice/rules/index.html" "What `check` looks for.",
    not_found "404.html" "What a server shows for addresses that lead nowhere.",
}

/// A piece of what search reads, by its name.
pub(crate) fn search_piece(name: &str) -> Result<SitePath> {
    place("search", name, "bin")
}

/// The same as a script that says what it holds.
pub(crate) fn search_script(name: &str) -> Result<SitePath> {
    place("search", name, "js")
}

/// The page of a COE, or the one its old name leads to.
pub(crate) fn coe_page(id: &str) -> Result<SitePath> {
    place(COES, id, "html")
}

/// The relative address of a COE on the page of another; empty where it has no page.
pub(super) fn coe_beside(id: &str) -> String {
    coe_page(id).map(|page| page.relative_to(&page)).unwrap_or_default()
}

/// The Markdown of a COE as it was written.
pub(crate) fn coe_source(id: &str) -> Result<SitePath> {
    place(COES, id, "md")
}

/// All COEs of a year, or those whose year nobody knows.
pub(super) fn year(year: Option<i16>) -> Result<SitePath> {
    match year {
        Some(year) => place("years", year, "html"),
        None => place("years", "undated", "html"),
    }
}

/// A later page of the COEs of a year, counted from 1.
pub(super) fn year_page(of: Option<i16>, page: usize) -> Result<SitePath> {
    match (page, of) {
        (0 | 1, _) => year(of),
        (_, Some(year)) => place("years", format_args!("{year}-{page}"), "html"),
        (_, None) => place("years", format_args!("undated-{page}"), "html"),
    }
}

/// All terms of a kind.
pub(super) fn terms(kind: TermKind) -> SitePath {
    well_formed(match kind {
        TermKind::Cause => "causes.html",
        TermKind::Service => "services.html",
        TermKind::Team => "teams.html",
        TermKind::Technology => "technologies.html",
        TermKind::Tag => "tags.html",
    })
}

/// One term.
pub(super) fn term(kind: TermKind, slug: &str) -> Result<SitePath> {
    place(kind.folder(), slug, "html")
}

/// One term for programs.
pub(super) fn term_card(kind: TermKind, slug: &str) -> Result<SitePath> {
    place(&format!("data/{}", kind.folder()), slug, "json")
}

/// A picture that tells how one term stands.
pub(super) fn term_badge(kind: TermKind, slug: &str) -> Result<SitePath> {
    place(kind.folder(), slug, "svg")
}

/// What is new of one term, as Atom.
pub(super) fn term_feed(kind: TermKind, slug: &str) -> Result<SitePath> {
    place(kind.folder(), slug, "xml")
}

/// What is new of one term, as JSON Feed.
pub(super) fn term_feed_json(kind: TermKind, slug: &str) -> Result<SitePath> {
    place(kind.folder(), slug, "json")
}

/// All COEs of a severity.
pub(super) fn severity(slug: &str) -> Result<SitePath> {
    place("severities", slug, "html")
}

/// One thing that happened more than once.
pub(super) fn family(id: &str) -> Result<SitePath> {
    place("families", id, "html")
}

/// Two COEs beside each other.
pub(super) fn pair(name: &str) -> Result<SitePath> {
    place("compare", name, "html")
}

/// The folder of COEs as sides of comparisons; itself no file.
pub(super) fn sides() -> SitePath {
    well_formed("data/sides")
}

/// A COE as a side of a comparison.
pub(super) fn compare_side(id: &str) -> Result<SitePath> {
    place("data/sides", id, "json")
}

/// One lesson.
pub(crate) fn lesson(id: &str) -> Result<SitePath> {
    place("lessons", id, "html")
}

/// One reading path.
pub(crate) fn reading_path(id: &str) -> Result<SitePath> {
    place("paths", id, "html")
}

/// A sheet made of the COEs of a reading path.
pub(super) fn sheet_of_path(id: &str, kind: &str) -> Result<SitePath> {
    place("paths", format_args!("{id}-{kind}"), "md")
}

/// A sheet made of the evidence of all lessons.
pub(super) fn sheet_of_lessons(kind: &str) -> Result<SitePath> {
    place("lessons", kind, "md")
}

/// What all COEs say of a kind, counted in pages from 1.
pub(super) fn collected_kind(kind: &str, page: usize) -> Result<SitePath> {
    match page {
        0 | 1 => place("collected", kind, "html"),
        _ => place("collected", format_args!("{kind}-{page}"), "html"),
    }
}

/// One explainer.
pub(crate) fn explainer(id: &str) -> Result<SitePath> {
    place("explainers", id, "html")
}

/// One page about how reviews are held.
pub(super) fn practice_page(id: &str) -> Result<SitePath> {
    place("practice", id, "html")
}

/// One rule of `check`.
pub(super) fn rule(name: &str) -> Result<SitePath> {
    place("practice/rules", name, "html")
}

/// Open actions, counted in pages from 1.
pub(super) fn actions(page: usize) -> SitePath {
    match page {
        0 | 1 => well_formed("actions.html"),
        _ => well_formed(&format!("actions-{page}.html")),
    }
}

/// A pack for a meeting.
pub(super) fn pack(name: &str) -> Result<SitePath> {
    place("packs", name, "html")
}

/// Open actions of a team, counted in pages from 1.
pub(super) fn team_actions(team: &str, page: usize) -> Result<SitePath> {
    match page {
        0 | 1 => place("actions", team, "html"),
        _ => place(&format!("actions/{team}"), page, "html"),
    }
}

/// The days open actions of a team are due.
pub(super) fn team_calendar(team: &str) -> Result<SitePath> {
    place("actions", team, "ics")
}

/// A file of the source.
pub(super) fn file(path: &str) -> Result<SitePath> {
    SitePath::new(&format!("files/{path}")).map_err(|error| misplaced(path, error))
}

/// The part of an address that stands for some words: a slug, cut where it gets too long for a file name.
pub(super) fn slug(words: &str) -> String {
    let mut slug = crate::model::slug(words);
    let end = slug.floor_char_boundary(LONGEST_SLUG);
    slug.truncate(end);
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

fn place(folder: &str, name: impl Display, extension: &str) -> Result<SitePath> {
    let path = format!("{folder}/{name}.{extension}");
    SitePath::new(&path).map_err(|error| misplaced(&path, error))
}

fn misplaced(path: &str, error: crate::write::SitePathError) -> Error {
    Error::new(format!("{path} has no place in the site"))
        .because(error)
        .hint("give it a shorter or plainer name")
}

#[allow(
    clippy::expect_used,
    reason = "only literals and `actions-<number>.html` come here, and a test asks them all"
)]
fn well_formed(path: &str) -> SitePath {
    SitePath::new(path).expect("a fixed address is well formed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fixed_address_is_well_formed() {
        FIXED.iter().for_each(|path| assert!(SitePath::new(path).is_ok(), "{path}"));
        TermKind::ALL.iter().for_each(|kind| assert!(terms(*kind).as_str().ends_with("s.html")));
        assert_eq!((actions(1).as_str(), actions(12).as_str()), ("actions.html", "actions-12.html"));
    }

    #[test]
    fn a_long_term_still_fits_into_a_file_name() {
        let long = "重大な障害 ".repeat(60);
        assert!(term(TermKind::Tag, &slug(&long)).is_ok());
    }
}
