//! `unreadable-readers`: counts of readers that cannot be understood.

use super::{Group, Look, Rule};
use crate::findings::Level;

pub(crate) const RULE: Rule = Rule {
    name: "unreadable-readers",
    level: Level::Error,
    group: Group::Form,
    finds: "A `readers.json` that cannot be understood.",
    why: "Without it no page tells how often it is read, and the next count would begin at nothing.",
    example: r#"{"schema": "coebook/readers/1", "logs": [], "coes": {<<<<<<< HEAD"#,
    instead: "The last good file from git; or none, and `coebook readers` once more.",
    look: Look::Reading,
};
