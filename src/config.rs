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

/// Why settings cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Line, from 1.
    pub line: u32,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: String,
}

/// The keys of the settings, for suggestions.
const KEYS: &[&str] = &[
    "title",
    "description",
    "base-url",
    "zone",
    "date-order",
    "folders",
    "severity",
    "sections",
    "edit-url",
    "coes",
    "lessons",
    "paths",
    "explainers",
    "practice",
    "vocabulary",
    "theme",
];

/// Reads settings; with them the findings about them, none so far but part of the contract of every reader.
///
/// Errors name the line, and the nearest key where one is unknown.
pub fn parse(text: &str) -> Result<(Config, Vec<crate::findings::Finding>), Problem> {
    let lines = crate::findings::LineMap::new(text);
    let config: Config = toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(1, |span| lines.line(span.start));
        let message = error.message().lines().next().unwrap_or("it is no TOML").to_owned();
        let unknown = message.split('`').nth(1).filter(|_| message.starts_with("unknown field"));
        let nearest = unknown.and_then(|key| {
            let closest = KEYS
                .iter()
                .max_by(|a, b| strsim::jaro_winkler(key, a).total_cmp(&strsim::jaro_winkler(key, b)))?;
            (strsim::jaro_winkler(key, closest) > 0.8).then(|| format!("did you mean `{closest}`?"))
        });
        let message = unknown.map_or(message.clone(), |key| format!("`{key}` is no setting"));
        Problem {
            line,
            message,
            hint: nearest
                .unwrap_or_else(|| "the settings are listed in the README under \"Settings\"".to_owned()),
        }
    })?;
    if let Some(zone) = &config.zone {
        if crate::read::zone(zone).is_none() {
            let line = text
                .lines()
                .position(|line| line.trim_start().starts_with("zone"))
                .map_or(1, |index| index as u32 + 1);
            return Err(Problem {
                line,
                message: format!("`{zone}` is no time zone"),
                hint: "write an offset (`-05:00`), `UTC`, or a region (`Europe/Oslo`)".to_owned(),
            });
        }
    }
    Ok((config, Vec::new()))
}
