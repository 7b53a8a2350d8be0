//! `dangling-link`: a link to a document that does not exist.

use super::{Group, Look, Rule};
use crate::findings::Level;

pub(crate) const RULE: Rule = Rule {
    name: "dangling-link",
    level: Level::Error,
    group: Group::Relations,
    finds: "A link to a document that does not exist.",
    why: "An earlier incident was worth naming, and cannot be read. Links break when files are renamed; `aliases:` keeps old names alive.",
    example: "This resembles [the queue incident](queue-dept.md).",
    instead: "This resembles [the queue incident](queue-depth.md).",
    look: Look::Reading,
};
