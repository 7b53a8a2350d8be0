//! The knowledge base for machines: `data/coes.json` with its schema, the same a line each, and `llms.txt`.

mod actions;
mod calendar;
mod coes;
mod graph;
mod graphml;
mod lessons;
mod llms;
mod readers;
mod spreadsheet;
mod statistics;

pub use actions::{ACTIONS_SCHEMA, ActionRecord, record, table};
pub use calendar::calendar;
pub use coes::{SCHEMA, one, origins};
pub use graph::GRAPH_SCHEMA;
pub use lessons::LESSONS_SCHEMA;
pub(crate) use llms::plain as plain_markdown;
pub use statistics::STATISTICS_SCHEMA;

use std::sync::Arc;

use crate::analyse::{Counts, Insight};
use crate::error::{Error, Result};
use crate::model::{Day, KnowledgeBase};
use crate::write::{Content, Output, SitePath};

/// The shape of the export, as JSON Schema.
pub const JSON_SCHEMA: &str = include_str!("coes.schema.json");

/// The shape of the graph, as JSON Schema.
pub const GRAPH_JSON_SCHEMA: &str = include_str!("graph.schema.json");

/// The shape of the actions, as JSON Schema.
pub const ACTIONS_JSON_SCHEMA: &str = include_str!("actions.schema.json");

/// The shape of the statistics, as JSON Schema.
pub const STATISTICS_JSON_SCHEMA: &str = include_str!("statistics.schema.json");

/// The shape of the entities, as JSON Schema; the file itself is made beside their pages.
pub const ENTITIES_JSON_SCHEMA: &str = include_str!("entities.schema.json");

/// The shape of the lessons and of what is collected, as JSON Schema.
pub const LESSONS_JSON_SCHEMA: &str = include_str!("lessons.schema.json");

/// What authors may write in the front matter of a COE, as JSON Schema.
pub const FRONT_MATTER_JSON_SCHEMA: &str = include_str!("front-matter.schema.json");

/// What may stand in `coebook.toml`, as JSON Schema.
pub const SETTINGS_JSON_SCHEMA: &str = include_str!("settings.schema.json");

/// A file of data, as it is listed for those who look for data.
struct Data {
    path: &'static str,
    title: &'static str,
    what: &'static str,
}

const fn data(path: &'static str, title: &'static str, what: &'static str) -> Data {
    Data { path, title, what }
}

const COES: Data =
    data("data/coes.json", "Every COE as JSON", "all facts, timelines and actions, in one document");
const COE_LINES: Data = data("data/coes.ndjson", "Every COE as NDJSON", "the same, one COE a line");
const COES_SHAPE: Data = data("data/coes.schema.json", "JSON Schema", "what each field of the data means");
const ACTIONS: Data = data(
    "data/actions.json",
    "Every action as JSON",
    "how each stands, whose it is, the backlog, checkpoints",
);
const ACTION_LINES: Data =
    data("data/actions.ndjson", "Every action as NDJSON", "the same, one action a line");
const ACTION_TABLE: Data = data("data/actions.csv", "Every action as CSV", "the same for spreadsheets");
const ACTIONS_SHAPE: Data =
    data("data/actions.schema.json", "JSON Schema of actions", "what each field of the actions means");
const STATISTICS: Data = data(
    "data/statistics.json",
    "Statistics as JSON",
    "every number of the analysis page, and what it is counted from",
);
const STATISTICS_SHAPE: Data =
    data("data/statistics.schema.json", "JSON Schema of the statistics", "what each of these numbers means");
const ENTITIES: Data = data(
    "data/entities.json",
    "Entities as JSON",
    "causes, services, technologies, teams and tags with their COEs",
);
const ENTITIES_SHAPE: Data =
    data("data/entities.schema.json", "JSON Schema of entities", "what each field of an entity means");
const LESSONS: Data = data(
    "data/lessons.json",
    "Lessons as JSON",
    "lessons, who lives by them, and takeaways, surprises and ideas of all COEs",
);
const LESSONS_SHAPE: Data =
    data("data/lessons.schema.json", "JSON Schema of lessons", "what each field of the lessons means");
const GRAPH: Data =
    data("data/graph.json", "The map as JSON", "what has to do with what and why, communities, places");
const GRAPH_ML: Data = data("data/graph.graphml", "The map as GraphML", "the same for graph tools");
const GRAPH_SHAPE: Data =
    data("data/graph.schema.json", "JSON Schema of the map", "what each field of the map means");
const MATTER_SHAPE: Data = data(
    "data/front-matter.schema.json",
    "JSON Schema of front matter",
    "what authors may write, for their editors",
);
const SETTINGS_SHAPE: Data =
    data("data/settings.schema.json", "JSON Schema of coebook.toml", "the settings, for editors");

/// The files of data, in the order they are listed.
const ALL: [Data; 18] = [
    COES,
    COE_LINES,
    COES_SHAPE,
    ACTIONS,
    ACTION_LINES,
    ACTION_TABLE,
    ACTIONS_SHAPE,
    STATISTICS,
    STATISTICS_SHAPE,
    ENTITIES,
    ENTITIES_SHAPE,
    LESSONS,
    LESSONS_SHAPE,
    GRAPH,
    GRAPH_ML,
    GRAPH_SHAPE,
    MATTER_SHAPE,
    SETTINGS_SHAPE,
];

/// Adds the exports to a site, as things stand on a day.
pub fn add<'a>(
    output: &mut Output<'a>,
    knowledge: &'a KnowledgeBase,
    insight: &'a Insight,
    counts: &Arc<Counts<'a>>,
    today: Day,
) -> Result<()> {
    let mut add = |data: Data, content| output.insert(place(data.path)?, "the export", content);
    add(COES, Content::streamed(move |out| coes::write(knowledge, insight, out)))?;
    add(COE_LINES, Content::streamed(move |out| coes::write_lines(knowledge, insight, out)))?;
    add(COES_SHAPE, Content::bytes(JSON_SCHEMA.as_bytes()))?;
    let counted = Arc::clone(counts);
    add(ACTIONS, Content::streamed(move |out| actions::write(knowledge, &counted.follow_up, out)))?;
    let counted = Arc::clone(counts);
    add(
        ACTION_LINES,
        Content::streamed(move |out| actions::write_lines(knowledge, &counted.follow_up, out)),
    )?;
    let counted = Arc::clone(counts);
    add(
        ACTION_TABLE,
        Content::made(move || {
            let follow_up = &counted.follow_up;
            actions::table(knowledge, follow_up, &follow_up.actions.iter().collect::<Vec<_>>())
        }),
    )?;
    add(ACTIONS_SHAPE, Content::bytes(ACTIONS_JSON_SCHEMA.as_bytes()))?;
    let counted = Arc::clone(counts);
    add(
        STATISTICS,
        Content::made(move || statistics::json(knowledge, insight, counted.statistics(), today)),
    )?;
    add(STATISTICS_SHAPE, Content::bytes(STATISTICS_JSON_SCHEMA.as_bytes()))?;
    add(ENTITIES_SHAPE, Content::bytes(ENTITIES_JSON_SCHEMA.as_bytes()))?;
    add(LESSONS, Content::streamed(move |out| lessons::write(knowledge, out)))?;
    add(LESSONS_SHAPE, Content::bytes(LESSONS_JSON_SCHEMA.as_bytes()))?;
    add(GRAPH, Content::streamed(move |out| graph::write(knowledge, insight, out)))?;
    add(GRAPH_ML, Content::streamed(move |out| graphml::write(knowledge, insight, out)))?;
    add(GRAPH_SHAPE, Content::bytes(GRAPH_JSON_SCHEMA.as_bytes()))?;
    add(MATTER_SHAPE, Content::bytes(FRONT_MATTER_JSON_SCHEMA.as_bytes()))?;
    add(SETTINGS_SHAPE, Content::bytes(SETTINGS_JSON_SCHEMA.as_bytes()))?;
    if knowledge.readers.is_known() {
        let file = Content::made(move || readers::file(knowledge, today));
        output.insert(place("data/readers.json")?, "the export", file)?;
    }
    let here = place("llms.txt")?;
    let list = Content::made(move || Ok(llms::text(knowledge, &here)?.into_bytes()));
    output.insert(place("llms.txt")?, "the export", list)
}

fn place(path: &str) -> Result<SitePath> {
    SitePath::new(path).map_err(|error| Error::new("cannot name an export").because(error))
}
