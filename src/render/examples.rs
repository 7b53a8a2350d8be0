//! Questions worth asking here, for whoever looks at an empty field: made from what the site knows, so that each has
//! an answer.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::KnowledgeBase;

use super::catalogue::{Catalogue, Entry, Standing, TermKind};

/// The lengths of identifiers that are worth showing.
const LENGTHS: std::ops::RangeInclusive<usize> = 7..=32;

/// An identifier, the most frequent cause and service, and what is overdue, as far as there are such.
pub(super) fn of(knowledge: &KnowledgeBase, catalogue: &Catalogue<'_>) -> Vec<String> {
    let most = |kind: TermKind, field: &str| {
        let entries = catalogue.terms(kind).entries.iter();
        // Of those with as many the first by name.
        let most = entries.rev().max_by_key(|entry: &&Entry<'_>| entry.coes.len())?;
        Some(format!("{field}:{}", most.slug))
    };
    let overdue = catalogue.open_actions.iter().any(|open| open.standing == Standing::Overdue);
    let all = [
        identifier(knowledge),
        most(TermKind::Cause, "cause"),
        most(TermKind::Service, "service"),
        overdue.then(|| "has:overdue".to_owned()),
    ];
    all.into_iter().flatten().collect()
}

/// The name from the systems that most documents set as code; of those in as many the first.
fn identifier(knowledge: &KnowledgeBase) -> Option<String> {
    let mut documents: BTreeMap<&str, usize> = BTreeMap::new();
    for coe in &knowledge.coes {
        let names: BTreeSet<&str> = coe.text.lines().flat_map(names).collect();
        for name in names {
            *documents.entry(name).or_default() += 1;
        }
    }
    let most = documents.iter().rev().max_by_key(|(_, documents)| **documents);
    most.map(|(name, _)| (*name).to_owned())
}

/// What a line sets as code and nobody would say in prose.
fn names(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2).filter(|name| LENGTHS.contains(&name.len()) && is_name(name))
}

/// `BananaDistributionLimitExceeded`, `pool_timeout`: humps or underscores between letters.
fn is_name(text: &str) -> bool {
    let bytes = text.as_bytes();
    let humps = bytes.windows(2).filter(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase());
    bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
        && bytes.first().is_some_and(u8::is_ascii_alphabetic)
        && (text.contains('_') || humps.count() > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_systems_are_told_from_words_set_as_code() {
        let line = "The `pool_timeout` of `checkout` threw `LimitExceeded` at `/etc/x_y` and `a_b`.";
        assert_eq!(names(line).collect::<Vec<_>>(), ["pool_timeout", "LimitExceeded"]);
    }
}
