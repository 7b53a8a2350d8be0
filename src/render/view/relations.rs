//! What templates see of how incidents hang together: families, promises, likeness.

use serde::Serialize;

use super::{ActionColumns, ActionRow, Html, Link, Neighbour, SeverityMark, Shell};

/// What stands above the text of a COE whose like happened before or after, or which was promised to be prevented.
#[derive(Debug, Serialize)]
pub(crate) struct SeenBefore {
    /// `Third time in 14 months`.
    pub(crate) heading: String,
    /// What happened again; nothing where only promises are told.
    pub(crate) family: Option<Link>,
    /// Whether no author says that it happened again.
    pub(crate) inferred: bool,
    /// The one before and the one after, in sentences.
    pub(crate) told: Vec<Told>,
    /// The family over the years; may be empty.
    pub(crate) strip: Html,
    pub(crate) promises: Option<Promises>,
}

/// A sentence about another COE: words, its title, words.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Told {
    pub(crate) before: String,
    pub(crate) coe: Option<Neighbour>,
    pub(crate) after: String,
}

impl Told {
    /// A sentence with the place `{coe}`: what stands before it, the COE, what stands after it.
    pub(crate) fn about(sentence: &str, coe: Neighbour) -> Told {
        let (before, after) = sentence.split_once("{coe}").unwrap_or((sentence, ""));
        Told { before: before.trim_end().to_owned(), coe: Some(coe), after: after.to_owned() }
    }
}

/// What earlier COEs promised, as it stood when this one began.
#[derive(Debug, Serialize)]
pub(crate) struct Promises {
    /// What was open then.
    pub(crate) told: Told,
    /// What was done, put off or not said, in sentences; may be empty.
    pub(crate) rest: String,
    /// Whether there are so many that they fold.
    pub(crate) folded: bool,
    /// How many, in words.
    pub(crate) count: String,
    /// Those that bear most on what happened.
    pub(crate) items: Vec<Promise>,
    /// How many more there are, in words; may be empty.
    pub(crate) left_out: String,
}

/// One action of an earlier COE.
#[derive(Debug, Serialize)]
pub(crate) struct Promise {
    /// The action, on the page of its COE.
    pub(crate) link: Link,
    pub(crate) lang: &'static str,
    pub(crate) owner: Option<Link>,
    /// Its COE, where the promises are those of several.
    pub(crate) coe: Option<Neighbour>,
    /// How it stood then, in words.
    pub(crate) standing: String,
    /// `overdue`, `open`, `done`, `set-aside`, `unknown`.
    pub(crate) standing_kind: &'static str,
}

/// Why two COEs are related.
#[derive(Debug, Serialize)]
pub(crate) struct Why {
    /// The words, those that stand in both documents marked.
    pub(crate) html: Html,
}

/// How strongly two COEs are related.
#[derive(Debug, Serialize)]
pub(crate) struct Strength {
    /// 1 to 4.
    pub(crate) level: u8,
    /// The same in words.
    pub(crate) words: String,
}

/// A COE that is like this one.
#[derive(Debug, Serialize)]
pub(crate) struct Alike {
    pub(crate) coe: Neighbour,
    pub(crate) strength: Strength,
    /// The strongest first.
    pub(crate) reasons: Vec<Why>,
}

/// A family in a list.
#[derive(Debug, Serialize)]
pub(crate) struct FamilyCard {
    pub(crate) link: Link,
    pub(crate) strip: Html,
    /// How often and in what time.
    pub(crate) words: String,
    /// How far apart; may be empty.
    pub(crate) intervals: String,
}

/// All families.
#[derive(Debug, Serialize)]
pub(crate) struct FamiliesPage {
    pub(crate) shell: Shell,
    pub(crate) heading: String,
    pub(crate) intro: String,
    pub(crate) families: Vec<FamilyCard>,
}

/// One family.
#[derive(Debug, Serialize)]
pub(crate) struct FamilyPage {
    pub(crate) shell: Shell,
    /// The page of all of them.
    pub(crate) kicker: Link,
    pub(crate) heading: String,
    pub(crate) standfirst: String,
    /// The members on a line, to scale; may be empty.
    pub(crate) svg: Html,
    pub(crate) reasons: Vec<Why>,
    /// In order of time.
    pub(crate) members: Vec<Member>,
    /// Whether no author says that it happened again.
    pub(crate) inferred: bool,
    /// Actions that are open today.
    pub(crate) open: Vec<ActionRow>,
    pub(crate) open_columns: ActionColumns,
    /// What is known of them, in sentences.
    pub(crate) open_words: String,
}

/// One COE of a family.
#[derive(Debug, Serialize)]
pub(crate) struct Member {
    /// How long after the one before; empty for the first.
    pub(crate) since: String,
    /// This one beside the one before; empty where there is no such page.
    pub(crate) compare: String,
    /// How what was promised before stood by then; empty for the first.
    pub(crate) held: String,
    pub(crate) coe: Neighbour,
    pub(crate) standfirst: String,
    pub(crate) severity: Option<SeverityMark>,
    /// Length of the impact; may be empty.
    pub(crate) duration: String,
    /// How it ended, in the words of its timeline; may be empty.
    pub(crate) ended: String,
    /// Whether it is inferred that it ended so.
    pub(crate) ended_inferred: bool,
    /// What was promised; may be empty.
    pub(crate) actions: Vec<ActionRow>,
    pub(crate) columns: ActionColumns,
    /// How many, in words, where there are so many that they fold; else empty.
    pub(crate) folded: String,
}

/// Causes against years, or causes beside another: dots in a table.
#[derive(Debug, Serialize)]
pub(crate) struct Matrix {
    /// What the table shows.
    pub(crate) caption: String,
    /// What the rows are.
    pub(crate) corner: String,
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<MatrixRow>,
}

/// One row of a matrix.
#[derive(Debug, Serialize)]
pub(crate) struct MatrixRow {
    pub(crate) link: Link,
    pub(crate) cells: Vec<MatrixCell>,
    /// How many in all.
    pub(crate) count: String,
}

/// One cell of a matrix.
#[derive(Debug, Default, Serialize)]
pub(crate) struct MatrixCell {
    /// How many, where they are too many to show as dots; may be empty.
    pub(crate) count: String,
    /// A dot a COE.
    pub(crate) dots: Vec<MatrixDot>,
}

/// A COE as a dot of a table.
#[derive(Debug, Serialize)]
pub(crate) struct MatrixDot {
    pub(crate) href: String,
    pub(crate) words: String,
}
