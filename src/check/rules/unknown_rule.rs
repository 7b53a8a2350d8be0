//! `unknown-rule`: a rule that is allowed or set in the settings but does not exist.

use super::{Group, Look, Rule};
use crate::findings::Level;

pub(crate) const RULE: Rule = Rule {
    name: "unknown-rule",
    level: Level::Warning,
    group: Group::Form,
    finds: "A rule that is allowed or set in the settings but does not exist.",
    why: "The name is misspelled, or the rule has another name now. Either way it lets nothing pass, and nobody notices.",
    example: "<!-- coebook: allow should-of: quoted -->",
    instead: "<!-- coebook: allow should-have: quoted -->",
    look: Look::Reading,
};
