//! Every action for machines: `data/actions.json` with its schema, the same a line each, and as a table for spreadsheets.

use std::collections::BTreeMap;
use std::io::Write;

use serde::Serialize;

use super::spreadsheet;
use crate::analyse::follow_up::{Doubt, FollowUp, Followed, Tally, backlog};
use crate::error::{Error, Result};
use crate::model::{ActionStatus, Coe, Day, Horizon, KnowledgeBase};

/// Name and version of the shape.
pub const ACTIONS_SCHEMA: &str = "coebook/actions/1";

/// An action, and how it stands.
#[derive(Debug, Serialize)]
pub struct ActionRecord<'a> {
    /// Id of its COE.
    pub coe: &'a str,
    /// Name within the COE.
    pub id: &'a str,
    /// What will change.
    pub title: &'a str,
    /// Address within the site.
    pub url: String,
    /// Title of the COE.
    pub incident: &'a str,
    /// Owner as written.
    pub owner: Option<&'a str>,
    /// One name for the owner, however it is written.
    pub owner_id: Option<&'a str>,
    /// Day it is due.
    pub due: Option<Day>,
    /// How soon it was meant to be done.
    pub horizon: Option<Horizon>,
    /// What the document says.
    pub status: Option<ActionStatus>,
    /// How it stands today: `overdue`, `due`, `undated`, `unknown`, `done`, `verified`, `deferred`, `declined`.
    pub standing: &'static str,
    /// Days since it was due, where it is overdue.
    pub days_overdue: Option<i64>,
    /// Day of the incident.
    pub opened: Option<Day>,
    /// Days since then.
    pub age_days: Option<i64>,
    /// The last day the deadlines of the knowledge base allow.
    pub deadline: Option<Day>,
    /// Whether it is open past that day, or due only after it.
    pub breaks_deadline: bool,
    /// Day it was done.
    pub done_on: Option<Day>,
    /// Why it was deferred or declined.
    pub reason: Option<&'a str>,
    /// Key or address in a tracker.
    pub ticket: Option<&'a str>,
    /// Kind of work.
    pub kind: Option<&'a str>,
    /// Priority as written.
    pub priority: Option<&'a str>,
    /// Who pays for it.
    pub sponsor: Option<&'a str>,
    /// What shows that it works.
    pub evidence: Option<&'a str>,
    /// Factors it acts on.
    pub addresses: &'a [String],
    /// What cannot be right about it.
    pub doubts: Vec<&'static str>,
}

#[derive(Serialize)]
struct OwnerData<'a> {
    id: &'a str,
    title: &'a str,
    is_team: bool,
    tally: Tally,
}

#[derive(Serialize)]
struct CohortData {
    period: String,
    tally: Tally,
}

#[derive(Serialize)]
struct BacklogData {
    cohorts: Vec<CohortData>,
    undated: Tally,
    lately_days: i64,
    promised_lately: usize,
    closed_lately: usize,
    closed_sometime: usize,
}

#[derive(Serialize)]
struct CheckpointData<'a> {
    coe: &'a str,
    open: usize,
    next: Day,
    missed: Option<Day>,
    basis: &'static str,
}

#[derive(Serialize)]
struct Head<'a> {
    schema: &'static str,
    generated_for: &'a str,
    today: Day,
    tally: Tally,
    horizons: BTreeMap<&'static str, Tally>,
    owners: Vec<OwnerData<'a>>,
    backlog: BacklogData,
    checkpoints: Vec<CheckpointData<'a>>,
    without_checkpoint: Vec<&'a str>,
    breaking_deadline: usize,
    doubts: BTreeMap<&'static str, usize>,
}

/// An action as machines are told of it.
pub fn record<'a>(
    knowledge: &'a KnowledgeBase,
    follow_up: &'a FollowUp,
    followed: &Followed,
) -> ActionRecord<'a> {
    let coe: &Coe = &knowledge.coes[followed.coe];
    let action = &coe.actions[followed.action];
    ActionRecord {
        coe: coe.id.as_str(),
        id: &action.id,
        title: &action.title,
        url: format!("coes/{}.html#{}", coe.id, action.anchor),
        incident: &coe.title.value,
        owner: action.owner.as_deref(),
        owner_id: followed.owner.map(|owner| follow_up.owners[owner].slug.as_str()),
        due: action.due,
        horizon: action.horizon,
        status: action.status,
        standing: followed.standing.word(),
        days_overdue: followed.days_overdue(knowledge, follow_up.today),
        opened: followed.opened,
        age_days: followed.age(follow_up.today),
        deadline: followed.deadline,
        breaks_deadline: followed.breaks_deadline(knowledge, follow_up.today),
        done_on: action.done_on,
        reason: action.reason.as_deref(),
        ticket: action.ticket.as_deref(),
        kind: action.kind.as_deref(),
        priority: action.priority.as_deref(),
        sponsor: action.sponsor.as_deref(),
        evidence: action.evidence.as_deref(),
        addresses: &action.addresses,
        doubts: followed.doubts.iter().map(|doubt| doubt.word()).collect(),
    }
}

/// Writes all actions after what is counted of them, one a line.
pub(super) fn write(knowledge: &KnowledgeBase, follow_up: &FollowUp, out: &mut dyn Write) -> Result<()> {
    let head = serde_json::to_string(&head(knowledge, follow_up)).map_err(unserialised)?;
    let head = head.strip_suffix('}').unwrap_or(&head);
    write!(out, "{head},\"actions\":[").map_err(unwritten)?;
    for (place, followed) in follow_up.actions.iter().enumerate() {
        let separator: &[u8] = if place == 0 { b"\n" } else { b",\n" };
        out.write_all(separator).map_err(unwritten)?;
        serde_json::to_writer(&mut *out, &record(knowledge, follow_up, followed)).map_err(unserialised)?;
    }
    out.write_all(b"\n]}\n").map_err(unwritten)
}

/// Writes the same actions as NDJSON.
pub(super) fn write_lines(
    knowledge: &KnowledgeBase,
    follow_up: &FollowUp,
    out: &mut dyn Write,
) -> Result<()> {
    for followed in &follow_up.actions {
        serde_json::to_writer(&mut *out, &record(knowledge, follow_up, followed)).map_err(unserialised)?;
        out.write_all(b"\n").map_err(unwritten)?;
    }
    Ok(())
}

/// Some actions as a table for spreadsheets, with a row of names above.
pub fn table(knowledge: &KnowledgeBase, follow_up: &FollowUp, actions: &[&Followed]) -> Result<Vec<u8>> {
    const NAMES: [&str; 18] = [
        "incident",
        "action",
        "owner",
        "due",
        "standing",
        "days_overdue",
        "horizon",
        "status",
        "opened",
        "age_days",
        "deadline",
        "breaks_deadline",
        "done_on",
        "ticket",
        "kind",
        "coe",
        "id",
        "url",
    ];
    let rows = actions.iter().map(|followed| {
        let it = record(knowledge, follow_up, followed);
        let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        let number = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
        let words = |words: Option<&str>| words.unwrap_or_default().to_owned();
        vec![
            it.incident.to_owned(),
            it.title.to_owned(),
            words(it.owner),
            day(it.due),
            it.standing.to_owned(),
            number(it.days_overdue),
            words(it.horizon.map(Horizon::word)),
            words(it.status.map(ActionStatus::word)),
            day(it.opened),
            number(it.age_days),
            day(it.deadline),
            if it.breaks_deadline { "yes" } else { "no" }.to_owned(),
            day(it.done_on),
            words(it.ticket),
            words(it.kind),
            it.coe.to_owned(),
            it.id.to_owned(),
            it.url,
        ]
    });
    spreadsheet::table(&NAMES, rows)
}

fn head<'a>(knowledge: &'a KnowledgeBase, follow_up: &'a FollowUp) -> Head<'a> {
    let backlog = backlog::of(follow_up, knowledge);
    let id = |coe: usize| knowledge.coes[coe].id.as_str();
    let standings =
        |actions: &[usize]| actions.iter().map(|action| follow_up.actions[*action].standing).collect();
    let doubts = Doubt::ALL.iter().map(|doubt| {
        let number = follow_up.actions.iter().filter(|it| it.doubts.contains(doubt)).count();
        (doubt.word(), number)
    });
    Head {
        schema: ACTIONS_SCHEMA,
        generated_for: &knowledge.audience,
        today: follow_up.today,
        tally: follow_up.tally(),
        horizons: follow_up
            .horizons(knowledge)
            .map(|(horizon, tally)| (horizon.map_or("none", Horizon::word), tally))
            .into(),
        owners: follow_up
            .owners
            .iter()
            .map(|owner| OwnerData {
                id: &owner.slug,
                title: &owner.title,
                is_team: owner.is_team,
                tally: standings(&owner.actions),
            })
            .collect(),
        backlog: BacklogData {
            cohorts: backlog
                .cohorts
                .iter()
                .map(|(period, tally)| CohortData { period: period.to_string(), tally: *tally })
                .collect(),
            undated: backlog.undated,
            lately_days: backlog::LATELY,
            promised_lately: backlog.promised_lately,
            closed_lately: backlog.closed_lately,
            closed_sometime: backlog.closed_sometime,
        },
        checkpoints: follow_up
            .checkpoints
            .iter()
            .map(|it| CheckpointData {
                coe: id(it.coe),
                open: it.open,
                next: it.next,
                missed: it.missed,
                basis: it.basis.word(),
            })
            .collect(),
        without_checkpoint: follow_up.unasked.iter().map(|coe| id(*coe)).collect(),
        breaking_deadline: follow_up.breaking_deadline(knowledge).count(),
        doubts: doubts.collect(),
    }
}

fn unserialised(error: serde_json::Error) -> Error {
    Error::new("cannot write the actions as JSON").because(error)
}

fn unwritten(error: std::io::Error) -> Error {
    Error::new("cannot write the actions").because(error)
}
