//! `unreadable-document`: a file that should be a document and cannot be read as one.

use super::{Group, Look, Rule};
use crate::findings::Level;

pub(crate) const RULE: Rule = Rule {
    name: "unreadable-document",
    level: Level::Error,
    group: Group::Form,
    finds: "A file that should be a document and cannot be read as one.",
    why: "It is not on the site, and nobody who looks for it finds out why.",
    example: "2024-03-05-checkout.md, saved in UTF-16",
    instead: "2024-03-05-checkout.md, saved in UTF-8",
    look: Look::Reading,
};
