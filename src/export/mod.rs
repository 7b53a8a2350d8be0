//! The knowledge base for machines: `data/coes.json` with its schema, one Markdown file per COE, `llms.txt`.

mod coes;

pub use coes::{SCHEMA, one, origins};

use crate::error::Result;
use crate::model::KnowledgeBase;
use crate::write::{Content, Output, SitePath};

/// Adds the exports to a site.
pub fn add<'a>(output: &mut Output<'a>, knowledge: &'a KnowledgeBase) -> Result<()> {
    let path = |path: &str| {
        SitePath::new(path).map_err(|error| crate::error::Error::new("cannot name an export").because(error))
    };
    output.insert(
        path("data/coes.json")?,
        "the export",
        Content::streamed(move |out| coes::write(knowledge, out)),
    )
}
