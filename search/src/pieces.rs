//! An index in pieces: the table of all of them, the hot piece that holds what every question needs, and the shelf
//! where pieces are kept that have come in.

use std::collections::BTreeMap;
use std::io;
use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use tantivy::directory::OwnedBytes;

use crate::directory::Files;

/// What the hot piece begins with; the number is that of the format.
pub(crate) const MAGIC: &[u8] = b"coebook-search 1\n";

/// How many characters a name has: 45 bits, so that among ten thousand pieces two of one name are not to be expected.
pub(crate) const NAME: usize = 9;

/// How many bytes of pieces are kept before those that were not asked for longest go.
const KEPT: usize = 64 << 20;

/// The table of an index.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Table {
    /// The files tantivy sees, by name.
    pub(crate) files: BTreeMap<String, Cut>,
    /// How many documents each group of texts holds.
    pub(crate) groups: Vec<u32>,
    /// Names of the groups of texts, one after the other.
    pub(crate) texts: String,
    /// Languages of the documents, for stems.
    pub(crate) languages: Vec<String>,
}

/// How one file is cut.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Cut {
    /// Lengths of its pieces in bytes; those in the hot piece are negative.
    pub(crate) lengths: Vec<i64>,
    /// Names of the others, one after the other.
    pub(crate) names: String,
}

/// The name of a piece: of its bytes, in letters and digits no file system confuses.
pub(crate) fn name(bytes: &[u8]) -> String {
    // FNV-1a over eight bytes at a time, then mixed as MurmurHash3 ends: nobody makes pieces collide on purpose.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64 ^ bytes.len() as u64;
    let mut add = |word: u64| hash = (hash ^ word).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(29);
    let (words, rest) = bytes.as_chunks::<8>();
    words.iter().for_each(|word| add(u64::from_le_bytes(*word)));
    rest.iter().for_each(|byte| add(u64::from(*byte)));
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^= hash >> 33;
    const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    (0..NAME).map(|place| char::from(LETTERS[(hash >> (5 * place)) as usize & 31])).collect()
}

/// Why a hot piece cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It is of another version.
    Version,
    /// It is damaged.
    Damaged(String),
}

impl std::fmt::Display for Unfit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Unfit::Version => {
                f.write_str("the search index is of another version than the engine that reads it")
            }
            Unfit::Damaged(why) => write!(f, "the search index is damaged: {why}"),
        }
    }
}

impl std::error::Error for Unfit {}

/// The table and the bytes of the hot piece.
pub(crate) fn unpack(hot: &[u8]) -> Result<(Table, OwnedBytes), Unfit> {
    let damaged = |why: &str| Unfit::Damaged(why.to_owned());
    let Some(rest) = hot.strip_prefix(MAGIC) else {
        let ours = MAGIC.split(|byte| *byte == b' ').next().is_some_and(|start| hot.starts_with(start));
        return Err(if ours { Unfit::Version } else { damaged("its first piece is something else") });
    };
    let (length, rest) =
        rest.split_first_chunk::<4>().ok_or_else(|| damaged("its first piece ends early"))?;
    let length = u32::from_le_bytes(*length) as usize;
    if rest.len() < length {
        return Err(damaged("its first piece ends early"));
    }
    let (table, blob) = rest.split_at(length);
    let table = serde_json::from_slice(table).map_err(|error| Unfit::Damaged(error.to_string()))?;
    Ok((table, OwnedBytes::new(blob.to_vec())))
}

/// The bytes of a hot piece.
pub(crate) fn pack(table: &Table, blob: &[u8]) -> Vec<u8> {
    let table = serde_json::to_vec(table).unwrap_or_default();
    let length = u32::try_from(table.len()).unwrap_or(u32::MAX).to_le_bytes();
    [MAGIC, &length, &table, blob].concat()
}

/// A piece of a file and where its bytes are.
#[derive(Debug)]
struct Piece {
    range: Range<usize>,
    place: Place,
}

#[derive(Debug)]
enum Place {
    Hot(Range<usize>),
    Named(String),
}

/// Pieces that have come in, and which are missing.
#[derive(Debug)]
pub(crate) struct Shelf {
    files: BTreeMap<String, Vec<Piece>>,
    hot: OwnedBytes,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    kept: BTreeMap<String, (OwnedBytes, u64)>,
    bytes: usize,
    clock: u64,
    missing: Vec<String>,
}

impl Shelf {
    pub(crate) fn new(table: &Table, hot: OwnedBytes) -> Result<Shelf, Unfit> {
        let mut taken = 0;
        let mut files = BTreeMap::new();
        for (file, cut) in &table.files {
            files.insert(file.clone(), pieces(cut, &mut taken)?);
        }
        if taken > hot.len() {
            return Err(Unfit::Damaged("its first piece ends early".to_owned()));
        }
        Ok(Shelf { files, hot, state: Mutex::default() })
    }

    /// Keeps a piece; says whether its bytes are those of its name.
    pub(crate) fn give(&self, piece: &str, bytes: Vec<u8>) -> bool {
        if name(&bytes) != piece {
            return false;
        }
        let mut state = self.state();
        state.clock += 1;
        state.bytes += bytes.len();
        let clock = state.clock;
        if let Some((old, _)) = state.kept.insert(piece.to_owned(), (OwnedBytes::new(bytes), clock)) {
            state.bytes -= old.len();
        }
        true
    }

    /// The bytes of a piece; when it has not come in it is among the missing from now on.
    pub(crate) fn piece(&self, piece: &str) -> io::Result<OwnedBytes> {
        let mut state = self.state();
        state.clock += 1;
        let clock = state.clock;
        if let Some((bytes, asked)) = state.kept.get_mut(piece) {
            *asked = clock;
            return Ok(bytes.clone());
        }
        if !state.missing.iter().any(|missing| missing == piece) {
            state.missing.push(piece.to_owned());
        }
        Err(io::ErrorKind::WouldBlock.into())
    }

    /// The pieces somebody wanted in vain since this was last asked.
    pub(crate) fn take_missing(&self) -> Vec<String> {
        std::mem::take(&mut self.state().missing)
    }

    /// Lets go what was not asked for longest when there is too much; between two questions only.
    pub(crate) fn tidy(&self) {
        let mut state = self.state();
        while state.bytes > KEPT {
            let oldest =
                state.kept.iter().min_by_key(|(_, (_, asked))| *asked).map(|(piece, _)| piece.clone());
            let Some((bytes, _)) = oldest.and_then(|piece| state.kept.remove(&piece)) else { return };
            state.bytes -= bytes.len();
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn bytes(&self, place: &Place) -> io::Result<OwnedBytes> {
        match place {
            Place::Hot(range) => Ok(self.hot.slice(range.clone())),
            Place::Named(name) => self.piece(name),
        }
    }
}

/// The pieces of one file; `taken` is how far the hot bytes are given out.
fn pieces(cut: &Cut, taken: &mut usize) -> Result<Vec<Piece>, Unfit> {
    let mut names = cut.names.as_bytes().chunks(NAME);
    let mut start = 0;
    let mut found = Vec::with_capacity(cut.lengths.len());
    for length in &cut.lengths {
        let bytes = length.unsigned_abs() as usize;
        let place = if *length < 0 {
            *taken += bytes;
            Place::Hot(*taken - bytes..*taken)
        } else {
            let name = names.next().ok_or_else(|| Unfit::Damaged("a piece has no name".to_owned()))?;
            Place::Named(String::from_utf8_lossy(name).into_owned())
        };
        found.push(Piece { range: start..start + bytes, place });
        start += bytes;
    }
    Ok(found)
}

impl Files for Shelf {
    fn len(&self, file: &str) -> Option<usize> {
        Some(self.files.get(file)?.last().map_or(0, |piece| piece.range.end))
    }

    fn read(&self, file: &str, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.is_empty() {
            return Ok(OwnedBytes::empty());
        }
        let pieces = self.files.get(file).ok_or(io::ErrorKind::NotFound)?;
        let first = pieces.partition_point(|piece| piece.range.end <= range.start);
        let touched: Vec<&Piece> =
            pieces[first..].iter().take_while(|piece| piece.range.start < range.end).collect();
        // All of them are looked for, so that all that are missing come with the next round.
        let bytes: Vec<io::Result<OwnedBytes>> =
            touched.iter().map(|piece| self.bytes(&piece.place)).collect();
        let bytes = bytes.into_iter().collect::<io::Result<Vec<OwnedBytes>>>()?;
        let within = |piece: &Piece| {
            let start = range.start.max(piece.range.start) - piece.range.start;
            start..range.end.min(piece.range.end) - piece.range.start
        };
        if let ([piece], [bytes]) = (&touched[..], &bytes[..]) {
            return Ok(bytes.slice(within(piece)));
        }
        let mut whole = Vec::with_capacity(range.len());
        touched.iter().zip(&bytes).for_each(|(piece, bytes)| whole.extend_from_slice(&bytes[within(piece)]));
        Ok(OwnedBytes::new(whole))
    }
}
