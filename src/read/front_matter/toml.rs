//! TOML to a tree with places.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::plain_words;
use super::tree::{Key, Node, Reading, ScalarKind, Trouble, Value, clamp};

/// Reads the part of a text between fences; after an error, what the parser made of the rest.
pub(super) fn read(text: &str, content: Range<usize>) -> Reading {
    let source = &text[content.clone()];
    let (table, errors) = DeTable::parse_recoverable(source);
    let tree = Node { value: map(source, content.start, table.get_ref()), span: content.clone() };
    // One slip makes a parser stumble several times; the first is the one to mend.
    let troubles = errors.first().map(|error| trouble(source, content.start, error)).into_iter().collect();
    Reading { tree: Some(tree), troubles }
}

fn trouble(source: &str, base: usize, error: &toml::de::Error) -> Trouble {
    let span = clamp(source, error.span().unwrap_or(0..0));
    let (message, hint) = plain_words::of_toml(error.message(), &source[span.clone()]);
    Trouble { span: base + span.start..base + span.end, message, hint }
}

/// The members of a table in the order of the file (the parser sorts them by name).
fn map(source: &str, base: usize, table: &DeTable<'_>) -> Value {
    let mut members: Vec<(Key, Node)> = table
        .iter()
        .map(|(name, value)| {
            let span = clamp(source, name.span());
            let key = Key { text: name.get_ref().to_string(), span: base + span.start..base + span.end };
            (key, node(source, base, value))
        })
        .collect();
    members.sort_by_key(|(key, _)| key.span.start);
    Value::Map(members)
}

fn node(source: &str, base: usize, raw: &Spanned<DeValue<'_>>) -> Node {
    let span = clamp(source, raw.span());
    let scalar = |kind| Value::Scalar { text: source[span.clone()].to_owned(), kind };
    let value = match raw.get_ref() {
        DeValue::String(text) => Value::Scalar { text: text.to_string(), kind: ScalarKind::Text },
        DeValue::Integer(_) | DeValue::Float(_) => scalar(ScalarKind::Number),
        DeValue::Boolean(_) => scalar(ScalarKind::Bool),
        DeValue::Datetime(_) => scalar(ScalarKind::Text),
        DeValue::Array(items) => Value::List(items.iter().map(|item| node(source, base, item)).collect()),
        DeValue::Table(table) => map(source, base, table),
    };
    Node { value, span: base + span.start..base + span.end }
}
