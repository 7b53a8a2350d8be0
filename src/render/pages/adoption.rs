//! Lessons by team: the matrix of all, the teams of one lesson, the lessons of one team.

use crate::analyse::adoption::{AdoptionCell, AdoptionTally};
use crate::model::AdoptionState;
use crate::render::catalogue::TermKind;
use crate::render::context::Page;
use crate::render::site_map;
use crate::render::view::{AdoptionMark, AdoptionRow, AdoptionTable, Link, TeamAdoption, TermFact};
use crate::render::words::Words;

/// The most teams that have a column; beyond, a table is no overview.
const MOST_TEAMS: usize = 24;

/// The most lessons that have a row.
const MOST_LESSONS: usize = 120;

/// Every lesson by every team that any lesson speaks of; nothing where none speaks of any.
pub(super) fn table(page: &Page<'_, '_>) -> Option<AdoptionTable> {
    let matrix = page.site.learning.matrix();
    let words = page.words();
    let spoken_of = |team: &usize| matrix.cells.iter().any(|cells| cells[*team].stated);
    let all: Vec<usize> = (0..matrix.teams.len()).filter(spoken_of).collect();
    let teams = &all[..all.len().min(MOST_TEAMS)];
    if teams.is_empty() {
        return None;
    }
    let row = |lesson: usize| {
        let article = &page.site.knowledge.lessons[lesson].article;
        AdoptionRow {
            link: super::article_link(page, article, site_map::lesson(&article.id)),
            cells: teams.iter().map(|team| mark(&matrix.cells[lesson][*team], words)).collect(),
            count: words.grouped(matrix.tally(lesson)[AdoptionState::Adopted as usize] as i64),
        }
    };
    let lessons = matrix.cells.len();
    let unasked = matrix.teams.len() - all.len();
    let left_off = all.len() - teams.len() + lessons.saturating_sub(MOST_LESSONS);
    let more = [
        (unasked > 0).then(|| words.count("adoption.teams_unasked", unasked)),
        (left_off > 0).then(|| words.count("adoption.left_off", left_off)),
    ];
    Some(AdoptionTable {
        said: said(&matrix.tally_of_all(), words),
        teams: teams.iter().map(|team| team_link(page, *team)).collect(),
        rows: (0..lessons.min(MOST_LESSONS)).map(row).collect(),
        more: more.into_iter().flatten().collect::<Vec<_>>().join(" "),
    })
}

/// How many stand how: `52 adopted, 14 planned, 9 not applicable, 35 unknown`.
fn said(tally: &AdoptionTally, words: &Words) -> String {
    let part = |state: AdoptionState| words.count(counted(state), tally[state as usize]);
    words.list(&AdoptionState::ALL.map(part))
}

fn counted(state: AdoptionState) -> &'static str {
    [
        "adoption.count_adopted",
        "adoption.count_planned",
        "adoption.count_not_applicable",
        "adoption.count_unknown",
    ][state as usize]
}

/// What a state is called.
fn named(state: AdoptionState, words: &Words) -> &str {
    words.say(
        ["adoption.adopted", "adoption.planned", "adoption.not_applicable", "adoption.unknown"]
            [state as usize],
    )
}

fn mark(cell: &AdoptionCell<'_>, words: &Words) -> AdoptionMark {
    AdoptionMark {
        state: cell.state.word(),
        words: named(cell.state, words).to_owned(),
        note: cell.note.to_owned(),
    }
}

fn team_link(page: &Page<'_, '_>, team: usize) -> Link {
    let team = &page.site.learning.matrix().teams[team];
    Link { title: team.title.clone(), ..page.term(TermKind::Team, &team.slug) }
}

/// The teams of one lesson.
pub(super) struct OfLesson {
    pub(super) said: String,
    /// Those its page speaks of, those who adopted it first.
    pub(super) teams: Vec<TeamAdoption>,
    pub(super) unasked: Vec<Link>,
}

/// How far teams are with a lesson; nothing where its page speaks of none.
pub(super) fn of_lesson(page: &Page<'_, '_>, lesson: usize) -> Option<OfLesson> {
    let matrix = page.site.learning.matrix();
    let cells = &matrix.cells[lesson];
    let (mut stated, unasked): (Vec<usize>, Vec<usize>) =
        (0..cells.len()).partition(|team| cells[*team].stated);
    if stated.is_empty() {
        return None;
    }
    stated.sort_by_key(|team| cells[*team].state);
    let team =
        |team: usize| TeamAdoption { team: team_link(page, team), mark: mark(&cells[team], page.words()) };
    Some(OfLesson {
        said: said(&matrix.tally(lesson), page.words()),
        teams: stated.into_iter().map(team).collect(),
        unasked: unasked.into_iter().take(MOST_TEAMS).map(|team| team_link(page, team)).collect(),
    })
}

/// The lessons a team adopted, and those it plans to.
pub(super) fn of_team(page: &Page<'_, '_>, slug: &str) -> Vec<TermFact> {
    let matrix = page.site.learning.matrix();
    let Some(team) = matrix.teams.iter().position(|team| team.slug == slug) else { return Vec::new() };
    let lessons = |state: AdoptionState| {
        let rows = matrix.cells.iter().enumerate().filter(move |(_, cells)| cells[team].state == state);
        rows.map(|(lesson, _)| {
            let article = &page.site.knowledge.lessons[lesson].article;
            super::article_link(page, article, site_map::lesson(&article.id))
        })
    };
    let fact = |state| TermFact {
        name: crate::render::words::capital(named(state, page.words())),
        values: lessons(state).collect(),
    };
    let facts = [AdoptionState::Adopted, AdoptionState::Planned].map(fact);
    facts.into_iter().filter(|fact| !fact.values.is_empty()).collect()
}
