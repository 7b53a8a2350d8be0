//! `unknown-adoption`: a word of an adoption table that is none of its four.

use super::{Group, Look, Rule};
use crate::findings::Level;

pub(crate) const RULE: Rule = Rule {
    name: "unknown-adoption",
    level: Level::Warning,
    group: Group::Form,
    finds: "A word of an adoption table that is none of its four.",
    why: "The matrix of lessons and teams counts four words. What it cannot count it shows as unknown, which the team behind it is not.",
    example: r#"| Team | Adoption |
|---|---|
| Search | addopted |"#,
    instead: r#"| Team | Adoption |
|---|---|
| Search | adopted |"#,
    look: Look::Reading,
};
