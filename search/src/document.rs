//! What the index is told about one document, and which parts of it are shown again in results.

use serde::{Deserialize, Serialize};

/// One document to be found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// What is shown of it in results.
    pub card: Card,
    /// The parts of its text, in their order.
    pub sections: Vec<Section>,
    /// Day it is about, as 20240305; nothing when it is unknown.
    pub day: Option<u32>,
    /// Facets it is counted and filtered by.
    pub facets: Vec<Facet>,
    /// Language of its text, the first part of a BCP 47 tag: `nb`.
    pub language: String,
}

/// What is shown of a document in results.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Stable name.
    pub id: String,
    /// Title.
    pub title: String,
    /// Address of its page, relative to the root of the site.
    pub url: String,
    /// Path of its file, relative to the folder that was read.
    pub path: String,
    /// Day it is about, as `2024-03-05`, or as much of it as is known.
    pub date: Option<String>,
    /// Severity, 1 the worst.
    pub severity: Option<u8>,
    /// How far it has come.
    pub status: Option<String>,
    /// Services it is about.
    pub services: Vec<String>,
    /// What made it better, in a sentence.
    pub mitigation: Option<String>,
}

/// The role of a part that is no prose but names of things: it is found, and shown only when nothing else is.
pub const FACTS: &str = "facts";

/// How much a word counts by where it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Ordinary text.
    #[default]
    Plain,
    /// What went into it: a contributing factor.
    Factor,
    /// What to take away from it.
    Takeaway,
}

impl Weight {
    /// How many times a word counts.
    pub(crate) fn times(self) -> usize {
        match self {
            Weight::Plain => 1,
            Weight::Factor => 2,
            Weight::Takeaway => 3,
        }
    }
}

/// A part of the text of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// Its heading; empty for what stands before the first.
    pub title: String,
    /// Its address within the page; empty for the page itself.
    pub anchor: String,
    /// What it is for, a role such as `timeline`; empty when nobody knows.
    pub role: String,
    /// Plain words.
    pub text: String,
    /// How much its words count.
    pub weight: Weight,
}

/// One value of a facet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Facet {
    /// Name of the facet, as in the query language: `service`.
    pub name: String,
    /// The value in addresses and queries: `checkout-api`.
    pub value: String,
    /// The value as shown: `Checkout API`.
    pub title: String,
}
