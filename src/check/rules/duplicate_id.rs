//! `duplicate-id`: two documents that state the same id.

use super::{Group, Look, Rule};
use crate::findings::Level;

pub(crate) const RULE: Rule = Rule {
    name: "duplicate-id",
    level: Level::Error,
    group: Group::Relations,
    finds: "Two documents that state the same id.",
    why: "An id is the address of a document. With two of them every link is ambiguous, and one of the pages has to move.",
    example: "id: checkout-down     # in 2023-05-01-checkout.md and in 2024-02-11-checkout.md",
    instead: "id: checkout-down-again",
    look: Look::Reading,
};
