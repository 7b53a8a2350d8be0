//! Events as HTML: one pass, one buffer, every opened element closed.

use std::ops::Range;

use pulldown_cmark::Event;

use super::nodes::Node;
use super::{Document, drawn, escape, sanitise};

/// Elements nested deeper than this lose their tags and keep their words.
pub(super) const DEPTH_LIMIT: usize = 100;

/// Whether elements carry the addresses of their anchors.
///
/// Only whole blocks do: a fragment may stand on the page a second time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ids {
    /// They do.
    Given,
    /// They do not.
    Withheld,
}

/// Writes nodes of a document.
pub(super) struct Writer<'d, 'a> {
    pub(super) document: &'d Document<'a>,
    pub(super) out: String,
    /// Bytes of the file that are wanted; words outside are cut off.
    pub(super) clip: Range<usize>,
    pub(super) tables: Vec<Table>,
    /// The author's own elements that are open.
    pub(super) raw_open: Vec<&'static str>,
    /// How many of them were opened by whole blocks of HTML, and so may reach over other blocks.
    pub(super) raw_blocks: usize,
    /// Whether the author's own HTML is in it.
    pub(super) raw: bool,
    /// Figures in the order of their places.
    pub(super) drawn: Vec<String>,
    /// How many of our links are open.
    links: usize,
    ids: Ids,
    open: Vec<Open<'a>>,
}

/// An element that was opened and is not closed yet.
struct Open<'a> {
    node: usize,
    /// Length of the output before its tag and after it.
    before: usize,
    after: usize,
    close: Close<'a>,
}

/// How an element is closed.
pub(super) enum Close<'a> {
    /// By this.
    Tag(&'static str),
    /// By this, or not at all when nothing is in it.
    Words(&'static str),
    /// By this, and it is a link.
    Link(&'static str),
    /// By the tag of its level, after a link to itself.
    Heading(u8, Option<Permalink<'a>>),
    /// By the end of an item of a list, after a link to itself.
    Item(Option<Permalink<'a>>),
    /// By the rest of the table.
    Table,
}

/// The address of an element, and the words it begins with, which name it.
pub(super) struct Permalink<'a> {
    pub(super) id: &'a str,
    pub(super) words: String,
}

/// Where a table stands while it is written.
pub(super) struct Table {
    /// The node that starts it.
    pub(super) node: usize,
    pub(super) in_head: bool,
    pub(super) has_body: bool,
    pub(super) column: usize,
}

impl<'d, 'a> Writer<'d, 'a> {
    pub(super) fn new(document: &'d Document<'a>, ids: Ids, capacity: usize) -> Writer<'d, 'a> {
        let most = 2 * document.source.text.len() + 64;
        Writer {
            document,
            out: String::with_capacity(capacity.min(most)),
            clip: 0..usize::MAX,
            tables: Vec::new(),
            raw_open: Vec::new(),
            raw_blocks: 0,
            links: 0,
            raw: false,
            drawn: Vec::new(),
            ids,
            open: Vec::new(),
        }
    }

    /// What was written, made harmless.
    pub(super) fn finish(mut self) -> String {
        self.close_all();
        let html = if self.raw { sanitise::clean(&self.out) } else { self.out };
        drawn::put(html, &self.drawn)
    }

    /// Writes nodes in order.
    pub(super) fn nodes(&mut self, nodes: Range<usize>) {
        let mut index = nodes.start;
        while index < nodes.end {
            index = self.node(index, nodes.end);
        }
    }

    /// Writes a node, and those that make sense only with it; says which is next.
    fn node(&mut self, index: usize, limit: usize) -> usize {
        let node = self.at(index);
        if let Some(added) = self.document.additions.before(index) {
            self.out.push_str(added);
        }
        match &node.event {
            Event::Start(_) if node.depth > DEPTH_LIMIT => {}
            Event::Start(tag) => return self.start(index, tag),
            Event::End(_) => self.end(node.parent),
            Event::Text(_) => return self.text(index, limit),
            Event::Code(words) => self.code(index, words),
            Event::Html(_) => return self.html_block(index, limit),
            Event::InlineHtml(tag) => return self.inline_html(index, tag),
            Event::FootnoteReference(label) => self.note_reference(index, label),
            Event::SoftBreak => self.out.push('\n'),
            Event::HardBreak => self.out.push_str("<br>\n"),
            Event::Rule => self.out.push_str("<hr>\n"),
            Event::TaskListMarker(done) => self.task(*done),
            Event::InlineMath(words) | Event::DisplayMath(words) => escape::text(&mut self.out, words),
        }
        index + 1
    }

    pub(super) fn at(&self, index: usize) -> &'d Node<'a> {
        let document: &'d Document<'a> = self.document;
        &document.all()[index]
    }

    /// Remembers that the element whose tag starts at a length of the output wants to be closed.
    pub(super) fn opened(&mut self, node: usize, before: usize, close: Close<'a>) {
        if let Close::Link(_) = close {
            self.links += 1;
        }
        self.open.push(Open { node, before, after: self.out.len(), close });
    }

    /// The innermost open element.
    pub(super) fn innermost(&self) -> Option<usize> {
        self.open.last().map(|open| open.node)
    }

    /// Closes an element if it is the innermost one; an end whose start was not written is nothing.
    pub(super) fn end(&mut self, start: Option<usize>) {
        if start.is_some() && self.innermost() == start {
            self.close();
        }
    }

    /// Closes all elements.
    pub(super) fn close_all(&mut self) {
        while !self.open.is_empty() {
            self.close();
        }
    }

    fn close(&mut self) {
        let Some(open) = self.open.pop() else { return };
        match open.close {
            Close::Words(_) if self.out.len() == open.after => self.out.truncate(open.before),
            Close::Words(tag) => self.out.push_str(tag),
            Close::Tag(tag) => {
                self.close_raw();
                self.out.push_str(tag);
            }
            Close::Link(tag) => {
                self.links = self.links.saturating_sub(1);
                self.out.push_str(tag);
            }
            Close::Heading(level, permalink) => {
                self.close_raw();
                self.close_heading(level, permalink.as_ref());
            }
            Close::Item(permalink) => {
                self.close_raw();
                self.close_item(permalink.as_ref());
            }
            Close::Table => self.close_table(),
        }
    }

    /// Addresses of a node: the first is for its own tag, the others for marks within it.
    pub(super) fn ids(&self, index: usize) -> impl Iterator<Item = &'a str> + use<'a> {
        self.anchors(index).iter().map(|anchor| anchor.id)
    }

    /// The same with where they stand in the file.
    pub(super) fn anchors(&self, index: usize) -> &'a [super::Anchor<'a>] {
        let anchors = match self.ids {
            Ids::Given => self.at(index).anchors.clone(),
            Ids::Withheld => 0..0,
        };
        let known: &'a [super::Anchor<'a>] = self.document.source.anchors;
        known.get(anchors).unwrap_or_default()
    }

    /// Marks a place among words with its addresses.
    pub(super) fn marks(&mut self, ids: impl Iterator<Item = &'a str>) {
        for id in ids {
            self.out.push_str("<span id=\"");
            escape::attribute(&mut self.out, id);
            self.out.push_str("\"></span>");
        }
    }

    /// Whether words stand in a link, ours or the author's.
    pub(super) fn in_link(&self) -> bool {
        self.links > 0 || self.raw_open.contains(&"a")
    }

    /// Whether references to footnotes carry addresses for the way back.
    pub(super) fn gives_ids(&self) -> bool {
        self.ids == Ids::Given
    }
}
