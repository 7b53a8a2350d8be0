//! Figures drawn at build time as SVG, with classes for their colours so that dark and print follow.

pub(super) mod arc;
pub(super) mod calendar;
pub(super) mod strip;

use std::fmt::{self, Display, Write};

/// Text as it may stand in markup, also within quotes.
pub(super) struct Escaped<'t>(pub(super) &'t str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                // What XML does not allow at all.
                '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' => {}
                other => f.write_char(other)?,
            }
        }
        Ok(())
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
fn width(text: &str, size: f64) -> f64 {
    let unit = |c: char| match c {
        'i' | 'l' | 'j' | '.' | ',' | ':' | '\'' | ' ' | 'I' | 't' | 'f' | 'r' => 0.36,
        'm' | 'w' | 'M' | 'W' => 0.9,
        c if c.is_ascii() => 0.6,
        _ => 1.0,
    };
    text.chars().map(unit).sum::<f64>() * size
}
