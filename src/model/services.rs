//! Every service the vocabulary or a COE names, under one name each.

use std::collections::{BTreeMap, HashMap};

use super::{KnowledgeBase, slug};

/// A service, and the COEs that name it.
#[derive(Debug)]
pub(crate) struct Service {
    /// Its name in addresses.
    pub(crate) name: String,
    /// Its name for readers.
    pub(crate) title: String,
    /// COEs by index.
    pub(crate) coes: Vec<usize>,
}

/// All services, by name.
#[derive(Debug)]
pub(crate) struct Services {
    pub(crate) all: Vec<Service>,
    /// From the slug of any word for a service to its name; asked, never walked.
    names: HashMap<String, String>,
}

impl Services {
    /// The services of a knowledge base; linear in its COEs but for sorting.
    pub(crate) fn of(knowledge: &KnowledgeBase) -> Services {
        let mut found: BTreeMap<String, Service> = BTreeMap::new();
        let mut names: HashMap<String, String> = HashMap::new();
        for term in &knowledge.vocabulary.services {
            term.names().for_each(|word| _ = names.entry(slug(word)).or_insert_with(|| term.id.clone()));
            add(&mut found, &term.id, &term.title);
        }
        for (index, coe) in knowledge.coes.iter().enumerate() {
            for word in &coe.services {
                let written = slug(word);
                if written.is_empty() {
                    continue;
                }
                let name = names.entry(written.clone()).or_insert(written).clone();
                let service = add(&mut found, &name, word);
                if service.coes.last() != Some(&index) {
                    service.coes.push(index);
                }
            }
        }
        Services { all: found.into_values().collect(), names }
    }

    /// The place of the service some words stand for.
    pub(crate) fn place(&self, words: &str) -> Option<usize> {
        let name = self.names.get(&slug(words))?;
        self.all.binary_search_by(|service| service.name.as_str().cmp(name)).ok()
    }
}

fn add<'f>(found: &'f mut BTreeMap<String, Service>, name: &str, title: &str) -> &'f mut Service {
    found.entry(name.to_owned()).or_insert_with(|| Service {
        name: name.to_owned(),
        title: title.trim().to_owned(),
        coes: Vec::new(),
    })
}
