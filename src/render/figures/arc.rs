//! The arc: the moments of one incident on a line, to scale.
//!
//! Labels begin at their dot and are given rows from right to left: a label in a higher row belongs to a dot that
//! stands left of all labels below it, so no leader ever crosses a word.

use crate::model::{Fact, Moment, Times};
use crate::render::moments;
use crate::render::view::{Arc, ArcMark, Html};
use crate::render::words::Words;

use super::{Escaped, Markup, width};

const EDGE: f64 = 8.0;
const LABEL: f64 = 12.5;
const TIME: f64 = 12.0;
const ROW: f64 = 18.0;
const LEAST_STEP: f64 = 18.0;

/// A stretch this many times as long as all others together is shortened.
const BREAK: i64 = 6;

/// The part of the line a shortened stretch keeps.
const BROKEN_SHARE: f64 = 0.22;

/// How much room the drawing has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::render) enum Size {
    /// The width of a COE page.
    Page,
    /// The width of a lead on the front page.
    Lead,
}

impl Size {
    pub(super) fn width(self) -> f64 {
        match self {
            Size::Page => 920.0,
            Size::Lead => 600.0,
        }
    }
}

/// A moment on the line.
struct Stop<'a> {
    kind: &'static str,
    moment: &'a Moment,
    inferred: bool,
    at: i64,
}

/// Moments at one place of the line.
struct Group<'s, 'a> {
    stops: &'s [Stop<'a>],
    x: f64,
    label: String,
    time: String,
    /// Whether its words end at its dot, as those of the last one do where there is room.
    ends: bool,
}

/// The arc of some times; nothing when fewer than two of them are known to the minute.
pub(in crate::render) fn of(times: &Times, size: Size, words: &Words) -> Option<Arc> {
    let stops = stops(times);
    if stops.len() < 2 || stops.first()?.at == stops.last()?.at {
        return None;
    }
    let (groups, broken) = groups(&stops, size, words);
    let marks = marks(&stops, words);
    Some(Arc {
        svg: Html(draw(&groups, broken, (size, &sentence(&marks, words)), words)),
        marks,
        inferred: stops.iter().any(|stop| stop.inferred),
        broken: broken.map(|at| words.long_span(gap(&groups, at))).unwrap_or_default(),
        zone: moments::common_zone(stops.iter().map(|stop| stop.moment)).unwrap_or_default(),
    })
}

fn stops(times: &Times) -> Vec<Stop<'_>> {
    let known: Vec<(&'static str, &Fact<Moment>)> = times.iter().collect();
    let clock = moments::Clockwork::of(known.iter().map(|(_, fact)| &fact.value));
    let stop =
        |(kind, fact): (&'static str, &'_ Fact<Moment>)| clock.seconds(&fact.value).map(|at| (kind, at));
    let mut stops: Vec<Stop<'_>> = known
        .into_iter()
        .filter_map(|(kind, fact)| {
            let (kind, at) = stop((kind, fact))?;
            Some(Stop { kind, moment: &fact.value, inferred: fact.origin.inferred, at })
        })
        .collect();
    stops.sort_by_key(|stop| stop.at);
    stops
}

fn label(kind: &str) -> &'static str {
    match kind {
        "origin" => "markers.origin",
        "impact_start" => "markers.impact_start",
        "detected" => "markers.detected",
        "diagnosed" => "markers.diagnosed",
        "mitigated" => "markers.mitigated",
        _ => "markers.recovered",
    }
}

/// What the time between two moments was.
fn meaning(from: &str, to: &str) -> &'static str {
    match (from, to) {
        ("origin", "impact_start") => "arc.before_impact",
        ("origin", "detected") => "arc.until_noticed",
        ("origin", "diagnosed") => "arc.until_understood",
        ("origin", "mitigated" | "recovered") => "arc.from_origin",
        ("impact_start", "detected") => "arc.unnoticed",
        ("detected" | "impact_start", "diagnosed") => "arc.to_understand",
        ("detected" | "diagnosed", "mitigated") => "arc.to_mitigate",
        ("detected" | "diagnosed" | "mitigated", "recovered") => "arc.to_recover",
        ("impact_start", "recovered" | "mitigated") => "arc.of_impact",
        _ => "",
    }
}

fn said_meaning(from: &str, to: &str, words: &Words) -> String {
    match meaning(from, to) {
        "" => String::new(),
        key => words.said(key),
    }
}

fn marks(stops: &[Stop<'_>], words: &Words) -> Vec<ArcMark> {
    let mut before: Option<&Stop<'_>> = None;
    let mark = |stop| {
        let earlier = before.replace(stop);
        mark(stop, earlier, words)
    };
    stops.iter().map(mark).collect()
}

fn mark(stop: &Stop<'_>, before: Option<&Stop<'_>>, words: &Words) -> ArcMark {
    let same_day = before.is_some_and(|before| before.moment.day == stop.moment.day);
    let passed = before.map(|before| stop.at - before.at);
    ArcMark {
        label: words.said(label(stop.kind)),
        kind: stop.kind,
        iso: stop.moment.to_string(),
        day: stop.moment.day.filter(|_| !same_day).map(|day| words.day(day)).unwrap_or_default(),
        time: stop.moment.clock.map(|clock| clock.to_string()).unwrap_or_default(),
        inferred: stop.inferred,
        since: passed.filter(|passed| *passed > 0).map(|passed| words.span(passed)).unwrap_or_default(),
        meaning: before.map(|before| said_meaning(before.kind, stop.kind, words)).unwrap_or_default(),
        gap: passed.map_or(0, moments::gap_class),
    }
}

/// The whole line in words, for those who do not see it.
fn sentence(marks: &[ArcMark], words: &Words) -> String {
    let parts: Vec<String> = marks
        .iter()
        .map(|mark| {
            let inferred =
                if mark.inferred { format!(" {}", words.say("inferred.in_brackets")) } else { String::new() };
            let time = [mark.day.as_str(), mark.time.as_str()].join(" ");
            format!("{} {}{inferred}", mark.label, time.trim())
        })
        .collect();
    words.fill("arc.sentence", &[("moments", &parts.join(words.say("lists.between_clauses")))])
}

/// The stops by place, spread over the width; and after which of them the line is broken.
fn groups<'s, 'a>(stops: &'s [Stop<'a>], size: Size, words: &Words) -> (Vec<Group<'s, 'a>>, Option<usize>) {
    let mut groups: Vec<Group<'s, 'a>> = Vec::new();
    for stops in stops.chunk_by(|a, b| a.at == b.at) {
        let day_before = groups.last().and_then(|group| group.stops[0].moment.day);
        let (label, time) = (joined(stops, words), time(stops[0].moment, day_before, words));
        groups.push(Group { stops, x: 0.0, label, time, ends: false });
    }
    let one_day = stops.iter().all(|stop| stop.moment.day == stops[0].moment.day);
    if one_day && let Some(first) = groups.first_mut() {
        first.time = clock(first.stops[0].moment);
    }
    let broken = broken(&groups);
    let mut reserve = 0.0_f64;
    for _ in 0..4 {
        spread(&mut groups, broken, size.width() - 2.0 * EDGE - reserve);
        end_last(&mut groups);
        let overflow = groups.iter().map(|group| group.right() - size.width()).fold(0.0, f64::max);
        if overflow <= 0.0 {
            break;
        }
        reserve += overflow;
    }
    (groups, broken)
}

impl Group<'_, '_> {
    fn width(&self) -> f64 {
        width(&self.label, LABEL).max(width(&self.time, TIME))
    }

    fn right(&self) -> f64 {
        if self.ends { self.x + 6.0 } else { self.x + self.width() }
    }

    /// Where words of some width begin.
    fn left(&self, width: f64) -> f64 {
        if self.ends { self.x + 6.0 - width } else { self.x }
    }
}

/// Lets the words of the last group end at its dot, where those of the one before leave room.
fn end_last(groups: &mut [Group<'_, '_>]) {
    let [.., before, last] = groups else { return };
    last.ends = before.x + before.width() + 12.0 <= last.x + 6.0 - last.width();
}

fn joined(stops: &[Stop<'_>], words: &Words) -> String {
    let mut labels: Vec<String> = stops.iter().map(|stop| words.said(label(stop.kind))).collect();
    labels.iter_mut().skip(1).for_each(|label| *label = words.lower(label));
    labels.join(words.say("lists.between"))
}

fn clock(moment: &Moment) -> String {
    moment.clock.map(|clock| format!("{:02}:{:02}", clock.hour, clock.minute)).unwrap_or_default()
}

fn time(moment: &Moment, day_before: Option<crate::model::Day>, words: &Words) -> String {
    match moment.day.filter(|day| day_before != Some(*day)) {
        Some(day) => format!("{} {}", words.short_day(day), clock(moment)),
        None => clock(moment),
    }
}

fn gap(groups: &[Group<'_, '_>], after: usize) -> i64 {
    groups[after + 1].stops[0].at - groups[after].stops[0].at
}

/// The stretch that would flatten all others.
fn broken(groups: &[Group<'_, '_>]) -> Option<usize> {
    if groups.len() < 3 {
        return None;
    }
    let gaps: Vec<i64> = (0..groups.len() - 1).map(|at| gap(groups, at)).collect();
    let total: i64 = gaps.iter().sum();
    (0..gaps.len()).find(|at| gaps[*at] > BREAK * (total - gaps[*at]))
}

/// Places the groups over a width in proportion to time, but never closer than dots need.
fn spread(groups: &mut [Group<'_, '_>], broken: Option<usize>, room: f64) {
    let count = groups.len() - 1;
    let weight = |at: usize| if broken == Some(at) { 0.0 } else { gap(groups, at) as f64 };
    let weights: Vec<f64> = (0..count).map(weight).collect();
    let total: f64 = weights.iter().sum();
    let rest = if broken.is_some() { room * (1.0 - BROKEN_SHARE) } else { room };
    let mut steps: Vec<f64> = (0..count)
        .map(|at| {
            if broken == Some(at) {
                room * BROKEN_SHARE
            } else {
                (weights[at] / total * rest).max(LEAST_STEP)
            }
        })
        .collect();
    let excess = steps.iter().sum::<f64>() - room;
    if let Some(longest) = steps.iter_mut().max_by(|a, b| a.total_cmp(b)) {
        *longest = (*longest - excess).max(LEAST_STEP);
    }
    let mut x = EDGE;
    for (at, group) in groups.iter_mut().enumerate() {
        group.x = x;
        x += steps.get(at).copied().unwrap_or(0.0);
    }
}

/// A row for each label, from right to left: the lowest in which it ends before the next one begins.
fn rows(groups: &[Group<'_, '_>], width_of: impl Fn(&Group<'_, '_>) -> f64) -> Vec<usize> {
    let mut taken_from: Vec<f64> = Vec::new();
    let mut rows = vec![0; groups.len()];
    for (at, group) in groups.iter().enumerate().rev() {
        let width = width_of(group);
        let (start, end) = (group.left(width), group.left(width) + width + 12.0);
        let row = taken_from.iter().position(|from| end <= *from).unwrap_or(taken_from.len());
        taken_from.resize(taken_from.len().max(row + 1), start);
        // The leader takes its place in every row it passes.
        taken_from[..=row].fill(start);
        rows[at] = row;
    }
    rows
}

fn draw(
    groups: &[Group<'_, '_>],
    broken: Option<usize>,
    (size, told): (Size, &str),
    words: &Words,
) -> String {
    let above = rows(groups, |group| width(&group.label, LABEL));
    let below = rows(groups, |group| width(&group.time, TIME));
    let highest = above.iter().max().copied().unwrap_or(0) as f64;
    let lowest = below.iter().max().copied().unwrap_or(0) as f64;
    let line = 32.0 + highest * ROW;
    let height = line + 50.0 + lowest * ROW;
    let mut svg = Markup::default();
    svg.add(format_args!(
        "<svg class=\"coe-arc__drawing\" viewBox=\"0 0 {:.0} {height:.0}\" role=\"img\">\
         <title>{}</title><desc>{}</desc>",
        size.width(),
        Escaped(words.say("arc.title")),
        Escaped(told)
    ));
    draw_line(&mut svg, groups, line);
    if let Some(at) = broken {
        draw_break(&mut svg, (groups[at].x + groups[at + 1].x) / 2.0, line);
    }
    for (at, group) in groups.iter().enumerate() {
        draw_leaders(&mut svg, group.x, line, above[at], below[at]);
        draw_group(&mut svg, group, line, above[at], below[at]);
    }
    draw_stretches(&mut svg, groups, line + 42.0 + lowest * ROW, words);
    svg.add(format_args!("</svg>"));
    svg.0
}

/// The line, and the impact as a band on it.
fn draw_line(svg: &mut Markup, groups: &[Group<'_, '_>], line: f64) {
    let place = |kinds: &[&str]| {
        groups
            .iter()
            .find(|group| group.stops.iter().any(|stop| kinds.contains(&stop.kind)))
            .map(|group| group.x)
    };
    let (first, last) = (groups[0].x, groups[groups.len() - 1].x);
    svg.add(format_args!("<path class=\"coe-arc__line\" d=\"M{first:.1} {line:.1}H{last:.1}\"/>"));
    let begin = place(&["impact_start"]);
    let end = place(&["recovered"]).or_else(|| place(&["mitigated"])).unwrap_or(last);
    if let Some(begin) = begin.filter(|begin| *begin < end) {
        svg.add(format_args!("<path class=\"coe-arc__impact\" d=\"M{begin:.1} {line:.1}H{end:.1}\"/>"));
    }
}

/// Two strokes where the line is not to scale.
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

fn draw_leaders(svg: &mut Markup, x: f64, line: f64, above: usize, below: usize) {
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
}

fn draw_group(svg: &mut Markup, group: &Group<'_, '_>, line: f64, above: usize, below: usize) {
    let kinds: Vec<&str> = group.stops.iter().map(|stop| stop.kind).collect();
    let kind = match () {
        () if kinds.contains(&"recovered") => " coe-arc__stop--recovered",
        () if kinds.contains(&"impact_start") => " coe-arc__stop--impact",
        () => "",
    };
    let inferred = if group.stops.iter().all(|stop| stop.inferred) { " coe-arc__stop--inferred" } else { "" };
    let x = group.x;
    // A label that rises above its row stands right of its leader.
    let indent = |row: usize| match row {
        0 if group.ends => x + 6.0,
        0 => x - 6.0,
        _ => x + 5.0,
    };
    let ends = if group.ends { " coe-arc__stop--ends" } else { "" };
    svg.add(format_args!(
        "<g class=\"coe-arc__stop{kind}{inferred}{ends}\"><circle cx=\"{x:.1}\" cy=\"{line:.1}\" r=\"5.5\"/>\
         <text class=\"coe-arc__label\" x=\"{:.1}\" y=\"{:.1}\">{}</text>\
         <text class=\"coe-arc__time\" x=\"{:.1}\" y=\"{:.1}\">{}</text></g>",
        indent(above).max(0.0),
        line - 15.0 - above as f64 * ROW,
        Escaped(&group.label),
        indent(below).max(0.0),
        line + 23.0 + below as f64 * ROW,
        Escaped(&group.time)
    ));
}

/// How long each stretch was, and what it was, where there is room for the words.
fn draw_stretches(svg: &mut Markup, groups: &[Group<'_, '_>], y: f64, words: &Words) {
    for (at, pair) in groups.windows(2).enumerate() {
        let (from, to) = (&pair[0], &pair[1]);
        let room = to.x - from.x - 10.0;
        let span = words.span(gap(groups, at));
        let meaning = match (from.stops.last(), to.stops.first()) {
            (Some(from), Some(to)) => said_meaning(from.kind, to.kind, words),
            _ => String::new(),
        };
        let full = format!("{span} {meaning}");
        let Some(text) = [full.trim(), span.as_str()].into_iter().find(|text| width(text, 11.5) <= room)
        else {
            continue;
        };
        let middle = (from.x + to.x) / 2.0;
        svg.add(format_args!(
            "<text class=\"coe-arc__stretch\" x=\"{middle:.1}\" y=\"{y:.1}\">{}</text>",
            Escaped(text)
        ));
    }
}
