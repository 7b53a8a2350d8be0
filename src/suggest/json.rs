//! The proposals for programs, under stable keys.

use serde::Serialize;

use super::matter;
use crate::analyse::{Ground, MechanismTold, TermProposed, Words, suggest};
use crate::find::Found;
use crate::model::{Day, KnowledgeBase};
use crate::related::hundredths;

/// What `suggest --json` prints.
#[derive(Serialize)]
struct Answer {
    id: String,
    title: String,
    path: String,
    related: Vec<RelationJson>,
    causes: Vec<TermJson>,
    services: Vec<TermJson>,
    technologies: Vec<TermJson>,
    mechanisms: Vec<MechanismJson>,
    /// YAML to paste; nothing when nothing is proposed.
    front_matter: Option<String>,
}

#[derive(Serialize)]
struct RelationJson {
    kind: &'static str,
    id: String,
    title: String,
    date: Option<Day>,
    score: f64,
    evidence: Vec<GroundJson>,
}

#[derive(Serialize)]
struct TermJson {
    id: String,
    title: String,
    evidence: Vec<GroundJson>,
}

#[derive(Serialize)]
struct MechanismJson {
    id: String,
    title: String,
    sentence: String,
    line: u32,
}

#[derive(Serialize)]
struct GroundJson {
    text: String,
    shared: Vec<String>,
    sentence: Option<String>,
    line: Option<u32>,
    coes: Vec<String>,
}

/// All proposals as one value.
pub fn json(found: &Found) -> impl Serialize + use<> {
    let knowledge = &found.book.knowledge;
    let coe = found.coe();
    let suggestion = suggest(knowledge, &found.book.insight, found.index);
    let terms = |terms: &[TermProposed]| terms.iter().map(|it| term(knowledge, it)).collect();
    Answer {
        id: coe.id.to_string(),
        title: coe.title.value.clone(),
        path: coe.path.clone(),
        related: suggestion
            .relations
            .iter()
            .map(|relation| {
                let other = &knowledge.coes[relation.to];
                RelationJson {
                    kind: relation.kind.word(),
                    id: other.id.to_string(),
                    title: other.title.value.clone(),
                    date: other.date.as_ref().map(|date| date.value),
                    score: hundredths(relation.score),
                    evidence: relation.grounds.iter().map(|it| ground(knowledge, it)).collect(),
                }
            })
            .collect(),
        causes: terms(&suggestion.causes),
        services: terms(&suggestion.services),
        technologies: terms(&suggestion.technologies),
        mechanisms: suggestion.mechanisms.iter().map(mechanism).collect(),
        front_matter: matter::yaml(knowledge, &suggestion),
    }
}

fn term(knowledge: &KnowledgeBase, term: &TermProposed) -> TermJson {
    TermJson {
        id: term.id.clone(),
        title: term.title.clone(),
        evidence: term.grounds.iter().map(|it| ground(knowledge, it)).collect(),
    }
}

fn mechanism(told: &MechanismTold) -> MechanismJson {
    let MechanismTold { id, title, sentence, line } = told.clone();
    MechanismJson { id, title, sentence, line }
}

fn ground(knowledge: &KnowledgeBase, ground: &Ground) -> GroundJson {
    let text = ground.words.iter().map(|words| match words {
        Words::Plain(words) => words.clone(),
        Words::Shared(words) => format!("“{words}”"),
    });
    let shared = ground.words.iter().filter_map(|words| match words {
        Words::Shared(words) => Some(words.clone()),
        Words::Plain(_) => None,
    });
    GroundJson {
        text: text.collect(),
        shared: shared.collect(),
        sentence: ground.sentence.clone(),
        line: ground.line,
        coes: ground.coes.iter().map(|coe| knowledge.coes[*coe].id.to_string()).collect(),
    }
}
