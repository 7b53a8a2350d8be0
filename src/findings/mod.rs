//! Something wrong in content: collected, never thrown.

use std::ops::Range;

use serde::Serialize;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Must be mended; fails `--strict`.
    Error,
    /// Should be mended.
    Warning,
    /// Worth knowing.
    Information,
}

/// Something wrong in a document, where, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Path of the document relative to the source.
    pub path: String,
    /// Bytes of the file it is about; nothing when it is about the whole file.
    pub span: Option<ByteSpan>,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// How much it matters.
    pub level: Level,
    /// Name of the rule: `impossible-date`.
    pub rule: &'static str,
    /// A short phrase, lower case, naming the offending words.
    pub message: String,
    /// What to do next.
    pub hints: Vec<String>,
    /// Other words for some of the document.
    pub suggestion: Option<Suggestion>,
}

impl Finding {
    /// Whether the words it is about must not be shown anywhere.
    pub fn is_private(&self) -> bool {
        matches!(self.rule, "exposes-pii" | "exposes-secret")
    }
}

/// Other words in the place of some bytes of a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Suggestion {
    /// The bytes they take the place of.
    pub span: ByteSpan,
    /// The words.
    pub replacement: String,
    /// Whether they mean the same without doubt, so that a program may put them there.
    pub mechanical: bool,
}

impl Suggestion {
    /// Words an author may want to take; prose is never changed by a program.
    pub fn proposal(span: Range<usize>, replacement: impl Into<String>) -> Suggestion {
        Suggestion { span: span.into(), replacement: replacement.into(), mechanical: false }
    }

    /// Another way to write the same fact, which `check --fix` puts in place.
    pub fn mechanical(span: Range<usize>, replacement: impl Into<String>) -> Suggestion {
        Suggestion { span: span.into(), replacement: replacement.into(), mechanical: true }
    }
}

/// A byte range that can be ordered, so that findings sort by place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ByteSpan {
    /// First byte.
    pub start: usize,
    /// First byte after.
    pub end: usize,
}

impl From<Range<usize>> for ByteSpan {
    fn from(range: Range<usize>) -> ByteSpan {
        ByteSpan { start: range.start, end: range.end }
    }
}

pub mod emit;
mod lines;
pub use lines::LineMap;

/// Collects the findings of one document.
#[derive(Debug)]
pub struct Findings<'a> {
    path: &'a str,
    text: &'a str,
    lines: &'a LineMap,
    list: Vec<Finding>,
}

impl<'a> Findings<'a> {
    /// An empty list for a document.
    pub fn new(path: &'a str, text: &'a str, lines: &'a LineMap) -> Findings<'a> {
        Findings { path, text, lines, list: Vec::new() }
    }

    /// Adds a finding about some bytes of the document.
    pub fn add(
        &mut self,
        level: Level,
        rule: &'static str,
        span: Range<usize>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        let (line, column) = self.lines.place(self.text, span.start);
        let hint = hint.into();
        self.list.push(Finding {
            path: self.path.to_owned(),
            span: Some(span.into()),
            line,
            column,
            level,
            rule,
            message: message.into(),
            hints: if hint.is_empty() { Vec::new() } else { vec![hint] },
            suggestion: None,
        });
    }

    /// Proposes other words for the finding added last.
    pub fn suggest(&mut self, suggestion: Suggestion) {
        if let Some(last) = self.list.last_mut() {
            last.suggestion = Some(suggestion);
        }
    }

    /// The text the findings are about.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The findings, in the order they were added.
    pub fn into_vec(self) -> Vec<Finding> {
        self.list
    }
}
