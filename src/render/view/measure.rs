//! Figures that count: a sentence, what it rests on, what it must not be used for, and rows that are figure and table in one.

use serde::Serialize;

use super::{Counted, Html, Link, Shell};

/// A figure of an analysis page or of the board.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Measure {
    /// Address within the page.
    pub(crate) anchor: &'static str,
    pub(crate) title: String,
    /// What it shows, in a sentence.
    pub(crate) says: String,
    /// How many it rests on, and of how many nothing is known.
    pub(crate) basis: String,
    /// What it must not be used for; may be empty.
    pub(crate) caution: String,
    /// A drawing above the table; may be empty.
    pub(crate) svg: Html,
    /// What the kinds of marks and bars mean, in order.
    pub(crate) keys: Vec<MeasureKey>,
    /// The numbers; nothing where there are none.
    pub(crate) table: Option<MeasureTable>,
    /// Things in the words of reports, in groups.
    pub(crate) groups: Vec<MeasureGroup>,
}

/// What a kind of mark means.
#[derive(Debug, Serialize)]
pub(crate) struct MeasureKey {
    /// `yes`, `no`, `unknown`, or the standing of actions: `overdue`.
    pub(crate) kind: &'static str,
    /// The shape: `mark` or `bar`.
    pub(crate) shape: &'static str,
    pub(crate) words: String,
}

/// Rows of numbers, each with its marks or its bar.
#[derive(Debug, Serialize)]
pub(crate) struct MeasureTable {
    /// What it is, for those who do not see the figure.
    pub(crate) caption: String,
    /// Whether it is the twin of a drawing and folds away on a screen.
    pub(crate) folded: bool,
    /// Whether any row has marks or a bar.
    pub(crate) drawn: bool,
    /// Name of the first column, then of the column of marks where there is one, then of the numbers.
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<MeasureRow>,
}

/// One row.
#[derive(Debug, Default, Serialize)]
pub(crate) struct MeasureRow {
    pub(crate) head: Link,
    pub(crate) marks: Vec<Mark>,
    /// A bar in place of the marks; may be empty.
    pub(crate) bar: Html,
    pub(crate) cells: Vec<String>,
}

/// One COE in a row.
#[derive(Debug, Serialize)]
pub(crate) struct Mark {
    pub(crate) kind: &'static str,
    pub(crate) href: String,
    pub(crate) words: String,
}

/// Words of reports that have something in common.
#[derive(Debug, Serialize)]
pub(crate) struct MeasureGroup {
    pub(crate) title: String,
    pub(crate) count: String,
    /// The words, each with the address of their place.
    pub(crate) quotes: Vec<Said>,
    /// What of it is not shown; may be empty.
    pub(crate) more: String,
}

/// Words of a report.
#[derive(Debug, Serialize)]
pub(crate) struct Said {
    pub(crate) words: String,
    pub(crate) lang: &'static str,
    /// Address of the words.
    pub(crate) href: String,
    pub(crate) coe: Link,
}

/// The page of all figures.
#[derive(Debug, Serialize)]
pub(crate) struct AnalysisPage {
    pub(crate) shell: Shell,
    pub(crate) heading: String,
    pub(crate) intro: String,
    /// What is known of how many.
    pub(crate) contents: Vec<Counted>,
    pub(crate) measures: Vec<Measure>,
    /// What cannot be shown because no report says it.
    pub(crate) missing: Vec<Counted>,
    /// The numbers for machines.
    pub(crate) data: Vec<Link>,
}
