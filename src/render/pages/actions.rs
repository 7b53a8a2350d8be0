//! Actions: one as a row of a table, and the pages of all open ones.

use crate::error::Result;
use crate::model::{Action, ActionStatus, Horizon};
use crate::render::catalogue::{OpenAction, Standing, TermKind};
use crate::render::context::{Page, Site, dated, surely_open};
use crate::render::view::{ActionColumns, ActionGroup, ActionRow, ActionsPage, Link};
use crate::render::{site_map, words};

/// The most actions on one page.
pub(in crate::render) const PER_PAGE: usize = 500;

/// How many pages the open actions take.
pub(in crate::render) fn pages(site: &Site<'_>) -> usize {
    site.catalogue.open_actions.len().div_ceil(PER_PAGE)
}

/// An action in a table of its own page.
pub(in crate::render) fn action_row(page: &Page<'_, '_>, action: &Action) -> ActionRow {
    let (state, state_kind) = state(page, action);
    ActionRow {
        title: action.title.clone(),
        href: String::new(),
        anchor: action.anchor.clone(),
        owner: action.owner.as_ref().map(|owner| page.term(TermKind::Team, owner)),
        due: action.due.map(dated),
        state,
        state_kind,
        reason: action.reason.clone().unwrap_or_default(),
        ticket: action.ticket.as_deref().map(ticket),
        coe: None,
        detail: detail(action),
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
    let today = page.site.options.today;
    match (action.status, action.due) {
        (None, _) => ("not stated".to_owned(), "unknown"),
        (Some(ActionStatus::Open), Some(due)) if due < today => (words::due(due, today), "overdue"),
        (Some(ActionStatus::Open), Some(due)) => (words::due(due, today), "open"),
        (Some(ActionStatus::Open), None) => ("open, no date".to_owned(), "open"),
        (Some(ActionStatus::Done), _) => ("done".to_owned(), "done"),
        (Some(ActionStatus::Verified), _) => ("verified".to_owned(), "verified"),
        (Some(ActionStatus::Deferred), _) => ("deferred".to_owned(), "set-aside"),
        (Some(ActionStatus::Declined), _) => ("declined".to_owned(), "set-aside"),
    }
}

fn detail(action: &Action) -> String {
    let horizon = action.horizon.map(|horizon| match horizon {
        Horizon::Short => "short term",
        Horizon::Medium => "medium term",
        Horizon::Long => "long term",
    });
    let parts = horizon.into_iter().chain(action.kind.as_deref()).chain(action.priority.as_deref());
    parts.collect::<Vec<_>>().join(" · ")
}

fn ticket(ticket: &str) -> Link {
    match super::web_address(ticket) {
        Some(address) => {
            let name = address.trim_end_matches('/').rsplit('/').next().unwrap_or(address);
            Link { title: words::opening(name, 40), href: address.to_owned() }
        }
        None => Link { title: ticket.to_owned(), href: String::new() },
    }
}

/// One page of the open actions, counted from 1.
pub(in crate::render) fn page(page: &Page<'_, '_>, number: usize) -> Result<Vec<u8>> {
    let site = page.site;
    let open = &site.catalogue.open_actions;
    let first = (number - 1) * PER_PAGE;
    let shown = &open[first.min(open.len())..(first + PER_PAGE).min(open.len())];
    let pages = pages(site);
    let link = |number: usize, title: &str| Link {
        title: title.to_owned(),
        href: page.href(&site_map::actions(number)),
    };
    let view = ActionsPage {
        shell: page.shell("Open actions", &intro(site), "en"),
        heading: "Open actions",
        intro: intro(site),
        groups: shown.chunk_by(|a, b| a.standing == b.standing).map(|actions| group(page, actions)).collect(),
        place: if pages > 1 { format!("Page {number} of {pages}") } else { String::new() },
        earlier: (number > 1).then(|| link(number - 1, "Page before")),
        later: (number < pages).then(|| link(number + 1, "Next page")),
    };
    site.theme.render("actions.html", &view)
}

fn intro(site: &Site<'_>) -> String {
    let all = &site.catalogue.open_actions;
    let open = surely_open(&site.catalogue);
    let overdue = all.iter().filter(|open| open.standing == Standing::Overdue).count();
    let unowned =
        all.iter().filter(|open| open.standing != Standing::Unknown && open.action.owner.is_none()).count();
    let unknown = all.len() - open;
    let mut sentences = vec![match (open, overdue) {
        (0, _) => "No action is known to be open.".to_owned(),
        (_, 0) => format!("{} open, none overdue.", words::capital(&words::count_of(open, "action"))),
        _ => format!("{} open, {} of them overdue.", words::count_of(open, "action"), words::number(overdue)),
    }];
    if unowned > 0 {
        sentences.push(format!("{} no owner.", has_or_have(unowned)));
    }
    if unknown > 0 {
        let verb = if unknown == 1 { "stands" } else { "stand" };
        sentences.push(format!(
            "{} more {verb} in documents that do not say whether they were done.",
            words::capital(&words::number(unknown))
        ));
    }
    sentences.join(" ")
}

fn has_or_have(number: usize) -> String {
    let verb = if number == 1 { "has" } else { "have" };
    format!("{} {verb}", words::capital(&words::number(number)))
}

fn group(page: &Page<'_, '_>, actions: &[OpenAction<'_>]) -> ActionGroup {
    let (title, words) = match actions.first().map(|open| open.standing) {
        Some(Standing::Overdue) => ("Overdue", "Their day has passed, the longest ago first."),
        Some(Standing::Due) => ("To come", "The next due first."),
        Some(Standing::Undated) | None => ("Without a date", "Open, and nobody said until when."),
        Some(Standing::Unknown) => (
            "State not stated",
            "The documents do not say whether these were done, the latest incident first.",
        ),
    };
    ActionGroup { title, words, rows: actions.iter().map(|open| page.action(open)).collect() }
}
