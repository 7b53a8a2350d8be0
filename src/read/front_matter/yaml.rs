//! YAML, and JSON as a part of it, to a tree with places.

use std::borrow::Cow;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{DuplicateKeyPolicy, Error, NonFiniteFloatPolicy, Spanned};

use super::plain_words;
use super::split::Format;
use super::tree::{Key, Node, Reading, ScalarKind, Trouble, Value, clamp, shorten};

/// After an error at most so many parts are tried one by one.
const MOST_PARTS: usize = 200;

/// Reads the part of a text between fences.
pub(super) fn read(text: &str, content: Range<usize>, format: Format) -> Reading {
    let part = &text[content.clone()];
    match format {
        Format::JsonMembers => {
            // The brace takes the place of the line end before the block, so that bytes keep their numbers.
            let braced = format!("{{{}}}", part.replace('\t', " "));
            whole(&braced, content.start.saturating_sub(1))
        }
        Format::Json if part.contains('\t') => whole(&part.replace('\t', " "), content.start),
        Format::Json => whole(part, content.start),
        Format::Yaml | Format::Toml => match parse(part) {
            Err(error) if !plain_words::is_excess(&error) => by_parts(part, content.start, &error),
            result => reading(part, content.start, result),
        },
    }
}

fn whole(source: &str, base: usize) -> Reading {
    reading(source, base, parse(source))
}

fn reading(source: &str, base: usize, result: Result<Spanned<Raw<'_>>, Error>) -> Reading {
    match result {
        Ok(raw) => Reading { tree: Some(node(source, base, &raw)), troubles: Vec::new() },
        Err(error) => Reading { tree: None, troubles: vec![trouble(source, base, &error)] },
    }
}

/// After an error: each top-level key with what is below it on its own, so that one slip costs one key, and
/// every slip is found at once.
fn by_parts(source: &str, base: usize, error: &Error) -> Reading {
    let mut parts = top_level_parts(source);
    parts.truncate(MOST_PARTS);
    let mut entries = Vec::new();
    let mut troubles = Vec::new();
    for part in parts {
        let lines = &source[part.clone()];
        match parse(lines) {
            Ok(raw) => {
                if let Value::Map(members) = node(lines, base + part.start, &raw).value {
                    entries.extend(members);
                }
            }
            // What it refers to may stand in another part.
            Err(Error::UnknownAnchor { .. }) if source.contains('&') => {}
            Err(error) => {
                entries.extend(as_written(lines, base + part.start));
                troubles.push(trouble(lines, base + part.start, &error));
            }
        }
    }
    // An error that only shows when the parts stand together, such as a document mark between them.
    if troubles.is_empty() {
        troubles.push(trouble(source, base, error));
    }
    let span = base..base + source.len();
    Reading { tree: Some(Node { value: Value::Map(entries), span }), troubles }
}

/// Ranges from one key that is not indented to the next.
fn top_level_parts(source: &str) -> Vec<Range<usize>> {
    let mut starts = Vec::new();
    let mut offset = 0;
    for line in source.split_inclusive('\n') {
        let begins = line.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '"' | '\''));
        if begins && line.contains(':') {
            starts.push(offset);
        }
        offset += line.len();
    }
    let ends = starts.iter().copied().skip(1).chain([source.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// The key and value of a single line that no parser understands: `title: Outage: disk full`.
fn as_written(lines: &str, base: usize) -> Option<(Key, Node)> {
    let line = lines.trim_end();
    if line.contains('\n') {
        return None;
    }
    let (key, value) = line.split_once(':')?;
    let start = line.len() - value.trim_start().len();
    let text = value.trim().trim_matches('"').trim_matches('\'');
    let key = Key { text: key.trim().trim_matches('"').to_owned(), span: base..base + key.len() };
    Some((key, Node::scalar(text, ScalarKind::Text, base + start..base + line.len())))
}

fn parse(source: &str) -> Result<Spanned<Raw<'_>>, Error> {
    let options = serde_saphyr::options! {
        strict_booleans: true,
        ignore_binary_tag_for_string: true,
        emit_comments: false,
        with_snippet: false,
        // Duplicates arrive one by one and are reported with their places by the one who reads the keys.
        duplicate_keys: DuplicateKeyPolicy::LastWins,
        non_finite_float_policy: NonFiniteFloatPolicy::AsString,
        budget: serde_saphyr::budget! { max_aliases: 64, max_anchors: 32, max_depth: 32, max_nodes: 20_000 },
        alias_limits: serde_saphyr::alias_limits! { max_total_replayed_events: 2000, max_replay_stack_depth: 4 },
    };
    serde_saphyr::with_deserializer_from_str_with_options(source, options, |parser| {
        Spanned::deserialize(parser)
    })
}

/// A value as the parser gives it.
enum Raw<'a> {
    Null,
    Bool,
    Number,
    Text(Cow<'a, str>),
    List(Vec<Spanned<Raw<'a>>>),
    Map(Vec<(Spanned<Raw<'a>>, Spanned<Raw<'a>>)>),
}

impl<'de> Deserialize<'de> for Raw<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Raw<'de>, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw<'de>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Raw<'de>, E> {
        Ok(Raw::Bool)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Raw<'de>, E> {
        Ok(Raw::Number)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Raw<'de>, E> {
        Ok(Raw::Number)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Raw<'de>, E> {
        Ok(Raw::Number)
    }

    fn visit_unit<E>(self) -> Result<Raw<'de>, E> {
        Ok(Raw::Null)
    }

    fn visit_str<E>(self, text: &str) -> Result<Raw<'de>, E> {
        Ok(Raw::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Raw<'de>, E> {
        Ok(Raw::Text(Cow::Borrowed(text)))
    }

    fn visit_string<E>(self, text: String) -> Result<Raw<'de>, E> {
        Ok(Raw::Text(Cow::Owned(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw<'de>, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Raw::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Raw<'de>, A::Error> {
        let mut map = Vec::new();
        while let Some(member) = members.next_entry()? {
            map.push(member);
        }
        Ok(Raw::Map(map))
    }
}

/// A parsed value with its bytes in the file; where an alias stands, those of the value it repeats.
fn node(source: &str, base: usize, raw: &Spanned<Raw<'_>>) -> Node {
    let place = raw.defined.span();
    let start = place.byte_offset().unwrap_or(0) as usize;
    let mut span = clamp(source, start..start + place.byte_len().unwrap_or(0) as usize);
    let written = source[span.clone()].trim_end();
    span.end = span.start + written.len();
    let in_file = base + span.start..base + span.end;
    let (value, end) = match &raw.value {
        Raw::Null => (scalar("", ScalarKind::Null), None),
        Raw::Bool => (scalar(written, ScalarKind::Bool), None),
        Raw::Number => (scalar(written, ScalarKind::Number), None),
        Raw::Text(text) => (scalar(text, ScalarKind::Text), None),
        Raw::List(items) => {
            let items: Vec<Node> = items.iter().map(|item| node(source, base, item)).collect();
            let end = items.iter().map(|item| item.span.end).max();
            (Value::List(items), end)
        }
        Raw::Map(members) => {
            let members: Vec<(Key, Node)> = members
                .iter()
                .map(|(name, value)| (key(source, base, name), node(source, base, value)))
                .collect();
            let end = members.iter().map(|(_, value)| value.span.end).max();
            (Value::Map(members), end)
        }
    };
    let end = end.unwrap_or(in_file.end).max(in_file.end);
    Node { value, span: in_file.start..end }
}

fn scalar(text: &str, kind: ScalarKind) -> Value {
    Value::Scalar { text: text.to_owned(), kind }
}

fn key(source: &str, base: usize, raw: &Spanned<Raw<'_>>) -> Key {
    let node = node(source, base, raw);
    let text = match node.value {
        Value::Scalar { text, .. } => text,
        _ => shorten(source.get(node.span.start - base..node.span.end - base).unwrap_or_default()),
    };
    Key { text, span: node.span }
}

fn trouble(source: &str, base: usize, error: &Error) -> Trouble {
    let at = error.location().map_or(0, |place| match place.span().byte_offset() {
        Some(offset) => offset as usize,
        None => offset_of(source, place.line() as usize, place.column() as usize),
    });
    let at = source.floor_char_boundary(at);
    let (message, hint) = plain_words::of_yaml(error.without_snippet(), source, at);
    let length = source[at..].chars().next().filter(|c| *c != '\n').map_or(0, char::len_utf8);
    Trouble { span: base + at..base + at + length, message, hint }
}

/// The byte at a line and a column in characters, both from 1.
fn offset_of(source: &str, line: usize, column: usize) -> usize {
    let before: usize = source.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = source.get(before..).unwrap_or_default();
    before + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(offset, _)| offset)
}
