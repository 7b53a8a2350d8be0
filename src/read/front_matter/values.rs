//! From nodes to values of a type, with a finding wherever something else stands there.

use std::ops::Range;

use super::Spanned;
use super::keys;
use super::tree::{Key, Node, ScalarKind, Value, shorten};
use super::words::{self, Words};
use crate::findings::{Findings, Level, LineMap, Suggestion};

/// More findings than this in one block help nobody, and a block of nothing but slips would cost seconds.
const MOST_FINDINGS: usize = 100;

/// Whether one text may stand for several values.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Commas {
    /// `a, b` is two.
    Separate,
    /// `a, b` is one.
    Belong,
}

/// Reads typed values and says what is wrong with the others.
pub(super) struct Reader<'a, 'f> {
    pub(super) text: &'a str,
    pub(super) lines: LineMap,
    findings: &'a mut Findings<'f>,
    left: usize,
}

impl<'a, 'f> Reader<'a, 'f> {
    /// A reader of the block that ends at a byte.
    pub(super) fn new(text: &'a str, end: usize, findings: &'a mut Findings<'f>) -> Reader<'a, 'f> {
        Reader { text, lines: LineMap::new(&text[..end]), findings, left: MOST_FINDINGS }
    }

    /// Says nothing from here on: what follows would be consequences of a parser's error.
    pub(super) fn mute(&mut self) {
        self.left = 0;
    }

    pub(super) fn report(
        &mut self,
        level: Level,
        rule: &'static str,
        span: Range<usize>,
        message: String,
        hint: String,
    ) {
        if self.left > 0 {
            self.left -= 1;
            self.findings.add(level, rule, span, message, hint);
        }
    }

    pub(super) fn wrong_type(&mut self, name: &str, node: &Node, expected: &str) {
        let message = format!("`{name}` is {}, {expected} is expected", node.describe());
        self.report(Level::Error, "wrong-type", node.span.clone(), message, String::new());
    }

    pub(super) fn unknown_key(&mut self, key: &Key, nearest: Option<&'static str>, otherwise: &str) {
        let hint = nearest.map_or(otherwise.to_owned(), |name| format!("did you mean `{name}`?"));
        let message = format!("unknown key `{}`", shorten(&key.text));
        self.report(Level::Warning, "unknown-key", key.span.clone(), message, hint);
        if let Some(name) = nearest.filter(|name| self.is_slip(key, name)) {
            self.findings.suggest(Suggestion::mechanical(key.span.clone(), name));
        }
    }

    /// Whether a key can only be another one misspelled: one or two letters apart, written plainly, and the other is not
    /// there.
    fn is_slip(&self, key: &Key, name: &str) -> bool {
        let written = self.text.get(key.span.clone()).unwrap_or_default();
        let there = self.text.lines().any(|line| {
            let line = line.trim_start_matches([' ', '-']);
            line.strip_prefix(name).is_some_and(|rest| rest.starts_with([':', ' ', '=']))
        });
        written == key.text
            && strsim::osa_distance(&key.text.to_lowercase(), name) <= 2
            && name.len() > 4
            && !there
    }

    pub(super) fn written_twice(&mut self, key: &Key) {
        let message = format!("`{}` is written twice", shorten(&key.text));
        let hint = "keep one of the two; the first one counts".to_owned();
        self.report(Level::Error, "unreadable-front-matter", key.span.clone(), message, hint);
    }

    pub(super) fn spanned<T>(&self, value: T, span: Range<usize>) -> Spanned<T> {
        Spanned { value, line: self.lines.line(span.start), span }
    }

    /// A text; numbers and truth values are taken as they are written.
    pub(super) fn text(&mut self, name: &str, node: &Node) -> Option<Spanned<String>> {
        match &node.value {
            _ if node.is_nothing() => None,
            Value::Scalar { text, .. } => Some(self.spanned(text.trim().to_owned(), node.span.clone())),
            // `owner: [ingest]`: one value in brackets is that value.
            Value::List(items) if matches!(items.as_slice(), [item] if is_scalar(item)) => {
                self.text(name, &items[0])
            }
            _ => {
                self.wrong_type(name, node, "a text");
                None
            }
        }
    }

    /// A text without its place.
    pub(super) fn plain(&mut self, name: &str, node: &Node) -> Option<String> {
        self.text(name, node).map(|text| text.value)
    }

    /// Texts: a list, or a single one.
    pub(super) fn texts(&mut self, name: &str, node: &Node, commas: Commas) -> Vec<Spanned<String>> {
        match &node.value {
            _ if node.is_nothing() => Vec::new(),
            Value::Scalar { text, .. } if commas == Commas::Separate => self.separated(text, node),
            Value::Scalar { .. } => self.text(name, node).into_iter().collect(),
            Value::List(items) => items.iter().filter_map(|item| self.item(name, item)).collect(),
            Value::Map(_) => {
                self.wrong_type(name, node, "a list");
                Vec::new()
            }
        }
    }

    /// One text of a list. `{name: …}`, as other tools write authors and teams, is its name.
    fn item(&mut self, name: &str, item: &Node) -> Option<Spanned<String>> {
        if let Value::Map(members) = &item.value
            && let Some((_, value)) = members.iter().find(|(key, _)| key.text.eq_ignore_ascii_case("name"))
        {
            return self.text(name, value);
        }
        if !is_scalar(item) {
            let message = format!("`{name}` holds {}, a list of texts is expected", item.describe());
            self.report(Level::Error, "wrong-type", item.span.clone(), message, String::new());
            return None;
        }
        self.text(name, item)
    }

    /// The parts of `a, b`, each with its place if the text stands in the file as it is.
    fn separated(&self, text: &str, node: &Node) -> Vec<Spanned<String>> {
        let written = &self.text[node.span.clone()];
        let start = written.find(text).map(|offset| node.span.start + offset);
        let mut offset = 0;
        let mut parts = Vec::new();
        for part in text.split(',') {
            let word = part.trim();
            let from = offset + part.len() - part.trim_start().len();
            offset += part.len() + 1;
            if word.is_empty() {
                continue;
            }
            let span = start.map_or(node.span.clone(), |start| start + from..start + from + word.len());
            parts.push(self.spanned(word.to_owned(), span));
        }
        parts
    }

    /// A whole number that is not negative; `10,000` and `10 000` are accepted.
    pub(super) fn count(&mut self, name: &str, node: &Node) -> Option<u64> {
        self.parsed(name, node, "a whole number")
    }

    /// A number.
    pub(super) fn amount(&mut self, name: &str, node: &Node) -> Option<f64> {
        self.parsed(name, node, "a number").filter(|number: &f64| number.is_finite())
    }

    fn parsed<T: std::str::FromStr>(&mut self, name: &str, node: &Node, expected: &str) -> Option<T> {
        if node.is_nothing() {
            return None;
        }
        let number = match &node.value {
            Value::Scalar { text, .. } => {
                let is_spacing = |c: char| matches!(c, ',' | '_') || c.is_whitespace();
                text.chars().filter(|c| !is_spacing(*c)).collect::<String>().parse().ok()
            }
            _ => None,
        };
        if number.is_none() {
            self.wrong_type(name, node, expected);
        }
        number
    }

    /// Yes or no.
    pub(super) fn flag(&mut self, name: &str, node: &Node) -> Option<bool> {
        if node.is_nothing() {
            return None;
        }
        let flag = truth(node);
        if flag.is_none() {
            self.wrong_type(name, node, "`true` or `false`");
        }
        flag
    }

    /// One of some words.
    pub(super) fn word<T: Copy + PartialEq>(
        &mut self,
        name: &str,
        node: &Node,
        words: &Words<T>,
    ) -> Option<Spanned<T>> {
        let text = self.text(name, node)?;
        let meaning = words::meaning(&text.value, words);
        if meaning.is_none() {
            let message = format!("`{name}` does not know the word `{}`", shorten(&text.value));
            let hint = format!("the words are {}", words::ours(words));
            self.report(Level::Warning, "wrong-type", node.span.clone(), message, hint);
        }
        meaning.map(|meaning| self.spanned(meaning, text.span))
    }

    /// The members of a group of keys that are known, by their names; a finding for each of the others.
    pub(super) fn members<'n>(
        &mut self,
        entries: &'n [(Key, Node)],
        names: &'static [(&'static str, &'static str)],
    ) -> Vec<(&'static str, &'n Key, &'n Node)> {
        let mut found: Vec<(&'static str, &Key, &Node)> = Vec::new();
        for (key, node) in entries {
            match names.iter().find(|(name, _)| keys::is_same(&key.text, name)) {
                Some((_, own)) if found.iter().any(|(seen, ..)| seen == own) => self.written_twice(key),
                Some((_, own)) => found.push((own, key, node)),
                None => {
                    let nearest = keys::nearest(&key.text, names.iter().map(|(name, _)| *name));
                    self.unknown_key(key, nearest, "nobody reads it here");
                }
            }
        }
        found
    }
}

/// What a scalar says about yes and no.
pub(super) fn truth(node: &Node) -> Option<bool> {
    match &node.value {
        Value::Scalar { text, kind } if *kind != ScalarKind::Null => {
            match text.trim().to_ascii_lowercase().as_str() {
                "true" | "yes" | "on" | "y" | "1" => Some(true),
                "false" | "no" | "off" | "n" | "0" => Some(false),
                _ => None,
            }
        }
        _ => None,
    }
}

pub(super) fn is_scalar(node: &Node) -> bool {
    matches!(node.value, Value::Scalar { .. })
}
