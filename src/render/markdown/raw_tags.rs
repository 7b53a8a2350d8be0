//! Which of the author's tags reach the page, rebuilt with the attributes that do no harm.
//!
//! Class, id, style and handlers never pass, so that nothing an author writes can pretend to be a part of the page.

use std::borrow::Cow;

use super::escape;
use super::links::Lead;
use super::raw::{Html, Piece, hidden};
use super::write::{DEPTH_LIMIT, Writer};

/// Tags that pass under their own name, in order.
pub(super) const TAGS: &[&str] = &[
    "abbr",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "hr",
    "i",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "var",
    "wbr",
];

/// Whether an attribute with a value passes on a tag.
fn passes(tag: &str, attribute: &str, value: &str) -> bool {
    let is_small_number =
        || (1..=4).contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_digit());
    match attribute {
        "title" | "lang" => true,
        "dir" => matches!(value, "ltr" | "rtl" | "auto"),
        "open" => tag == "details",
        "colspan" | "rowspan" => matches!(tag, "td" | "th") && is_small_number(),
        "scope" => tag == "th" && matches!(value, "col" | "row" | "colgroup" | "rowgroup"),
        "start" | "value" => matches!(tag, "ol" | "li") && is_small_number(),
        "datetime" => matches!(tag, "time" | "del" | "ins"),
        _ => false,
    }
}

impl Writer<'_, '_> {
    /// Writes what is harmless of the author's HTML. Line breaks alone need no balancing.
    pub(super) fn raw_html(&mut self, html: &Html) {
        let mut pieces = html.pieces();
        while let Some(piece) = pieces.next() {
            match piece {
                Piece::Words(words) if words.trim().is_empty() => self.out.push_str(words),
                Piece::Words(words) => {
                    self.raw = true;
                    self.raw_words(words);
                }
                Piece::Nothing => {}
                Piece::Open { name, .. } if name == "br" => self.out.push_str("<br>"),
                Piece::Open { name, attributes, at } => {
                    if let Some(hidden) = hidden(&name) {
                        pieces.find(|piece| matches!(piece, Piece::Close(name) if name == hidden));
                    } else {
                        self.raw = true;
                        self.raw_open(&name, &attributes, html.place(at));
                    }
                }
                Piece::Close(name) => {
                    self.raw = true;
                    self.raw_close(&name);
                }
            }
        }
    }

    /// Words keep their entities, since they are HTML already.
    fn raw_words(&mut self, words: &str) {
        for (index, piece) in words.split('&').enumerate() {
            if index > 0 {
                self.out.push('&');
            }
            escape::text(&mut self.out, piece);
        }
    }

    fn raw_open(&mut self, name: &str, attributes: &[(String, &str)], at: usize) {
        let value = |wanted: &str| {
            let found = attributes.iter().find(|(name, _)| name == wanted);
            found.map_or("", |(_, value)| *value)
        };
        match name {
            "img" => {
                let (source, alt) = (plain(value("src")), plain(value("alt")));
                let lead = self.document.lead(at, &source);
                self.show(&lead, &alt, &source, &plain(value("title")));
            }
            "a" => {
                let lead = self.document.lead(at, &plain(value("href")));
                if !matches!(lead, Lead::Nowhere(_)) && self.raw_open.len() < DEPTH_LIMIT {
                    super::links::open(&mut self.out, &lead, &plain(value("title")));
                    self.raw_open.push("a");
                }
            }
            _ => {
                let is_void = matches!(name, "hr" | "wbr" | "col");
                let Some(tag) = self.tag(name).filter(|_| is_void || self.raw_open.len() < DEPTH_LIMIT)
                else {
                    return;
                };
                self.out.push('<');
                self.out.push_str(tag);
                for (name, value) in attributes.iter().filter(|(name, value)| passes(tag, name, value)) {
                    self.out.push(' ');
                    self.out.push_str(name);
                    self.out.push_str("=\"");
                    escape::written_attribute(&mut self.out, value);
                    self.out.push('"');
                }
                self.out.push('>');
                if !is_void {
                    self.raw_open.push(tag);
                }
            }
        }
    }

    /// Closes what the author opened; what is ours an author cannot close.
    fn raw_close(&mut self, name: &str) {
        let Some(index) = self.raw_open.iter().rposition(|open| self.tag(name).unwrap_or(name) == *open)
        else {
            return;
        };
        let tag = self.raw_open.remove(index);
        self.raw_blocks -= usize::from(index < self.raw_blocks);
        self.close_tag(tag);
    }

    fn close_tag(&mut self, tag: &str) {
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
    }

    /// Closes what the author opened among words and left open, so that it ends with its block.
    pub(super) fn close_raw(&mut self) {
        while self.raw_open.len() > self.raw_blocks {
            if let Some(tag) = self.raw_open.pop() {
                self.close_tag(tag);
            }
        }
    }

    /// Lets what a block of HTML leaves open reach over the blocks that follow, except for links.
    pub(super) fn leave_raw_open(&mut self) {
        self.raw_close("a");
        self.raw_blocks = self.raw_open.len();
    }

    /// The tag under which an element passes: headings take their place below the title of the page.
    fn tag(&self, name: &str) -> Option<&'static str> {
        if let [b'h', digit @ b'1'..=b'6'] = name.as_bytes() {
            let level = self.document.source.headings.level(digit - b'0');
            return ["h2", "h3", "h4", "h5", "h6"].get(usize::from(level) - 2).copied();
        }
        TAGS.binary_search(&name).ok().map(|index| TAGS[index])
    }
}

/// A value as an author wrote it in HTML, with the entities that are common in addresses and titles resolved.
///
/// An entity that stays is escaped later on, so that it can hide nothing.
pub(super) fn plain(value: &str) -> Cow<'_, str> {
    if !value.contains('&') {
        return Cow::Borrowed(value);
    }
    let entities =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&apos;", "'"), ("&amp;", "&")];
    Cow::Owned(entities.iter().fold(value.to_owned(), |value, (entity, plain)| value.replace(entity, plain)))
}
