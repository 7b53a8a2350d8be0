//! A strip of dots over time: one dot a COE, or one a month where there are too many to tell apart.

use std::collections::BTreeMap;

use crate::model::Day;
use crate::render::view::Html;
use crate::render::words::Words;

use super::{Dot, Escaped, Markup, draw_dot};

const EDGE: f64 = 10.0;
const RADIUS: f64 = 5.0;

/// The most dots that are drawn one by one, and the most of them where there is half the room.
const MOST: [usize; 2] = [150, 24];

/// The time a strip shows: the same for all strips of a site, so that they can be compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::render) struct Span {
    first: f64,
    last: f64,
}

impl Span {
    /// From the first of January of the first year to the last day of the last year; nothing without days.
    pub(in crate::render) fn of_years(days: impl Iterator<Item = Day>) -> Option<Span> {
        let (mut first, mut last) = (i16::MAX, i16::MIN);
        days.for_each(|day| (first, last) = (first.min(day.year), last.max(day.year)));
        (first <= last).then(|| Span { first: f64::from(first), last: f64::from(last) + 1.0 })
    }

    fn x(self, day: Day, width: f64) -> f64 {
        self.place(year_of(day), width)
    }

    fn place(self, year: f64, width: f64) -> f64 {
        EDGE + (year - self.first) / (self.last - self.first) * (width - 2.0 * EDGE)
    }
}

/// A day as a year and its fraction.
fn year_of(day: Day) -> f64 {
    f64::from(day.year) + (f64::from(day.month - 1) + f64::from(day.day - 1) / 31.0) / 12.0
}

/// Whether a strip says its years below the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::render) enum Scale {
    /// With years.
    Years,
    /// With years, where there is half the room.
    Small,
    /// Without, in a table of strips.
    None,
}

impl Scale {
    fn width(self) -> f64 {
        match self {
            Scale::Years | Scale::None => 640.0,
            Scale::Small => 300.0,
        }
    }
}

/// The strip of some COEs, in any order.
pub(in crate::render) fn draw(dots: &[Dot], span: Span, scale: Scale, words: &Words) -> Html {
    let width = scale.width();
    let mut dots: Vec<Dot> = dots.to_vec();
    dots.sort_by_key(|dot| dot.day);
    let places: Vec<f64> = dots.iter().map(|dot| span.x(dot.day, width)).collect();
    let by_month = dots.len() > MOST[usize::from(scale == Scale::Small)];
    let levels = if by_month { vec![0; dots.len()] } else { levels(&places) };
    let highest = levels.iter().max().copied().unwrap_or(0);
    let line = 12.0 + f64::from(highest) * 2.0 * (RADIUS + 0.5);
    let height = line + if scale == Scale::None { 12.0 } else { 30.0 };
    let class = if scale == Scale::Small { "coe-strip coe-strip--small" } else { "coe-strip" };
    let mut svg = Markup::default();
    svg.add(format_args!(
        "<svg class=\"{class}\" viewBox=\"0 0 {width} {height:.0}\" role=\"group\" aria-label=\"{}\">",
        Escaped(&words.count("figures.over_time", dots.len()))
    ));
    svg.add(format_args!("<path class=\"coe-strip__line\" d=\"M0 {line:.1}H{width}\"/>"));
    if scale != Scale::None {
        draw_years(&mut svg, span, line, width);
    }
    if by_month {
        draw_months(&mut svg, &dots, span, (line, width), words);
    } else {
        for ((dot, x), level) in dots.iter().zip(places).zip(levels) {
            draw_dot(&mut svg, dot, x, line - f64::from(level) * 2.0 * (RADIUS + 0.5), RADIUS);
        }
    }
    svg.add(format_args!("</svg>"));
    Html(svg.0)
}

/// Where each dot stands above the line, so that none covers another.
fn levels(places: &[f64]) -> Vec<u8> {
    let mut free_from: Vec<f64> = Vec::new();
    let place = |x: &f64| {
        let level = free_from.iter().position(|free| *free <= *x).unwrap_or(free_from.len()).min(5);
        if level == free_from.len() {
            free_from.push(0.0);
        }
        free_from[level] = x + 2.0 * RADIUS + 1.0;
        level as u8
    };
    places.iter().map(place).collect()
}

/// Years below the line: as many as fit.
fn draw_years(svg: &mut Markup, span: Span, line: f64, width: f64) {
    let years = (span.last - span.first) as i32;
    let most = (width / 75.0) as i32;
    let step = (years + most - 1) / most;
    for year in (0..years).step_by(step.max(1) as usize) {
        let year = span.first + f64::from(year);
        let x = span.place(year, width);
        let anchor = if width < 400.0 { " text-anchor=\"start\"" } else { "" };
        let start = if width < 400.0 { x - EDGE / 2.0 } else { x };
        svg.add(format_args!(
            "<path class=\"coe-strip__tick\" d=\"M{x:.1} {:.1}v5\"/><text class=\"coe-strip__year\" x=\"{start:.1}\" y=\"{:.1}\"{anchor}>{year}</text>",
            line + 8.0,
            line + 25.0
        ));
    }
}

/// One dot a month, as large as the month was eventful.
fn draw_months(svg: &mut Markup, dots: &[Dot], span: Span, (line, width): (f64, f64), words: &Words) {
    let mut months: BTreeMap<(i16, i8), usize> = BTreeMap::new();
    dots.iter().for_each(|dot| *months.entry((dot.day.year, dot.day.month)).or_default() += 1);
    let most = months.values().max().copied().unwrap_or(1) as f64;
    for ((year, month), count) in months {
        let middle = Day { year, month, day: 15 };
        let radius = 1.5 + 7.0 * (count as f64 / most).sqrt();
        svg.add(format_args!(
            "<circle class=\"coe-dot coe-dot--month\" cx=\"{:.1}\" cy=\"{line:.1}\" r=\"{radius:.1}\"><title>{}</title></circle>",
            span.x(middle, width),
            Escaped(&words.count_with("figures.in_month", count, &[("month", &words.month_of(middle))]))
        ));
    }
}
