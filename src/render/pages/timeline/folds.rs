//! Long timelines fold their ordinary moments, so that those that matter stand close enough to be seen together.
//!
//! What stays: the first and the last moment, every moment with a marker and its neighbours, moments that begin a
//! day, and time nobody accounts for. A timeline in which next to nothing is marked says not what matters, and stays
//! whole.

use crate::render::view::{Entry, ItemKind, Part, Timeline, TimelineItem};
use crate::render::words::Words;

use super::branches::stretches;

/// From this many entries on a timeline folds.
const LONG: usize = 30;

/// Fewer marked moments than this say not what matters.
const LEAST_MARKED: usize = 3;

/// Fewer moments than this are not worth a fold.
const LEAST_FOLDED: usize = 4;

/// Folds the stretches of a timeline.
pub(super) fn fold(parts: &mut [Part], words: &Words) {
    let entries = || parts.iter().flat_map(items).filter_map(entry);
    let marked = entries().filter(|entry| !entry.marker.is_empty()).count();
    if entries().count() <= LONG || marked < LEAST_MARKED {
        return;
    }
    stretches(parts).for_each(|stretch| fold_stretch(stretch, words));
}

fn items(part: &Part) -> &[TimelineItem] {
    match part {
        Part::Timeline(timeline) => &timeline.items,
        _ => &[],
    }
}

fn entry(item: &TimelineItem) -> Option<&Entry> {
    match &item.told {
        ItemKind::Entry(entry) => Some(entry),
        _ => None,
    }
}

fn fold_stretch(timeline: &mut Timeline, words: &Words) {
    let stays = stays(&timeline.items);
    let mut run = Vec::new();
    let mut folded = Vec::new();
    for (item, stays) in std::mem::take(&mut timeline.items).into_iter().zip(stays) {
        if stays {
            close(&mut folded, &mut run, words);
            folded.push(item);
        } else {
            run.push(item);
        }
    }
    close(&mut folded, &mut run, words);
    timeline.items = folded;
}

/// Which items stay.
fn stays(items: &[TimelineItem]) -> Vec<bool> {
    let matters = |item: &TimelineItem| match &item.told {
        ItemKind::Entry(entry) => !entry.marker.is_empty() || !entry.day.is_empty(),
        ItemKind::Gap { .. } | ItemKind::Fold { .. } => true,
        ItemKind::Note { .. } => false,
    };
    let mattering: Vec<bool> = items.iter().map(matters).collect();
    let last = items.len().saturating_sub(1);
    (0..items.len())
        .map(|at| at == 0 || at == last || mattering[at] || mattering[at - 1] || mattering[at + 1])
        .collect()
}

/// Folds a run of items, where there are enough of them.
fn close(folded: &mut Vec<TimelineItem>, run: &mut Vec<TimelineItem>, words: &Words) {
    let run = std::mem::take(run);
    let entries: Vec<&Entry> = run.iter().filter_map(entry).collect();
    let (Some(first), Some(last), true) = (entries.first(), entries.last(), entries.len() >= LEAST_FOLDED)
    else {
        folded.extend(run);
        return;
    };
    let more = words.grouped(i64::try_from(entries.len()).unwrap_or(i64::MAX));
    let until = if last.until.is_empty() { &last.time } else { &last.until };
    let words = words.fill("timeline.folded", &[("more", &more), ("from", &first.time), ("to", until)]);
    let lanes = run.first().map(|item| item.lanes.clone()).unwrap_or_default();
    folded.push(TimelineItem { lanes, told: ItemKind::Fold { words, items: run } });
}
