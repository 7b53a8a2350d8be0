//! The parts a document owes its readers, by its profile, and whether it has them.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::model::{Coe, Profile, Role, Source};

/// A part of the anatomy.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Part {
    /// Its name for readers.
    pub(crate) title: String,
    /// The sections that are it, by the word of their role.
    roles: Vec<String>,
    /// Facts of the front matter that are it as well.
    #[serde(default)]
    facts: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
struct File {
    part: Vec<Part>,
    owed: Owes,
}

/// Names of parts by profile; `plain` is for documents that chose none.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Owes {
    plain: Vec<String>,
    debrief: Vec<String>,
    coe: Vec<String>,
    howie: Vec<String>,
}

static FILE: LazyLock<File> =
    LazyLock::new(|| toml::from_str(include_str!("data/anatomy.toml")).unwrap_or_default());

/// How a part stands in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Owed {
    /// It is there, or the document says why it does not apply.
    Present,
    /// Nothing is said of it.
    Missing,
}

/// The parts a document owes, in the order of its profile.
pub(crate) fn owed(coe: &Coe) -> Vec<(&'static Part, Owed)> {
    let chosen = coe.profile.origin.from != Source::Default;
    let owes = match coe.profile.value {
        _ if !chosen => &FILE.owed.plain,
        Profile::Debrief => &FILE.owed.debrief,
        Profile::Coe => &FILE.owed.coe,
        Profile::Howie => &FILE.owed.howie,
    };
    let part = |name: &String| FILE.part.iter().find(|part| part.title == *name);
    let stands =
        |part: &'static Part| (part, if is_there(coe, part) { Owed::Present } else { Owed::Missing });
    owes.iter().filter_map(part).map(stands).collect()
}

fn is_there(coe: &Coe, part: &Part) -> bool {
    let is_role =
        |role: Option<Role>| role.is_some_and(|role| part.roles.iter().any(|word| word == role.word()));
    let section = coe.sections.iter().any(|section| is_role(section.role));
    section || part.facts.iter().any(|fact| has(coe, fact))
}

fn has(coe: &Coe, fact: &str) -> bool {
    match fact {
        // The first words of a document without headings are its summary.
        "abstract" => !coe.abstract_text.is_empty(),
        "impact" => coe.impact != crate::model::Impact::default(),
        "timeline" => coe.timeline.entries.len() > 1,
        "factors" => !coe.factors.is_empty() || !coe.causes.is_empty(),
        "actions" => !coe.actions.is_empty(),
        "related" => !coe.relations.is_empty() || coe.no_relations.is_some() || coe.said_first.is_some(),
        "people" => !coe.people.is_empty(),
        "chart" => coe.text.contains("```chart") || coe.text.contains("!["),
        _ => false,
    }
}
