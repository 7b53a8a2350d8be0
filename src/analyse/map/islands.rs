//! The island of one community: dots on a triangular grid, each near those it has to do with, in order of time.
//!
//! The earliest COE stands in the middle, and a later one takes the free place nearest to the earlier ones it is tied
//! to. So a new COE settles on the shore, and all others stay.

use std::collections::HashSet;

use super::{Place, STEP, stable};

/// How far rows are apart: equilateral triangles.
const ROW: f64 = STEP as f64 * 0.866;

/// How far a dot may stand from its place on the grid, so that an island looks grown.
const WOBBLE: f64 = 3.0;

/// How many rings of places around the best one are looked at before walking to the shore.
const NEAR: i32 = 3;

/// The six ways to walk on the grid.
const WAYS: [(i32, i32); 6] = [(1, 0), (0, 1), (-1, 1), (-1, 0), (0, -1), (1, -1)];

/// A place of the grid: along the row, and the row, which begins half a step further right than the one above.
type Cell = (i32, i32);

/// A member with those before it that it is tied to, by place in the island, and how strongly.
pub(super) struct Member<'a> {
    pub(super) id: &'a str,
    pub(super) earlier: Vec<(usize, f64)>,
}

/// Where each member stands, from the middle of the island, and half its width and height.
pub(super) fn grow(members: &[Member<'_>]) -> (Vec<Place>, Place) {
    let mut cells: Vec<Cell> = Vec::with_capacity(members.len());
    let mut taken: HashSet<Cell> = HashSet::with_capacity(members.len());
    for member in members {
        let cell = free_near(aim(member, &cells), stable::number(member.id), &taken);
        taken.insert(cell);
        cells.push(cell);
    }
    centred(members, &cells)
}

/// The middle of those it is tied to, weighted; the middle of the island where they all come later.
fn aim(member: &Member<'_>, cells: &[Cell]) -> (f64, f64) {
    let whole: f64 = member.earlier.iter().map(|(_, weight)| weight).sum();
    if whole <= 0.0 {
        return (0.0, 0.0);
    }
    let sum = member.earlier.iter().fold((0.0, 0.0), |(x, y), (other, weight)| {
        let (dx, dy) = point(cells[*other]);
        (x + dx * weight, y + dy * weight)
    });
    (sum.0 / whole, sum.1 / whole)
}

fn point((along, row): Cell) -> (f64, f64) {
    ((f64::from(along) + f64::from(row) / 2.0) * f64::from(STEP), f64::from(row) * ROW)
}

fn cell((x, y): (f64, f64)) -> Cell {
    let row = (y / ROW).round();
    ((x / f64::from(STEP) - row / 2.0).round() as i32, row as i32)
}

/// The free place nearest to a point; of equally near ones, that which the name chooses.
fn free_near(aim: (f64, f64), name: u64, taken: &HashSet<Cell>) -> Cell {
    let best = cell(aim);
    let turn = (name % 6) as usize;
    let ways = (0..6).map(|way| WAYS[(way + turn) % 6]);
    let around = (0..=NEAR).flat_map(|ring| circle(best, ring, turn));
    // Walking on from the ring costs the width of the island, not its area.
    let beyond = ways.filter_map(|way| {
        let walk = (NEAR + 1..).map(|far| (best.0 + way.0 * far, best.1 + way.1 * far));
        walk.into_iter().find(|cell| !taken.contains(cell))
    });
    let nearest = |cells: &mut dyn Iterator<Item = Cell>| {
        let free = cells.filter(|cell| !taken.contains(cell));
        free.min_by(|a, b| distance(*a, aim).total_cmp(&distance(*b, aim)))
    };
    nearest(&mut { around }).or_else(|| nearest(&mut { beyond })).unwrap_or(best)
}

fn distance(cell: Cell, (x, y): (f64, f64)) -> f64 {
    let (cx, cy) = point(cell);
    // Rounded, so that places which are equally near are equal.
    (((cx - x).powi(2) + (cy - y).powi(2)) * 16.0).round()
}

/// The places `ring` steps away, beginning in some direction.
fn circle(middle: Cell, ring: i32, turn: usize) -> impl Iterator<Item = Cell> {
    let sides = if ring == 0 { 0 } else { 6 };
    let at = (ring == 0).then_some(middle);
    let side = move |side: usize| {
        let way = WAYS[(side + turn) % 6];
        let along = WAYS[(side + turn + 2) % 6];
        let corner = (middle.0 + way.0 * ring, middle.1 + way.1 * ring);
        (0..ring).map(move |step| (corner.0 + along.0 * step, corner.1 + along.1 * step))
    };
    at.into_iter().chain((0..sides).flat_map(side))
}

/// Places from the middle of what the island takes up, in whole steps, so that it seldom changes.
fn centred(members: &[Member<'_>], cells: &[Cell]) -> (Vec<Place>, Place) {
    let points: Vec<(f64, f64)> = cells.iter().map(|cell| point(*cell)).collect();
    let (mut low, mut high) = ((0.0f64, 0.0f64), (0.0f64, 0.0f64));
    for (x, y) in &points {
        low = (low.0.min(*x), low.1.min(*y));
        high = (high.0.max(*x), high.1.max(*y));
    }
    let whole = |length: f64| (length / f64::from(STEP)).ceil() * f64::from(STEP);
    let (west, east, north, south) = (-whole(-low.0), whole(high.0), -whole(-low.1), whole(high.1));
    let middle = ((west + east) / 2.0, (north + south) / 2.0);
    let place = |(member, (x, y)): (&Member<'_>, &(f64, f64))| {
        let (dx, dy) = stable::in_disc(member.id);
        let rounded = |value: f64| value.round() as i32;
        Place { x: rounded(x - middle.0 + dx * WOBBLE), y: rounded(y - middle.1 + dy * WOBBLE) }
    };
    let half = Place { x: ((east - west) / 2.0) as i32, y: ((south - north) / 2.0) as i32 };
    (members.iter().zip(&points).map(place).collect(), half)
}
