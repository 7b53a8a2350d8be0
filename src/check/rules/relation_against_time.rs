//! `relation-against-time`: a relation that says that the later caused the earlier.

use super::{Group, Look, Rule};
use crate::findings::Level;

pub(crate) const RULE: Rule = Rule {
    name: "relation-against-time",
    level: Level::Warning,
    group: Group::Relations,
    finds: "A relation that says that the later caused the earlier.",
    why: "A recurrence comes after what recurs. Either a date is wrong or the relation stands in the wrong \
          document.",
    example: r#"date: 2021-03-09
related:
  - recurrence-of: uploads-2022"#,
    instead: r#"# in the document of 2022:
related:
  - recurrence-of: queue-2021"#,
    look: Look::Reading,
};
