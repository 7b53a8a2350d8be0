//! The same said again in other words: short texts that have most of their telling words in common.

use std::collections::BTreeMap;

use crate::model::slug;

/// The least share of telling words two texts have in common to be one.
const ALIKE: f64 = 0.6;

/// A word that begins more texts than this tells too little to look for others by it.
const MOST_SHARING: usize = 200;

/// Which of these texts say the same: groups of two or more, each in order, by the first of each.
///
/// Two texts that are alike share one of their rarer words, so only those are compared.
pub(crate) fn groups(texts: &[&str]) -> Vec<Vec<usize>> {
    let mut places: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
    for (place, text) in texts.iter().enumerate() {
        let telling = telling(text);
        if telling.len() > 1 {
            places.entry(telling).or_default().push(place);
        }
    }
    let kinds: Vec<(&[String], &[usize])> =
        places.iter().map(|(words, places)| (words.as_slice(), places.as_slice())).collect();
    let rare = rarest(&kinds);
    let mut by_word: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut parents: Vec<usize> = (0..kinds.len()).collect();
    for (own, words) in rare.iter().enumerate() {
        for word in words {
            let sharing = by_word.entry(word).or_default();
            if sharing.len() > MOST_SHARING {
                continue;
            }
            for other in sharing.iter() {
                if are_alike(kinds[own].0, kinds[*other].0) {
                    let (own, other) = (root(&parents, own), root(&parents, *other));
                    parents[own.max(other)] = own.min(other);
                }
            }
            sharing.push(own);
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (kind, (_, places)) in kinds.iter().enumerate() {
        groups.entry(root(&parents, kind)).or_default().extend(*places);
    }
    let mut groups: Vec<Vec<usize>> = groups.into_values().filter(|group| group.len() > 1).collect();
    groups.iter_mut().for_each(|group| group.sort_unstable());
    groups.sort();
    groups
}

/// Of each text so many of its rarest words that another one like it must share one of them.
fn rarest<'w>(kinds: &[(&'w [String], &[usize])]) -> Vec<Vec<&'w str>> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    kinds.iter().flat_map(|(words, _)| *words).for_each(|word| *counts.entry(word).or_default() += 1);
    let of_text = |words: &'w [String]| {
        let mut ordered: Vec<&str> = words.iter().map(String::as_str).collect();
        ordered.sort_by_key(|word| (counts[*word], *word));
        let kept = words.len() - (ALIKE * words.len() as f64).ceil() as usize + 1;
        ordered.truncate(kept);
        ordered
    };
    kinds.iter().map(|(words, _)| of_text(words)).collect()
}

fn root(parents: &[usize], mut place: usize) -> usize {
    while parents[place] != place {
        place = parents[place];
    }
    place
}

/// The words of a text that tell something, each once, in order.
pub(crate) fn telling(words: &str) -> Vec<String> {
    let mut telling: Vec<String> = slug(words)
        .split('-')
        .filter(|word| word.chars().count() > 3 || !word.is_ascii())
        .map(stem)
        .collect();
    telling.sort();
    telling.dedup();
    telling
}

/// A word without the ending that its form gives it.
pub(crate) fn stem(word: &str) -> String {
    let bare = word.strip_suffix("ing").or_else(|| word.strip_suffix('s'));
    bare.filter(|bare| bare.len() > 3).unwrap_or(word).to_owned()
}

/// Whether two texts say the same, by their telling words.
fn are_alike(one: &[String], other: &[String]) -> bool {
    let common = one.iter().filter(|word| other.binary_search(word).is_ok()).count();
    let all = one.len() + other.len() - common;
    common >= 2 && common as f64 >= ALIKE * all as f64
}

#[cfg(test)]
mod tests {
    use super::groups;

    #[test]
    fn finds_the_same_in_other_words_and_nothing_else() {
        let texts = [
            "Shadow-read the table after each batch",
            "Rehearse the restore of databases twice a year",
            "Shadow-reading the tables after every batch",
            "Rehearse the hand-off",
            "An alarm",
        ];
        assert_eq!(groups(&texts), [vec![0, 2]]);
    }

    #[test]
    fn finds_one_text_that_stands_very_often() {
        let texts = vec!["Shadow-read the table after each batch"; 5_000];
        assert_eq!(groups(&texts).len(), 1);
    }
}
