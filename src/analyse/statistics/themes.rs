//! What many reports say in their own words, grouped by the words they share.

use std::collections::BTreeMap;

use crate::model::{KnowledgeBase, Role};
use crate::read;

/// A word has to stand in the items of so many COEs to be a theme.
const LEAST: usize = 2;

/// The most themes that are told.
const MOST: usize = 10;

/// Words of a theme besides the one it is named by: they stand in at least half of its items.
const MOST_WORDS: usize = 3;

/// Items that share words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// What they share, the most telling first.
    pub words: Vec<String>,
    /// The items, by COE.
    pub items: Vec<Themed>,
}

/// An item of a COE.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Themed {
    /// The COE, by index.
    pub coe: usize,
    /// Its item, by index.
    pub item: usize,
}

/// The difficulties of all COEs by the words they share, the most frequent first, and how many are in no theme.
///
/// Each time the word that stands in the difficulties of most COEs makes a theme of all items that have it and are in no
/// theme yet; among equals the one in more items, then the first of the alphabet. Words all incident reports use make none.
pub(super) fn of(knowledge: &KnowledgeBase) -> (Vec<Theme>, usize) {
    let mut items: Vec<Themed> = Vec::new();
    let mut words_of: Vec<Vec<u64>> = Vec::new();
    let mut written: BTreeMap<u64, BTreeMap<String, usize>> = BTreeMap::new();
    for (coe, it) in knowledge.coes.iter().enumerate() {
        for (item, own) in it.items.iter().enumerate().filter(|(_, own)| is_difficulty(own.role)) {
            items.push(Themed { coe, item });
            let mut keys = Vec::new();
            for (key, word) in read::rare_words(&own.text, it.language) {
                *written.entry(key).or_default().entry(word).or_default() += 1;
                keys.push(key);
            }
            keys.sort_unstable();
            keys.dedup();
            words_of.push(keys);
        }
    }
    let mut members: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (place, keys) in words_of.iter().enumerate() {
        keys.iter().for_each(|key| members.entry(*key).or_default().push(place));
    }
    let mut is_free = vec![true; items.len()];
    let mut themes = Vec::new();
    while themes.len() < MOST {
        members.retain(|_, places| coes(&items, places) >= LEAST);
        let Some(key) = best(&items, &members, &written) else { break };
        let Some(of_theme) = members.remove(&key) else { break };
        of_theme.iter().for_each(|place| is_free[*place] = false);
        members.values_mut().for_each(|places| places.retain(|place| is_free[*place]));
        let words = words(key, &of_theme, &words_of, &written);
        themes.push(Theme { words, items: of_theme.iter().map(|place| items[*place]).collect() });
    }
    (themes, is_free.iter().filter(|is_free| **is_free).count())
}

/// What was difficult; many templates ask for what went wrong instead.
pub(crate) fn is_difficulty(role: Role) -> bool {
    matches!(role, Role::Difficulties | Role::WentWrong)
}

/// The word that stands in the items of most COEs.
fn best(
    items: &[Themed],
    members: &BTreeMap<u64, Vec<usize>>,
    written: &BTreeMap<u64, BTreeMap<String, usize>>,
) -> Option<u64> {
    let candidates = members.iter().map(|(key, places)| (coes(items, places), places.len(), *key));
    let best = candidates.max_by(|a, b| {
        (a.0, a.1).cmp(&(b.0, b.1)).then_with(|| name(b.2, written).cmp(name(a.2, written)))
    })?;
    Some(best.2)
}

/// How many COEs some items are of; they stand in the order of COEs.
fn coes(items: &[Themed], places: &[usize]) -> usize {
    places.chunk_by(|a, b| items[*a].coe == items[*b].coe).count()
}

/// The word a theme is named by, and others most of its items have, too.
fn words(
    key: u64,
    members: &[usize],
    words_of: &[Vec<u64>],
    written: &BTreeMap<u64, BTreeMap<String, usize>>,
) -> Vec<String> {
    let mut counts: BTreeMap<u64, usize> = BTreeMap::new();
    let others = members.iter().flat_map(|member| &words_of[*member]).filter(|other| **other != key);
    others.for_each(|other| *counts.entry(*other).or_default() += 1);
    let mut shared: Vec<(u64, usize)> =
        counts.into_iter().filter(|(_, count)| count * 2 >= members.len() && *count >= LEAST).collect();
    shared.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| name(a.0, written).cmp(name(b.0, written))));
    let shared = shared.into_iter().map(|(other, _)| other).take(MOST_WORDS - 1);
    std::iter::once(key).chain(shared).map(|key| name(key, written).to_owned()).collect()
}

/// A word as it is written most often.
fn name(key: u64, written: &BTreeMap<u64, BTreeMap<String, usize>>) -> &str {
    let forms = written.get(&key).into_iter().flatten();
    forms.max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0))).map_or("", |(word, _)| word.as_str())
}
