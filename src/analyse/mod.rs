//! What follows from all documents together: what is like what, what happened again, what was promised then.
//!
//! [`run`] is a function from a knowledge base to an [`Insight`]. Nothing here compares every document with every
//! other: candidates come from posting lists of rare words and shared terms, so the work grows with the documents.

pub mod adoption;
pub(crate) mod anniversary;
pub(crate) mod charts;
pub mod collected;
mod contradictions;
mod counts;
mod echoes;
mod evidence;
pub mod follow_up;
mod likeness;
pub mod map;
mod mentions;
mod pending;
pub mod periods;
pub mod queue;
mod reasons;
mod recurrence;
mod related;
pub(crate) mod repeated;
pub mod statistics;
mod suggest;
mod tags;
pub mod wheel;

use crate::findings::Finding;
use crate::model::{KnowledgeBase, RelationKind};
pub(crate) use pending::days_late;

use evidence::Weigher;
use likeness::Likeness;
use tags::Tags;

pub use counts::Counts;
pub use suggest::{Ground, MechanismTold, RelationProposed, Suggestion, TermProposed, suggest};

/// What follows from all documents together; lists by COE are in the order of [`KnowledgeBase::coes`].
#[derive(Debug, Default)]
pub struct Insight {
    /// What is like each COE, the most alike first.
    pub related: Vec<Vec<Related>>,
    /// Groups of COEs in which the same thing happened again, by id.
    pub families: Vec<Family>,
    /// The family of each COE, if it has one.
    pub family_of: Vec<Option<usize>>,
    /// How the promises of earlier, closely related COEs stood when each COE began.
    pub pending: Vec<Vec<Pending>>,
    /// How all COEs lie to each other.
    pub map: map::Map,
}

/// What all documents and files together show to be wrong in one of them.
pub fn findings(knowledge: &KnowledgeBase, insight: &Insight) -> Vec<Finding> {
    let mut findings = contradictions::findings(knowledge, insight);
    findings.extend(charts::findings(knowledge));
    findings
}

/// One COE that is like another.
#[derive(Clone, Debug, PartialEq)]
pub struct Related {
    /// The other COE, by index.
    pub to: usize,
    /// From 0, nothing in common, to 1.
    pub score: f32,
    /// Why, the strongest first.
    pub reasons: Vec<Reason>,
}

/// Why two COEs are related, in words a person would use.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// The kind of evidence.
    pub kind: ReasonKind,
    /// How much of the score it carries, from 0 to 1.
    pub strength: f32,
    /// The words, in order.
    pub words: Vec<Words>,
}

/// A piece of a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Words {
    /// Our words.
    Plain(String),
    /// Words that stand in both documents.
    Shared(String),
}

/// A kind of evidence that two COEs are related.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReasonKind {
    /// The authors say so in front matter.
    Relation(RelationKind),
    /// One cites the other in its text.
    Citation,
    /// The later one says in its prose that it happened before.
    SaidAgain,
    /// A cause tag of both.
    SharedCause,
    /// A service of both.
    SharedService,
    /// A technology of both.
    SharedTechnology,
    /// A free tag of both.
    SharedTag,
    /// The same way to fail, told in the prose of both.
    SharedMechanism,
    /// The same thing made both worse, or was noticed in both.
    SharedCircumstance,
    /// The same error or identifier in both.
    SharedError,
    /// The same matter in both, whatever the words for it.
    SharedConcept,
    /// The same rare words in both.
    SharedWords,
}

/// COEs in which the same thing happened again.
#[derive(Clone, Debug, PartialEq)]
pub struct Family {
    /// Name in addresses: the id of its first member, so that it stays when another joins.
    pub id: String,
    /// What happened again: `Retry storm on checkout-api`.
    pub title: String,
    /// COEs by index: in order of time, those without a date last.
    pub members: Vec<usize>,
    /// What holds it together, the strongest first.
    pub reasons: Vec<Reason>,
}

/// An action of an earlier COE, and how it stood when a later one began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pending {
    /// The earlier COE, by index.
    pub coe: usize,
    /// Its action, by index.
    pub action: usize,
    /// How it stood.
    pub standing: StandingThen,
}

/// How an action stood when a later incident began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StandingThen {
    /// Still open, its day gone by.
    Overdue {
        /// How many days.
        days: i64,
    },
    /// Still open, its day to come or not set.
    Open,
    /// Done before, yet it happened again.
    DoneBefore,
    /// Done by now; whether it was done then, nobody says.
    DoneByNow,
    /// Put off or not to be done.
    Dropped,
    /// Nobody says whether it was ever done.
    Unknown,
}

impl Reason {
    /// The reason as a sentence without its full stop.
    pub fn text(&self) -> String {
        let piece = |words: &Words| match words {
            Words::Plain(words) => words.clone(),
            Words::Shared(words) => format!("“{words}”"),
        };
        self.words.iter().map(piece).collect()
    }

    /// What stands in both documents.
    pub fn shared(&self) -> impl Iterator<Item = &str> {
        self.words.iter().filter_map(|words| match words {
            Words::Shared(words) => Some(words.as_str()),
            Words::Plain(_) => None,
        })
    }
}

impl ReasonKind {
    /// The word used in data: `shared-cause`.
    pub fn word(self) -> &'static str {
        match self {
            ReasonKind::Relation(kind) => kind.word(),
            ReasonKind::Citation => "citation",
            ReasonKind::SaidAgain => "said-again",
            ReasonKind::SharedCause => "shared-cause",
            ReasonKind::SharedService => "shared-service",
            ReasonKind::SharedTechnology => "shared-technology",
            ReasonKind::SharedTag => "shared-tag",
            ReasonKind::SharedMechanism => "shared-mechanism",
            ReasonKind::SharedCircumstance => "shared-circumstance",
            ReasonKind::SharedError => "shared-error",
            ReasonKind::SharedConcept => "shared-concept",
            ReasonKind::SharedWords => "shared-words",
        }
    }
}

impl StandingThen {
    /// The word used in data: `overdue`.
    pub fn word(self) -> &'static str {
        match self {
            StandingThen::Overdue { .. } => "overdue",
            StandingThen::Open => "open",
            StandingThen::DoneBefore => "done-before",
            StandingThen::DoneByNow => "done-by-now",
            StandingThen::Dropped => "dropped",
            StandingThen::Unknown => "unknown",
        }
    }
}

/// Finds everything that follows from a knowledge base.
pub fn run(knowledge: &KnowledgeBase) -> Insight {
    let (tags, likeness) = rayon::join(|| Tags::new(knowledge), || Likeness::new(&knowledge.coes));
    let echoes = echoes::run(knowledge);
    let weigher = Weigher::new(knowledge, &tags, &likeness, &echoes);
    let related = related::run(&weigher);
    let (families, family_of) = recurrence::run(&weigher, &related);
    let mut insight = Insight { related, families, family_of, pending: Vec::new(), map: map::Map::default() };
    insight.pending = pending::run(knowledge, &insight);
    insight.map = map::of(knowledge, &insight);
    insight
}
