//! `dangling-relation`: a relation in the front matter whose other end does not exist.

use super::{Group, Look, Rule};
use crate::findings::Level;

pub(crate) const RULE: Rule = Rule {
    name: "dangling-relation",
    level: Level::Error,
    group: Group::Relations,
    finds: "A relation in the front matter whose other end does not exist.",
    why: "Relations are what families of incidents, backlinks and the question whether it happened before are built from.",
    example: r#"related:
  - recurrence-of: queue-dept"#,
    instead: r#"related:
  - recurrence-of: queue-depth"#,
    look: Look::Reading,
};
