//! From the text of a file to the facts it states.
mod actions;
mod adoption;
pub(crate) mod asked;
pub(crate) mod blocks;
pub(crate) mod chart;
mod citations;
mod date;
mod detector;
mod document;
mod duration;
mod first;
pub mod front_matter;
mod labels;
mod language;
mod lists;
mod moment;
mod outline;
mod roles;
mod severity;
mod slashes;
mod timeline;
mod title;
mod window;
mod wording;
mod words;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::config::{Config, DateOrder};
use crate::findings::{Finding, Findings, Level, LineMap};
use crate::load::{Document, Sources};
use crate::model::{Adoption, Article, Coe, Day, Lesson, ReadingPath, Zone};
use front_matter::{FrontMatter, Kind};
use moment::SlashOrder;

pub(crate) use blocks::dialect;
use document::Depth;
pub(crate) use duration::minutes;
pub(crate) use language::of as language_of;
pub(crate) use wording::{concept, is_about, is_quotable, rare_words, word_keys};
pub(crate) use words::is_wide;

/// The COE a reading path names, as written, and the note beside it.
pub type Step = (front_matter::Spanned<String>, Option<String>);

/// Everything read from the documents, in order of path.
#[derive(Debug, Default)]
pub struct Read {
    /// COEs.
    pub coes: Vec<Coe>,
    /// Lessons, with the ids of their evidence as written.
    pub lessons: Vec<(Lesson, Vec<front_matter::Spanned<String>>)>,
    /// Reading paths, with the ids of their steps as written.
    pub paths: Vec<(ReadingPath, Vec<Step>)>,
    /// Explainers.
    pub explainers: Vec<Article>,
    /// Practice pages.
    pub practice: Vec<Article>,
    /// How many pages other than COEs are for a narrower audience.
    pub restricted: Vec<String>,
    /// What is wrong.
    pub findings: Vec<Finding>,
}

/// Reads all documents, in parallel; a document that cannot be read never stops the others.
pub fn all(sources: &Sources) -> Read {
    let reader = Reader::new(sources);
    Read::join(sources.documents.par_iter().map(|document| reader.read(document)).collect::<Vec<_>>())
}

/// Reads all documents but for what their prose is about: enough to check them, not to relate them.
pub fn facts(sources: &Sources) -> Read {
    let mut reader = Reader::new(sources);
    reader.options.depth = Depth::Facts;
    Read::join(sources.documents.par_iter().map(|document| reader.read(document)).collect::<Vec<_>>())
}

/// Reads documents one by one: all of them, or those that changed.
pub struct Reader {
    options: document::Options,
    settings: (SlashOrder, Config),
}

impl Reader {
    /// A reader that goes by the settings of a folder and by how its documents write dates.
    pub fn new(sources: &Sources) -> Reader {
        let config = &sources.config;
        let order = match config.date_order {
            Some(DateOrder::MonthFirst) => SlashOrder::MonthFirst,
            Some(DateOrder::DayFirst) => SlashOrder::DayFirst,
            None => slashes::order(&sources.documents),
        };
        let options = document::Options {
            roles: roles::RoleTable::new(&config.sections),
            order,
            zone: config.zone.as_deref().and_then(moment::zone),
            severity: config.severity.clone(),
            depth: Depth::Wording,
        };
        Reader { options, settings: (order, config.clone()) }
    }

    /// Whether another reader takes the same facts out of the same document.
    pub fn reads_like(&self, other: &Reader) -> bool {
        self.settings == other.settings
    }

    /// Reads a document; a parser that panics on it costs that document only.
    pub fn read(&self, document: &Document) -> Piece {
        guarded(document, &self.options)
    }
}

/// The number of a month by its name or the beginning of it, in any of our languages.
pub(crate) fn month(word: &str) -> Option<i8> {
    moment::month(word)
}

/// What the prose of a COE is about, found once more; reading has put it into the COE already.
pub fn wording(coe: &Coe) -> crate::model::Wording {
    wording::of(coe, &coe.text)
}

/// Whether a word names a month, a day of the week or a zone.
pub(crate) fn is_calendar_word(word: &str) -> bool {
    month(word).is_some() || moment::weekday(word).is_some() || moment::names_zone(word)
}

/// A zone as a setting names it: `UTC`, `-05:00`, `Europe/Oslo`.
pub fn zone(words: &str) -> Option<Zone> {
    moment::zone(words)
}

/// The name a path gives its document: the file's, or its folder's for an index.
pub fn document_name(path: &str) -> &str {
    title::name_of(path)
}

/// The id a path gives its document.
pub fn default_id(path: &str) -> Option<crate::model::CoeId> {
    document::default_id(path)
}

/// Whether a file or folder name holds a full date.
pub fn is_dated_name(name: &str) -> bool {
    date::day_in_name(name).is_some()
}

/// The first full date of some words, such as a day on the command line.
pub fn day(words: &str) -> Option<Day> {
    let (day, at) = moment::first_date(words, SlashOrder::MonthFirst)?;
    (at == 0).then(|| day.in_year(day.year?)).flatten()
}

/// What was read from one document.
#[derive(Clone, Debug)]
pub struct Piece(Content);

/// What the page of a lesson says of teams, and where the table stands that says it.
#[derive(Clone, Debug, Default)]
struct Adoptions {
    stated: Vec<Adoption>,
    table: Option<std::ops::Range<usize>>,
}

#[derive(Clone, Debug)]
enum Content {
    Coe(Box<Coe>, Vec<Finding>),
    Page(Kind, Box<FrontMatter>, Box<Article>, Adoptions, Vec<Finding>),
    Failed(Finding),
}

fn guarded(document: &Document, options: &document::Options) -> Piece {
    let reading = std::panic::AssertUnwindSafe(|| match document.kind {
        Kind::Coe => {
            let (coe, findings) = document::coe(&document.path, document.text.clone(), options);
            Content::Coe(Box::new(coe), findings)
        }
        kind => page(document, kind, options),
    });
    let content = std::panic::catch_unwind(reading).unwrap_or_else(|_| {
        Content::Failed(crate::load::about_file(
            &document.path,
            Level::Error,
            "unreadable-document",
            "the Markdown parser gave up on this document".to_owned(),
            "this is a bug of coebook: please report the document, and take out what was added last",
        ))
    });
    Piece(content)
}

fn page(document: &Document, kind: Kind, options: &document::Options) -> Content {
    let lines = LineMap::new(&document.text);
    let mut findings = Findings::new(&document.path, &document.text, &lines);
    let matter = front_matter::read(&document.text, kind, &mut findings);
    let blocks = blocks::read(&document.text, matter.body_start);
    let outline = outline::read(&blocks, &options.roles, document.text.len());
    let stated = matter.title.as_ref().map(|title| {
        crate::model::Fact::new(
            title.value.clone(),
            crate::model::Origin::stated(crate::model::Source::FrontMatter, title.line),
        )
    });
    let title = title::read(stated, &outline, &blocks, &document.path, &lines);
    let id = matter
        .id
        .as_ref()
        .map(|id| id.value.clone())
        .unwrap_or_else(|| title::name_of(&document.path).to_owned());
    let article = Article {
        id: crate::model::slug(&id),
        path: document.path.clone(),
        title: title.value,
        description: matter.description.as_ref().map(|description| description.value.clone()),
        subjects: matter.subjects.iter().map(|subject| subject.value.clone()).collect(),
        citations: citations::read(
            &blocks,
            chart::citations(&document.text, matter.body_start, &lines),
            &[],
            &lines,
        ),
        history: None,
        body_start: matter.body_start,
        text: document.text.clone(),
    };
    let adoptions = match kind {
        Kind::Lesson => adoptions(&matter, &blocks, &lines, &mut findings),
        _ => Adoptions::default(),
    };
    Content::Page(kind, Box::new(matter), Box::new(article), adoptions, findings.into_vec())
}

/// How far teams are with a lesson; what its front matter says wins over its table.
fn adoptions(
    matter: &FrontMatter,
    blocks: &[blocks::Block],
    lines: &LineMap,
    findings: &mut Findings<'_>,
) -> Adoptions {
    let mut stated = adoption::stated(&matter.adoption, lines, findings);
    let table = adoption::table(blocks, lines, findings);
    let range = table.as_ref().map(|table| table.range.clone());
    stated.extend(table.into_iter().flat_map(|table| table.adoptions));
    Adoptions { stated, table: range }
}

impl Piece {
    /// What is wrong with the document.
    pub fn findings(&self) -> &[Finding] {
        match &self.0 {
            Content::Coe(_, findings) | Content::Page(.., findings) => findings,
            Content::Failed(finding) => std::slice::from_ref(finding),
        }
    }
}

impl Piece {
    /// The COE that was read; nothing for other pages, and for what could not be read.
    pub(crate) fn into_coe(self) -> Option<Coe> {
        match self.0 {
            Content::Coe(coe, _) => Some(*coe),
            Content::Page(..) | Content::Failed(_) => None,
        }
    }
}

impl Read {
    /// Puts together what was read from each document.
    pub fn join(pieces: impl IntoIterator<Item = Piece>) -> Read {
        let mut read = Read::default();
        for piece in pieces {
            read.add(piece);
        }
        read
    }

    fn add(&mut self, piece: Piece) {
        let read = self;
        match piece.0 {
            Content::Coe(coe, findings) => {
                read.coes.push(*coe);
                read.findings.extend(findings);
            }
            Content::Failed(finding) => read.findings.push(finding),
            Content::Page(kind, matter, article, adoptions, findings) => {
                read.findings.extend(findings);
                let open = matter.audience.as_ref().is_none_or(|audience| audience.value == "everyone")
                    && !matter.unreadable;
                if !open {
                    read.restricted.push(article.path);
                    return;
                }
                match kind {
                    Kind::Lesson => {
                        let lesson = Lesson {
                            article: *article,
                            claim: matter.claim.map(|claim| claim.value),
                            limits: matter.limits.map(|limits| limits.value),
                            evidence: Vec::new(),
                            champions: matter.champions.into_iter().map(|champion| champion.value).collect(),
                            adoption: adoptions.stated,
                            adoption_table: adoptions.table,
                        };
                        read.lessons.push((lesson, matter.evidence));
                    }
                    Kind::Path => {
                        let path = ReadingPath {
                            article: *article,
                            audience: matter.for_whom.map(|audience| audience.value),
                            steps: Vec::new(),
                        };
                        read.paths.push((path, matter.steps));
                    }
                    Kind::Explainer => read.explainers.push(*article),
                    Kind::Practice | Kind::Coe => read.practice.push(*article),
                }
            }
        }
    }
}

/// Days of first and last change by path, from the history of the repository.
pub fn histories(history: &crate::load::git::GitFacts) -> BTreeMap<String, crate::model::FileHistory> {
    let crate::load::git::GitFacts::Known(history) = history else { return BTreeMap::new() };
    history
        .files
        .iter()
        .map(|(path, file)| {
            let history = crate::model::FileHistory {
                first: day_of(&file.first),
                last: day_of(&file.last),
                revisions: file.revisions,
            };
            (path.clone(), history)
        })
        .collect()
}

/// The day of a commit where its author was.
fn day_of(commit: &crate::load::git::Commit) -> Day {
    let offset = jiff::tz::Offset::from_seconds(commit.offset_seconds).unwrap_or(jiff::tz::Offset::UTC);
    Day::from(offset.to_datetime(commit.at).date())
}
