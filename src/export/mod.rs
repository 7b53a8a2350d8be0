//! The knowledge base for machines: `data/coes.json` with its schema, the same a line each, and `llms.txt`.

mod coes;
mod graph;
mod graphml;
mod llms;

pub use coes::{SCHEMA, one, origins};
pub use graph::GRAPH_SCHEMA;

use crate::analyse::Insight;
use crate::error::{Error, Result};
use crate::model::KnowledgeBase;
use crate::write::{Content, Output, SitePath};

/// The shape of the export, as JSON Schema.
pub const JSON_SCHEMA: &str = include_str!("coes.schema.json");

/// The shape of the graph, as JSON Schema.
pub const GRAPH_JSON_SCHEMA: &str = include_str!("graph.schema.json");

/// What authors may write in the front matter of a COE, as JSON Schema.
pub const FRONT_MATTER_JSON_SCHEMA: &str = include_str!("front-matter.schema.json");

/// What may stand in `coebook.toml`, as JSON Schema.
pub const SETTINGS_JSON_SCHEMA: &str = include_str!("settings.schema.json");

/// The files of data, each with its title and what it is.
const DATA: [(&str, &str, &str); 8] = [
    ("data/coes.json", "Every COE as JSON", "all facts, timelines and actions, in one document"),
    ("data/coes.ndjson", "Every COE as NDJSON", "the same, one COE a line"),
    ("data/coes.schema.json", "JSON Schema", "what each field of the data means"),
    ("data/graph.json", "The map as JSON", "what has to do with what and why, communities, places"),
    ("data/graph.graphml", "The map as GraphML", "the same for graph tools"),
    ("data/graph.schema.json", "JSON Schema of the map", "what each field of the map means"),
    (
        "data/front-matter.schema.json",
        "JSON Schema of front matter",
        "what authors may write, for their editors",
    ),
    ("data/settings.schema.json", "JSON Schema of coebook.toml", "the settings, for editors"),
];

/// Adds the exports to a site.
pub fn add<'a>(output: &mut Output<'a>, knowledge: &'a KnowledgeBase, insight: &'a Insight) -> Result<()> {
    let [
        (json, ..),
        (lines, ..),
        (schema, ..),
        (graph, ..),
        (graphml, ..),
        (graph_schema, ..),
        (matter, ..),
        (settings, ..),
    ] = DATA;
    let mut add = |path: &str, content| output.insert(place(path)?, "the export", content);
    add(json, Content::streamed(move |out| coes::write(knowledge, insight, out)))?;
    add(lines, Content::streamed(move |out| coes::write_lines(knowledge, insight, out)))?;
    add(schema, Content::bytes(JSON_SCHEMA.as_bytes()))?;
    add(graph, Content::streamed(move |out| graph::write(knowledge, insight, out)))?;
    add(graphml, Content::streamed(move |out| graphml::write(knowledge, insight, out)))?;
    add(graph_schema, Content::bytes(GRAPH_JSON_SCHEMA.as_bytes()))?;
    add(matter, Content::bytes(FRONT_MATTER_JSON_SCHEMA.as_bytes()))?;
    add(settings, Content::bytes(SETTINGS_JSON_SCHEMA.as_bytes()))?;
    let here = place("llms.txt")?;
    add("llms.txt", Content::made(move || Ok(llms::text(knowledge, &here)?.into_bytes())))
}

fn place(path: &str) -> Result<SitePath> {
    SitePath::new(path).map_err(|error| Error::new("cannot name an export").because(error))
}
