//! The values of front matter with their places, whatever format they were written in.

use std::ops::Range;

/// A value and its bytes in the file.
#[derive(Debug, PartialEq)]
pub(super) struct Node {
    pub(super) value: Value,
    pub(super) span: Range<usize>,
}

/// What is written there.
#[derive(Debug, PartialEq)]
pub(super) enum Value {
    Scalar { text: String, kind: ScalarKind },
    List(Vec<Node>),
    Map(Vec<(Key, Node)>),
}

/// What a parser takes a scalar for; its text is always that of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScalarKind {
    Null,
    Bool,
    Number,
    Text,
}

/// A key and its bytes in the file.
#[derive(Debug, PartialEq)]
pub(super) struct Key {
    pub(super) text: String,
    pub(super) span: Range<usize>,
}

impl Node {
    pub(super) fn scalar(text: impl Into<String>, kind: ScalarKind, span: Range<usize>) -> Node {
        Node { value: Value::Scalar { text: text.into(), kind }, span }
    }

    /// Whether there is nothing: `key:`, `null`, `~`, or an empty text.
    pub(super) fn is_nothing(&self) -> bool {
        match &self.value {
            Value::Scalar { text, kind } => *kind == ScalarKind::Null || text.trim().is_empty(),
            _ => false,
        }
    }

    /// What this is, as a phrase with an article, for messages.
    pub(super) fn describe(&self) -> String {
        match &self.value {
            Value::Scalar { kind: ScalarKind::Null, .. } => "nothing".to_owned(),
            Value::Scalar { text, .. } => format!("`{}`", shorten(text)),
            Value::List(_) => "a list".to_owned(),
            Value::Map(_) => "a group of keys".to_owned(),
        }
    }
}

/// Something a parser could not read.
#[derive(Debug)]
pub(super) struct Trouble {
    pub(super) span: Range<usize>,
    pub(super) message: String,
    pub(super) hint: String,
}

/// What could be read, and what could not.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) tree: Option<Node>,
    pub(super) troubles: Vec<Trouble>,
}

/// A text on one line and short enough for a message.
pub(super) fn shorten(text: &str) -> String {
    const LONGEST: usize = 40;
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST + 1).collect();
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line.trim().to_owned(),
    }
}

/// A range that certainly lies in the text and on its character boundaries.
pub(super) fn clamp(text: &str, range: Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(range.start);
    let end = text.ceil_char_boundary(range.end.max(start));
    start..end
}
