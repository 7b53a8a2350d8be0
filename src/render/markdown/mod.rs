//! Markdown bodies as HTML that is safe to publish, with every link resolved.
//!
//! A [`Document`] is parsed once. All that a page shows of it, from a whole section to the words of one timeline
//! entry, is written from the same events, so that reference definitions, footnotes, emphasis and links mean the same
//! everywhere, and a piece costs no more than its length.
//!
//! Nothing an author writes reaches the page unexamined: text is escaped, addresses are checked by scheme, raw HTML is
//! rebuilt from a list of harmless tags (`raw`) and then goes through ammonia (`sanitise`), which also balances it.
//!
//! - `nodes` reads the events and gives anchors to them,
//! - `write` turns events into HTML, with `tags` for blocks, `words` for text and `links` for references,
//! - `drawn` puts figures in the place of fenced blocks,
//! - `fragment` cuts pieces out of the middle of blocks,
//! - `code` marks what matters in blocks of code and logs,
//! - `footnotes` numbers the notes and writes them,
//! - `additions` is what the page adds: marks on words, notes beside blocks.

use std::ops::Range;

use crate::model::{Link, Target};

mod additions;
mod autolink;
mod code;
mod drawn;
mod escape;
mod footnotes;
mod fragment;
mod labels;
mod links;
mod nodes;
mod plain;
mod raw;
mod raw_tags;
mod sanitise;
mod tags;
mod words;
mod write;

pub use additions::{Addition, Run};

use additions::Additions;
use footnotes::Footnotes;
pub use labels::Label;
use nodes::Node;
use write::{Ids, Writer};

/// Where links lead, as seen from the page that is being written.
pub trait Addresses {
    /// The address of a target.
    fn address(&self, target: &Target, fragment: Option<&str>) -> Address;

    /// The name of a target, for wiki links that give no words of their own.
    fn title(&self, target: &Target) -> Option<String>;

    /// What the page itself says inside the document.
    fn says(&self, label: Label) -> &str {
        label.english()
    }

    /// The language it is said in.
    fn says_in(&self) -> &str {
        "en"
    }
}

/// What a reference becomes on the page.
///
/// Addresses are percent-encoded by whoever makes them; they are escaped for HTML here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// A page of the site, relative to this page.
    Page(String),
    /// A file of the site, relative to this page.
    Asset {
        /// Its address.
        href: String,
        /// Width in pixels, for an image whose size is known.
        width: Option<u32>,
        /// Height in pixels, for an image whose size is known.
        height: Option<u32>,
    },
    /// An address elsewhere on the web.
    External(String),
    /// No address: the words stand without a link, and a title says why.
    None {
        /// Why, in words for readers.
        why: &'static str,
    },
}

/// Draws fenced blocks that are not meant to be read as code.
pub trait Figures {
    /// What stands in place of a block, or before it; nothing for blocks that are just code.
    fn figure(&self, block: &Fenced<'_>) -> Option<Figure>;
}

/// A fenced block.
#[derive(Clone, Copy, Debug)]
pub struct Fenced<'b> {
    /// The info string.
    pub info: &'b str,
    /// What stands between the fences.
    pub text: &'b str,
    /// What the reference leads to that starts at its fence.
    pub target: Option<&'b Target>,
}

/// What becomes of a fenced block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figure {
    /// Safe markup that takes its place.
    Drawn(String),
    /// Words that stand before it, when it cannot be drawn. Not escaped.
    Told(String),
}

/// A byte of the file that has an address within the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor<'a> {
    /// Where the heading, list item, table row or paragraph starts.
    pub at: usize,
    /// The address, unique within the page.
    pub id: &'a str,
}

/// How headings of the document become headings of the page, whose first level is taken by the title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeadingShift {
    top: u8,
}

impl HeadingShift {
    /// The shift for a document whose sections start at this level.
    pub fn from_top(level: u8) -> HeadingShift {
        HeadingShift { top: level.clamp(1, 6) }
    }

    /// The level on the page, from 2 to 6.
    pub fn level(self, written: u8) -> u8 {
        (written + 2).saturating_sub(self.top).clamp(2, 6)
    }
}

impl Default for HeadingShift {
    /// Sections start at the second level, below a title.
    fn default() -> HeadingShift {
        HeadingShift::from_top(2)
    }
}

/// A document to be rendered.
#[derive(Clone, Debug)]
pub struct Source<'a> {
    /// The whole file.
    pub text: &'a str,
    /// Bytes of the body; all other offsets are of the whole file too.
    pub body: Range<usize>,
    /// Resolved references, sorted by where they start: at the `[`, `!` or `<` of a link, an image, a wiki link or a
    /// raw HTML tag, or at the first letter of a bare id.
    pub links: &'a [Link],
    /// Addresses within the page, sorted by where they stand.
    pub anchors: &'a [Anchor<'a>],
    /// How heading levels change.
    pub headings: HeadingShift,
}

/// A parsed document, of which pieces can be written as HTML.
pub struct Document<'a> {
    source: Source<'a>,
    addresses: &'a dyn Addresses,
    /// Nothing when the parser failed: then pieces are shown as they were written.
    nodes: Option<Vec<Node<'a>>>,
    /// First nodes of the top-level blocks, footnote definitions left out.
    tops: Vec<usize>,
    footnotes: Footnotes,
    additions: Additions,
    figures: Option<Box<dyn Figures + 'a>>,
}

impl<'a> Document<'a> {
    /// What the page itself says inside the document, as it may stand in an attribute or a text.
    pub(super) fn label(&self, label: Label, number: usize) -> String {
        let number = number.to_string();
        let said = super::words::fill(
            self.addresses.says(label),
            &[("number", number.as_str()), ("count", &number), ("Number", &number)],
        );
        let mut escaped = String::with_capacity(said.len());
        escape::attribute(&mut escaped, &said);
        escaped
    }

    /// What the page says of something that has a name, escaped.
    pub(super) fn label_named(&self, label: Label, name: &str) -> String {
        let said = super::words::fill(self.addresses.says(label), &[("name", name)]);
        let mut escaped = String::with_capacity(said.len());
        escape::attribute(&mut escaped, &said);
        escaped
    }

    /// Reads a document.
    pub fn parse(source: Source<'a>, addresses: &'a dyn Addresses) -> Document<'a> {
        let nodes = nodes::read(&source);
        Document::of_nodes(source, addresses, nodes)
    }

    fn of_nodes(
        source: Source<'a>,
        addresses: &'a dyn Addresses,
        nodes: Option<Vec<Node<'a>>>,
    ) -> Document<'a> {
        let known = nodes.as_deref().unwrap_or_default();
        let (tops, footnotes) = (nodes::tops(known), Footnotes::number(known));
        Document { source, addresses, nodes, tops, footnotes, additions: Additions::default(), figures: None }
    }

    /// The same with what draws its figures.
    #[must_use]
    pub fn with_figures(self, figures: impl Figures + 'a) -> Document<'a> {
        Document { figures: Some(Box::new(figures)), ..self }
    }

    /// The blocks that start within some bytes of the file and stand in no other block.
    ///
    /// Footnote definitions are left to [`footnotes`](Document::footnotes).
    pub fn html(&self, range: Range<usize>) -> String {
        let Some(nodes) = &self.nodes else { return self.verbatim(&range) };
        let starting_before = |byte: usize| self.tops.partition_point(|top| nodes[*top].range.start < byte);
        let (first, last) = (starting_before(range.start), starting_before(range.end));
        let mut writer = Writer::new(self, Ids::Given, range.len() + range.len() / 2);
        for top in self.tops.get(first..last).unwrap_or_default() {
            let beside = self.additions.beside(*top);
            if let Some(notes) = beside {
                writer.out.push_str("<div class=\"coe-noted\">\n");
                writer.out.push_str(notes);
            }
            writer.nodes(*top..nodes[*top].end + 1);
            if beside.is_some() {
                writer.out.push_str("</div>\n");
            }
        }
        writer.finish()
    }

    /// The notes of the whole document, for the end of its page; nothing when it has none.
    ///
    /// Each links back to where it is referred to, on the understanding that the page shows these places.
    pub fn footnotes(&self) -> Option<String> {
        self.footnotes_shown_in(std::slice::from_ref(&(0..usize::MAX)))
    }

    /// The notes of the whole document, with links back only to what [`html`](Document::html) wrote of these bytes.
    pub fn footnotes_shown_in(&self, shown: &[Range<usize>]) -> Option<String> {
        footnotes::write(self, shown)
    }

    /// What the file says, when it could not be parsed.
    fn verbatim(&self, range: &Range<usize>) -> String {
        let mut out = String::from("<pre tabindex=\"0\">");
        escape::text(&mut out, self.slice(range));
        out.push_str("</pre>\n");
        out
    }

    /// Bytes of the body, cut to whole characters.
    fn slice(&self, range: &Range<usize>) -> &'a str {
        let text = self.source.text;
        let start = text.floor_char_boundary(range.start.max(self.source.body.start));
        let end = text.floor_char_boundary(range.end.min(self.source.body.end));
        text.get(start..end).unwrap_or_default()
    }

    fn all(&self) -> &[Node<'a>] {
        self.nodes.as_deref().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
