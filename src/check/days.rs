//! How dates with slashes are meant in all documents together.

use std::sync::LazyLock;

use rayon::prelude::*;
use regex::Regex;

use crate::model::KnowledgeBase;

/// Which orders of day and month the documents show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Orders {
    /// One of them, or no date with slashes at all that can be read in only one way, and none that cannot.
    #[default]
    One,
    /// Both, or neither where there are dates that may be read both ways.
    Unclear,
}

static SLASHED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\b(\d{1,2})/(\d{1,2})/(?:\d{4}|\d{2})\b").ok());

/// What all documents show.
pub fn orders(knowledge: &KnowledgeBase) -> Orders {
    let shown = |text: &str| {
        let first = shows(text, |first, second| first > 12 && second <= 12);
        let second = shows(text, |first, second| second > 12 && first <= 12);
        (first, second)
    };
    let (day_first, month_first) = knowledge
        .coes
        .par_iter()
        .map(|coe| shown(&coe.text))
        .reduce(|| (false, false), |one, other| (one.0 || other.0, one.1 || other.1));
    if day_first != month_first { Orders::One } else { Orders::Unclear }
}

/// Whether a text has a date that can be read in one way only.
pub(crate) fn settles(text: &str) -> bool {
    shows(text, |first, second| (first > 12) != (second > 12))
}

fn shows(text: &str, what: impl Fn(u8, u8) -> bool) -> bool {
    let Some(slashed) = SLASHED.as_ref().filter(|_| text.contains('/')) else { return false };
    slashed.captures_iter(text).any(|captures| {
        let number =
            |group: usize| captures.get(group).and_then(|it| it.as_str().parse::<u8>().ok()).unwrap_or(0);
        let (first, second) = (number(1), number(2));
        (1..=31).contains(&first) && (1..=31).contains(&second) && what(first, second)
    })
}
