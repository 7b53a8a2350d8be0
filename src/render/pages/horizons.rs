//! The actions of a document by how soon they are meant to be done, and the ideas that are no promises.

use crate::model::{Action, ActionStatus, Coe, Horizon};
use crate::render::catalogue;
use crate::render::context::Page;
use crate::render::view::{ActionRow, HorizonGroup, Part};

use super::factors;

/// The address of the actions that have no section of their own.
pub(super) const ACTIONS: &str = "actions";

/// The address of the ideas.
pub(super) use crate::analyse::collected::IDEAS;

/// The actions of the front matter, which stand nowhere in the text.
pub(super) fn actions(page: &Page<'_, '_>, coe: &Coe, has_section: bool) -> Option<Part> {
    let own: Vec<&Action> = coe.actions.iter().filter(|action| action.source.is_none()).collect();
    let by_horizon = own.iter().any(|action| action.horizon.is_some());
    let group = |horizon: Option<Horizon>| {
        let rows = own.iter().filter(|action| !by_horizon || action.horizon == horizon);
        let rows: Vec<ActionRow> = rows.map(|action| row(page, coe, action)).collect();
        let (title, words) = if by_horizon { said(page, horizon) } else { (String::new(), String::new()) };
        HorizonGroup { title, words, rows }
    };
    let horizons: &[Option<Horizon>] = match by_horizon {
        true => &[Some(Horizon::Short), Some(Horizon::Medium), Some(Horizon::Long), None],
        false => &[None],
    };
    let groups: Vec<HorizonGroup> =
        horizons.iter().map(|horizon| group(*horizon)).filter(|group| !group.rows.is_empty()).collect();
    let columns = super::actions::columns(groups.iter().flat_map(|group| &group.rows));
    let title = if has_section { String::new() } else { page.words().said("actions.heading") };
    let anchor = if has_section { "" } else { ACTIONS };
    (!groups.is_empty()).then_some(Part::Actions { title, anchor, groups, columns })
}

/// What is said of a horizon.
fn said(page: &Page<'_, '_>, horizon: Option<Horizon>) -> (String, String) {
    let (title, told) = match horizon {
        Some(Horizon::Short) => ("body.short_term", "body.short_term_told"),
        Some(Horizon::Medium) => ("body.medium_term", "body.medium_term_told"),
        Some(Horizon::Long) => ("body.long_term", "body.long_term_told"),
        None => return (page.words().said("body.no_horizon"), String::new()),
    };
    (page.words().said(title), page.words().said(told))
}

fn row(page: &Page<'_, '_>, coe: &Coe, action: &Action) -> ActionRow {
    let detail = action.kind.as_deref().into_iter().chain(action.priority.as_deref());
    let row = super::action_row(page, action);
    ActionRow {
        detail: detail.collect::<Vec<_>>().join(" · "),
        addresses: factors::addressed(page, coe, action),
        state: age(page, coe, action).unwrap_or(row.state),
        ..row
    }
}

/// How long an action has been open that has no day to be done by.
fn age(page: &Page<'_, '_>, coe: &Coe, action: &Action) -> Option<String> {
    let is_undated = action.status == Some(ActionStatus::Open) && action.due.is_none();
    let days = catalogue::date(coe).filter(|_| is_undated)?.days_until(page.site.options.today)?;
    (days > 0).then(|| page.words().fill("body.open_for", &[("time", &page.words().apart(days))]))
}

/// Ideas of the front matter, which nobody promised.
pub(super) fn ideas(coe: &Coe, has_section: bool) -> Option<Part> {
    let ideas: Vec<String> = coe.ideas.iter().filter(|idea| !idea.trim().is_empty()).cloned().collect();
    (!ideas.is_empty()).then_some(Part::Ideas { level: if has_section { 3 } else { 2 }, ideas })
}
