//! References of the body: links, wiki links, images and bare ids, each with the sentence it stands in.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::blocks::{Block, Inline, InlineKind};
use super::words::one_line;
use crate::findings::LineMap;
use crate::model::{Citation, CitationForm, Section};

/// `PM2021-006`, `INC-20260722-003`, `PM-2026-001`
#[expect(clippy::expect_used, reason = "a literal pattern")]
static BARE_ID: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b[A-Za-z]{2,12}[-_]?\d{2,8}(?:-\d{1,6})*\b").expect("valid"));

/// All references below some blocks.
///
/// `found` are those that are known already: files that charts are drawn from.
pub(crate) fn read(
    blocks: &[Block],
    mut found: Vec<Citation>,
    sections: &[Section],
    lines: &LineMap,
) -> Vec<Citation> {
    each_inline(blocks, &mut |inline| of_inline(inline, lines, &mut found));
    for citation in &mut found {
        let innermost = sections
            .iter()
            .filter(|section| section.range.contains(&citation.span.start))
            .max_by_key(|section| section.range.start);
        citation.section = innermost.map(|section| section.title.clone());
    }
    found.sort_by_key(|citation| citation.span.start);
    found
}

fn each_inline(blocks: &[Block], visit: &mut impl FnMut(&Inline)) {
    for block in blocks {
        match block {
            Block::Heading { inline, .. } | Block::Paragraph(inline) => visit(inline),
            Block::List { items, .. } => {
                for item in items {
                    each_inline(&item.blocks, visit);
                }
            }
            Block::Table { head, rows, .. } => {
                for cell in head.iter().chain(rows.iter().flatten()) {
                    visit(cell);
                }
            }
            Block::Quote { blocks, .. } => each_inline(blocks, visit),
            Block::Code { .. } | Block::Other { .. } => {}
        }
    }
}

fn of_inline(inline: &Inline, lines: &LineMap, found: &mut Vec<Citation>) {
    for span in &inline.spans {
        let (form, address) = match &span.kind {
            InlineKind::Link(address) => (CitationForm::Link, address),
            InlineKind::Image(address) => (CitationForm::Image, address),
            InlineKind::Wiki(address) => (CitationForm::Wiki, address),
            _ => continue,
        };
        let (target, fragment) = split_fragment(address);
        found.push(Citation {
            form,
            target,
            fragment,
            sentence: sentence(&inline.text, &span.text),
            section: None,
            span: span.source.clone(),
            line: lines.line(span.source.start),
        });
    }
    if !inline.text.bytes().any(|byte| byte.is_ascii_digit()) {
        return;
    }
    for id in BARE_ID.find_iter(&inline.text) {
        let covered = inline.spans.iter().any(|span| {
            !matches!(span.kind, InlineKind::Strong | InlineKind::Emphasis | InlineKind::Struck)
                && span.text.start < id.end()
                && id.start() < span.text.end
        });
        if covered {
            continue;
        }
        let start = inline.source_of(id.start());
        found.push(Citation {
            form: CitationForm::BareId,
            target: id.as_str().to_owned(),
            fragment: None,
            sentence: sentence(&inline.text, &id.range()),
            section: None,
            span: start..start + id.len(),
            line: lines.line(start),
        });
    }
}

fn split_fragment(address: &str) -> (String, Option<String>) {
    let address = address.trim();
    match address.split_once('#') {
        Some((target, fragment)) => (target.trim().to_owned(), Some(fragment.trim().to_owned())),
        None => (address.to_owned(), None),
    }
}

/// The sentence around some bytes of a text, on one line, at most 300 characters.
fn sentence(text: &str, at: &Range<usize>) -> String {
    let ends = |window: &str| -> Vec<usize> {
        window
            .char_indices()
            .filter(|(index, character)| {
                let after = window[index + character.len_utf8()..].chars().next();
                matches!(character, '.' | '!' | '?') && after.is_none_or(char::is_whitespace)
                    || matches!(character, '。' | '！' | '？')
            })
            .map(|(index, character)| index + character.len_utf8())
            .collect()
    };
    let start = ends(&text[..at.start]).last().copied().unwrap_or(0);
    let end = ends(&text[at.end..]).first().map_or(text.len(), |end| at.end + end);
    let line = one_line(&text[start..end]);
    if line.chars().count() <= 300 {
        return line;
    }
    let cut: String = line.chars().take(299).collect();
    format!("{}…", cut.trim_end())
}
