//! What ties each COE to others, found once for all pages: what authors state, what cites what, what is alike.

use std::collections::BTreeMap;

use crate::analyse::Insight;
use crate::model::{BacklinkKind, KnowledgeBase, RelationKind, Target};

/// What ties two COEs together, seen from one of them; the firmest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Bond {
    /// This one states it.
    Stated(RelationKind),
    /// The other one states it.
    StatedBack(RelationKind),
    /// The other one cites this.
    CitedBy,
    /// This one cites the other.
    Cites,
    /// The two are alike: the place among those that are like this one.
    Alike(usize),
}

/// One COE that is tied to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Tie {
    /// The other one, by index.
    pub(super) to: usize,
    /// The firmest of what ties them.
    pub(super) bond: Bond,
    /// How much they are alike, from 0 to 1.
    pub(super) score: f32,
}

/// The ties of every COE, the firmest first, each other COE once.
pub(super) fn all(knowledge: &KnowledgeBase, insight: &Insight) -> Vec<Vec<Tie>> {
    (0..knowledge.coes.len()).map(|coe| of(knowledge, insight, coe)).collect()
}

fn of(knowledge: &KnowledgeBase, insight: &Insight, coe: usize) -> Vec<Tie> {
    let mut ties: BTreeMap<usize, (Bond, f32)> = BTreeMap::new();
    let mut add = |to: usize, bond: Bond, score: f32| {
        if to == coe || to >= knowledge.coes.len() {
            return;
        }
        let known = ties.entry(to).or_insert((bond, score));
        let firmer = (bond.rank(), bond) < (known.0.rank(), known.0);
        *known = (if firmer { bond } else { known.0 }, known.1.max(score));
    };
    for relation in knowledge.relations.get(coe).into_iter().flatten() {
        add(relation.to, Bond::Stated(relation.kind), 0.0);
    }
    for backlink in knowledge.backlinks.get(coe).into_iter().flatten() {
        match backlink.kind {
            BacklinkKind::Relation(kind) => add(backlink.from, Bond::StatedBack(kind), 0.0),
            BacklinkKind::Citation => add(backlink.from, Bond::CitedBy, 0.0),
        }
    }
    cited(knowledge, coe).for_each(|to| add(to, Bond::Cites, 0.0));
    for (place, related) in insight.related.get(coe).into_iter().flatten().enumerate() {
        add(related.to, Bond::Alike(place), related.score);
    }
    let mut ties: Vec<Tie> = ties.into_iter().map(|(to, (bond, score))| Tie { to, bond, score }).collect();
    ties.sort_by(|a, b| a.bond.rank().cmp(&b.bond.rank()).then(b.score.total_cmp(&a.score)));
    ties
}

/// The COEs this one cites in its text.
fn cited(knowledge: &KnowledgeBase, coe: usize) -> impl Iterator<Item = usize> {
    let links = knowledge.links.get(&knowledge.coes[coe].path);
    links.into_iter().flatten().filter_map(|link| match link.target {
        Target::Coe(index) => Some(index),
        _ => None,
    })
}

impl Bond {
    /// Stated before cited before alike; what is stated as "see also" says no more than a citation.
    fn rank(self) -> u8 {
        match self {
            Bond::Stated(RelationKind::SeeAlso) | Bond::StatedBack(RelationKind::SeeAlso) => 1,
            Bond::Stated(_) | Bond::StatedBack(_) => 0,
            Bond::Cites | Bond::CitedBy => 2,
            Bond::Alike(_) => 3,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_authors_state_is_firmer_than_what_they_cite() {
        let mut bonds = [
            Bond::Alike(0),
            Bond::CitedBy,
            Bond::Stated(RelationKind::SeeAlso),
            Bond::StatedBack(RelationKind::RecurrenceOf),
        ];
        bonds.sort_by_key(|bond| bond.rank());
        assert_eq!(bonds[0], Bond::StatedBack(RelationKind::RecurrenceOf));
        assert_eq!(bonds[3], Bond::Alike(0));
    }
}
