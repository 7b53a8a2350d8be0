//! What many reports say in their own words, grouped by the words they share.

use std::collections::{BTreeMap, BTreeSet};

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
/// theme yet; among equals the rarer word of the language, which tells more, then the alphabet.
pub(super) fn of(knowledge: &KnowledgeBase) -> (Vec<Theme>, usize) {
    let mut items: Vec<Themed> = Vec::new();
    let mut words_of: Vec<Vec<u64>> = Vec::new();
    let mut written: BTreeMap<u64, BTreeMap<String, usize>> = BTreeMap::new();
    for (coe, it) in knowledge.coes.iter().enumerate() {
        for (item, own) in it.items.iter().enumerate().filter(|(_, own)| is_difficulty(own.role)) {
            items.push(Themed { coe, item });
            let mut keys = Vec::new();
            for (key, word) in read::telling_words(&own.text, it.language) {
                *written.entry(key).or_default().entry(word).or_default() += 1;
                keys.push(key);
            }
            keys.sort_unstable();
            keys.dedup();
            words_of.push(keys);
        }
    }
    let mut free: BTreeSet<usize> = (0..items.len()).collect();
    let mut themes = Vec::new();
    while themes.len() < MOST {
        let Some((key, members)) = best(&items, &words_of, &free, &written) else { break };
        let words = words(key, &members, &words_of, &written);
        members.iter().for_each(|member| _ = free.remove(member));
        themes.push(Theme { words, items: members.iter().map(|member| items[*member]).collect() });
    }
    (themes, free.len())
}

/// What was difficult; many templates ask for what went wrong instead.
pub(crate) fn is_difficulty(role: Role) -> bool {
    matches!(role, Role::Difficulties | Role::WentWrong)
}

/// The word that stands in the free items of most COEs, with these items.
fn best(
    items: &[Themed],
    words_of: &[Vec<u64>],
    free: &BTreeSet<usize>,
    written: &BTreeMap<u64, BTreeMap<String, usize>>,
) -> Option<(u64, Vec<usize>)> {
    let mut members: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for place in free {
        words_of[*place].iter().for_each(|key| members.entry(*key).or_default().push(*place));
    }
    let coes = |places: &[usize]| places.iter().map(|place| items[*place].coe).collect::<BTreeSet<_>>().len();
    let candidates = members.into_iter().map(|(key, places)| (coes(&places), key, places));
    let best = candidates.filter(|(coes, ..)| *coes >= LEAST).max_by(|a, b| {
        a.0.cmp(&b.0).then(a.2.len().cmp(&b.2.len())).then_with(|| name(b.1, written).cmp(name(a.1, written)))
    })?;
    Some((best.1, best.2))
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
