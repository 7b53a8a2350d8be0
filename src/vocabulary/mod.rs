//! The words COEs are told by: which are used and how often, which mean the same, and how one becomes another.
//!
//! [`list`] tells what there is. [`plan`] makes every edit that a [`Change`] takes, in memory: front matter and
//! vocabularies, of which no byte changes but those of the word; [`Plan::write`] puts them in place.

mod alike;
mod diff;
mod documents;
mod files;
mod json;
mod listing;
mod plan;
mod text;

use crate::model::{Term, Vocabulary, slug};
use crate::read::front_matter::Naming;

pub use json::{Written, json, plan_json};
pub use listing::{Listing, list};
pub use plan::{Plan, Uncommitted, Wanted, plan};
pub use text::{plan_text, text};

/// What a word is a name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Why.
    Cause,
    /// Where.
    Service,
    /// Who.
    Team,
    /// With what.
    Technology,
    /// Anything else.
    Tag,
}

/// What is done with a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It becomes another that is there already.
    Merge,
    /// It becomes one that nobody uses yet.
    Rename,
}

/// A word that becomes another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What is done.
    pub step: Step,
    /// What both are names of.
    pub kind: Kind,
    /// The word that goes.
    pub from: String,
    /// The word that stands in its place.
    pub to: String,
}

impl Kind {
    /// Every kind, in the order they are told.
    pub const ALL: [Kind; 5] = [Kind::Cause, Kind::Service, Kind::Team, Kind::Technology, Kind::Tag];

    /// What one of them is called.
    pub fn word(self) -> &'static str {
        ["cause", "service", "team", "technology", "tag"][self as usize]
    }

    /// What many of them are called.
    pub fn many(self) -> &'static str {
        ["causes", "services", "teams", "technologies", "tags"][self as usize]
    }

    /// What a vocabulary says of them.
    pub(crate) fn terms(self, vocabulary: &Vocabulary) -> &[Term] {
        match self {
            Kind::Cause => &vocabulary.causes,
            Kind::Service => &vocabulary.services,
            Kind::Team => &vocabulary.teams,
            Kind::Technology | Kind::Tag => &[],
        }
    }

    /// Whether words of the front matter are of this kind.
    fn holds(self, naming: Naming) -> bool {
        match self {
            Kind::Cause => matches!(naming, Naming::Causes | Naming::Addresses),
            Kind::Service => matches!(naming, Naming::Services | Naming::Subjects),
            Kind::Technology => matches!(naming, Naming::Technologies | Naming::Subjects),
            Kind::Team => naming == Naming::Teams,
            Kind::Tag => naming == Naming::Tags,
        }
    }

    /// The kind that words of the front matter are of for certain.
    fn of(naming: Naming) -> Option<Kind> {
        match naming {
            Naming::Causes => Some(Kind::Cause),
            Naming::Services => Some(Kind::Service),
            Naming::Technologies => Some(Kind::Technology),
            Naming::Teams => Some(Kind::Team),
            Naming::Tags => Some(Kind::Tag),
            Naming::Addresses | Naming::Subjects => None,
        }
    }
}

impl Change {
    /// What a word becomes; nothing when it stays.
    fn becomes(&self, word: &str) -> Option<String> {
        let at = if word.starts_with('@') { "@" } else { "" };
        let bare = &word[at.len()..];
        let to = format!("{at}{}", self.to);
        // Spellings of one word are told apart only where nothing but the spelling is to change.
        let is_meant = match same(&self.from, &self.to) {
            true => bare == self.from,
            false => same(bare, &self.from),
        };
        (is_meant && to != word).then_some(to)
    }
}

/// Whether two words are one term, however they are written.
fn same(a: &str, b: &str) -> bool {
    a == b || key(a) == key(b)
}

/// What is the same in all spellings of a term; `C`, `C++` and `C#` are three.
fn key(word: &str) -> String {
    let mut key = slug(word.trim_start_matches('@'));
    if key.is_empty() {
        return word.trim().to_lowercase();
    }
    key.extend(word.chars().filter(|c| matches!(c, '+' | '#')));
    key
}
