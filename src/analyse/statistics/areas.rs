//! What factors are about, and what kind of work actions are.

use std::collections::BTreeMap;

use crate::model::{Factor, KnowledgeBase, Term, by_name, slug};

/// What a factor is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Area {
    /// Code, configuration, machines.
    Technical,
    /// How work is done.
    Process,
    /// What is written down.
    Documentation,
    /// Who does what, and with whom.
    Organisational,
    /// Anything else.
    Other,
    /// Nobody says.
    Unknown,
}

impl Area {
    /// Every area, in the order they are told.
    pub const ALL: [Area; 6] = [
        Area::Technical,
        Area::Process,
        Area::Documentation,
        Area::Organisational,
        Area::Other,
        Area::Unknown,
    ];

    /// The word used in data: `organisational`.
    pub fn word(self) -> &'static str {
        match self {
            Area::Technical => "technical",
            Area::Process => "process",
            Area::Documentation => "documentation",
            Area::Organisational => "organisational",
            Area::Other => "other",
            Area::Unknown => "unknown",
        }
    }

    fn of_word(word: &str) -> Area {
        match slug(word).as_str() {
            "" => Area::Unknown,
            "organizational" => Area::Organisational,
            word => Area::ALL.into_iter().find(|area| area.word() == word).unwrap_or(Area::Other),
        }
    }
}

/// What a factor is about: as it says itself, else as the vocabulary says of the first of its tags it knows.
pub fn area_of(factor: &Factor, causes: &BTreeMap<String, &Term>) -> Area {
    if let Some(area) = &factor.area {
        return Area::of_word(area);
    }
    let of_tag = |tag: &String| causes.get(&slug(tag)).and_then(|term| term.area.as_deref());
    factor.tags.iter().find_map(of_tag).map_or(Area::Unknown, Area::of_word)
}

/// The COE of each factor, by what the factor is about.
pub(super) fn factors(knowledge: &KnowledgeBase) -> Vec<(Area, Vec<usize>)> {
    let causes = by_name(&knowledge.vocabulary.causes);
    let mut areas: BTreeMap<Area, Vec<usize>> = BTreeMap::new();
    for (place, coe) in knowledge.coes.iter().enumerate() {
        coe.factors.iter().for_each(|factor| areas.entry(area_of(factor, &causes)).or_default().push(place));
    }
    areas.into_iter().collect()
}

/// How many actions are of each kind, the most frequent first, those that state none last.
pub(super) fn kinds(knowledge: &KnowledgeBase) -> Vec<(Option<String>, usize)> {
    let mut kinds: BTreeMap<Option<String>, usize> = BTreeMap::new();
    for action in knowledge.coes.iter().flat_map(|coe| &coe.actions) {
        let kind = action.kind.as_deref().map(slug).filter(|kind| !kind.is_empty());
        *kinds.entry(kind).or_default() += 1;
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by(|a, b| (a.0.is_none(), b.1, &a.0).cmp(&(b.0.is_none(), a.1, &b.0)));
    kinds
}
