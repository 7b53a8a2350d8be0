//! Parts of a whole as one bar, as long as the whole is among others.

use crate::render::view::Html;

use super::Markup;

/// The bar; the numbers stand beside it, so that it tells nothing to those who do not see it.
pub(in crate::render) fn draw(parts: &[(&'static str, usize)], longest: usize) -> Html {
    let unit = 1000.0 / longest.max(1) as f64;
    let mut svg = Markup::default();
    svg.add(format_args!(
        "<svg class=\"coe-stack\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
    ));
    let mut x = 0.0;
    for (kind, number) in parts.iter().filter(|(_, number)| *number > 0) {
        let wide = *number as f64 * unit;
        svg.add(format_args!(
            "<rect class=\"coe-stack__{kind}\" x=\"{x:.1}\" width=\"{wide:.1}\" height=\"10\"/>"
        ));
        x += wide;
    }
    svg.add(format_args!("</svg>"));
    Html(svg.0)
}
