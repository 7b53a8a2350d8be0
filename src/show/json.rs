//! The facts of one document for programs: those of the export, and what only its author wants to know.

use serde::Serialize;
use serde_json::Value;

use super::links;
use crate::error::Result;
use crate::export;
use crate::find::Found;
use crate::findings::emit::{self, Json};

#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    facts: Value,
    #[serde(rename = "abstract")]
    abstract_text: &'a str,
    labels: Vec<LabelJson<'a>>,
    links: Vec<LinkJson>,
    findings: Vec<Json<'a>>,
}

#[derive(Serialize)]
struct LabelJson<'a> {
    name: &'a str,
    value: &'a str,
    line: u32,
}

#[derive(Serialize)]
struct LinkJson {
    line: u32,
    written: String,
    kind: &'static str,
    to: Option<String>,
}

/// Everything about a document as one value.
///
/// # Errors
/// When a fact has no JSON form, which would be a mistake of ours.
pub fn json(found: &Found) -> Result<impl Serialize> {
    let coe = found.coe();
    Ok(Shown {
        facts: export::one(&found.book.knowledge, &found.book.insight, found.index)?,
        abstract_text: &coe.abstract_text,
        labels: coe
            .labels
            .iter()
            .map(|label| LabelJson { name: &label.name, value: &label.value, line: label.line })
            .collect(),
        links: links::of(&found.book.knowledge, &coe.path, &coe.citations)
            .into_iter()
            .map(|link| LinkJson { line: link.line, written: link.written, kind: link.kind, to: link.to })
            .collect(),
        findings: found.findings().map(emit::json).collect(),
    })
}
