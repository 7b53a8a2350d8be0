//! What the wheel picked before: `wheel.toml` beside the settings.

use serde::Deserialize;
use toml::Spanned;

use super::services::Services;
use super::{Day, KnowledgeBase, slug};
use crate::findings::{Finding, Level, LineMap};
use crate::load::about_file;

/// The file of picks, below the folder of the source; it is read with the vocabularies, and is none.
pub const PICKS: &str = "wheel.toml";

/// Something that was looked at again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pick {
    /// When.
    pub day: Day,
    /// What.
    pub what: Picked,
}

/// What was picked, by the name it goes by in addresses.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Picked {
    /// A service.
    Service(String),
    /// A COE, by its id.
    Coe(String),
}

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    pick: Vec<Spanned<Entry>>,
}

#[derive(Deserialize)]
struct Entry {
    day: Spanned<toml::Value>,
    service: Option<String>,
    coe: Option<String>,
}

/// A pick and where it stands in its file, or what is wrong with it.
pub(crate) struct Noted {
    /// Where in the file the fault or the pick is, in bytes.
    pub(crate) at: usize,
    /// The pick, or why it is none.
    pub(crate) pick: Result<Pick, String>,
}

/// Everything a file of picks notes, in its order; a file that cannot be understood is one fault.
pub(crate) fn noted(text: &str) -> Vec<Noted> {
    match toml::from_str::<File>(text) {
        Ok(file) => file.pick.into_iter().map(entry).collect(),
        Err(error) => {
            let reason = error.message().lines().next().unwrap_or_default().to_owned();
            let at = error.span().map_or(0, |span| span.start);
            vec![Noted { at, pick: Err(format!("the picks of the wheel cannot be understood: {reason}")) }]
        }
    }
}

fn entry(entry: Spanned<Entry>) -> Noted {
    let at = entry.span().start;
    let entry = entry.into_inner();
    let written = match entry.day.get_ref() {
        toml::Value::String(words) => words.clone(),
        other => other.to_string(),
    };
    let Some(day) = day(&written) else {
        let fault = format!("`{}` is no day of the calendar", written.escape_debug());
        return Noted { at: entry.day.span().start, pick: Err(fault) };
    };
    let what = match (entry.service, entry.coe) {
        (Some(service), None) => Picked::Service(slug(&service)),
        (None, Some(coe)) => Picked::Coe(slug(&coe)),
        (Some(_), Some(_)) => {
            return Noted { at, pick: Err("a pick is a service or a COE, not both".into()) };
        }
        (None, None) => return Noted { at, pick: Err("a pick names no service and no COE".into()) },
    };
    Noted { at, pick: Ok(Pick { day, what }) }
}

fn day(written: &str) -> Option<Day> {
    let date: jiff::civil::Date = written.parse().ok()?;
    let day = Day::new(date.year(), date.month(), date.day())?;
    (day.to_string() == written).then_some(day)
}

/// The picks by day; what is wrong with one is a finding, and it counts for nothing.
///
/// A name that nothing has may be that of a document this edition leaves out, so it is told only where none is left out.
pub(super) fn read(
    file: Option<&(String, String)>,
    knowledge: &KnowledgeBase,
    findings: &mut Vec<Finding>,
) -> Vec<Pick> {
    let Some((path, text)) = file else { return Vec::new() };
    let lines = LineMap::new(text);
    let services = Services::of(knowledge);
    let mut picks = Vec::new();
    for Noted { at, pick } in noted(text) {
        let fault = match pick {
            Ok(pick) => {
                let fault = stranger(&pick.what, knowledge, &services);
                picks.push(pick);
                fault
            }
            Err(fault) => Some(fault),
        };
        if let Some(fault) = fault {
            let (line, column) = lines.place(text, at);
            let hint = "write each as `[[pick]]` with `day = 2024-03-05` and `service` or `coe`";
            let finding = about_file(path, Level::Warning, "stray-pick", fault, hint);
            findings.push(Finding { line, column, ..finding });
        }
    }
    picks.sort();
    picks
}

/// The COE of a name it has or had.
pub(crate) fn coe(knowledge: &KnowledgeBase, name: &str) -> Option<usize> {
    let place = knowledge.coes.binary_search_by(|coe| coe.id.as_str().cmp(name)).ok();
    place.or_else(|| knowledge.aliases.get(name).copied())
}

fn stranger(what: &Picked, knowledge: &KnowledgeBase, services: &Services) -> Option<String> {
    if knowledge.restricted > 0 {
        return None;
    }
    match what {
        Picked::Service(name) => (services.place(name).is_none())
            .then(|| format!("no COE and no vocabulary knows the service `{name}`")),
        Picked::Coe(name) => coe(knowledge, name).is_none().then(|| format!("there is no COE `{name}`")),
    }
}
