//! An action as a row of a table.

use crate::model::{Action, ActionStatus, Horizon};
use crate::render::context::Page;
use crate::render::view::{ActionColumns, ActionRow, Link};
use crate::render::words::{self, Words};

/// An action in a table of its own page.
pub(in crate::render) fn action_row(page: &Page<'_, '_>, action: &Action) -> ActionRow {
    let (state, state_kind) = state(page, action);
    ActionRow {
        title: action.title.clone(),
        href: String::new(),
        anchor: action.anchor.clone(),
        owner: action.owner.as_ref().map(|owner| page.owner(owner)),
        due: action.due.map(|due| page.dated(due)),
        state,
        state_kind,
        reason: action.reason.clone().or_else(|| evidence(page, action)).unwrap_or_default(),
        ticket: action.ticket.as_deref().map(ticket),
        coe: None,
        detail: detail(action, page.words()),
        addresses: Vec::new(),
    }
}

/// Which columns of a table of actions hold anything.
pub(super) fn columns<'r>(rows: impl IntoIterator<Item = &'r ActionRow>) -> ActionColumns {
    rows.into_iter().fold(ActionColumns::default(), |columns, row| ActionColumns {
        coe: columns.coe || row.coe.is_some(),
        owner: columns.owner || row.owner.is_some(),
        due: columns.due || row.due.is_some(),
        ticket: columns.ticket || row.ticket.is_some(),
    })
}

/// How an action stands, in words that do not say more than the document.
fn state(page: &Page<'_, '_>, action: &Action) -> (String, &'static str) {
    let (today, words) = (page.site.options.today, page.words());
    match (action.status, action.due) {
        (None, _) => (words.said("actions.not_stated"), "unknown"),
        (Some(ActionStatus::Open), Some(due)) if due < today => (words.due(due, today), "overdue"),
        (Some(ActionStatus::Open), Some(due)) => (words.due(due, today), "open"),
        (Some(ActionStatus::Open), None) => (words.said("actions.open_no_date"), "open"),
        (Some(ActionStatus::Done), _) => (words.said("actions.done"), "done"),
        (Some(ActionStatus::Verified), _) => (words.said("actions.verified"), "verified"),
        (Some(ActionStatus::Deferred), _) => (words.said("actions.deferred"), "set-aside"),
        (Some(ActionStatus::Declined), _) => (words.said("actions.declined"), "set-aside"),
    }
}

/// What shows that it works, where somebody says so.
fn evidence(page: &Page<'_, '_>, action: &Action) -> Option<String> {
    let evidence = action.evidence.as_deref()?;
    Some(page.words().fill("actions.evidence", &[("evidence", evidence)]))
}

fn detail(action: &Action, words: &Words) -> String {
    let horizon = action.horizon.map(|horizon| {
        words.say(match horizon {
            Horizon::Short => "actions.short_term",
            Horizon::Medium => "actions.medium_term",
            Horizon::Long => "actions.long_term",
        })
    });
    let parts = horizon.into_iter().chain(action.kind.as_deref()).chain(action.priority.as_deref());
    parts.collect::<Vec<_>>().join(" · ")
}

/// A key is short; what is longer, such as the hash of a commit, would push the table apart.
const LONGEST_TICKET: usize = 24;

fn ticket(ticket: &str) -> Link {
    match super::web_address(ticket) {
        Some(address) => {
            let name = address.trim_end_matches('/').rsplit('/').next().unwrap_or(address);
            Link { title: words::opening(name, LONGEST_TICKET), href: address.to_owned() }
        }
        None => Link { title: words::opening(ticket, LONGEST_TICKET), href: String::new() },
    }
}
