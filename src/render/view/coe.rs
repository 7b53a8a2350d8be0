//! What the template of a COE sees.

use serde::Serialize;

use super::{ActionRow, Alike, CompareWith, Dated, Html, Link, SeenBefore, SeverityMark, Shell, Why};

/// The page of a COE.
#[derive(Debug, Serialize)]
pub(crate) struct CoePage {
    pub(crate) shell: Shell,
    pub(crate) masthead: Masthead,
    pub(crate) arc: Option<Arc>,
    pub(crate) questions: Vec<Question>,
    pub(crate) seen_before: Option<SeenBefore>,
    pub(crate) takeaways: Option<Takeaways>,
    /// Links to the parts of the page.
    pub(crate) rail: Vec<RailItem>,
    /// The document, in its order.
    pub(crate) body: Vec<Part>,
    pub(crate) footnotes: Html,
    pub(crate) around: Around,
    pub(crate) colophon: Colophon,
}

/// What stands above the text.
#[derive(Debug, Serialize)]
pub(crate) struct Masthead {
    /// Services, else the team.
    pub(crate) subjects: Vec<Link>,
    /// What kind of document this is.
    pub(crate) kind: String,
    pub(crate) date: Option<Dated>,
    /// The title as it is displayed.
    pub(crate) headline: String,
    /// One to three sentences; may be empty.
    pub(crate) standfirst: String,
    pub(crate) severity: Option<SeverityMark>,
    /// The other facts, in order.
    pub(crate) facts: Vec<Fact>,
    /// Draft, in review, superseded, narrower audience.
    pub(crate) notices: Vec<Notice>,
}

/// One fact beside the title: words, strong words, words.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Fact {
    pub(crate) before: String,
    pub(crate) strong: String,
    /// Where the strong words lead; may be empty.
    pub(crate) href: String,
    pub(crate) after: String,
    /// Whether the fact is a conclusion.
    pub(crate) inferred: bool,
}

/// What a reader must know before reading.
#[derive(Debug, Serialize)]
pub(crate) struct Notice {
    pub(crate) strong: String,
    pub(crate) words: String,
    pub(crate) link: Option<Link>,
}

/// The incident as one line, to scale.
#[derive(Debug, Serialize)]
pub(crate) struct Arc {
    pub(crate) svg: Html,
    pub(crate) marks: Vec<ArcMark>,
    /// Whether one of the times is a conclusion.
    pub(crate) inferred: bool,
    /// Whether a stretch of the line is shortened: what, in words; may be empty.
    pub(crate) broken: String,
    /// The zone of the times, in words; may be empty.
    pub(crate) zone: String,
}

/// One moment of the arc.
#[derive(Debug, Serialize)]
pub(crate) struct ArcMark {
    pub(crate) label: &'static str,
    /// `origin`, `impact-start`, `detected`, `diagnosed`, `mitigated`, `recovered`.
    pub(crate) kind: &'static str,
    pub(crate) iso: String,
    pub(crate) day: String,
    pub(crate) time: String,
    pub(crate) inferred: bool,
    /// Time since the moment before; empty for the first.
    pub(crate) since: String,
    /// What that time was; may be empty.
    pub(crate) meaning: &'static str,
    /// How far from the moment before, 0 to 6.
    pub(crate) gap: u8,
}

/// A question every incident answers.
#[derive(Debug, Serialize)]
pub(crate) struct Question {
    pub(crate) question: &'static str,
    /// `Yes` or `No`.
    pub(crate) answer: &'static str,
    /// The time it took, in words.
    pub(crate) time: String,
    /// What turns a no into a yes: the actions that say so.
    pub(crate) actions: Vec<Link>,
    /// Whether the answer rests on a conclusion.
    pub(crate) inferred: bool,
}

/// The section of takeaways, moved above the text.
#[derive(Debug, Serialize)]
pub(crate) struct Takeaways {
    pub(crate) title: String,
    pub(crate) anchor: String,
    pub(crate) items: Vec<Takeaway>,
}

/// One takeaway.
#[derive(Debug, Serialize)]
pub(crate) struct Takeaway {
    pub(crate) anchor: String,
    pub(crate) html: Html,
}

/// A link to a part of the page.
#[derive(Debug, Serialize)]
pub(crate) struct RailItem {
    pub(crate) title: String,
    pub(crate) anchor: String,
}

/// A part of the document.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(crate) enum Part {
    /// Prose as it was written.
    Prose {
        /// The prose.
        html: Html,
    },
    /// A stretch of the timeline.
    Timeline(Timeline),
    /// The actions of the front matter.
    Actions {
        /// Its heading; empty when they stand in a section of the document.
        title: &'static str,
        /// The address of the heading.
        anchor: &'static str,
        /// The actions.
        rows: Vec<ActionRow>,
        /// Which columns hold anything.
        columns: ActionColumns,
    },
}

/// Which columns of a table of actions hold anything.
#[derive(Debug, Default, Serialize)]
pub(crate) struct ActionColumns {
    pub(crate) coe: bool,
    pub(crate) owner: bool,
    pub(crate) due: bool,
    pub(crate) ticket: bool,
}

/// A stretch of the timeline.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Timeline {
    /// The zone of its times, in words; empty where an earlier stretch said it.
    pub(crate) zone: String,
    /// Words of the authored table's header that its cells do not repeat; may be empty.
    pub(crate) heading: String,
    /// Whether it is long, and set tighter.
    pub(crate) dense: bool,
    pub(crate) items: Vec<TimelineItem>,
}

/// One item of the timeline.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(crate) enum TimelineItem {
    /// A moment.
    Entry(Box<Entry>),
    /// Time nobody accounts for.
    Gap {
        /// How much, in words.
        words: String,
    },
    /// Something the document says between two moments.
    Note {
        /// It.
        html: Html,
    },
}

/// One moment of the timeline.
#[derive(Debug, Serialize)]
pub(crate) struct Entry {
    pub(crate) anchor: String,
    pub(crate) iso: String,
    /// The day in words where it changes; else empty.
    pub(crate) day: String,
    pub(crate) time: String,
    /// The end of a range; may be empty.
    pub(crate) until: String,
    pub(crate) until_iso: String,
    pub(crate) approximate: bool,
    /// The zone where it is not that of the stretch; may be empty.
    pub(crate) zone: String,
    /// The marker's name in data; may be empty.
    pub(crate) marker: &'static str,
    /// The marker in words.
    pub(crate) marker_words: &'static str,
    pub(crate) inferred: bool,
    /// How far from the moment before, 0 to 6.
    pub(crate) gap: u8,
    pub(crate) html: Html,
}

/// Other documents this one has to do with.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Around {
    /// Whether there is anything.
    pub(crate) any: bool,
    pub(crate) relations: Vec<Relations>,
    pub(crate) no_relations: String,
    /// What is like it, the most alike first.
    pub(crate) alike: Vec<Alike>,
    /// The less alike, folded.
    pub(crate) more_alike: Vec<Alike>,
    /// The neighbourhood, drawn; may be empty.
    pub(crate) svg: Html,
    pub(crate) citations: Vec<Citing>,
    /// What it can be read beside.
    pub(crate) compare: Vec<CompareWith>,
    pub(crate) lessons: Vec<LessonLink>,
    pub(crate) paths: Vec<PathStep>,
    pub(crate) terms: Vec<TermGroup>,
    pub(crate) earlier: Option<Neighbour>,
    pub(crate) later: Option<Neighbour>,
}

/// The COE before or after this one.
#[derive(Debug, Serialize)]
pub(crate) struct Neighbour {
    pub(crate) link: Link,
    pub(crate) lang: &'static str,
    pub(crate) date: Option<Dated>,
}

/// COEs that stand in one relation to this one.
#[derive(Debug, Serialize)]
pub(crate) struct Relations {
    pub(crate) words: &'static str,
    pub(crate) members: Vec<Related>,
}

/// One end of a relation.
#[derive(Debug, Serialize)]
pub(crate) struct Related {
    /// Without address where it is not on the site.
    pub(crate) link: Link,
    pub(crate) lang: &'static str,
    pub(crate) date: Option<Dated>,
    pub(crate) text: String,
    /// What they have in common besides; may be empty.
    pub(crate) reasons: Vec<Why>,
}

/// Sentences of another COE that cite this one.
#[derive(Debug, Serialize)]
pub(crate) struct Citing {
    pub(crate) link: Link,
    pub(crate) lang: &'static str,
    pub(crate) date: Option<Dated>,
    pub(crate) quotes: Vec<Quote>,
    /// What they have in common besides; may be empty.
    pub(crate) reasons: Vec<Why>,
}

/// One sentence and the section it stands in.
#[derive(Debug, Serialize)]
pub(crate) struct Quote {
    pub(crate) sentence: String,
    pub(crate) section: String,
}

/// A lesson and its claim.
#[derive(Debug, Serialize)]
pub(crate) struct LessonLink {
    pub(crate) link: Link,
    pub(crate) claim: String,
}

/// The place of this COE in a reading path.
#[derive(Debug, Serialize)]
pub(crate) struct PathStep {
    pub(crate) link: Link,
    pub(crate) step: String,
}

/// Terms of one kind.
#[derive(Debug, Serialize)]
pub(crate) struct TermGroup {
    pub(crate) title: &'static str,
    pub(crate) terms: Vec<Link>,
}

/// Where the page comes from.
#[derive(Debug, Serialize)]
pub(crate) struct Colophon {
    /// Each fact and where it was found.
    pub(crate) sources: Vec<FactSource>,
    /// The revisions, in a sentence; may be empty.
    pub(crate) history: String,
    pub(crate) edit: String,
    pub(crate) markdown: String,
    pub(crate) permalink: String,
    /// Path of the document.
    pub(crate) path: String,
    /// Role cards, in words.
    pub(crate) people: Vec<String>,
    /// The review, in sentences; may be empty.
    pub(crate) review: String,
}

/// A fact and where it was found.
#[derive(Debug, Serialize)]
pub(crate) struct FactSource {
    pub(crate) name: &'static str,
    pub(crate) value: String,
    pub(crate) from: String,
    pub(crate) inferred: bool,
}
