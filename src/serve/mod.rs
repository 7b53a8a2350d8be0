//! The site while its documents are being written: pages are rendered when they are asked for, and browsers load them
//! again when something changes.
//!
//! `library` holds the documents and reads again what changed, `watch` notices that, `snapshot` is one state of the
//! site in a thread of its own, and `http` answers from the current one.

mod address;
mod http;
mod library;
mod snapshot;
mod watch;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use crate::book::{Stage, check_not_empty};
use crate::error::{Error, Kind, Result};
use crate::findings::Finding;
use crate::model::Day;
use library::{Library, State};
use snapshot::Snapshot;

/// What is served, and where.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder with the documents.
    pub source: PathBuf,
    /// Who can reach the site.
    pub reach: Reach,
    /// The port; 0 takes any that is free.
    pub port: u16,
    /// The day the site is made for.
    pub today: Day,
}

/// Who can reach the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Browsers on this machine, asking for it by a name of this machine: a page of a stranger cannot reach it by
    /// giving its own name the address of this machine.
    Here,
    /// Everybody who can reach this address or name of the machine.
    Host(String),
}

/// The text of a document, by path.
pub type Text<'t> = &'t dyn Fn(&str) -> Option<&'t str>;

/// Who wants to know what happens.
pub trait Reporter: Send + Sync {
    /// Work has begun.
    fn stage(&self, stage: Stage);
    /// What is wrong: at the start with all documents, later with those that changed.
    fn findings(&self, findings: &[Finding], text: Text<'_>);
    /// The site can be visited.
    fn serving(&self, documents: usize, url: &str);
    /// Files changed; of those in `kept` the last good state is shown.
    fn edited(&self, paths: &BTreeSet<String>, kept: &[&str]);
    /// Something did not work; the site stays as it was.
    fn failed(&self, error: &Error);
}

/// Serves a site until the program is stopped.
///
/// # Errors
/// When the folder cannot be read or holds no COE, and when the port is taken.
pub fn run(options: &Options, reporter: Arc<dyn Reporter>) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| Error::new("cannot start the server").of(Kind::Internal).because(error))?;
    let listener = runtime.block_on(address::bind(options))?;
    let url = address::url(&listener, options)?;

    // Watched before it is read, so that no edit falls between.
    let folders = watch::Folders::watch(&options.source);
    let library = Library::open(&options.source, &|stage| reporter.stage(stage))?;
    let state = library.assemble();
    check_not_empty(library.sources(), &state.knowledge, &state.findings)?;
    reporter.findings(&state.findings, &|path| library.text(path));
    let documents = library.sources().documents.len();
    let mut versions = Versions::default();
    let snapshot = snapshot(&library, state, options.today, versions.next())?;
    let (current, site) = tokio::sync::watch::channel(Arc::new(snapshot));

    reporter.serving(documents, &url);
    let publisher =
        watch::Publisher { today: options.today, versions, current, reporter: Arc::clone(&reporter) };
    match folders {
        Ok(folders) => watch::start(folders, library, publisher)?,
        Err(error) => reporter.failed(&error),
    }
    runtime.block_on(http::serve(listener, http::App { site, reach: options.reach.clone() }))
}

/// The site of what a library holds now.
fn snapshot(library: &Library, state: State, today: Day, version: String) -> Result<Snapshot> {
    let sources = library.sources();
    let State { knowledge, findings, unsettled, insight } = state;
    let content = snapshot::Content {
        knowledge,
        findings,
        unsettled,
        insight,
        config: sources.config.clone(),
        roster: library.roster(),
        documents: sources.documents.iter().map(|document| document.path.clone()).collect(),
        kept: library.kept().map(str::to_owned).collect(),
        theme: sources.theme.clone(),
        language: sources.config.language().to_owned(),
        today,
    };
    Snapshot::start(content, version)
}

/// Names for the states of the site: a browser that meets another name than that of its page loads it again.
#[derive(Debug, Default)]
struct Versions {
    last: u64,
}

impl Versions {
    fn next(&mut self) -> String {
        self.last += 1;
        // The process is part of it, for browsers that stay open while the server is started anew.
        format!("{}-{}", std::process::id(), self.last)
    }
}
