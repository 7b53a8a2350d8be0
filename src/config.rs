//! `coebook.toml`: every setting, its default and what it does.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The settings of a knowledge base; every one may be left out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Config {
    /// Name of the site; default: the name of the folder.
    pub title: Option<String>,
    /// One line about the site.
    pub description: Option<String>,
    /// Address the site is published at, for feeds and absolute links; pages need none.
    pub base_url: Option<String>,
    /// Zone of times that state none: `UTC`, `-05:00`, `Europe/Oslo`; default: none is assumed.
    pub zone: Option<String>,
    /// How `4/1/2022` is read: `month-first` or `day-first`; default: as the documents show.
    pub date_order: Option<DateOrder>,
    /// Folders of the content, relative to `coebook.toml`.
    pub folders: Folders,
    /// Labels of severities and the rung they stand for, 1 the worst: `"Sev 1" = 1`.
    pub severity: BTreeMap<String, u8>,
    /// More titles of sections, by role: `actions = ["What we change"]`.
    pub sections: BTreeMap<String, Vec<String>>,
    /// Address of the editor for a document, with `{path}`; default: taken from the git remote.
    pub edit_url: Option<String>,
}

/// How dates written with slashes are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateOrder {
    /// 4/1/2022 is April 1.
    MonthFirst,
    /// 4/1/2022 is 4 January.
    DayFirst,
}

/// Where content is kept.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Folders {
    /// COEs; default `content/coes`.
    pub coes: String,
    /// Lessons; default `content/lessons`.
    pub lessons: String,
    /// Reading paths; default `content/paths`.
    pub paths: String,
    /// Explainers; default `content/explainers`.
    pub explainers: String,
    /// Practice pages; default `content/practice`.
    pub practice: String,
    /// Vocabularies; default `content/vocabulary`.
    pub vocabulary: String,
    /// Theme files that replace built-in ones; default `theme`.
    pub theme: String,
}

impl Default for Folders {
    fn default() -> Folders {
        let below = |name: &str| format!("content/{name}");
        Folders {
            coes: below("coes"),
            lessons: below("lessons"),
            paths: below("paths"),
            explainers: below("explainers"),
            practice: below("practice"),
            vocabulary: below("vocabulary"),
            theme: "theme".to_owned(),
        }
    }
}
