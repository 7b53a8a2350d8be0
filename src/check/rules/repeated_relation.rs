//! `repeated-relation`: the same two documents related twice in the same way.

use super::{Group, Look, Rule};
use crate::findings::Level;

pub(crate) const RULE: Rule = Rule {
    name: "repeated-relation",
    level: Level::Warning,
    group: Group::Relations,
    finds: "The same two documents related twice in the same way.",
    why: "One of the two was probably meant to name another document, or another relation.",
    example: r#"related:
  - part-of: storm
  - part-of: storm"#,
    instead: r#"related:
  - part-of: storm
  - see-also: flood"#,
    look: Look::Reading,
};
