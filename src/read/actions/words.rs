//! The words of `data/actions.toml`, and the small facts hidden in the words of an action.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use crate::model::{ActionStatus, Horizon};
use crate::read::words::normal;

/// What a column of an action table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Column {
    Title,
    Owner,
    Due,
    Status,
    Done,
    Priority,
    Kind,
    Ticket,
    Number,
}

#[derive(Deserialize)]
struct Data {
    columns: BTreeMap<String, Vec<String>>,
    status: BTreeMap<String, Vec<String>>,
    horizon: BTreeMap<String, Vec<String>>,
    words: BTreeMap<String, Vec<String>>,
}

pub(super) struct Words {
    columns: HashMap<String, Column>,
    status: HashMap<String, ActionStatus>,
    horizon: HashMap<String, Horizon>,
    lists: BTreeMap<String, Vec<String>>,
}

#[expect(clippy::expect_used, reason = "the data file is compiled in and a test reads it")]
pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let data: Data = toml::from_str(include_str!("../data/actions.toml")).expect("actions.toml is valid");
    let column = |word: &str| match word {
        "owner" => Column::Owner,
        "due" => Column::Due,
        "status" => Column::Status,
        "done" => Column::Done,
        "priority" => Column::Priority,
        "kind" => Column::Kind,
        "ticket" => Column::Ticket,
        "number" => Column::Number,
        _ => Column::Title,
    };
    let status = |word: &str| match word {
        "done" => ActionStatus::Done,
        "verified" => ActionStatus::Verified,
        "deferred" => ActionStatus::Deferred,
        "declined" => ActionStatus::Declined,
        _ => ActionStatus::Open,
    };
    let horizon = |word: &str| match word {
        "medium" => Horizon::Medium,
        "long" => Horizon::Long,
        _ => Horizon::Short,
    };
    Words {
        columns: reversed(&data.columns, column),
        status: reversed(&data.status, status),
        horizon: reversed(&data.horizon, horizon),
        lists: data
            .words
            .into_iter()
            .map(|(name, words)| (name, words.iter().map(|word| normal(word)).collect()))
            .collect(),
    }
});

fn reversed<T>(lists: &BTreeMap<String, Vec<String>>, meaning: impl Fn(&str) -> T) -> HashMap<String, T> {
    lists
        .iter()
        .flat_map(|(name, words)| {
            words.iter().map(|word| (comparable(word), meaning(name))).collect::<Vec<_>>()
        })
        .collect()
}

/// Normal words, or the sign itself when there are none (`✅`).
fn comparable(words: &str) -> String {
    let normal = normal(words);
    if normal.is_empty() { words.trim().trim_end_matches('\u{fe0f}').to_owned() } else { normal }
}

impl Words {
    /// What a column with this header holds.
    pub(super) fn column(&self, header: &str) -> Option<Column> {
        let outside = header.split(['(', '（']).next().unwrap_or(header);
        if header.trim() == "#" {
            return Some(Column::Number);
        }
        self.columns.get(&normal(header)).or_else(|| self.columns.get(&normal(outside))).copied()
    }

    /// How far an action is, by the words of a status cell: the whole, or its first words.
    pub(super) fn status(&self, words: &str) -> Option<ActionStatus> {
        let whole = comparable(words);
        if let Some(status) = self.status.get(&whole) {
            return Some(*status);
        }
        if let Some(sign) = words.trim().chars().next().filter(|sign| !sign.is_alphanumeric())
            && let Some(status) = self.status.get(&sign.to_string())
        {
            return Some(*status);
        }
        let parts: Vec<&str> = whole.split(' ').collect();
        (1..=3.min(parts.len())).rev().find_map(|count| self.status.get(&parts[..count].join(" ")).copied())
    }

    /// The status that stands alone: `DONE`, `✅`, nothing else.
    pub(super) fn status_word(&self, words: &str) -> Option<ActionStatus> {
        self.status.get(&comparable(words)).copied()
    }

    /// The horizon a title of a group stands for.
    pub(super) fn horizon(&self, title: &str) -> Option<Horizon> {
        let title = normal(title);
        self.horizon.get(&title).copied().or_else(|| {
            let mut found: Vec<(&String, &Horizon)> = self
                .horizon
                .iter()
                .filter(|(words, _)| words.len() > 5 && title.starts_with(words.as_str()))
                .collect();
            found.sort();
            found.pop().map(|(_, horizon)| *horizon)
        })
    }

    /// Whether normal words are on a named list.
    pub(super) fn is(&self, list: &str, words: &str) -> bool {
        self.lists.get(list).is_some_and(|list| list.contains(&normal(words)))
    }
}

/// `KEY-123`, with keys of standards and severities left out.
#[expect(clippy::expect_used, reason = "a literal pattern")]
static KEY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b([A-Z][A-Z0-9]{1,9})-(\d{1,6})\b").expect("valid"));

const NO_KEYS: &[&str] = &[
    "UTF", "SHA", "ISO", "SEV", "RFC", "CVE", "TLS", "COVID", "MD", "IPV", "P", "HTTP", "UTC", "GMT", "Q",
    "AES", "RSA", "EC", "US", "EU", "H", "Q1", "Q2", "Q3", "Q4", "TOP", "PHASE", "STEP", "DAY", "WEEK", "L",
];

/// `#123`, `!123`
#[expect(clippy::expect_used, reason = "a literal pattern")]
static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:^|[\s(\[])((?:[\w.-]+/[\w.-]+)?[#!]\d{1,7})\b").expect("valid"));

/// The ticket key or number in some words.
pub(super) fn ticket_key(words: &str) -> Option<String> {
    let key =
        KEY.captures_iter(words).find(|found| !NO_KEYS.contains(&&found[1])).map(|found| found[0].to_owned());
    key.or_else(|| NUMBER.captures(words).map(|found| found[1].to_owned()))
}

/// Whether an address leads to something that tracks work: an issue, a change, a task.
pub(super) fn is_tracker(address: &str) -> bool {
    let Some((host, path)) =
        address.split_once("://").map(|(_, rest)| rest.split_once('/').unwrap_or((rest, "")))
    else {
        return false;
    };
    let numbered = |marks: &[&str]| {
        marks.iter().any(|mark| {
            path.find(mark)
                .is_some_and(|at| path[at + mark.len()..].starts_with(|c: char| c.is_alphanumeric()))
        })
    };
    numbered(&[
        "issues/",
        "pull/",
        "pulls/",
        "merge_requests/",
        "pull-requests/",
        "pullrequest/",
        "commit/",
        "commits/",
        "browse/",
        "_workitems/",
        "work_items/",
        "-/issues/",
        "incidents/",
        "task/",
        "tasks/",
        "ticket/",
        "tickets/",
        "changeset/",
        "changes/",
        "story/",
        "show_bug.cgi",
        "c/",
    ]) && !path.ends_with("/issues/")
        || [
            "jira",
            "linear.app",
            "trello.com",
            "asana.com",
            "shortcut.com",
            "clickup.com",
            "notion.so",
            "notion.site",
            "youtrack",
            "phabricator",
            "bugzilla",
            "redmine",
            "height.app",
            "monday.com",
            "basecamp.com",
            "zenhub",
        ]
        .iter()
        .any(|name| host.contains(name))
}
