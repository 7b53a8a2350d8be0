//! The timeline in small, for the margin: impact from start to recovery, what is marked, and where nobody looked.

use std::ops::Range;

use crate::render::view::Html;

use super::{Escaped, Markup};

const HEIGHT: f64 = 236.0;
const WIDTH: f64 = 190.0;
const EDGE: f64 = 8.0;
const LINE: f64 = 8.0;
/// How close two dots may stand.
const APART: f64 = 5.0;
/// How much room a label takes.
const ROW: f64 = 14.0;
/// The most of the line one stretch between two moments may take.
const MOST: f64 = 0.34;
/// A timeline of fewer moments is as small as its miniature.
const LEAST: usize = 5;

/// A moment of the timeline.
#[derive(Debug)]
pub(in crate::render) struct Marked<'a> {
    /// Its place on the scale of the document, in seconds.
    pub(in crate::render) at: i64,
    pub(in crate::render) anchor: &'a str,
    /// Its type; may be empty.
    pub(in crate::render) marker: &'static str,
    /// Its type in words.
    pub(in crate::render) words: &'a str,
    pub(in crate::render) time: &'a str,
}

/// What is drawn.
#[derive(Debug)]
pub(in crate::render) struct Scene<'a> {
    /// The moments, in the order of the document.
    pub(in crate::render) moments: Vec<Marked<'a>>,
    /// Impact start and recovery.
    pub(in crate::render) impact: Option<Range<i64>>,
    /// Time without a moment longer than this is unaccounted for, while the impact lasts.
    pub(in crate::render) silence: i64,
    /// What the drawing is called.
    pub(in crate::render) name: &'a str,
}

/// A moment and its place on the drawing.
struct Placed<'s, 'a> {
    moment: &'s Marked<'a>,
    y: f64,
}

/// The drawing; empty where there is too little to draw.
pub(in crate::render) fn of(scene: &Scene<'_>) -> Html {
    let mut moments: Vec<&Marked<'_>> = scene.moments.iter().collect();
    moments.sort_by_key(|moment| moment.at);
    let spread = moments.first().zip(moments.last()).is_some_and(|(first, last)| first.at < last.at);
    if moments.len() < LEAST || !spread {
        return Html(String::new());
    }
    let placed = placed(&moments);
    let bottom = placed.last().map_or(HEIGHT, |last| last.y) + EDGE;
    let mut svg = Markup::default();
    svg.add(format_args!(
        "<svg class=\"coe-mini\" data-mini viewBox=\"0 0 {WIDTH:.0} {bottom:.0}\" width=\"{WIDTH:.0}\" height=\"{bottom:.0}\" role=\"group\" aria-label=\"{}\">",
        Escaped(scene.name)
    ));
    svg.add(format_args!(
        "<rect class=\"coe-mini__view\" data-mini-view x=\"0\" y=\"{EDGE:.0}\" width=\"{:.0}\" height=\"0\" rx=\"2\"/>",
        2.0 * LINE
    ));
    draw_line(&mut svg, scene, &placed);
    draw_moments(&mut svg, &placed);
    svg.add(format_args!("</svg>"));
    Html(svg.0)
}

/// The moments from top to bottom in proportion to time, but no stretch so long that it flattens all others, and
/// those that are linked far enough apart.
fn placed<'s, 'a>(moments: &[&'s Marked<'a>]) -> Vec<Placed<'s, 'a>> {
    let gaps: Vec<f64> = moments.windows(2).map(|pair| (pair[1].at - pair[0].at) as f64).collect();
    let total: f64 = gaps.iter().sum();
    let capped: Vec<f64> = gaps.iter().map(|gap| gap.min(total * MOST)).collect();
    let total: f64 = capped.iter().sum();
    let room = HEIGHT - 2.0 * EDGE;
    let mut natural = EDGE;
    let mut above = EDGE - APART;
    let place = |(index, moment): (usize, &&'s Marked<'a>)| {
        natural += index.checked_sub(1).map_or(0.0, |before| capped[before] / total * room);
        let apart = if moment.marker.is_empty() { 0.0 } else { APART };
        above = natural.max(above + apart);
        Placed { moment, y: above }
    };
    moments.iter().enumerate().map(place).collect()
}

/// Which moments are labelled: those that matter most first, as far as there is room.
fn labelled(placed: &[Placed<'_, '_>]) -> Vec<bool> {
    let rank = |marker: &str| {
        let phases = [
            "impact-start",
            "recovered",
            "detected",
            "diagnosed",
            "mitigated",
            "impact-end",
            "origin",
            "key",
        ];
        phases.iter().position(|phase| *phase == marker)
    };
    let mut candidates: Vec<(usize, usize)> =
        placed.iter().enumerate().filter_map(|(index, it)| Some((rank(it.moment.marker)?, index))).collect();
    candidates.sort_unstable();
    let mut labelled = vec![false; placed.len()];
    for (_, index) in candidates {
        let is_free = |other: usize| !labelled[other] || (placed[other].y - placed[index].y).abs() >= ROW;
        labelled[index] = (0..placed.len()).all(is_free);
    }
    labelled
}

/// Where a time stands between the placed moments.
fn place(placed: &[Placed<'_, '_>], at: i64) -> Option<f64> {
    let after = placed.iter().position(|it| it.moment.at >= at)?;
    let (to, Some(from)) = (&placed[after], after.checked_sub(1).map(|before| &placed[before])) else {
        return Some(placed[0].y);
    };
    let whole = (to.moment.at - from.moment.at).max(1) as f64;
    Some(from.y + (to.y - from.y) * (at - from.moment.at) as f64 / whole)
}

fn draw_line(svg: &mut Markup, scene: &Scene<'_>, placed: &[Placed<'_, '_>]) {
    let (top, bottom) = (placed[0].y, placed[placed.len() - 1].y);
    let impact = scene.impact.as_ref().map(|impact| {
        (place(placed, impact.start).unwrap_or(bottom), place(placed, impact.end).unwrap_or(bottom))
    });
    if let Some((start, end)) = impact.filter(|(start, end)| start < end) {
        svg.add(format_args!("<path class=\"coe-mini__impact\" d=\"M{LINE} {start:.1}V{end:.1}\"/>"));
    }
    svg.add(format_args!("<path class=\"coe-mini__line\" d=\"M{LINE} {top:.1}V{bottom:.1}\"/>"));
    let is_silent = |pair: &&[Placed<'_, '_>]| {
        let (from, to) = (pair[0].moment.at, pair[1].moment.at);
        to - from > scene.silence
            && scene.impact.as_ref().is_some_and(|impact| impact.start <= from && to <= impact.end)
    };
    for pair in placed.windows(2).filter(is_silent) {
        let (from, to) = (pair[0].y + 7.0, pair[1].y - 4.0);
        let mut y = from;
        let mut strokes = String::new();
        while y + 3.0 < to {
            strokes.push_str(&format!("M{:.0} {:.1}l8 -4", LINE - 4.0, y + 3.5));
            y += 3.5;
        }
        if !strokes.is_empty() {
            svg.add(format_args!("<path class=\"coe-mini__silence\" d=\"{strokes}\"/>"));
        }
    }
}

/// A tick for every moment, a linked dot for each that is marked, and its word where there is room.
fn draw_moments(svg: &mut Markup, placed: &[Placed<'_, '_>]) {
    for (Placed { moment, y }, labelled) in placed.iter().zip(labelled(placed)) {
        let anchor = Escaped(moment.anchor);
        if moment.marker.is_empty() {
            svg.add(format_args!(
                "<circle class=\"coe-mini__tick\" data-mini-of=\"{anchor}\" cx=\"{LINE}\" cy=\"{y:.1}\" r=\"1.5\"/>"
            ));
            continue;
        }
        let (time, words) = (Escaped(moment.time), Escaped(moment.words));
        svg.add(format_args!(
            "<a href=\"#{anchor}\" class=\"coe-mini__dot coe-mini__dot--{}\" data-mini-of=\"{anchor}\">\
             <title>{time} {words}</title><circle cx=\"{LINE}\" cy=\"{y:.1}\" r=\"3.5\"/>",
            moment.marker
        ));
        if labelled {
            svg.add(format_args!(
                "<rect x=\"0\" y=\"{:.1}\" width=\"{WIDTH:.0}\" height=\"{ROW:.0}\"/>\
                 <text x=\"22\" y=\"{:.1}\">{time} {words}</text>",
                y - ROW / 2.0,
                y + 3.8
            ));
        }
        svg.add(format_args!("</a>"));
    }
}
