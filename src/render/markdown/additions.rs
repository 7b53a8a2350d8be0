//! What a page adds to what the author wrote: marks on words, words at the end of a block, notes beside it.
//!
//! An addition never takes words away but those it says in another form. It is HTML made by the program, not by the
//! author, and is put in while the document is written, so that a mark always stands on the words it is about.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::nodes::{is_inline, is_inline_end};
use super::{Document, autolink};

/// Something to be added to a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Addition {
    /// HTML before and after words that are neither code nor part of a link.
    Around(String, String),
    /// HTML in the place of such words.
    Instead(String),
    /// HTML after the last words of the innermost block.
    Within(String),
    /// HTML beside the outermost block.
    Beside(String),
}

/// Plain words of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run<'a> {
    /// Where they stand in the file.
    pub range: Range<usize>,
    /// They.
    pub words: &'a str,
    /// Whether they stand in a table.
    pub in_table: bool,
}

/// Additions by where they belong.
#[derive(Debug, Default)]
pub(super) struct Additions {
    /// On words, sorted by where these start; none overlap.
    marks: Vec<Mark>,
    /// Before a node.
    before: BTreeMap<usize, String>,
    /// Beside the block that a node starts.
    beside: BTreeMap<usize, String>,
}

/// HTML on words.
#[derive(Debug)]
pub(super) struct Mark {
    pub(super) at: Range<usize>,
    pub(super) before: String,
    pub(super) after: String,
    /// Whether the words themselves stay.
    pub(super) keeps: bool,
}

impl Additions {
    /// Marks on words within some bytes.
    pub(super) fn marks_in(&self, bytes: &Range<usize>) -> &[Mark] {
        let first = self.marks.partition_point(|mark| mark.at.start < bytes.start);
        let count = self.marks[first..].partition_point(|mark| mark.at.start < bytes.end);
        &self.marks[first..first + count]
    }

    pub(super) fn before(&self, node: usize) -> Option<&str> {
        self.before.get(&node).map(String::as_str)
    }

    pub(super) fn beside(&self, node: usize) -> Option<&str> {
        self.beside.get(&node).map(String::as_str)
    }
}

impl<'a> Document<'a> {
    /// Adds to the document; of marks that overlap only the first is kept.
    pub fn add(&mut self, additions: impl IntoIterator<Item = (Range<usize>, Addition)>) {
        let mut added = std::mem::take(&mut self.additions);
        for (at, addition) in additions {
            match addition {
                Addition::Around(before, after) => added.marks.push(Mark { at, before, after, keeps: true }),
                Addition::Instead(html) => {
                    added.marks.push(Mark { at, before: html, after: String::new(), keeps: false });
                }
                Addition::Within(html) => {
                    if let Some(node) = self.end_of_words(at.start) {
                        added.before.entry(node).or_default().push_str(&html);
                    }
                }
                Addition::Beside(html) => {
                    if let Some(top) = self.top_at(at.start) {
                        added.beside.entry(top).or_default().push_str(&html);
                    }
                }
            }
        }
        added.marks.sort_by_key(|mark| mark.at.start);
        let mut end = 0;
        added.marks.retain(|mark| {
            let free = mark.at.start >= end && mark.at.start < mark.at.end;
            end = if free { mark.at.end } else { end };
            free
        });
        self.additions = added;
    }

    /// Words of the document that are no heading, code, HTML, footnote or part of a link, as they stand in the file.
    pub fn runs(&self) -> Vec<Run<'a>> {
        let nodes = self.all();
        let mut runs = Vec::new();
        let (mut index, mut table_end) = (0, 0);
        while let Some(node) = nodes.get(index) {
            index += 1;
            match &node.event {
                Event::Start(Tag::Table(_)) => table_end = node.end,
                Event::Start(
                    Tag::Heading { .. }
                    | Tag::CodeBlock(_)
                    | Tag::HtmlBlock
                    | Tag::FootnoteDefinition(_)
                    | Tag::TableHead
                    | Tag::Link { .. }
                    | Tag::Image { .. }
                    | Tag::MetadataBlock(_),
                ) => index = node.end + 1,
                Event::Text(words) if self.source.text.get(node.range.clone()) == Some(words) => {
                    self.add_runs(&mut runs, &node.range, index <= table_end);
                }
                _ => {}
            }
        }
        runs
    }

    /// The parts of a text between the references and web addresses in it.
    fn add_runs(&self, runs: &mut Vec<Run<'a>>, range: &Range<usize>, in_table: bool) {
        let text = self.source.text;
        let mut taken: Vec<Range<usize>> =
            self.links_in(range).iter().map(|link| link.span.start..link.span.end.min(range.end)).collect();
        let words = text.get(range.clone()).unwrap_or_default();
        let mut from = 0;
        while let Some(found) = autolink::next(words, from) {
            from = found.end;
            taken.push(range.start + found.start..range.start + found.end);
        }
        taken.sort_by_key(|it| it.start);
        let mut at = range.start;
        for gap in taken.into_iter().chain(std::iter::once(range.end..range.end)) {
            if let Some(words) = text.get(at..gap.start).filter(|words| !words.is_empty()) {
                runs.push(Run { range: at..gap.start, words, in_table });
            }
            at = at.max(gap.end);
        }
    }

    /// Where the outermost block starts that holds a byte.
    pub fn block_at(&self, byte: usize) -> Option<usize> {
        self.top_at(byte).map(|top| self.all()[top].range.start)
    }

    /// The node before which words end that stand at a byte: the next block within theirs, or the end of theirs.
    fn end_of_words(&self, byte: usize) -> Option<usize> {
        let nodes = self.all();
        let mut block = nodes.partition_point(|node| node.at <= byte).checked_sub(1);
        while let Some(index) = block {
            match &nodes[index].event {
                Event::Start(tag) if !is_inline(tag) => break,
                Event::End(end) if !is_inline_end(end) => {
                    block = nodes[index].parent.and_then(|it| nodes[it].parent)
                }
                _ => block = nodes[index].parent,
            }
        }
        let block = block?;
        let mut index = block + 1;
        while index < nodes[block].end {
            match &nodes[index].event {
                Event::Start(Tag::Paragraph) => return Some(nodes[index].end),
                Event::Start(tag) if !is_inline(tag) => return Some(index),
                _ => index = nodes[index].end.max(index) + 1,
            }
        }
        Some(nodes[block].end).filter(|end| !matches!(nodes[*end].event, Event::End(TagEnd::CodeBlock)))
    }

    /// The outermost block at a byte.
    fn top_at(&self, byte: usize) -> Option<usize> {
        let nodes = self.all();
        let place = self.tops.partition_point(|top| nodes[*top].range.start <= byte).checked_sub(1)?;
        Some(self.tops[place]).filter(|top| nodes[*top].range.contains(&byte))
    }
}
