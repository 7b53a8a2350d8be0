//! How often each COE was read, for machines: `data/readers.json`, where somebody counted.

use serde::Serialize;

use crate::error::{Error, Kind, Result};
use crate::model::{Day, KnowledgeBase};
use crate::readers::WINDOW;

/// Name and version of the shape.
const SCHEMA: &str = "coebook/readers-of-coes/1";

#[derive(Serialize)]
struct File<'k> {
    schema: &'static str,
    /// The last day of the window.
    today: Day,
    /// How many days it has.
    days: i64,
    /// First and last day that was counted.
    from: Option<String>,
    to: Option<String>,
    coes: Vec<Read<'k>>,
}

#[derive(Serialize)]
struct Read<'k> {
    id: &'k str,
    /// Page views in the window.
    views: u64,
    /// Readers in it, each once a day, where they were counted.
    readers: Option<u64>,
    /// Page views in all.
    views_in_all: u64,
}

/// The file.
pub(super) fn file(knowledge: &KnowledgeBase, today: Day) -> Result<Vec<u8>> {
    let coes = knowledge.coes.iter().filter_map(|coe| {
        let read = knowledge.readers.of(coe, today)?;
        let (views, readers, views_in_all) = (read.views, read.readers, read.all);
        Some(Read { id: coe.id.as_str(), views, readers, views_in_all })
    });
    let (from, to) = knowledge.readers.period().map(|period| (period.from, period.to)).unzip();
    let file = File { schema: SCHEMA, today, days: WINDOW, from, to, coes: coes.collect() };
    let mut bytes = serde_json::to_vec_pretty(&file)
        .map_err(|error| Error::new("cannot write the readers").of(Kind::Internal).because(error))?;
    bytes.push(b'\n');
    Ok(bytes)
}
