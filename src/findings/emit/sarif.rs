//! A log of the Static Analysis Results Interchange Format, version 2.1.0.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::check::{RULES, Rule};
use crate::findings::{Finding, Level, LineMap};

/// All findings as one run; `place` is the path a finding is told with, `text` the document it is about.
pub fn sarif<'t>(
    findings: &[Finding],
    place: &dyn Fn(&str) -> String,
    text: &dyn Fn(&str) -> Option<&'t str>,
) -> Value {
    let mut seen: BTreeMap<(&str, &str, &str), usize> = BTreeMap::new();
    let results: Vec<Value> = findings
        .iter()
        .map(|finding| {
            let count = seen.entry((&finding.path, finding.rule, &finding.message)).or_default();
            *count += 1;
            result(finding, *count, &place(&finding.path), text(&finding.path))
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "coebook",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": RULES.iter().map(rule).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(rule: &Rule) -> Value {
    let help = format!("{}\n\nFound in:\n\n{}\n\nInstead:\n\n{}", rule.why, rule.example, rule.instead);
    json!({
        "id": rule.name,
        "shortDescription": { "text": rule.finds },
        "fullDescription": { "text": rule.why },
        "help": { "text": help },
        "defaultConfiguration": { "level": level(rule.level) },
        "properties": { "tags": [rule.group.title()] },
    })
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Information => "note",
    }
}

fn result(finding: &Finding, count: usize, place: &str, text: Option<&str>) -> Value {
    let message = match finding.hints.as_slice() {
        [] => finding.message.clone(),
        hints => format!("{}. {}", finding.message, hints.join(" ")),
    };
    let mut result = json!({
        "ruleId": finding.rule,
        "level": level(finding.level),
        "message": { "text": message },
        "partialFingerprints": { "coebook/1": fingerprint(finding, count) },
    });
    if let Some(index) = RULES.iter().position(|rule| rule.name == finding.rule) {
        result["ruleIndex"] = json!(index);
    }
    if !finding.path.is_empty() {
        result["locations"] = json!([{ "physicalLocation": {
            "artifactLocation": { "uri": address(place) },
            "region": region(finding, text),
        }}]);
    }
    if let (Some(suggestion), Some(text)) = (&finding.suggestion, text) {
        let (start, end) = (suggestion.span.start, suggestion.span.end);
        result["fixes"] = json!([{
            "description": { "text": format!("write `{}`", suggestion.replacement) },
            "artifactChanges": [{
                "artifactLocation": { "uri": address(place) },
                "replacements": [{
                    "deletedRegion": bytes(text, start, end),
                    "insertedContent": { "text": suggestion.replacement },
                }],
            }],
        }]);
    }
    result
}

fn region(finding: &Finding, text: Option<&str>) -> Value {
    match (finding.span, text) {
        (Some(span), Some(text)) if span.end > span.start && text.get(span.start..span.end).is_some() => {
            bytes(text, span.start, span.end)
        }
        _ => json!({ "startLine": finding.line, "startColumn": finding.column }),
    }
}

fn bytes(text: &str, start: usize, end: usize) -> Value {
    let lines = LineMap::new(text);
    let (from, to) = (lines.place(text, start), lines.place(text, end));
    json!({ "startLine": from.0, "startColumn": from.1, "endLine": to.0, "endColumn": to.1 })
}

/// What stays the same while the finding moves up and down in its document.
fn fingerprint(finding: &Finding, count: usize) -> String {
    let words = [&finding.path, finding.rule, &finding.message, &count.to_string()].join("\n");
    Sha256::digest(words.as_bytes()).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// A path as a relative address.
fn address(path: &str) -> String {
    use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
    const ENCODED: &AsciiSet = &CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'<')
        .add(b'>')
        .add(b'`')
        .add(b'#')
        .add(b'?')
        .add(b'{')
        .add(b'}')
        .add(b'%')
        .add(b'[')
        .add(b']')
        .add(b'^')
        .add(b'|')
        .add(b'\\');
    utf8_percent_encode(path, ENCODED).to_string()
}
