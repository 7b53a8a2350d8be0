//! `impossible-date`: a date that no calendar has.

use super::{Group, Look, Rule};
use crate::findings::Level;

pub(crate) const RULE: Rule = Rule {
    name: "impossible-date",
    level: Level::Error,
    group: Group::Time,
    finds: "A date that no calendar has.",
    why: "A timeline with an impossible date cannot be ordered, and whoever reads it cannot know which day was meant.",
    example: "- 6/31/2022 10:15 The queue is drained.",
    instead: "- 2022-06-30 10:15 The queue is drained.",
    look: Look::Reading,
};
