//! Where the files of an index are cut.
//!
//! What opening an index reads becomes the hot piece: that is found by opening it and watching. What is read as a
//! whole later (dictionaries, columns) is a piece of its own; dictionaries that are small together are hot, too. Lists of postings and positions are cut
//! between two words where that is possible, so that one word seldom needs two pieces.

use std::io;
use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::directory::{OwnedBytes, RamDirectory};
use tantivy::index::InvertedIndexReader;
use tantivy::postings::TermInfo;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Directory, IndexMeta};

use crate::directory::Files;
use crate::filter::{Facets, days, sections};
use crate::open::Opened;

/// The size pieces of lists come close to, in bytes.
const PIECE: usize = 32 << 10;

/// Dictionaries of so many bytes together come with the first question.
const SMALL: usize = 224 << 10;

/// What the index of its files is called.
const META: &str = "meta.json";

/// The kinds of files a segment has.
const KINDS: [&str; 6] = ["term", "idx", "pos", "fast", "fieldnorm", "store"];

/// One file and how it is cut.
pub(super) struct File {
    pub(super) name: String,
    pub(super) bytes: OwnedBytes,
    pub(super) pieces: Vec<Piece>,
}

/// A piece of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) range: Range<usize>,
    pub(super) is_hot: bool,
}

/// Every file of an index, cut.
pub(super) fn files(folder: &RamDirectory, meta: &IndexMeta) -> tantivy::Result<Vec<File>> {
    let watched = Arc::new(Watched::of(folder, meta)?);
    let opened = Opened::open(Arc::clone(&watched) as Arc<dyn Files>)?;
    let mut hot = watched.take();
    let fields = opened.fields;
    let mut texts = Vec::new();
    let mut dictionaries = Vec::new();
    for field in fields.text {
        texts.push((field, opened.segment.inverted_index(field)?));
        let (of_words, others): (Vec<Read>, Vec<Read>) =
            watched.take().into_iter().partition(|read| read.file.ends_with(".term"));
        dictionaries.extend(around(&of_words));
        hot.extend(others);
    }
    Facets::read(&opened)?;
    let mut wholes: Vec<Read> = around(&watched.take()).into_iter().collect();
    for column in [days(&opened)?, sections(&opened)?] {
        drop(column);
        wholes.extend(watched.take());
    }
    let small = dictionaries.iter().map(|read| read.range.len()).sum::<usize>() <= SMALL;
    if small {
        hot.extend(dictionaries)
    } else {
        wholes.extend(dictionaries)
    }
    let mut ends = ends_of_lists(&watched, &opened, fields.title, &opened.title)?;
    for (field, index) in &texts {
        ends.extend(ends_of_lists(&watched, &opened, *field, index)?);
    }
    let of = |reads: &[Read], file: &str| -> Vec<Range<usize>> {
        reads.iter().filter(|read| read.file == file).map(|read| read.range.clone()).collect()
    };
    let cut = |(name, bytes): &(String, OwnedBytes)| File {
        pieces: pieces(bytes.len(), &of(&hot, name), &of(&wholes, name), &of(&ends, name)),
        name: name.clone(),
        bytes: bytes.clone(),
    };
    Ok(watched.files.iter().map(cut).collect())
}

/// All that some reads touch, in one: they are of one thing in one file.
fn around(reads: &[Read]) -> Option<Read> {
    let first = reads.first()?;
    let start = reads.iter().map(|read| read.range.start).min()?;
    let end = reads.iter().map(|read| read.range.end).max()?;
    Some(Read { file: first.file.clone(), range: start..end })
}

/// Where a list of postings or positions ends, as empty stretches of the files they are in.
fn ends_of_lists(
    watched: &Watched,
    opened: &Opened,
    field: Field,
    index: &InvertedIndexReader,
) -> tantivy::Result<Vec<Read>> {
    let mut terms = index.terms().stream()?;
    let mut infos: Vec<TermInfo> = Vec::new();
    while let Some((_, info)) = terms.next() {
        infos.push(info.clone());
    }
    let Some(first) = infos.first() else { return Ok(Vec::new()) };
    watched.take();
    let option = opened.segment.schema().get_field_entry(field).field_type().get_index_record_option();
    index.read_postings_from_terminfo(first, option.unwrap_or(IndexRecordOption::Basic))?;
    let mut ends = Vec::new();
    for read in watched.take() {
        let of = |info: &TermInfo| {
            let is_postings = read.file.ends_with(".idx");
            if is_postings { info.postings_range.clone() } else { info.positions_range.clone() }
        };
        // The reader may leave out the first bytes of a list, never the last.
        let base = read.range.end - of(first).end;
        let mut last = base;
        for info in &infos {
            let end = base + of(info).end;
            if end - last >= PIECE * 3 / 4 {
                ends.push(Read { file: read.file.clone(), range: end..end });
                last = end;
            }
        }
    }
    Ok(ends)
}

/// Cuts a file at every boundary of what is read as a whole and at the ends of lists; what is long between is cut on.
fn pieces(len: usize, hot: &[Range<usize>], wholes: &[Range<usize>], ends: &[Range<usize>]) -> Vec<Piece> {
    let mut cuts: Vec<usize> =
        [hot, wholes, ends].concat().iter().flat_map(|range| [range.start, range.end]).collect();
    cuts.extend([0, len]);
    cuts.sort_unstable();
    cuts.dedup();
    let inside = |ranges: &[Range<usize>], piece: &Range<usize>| {
        ranges.iter().any(|range| range.start <= piece.start && piece.end <= range.end)
    };
    let mut found: Vec<Piece> = Vec::new();
    for pair in cuts.windows(2) {
        let range = pair[0]..pair[1];
        let is_hot = inside(hot, &range);
        match found.last_mut() {
            Some(before) if is_hot && before.is_hot => before.range.end = range.end,
            _ if is_hot || inside(wholes, &range) => found.push(Piece { range, is_hot }),
            _ => found.extend(split(range)),
        }
    }
    found
}

fn split(range: Range<usize>) -> impl Iterator<Item = Piece> {
    // A list that is a little longer than a piece is not worth two requests.
    let count = range.len().div_ceil(PIECE * 2);
    let size = range.len().div_ceil(count.max(1));
    (0..count).map(move |number| {
        let start = range.start + number * size;
        Piece { range: start..(start + size).min(range.end), is_hot: false }
    })
}

/// Bytes that were read.
#[derive(Clone, Debug)]
struct Read {
    file: String,
    range: Range<usize>,
}

/// Files in memory that remember what was read of them.
#[derive(Debug)]
struct Watched {
    files: Vec<(String, OwnedBytes)>,
    reads: Mutex<Vec<Read>>,
}

impl Watched {
    fn of(folder: &RamDirectory, meta: &IndexMeta) -> tantivy::Result<Watched> {
        let mut files = vec![(META.to_owned(), OwnedBytes::new(serde_json::to_vec(meta)?))];
        for kind in KINDS {
            let name = format!("{}.{kind}", super::SEGMENT);
            if folder.exists(Path::new(&name))? {
                files.push((name.clone(), folder.open_read(Path::new(&name))?.read_bytes()?));
            }
        }
        // The table lists them in this order, too.
        files.sort_by(|(a, _), (b, _)| a.cmp(b));
        Ok(Watched { files, reads: Mutex::default() })
    }

    fn take(&self) -> Vec<Read> {
        std::mem::take(&mut self.reads.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Files for Watched {
    fn len(&self, file: &str) -> Option<usize> {
        self.files.iter().find(|(name, _)| name == file).map(|(_, bytes)| bytes.len())
    }

    fn read(&self, file: &str, range: Range<usize>) -> io::Result<OwnedBytes> {
        let (_, bytes) = self.files.iter().find(|(name, _)| name == file).ok_or(io::ErrorKind::NotFound)?;
        let read = Read { file: file.to_owned(), range: range.clone() };
        self.reads.lock().unwrap_or_else(PoisonError::into_inner).push(read);
        Ok(bytes.slice(range))
    }
}
