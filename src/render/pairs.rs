//! Which COEs are worth reading beside each other: pairs found once for all pages, about one for each COE.
//!
//! Every pair of a large collection cannot have a page. Those that matter can: two accounts of one incident, one
//! time and the next of what happened again, and each COE with the one that is most like it.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::analyse::Insight;
use crate::model::{KnowledgeBase, Profile, RelationKind};

use super::catalogue;

/// The most accounts of the same incident that one document gives pairs for.
const STATED: usize = 3;

/// Below this likeness two COEs have too little in common to be read beside each other.
const LEAST_ALIKE: f32 = 0.3;

/// The longest part of an id that names a pair in addresses, in bytes.
const LONGEST_NAME: usize = 90;

/// Why two COEs stand beside each other; the firmest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tied {
    /// Both tell of one incident, or one of a part of it: an author says so.
    SameIncident,
    /// One time and the next of a family, by its place.
    SameFamily(usize),
    /// Alike, and of one day.
    SameDay,
    /// The one that is most like the other.
    Alike,
}

/// Two COEs that have a page together.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pair {
    /// By index: the earlier one, and of one day the shorter.
    pub(super) coes: [usize; 2],
    pub(super) tied: Tied,
    /// Its name in addresses.
    pub(super) name: String,
}

/// All pairs.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    /// The firmest first, within them the latest first.
    pub(super) all: Vec<Pair>,
    /// The pairs of each COE, by index, in the same order.
    of: Vec<Vec<usize>>,
}

impl Pairs {
    /// All pairs of a knowledge base; linear in its COEs.
    pub(super) fn of(knowledge: &KnowledgeBase, insight: &Insight) -> Pairs {
        let mut tied: BTreeMap<(usize, usize), Tied> = BTreeMap::new();
        let mut add = |a: usize, b: usize, why: Tied| {
            if a != b && a.max(b) < knowledge.coes.len() {
                let known = tied.entry((a.min(b), a.max(b))).or_insert(why);
                *known = why.min(*known);
            }
        };
        for (coe, relations) in knowledge.relations.iter().enumerate() {
            let told = relations.iter().filter(|it| tells_the_same(knowledge, coe, it.to, it.kind));
            told.take(STATED).for_each(|it| add(coe, it.to, Tied::SameIncident));
        }
        for (place, family) in insight.families.iter().enumerate() {
            family.members.windows(2).for_each(|pair| add(pair[0], pair[1], Tied::SameFamily(place)));
        }
        for (coe, related) in insight.related.iter().enumerate() {
            if let Some(most) = related.first().filter(|most| most.score >= LEAST_ALIKE) {
                let why = if same_day(knowledge, coe, most.to) { Tied::SameDay } else { Tied::Alike };
                add(coe, most.to, why);
            }
        }
        Pairs::in_order(knowledge, tied)
    }

    fn in_order(knowledge: &KnowledgeBase, tied: BTreeMap<(usize, usize), Tied>) -> Pairs {
        let pair = |((a, b), tied)| {
            let coes = in_time(knowledge, a, b);
            Pair { coes, tied, name: name(coes.map(|coe| knowledge.coes[coe].id.as_str())) }
        };
        let mut all: Vec<Pair> = tied.into_iter().map(pair).collect();
        let latest = |pair: &Pair| {
            std::cmp::Reverse(pair.coes.map(|coe| catalogue::date(&knowledge.coes[coe])).into_iter().max())
        };
        all.sort_by_cached_key(|pair| (pair.tied.rank(), latest(pair), pair.name.clone()));
        let mut of = vec![Vec::new(); knowledge.coes.len()];
        all.iter()
            .enumerate()
            .for_each(|(place, pair)| pair.coes.iter().for_each(|coe| of[*coe].push(place)));
        Pairs { all, of }
    }

    /// The pairs of a COE, the firmest first, each with the other COE.
    pub(super) fn with(&self, coe: usize) -> impl Iterator<Item = (&Pair, usize)> {
        let places = self.of.get(coe).into_iter().flatten();
        let pairs = places.filter_map(|place| self.all.get(*place));
        pairs.map(move |pair| (pair, pair.coes[usize::from(pair.coes[0] == coe)]))
    }

    /// The pair of two COEs.
    pub(super) fn between(&self, coe: usize, other: usize) -> Option<&Pair> {
        self.with(coe).find(|(_, it)| *it == other).map(|(pair, _)| pair)
    }

    /// The pair that shows best what comparing is for: a quick account beside the narrative of the same incident, else
    /// two accounts of one, else the latest that happened again.
    pub(super) fn showpiece(&self, knowledge: &KnowledgeBase) -> Option<&Pair> {
        let profiles = |pair: &Pair| pair.coes.map(|coe| knowledge.coes[coe].profile.value);
        let quick_and_deep = |pair: &&Pair| {
            let profiles = profiles(pair);
            pair.tied == Tied::SameIncident
                && profiles.contains(&Profile::Howie)
                && profiles.contains(&Profile::Debrief)
        };
        self.all.iter().find(quick_and_deep).or_else(|| self.all.first())
    }
}

impl Tied {
    /// Its place among the kinds.
    pub(super) fn rank(self) -> u8 {
        match self {
            Tied::SameIncident => 0,
            Tied::SameFamily(_) => 1,
            Tied::SameDay => 2,
            Tied::Alike => 3,
        }
    }
}

fn tells_the_same(knowledge: &KnowledgeBase, coe: usize, to: usize, kind: RelationKind) -> bool {
    match kind {
        RelationKind::Duplicate | RelationKind::PartOf | RelationKind::Supersedes => true,
        RelationKind::SeeAlso => same_day(knowledge, coe, to),
        _ => false,
    }
}

fn same_day(knowledge: &KnowledgeBase, a: usize, b: usize) -> bool {
    let day = |coe: usize| knowledge.coes.get(coe).and_then(catalogue::date);
    day(a).is_some_and(|it| day(b) == Some(it))
}

/// The earlier one first; where they are a day apart or less, which is what two accounts of one incident are, the
/// shorter one.
fn in_time(knowledge: &KnowledgeBase, a: usize, b: usize) -> [usize; 2] {
    let day = |coe: usize| catalogue::date(&knowledge.coes[coe]);
    let key = |coe: usize| (knowledge.coes[coe].words, knowledge.coes[coe].id.as_str());
    let apart = day(a).zip(day(b)).and_then(|(a, b)| a.days_until(b));
    let swap = match apart {
        Some(days) if days.abs() > 1 => days < 0,
        Some(_) => key(b) < key(a),
        // What has no date comes last.
        None => (day(a).is_none(), key(a)) > (day(b).is_none(), key(b)),
    };
    if swap { [b, a] } else { [a, b] }
}

/// `first--second`; ids hold no double hyphen, so no two pairs share a name. Long ids are cut, and told apart by a digest.
fn name(ids: [&str; 2]) -> String {
    let cut = |id: &str| id[..id.floor_char_boundary(LONGEST_NAME)].trim_end_matches('-').to_owned();
    let [a, b] = ids.map(cut);
    if ids.iter().all(|id| id.len() <= LONGEST_NAME) {
        return format!("{a}--{b}");
    }
    let digest = Sha256::digest(ids.join("--").as_bytes());
    let digits: String = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    format!("{a}--{b}--{digits}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_pair_fits_into_a_file_name_and_is_its_own() {
        assert_eq!(name(["one", "two"]), "one--two");
        let long = "重大な障害-".repeat(60);
        let other = format!("{long}x");
        assert!(name([&long, &other]).len() < 240);
        assert_ne!(name([&long, &long]), name([&long, &other]));
    }

    #[test]
    fn what_authors_state_is_firmer_than_what_is_alike() {
        assert!(
            Tied::SameIncident < Tied::SameFamily(0)
                && Tied::SameFamily(9) < Tied::SameDay
                && Tied::SameDay < Tied::Alike
        );
    }
}
