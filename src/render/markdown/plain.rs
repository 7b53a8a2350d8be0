//! Words without markup.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag};

use super::nodes::{is_inline, is_inline_end};
use super::raw::{Html, Piece};
use super::raw_tags;
use super::write::Writer;

impl Writer<'_, '_> {
    /// The words within an element.
    pub(super) fn plain_within(&self, index: usize) -> String {
        self.plain(index + 1..self.at(index).end)
    }

    /// The words of some nodes; blocks and lines are set apart by a space.
    pub(super) fn plain(&self, nodes: Range<usize>) -> String {
        let mut out = String::new();
        let mut index = nodes.start;
        while index < nodes.end {
            let node = self.at(index);
            index += 1;
            match &node.event {
                Event::Text(words) => {
                    out.push_str(self.clipped(words, &node.range).map_or("", |(kept, _)| kept));
                }
                Event::Code(words) => out.push_str(self.clipped_code(words, &node.range)),
                Event::Html(words) | Event::InlineHtml(words) => plain_html(&mut out, words),
                Event::Start(Tag::FootnoteDefinition(_)) => index = node.end + 1,
                Event::Start(Tag::Link { link_type: LinkType::WikiLink { has_pothole: false }, .. }) => {
                    if let Some(name) = self.document.name_of(node.range.start) {
                        out.push_str(&name);
                        index = node.end;
                    }
                }
                Event::Start(tag) if is_inline(tag) => {}
                Event::End(end) if is_inline_end(end) => {}
                Event::SoftBreak | Event::HardBreak | Event::Rule | Event::Start(_) | Event::End(_) => {
                    out.push(' ');
                }
                _ => {}
            }
        }
        out
    }
}

fn plain_html(out: &mut String, html: &str) {
    let mut lines = Html::default();
    lines.push(html, 0);
    let mut pieces = lines.pieces();
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Words(words) => out.push_str(&raw_tags::plain(words)),
            Piece::Open { name, .. } if name == "br" => out.push(' '),
            Piece::Open { name, .. } if super::raw::hidden(&name).is_some() => {
                pieces.find(|piece| *piece == Piece::Close(name.clone()));
            }
            _ => {}
        }
    }
}
