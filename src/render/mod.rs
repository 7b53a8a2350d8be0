//! From a knowledge base to the pages of a site.
//!
//! [`site`] decides which pages there are; each is rendered when it is asked for. What pages need to know of each
//! other is found once, in `catalogue`; where they stand is known to `site_map` alone; what their templates see
//! is a `view`, built by `pages` from the model.

mod blocks;
mod catalogue;
mod charts;
mod context;
mod dictionary;
mod examples;
mod feeds;
mod figures;
mod findable;
mod headline;
mod images;
mod learning;
pub mod markdown;
mod moments;
mod pages;
mod pairs;
mod prose;
mod residue;
pub(crate) mod site_map;
mod theme;
mod ties;
mod view;
mod words;

use std::borrow::Cow;
use std::sync::Arc;

use crate::analyse::{Counts, Insight};
use crate::check::{Margin, RULES};
use crate::error::Result;
use crate::model::{Day, KnowledgeBase};
use crate::write::{Content, Output, SitePath};

use catalogue::TermKind;
use context::{Page, Site};
pub(crate) use findable::{Findable, findable};
pub(crate) use headline::of_coe as headline;
use pages::feeds::Form;
use pages::sheets::SheetKind;
pub use theme::Theme;
pub(crate) use words::opening;

/// What pages depend on besides content and theme.
#[derive(Clone, Copy, Debug)]
pub struct Options<'o> {
    /// The day actions are overdue from, and "this week" is around.
    pub today: Day,
    /// Name and version of the program, for the head of each page.
    pub generator: &'o str,
    /// How the pages reach their readers.
    pub delivery: Delivery,
    /// What is said in the margin of a COE about how it is written; nothing on pages for readers.
    pub margin: Option<Margin<'o>>,
}

/// How pages reach their readers, which decides how they ask for what is not in them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Delivery {
    /// As files from a server that knows nothing of them.
    #[default]
    Static,
    /// As files from a folder, where a page can fetch nothing.
    Offline,
    /// From `coebook serve`, while their sources change.
    Live,
}

/// Every page and file of the site, rendered when asked for.
///
/// # Errors
/// When two things want the same address, or a name has no place in a file system.
pub fn site<'a>(
    knowledge: &'a KnowledgeBase,
    insight: &'a Insight,
    theme: &'a Theme,
    options: &'a Options<'a>,
) -> Result<Output<'a>> {
    let counts = Arc::new(Counts::of(knowledge, insight, options.today));
    site_with(knowledge, insight, theme, options, counts)
}

/// The same with what was counted already.
pub(crate) fn site_with<'a>(
    knowledge: &'a KnowledgeBase,
    insight: &'a Insight,
    theme: &'a Theme,
    options: &'a Options<'a>,
    counts: Arc<Counts<'a>>,
) -> Result<Output<'a>> {
    let site = Arc::new(Site::new(knowledge, insight, theme, options, counts));
    let mut builder = Builder { site, output: Output::new() };
    builder.add_front()?;
    builder.add_coes()?;
    builder.add_redirects()?;
    builder.add_years()?;
    builder.add_terms()?;
    builder.add_families()?;
    builder.add_pairs()?;
    builder.add_articles()?;
    builder.add_collected()?;
    builder.add_sheets()?;
    builder.add_rules()?;
    builder.add_actions()?;
    builder.add_files()?;
    Ok(builder.output)
}

struct Builder<'a> {
    site: Arc<Site<'a>>,
    output: Output<'a>,
}

impl<'a> Builder<'a> {
    /// Adds a page; `render` makes it when somebody asks.
    fn add(
        &mut self,
        path: SitePath,
        origin: impl Into<Cow<'a, str>>,
        render: impl Fn(&Page<'_, 'a>) -> Result<Vec<u8>> + Send + Sync + 'a,
    ) -> Result<()> {
        let site = Arc::clone(&self.site);
        let place = path.clone();
        self.output.insert(path, origin, Content::made(move || render(&site.page(place.clone()))))
    }

    fn add_front(&mut self) -> Result<()> {
        self.add(site_map::home(), "the front page", pages::home::page)?;
        if self.site.insight.map.tells() {
            self.add(site_map::map(), "the map", pages::map::page)?;
        }
        if pages::analysis::tells(&self.site) {
            self.add(site_map::analysis(), "the analysis", pages::analysis::page)?;
        }
        if pages::wheel::turns(&self.site) {
            self.add(site_map::wheel(), "the wheel", pages::wheel::page)?;
        }
        let any = pages::compare::any(self.site.knowledge.coes.len(), self.site.options.delivery);
        if any || !self.site.pairs.all.is_empty() {
            self.add(site_map::compare(), "the entrance to comparisons", pages::compare::entrance)?;
        }
        if any {
            for (index, coe) in self.site.knowledge.coes.iter().enumerate() {
                let path = site_map::compare_side(coe.id.as_str())?;
                self.add(path, coe.path.as_str(), move |page| pages::compare::alone(page.site, index))?;
            }
        }
        self.add_feeds(feeds::Of::All, |form, page| pages::feeds::all(page, form))?;
        self.add(site_map::facets(), "the filters of the list", pages::facets::index)?;
        self.add(site_map::browse(), "the list of all incidents", pages::browse::page)?;
        self.add(site_map::not_found(), "the page for what is not found", pages::plain::not_found)
    }

    /// Adds a feed in both of its forms; nothing where it would be empty.
    fn add_feeds(
        &mut self,
        of: feeds::Of<'_, '_>,
        render: impl Fn(Form, &Page<'_, 'a>) -> Result<Vec<u8>> + Clone + Send + Sync + 'a,
    ) -> Result<()> {
        if !of.tells(&self.site) {
            return Ok(());
        }
        for (form, path) in [(Form::Atom, of.atom_path()?), (Form::Json, of.json_path()?)] {
            let render = render.clone();
            self.add(path, "the feeds", move |page| render(form, page))?;
        }
        Ok(())
    }

    fn add_coes(&mut self) -> Result<()> {
        for (index, coe) in self.site.knowledge.coes.iter().enumerate() {
            let path = site_map::coe_page(coe.id.as_str())?;
            self.add(path, coe.path.as_str(), move |page| pages::coe::page(page, index))?;
            let source = Content::bytes(coe.text.as_bytes());
            self.output.insert(site_map::coe_source(coe.id.as_str())?, coe.path.as_str(), source)?;
        }
        Ok(())
    }

    fn add_redirects(&mut self) -> Result<()> {
        let knowledge = self.site.knowledge;
        for (alias, to) in knowledge.aliases.iter().filter(|(_, to)| **to < knowledge.coes.len()) {
            let origin = knowledge.coes[*to].path.as_str();
            let to = *to;
            self.add(site_map::coe_page(alias)?, origin, move |page| pages::plain::redirect(page, to))?;
        }
        Ok(())
    }

    fn add_years(&mut self) -> Result<()> {
        let site = Arc::clone(&self.site);
        for (place, (year, coes)) in site.catalogue.years.iter().enumerate() {
            for number in 1..=pages::browse::pages_of_year(coes.len()) {
                let path = site_map::year_page(*year, number)?;
                self.add(path, "the years", move |page| pages::browse::year(page, place, number))?;
            }
        }
        Ok(())
    }

    fn add_terms(&mut self) -> Result<()> {
        let site = Arc::clone(&self.site);
        for kind in TermKind::ALL {
            let entries = &site.catalogue.terms(kind).entries;
            if entries.is_empty() {
                continue;
            }
            self.add(site_map::terms(kind), kind.many(), move |page| pages::terms::page(page, kind))?;
            for (place, entry) in entries.iter().enumerate() {
                let path = site_map::term(kind, &entry.slug)?;
                self.add(path, kind.many(), move |page| pages::term::page(page, kind, place))?;
                self.add_feeds(feeds::Of::Term(kind, entry), move |form, page| {
                    pages::feeds::term(page, (kind, place), form)
                })?;
            }
        }
        self.add(site_map::entities(), "the export", pages::entity::all)?;
        for kind in pages::entity::CARDS {
            for (place, entry) in site.catalogue.terms(kind).entries.iter().enumerate() {
                let card = site_map::term_card(kind, &entry.slug)?;
                self.add(card, kind.many(), move |page| pages::entity::card(page, kind, place))?;
                let badge = site_map::term_badge(kind, &entry.slug)?;
                self.add(badge, kind.many(), move |page| pages::entity::badge(page, kind, place))?;
            }
        }
        for (place, rung) in site.catalogue.rungs.iter().enumerate() {
            let path = site_map::severity(&rung.slug)?;
            self.add(path, "the severities", move |page| pages::term::severity(page, place))?;
        }
        Ok(())
    }

    fn add_families(&mut self) -> Result<()> {
        let families = &self.site.insight.families;
        if families.is_empty() {
            return Ok(());
        }
        self.add(site_map::families(), "what keeps coming back", pages::families::page)?;
        for (place, family) in families.iter().enumerate() {
            let path = site_map::family(&family.id)?;
            self.add(path, "what keeps coming back", move |page| pages::family::page(page, place))?;
        }
        Ok(())
    }

    fn add_pairs(&mut self) -> Result<()> {
        let site = Arc::clone(&self.site);
        for (place, pair) in site.pairs.all.iter().enumerate() {
            let path = site_map::pair(&pair.name)?;
            self.add(path, "the comparisons", move |page| pages::compare::page(page, place))?;
        }
        Ok(())
    }

    fn add_articles(&mut self) -> Result<()> {
        let knowledge = self.site.knowledge;
        if !knowledge.lessons.is_empty() {
            self.add(site_map::lessons(), "the lessons", pages::lessons::list)?;
        }
        if !knowledge.paths.is_empty() {
            self.add(site_map::paths(), "the reading paths", pages::paths::list)?;
        }
        if !knowledge.practice.is_empty() {
            self.add(site_map::practice(), "the practice pages", pages::article::practice_list)?;
        }
        for (index, lesson) in knowledge.lessons.iter().enumerate() {
            let path = site_map::lesson(&lesson.article.id)?;
            self.add(path, lesson.article.path.as_str(), move |page| pages::lessons::page(page, index))?;
        }
        for (index, it) in knowledge.paths.iter().enumerate() {
            let path = site_map::reading_path(&it.article.id)?;
            self.add(path, it.article.path.as_str(), move |page| pages::paths::page(page, index))?;
        }
        for (index, article) in knowledge.explainers.iter().enumerate() {
            let path = site_map::explainer(&article.id)?;
            self.add(path, article.path.as_str(), move |page| pages::article::explainer(page, index))?;
        }
        for (index, article) in knowledge.practice.iter().enumerate() {
            let path = site_map::practice_page(&article.id)?;
            self.add(path, article.path.as_str(), move |page| pages::article::practice(page, index))?;
        }
        Ok(())
    }

    fn add_collected(&mut self) -> Result<()> {
        let site = Arc::clone(&self.site);
        self.add(site_map::champions(), "what champions may look at", pages::champions::page)?;
        let kinds = pages::collected::kinds(&site);
        if kinds.is_empty() {
            return Ok(());
        }
        self.add(site_map::collected(), "what is collected", pages::collected::overview)?;
        for kind in kinds {
            for number in 1..=pages::collected::pages(&site, kind) {
                let path = site_map::collected_kind(kind.word(), number)?;
                self.add(path, "what is collected", move |page| pages::collected::page(page, kind, number))?;
            }
        }
        Ok(())
    }

    fn add_sheets(&mut self) -> Result<()> {
        let site = Arc::clone(&self.site);
        for source in pages::sheets::sources(&site) {
            for kind in SheetKind::ALL {
                if pages::sheets::count(&site, source, kind) > 0 {
                    let path = pages::sheets::path(&site, source, kind)?;
                    self.add(path, "the sheets", move |page| pages::sheets::sheet(page, source, kind))?;
                }
            }
        }
        Ok(())
    }

    fn add_rules(&mut self) -> Result<()> {
        if !pages::rules::belong_to(&self.site) {
            return Ok(());
        }
        self.add(site_map::rules(), "the rules", pages::rules::index)?;
        for rule in RULES {
            self.add(site_map::rule(rule.name)?, "the rules", move |page| pages::rules::page(page, rule))?;
        }
        Ok(())
    }

    fn add_actions(&mut self) -> Result<()> {
        let site = Arc::clone(&self.site);
        if !site.follow_up().actions.is_empty() {
            for pack in pages::packs::Pack::ALL {
                let path = site_map::pack(pack.name())?;
                self.add(path, "the packs", move |page| pages::packs::page(page, pack))?;
            }
        }
        for whose in pages::board::boards(&site) {
            for number in 1..=pages::board::pages(&site, whose) {
                let path = pages::board::path(&site, whose, number)?;
                self.add(path, "the actions", move |page| pages::board::page(page, whose, number))?;
            }
            let calendar = match whose {
                pages::board::Whose::All => site_map::actions_calendar(),
                pages::board::Whose::Team(owner) => {
                    site_map::team_calendar(&site.follow_up().owners[owner].slug)?
                }
            };
            self.add(calendar, "the actions", move |page| Ok(pages::board::calendar(page.site, whose)))?;
        }
        Ok(())
    }

    fn add_files(&mut self) -> Result<()> {
        let (knowledge, theme) = (self.site.knowledge, self.site.theme);
        for (path, file) in &knowledge.assets {
            self.output.insert(site_map::file(path)?, path.as_str(), Content::File(file.clone()))?;
        }
        for asset in theme.assets() {
            self.output.insert(asset.path.clone(), "the theme", Content::bytes(&*asset.bytes))?;
        }
        Ok(())
    }
}
