//! What the template of a COE sees.

use serde::Serialize;

use super::{ActionRow, Alike, CompareWith, Dated, Html, Link, SeenBefore, SeverityMark, Shell, Why};

/// The page of a COE.
#[derive(Debug, Serialize)]
pub(crate) struct CoePage {
    pub(crate) shell: Shell,
    /// The profile the author chose; may be empty.
    pub(crate) profile: &'static str,
    pub(crate) masthead: Masthead,
    pub(crate) arc: Option<Arc>,
    pub(crate) questions: Vec<Question>,
    pub(crate) seen_before: Option<SeenBefore>,
    pub(crate) takeaways: Option<Takeaways>,
    /// Links to the parts of the page.
    pub(crate) rail: Vec<RailItem>,
    /// The timeline in small, for the rail; may be empty.
    pub(crate) miniature: Html,
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
    /// Whether it is one of the few that a preview of the page has room for.
    pub(crate) brief: bool,
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
    pub(crate) label: String,
    /// `origin`, `impact-start`, `detected`, `diagnosed`, `mitigated`, `recovered`.
    pub(crate) kind: &'static str,
    pub(crate) iso: String,
    pub(crate) day: String,
    pub(crate) time: String,
    pub(crate) inferred: bool,
    /// Time since the moment before; empty for the first.
    pub(crate) since: String,
    /// What that time was; may be empty.
    pub(crate) meaning: String,
    /// How far from the moment before, 0 to 6.
    pub(crate) gap: u8,
}

/// A question every incident answers.
#[derive(Debug, Serialize)]
pub(crate) struct Question {
    pub(crate) question: String,
    /// `Yes` or `No`.
    pub(crate) answer: &'static str,
    /// The same in the language of the interface.
    pub(crate) answer_words: String,
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
    /// Lessons, for the margin.
    pub(crate) notes: Vec<Html>,
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
        title: String,
        /// The address of the heading.
        anchor: &'static str,
        /// The actions, by how soon they are meant to be done.
        groups: Vec<HorizonGroup>,
        /// Which columns hold anything.
        columns: ActionColumns,
    },
    /// Ideas that nobody promised.
    Ideas {
        /// The level of their heading.
        level: u8,
        /// They, as plain words.
        ideas: Vec<String>,
    },
    /// Whys and their answers.
    Whys {
        /// They, in order.
        whys: Vec<AskedWhy>,
    },
    /// Questions about the event.
    Questions {
        /// They, with their answers.
        cards: Vec<Card>,
    },
    /// Who took part.
    People {
        /// Its heading; empty when they stand in a section of the document.
        title: String,
        /// The address of the heading.
        anchor: &'static str,
        /// Their roles.
        people: Vec<RoleCard>,
    },
}

/// Actions that are meant to be done at about the same time.
#[derive(Debug, Serialize)]
pub(crate) struct HorizonGroup {
    /// `Short term`; empty where the document states no horizons.
    pub(crate) title: String,
    /// What that means; may be empty.
    pub(crate) words: String,
    pub(crate) rows: Vec<ActionRow>,
}

/// A why and its answer: a link of a chain.
#[derive(Debug, Serialize)]
pub(crate) struct AskedWhy {
    /// Its address; may be empty.
    pub(crate) anchor: String,
    /// Other addresses that lead here.
    pub(crate) anchors: Vec<String>,
    /// Its number as written; may be empty.
    pub(crate) number: String,
    /// How deep in branches it stands, from 0 to 3.
    pub(crate) depth: u8,
    /// Whether the question is a heading of its own.
    pub(crate) is_heading: bool,
    /// Empty for what the first question asks about.
    pub(crate) question: Html,
    /// May be empty.
    pub(crate) answer: Html,
    /// Whether its answer is where the chain ends.
    pub(crate) is_last: bool,
    /// Notes for the margin.
    pub(crate) notes: Vec<Html>,
}

/// A question about the event, with the author's answer.
#[derive(Debug, Serialize)]
pub(crate) struct Card {
    /// Its address; may be empty.
    pub(crate) anchor: String,
    /// Other addresses that lead here.
    pub(crate) anchors: Vec<String>,
    pub(crate) question: Html,
    pub(crate) answer: Html,
    /// What the facts of the document answer.
    pub(crate) derived: Option<Derived>,
    /// Notes for the margin.
    pub(crate) notes: Vec<Html>,
}

/// An answer that was worked out.
#[derive(Debug, Serialize)]
pub(crate) struct Derived {
    pub(crate) words: String,
    /// Whether it is another than the author's.
    pub(crate) disagrees: bool,
}

/// A role that took part.
#[derive(Debug, Serialize)]
pub(crate) struct RoleCard {
    pub(crate) role: String,
    pub(crate) team: Option<Link>,
    /// Tenure, zone, on call, in words; may be empty.
    pub(crate) detail: String,
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
    /// The zone as a word or two, where each time of the document is a point in time: then a reader may see them in
    /// another zone. Else empty.
    pub(crate) zones: String,
    /// Words of the authored table's header that its cells do not repeat; may be empty.
    pub(crate) heading: String,
    /// Whether it is long, and set tighter.
    pub(crate) dense: bool,
    /// How many side branches run beside each other at most.
    pub(crate) lanes: u8,
    pub(crate) items: Vec<TimelineItem>,
}

/// One item of the timeline, and the side branches beside it.
#[derive(Debug, Serialize)]
pub(crate) struct TimelineItem {
    pub(crate) lanes: Vec<Lane>,
    #[serde(flatten)]
    pub(crate) told: ItemKind,
}

/// What an item of the timeline tells.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(crate) enum ItemKind {
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
    /// Ordinary moments of a long timeline.
    Fold {
        /// How many, and from when to when.
        words: String,
        /// They.
        items: Vec<TimelineItem>,
    },
}

/// A side branch beside one item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Lane {
    /// Counted from the line, from 1.
    pub(crate) number: u8,
    pub(crate) part: LanePart,
}

/// Which part of a side branch stands beside an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum LanePart {
    /// It leaves the line.
    Starts,
    /// It leaves the line and ends at once.
    Spur,
    /// It passes by.
    Passes,
    /// It ends beside the line.
    Ends,
    /// It comes back to the line.
    Rejoins,
    /// It is lost.
    Fades,
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
    pub(crate) marker_words: String,
    pub(crate) inferred: bool,
    /// How far from the moment before, 0 to 6.
    pub(crate) gap: u8,
    /// The side branch its mark stands on; 0 is the line.
    pub(crate) lane: u8,
    /// What became of a hypothesis, in words; may be empty.
    pub(crate) fate: String,
    /// How long the hypothesis lasted that this entry ends; may be empty.
    pub(crate) after: String,
    /// The anchor of that hypothesis.
    pub(crate) of: String,
    /// Pictures this entry links to.
    pub(crate) evidence: Vec<Evidence>,
    pub(crate) html: Html,
    /// Its place in the document.
    #[serde(skip)]
    pub(crate) index: usize,
    /// Its place in time, on the scale of the document.
    #[serde(skip)]
    pub(crate) at: Option<i64>,
}

/// A picture that a moment links to.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Evidence {
    pub(crate) href: String,
    /// The words of the link.
    pub(crate) words: String,
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
    /// Where it is set beside any other; may be empty.
    pub(crate) compare_any: String,
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
    pub(crate) words: String,
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
    /// The COE to read next; none after the last.
    pub(crate) next: Option<Neighbour>,
}

/// Terms of one kind.
#[derive(Debug, Serialize)]
pub(crate) struct TermGroup {
    pub(crate) title: String,
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
    /// The review, in sentences; may be empty.
    pub(crate) review: String,
    /// How often it is read, in a sentence; may be empty.
    pub(crate) readers: String,
}

/// A fact and where it was found.
#[derive(Debug, Serialize)]
pub(crate) struct FactSource {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) from: String,
    pub(crate) inferred: bool,
}
