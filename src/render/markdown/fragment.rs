//! Pieces cut out of the middle of blocks: an entry of a timeline, an item of a list, the words of a heading.
//!
//! The events of the whole document are used, so a piece needs no parsing of its own: indents and quotation marks are
//! gone already, emphasis that opened before the piece opens again, and references know their definitions.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::nodes::{is_inline, is_inline_end};
use super::write::{DEPTH_LIMIT, Ids, Writer};
use super::{Document, escape};
use crate::model::EntrySource;

/// Nodes that stand in a range of bytes.
struct Cut {
    nodes: Range<usize>,
    bytes: Range<usize>,
}

impl<'a> Document<'a> {
    /// An entry of a timeline or an item of a list: its pieces one after the other.
    ///
    /// Words that make up a single paragraph stand without `<p>`. Elements carry no ids, since the piece may stand on
    /// the page a second time. What opened before a range is known from the parse; `opening` is not needed.
    pub fn fragment(&self, entry: &EntrySource) -> String {
        if self.nodes.is_none() {
            return entry.ranges.iter().map(|range| self.verbatim(range)).collect();
        }
        let cuts: Vec<Cut> = entry.ranges.iter().map(|range| self.cut(range)).collect();
        let (html, paragraphs) = Pieces::new(self, Paragraphs::Bare).write(&cuts);
        if paragraphs < 2 { html } else { Pieces::new(self, Paragraphs::Tagged).write(&cuts).0 }
    }

    /// Words of a range with their links, code and emphasis, without the blocks around them.
    ///
    /// Of a range that starts with a heading, or in one, only the heading.
    pub fn inline(&self, range: Range<usize>) -> String {
        if self.nodes.is_none() {
            let mut out = String::new();
            escape::text(&mut out, self.slice(&range));
            return out;
        }
        let mut cut = self.cut(&range);
        if let Some(end) = self.heading_end(cut.nodes.start) {
            cut.nodes.end = cut.nodes.end.min(end);
        }
        Pieces::new(self, Paragraphs::Flat).write(&[cut]).0
    }

    /// Words of a range without any markup, as one line. Not escaped.
    pub fn plain(&self, range: Range<usize>) -> String {
        if self.nodes.is_none() {
            return one_line(self.slice(&range));
        }
        let cut = self.cut(&range);
        let mut writer = Writer::new(self, Ids::Withheld, range.len());
        writer.clip = cut.bytes;
        one_line(&writer.plain(cut.nodes))
    }

    fn cut(&self, range: &Range<usize>) -> Cut {
        let nodes = self.all();
        let mut first = nodes.partition_point(|node| node.at < range.start);
        let last = nodes.partition_point(|node| node.at < range.end);
        let is_leaf =
            |index: usize| matches!(nodes[index].event, Event::Text(_) | Event::Code(_) | Event::Html(_));
        if first > 0 && is_leaf(first - 1) && nodes[first - 1].range.end > range.start {
            first -= 1;
        }
        while first < last && matches!(nodes[first].event, Event::End(_)) && nodes[first].at <= range.start {
            first += 1;
        }
        Cut { nodes: first..last.max(first), bytes: range.clone() }
    }

    /// The end of the heading that a node starts or stands in.
    fn heading_end(&self, index: usize) -> Option<usize> {
        let nodes = self.all();
        let mut around = Some(index).filter(|index| *index < nodes.len());
        while let Some(index) = around {
            match &nodes[index].event {
                Event::Start(Tag::Heading { .. }) => return Some(nodes[index].end),
                _ => around = nodes[index].parent,
            }
        }
        None
    }
}

/// What becomes of paragraphs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Paragraphs {
    /// They lose their tags.
    Bare,
    /// They keep their tags, and words cut out of one get some.
    Tagged,
    /// All blocks lose their tags.
    Flat,
}

/// Writes cuts.
struct Pieces<'d, 'a> {
    writer: Writer<'d, 'a>,
    paragraphs: Paragraphs,
    /// How many paragraphs were written, with or without tags.
    count: usize,
    /// The block of the words that were written last, while more of them may follow.
    block: Option<Option<usize>>,
}

impl<'d, 'a> Pieces<'d, 'a> {
    fn new(document: &'d Document<'a>, paragraphs: Paragraphs) -> Pieces<'d, 'a> {
        let writer = Writer::new(document, Ids::Withheld, 128);
        Pieces { writer, paragraphs, count: 0, block: None }
    }

    fn write(mut self, cuts: &[Cut]) -> (String, usize) {
        for cut in cuts {
            self.writer.clip = cut.bytes.clone();
            self.cut(cut.nodes.clone());
        }
        self.end_words();
        let html = self.writer.finish();
        let trimmed = html.trim();
        (if trimmed.len() == html.len() { html } else { trimmed.to_owned() }, self.count)
    }

    fn cut(&mut self, nodes: Range<usize>) {
        let mut index = nodes.start;
        while index < nodes.end {
            let node = self.writer.at(index);
            match &node.event {
                Event::Start(Tag::FootnoteDefinition(_)) => {
                    self.end_words();
                    index = node.end + 1;
                }
                Event::Start(tag) if !is_inline(tag) => {
                    let is_open = self.loses_tags(tag);
                    if !(matches!(tag, Tag::TableCell) && is_open) {
                        self.end_words();
                    }
                    if is_open {
                        index += 1;
                    } else {
                        let end = (node.end + 1).min(nodes.end);
                        self.writer.nodes(index..end);
                        self.writer.close_all();
                        index = end;
                    }
                }
                Event::End(end) if !is_inline_end(end) => index += 1,
                Event::Rule => {
                    self.end_words();
                    self.writer.nodes(index..index + 1);
                    index += 1;
                }
                _ => {
                    let end = self.words_end(index, nodes.end);
                    self.words(index, end);
                    index = end;
                }
            }
        }
    }

    /// Whether the words of a block stand without it: an item without its list, a paragraph that is alone.
    fn loses_tags(&self, tag: &Tag<'_>) -> bool {
        match tag {
            Tag::Item
            | Tag::TableHead
            | Tag::TableRow
            | Tag::TableCell
            | Tag::Paragraph
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Heading { .. } => true,
            _ => self.paragraphs == Paragraphs::Flat,
        }
    }

    /// The node after the words that start with a node.
    fn words_end(&self, index: usize, limit: usize) -> usize {
        let nodes = self.writer.document.all();
        (index..limit)
            .find(|index| match &nodes[*index].event {
                Event::Start(tag) => !is_inline(tag),
                Event::End(end) => !is_inline_end(end),
                Event::Rule => true,
                _ => false,
            })
            .unwrap_or(limit)
    }

    /// Words of one block, with the emphasis that opened before them.
    fn words(&mut self, mut index: usize, end: usize) {
        let document = self.writer.document;
        let nodes = document.all();
        let mut around = Vec::new();
        let mut block = nodes[index].parent;
        while let Some(start) = block {
            match &nodes[start].event {
                Event::Start(tag) if is_inline(tag) => around.push(start),
                _ => break,
            }
            block = nodes[start].parent;
        }
        self.begin_words(block);
        for start in around.into_iter().rev().take(DEPTH_LIMIT) {
            if let Event::Start(tag) = &nodes[start].event
                && !matches!(tag, Tag::Image { .. })
            {
                index = index.max(self.writer.start(start, tag));
            }
        }
        self.writer.nodes(index..end);
        self.writer.close_all();
        self.writer.close_raw();
    }

    fn begin_words(&mut self, block: Option<usize>) {
        let is_cell = |block: Option<usize>| {
            block.is_some_and(|block| {
                matches!(self.writer.document.all()[block].event, Event::Start(Tag::TableCell))
            })
        };
        match self.block {
            Some(last) if last == block => self.separate("\n"),
            Some(last) if is_cell(last) && is_cell(block) => self.separate(" · "),
            _ => {
                self.end_words();
                self.count += 1;
                match self.paragraphs {
                    Paragraphs::Tagged => self.writer.out.push_str("<p>"),
                    Paragraphs::Bare => self.separate("\n"),
                    Paragraphs::Flat => self.separate(" "),
                }
            }
        }
        self.block = Some(block);
    }

    fn separate(&mut self, by: &str) {
        let out = &mut self.writer.out;
        if !out.is_empty() && !out.ends_with(char::is_whitespace) {
            out.push_str(by);
        }
    }

    fn end_words(&mut self) {
        if self.block.take().is_some() && self.paragraphs == Paragraphs::Tagged {
            self.writer.out.push_str("</p>\n");
        }
    }
}

fn one_line(words: &str) -> String {
    let mut line = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}
