//! `zoneless-time`: times whose zone is stated nowhere.

use super::{Group, Look, Rule};
use crate::findings::Level;

pub(crate) const RULE: Rule = Rule {
    name: "zoneless-time",
    level: Level::Warning,
    group: Group::Time,
    finds: "Times whose zone is stated nowhere.",
    why: "Incidents cross offices. Without a zone nobody can lay the timeline beside a dashboard, a log or the timeline of another team.",
    example: r#"## Timeline

- 09:38 Errors rise."#,
    instead: r#"## Timeline (UTC)

- 09:38 Errors rise."#,
    look: Look::Reading,
};
