//! `wrong-type`: a key of the front matter whose value has another shape than it should.

use super::{Group, Look, Rule};
use crate::findings::Level;

pub(crate) const RULE: Rule = Rule {
    name: "wrong-type",
    level: Level::Error,
    group: Group::Form,
    finds: "A key of the front matter whose value has another shape than it should.",
    why: "The fact is lost: a text where a list is meant, a word where a day is.",
    example: r#"actions:
  - title: Reject unknown types
    due: soon"#,
    instead: r#"actions:
  - title: Reject unknown types
    due: 2022-05-31"#,
    look: Look::Reading,
};
