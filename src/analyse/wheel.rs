//! The wheel: what to look at again today, by chance, and the likelier the longer nobody has looked.
//!
//! Each candidate weighs as many days as have passed since it was picked; one that never was, as many as since its first
//! incident, or as the heaviest of the others where that has no day. Chance is a number of `SplitMix64` (Steele, Lea and
//! Flood, "Fast splittable pseudorandom number generators", 2014), seeded with the FNV-1a hash of the day and the names of
//! all candidates: the same content gives the same pick on the same day, on every machine and with every build.

use crate::model::services::Services;
use crate::model::{Coe, Day, KnowledgeBase, Pick, Picked, wheel};

/// An incident is old, and worth another look, after so many days.
pub const OLD: i64 = 90;

/// What the wheel spins over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// Every service that is known or was seen.
    Services,
    /// Every incident that is long enough ago, and those without a day.
    Incidents,
}

/// Whether a day that has its pick gets another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spin {
    /// The pick of the day stands.
    Once,
    /// Whatever was picked today is left out.
    Again,
}

/// What may be picked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Its name in addresses and in the file of picks.
    pub name: String,
    /// Its name for readers.
    pub title: String,
    /// The COE by index, where it is one.
    pub coe: Option<usize>,
    /// What its weight is counted from.
    pub since: Since,
    /// The day it is counted from.
    pub day: Option<Day>,
    /// How likely it is, beside the others.
    pub weight: u64,
}

/// What a weight is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Since {
    /// The day it was last picked.
    Pick,
    /// The day of its first incident, or its own.
    Incident,
    /// Nothing that has a day.
    Nothing,
}

impl Since {
    /// The word used in data: `pick`.
    pub fn word(self) -> &'static str {
        match self {
            Since::Pick => "pick",
            Since::Incident => "incident",
            Since::Nothing => "nothing",
        }
    }
}

/// Everything there is to pick from on a day, and what was picked.
#[derive(Clone, Debug)]
pub struct Wheel {
    /// What it spins over.
    pub over: Over,
    /// The day.
    pub today: Day,
    /// By name.
    pub candidates: Vec<Candidate>,
    /// The sum of their weights.
    pub total: u64,
    /// What is picked today, by place; nothing where there is nothing to pick from.
    pub pick: Option<usize>,
    /// Whether the pick is noted already.
    pub noted: bool,
    /// What was picked until today, the latest first: the day, and the candidate by its place.
    pub former: Vec<(Day, usize)>,
}

impl Wheel {
    /// Spins for a day.
    pub fn spin(knowledge: &KnowledgeBase, over: Over, today: Day, spin: Spin) -> Wheel {
        let mut bare = match over {
            Over::Services => services(knowledge),
            Over::Incidents => incidents(knowledge, today),
        };
        bare.candidates.sort_by(|a, b| a.name.cmp(&b.name));
        let place = |name: &str| bare.candidates.binary_search_by(|it| it.name.as_str().cmp(name)).ok();
        let mut former: Vec<(Day, usize)> = knowledge
            .picks
            .iter()
            .filter(|pick| pick.day <= today)
            .filter_map(|pick| Some((pick.day, place(&bare.name_of(knowledge, pick)?)?)))
            .collect();
        former.reverse();
        let mut wheel =
            Wheel { over, today, candidates: bare.candidates, total: 0, pick: None, noted: false, former };
        wheel.weigh(spin);
        let of_today = wheel.former.iter().filter(|(day, _)| *day == today);
        let (first, number) = (of_today.clone().next().map(|(_, place)| *place), of_today.count());
        match (first, spin) {
            (Some(place), Spin::Once) => (wheel.pick, wheel.noted) = (Some(place), true),
            _ => wheel.pick = wheel.chosen(number),
        }
        wheel
    }

    /// What is picked today.
    pub fn picked(&self) -> Option<&Candidate> {
        self.pick.and_then(|place| self.candidates.get(place))
    }

    /// The chance of a candidate, in percent.
    pub fn percent(&self, candidate: &Candidate) -> f64 {
        candidate.weight as f64 * 100.0 / self.total.max(1) as f64
    }

    /// Weighs by what was known before today, so that noting a pick changes no number of that day.
    fn weigh(&mut self, spin: Spin) {
        for (day, place) in self.former.iter().rev().filter(|(day, _)| *day < self.today) {
            let candidate = &mut self.candidates[*place];
            (candidate.since, candidate.day) = (Since::Pick, Some(*day));
        }
        for candidate in &mut self.candidates {
            let days = candidate.day.and_then(|day| day.days_until(self.today));
            candidate.weight = days.map_or(0, |days| days.max(1).unsigned_abs());
        }
        let heaviest = self.candidates.iter().map(|it| it.weight).max().unwrap_or(0).max(1);
        self.candidates.iter_mut().filter(|it| it.weight == 0).for_each(|it| it.weight = heaviest);
        if spin == Spin::Again {
            for (_, place) in self.former.iter().filter(|(day, _)| *day == self.today) {
                self.candidates[*place].weight = 0;
            }
        }
        self.total = self.candidates.iter().map(|it| it.weight).sum();
    }

    fn chosen(&self, number: usize) -> Option<usize> {
        if self.total == 0 {
            return None;
        }
        let mut seed = Hash::new();
        seed.add(match self.over {
            Over::Services => "services",
            Over::Incidents => "incidents",
        });
        seed.add(&self.today.to_string());
        seed.add(&number.to_string());
        self.candidates.iter().for_each(|it| seed.add(&it.name));
        // The upper half of the product is below the total, and every value of it as likely but for one in 2^64.
        let mut mark = ((u128::from(split_mix(seed.0)) * u128::from(self.total)) >> 64) as u64;
        self.candidates.iter().position(|it| match mark.checked_sub(it.weight) {
            Some(rest) => {
                mark = rest;
                false
            }
            None => true,
        })
    }
}

/// Candidates before they are weighed.
struct Bare {
    candidates: Vec<Candidate>,
    /// What the candidates are, where they are services.
    services: Option<Services>,
}

impl Bare {
    /// The name a candidate would have that a pick means; nothing for a pick of another kind.
    fn name_of(&self, knowledge: &KnowledgeBase, pick: &Pick) -> Option<String> {
        match (&pick.what, &self.services) {
            (Picked::Service(name), Some(services)) => {
                services.place(name).map(|place| services.all[place].name.clone())
            }
            (Picked::Coe(name), None) => {
                wheel::coe(knowledge, name).map(|place| knowledge.coes[place].id.as_str().to_owned())
            }
            _ => None,
        }
    }
}

fn services(knowledge: &KnowledgeBase) -> Bare {
    let services = Services::of(knowledge);
    let candidate = |service: &crate::model::services::Service| {
        let first = service.coes.iter().filter_map(|coe| day(&knowledge.coes[*coe])).min();
        candidate(service.name.clone(), service.title.clone(), None, first)
    };
    Bare { candidates: services.all.iter().map(candidate).collect(), services: Some(services) }
}

fn incidents(knowledge: &KnowledgeBase, today: Day) -> Bare {
    let is_old = |coe: &Coe| {
        let days = day(coe).and_then(|day| day.days_until(today));
        days.is_none_or(|days| days >= OLD)
    };
    let old = knowledge.coes.iter().enumerate().filter(|(_, coe)| is_old(coe));
    let candidate = |(index, coe): (usize, &Coe)| {
        candidate(coe.id.as_str().to_owned(), coe.title.value.clone(), Some(index), day(coe))
    };
    Bare { candidates: old.map(candidate).collect(), services: None }
}

fn candidate(name: String, title: String, coe: Option<usize>, day: Option<Day>) -> Candidate {
    let since = if day.is_some() { Since::Incident } else { Since::Nothing };
    Candidate { name, title, coe, since, day, weight: 0 }
}

/// The day of a COE, where a calendar has it.
fn day(coe: &Coe) -> Option<Day> {
    coe.date.as_ref().map(|date| date.value).filter(|day| day.civil().is_some())
}

/// FNV-1a, 64 bits.
struct Hash(u64);

impl Hash {
    fn new() -> Hash {
        Hash(0xcbf2_9ce4_8422_2325)
    }

    /// Adds words, and an end that no words have.
    fn add(&mut self, words: &str) {
        for byte in words.bytes().chain([0xff]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

/// The first number of `SplitMix64` after a seed.
fn split_mix(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Term;

    /// Services without any COE, by name.
    fn knowledge(names: &[&str]) -> KnowledgeBase {
        let mut knowledge = KnowledgeBase::default();
        let term =
            |name: &&str| Term { id: (*name).to_owned(), title: (*name).to_owned(), ..Term::default() };
        knowledge.vocabulary.services = names.iter().map(term).collect();
        knowledge
    }

    fn day_after(days: i64) -> Day {
        let first = Day::new(2020, 1, 1);
        first.and_then(|day| day.plus(days)).unwrap_or(Day { year: 2020, month: 1, day: 1 })
    }

    fn note(knowledge: &mut KnowledgeBase, day: Day, name: &str) {
        knowledge.picks.push(Pick { day, what: Picked::Service(name.to_owned()) });
    }

    #[test]
    fn numbers_are_those_of_the_published_generator() {
        // The reference implementation prints these first for the seeds 0 and 1234567.
        assert_eq!((split_mix(0), split_mix(1_234_567)), (0xe220_a839_7b1d_cdaf, 6_457_827_717_110_365_317));
    }

    #[test]
    fn over_five_thousand_noted_days_everything_is_picked_about_as_often() {
        let names: Vec<String> = (0..20).map(|number| format!("service-{number:02}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut knowledge = knowledge(&names);
        let mut counts = vec![0_usize; names.len()];
        let (mut last, mut longest) = (vec![0_i64; names.len()], 0);
        for number in 0..5000 {
            let today = day_after(number);
            let wheel = Wheel::spin(&knowledge, Over::Services, today, Spin::Once);
            let place = wheel.pick.unwrap_or(usize::MAX);
            counts[place] += 1;
            longest = longest.max(number - last[place]);
            last[place] = number;
            // Only the latest pick of each matters; a file of 5,000 would make the test slow, not other.
            knowledge.picks.retain(|pick| pick.what != Picked::Service(names[place].to_owned()));
            note(&mut knowledge, today, names[place]);
        }
        // 250 each in the mean; days since a pick even out what chance alone would not.
        assert!(counts.iter().all(|count| (220..=280).contains(count)), "{counts:?}");
        assert!(longest < 150, "something waited {longest} days");
    }

    #[test]
    fn without_notes_the_shares_follow_the_weights() {
        let mut knowledge = knowledge(&["a", "b", "c"]);
        let mut counts = [0_usize; 3];
        for number in 0..5000 {
            // What was picked 10, 30 and 60 days ago weighs so.
            let today = day_after(number + 100);
            knowledge.picks.clear();
            for (name, days) in [("c", 60), ("b", 30), ("a", 10)] {
                note(&mut knowledge, day_after(number + 100 - days), name);
            }
            let wheel = Wheel::spin(&knowledge, Over::Services, today, Spin::Once);
            assert_eq!(wheel.candidates.iter().map(|it| it.weight).collect::<Vec<_>>(), [10, 30, 60]);
            counts[wheel.pick.unwrap_or(usize::MAX)] += 1;
        }
        // Five times the deviation of such a draw is about 175.
        for (count, expected) in counts.iter().zip([500, 1500, 3000_usize]) {
            assert!(count.abs_diff(expected) < 175, "{counts:?}");
        }
    }

    #[test]
    fn a_noted_day_keeps_its_pick_and_another_spin_leaves_it_out() {
        let mut knowledge = knowledge(&["a", "b"]);
        let today = day_after(0);
        let first = Wheel::spin(&knowledge, Over::Services, today, Spin::Once);
        let name = first.picked().map(|it| it.name.clone()).unwrap_or_default();
        note(&mut knowledge, today, &name);
        let noted = Wheel::spin(&knowledge, Over::Services, today, Spin::Once);
        assert_eq!((noted.pick, noted.noted, noted.total), (first.pick, true, first.total));
        let again = Wheel::spin(&knowledge, Over::Services, today, Spin::Again);
        let other = again.picked().map(|it| it.name.clone()).unwrap_or_default();
        assert_ne!(other, name);
        note(&mut knowledge, today, &other);
        assert_eq!(Wheel::spin(&knowledge, Over::Services, today, Spin::Again).pick, None);
    }
}
