//! Names instead of times: a row and a bar for each.

use super::scale::{self, Scale};
use super::{Chart, Escaped, Frame, HEAD, Markup, Panel, TEXT, fitting, measured, open, width};

const ROW: f64 = 26.0;

/// The bars of all panels, one panel below the other.
pub(super) fn draw(chart: &Chart<'_>, labels: &[String], frame: &Frame) -> String {
    let head = |panel: &Panel| if panel.name.is_empty() { 4.0 } else { HEAD };
    let panel_height = ROW * labels.len() as f64 + 10.0;
    let height: f64 = chart.panels.iter().map(|panel| head(panel) + panel_height).sum();
    let most = frame.width * 0.4;
    let room = labels.iter().map(|label| width(label, TEXT)).fold(0.0, f64::max).min(most);
    let mut svg = Markup::default();
    open(&mut svg, chart, frame, height);
    let mut top = 0.0;
    for panel in &chart.panels {
        if !panel.name.is_empty() {
            svg.add(format_args!(
                "<text class=\"coe-chart__name\" x=\"0\" y=\"14\" transform=\"translate(0 {top:.1})\">{}</text>",
                Escaped(&fitting(&panel.name, frame.width))
            ));
        }
        top += head(panel);
        draw_panel(&mut svg, panel, labels, room, (top, frame.width));
        top += panel_height;
    }
    svg.add(format_args!("</svg>"));
    svg.0
}

fn draw_panel(svg: &mut Markup, panel: &Panel, labels: &[String], room: f64, (top, wide): (f64, f64)) {
    let numbers = || panel.points.iter().filter_map(|point| point.y);
    let (low, high, whole) = scale::range(numbers().chain([0.0]));
    let scale = Scale::around(low, high, 4, whole);
    let values = numbers().map(|number| width(&measured(number), TEXT)).fold(0.0, f64::max);
    let (left, right) = (room + 12.0, wide - values - 10.0);
    let x = |number: f64| left + (number - scale.low()) / (high.max(0.0) - scale.low()) * (right - left);
    for ((label, point), row) in labels.iter().zip(&panel.points).zip(0_u32..) {
        let y = top + ROW * f64::from(row);
        svg.add(format_args!(
            "<text class=\"coe-chart__label\" x=\"{room:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
            y + 16.5,
            Escaped(&fitting(label, room))
        ));
        let Some(number) = point.y else { continue };
        let (from, to) = (x(number.min(0.0)), x(number.max(0.0)));
        svg.add(format_args!(
            "<path class=\"coe-chart__bar\" d=\"M{from:.1} {:.1}H{to:.1}v14H{from:.1}z\"/>\
             <text class=\"coe-chart__value\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            y + 5.0,
            to + 6.0,
            y + 16.5,
            measured(number)
        ));
    }
    svg.add(format_args!(
        "<path class=\"coe-chart__base\" d=\"M{:.1} {top:.1}v{:.1}\"/>",
        x(0.0),
        ROW * labels.len() as f64
    ));
}
