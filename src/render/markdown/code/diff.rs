//! Differences: lines that were added and removed, each with its sign, and where they stand.

use super::{Class, Mark, Marks, lines};

/// How lines begin that say where a difference stands.
const PLACES: &[&str] = &[
    "diff ",
    "index ",
    "@@",
    "+++ ",
    "--- ",
    "new file mode",
    "deleted file mode",
    "old mode",
    "new mode",
    "similarity index",
    "rename from",
    "rename to",
];

/// Whether a text begins as the programs write it that compare files.
pub(super) fn is_one(text: &str) -> bool {
    text.starts_with("diff --git ")
        || text.starts_with("--- ") && text.contains("\n+++ ") && text.contains("\n@@")
}

pub(super) fn marks(text: &str) -> Vec<Mark> {
    let mut marks = Marks::of(text);
    for (at, line) in lines(text) {
        let class = match line.as_bytes().first() {
            _ if PLACES.iter().any(|start| line.starts_with(start)) => Class::Place,
            Some(b'+') => Class::Added,
            Some(b'-') => Class::Removed,
            _ => continue,
        };
        marks.add(at..at + line.len(), class);
    }
    marks.list
}
