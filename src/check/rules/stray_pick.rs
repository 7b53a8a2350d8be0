//! `stray-pick`: a note of the wheel that leads to nothing.

use super::{Group, Look, Rule};
use crate::findings::Level;

pub(crate) const RULE: Rule = Rule {
    name: "stray-pick",
    level: Level::Warning,
    group: Group::Form,
    finds: "A pick in `wheel.toml` whose day is in no calendar, or whose service or COE nobody knows.",
    why: "The wheel takes what it never heard of for something nobody has looked at, and picks it again.",
    example: r#"[[pick]]
day = "2024-02-31"
service = "chekout""#,
    instead: r#"[[pick]]
day = 2024-02-29
service = "checkout""#,
    look: Look::Reading,
};
