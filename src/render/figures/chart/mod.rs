//! A chart of a metric: small multiples over one axis, with what happened as dashed lines through all of them.
//!
//! It is drawn twice, for the column of a page and for a phone, since text of a drawing shrinks with it.

mod bars;
mod events;
mod scale;
mod thin;

use crate::render::words::Words;

use super::{Escaped, Markup, width};

use scale::Scale;
pub(in crate::render) use scale::{day, measured};

const TEXT: f64 = 12.5;
const HEAD: f64 = 22.0;
const BETWEEN: f64 = 14.0;

/// The most points that are marked one by one.
const MOST_DOTS: usize = 60;

/// How much room there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::render) enum Size {
    /// The column of a page.
    Wide,
    /// A phone.
    Narrow,
}

/// What is drawn.
#[derive(Clone, Debug)]
pub(in crate::render) struct Chart<'w> {
    /// What it is called.
    pub(in crate::render) title: String,
    /// All of it in words.
    pub(in crate::render) words: String,
    /// The series, each in a panel of its own.
    pub(in crate::render) panels: Vec<Panel>,
    /// What stands along the axis they share.
    pub(in crate::render) axis: Axis,
    /// What happened, in order.
    pub(in crate::render) events: Vec<Event>,
    /// The words of the interface.
    pub(in crate::render) speech: &'w Words,
    /// From where to where people were affected.
    pub(in crate::render) impact: Option<(f64, f64)>,
}

/// One series.
#[derive(Clone, Debug)]
pub(in crate::render) struct Panel {
    /// Its name; empty where the caption says it all.
    pub(in crate::render) name: String,
    /// Its points, in order of the axis.
    pub(in crate::render) points: Vec<Point>,
}

/// One measurement; nothing where none was made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::render) struct Point {
    pub(in crate::render) x: f64,
    pub(in crate::render) y: Option<f64>,
}

/// What stands along the axis.
#[derive(Clone, Debug)]
pub(in crate::render) enum Axis {
    /// Times in seconds, how far the clocks of the document are ahead, and whether nobody says on which day.
    Times { offset: f64, dayless: bool },
    /// Numbers, of what.
    Numbers { name: String },
    /// Names; the points stand at 0, 1, 2 and so on.
    Labels(Vec<String>),
}

/// Something that happened.
#[derive(Clone, Debug)]
pub(in crate::render) struct Event {
    /// `impact`, `recovered` or `other`.
    pub(in crate::render) kind: &'static str,
    /// `Detected`.
    pub(in crate::render) words: String,
    pub(in crate::render) x: f64,
}

/// Measures of a drawing.
struct Frame {
    width: f64,
    panel: f64,
    small: f64,
    stretches: usize,
    ticks: usize,
    class: &'static str,
}

impl Frame {
    fn of(size: Size) -> Frame {
        match size {
            Size::Wide => {
                Frame { width: 680.0, panel: 168.0, small: 104.0, stretches: 160, ticks: 8, class: "wide" }
            }
            Size::Narrow => {
                Frame { width: 340.0, panel: 150.0, small: 96.0, stretches: 80, ticks: 4, class: "narrow" }
            }
        }
    }
}

/// From data to the drawing.
struct Plane {
    left: f64,
    right: f64,
    low: f64,
    high: f64,
}

impl Plane {
    fn x(&self, at: f64) -> f64 {
        self.left + (at - self.low) / (self.high - self.low) * (self.right - self.left)
    }
}

/// One drawing of a chart.
pub(in crate::render) fn draw(chart: &Chart<'_>, size: Size) -> String {
    let frame = Frame::of(size);
    match &chart.axis {
        Axis::Labels(labels) => bars::draw(chart, labels, &frame),
        _ => lines(chart, &frame),
    }
}

fn open(svg: &mut Markup, chart: &Chart<'_>, frame: &Frame, height: f64) {
    svg.add(format_args!(
        "<svg class=\"coe-chart__drawing coe-chart__drawing--{}\" viewBox=\"0 0 {:.0} {height:.0}\" role=\"img\">\
         <title>{}</title><desc lang=\"{}\">{}</desc>",
        frame.class,
        frame.width,
        Escaped(&chart.title),
        chart.speech.language(),
        Escaped(&chart.words)
    ));
}

fn lines(chart: &Chart<'_>, frame: &Frame) -> String {
    let single = chart.panels.len() == 1;
    let height = if single { frame.panel } else { frame.small };
    let scales: Vec<Scale> =
        chart.panels.iter().map(|panel| scale_of(panel, if single { 4 } else { 3 })).collect();
    let plane = plane(chart, &scales, frame);
    let marks = events::place(&chart.events, (frame, chart.speech), |x| plane.x(x));
    let top = events::height(&marks);
    let head = |panel: &Panel| if panel.name.is_empty() { 12.0 } else { HEAD };
    let mut starts = Vec::new();
    let mut y = top;
    for panel in &chart.panels {
        starts.push(y + head(panel));
        y += head(panel) + height + BETWEEN;
    }
    let bottom = y - BETWEEN;
    let named = matches!(&chart.axis, Axis::Numbers { name } if !name.is_empty());
    let mut svg = Markup::default();
    open(&mut svg, chart, frame, bottom + if named { 40.0 } else { 24.0 });
    draw_impact(&mut svg, chart, &plane, top, bottom);
    for (scale, start) in scales.iter().zip(&starts) {
        draw_grid(&mut svg, scale, &plane, *start, height);
    }
    events::draw(&mut svg, &marks, bottom, chart.speech.language());
    for ((panel, scale), start) in chart.panels.iter().zip(&scales).zip(&starts) {
        draw_panel(&mut svg, panel, &Stage { scale, plane: &plane, frame, top: *start, height });
    }
    draw_axis(&mut svg, chart, &plane, frame, bottom);
    svg.add(format_args!("</svg>"));
    svg.0
}

fn scale_of(panel: &Panel, most: usize) -> Scale {
    let (low, high, whole) = scale::range(panel.points.iter().filter_map(|point| point.y));
    Scale::around(low, high, most, whole)
}

/// Room for the labels left of the lines and for the last values right of them.
fn plane(chart: &Chart<'_>, scales: &[Scale], frame: &Frame) -> Plane {
    let labels =
        scales.iter().flat_map(|scale| scale.ticks.iter().map(|tick| width(&scale.label(*tick), TEXT)));
    // Figures of equal width are a little wider than those that are estimated.
    let left = 1.1 * labels.fold(14.0, f64::max) + 8.0;
    let lasts = chart.panels.iter().filter_map(|panel| panel.points.iter().rev().find_map(|point| point.y));
    let right = frame.width - lasts.map(|last| 1.15 * width(&measured(last), TEXT)).fold(6.0, f64::max) - 9.0;
    let points = chart.panels.iter().flat_map(|panel| panel.points.iter().map(|point| point.x));
    let all = points.chain(chart.events.iter().map(|event| event.x));
    let (low, high) =
        all.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
    Plane { left, right, low, high }
}

fn draw_impact(svg: &mut Markup, chart: &Chart<'_>, plane: &Plane, top: f64, bottom: f64) {
    let Some((from, to)) = chart.impact else { return };
    let (from, to) = (plane.x(from.max(plane.low)), plane.x(to.min(plane.high)));
    if from < to {
        svg.add(format_args!(
            "<path class=\"coe-chart__impact\" d=\"M{from:.1} {top:.1}H{to:.1}V{bottom:.1}H{from:.1}z\"/>"
        ));
    }
}

fn draw_grid(svg: &mut Markup, scale: &Scale, plane: &Plane, top: f64, height: f64) {
    for tick in &scale.ticks {
        let y = top + height - (tick - scale.low()) / (scale.high() - scale.low()) * height;
        let class = if *tick == scale.low() { "coe-chart__base" } else { "coe-chart__grid" };
        svg.add(format_args!(
            "<path class=\"{class}\" d=\"M{:.1} {y:.1}H{:.1}\"/><text class=\"coe-chart__tick\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
            plane.left,
            plane.right,
            plane.left - 8.0,
            y + 4.5,
            scale.label(*tick)
        ));
    }
}

/// Where one series is drawn.
struct Stage<'p> {
    scale: &'p Scale,
    plane: &'p Plane,
    frame: &'p Frame,
    top: f64,
    height: f64,
}

impl Stage<'_> {
    fn place(&self, x: f64, y: f64) -> (f64, f64) {
        let share = (y - self.scale.low()) / (self.scale.high() - self.scale.low());
        (self.plane.x(x), self.top + self.height - share * self.height)
    }
}

fn draw_panel(svg: &mut Markup, panel: &Panel, stage: &Stage<'_>) {
    if !panel.name.is_empty() {
        let room = stage.frame.width - stage.plane.left;
        svg.add(format_args!(
            "<text class=\"coe-chart__name\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            stage.plane.left,
            stage.top - 9.0,
            Escaped(&fitting(&panel.name, room))
        ));
    }
    draw_line(svg, panel, stage);
    draw_values(svg, panel, stage);
}

/// The line, broken where nothing was measured; a lonely point is a dot.
fn draw_line(svg: &mut Markup, panel: &Panel, stage: &Stage<'_>) {
    let kept = thin::thin(&panel.points, stage.frame.stretches);
    let points: Vec<Point> = kept.iter().map(|at| panel.points[*at]).collect();
    let dots = points.len() <= MOST_DOTS;
    svg.add(format_args!("<path class=\"coe-chart__line\" d=\""));
    let mut lonely = Vec::new();
    for run in points.chunk_by(|a, b| a.y.is_some() == b.y.is_some()) {
        for (index, (x, y)) in run.iter().filter_map(|point| Some(stage.place(point.x, point.y?))).enumerate()
        {
            if dots || run.len() == 1 {
                lonely.push((x, y));
            }
            let step = if index == 0 { 'M' } else { 'L' };
            svg.add(format_args!("{step}{x:.1} {y:.1}"));
        }
    }
    svg.add(format_args!("\"/>"));
    if lonely.is_empty() {
        return;
    }
    svg.add(format_args!("<path class=\"coe-chart__points\" d=\""));
    lonely.iter().for_each(|(x, y)| svg.add(format_args!("M{x:.1} {y:.1}h0")));
    svg.add(format_args!("\"/>"));
}

/// The last value, and the one that is furthest from the usual.
fn draw_values(svg: &mut Markup, panel: &Panel, stage: &Stage<'_>) {
    let Some(last) = panel.points.iter().rposition(|point| point.y.is_some()) else { return };
    let place = |at: usize| panel.points[at].y.map(|y| (stage.place(panel.points[at].x, y), measured(y)));
    let Some(((x, y), words)) = place(last) else { return };
    let end = (x + 7.0 + width(&words, TEXT)).min(stage.frame.width);
    draw_value(svg, (x, y), (x + 7.0, y + 4.5, "start"), &words);
    let Some(((x, y), words)) = telling(&panel.points).filter(|at| *at != last).and_then(place) else {
        return;
    };
    let half = width(&words, TEXT) / 2.0;
    let (text_x, last_y) =
        (x.clamp(stage.plane.left + half, stage.frame.width - half), place(last).map_or(y, |((_, y), _)| y));
    let is_high = y < stage.top + stage.height / 2.0;
    let text_y = if is_high { y - 8.0 } else { y + 18.0 };
    let start = place(last).map_or(0.0, |((x, _), _)| x);
    let covers_last =
        text_x + half > start - 4.0 && text_x - half < end && (text_y - last_y - 4.5).abs() < 16.0;
    // Below the axis there are its labels.
    if !covers_last && text_y <= stage.top + stage.height - 3.0 {
        draw_value(svg, (x, y), (text_x, text_y, "middle"), &words);
    }
}

fn draw_value(svg: &mut Markup, (x, y): (f64, f64), (text_x, text_y, anchor): (f64, f64, &str), words: &str) {
    svg.add(format_args!(
        "<circle class=\"coe-chart__dot\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3.5\"/>\
         <text class=\"coe-chart__value\" x=\"{text_x:.1}\" y=\"{text_y:.1}\" text-anchor=\"{anchor}\">{words}</text>"
    ));
}

/// The point that is furthest from the middle of all.
fn telling(points: &[Point]) -> Option<usize> {
    let mut values: Vec<f64> = points.iter().filter_map(|point| point.y).collect();
    values.sort_by(f64::total_cmp);
    let middle = *values.get(values.len() / 2)?;
    let measured = points.iter().enumerate().filter_map(|(at, point)| Some((at, (point.y? - middle).abs())));
    // Of several the first.
    let furthest = measured.fold(None, |best: Option<(usize, f64)>, it| match best {
        Some(best) if best.1 >= it.1 => Some(best),
        _ => Some(it),
    });
    furthest.filter(|(_, distance)| *distance > 0.0).map(|(at, _)| at)
}

fn draw_axis(svg: &mut Markup, chart: &Chart<'_>, plane: &Plane, frame: &Frame, bottom: f64) {
    let ticks = match &chart.axis {
        Axis::Times { offset, dayless } => {
            let ticks = scale::times(plane.low, plane.high, *offset, (frame.ticks, chart.speech));
            let known = |(at, label): (f64, String)| match *dayless {
                true if !label.contains(':') => (at, "00:00".to_owned()),
                _ => (at, label),
            };
            ticks.into_iter().map(known).collect()
        }
        Axis::Numbers { .. } => {
            let scale = Scale::around(plane.low, plane.high, frame.ticks, false);
            let within = scale.ticks.iter().filter(|tick| (plane.low..=plane.high).contains(*tick));
            within.map(|tick| (*tick, plain(&scale, *tick))).collect()
        }
        Axis::Labels(_) => Vec::new(),
    };
    let mut free_from = f64::NEG_INFINITY;
    for (at, label) in ticks {
        let (x, wide) = (plane.x(at), width(&label, TEXT));
        svg.add(format_args!("<path class=\"coe-chart__mark\" d=\"M{x:.1} {bottom:.1}v5\"/>"));
        let start = (x - wide / 2.0).clamp(0.0, frame.width - wide);
        if start < free_from {
            continue;
        }
        free_from = start + wide + 8.0;
        svg.add(format_args!(
            "<text class=\"coe-chart__tick\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{label}</text>",
            start + wide / 2.0,
            bottom + 19.0
        ));
    }
    if let Axis::Numbers { name } = &chart.axis
        && !name.is_empty()
    {
        svg.add(format_args!(
            "<text class=\"coe-chart__tick\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
            plane.right,
            bottom + 36.0,
            Escaped(&fitting(name, plane.right - plane.left))
        ));
    }
}

/// A number along the axis: years stand without a comma.
fn plain(scale: &Scale, tick: f64) -> String {
    let label = scale.label(tick);
    if (1900.0..2100.0).contains(&tick) && scale.low() >= 1800.0 { label.replace(',', "") } else { label }
}

/// As much of some words as fits.
fn fitting(words: &str, room: f64) -> String {
    if width(words, TEXT) <= room {
        return words.to_owned();
    }
    let mut kept = String::new();
    let mut used = width("…", TEXT);
    for c in words.chars() {
        used += width(c.encode_utf8(&mut [0; 4]), TEXT);
        if used > room {
            break;
        }
        kept.push(c);
    }
    format!("{}…", kept.trim_end())
}
