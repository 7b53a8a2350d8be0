//! `unused-allow`: a rule that is allowed where it finds nothing.

use super::{Group, Look, Rule};
use crate::findings::Level;

pub(crate) const RULE: Rule = Rule {
    name: "unused-allow",
    level: Level::Warning,
    group: Group::Form,
    finds: "A rule that is allowed where it finds nothing.",
    why: "The fault was mended or the text moved. What stays behind would hide the next fault of the same kind.",
    example: r#"<!-- coebook: allow blame: a quotation -->
The job waited for a lock."#,
    instead: "The job waited for a lock.",
    look: Look::Reading,
};
