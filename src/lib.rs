//! `coebook` turns a git repository of Markdown COEs into a site people read.
//!
//! Each stage is a function from values to values, and [`build`] is all of them in a row:
//!
//! 1. [`load`] finds the documents of a folder, and what git knows about them: [`load::sources`].
//! 2. [`read`] takes the facts out of every document, in parallel: [`read::all`].
//! 3. [`model`] puts the facts together and looks up what points at what: [`model::assemble`].
//! 4. [`analyse`] finds what follows from all documents together: [`analyse::run`].
//! 5. [`render`] makes the pages, and [`export`] the same facts for machines: both by [`site()`].
//! 6. [`write`](mod@write) exchanges the old site for the new one: [`write::commit`].
//!
//! [`search`] finds incidents with the engine of `coebook-search`, which [`build`] also puts into the site.
//! [`serve`](mod@serve) answers from what [`site()`] gives and begins anew after an edit; [`show`](mod@show) tells what
//! was read from one document, [`related`](mod@related) what is like it, and [`suggest`](mod@suggest) what a draft may
//! have to do with others. What is wrong in the content is collected as [`findings`]; an [`error`] is that the
//! tool cannot go on.

pub mod actions;
pub mod analyse;
mod book;
pub mod check;
mod checking;
pub mod config;
pub mod digest;
pub mod error;
pub mod export;
pub mod find;
pub mod findings;
pub mod fs;
mod index;
pub mod load;
pub mod model;
pub mod read;
pub mod readers;
pub mod related;
pub mod render;
pub mod search;
pub mod serve;
pub mod sheet;
pub mod show;
pub mod suggest;
pub mod vocabulary;
pub mod wheel;
pub mod write;
mod xml;

use std::path::Path;
use std::sync::Arc;

use analyse::{Counts, Insight};
pub use book::{Book, Stage, skipped};
pub use checking::{Asked, Checked, Fixed, Standing, apply_baseline, check, settings, write_baseline};
use error::Result;
use model::KnowledgeBase;
use write::{CommitOptions, Output};

/// Name and version of this program, for the head of each page.
pub const GENERATOR: &str = concat!("coebook ", env!("CARGO_PKG_VERSION"));

/// How large the stack of a thread has to be: what the deepest document needs that is still read.
pub const STACK: usize = 16 * 1024 * 1024;

/// What a site is built from, where it goes, and how.
#[derive(Debug)]
pub struct Plan<'p> {
    /// The folder with the documents.
    pub source: &'p Path,
    /// The folder of the site.
    pub destination: &'p Path,
    /// The day the site is built for; there is no other clock.
    pub today: model::Day,
    /// Address the site is published at, in place of that of the settings.
    pub base_url: Option<&'p str>,
    /// How the pages reach their readers.
    pub delivery: render::Delivery,
    /// What errors in the content mean.
    pub strictness: Strictness,
    /// Whether a folder that is no site of ours may be replaced.
    pub force: write::Force,
}

/// What errors in the content mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strictness {
    /// They are told; the site is written all the same.
    #[default]
    Lenient,
    /// They are told, and nothing is written.
    Strict,
}

/// What came of a build.
#[derive(Debug)]
pub struct Built {
    /// What was read.
    pub book: Book,
    /// What was written; nothing when errors in the content forbade it.
    pub site: Option<Site>,
}

/// A site that was written.
#[derive(Debug)]
pub struct Site {
    /// How many pages it has.
    pub pages: usize,
    /// All its files.
    pub written: write::Written,
}

/// From a folder to a site.
///
/// # Errors
/// When the folder cannot be read or holds no COE, and when the site cannot be written; whatever stood at the
/// destination still stands then.
pub fn build(plan: &Plan<'_>, progress: &dyn Fn(Stage)) -> Result<Built> {
    let protected = [plan.source.to_owned()];
    let commit = CommitOptions { force: plan.force, protected: &protected };
    write::check_destination(plan.destination, &commit)?;

    let mut book = open(plan.source, progress)?;
    book.publish_at(plan.base_url);
    book::check_not_empty(&book.sources, &book.knowledge, &book.findings)?;
    if plan.strictness == Strictness::Strict && book.has_errors() {
        return Ok(Built { book, site: None });
    }

    let theme = render::Theme::in_language(book.sources.theme.as_deref(), book.sources.config.language())?;
    let options =
        render::Options { today: plan.today, generator: GENERATOR, delivery: plan.delivery, margin: None };
    let mut output = site(&book.knowledge, &book.insight, &theme, &options)?;
    progress(Stage::Indexing { documents: book.knowledge.coes.len() });
    index::add(&mut output, index::archive(&book.knowledge, &theme, plan.today)?, plan.delivery)?;
    progress(Stage::Writing { files: output.len() });
    let written = write::commit(&output, plan.destination, &commit)?;
    let pages = output.paths().filter(|path| path.as_str().ends_with(".html")).count();
    drop(output);
    Ok(Built { book, site: Some(Site { pages, written }) })
}

/// From a folder to what its documents say.
///
/// # Errors
/// When the folder or its settings cannot be read; what cannot be read of a document is a finding.
pub fn open(source: &Path, progress: &dyn Fn(Stage)) -> Result<Book> {
    progress(Stage::Looking);
    let sources = load::sources(source)?;
    progress(Stage::Reading { documents: sources.documents.len() });
    let read = read::all(&sources);
    Ok(Book::of(sources, read, progress))
}

/// From a folder to what its documents say, without what they have to do with each other.
///
/// # Errors
/// When the folder or its settings cannot be read, or it holds no COE.
pub fn facts(source: &Path, progress: &dyn Fn(Stage)) -> Result<KnowledgeBase> {
    progress(Stage::Looking);
    let sources = load::sources(source)?;
    progress(Stage::Reading { documents: sources.documents.len() });
    let (knowledge, findings) = model::assemble(&sources, read::facts(&sources));
    book::check_not_empty(&sources, &knowledge, &findings)?;
    Ok(knowledge)
}

/// From what the documents say to every file of the site, each made when it is asked for.
///
/// # Errors
/// When two files want the same address.
pub fn site<'a>(
    knowledge: &'a KnowledgeBase,
    insight: &'a Insight,
    theme: &'a render::Theme,
    options: &'a render::Options<'a>,
) -> Result<Output<'a>> {
    let counts = Arc::new(Counts::of(knowledge, insight, options.today));
    let mut output = render::site_with(knowledge, insight, theme, options, Arc::clone(&counts))?;
    export::add(&mut output, knowledge, insight, &counts, options.today)?;
    Ok(output)
}
