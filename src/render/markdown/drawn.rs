//! Figures in the place of fenced blocks.
//!
//! Their markup is ours and safe, but the second barrier knows no drawings. So a mark that no author can write holds
//! their place until it has been passed.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event};

use super::write::Writer;
use super::{Fenced, Figure, escape};

/// Holds the place of a figure; classes of authors never reach the page.
const PLACE: &str = "<div class=\"coe-drawn\"></div>";

impl Writer<'_, '_> {
    /// Draws a fenced block, if it is to be drawn; says whether it is done with.
    pub(super) fn figure(&mut self, index: usize, kind: &CodeBlockKind<'_>) -> bool {
        let document = self.document;
        let (Some(figures), CodeBlockKind::Fenced(info)) = (&document.figures, kind) else { return false };
        let node = self.at(index);
        let is_whole = self.clip.start <= node.range.start && node.range.end <= self.clip.end;
        if !is_whole {
            return false;
        }
        let text = self.text_of(index..node.end);
        let target = document.known(node.range.start).map(|link| &link.target);
        match figures.figure(&Fenced { info, text: &text, target }) {
            None => false,
            Some(Figure::Drawn(figure)) => {
                for inner in index..node.end {
                    let ids = self.ids(inner);
                    self.marks(ids);
                }
                self.out.push_str(PLACE);
                self.out.push('\n');
                self.drawn.push(figure);
                true
            }
            Some(Figure::Told(words)) => {
                self.out.push_str("<p class=\"coe-chart__fault\" lang=\"en\">");
                escape::text(&mut self.out, &words);
                self.out.push_str("</p>\n");
                false
            }
        }
    }

    fn text_of(&self, nodes: Range<usize>) -> String {
        let words = nodes.filter_map(|index| match &self.at(index).event {
            Event::Text(words) => Some(&**words),
            _ => None,
        });
        words.collect()
    }
}

/// Puts the figures where their places are.
pub(super) fn put(html: String, drawn: &[String]) -> String {
    if drawn.is_empty() {
        return html;
    }
    let mut pieces = html.split(PLACE);
    let mut out = String::with_capacity(html.len() + drawn.iter().map(String::len).sum::<usize>());
    out.push_str(pieces.next().unwrap_or_default());
    for (piece, figure) in pieces.zip(drawn) {
        out.push_str(figure);
        out.push_str(piece);
    }
    out
}
