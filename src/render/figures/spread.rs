//! How long things took: a row a period, a dot a COE on a scale of time that shrinks towards the right, and the quartiles.

use crate::analyse::statistics::{FEW, Spread};
use crate::render::view::Html;
use crate::render::words::Words;

use super::{Dot, Escaped, Markup, draw_dot};

const WIDTH: f64 = 920.0;
const LEFT: f64 = 92.0;
const RIGHT: f64 = 16.0;
const ROW: f64 = 34.0;
const RADIUS: f64 = 4.5;

/// The most dots that are drawn one by one.
const MOST: usize = 600;

/// The scale: what is at a place, and what is written there.
const MINUTE: f64 = 60.0;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: f64 = 24.0 * HOUR;
const TICKS: [f64; 11] = [
    MINUTE,
    5.0 * MINUTE,
    15.0 * MINUTE,
    HOUR,
    4.0 * HOUR,
    DAY,
    3.0 * DAY,
    10.0 * DAY,
    30.0 * DAY,
    100.0 * DAY,
    365.0 * DAY,
];

/// One period: its name, and its COEs with how many seconds each took.
#[derive(Debug)]
pub(in crate::render) struct Row {
    pub(in crate::render) name: String,
    pub(in crate::render) dots: Vec<(Dot, f64)>,
}

/// The rows on one scale; empty where nothing is known.
pub(in crate::render) fn draw(rows: &[Row], label: &str, words: &Words) -> Html {
    let values = || rows.iter().flat_map(|row| row.dots.iter().map(|(_, seconds)| *seconds));
    let Some(all) = Spread::of(values()) else { return Html::default() };
    let scale = Scale::around(all.least, all.greatest);
    let height = ROW * rows.len() as f64 + 30.0;
    let mut svg = Markup::default();
    svg.add(format_args!(
        "<svg class=\"coe-spread\" viewBox=\"0 0 {WIDTH} {height:.0}\" role=\"group\" aria-label=\"{}\">",
        Escaped(label)
    ));
    draw_ticks(&mut svg, scale, height, words);
    for (place, row) in rows.iter().enumerate() {
        draw_row(&mut svg, row, scale, 8.0 + ROW * place as f64, all.n <= MOST);
    }
    svg.add(format_args!("</svg>"));
    Html(svg.0)
}

#[derive(Clone, Copy)]
struct Scale {
    first: f64,
    last: f64,
}

impl Scale {
    fn around(least: f64, greatest: f64) -> Scale {
        let below = TICKS.iter().rev().find(|tick| **tick <= least.max(MINUTE)).copied().unwrap_or(MINUTE);
        let above = TICKS.iter().find(|tick| **tick > greatest).copied().unwrap_or(greatest * 1.1);
        Scale { first: below.ln(), last: above.max(below * 15.0).ln() }
    }

    fn x(self, seconds: f64) -> f64 {
        let part = (seconds.max(self.first.exp()).ln() - self.first) / (self.last - self.first);
        LEFT + part * (WIDTH - LEFT - RIGHT)
    }
}

fn draw_ticks(svg: &mut Markup, scale: Scale, height: f64, words: &Words) {
    for tick in TICKS.iter().filter(|tick| (scale.first - 1e-9..=scale.last + 1e-9).contains(&tick.ln())) {
        let x = scale.x(*tick);
        let said =
            if *tick < DAY { words.long_span(*tick as i64) } else { words.apart((*tick / DAY) as i64) };
        svg.add(format_args!(
            "<path class=\"coe-spread__tick\" d=\"M{x:.1} 0V{:.0}\"/>\
             <text class=\"coe-strip__year coe-spread__unit\" x=\"{x:.1}\" y=\"{:.0}\">{}</text>",
            height - 22.0,
            height - 5.0,
            Escaped(&said)
        ));
    }
}

fn draw_row(svg: &mut Markup, row: &Row, scale: Scale, top: f64, one_by_one: bool) {
    let middle = top + ROW / 2.0 - 3.0;
    svg.add(format_args!(
        "<text class=\"coe-calendar__year\" x=\"0\" y=\"{:.1}\">{}</text>",
        middle + 4.5,
        Escaped(&row.name)
    ));
    if let Some(spread) = Spread::of(row.dots.iter().map(|(_, seconds)| *seconds)).filter(|it| it.n >= FEW) {
        let (lower, median, upper) = (scale.x(spread.lower), scale.x(spread.median), scale.x(spread.upper));
        svg.add(format_args!(
            "<path class=\"coe-spread__box\" d=\"M{lower:.1} {:.1}H{upper:.1}V{:.1}H{lower:.1}z\"/>\
             <path class=\"coe-spread__median\" d=\"M{median:.1} {:.1}V{:.1}\"/>",
            middle - 11.0,
            middle + 11.0,
            middle - 14.0,
            middle + 14.0
        ));
    }
    let mut places: Vec<(f64, &Dot)> =
        row.dots.iter().map(|(dot, seconds)| (scale.x(*seconds), dot)).collect();
    places.sort_by(|a, b| a.0.total_cmp(&b.0));
    if !one_by_one {
        return draw_many(svg, &places, middle);
    }
    let (mut last, mut turn) = (f64::MIN, 0_usize);
    for (x, dot) in places {
        turn = if x - last < 2.0 * RADIUS { turn + 1 } else { 0 };
        last = if turn % 3 == 0 { x } else { last };
        draw_dot(svg, dot, x, middle + [0.0, -7.5, 7.5][turn % 3], RADIUS);
    }
}

/// Where there are too many, a dot for each stretch of the scale, as large as it holds many.
fn draw_many(svg: &mut Markup, places: &[(f64, &Dot)], middle: f64) {
    let bin = |x: f64| (x / 14.0).floor();
    let most = places.chunk_by(|a, b| bin(a.0) == bin(b.0)).map(<[_]>::len).max().unwrap_or(1) as f64;
    for of_bin in places.chunk_by(|a, b| bin(a.0) == bin(b.0)) {
        let radius = 1.5 + 6.0 * (of_bin.len() as f64 / most).sqrt();
        svg.add(format_args!(
            "<circle class=\"coe-dot coe-dot--month\" cx=\"{:.1}\" cy=\"{middle:.1}\" r=\"{radius:.1}\"><title>{}</title></circle>",
            bin(of_bin[0].0) * 14.0 + 7.0,
            of_bin.len()
        ));
    }
}
