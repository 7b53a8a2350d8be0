//! Which causes met which services.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Coe, KnowledgeBase, Term, by_name, canonical};

/// The most causes and services that are told.
const MOST: [usize; 2] = [12, 8];

/// Which causes met which services: the most frequent ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Crossing {
    /// Names of the causes in addresses, the most frequent first.
    pub causes: Vec<String>,
    /// Names of the services in addresses, the most frequent first.
    pub services: Vec<String>,
    /// COEs by index, for each cause and service.
    pub cells: Vec<Vec<Vec<usize>>>,
    /// COEs that name both a cause and a service, whether or not both are told.
    pub n: usize,
}

/// Which causes met which services.
pub(super) fn of(knowledge: &KnowledgeBase) -> Crossing {
    let causes = Canon::of(&knowledge.vocabulary.causes, knowledge, |coe| &coe.causes);
    let services = Canon::of(&knowledge.vocabulary.services, knowledge, |coe| &coe.services);
    let both: Vec<usize> = (0..knowledge.coes.len())
        .filter(|coe| !causes.of_coe[*coe].is_empty() && !services.of_coe[*coe].is_empty())
        .collect();
    let (rows, columns) = (causes.frequent(&both, MOST[0]), services.frequent(&both, MOST[1]));
    let cell = |cause: &String, service: &String| {
        let has = |coe: &&usize| {
            causes.of_coe[**coe].contains(cause.as_str()) && services.of_coe[**coe].contains(service.as_str())
        };
        both.iter().filter(has).copied().collect::<Vec<usize>>()
    };
    let cells =
        rows.iter().map(|cause| columns.iter().map(|service| cell(cause, service)).collect()).collect();
    Crossing { causes: rows, services: columns, cells, n: both.len() }
}

/// The terms of each COE, synonyms taken for what they mean.
struct Canon {
    of_coe: Vec<BTreeSet<String>>,
}

impl Canon {
    fn of(known: &[Term], knowledge: &KnowledgeBase, of: fn(&Coe) -> &Vec<String>) -> Canon {
        let names = by_name(known);
        let canon = |word: &String| canonical(&names, word);
        let of_coe = |coe: &Coe| of(coe).iter().map(canon).filter(|slug| !slug.is_empty()).collect();
        Canon { of_coe: knowledge.coes.iter().map(of_coe).collect() }
    }

    fn frequent(&self, coes: &[usize], most: usize) -> Vec<String> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        coes.iter().flat_map(|coe| &self.of_coe[*coe]).for_each(|term| *counts.entry(term).or_default() += 1);
        let mut order: Vec<(&str, usize)> = counts.into_iter().collect();
        order.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        order.into_iter().take(most).map(|(term, _)| term.to_owned()).collect()
    }
}
