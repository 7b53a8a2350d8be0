//! What COEs have in common by name: causes, services, technologies, free tags, and mechanisms told in the prose.

use std::collections::{BTreeMap, HashMap};

use crate::model::{Coe, ConceptKind, KnowledgeBase, Mechanism, Term, by_name, slug};

/// A kind of thing COEs share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum TagKind {
    Cause,
    Service,
    Technology,
    Free,
    /// How it failed.
    Mechanism,
    /// What made it worse, or how it was noticed.
    Circumstance,
}

/// One thing COEs share, by its place in [`Tags::names`].
pub(super) type Tag = u32;

/// What is shared by which COEs.
pub(super) struct Tags {
    /// Kind and canonical name of each, sorted.
    pub(super) names: Vec<(TagKind, String)>,
    /// Name for readers of each.
    pub(super) titles: Vec<String>,
    /// The tags of each COE with how prominent they are, by tag.
    pub(super) of: Vec<Vec<(Tag, f32)>>,
    /// How many COEs have each.
    pub(super) counts: Vec<usize>,
}

impl Tags {
    /// The tags of all COEs, synonyms taken for what they mean.
    pub(super) fn new(knowledge: &KnowledgeBase) -> Tags {
        let canon = Canon::new(knowledge);
        let found: Vec<Vec<Found>> = knowledge.coes.iter().map(|coe| canon.of(coe)).collect();
        let mut titles: BTreeMap<(TagKind, &str), &str> = BTreeMap::new();
        for it in found.iter().flatten() {
            titles.entry((it.kind, &it.name)).or_insert(&it.title);
        }
        let places: HashMap<(TagKind, &str), Tag> =
            titles.keys().enumerate().map(|(place, key)| (*key, place as Tag)).collect();
        let mut counts = vec![0; titles.len()];
        let of = found.iter().map(|list| {
            let mut tags: Vec<(Tag, f32)> =
                list.iter().map(|it| (places[&(it.kind, it.name.as_str())], it.prominence)).collect();
            tags.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
            tags.dedup_by_key(|(tag, _)| *tag);
            tags.iter().for_each(|(tag, _)| counts[*tag as usize] += 1);
            tags
        });
        let of = of.collect();
        let names = titles.keys().map(|(kind, name)| (*kind, (*name).to_owned())).collect();
        let titles = titles.values().map(|title| (*title).to_owned()).collect();
        Tags { names, titles, of, counts }
    }

    /// The kind of a tag.
    pub(super) fn kind(&self, tag: Tag) -> TagKind {
        self.names[tag as usize].0
    }

    /// Tags of both COEs, with how prominent each is in both.
    pub(super) fn shared(&self, a: usize, b: usize) -> Vec<(Tag, f32)> {
        let (a, b) = (&self.of[a], &self.of[b]);
        let (mut i, mut j) = (0, 0);
        let mut shared = Vec::new();
        while i < a.len() && j < b.len() {
            match a[i].0.cmp(&b[j].0) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    shared.push((a[i].0, (a[i].1 * b[j].1).sqrt()));
                    i += 1;
                    j += 1;
                }
            }
        }
        shared
    }
}

/// A tag of one COE.
struct Found {
    kind: TagKind,
    name: String,
    title: String,
    prominence: f32,
}

/// From words to the one name a vocabulary has for them.
struct Canon<'a> {
    causes: BTreeMap<String, &'a Term>,
    services: BTreeMap<String, &'a Term>,
}

impl<'a> Canon<'a> {
    fn new(knowledge: &'a KnowledgeBase) -> Canon<'a> {
        let vocabulary = &knowledge.vocabulary;
        Canon { causes: by_name(&vocabulary.causes), services: by_name(&vocabulary.services) }
    }

    fn of(&self, coe: &Coe) -> Vec<Found> {
        let none = BTreeMap::new();
        let factors = coe.factors.iter().flat_map(|factor| &factor.tags);
        let causes =
            coe.causes.iter().chain(factors).filter_map(|word| named(TagKind::Cause, word, &self.causes));
        let services = coe.services.iter().filter_map(|word| named(TagKind::Service, word, &self.services));
        let technologies = coe.technologies.iter().filter_map(|word| named(TagKind::Technology, word, &none));
        let free = coe.tags.iter().filter_map(|word| named(TagKind::Free, word, &none));
        let told = coe.wording.mechanisms.iter().map(|seen| mechanism(seen.mechanism, seen.prominence));
        causes.chain(services).chain(technologies).chain(free).chain(told).collect()
    }
}

fn named(kind: TagKind, word: &str, known: &BTreeMap<String, &Term>) -> Option<Found> {
    let written = slug(word);
    let (name, title) = match known.get(&written) {
        Some(term) => (slug(&term.id), term.title.clone()),
        None => (written, word.trim().to_owned()),
    };
    (!name.is_empty()).then_some(Found { kind, name, title, prominence: 1.0 })
}

fn mechanism(mechanism: &Mechanism, prominence: f32) -> Found {
    let kind = match mechanism.kind {
        ConceptKind::Failure => TagKind::Mechanism,
        ConceptKind::Handling | ConceptKind::Matter => TagKind::Circumstance,
    };
    Found { kind, name: mechanism.id.clone(), title: mechanism.title.clone(), prominence }
}
