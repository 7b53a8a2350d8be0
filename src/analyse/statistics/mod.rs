//! What all documents together show, as plain counts: what pages draw and `data/statistics.json` holds.
//!
//! Shares and spreads with how many they rest on and how many are unknown. Never a mean time to anything, and nobody is
//! ranked: see Davidovič and Spadaccini, "Incident Metrics in SRE" (2021), on what such means cannot show.

mod areas;
mod crossing;
mod measures;
mod recurring;
mod responders;
mod spread;
mod themes;

use std::collections::BTreeMap;

use crate::model::{ConceptKind, Day, Horizon, KnowledgeBase, Mechanism};

use super::Insight;
use super::follow_up::{FollowUp, Tally};
use super::periods::{self, Grain, Period};

pub use areas::{Area, area_of};
pub use crossing::Crossing;
pub(crate) use measures::{DETECTORS, between, imported_on};
pub use measures::{Measured, Measures, Question};
pub use recurring::{AfterClosure, Recurred};
pub use responders::Expertise;
pub use spread::{FEW, Spread};
pub use themes::{Theme, Themed};

/// What all documents together show.
#[derive(Debug)]
pub struct Statistics {
    /// How long the pieces of time are.
    pub grain: Grain,
    /// What is known of each COE; in the order of [`KnowledgeBase::coes`].
    pub measures: Vec<Measures>,
    /// COEs by period, and those without a date.
    pub periods: Vec<(Period, Vec<usize>)>,
    /// COEs without a date.
    pub undated: Vec<usize>,
    /// How the actions of each horizon stand, and of those without one.
    pub horizons: [(Option<Horizon>, Tally); 4],
    /// Factors by what they are about, as they are stated or their cause is.
    pub factors: Vec<(Area, Vec<usize>)>,
    /// Actions by kind of work, the most frequent first; nothing for those that state none.
    pub kinds: Vec<(Option<String>, usize)>,
    /// Which causes met which services.
    pub crossing: Crossing,
    /// How it failed, as the prose tells it, with the COEs it is a matter of; the most frequent first.
    pub mechanisms: Vec<(&'static Mechanism, Vec<usize>)>,
    /// How it stood with earlier promises each time something happened again.
    pub recurred: Vec<Recurred>,
    /// What reports call difficult, by the words they share.
    pub difficulties: Vec<Theme>,
    /// Difficulties no theme holds.
    pub other_difficulties: usize,
    /// Who responded, by technology: roles, never names.
    pub expertise: Vec<Expertise>,
    /// The day on which most documents were added at once, where that is most of them: it tells nothing of publishing.
    pub imported_on: Option<Day>,
}

impl Statistics {
    /// Everything that is counted; linear in the documents but for sorting.
    pub fn of(knowledge: &KnowledgeBase, insight: &Insight, follow_up: &FollowUp) -> Statistics {
        let imported_on = imported_on(&knowledge.coes);
        let measures: Vec<Measures> =
            knowledge.coes.iter().map(|coe| Measures::of(coe, imported_on)).collect();
        let day = |coe: &crate::model::Coe| coe.date.as_ref().map(|date| date.value);
        let grain = periods::grain(knowledge.coes.iter().filter_map(day));
        let dated = knowledge.coes.iter().enumerate().map(|(place, coe)| (day(coe), place));
        let (periods, undated) = periods::grouped(dated, grain);
        let (difficulties, other_difficulties) = themes::of(knowledge);
        Statistics {
            grain,
            measures,
            periods,
            undated,
            horizons: follow_up.horizons(knowledge),
            factors: areas::factors(knowledge),
            kinds: areas::kinds(knowledge),
            crossing: crossing::of(knowledge),
            mechanisms: mechanisms(knowledge),
            recurred: recurring::of(knowledge, insight),
            difficulties,
            other_difficulties,
            expertise: responders::of(knowledge),
            imported_on,
        }
    }

    /// The COEs of a period by what they answer to a question: yes, no, unknown.
    pub fn answers(&self, question: Question, coes: &[usize]) -> [Vec<usize>; 3] {
        let mut answers = [Vec::new(), Vec::new(), Vec::new()];
        for coe in coes {
            let place = match self.measures[*coe].answer(question) {
                Some(true) => 0,
                Some(false) => 1,
                None => 2,
            };
            answers[place].push(*coe);
        }
        answers
    }

    /// COEs with what one measure says of them, those of which it is unknown left out.
    pub fn values(&self, measure: impl Fn(&Measures) -> Option<f64>) -> Vec<(usize, f64)> {
        let value = |(place, it): (usize, &Measures)| Some((place, measure(it)?));
        self.measures.iter().enumerate().filter_map(value).collect()
    }

    /// How many COEs there are.
    pub fn coes(&self) -> usize {
        self.measures.len()
    }
}

/// A mechanism said in passing is no matter of a COE.
const PROMINENT: f32 = 0.3;

/// How it failed, as the prose tells it, the most frequent first.
fn mechanisms(knowledge: &KnowledgeBase) -> Vec<(&'static Mechanism, Vec<usize>)> {
    let mut found: BTreeMap<&'static str, (&'static Mechanism, Vec<usize>)> = BTreeMap::new();
    for (place, coe) in knowledge.coes.iter().enumerate() {
        let told = coe.wording.mechanisms.iter();
        let matter = |it: &&crate::model::MechanismSeen| {
            it.prominence >= PROMINENT && it.mechanism.kind == ConceptKind::Failure
        };
        for seen in told.filter(matter) {
            found.entry(&seen.mechanism.id).or_insert_with(|| (seen.mechanism, Vec::new())).1.push(place);
        }
    }
    let mut found: Vec<_> = found.into_values().collect();
    found.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then_with(|| a.0.id.cmp(&b.0.id)));
    found
}
