//! Blocks of code, logs and shell sessions as HTML: what matters in them is marked, every character is kept.
//!
//! - `language` knows the words authors write behind the fence, and what a block without one looks like,
//! - `grammar` marks source code, `log`, `session` and `diff` what is nobody's language,
//! - a block that is too large, or that a grammar cannot read, stays as plain as it was written.

use std::borrow::Cow;
use std::ops::Range;

use super::{Addresses, Anchor, escape};

mod diff;
mod grammar;
mod language;
mod log;
mod session;

use language::{Reading, Title};

/// A block above this many bytes stays plain: nobody reads it, and grammars are slow.
const BLOCK_LIMIT: usize = 64 * 1024;

/// A block with a line above this many bytes stays plain: it was written by a machine.
const LINE_LIMIT: usize = 4 * 1024;

/// A block with more lines than this folds on a screen.
const LINES_SHOWN: usize = 40;

/// What a piece of a block is; few enough to be set like a book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Keyword,
    Text,
    Comment,
    Constant,
    Function,
    Type,
    Key,
    /// A date or time at which something was logged.
    Time,
    /// A level that means trouble, or a warning of it.
    Grave,
    Warning,
    /// The name of an exception.
    Thrown,
    Prompt,
    Command,
    Output,
    Added,
    Removed,
    /// Where the lines of a difference stand.
    Place,
}

impl Class {
    /// The class of its element; styles name them within `.coe-code` only.
    fn name(self) -> &'static str {
        match self {
            Class::Keyword => "k",
            Class::Text => "s",
            Class::Comment => "c",
            Class::Constant => "n",
            Class::Function => "f",
            Class::Type => "t",
            Class::Key => "p",
            Class::Time => "h",
            Class::Grave => "e",
            Class::Warning => "w",
            Class::Thrown => "x",
            Class::Prompt => "u",
            Class::Command => "m",
            Class::Output => "o",
            Class::Added => "a",
            Class::Removed => "r",
            Class::Place => "g",
        }
    }
}

/// A marked piece of a block; it neither starts nor ends at a line end.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Mark {
    bytes: Range<usize>,
    class: Class,
}

/// Marks in order, none over another.
#[derive(Debug, Default)]
struct Marks<'t> {
    text: &'t str,
    list: Vec<Mark>,
}

impl<'t> Marks<'t> {
    fn of(text: &'t str) -> Marks<'t> {
        Marks { text, list: Vec::new() }
    }

    /// Marks bytes behind those that are marked; two of a class with only white space between become one.
    fn add(&mut self, bytes: Range<usize>, class: Class) {
        let Some(piece) = self.text.get(bytes.clone()) else { return };
        let start = bytes.end - piece.trim_start().len();
        let end = bytes.start + piece.trim_end().len();
        if start >= end {
            return;
        }
        if let Some(last) = self.list.last_mut() {
            let gap = self.text.get(last.bytes.end..start);
            if last.class == class && gap.is_some_and(|gap| gap.trim().is_empty()) {
                last.bytes.end = end;
                return;
            }
        }
        self.list.push(Mark { bytes: start..end, class });
    }

    /// Marks bytes of one line with the white space at their ends.
    fn add_with_space(&mut self, bytes: Range<usize>, class: Class) {
        self.list.push(Mark { bytes, class });
    }
}

/// The lines of a text with the byte each starts at, without their ends.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line.trim_end_matches(['\n', '\r']))
    })
}

/// A block as an author wrote it.
pub(super) struct Block<'t, 'a> {
    /// What stands behind the fence; empty where nothing does.
    pub(super) info: &'t str,
    pub(super) text: Cow<'t, str>,
    /// Addresses within it and the byte of the text each stands at, in order.
    pub(super) anchors: Vec<(usize, &'a Anchor<'a>)>,
}

/// Writes a block with its language, as far as anybody said which it is.
pub(super) fn write(out: &mut String, block: &Block<'_, '_>, speech: &dyn Addresses) {
    let word = language::word(block.info);
    let (title, reading) = language::of(word, &block.text);
    let title = match title {
        Title::Name(name) => name,
        Title::Said(label) => speech.says(label),
    };
    open(out, word, (title, speech.says_in()), &block.text);
    write_marked(out, block, &marks(reading, &block.text));
    out.push_str("</code></pre>\n</div>\n");
}

fn open(out: &mut String, word: &str, (title, language): (&str, &str), text: &str) {
    let is_long = text.lines().count() > LINES_SHOWN;
    out.push_str(if is_long { "<div class=\"coe-code coe-code--long\"" } else { "<div class=\"coe-code\"" });
    out.push_str(" data-code=\"\">\n");
    if !title.is_empty() {
        out.push_str("<span class=\"coe-code__name\" lang=\"");
        escape::attribute(out, language);
        out.push_str("\">");
        escape::text(out, title);
        out.push_str("</span>\n");
    }
    out.push_str("<pre tabindex=\"0\"><code");
    if !word.is_empty() {
        out.push_str(" class=\"language-");
        out.push_str(word);
        out.push('"');
    }
    out.push('>');
}

fn marks(reading: Reading, text: &str) -> Cow<'static, [Mark]> {
    let is_large = text.len() > BLOCK_LIMIT || text.lines().any(|line| line.len() > LINE_LIMIT);
    match reading {
        _ if is_large => Cow::Borrowed(&[]),
        Reading::Plain => Cow::Borrowed(&[]),
        Reading::Grammar(name) => Cow::Owned(grammar::marks(name, text)),
        Reading::Log => Cow::Owned(log::marks(text)),
        Reading::Session => Cow::Owned(session::marks(text)),
        Reading::Difference => Cow::Owned(diff::marks(text)),
    }
}

fn write_marked(out: &mut String, block: &Block<'_, '_>, marks: &[Mark]) {
    let mut pieces = Pieces { out, text: &block.text, anchors: &block.anchors, at: 0 };
    for mark in marks {
        pieces.write_to(mark.bytes.start, None);
        pieces.write_to(mark.bytes.end, Some(mark.class));
    }
    pieces.write_to(block.text.len(), None);
    pieces.addresses(usize::MAX);
}

/// Writes a text piece by piece, with addresses between.
struct Pieces<'o, 't, 'a> {
    out: &'o mut String,
    text: &'t str,
    anchors: &'t [(usize, &'a Anchor<'a>)],
    at: usize,
}

impl Pieces<'_, '_, '_> {
    /// Writes up to a byte; an address within the piece stands between two elements.
    fn write_to(&mut self, end: usize, class: Option<Class>) {
        while let Some((place, _)) = self.anchors.first().filter(|(place, _)| *place < end) {
            let place = *place;
            self.piece(place, class);
            self.addresses(place);
        }
        self.piece(end, class);
    }

    fn piece(&mut self, end: usize, class: Option<Class>) {
        let Some(words) = self.text.get(self.at..end).filter(|words| !words.is_empty()) else { return };
        self.at = end;
        let Some(class) = class else { return escape::text(self.out, words) };
        self.out.push_str("<span class=\"");
        self.out.push_str(class.name());
        self.out.push_str("\">");
        escape::text(self.out, words);
        self.out.push_str("</span>");
    }

    /// Writes the addresses up to a byte.
    fn addresses(&mut self, place: usize) {
        while let Some(((_, anchor), rest)) = self.anchors.split_first().filter(|((at, _), _)| *at <= place) {
            self.out.push_str("<span id=\"");
            escape::attribute(self.out, anchor.id);
            self.out.push_str("\"></span>");
            self.anchors = rest;
        }
    }
}
