//! The Markdown of a document as a tree of blocks whose plain words know where they stand in the file.
//!
//! Every reader of facts works on this tree. It is built from one pass of the parser, keeps byte offsets of the whole
//! file, and stops descending below [`DEPTH_LIMIT`] levels, since no honest document nests deeper and hostile ones do.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

/// Lists and quotations nested deeper than this are not read for facts.
const DEPTH_LIMIT: usize = 24;

/// Words without markup, and where each stands in the file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Inline {
    /// Plain words; a line break of the source is a line break here.
    pub(crate) text: String,
    /// Where pieces of `text` stand in the file: offset in `text`, offset in the file.
    map: Vec<(usize, usize)>,
    /// Marked-up parts.
    pub(crate) spans: Vec<InlineSpan>,
    /// Bytes of the file, markup included.
    pub(crate) range: Range<usize>,
}

/// A marked-up part of an [`Inline`].
#[derive(Clone, Debug)]
pub(crate) struct InlineSpan {
    /// What the markup says.
    pub(crate) kind: InlineKind,
    /// Bytes of the plain text.
    pub(crate) text: Range<usize>,
    /// Bytes of the file, markup included.
    pub(crate) source: Range<usize>,
}

/// What inline markup says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum InlineKind {
    Strong,
    Emphasis,
    Code,
    Struck,
    /// Destination.
    Link(String),
    /// Target of `[[target]]`.
    Wiki(String),
    /// Destination.
    Image(String),
}

impl Inline {
    /// The byte of the file at which a byte of the plain text stands.
    pub(crate) fn source_of(&self, offset: usize) -> usize {
        let index = self.map.partition_point(|(text, _)| *text <= offset);
        match index.checked_sub(1).and_then(|index| self.map.get(index)) {
            Some((text, source)) => (source + (offset - text)).min(self.range.end),
            None => self.range.start,
        }
    }

    /// Lines of the plain text with the offset of each.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let mut offset = 0;
        self.text.split('\n').map(move |line| {
            let start = offset;
            offset += line.len() + 1;
            (start, line)
        })
    }

    /// The bold words that open the text, with the offset after them.
    pub(crate) fn leading_strong(&self) -> Option<(&str, usize)> {
        let indent = self.text.len() - self.text.trim_start().len();
        let strong = self.spans.iter().find(|span| {
            span.kind == InlineKind::Strong && span.text.start <= indent && span.text.end > indent
        })?;
        Some((&self.text[strong.text.clone()], strong.text.end))
    }

    /// Whether all words are bold.
    pub(crate) fn is_all_strong(&self) -> bool {
        self.leading_strong().is_some_and(|(_, end)| {
            self.text[end..].chars().all(|character| character.is_whitespace() || character == ':')
        })
    }

    /// Links with their destinations, in order.
    pub(crate) fn links(&self) -> impl Iterator<Item = (&str, &InlineSpan)> {
        self.spans.iter().filter_map(|span| match &span.kind {
            InlineKind::Link(destination) => Some((destination.as_str(), span)),
            _ => None,
        })
    }

    /// Emphasis that is open at an offset of the text but began before it: the Markdown that opens it again.
    pub(crate) fn emphasis_open_at(&self, offset: usize) -> &'static str {
        let open = |kind: &InlineKind| {
            self.spans
                .iter()
                .any(|span| span.kind == *kind && span.text.start < offset && offset < span.text.end)
        };
        match (open(&InlineKind::Strong), open(&InlineKind::Emphasis)) {
            (true, _) => "**",
            (false, true) => "*",
            (false, false) => "",
        }
    }
}

/// One block.
#[derive(Clone, Debug)]
pub(crate) enum Block {
    Heading {
        level: u8,
        inline: Inline,
        range: Range<usize>,
    },
    Paragraph(Inline),
    List {
        start: Option<u64>,
        items: Vec<ListItem>,
        range: Range<usize>,
    },
    Table {
        head: Vec<Inline>,
        rows: Vec<Vec<Inline>>,
        range: Range<usize>,
    },
    /// Pieces of the code, each with where it stands in the file.
    Code {
        pieces: Vec<(String, usize)>,
        range: Range<usize>,
    },
    Quote {
        blocks: Vec<Block>,
        range: Range<usize>,
    },
    Other {
        range: Range<usize>,
    },
}

impl Block {
    /// Bytes of the file.
    pub(crate) fn range(&self) -> Range<usize> {
        match self {
            Block::Paragraph(inline) => inline.range.clone(),
            Block::Heading { range, .. }
            | Block::List { range, .. }
            | Block::Table { range, .. }
            | Block::Code { range, .. }
            | Block::Quote { range, .. }
            | Block::Other { range } => range.clone(),
        }
    }
}

/// One item of a list.
#[derive(Clone, Debug)]
pub(crate) struct ListItem {
    /// Checked or not, for a task list.
    pub(crate) task: Option<bool>,
    /// What it holds; the words of a tight item are its first paragraph.
    pub(crate) blocks: Vec<Block>,
    /// Bytes of the file.
    pub(crate) range: Range<usize>,
}

impl ListItem {
    /// The first words of the item.
    pub(crate) fn lead(&self) -> Option<&Inline> {
        match self.blocks.first() {
            Some(Block::Paragraph(inline)) => Some(inline),
            Some(Block::Heading { inline, .. }) => Some(inline),
            _ => None,
        }
    }

    /// Lists directly below it.
    pub(crate) fn sublists(&self) -> impl Iterator<Item = &[ListItem]> {
        self.blocks.iter().filter_map(|block| match block {
            Block::List { items, .. } => Some(items.as_slice()),
            _ => None,
        })
    }
}

/// The Markdown dialect of a document, the same for facts and for pages.
pub(crate) fn dialect() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_WIKILINKS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
}

/// Reads the blocks of a file from where its body starts.
pub(crate) fn read(text: &str, body_start: usize) -> Vec<Block> {
    let body = &text[body_start..];
    let mut builder =
        Builder { events: Parser::new_ext(body, dialect()).into_offset_iter(), base: body_start, text };
    builder.blocks(0)
}

struct Builder<'a, I> {
    events: I,
    base: usize,
    text: &'a str,
}

impl<'a, I: Iterator<Item = (Event<'a>, Range<usize>)>> Builder<'a, I> {
    /// Blocks up to the end of the enclosing container.
    fn blocks(&mut self, depth: usize) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut loose: Option<InlineBuilder> = None;
        while let Some((event, range)) = self.events.next() {
            let range = self.place(range);
            match event {
                Event::Start(tag) if is_block(&tag) => {
                    finish(&mut loose, &mut blocks);
                    if let Some(block) = self.block(tag, range, depth) {
                        blocks.push(block);
                    }
                }
                Event::End(end) if is_block_end(&end) => break,
                Event::Rule | Event::Html(_) => {
                    finish(&mut loose, &mut blocks);
                    blocks.push(Block::Other { range });
                }
                event => loose
                    .get_or_insert_with(|| InlineBuilder::new(self.text, range.clone()))
                    .event(event, range),
            }
        }
        finish(&mut loose, &mut blocks);
        blocks
    }

    fn block(&mut self, tag: Tag<'a>, range: Range<usize>, depth: usize) -> Option<Block> {
        if depth > DEPTH_LIMIT {
            self.skip();
            return Some(Block::Other { range });
        }
        Some(match tag {
            Tag::Heading { level, .. } => {
                Block::Heading { level: depth_of(level), inline: self.inline(range.clone()), range }
            }
            Tag::Paragraph => Block::Paragraph(self.inline(range)),
            Tag::List(start) => Block::List { start, items: self.items(depth), range },
            Tag::Table(_) => {
                let (head, rows) = self.table();
                Block::Table { head, rows, range }
            }
            Tag::CodeBlock(_) => self.code(range),
            Tag::BlockQuote(_) => Block::Quote { blocks: self.blocks(depth + 1), range },
            _ => {
                let _ = self.blocks(depth + 1);
                Block::Other { range }
            }
        })
    }

    fn items(&mut self, depth: usize) -> Vec<ListItem> {
        let mut items = Vec::new();
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::Start(Tag::Item) => {
                    let range = self.place(range);
                    let (task, blocks) = self.item(depth + 1);
                    items.push(ListItem { task, blocks, range });
                }
                Event::End(TagEnd::List(_)) => break,
                _ => {}
            }
        }
        items
    }

    fn item(&mut self, depth: usize) -> (Option<bool>, Vec<Block>) {
        let mut task = None;
        let mut blocks = Vec::new();
        let mut loose: Option<InlineBuilder> = None;
        while let Some((event, range)) = self.events.next() {
            let range = self.place(range);
            match event {
                Event::TaskListMarker(checked) => task = Some(checked),
                Event::Start(tag) if is_block(&tag) => {
                    finish(&mut loose, &mut blocks);
                    if matches!(tag, Tag::Paragraph) {
                        let (paragraph, checked) = self.item_paragraph(range);
                        task = task.or(checked);
                        blocks.push(Block::Paragraph(paragraph));
                    } else if let Some(block) = self.block(tag, range, depth) {
                        blocks.push(block);
                    }
                }
                Event::End(TagEnd::Item) => break,
                Event::Rule | Event::Html(_) => {
                    finish(&mut loose, &mut blocks);
                    blocks.push(Block::Other { range });
                }
                event => loose
                    .get_or_insert_with(|| InlineBuilder::new(self.text, range.clone()))
                    .event(event, range),
            }
        }
        finish(&mut loose, &mut blocks);
        (task, blocks)
    }

    /// A paragraph of a loose item, where the task marker stands inside.
    fn item_paragraph(&mut self, range: Range<usize>) -> (Inline, Option<bool>) {
        let mut builder = InlineBuilder::new(self.text, range);
        let mut task = None;
        while let Some((event, range)) = self.events.next() {
            let range = self.place(range);
            match event {
                Event::TaskListMarker(checked) => task = Some(checked),
                Event::End(TagEnd::Paragraph) => break,
                event => builder.event(event, range),
            }
        }
        (builder.finish(), task)
    }

    fn inline(&mut self, range: Range<usize>) -> Inline {
        let mut builder = InlineBuilder::new(self.text, range);
        while let Some((event, range)) = self.events.next() {
            let range = self.place(range);
            match event {
                Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell) => break,
                event => builder.event(event, range),
            }
        }
        builder.finish()
    }

    fn table(&mut self) -> (Vec<Inline>, Vec<Vec<Inline>>) {
        let mut head = Vec::new();
        let mut rows = Vec::new();
        let mut row = Vec::new();
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::Start(Tag::TableCell) => {
                    let range = self.place(range);
                    row.push(self.inline(range));
                }
                Event::End(TagEnd::TableHead) => head = std::mem::take(&mut row),
                Event::End(TagEnd::TableRow) => rows.push(std::mem::take(&mut row)),
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        (head, rows)
    }

    fn code(&mut self, range: Range<usize>) -> Block {
        let mut pieces = Vec::new();
        for (event, place) in self.events.by_ref() {
            match event {
                Event::Text(words) => pieces.push((words.into_string(), place.start + self.base)),
                Event::End(TagEnd::CodeBlock) => break,
                _ => {}
            }
        }
        Block::Code { pieces, range }
    }

    /// Passes over the container just opened.
    fn skip(&mut self) {
        let mut open = 1_usize;
        for (event, _) in self.events.by_ref() {
            match event {
                Event::Start(_) => open += 1,
                Event::End(_) => open -= 1,
                _ => {}
            }
            if open == 0 {
                break;
            }
        }
    }

    fn place(&self, range: Range<usize>) -> Range<usize> {
        range.start + self.base..range.end + self.base
    }
}

fn finish(loose: &mut Option<InlineBuilder<'_>>, blocks: &mut Vec<Block>) {
    if let Some(builder) = loose.take() {
        let inline = builder.finish();
        if !inline.text.trim().is_empty() || !inline.spans.is_empty() {
            blocks.push(Block::Paragraph(inline));
        }
    }
}

fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

fn is_block_end(end: &TagEnd) -> bool {
    !matches!(
        end,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

fn depth_of(level: HeadingLevel) -> u8 {
    level as u8
}

struct InlineBuilder<'a> {
    source: &'a str,
    inline: Inline,
    open: Vec<(InlineKind, usize, Range<usize>)>,
}

impl<'a> InlineBuilder<'a> {
    fn new(source: &'a str, range: Range<usize>) -> InlineBuilder<'a> {
        InlineBuilder { source, inline: Inline { range, ..Inline::default() }, open: Vec::new() }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        self.inline.range.start = self.inline.range.start.min(range.start);
        self.inline.range.end = self.inline.range.end.max(range.end);
        match event {
            Event::Text(words) => self.words(&words, range.start),
            Event::Code(words) => {
                let start = self.inline.text.len();
                let ticks = self.source[range.clone()].bytes().take_while(|byte| *byte == b'`').count();
                self.words(&words, range.start + ticks);
                self.span(InlineKind::Code, start, range);
            }
            Event::SoftBreak | Event::HardBreak => self.words("\n", range.start),
            Event::InlineHtml(tag) if tag.to_ascii_lowercase().starts_with("<br") => {
                self.words("\n", range.start)
            }
            Event::FootnoteReference(_) | Event::InlineHtml(_) | Event::Html(_) => {}
            Event::Start(tag) => {
                let kind = match tag {
                    Tag::Strong => InlineKind::Strong,
                    Tag::Emphasis => InlineKind::Emphasis,
                    Tag::Strikethrough => InlineKind::Struck,
                    Tag::Link { link_type: LinkType::WikiLink { .. }, dest_url, .. } => {
                        InlineKind::Wiki(dest_url.into_string())
                    }
                    Tag::Link { dest_url, .. } => InlineKind::Link(dest_url.into_string()),
                    Tag::Image { dest_url, .. } => InlineKind::Image(dest_url.into_string()),
                    _ => return,
                };
                self.open.push((kind, self.inline.text.len(), range));
            }
            Event::End(end) if !is_block_end(&end) => {
                if let Some((kind, start, range)) = self.open.pop() {
                    self.span(kind, start, range);
                }
            }
            _ => {}
        }
    }

    fn words(&mut self, words: &str, at: usize) {
        self.inline.map.push((self.inline.text.len(), at));
        self.inline.text.push_str(words);
    }

    fn span(&mut self, kind: InlineKind, start: usize, source: Range<usize>) {
        let text = start..self.inline.text.len();
        self.inline.spans.push(InlineSpan { kind, text, source });
    }

    fn finish(mut self) -> Inline {
        self.inline.spans.sort_by_key(|span| (span.text.start, std::cmp::Reverse(span.text.end)));
        self.inline
    }
}
