//! Where the islands lie, and the shore below them for COEs on their own.
//!
//! An island begins at a point that only the id of its earliest member decides, is drawn towards those it is tied to,
//! and gives way where it would lie on another. All of this is gentle: what changes a little moves a little.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::model::{Day, KnowledgeBase};

use super::edges::level;
use super::islands::{self, Member};
use super::{BEAD, Edge, Map, Place, STEP, Shore, day, stable};

/// The least distance of two islands, half of it for each.
const MARGIN: f64 = STEP as f64 * 0.9;

/// Half the width that is kept for a name, whatever it is, so that a new name moves nothing.
const HALF_NAME: f64 = 92.0;

/// The height that is kept for a name, below its island.
const NAME: f64 = 44.0;

/// The part of the sea that is land, at first: ties then draw it together.
const LAND: f64 = 0.4;

/// How much wider than high the sea is.
const ASPECT: f64 = 1.9;

/// The least width of a map.
const NARROWEST: f64 = 960.0;

/// Rounds in which ties draw, and rounds after them in which islands only give way.
const ROUNDS: (usize, usize) = (80, 240);

/// How strongly ties draw an island in one round, and how strongly the middle of the map does.
const DRAW: (f64, f64) = (0.006, 0.0005);

/// An island, or rather the rectangle that nothing else may lie on.
#[derive(Clone, Copy)]
struct Island {
    x: f64,
    y: f64,
    half: (f64, f64),
    /// How far a large island is moved by a small one.
    weight: f64,
}

/// Gives every COE and every community its place.
pub(super) fn settle(knowledge: &KnowledgeBase, order: &[usize], map: &mut Map) {
    let grown = grown(knowledge, order, map);
    let mut sea: Vec<Island> = grown.iter().map(|(_, half)| rectangle(*half)).collect();
    let width = anchor(&mut sea, map);
    drift(&mut sea, &map.edges, &map.community_of);
    for ((community, (places, half)), island) in map.communities.iter_mut().zip(grown).zip(&sea) {
        // The name stands below, so that the middle of the island is above that of the rectangle.
        community.middle = Place { x: island.x.round() as i32, y: (island.y - NAME / 2.0).round() as i32 };
        community.half = half;
        for (coe, place) in community.members.iter().zip(places) {
            map.places[*coe] = Place { x: place.x + community.middle.x, y: place.y + community.middle.y };
        }
    }
    let south = sea.iter().map(|island| island.y + island.half.1).fold(0.0, f64::max);
    let on_their_own: Vec<usize> =
        order.iter().copied().filter(|coe| map.community_of[*coe].is_none()).collect();
    map.shore = shore(knowledge, &on_their_own, width, south, &mut map.places);
}

/// The islands, each for itself.
fn grown(knowledge: &KnowledgeBase, order: &[usize], map: &Map) -> Vec<(Vec<Place>, Place)> {
    let mut rank = vec![0; order.len()];
    order.iter().enumerate().for_each(|(place, coe)| rank[*coe] = place);
    let mut place_of = vec![0; order.len()];
    let number_all = |members: &Vec<usize>, place_of: &mut Vec<usize>| {
        members.iter().enumerate().for_each(|(place, coe)| place_of[*coe] = place);
    };
    map.communities.iter().for_each(|community| number_all(&community.members, &mut place_of));
    let mut earlier: Vec<Vec<(usize, f64)>> = vec![Vec::new(); order.len()];
    for edge in map.edges.iter().filter(|edge| inside(edge, &map.community_of)) {
        let later_first = rank[edge.from] > rank[edge.to];
        let (late, early) = if later_first { (edge.from, edge.to) } else { (edge.to, edge.from) };
        earlier[late].push((place_of[early], f64::from(level(edge.strength)) / 20.0));
    }
    let island = |community: &super::Community| {
        let member =
            |coe: &usize| Member { id: knowledge.coes[*coe].id.as_str(), earlier: earlier[*coe].clone() };
        islands::grow(&community.members.iter().map(member).collect::<Vec<_>>())
    };
    map.communities.par_iter().map(island).collect()
}

fn inside(edge: &Edge, community_of: &[Option<usize>]) -> bool {
    community_of[edge.from].is_some() && community_of[edge.from] == community_of[edge.to]
}

fn rectangle(half: Place) -> Island {
    let (wide, high) = (f64::from(half.x) + MARGIN, f64::from(half.y) + MARGIN);
    let half = (wide.max(HALF_NAME), high + NAME / 2.0);
    Island { x: 0.0, y: 0.0, half, weight: half.0 * half.1 }
}

/// The islands at their anchors, and the width of the map.
fn anchor(sea: &mut [Island], map: &Map) -> f64 {
    let land: f64 = sea.iter().map(|island| 4.0 * island.weight).sum();
    let beads = map.community_of.iter().filter(|community| community.is_none()).count() as f64;
    let width = (land / LAND * ASPECT).sqrt().max((beads * 6.0).sqrt() * f64::from(BEAD));
    // In steps of a sixteenth, so that one more COE seldom widens the sea.
    let mut stepped = NARROWEST;
    while stepped < width {
        stepped *= 17.0 / 16.0;
    }
    for (island, community) in sea.iter_mut().zip(&map.communities) {
        let (x, y) = stable::in_disc(&community.id);
        (island.x, island.y) = (x * stepped / 2.0, y * stepped / ASPECT / 2.0);
    }
    stepped
}

/// Rounds of being drawn and giving way.
fn drift(sea: &mut [Island], edges: &[Edge], community_of: &[Option<usize>]) {
    let ties = ties(sea.len(), edges, community_of);
    for round in 0..ROUNDS.0 {
        let calm = 1.0 - round as f64 / ROUNDS.0 as f64;
        draw(sea, &ties, calm);
        part(sea, 0.6);
    }
    for _ in 0..ROUNDS.1 {
        if !part(sea, 1.0) {
            break;
        }
    }
}

/// To whom each island is tied, as shares of all its ties to others.
fn ties(number: usize, edges: &[Edge], community_of: &[Option<usize>]) -> Vec<Vec<(usize, f64)>> {
    let mut ties: Vec<Vec<(usize, f64)>> = vec![Vec::new(); number];
    for edge in edges {
        if let (Some(from), Some(to)) = (community_of[edge.from], community_of[edge.to])
            && from != to
        {
            let weight = f64::from(level(edge.strength));
            ties[from].push((to, weight));
            ties[to].push((from, weight));
        }
    }
    for ties in &mut ties {
        let whole: f64 = ties.iter().map(|(_, weight)| weight).sum();
        ties.iter_mut().for_each(|(_, weight)| *weight /= whole.max(1.0));
    }
    ties
}

/// Moves every island towards those it is tied to, and a little towards the middle; all at once.
fn draw(sea: &mut [Island], ties: &[Vec<(usize, f64)>], calm: f64) {
    let before = sea.to_vec();
    for (island, ties) in sea.iter_mut().zip(ties) {
        let here = *island;
        for (other, share) in ties {
            let there = before[*other];
            island.x += (there.x - here.x) * share * DRAW.0 * calm;
            island.y += (there.y - here.y) * share * DRAW.0 * calm;
        }
        island.x -= here.x * DRAW.1 * calm;
        island.y -= here.y * DRAW.1 * calm;
    }
}

/// Moves islands that lie on each other apart, the shorter way; `part` of what is needed. Says whether any did.
///
/// Each looks at those of its own size and larger in the squares around it, so that many small ones beside a large
/// one cost no more than they are.
fn part(sea: &mut [Island], part: f64) -> bool {
    let mut squares: HashMap<Square, Vec<usize>> = HashMap::with_capacity(sea.len());
    let mut largest = 0;
    for (index, island) in sea.iter().enumerate() {
        largest = largest.max(size(island));
        squares.entry(square(island, size(island))).or_default().push(index);
    }
    let mut pairs = Vec::new();
    for (index, island) in sea.iter().enumerate() {
        for size in size(island)..=largest {
            let others = around(square(island, size)).filter_map(|square| squares.get(&square)).flatten();
            let once = |other: &&usize| **other > index || self::size(&sea[**other]) > self::size(island);
            pairs.extend(others.filter(once).filter(|other| **other != index).map(|other| (index, *other)));
        }
    }
    pairs.into_iter().fold(false, |any, (a, b)| push(sea, a, b, part) || any)
}

/// Size, column and row: squares of a size are twice as wide as the largest half of an island of that size.
type Square = (u32, i32, i32);

/// The power of two that is at least half as wide and half as high.
fn size(island: &Island) -> u32 {
    (island.half.0.max(island.half.1).ceil() as u32).next_power_of_two().trailing_zeros()
}

fn square(island: &Island, size: u32) -> Square {
    let side = f64::from(2u32 << size);
    (size, (island.x / side).floor() as i32, (island.y / side).floor() as i32)
}

fn around((size, column, row): Square) -> impl Iterator<Item = Square> {
    (-1..=1).flat_map(move |dx| (-1..=1).map(move |dy| (size, column + dx, row + dy)))
}

/// Moves two islands apart if they lie on each other, the larger one less.
fn push(sea: &mut [Island], a: usize, b: usize, part: f64) -> bool {
    let (one, other) = (sea[a], sea[b]);
    let (dx, dy) = (other.x - one.x, other.y - one.y);
    let over = (one.half.0 + other.half.0 - dx.abs(), one.half.1 + other.half.1 - dy.abs());
    // A hair's breadth is nothing to go on for.
    if over.0 <= 0.5 || over.1 <= 0.5 {
        return false;
    }
    let share = other.weight / (one.weight + other.weight) * part;
    let rest = part - share;
    // Two at the very same point part by their order.
    if over.0 / ASPECT < over.1 {
        let way = if dx < 0.0 { -over.0 } else { over.0 };
        sea[a].x -= way * share;
        sea[b].x += way * rest;
    } else {
        let way = if dy < 0.0 { -over.1 } else { over.1 };
        sea[a].y -= way * share;
        sea[b].y += way * rest;
    }
    true
}

/// Places COEs on their own below the islands: where their day is, hanging down where a day has many.
fn shore(
    knowledge: &KnowledgeBase,
    coes: &[usize],
    width: f64,
    south: f64,
    places: &mut [Place],
) -> Option<Shore> {
    if coes.is_empty() {
        return None;
    }
    let half = (width / 2.0).round() as i32;
    let days = knowledge.coes.iter().filter_map(day).map(|day| day.year);
    let years = days.clone().min().zip(days.max().map(|year| year.saturating_add(1)));
    // In steps, so that an island which grows by a row seldom moves the shore.
    let step = 4 * STEP;
    let y = ((south as i32 + 2 * STEP) / step + 1) * step;
    let shore = Shore { y, left: -half, right: half, years };
    let undated = coes.iter().filter(|coe| day(&knowledge.coes[**coe]).is_none()).count();
    let undated_columns = (undated as f64).sqrt().ceil() as usize;
    let (mut hanging, mut counted) = (HashMap::<i32, i32>::new(), 0);
    for coe in coes {
        let column = match (day(&knowledge.coes[*coe]), years) {
            (Some(day), Some(years)) => (along(day, years) * f64::from(2 * half)) as i32 / BEAD,
            _ => {
                counted += 1;
                -2 - (counted % undated_columns.max(1)) as i32
            }
        };
        let depth = hanging.entry(column).or_default();
        *depth += 1;
        places[*coe] = Place { x: shore.left + column * BEAD + BEAD / 2, y: y + *depth * BEAD };
    }
    Some(shore)
}

/// How much of some years has gone by on a day, from 0 to 1.
fn along(day: Day, (first, last): (i16, i16)) -> f64 {
    let months = f64::from(day.month - 1) + f64::from(day.day - 1) / 31.0;
    (f64::from(day.year - first) + months / 12.0) / f64::from(last - first)
}
