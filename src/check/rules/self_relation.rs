//! `self-relation`: a relation of a document to itself.

use super::{Group, Look, Rule};
use crate::findings::Level;

pub(crate) const RULE: Rule = Rule {
    name: "self-relation",
    level: Level::Warning,
    group: Group::Relations,
    finds: "A relation of a document to itself.",
    why: "It says nothing, and another one was probably meant.",
    example: r#"id: queue-depth
related:
  - see-also: queue-depth"#,
    instead: r#"id: queue-depth
related:
  - see-also: queue-length"#,
    look: Look::Reading,
};
