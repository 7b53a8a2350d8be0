//! Findings as people and programs read them.

mod github;
mod human;
mod json;
mod junit;
mod plain;
mod sarif;
mod short;

pub use github::github;
pub use human::{human, human_at};
pub use json::{Json, json};
pub use junit::junit;
pub use plain::plain;
pub use sarif::sarif;
pub use short::{short, short_at};

use super::Level;

/// The word a level is told by.
pub fn word(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Information => "info",
    }
}
