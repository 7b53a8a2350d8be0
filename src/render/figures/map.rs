//! The map of the corpus: islands of dots with their names, ties between them, and the shore of those on their own.

use crate::analyse::map::{BEAD, STEP};
use crate::render::view::Html;

use super::{Escaped, Markup, width};

/// How large a dot is.
const RADIUS: f64 = 5.5;

/// Room around everything.
const EDGE: i32 = 34;

/// The longest line of a name, and how far lines are apart.
const NAME: usize = 24;
const LINE: i32 = 18;

/// How many names are written among circles.
const MOST_NAMES: usize = 28;

/// Everything on the map, in units of the map.
#[derive(Debug, Default)]
pub(in crate::render) struct Chart {
    pub(in crate::render) title: String,
    pub(in crate::render) description: String,
    pub(in crate::render) dots: Vec<ChartDot>,
    pub(in crate::render) islands: Vec<Island>,
    /// The weakest first, so that the strongest lie on top.
    pub(in crate::render) lines: Vec<Line>,
    pub(in crate::render) shore: Option<ShoreLine>,
}

/// A COE.
#[derive(Debug)]
pub(in crate::render) struct ChartDot {
    pub(in crate::render) at: (i32, i32),
    pub(in crate::render) href: String,
    pub(in crate::render) words: String,
    /// Whether it has more ties than are drawn.
    pub(in crate::render) hub: bool,
}

/// A community.
#[derive(Debug)]
pub(in crate::render) struct Island {
    pub(in crate::render) middle: (i32, i32),
    pub(in crate::render) half: (i32, i32),
    pub(in crate::render) name: String,
    pub(in crate::render) count: String,
    /// Its place in the table; empty where it has none.
    pub(in crate::render) href: String,
    /// Where its members stand.
    pub(in crate::render) members: Vec<(i32, i32)>,
}

/// A tie.
#[derive(Debug)]
pub(in crate::render) struct Line {
    pub(in crate::render) from: (i32, i32),
    pub(in crate::render) to: (i32, i32),
    pub(in crate::render) kind: &'static str,
    pub(in crate::render) words: String,
}

/// The line of those on their own.
#[derive(Debug)]
pub(in crate::render) struct ShoreLine {
    pub(in crate::render) y: i32,
    pub(in crate::render) left: i32,
    pub(in crate::render) right: i32,
    /// The first year and the one after the last.
    pub(in crate::render) years: Option<(i16, i16)>,
    pub(in crate::render) name: String,
    pub(in crate::render) members: Vec<(i32, i32)>,
}

/// The map with a dot for every COE.
pub(in crate::render) fn draw(chart: &Chart) -> Html {
    let mut svg = Markup::default();
    open(&mut svg, chart);
    land(&mut svg, chart);
    shore(&mut svg, chart, 1.0);
    chart.lines.iter().for_each(|line| tie(&mut svg, line));
    chart.dots.iter().for_each(|it| dot(&mut svg, it));
    chart.islands.iter().for_each(|island| name(&mut svg, island, 1.0));
    svg.add(format_args!("</svg>"));
    Html(svg.0)
}

/// The map with a circle for every community.
pub(in crate::render) fn draw_circles(chart: &Chart) -> Html {
    let mut svg = Markup::default();
    let scale = open(&mut svg, chart);
    chart.lines.iter().for_each(|line| tie(&mut svg, line));
    chart.islands.iter().for_each(|island| circle(&mut svg, island));
    shore(&mut svg, chart, scale);
    if let Some(shore) = &chart.shore {
        svg.add(format_args!("<path class=\"coe-map__beads\" d=\""));
        shore.members.iter().for_each(|(x, y)| svg.add(format_args!("M{x} {y}h0")));
        svg.add(format_args!("\"/>"));
    }
    let mut kept: Vec<(f64, f64, f64)> = Vec::new();
    for island in &chart.islands {
        let (x, y) = (f64::from(island.middle.0), f64::from(island.middle.1));
        let half = width(&island.name, 15.0 * scale).min(width("m", 15.0 * scale) * NAME as f64) / 2.0;
        let free = |(ox, oy, other): &(f64, f64, f64)| {
            (x - ox).abs() > half + other || (y - oy).abs() > f64::from(3 * LINE) * scale
        };
        if kept.len() < MOST_NAMES && kept.iter().all(free) {
            kept.push((x, y, half));
            name(&mut svg, island, scale);
        }
    }
    svg.add(format_args!("</svg>"));
    Html(svg.0)
}

/// The frame, wide enough for all; says how much larger than on a small map a text has to be.
fn open(svg: &mut Markup, chart: &Chart) -> f64 {
    let (mut left, mut right, mut top, mut bottom) = (-480, 480, i32::MAX, i32::MIN);
    let mut reach = |(x, y): (i32, i32), (wide, high): (i32, i32)| {
        (left, right) = (left.min(x - wide), right.max(x + wide));
        (top, bottom) = (top.min(y - high), bottom.max(y + high));
    };
    for island in &chart.islands {
        reach(island.middle, (island.half.0 + STEP, island.half.1 + STEP));
        reach((island.middle.0, island.middle.1 + island.half.1 + STEP), (96, 3 * LINE));
    }
    if let Some(shore) = &chart.shore {
        reach((shore.left, shore.y), (0, 4 * LINE));
        reach((shore.right, shore.y), (0, 2 * LINE));
        shore.members.iter().for_each(|at| reach(*at, (BEAD, BEAD)));
    }
    let (wide, high) = (right - left + 2 * EDGE, (bottom - top).max(0) + 2 * EDGE);
    svg.add(format_args!(
        "<svg class=\"coe-map__drawing\" viewBox=\"{} {} {wide} {high}\" role=\"group\" aria-labelledby=\"map-title\">\
         <title id=\"map-title\">{}</title><desc>{}</desc>",
        left - EDGE,
        top.min(bottom) - EDGE,
        Escaped(&chart.title),
        Escaped(&chart.description)
    ));
    (f64::from(wide) / 1160.0).max(1.0)
}

/// The ground the dots of an island stand on: a broad line through all of them.
fn land(svg: &mut Markup, chart: &Chart) {
    for island in &chart.islands {
        svg.add(format_args!("<path class=\"coe-map__land\" d=\""));
        island.members.iter().for_each(|(x, y)| svg.add(format_args!("M{x} {y}h0")));
        svg.add(format_args!("\"/>"));
    }
}

fn circle(svg: &mut Markup, island: &Island) {
    let ((x, y), radius) = (island.middle, island.half.0.max(island.half.1) + STEP / 2);
    let words = format!("{}, {}", island.name, island.count);
    let words = Escaped(&words);
    let drawn = format_args!(
        "<circle class=\"coe-map__circle\" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"><title>{words}</title></circle>"
    )
    .to_string();
    match island.href.as_str() {
        "" => svg.add(format_args!("{drawn}")),
        href => svg.add(format_args!(
            "<a href=\"{}\" tabindex=\"-1\" aria-label=\"{words}\">{drawn}</a>",
            Escaped(href)
        )),
    }
}

/// A tie: straight on an island, a slight bow across the sea.
fn tie(svg: &mut Markup, line: &Line) {
    let ((x1, y1), (x2, y2)) = (line.from, line.to);
    let (dx, dy) = (x2 - x1, y2 - y1);
    svg.add(format_args!("<path class=\"coe-map__tie coe-map__tie--{}\" d=\"M{x1} {y1}", line.kind));
    if dx.abs().max(dy.abs()) < 6 * STEP {
        svg.add(format_args!("L{x2} {y2}"));
    } else {
        svg.add(format_args!("q{} {} {dx} {dy}", dx / 2 - dy / 10, dy / 2 + dx / 10));
    }
    match line.words.as_str() {
        "" => svg.add(format_args!("\"/>")),
        words => svg.add(format_args!("\"><title>{}</title></path>", Escaped(words))),
    }
}

fn dot(svg: &mut Markup, dot: &ChartDot) {
    let ((x, y), words, href) = (dot.at, Escaped(&dot.words), Escaped(&dot.href));
    svg.add(format_args!("<a href=\"{href}\" tabindex=\"-1\" aria-label=\"{words}\">"));
    if dot.hub {
        svg.add(format_args!(
            "<circle class=\"coe-map__hub\" cx=\"{x}\" cy=\"{y}\" r=\"{:.1}\"/>",
            RADIUS + 3.5
        ));
    }
    svg.add(format_args!(
        "<circle class=\"coe-dot\" cx=\"{x}\" cy=\"{y}\" r=\"{RADIUS}\"><title>{words}</title></circle></a>"
    ));
}

/// The name of an island and how many it has, below it.
fn name(svg: &mut Markup, island: &Island, scale: f64) {
    let x = island.middle.0;
    let line = f64::from(LINE) * scale;
    let mut y = f64::from(island.middle.1 + island.half.1 + STEP) + line / 2.0;
    if !island.href.is_empty() {
        svg.add(format_args!("<a href=\"{}\" tabindex=\"-1\">", Escaped(&island.href)));
    }
    for words in wrapped(&island.name) {
        svg.add(format_args!(
            "<text class=\"coe-map__name\" x=\"{x}\" y=\"{y:.0}\" font-size=\"{:.1}\">{}</text>",
            15.0 * scale,
            Escaped(&words)
        ));
        y += line;
    }
    svg.add(format_args!(
        "<text class=\"coe-map__count\" x=\"{x}\" y=\"{y:.0}\" font-size=\"{:.1}\">{}</text>",
        13.0 * scale,
        Escaped(&island.count)
    ));
    if !island.href.is_empty() {
        svg.add(format_args!("</a>"));
    }
}

/// A name in at most two lines.
fn wrapped(name: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in name.split_whitespace() {
        let second = lines.len() > 1;
        match lines.last_mut() {
            Some(line) if second || line.chars().count() + word.chars().count() < NAME => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.iter().map(|line| crate::render::opening(line, NAME + 4)).collect()
}

/// The line of those in no community, with as many years as fit.
fn shore(svg: &mut Markup, chart: &Chart, scale: f64) {
    let Some(shore) = &chart.shore else { return };
    let (y, above) = (shore.y, |distance: f64| f64::from(shore.y) - distance * scale);
    svg.add(format_args!(
        "<path class=\"coe-strip__line coe-map__line\" d=\"M{} {y}H{}\"/>\
         <text class=\"coe-map__shore\" x=\"{}\" y=\"{:.0}\" font-size=\"{:.1}\">{}</text>",
        shore.left,
        shore.right,
        shore.left,
        above(32.0),
        15.0 * scale,
        Escaped(&shore.name)
    ));
    let Some((first, after)) = shore.years else { return };
    let (years, wide) = (i32::from(after) - i32::from(first), shore.right - shore.left);
    let most = ((f64::from(wide) / (72.0 * scale)) as i32).max(1);
    for year in (0..years).step_by(((years + most - 1) / most).max(1) as usize) {
        let x = shore.left + (i64::from(wide) * i64::from(year) / i64::from(years)) as i32;
        svg.add(format_args!(
            "<text class=\"coe-map__year\" x=\"{x}\" y=\"{:.0}\" font-size=\"{:.1}\">{}</text>",
            above(8.0),
            12.0 * scale,
            i32::from(first) + year
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_stands_on_two_lines() {
        assert_eq!(wrapped("Retry storm"), ["Retry storm"]);
        assert_eq!(wrapped("Expired certificate: checkout api"), ["Expired certificate:", "checkout api"]);
        assert_eq!(wrapped(&"word ".repeat(30)).len(), 2);
    }
}
