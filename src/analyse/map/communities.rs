//! Which COEs belong together: those that have more to do with each other than a community of their number needs.
//!
//! A community is worth what its edges weigh, less one of [`DENSITIES`] for every pair in it (the constant Potts model), so that
//! what happens in one part of the corpus does not move borders in another. The search is the one of Louvain without
//! its chance: communities grow as the COEs came, then members move and whole communities merge, always in order of
//! time. One more COE at the end finds everything settled. (Leiden, which visits in random order, keeps less than
//! half of the communities of a fuzzy corpus of 1,000 when one COE is added.)

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Edge;
use super::edges::level;

/// Fewer than three are no community: a pair is an edge.
const FEWEST: usize = 3;

/// How much a pair of members costs, where an edge of full strength is worth 100, by the most COEs it is for: a map
/// of many COEs needs larger islands. The steps are far apart, since each draws the map anew.
const DENSITIES: [(usize, i64); 4] = [(64, 30), (512, 18), (4096, 12), (usize::MAX, 8)];

/// What a level of strength is worth.
const LEVEL: i64 = 5;

/// How often members are asked to move, and communities to merge. Most have settled after the second time.
const SWEEPS: usize = 2;

/// How much has to be gained by moving or merging: what is nearly as good stays as it grew.
const WORTH: i64 = 15;

/// The communities, each in order of time, the largest first; COEs in none of them are on their own.
///
/// `order` holds the COEs in order of time.
pub(super) fn find(order: &[usize], edges: &[Edge]) -> Vec<Vec<usize>> {
    let mut rank = vec![0; order.len()];
    order.iter().enumerate().for_each(|(place, coe)| rank[*coe] = place);
    let mut near: Vec<Vec<(usize, i64)>> = vec![Vec::new(); order.len()];
    for edge in edges {
        let (a, b, weight) = (rank[edge.from], rank[edge.to], i64::from(level(edge.strength)) * LEVEL);
        near[a].push((b, weight));
        near[b].push((a, weight));
    }
    let mut grouping = Grouping::grown(&near);
    for _ in 0..SWEEPS {
        let moved = grouping.move_members(&near);
        if !grouping.merge(&near) && !moved {
            break;
        }
    }
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); order.len()];
    grouping.group_of.iter().zip(order).for_each(|(group, coe)| groups[*group].push(*coe));
    groups.retain(|members| members.len() >= FEWEST);
    groups.sort_by_key(|members| (Reverse(members.len()), rank[members[0]]));
    groups
}

/// Every COE, by its place in time, in one group; the number of a group means nothing.
struct Grouping {
    density: i64,
    group_of: Vec<usize>,
    sizes: Vec<i64>,
}

impl Grouping {
    /// Each joins the group of earlier ones it has most to do with, or begins one.
    fn grown(near: &[Vec<(usize, i64)>]) -> Grouping {
        let density = DENSITIES.iter().find(|(most, _)| near.len() <= *most).map_or(0, |(_, cost)| *cost);
        let mut grouping =
            Grouping { density, group_of: Vec::with_capacity(near.len()), sizes: vec![0; near.len()] };
        for (coe, near) in near.iter().enumerate() {
            let earlier = near.iter().filter(|(other, _)| *other < coe);
            let best = grouping.best(earlier).filter(|(gain, _)| *gain > 0);
            let group = best.map_or(coe, |(_, group)| group);
            grouping.group_of.push(group);
            grouping.sizes[group] += 1;
        }
        grouping
    }

    /// The group a COE gains most by being in, of those its neighbours are in, and the gain.
    fn best<'n>(&self, near: impl Iterator<Item = &'n (usize, i64)>) -> Option<(i64, usize)> {
        let mut weights: Vec<(usize, i64)> =
            near.map(|(other, weight)| (self.group_of[*other], *weight)).collect();
        weights.sort_unstable();
        let gains = weights.chunk_by(|a, b| a.0 == b.0).map(|same| {
            let weight: i64 = same.iter().map(|(_, weight)| weight).sum();
            (weight - self.density * self.sizes[same[0].0], same[0].0)
        });
        gains.max_by_key(|(gain, group)| (*gain, Reverse(*group)))
    }

    /// Moves each COE to where it gains most; says whether any moved.
    fn move_members(&mut self, near: &[Vec<(usize, i64)>]) -> bool {
        let mut any = false;
        for (coe, near) in near.iter().enumerate() {
            let own = self.group_of[coe];
            self.sizes[own] -= 1;
            let inside = near.iter().filter(|(other, _)| self.group_of[*other] == own);
            let stays = inside.map(|(_, weight)| weight).sum::<i64>() - self.density * self.sizes[own];
            let group = match self.best(near.iter()) {
                Some((gain, group)) if gain > stays + WORTH => group,
                _ => own,
            };
            any |= group != own;
            self.group_of[coe] = group;
            self.sizes[group] += 1;
        }
        any
    }

    /// Merges pairs of groups that are worth more as one; says whether any were.
    fn merge(&mut self, near: &[Vec<(usize, i64)>]) -> bool {
        let mut ties: BTreeMap<(usize, usize), i64> = BTreeMap::new();
        for (coe, near) in near.iter().enumerate() {
            for (other, weight) in near.iter().filter(|(other, _)| *other > coe) {
                let (a, b) = (self.group_of[coe], self.group_of[*other]);
                if a != b {
                    *ties.entry((a.min(b), a.max(b))).or_default() += weight;
                }
            }
        }
        let mut best: Vec<Option<(i64, Reverse<usize>)>> = vec![None; self.sizes.len()];
        for ((a, b), weight) in ties {
            let gain = weight - self.density * self.sizes[a] * self.sizes[b];
            if gain > WORTH {
                best[a] = best[a].max(Some((gain, Reverse(b))));
                best[b] = best[b].max(Some((gain, Reverse(a))));
            }
        }
        // Only two that are each other's best: whom others merge with does not matter then.
        let partner = |group: usize| best[group].map(|(_, Reverse(other))| other);
        let mut into: Vec<usize> = (0..self.sizes.len()).collect();
        for group in 0..into.len() {
            if let Some(other) =
                partner(group).filter(|other| *other > group && partner(*other) == Some(group))
            {
                into[other] = group;
                self.sizes[group] += std::mem::take(&mut self.sizes[other]);
            }
        }
        let any = into.iter().enumerate().any(|(group, into)| group != *into);
        self.group_of.iter_mut().for_each(|group| *group = into[*group]);
        any
    }
}
