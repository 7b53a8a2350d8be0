//! What incidents are about, by one name in every language: health checks, certificates, the change of clocks.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use super::vocabulary::key;
use crate::model::{Concept, ConceptKind};

const TABLE: &str = include_str!("../data/concepts.toml");

/// A row of the table: title, kind, and phrases by language.
type Row = BTreeMap<String, String>;

static ROWS: LazyLock<Vec<(Concept, Row)>> = LazyLock::new(|| {
    let rows: BTreeMap<String, Row> = toml::from_str(TABLE).unwrap_or_default();
    rows.into_iter()
        .map(|(id, row)| {
            let title = row.get("title").cloned().unwrap_or_else(|| id.clone());
            let kind = match row.get("kind").map(String::as_str) {
                Some("matter") => ConceptKind::Matter,
                Some("handling") => ConceptKind::Handling,
                _ => ConceptKind::Failure,
            };
            (Concept { key: key(format!("concept {id}").as_bytes()), id, title, kind }, row)
        })
        .collect()
});

static BY_KEY: LazyLock<HashMap<u64, usize>> =
    LazyLock::new(|| ROWS.iter().enumerate().map(|(place, (concept, _))| (concept.key, place)).collect());

/// The concept at a place.
pub(super) fn at(place: usize) -> &'static Concept {
    &ROWS[place].0
}

/// The concept with a key.
pub(super) fn by_key(key: u64) -> Option<&'static Concept> {
    BY_KEY.get(&key).map(|place| at(*place))
}

/// The phrases of a language, by place of the concept.
pub(super) fn phrases(language: &str) -> impl Iterator<Item = (usize, &'static str)> {
    ROWS.iter().enumerate().filter_map(move |(place, (_, row))| Some((place, row.get(language)?.as_str())))
}

/// How much it tells of the kind of failure that a document speaks of a concept: goods and payments say what was hit,
/// a restart says what was done, and only the rest says how it failed.
pub(super) fn telling(kind: ConceptKind) -> f32 {
    match kind {
        ConceptKind::Failure => 1.0,
        ConceptKind::Handling => 0.4,
        ConceptKind::Matter => 0.2,
    }
}

#[cfg(test)]
mod tests {
    use super::super::phrasebook::LANGUAGES;
    use super::*;

    #[test]
    fn every_concept_has_a_title_a_known_kind_and_english_phrases() {
        let rows: BTreeMap<String, Row> = toml::from_str(TABLE).unwrap();
        assert!(rows.len() > 200);
        for (id, row) in rows {
            assert!(row.contains_key("title") && row.contains_key("en"), "{id}");
            for (name, value) in row {
                let known = match name.as_str() {
                    "title" => true,
                    "kind" => ["matter", "handling"].contains(&value.as_str()),
                    language => LANGUAGES.contains(&language),
                };
                assert!(known, "{id}: {name} = {value}");
            }
        }
    }
}
