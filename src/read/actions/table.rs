//! Actions in a table: which column says what.

use super::item::Words;
use super::words::{Column, WORDS};
use crate::read::blocks::Inline;

/// The columns of an action table.
pub(super) struct Columns {
    kinds: Vec<Option<Column>>,
    title: usize,
    /// Whether the header is an action itself (a table without a header).
    pub(super) head_is_row: bool,
}

/// Finds the columns by their headers; without a header that names what is to be done, by where the words are.
pub(super) fn find(head: &[Inline], rows: &[Vec<Inline>]) -> Option<Columns> {
    let mut kinds: Vec<Option<Column>> = head.iter().map(|cell| WORDS.column(cell.text.trim())).collect();
    let known = kinds.iter().flatten().count();
    let head_is_row = known == 0 && head.iter().any(|cell| cell.text.split_whitespace().count() > 2);
    let letters = |index: usize| -> usize {
        rows.iter().filter_map(|row| row.get(index)).map(|cell| cell.text.chars().count()).sum()
    };
    let titles: Vec<usize> = (0..kinds.len()).filter(|index| kinds[*index] == Some(Column::Title)).collect();
    let title = match titles.as_slice() {
        [] => (0..kinds.len())
            .filter(|index| kinds[*index].is_none())
            .max_by_key(|index| (letters(*index), kinds.len() - index))?,
        [only] => *only,
        // "Item | Action": the one with more words says what is to be done.
        several => several.iter().copied().max_by_key(|index| (letters(*index), kinds.len() - index))?,
    };
    for index in titles {
        if index != title {
            kinds[index] = None;
        }
    }
    kinds[title] = Some(Column::Title);
    Some(Columns { kinds, title, head_is_row })
}

impl Columns {
    /// The words of a row; nothing for rows that hold nothing or only a rule (`:---`).
    pub(super) fn words(&self, row: &[Inline]) -> Option<Words> {
        let title = row.get(self.title)?;
        let ruled = |cell: &Inline| cell.text.trim().chars().all(|c| matches!(c, ':' | '-' | ' '));
        if row.iter().all(ruled) || ruled(title) {
            return None;
        }
        let mut words = Words::of_cell(title);
        words.range = row.first()?.range.start..row.last()?.range.end;
        for (cell, kind) in row.iter().zip(&self.kinds) {
            let text = cell.text.trim();
            if text.is_empty() {
                continue;
            }
            match kind {
                Some(Column::Owner) => words.owner = Some(text.to_owned()),
                Some(Column::Due) => words.due = Some((text.to_owned(), cell.range.clone())),
                Some(Column::Status) => words.set_status(cell),
                Some(Column::Done) => words.set_done_words(text, &cell.range),
                Some(Column::Priority) => words.priority = Some(text.to_owned()),
                Some(Column::Kind) => words.kind = Some(text.to_owned()),
                Some(Column::Ticket) => words.set_ticket(cell),
                Some(Column::Number) => words.number = Some(text.to_owned()),
                Some(Column::Title) | None => {}
            }
        }
        Some(words)
    }
}
