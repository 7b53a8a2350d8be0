//! `escaping-link`: a file that is a link to a place outside of the folder.

use super::{Group, Look, Rule};
use crate::findings::Level;

pub(crate) const RULE: Rule = Rule {
    name: "escaping-link",
    level: Level::Error,
    group: Group::Relations,
    finds: "A file that is a link to a place outside of the folder.",
    why: "What it leads to is not part of the repository, and may be on this machine only. Nothing outside \
          of the folder is read.",
    example: "2024-03-05-checkout.md -> /home/anna/notes.md",
    instead: "2024-03-05-checkout.md, a file of its own",
    look: Look::Reading,
};
