//! Figures drawn at build time as SVG, with classes for their colours so that dark and print follow.

pub(super) mod arc;
pub(super) mod arcs;
pub(super) mod calendar;
pub(super) mod chart;
pub(super) mod intervals;
pub(super) mod map;
pub(super) mod miniature;
pub(super) mod neighbourhood;
pub(super) mod spread;
pub(super) mod stack;
pub(super) mod strip;

use std::fmt::{self, Display, Write};

/// Text as it may stand in markup, also within quotes.
pub(super) struct Escaped<'t>(pub(super) &'t str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some(at) = rest.find(|c: char| matches!(c, '&' | '<' | '>' | '"' | '\'' | '\0'..='\u{1f}'))
        {
            f.write_str(&rest[..at])?;
            f.write_str(match rest.as_bytes()[at] {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                b'"' => "&quot;",
                b'\'' => "&#39;",
                b'\t' | b'\n' | b'\r' => " ",
                // What XML does not allow at all.
                _ => "",
            })?;
            rest = &rest[at + 1..];
        }
        f.write_str(rest)
    }
}

/// A COE as a dot that leads to it.
#[derive(Clone, Debug)]
pub(super) struct Dot {
    /// The day it stands on.
    pub(super) day: crate::model::Day,
    /// Where it leads.
    pub(super) href: String,
    /// What it is, in words.
    pub(super) words: String,
    /// Whether it stands out.
    pub(super) strong: bool,
}

/// A dot at a place, linked.
fn draw_dot(svg: &mut Markup, dot: &Dot, x: f64, y: f64, radius: f64) {
    let class = if dot.strong { "coe-dot coe-dot--strong" } else { "coe-dot" };
    let (href, words) = (Escaped(&dot.href), Escaped(&dot.words));
    svg.add(format_args!(
        "<a href=\"{href}\" tabindex=\"-1\" aria-label=\"{words}\">\
         <circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius}\"><title>{words}</title></circle></a>"
    ));
}

/// Markup under construction.
#[derive(Default)]
struct Markup(String);

impl Markup {
    fn add(&mut self, piece: fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        _ = self.0.write_fmt(piece);
    }
}

/// How wide a text is in the interface face, near enough to keep labels apart.
pub(super) fn text_width(text: &str, size: f64) -> f64 {
    width(text, size)
}

/// The same, for figures.
fn width(text: &str, size: f64) -> f64 {
    let unit = |c: char| match c {
        'i' | 'l' | 'j' | '.' | ',' | ':' | '\'' | ' ' | 'I' | 't' | 'f' | 'r' => 0.36,
        'm' | 'w' | 'M' | 'W' => 0.9,
        c if c.is_ascii() => 0.6,
        _ => 1.0,
    };
    text.chars().map(unit).sum::<f64>() * size
}
