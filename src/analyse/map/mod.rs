//! The map of the whole corpus: which COEs have to do with each other, in which communities, and where each stands.
//!
//! A map is of use only if it looks the same tomorrow. Nothing is kept from one build to the next, so every step is
//! made of what a new COE does not change: COEs are taken in order of time, a community is anchored by its earliest
//! member, an island grows at its shore, and COEs on their own stand where their day is. Places are whole numbers and
//! no step depends on the number of threads.

mod communities;
mod edges;
mod islands;
mod names;
mod sea;
mod stable;

use crate::model::{Coe, Day, KnowledgeBase, RelationKind};

use super::{Insight, Reason, ReasonKind};

/// How far apart two COEs of an island stand.
pub const STEP: i32 = 32;

/// How far apart two COEs on their own stand.
pub const BEAD: i32 = 15;

/// How many COEs need to have to do with another before a map tells more than a list.
const FEWEST_LINKED: usize = 8;

/// How the COEs of an edition lie to each other; lists by COE are in the order of [`KnowledgeBase::coes`].
#[derive(Debug, Default, PartialEq)]
pub struct Map {
    /// What has to do with what, each pair once, sorted by its two ends.
    pub edges: Vec<Edge>,
    /// Groups of at least three COEs that have more to do with each other than with the rest, the largest first.
    pub communities: Vec<Community>,
    /// The community of each COE, if it has one.
    pub community_of: Vec<Option<usize>>,
    /// Where each COE stands.
    pub places: Vec<Place>,
    /// The line on which the COEs on their own stand in order of time; nothing when there are none.
    pub shore: Option<Shore>,
    /// How many edges each COE has.
    pub degrees: Vec<usize>,
}

/// Two COEs that have to do with each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// Who says so; the one with the smaller index where both do.
    pub from: usize,
    /// The other.
    pub to: usize,
    /// The kind of tie.
    pub kind: EdgeKind,
    /// From 0 to 1.
    pub strength: f32,
    /// Why: the strongest reason there is.
    pub reason: Reason,
}

/// A kind of tie between two COEs, the most certain first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EdgeKind {
    /// The authors say so in front matter.
    Relation(RelationKind),
    /// One cites the other in its text.
    Citation,
    /// The same thing happened again: this is the one before.
    Family,
    /// The two are alike.
    Likeness,
}

/// COEs that have more to do with each other than with the rest.
#[derive(Clone, Debug, PartialEq)]
pub struct Community {
    /// Name in addresses: the id of its earliest member.
    pub id: String,
    /// What its members share, in words.
    pub title: String,
    /// The word they share as the documents write it, with the kind of evidence; nothing when they share no one word.
    pub shared: Option<(ReasonKind, String)>,
    /// How many members share it.
    pub sharing: usize,
    /// COEs by index, in order of time, those without a date last.
    pub members: Vec<usize>,
    /// The middle of its island.
    pub middle: Place,
    /// Half the width and half the height of its island.
    pub half: Place,
}

/// A point of the map; y grows downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// From left to right.
    pub x: i32,
    /// From top to bottom.
    pub y: i32,
}

/// The line COEs on their own hang from, by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shore {
    /// Where it lies.
    pub y: i32,
    /// Where time begins; COEs without a date stand left of it.
    pub left: i32,
    /// Where time ends.
    pub right: i32,
    /// The first year and the one after the last; nothing when no COE has a date.
    pub years: Option<(i16, i16)>,
}

impl Map {
    /// Whether there is enough on it to be worth a page.
    pub fn tells(&self) -> bool {
        self.degrees.iter().filter(|degree| **degree > 0).count() >= FEWEST_LINKED
    }
}

impl EdgeKind {
    /// The word used in data: `likeness`.
    pub fn word(self) -> &'static str {
        match self {
            EdgeKind::Relation(_) => "relation",
            EdgeKind::Citation => "citation",
            EdgeKind::Family => "family",
            EdgeKind::Likeness => "likeness",
        }
    }
}

/// Draws the map of a knowledge base.
pub(super) fn of(knowledge: &KnowledgeBase, insight: &Insight) -> Map {
    let number = knowledge.coes.len();
    let order = in_order_of_time(&knowledge.coes);
    let edges = edges::all(knowledge, insight, &order);
    let groups = communities::find(&order, &edges);
    let mut map = Map {
        degrees: edges::degrees(number, &edges),
        community_of: vec![None; number],
        places: vec![Place::default(); number],
        communities: names::name(knowledge, groups, &edges),
        edges,
        shore: None,
    };
    for (index, community) in map.communities.iter().enumerate() {
        community.members.iter().for_each(|coe| map.community_of[*coe] = Some(index));
    }
    sea::settle(knowledge, &order, &mut map);
    map
}

/// COEs by index: the earliest first, those without a date last.
fn in_order_of_time(coes: &[Coe]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..coes.len()).collect();
    order.sort_by_key(|index| {
        let day = day(&coes[*index]);
        (day.is_none(), day, &coes[*index].id)
    });
    order
}

fn day(coe: &Coe) -> Option<Day> {
    coe.date.as_ref().map(|date| date.value)
}

#[cfg(test)]
mod tests;
