//! Which COEs are like which, how much, and why.
//!
//! Evidence of several kinds is weighed on its own, each from 0 to 1 ([`strength`]), and put together as independent
//! reasons are: the score is `1 - (1 - a)(1 - b)(1 - c)…`. So one strong reason is enough, weak ones add up, and the
//! share each reason has in the score can be told.

use std::cell::RefCell;

use rayon::prelude::*;

use super::Related;
use super::evidence::{Evidence, Weigher};
use super::likeness::Likeness;
use super::reasons;
use super::tags::Tags;

/// How many COEs are weighed closely for each, of those found by their posting lists.
const CANDIDATES: usize = 16;

/// How many related COEs are told of each.
const TOLD: usize = 6;

/// What scores less has nothing to do with it.
const FLOOR: f32 = 0.35;

/// A tag of more COEs than this is too common to find a relative by; see [`Likeness`] for words.
const LONGEST_WALK: usize = 96;

/// What is like each COE, the most alike first.
pub(super) fn run(weigher: &Weigher<'_>) -> Vec<Vec<Related>> {
    let (tags, likeness) = (weigher.tags, weigher.likeness);
    let finder = Finder { tags, likeness, weigher, by_tag: by_tag(tags) };
    (0..weigher.knowledge.coes.len()).into_par_iter().map(|coe| finder.related(coe)).collect()
}

struct Finder<'a> {
    tags: &'a Tags,
    likeness: &'a Likeness,
    weigher: &'a Weigher<'a>,
    /// COEs by tag; empty for tags of too many.
    by_tag: Vec<Vec<u32>>,
}

/// COEs that have each tag, or each two of a cause and a service where one alone has too many.
fn by_tag(tags: &Tags) -> Vec<Vec<u32>> {
    let mut lists = vec![Vec::new(); tags.names.len()];
    for (coe, own) in tags.of.iter().enumerate() {
        for (tag, _) in own.iter().filter(|(tag, _)| tags.counts[*tag as usize] <= LONGEST_WALK) {
            lists[*tag as usize].push(coe as u32);
        }
    }
    lists
}

thread_local! {
    /// How much speaks for each COE, and which ones anything speaks for; cleared after each use.
    static TALLY: RefCell<(Vec<f32>, Vec<u32>)> = const { RefCell::new((Vec::new(), Vec::new())) };
}

impl Finder<'_> {
    fn related(&self, coe: usize) -> Vec<Related> {
        let mut weighed: Vec<(f32, usize, Vec<Evidence>)> = self
            .candidates(coe)
            .into_iter()
            .map(|other| {
                let evidence = self.weigher.evidence(coe, other);
                (score(&evidence), other, evidence)
            })
            .filter(|(score, ..)| *score >= FLOOR)
            .collect();
        weighed.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        weighed.truncate(TOLD);
        let told = |(score, to, evidence): (f32, usize, Vec<Evidence>)| Related {
            to,
            score,
            reasons: reasons::told(self.weigher, coe, to, evidence),
        };
        weighed.into_iter().map(told).collect()
    }

    /// The COEs most speaks for, at a first glance, and those the authors name; in order.
    fn candidates(&self, coe: usize) -> Vec<usize> {
        let mut found = TALLY.with_borrow_mut(|(tally, touched)| {
            tally.resize(self.tags.of.len(), 0.0);
            let mut add = |other: usize, weight: f32| {
                if tally[other] == 0.0 {
                    touched.push(other as u32);
                }
                tally[other] += weight;
            };
            self.likeness.gather(coe, |other, cosine| add(other, 3.0 * cosine));
            for (tag, prominence) in &self.tags.of[coe] {
                let weight = self.weigher.of_tag(*tag, *prominence);
                for other in self.by_tag[*tag as usize].iter().filter(|other| **other as usize != coe) {
                    add(*other as usize, weight.max(f32::MIN_POSITIVE));
                }
            }
            let most = |a: &u32, b: &u32| tally[*b as usize].total_cmp(&tally[*a as usize]).then(a.cmp(b));
            if touched.len() > CANDIDATES {
                touched.select_nth_unstable_by(CANDIDATES, most);
            }
            let found: Vec<usize> = touched.iter().take(CANDIDATES).map(|other| *other as usize).collect();
            touched.drain(..).for_each(|other| tally[other as usize] = 0.0);
            found
        });
        found.extend(self.weigher.named(coe));
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Reasons that do not depend on each other, put together.
pub(super) fn score(evidence: &[Evidence]) -> f32 {
    1.0 - evidence.iter().map(|evidence| 1.0 - evidence.strength).product::<f32>()
}
