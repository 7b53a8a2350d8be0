//! What was read from a folder: the files, what they say, and what is wrong with them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::analyse::{self, Insight};
use crate::check;
use crate::error::{Error, Kind, Result};
use crate::findings::{Finding, Level};
use crate::fs;
use crate::load::{Skipped, Sources, git};
use crate::model::{self, KnowledgeBase};
use crate::read::Read;

/// How many files are named one by one before they are only counted.
const NAMED: usize = 5;

/// What the tool is doing, for those who wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Looking for documents.
    Looking,
    /// Reading them.
    Reading {
        /// How many.
        documents: usize,
    },
    /// Finding what they have to do with each other.
    Relating {
        /// How many.
        documents: usize,
    },
    /// Checking them.
    Checking {
        /// How many.
        documents: usize,
    },
    /// Making the search index.
    Indexing {
        /// How many.
        documents: usize,
    },
    /// Writing the site.
    Writing {
        /// How many files.
        files: usize,
    },
}

/// Everything read from a folder.
#[derive(Debug)]
pub struct Book {
    /// The files.
    pub sources: Sources,
    /// What they say.
    pub knowledge: KnowledgeBase,
    /// What is wrong with them, in order of path and place.
    pub findings: Vec<Finding>,
    /// What follows from all of them together.
    pub insight: Insight,
}

impl Book {
    /// Puts together what was read from some files.
    pub(crate) fn of(sources: Sources, read: Read, progress: &dyn Fn(Stage)) -> Book {
        let (knowledge, mut findings) = model::assemble(&sources, read);
        progress(Stage::Relating { documents: knowledge.coes.len() });
        let insight = relate(&knowledge, &mut findings);
        let findings = check::settle(findings, &knowledge.coes, &sources.config, check::Looked::Reading);
        Book { sources, knowledge, findings, insight }
    }

    /// How many findings are of a level.
    pub fn count(&self, level: Level) -> usize {
        self.findings.iter().filter(|finding| finding.level == level).count()
    }

    /// Whether anything must be mended.
    pub fn has_errors(&self) -> bool {
        self.count(Level::Error) > 0
    }

    /// Takes another address for the site, if one is given.
    pub(crate) fn publish_at(&mut self, base_url: Option<&str>) {
        if let Some(url) = base_url {
            self.knowledge.base_url = Some(format!("{}/", url.trim_end_matches('/')));
        }
    }
}

/// What is in a folder, documents for narrower audiences included, and what would make it better.
pub(crate) struct Found {
    pub(crate) sources: Sources,
    pub(crate) knowledge: KnowledgeBase,
    /// In order of path and place.
    pub(crate) findings: Vec<Finding>,
}

/// Names of people: those of the authors git knows, and of `people.txt` in the folder of vocabularies, one a line.
pub(crate) fn roster(sources: &Sources) -> BTreeSet<String> {
    let mut roster = git::authors(&sources.root);
    let path = format!("{}/people.txt", sources.config.folders.vocabulary.trim_end_matches('/'));
    if let Some(Ok(bytes)) = sources.files.get(&path).map(|file| fs::read(file)) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let names = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        roster.extend(names.map(str::to_owned));
    }
    roster
}

/// Checks the documents of some files.
///
/// Documents are related to each other only where one of them says that nothing like it happened before: nothing else
/// that is checked depends on it, and it takes longer than all the rest.
pub(crate) fn check_all(sources: Sources, today: model::Day, progress: &dyn Fn(Stage)) -> Found {
    let (mut knowledge, mut findings) = model::assemble_whole(&sources, crate::read::facts(&sources));
    progress(Stage::Checking { documents: knowledge.coes.len() });
    let related = knowledge.coes.iter().any(|coe| coe.said_first.is_some()).then(|| {
        let wordings: Vec<_> =
            knowledge.coes.par_iter().map(|coe| Arc::new(crate::read::wording(coe))).collect();
        for (coe, wording) in knowledge.coes.iter_mut().zip(wordings) {
            coe.wording = wording;
        }
        analyse::run(&knowledge)
    });
    findings.extend(match &related {
        Some(insight) => analyse::findings(&knowledge, insight),
        None => analyse::charts::findings(&knowledge),
    });
    let roster = roster(&sources);
    let context = check::Context {
        knowledge: &knowledge,
        insight: related.as_ref(),
        config: &sources.config,
        roster: &roster,
        date_orders: check::orders(&knowledge),
        today,
    };
    findings.extend(check::run(&context));
    let findings = check::settle(findings, &knowledge.coes, &sources.config, check::Looked::All);
    Found { sources, knowledge, findings }
}

/// Finds what follows from all documents together; what is wrong in that light is added to the findings.
pub(crate) fn relate(knowledge: &KnowledgeBase, findings: &mut Vec<Finding>) -> Insight {
    let insight = analyse::run(knowledge);
    findings.extend(analyse::findings(knowledge, &insight));
    insight
}

/// Refuses a folder without COEs, and says what was found instead.
pub(crate) fn check_not_empty(
    sources: &Sources,
    knowledge: &KnowledgeBase,
    findings: &[Finding],
) -> Result<()> {
    if !knowledge.coes.is_empty() {
        return Ok(());
    }
    let error = Error::new(format!("there is nothing to show in {}", fs::show(&sources.root)))
        .of(Kind::Usage)
        .because(what_is_there(sources, knowledge, findings));
    Err(error.hint(if knowledge.restricted > 0 {
        "a site is for everyone: take `audience` out of the documents everyone may read"
    } else {
        "name the folder with the COEs, for example `coebook build docs/postmortems`; \
         a COE is a Markdown file (.md) such as `2024-03-05-checkout-outage.md`"
    }))
}

/// What stands in a folder without COEs: `there is no COE among its files: README.md (an index page)`.
fn what_is_there(sources: &Sources, knowledge: &KnowledgeBase, findings: &[Finding]) -> String {
    let mut told = Vec::new();
    if knowledge.restricted > 0 {
        told.push(format!("{} for a narrower audience", knowledge.restricted));
    }
    told.extend(skipped(&sources.skipped));
    let unread: Vec<String> = findings
        .iter()
        .filter(|finding| finding.level == Level::Error)
        .map(|finding| format!("{} ({})", fs::show(finding.path.as_ref()), finding.message))
        .collect();
    if unread.len() > NAMED {
        told.push(format!("{} errors, the first: {}", unread.len(), unread[0]));
    } else {
        told.extend(unread);
    }
    let others = sources.files.len();
    match (told.is_empty(), others) {
        (true, 0) => "the folder is empty".to_owned(),
        (true, _) => format!("none of its {others} files is a Markdown document"),
        (false, _) => format!("there is no COE among its files: {}", told.join(", ")),
    }
}

/// Files that were left out and why, by name when they are few, else counted by reason.
pub fn skipped(skipped: &[Skipped]) -> Option<String> {
    if skipped.is_empty() {
        return None;
    }
    if skipped.len() <= NAMED {
        let named = |file: &Skipped| format!("{} ({})", fs::show(file.path.as_ref()), file.reason);
        return Some(skipped.iter().map(named).collect::<Vec<_>>().join(", "));
    }
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for file in skipped {
        *reasons.entry(file.reason).or_default() += 1;
    }
    let counted = reasons.iter().map(|(reason, count)| format!("{reason} ({count})"));
    Some(counted.collect::<Vec<_>>().join(", "))
}
