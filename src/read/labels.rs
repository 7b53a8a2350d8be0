//! "Label: value" facts of the body: bullets, bold labels, plain lines, two-column tables, headings with a line below.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::blocks::{Inline, InlineKind};
use super::words::normal;

/// Which fact a label states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum LabelKey {
    Title,
    Id,
    Date,
    Start,
    End,
    Detected,
    Severity,
    Duration,
    Status,
    Team,
    Services,
    DetectedBy,
    Zone,
    Author,
    Written,
}

const KEYS: [(&str, LabelKey); 15] = [
    ("title", LabelKey::Title),
    ("id", LabelKey::Id),
    ("date", LabelKey::Date),
    ("start", LabelKey::Start),
    ("end", LabelKey::End),
    ("detected", LabelKey::Detected),
    ("severity", LabelKey::Severity),
    ("duration", LabelKey::Duration),
    ("status", LabelKey::Status),
    ("team", LabelKey::Team),
    ("services", LabelKey::Services),
    ("detected-by", LabelKey::DetectedBy),
    ("zone", LabelKey::Zone),
    ("author", LabelKey::Author),
    ("written", LabelKey::Written),
];

#[expect(clippy::expect_used, reason = "the data file is compiled in and a test reads it")]
static NAMES: LazyLock<HashMap<String, LabelKey>> = LazyLock::new(|| {
    let data: HashMap<String, Vec<String>> =
        toml::from_str(include_str!("data/labels.toml")).expect("labels.toml is valid");
    KEYS.iter().flat_map(|(word, key)| data[*word].iter().map(|name| (normal(name), *key))).collect()
});

/// The fact a label states: its name, or its name with a unit or zone in brackets.
pub(crate) fn key(name: &str) -> Option<LabelKey> {
    let without_brackets = name.split(['(', '[', '（']).next().unwrap_or(name);
    NAMES.get(&normal(name)).or_else(|| NAMES.get(&normal(without_brackets))).copied()
}

/// Whether a label says who wrote or owns the document.
pub(crate) fn names_people(name: &str) -> bool {
    key(name) == Some(LabelKey::Author)
}

/// A label at the start of a line, and where its value starts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct LabelMark<'a> {
    pub(crate) name: &'a str,
    /// Offset of the value in the plain text.
    pub(crate) value: usize,
    /// Whether the name is bold.
    pub(crate) bold: bool,
    /// Whether a colon stands behind or at the end of the name.
    pub(crate) colon: bool,
}

/// The longest name of a label, in words.
const NAME_WORDS: usize = 6;

/// The label that opens a line of some words: `**Name:** value`, `**Name**: value`, `Name: value`.
///
/// A bold name without a colon counts when nothing else stands on the line; the caller judges what the name means.
pub(crate) fn mark<'a>(inline: &'a Inline, line_start: usize, line: &str) -> Option<LabelMark<'a>> {
    let line_end = line_start + line.len();
    let first = line_start + (line.len() - line.trim_start().len());
    let strong = inline.spans.iter().find(|span| {
        span.kind == InlineKind::Strong && span.text.start == first && span.text.end <= line_end
    });
    match strong {
        Some(span) => {
            let inside = &inline.text[span.text.clone()];
            let name = inside.trim().trim_end_matches([':', '：']).trim();
            let after = &inline.text[span.text.end..line_end];
            let rest = after.trim_start();
            let colon_after = rest.starts_with([':', '：']);
            let value = rest.trim_start_matches([':', '：']).trim_start();
            (!name.is_empty() && name.split_whitespace().count() <= NAME_WORDS).then(|| LabelMark {
                name,
                value: line_end - value.len(),
                bold: true,
                colon: colon_after || inside.trim().ends_with([':', '：']),
            })
        }
        None => {
            let visible = &inline.text[first..line_end];
            let (name, value) = visible.split_once([':', '：'])?;
            let plain = !name.is_empty()
                && name.split_whitespace().count() <= NAME_WORDS
                && !name.contains(['.', '!', '?', ',', '/', '`', '['])
                && (value.is_empty() || value.starts_with(char::is_whitespace) || !visible.is_ascii());
            let value = value.trim_start();
            plain.then(|| LabelMark {
                name: name.trim(),
                value: line_end - value.len(),
                bold: false,
                colon: true,
            })
        }
    }
}
