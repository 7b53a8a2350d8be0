//! Lessons by team: how far each team is with each lesson, and with how many nobody knows.

use std::collections::BTreeMap;

use crate::model::{AdoptionState, KnowledgeBase, slug};

/// A column of the matrix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdoptingTeam {
    /// Its name in addresses.
    pub slug: String,
    /// Its name for readers.
    pub title: String,
}

/// How far a team is with a lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AdoptionCell<'k> {
    /// How far.
    pub state: AdoptionState,
    /// Why not, since when, by when; may be empty.
    pub note: &'k str,
    /// Whether the page of the lesson says so; else nobody has asked.
    pub stated: bool,
}

/// Every lesson by every team.
#[derive(Debug)]
pub struct AdoptionMatrix<'k> {
    /// The teams, by name.
    pub teams: Vec<AdoptingTeam>,
    /// By lesson, in the order of the knowledge base, and by team.
    pub cells: Vec<Vec<AdoptionCell<'k>>>,
}

/// How many teams stand how: in the order of [`AdoptionState::ALL`].
pub type AdoptionTally = [usize; AdoptionState::ALL.len()];

impl<'k> AdoptionMatrix<'k> {
    /// The matrix of a knowledge base; without teams where no lesson says how far any is.
    pub fn of(knowledge: &'k KnowledgeBase) -> AdoptionMatrix<'k> {
        let stated = || knowledge.lessons.iter().flat_map(|lesson| &lesson.adoption);
        if stated().next().is_none() {
            return AdoptionMatrix { teams: Vec::new(), cells: vec![Vec::new(); knowledge.lessons.len()] };
        }
        let mut titles: BTreeMap<String, String> =
            knowledge.vocabulary.teams.iter().map(|team| (slug(&team.id), team.title.clone())).collect();
        stated().for_each(|it| _ = titles.entry(it.team.clone()).or_insert_with(|| it.name.clone()));
        let mut teams: Vec<AdoptingTeam> =
            titles.into_iter().map(|(slug, title)| AdoptingTeam { slug, title }).collect();
        teams.sort_by_cached_key(|team| (team.title.to_lowercase(), team.slug.clone()));
        let unknown = AdoptionCell { state: AdoptionState::Unknown, note: "", stated: false };
        let row = |lesson: &'k crate::model::Lesson| {
            let cell = |team: &AdoptingTeam| {
                let said = lesson.adoption.iter().find(|it| it.team == team.slug);
                said.map_or(unknown, |it| AdoptionCell { state: it.state, note: &it.note, stated: true })
            };
            teams.iter().map(cell).collect()
        };
        let cells = knowledge.lessons.iter().map(row).collect();
        AdoptionMatrix { teams, cells }
    }

    /// How the teams stand with a lesson.
    pub fn tally(&self, lesson: usize) -> AdoptionTally {
        tally(self.cells[lesson].iter())
    }

    /// How all teams stand with all lessons.
    pub fn tally_of_all(&self) -> AdoptionTally {
        tally(self.cells.iter().flatten())
    }
}

fn tally<'c, 'k: 'c>(cells: impl Iterator<Item = &'c AdoptionCell<'k>>) -> AdoptionTally {
    let mut tally = AdoptionTally::default();
    cells.for_each(|cell| tally[cell.state as usize] += 1);
    tally
}
