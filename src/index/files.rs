//! The files search needs in a site: the pieces of the index, the engine that reads them, and where to begin.

use coebook_search::{Archive, write};
use serde_json::json;

use crate::error::{Error, Kind, Result};
use crate::render::site_map;
use crate::write::{Content, Output};

/// The engine for the browser, compressed; `cargo xtask wasm` makes it from `search/`.
const ENGINE: &[u8] = include_bytes!("../../theme/search/engine.bin");

/// The number of the shape of all this; a page of another one says so.
const FORMAT: u32 = 1;

/// Who wants these files, for errors.
const ORIGIN: &str = "search";

/// Adds the files of an index to a site.
///
/// Every piece is named by what it holds, so that it may be kept for ever. Only the file to begin with has a name that
/// stays: it is small.
pub(crate) fn add(output: &mut Output<'_>, archive: Archive) -> Result<()> {
    let engine = write::decompress(ENGINE).map_err(|error| {
        Error::new("the engine in this program is damaged").of(Kind::Internal).because(error)
    })?;
    let engine = write::name(&engine);
    let begin = json!({"format": FORMAT, "engine": engine, "hot": archive.hot});
    output.insert(site_map::search_index(), ORIGIN, Content::bytes(format!("{begin}\n").into_bytes()))?;
    output.insert(site_map::search_piece(&engine)?, ORIGIN, Content::bytes(ENGINE))?;
    for (name, piece) in archive.pieces {
        output.insert(site_map::search_piece(&name)?, ORIGIN, Content::bytes(piece))?;
    }
    Ok(())
}
