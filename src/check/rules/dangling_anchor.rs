//! `dangling-anchor`: a link to a place that its document does not have.

use super::{Group, Look, Rule};
use crate::findings::Level;

pub(crate) const RULE: Rule = Rule {
    name: "dangling-anchor",
    level: Level::Error,
    group: Group::Relations,
    finds: "A link to a place that its document does not have.",
    why: "The reader lands at the top of a page and searches for what the sentence promised.",
    example: "See [[queue-depth#metrics]].",
    instead: "See [[queue-depth#timeline]].",
    look: Look::Reading,
};
