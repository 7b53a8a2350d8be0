//! What incidents are about, by one name in every language: health checks, certificates, the change of clocks.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use super::vocabulary::key;
use crate::model::Concept;

const TABLE: &str = include_str!("../data/concepts.toml");

/// A row of the table: the title, and phrases by language.
type Row = BTreeMap<String, String>;

static ROWS: LazyLock<Vec<(Concept, Row)>> = LazyLock::new(|| {
    let rows: BTreeMap<String, Row> = toml::from_str(TABLE).unwrap_or_default();
    rows.into_iter()
        .map(|(id, row)| {
            let title = row.get("title").cloned().unwrap_or_else(|| id.clone());
            (Concept { key: key(format!("concept {id}").as_bytes()), id, title }, row)
        })
        .collect()
});

static BY_KEY: LazyLock<HashMap<u64, usize>> =
    LazyLock::new(|| ROWS.iter().enumerate().map(|(place, (concept, _))| (concept.key, place)).collect());

/// How many concepts there are.
pub(super) fn number() -> usize {
    ROWS.len()
}

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
