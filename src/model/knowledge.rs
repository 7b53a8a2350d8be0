//! The whole knowledge base: every document that may be shown, and how they point at each other.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::adoption::Adoption;
use super::coe::{Citation, Coe, FileHistory, RelationKind};
use super::wheel::Pick;
use crate::config::{Deadlines, View};
use crate::readers::Readers;

/// Everything there is to show.
#[derive(Debug, Default)]
pub struct KnowledgeBase {
    /// Name of the site.
    pub title: String,
    /// One line about it.
    pub description: Option<String>,
    /// Address the site is published at, with a final `/`; pages work without it.
    pub base_url: Option<String>,
    /// Who this edition is for.
    pub audience: String,
    /// COEs by id.
    pub coes: Vec<Coe>,
    /// Lessons by id.
    pub lessons: Vec<Lesson>,
    /// Reading paths by id.
    pub paths: Vec<ReadingPath>,
    /// Explainers by id.
    pub explainers: Vec<Article>,
    /// Practice pages by id.
    pub practice: Vec<Article>,
    /// Controlled words.
    pub vocabulary: Vocabulary,
    /// What each document points at, by path of the document.
    pub links: BTreeMap<String, Vec<Link>>,
    /// What each COE says it has to do with others; same order as `coes`.
    pub relations: Vec<Vec<ResolvedRelation>>,
    /// Who points at each COE; same order as `coes`.
    pub backlinks: Vec<Vec<Backlink>>,
    /// Files that documents show or link to, by path relative to the source.
    pub assets: BTreeMap<String, std::path::PathBuf>,
    /// Ids that moved: old id to index of the COE.
    pub aliases: BTreeMap<String, usize>,
    /// How many documents this edition leaves out because of their audience.
    pub restricted: usize,
    /// Address of the editor for a path, with `{path}` where the path goes.
    pub edit_url: Option<String>,
    /// Searches with an entry in the navigation.
    pub views: Vec<View>,
    /// What the wheel picked before, by day.
    pub picks: Vec<Pick>,
    /// Days until actions are due, by horizon and severity.
    pub deadlines: Deadlines,
    /// How often COEs were read.
    pub readers: Readers,
}

/// A reference after it was looked up.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Bytes of the reference in the file that holds it.
    pub span: Range<usize>,
    /// What it leads to.
    pub target: Target,
    /// The part after `#`, if any.
    pub fragment: Option<String>,
}

/// What a reference leads to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A COE, by index.
    Coe(usize),
    /// A lesson, by index.
    Lesson(usize),
    /// A reading path, by index.
    Path(usize),
    /// An explainer, by index.
    Explainer(usize),
    /// A practice page, by index.
    Practice(usize),
    /// A file of the source, by path.
    Asset(String),
    /// A file of the repository that is not part of the site: its address on the web, if known.
    Repository(Option<String>),
    /// A document this edition leaves out.
    Restricted,
    /// Nothing.
    Missing,
}

/// A relation whose other end was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolvedRelation {
    /// The kind.
    pub kind: RelationKind,
    /// Index of the other COE.
    pub to: usize,
    /// Words beside it.
    pub text: String,
    /// Index of the statement in the relations of its COE.
    pub stated: usize,
}

/// One COE pointing at another.
#[derive(Clone, Debug, PartialEq)]
pub struct Backlink {
    /// Index of the COE that points here.
    pub from: usize,
    /// How.
    pub kind: BacklinkKind,
    /// The citing sentence, or the words of the relation.
    pub sentence: String,
    /// Title of the section of the citing sentence.
    pub section: Option<String>,
}

/// How one COE points at another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BacklinkKind {
    /// A relation of the front matter, seen from the other end.
    Relation(RelationKind),
    /// A link or id in the text.
    Citation,
}

/// A page of prose that is not a COE.
#[derive(Clone, Debug, Default)]
pub struct Article {
    /// Name in addresses.
    pub id: String,
    /// Path relative to the source.
    pub path: String,
    /// Title.
    pub title: String,
    /// One line about it.
    pub description: Option<String>,
    /// Services and technologies it explains.
    pub subjects: Vec<String>,
    /// References of the body.
    pub citations: Vec<Citation>,
    /// What git knows.
    pub history: Option<FileHistory>,
    /// Bytes of the file before the body starts.
    pub body_start: usize,
    /// The whole file.
    pub text: Arc<str>,
}

/// A curated lesson.
#[derive(Clone, Debug, Default)]
pub struct Lesson {
    /// Its page.
    pub article: Article,
    /// The lesson in one sentence.
    pub claim: Option<String>,
    /// Where it stops being true.
    pub limits: Option<String>,
    /// COEs it rests on, by index.
    pub evidence: Vec<usize>,
    /// Roles that look after it.
    pub champions: Vec<String>,
    /// How far teams are with it, in the order of the page; each team once.
    pub adoption: Vec<Adoption>,
    /// Bytes of the table that says so, with the heading that is all its own.
    pub adoption_table: Option<Range<usize>>,
}

/// COEs in an order worth reading.
#[derive(Clone, Debug, Default)]
pub struct ReadingPath {
    /// Its page.
    pub article: Article,
    /// For whom.
    pub audience: Option<String>,
    /// COE and the note beside it.
    pub steps: Vec<(usize, Option<String>)>,
}

/// Controlled words with what they mean; each list is sorted by id.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// Causes.
    pub causes: Vec<Term>,
    /// Services.
    pub services: Vec<Term>,
    /// Teams.
    pub teams: Vec<Term>,
    /// Words and what they mean.
    pub glossary: Vec<Term>,
    /// Who looks after what: roles, never names.
    pub champions: Vec<Champion>,
}

/// A role that looks after lessons, teams or services.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Champion {
    /// Name in addresses: the role as a slug.
    pub id: String,
    /// The role, for readers.
    pub role: String,
    /// Ids of teams, services and causes it looks after.
    pub covers: Vec<String>,
}

/// One word of a vocabulary.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Term {
    /// Name in front matter and addresses.
    pub id: String,
    /// Name for readers.
    pub title: String,
    /// What it is.
    pub description: Option<String>,
    /// technical, process, documentation, organisational, other (causes).
    pub area: Option<String>,
    /// The wider term (causes).
    pub parent: Option<String>,
    /// Other words for it.
    pub synonyms: Vec<String>,
    /// Owning team (services).
    pub team: Option<String>,
    /// Named addresses: runbook, dashboard (services).
    pub addresses: Vec<(String, String)>,
}

impl Term {
    /// Every word for it: its id, its title, its synonyms.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        [self.id.as_str(), self.title.as_str()].into_iter().chain(self.synonyms.iter().map(String::as_str))
    }
}

/// Terms by the slug of any word for them; of two that share a word the first has it.
pub(crate) fn by_name(terms: &[Term]) -> BTreeMap<String, &Term> {
    let mut names = BTreeMap::new();
    for term in terms {
        term.names().for_each(|name| _ = names.entry(super::slug(name)).or_insert(term));
    }
    names
}

/// The slug a word has among terms: that of the term it is a word for, else its own.
pub(crate) fn canonical(names: &BTreeMap<String, &Term>, word: &str) -> String {
    let written = super::slug(word);
    names.get(&written).map_or(written, |term| super::slug(&term.id))
}
