//! Where front matter begins and ends.
//!
//! `gray_matter` decides what stands between the fences; the scan here finds the same place in bytes, which
//! `gray_matter` does not report (it also changes line ends, hides a fence that is never closed, and does not
//! see through a byte order mark).

use std::ops::Range;

use gray_matter::engine::Engine;
use gray_matter::{Matter, Pod};

/// How the block is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Yaml,
    Toml,
    Json,
    /// JSON members without the braces around them, between `;;;` lines.
    JsonMembers,
}

/// A block of front matter.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) format: Format,
    /// The opening fence; for bare JSON its `{`.
    pub(super) fence: Range<usize>,
    /// What stands between the fences.
    pub(super) content: Range<usize>,
    /// The first byte after the line of the closing fence.
    pub(super) body_start: usize,
}

/// What a text begins with.
#[derive(Debug)]
pub(super) enum Split {
    /// No front matter.
    Body,
    /// A fence without its other end.
    Open { format: Format, fence: Range<usize> },
    /// Front matter, or prose between two rules.
    Closed(Block),
}

/// The first byte of a text that is not its byte order mark.
pub(super) fn text_start(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// Finds the front matter of a text.
pub(super) fn split(text: &str) -> Split {
    let Some((open, after)) = first_line_with_words(text) else { return Split::Body };
    let line = text[open..after].trim_end();
    let fence = open..open + line.len();
    let (format, closings): (_, &[&str]) = match line {
        "---" | "---yaml" | "---yml" => (Format::Yaml, &["---", "..."]),
        "---toml" => (Format::Toml, &["---"]),
        "---json" => (Format::Json, &["---"]),
        "+++" => (Format::Toml, &["+++"]),
        ";;;" => (Format::Json, &[";;;"]),
        _ if line.starts_with('{') => return bare_json(text, open),
        _ => return Split::Body,
    };
    let Some(closing) = lines(text, after).find(|line| closings.contains(&text[line.clone()].trim_end()))
    else {
        return Split::Open { format, fence };
    };
    let content = after..closing.start;
    let format = match format {
        Format::Json if !text[content.clone()].trim_start().starts_with('{') => Format::JsonMembers,
        format => format,
    };
    Split::Closed(Block { format, fence, content, body_start: closing.end })
}

/// Whether `gray_matter` sees anything between the fences of a block.
pub(super) fn has_matter(text: &str, block: &Block) -> bool {
    let content = &text[block.content.clone()];
    let opening = &text[block.fence.clone()];
    if opening.starts_with('{') {
        return !content.is_empty();
    }
    let mut splitter = Matter::<Uninterpreted>::new();
    splitter.delimiter = opening.to_owned();
    splitter.close_delimiter = Some(text[block.content.end..block.body_start].trim_end().to_owned());
    let parsed = splitter.parse::<String>(&text[block.fence.start..block.body_start]);
    parsed.is_ok_and(|parsed| !parsed.matter.is_empty())
}

/// An engine that hands the block on as it is: the parsers here report places, those of `gray_matter` do not.
struct Uninterpreted;

impl Engine for Uninterpreted {
    fn parse(content: &str) -> gray_matter::Result<Pod> {
        Ok(Pod::String(content.to_owned()))
    }
}

/// Whether the first line of a block that may be front matter or prose reads as a key.
///
/// Closed blocks may begin with comments; after a lone rule a `#` is a heading.
pub(super) fn begins_with_key(block: &str, format: Format, is_closed: bool) -> bool {
    let has_comments = is_closed && format != Format::Json;
    let is_comment = |line: &str| has_comments && line.starts_with('#');
    let mut significant = block.lines().map(str::trim).filter(|line| !(line.is_empty() || is_comment(line)));
    let Some(line) = significant.next() else { return false };
    match format {
        Format::Json | Format::JsonMembers => line.starts_with(['"', '{', '}']),
        Format::Toml => line.starts_with('[') || key_before(line, '=').is_some(),
        Format::Yaml => {
            key_before(line, ':').is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
        }
    }
}

/// What follows the separator when a line begins with a key of one word.
fn key_before(line: &str, separator: char) -> Option<&str> {
    let (key, rest) = line.split_once(separator)?;
    let key = key.trim_end();
    let bare = key.strip_prefix(['"', '\'']).and_then(|key| key.strip_suffix(['"', '\''])).unwrap_or(key);
    let is_word = bare.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    (is_word && bare.starts_with(|c: char| c.is_alphanumeric() || c == '_')).then_some(rest)
}

fn first_line_with_words(text: &str) -> Option<(usize, usize)> {
    let line = lines(text, text_start(text)).find(|line| !text[line.clone()].trim().is_empty())?;
    Some((line.start, line.end))
}

/// The lines of a text from a byte on, each with its line end.
fn lines(text: &str, from: usize) -> impl Iterator<Item = Range<usize>> {
    let mut start = from;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let length = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |newline| newline + 1);
        let line = start..start + length;
        start = line.end;
        Some(line)
    })
}

/// A JSON object at the start of the text, alone on its lines.
fn bare_json(text: &str, open: usize) -> Split {
    let inside = text[open + 1..].trim_start();
    if !inside.starts_with(['"', '}']) {
        return Split::Body;
    }
    let fence = open..open + 1;
    let Some(end) = matching_brace(text, open) else { return Split::Open { format: Format::Json, fence } };
    let line_end =
        memchr::memchr(b'\n', &text.as_bytes()[end..]).map_or(text.len(), |newline| end + newline + 1);
    if !text[end..line_end].trim().is_empty() {
        return Split::Body;
    }
    Split::Closed(Block { format: Format::Json, fence, content: open..end, body_start: line_end })
}

/// The byte after the brace that closes the one at `open`.
fn matching_brace(text: &str, open: usize) -> Option<usize> {
    let mut depth = 0usize;
    let mut in_string = false;
    let mut escaped = false;
    for (offset, byte) in text.bytes().enumerate().skip(open) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' if !in_string => depth += 1,
            b'}' if !in_string => {
                depth -= 1;
                if depth == 0 {
                    return Some(offset + 1);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    /// What `gray_matter` takes for the body of a whole document.
    fn gray_body(text: &str) -> String {
        Matter::<Uninterpreted>::new().parse::<String>(text).unwrap().content
    }

    #[test]
    fn agrees_with_gray_matter_on_ordinary_documents() {
        let keys = ["title: Disk full", "tags: [a, b]", "# note", "", "  nested: x", "date: 2022-04-01"];
        let prose = ["# Heading", "", "Words and words.", "- item", "| a | b |", "ends in --", "***"];
        let mut seed = 7u64;
        let mut pick = |bound: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize % bound
        };
        for _ in 0..2000 {
            let newline = ["\n", "\r\n"][pick(2)];
            let mut lines = vec!["---"];
            lines.extend((0..pick(6)).map(|_| keys[pick(keys.len())]));
            lines.push(["---", "---  "][pick(2)]);
            lines.extend((0..pick(8)).map(|_| prose[pick(prose.len())]));
            let text = lines.join(newline);
            let Split::Closed(block) = split(&text) else { panic!("no front matter in {text:?}") };
            let body = text[block.body_start..].replace("\r\n", "\n");
            // gray_matter drops blank lines before the body and the last line end.
            assert_eq!(
                body.trim_start_matches('\n').trim_end_matches('\n'),
                gray_body(&text).trim_end_matches('\n'),
                "{text:?}"
            );
            let has_words = !text[block.content.clone()].trim().is_empty();
            assert_eq!(has_matter(&text, &block), has_words, "{text:?}");
        }
    }
}
