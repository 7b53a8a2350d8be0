//! The author's own words: passages of prose that know where they stand, with quotations, code and addresses blanked out.

use std::ops::Range;

use crate::model::{Coe, Role, Section};
use crate::read::blocks::{self, Block, Inline, InlineKind, ListItem};

/// Some words of a document between two breaks: a heading, a paragraph, an item, a cell of a table.
#[derive(Debug)]
pub(crate) struct Passage {
    /// What it is.
    pub(crate) kind: PassageKind,
    /// What the innermost section around it that says so is for.
    pub(crate) role: Option<Role>,
    /// Whether it tells a moment of the timeline.
    pub(crate) timed: bool,
    /// Its plain words; what the author does not say in their own voice is blanks, so that places stay the same.
    words: String,
    inline: Inline,
}

/// What a passage is in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PassageKind {
    Heading,
    Paragraph,
    /// The first words of an item of a list.
    Item,
    /// A cell of the head of a table.
    HeadCell,
    /// A cell below it, and the number of its column from 0.
    Cell(usize),
}

impl Passage {
    /// Plain words with quotations, code and addresses blanked out: what the language rules read.
    pub(crate) fn words(&self) -> &str {
        &self.words
    }

    /// Plain words, all of them.
    pub(crate) fn all_words(&self) -> &str {
        &self.inline.text
    }

    /// The bytes of the file where some bytes of the words stand.
    pub(crate) fn span(&self, words: Range<usize>) -> Range<usize> {
        let start = self.inline.source_of(words.start);
        // The end is that of the last byte: what follows may stand behind markup.
        let last = words.end.saturating_sub(1).max(words.start);
        start..(self.inline.source_of(last) + usize::from(words.end > words.start)).max(start)
    }

    /// The bytes of the file it stands in, markup included.
    pub(crate) fn range(&self) -> Range<usize> {
        self.inline.range.clone()
    }

    pub(crate) fn is_heading(&self) -> bool {
        self.kind == PassageKind::Heading
    }

    /// Its pictures: where each stands in the file, and the words for those who cannot see it.
    pub(crate) fn images(&self) -> impl Iterator<Item = (Range<usize>, &str)> {
        let images = self.inline.spans.iter().filter(|span| matches!(span.kind, InlineKind::Image(_)));
        images.map(|span| (span.source.clone(), &self.inline.text[span.text.clone()]))
    }
}

/// The passages of a COE in order.
pub(super) fn passages(coe: &Coe) -> Vec<Passage> {
    let mut collected = Collector { roles: Roles::of(coe), list: Vec::new() };
    for block in blocks::read(&coe.text, coe.body_start) {
        collected.block(block, PassageKind::Paragraph);
    }
    let Collector { mut list, .. } = collected;
    mark_timed(coe, &mut list);
    list
}

struct Collector<'a> {
    roles: Roles<'a>,
    list: Vec<Passage>,
}

/// The sections of a document by where they begin.
struct Roles<'a> {
    sections: Vec<&'a Section>,
}

impl<'a> Roles<'a> {
    fn of(coe: &'a Coe) -> Roles<'a> {
        let mut sections: Vec<&Section> = coe.sections.iter().collect();
        sections.sort_by_key(|section| (section.range.start, section.level));
        Roles { sections }
    }

    /// What the innermost section around a byte that says so is for.
    fn at(&self, at: usize) -> Option<Role> {
        let begun = self.sections.partition_point(|section| section.range.start <= at);
        let innermost = self.sections[..begun].iter().rev().find(|section| at < section.range.end)?;
        innermost.role.or(innermost.within)
    }
}

impl Collector<'_> {
    fn block(&mut self, block: Block, paragraph: PassageKind) {
        match block {
            Block::Heading { inline, .. } => self.add(inline, PassageKind::Heading),
            Block::Paragraph(inline) => self.add(inline, paragraph),
            Block::List { items, .. } => items.into_iter().for_each(|item| self.item(item)),
            Block::Table { head, rows, .. } => {
                head.into_iter().for_each(|cell| self.add(cell, PassageKind::HeadCell));
                for row in rows {
                    for (column, cell) in row.into_iter().enumerate() {
                        self.add(cell, PassageKind::Cell(column));
                    }
                }
            }
            // Words of others, and of machines.
            Block::Quote { .. } | Block::Code { .. } | Block::Other { .. } => {}
        }
    }

    fn item(&mut self, item: ListItem) {
        for (place, block) in item.blocks.into_iter().enumerate() {
            self.block(block, if place == 0 { PassageKind::Item } else { PassageKind::Paragraph });
        }
    }

    fn add(&mut self, inline: Inline, kind: PassageKind) {
        if inline.text.trim().is_empty() && inline.spans.is_empty() {
            return;
        }
        let role = self.roles.at(inline.range.start);
        let words = own_words(&inline);
        self.list.push(Passage { kind, role, timed: false, words, inline });
    }
}

fn mark_timed(coe: &Coe, passages: &mut [Passage]) {
    let mut ranges: Vec<&Range<usize>> =
        coe.timeline.entries.iter().flat_map(|entry| &entry.source.ranges).collect();
    ranges.sort_by_key(|range| range.start);
    for passage in passages {
        let own = &passage.inline.range;
        let place = ranges.partition_point(|range| range.end <= own.start);
        passage.timed = ranges.get(place).is_some_and(|range| range.start < own.end);
    }
}

/// The words with blanks in the place of code, addresses, and what is quoted.
fn own_words(inline: &Inline) -> String {
    let mut blanks: Vec<Range<usize>> = Vec::new();
    for span in &inline.spans {
        let is_foreign = match &span.kind {
            InlineKind::Code | InlineKind::Image(_) | InlineKind::Struck => true,
            InlineKind::Wiki(_) => true,
            InlineKind::Link(_) | InlineKind::Strong | InlineKind::Emphasis => false,
        };
        if is_foreign {
            blanks.push(span.text.clone());
        }
    }
    let text = &inline.text;
    blanks.extend(quotations(text));
    blanks.extend(addresses(text));
    if blanks.is_empty() {
        return text.clone();
    }
    let mut bytes = text.clone().into_bytes();
    for blank in blanks {
        let end = blank.end.min(bytes.len());
        for byte in &mut bytes[blank.start.min(end)..end] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
    }
    // Ranges end between characters, so this is text; if one did not, nothing is looked at.
    String::from_utf8(bytes).unwrap_or_default()
}

/// What stands between quotation marks of one paragraph; a mark that is never closed quotes nothing.
fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if text.is_ascii() && !text.contains('"') {
        return found;
    }
    let mut rest = 0;
    while let Some((at, open)) = text[rest..]
        .char_indices()
        .find(|(_, c)| matches!(c, '"' | '“' | '„' | '«' | '”' | '「' | '『' | '‘'))
    {
        let start = rest + at;
        let inner = start + open.len_utf8();
        let closing: &[char] = match open {
            '"' => &['"'],
            '“' => &['”', '"'],
            '„' => &['“', '”'],
            '«' => &['»'],
            '”' => &['”'],
            '「' => &['」'],
            '『' => &['』'],
            _ => &['’'],
        };
        // An inch is no quotation, nor is a mark in the middle of a word.
        let before = text[..start].chars().next_back();
        let opens = before.is_none_or(|c| !c.is_alphanumeric());
        match text[inner..].find(closing).filter(|_| opens) {
            Some(length) => {
                found.push(inner..inner + length);
                let mark = text[inner + length..].chars().next().map_or(1, char::len_utf8);
                rest = inner + length + mark;
            }
            None => rest = inner,
        }
    }
    found
}

/// Addresses of the web, of mail, of files, and identifiers: what no sentence is made of.
fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if !text.contains("://") && !text.contains("www.") {
        return found;
    }
    for (start, word) in words(text) {
        if word.contains("://") || word.starts_with("www.") {
            found.push(start..start + word.len());
        }
    }
    found
}

/// Words between blanks, with their place.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

/// Whether a slug stands in a text of slugs as whole words.
pub(crate) fn has_word(text: &str, slug: &str) -> bool {
    let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(slug).any(|(at, _)| {
        let after = &text[at + slug.len()..];
        // `Checkout's lead` is `checkouts-lead`.
        let after = after.strip_prefix('s').unwrap_or(after);
        is_edge(text[..at].chars().next_back()) && is_edge(after.chars().next())
    })
}

/// Two or more words in capitals behind each other that are no names of anything: `NEVER EVER`.
pub(crate) fn shouted(text: &str) -> Option<Range<usize>> {
    let mut run: Option<Range<usize>> = None;
    let mut lengths = 0;
    for (start, word) in words(text) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let capitals = bare.chars().count() > 1 && bare.chars().all(char::is_uppercase);
        let at = start + (word.len() - word.trim_start_matches(|c: char| !c.is_alphanumeric()).len());
        match (capitals, &mut run) {
            (true, Some(run)) => {
                run.end = at + bare.len();
                lengths += bare.len();
            }
            (true, None) => {
                run = Some(at..at + bare.len());
                lengths = bare.len();
            }
            (false, Some(found)) if is_shouting(&text[found.clone()], lengths) => return Some(found.clone()),
            (false, _) => run = None,
        }
    }
    run.filter(|found| is_shouting(&text[found.clone()], lengths))
}

/// Whether words in capitals are words: names and abbreviations have no little ones among them, and are short.
fn is_shouting(run: &str, letters: usize) -> bool {
    const LITTLE: [&str; 16] = [
        "DO", "NOT", "IS", "ARE", "WAS", "THE", "TO", "NEVER", "ALWAYS", "ALL", "NO", "VERY", "MUST", "EVER",
        "AND", "ANY",
    ];
    // Words of query languages are written so.
    if run.contains("NULL") || run.contains("EXISTS") {
        return false;
    }
    let words: Vec<&str> = run.split_whitespace().collect();
    words.len() > 1 && letters >= 5 && words.iter().any(|word| LITTLE.contains(word))
}
