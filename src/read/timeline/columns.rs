//! Which columns of a table hold the date, the time and the words of a timeline.

use crate::model::Zone;
use crate::read::blocks::Inline;
use crate::read::moment::{self, SlashOrder};
use crate::read::words::normal;

/// The columns of a timeline table.
#[derive(Debug)]
pub(super) struct Columns {
    pub(super) date: Option<usize>,
    pub(super) time: Option<usize>,
    pub(super) text: Option<usize>,
    /// Further columns with words, such as who and evidence.
    pub(super) others: Vec<usize>,
    /// The zone in the header of the time column.
    pub(super) zone: Option<Zone>,
    /// Whether the header is an entry itself (a table without a header).
    pub(super) head_is_row: bool,
}

/// Headers of the column that says what happened.
const EVENT: &[&str] = &[
    "event",
    "events",
    "what",
    "what happened",
    "description",
    "details",
    "action",
    "actions",
    "update",
    "message",
    "activity",
    "note",
    "notes",
    "comment",
    "comments",
    "summary",
    "log",
    "entry",
    "hendelse",
    "beskrivelse",
    "ereignis",
    "beschreibung",
    "événement",
    "description de l événement",
    "evento",
    "descripción",
    "descrição",
    "acontecimento",
    "イベント",
    "内容",
    "出来事",
    "事象",
    "対応",
    "対応内容",
    "事件",
    "描述",
    "经过",
    "操作",
    "이벤트",
    "내용",
    "상황",
    "조치",
];

/// Finds the columns by what stands in them; a table without times is no timeline.
pub(super) fn find(head: &[Inline], rows: &[Vec<Inline>], order: SlashOrder) -> Option<Columns> {
    let width = head.len();
    let mut dates = vec![0_usize; width];
    let mut clocks = vec![0_usize; width];
    let mut filled = vec![0_usize; width];
    let mut letters = vec![0_usize; width];
    for row in rows {
        for (index, cell) in row.iter().enumerate().take(width) {
            let words = cell.text.trim();
            if words.is_empty() {
                continue;
            }
            filled[index] += 1;
            letters[index] += words.chars().count();
            let Some(stamp) = moment::leading(words, order) else { continue };
            // "~15 min later" behind the time still leaves it a time column.
            let mostly = words[stamp.time_length.min(words.len())..].chars().count() <= 24;
            if stamp.clock.is_some() && mostly {
                clocks[index] += 1;
            } else if stamp.day.is_some() && mostly {
                dates[index] += 1;
            }
        }
    }
    let most = |counts: &[usize]| {
        (0..width)
            .find(|index| filled[*index] > 0 && counts[*index] * 2 >= filled[*index] && counts[*index] > 0)
    };
    let time = most(&clocks);
    let date = most(&dates).filter(|date| Some(*date) != time);
    if time.is_none() && date.is_none() {
        return None;
    }
    let is_time = |index: usize| {
        Some(index) == time
            || Some(index) == date
            || filled[index] > 0 && (clocks[index] + dates[index]) * 2 >= filled[index]
            || is_weekday_column(rows, index)
    };
    let named =
        (0..width).find(|index| !is_time(*index) && EVENT.contains(&normal(&head[*index].text).as_str()));
    let longest =
        (0..width).filter(|index| !is_time(*index)).max_by_key(|index| (letters[*index], width - index));
    let text = named.or(longest);
    let others = (0..width).filter(|index| !is_time(*index) && Some(*index) != text).collect();
    let zone = [time, date].into_iter().flatten().find_map(|index| moment::zone_in(&head[index].text));
    let head_is_row = time.is_some_and(|index| {
        moment::leading(&head[index].text, order).is_some_and(|stamp| stamp.clock.is_some())
    });
    Some(Columns { date, time, text, others, zone, head_is_row })
}

/// A column of "Mon", "Tues".
fn is_weekday_column(rows: &[Vec<Inline>], index: usize) -> bool {
    let mut cells = rows
        .iter()
        .filter_map(|row| row.get(index))
        .map(|cell| cell.text.trim())
        .filter(|cell| !cell.is_empty())
        .peekable();
    cells.peek().is_some() && cells.all(|cell| moment::weekday(cell).is_some())
}
