//! What is asked of the engine and what it answers: the same in the terminal, from the server and in the browser.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::filter::Count;

/// How many hits are given when nobody says.
pub const LIMIT: usize = 10;

/// How many hits are given at once at most.
pub const MOST: usize = 200;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Question {
    /// In the query language, or a log.
    pub query: String,
    /// How many hits to give.
    pub limit: usize,
    /// How many hits to pass over.
    pub offset: usize,
    /// Whether to count facets.
    pub facets: bool,
    /// Whether `query` is a log or a stack trace.
    pub symptom: bool,
    /// What comes first.
    pub sort: Sort,
}

impl Default for Question {
    fn default() -> Question {
        Question {
            query: String::new(),
            limit: LIMIT,
            offset: 0,
            facets: true,
            symptom: false,
            sort: Sort::Relevance,
        }
    }
}

/// What comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// What fits best.
    #[default]
    Relevance,
    /// What is latest.
    Date,
}

/// What is answered.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Answer {
    /// As asked.
    pub query: String,
    /// How many documents fit.
    pub total: usize,
    /// Whether none has all the words, so that these have only the most of them.
    pub relaxed: bool,
    /// What could not be made sense of.
    pub problems: Vec<Problem>,
    /// Mistyped words and what they were taken for.
    pub corrections: Vec<Correction>,
    /// The query without these mistakes.
    pub suggestion: Option<String>,
    /// By facet: values with how many documents they would leave.
    pub facets: Map<String, Value>,
    /// The documents.
    pub hits: Vec<Hit>,
}

/// A part of a query that could not be made sense of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Where it begins, in UTF-16 code units.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What is wrong.
    pub message: String,
    /// What to write.
    pub hint: String,
}

/// A mistyped word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Correction {
    /// As typed.
    pub word: String,
    /// What it was taken for.
    pub meant: String,
}

/// A document that fits.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Hit {
    /// Stable name.
    pub id: String,
    /// Title.
    pub title: String,
    /// Address of its page, relative to the root of the site.
    pub url: String,
    /// Path of its file.
    pub path: String,
    /// How well it fits; only the order means something.
    pub score: f64,
    /// Day, as far as it is known.
    pub date: Option<String>,
    /// Severity, 1 the worst.
    pub severity: Option<u8>,
    /// How far it has come.
    pub status: Option<String>,
    /// Services it is about.
    pub services: Vec<String>,
    /// Title of the section that fits best.
    pub section: Option<String>,
    /// Address of that section within the page.
    pub anchor: Option<String>,
    /// What that section is for.
    pub role: Option<String>,
    /// What it says there.
    pub snippet: String,
    /// The same, plain and marked in turn, plain first.
    pub parts: Vec<String>,
    /// The title, plain and marked in turn.
    pub title_parts: Vec<String>,
    /// What made it better.
    pub mitigation: Option<String>,
}

/// Facets as they are answered.
pub(crate) fn facets(counts: Vec<(&'static str, Vec<Count>)>) -> Map<String, Value> {
    let value = |count: Count| {
        let mut value = json!({"value": count.value, "title": count.title, "count": count.count});
        if count.is_chosen {
            value["chosen"] = true.into();
        }
        value
    };
    counts
        .into_iter()
        .map(|(name, counts)| (name.to_owned(), counts.into_iter().map(value).collect()))
        .collect()
}
