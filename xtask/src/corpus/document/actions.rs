//! What will change: the same actions as front matter, table, bullets or checkboxes.

use super::super::calendar::Day;
use super::super::plan::TODAY;
use super::super::prose::Voice;
use super::super::words::capitalised;
use super::headings::{Language, Role};

/// How many actions a document has: 3.5 on average.
const COUNTS: [usize; 12] = [0, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7];

/// Where a document keeps its actions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    FrontMatter,
    Table,
    Bullets,
    Checkboxes,
}

/// One promise.
pub(super) struct Action {
    title: String,
    owner: String,
    due: Day,
    horizon: &'static str,
    status: &'static str,
    kind: &'static str,
    cause: String,
    ticket: Option<String>,
}

impl Action {
    /// Whether an incident with this action cannot be closed yet.
    pub(super) fn keeps_open(&self) -> bool {
        self.status == "open" && self.horizon == "short"
    }

    fn is_over(&self) -> bool {
        matches!(self.status, "done" | "verified")
    }
}

/// The actions agreed on after an incident that ended on `day`.
pub(super) fn invent(voice: &mut Voice<'_>, day: Day) -> Vec<Action> {
    let count = COUNTS[voice.random().index(COUNTS.len())];
    (0..count).map(|_| action(voice, day)).collect()
}

fn action(voice: &mut Voice<'_>, day: Day) -> Action {
    let today = Day::new(TODAY.0, TODAY.1, TODAY.2);
    let deed = voice.random().pick(&[
        "Add an alarm on",
        "Add a limit to",
        "Document",
        "Test the failover of",
        "Replace",
        "Reject and count",
        "Alarm before the expiry of",
        "Roll out gradually",
        "Move to code",
        "Exercise the restore of",
        "Add jitter to",
        "Publish a dashboard for",
    ]);
    let title = format!("{deed} {} in {}", voice.thing_alone(), voice.service());
    let (horizon, days) =
        [("short", 14), ("short", 30), ("medium", 75), ("long", 200)][voice.random().index(4)];
    let due = day.plus(days + voice.random().between(-7, 7));
    let status = match (today.since(due), voice.random().below(100)) {
        (..0, 70..) => "done",
        (..0, _) => "open",
        (_, 0..12) => "open",
        (_, 12..16) => "deferred",
        (_, 16..19) => "declined",
        (_, 19..50) => "verified",
        _ => "done",
    };
    let kind = voice.random().pick(&[
        "runbook",
        "observability",
        "code",
        "process",
        "training",
        "documentation",
        "test",
    ]);
    let cause = voice.cause().to_owned();
    let own_team = voice.random().chance(75);
    let owner = if own_team {
        voice.plan().team.clone()
    } else {
        let lexicon = voice.lexicon();
        lexicon.teams.draw(voice.random()).to_owned()
    };
    let ticket = voice.random().chance(60).then(|| format!("OPS-{}", voice.random().between(100, 49_999)));
    Action { title, owner, due, horizon, status, kind, cause, ticket }
}

/// The `actions:` block of the front matter; nothing for no actions.
pub(super) fn front_matter(actions: &[Action]) -> String {
    let mut text = String::new();
    for (index, action) in actions.iter().enumerate() {
        let Action { title, owner, due, horizon, status, kind, cause, ticket } = action;
        if index == 0 {
            text += "actions:\n";
        }
        text += &format!(
            "  - id: a{}\n    title: {title}\n    owner: {owner}\n    due: {due}\n    horizon: {horizon}\n    \
             status: {status}\n",
            index + 1
        );
        if matches!(*status, "deferred" | "declined") {
            text += "    reason: superseded by the migration of the service\n";
        }
        text += &format!("    kind: {kind}\n    addresses: [{cause}]\n");
        if let Some(ticket) = ticket {
            text += &format!("    ticket: {ticket}\n");
        }
    }
    text
}

/// The section of the body, with its heading.
pub(super) fn section(actions: &[Action], place: Place, language: Language) -> String {
    let mut text = format!("## {}\n\n", language.heading(Role::Actions));
    if actions.is_empty() {
        text += "None agreed.\n";
        return text;
    }
    if place == Place::Table {
        text += "| Action | Type | Owner | Due | Status | Ticket |\n|---|---|---|---|---|---|\n";
    }
    for action in actions {
        let Action { title, owner, due, status, kind, ticket, .. } = action;
        let ticket = ticket.as_deref().unwrap_or("");
        text += &match place {
            Place::Table => {
                format!("| {title} | {kind} | {owner} | {due} | {} | {ticket} |\n", capitalised(status))
            }
            Place::Checkboxes => {
                let mark = if action.is_over() { 'x' } else { ' ' };
                format!("- [{mark}] {title} ({owner}, {due}) {ticket}").trim_end().to_owned() + "\n"
            }
            Place::Bullets | Place::FrontMatter => {
                let done = if action.is_over() { " DONE" } else { "" };
                format!("- {title} @{owner} by {due} {ticket}").trim_end().to_owned() + done + "\n"
            }
        };
    }
    text
}
