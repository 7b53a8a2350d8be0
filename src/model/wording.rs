//! The words that tell one document from others, and the mechanisms of failure it speaks of.

use std::ops::Range;

use super::Coe;

/// What the prose of a document is about, as far as it can be compared with the prose of others.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wording {
    /// The weightiest words, phrases and identifiers, sorted by key.
    pub terms: Vec<Keyword>,
    /// How it failed, the most prominent first.
    pub mechanisms: Vec<MechanismSeen>,
    /// Sentences that say it happened before.
    pub echoes: Vec<Place>,
}

/// A word, phrase or identifier of a document.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Keyword {
    /// The same for all forms of a word; two words with one key are as good as impossible.
    pub key: u64,
    /// How much the document makes of it: by its sections, how often, and of what form it is.
    pub weight: f32,
    /// What it is.
    pub form: KeywordForm,
    /// Where it stands first.
    pub at: Place,
}

/// What kind of words stand for a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeywordForm {
    /// One word of prose.
    Word,
    /// Two words that stand together: `lease quorum`.
    Phrase,
    /// A name of code or configuration: `upload_api`, `BananaDistributionLimitExceeded`.
    Identifier,
    /// A concept, whatever the words for it: its key is that of the [`Concept`].
    Concept,
    /// An identifier that names an error: `ERR_OSSL_EVP`, `TimeoutException`.
    ErrorName,
}

/// Where some words of a COE stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Bytes of the title.
    Title(u32, u32),
    /// Bytes of the file.
    Text(u32, u32),
}

/// What incidents are about, by one name in every language: `health-check`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concept {
    /// Its key among keywords.
    pub key: u64,
    /// Its name.
    pub id: String,
    /// What a COE with it speaks of: `health checks`.
    pub title: String,
    /// What it says of an incident.
    pub kind: ConceptKind,
}

/// What a concept says of an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ConceptKind {
    /// How it failed, and in which part of a system.
    Failure,
    /// How it was noticed and handled.
    Handling,
    /// What business it hit.
    Matter,
}

/// How things fail, by the one name it has in every language: `expired-certificate`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mechanism {
    /// Its name.
    pub id: String,
    /// What a COE with it is about: `an expired certificate`.
    pub title: String,
    /// technical, process, documentation, organisational, other.
    pub area: String,
    /// Whether it tells how it failed, or only how it was handled and what did not help.
    pub kind: ConceptKind,
}

/// A mechanism a document speaks of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MechanismSeen {
    /// The mechanism.
    pub mechanism: &'static Mechanism,
    /// From 0, said in passing, to 1, what the document is about.
    pub prominence: f32,
    /// The sentence that says it best.
    pub at: Place,
}

impl Coe {
    /// The words at a place, on one line, without the marks of Markdown.
    pub fn words_at(&self, place: Place) -> String {
        let (text, range): (&str, Range<usize>) = match place {
            Place::Title(start, end) => (&self.title.value, start as usize..end as usize),
            Place::Text(start, end) => (&self.text, start as usize..end as usize),
        };
        let mut words = String::new();
        for word in text.get(range).unwrap_or_default().split_whitespace() {
            let word = word.trim_matches(['*', '`', '#', '|', '>', '~']);
            if word.is_empty() {
                continue;
            }
            if !words.is_empty() {
                words.push(' ');
            }
            words.extend(word.chars().filter(|c| !matches!(c, '`' | '*')));
        }
        words
    }
}
