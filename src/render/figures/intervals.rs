//! A family on a line of its own: a dot each time, and the time between them to scale.

use crate::render::view::Html;
use crate::render::words::Words;

use super::{Dot, Escaped, Markup, draw_dot, width};

const WIDTH: f64 = 920.0;
const EDGE: f64 = 10.0;
const RADIUS: f64 = 6.0;
const LINE: f64 = 34.0;
const TEXT: f64 = 12.5;
const ROW: f64 = 18.0;

/// The line from the first to the last; empty where fewer than two have a day, or all have the same.
pub(in crate::render) fn draw(dots: &[Dot], words: &Words) -> Html {
    let mut dots: Vec<Dot> = dots.to_vec();
    dots.sort_by_key(|dot| dot.day);
    let Some(places) = places(&dots) else { return Html::default() };
    let rows = rows(&dots, &places, words);
    let height = LINE + 30.0 + ROW * rows.iter().map(|(row, _)| *row).max().unwrap_or(0) as f64;
    let mut svg = Markup::default();
    svg.add(format_args!(
        "<svg class=\"coe-intervals\" viewBox=\"0 0 {WIDTH} {height:.0}\" role=\"group\" aria-label=\"{}\">\
         <path class=\"coe-strip__line\" d=\"M{EDGE} {LINE}H{:.1}\"/>",
        Escaped(&words.count("figures.over_time", dots.len())),
        WIDTH - EDGE
    ));
    draw_gaps(&mut svg, &dots, &places, words);
    for ((dot, x), (row, start)) in dots.iter().zip(&places).zip(&rows) {
        let y = LINE + 25.0 + ROW * *row as f64;
        if *row > 0 {
            svg.add(format_args!(
                "<path class=\"coe-intervals__leader\" d=\"M{x:.1} {:.1}V{:.1}\"/>",
                LINE + 10.0,
                y - 11.0
            ));
        }
        svg.add(format_args!(
            "<text class=\"coe-intervals__day\" x=\"{start:.1}\" y=\"{y:.1}\">{}</text>",
            Escaped(&words.short_date(dot.day))
        ));
        draw_dot(&mut svg, dot, *x, LINE, RADIUS);
    }
    svg.add(format_args!("</svg>"));
    Html(svg.0)
}

/// Where the dots stand, in proportion to time, but never one on another.
fn places(dots: &[Dot]) -> Option<Vec<f64>> {
    let first = dots.first()?.day;
    let days: Option<Vec<i64>> = dots.iter().map(|dot| first.days_until(dot.day)).collect();
    let days = days?;
    let span = *days.last()? as f64;
    if span <= 0.0 {
        return None;
    }
    let room = WIDTH - 2.0 * EDGE;
    let least = (2.0 * RADIUS + 1.0).min(room / dots.len() as f64);
    let mut places: Vec<f64> = days.iter().map(|days| EDGE + *days as f64 / span * room).collect();
    for at in 1..places.len() {
        places[at] = places[at].max(places[at - 1] + least);
    }
    // Whom the push drove over the end stands before it.
    for at in (0..places.len()).rev() {
        places[at] = places[at].min(WIDTH - EDGE - least * (places.len() - 1 - at) as f64);
    }
    Some(places)
}

/// A row for each date below the line and where it begins, so that none covers another.
fn rows(dots: &[Dot], places: &[f64], words: &Words) -> Vec<(usize, f64)> {
    let mut free_from: Vec<f64> = Vec::new();
    let row = |(dot, x): (&Dot, &f64)| {
        let wide = width(&words.short_date(dot.day), TEXT);
        let start = (x - wide / 2.0).clamp(0.0, WIDTH - wide);
        let row = free_from.iter().position(|free| *free <= start).unwrap_or(free_from.len());
        free_from.resize(free_from.len().max(row + 1), 0.0);
        // A leader that passes a row takes its place in it.
        free_from[..row].iter_mut().for_each(|free| *free = free.max(x + 4.0));
        free_from[row] = start + wide + 10.0;
        (row, start)
    };
    dots.iter().zip(places).map(row).collect()
}

/// How long each quiet time was, above the line where there is room for the words.
fn draw_gaps(svg: &mut Markup, dots: &[Dot], places: &[f64], words: &Words) {
    for (pair, ends) in dots.windows(2).zip(places.windows(2)) {
        let Some(days) = pair[0].day.days_until(pair[1].day) else { continue };
        let words = words.apart(days);
        if width(&words, TEXT) > ends[1] - ends[0] - 10.0 {
            continue;
        }
        let middle = (ends[0] + ends[1]) / 2.0;
        svg.add(format_args!(
            "<text class=\"coe-intervals__gap\" x=\"{middle:.1}\" y=\"{:.1}\">{}</text>",
            LINE - 12.0,
            Escaped(&words)
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Day;

    fn dot(year: i16, month: i8, day: i8) -> Dot {
        Dot { day: Day { year, month, day }, href: String::new(), words: String::new(), strong: false }
    }

    #[test]
    fn time_is_to_scale_and_no_dot_covers_another() {
        let dots = [dot(2024, 1, 1), dot(2024, 1, 2), dot(2024, 7, 1), dot(2024, 12, 30), dot(2024, 12, 31)];
        let places = places(&dots).unwrap();
        assert!(places.windows(2).all(|pair| pair[1] - pair[0] >= 2.0 * RADIUS), "{places:?}");
        assert!((places[2] - WIDTH / 2.0).abs() < 5.0, "{places:?}");
        assert!(places[4] <= WIDTH - EDGE);
    }

    #[test]
    fn nothing_is_drawn_where_all_happened_on_one_day() {
        let words = Words::english();
        assert!(draw(&[dot(2024, 1, 1), dot(2024, 1, 1)], &words).is_empty());
        assert!(draw(&[dot(2024, 1, 1)], &words).is_empty());
    }

    #[test]
    fn the_quiet_time_is_said_between_the_dots() {
        let html = draw(&[dot(2024, 1, 1), dot(2024, 8, 1)], &Words::english()).0;
        assert!(html.contains(">7 months</text>") && html.contains(">1 Aug 2024</text>"), "{html}");
    }
}
