//! The neighbourhood of a COE: a line of time from top to bottom, a row for each COE, and arcs for what ties them.
//!
//! Every COE has a row of its own, so that no label ever covers another, and titles stand nearly whole.

use crate::render::view::Html;
use crate::render::words::{Words, isolated};

use super::{Escaped, Markup, width};

const WIDTH: f64 = 680.0;
const LINE: f64 = 118.0;
const DATE: f64 = 136.0;
const TITLE: f64 = 222.0;
const TOP: f64 = 18.0;
const ROW: f64 = 27.0;
const TEXT: f64 = 13.0;
const SMALL: f64 = 11.5;

/// How far from the middle a COE is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::render) enum Hop {
    /// The COE of the page.
    Own,
    /// Tied to it.
    First,
    /// Tied to one that is tied to it.
    Second,
}

/// How an edge is drawn; the firmest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::render) enum Line {
    /// What authors state.
    Stated,
    /// What the text cites.
    Cited,
    /// What is alike.
    Alike,
}

impl Line {
    const ALL: [Line; 3] = [Line::Stated, Line::Cited, Line::Alike];

    fn class(self) -> &'static str {
        ["stated", "cited", "alike"][self as usize]
    }

    fn words(self, words: &Words) -> &str {
        words.say(["ties.stated", "ties.cited_in_text", "ties.alike"][self as usize])
    }
}

/// A COE of the drawing.
#[derive(Debug)]
pub(in crate::render) struct Node {
    pub(in crate::render) hop: Hop,
    pub(in crate::render) href: String,
    pub(in crate::render) title: String,
    /// `12 May 2026`; empty where nobody says.
    pub(in crate::render) date: String,
    /// What ties it: in words, in fewer words, in the fewest.
    pub(in crate::render) words: Vec<String>,
}

/// A tie between two nodes, by their rows.
#[derive(Clone, Copy, Debug)]
pub(in crate::render) struct Edge {
    pub(in crate::render) from: usize,
    pub(in crate::render) to: usize,
    pub(in crate::render) line: Line,
}

/// The drawing of some nodes in order of time. `rest` says what is left out, `description` what all of it shows.
pub(in crate::render) fn draw(
    nodes: &[Node],
    edges: &[Edge],
    (rest, description): (&str, &str),
    words: &Words,
) -> Html {
    let legend = y(nodes.len()) + if rest.is_empty() { 6.0 } else { ROW + 2.0 };
    let mut svg = Markup::default();
    svg.add(format_args!(
        "<svg class=\"coe-neighbourhood__drawing\" viewBox=\"0 0 {WIDTH} {:.0}\" role=\"group\">\
         <title>{}</title><desc>{}</desc>",
        legend + 12.0,
        Escaped(words.say("neighbourhood.title")),
        Escaped(description)
    ));
    let (top, end) = (y(0), y(nodes.len().saturating_sub(1)));
    svg.add(format_args!("<path class=\"coe-strip__line\" d=\"M{LINE} {top}V{end}\"/>"));
    draw_edges(&mut svg, edges, nodes);
    nodes.iter().enumerate().for_each(|(row, node)| draw_node(&mut svg, node, y(row), words));
    if !rest.is_empty() {
        svg.add(format_args!(
            "<text class=\"coe-neighbourhood__words\" x=\"{DATE}\" y=\"{:.1}\">{}</text>",
            y(nodes.len()) + 4.0,
            Escaped(rest)
        ));
    }
    draw_legend(&mut svg, edges, legend, words);
    svg.add(format_args!("</svg>"));
    Html(svg.0)
}

fn y(row: usize) -> f64 {
    TOP + ROW * row as f64
}

/// All edges of a kind as one path; the firmest are drawn last, so that they lie on top.
fn draw_edges(svg: &mut Markup, edges: &[Edge], nodes: &[Node]) {
    let is_further = |edge: &Edge| {
        [edge.from, edge.to].iter().any(|row| nodes.get(*row).is_some_and(|it| it.hop == Hop::Second))
    };
    for (line, further) in Line::ALL.into_iter().rev().flat_map(|line| [(line, true), (line, false)]) {
        let mut edges =
            edges.iter().filter(|edge| edge.line == line && is_further(edge) == further).peekable();
        if edges.peek().is_none() {
            continue;
        }
        let class = if further { " coe-edge--further" } else { "" };
        svg.add(format_args!("<path class=\"coe-edge coe-edge--{}{class}\" d=\"", line.class()));
        edges.for_each(|edge| draw_arc(svg, *edge, nodes.len()));
        svg.add(format_args!("\"/>"));
    }
}

/// An arc left of the line, the wider the further its ends stand apart.
fn draw_arc(svg: &mut Markup, edge: Edge, rows: usize) {
    let apart = edge.from.abs_diff(edge.to) as f64 / rows.max(2) as f64;
    let bulge = 8.0 + (LINE - 14.0) * apart.powf(0.7);
    // The middle of the curve is at three quarters of how far its handles are.
    let handle = LINE - bulge * 4.0 / 3.0;
    let (from, to) = (y(edge.from), y(edge.to));
    svg.add(format_args!("M{LINE} {from}C{handle:.0} {from} {handle:.0} {to} {LINE} {to}"));
}

/// A dot, the day, the title as far as it fits, and what ties it where there is room left.
///
/// What the list below the drawing leads to needs no second stop for those who use the keyboard.
fn draw_node(svg: &mut Markup, node: &Node, y: f64, said: &Words) {
    let href = Escaped(&node.href);
    let close = match node.hop {
        Hop::Own => {
            svg.add(format_args!("<g class=\"coe-node coe-node--own\">"));
            "</g>"
        }
        Hop::First => {
            svg.add(format_args!("<a class=\"coe-node\" href=\"{href}\" tabindex=\"-1\">"));
            "</a>"
        }
        Hop::Second => {
            svg.add(format_args!("<a class=\"coe-node coe-node--further\" href=\"{href}\">"));
            "</a>"
        }
    };
    let title = fitting(&node.title, WIDTH - TITLE);
    draw_tip(svg, node, &title, said);
    let radius = [7.0, 5.5, 4.5][node.hop as usize];
    let date = if node.date.is_empty() { said.say("dates.none") } else { &node.date };
    let text = y + 4.5;
    svg.add(format_args!(
        "<circle cx=\"{LINE}\" cy=\"{y}\" r=\"{radius}\"/><text x=\"{DATE}\" y=\"{text}\">{}</text>\
         <text x=\"{TITLE}\" y=\"{text}\">{}</text>",
        Escaped(date),
        Escaped(&isolated(&title))
    ));
    let left = WIDTH - TITLE - width(&title, TEXT) - 14.0;
    if let Some(words) = node.words.iter().find(|words| width(words, SMALL) <= left) {
        svg.add(format_args!("<text x=\"{WIDTH}\" y=\"{text}\">{}</text>", Escaped(words)));
    }
    svg.add(format_args!("{close}"));
}

/// What is said where a reader points: what ties it, and the title where it is cut.
fn draw_tip(svg: &mut Markup, node: &Node, shown: &str, said: &Words) {
    let cut = shown != node.title;
    let (title, words) = (Escaped(&node.title), Escaped(node.words.first().map_or("", String::as_str)));
    match (cut, node.words.is_empty()) {
        (true, true) => svg.add(format_args!("<title>{title}</title>")),
        (true, false) => svg.add(format_args!("<title>{title}: {words}</title>")),
        (false, false) => svg.add(format_args!("<title>{words}</title>")),
        (false, true) => {
            svg.add(format_args!("<title>{}</title>", Escaped(said.say("neighbourhood.further"))))
        }
    }
}

/// As many words of a title as fit.
fn fitting(title: &str, room: f64) -> String {
    if width(title, TEXT) <= room {
        return title.to_owned();
    }
    let mut kept = String::new();
    let mut used = width("…", TEXT);
    for c in title.chars() {
        used += width(c.encode_utf8(&mut [0; 4]), TEXT);
        if used > room {
            break;
        }
        kept.push(c);
    }
    format!("{}…", kept.trim_end())
}

/// What the lines mean: those that are drawn.
fn draw_legend(svg: &mut Markup, edges: &[Edge], y: f64, said: &Words) {
    let mut x = DATE;
    for line in Line::ALL.into_iter().filter(|line| edges.iter().any(|edge| edge.line == *line)) {
        let words = line.words(said);
        svg.add(format_args!(
            "<path class=\"coe-edge coe-edge--{}\" d=\"M{x:.0} {y}h26\"/>\
             <text class=\"coe-neighbourhood__words\" x=\"{:.0}\" y=\"{:.1}\">{}</text>",
            line.class(),
            x + 33.0,
            y + 4.0,
            Escaped(words)
        ));
        x += 33.0 + width(words, SMALL) + 22.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(title: &str, hop: Hop) -> Node {
        let (href, date) = ("x.html".to_owned(), "1 May 2024".to_owned());
        Node { hop, href, title: title.to_owned(), date, words: vec!["alike".to_owned()] }
    }

    #[test]
    fn titles_are_whole_where_they_fit_and_escaped() {
        let nodes = [node("A <script> & \"more\"", Hop::Own), node(&"long ".repeat(40), Hop::First)];
        let edges = [Edge { from: 0, to: 1, line: Line::Cited }];
        let html = draw(&nodes, &edges, ("", "two"), &Words::english()).0;
        assert!(html.contains("A &lt;script&gt; &amp; &quot;more&quot;"), "{html}");
        assert!(html.contains("…</text>") && !html.contains("<script"), "{html}");
        assert!(html.contains("cited in the text") && !html.contains("stated by"), "{html}");
    }

    #[test]
    fn a_cut_title_is_never_wider_than_its_room() {
        for title in ["w".repeat(200), "障害".repeat(80), "i ".repeat(300)] {
            assert!(width(&fitting(&title, 400.0), TEXT) <= 400.0 + TEXT);
        }
    }
}
