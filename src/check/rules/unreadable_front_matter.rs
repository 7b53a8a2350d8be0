//! `unreadable-front-matter`: front matter that cannot be parsed, or is never closed.

use super::{Group, Look, Rule};
use crate::findings::Level;

pub(crate) const RULE: Rule = Rule {
    name: "unreadable-front-matter",
    level: Level::Error,
    group: Group::Form,
    finds: "Front matter that cannot be parsed, or is never closed.",
    why: "None of the facts it states is on the page, and a restriction it states may be lost. The place \
          named is where the parser gave up; the slip is there or shortly before.",
    example: r#"---
services: [checkout, search
---"#,
    instead: r#"---
services: [checkout, search]
---"#,
    look: Look::Reading,
};
