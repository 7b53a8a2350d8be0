//! Controlled words: `vocabulary/causes.toml`, `services.toml`, `teams.toml`, `glossary.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Term, Vocabulary};
use crate::findings::{Finding, Level, LineMap};
use crate::load::about_file;

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
struct File {
    cause: Vec<Entry>,
    service: Vec<Entry>,
    team: Vec<Entry>,
    term: Vec<Entry>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
struct Entry {
    id: Option<String>,
    #[serde(alias = "term")]
    title: Option<String>,
    #[serde(alias = "definition")]
    description: Option<String>,
    area: Option<String>,
    parent: Option<String>,
    synonyms: Vec<String>,
    team: Option<String>,
    runbook: Option<String>,
    dashboard: Option<String>,
}

/// Reads the vocabularies; one that cannot be understood is a finding and stays empty.
pub(crate) fn read(files: &BTreeMap<String, (String, String)>, findings: &mut Vec<Finding>) -> Vocabulary {
    let mut vocabulary = Vocabulary::default();
    for (path, text) in files.values() {
        let file: File = match toml::from_str(text) {
            Ok(file) => file,
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                let (line, column) = LineMap::new(text).place(text, at);
                let message = format!(
                    "the vocabulary cannot be understood: {}",
                    error.message().lines().next().unwrap_or_default()
                );
                let finding = about_file(
                    path,
                    Level::Error,
                    "unreadable-vocabulary",
                    message,
                    "compare with the example in the README",
                );
                let span = error.span().map(Into::into);
                findings.push(Finding { span, line, column, ..finding });
                continue;
            }
        };
        vocabulary.causes.extend(file.cause.into_iter().filter_map(term));
        vocabulary.services.extend(file.service.into_iter().filter_map(term));
        vocabulary.teams.extend(file.team.into_iter().filter_map(term));
        vocabulary.glossary.extend(file.term.into_iter().filter_map(term));
    }
    for list in
        [&mut vocabulary.causes, &mut vocabulary.services, &mut vocabulary.teams, &mut vocabulary.glossary]
    {
        list.sort_by(|a, b| a.id.cmp(&b.id));
        list.dedup_by(|a, b| a.id == b.id);
    }
    vocabulary
}

fn term(entry: Entry) -> Option<Term> {
    let name = entry.id.or_else(|| entry.title.clone())?;
    let id = super::slug(&name);
    let addresses = [("runbook", entry.runbook), ("dashboard", entry.dashboard)]
        .into_iter()
        .filter_map(|(name, address)| Some((name.to_owned(), address?)))
        .collect();
    (!id.is_empty()).then(|| Term {
        title: entry.title.unwrap_or(name),
        id,
        description: entry.description,
        area: entry.area,
        parent: entry.parent,
        synonyms: entry.synonyms,
        team: entry.team,
        addresses,
    })
}
