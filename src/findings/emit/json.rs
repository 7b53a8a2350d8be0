//! A finding for programs.

use serde::Serialize;

use crate::findings::{Finding, Level};

/// A finding as it stands in JSON.
#[derive(Debug, Serialize)]
pub struct Json<'a> {
    rule: &'a str,
    level: Level,
    path: &'a str,
    line: u32,
    column: u32,
    message: &'a str,
    hints: &'a [String],
}

/// A finding in the shape of `--json`.
pub fn json(finding: &Finding) -> Json<'_> {
    Json {
        rule: finding.rule,
        level: finding.level,
        path: &finding.path,
        line: finding.line,
        column: finding.column,
        message: &finding.message,
        hints: &finding.hints,
    }
}
