//! From lines of logs to numbers by COE and day.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{BuildHasher, RandomState};
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use percent_encoding::percent_decode_str;

use super::agents::is_robot;
use super::cloudfront::Fields;
use super::entry::{Entry, Format, Reason};
use super::lines::{Line, Lines};
use super::store::{Mark, Store};
use super::text::Summary;
use super::{common, json};
use crate::error::{Error, Kind, Result};
use crate::fs;
use crate::model::{Day, KnowledgeBase};

/// How much of a log is read at once.
const CHUNK: usize = 256 * 1024;

/// How many lines nobody understands are named.
const NAMED: usize = 3;

/// Whether readers are told apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Distinct {
    /// Only views are counted.
    #[default]
    No,
    /// Readers of a day are told apart by address and agent, salted anew for each day and each run, and forgotten.
    Yes,
}

/// Counts logs; it keeps numbers only.
pub struct Counter<'k> {
    knowledge: &'k KnowledgeBase,
    /// From every name of a COE to its place; asked, never walked.
    names: HashMap<String, usize>,
    /// The folder of the site within its host, `/reviews/`.
    base: String,
    format: Format,
    distinct: Distinct,
    salts: BTreeMap<Day, RandomState>,
    counts: BTreeMap<(usize, Day), u64>,
    readers: BTreeMap<(usize, Day), BTreeSet<u64>>,
    marks: Vec<Mark>,
    /// What became of the lines.
    pub summary: Summary,
}

/// What one log holds.
#[derive(Default)]
struct Counted {
    counts: BTreeMap<(usize, Day), u64>,
    readers: BTreeMap<(usize, Day), BTreeSet<u64>>,
    summary: Summary,
    days: Option<(Day, Day)>,
}

impl<'k> Counter<'k> {
    /// A counter of readers of these COEs.
    pub fn new(knowledge: &'k KnowledgeBase, format: Format, distinct: Distinct) -> Counter<'k> {
        let mut names: HashMap<String, usize> = knowledge.aliases.clone().into_iter().collect();
        names.extend(
            knowledge.coes.iter().enumerate().map(|(place, coe)| (coe.id.as_str().to_owned(), place)),
        );
        let base = knowledge.base_url.as_deref().unwrap_or_default();
        Counter {
            knowledge,
            names,
            base: path_of(base).trim_end_matches('/').to_owned(),
            format,
            distinct,
            salts: BTreeMap::new(),
            counts: BTreeMap::new(),
            readers: BTreeMap::new(),
            marks: Vec::new(),
            summary: Summary::default(),
        }
    }

    /// Counts a log: a file, plain or compressed by gzip.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn file(&mut self, path: &Path, store: &Store) -> Result<()> {
        let (file, _) = fs::open(path)?;
        self.log(file, &fs::show(path), store)
    }

    /// Counts a log from anywhere; the name is for what is told of it.
    ///
    /// # Errors
    /// When nothing of it can be read.
    pub fn log(&mut self, log: impl Read, name: &str, store: &Store) -> Result<()> {
        let mut reader = BufReader::with_capacity(CHUNK, log);
        let failed = |error| Error::new(format!("cannot read {name}")).because(error);
        let start = reader.fill_buf().map_err(failed)?;
        if start.starts_with(&[0x1f, 0x8b]) {
            let decoder = flate2::bufread::MultiGzDecoder::new(reader);
            return self.lines(BufReader::with_capacity(CHUNK, decoder), name, store);
        }
        self.lines(reader, name, store)
    }

    fn lines(&mut self, reader: impl BufRead, name: &str, store: &Store) -> Result<()> {
        let known: Vec<Mark> = store.logs.iter().chain(&self.marks).cloned().collect();
        let mut lines = Lines::new(reader, &known);
        let mut counted = Counted::default();
        let mut fields = Fields::default();
        let mut number = 0u64;
        let mut end = None;
        loop {
            let mut is_open = false;
            let read = match lines.next() {
                Ok(None) => break,
                Ok(Some(Line::Whole(line))) => self.understood(line, &mut fields),
                Ok(Some(Line::Open(line))) => {
                    is_open = true;
                    self.understood(line, &mut fields)
                }
                Ok(Some(Line::Long)) => Err(Reason::Long),
                Err(error) if number == 0 => {
                    return Err(Error::new(format!("cannot read {name}")).because(error));
                }
                Err(error) => {
                    counted.summary.broken.push((name.to_owned(), number, error.to_string()));
                    break;
                }
            };
            number += 1;
            if lines.was_counted() {
                let before = counted.summary.lines + 1;
                counted = Counted::default();
                counted.summary.before = before;
                continue;
            }
            if is_open && read.is_err() {
                // It is read again when the log has grown.
                end = Some(lines.mark_before());
            }
            add(read, name, number, &mut counted);
        }
        self.take(counted, end.unwrap_or_else(|| lines.mark()));
        Ok(())
    }

    fn understood(&mut self, line: &[u8], fields: &mut Fields) -> std::result::Result<Option<Found>, Reason> {
        let text = String::from_utf8_lossy(line);
        let text = text.trim_end();
        if text.is_empty() {
            return Ok(None);
        }
        let garbled = std::str::from_utf8(line).is_err() || line.contains(&0);
        let is = |format| self.format == format || self.format == Format::Auto;
        let read = if is(Format::CloudFront) && text.starts_with('#') {
            if let Some(named) = Fields::named(text) {
                *fields = named;
            }
            return Ok(None);
        } else if is(Format::Json) && text.starts_with('{') {
            json::entry(text).map(|entry| self.found(&entry))
        } else if is(Format::CloudFront) && text.contains('\t') {
            fields.entry(text).map(|entry| self.found(&entry))
        } else if matches!(self.format, Format::Json | Format::CloudFront) {
            Err(Reason::Format)
        } else {
            common::entry(text, self.format).map(|entry| self.found(&entry))
        };
        read.map(Some).map_err(|reason| if garbled { Reason::Bytes } else { reason })
    }

    /// What a request is to us.
    fn found(&mut self, entry: &Entry<'_>) -> Found {
        let day = entry.day;
        let place = match self.place(&entry.target) {
            Place::Coe(place) => place,
            Place::Unknown => return Found { day, what: What::Unknown },
            Place::Other => return Found { day, what: What::Other },
        };
        let what = match entry {
            entry if entry.method != "GET" => What::Method,
            entry if !matches!(entry.status, 200 | 304) => What::Status,
            entry if entry.agent.as_deref().is_some_and(is_robot) => What::Robot,
            // The page of an old name sends its reader on to the new one.
            entry if self.is_sent_on(entry, place) => What::SentOn,
            entry => What::Read { place, reader: self.reader(entry) },
        };
        Found { day, what }
    }

    /// The COE an address is of.
    fn place(&self, target: &str) -> Place {
        let path = path_of(target);
        let Some((folder, name)) = path.rsplit_once('/') else { return Place::Other };
        let is_ours = folder == "/coes"
            || folder.strip_suffix("/coes").is_some_and(|base| self.base.is_empty() || base == self.base);
        if !is_ours {
            return Place::Other;
        }
        let bare = name.strip_suffix(".html");
        let id = percent_decode_str(bare.unwrap_or(name)).decode_utf8_lossy();
        match self.names.get(id.as_ref()) {
            Some(place) => Place::Coe(*place),
            None if bare.is_some_and(|bare| bare != "index") => Place::Unknown,
            None => Place::Other,
        }
    }

    fn is_sent_on(&self, entry: &Entry<'_>, place: usize) -> bool {
        let Some(referrer) = entry.referrer.as_deref().filter(|it| it.contains("/coes/")) else {
            return false;
        };
        let (from, to) = (path_of(referrer), path_of(&entry.target));
        from != to && matches!(self.place(from), Place::Coe(from) if from == place)
    }

    fn reader(&mut self, entry: &Entry<'_>) -> Option<u64> {
        if self.distinct == Distinct::No {
            return None;
        }
        let salt = self.salts.entry(entry.day).or_default();
        Some(salt.hash_one((&entry.address, entry.agent.as_deref())))
    }

    /// Takes over what a log holds.
    fn take(&mut self, counted: Counted, (bytes, sha256): (u64, String)) {
        for (key, count) in counted.counts {
            *self.counts.entry(key).or_default() += count;
        }
        for (key, readers) in counted.readers {
            self.readers.entry(key).or_default().extend(readers);
        }
        let day = |day: Day| day.to_string();
        let (from, to) = counted.days.map_or((None, None), |(from, to)| (Some(day(from)), Some(day(to))));
        if counted.summary.understood > 0 {
            self.marks.push(Mark { from, to, bytes, sha256 });
        }
        self.summary.take(counted.summary);
    }

    /// Adds what was counted to the file.
    ///
    /// # Errors
    /// When there were lines, and none could be understood.
    pub fn finish(mut self, store: &mut Store) -> Result<Summary> {
        let summary = &mut self.summary;
        if summary.understood == 0 && summary.before == 0 && summary.malformed.values().sum::<u64>() > 0 {
            let first = summary.named.first();
            let first = first.map(|(log, line, reason)| format!("line {line} of {log} {}", reason.words()));
            return Err(Error::new(format!("none of the {} lines could be understood", summary.lines))
                .of(Kind::Input)
                .because(first.unwrap_or_default())
                .hint("logs are read in the formats common, combined, cloudfront and json: see `--format`"));
        }
        let coes: BTreeSet<usize> = self.counts.keys().map(|(place, _)| *place).collect();
        summary.coes = coes.len();
        for ((place, day), views) in &self.counts {
            let id = self.knowledge.coes[*place].id.as_str().to_owned();
            let counts = store.coes.entry(id).or_default();
            *counts.views.entry(day.to_string()).or_default() += views;
            if let Some(readers) = self.readers.get(&(*place, *day)) {
                *counts.readers.entry(day.to_string()).or_default() += readers.len() as u64;
            }
        }
        for mark in self.marks {
            store.logs.retain(|old| old.sha256 != mark.sha256);
            store.logs.push(mark);
        }
        Ok(self.summary)
    }
}

/// Adds what one line tells.
fn add(read: std::result::Result<Option<Found>, Reason>, log: &str, number: u64, counted: &mut Counted) {
    let summary = &mut counted.summary;
    summary.lines += 1;
    let found = match read {
        Ok(Some(found)) => found,
        Ok(None) => return,
        Err(reason) => {
            *summary.malformed.entry(reason).or_default() += 1;
            if summary.named.len() < NAMED {
                summary.named.push((log.to_owned(), number, reason));
            }
            return;
        }
    };
    summary.understood += 1;
    let days = counted.days.get_or_insert((found.day, found.day));
    *days = (days.0.min(found.day), days.1.max(found.day));
    match found.what {
        What::Other => summary.other += 1,
        What::Unknown => summary.unknown += 1,
        What::Method => summary.methods += 1,
        What::Status => summary.statuses += 1,
        What::Robot => summary.robots += 1,
        What::SentOn => summary.sent_on += 1,
        What::Read { place, reader } => {
            summary.views += 1;
            *counted.counts.entry((place, found.day)).or_default() += 1;
            if let Some(reader) = reader {
                counted.readers.entry((place, found.day)).or_default().insert(reader);
            }
        }
    }
}

struct Found {
    day: Day,
    what: What,
}

enum What {
    /// Another page, a picture, a style.
    Other,
    /// A COE nobody knows.
    Unknown,
    Method,
    Status,
    Robot,
    SentOn,
    Read {
        place: usize,
        reader: Option<u64>,
    },
}

enum Place {
    Coe(usize),
    Unknown,
    Other,
}

/// The path of an address: without host, question and fragment.
fn path_of(address: &str) -> &str {
    let path = match address.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |slash| &rest[slash..]),
        None => address,
    };
    path.split(['?', '#']).next().unwrap_or_default()
}
