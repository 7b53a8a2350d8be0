//! `circular-relation`: relations that lead back to where they began.

use super::{Group, Look, Rule};
use crate::findings::Level;

pub(crate) const RULE: Rule = Rule {
    name: "circular-relation",
    level: Level::Error,
    group: Group::Relations,
    finds: "Relations that lead back to where they began.",
    why: "Nothing can be a part of itself, nor take the place of what took its place. Families and \
          histories cannot be told from a circle.",
    example: "a: part-of b, and b: part-of a",
    instead: "a: part-of b",
    look: Look::Reading,
};
