//! `unknown-key`: a key of the front matter or of the settings that nobody reads.

use super::{Group, Look, Rule};
use crate::findings::Level;

pub(crate) const RULE: Rule = Rule {
    name: "unknown-key",
    level: Level::Warning,
    group: Group::Form,
    finds: "A key of the front matter or of the settings that nobody reads.",
    why: "Most often it is a slip of the pen, and the fact it states is missing from the page, from the search and from the figures.",
    example: "affected-servces: [checkout]",
    instead: "services: [checkout]",
    look: Look::Reading,
};
