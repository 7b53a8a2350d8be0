//! Charts: fenced blocks that say which numbers to draw, and the numbers.
//!
//! [`blocks`] finds them, `spec` reads what a block asks for, `table` its rows, which stand
//! in the block or in a file beside the document. What cannot be read is a [`Fault`] with its line, never a panic:
//! the block then stays on the page as its author wrote it.

mod number;
mod spec;
mod table;

use std::ops::Range;
use std::path::Path;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use crate::findings::LineMap;
use crate::model::{Citation, CitationForm, Coe, Day, Zone};

pub(crate) use spec::{Data, Spec};
pub(crate) use table::{Axis, Series, Table};

/// The most bytes of a file of numbers that are read.
const MOST_BYTES: u64 = 8 << 20;

/// What is wrong with a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Line of the block, from 1 below the fence; of the file, where the numbers stand in one.
    pub(crate) line: u32,
    /// What is wrong, for authors and readers.
    pub(crate) words: String,
    /// What to do about it.
    pub(crate) hint: &'static str,
}

impl Fault {
    fn new(line: u32, words: impl Into<String>, hint: &'static str) -> Fault {
        Fault { line, words: words.into(), hint }
    }
}

/// What the document knows that rows may leave out: the day of a clock time, the zone of all times.
#[derive(Clone, Debug, Default)]
pub(crate) struct Around {
    pub(crate) day: Option<Day>,
    pub(crate) zone: Option<Zone>,
}

impl Around {
    /// What a COE knows.
    pub(crate) fn of(coe: &Coe) -> Around {
        let moments = || coe.times.iter().map(|(_, fact)| &fact.value);
        let day = moments().find_map(|moment| moment.day).or_else(|| Some(coe.date.as_ref()?.value));
        let zone = moments().find_map(|moment| moment.zone.clone());
        Around { day, zone: zone.or_else(|| Some(coe.zone.as_ref()?.value.clone())) }
    }
}

/// A fenced block that asks for a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    /// Bytes of the file, fences included.
    pub(crate) range: Range<usize>,
    /// What stands between the fences.
    pub(crate) text: String,
}

/// Whether the info string of a fenced block asks for a chart.
pub(crate) fn is_chart(info: &str) -> bool {
    info.split_whitespace().next() == Some("chart")
}

/// The charts of a document, in order.
pub(crate) fn blocks(text: &str, body_start: usize) -> Vec<Block> {
    let body = text.get(body_start..).unwrap_or_default();
    if !["`chart", "~chart", "` chart", "~ chart"].iter().any(|fence| body.contains(fence)) {
        return Vec::new();
    }
    let mut blocks: Vec<Block> = Vec::new();
    let mut inside = false;
    for (event, range) in Parser::new_ext(body, super::dialect()).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if is_chart(&info) => {
                inside = true;
                let range = range.start + body_start..range.end + body_start;
                blocks.push(Block { range, text: String::new() });
            }
            Event::Text(words) if inside => {
                if let Some(block) = blocks.last_mut() {
                    block.text.push_str(&words);
                }
            }
            Event::End(TagEnd::CodeBlock) => inside = false,
            _ => {}
        }
    }
    blocks
}

/// The files charts are drawn from, as references that start at the fence.
pub(crate) fn citations(text: &str, body_start: usize, lines: &LineMap) -> Vec<Citation> {
    let citation = |block: Block| match Spec::read(&block.text) {
        Ok(Spec { data: Data::File { name, line }, .. }) => Some(Citation {
            form: CitationForm::Data,
            target: name,
            fragment: None,
            sentence: String::new(),
            section: None,
            line: lines.line(block.range.start) + line,
            span: block.range,
        }),
        _ => None,
    };
    blocks(text, body_start).into_iter().filter_map(citation).collect()
}

/// What a file of numbers says, or why it cannot be used.
pub(crate) fn file(path: &Path) -> Result<String, Fault> {
    let fault = |words: &str, hint| Fault::new(1, words, hint);
    let bytes = crate::fs::read_start(path, MOST_BYTES + 1)
        .ok()
        .flatten()
        .ok_or_else(|| fault("the file cannot be read", "make it a plain file that can be read"))?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(fault("the file is larger than 8 MB", "keep one row a minute, or only the incident"));
    }
    String::from_utf8(bytes).map_err(|_| fault("the file is not UTF-8 text", "save it as CSV in UTF-8"))
}

/// The first letters of what an author wrote, for a fault that quotes it.
fn opening(words: &str, most: usize) -> String {
    match words.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words.to_owned(),
    }
}
