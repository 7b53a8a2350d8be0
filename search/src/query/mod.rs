//! The query language: what somebody typed, and what is meant by it. Nothing is refused: what makes no sense is taken
//! for words, and said.
//!
//! | written | meant |
//! | --- | --- |
//! | `pool timeout` | both words, each in any of its forms |
//! | `"pool timed out"` | exactly these words in this order |
//! | `-canary`, `-"dry run"` | without |
//! | `pool OR cache` | one of the two |
//! | `(pool OR cache) timeout` | grouping |
//! | `service:checkout,cart` | a facet, one of the values; also `cause:`, `team:`, `technology:`, `tag:`, `status:`, `lang:`, `has:` |
//! | `-team:payments` | a facet without a value |
//! | `severity:2`, `severity:<=2`, `severity:1..2` | a severity, 1 the worst |
//! | `year:2024`, `year:2022..2024` | a year, or several |
//! | `before:2024-06`, `after:2024-01-15` | earlier than that month begins, that day or later |
//! | `in:timeline` | the words stand in sections of that role |

mod fields;
mod parse;

use std::ops::Range;

pub(crate) use fields::FACETS;
pub(crate) use parse::parse;

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Query {
    /// What must hold together; empty for everything.
    pub(crate) words: Vec<Node>,
    /// What restricts it.
    pub(crate) filters: Vec<Filter>,
    /// Roles of the sections words are to stand in; empty for all.
    pub(crate) scope: Vec<String>,
    /// What could not be made sense of.
    pub(crate) problems: Vec<Problem>,
}

/// A part of what is asked for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    /// A run of characters without spaces.
    Run {
        /// As typed.
        text: String,
        /// Whether it is still being typed, so that it stands for all it begins.
        is_open: bool,
    },
    /// Words in this order.
    Phrase(String),
    /// All of these.
    And(Vec<Node>),
    /// One of these.
    Or(Vec<Node>),
    /// Not this.
    Not(Box<Node>),
}

/// A restriction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Filter {
    /// Whether it must not hold.
    pub(crate) is_negative: bool,
    /// What must hold.
    pub(crate) what: Restriction,
}

/// What must hold of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Restriction {
    /// One of these values of a facet, as they stand in addresses.
    Facet {
        /// Name of the facet.
        name: &'static str,
        /// Values.
        values: Vec<String>,
    },
    /// A facet whose value is a number in this range.
    Number {
        /// Name of the facet.
        name: &'static str,
        /// From and to, both included.
        range: (u32, u32),
    },
    /// A day in this range, as 20240305, the end excluded.
    Day(Range<u32>),
}

/// Something that made no sense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    /// Bytes of the query.
    pub(crate) range: Range<usize>,
    /// What is wrong.
    pub(crate) message: String,
    /// What to write.
    pub(crate) hint: String,
}
