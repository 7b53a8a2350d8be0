//! The file of counts: how often each COE was read on which day, and which logs that was counted from.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::WINDOW;
use super::entry::day_of_digits;
use crate::error::{Error, Kind, Result};
use crate::findings::{Finding, Level};
use crate::fs;
use crate::load::{Sources, about_file};
use crate::model::{Coe, Day};

/// The file, in the folder of the knowledge base.
pub const FILE: &str = "readers.json";

const SCHEMA: &str = "coebook/readers/1";

/// Days that are kept one by one; what is older is kept by the month. More than is shown, for builds of an earlier day.
const DAYS_KEPT: i64 = WINDOW + 31;

/// Counts of readers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Store {
    schema: String,
    /// Logs that were counted.
    pub(super) logs: Vec<Mark>,
    /// Counts by id.
    pub(super) coes: BTreeMap<String, Counts>,
}

/// How far a log was counted: so many bytes with this fingerprint.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Mark {
    /// First and last day.
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
    pub(super) bytes: u64,
    pub(super) sha256: String,
}

/// How often one COE was read, by day (`2026-11-01`) or month (`2026-07`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Counts {
    /// How often its page was read.
    pub(super) views: BTreeMap<String, u64>,
    /// By how many, where that was counted: whoever comes on two days counts twice.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) readers: BTreeMap<String, u64>,
}

/// The counts as the build knows them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Readers {
    /// Nothing where nobody counted.
    store: Option<Store>,
}

/// How often a COE was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Read {
    /// Page views in the [`WINDOW`] that ends today.
    pub views: u64,
    /// Readers in it, each once a day; nothing where they were not counted on every one of these days.
    pub readers: Option<u64>,
    /// Page views in all.
    pub all: u64,
}

/// The first and the last day or month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first.
    pub from: String,
    /// The last.
    pub to: String,
}

impl Default for Store {
    fn default() -> Store {
        Store { schema: SCHEMA.to_owned(), logs: Vec::new(), coes: BTreeMap::new() }
    }
}

impl Store {
    /// The file of a folder; an empty one where there is none.
    ///
    /// # Errors
    /// When the file is none of ours.
    pub fn open(folder: &Path) -> Result<Store> {
        let path = folder.join(FILE);
        if fs::look(&path)?.is_none() {
            return Ok(Store::default());
        }
        parse(&fs::read(&path)?).map_err(|(_, why)| {
            Error::new(format!("cannot add to {}", fs::show(&path)))
                .because(why)
                .hint("take the last good one from git, or move it away and count the logs again")
        })
    }

    /// Writes the file, whole or not at all; days long gone become months.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn save(&mut self, folder: &Path, today: Day) -> Result<()> {
        self.fold(today);
        self.logs.sort();
        let text = self.text().map_err(|error| {
            Error::new("cannot write the counts of readers").of(Kind::Internal).because(error)
        })?;
        fs::replace(&folder.join(FILE), text.as_bytes())
    }

    /// The file: a log and a COE a line, so that differences can be read.
    fn text(&self) -> std::result::Result<String, serde_json::Error> {
        let logs = self.logs.iter().map(serde_json::to_string).collect::<std::result::Result<Vec<_>, _>>()?;
        let coes = self.coes.iter().map(|(id, counts)| {
            Ok(format!("{}: {}", serde_json::to_string(id)?, serde_json::to_string(counts)?))
        });
        let coes = coes.collect::<std::result::Result<Vec<String>, serde_json::Error>>()?;
        let list = |lines: &[String], [open, close]: [char; 2]| match lines {
            [] => format!("{open}{close}"),
            lines => format!("{open}\n    {}\n  {close}", lines.join(",\n    ")),
        };
        let schema = serde_json::to_string(&self.schema)?;
        Ok(format!(
            "{{\n  \"schema\": {schema},\n  \"logs\": {},\n  \"coes\": {}\n}}\n",
            list(&logs, ['[', ']']),
            list(&coes, ['{', '}'])
        ))
    }

    fn fold(&mut self, today: Day) {
        let is_old = |day: &str| {
            let age = day_of_digits(day).and_then(|day| day.days_until(today));
            age.is_some_and(|age| age > DAYS_KEPT)
        };
        for counts in self.coes.values_mut() {
            for list in [&mut counts.views, &mut counts.readers] {
                let old: Vec<String> = list.keys().filter(|day| is_old(day)).cloned().collect();
                for day in old {
                    let count = list.remove(&day).unwrap_or_default();
                    *list.entry(day[..7].to_owned()).or_default() += count;
                }
            }
        }
    }

    /// The first and the last day that was counted.
    pub fn period(&self) -> Option<Period> {
        let from = self.logs.iter().filter_map(|log| log.from.clone()).min()?;
        let to = self.logs.iter().filter_map(|log| log.to.clone()).max()?;
        Some(Period { from, to })
    }
}

/// The counts of a folder; what cannot be understood is a finding.
pub fn read(sources: &Sources, findings: &mut Vec<Finding>) -> Readers {
    let Some(path) = sources.files.get(FILE) else { return Readers::default() };
    let parsed = fs::read(path).map_err(|error| (1, error.to_string())).and_then(|bytes| parse(&bytes));
    match parsed {
        Ok(store) => Readers { store: Some(store) },
        Err((line, why)) => {
            let message = format!("the counts of readers cannot be understood: {why}");
            let hint = "take the last good one from git, or remove it and run `coebook readers` again";
            let finding = about_file(FILE, Level::Error, "unreadable-readers", message, hint);
            findings.push(Finding { line, ..finding });
            Readers::default()
        }
    }
}

/// The file, or the line and the reason why not.
fn parse(bytes: &[u8]) -> std::result::Result<Store, (u32, String)> {
    let store: Store = serde_json::from_slice(bytes).map_err(|error| {
        let why = error.to_string();
        let words = why.rsplit_once(" at line ").map_or(why.as_str(), |(words, _)| words);
        (u32::try_from(error.line()).unwrap_or(1).max(1), words.to_owned())
    })?;
    if store.schema != SCHEMA {
        return Err((1, format!("its schema is `{}`, not `{SCHEMA}`", store.schema)));
    }
    let is_month = |key: &str| key.len() == 7 && day_of_digits(&format!("{key}-01")).is_some();
    let is_day = |key: &str| key.len() == 10 && day_of_digits(key).is_some();
    let mut days = store.coes.values().flat_map(|counts| counts.views.keys().chain(counts.readers.keys()));
    match days.find(|key| !is_day(key) && !is_month(key)) {
        Some(key) => Err((1, format!("`{key}` is no day and no month"))),
        None => Ok(store),
    }
}

impl Readers {
    /// Whether anybody counted.
    pub fn is_known(&self) -> bool {
        self.store.is_some()
    }

    /// The first and the last day that was counted.
    pub fn period(&self) -> Option<Period> {
        self.store.as_ref()?.period()
    }

    /// How often a COE was read in all, and over which time; nothing where nobody counted.
    pub fn in_all(&self, coe: &Coe) -> Option<(u64, Period)> {
        let last = Day { year: 2100, month: 12, day: 31 };
        Some((self.of(coe, last)?.all, self.period()?))
    }

    /// How often a COE was read, under this name and older ones; nothing where nobody counted.
    pub fn of(&self, coe: &Coe, today: Day) -> Option<Read> {
        let store = self.store.as_ref()?;
        let mut names = vec![coe.id.as_str().to_owned()];
        names.extend(coe.aliases.iter().map(|alias| crate::model::slug(alias)));
        names.sort();
        names.dedup();
        let mut read = Read { views: 0, readers: Some(0), all: 0 };
        for counts in names.iter().filter_map(|name| store.coes.get(name)) {
            for (day, views) in &counts.views {
                read.all = read.all.saturating_add(*views);
                if !is_recent(day, today) {
                    continue;
                }
                read.views = read.views.saturating_add(*views);
                let readers = counts.readers.get(day);
                read.readers = read.readers.zip(readers).map(|(all, more)| all.saturating_add(*more));
            }
        }
        read.readers = read.readers.filter(|readers| *readers > 0);
        Some(read)
    }
}

fn is_recent(day: &str, today: Day) -> bool {
    let age = day_of_digits(day).and_then(|day| day.days_until(today));
    age.is_some_and(|age| (0..WINDOW).contains(&age))
}
