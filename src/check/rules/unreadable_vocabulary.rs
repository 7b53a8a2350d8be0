//! `unreadable-vocabulary`: a vocabulary that cannot be understood.

use super::{Group, Look, Rule};
use crate::findings::Level;

pub(crate) const RULE: Rule = Rule {
    name: "unreadable-vocabulary",
    level: Level::Error,
    group: Group::Form,
    finds: "A vocabulary that cannot be understood.",
    why: "Without it causes have no synonyms, services no owners and words no explanations, on every page.",
    example: r#"[[cause]]
id = retry-storm"#,
    instead: r#"[[cause]]
id = "retry-storm""#,
    look: Look::Reading,
};
