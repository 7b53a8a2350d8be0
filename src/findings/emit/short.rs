//! One line a finding, for `grep` and editors: `path:line:column: error[rule]: message`.

use super::{plain, word};
use crate::findings::Finding;

/// A finding on one line.
pub fn short(finding: &Finding) -> String {
    short_at(finding, &finding.path)
}

/// The same with another path, such as one from where the reader is.
pub fn short_at(finding: &Finding, path: &str) -> String {
    let Finding { line, column, level, rule, message, .. } = finding;
    let what = format!("{}[{rule}]: {}", word(*level), plain(message));
    if path.is_empty() {
        return what;
    }
    format!("{}:{line}:{column}: {what}", plain(path))
}
