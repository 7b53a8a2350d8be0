//! Controlled words: `vocabulary/causes.toml`, `services.toml`, `teams.toml`, `glossary.toml`, and `champions.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::{Champion, Term, Vocabulary};
use crate::findings::{Finding, Level, LineMap};
use crate::load::about_file;

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
struct File {
    cause: Vec<Entry>,
    service: Vec<Entry>,
    team: Vec<Entry>,
    term: Vec<Entry>,
    champion: Vec<Spanned<ChampionEntry>>,
}

/// A role, and what it looks after: in `covers`, or as the `team` it belongs to.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
struct ChampionEntry {
    id: Option<String>,
    role: Option<String>,
    covers: Vec<String>,
    team: Option<String>,
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
    let vocabularies = files.iter().filter(|(name, _)| name.as_str() != super::PICKS);
    for (path, text) in vocabularies.map(|(_, file)| file) {
        let file: File = match toml::from_str(text) {
            Ok(file) => file,
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                let why = error.message().lines().next().unwrap_or_default();
                let span = error.span().map(Into::into);
                findings.push(Finding { span, ..unreadable(path, text, at, why) });
                continue;
            }
        };
        vocabulary.causes.extend(file.cause.into_iter().filter_map(term));
        vocabulary.services.extend(file.service.into_iter().filter_map(term));
        vocabulary.teams.extend(file.team.into_iter().filter_map(term));
        vocabulary.glossary.extend(file.term.into_iter().filter_map(term));
        for entry in file.champion {
            let at = entry.span();
            match champion(entry.into_inner()) {
                Some(champion) => vocabulary.champions.push(champion),
                None => findings.push(Finding {
                    span: Some(at.clone().into()),
                    ..unreadable(path, text, at.start, "a champion without a `role`")
                }),
            }
        }
    }
    for list in
        [&mut vocabulary.causes, &mut vocabulary.services, &mut vocabulary.teams, &mut vocabulary.glossary]
    {
        list.sort_by(|a, b| a.id.cmp(&b.id));
        list.dedup_by(|a, b| a.id == b.id);
    }
    vocabulary.champions = merged(vocabulary.champions);
    vocabulary
}

fn unreadable(path: &str, text: &str, at: usize, why: &str) -> Finding {
    let (line, column) = LineMap::new(text).place(text, at);
    let message = format!("the vocabulary cannot be understood: {why}");
    let hint = "compare with the example in the README";
    let finding = about_file(path, Level::Error, "unreadable-vocabulary", message, hint);
    Finding { line, column, ..finding }
}

fn champion(entry: ChampionEntry) -> Option<Champion> {
    let role = entry.role.or_else(|| entry.id.clone()).filter(|role| !super::slug(role).is_empty())?;
    let mut covers: Vec<String> = entry
        .covers
        .iter()
        .chain(&entry.team)
        .map(|word| super::slug(word))
        .filter(|id| !id.is_empty())
        .collect();
    covers.sort();
    covers.dedup();
    Some(Champion { id: super::slug(entry.id.as_deref().unwrap_or(&role)), role, covers })
}

/// A role that is named twice looks after both.
fn merged(mut champions: Vec<Champion>) -> Vec<Champion> {
    champions.sort();
    let mut merged: Vec<Champion> = Vec::new();
    for champion in champions {
        match merged.last_mut().filter(|last| last.id == champion.id) {
            Some(last) => last.covers.extend(champion.covers),
            None => merged.push(champion),
        }
    }
    merged.iter_mut().for_each(|champion| {
        champion.covers.sort();
        champion.covers.dedup();
    });
    merged
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
