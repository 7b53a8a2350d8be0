//! The scripts of search, which come when somebody searches: what asks and shows with the words it says, and the
//! worker that finds.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::render::words::Words;

use super::{Asset, File, OF_SEARCH, asset, text};

/// What finds; it is the same file for a worker and for a page that can have none.
const WORKER: &str = "js/search/worker.js";

/// The parts of the words that search says.
const PARTS: [&str; 6] = ["browse", "dates", "numbers", "search", "severity", "status"];

/// The script that asks and shows, and the worker; nothing where a theme has emptied them.
pub(super) fn scripts(files: &[File], words: &Words) -> Result<Option<[Asset; 2]>> {
    let Some(worker) = files.iter().find(|file| file.path == WORKER) else { return Ok(None) };
    let mut script = said(words)?;
    for file in files.iter().filter(|file| file.path.starts_with(OF_SEARCH) && file.path != WORKER) {
        script.push_str(text(file)?.trim_end());
        script.push('\n');
    }
    Ok(Some([
        asset("js/search.js", Cow::Owned(script.into_bytes()))?,
        asset("js/search-worker.js", worker.bytes.clone())?,
    ]))
}

/// The words as the first line of the script.
fn said(words: &Words) -> Result<String> {
    #[derive(Serialize)]
    struct Said<'w> {
        language: &'w str,
        words: Map<String, Value>,
    }
    let failed = |error| Error::new("cannot write the words of search").because(error);
    let tree = words.tree();
    let mut said = Said { language: words.language(), words: Map::new() };
    for part in PARTS {
        let names = serde_json::to_value(tree.get(part)).map_err(failed)?;
        said.words.insert(part.to_owned(), names);
    }
    let said = serde_json::to_string(&said).map_err(failed)?;
    Ok(format!("globalThis.coebookSearch = {said};\n"))
}
