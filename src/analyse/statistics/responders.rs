//! Who responds to incidents of a technology: roles, never names.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{KnowledgeBase, slug};

/// Which roles responded where a technology was involved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expertise {
    /// The technology, as it is written first.
    pub technology: String,
    /// COEs with it that say who responded, by index.
    pub told: Vec<usize>,
    /// COEs with it that do not.
    pub untold: usize,
    /// Distinct roles, with how many of the COEs each responded to; the most frequent first.
    pub roles: Vec<(String, usize)>,
}

/// Which roles responded, by technology, those with most COEs first; technologies of which no COE says who are left out.
pub(super) fn of(knowledge: &KnowledgeBase) -> Vec<Expertise> {
    let mut found: BTreeMap<String, (String, Vec<usize>)> = BTreeMap::new();
    for (place, coe) in knowledge.coes.iter().enumerate() {
        for technology in &coe.technologies {
            let slug = slug(technology);
            if slug.is_empty() {
                continue;
            }
            let (_, coes) = found.entry(slug).or_insert_with(|| (technology.clone(), Vec::new()));
            if coes.last() != Some(&place) {
                coes.push(place);
            }
        }
    }
    let mut all: Vec<Expertise> = found.into_values().filter_map(|it| expertise(knowledge, it)).collect();
    all.sort_by(|a, b| b.told.len().cmp(&a.told.len()).then_with(|| a.technology.cmp(&b.technology)));
    all
}

fn expertise(knowledge: &KnowledgeBase, (technology, coes): (String, Vec<usize>)) -> Option<Expertise> {
    let mut roles: BTreeMap<String, (String, usize)> = BTreeMap::new();
    let (mut told, mut untold) = (Vec::new(), 0);
    for coe in coes {
        let people = &knowledge.coes[coe].people;
        let own: BTreeSet<(String, &str)> = people
            .iter()
            .filter_map(|person| person.role.as_deref())
            .map(|role| (slug(role), role.trim()))
            .filter(|(slug, _)| !slug.is_empty())
            .collect();
        if own.is_empty() {
            untold += 1;
            continue;
        }
        told.push(coe);
        let mut seen = BTreeSet::new();
        for (slug, role) in own {
            if seen.insert(slug.clone()) {
                roles.entry(slug).or_insert_with(|| (role.to_owned(), 0)).1 += 1;
            }
        }
    }
    let mut roles: Vec<(String, usize)> = roles.into_values().collect();
    roles.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    (!told.is_empty()).then_some(Expertise { technology, told, untold, roles })
}
