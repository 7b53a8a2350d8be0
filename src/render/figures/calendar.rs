//! The years as rows, the days from left to right, a dot for each COE.

use std::collections::BTreeMap;

use crate::model::Day;
use crate::render::view::Html;
use crate::render::words::Words;

use super::arc::Size;
use super::{Dot, Escaped, Markup, draw_dot};

const LEFT: f64 = 64.0;
const ROW: f64 = 30.0;
const RADIUS: f64 = 5.0;

/// The most dots a calendar draws; beyond, they would cover each other.
pub(in crate::render) const MOST: usize = 400;

/// The most years a calendar has between its first and its last.
const MOST_EMPTY: usize = 30;

/// The calendar of some COEs, the latest year first; without the months where there is but one year.
pub(in crate::render) fn draw(dots: &[Dot], size: Size, label: &str, words: &Words) -> Html {
    let mut years: BTreeMap<i16, Vec<&Dot>> = BTreeMap::new();
    dots.iter().for_each(|dot| years.entry(dot.day.year).or_default().push(dot));
    if let (Some((first, _)), Some((last, _))) = (years.first_key_value(), years.last_key_value()) {
        // A year without incidents is a row too, unless a slip in one date would make it hundreds.
        let span = *first..=*last;
        if span.len() <= MOST_EMPTY {
            span.for_each(|year| _ = years.entry(year).or_default());
        }
    }
    let width = size.width();
    let height = ROW * years.len() as f64 + 24.0;
    let mut svg = Markup::default();
    svg.add(format_args!(
        "<svg class=\"coe-calendar\" viewBox=\"0 0 {width:.0} {height:.0}\" role=\"group\" aria-label=\"{}\">",
        Escaped(label)
    ));
    for (row, (year, dots)) in years.iter_mut().rev().enumerate() {
        let line = ROW * row as f64 + 16.0;
        svg.add(format_args!(
            "<text class=\"coe-calendar__year\" x=\"0\" y=\"{:.1}\">{year}</text>\
             <path class=\"coe-strip__line\" d=\"M{LEFT} {line:.1}H{width:.0}\"/>",
            line + 4.5
        ));
        dots.sort_by_key(|dot| dot.day);
        draw_row(&mut svg, dots, line, width);
    }
    draw_months(&mut svg, height - 4.0, width, words);
    svg.add(format_args!("</svg>"));
    Html(svg.0)
}

/// Dots of one year; those that would cover each other stand above and below the line by turns.
fn draw_row(svg: &mut Markup, dots: &[&Dot], line: f64, width: f64) {
    let (mut last, mut turn) = (f64::MIN, 0_usize);
    for dot in dots {
        let x = x(dot.day, width);
        turn = if x - last < 2.0 * RADIUS { turn + 1 } else { 0 };
        last = x;
        let offset = [0.0, -7.0, 7.0][turn % 3];
        draw_dot(svg, dot, x, line + offset, RADIUS);
    }
}

fn x(day: Day, width: f64) -> f64 {
    let fraction = (f64::from(day.month - 1) + f64::from(day.day - 1) / 31.0) / 12.0;
    LEFT + RADIUS + fraction * (width - LEFT - 2.0 * RADIUS)
}

fn draw_months(svg: &mut Markup, y: f64, width: f64, words: &Words) {
    for month in [1, 4, 7, 10_i8] {
        let start = x(Day { year: 2000, month, day: 1 }, width) - RADIUS;
        svg.add(format_args!(
            "<text class=\"coe-strip__year\" x=\"{start:.1}\" y=\"{y:.1}\" text-anchor=\"start\">{}</text>",
            Escaped(words.month(month))
        ));
    }
}
