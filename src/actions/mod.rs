//! Actions on the command line: which of them, and in which shape.

mod choice;
mod text;

use crate::analyse::follow_up::{FollowUp, Followed};
use crate::error::Result;
use crate::export;
use crate::model::KnowledgeBase;

pub use choice::{Choice, Within};
pub use text::text;

/// The chosen actions as JSON.
pub fn json(knowledge: &KnowledgeBase, follow_up: &FollowUp, chosen: &[&Followed]) -> serde_json::Value {
    let records: Vec<_> = chosen.iter().map(|it| export::record(knowledge, follow_up, it)).collect();
    serde_json::json!({ "schema": export::ACTIONS_SCHEMA, "today": follow_up.today, "actions": records })
}

/// The chosen actions as a table for spreadsheets.
pub fn table(knowledge: &KnowledgeBase, follow_up: &FollowUp, chosen: &[&Followed]) -> Result<String> {
    Ok(String::from_utf8_lossy(&export::table(knowledge, follow_up, chosen)?).into_owned())
}

/// The days the chosen open actions are due, as a calendar, with the checkpoints of their COEs.
pub fn calendar(knowledge: &KnowledgeBase, follow_up: &FollowUp, chosen: &[&Followed]) -> String {
    let coes: std::collections::BTreeSet<usize> = chosen.iter().map(|it| it.coe).collect();
    let checkpoints: Vec<_> =
        follow_up.checkpoints.iter().filter(|it| coes.contains(&it.coe)).copied().collect();
    export::calendar(knowledge, follow_up, &knowledge.title, chosen, &checkpoints)
}
