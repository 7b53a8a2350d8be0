//! What calls itself no person.

use std::sync::OnceLock;

use aho_corasick::AhoCorasick;

/// Parts of the names programs give themselves, one a line, in lower case.
const ROBOTS: &str = include_str!("robots.txt");

static FINDER: OnceLock<Option<AhoCorasick>> = OnceLock::new();

/// Whether a program reads: it says so, or says nothing where browsers always do.
pub(super) fn is_robot(agent: &str) -> bool {
    let names = ROBOTS.lines().filter(|line| !line.is_empty());
    let finder = FINDER.get_or_init(|| AhoCorasick::builder().ascii_case_insensitive(true).build(names).ok());
    matches!(agent.trim(), "" | "-") || finder.as_ref().is_some_and(|finder| finder.is_match(agent))
}
