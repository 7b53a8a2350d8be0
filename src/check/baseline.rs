//! Findings that were there before anybody checked: they stay silent until they change, and the file says what they were.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Kind, Result};
use crate::findings::Finding;

/// The form of the file.
const SCHEMA: &str = "coebook/baseline/1";

/// Known findings: how many of a rule say the same of a document. Lines are not part of it, so that edits elsewhere in the
/// document change nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    known: BTreeMap<(String, String, String), usize>,
}

#[derive(Serialize, Deserialize)]
struct File {
    schema: String,
    findings: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    path: String,
    rule: String,
    message: String,
    count: usize,
}

/// What a baseline leaves.
#[derive(Debug, Default)]
pub struct Left {
    /// Findings that are new.
    pub new: Vec<Finding>,
    /// How many known ones stay silent.
    pub silent: usize,
    /// How many known ones do not occur any more.
    pub gone: usize,
}

impl Baseline {
    /// What is known from now on.
    pub fn of(findings: &[Finding]) -> Baseline {
        let mut known = BTreeMap::new();
        for finding in findings {
            *known.entry(key(finding)).or_default() += 1;
        }
        Baseline { known }
    }

    /// Reads a baseline; `name` is that of the file.
    ///
    /// # Errors
    /// When it is no baseline, or one of another form.
    pub fn read(text: &str, name: &str) -> Result<Baseline> {
        let wrong = |why: String| {
            Error::new(format!("cannot understand the baseline {name}"))
                .of(Kind::Usage)
                .because(why)
                .hint("write it anew: `coebook check --write-baseline FILE`")
        };
        let file: File = serde_json::from_str(text).map_err(|error| wrong(error.to_string()))?;
        if file.schema != SCHEMA {
            return Err(wrong(format!("its schema is `{}`, `{SCHEMA}` is expected", file.schema)));
        }
        let entries = file.findings.into_iter();
        Ok(Baseline { known: entries.map(|it| ((it.path, it.rule, it.message), it.count)).collect() })
    }

    /// The file, sorted, an entry a line or so, to be compared by eye.
    ///
    /// # Errors
    /// Never in practice: all of it is text and numbers.
    pub fn write(&self) -> Result<String> {
        let entry = |((path, rule, message), count): (&(String, String, String), &usize)| Entry {
            path: path.clone(),
            rule: rule.clone(),
            message: message.clone(),
            count: *count,
        };
        let file = File { schema: SCHEMA.to_owned(), findings: self.known.iter().map(entry).collect() };
        let text = serde_json::to_string_pretty(&file);
        text.map(|text| text + "\n")
            .map_err(|error| Error::new("cannot write JSON").of(Kind::Internal).because(error))
    }

    /// What is new in some findings.
    pub fn leave(&self, findings: Vec<Finding>) -> Left {
        let mut unseen = self.known.clone();
        let mut left = Left::default();
        for finding in findings {
            match unseen.get_mut(&key(&finding)).filter(|count| **count > 0) {
                Some(count) => {
                    *count -= 1;
                    left.silent += 1;
                }
                None => left.new.push(finding),
            }
        }
        left.gone = unseen.values().sum();
        left
    }
}

fn key(finding: &Finding) -> (String, String, String) {
    (finding.path.clone(), finding.rule.to_owned(), finding.message.clone())
}
