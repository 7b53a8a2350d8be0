//! Two arcs above each other on one scale: what took how long in each, without a number to read.

use std::collections::BTreeSet;

use crate::model::{Day, Times};
use crate::render::moments::Clockwork;
use crate::render::view::Html;
use crate::render::words::Words;

use super::{Escaped, Markup, width};

const WIDTH: f64 = 1100.0;
const EDGE: f64 = 8.0;
const LABEL: f64 = 12.5;
const TIME: f64 = 12.0;
const ROW: f64 = 18.0;

/// The least room between two moments.
const LEAST_STEP: f64 = 15.0;

/// A stretch this many times as long as all others together is shortened.
const BREAK: i64 = 6;

/// The part of the width a shortened stretch keeps.
const BROKEN_SHARE: f64 = 0.16;

/// What stands in the same place of both lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::render) enum Aligned {
    /// The same hour: two accounts of one incident.
    ByClock,
    /// Where impact begins: two incidents.
    AtImpact,
}

/// Two arcs, and the stretch both leave out, in words.
#[derive(Debug)]
pub(in crate::render) struct Arcs {
    pub(in crate::render) svg: Html,
    /// The stretch that is shortened; may be empty.
    pub(in crate::render) broken: String,
    /// How much earlier the second begins than the first, in seconds; below zero for later.
    pub(in crate::render) earlier: i64,
}

struct Stop {
    kinds: Vec<&'static str>,
    at: i64,
    day: Option<Day>,
    clock: String,
    inferred: bool,
}

struct Lane<'n> {
    name: &'n str,
    words: &'n Words,
    stops: Vec<Stop>,
}

/// One line for all moments of both lanes.
struct Scale {
    /// Seconds and where they stand, in order.
    places: Vec<(i64, f64)>,
    /// Seconds before and after the stretch that is shortened.
    broken: Option<(i64, i64)>,
}

/// The arcs of two incidents; nothing unless both have two moments known to the minute.
pub(in crate::render) fn draw(sides: [(&str, &Times); 2], aligned: Aligned, words: &Words) -> Option<Arcs> {
    let all = sides.iter().flat_map(|(_, times)| times.iter()).map(|(_, fact)| &fact.value);
    let clock = Clockwork::of(all);
    let [first, second] = sides.map(|(name, times)| lane((name, words), times, clock, aligned));
    let lanes = [first?, second?];
    let scale = scale(&lanes);
    let broken = scale.broken.map(|(from, to)| words.long_span(to - from)).unwrap_or_default();
    let earlier = lanes[0].stops[0].at - lanes[1].stops[0].at;
    Some(Arcs { svg: Html(markup(&lanes, &scale)), broken, earlier })
}

fn lane<'n>(
    (name, words): (&'n str, &'n Words),
    times: &Times,
    clock: Clockwork,
    aligned: Aligned,
) -> Option<Lane<'n>> {
    let mut stops: Vec<Stop> = Vec::new();
    for (kind, fact) in times.iter() {
        let Some(at) = clock.seconds(&fact.value) else { continue };
        match stops.iter_mut().find(|stop| stop.at == at) {
            Some(stop) => stop.kinds.push(kind),
            None => stops.push(Stop {
                kinds: vec![kind],
                at,
                day: fact.value.day,
                clock: fact
                    .value
                    .clock
                    .map(|it| format!("{:02}:{:02}", it.hour, it.minute))
                    .unwrap_or_default(),
                inferred: fact.origin.inferred,
            }),
        }
    }
    stops.sort_by_key(|stop| stop.at);
    if stops.len() < 2 {
        return None;
    }
    if aligned == Aligned::AtImpact {
        let zero = stops.iter().find(|stop| stop.kinds.contains(&"impact_start")).unwrap_or(&stops[0]).at;
        stops.iter_mut().for_each(|stop| stop.at -= zero);
    }
    Some(Lane { name, words, stops })
}

/// The key of what a kind of time is called.
pub(in crate::render) fn marker(kind: &str) -> &'static str {
    match kind {
        "origin" => "markers.origin",
        "impact_start" => "markers.impact_start",
        "detected" => "markers.detected",
        "diagnosed" => "markers.diagnosed",
        "mitigated" => "markers.mitigated",
        _ => "markers.recovered",
    }
}

impl Stop {
    fn label(&self, words: &Words) -> String {
        let mut labels: Vec<String> = self.kinds.iter().map(|kind| words.said(marker(kind))).collect();
        labels.iter_mut().skip(1).for_each(|label| *label = words.lower(label));
        labels.join(words.say("lists.between"))
    }
}

impl Lane<'_> {
    /// The time of each stop, with its day where that changes.
    fn times(&self) -> Vec<String> {
        let mut before = None;
        let time = |stop: &Stop| match stop.day.filter(|day| before.replace(*day) != Some(*day)) {
            Some(day) => format!("{} {}", self.words.short_day(day), stop.clock),
            None => stop.clock.clone(),
        };
        self.stops.iter().map(time).collect()
    }
}

/// All moments spread over the width; the labels at the right keep their room.
fn scale(lanes: &[Lane<'_>; 2]) -> Scale {
    let moments: BTreeSet<i64> =
        lanes.iter().flat_map(|lane| lane.stops.iter().map(|stop| stop.at)).collect();
    let moments: Vec<i64> = moments.into_iter().collect();
    let gaps: Vec<i64> = moments.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let total: i64 = gaps.iter().sum();
    let broken = (0..gaps.len()).find(|at| gaps.len() > 1 && gaps[*at] > BREAK * (total - gaps[*at]));
    let mut reserve = 0.0_f64;
    let mut places = Vec::new();
    for _ in 0..4 {
        let xs = spread(&gaps, broken, WIDTH - 2.0 * EDGE - reserve);
        places = moments.iter().copied().zip(xs).collect();
        let overflow = lanes.iter().map(|lane| beyond(lane, &places)).fold(0.0, f64::max);
        if overflow <= 0.0 {
            break;
        }
        reserve += overflow;
    }
    Scale { places, broken: broken.map(|at| (moments[at], moments[at + 1])) }
}

/// How far the words of a lane would stand out of the drawing.
fn beyond(lane: &Lane<'_>, places: &[(i64, f64)]) -> f64 {
    let ends = lane.stops.iter().zip(lane.times()).map(|(stop, time)| {
        place(places, stop.at) + width(&stop.label(lane.words), LABEL).max(width(&time, TIME)) - WIDTH
    });
    ends.fold(0.0, f64::max)
}

fn place(places: &[(i64, f64)], at: i64) -> f64 {
    places.binary_search_by_key(&at, |(moment, _)| *moment).map_or(EDGE, |place| places[place].1)
}

fn spread(gaps: &[i64], broken: Option<usize>, room: f64) -> Vec<f64> {
    let weight = |at: usize| if broken == Some(at) { 0.0 } else { gaps[at] as f64 };
    let total: f64 = (0..gaps.len()).map(weight).sum();
    let rest = if broken.is_some() { room * (1.0 - BROKEN_SHARE) } else { room };
    let step = |at: usize| match broken == Some(at) {
        true => room * BROKEN_SHARE,
        false => (weight(at) / total.max(1.0) * rest).max(LEAST_STEP),
    };
    let mut steps: Vec<f64> = (0..gaps.len()).map(step).collect();
    let excess = steps.iter().sum::<f64>() - room;
    if let Some(longest) = steps.iter_mut().max_by(|a, b| a.total_cmp(b)) {
        *longest = (*longest - excess).max(LEAST_STEP);
    }
    let mut x = EDGE;
    let mut xs = vec![x];
    for step in steps {
        x += step;
        xs.push(x);
    }
    xs
}

/// A row for each label, from right to left: the lowest in which it ends before the next one begins.
fn rows(xs: &[f64], widths: &[f64]) -> Vec<usize> {
    let mut taken_from: Vec<f64> = Vec::new();
    let mut rows = vec![0; xs.len()];
    for at in (0..xs.len()).rev() {
        let end = xs[at] + widths[at] + 12.0;
        let row = taken_from.iter().position(|from| end <= *from).unwrap_or(taken_from.len());
        taken_from.resize(taken_from.len().max(row + 1), xs[at]);
        taken_from[..=row].fill(xs[at]);
        rows[at] = row;
    }
    rows
}

fn markup(lanes: &[Lane<'_>; 2], scale: &Scale) -> String {
    let words = lanes[0].words;
    let mut body = Markup::default();
    let mut y = 0.0;
    for lane in lanes {
        y = draw_lane(&mut body, lane, scale, y);
    }
    format!(
        "<svg class=\"coe-arc__drawing coe-arcs\" viewBox=\"0 0 {WIDTH:.0} {y:.0}\" role=\"img\">\
         <title>{}</title><desc>{}</desc>{}</svg>",
        Escaped(words.say("compare.drawing")),
        Escaped(&lanes.iter().map(sentence).collect::<Vec<_>>().join(words.say("lists.between_sentences"))),
        body.0
    )
}

fn sentence(lane: &Lane<'_>) -> String {
    let stops =
        lane.stops.iter().zip(lane.times()).map(|(stop, time)| format!("{} {time}", stop.label(lane.words)));
    let moments = stops.collect::<Vec<_>>().join(lane.words.say("lists.between_clauses"));
    lane.words.fill("compare.lane", &[("name", lane.name), ("moments", &moments)])
}

/// A lane below `top`; where the next one may begin.
fn draw_lane(svg: &mut Markup, lane: &Lane<'_>, scale: &Scale, top: f64) -> f64 {
    let times = lane.times();
    let labels: Vec<String> = lane.stops.iter().map(|stop| stop.label(lane.words)).collect();
    let xs: Vec<f64> = lane.stops.iter().map(|stop| place(&scale.places, stop.at)).collect();
    let above = rows(&xs, &labels.iter().map(|it| width(it, LABEL)).collect::<Vec<_>>());
    let below = rows(&xs, &times.iter().map(|it| width(it, TIME)).collect::<Vec<_>>());
    let highest = above.iter().max().copied().unwrap_or(0) as f64;
    let lowest = below.iter().max().copied().unwrap_or(0) as f64;
    let line = top + 54.0 + highest * ROW;
    svg.add(format_args!(
        "<text class=\"coe-arcs__name\" x=\"2\" y=\"{:.0}\">{}</text>",
        top + 14.0,
        Escaped(lane.name)
    ));
    draw_line(svg, lane, &xs, line);
    if let Some((from, to)) = scale.broken {
        let spans = lane.stops[0].at <= from && lane.stops[lane.stops.len() - 1].at >= to;
        if spans {
            draw_break(svg, (place(&scale.places, from) + place(&scale.places, to)) / 2.0, line);
        }
    }
    for at in 0..xs.len() {
        draw_stop(svg, (&lane.stops[at], &labels[at], &times[at]), (xs[at], line), (above[at], below[at]));
    }
    line + 38.0 + lowest * ROW
}

fn draw_line(svg: &mut Markup, lane: &Lane<'_>, xs: &[f64], line: f64) {
    let at = |kind: &str| lane.stops.iter().position(|stop| stop.kinds.contains(&kind)).map(|at| xs[at]);
    let (first, last) = (xs[0], xs[xs.len() - 1]);
    svg.add(format_args!("<path class=\"coe-arc__line\" d=\"M{first:.1} {line:.1}H{last:.1}\"/>"));
    let end = at("recovered").or_else(|| at("mitigated")).unwrap_or(last);
    if let Some(begin) = at("impact_start").filter(|begin| *begin < end) {
        svg.add(format_args!("<path class=\"coe-arc__impact\" d=\"M{begin:.1} {line:.1}H{end:.1}\"/>"));
    }
}

fn draw_break(svg: &mut Markup, x: f64, line: f64) {
    svg.add(format_args!(
        "<path class=\"coe-arc__gap\" d=\"M{:.1} {line:.1}h12\"/>\
         <path class=\"coe-arc__break\" d=\"M{:.1} {:.1}l8 -16M{:.1} {:.1}l8 -16\"/>",
        x - 6.0,
        x - 10.0,
        line + 8.0,
        x + 2.0,
        line + 8.0
    ));
}

fn draw_stop(
    svg: &mut Markup,
    (stop, label, time): (&Stop, &str, &str),
    (x, line): (f64, f64),
    (above, below): (usize, usize),
) {
    if above > 0 {
        let top = line - 16.0 - above as f64 * ROW;
        svg.add(format_args!("<path class=\"coe-arc__leader\" d=\"M{x:.1} {:.1}V{top:.1}\"/>", line - 8.0));
    }
    if below > 0 {
        let bottom = line + 12.0 + below as f64 * ROW;
        svg.add(format_args!(
            "<path class=\"coe-arc__leader\" d=\"M{x:.1} {:.1}V{bottom:.1}\"/>",
            line + 8.0
        ));
    }
    let kind = match () {
        () if stop.kinds.contains(&"recovered") => " coe-arc__stop--recovered",
        () if stop.kinds.contains(&"impact_start") => " coe-arc__stop--impact",
        () => "",
    };
    let inferred = if stop.inferred { " coe-arc__stop--inferred" } else { "" };
    let indent = |row: usize| if row > 0 { x + 5.0 } else { (x - 6.0).max(0.0) };
    svg.add(format_args!(
        "<g class=\"coe-arc__stop{kind}{inferred}\"><circle cx=\"{x:.1}\" cy=\"{line:.1}\" r=\"5.5\"/>\
         <text class=\"coe-arc__label\" x=\"{:.1}\" y=\"{:.1}\">{}</text>\
         <text class=\"coe-arc__time\" x=\"{:.1}\" y=\"{:.1}\">{}</text></g>",
        indent(above),
        line - 15.0 - above as f64 * ROW,
        Escaped(label),
        indent(below),
        line + 23.0 + below as f64 * ROW,
        Escaped(time)
    ));
}
