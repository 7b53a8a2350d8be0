//! Hypotheses as side branches of the timeline: where each leaves the line, and how it ends.
//!
//! An entry that rules out ends the open hypothesis it shares most words with, else the latest. What is never ruled
//! out comes back to the line at the next diagnosis or decision; what meets neither is left open. A red herring is a
//! spur.

use std::collections::BTreeSet;

use crate::model::{Coe, Marker};
use crate::render::view::{Entry, ItemKind, Lane, LanePart, Part, Timeline, TimelineItem};
use crate::render::words::Words;

/// At most this many branches are drawn beside each other.
const MOST_LANES: u8 = 3;

/// Words shorter than this say nothing about what a hypothesis is about.
const LEAST_LETTERS: usize = 4;

/// A hypothesis, from the entry that names it to the entry that ends it; both by their place among all items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Branch {
    from: usize,
    to: usize,
    end: LanePart,
}

/// Draws the hypotheses of all stretches of a timeline.
pub(super) fn draw(coe: &Coe, parts: &mut [Part], words: &Words) {
    let mut items: Vec<&mut TimelineItem> = stretches(parts).flat_map(|it| it.items.iter_mut()).collect();
    let branches = placed(&branches(coe, &items));
    for (branch, lane) in &branches {
        draw_one(coe, &mut items, (*branch, *lane), words);
    }
    let lanes = branches.iter().map(|(_, lane)| *lane).max().unwrap_or(0);
    stretches(parts).for_each(|stretch| stretch.lanes = lanes);
}

pub(super) fn stretches(parts: &mut [Part]) -> impl Iterator<Item = &mut Timeline> {
    parts.iter_mut().filter_map(|part| match part {
        Part::Timeline(timeline) => Some(timeline),
        _ => None,
    })
}

fn entry(item: &TimelineItem) -> Option<&Entry> {
    match &item.told {
        ItemKind::Entry(entry) => Some(entry),
        _ => None,
    }
}

fn branches(coe: &Coe, items: &[&mut TimelineItem]) -> Vec<Branch> {
    let marker_of = |entry: &Entry| coe.timeline.entries.get(entry.index)?.marker;
    let marked: Vec<(usize, &Entry, Marker)> = items
        .iter()
        .enumerate()
        .filter_map(|(at, item)| entry(item).and_then(|entry| Some((at, entry, marker_of(entry)?))))
        .collect();
    let text = |entry: &Entry| coe.timeline.entries.get(entry.index).map_or("", |it| it.text.as_str());
    let mut open: Vec<(usize, &str)> = Vec::new();
    let mut branches = Vec::new();
    for (at, entry, marker) in &marked {
        match marker {
            Marker::Hypothesis => open.push((*at, text(entry))),
            Marker::RedHerring => branches.push(Branch { from: *at, to: *at, end: LanePart::Spur }),
            Marker::RuledOut => {
                let meant = (0..open.len()).max_by_key(|it| (words_in_common(open[*it].1, text(entry)), *it));
                let from = meant.map(|meant| open.remove(meant).0);
                branches.extend(from.map(|from| Branch { from, to: *at, end: LanePart::Ends }));
            }
            _ => {}
        }
    }
    let settles = |marker: Marker| matches!(marker, Marker::Diagnosed | Marker::Decision);
    branches.extend(open.iter().map(|(from, _)| {
        let settled = marked.iter().find(|(at, _, marker)| at > from && settles(*marker));
        match settled {
            Some((to, ..)) => Branch { from: *from, to: *to, end: LanePart::Rejoins },
            None => Branch { from: *from, to: (from + 1).min(items.len() - 1), end: LanePart::Fades },
        }
    }));
    branches.sort_by_key(|branch| (branch.from, branch.to));
    branches
}

fn words_in_common(a: &str, b: &str) -> usize {
    let words = |text: &str| -> BTreeSet<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
        words.filter(|word| word.chars().count() >= LEAST_LETTERS).collect()
    };
    words(a).intersection(&words(b)).count()
}

/// A lane for each branch: the closest to the line that is free from its beginning to its end.
fn placed(branches: &[Branch]) -> Vec<(Branch, u8)> {
    let mut taken_to: Vec<(u8, usize)> = Vec::new();
    let mut placed = Vec::new();
    for branch in branches {
        let is_free = |lane: u8| taken_to.iter().all(|(taken, to)| *taken != lane || *to < branch.from);
        if let Some(lane) = (1..=MOST_LANES).find(|lane| is_free(*lane)) {
            taken_to.push((lane, branch.to));
            placed.push((*branch, lane));
        }
    }
    placed
}

fn draw_one(coe: &Coe, items: &mut [&mut TimelineItem], (branch, number): (Branch, u8), words: &Words) {
    let Branch { from, to, end } = branch;
    let ending = entry(items[to]).map(|it| (it.at, it.index));
    let (began, anchor) = entry(items[from]).map_or((None, String::new()), |it| (it.at, it.anchor.clone()));
    let lasted = ending.and_then(|(at, _)| Some(at? - began?)).filter(|seconds| *seconds >= 0);
    let lasted = lasted.map(|seconds| words.long_span(seconds)).unwrap_or_default();
    for item in &mut items[from..=to] {
        item.lanes.push(Lane { number, part: LanePart::Passes });
    }
    let mut set = |at: usize, part: LanePart| {
        if let Some(lane) = items[at].lanes.last_mut() {
            lane.part = part;
        }
    };
    set(to, end);
    set(from, if from == to && end != LanePart::Fades { end } else { LanePart::Starts });
    let by = ending.and_then(|(_, index)| coe.timeline.entries.get(index)?.marker);
    if let ItemKind::Entry(entry) = &mut items[from].told {
        entry.lane = number;
        entry.fate = fate(end, by, &lasted, words);
    }
    if let (ItemKind::Entry(entry), LanePart::Ends) = (&mut items[to].told, end) {
        entry.lane = number;
        entry.after =
            if lasted.is_empty() { lasted } else { words.fill("timeline.after", &[("span", &lasted)]) };
        entry.of = anchor;
    }
}

/// What became of a hypothesis, for those who do not see the branch.
fn fate(end: LanePart, by: Option<Marker>, lasted: &str, words: &Words) -> String {
    let key = match (end, by) {
        (LanePart::Fades, _) => return words.said("timeline.left_open"),
        _ if lasted.is_empty() => return String::new(),
        (LanePart::Ends, _) => "timeline.ruled_out_after",
        (LanePart::Rejoins, Some(Marker::Decision)) => "timeline.decided_after",
        (LanePart::Rejoins, _) => "timeline.diagnosed_after",
        _ => return String::new(),
    };
    words.fill(key, &[("span", lasted)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn branches_side_by_side_take_lanes_of_their_own_and_give_them_back() {
        let branch = |from, to| Branch { from, to, end: LanePart::Ends };
        let lanes = |branches: &[Branch]| -> Vec<u8> { placed(branches).iter().map(|it| it.1).collect() };
        assert_eq!(lanes(&[branch(0, 4), branch(1, 2), branch(3, 5)]), [1, 2, 2]);
        assert_eq!(lanes(&[branch(0, 1), branch(2, 3)]), [1, 1]);
        assert_eq!(lanes(&[branch(0, 9), branch(1, 9), branch(2, 9), branch(3, 9)]), [1, 2, 3]);
    }

    #[test]
    fn what_a_hypothesis_is_about_is_told_by_its_longer_words() {
        assert_eq!(words_in_common("The broker is broken", "The brokers? No: the broker is well"), 1);
        assert_eq!(words_in_common("It is the DNS", "It is not the DNS"), 0);
    }
}
