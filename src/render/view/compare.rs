//! What the template of two COEs beside each other sees.

use serde::Serialize;

use super::{Dated, Html, Link, SeverityMark, Shell, Why};

/// Two COEs beside each other.
#[derive(Debug, Serialize)]
pub(crate) struct ComparePage {
    pub(crate) shell: Shell,
    /// The entrance, with all pairs; without address on that page itself.
    pub(crate) kicker: Link,
    /// Why these two: `One incident, told twice`.
    pub(crate) heading: String,
    /// The family both belong to.
    pub(crate) family: Option<Link>,
    /// One sentence about the two.
    pub(crate) standfirst: String,
    /// What they have in common.
    pub(crate) reasons: Vec<Why>,
    /// The two; on the entrance nothing where there is no pair.
    pub(crate) sides: Vec<CompareSide>,
    pub(crate) rows: Vec<CompareRow>,
    /// What neither says, in a sentence; may be empty.
    pub(crate) unsaid: String,
    /// Other pairs to choose from.
    pub(crate) groups: Vec<PairGroup>,
    /// How any other two are chosen; nothing where that takes more files than a site should have.
    pub(crate) any: Option<CompareAny>,
}

/// How a reader sets any two COEs beside each other.
#[derive(Debug, Serialize)]
pub(crate) struct CompareAny {
    /// Address of the list of all COEs as data.
    pub(crate) index: String,
    /// Address of the folder with the sides.
    pub(crate) sides: String,
}

/// One of the two.
#[derive(Debug, Serialize)]
pub(crate) struct CompareSide {
    /// What sentences call it: `the longer one`.
    pub(crate) name: String,
    pub(crate) link: Link,
    pub(crate) lang: &'static str,
    pub(crate) kind: String,
    pub(crate) date: Option<Dated>,
    pub(crate) severity: Option<SeverityMark>,
    pub(crate) reading: String,
    pub(crate) standfirst: String,
}

/// One thing that is compared.
#[derive(Debug, Serialize)]
pub(crate) struct CompareRow {
    pub(crate) title: String,
    pub(crate) anchor: &'static str,
    /// What differs, in a sentence; may be empty.
    pub(crate) said: String,
    /// Both on one scale; may be empty.
    pub(crate) svg: Html,
    /// What the drawing leaves out, and how the lines stand; may be empty.
    pub(crate) caption: String,
    /// One of each side.
    pub(crate) cells: Vec<CompareCell>,
}

/// One COE as a side of a comparison that the reader chooses: no template sees it, a script does.
#[derive(Debug, Serialize)]
pub(crate) struct CompareAlone {
    pub(crate) side: CompareSide,
    pub(crate) lines: Vec<CompareLine>,
}

/// What one COE says in one row.
#[derive(Debug, Serialize)]
pub(crate) struct CompareLine {
    pub(crate) anchor: &'static str,
    pub(crate) title: String,
    pub(crate) cell: CompareCell,
}

/// What one side says.
#[derive(Debug, Default, Serialize)]
pub(crate) struct CompareCell {
    /// The side's name, for readers who do not see columns.
    pub(crate) name: String,
    /// Whether the side says anything.
    pub(crate) stated: bool,
    /// In a few large words; may be empty.
    pub(crate) figure: String,
    /// In smaller words; may be empty.
    pub(crate) note: String,
    /// In the words of the document.
    pub(crate) items: Vec<CompareItem>,
    /// Where the rest stands; without words where nothing is left out.
    pub(crate) more: Option<Link>,
}

/// One thing a side says.
#[derive(Debug, Default, Serialize)]
pub(crate) struct CompareItem {
    /// A word before it, such as whom it is about; may be empty.
    pub(crate) before: String,
    pub(crate) text: String,
    /// Its place in the document; may be empty.
    pub(crate) href: String,
    /// Language of the text; empty for words of the interface.
    pub(crate) lang: &'static str,
    /// Whether the other side says it too.
    pub(crate) shared: bool,
}

/// Pairs of one kind.
#[derive(Debug, Serialize)]
pub(crate) struct PairGroup {
    pub(crate) title: String,
    pub(crate) pairs: Vec<PairLink>,
    /// How many more there are, in words; may be empty.
    pub(crate) more: String,
}

/// A pair to choose.
#[derive(Debug, Serialize)]
pub(crate) struct PairLink {
    pub(crate) href: String,
    pub(crate) first: Named,
    pub(crate) second: Named,
    /// The family, or how far apart they are; may be empty.
    pub(crate) words: String,
}

/// A title and its language.
#[derive(Debug, Serialize)]
pub(crate) struct Named {
    pub(crate) title: String,
    pub(crate) lang: &'static str,
}

/// A COE to compare this one with.
#[derive(Debug, Serialize)]
pub(crate) struct CompareWith {
    pub(crate) link: Link,
    pub(crate) lang: &'static str,
    /// Why, in words.
    pub(crate) words: String,
}
