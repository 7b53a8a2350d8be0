//! Lessons, who lives by them, who looks after them, and everything collected from COEs: `data/lessons.json`.

use std::collections::BTreeSet;
use std::io::Write;

use serde::Serialize;

use crate::analyse::adoption::{AdoptionMatrix, AdoptionTally};
use crate::analyse::collected::{Collected, CollectedKind, Gathered};
use crate::error::{Error, Result};
use crate::model::{AdoptionState, Day, KnowledgeBase, slug};

/// Name and version of the shape.
pub const LESSONS_SCHEMA: &str = "coebook/lessons/1";

#[derive(Serialize)]
struct Tally {
    adopted: usize,
    planned: usize,
    #[serde(rename = "not-applicable")]
    not_applicable: usize,
    unknown: usize,
}

impl From<AdoptionTally> for Tally {
    fn from([adopted, planned, not_applicable, unknown]: AdoptionTally) -> Tally {
        Tally { adopted, planned, not_applicable, unknown }
    }
}

#[derive(Serialize)]
struct AdoptionData<'a> {
    team: &'a str,
    state: AdoptionState,
    stated: bool,
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct LessonData<'a> {
    id: &'a str,
    url: String,
    title: &'a str,
    claim: Option<&'a str>,
    limits: Option<&'a str>,
    champions: &'a [String],
    evidence: Vec<&'a str>,
    tally: Tally,
    adoption: Vec<AdoptionData<'a>>,
}

#[derive(Serialize)]
struct TeamData<'a> {
    id: &'a str,
    title: &'a str,
}

#[derive(Serialize)]
struct ChampionData<'a> {
    id: &'a str,
    role: &'a str,
    covers: &'a [String],
    lessons: Vec<&'a str>,
}

#[derive(Serialize)]
struct CountData {
    kind: &'static str,
    items: usize,
}

#[derive(Serialize)]
struct RepeatedData<'a> {
    incidents: usize,
    ideas: Vec<IdeaData<'a>>,
}

#[derive(Serialize)]
struct IdeaData<'a> {
    coe: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
struct Head<'a> {
    schema: &'static str,
    generated_for: &'a str,
    teams: Vec<TeamData<'a>>,
    tally: Tally,
    lessons: Vec<LessonData<'a>>,
    champions: Vec<ChampionData<'a>>,
    collected: Vec<CountData>,
    repeated_ideas: Vec<RepeatedData<'a>>,
}

#[derive(Serialize)]
struct ItemData<'a> {
    kind: &'static str,
    coe: &'a str,
    date: Option<Day>,
    text: &'a str,
    url: String,
}

/// Writes lessons and counts, then what is collected, one item a line.
pub(super) fn write(knowledge: &KnowledgeBase, out: &mut dyn Write) -> Result<()> {
    let collected = Collected::of(knowledge);
    let matrix = AdoptionMatrix::of(knowledge);
    let head = serde_json::to_string(&head(knowledge, &collected, &matrix)).map_err(unserialised)?;
    let head = head.strip_suffix('}').unwrap_or(&head);
    write!(out, "{head},\"items\":[").map_err(unwritten)?;
    let kinds = CollectedKind::ALL.into_iter();
    let items = kinds.flat_map(|kind| collected.all(kind).iter().map(move |item| (kind, item)));
    for (place, (kind, item)) in items.enumerate() {
        let separator: &[u8] = if place == 0 { b"\n" } else { b",\n" };
        out.write_all(separator).map_err(unwritten)?;
        serde_json::to_writer(&mut *out, &item_data(knowledge, kind, item)).map_err(unserialised)?;
    }
    out.write_all(b"\n]}\n").map_err(unwritten)
}

fn item_data<'a>(knowledge: &'a KnowledgeBase, kind: CollectedKind, item: &Gathered<'a>) -> ItemData<'a> {
    let coe = &knowledge.coes[item.coe];
    ItemData {
        kind: kind.word(),
        coe: coe.id.as_str(),
        date: coe.date.as_ref().map(|date| date.value),
        text: item.text,
        url: format!("coes/{}.html#{}", coe.id, item.anchor),
    }
}

fn head<'a>(
    knowledge: &'a KnowledgeBase,
    collected: &Collected<'a>,
    matrix: &'a AdoptionMatrix<'a>,
) -> Head<'a> {
    let ideas = collected.all(CollectedKind::Ideas);
    let id = |coe: usize| knowledge.coes[coe].id.as_str();
    let idea = |place: &usize| IdeaData { coe: id(ideas[*place].coe), text: ideas[*place].text };
    Head {
        schema: LESSONS_SCHEMA,
        generated_for: &knowledge.audience,
        teams: matrix.teams.iter().map(|team| TeamData { id: &team.slug, title: &team.title }).collect(),
        tally: matrix.tally_of_all().into(),
        lessons: (0..knowledge.lessons.len()).map(|lesson| lesson_data(knowledge, matrix, lesson)).collect(),
        champions: champions(knowledge),
        collected: CollectedKind::ALL
            .into_iter()
            .map(|kind| CountData { kind: kind.word(), items: collected.all(kind).len() })
            .collect(),
        repeated_ideas: collected
            .repeated()
            .iter()
            .map(|group| RepeatedData {
                incidents: collected.incidents(group),
                ideas: group.iter().map(idea).collect(),
            })
            .collect(),
    }
}

fn lesson_data<'a>(
    knowledge: &'a KnowledgeBase,
    matrix: &'a AdoptionMatrix<'a>,
    index: usize,
) -> LessonData<'a> {
    let lesson = &knowledge.lessons[index];
    let id = &lesson.article.id;
    let named = knowledge.coes.iter().enumerate();
    let named =
        named.filter(|(_, coe)| coe.lessons.iter().any(|it| slug(it) == slug(id))).map(|(coe, _)| coe);
    let evidence: BTreeSet<usize> = lesson.evidence.iter().copied().chain(named).collect();
    let adoption = matrix.teams.iter().zip(&matrix.cells[index]).map(|(team, cell)| AdoptionData {
        team: &team.slug,
        state: cell.state,
        stated: cell.stated,
        note: Some(cell.note).filter(|note| !note.is_empty()),
    });
    LessonData {
        id,
        url: format!("lessons/{id}.html"),
        title: &lesson.article.title,
        claim: lesson.claim.as_deref(),
        limits: lesson.limits.as_deref(),
        champions: &lesson.champions,
        evidence: evidence.into_iter().map(|coe| knowledge.coes[coe].id.as_str()).collect(),
        tally: matrix.tally(index).into(),
        adoption: adoption.collect(),
    }
}

fn champions(knowledge: &KnowledgeBase) -> Vec<ChampionData<'_>> {
    let looked_after = |id: &str| {
        let lessons = knowledge.lessons.iter();
        let own = lessons.filter(|lesson| lesson.champions.iter().any(|it| slug(it) == id));
        own.map(|lesson| lesson.article.id.as_str()).collect()
    };
    let champions = knowledge.vocabulary.champions.iter();
    champions
        .map(|it| ChampionData {
            id: &it.id,
            role: &it.role,
            covers: &it.covers,
            lessons: looked_after(&it.id),
        })
        .collect()
}

fn unserialised(error: serde_json::Error) -> Error {
    Error::new("cannot write the lessons as JSON").because(error)
}

fn unwritten(error: std::io::Error) -> Error {
    Error::new("cannot write the lessons").because(error)
}
