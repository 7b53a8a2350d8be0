//! The wheel on the command line: what it picks, why, and how a pick is noted.

mod note;
mod text;

use serde_json::{Value, json};

use crate::analyse::wheel::{Candidate, Over, Wheel};
use crate::error::{Error, Kind, Result};
use crate::model::{Pick, Picked};

pub use note::note;
pub use text::text;

/// What a pick is as data.
pub const SCHEMA: &str = "coebook.wheel/1";

/// Whether a pick was written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noting {
    /// It was not asked for.
    None,
    /// Just now.
    Done,
}

/// What is picked.
///
/// # Errors
/// When there is nothing to pick from.
pub fn picked(wheel: &Wheel) -> Result<&Candidate> {
    wheel.picked().ok_or_else(|| {
        let all = !wheel.candidates.is_empty();
        let (message, hint) = match (all, wheel.over) {
            (true, _) => ("everything was picked today", "take another day with `--today`"),
            (_, Over::Services) => (
                "no COE and no vocabulary names a service",
                "spin over old incidents: `coebook wheel --incidents`",
            ),
            (_, Over::Incidents) => {
                ("no incident is long enough ago", "spin over services: leave out `--incidents`")
            }
        };
        Error::new(message).of(Kind::Usage).hint(hint)
    })
}

/// A pick as it is noted.
pub fn as_pick(wheel: &Wheel, candidate: &Candidate) -> Pick {
    let name = candidate.name.clone();
    let what = match wheel.over {
        Over::Services => Picked::Service(name),
        Over::Incidents => Picked::Coe(name),
    };
    Pick { day: wheel.today, what }
}

/// What is picked, and every candidate with its chance.
pub fn json(wheel: &Wheel, picked: &Candidate, noting: Noting) -> Value {
    let told = |candidate: &Candidate| {
        json!({
            "name": candidate.name,
            "title": candidate.title,
            "since": candidate.since.word(),
            "day": candidate.day,
            "weight": candidate.weight,
            "percent": (wheel.percent(candidate) * 100.0).round() / 100.0,
        })
    };
    let former = wheel
        .former
        .iter()
        .filter_map(|(day, place)| Some(json!({ "day": day, "name": wheel.candidates.get(*place)?.name })));
    json!({
        "schema": SCHEMA,
        "today": wheel.today,
        "over": match wheel.over { Over::Services => "services", Over::Incidents => "incidents" },
        "pick": told(picked),
        "noted": wheel.noted || noting == Noting::Done,
        "total": wheel.total,
        "candidates": wheel.candidates.iter().map(told).collect::<Vec<_>>(),
        "former": former.collect::<Vec<_>>(),
    })
}
