//! One state of the site, answering from a thread of its own.
//!
//! The files of a site borrow the knowledge they are rendered from. A thread that holds both on its stack needs no
//! trick for that: it makes the site once, answers what it is asked, and ends when nobody can ask it any more.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use serde::Serialize;
use tokio::sync::oneshot;

use crate::analyse::Insight;
use crate::check::{self, Margin};
use crate::config::Config;
use crate::error::{Error, Kind, Result};
use crate::findings::Finding;
use crate::findings::emit::{self, Json};
use crate::index;
use crate::model::{Coe, Day, KnowledgeBase};
use crate::render::{Delivery, Options, Theme};
use crate::search::{self, Searcher};
use crate::write::{Output, SitePath};

/// What a site is made from.
pub(super) struct Content {
    pub(super) knowledge: KnowledgeBase,
    pub(super) findings: Vec<Finding>,
    /// The same before settings and authors let some pass.
    pub(super) unsettled: Vec<Finding>,
    pub(super) insight: Insight,
    pub(super) config: Config,
    /// Names of people, as git knows its authors.
    pub(super) roster: Arc<BTreeSet<String>>,
    /// Paths of all documents.
    pub(super) documents: HashSet<String>,
    /// Those that are shown in their last good state.
    pub(super) kept: HashSet<String>,
    pub(super) theme: Option<PathBuf>,
    /// Language of the interface.
    pub(super) language: String,
    pub(super) today: Day,
}

impl Content {
    fn context(&self) -> check::Context<'_> {
        let Content { knowledge, insight, config, today, .. } = self;
        check::Context {
            knowledge,
            insight: Some(insight),
            config,
            roster: &self.roster,
            // To find out takes a look at all documents, which is too long after each edit.
            date_orders: check::Orders::One,
            today: *today,
        }
    }

    fn margin(&self) -> Margin<'_> {
        Margin { config: &self.config, reading: &self.unsettled, roster: &self.roster }
    }
}

/// One state of the site.
#[derive(Debug)]
pub(super) struct Snapshot {
    version: String,
    questions: Sender<Question>,
}

enum Question {
    File { candidates: Vec<SitePath>, answer: oneshot::Sender<Option<File>> },
    Findings { candidates: Vec<SitePath>, answer: oneshot::Sender<Result<Vec<u8>>> },
    Search { question: search::Question, answer: oneshot::Sender<Result<Vec<u8>>> },
}

/// A file of the site, made just now.
#[derive(Debug)]
pub(super) struct File {
    pub(super) path: SitePath,
    pub(super) bytes: Result<Vec<u8>>,
}

/// What is wrong with the document of a page, for the panel in its corner.
#[derive(Serialize)]
struct Panel<'a> {
    /// Whether the page shows an earlier state of its document.
    kept: bool,
    findings: Vec<Json<'a>>,
}

impl Snapshot {
    /// Makes the site of some content; errors as [`site`](crate::site()) does.
    pub(super) fn start(content: Content, version: String) -> Result<Snapshot> {
        let (questions, asked) = mpsc::channel();
        let (ready, made) = mpsc::channel();
        thread::Builder::new()
            .name("coebook-site".to_owned())
            .stack_size(crate::STACK)
            .spawn(move || live(&content, &ready, &asked))
            .map_err(|error| Error::new("cannot start a thread").of(Kind::Internal).because(error))?;
        made.recv().unwrap_or_else(|_| Err(gone()))?;
        Ok(Snapshot { version, questions })
    }

    /// What tells this state from others.
    pub(super) fn version(&self) -> &str {
        &self.version
    }

    /// The first of some files that the site has.
    pub(super) async fn file(&self, candidates: Vec<SitePath>) -> Option<File> {
        let (answer, answered) = oneshot::channel();
        self.questions.send(Question::File { candidates, answer }).ok()?;
        answered.await.ok()?
    }

    /// What is wrong with the document of a page, as JSON.
    pub(super) async fn findings(&self, candidates: Vec<SitePath>) -> Result<Vec<u8>> {
        let (answer, answered) = oneshot::channel();
        self.questions.send(Question::Findings { candidates, answer }).map_err(|_| gone())?;
        answered.await.map_err(|_| gone())?
    }

    /// What a search answers, as JSON.
    pub(super) async fn search(&self, question: search::Question) -> Result<Vec<u8>> {
        let (answer, answered) = oneshot::channel();
        self.questions.send(Question::Search { question, answer }).map_err(|_| gone())?;
        answered.await.map_err(|_| gone())?
    }
}

fn gone() -> Error {
    Error::new("the site cannot be made").of(Kind::Internal).because("its thread has ended")
}

fn live(content: &Content, ready: &Sender<Result<()>>, questions: &Receiver<Question>) {
    let theme = match Theme::in_language(content.theme.as_deref(), &content.language) {
        Ok(theme) => theme,
        Err(error) => return drop(ready.send(Err(error))),
    };
    let options = Options {
        today: content.today,
        generator: crate::GENERATOR,
        delivery: Delivery::Live,
        margin: Some(content.margin()),
    };
    let output = match crate::site(&content.knowledge, &content.insight, &theme, &options) {
        Ok(output) => output,
        Err(error) => return drop(ready.send(Err(error))),
    };
    let _ = ready.send(Ok(()));
    // The index is made when somebody searches: most edits come without a search before the next.
    let searcher = OnceCell::new();
    for question in questions {
        // Who no longer waits for an answer does not miss it.
        match question {
            Question::File { candidates, answer } => drop(answer.send(file(&output, candidates))),
            Question::Findings { candidates, answer } => {
                drop(answer.send(panel(content, &output, &candidates)));
            }
            Question::Search { question, answer } => {
                let found = catch_unwind(AssertUnwindSafe(|| found(content, &theme, &searcher, &question)));
                drop(answer.send(found.unwrap_or_else(|_| Err(gone()))));
            }
        }
    }
}

fn found(
    content: &Content,
    theme: &Theme,
    searcher: &OnceCell<Searcher>,
    question: &search::Question,
) -> Result<Vec<u8>> {
    let searcher = match searcher.get() {
        Some(searcher) => searcher,
        None => {
            let made = Searcher::new(index::archive(&content.knowledge, theme, content.today)?)?;
            searcher.get_or_init(|| made)
        }
    };
    let answer = searcher.ask(question)?;
    serde_json::to_vec(&answer)
        .map_err(|error| Error::new("cannot write an answer").of(Kind::Internal).because(error))
}

fn file(output: &Output<'_>, candidates: Vec<SitePath>) -> Option<File> {
    let path = candidates.into_iter().find(|path| output.origin(path).is_some())?;
    let made = catch_unwind(AssertUnwindSafe(|| output.get(&path)));
    let bytes = made.unwrap_or_else(|_| {
        Some(Err(Error::new(format!("cannot make {path}"))
            .of(Kind::Internal)
            .because("the renderer gave up on it")
            .hint("this is a bug of coebook: please report the document")))
    })?;
    Some(File { path, bytes })
}

fn panel(content: &Content, output: &Output<'_>, candidates: &[SitePath]) -> Result<Vec<u8>> {
    let document = candidates.iter().find_map(|path| output.origin(path)).unwrap_or_default();
    let is_shown = |coe: &Coe| coe.path == document && !content.kept.contains(document);
    let coe = content.knowledge.coes.iter().position(is_shown);
    let checked = coe.map(|index| content.margin().findings(&content.context(), index));
    let about: Vec<&Finding> = if let Some(checked) = &checked {
        checked.iter().collect()
    } else if content.documents.contains(document) {
        content.findings.iter().filter(|finding| finding.path == document).collect()
    } else {
        // What has no page of its own is told on all pages that are about no document.
        let pages: HashSet<&str> = output.paths().filter_map(|path| output.origin(path)).collect();
        content.findings.iter().filter(|finding| !pages.contains(finding.path.as_str())).collect()
    };
    let panel = Panel {
        kept: content.kept.contains(document),
        findings: about.into_iter().map(emit::json).collect(),
    };
    serde_json::to_vec(&panel)
        .map_err(|error| Error::new("cannot write JSON").of(Kind::Internal).because(error))
}
