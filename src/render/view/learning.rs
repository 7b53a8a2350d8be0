//! What the templates of lessons, reading paths, collected items and the champions' queue see.

use serde::Serialize;

use super::{Article, Counted, Html, LessonCard, Link, Neighbour, Row, Shell, TermFact};

/// Every lesson.
#[derive(Debug, Serialize)]
pub(crate) struct LessonsPage {
    pub(crate) shell: Shell,
    pub(crate) heading: String,
    pub(crate) intro: String,
    pub(crate) cards: Vec<LessonCard>,
    pub(crate) matrix: Option<AdoptionTable>,
    /// Pages beside this one.
    pub(crate) beside: Vec<Link>,
}

/// Lessons by team.
#[derive(Debug, Serialize)]
pub(crate) struct AdoptionTable {
    /// How many stand how, in words.
    pub(crate) said: String,
    pub(crate) teams: Vec<Link>,
    pub(crate) rows: Vec<AdoptionRow>,
    /// What is left off, in words; may be empty.
    pub(crate) more: String,
}

/// One lesson by team.
#[derive(Debug, Serialize)]
pub(crate) struct AdoptionRow {
    pub(crate) link: Link,
    pub(crate) cells: Vec<AdoptionMark>,
    /// How many teams adopted it.
    pub(crate) count: String,
}

/// How far a team is, as a word and as a shape.
#[derive(Debug, Serialize)]
pub(crate) struct AdoptionMark {
    /// `adopted`, `planned`, `not-applicable`, `unknown`.
    pub(crate) state: &'static str,
    pub(crate) words: String,
    /// Why; may be empty.
    pub(crate) note: String,
}

/// A team and how far it is with the lesson of the page.
#[derive(Debug, Serialize)]
pub(crate) struct TeamAdoption {
    pub(crate) team: Link,
    pub(crate) mark: AdoptionMark,
}

/// One lesson.
#[derive(Debug, Serialize)]
pub(crate) struct LessonPage {
    pub(crate) shell: Shell,
    pub(crate) article: Article,
    pub(crate) claim: String,
    pub(crate) limits: String,
    pub(crate) champions: String,
    pub(crate) strip: Html,
    pub(crate) evidence: Vec<Quoted>,
    /// How many teams stand how, in words; empty where no team is spoken of.
    pub(crate) adoption_said: String,
    pub(crate) adoption: Vec<TeamAdoption>,
    /// Teams nobody has asked.
    pub(crate) unasked: Vec<Link>,
}

/// A COE a lesson rests on.
#[derive(Debug, Serialize)]
pub(crate) struct Quoted {
    pub(crate) row: Row,
    /// Its own words for it; may be empty.
    pub(crate) quote: String,
    /// Where they stand.
    pub(crate) href: String,
}

/// Every reading path.
#[derive(Debug, Serialize)]
pub(crate) struct PathsPage {
    pub(crate) shell: Shell,
    pub(crate) heading: String,
    pub(crate) intro: String,
    pub(crate) cards: Vec<PathCard>,
    /// What is made of the evidence of all lessons.
    pub(crate) sheets: Vec<Counted>,
}

/// A reading path in a list.
#[derive(Debug, Serialize)]
pub(crate) struct PathCard {
    pub(crate) link: Link,
    pub(crate) claim: String,
    pub(crate) steps: String,
    pub(crate) sheets: Vec<Counted>,
}

/// One reading path.
#[derive(Debug, Serialize)]
pub(crate) struct PathPage {
    pub(crate) shell: Shell,
    pub(crate) article: Article,
    pub(crate) audience: String,
    pub(crate) steps: Vec<Row>,
    pub(crate) reading: String,
    /// Its name, under which browsers keep what was read.
    pub(crate) name: String,
    /// Checklists and the like made of its COEs.
    pub(crate) sheets: Vec<Counted>,
}

/// Everything COEs say of one kind, or the latest of every kind.
#[derive(Debug, Serialize)]
pub(crate) struct CollectedPage {
    pub(crate) shell: Shell,
    pub(crate) heading: String,
    pub(crate) intro: String,
    pub(crate) kinds: Vec<CollectedKindLink>,
    /// The same idea of several COEs, that of most first.
    pub(crate) repeated: Vec<RepeatedIdea>,
    pub(crate) groups: Vec<CollectedGroup>,
    /// `Page 2 of 4`; empty when there is one.
    pub(crate) place: String,
    /// Addresses of all pages of this kind, for the script that narrows them down.
    pub(crate) pages: Vec<String>,
    /// The page for those who look after all this.
    pub(crate) champions: Option<Link>,
    pub(crate) earlier: Option<Link>,
    pub(crate) later: Option<Link>,
    /// What is left off, in words; may be empty.
    pub(crate) more: String,
}

/// A kind, with the number of its items.
#[derive(Debug, Serialize)]
pub(crate) struct CollectedKindLink {
    pub(crate) link: Link,
    pub(crate) count: String,
    pub(crate) current: bool,
}

/// Items under one heading: a kind, a year.
#[derive(Debug, Serialize)]
pub(crate) struct CollectedGroup {
    pub(crate) title: String,
    pub(crate) anchor: String,
    pub(crate) all: Option<Counted>,
    pub(crate) rows: Vec<CollectedRow>,
}

/// One thing a COE says.
#[derive(Debug, Serialize)]
pub(crate) struct CollectedRow {
    pub(crate) quote: String,
    /// Where it stands.
    pub(crate) href: String,
    pub(crate) coe: Neighbour,
    /// Services, causes and team of the COE.
    pub(crate) terms: Vec<Link>,
    /// The same for filters, `kind/slug` with spaces between.
    pub(crate) facets: String,
}

/// An idea that several COEs have.
#[derive(Debug, Serialize)]
pub(crate) struct RepeatedIdea {
    /// In how many, in words.
    pub(crate) words: String,
    pub(crate) rows: Vec<CollectedRow>,
}

/// What champions may look at next.
#[derive(Debug, Serialize)]
pub(crate) struct ChampionsPage {
    pub(crate) shell: Shell,
    pub(crate) heading: String,
    pub(crate) intro: String,
    /// Roles, each with what it looks after.
    pub(crate) champions: Vec<TermFact>,
    pub(crate) queue: Vec<QueueGroup>,
}

/// Things of one kind to look at.
#[derive(Debug, Serialize)]
pub(crate) struct QueueGroup {
    pub(crate) title: String,
    pub(crate) anchor: &'static str,
    pub(crate) count: String,
    /// What to do.
    pub(crate) advice: String,
    pub(crate) rows: Vec<QueueRow>,
    /// How many more there are, in words; may be empty.
    pub(crate) more: String,
}

/// One thing to look at.
#[derive(Debug, Serialize)]
pub(crate) struct QueueRow {
    pub(crate) links: Vec<QueueLink>,
    /// How long, how often; may be empty.
    pub(crate) note: String,
}

/// A COE or a tag.
#[derive(Debug, Serialize)]
pub(crate) struct QueueLink {
    pub(crate) link: Link,
    pub(crate) lang: String,
}
