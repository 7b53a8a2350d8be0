//! `shallow-clone`: a clone that has only a part of the history.

use super::{Group, Look, Rule};
use crate::findings::Level;

pub(crate) const RULE: Rule = Rule {
    name: "shallow-clone",
    level: Level::Warning,
    group: Group::Form,
    finds: "A clone that has only a part of the history.",
    why: "The first change it knows is not the first there was: rather than a wrong day pages then say \
          none.",
    example: "fetch-depth: 1",
    instead: "fetch-depth: 0",
    look: Look::Reading,
};
