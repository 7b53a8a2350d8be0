//! What a rule is: its name, how much it matters, its documentation, and how it looks.

use super::{Context, Document, Report};
use crate::findings::{Finding, Level};

/// One rule of `check`; everything people read about it stands in its file.
#[derive(Debug)]
pub struct Rule {
    /// Its name, so that "allow" before it reads true: `should-have`.
    pub name: &'static str,
    /// How much it matters where the settings say nothing else.
    pub level: Level,
    /// What it is about.
    pub group: Group,
    /// What it finds: one sentence.
    pub finds: &'static str,
    /// Why that matters to those who read a COE: a few sentences.
    pub why: &'static str,
    /// Markdown that it finds fault with.
    pub example: &'static str,
    /// What to write instead.
    pub instead: &'static str,
    /// Where it looks.
    pub(crate) look: Look,
}

/// Where a rule looks.
#[derive(Clone, Copy)]
pub(crate) enum Look {
    /// Nowhere: its findings come up while documents are read, put together and related.
    Reading,
    /// Into one COE.
    Coe(fn(&Document<'_>, &mut Report<'_>)),
    /// Into the whole knowledge base.
    Book(fn(&Context<'_>) -> Vec<Finding>),
}

impl std::fmt::Debug for Look {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Look::Reading => "Reading",
            Look::Coe(_) => "Coe",
            Look::Book(_) => "Book",
        })
    }
}

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Files, front matter and settings.
    Form,
    /// What points at what.
    Relations,
    /// Dates, times and the timeline.
    Time,
    /// Sections and what they owe the reader.
    Account,
    /// Factors and whys.
    Causes,
    /// Promises.
    Actions,
    /// Names, and what must not leave the house.
    People,
    /// How it is told.
    Language,
    /// Review and publication.
    Review,
}

impl Group {
    /// Every group, in the order they are read.
    pub const ALL: [Group; 9] = [
        Group::Account,
        Group::Time,
        Group::Causes,
        Group::Actions,
        Group::Language,
        Group::People,
        Group::Relations,
        Group::Review,
        Group::Form,
    ];

    /// Its name for readers.
    pub fn title(self) -> &'static str {
        match self {
            Group::Form => "Files and front matter",
            Group::Relations => "Links and relations",
            Group::Time => "Dates and timeline",
            Group::Account => "What the account owes its readers",
            Group::Causes => "Factors and whys",
            Group::Actions => "Actions",
            Group::People => "Names and secrets",
            Group::Language => "Language",
            Group::Review => "Review and publication",
        }
    }
}
