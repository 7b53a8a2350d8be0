//! The shape of a stretch of Markdown: its blocks, their items and rows, as byte ranges of the file.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// What a block is, as far as timelines care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockKind {
    Heading,
    Paragraph,
    List,
    Table,
    Other,
}

/// One block that stands in no other.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub(super) kind: BlockKind,
    pub(super) range: Range<usize>,
    /// Items of a list, rows of a table; for other blocks none.
    pub(super) units: Vec<Unit>,
}

/// An item of a list or a row of a table.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    pub(super) range: Range<usize>,
    /// The cells of a row, or the words of an item without its bullet.
    pub(super) parts: Vec<Range<usize>>,
    /// Whether it is the header of a table.
    pub(super) header: bool,
}

/// The blocks of a stretch of a text, in order.
pub(super) fn blocks(text: &str, stretch: Range<usize>) -> Vec<Block> {
    let Some(source) = text.get(stretch.clone()) else { return Vec::new() };
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES;
    let mut scan = Scan { offset: stretch.start, depth: 0, blocks: Vec::new() };
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        scan.take(&event, range.start + stretch.start..range.end + stretch.start);
    }
    scan.blocks
}

struct Scan {
    offset: usize,
    depth: usize,
    blocks: Vec<Block>,
}

impl Scan {
    fn take(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => {
                self.start(tag, range);
                self.depth += 1;
            }
            Event::End(tag) => {
                self.depth -= 1;
                if self.depth == 1 && *tag == TagEnd::Item {
                    self.end_item();
                }
            }
            // A list item that is not loose holds its words directly.
            _ if self.depth == 2 => self.extend_item(range),
            Event::Rule | Event::Html(_) if self.depth == 0 => self.open(BlockKind::Other, range),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        let kind = match tag {
            Tag::Heading { .. } => BlockKind::Heading,
            Tag::Paragraph => BlockKind::Paragraph,
            Tag::List(_) => BlockKind::List,
            Tag::Table(_) => BlockKind::Table,
            _ => BlockKind::Other,
        };
        match (self.depth, tag) {
            (0, _) => self.open(kind, range),
            (1, Tag::Item | Tag::TableRow) => self.unit(range, false),
            (1, Tag::TableHead) => self.unit(range, true),
            (2, Tag::TableCell) => self.part(range),
            (2, _) => self.extend_item(range),
            _ => {}
        }
    }

    fn open(&mut self, kind: BlockKind, range: Range<usize>) {
        debug_assert!(range.start >= self.offset);
        self.blocks.push(Block { kind, range, units: Vec::new() });
    }

    fn unit(&mut self, range: Range<usize>, header: bool) {
        if let Some(block) = self.blocks.last_mut() {
            block.units.push(Unit { range, parts: Vec::new(), header });
        }
    }

    fn last_unit(&mut self) -> Option<&mut Unit> {
        self.blocks.last_mut()?.units.last_mut()
    }

    fn part(&mut self, range: Range<usize>) {
        if let Some(unit) = self.last_unit() {
            unit.parts.push(range);
        }
    }

    /// The words of an item are one stretch, from its first to its last.
    fn extend_item(&mut self, range: Range<usize>) {
        let Some(unit) = self.last_unit() else { return };
        match unit.parts.last_mut() {
            Some(part) => part.end = part.end.max(range.end),
            None => unit.parts.push(range),
        }
    }

    fn end_item(&mut self) {
        if let Some(unit) = self.last_unit()
            && unit.parts.is_empty()
        {
            unit.parts.push(unit.range.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> Vec<(BlockKind, Vec<Vec<&str>>)> {
        let parts = |unit: &Unit| unit.parts.iter().map(|part| text[part.clone()].trim()).collect();
        blocks(text, 0..text.len())
            .iter()
            .map(|block| (block.kind, block.units.iter().map(parts).collect()))
            .collect()
    }

    #[test]
    fn sees_items_with_all_that_is_below_them() {
        let list = "- one *two*\n  - three\n- four\n\n  five\n";
        assert_eq!(
            shape(list),
            [(BlockKind::List, vec![vec!["one *two*\n  - three"], vec!["four\n\n  five"]])]
        );
    }

    #[test]
    fn sees_rows_and_cells() {
        let table = "| a | b |\n|---|---|\n| 1 | 2 |\n\nafter\n";
        let rows = vec![vec!["a", "b"], vec!["1", "2"]];
        assert_eq!(shape(table), [(BlockKind::Table, rows), (BlockKind::Paragraph, vec![])]);
    }

    #[test]
    fn sees_rules_code_and_html() {
        let kinds: Vec<BlockKind> =
            shape("# a\n\n---\n\n```\n- x\n```\n\n<div>\nx\n</div>\n").iter().map(|it| it.0).collect();
        assert_eq!(kinds, [BlockKind::Heading, BlockKind::Other, BlockKind::Other, BlockKind::Other]);
    }
}
