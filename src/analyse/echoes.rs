//! Sentences that say it happened before, and which earlier COE they mean.
//!
//! "This is the third time, after the zero fee of 2020" names no document. What it means is found by the words of titles
//! and the dates around it; where nothing is clear enough, nothing is concluded.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::model::{Coe, Day, KnowledgeBase, Place, sort_day};
use crate::read;

/// How many bytes before and after a sentence may say what it means.
const AROUND: usize = 280;

/// How sure we have to be, from 0 to 1, that a sentence means a COE.
const SURE: f32 = 0.6;

/// What it adds that the month and the year of a COE stand there.
const SAME_MONTH: f32 = 0.6;

/// What it adds that its year stands there.
const SAME_YEAR: f32 = 0.3;

/// A title word of more COEs than this says nothing of one.
const LONGEST_WALK: usize = 64;

/// A sentence that says a COE happened before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Echo {
    /// The earlier COE, by index.
    pub(super) to: usize,
    /// The sentence in the later one.
    pub(super) at: Place,
}

/// What the sentences of each COE mean that say it happened before.
pub(super) fn run(knowledge: &KnowledgeBase) -> Vec<Vec<Echo>> {
    if knowledge.coes.iter().all(|coe| coe.wording.echoes.is_empty()) {
        return vec![Vec::new(); knowledge.coes.len()];
    }
    let index = Index::new(&knowledge.coes);
    (0..knowledge.coes.len()).into_par_iter().map(|coe| index.echoes(coe)).collect()
}

/// Titles by their words.
struct Index<'a> {
    coes: &'a [Coe],
    /// The words of each title, each once.
    titles: Vec<Vec<u64>>,
    by_word: HashMap<u64, Vec<usize>>,
    by_year: HashMap<i16, Vec<usize>>,
}

impl<'a> Index<'a> {
    fn new(coes: &'a [Coe]) -> Index<'a> {
        let titles: Vec<Vec<u64>> =
            coes.par_iter().map(|coe| read::word_keys(&coe.title.value, coe.language)).collect();
        let mut by_word: HashMap<u64, Vec<usize>> = HashMap::new();
        let mut by_year: HashMap<i16, Vec<usize>> = HashMap::new();
        for (place, words) in titles.iter().enumerate() {
            words.iter().for_each(|word| by_word.entry(*word).or_default().push(place));
            if let Some(day) = sort_day(&coes[place]) {
                by_year.entry(day.year).or_default().push(place);
            }
        }
        by_word.retain(|_, places| places.len() <= LONGEST_WALK);
        Index { coes, titles, by_word, by_year }
    }

    fn echoes(&self, coe: usize) -> Vec<Echo> {
        let mut echoes: Vec<Echo> = Vec::new();
        for at in &self.coes[coe].wording.echoes {
            for to in self.meant(coe, *at) {
                if echoes.iter().all(|known| known.to != to) {
                    echoes.push(Echo { to, at: *at });
                }
            }
        }
        echoes.sort_by_key(|echo| echo.to);
        echoes
    }

    /// The earlier COEs a sentence means.
    fn meant(&self, coe: usize, at: Place) -> Vec<usize> {
        let own = &self.coes[coe];
        let said = around(own, at);
        let words = read::word_keys(said, own.language);
        let times = Times::of(said);
        let mut candidates: Vec<usize> =
            words.iter().filter_map(|word| self.by_word.get(word)).flatten().copied().collect();
        for year in &times.years {
            let places = self.by_year.get(year).filter(|places| places.len() <= LONGEST_WALK);
            candidates.extend(places.into_iter().flatten());
        }
        candidates.sort_unstable();
        candidates.dedup();
        let before = |other: &usize| *other != coe && is_before(&self.coes[*other], own);
        let surely = |other: &usize| self.certainty(*other, &words, &times, own) >= SURE;
        candidates.into_iter().filter(before).filter(surely).collect()
    }

    /// How sure it is that some words mean a COE: the share of its title's rare words they have, and its date.
    fn certainty(&self, other: usize, words: &[u64], times: &Times, from: &Coe) -> f32 {
        let rare: Vec<u64> =
            self.titles[other].iter().copied().filter(|word| self.by_word.contains_key(word)).collect();
        // What both titles have in common is what the document is about, not what the sentence points at.
        let own = read::word_keys(&from.title.value, from.language);
        let telling: Vec<u64> = rare.into_iter().filter(|word| !own.contains(word)).collect();
        let found = telling.iter().filter(|word| words.contains(word)).count() as f32;
        let share = if telling.len() < 2 { 0.0 } else { found / telling.len() as f32 };
        share + sort_day(&self.coes[other]).map_or(0.0, |day| times.certainty(day))
    }
}

/// Whether one COE can be an earlier one of another.
fn is_before(earlier: &Coe, later: &Coe) -> bool {
    match (sort_day(earlier), sort_day(later)) {
        (Some(earlier), Some(later)) => earlier < later,
        _ => true,
    }
}

/// A sentence and what stands around it, within its document.
fn around(coe: &Coe, at: Place) -> &str {
    match at {
        Place::Title(..) => &coe.title.value,
        Place::Text(start, end) => {
            let text = &*coe.text;
            let first = text.floor_char_boundary((start as usize).saturating_sub(AROUND).max(coe.body_start));
            let last = text.floor_char_boundary((end as usize + AROUND).min(text.len()));
            text.get(first..last).unwrap_or_default()
        }
    }
}

/// The years and months that are mentioned.
struct Times {
    years: Vec<i16>,
    /// Year and month that stand side by side.
    months: Vec<(i16, i8)>,
}

impl Times {
    fn of(words: &str) -> Times {
        let pieces: Vec<&str> =
            words.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
        let year = |piece: &str| piece.parse::<i16>().ok().filter(|year| (1990..2100).contains(year));
        let month = |piece: &str| {
            let number =
                || piece.parse::<i8>().ok().filter(|month| (1..=12).contains(month) && piece.len() == 2);
            read::month(piece).or_else(number)
        };
        let years: Vec<i16> = pieces.iter().filter_map(|piece| year(piece)).collect();
        let mut months = Vec::new();
        for (place, piece) in pieces.iter().enumerate() {
            let Some(year) = year(piece) else { continue };
            // "March 2021", "4 de marzo de 2021", "2021-03-04"
            let near = place.saturating_sub(3)..(place + 2).min(pieces.len());
            months.extend(pieces[near].iter().filter_map(|piece| month(piece)).map(|month| (year, month)));
        }
        Times { years, months }
    }

    fn certainty(&self, day: Day) -> f32 {
        if self.months.contains(&(day.year, day.month)) {
            SAME_MONTH
        } else if self.years.contains(&day.year) {
            SAME_YEAR
        } else {
            0.0
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_months_beside_years() {
        let times = Times::of("la misma que el 4 de marzo de 2021, y en 2020-11-05");
        let day = |year, month| Day::new(year, month, 1).unwrap();
        assert_eq!(times.certainty(day(2021, 3)), SAME_MONTH);
        assert_eq!(times.certainty(day(2020, 11)), SAME_MONTH);
        assert_eq!(times.certainty(day(2020, 5)), SAME_YEAR);
        assert_eq!(times.certainty(day(2019, 5)), 0.0);
    }
}
