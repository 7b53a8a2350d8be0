//! `unknown-team`: a team of an adoption table that neither the vocabulary nor a COE knows.

use super::{Group, Look, Rule};
use crate::findings::Level;

pub(crate) const RULE: Rule = Rule {
    name: "unknown-team",
    level: Level::Warning,
    group: Group::Form,
    finds: "A team of an adoption table that neither the vocabulary nor a COE knows.",
    why: "A lesson stands on the page of each team that took it up. A name nobody has leads to no page, and gives the matrix a column of its own.",
    example: r#"| Team | Adoption |
|---|---|
| Serach | adopted |"#,
    instead: r#"| Team | Adoption |
|---|---|
| Search | adopted |"#,
    look: Look::Reading,
};
