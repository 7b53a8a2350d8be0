//! `data/coes.json`: every fact of every COE, in the shape published as JSON Schema.

use std::collections::BTreeMap;
use std::io::Write;

use serde::Serialize;

use crate::analyse::{self, Insight, Pending, Reason, Related, StandingThen};
use crate::error::{Error, Result};
use crate::model::{
    ActionStatus, Coe, Day, Fact, Horizon, KnowledgeBase, Moment, Origin, Profile, RelationKind, Severity,
    Status,
};

/// Name and version of the shape.
pub const SCHEMA: &str = "coebook/coes/1";

#[derive(Serialize)]
struct CoeData<'a> {
    id: &'a str,
    url: String,
    path: &'a str,
    title: &'a str,
    date: Option<Day>,
    profile: Profile,
    status: Status,
    severity: Option<&'a Severity>,
    trigger: Option<&'a str>,
    team: Option<&'a str>,
    services: &'a [String],
    technologies: &'a [String],
    causes: &'a [String],
    tags: &'a [String],
    zone: Option<&'a str>,
    times: BTreeMap<&'static str, &'a Moment>,
    duration_minutes: Option<f64>,
    detected_by: Option<&'a str>,
    language: &'a str,
    timeline: Vec<EntryData<'a>>,
    sections: Vec<SectionData<'a>>,
    actions: Vec<ActionData<'a>>,
    factors: Vec<FactorData<'a>>,
    items: Vec<ItemData<'a>>,
    relations: Vec<RelationData<'a>>,
    related: Vec<RelatedData<'a>>,
    family: Option<FamilyData<'a>>,
    pending_at_start: Vec<PendingData<'a>>,
    promised_before: Vec<PromiseData<'a>>,
    words: usize,
    history: HistoryData,
    origin: BTreeMap<String, Origin>,
}

#[derive(Serialize)]
struct EntryData<'a> {
    at: &'a Moment,
    end: Option<&'a Moment>,
    approximate: bool,
    marker: Option<&'static str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    inferred: bool,
    text: &'a str,
    anchor: &'a str,
    line: u32,
}

#[derive(Serialize)]
struct SectionData<'a> {
    role: Option<&'static str>,
    title: &'a str,
    anchor: &'a str,
    line: u32,
}

#[derive(Serialize)]
struct ActionData<'a> {
    id: &'a str,
    title: &'a str,
    owner: Option<&'a str>,
    due: Option<Day>,
    horizon: Option<Horizon>,
    status: Option<ActionStatus>,
    done_on: Option<Day>,
    reason: Option<&'a str>,
    kind: Option<&'a str>,
    priority: Option<&'a str>,
    sponsor: Option<&'a str>,
    evidence: Option<&'a str>,
    addresses: &'a [String],
    ticket: Option<&'a str>,
    anchor: &'a str,
    line: Option<u32>,
}

#[derive(Serialize)]
struct FactorData<'a> {
    id: &'a str,
    text: &'a str,
    area: Option<&'a str>,
    tags: &'a [String],
    primary: bool,
    anchor: &'a str,
    line: u32,
}

#[derive(Serialize)]
struct ItemData<'a> {
    role: &'static str,
    text: &'a str,
    anchor: &'a str,
    line: u32,
}

#[derive(Serialize)]
struct RelationData<'a> {
    kind: RelationKind,
    to: &'a str,
    text: &'a str,
}

/// A COE that is like this one.
#[derive(Serialize)]
struct RelatedData<'a> {
    id: &'a str,
    score: f64,
    reasons: Vec<ReasonData>,
}

#[derive(Serialize)]
struct ReasonData {
    kind: &'static str,
    text: String,
    shared: Vec<String>,
}

/// COEs in which the same thing happened again.
#[derive(Serialize)]
struct FamilyData<'a> {
    id: &'a str,
    title: &'a str,
    members: Vec<&'a str>,
}

/// An action of an earlier COE that was open when this one began.
#[derive(Serialize)]
struct PendingData<'a> {
    coe: &'a str,
    action: &'a str,
    days_overdue: Option<i64>,
}

/// Any other action of an earlier COE, and how it stood when this one began.
#[derive(Serialize)]
struct PromiseData<'a> {
    coe: &'a str,
    action: &'a str,
    standing: &'static str,
}

#[derive(Serialize)]
struct HistoryData {
    first: Option<Day>,
    last: Option<Day>,
    revisions: u32,
}

/// Writes all COEs of an edition, one a line, sorted by id.
pub(super) fn write(knowledge: &KnowledgeBase, insight: &Insight, out: &mut dyn Write) -> Result<()> {
    let unwritten = |error: std::io::Error| Error::new("cannot write data/coes.json").because(error);
    let audience = serde_json::to_string(&knowledge.audience).map_err(unserialised)?;
    write!(out, "{{\"schema\":\"{SCHEMA}\",\"generated_for\":{audience},\"coes\":[").map_err(unwritten)?;
    for (index, coe) in knowledge.coes.iter().enumerate() {
        let separator = if index == 0 { "\n" } else { ",\n" };
        out.write_all(separator.as_bytes()).map_err(unwritten)?;
        serde_json::to_writer(&mut *out, &data(knowledge, insight, index, coe)).map_err(unserialised)?;
    }
    out.write_all(b"\n]}\n").map_err(unwritten)
}

/// Writes the same COEs as NDJSON: each a line of its own, and nothing around them.
pub(super) fn write_lines(knowledge: &KnowledgeBase, insight: &Insight, out: &mut dyn Write) -> Result<()> {
    for (index, coe) in knowledge.coes.iter().enumerate() {
        serde_json::to_writer(&mut *out, &data(knowledge, insight, index, coe)).map_err(unserialised)?;
        let unwritten = |error: std::io::Error| Error::new("cannot write data/coes.ndjson").because(error);
        out.write_all(b"\n").map_err(unwritten)?;
    }
    Ok(())
}

/// One COE in the shape of the export.
pub fn one(knowledge: &KnowledgeBase, insight: &Insight, index: usize) -> Result<serde_json::Value> {
    serde_json::to_value(data(knowledge, insight, index, &knowledge.coes[index])).map_err(unserialised)
}

fn unserialised(error: serde_json::Error) -> Error {
    Error::new("cannot write a COE as JSON").because(error)
}

fn data<'a>(knowledge: &'a KnowledgeBase, insight: &'a Insight, index: usize, coe: &'a Coe) -> CoeData<'a> {
    CoeData {
        id: coe.id.as_str(),
        url: format!("coes/{}.html", coe.id),
        path: &coe.path,
        title: &coe.title.value,
        date: coe.date.as_ref().map(|fact| fact.value),
        profile: coe.profile.value,
        status: coe.status.value,
        severity: coe.severity.as_ref().map(|fact| &fact.value),
        trigger: text(&coe.trigger),
        team: text(&coe.team),
        services: &coe.services,
        technologies: &coe.technologies,
        causes: &coe.causes,
        tags: &coe.tags,
        zone: coe.zone.as_ref().map(|zone| zone.value.label.as_str()),
        times: coe.times.iter().map(|(name, fact)| (name, &fact.value)).collect(),
        duration_minutes: coe.duration_minutes.as_ref().map(|fact| fact.value),
        detected_by: text(&coe.detected_by),
        language: coe.language,
        timeline: coe
            .timeline
            .entries
            .iter()
            .map(|entry| EntryData {
                at: &entry.at,
                end: entry.end.as_ref(),
                approximate: entry.approximate,
                marker: entry.marker.map(crate::model::Marker::word),
                inferred: entry.marker_inferred,
                text: &entry.text,
                anchor: &entry.anchor,
                line: entry.line,
            })
            .collect(),
        sections: coe
            .sections
            .iter()
            .map(|section| SectionData {
                role: section.role.map(crate::model::Role::word),
                title: &section.title,
                anchor: &section.anchor,
                line: section.line,
            })
            .collect(),
        actions: coe.actions.iter().map(action).collect(),
        factors: coe
            .factors
            .iter()
            .map(|factor| FactorData {
                id: &factor.id,
                text: &factor.text,
                area: factor.area.as_deref(),
                tags: &factor.tags,
                primary: factor.primary,
                anchor: &factor.anchor,
                line: factor.line,
            })
            .collect(),
        items: coe
            .items
            .iter()
            .map(|item| ItemData {
                role: item.role.word(),
                text: &item.text,
                anchor: &item.anchor,
                line: item.line,
            })
            .collect(),
        relations: knowledge
            .relations
            .get(index)
            .into_iter()
            .flatten()
            .map(|relation| RelationData {
                kind: relation.kind,
                to: knowledge.coes[relation.to].id.as_str(),
                text: &relation.text,
            })
            .collect(),
        related: insight.related[index].iter().map(|related| self::related(knowledge, related)).collect(),
        family: family(knowledge, insight, index),
        pending_at_start: insight.pending[index]
            .iter()
            .filter_map(|it| pending(knowledge, coe, it))
            .collect(),
        promised_before: insight.pending[index].iter().filter_map(|it| promise(knowledge, it)).collect(),
        words: coe.words,
        history: HistoryData {
            first: coe.history.as_ref().map(|history| history.first),
            last: coe.history.as_ref().map(|history| history.last),
            revisions: coe.history.as_ref().map_or(0, |history| history.revisions),
        },
        origin: origins(coe),
    }
}

fn related<'a>(knowledge: &'a KnowledgeBase, related: &Related) -> RelatedData<'a> {
    let reason = |reason: &Reason| ReasonData {
        kind: reason.kind.word(),
        text: reason.text(),
        shared: reason.shared().map(str::to_owned).collect(),
    };
    RelatedData {
        id: knowledge.coes[related.to].id.as_str(),
        score: hundredths(related.score),
        reasons: related.reasons.iter().map(reason).collect(),
    }
}

/// A score in two digits: more of them would be noise.
fn hundredths(score: f32) -> f64 {
    (f64::from(score) * 100.0).round() / 100.0
}

fn family<'a>(knowledge: &'a KnowledgeBase, insight: &'a Insight, index: usize) -> Option<FamilyData<'a>> {
    let (family, _) = insight.family(index)?;
    let members = family.members.iter().map(|coe| knowledge.coes[*coe].id.as_str()).collect();
    Some(FamilyData { id: &family.id, title: &family.title, members })
}

/// An action that was open; nothing for one that was not, or of which nobody says whether it was.
fn pending<'a>(knowledge: &'a KnowledgeBase, later: &Coe, pending: &Pending) -> Option<PendingData<'a>> {
    let open = matches!(pending.standing, StandingThen::Overdue { .. } | StandingThen::Open);
    let coe = &knowledge.coes[pending.coe];
    let action = &coe.actions[pending.action];
    open.then(|| PendingData {
        coe: coe.id.as_str(),
        action: &action.id,
        days_overdue: analyse::days_late(action, later),
    })
}

fn promise<'a>(knowledge: &'a KnowledgeBase, pending: &Pending) -> Option<PromiseData<'a>> {
    let open = matches!(pending.standing, StandingThen::Overdue { .. } | StandingThen::Open);
    let coe = &knowledge.coes[pending.coe];
    let action = &coe.actions[pending.action];
    (!open).then(|| PromiseData {
        coe: coe.id.as_str(),
        action: &action.id,
        standing: pending.standing.word(),
    })
}

fn text(fact: &Option<Fact<String>>) -> Option<&str> {
    fact.as_ref().map(|fact| fact.value.as_str())
}

fn action(action: &crate::model::Action) -> ActionData<'_> {
    ActionData {
        id: &action.id,
        title: &action.title,
        owner: action.owner.as_deref(),
        due: action.due,
        horizon: action.horizon,
        status: action.status,
        done_on: action.done_on,
        reason: action.reason.as_deref(),
        kind: action.kind.as_deref(),
        priority: action.priority.as_deref(),
        sponsor: action.sponsor.as_deref(),
        evidence: action.evidence.as_deref(),
        addresses: &action.addresses,
        ticket: action.ticket.as_deref(),
        anchor: &action.anchor,
        line: action.origin.line,
    }
}

/// Where each fact with an origin came from, by the name of the fact.
pub fn origins(coe: &Coe) -> BTreeMap<String, Origin> {
    let mut origins = BTreeMap::from([
        ("title".to_owned(), coe.title.origin),
        ("profile".to_owned(), coe.profile.origin),
        ("status".to_owned(), coe.status.origin),
    ]);
    let mut add = |name: &str, origin: Option<Origin>| {
        origins.extend(origin.map(|origin| (name.to_owned(), origin)));
    };
    add("date", coe.date.as_ref().map(|fact| fact.origin));
    add("severity", coe.severity.as_ref().map(|fact| fact.origin));
    add("trigger", coe.trigger.as_ref().map(|fact| fact.origin));
    add("team", coe.team.as_ref().map(|fact| fact.origin));
    add("zone", coe.zone.as_ref().map(|fact| fact.origin));
    add("duration_minutes", coe.duration_minutes.as_ref().map(|fact| fact.origin));
    add("detected_by", coe.detected_by.as_ref().map(|fact| fact.origin));
    for (name, fact) in coe.times.iter() {
        add(&format!("times.{name}"), Some(fact.origin));
    }
    origins
}
