//! Which teams took up a lesson: what its page says, and who is meant.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::Serialize;

use super::{Article, Coe, Vocabulary, nearest, slug};
use crate::findings::{Finding, Level, LineMap};

/// How far a team is with a lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AdoptionState {
    /// It lives by it.
    Adopted,
    /// It means to.
    Planned,
    /// There is nothing it could be applied to, with the reason.
    NotApplicable,
    /// Nobody knows.
    Unknown,
}

impl AdoptionState {
    /// Every state, in the order readers see them.
    pub const ALL: [AdoptionState; 4] = [
        AdoptionState::Adopted,
        AdoptionState::Planned,
        AdoptionState::NotApplicable,
        AdoptionState::Unknown,
    ];

    /// The word used in data: `not-applicable`.
    pub fn word(self) -> &'static str {
        ["adopted", "planned", "not-applicable", "unknown"][self as usize]
    }
}

/// How far one team is with a lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adoption {
    /// The id of the team, where the vocabulary or a COE knows it; else its name as a slug.
    pub team: String,
    /// The team as written.
    pub name: String,
    /// How far it is.
    pub state: AdoptionState,
    /// Why not, since when, by when; may be empty.
    pub note: String,
    /// Bytes of the name in the file.
    pub span: Range<usize>,
    /// Line of the file, from 1.
    pub line: u32,
}

/// Replaces the names of teams by their ids; the first statement about a team counts. A team nobody knows is a finding.
pub(super) fn settle(
    article: &Article,
    stated: Vec<Adoption>,
    vocabulary: &Vocabulary,
    coes: &[Coe],
    findings: &mut Vec<Finding>,
) -> Vec<Adoption> {
    let mut settled: Vec<Adoption> = Vec::new();
    for adoption in stated {
        let written = slug(&adoption.name);
        let known = vocabulary.teams.iter().find(|team| {
            let words = [&team.id, &team.title].into_iter().chain(&team.synonyms);
            words.into_iter().any(|word| slug(word) == written)
        });
        if known.is_none() && !vocabulary.teams.is_empty() && !is_named(coes, &written) {
            findings.push(unknown_team(article, &adoption, vocabulary));
        }
        let team = known.map_or(written, |team| slug(&team.id));
        if !team.is_empty() && settled.iter().all(|earlier| earlier.team != team) {
            settled.push(Adoption { team, ..adoption });
        }
    }
    settled
}

fn is_named(coes: &[Coe], team: &str) -> bool {
    let teams = |coe: &Coe| -> BTreeSet<String> {
        coe.team
            .iter()
            .map(|team| slug(&team.value))
            .chain(coe.impacted_teams.iter().map(|it| slug(it)))
            .collect()
    };
    coes.iter().any(|coe| teams(coe).contains(team))
}

fn unknown_team(article: &Article, adoption: &Adoption, vocabulary: &Vocabulary) -> Finding {
    let (line, column) = LineMap::new(&article.text).place(&article.text, adoption.span.start);
    let near = nearest(&slug(&adoption.name), vocabulary.teams.iter().map(|team| team.id.as_str()));
    let hint = match near {
        Some(id) => format!("did you mean `{id}`?"),
        None => "add it to `vocabulary/teams.toml`, or take the row out".to_owned(),
    };
    Finding {
        path: article.path.clone(),
        span: Some(adoption.span.clone().into()),
        line,
        column,
        level: Level::Warning,
        rule: "unknown-team",
        message: format!("no team is called `{}`", adoption.name),
        hints: vec![hint],
        suggestion: None,
    }
}
