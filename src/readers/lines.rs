//! Lines of a log of any size, in a buffer of a fixed one, and a fingerprint of all that was read.

use std::io::{self, BufRead};

use sha2::{Digest, Sha256};

use super::store::Mark;

/// The longest line that is read; what is longer is passed over.
pub(super) const LONGEST: usize = 64 * 1024;

/// The lines of a log.
pub(super) struct Lines<'m, R> {
    reader: R,
    buffer: Vec<u8>,
    hash: Sha256,
    /// Bytes that were read.
    offset: u64,
    /// The fingerprint of all before the line, and how many bytes that is.
    before: (Sha256, u64),
    /// Where logs ended that were counted before, the shortest first.
    marks: Vec<&'m Mark>,
    /// Whether the log begins with one that was counted before, which ends in the last line that was read.
    known: bool,
}

/// A line of a log.
pub(super) enum Line<'b> {
    /// Its bytes, without the end of the line.
    Whole(&'b [u8]),
    /// The last one, which has no end.
    Open(&'b [u8]),
    /// One that is longer than any line may be.
    Long,
}

impl<'m, R: BufRead> Lines<'m, R> {
    pub(super) fn new(reader: R, marks: &'m [Mark]) -> Lines<'m, R> {
        let mut marks: Vec<&Mark> = marks.iter().filter(|mark| mark.bytes > 0).collect();
        marks.sort_by_key(|mark| mark.bytes);
        marks.reverse();
        Lines {
            reader,
            buffer: Vec::new(),
            hash: Sha256::new(),
            offset: 0,
            before: (Sha256::new(), 0),
            marks,
            known: false,
        }
    }

    /// The next line; nothing at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Line<'_>>> {
        self.buffer.clear();
        self.before = (self.hash.clone(), self.offset);
        let (mut any, mut long) = (false, false);
        loop {
            let chunk = match self.reader.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                chunk => chunk?,
            };
            if chunk.is_empty() {
                let open = if long { Line::Long } else { Line::Open(&self.buffer) };
                return Ok(any.then_some(open));
            }
            any = true;
            let newline = memchr::memchr(b'\n', chunk);
            let taken = newline.map_or(chunk.len(), |at| at + 1);
            let words = &chunk[..newline.unwrap_or(taken)];
            if self.buffer.len() + words.len() > LONGEST {
                long = true;
                self.buffer.clear();
            } else if !long {
                self.buffer.extend_from_slice(words);
            }
            fingerprint(&mut self.hash, &mut self.offset, &mut self.marks, &mut self.known, &chunk[..taken]);
            self.reader.consume(taken);
            if newline.is_some() {
                let line = self.buffer.strip_suffix(b"\r").unwrap_or(&self.buffer);
                return Ok(Some(if long { Line::Long } else { Line::Whole(line) }));
            }
        }
    }

    /// Whether all up to a place in the last line was counted before; asked once.
    pub(super) fn was_counted(&mut self) -> bool {
        std::mem::take(&mut self.known)
    }

    /// How many bytes were read, and their fingerprint.
    pub(super) fn mark(&self) -> (u64, String) {
        (self.offset, hex(self.hash.clone()))
    }

    /// The same without the last line.
    pub(super) fn mark_before(&self) -> (u64, String) {
        (self.before.1, hex(self.before.0.clone()))
    }
}

fn fingerprint(
    hash: &mut Sha256,
    offset: &mut u64,
    marks: &mut Vec<&Mark>,
    known: &mut bool,
    mut bytes: &[u8],
) {
    while let Some(mark) = marks.last().copied() {
        let Some(left) = mark.bytes.checked_sub(*offset).map(|left| left as usize) else {
            marks.pop();
            continue;
        };
        if left > bytes.len() {
            break;
        }
        let (before, after) = bytes.split_at(left);
        hash.update(before);
        *offset += before.len() as u64;
        bytes = after;
        *known |= hex(hash.clone()) == mark.sha256;
        marks.pop();
    }
    hash.update(bytes);
    *offset += bytes.len() as u64;
}

fn hex(hash: Sha256) -> String {
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
