//! One file of the new site: taken over from the old site when its bytes are the same, else written.
//!
//! A file is always new, never opened to be overwritten: the old site may share it.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use super::output::{Content, Stream};
use crate::error::{Error, Result};
use crate::fs;

/// How many bytes are compared at a time.
const CHUNK: usize = 16 * 1024;

/// How many streamed bytes are collected before they are compared or written.
const STREAM_BUFFER: usize = 64 * 1024;

/// Where one file goes, and where it was in the old site.
pub(super) struct Place {
    pub(super) new: PathBuf,
    /// Nothing when there is no old site.
    pub(super) old: Option<PathBuf>,
}

/// What became of one file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Done {
    pub(super) bytes: u64,
    pub(super) unchanged: bool,
}

/// What went wrong with one file, and on which side.
pub(super) enum Failure {
    /// Its bytes could not be produced.
    Making(Error),
    /// They could not be written.
    Writing(Error),
}

/// Produces the bytes of one file and puts them in their place.
pub(super) fn put(content: &Content<'_>, place: &Place) -> Result<Done, Failure> {
    match content {
        Content::Bytes(bytes) => put_bytes(bytes, place).map_err(Failure::Writing),
        Content::Made(make) => put_bytes(&make().map_err(Failure::Making)?, place).map_err(Failure::Writing),
        Content::File(source) => put_copy(source, place),
        Content::Streamed(stream) => put_stream(stream, place),
    }
}

fn put_bytes(bytes: &[u8], place: &Place) -> Result<Done> {
    let length = bytes.len() as u64;
    let unchanged = place.old_of_length(length).is_some_and(|old| is_same(old, bytes)) && place.take_over();
    if !unchanged {
        fs::write_new(&place.new, bytes)?;
    }
    Ok(Done { bytes: length, unchanged })
}

fn put_copy(source: &Path, place: &Place) -> Result<Done, Failure> {
    let (mut from, length) = fs::open(source).map_err(Failure::Making)?;
    if let Some(old) = place.old_of_length(length) {
        if is_same_file(old, &mut from, length) && place.take_over() {
            return Ok(Done { bytes: length, unchanged: true });
        }
        fs::rewind(&mut from, source).map_err(Failure::Making)?;
    }
    let mut to = fs::create_new(&place.new).map_err(Failure::Writing)?;
    let bytes = fs::copy(&mut from, &mut to, source, &place.new).map_err(Failure::Writing)?;
    Ok(Done { bytes, unchanged: false })
}

fn put_stream(stream: &Stream<'_>, place: &Place) -> Result<Done, Failure> {
    let mut buffered = BufWriter::with_capacity(STREAM_BUFFER, Sink::new(place));
    let streamed = stream(&mut buffered);
    let flushed = buffered.flush();
    let (sink, _) = buffered.into_parts();
    // The stream was told of a failed write too, but has lost which file it was.
    if let Some(error) = sink.failure {
        return Err(Failure::Writing(error));
    }
    streamed.map_err(Failure::Making)?;
    flushed.map_err(|error| Failure::Making(Error::new("cannot end the stream").because(error)))?;
    sink.finish().map_err(Failure::Writing)
}

impl Place {
    /// The file of the old site, when it has one here of that length.
    fn old_of_length(&self, length: u64) -> Option<File> {
        let (file, old_length) = self.open_old()?;
        (old_length == length).then_some(file)
    }

    fn open_old(&self) -> Option<(File, u64)> {
        // Whatever keeps us from the old file, the new one is written then.
        fs::open_plain(self.old.as_deref()?).ok()
    }

    /// Gives the old file a second name in the new site. Where file systems cannot, the file is written.
    fn take_over(&self) -> bool {
        self.old.as_deref().is_some_and(|old| fs::hard_link(old, &self.new).is_ok())
    }
}

fn is_same(mut old: File, bytes: &[u8]) -> bool {
    let mut buffer = [0; CHUNK];
    bytes.chunks(CHUNK).all(|chunk| is_next(&mut old, chunk, &mut buffer))
}

fn is_same_file(mut old: File, new: &mut File, length: u64) -> bool {
    let mut chunk = [0; CHUNK];
    let mut buffer = [0; CHUNK];
    let mut left = length;
    while left > 0 {
        let now = chunk.len().min(usize::try_from(left).unwrap_or(CHUNK));
        if new.read_exact(&mut chunk[..now]).is_err() || !is_next(&mut old, &chunk[..now], &mut buffer) {
            return false;
        }
        left -= now as u64;
    }
    true
}

/// Whether the next bytes of a file are those of `chunk`, which is no longer than `buffer`.
fn is_next(file: &mut File, chunk: &[u8], buffer: &mut [u8; CHUNK]) -> bool {
    let buffer = &mut buffer[..chunk.len()];
    file.read_exact(buffer).is_ok() && buffer == chunk
}

/// Takes a stream. For as long as its bytes are those of the old file nothing is written.
struct Sink<'p> {
    place: &'p Place,
    /// How many bytes there were so far.
    bytes: u64,
    /// The old file and its length, while it begins with all bytes so far.
    old: Option<(File, u64)>,
    /// The new file, once there is a difference.
    new: Option<File>,
    failure: Option<Error>,
}

impl<'p> Sink<'p> {
    fn new(place: &'p Place) -> Self {
        Self { place, bytes: 0, old: place.open_old(), new: None, failure: None }
    }

    fn take(&mut self, bytes: &[u8]) -> Result<()> {
        if !self.is_still_old(bytes) {
            let path = &self.place.new;
            fs::append(self.written()?, bytes, path)?;
        }
        self.bytes += bytes.len() as u64;
        Ok(())
    }

    fn is_still_old(&mut self, bytes: &[u8]) -> bool {
        let Some((old, _)) = &mut self.old else { return false };
        let mut buffer = [0; CHUNK];
        bytes.chunks(CHUNK).all(|chunk| is_next(old, chunk, &mut buffer))
    }

    /// The new file with all bytes so far.
    fn written(&mut self) -> Result<&mut File> {
        let place = self.place;
        let file = match (self.new.take(), self.old.take()) {
            (Some(file), _) => file,
            (None, None) => fs::create_new(&place.new)?,
            (None, Some((mut old, _))) => {
                let old_path = place.old.as_deref().unwrap_or(&place.new);
                fs::rewind(&mut old, old_path)?;
                let mut file = fs::create_new(&place.new)?;
                fs::copy(&mut old.take(self.bytes), &mut file, old_path, &place.new)?;
                file
            }
        };
        Ok(self.new.insert(file))
    }

    fn finish(mut self) -> Result<Done> {
        let whole = self.old.as_ref().is_some_and(|(_, length)| *length == self.bytes);
        let unchanged = whole && self.place.take_over();
        if !unchanged {
            self.written()?;
        }
        Ok(Done { bytes: self.bytes, unchanged })
    }
}

impl Write for Sink<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.failure.is_none() {
            self.failure = self.take(bytes).err();
        }
        match &self.failure {
            None => Ok(bytes.len()),
            Some(error) => Err(error.io_kind().unwrap_or(io::ErrorKind::Other).into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
