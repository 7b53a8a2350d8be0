//! From documents to the pieces of an index: the same bytes for the same documents, whatever the number of threads.

mod cut;
mod prepare;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::ops::Range;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use io::Write as _;
use rayon::prelude::*;
use tantivy::directory::RamDirectory;
use tantivy::index::SegmentId;
use tantivy::indexer::{AddOperation, SegmentWriter};
use tantivy::{Index, IndexMeta, IndexSettings};

use self::prepare::Prepared;
use crate::document::Document;
use crate::pieces::{Table, pack};
use crate::schema::{schema, tokenizers};

/// How much memory the segment may take; it is written as one, whatever its size.
const MEMORY: usize = 1 << 30;

/// How many documents are prepared while those before them are added.
const BATCH: usize = 256;

/// A group of texts of this many bytes takes no other document.
const FULL_GROUP: usize = 24 << 10;

/// The only segment; its name appears in the names of files alone.
const SEGMENT: &str = "00000000000000000000000000000001";

/// An index in pieces.
#[derive(Clone, Debug, Default)]
pub struct Archive {
    /// Name of the piece to open it with.
    pub hot: String,
    /// Every piece by its name, compressed (zlib).
    pub pieces: BTreeMap<String, Vec<u8>>,
}

impl Archive {
    /// The bytes of a piece as the engine wants them; nothing when there is none of the name or it is damaged.
    pub fn piece(&self, name: &str) -> Option<Vec<u8>> {
        decompress(self.pieces.get(name)?).ok()
    }

    /// The size of all pieces, in bytes.
    pub fn bytes(&self) -> usize {
        self.pieces.values().map(Vec::len).sum()
    }
}

/// The bytes of a compressed piece.
///
/// # Errors
/// When they are damaged.
pub fn decompress(compressed: &[u8]) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::Read::read_to_end(&mut flate2::read::ZlibDecoder::new(compressed), &mut bytes)?;
    Ok(bytes)
}

/// The name of a piece by its bytes before they are compressed.
pub fn name(bytes: &[u8]) -> String {
    crate::pieces::name(bytes)
}

/// How hard pieces are compressed: more takes twice the time and saves a twentieth.
const LEVEL: u32 = 4;

/// A piece as it is kept in a file.
pub fn compress(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::new(LEVEL));
    // Writing into memory does not fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

/// Makes the index of some documents, given by number, oldest first: of two that fit alike, the later one wins.
///
/// # Errors
/// When tantivy refuses, which nothing in documents makes it do.
pub fn write(count: usize, document: &(dyn Fn(usize) -> Document + Sync)) -> tantivy::Result<Archive> {
    let (schema, fields) = schema();
    let folder = RamDirectory::create();
    let mut index = Index::create(folder.clone(), schema.clone(), IndexSettings::default())?;
    index.set_tokenizers(tokenizers());
    let id = SegmentId::from_uuid_string(SEGMENT)
        .map_err(|_| tantivy::TantivyError::InternalError("no name of a segment".to_owned()))?;
    let mut writer = SegmentWriter::for_segment(MEMORY, index.segment(index.new_segment_meta(id, 0)))?;

    let mut groups = Groups::default();
    let mut languages = BTreeSet::new();
    let prepare = |range: Range<usize>| -> Vec<Prepared> {
        range.into_par_iter().map(|number| Prepared::of(&document(number), &fields)).collect()
    };
    let mut ready = prepare(0..BATCH.min(count));
    let mut start = ready.len();
    while !ready.is_empty() {
        let next = start..(start + BATCH).min(count);
        start = next.end;
        let (added, following) =
            rayon::join(|| add(&mut writer, &mut groups, &mut languages, ready), || prepare(next));
        added?;
        ready = following;
    }
    let documents = writer.max_doc();
    writer.finalize()?;
    let meta = IndexMeta {
        index_settings: index.settings().clone(),
        persisted_custom_extensions: Vec::new(),
        segments: vec![index.new_segment_meta(id, documents)],
        schema,
        opstamp: 0,
        payload: None,
    };
    assemble(cut::files(&folder, &meta)?, groups.close(), languages)
}

fn add(
    writer: &mut SegmentWriter,
    groups: &mut Groups,
    languages: &mut BTreeSet<String>,
    documents: Vec<Prepared>,
) -> tantivy::Result<()> {
    for prepared in documents {
        languages.insert(prepared.language);
        groups.add(&prepared.id, &prepared.text);
        writer.add_document(AddOperation { opstamp: 0, document: prepared.document })?;
    }
    Ok(())
}

/// Texts of documents that lie next to each other, so that results need few files.
///
/// Where a group ends depends on the documents in it alone: a new one changes its own group and no other.
#[derive(Debug, Default)]
struct Groups {
    counts: Vec<u32>,
    texts: Vec<Vec<u8>>,
    open: Vec<u8>,
    members: u32,
}

impl Groups {
    fn add(&mut self, id: &str, text: &[u8]) {
        self.open.extend_from_slice(text);
        self.open.push(b'\n');
        self.members += 1;
        let ends = name(id.as_bytes()).as_bytes().first().is_some_and(|letter| letter % 2 == 0);
        if ends || self.open.len() > FULL_GROUP {
            self.end();
        }
    }

    fn end(&mut self) {
        self.counts.push(std::mem::take(&mut self.members));
        self.texts.push(std::mem::take(&mut self.open));
    }

    fn close(mut self) -> (Vec<u32>, Vec<Vec<u8>>) {
        if self.members > 0 {
            self.end();
        }
        (self.counts, self.texts)
    }
}

/// Names and compresses all pieces, and writes the table that leads to them.
fn assemble(
    files: Vec<cut::File>,
    (groups, texts): (Vec<u32>, Vec<Vec<u8>>),
    languages: BTreeSet<String>,
) -> tantivy::Result<Archive> {
    let mut table = Table { groups, languages: languages.into_iter().collect(), ..Table::default() };
    let mut blob = Vec::new();
    let mut cold: Vec<&[u8]> = Vec::new();
    for file in &files {
        let cut = table.files.entry(file.name.clone()).or_default();
        for piece in &file.pieces {
            let bytes = &file.bytes[piece.range.clone()];
            let length = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
            if piece.is_hot {
                blob.extend_from_slice(bytes);
                cut.lengths.push(-length);
            } else {
                cut.names.push_str(&name(bytes));
                cut.lengths.push(length);
                cold.push(bytes);
            }
        }
    }
    for text in &texts {
        table.texts.push_str(&name(text));
        cold.push(text);
    }
    let hot = pack(&table, &blob);
    cold.push(&hot);
    let named: Vec<(String, Vec<u8>)> = cold.par_iter().map(|bytes| (name(bytes), compress(bytes))).collect();
    let mut archive = Archive { hot: name(&hot), pieces: BTreeMap::new() };
    for (name, compressed) in named {
        match archive.pieces.get(&name) {
            Some(other) if *other != compressed => {
                let message = format!("two pieces of the index are both named {name}");
                return Err(tantivy::TantivyError::InternalError(message));
            }
            _ => archive.pieces.insert(name, compressed),
        };
    }
    Ok(archive)
}
