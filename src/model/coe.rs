//! One COE: the facts of one document, each with where it came from.

use std::ops::Range;

use serde::Serialize;

use super::moment::{Day, Moment, Zone};
use super::role::Role;

/// The stable name of a COE: lower case letters, digits and hyphens, in any script.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct CoeId(String);

impl CoeId {
    /// The id for these words: letters and digits of any script, lower case, joined by hyphens.
    ///
    /// Nothing when no letter or digit is among them.
    pub fn from_words(words: &str) -> Option<CoeId> {
        let slug = super::slug(words);
        (!slug.is_empty()).then_some(CoeId(slug))
    }

    /// The id of a document that has no word to be named by.
    pub fn nameless() -> CoeId {
        CoeId("coe".to_owned())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for CoeId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where a fact was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// A front matter key.
    FrontMatter,
    /// A `[marker]` of a timeline entry.
    Marker,
    /// A "label: value" of the body.
    Label,
    /// The prose of a section.
    Section,
    /// An entry of the timeline.
    Timeline,
    /// A heading.
    Heading,
    /// The first line of a document without headings.
    FirstLine,
    /// The name of the file.
    FileName,
    /// The name of a folder above the file.
    Folder,
    /// The history of the repository.
    Git,
    /// `coebook.toml`.
    Config,
    /// The rule for documents that state nothing.
    Default,
}

/// Where a fact was found, on which line, and whether it was said or concluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// The kind of place.
    pub from: Source,
    /// The line of the file, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Whether the fact is a conclusion of ours, not a statement of the document.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub inferred: bool,
}

impl Origin {
    /// A statement found at a line.
    pub fn stated(from: Source, line: u32) -> Origin {
        Origin { from, line: Some(line), inferred: false }
    }

    /// A conclusion drawn from a line.
    pub fn inferred(from: Source, line: u32) -> Origin {
        Origin { from, line: Some(line), inferred: true }
    }

    /// A fact that stands on no line of the file.
    pub fn outside(from: Source) -> Origin {
        Origin { from, line: None, inferred: false }
    }
}

/// A value and where it came from.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact<T> {
    /// The value.
    pub value: T,
    /// Where it was found.
    pub origin: Origin,
}

impl<T> Fact<T> {
    /// A value found at an origin.
    pub fn new(value: T, origin: Origin) -> Fact<T> {
        Fact { value, origin }
    }
}

/// How much of the anatomy a document promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Profile {
    /// A quick account within 72 hours.
    Debrief,
    /// The full correction of error.
    Coe,
    /// The "how we got here" narrative.
    Howie,
}

/// How far a document has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Being written.
    Draft,
    /// Being reviewed.
    InReview,
    /// Published.
    Published,
    /// Published, and its two-week checkpoint held.
    CheckpointDone,
    /// Nothing is open any more.
    Closed,
    /// Another COE took its place.
    Superseded,
}

impl Status {
    /// The word used in data: `in-review`.
    pub fn word(self) -> &'static str {
        match self {
            Status::Draft => "draft",
            Status::InReview => "in-review",
            Status::Published => "published",
            Status::CheckpointDone => "checkpoint-done",
            Status::Closed => "closed",
            Status::Superseded => "superseded",
        }
    }
}

/// Severity: the words of the document, and the rung of the ladder they mean.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Severity {
    /// 1 is the worst; nothing when the label is on no ladder.
    pub level: Option<u8>,
    /// As written, shortened to its first words: `SEV2`, `High`, `重大`.
    pub label: String,
}

/// The moments that structure an incident.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Times {
    /// Where the story really starts: the deploy, not the complaint.
    pub origin: Option<Fact<Moment>>,
    /// When somebody was first affected.
    pub impact_start: Option<Fact<Moment>>,
    /// When it was noticed.
    pub detected: Option<Fact<Moment>>,
    /// When the reason was understood.
    pub diagnosed: Option<Fact<Moment>>,
    /// When the effect began to shrink.
    pub mitigated: Option<Fact<Moment>>,
    /// When all was well again.
    pub recovered: Option<Fact<Moment>>,
}

impl Times {
    /// Name, value pairs in story order, absent ones left out.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Fact<Moment>)> {
        [
            ("origin", &self.origin),
            ("impact_start", &self.impact_start),
            ("detected", &self.detected),
            ("diagnosed", &self.diagnosed),
            ("mitigated", &self.mitigated),
            ("recovered", &self.recovered),
        ]
        .into_iter()
        .filter_map(|(name, fact)| Some((name, fact.as_ref()?)))
    }

    /// The place of a time by its name, with `_` or `-`.
    pub fn slot(&mut self, name: &str) -> Option<&mut Option<Fact<Moment>>> {
        Some(match name.replace('-', "_").as_str() {
            "origin" => &mut self.origin,
            "impact_start" => &mut self.impact_start,
            "detected" => &mut self.detected,
            "diagnosed" => &mut self.diagnosed,
            "mitigated" => &mut self.mitigated,
            "recovered" | "impact_end" => &mut self.recovered,
            _ => return None,
        })
    }
}

/// What a timeline entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Marker {
    /// Where the story starts.
    Origin,
    /// Somebody is affected.
    ImpactStart,
    /// Noticed.
    Detected,
    /// Understood.
    Diagnosed,
    /// The effect shrinks.
    Mitigated,
    /// All is well.
    Recovered,
    /// Nobody is affected any more.
    ImpactEnd,
    /// Worth a second look.
    Key,
    /// An explanation being tried.
    Hypothesis,
    /// An explanation that was dropped.
    RuledOut,
    /// A true signal about something else.
    RedHerring,
    /// A choice somebody made.
    Decision,
}

impl Marker {
    /// Every marker with the word that stands in brackets.
    pub const WORDS: [(&'static str, Marker); 12] = [
        ("origin", Marker::Origin),
        ("impact-start", Marker::ImpactStart),
        ("detected", Marker::Detected),
        ("diagnosed", Marker::Diagnosed),
        ("mitigated", Marker::Mitigated),
        ("recovered", Marker::Recovered),
        ("impact-end", Marker::ImpactEnd),
        ("key", Marker::Key),
        ("hypothesis", Marker::Hypothesis),
        ("ruled-out", Marker::RuledOut),
        ("red-herring", Marker::RedHerring),
        ("decision", Marker::Decision),
    ];

    /// The word that stands in brackets.
    pub fn word(self) -> &'static str {
        Marker::WORDS.iter().find(|(_, marker)| *marker == self).map_or("key", |(word, _)| word)
    }
}

/// One moment of the story.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineEntry {
    /// When.
    pub at: Moment,
    /// Until when, for a range.
    pub end: Option<Moment>,
    /// Whether the document says "about".
    pub approximate: bool,
    /// The type, if stated or concluded.
    pub marker: Option<Marker>,
    /// Whether the type is a conclusion.
    pub marker_inferred: bool,
    /// Plain words of the entry, one line.
    pub text: String,
    /// Address within the page.
    pub anchor: String,
    /// Line of the file, from 1.
    pub line: u32,
    /// Where the Markdown of the entry stands, in bytes of the file.
    pub source: EntrySource,
}

/// Where the words of an entry stand in the file, so that they can be rendered with their links and code.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct EntrySource {
    /// Emphasis that opened before the first range: `**`, `*`, or empty.
    pub opening: &'static str,
    /// Byte ranges of the file, in order.
    pub ranges: Vec<Range<usize>>,
}

/// The timeline of a COE.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Timeline {
    /// In the order of the document.
    pub entries: Vec<TimelineEntry>,
}

/// A part of the document under one heading or label.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// What the part is for, if its title says so.
    pub role: Option<Role>,
    /// The role of the closest section around it that has one, or its own.
    pub within: Option<Role>,
    /// Plain title.
    pub title: String,
    /// Address within the page.
    pub anchor: String,
    /// Depth: 1 to 6 for headings, 7 for a label that acts as a heading.
    pub level: u8,
    /// Line of the file, from 1.
    pub line: u32,
    /// Bytes of the heading and all below it, subsections included.
    pub range: Range<usize>,
    /// How the section is written.
    pub form: SectionForm,
}

/// How a section shows itself in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionForm {
    /// An ATX or setext heading.
    Heading,
    /// A bold or plain label, a list item or a table row that acts as a heading.
    Label,
}

/// How far an action has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActionStatus {
    /// To do, or in progress.
    Open,
    /// Done.
    Done,
    /// Done, and seen to work.
    Verified,
    /// Put off, with a reason.
    Deferred,
    /// Not to be done, with a reason.
    Declined,
}

impl ActionStatus {
    /// The word used in data: `verified`.
    pub fn word(self) -> &'static str {
        match self {
            ActionStatus::Open => "open",
            ActionStatus::Done => "done",
            ActionStatus::Verified => "verified",
            ActionStatus::Deferred => "deferred",
            ActionStatus::Declined => "declined",
        }
    }
}

/// How soon an action is meant to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Horizon {
    /// Before the COE can close.
    Short,
    /// Weeks.
    Medium,
    /// Needs funding.
    Long,
}

impl Horizon {
    /// The word used in data: `short`.
    pub fn word(self) -> &'static str {
        match self {
            Horizon::Short => "short",
            Horizon::Medium => "medium",
            Horizon::Long => "long",
        }
    }
}

/// Something promised.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    /// Name within the COE.
    pub id: String,
    /// What will change, in plain words.
    pub title: String,
    /// Role or team.
    pub owner: Option<String>,
    /// When.
    pub due: Option<Day>,
    /// How soon.
    pub horizon: Option<Horizon>,
    /// How far; nothing when the document does not say.
    pub status: Option<ActionStatus>,
    /// The day it was done, where the document says so.
    pub done_on: Option<Day>,
    /// Why it was deferred or declined.
    pub reason: Option<String>,
    /// Key or address in a tracker.
    pub ticket: Option<String>,
    /// Kind of work: `code`, `runbook`, `prevent`.
    pub kind: Option<String>,
    /// Priority as written.
    pub priority: Option<String>,
    /// Who pays for it.
    pub sponsor: Option<String>,
    /// What shows that it works.
    pub evidence: Option<String>,
    /// Factor tags or ids it acts on.
    pub addresses: Vec<String>,
    /// The question it turns from no to yes: `detect` or `fix`.
    pub to_yes: Option<String>,
    /// Address within the page.
    pub anchor: String,
    /// Where it was found.
    pub origin: Origin,
    /// Where its Markdown stands in the body, if it does.
    pub source: Option<Range<usize>>,
}

/// A reason why.
#[derive(Clone, Debug, PartialEq)]
pub struct Factor {
    /// Name within the COE.
    pub id: String,
    /// Plain words.
    pub text: String,
    /// technical, process, documentation, organisational, other.
    pub area: Option<String>,
    /// Cause tags.
    pub tags: Vec<String>,
    /// Whether the author calls it the primary one.
    pub primary: bool,
    /// Address within the page.
    pub anchor: String,
    /// Line of the file, from 1.
    pub line: u32,
}

/// One item of a list-like section: a takeaway, a surprise, a piece of luck.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The role of its section.
    pub role: Role,
    /// Plain words.
    pub text: String,
    /// Address within the page.
    pub anchor: String,
    /// Line of the file, from 1.
    pub line: u32,
    /// Where its Markdown stands.
    pub source: Range<usize>,
}

/// How two COEs stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RelationKind {
    /// The same thing happened again.
    RecurrenceOf,
    /// Another story with the same cause.
    SameCause,
    /// An action of the other one brought this about.
    CausedByActionOf,
    /// The same incident, told twice.
    Duplicate,
    /// A part of the other one.
    PartOf,
    /// Takes the other one's place.
    Supersedes,
    /// Worth reading too.
    SeeAlso,
}

impl RelationKind {
    /// Every kind with the key an author writes.
    pub const WORDS: [(&'static str, RelationKind); 7] = [
        ("recurrence-of", RelationKind::RecurrenceOf),
        ("same-cause", RelationKind::SameCause),
        ("caused-by-action-of", RelationKind::CausedByActionOf),
        ("duplicate", RelationKind::Duplicate),
        ("part-of", RelationKind::PartOf),
        ("supersedes", RelationKind::Supersedes),
        ("see-also", RelationKind::SeeAlso),
    ];

    /// The key an author writes.
    pub fn word(self) -> &'static str {
        RelationKind::WORDS.iter().find(|(_, kind)| *kind == self).map_or("see-also", |(word, _)| word)
    }
}

/// A relation as the author states it, before its target is looked up.
#[derive(Clone, Debug, PartialEq)]
pub struct StatedRelation {
    /// The kind.
    pub kind: RelationKind,
    /// The other end, as written.
    pub target: String,
    /// Words beside it.
    pub text: String,
    /// Bytes of the target in the file.
    pub span: Range<usize>,
    /// Line of the file, from 1.
    pub line: u32,
}

/// A rule the front matter lets pass in the whole document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedAllow {
    /// Name of the rule, as written.
    pub rule: String,
    /// Why; may be empty.
    pub reason: String,
    /// Bytes of the name in the file.
    pub span: Range<usize>,
}

/// A statement that nothing like it happened before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaidFirst {
    /// The words, in one line; may be empty for `none:`.
    pub words: String,
    /// Bytes of the words in the file.
    pub span: Range<usize>,
    /// Line of the file, from 1.
    pub line: u32,
}

/// A reference in the body to something else, before it is looked up.
#[derive(Clone, Debug, PartialEq)]
pub struct Citation {
    /// How it is written.
    pub form: CitationForm,
    /// The target as written, without anchor: a path, an id, an address.
    pub target: String,
    /// The part after `#`, if any.
    pub fragment: Option<String>,
    /// The sentence it stands in, plain.
    pub sentence: String,
    /// Title of the section it stands in, if any.
    pub section: Option<String>,
    /// Bytes of the reference in the file.
    pub span: Range<usize>,
    /// Line of the file, from 1.
    pub line: u32,
}

/// How a reference is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CitationForm {
    /// `[[id]]`
    Wiki,
    /// `[text](path)`, relative or absolute.
    Link,
    /// `![alt](path)`
    Image,
    /// `PM2021-006` in the text.
    BareId,
    /// A file that a chart is drawn from; it starts at the fence of the chart.
    Data,
}

/// A "label: value" of the body.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// The label as written.
    pub name: String,
    /// The value, plain.
    pub value: String,
    /// Line of the file, from 1.
    pub line: u32,
    /// Bytes of the value in the file.
    pub span: Range<usize>,
}

/// Who was hit and how, as the front matter says.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Impact {
    /// Number of customers.
    pub customers: Option<u64>,
    /// What they lived through.
    pub experience: Option<String>,
    /// What employees lived through.
    pub employees: Option<String>,
}

/// The review of the document, as the front matter says.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Review {
    /// Day of the debrief.
    pub debrief_on: Option<Day>,
    /// How many came.
    pub attendees: Option<u64>,
    /// How many were asked.
    pub invited: Option<u64>,
    /// Teams or roles that investigated.
    pub investigators: Vec<String>,
    /// Hours of work.
    pub effort_hours: Option<f64>,
    /// Why the review was held.
    pub purpose: Option<String>,
    /// Day of the checkpoint.
    pub checkpoint_on: Option<Day>,
}

/// A role that took part; never a name outside this opt-in block.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Person {
    /// The role.
    pub role: Option<String>,
    /// The team.
    pub team: Option<String>,
    /// How long in the role.
    pub tenure: Option<String>,
    /// Time zone.
    pub zone: Option<String>,
    /// Whether on call.
    pub on_call: Option<bool>,
}

/// First and last change and their number, from the history of the repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileHistory {
    /// Day of the first commit, in the author's zone.
    pub first: Day,
    /// Day of the last commit, in the author's zone.
    pub last: Day,
    /// Commits that touched the file.
    pub revisions: u32,
}

/// One COE.
#[derive(Clone, Debug, PartialEq)]
pub struct Coe {
    /// Stable name.
    pub id: CoeId,
    /// Whether the author chose the id, so that it must not change.
    pub id_stated: bool,
    /// Older names that still lead here.
    pub aliases: Vec<String>,
    /// Path relative to the source, with `/`.
    pub path: String,
    /// Title.
    pub title: Fact<String>,
    /// Day of the incident.
    pub date: Option<Fact<Day>>,
    /// Profile.
    pub profile: Fact<Profile>,
    /// Status.
    pub status: Fact<Status>,
    /// Severity, if stated.
    pub severity: Option<Fact<Severity>>,
    /// What made somebody write it.
    pub trigger: Option<Fact<String>>,
    /// Team that owns the COE.
    pub team: Option<Fact<String>>,
    /// Services.
    pub services: Vec<String>,
    /// Technologies.
    pub technologies: Vec<String>,
    /// Teams that were hit.
    pub impacted_teams: Vec<String>,
    /// Cause tags.
    pub causes: Vec<String>,
    /// Free tags.
    pub tags: Vec<String>,
    /// Zone of times that state none.
    pub zone: Option<Fact<Zone>>,
    /// The moments that structure it.
    pub times: Times,
    /// Length of the impact in minutes.
    pub duration_minutes: Option<Fact<f64>>,
    /// alarm, customer, employee, other.
    pub detected_by: Option<Fact<String>>,
    /// Impact.
    pub impact: Impact,
    /// Timeline.
    pub timeline: Timeline,
    /// Sections in document order.
    pub sections: Vec<Section>,
    /// Actions.
    pub actions: Vec<Action>,
    /// Factors.
    pub factors: Vec<Factor>,
    /// Items of list-like sections.
    pub items: Vec<Item>,
    /// The first paragraph that tells the story, plain; empty when there is none.
    pub abstract_text: String,
    /// Labels of the body.
    pub labels: Vec<Label>,
    /// Relations as stated.
    pub relations: Vec<StatedRelation>,
    /// A statement that there is no earlier one: its words.
    pub no_relations: Option<String>,
    /// Where it says that nothing like it happened before, in front matter or in its part on related incidents.
    pub said_first: Option<SaidFirst>,
    /// References of the body.
    pub citations: Vec<Citation>,
    /// Free-form ideas.
    pub ideas: Vec<String>,
    /// Lessons it supports.
    pub lessons: Vec<String>,
    /// Review.
    pub review: Review,
    /// `everyone` or a narrower audience.
    pub audience: String,
    /// Why the audience is narrower.
    pub audience_reason: Option<String>,
    /// Opt-in role cards.
    pub people: Vec<Person>,
    /// Rules of `check` it lets pass, with the reason.
    pub allowed: Vec<StatedAllow>,
    /// Language of the document, a BCP 47 tag.
    pub language: &'static str,
    /// Words of the body (characters ÷ 2 for scripts without spaces).
    pub words: usize,
    /// What git knows.
    pub history: Option<FileHistory>,
    /// Bytes of the file before the body starts.
    pub body_start: usize,
    /// The whole file.
    pub text: std::sync::Arc<str>,
    /// What its words are about.
    pub wording: std::sync::Arc<super::Wording>,
}
