//! Findings as people and programs read them.

mod human;
mod json;
mod plain;
mod short;

pub use human::human;
pub use json::{Json, json};
pub use plain::plain;
pub use short::short;

use super::Level;

/// The word a level is told by.
pub fn word(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Information => "info",
    }
}
