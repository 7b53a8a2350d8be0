//! `unreadable-history`: a repository whose history cannot be read.

use super::{Group, Look, Rule};
use crate::findings::Level;

pub(crate) const RULE: Rule = Rule {
    name: "unreadable-history",
    level: Level::Warning,
    group: Group::Form,
    finds: "A repository whose history cannot be read.",
    why: "Pages cannot say when they were written and changed, and rules about that cannot look.",
    example: "a broken repository",
    instead: "git fsck",
    look: Look::Reading,
};
