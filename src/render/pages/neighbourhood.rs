//! The neighbourhood of a COE: what is tied to it, and what is tied to that, as far as a page has room.

use std::cmp::Reverse;

use crate::analyse::Reason;
use crate::model::RelationKind;
use crate::render::catalogue;
use crate::render::context::Page;
use crate::render::figures::neighbourhood::{self, Edge, Hop, Line, Node};
use crate::render::ties::{Bond, Tie};
use crate::render::view::Html;
use crate::render::words::Words;

/// The most COEs one step away.
const FIRST: usize = 8;

/// The most COEs two steps away.
const SECOND: usize = 6;

/// The most of them behind one and the same COE: a hub would push out all others.
const BEHIND_ONE: usize = 2;

/// How many ties of a COE are looked at for a second step.
const LOOKED_AT: usize = 12;

/// The least a COE two steps away has to be like the one between.
const ALIKE_ENOUGH: f32 = 0.3;

/// A COE of the drawing before it has a row.
struct Found {
    coe: usize,
    hop: Hop,
    /// The one it is drawn from.
    from: usize,
    bond: Bond,
}

/// The drawing; empty where fewer than two COEs are tied to this one.
pub(super) fn of(page: &Page<'_, '_>, index: usize) -> Html {
    let ties = &page.site.ties[index];
    if ties.len() < 2 {
        return Html::default();
    }
    let first = &ties[..ties.len().min(FIRST)];
    let (second, beyond) = second(page, index, first);
    let own = Found { coe: index, hop: Hop::Own, from: index, bond: Bond::Alike(0) };
    let found = first.iter().map(|tie| Found { coe: tie.to, hop: Hop::First, from: index, bond: tie.bond });
    let mut rows: Vec<Found> = std::iter::once(own).chain(found).chain(second).collect();
    rows.sort_by_cached_key(|it| {
        let day = catalogue::date(page.site.coe(it.coe));
        (day.is_none(), day, page.site.coe(it.coe).id.as_str())
    });
    let row_of = |coe: usize| rows.iter().position(|it| it.coe == coe);
    let edges: Vec<Edge> = rows
        .iter()
        .enumerate()
        .filter(|(_, it)| it.hop != Hop::Own)
        .filter_map(|(to, it)| Some(Edge { from: row_of(it.from)?, to, line: line(it.bond) }))
        .collect();
    let nodes: Vec<Node> = rows.iter().map(|it| node(page, index, it)).collect();
    let words = page.words();
    let rest = rest(ties.len() - first.len(), beyond, words);
    let sentence = sentence(first.len(), nodes.len() - 1 - first.len(), words);
    neighbourhood::draw(&nodes, &edges, (&rest, &sentence), words)
}

/// What is tied to the first ones, the firmest first, and how much more there is.
fn second(page: &Page<'_, '_>, index: usize, first: &[Tie]) -> (Vec<Found>, usize) {
    let is_new = |coe: usize| coe != index && first.iter().all(|tie| tie.to != coe);
    let mut all: Vec<(usize, usize, &Tie)> = Vec::new();
    for (place, parent) in first.iter().enumerate() {
        let ties = page.site.ties[parent.to].iter().take(LOOKED_AT);
        let firm =
            ties.filter(|tie| is_new(tie.to) && (line(tie.bond) != Line::Alike || tie.score >= ALIKE_ENOUGH));
        all.extend(firm.enumerate().map(|(rank, tie)| (rank, place, tie)));
    }
    all.sort_by_key(|(rank, place, tie)| (*rank >= BEHIND_ONE, line(tie.bond), *rank, *place));
    let mut found: Vec<Found> = Vec::new();
    let mut behind = vec![0; first.len()];
    let mut left_out: Vec<usize> = Vec::new();
    for (_, place, tie) in all {
        if found.iter().any(|known| known.coe == tie.to) {
            continue;
        }
        if found.len() == SECOND || behind[place] == BEHIND_ONE {
            left_out.push(tie.to);
            continue;
        }
        behind[place] += 1;
        found.push(Found { coe: tie.to, hop: Hop::Second, from: first[place].to, bond: tie.bond });
    }
    left_out.retain(|coe| found.iter().all(|known| known.coe != *coe));
    left_out.sort_unstable_by_key(|coe| Reverse(*coe));
    left_out.dedup();
    (found, left_out.len())
}

fn line(bond: Bond) -> Line {
    match bond {
        Bond::Stated(_) | Bond::StatedBack(_) => Line::Stated,
        Bond::Cites | Bond::CitedBy => Line::Cited,
        Bond::Alike(_) => Line::Alike,
    }
}

fn node(page: &Page<'_, '_>, index: usize, found: &Found) -> Node {
    let coe = page.site.coe(found.coe);
    let link = page.coe(found.coe);
    Node {
        hop: found.hop,
        href: link.href,
        title: link.title,
        date: catalogue::date(coe).map(|day| page.words().short_date(day)).unwrap_or_default(),
        words: match found.hop {
            Hop::Own => vec![page.words().said("figures.this_incident")],
            Hop::First => words_of(page, index, found.bond),
            Hop::Second => Vec::new(),
        },
    }
}

/// What ties a COE to this one: in words, in fewer words, in the fewest.
fn words_of(page: &Page<'_, '_>, index: usize, bond: Bond) -> Vec<String> {
    use RelationKind::{CausedByActionOf, Duplicate, PartOf, RecurrenceOf, SameCause, SeeAlso, Supersedes};
    let key = match bond {
        Bond::Stated(RecurrenceOf) => "ties.same_before",
        Bond::StatedBack(RecurrenceOf) => "ties.same_again",
        Bond::Stated(SameCause) | Bond::StatedBack(SameCause) => "ties.same_cause",
        Bond::Stated(CausedByActionOf) => "ties.by_action_of_it",
        Bond::StatedBack(CausedByActionOf) => "ties.by_action_of_this",
        Bond::Stated(Duplicate) | Bond::StatedBack(Duplicate) => "ties.same_incident",
        Bond::Stated(PartOf) => "ties.part_of_it",
        Bond::StatedBack(PartOf) => "ties.part_of_this",
        Bond::Stated(Supersedes) => "ties.replaced",
        Bond::StatedBack(Supersedes) => "ties.replaces",
        Bond::Stated(SeeAlso) => "ties.see_also",
        Bond::StatedBack(SeeAlso) => "ties.refers",
        Bond::Cites => "ties.cited",
        Bond::CitedBy => "ties.cites",
        Bond::Alike(place) => {
            let related = page.site.insight.related.get(index).and_then(|related| related.get(place));
            return related.and_then(|it| it.reasons.first()).map(shorter_and_shorter).unwrap_or_default();
        }
    };
    vec![page.words().said(key)]
}

/// A reason; the words both share; the first of them.
fn shorter_and_shorter(reason: &Reason) -> Vec<String> {
    let shared: Vec<&str> = reason.shared().collect();
    let first = shared.first().map(|first| (*first).to_owned());
    [reason.text(), shared.join(", ")].into_iter().filter(|words| !words.is_empty()).chain(first).collect()
}

/// What the drawing leaves out.
fn rest(first: usize, second: usize, words: &Words) -> String {
    match (first, second) {
        (0, 0) => String::new(),
        (0, _) => words.count("neighbourhood.more_further", second),
        (_, 0) => words.count("neighbourhood.more", first),
        _ => {
            let further = words.grouped(second as i64);
            words.count_with("neighbourhood.more_and_further", first, &[("further", &further)])
        }
    }
}

fn sentence(first: usize, second: usize, words: &Words) -> String {
    let tied = match second {
        0 => words.count("neighbourhood.tied", first),
        _ => words.count_with("neighbourhood.tied_further", first, &[("further", &words.number(second))]),
    };
    [tied.as_str(), words.say("neighbourhood.list_says")].join(words.say("lists.between_sentences"))
}
