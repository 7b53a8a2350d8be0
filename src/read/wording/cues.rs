//! What a sentence is for, by the words in it: to tell why, what was thought and was not so, or that it happened before.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a sentence is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cue {
    /// It tells why.
    Because,
    /// It tells what was thought, and was not so.
    Dismissed,
    /// It tells that it happened before.
    Again,
}

impl Cue {
    /// Every cue with its name in the data.
    const NAMES: [(&'static str, Cue); 3] =
        [("because", Cue::Because), ("dismissed", Cue::Dismissed), ("again", Cue::Again)];
}

const TABLE: &str = include_str!("../data/cues.toml");

static ROWS: LazyLock<BTreeMap<String, BTreeMap<String, String>>> =
    LazyLock::new(|| toml::from_str(TABLE).unwrap_or_default());

/// The phrases of a language, by cue.
pub(super) fn phrases(language: &str) -> impl Iterator<Item = (Cue, &'static str)> {
    Cue::NAMES.iter().filter_map(move |(name, cue)| Some((*cue, ROWS.get(*name)?.get(language)?.as_str())))
}

#[cfg(test)]
mod tests {
    use super::super::phrasebook::LANGUAGES;
    use super::*;

    #[test]
    fn every_cue_has_phrases_in_every_language() {
        for language in LANGUAGES {
            assert_eq!(phrases(language).count(), Cue::NAMES.len(), "{language}");
        }
    }
}
