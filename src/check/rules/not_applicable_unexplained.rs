//! `not-applicable-unexplained`: a lesson said not to apply to a team, without a reason.

use super::{Group, Look, Rule};
use crate::findings::Level;

pub(crate) const RULE: Rule = Rule {
    name: "not-applicable-unexplained",
    level: Level::Warning,
    group: Group::Form,
    finds: "A lesson said not to apply to a team, without a reason.",
    why: "The reason is what others learn from: it says where a lesson stops being true. Without it nobody can tell an exception from a refusal.",
    example: r#"| Team | Adoption |
|---|---|
| Contact centre | not applicable |"#,
    instead: r#"| Team | Adoption |
|---|---|
| Contact centre | not applicable (no services of its own) |"#,
    look: Look::Reading,
};
