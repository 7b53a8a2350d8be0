//! One line a finding, for `grep` and editors: `path:line:column: error[rule]: message`.

use super::{plain, word};
use crate::findings::Finding;

/// A finding on one line.
pub fn short(finding: &Finding) -> String {
    let Finding { path, line, column, level, rule, message, .. } = finding;
    let what = format!("{}[{rule}]: {}", word(*level), plain(message));
    if path.is_empty() {
        return what;
    }
    format!("{}:{line}:{column}: {what}", plain(path))
}
