//! Actions: one as a row of a table, and the pages of all open ones.

use crate::error::Result;
use crate::model::{Action, ActionStatus, Horizon};
use crate::render::catalogue::{OpenAction, Standing, TermKind};
use crate::render::context::{Page, Site, surely_open};
use crate::render::site_map;
use crate::render::view::{ActionColumns, ActionGroup, ActionRow, ActionsPage, Link};
use crate::render::words::{self, Words};

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
        due: action.due.map(|due| page.dated(due)),
        state,
        state_kind,
        reason: action.reason.clone().unwrap_or_default(),
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
    let words = page.words();
    let link = |number: usize, title: &'static str| Link {
        title: words.said(title),
        href: page.href(&site_map::actions(number)),
    };
    let view = ActionsPage {
        shell: page.shell(words.say("actions.open"), &intro(site), page.words().language()),
        heading: words.said("actions.open"),
        intro: intro(site),
        groups: shown.chunk_by(|a, b| a.standing == b.standing).map(|actions| group(page, actions)).collect(),
        place: if pages > 1 {
            words.fill("actions.page", &[("page", &number.to_string()), ("pages", &pages.to_string())])
        } else {
            String::new()
        },
        earlier: (number > 1).then(|| link(number - 1, "actions.page_before")),
        later: (number < pages).then(|| link(number + 1, "actions.next_page")),
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
    let words = site.words();
    let mut sentences = vec![match (open, overdue) {
        (0, _) => words.said("actions.none_open"),
        (_, 0) => words.count("actions.none_overdue", open),
        _ => words.count_with("actions.some_overdue", open, &[("overdue", &words.number(overdue))]),
    }];
    if unowned > 0 {
        sentences.push(words.count("actions.unowned", unowned));
    }
    if unknown > 0 {
        sentences.push(words.count("actions.unknown", unknown));
    }
    sentences.join(words.say("lists.between_sentences"))
}

fn group(page: &Page<'_, '_>, actions: &[OpenAction<'_>]) -> ActionGroup {
    let (title, told) = match actions.first().map(|open| open.standing) {
        Some(Standing::Overdue) => ("actions.overdue", "actions.overdue_told"),
        Some(Standing::Due) => ("actions.to_come", "actions.to_come_told"),
        Some(Standing::Unknown) => ("actions.state_unknown", "actions.state_unknown_told"),
        _ => ("actions.undated", "actions.undated_told"),
    };
    let (title, words) = (page.words().said(title), page.words().said(told));
    ActionGroup { title, words, rows: actions.iter().map(|open| page.action(open)).collect() }
}
