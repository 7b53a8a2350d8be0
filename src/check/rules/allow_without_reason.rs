//! `allow-without-reason`: a rule that is allowed without saying why.

use super::{Group, Look, Rule};
use crate::findings::Level;

pub(crate) const RULE: Rule = Rule {
    name: "allow-without-reason",
    level: Level::Warning,
    group: Group::Form,
    finds: "A rule that is allowed without saying why.",
    why: "Whoever reads the document later has to know whether the reason still holds. A reason is a few words.",
    example: "<!-- coebook: allow should-have -->",
    instead: "<!-- coebook: allow should-have: the alarm text is quoted -->",
    look: Look::Reading,
};
