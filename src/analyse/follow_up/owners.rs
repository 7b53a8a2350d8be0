//! Who is named as owner of actions, one entry however the name is written.

use std::collections::{BTreeMap, BTreeSet};

use super::Followed;
use crate::model::{KnowledgeBase, Term, by_name, slug};

/// Somebody who owns actions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// Name in addresses.
    pub slug: String,
    /// Name for readers: that of the vocabulary, else as it was written first.
    pub title: String,
    /// Whether it is a team: one of the vocabulary, or one a COE names as its own or as hit.
    pub is_team: bool,
    /// Its actions, by place in [`super::FollowUp::actions`].
    pub actions: Vec<usize>,
}

/// The teams that are known.
pub(super) struct Teams<'k> {
    /// From the slug of any word for a team of the vocabulary to the team.
    vocabulary: BTreeMap<String, &'k Term>,
    /// Slugs of the teams COEs name.
    named: BTreeSet<String>,
}

impl<'k> Teams<'k> {
    pub(super) fn of(knowledge: &'k KnowledgeBase) -> Teams<'k> {
        let vocabulary = by_name(&knowledge.vocabulary.teams);
        let of_coe = |coe: &'k crate::model::Coe| {
            coe.team
                .iter()
                .map(|team| team.value.as_str())
                .chain(coe.impacted_teams.iter().map(String::as_str))
        };
        Teams { vocabulary, named: knowledge.coes.iter().flat_map(of_coe).map(slug).collect() }
    }
}

impl Teams<'_> {
    /// Every word for a team of the vocabulary, with the name of the team in addresses.
    pub(super) fn synonyms(&self) -> BTreeMap<String, String> {
        self.vocabulary.iter().map(|(word, term)| (word.clone(), slug(&term.id))).collect()
    }
}

/// Owners as they are met.
#[derive(Default)]
pub(super) struct Found {
    owners: Vec<Owner>,
    places: BTreeMap<String, usize>,
}

impl Found {
    /// The owner some words name, with one more action; nothing for words without a letter or digit.
    pub(super) fn add(&mut self, words: &str, teams: &Teams<'_>, action: usize) -> Option<usize> {
        let written = slug(words.trim_start_matches('@'));
        let term = teams.vocabulary.get(&written);
        let slug = term.map_or_else(|| written.clone(), |term| crate::model::slug(&term.id));
        if slug.is_empty() {
            return None;
        }
        let place = *self.places.entry(slug.clone()).or_insert(self.owners.len());
        if place == self.owners.len() {
            let title = term.map(|term| term.title.clone()).filter(|title| !title.is_empty());
            self.owners.push(Owner {
                title: title.unwrap_or_else(|| words.trim().to_owned()),
                is_team: term.is_some() || teams.named.contains(&slug),
                slug,
                actions: Vec::new(),
            });
        }
        self.owners[place].actions.push(action);
        Some(place)
    }

    /// Whether an owner is no team although the vocabulary names teams.
    pub(super) fn is_strange(&self, owner: usize, teams: &Teams<'_>) -> bool {
        !teams.vocabulary.is_empty() && !self.owners[owner].is_team
    }

    /// The owners by name in addresses; the actions follow them to their new places.
    pub(super) fn sorted(self, actions: &mut [Followed]) -> Vec<Owner> {
        let mut owners = self.owners;
        owners.sort_by(|a, b| a.slug.cmp(&b.slug));
        for (place, owner) in owners.iter().enumerate() {
            owner.actions.iter().for_each(|action| actions[*action].owner = Some(place));
        }
        owners
    }
}
