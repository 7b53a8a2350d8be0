//! `coebook.toml`: every setting, its default and what it does.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::check;
use crate::findings::{Finding, Level, LineMap};
use crate::load::about_file;
use crate::model::Horizon;

/// The settings of a knowledge base; every one may be left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct Config {
    /// Name of the site; default: the name of the folder.
    pub title: Option<String>,
    /// One line about the site.
    pub description: Option<String>,
    /// Address the site is published at, for feeds and absolute links; pages need none.
    pub base_url: Option<String>,
    /// Zone of times that state none: `UTC`, `-05:00`, `Europe/Oslo`; default: none is assumed.
    pub zone: Option<String>,
    /// Language of the interface, a BCP 47 tag with a file in `theme/words/`; default `en`.
    pub language: Option<String>,
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
    /// Searches with an entry in the navigation: `[[views]]` with `title` and `query`; default: none.
    pub views: Vec<View>,
    /// How much rules of `check` matter: `should-have = "off"`; default: as each rule says.
    pub rules: BTreeMap<String, RuleLevel>,
    /// What rules let pass in some documents: `[[allow]]` with `rule`, `paths` and `reason`; default: nothing.
    pub allow: Vec<Allow>,
    /// Days until actions are due, by horizon and severity.
    pub deadlines: Deadlines,
}

/// How much a rule matters to a knowledge base.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RuleLevel {
    /// It does not look.
    Off,
    /// Worth knowing.
    Information,
    /// Should be mended.
    Warning,
    /// Must be mended.
    Error,
}

/// What a rule lets pass in some documents, and why.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Allow {
    /// Name of the rule.
    pub rule: String,
    /// Documents by path below the folder; `*` stands for part of a name, `**` for any folders.
    pub paths: Vec<String>,
    /// Why.
    pub reason: String,
    /// The line of `coebook.toml` it begins at, from 1.
    #[serde(skip)]
    pub line: u32,
}

/// How many days after the incident actions are due at the latest.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct Deadlines {
    /// Short-term actions; default 30.
    pub short: u32,
    /// Medium-term actions; default 90.
    pub medium: u32,
    /// Long-term actions; default 365.
    pub long: u32,
    /// Others for a severity, by its rung: `[deadlines.severity.1]`.
    pub severity: BTreeMap<String, SeverityDeadlines>,
}

/// The deadlines of one severity; what is left out is as for all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct SeverityDeadlines {
    /// Short-term actions.
    pub short: Option<u32>,
    /// Medium-term actions.
    pub medium: Option<u32>,
    /// Long-term actions.
    pub long: Option<u32>,
}

impl Default for Deadlines {
    fn default() -> Deadlines {
        Deadlines { short: 30, medium: 90, long: 365, severity: BTreeMap::new() }
    }
}

impl Deadlines {
    /// The days an action has, by the rung of its incident and its horizon.
    pub fn days(&self, level: Option<u8>, horizon: Horizon) -> u32 {
        let own = level.and_then(|level| self.severity.get(&level.to_string()));
        let (own, all) = match horizon {
            Horizon::Short => (own.and_then(|own| own.short), self.short),
            Horizon::Medium => (own.and_then(|own| own.medium), self.medium),
            Horizon::Long => (own.and_then(|own| own.long), self.long),
        };
        own.unwrap_or(all)
    }
}

impl Config {
    /// Language of the interface.
    pub fn language(&self) -> &str {
        self.language.as_deref().unwrap_or("en")
    }
}

/// A search worth coming back to.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct View {
    /// Its name in the navigation.
    pub title: String,
    /// What is searched for: `service:checkout has:open-actions`.
    pub query: String,
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
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
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

/// The settings, for suggestions.
pub const KEYS: [&str; 14] = [
    "title",
    "description",
    "base-url",
    "zone",
    "language",
    "date-order",
    "folders",
    "severity",
    "sections",
    "edit-url",
    "views",
    "rules",
    "allow",
    "deadlines",
];

/// The settings of `[folders]`.
const FOLDERS: [&str; 7] = ["coes", "lessons", "paths", "explainers", "practice", "vocabulary", "theme"];

/// The settings of each of `[[views]]`.
const OF_VIEWS: [&str; 2] = ["title", "query"];

/// Reads settings, and what is wrong with them but does no harm: keys nobody reads.
///
/// Errors name the line.
pub fn parse(text: &str) -> Result<(Config, Vec<Finding>), Problem> {
    let lines = LineMap::new(text);
    let mut config: Config = toml::from_str(text).map_err(|error| Problem {
        line: error.span().map_or(1, |span| lines.line(span.start)),
        message: error.message().lines().next().unwrap_or("it is no TOML").to_owned(),
        hint: "the settings are listed in the README under \"Settings\"".to_owned(),
    })?;
    if let Some(zone) = config.zone.as_ref().filter(|zone| crate::read::zone(zone).is_none()) {
        let starts = |line: &str| line.trim_start().starts_with("zone");
        return Err(Problem {
            line: text.lines().position(starts).map_or(1, |index| index as u32 + 1),
            message: format!("`{zone}` is no time zone"),
            hint: "write an offset (`-05:00`), `UTC`, or a region (`Europe/Oslo`)".to_owned(),
        });
    }
    if let Some(problem) = empty_view(text, &config.views) {
        return Err(problem);
    }
    let starts = text.lines().enumerate().filter(|(_, line)| line.trim_start().starts_with("[[allow]]"));
    for (allow, (line, _)) in config.allow.iter_mut().zip(starts) {
        allow.line = line as u32 + 1;
    }
    if let Some(allow) = config.allow.iter().find(|allow| allow.reason.trim().is_empty()) {
        return Err(Problem {
            line: allow.line,
            message: format!("`{}` is allowed without a reason", allow.rule),
            hint: "write `reason = \"written before 2024\"`".to_owned(),
        });
    }
    if let Some((allow, path)) = config
        .allow
        .iter()
        .find_map(|it| Some((it, it.paths.iter().find(|path| globset::Glob::new(path).is_err())?)))
    {
        return Err(Problem {
            line: allow.line,
            message: format!("`{path}` is no pattern for paths"),
            hint: "`*` stands for part of a name, `**` for any folders: `archive/**`".to_owned(),
        });
    }
    let mut findings = unknown_keys(text);
    findings.extend(unknown_rules(text, &config));
    Ok((config, findings))
}

/// Names in `[rules]` and `[[allow]]` that are no rule's.
fn unknown_rules(text: &str, config: &Config) -> Vec<Finding> {
    let line_of = |name: &str| {
        let starts = |line: &str| line.trim_start().trim_start_matches('"').starts_with(name);
        text.lines().position(starts).map_or(1, |line| line as u32 + 1)
    };
    let set = config.rules.keys().map(|name| (name, line_of(name)));
    let allowed = config.allow.iter().map(|allow| (&allow.rule, allow.line));
    set.chain(allowed)
        .filter(|(name, _)| check::rule(name).is_none())
        .map(|(name, line)| {
            let hint = check::nearest_rule(name).map_or_else(
                || "`coebook check --list` names all rules".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            let message = format!("`{name}` is no rule");
            Finding { line, ..about_file("coebook.toml", Level::Warning, "unknown-rule", message, &hint) }
        })
        .collect()
}

/// A view that has a name or a query of nothing but space.
fn empty_view(text: &str, views: &[View]) -> Option<Problem> {
    let lacks = |view: &View| match (view.title.trim(), view.query.trim()) {
        ("", _) => Some("title"),
        (_, "") => Some("query"),
        _ => None,
    };
    let (place, key) = views.iter().enumerate().find_map(|(place, view)| Some((place, lacks(view)?)))?;
    let starts = text.lines().enumerate().filter(|(_, line)| line.trim_start().starts_with("[[views]]"));
    let line = starts.map(|(line, _)| line as u32 + 1).nth(place).unwrap_or(1);
    Some(Problem {
        line,
        message: format!("this view has an empty `{key}`"),
        hint:
            "write `title = \"Checkout, open actions\"` and `query = \"service:checkout has:open-actions\"`"
                .to_owned(),
    })
}

/// Keys nobody reads, each with the nearest known one.
fn unknown_keys(text: &str) -> Vec<Finding> {
    let table: toml::Table = text.parse().unwrap_or_default();
    let folders = table.get("folders").and_then(toml::Value::as_table);
    let unknown = table.keys().filter(|key| !KEYS.contains(&key.as_str())).map(|key| (key, &KEYS[..]));
    let below = folders.into_iter().flat_map(toml::Table::keys);
    let unknown_folders = below.filter(|key| !FOLDERS.contains(&key.as_str())).map(|key| (key, &FOLDERS[..]));
    let views = table.get("views").and_then(toml::Value::as_array);
    let of_views = views.into_iter().flatten().filter_map(toml::Value::as_table).flat_map(toml::Table::keys);
    let unknown_of_views =
        of_views.filter(|key| !OF_VIEWS.contains(&key.as_str())).map(|key| (key, &OF_VIEWS[..]));
    unknown
        .chain(unknown_folders)
        .chain(unknown_of_views)
        .map(|(key, known)| unknown_key(text, key, known))
        .collect()
}

fn unknown_key(text: &str, key: &str, known: &[&str]) -> Finding {
    let likeness = |other: &str| strsim::jaro_winkler(key, other);
    let nearest = known.iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    let hint = nearest.filter(|nearest| likeness(nearest) > 0.8).map_or_else(
        || "take it out; the settings are listed in the README under \"Settings\"".to_owned(),
        |nearest| format!("did you mean `{nearest}`?"),
    );
    let starts = |line: &str| line.trim_start_matches([' ', '\t', '[', '"']).starts_with(key);
    let line = text.lines().position(starts).map_or(1, |index| index as u32 + 1);
    let message = format!("nobody reads the setting `{key}`");
    Finding { line, ..about_file("coebook.toml", Level::Warning, "unknown-key", message, &hint) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warns_of_settings_nobody_reads() {
        let (config, findings) = parse("title = \"A\"\nzones = \"UTC\"\n[folders]\ncoe = \"x\"\n").unwrap();
        assert_eq!(config.title.as_deref(), Some("A"));
        let told: Vec<_> = findings.iter().map(|f| (f.line, f.hints[0].as_str())).collect();
        assert_eq!(told, [(2, "did you mean `zone`?"), (4, "did you mean `coes`?")]);
    }

    #[test]
    fn reads_views_in_their_order_and_warns_of_what_nobody_reads_in_them() {
        let text = "[[views]]\ntitle = \"A\"\nquery = \"has:overdue\"\n[[views]]\ntitle = \"B\"\nquery = \"b\"\nquerry = 1\n";
        let (config, findings) = parse(text).unwrap();
        let titles: Vec<_> =
            config.views.iter().map(|view| (view.title.as_str(), view.query.as_str())).collect();
        assert_eq!(titles, [("A", "has:overdue"), ("B", "b")]);
        let told: Vec<_> = findings.iter().map(|f| (f.line, f.hints[0].as_str())).collect();
        assert_eq!(told, [(7, "did you mean `query`?")]);
    }

    #[test]
    fn a_view_without_title_or_query_is_told_with_its_line() {
        let told = |views: &str| {
            let problem = parse(&format!("title = \"A\"\n{views}")).unwrap_err();
            (problem.line, problem.message)
        };
        let whole = "[[views]]\ntitle = \"A\"\nquery = \"b\"\n";
        assert_eq!(
            told(&format!("{whole}[[views]]\ntitle = \"B\"\n")),
            (5, "missing field `query`".to_owned())
        );
        assert_eq!(
            told(&format!("{whole}[[views]]\ntitle = \" \"\nquery = \"b\"\n")),
            (5, "this view has an empty `title`".to_owned())
        );
    }

    #[test]
    fn names_the_line_of_a_wrong_type() {
        let problem = parse("title = \"A\"\ndescription = 7\n").unwrap_err();
        assert_eq!((problem.line, problem.message.contains("string")), (2, true), "{problem:?}");
    }
}
