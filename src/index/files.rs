//! The files search needs in a site: the pieces of the index, the engine that reads them, and where to begin.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use coebook_search::{Archive, write};
use serde_json::json;

use crate::error::{Error, Kind, Result};
use crate::render::{Delivery, site_map};
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
/// stays: it is small. A page that is read from a folder can fetch nothing, so there each file is a script that says
/// what it holds.
pub(crate) fn add(output: &mut Output<'_>, archive: Archive, delivery: Delivery) -> Result<()> {
    let engine = write::decompress(ENGINE).map_err(|error| {
        Error::new("the engine in this program is damaged").of(Kind::Internal).because(error)
    })?;
    let engine = write::name(&engine);
    let begin = json!({"format": FORMAT, "engine": engine, "hot": archive.hot});
    match delivery {
        Delivery::Offline => {
            output.insert(site_map::search_index_script(), ORIGIN, script("index", &begin.to_string()))?;
        }
        Delivery::Static | Delivery::Live => {
            let begin = Content::bytes(format!("{begin}\n").into_bytes());
            output.insert(site_map::search_index(), ORIGIN, begin)?;
        }
    }
    add_piece(output, &engine, ENGINE.to_vec(), delivery)?;
    archive.pieces.into_iter().try_for_each(|(name, piece)| add_piece(output, &name, piece, delivery))
}

fn add_piece(output: &mut Output<'_>, name: &str, piece: Vec<u8>, delivery: Delivery) -> Result<()> {
    match delivery {
        Delivery::Offline => {
            let said = format!("\"{}\"", BASE64_STANDARD.encode(&piece));
            output.insert(site_map::search_script(name)?, ORIGIN, script(name, &said))
        }
        Delivery::Static | Delivery::Live => {
            output.insert(site_map::search_piece(name)?, ORIGIN, Content::bytes(piece))
        }
    }
}

/// A script that says what a file holds.
fn script<'a>(name: &str, held: &str) -> Content<'a> {
    Content::bytes(format!("coebookPiece(\"{name}\",{held});\n").into_bytes())
}
