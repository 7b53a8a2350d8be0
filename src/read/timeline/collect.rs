//! Timed entries as they stand in the document, in any of the forms, before dates are carried forward.

#![allow(clippy::single_range_in_vec_init, reason = "an entry has a list of ranges, often of one")]

use std::ops::Range;

use super::columns;
use crate::model::{EntrySource, Zone};
use crate::read::blocks::{Block, Inline, InlineKind, ListItem};
use crate::read::moment::{self, PartialDay, SlashOrder, Stamp};
use crate::read::outline::{Part, push_words};
use crate::read::words::one_line;

/// A step of a timeline in document order.
#[derive(Debug)]
pub(super) enum Step {
    /// What follows happened on this day.
    Day { day: PartialDay, at: usize },
    /// What follows happened on the next such day of the week, 1 for Monday.
    Weekday(i8),
    /// What follows is in this zone, unless it says otherwise.
    Zone(Zone),
    /// A timed entry.
    Entry(RawEntry),
}

/// A timed entry as written.
#[derive(Debug)]
pub(super) struct RawEntry {
    pub(super) stamp: Stamp,
    pub(super) text: String,
    pub(super) source: EntrySource,
    /// Byte of the file at which the entry starts.
    pub(super) at: usize,
    /// Bytes of the time.
    pub(super) time_span: Range<usize>,
}

/// Collects steps.
pub(super) struct Collector {
    pub(super) order: SlashOrder,
    pub(super) steps: Vec<Step>,
}

impl Collector {
    pub(super) fn new(order: SlashOrder) -> Collector {
        Collector { order, steps: Vec::new() }
    }

    /// How many entries with a time of day there are.
    pub(super) fn timed(&self) -> usize {
        self.steps
            .iter()
            .filter(|step| matches!(step, Step::Entry(entry) if entry.stamp.clock.is_some()))
            .count()
    }

    /// The part of a timeline: its heading first, then what it holds.
    pub(super) fn part(&mut self, part: &Part<'_>) {
        if part.timed {
            self.timed_part(part);
            return;
        }
        if let Some(heading) = part.heading.filter(|_| part.lead.is_none()) {
            self.heading_context(heading);
        }
        if let (Some(heading), Some(offset)) = (part.heading, part.lead) {
            // "**Timeline** (UTC)"
            if let Some((inside, _)) =
                heading.text[offset..].strip_prefix('(').and_then(|words| words.split_once(')'))
            {
                self.steps.extend(moment::zone_in(inside).map(Step::Zone));
            }
            self.lines(heading, offset);
        }
        self.blocks(&part.blocks);
    }

    /// Dates and zone a heading gives to what follows.
    fn heading_context(&mut self, heading: &Inline) {
        if let Some((day, offset, _)) = moment::dates(&heading.text, self.order).into_iter().next() {
            self.steps.push(Step::Day { day, at: heading.source_of(offset) });
        }
        if let Some(zone) = moment::zone_in(&heading.text) {
            self.steps.push(Step::Zone(zone));
        }
    }

    fn timed_part(&mut self, part: &Part<'_>) {
        let Some(heading) = part.heading else { return };
        let Some(stamp) = moment::leading(&heading.text, self.order) else { return };
        if stamp.clock.is_none() {
            self.heading_context(heading);
            self.blocks(&part.blocks);
            return;
        }
        let rest = stamp.length;
        let mut entry = raw(heading, 0, heading.text.len(), stamp);
        if heading.text[rest..].trim().is_empty() {
            entry.source = EntrySource::default();
        }
        for block in &part.blocks {
            entry.source.ranges.push(block.range());
            if entry.text.is_empty() {
                let mut words = String::new();
                push_words(block, &mut words);
                entry.text = one_line(&words);
            }
        }
        self.steps.push(Step::Entry(entry));
    }

    /// Blocks in order; a block without a time goes to the entry that a paragraph before it opened.
    pub(super) fn blocks(&mut self, blocks: &[&Block]) {
        let mut open = false;
        for block in blocks {
            match block {
                Block::Paragraph(inline) => {
                    let before = self.steps.len();
                    self.lines(inline, 0);
                    let found = self.steps.len() > before;
                    if found {
                        open = matches!(self.steps.last(), Some(Step::Entry(_)));
                    } else if open {
                        self.attach(block);
                    } else if let Some(entry) = self.day_entry(inline) {
                        self.steps.push(Step::Entry(entry));
                        open = true;
                    } else {
                        self.sentence(inline);
                    }
                }
                Block::List { items, .. } => {
                    let before = self.timed();
                    let steps = self.steps.len();
                    self.items(items);
                    if self.timed() == before && self.steps.len() == steps && open {
                        self.attach(block);
                    } else {
                        open = false;
                    }
                }
                Block::Table { head, rows, .. } => {
                    open = false;
                    self.table(head, rows);
                }
                Block::Quote { blocks, .. } => {
                    let before = self.steps.len();
                    self.blocks(&blocks.iter().collect::<Vec<_>>());
                    if self.steps.len() == before && open {
                        self.attach(block);
                    }
                }
                Block::Code { pieces, .. } => {
                    if open {
                        self.attach(block);
                    } else {
                        self.code(pieces);
                    }
                }
                Block::Heading { inline, .. } => self.heading_context(inline),
                Block::Other { .. } => {
                    if open {
                        self.attach(block);
                    }
                }
            }
        }
    }

    /// The words below a date that stands alone, when they are no timed lines.
    fn day_entry(&self, inline: &Inline) -> Option<RawEntry> {
        let Some(Step::Day { day, at }) = self.steps.last() else { return None };
        let says_zone = super::zone_of_sentence(&inline.text).is_some();
        let stamp = Stamp { day: Some(*day), ..Stamp::default() };
        (!says_zone && !inline.text.trim().is_empty()).then(|| RawEntry {
            stamp,
            text: one_line(&inline.text),
            source: EntrySource { opening: "", ranges: vec![inline.range.clone()] },
            at: inline.range.start,
            time_span: *at..*at,
        })
    }

    /// Gives a block to the last entry.
    fn attach(&mut self, block: &Block) {
        let Some(Step::Entry(entry)) = self.steps.last_mut() else { return };
        entry.source.ranges.push(block.range());
        if entry.text.is_empty() {
            let mut words = String::new();
            push_words(block, &mut words);
            entry.text = one_line(&words);
        }
    }

    /// "All times in UTC" between entries.
    fn sentence(&mut self, inline: &Inline) {
        if let Some(zone) = super::zone_of_sentence(&inline.text) {
            self.steps.push(Step::Zone(zone));
        }
    }

    /// Lines of a paragraph: each that opens with a time is an entry, the others go on with the one before.
    fn lines(&mut self, inline: &Inline, from: usize) {
        let mut current: Option<(usize, usize, Stamp)> = None;
        for (start, line) in inline.lines() {
            let start = start.max(from);
            let Some(line) =
                inline.text.get(start..start.max(from) + line.len().min(inline.text.len() - start))
            else {
                continue;
            };
            if line.is_empty() && start < from {
                continue;
            }
            let end = start + line.len();
            match moment::leading(line, self.order) {
                Some(stamp) if stamp.clock.is_some() => {
                    self.flush(inline, current.take());
                    current = Some((start, end, stamp));
                }
                None if weekday_line(line).is_some() => {
                    self.flush(inline, current.take());
                    self.steps.extend(weekday_line(line).map(Step::Weekday));
                }
                // A date alone is the day of what follows: of times, or of the words below it.
                Some(stamp) if stamp.day.is_some() => {
                    self.flush(inline, current.take());
                    current = Some((start, end, stamp));
                }
                _ => match (&mut current, self.labelled(inline, start, line)) {
                    (_, Some(entry)) => {
                        self.flush(inline, current.take());
                        self.steps.push(Step::Entry(entry));
                    }
                    (Some((_, reach, _)), None) => *reach = end,
                    (None, None) => {}
                },
            }
        }
        self.flush(inline, current);
    }

    fn flush(&mut self, inline: &Inline, current: Option<(usize, usize, Stamp)>) {
        let Some((start, end, stamp)) = current else { return };
        let bare = inline.text[(start + stamp.length).min(end)..end].trim().is_empty();
        match stamp.day.filter(|_| bare && stamp.clock.is_none()) {
            Some(day) => self.steps.push(Step::Day { day, at: inline.source_of(start) }),
            None => self.steps.push(Step::Entry(raw(inline, start, end, stamp))),
        }
    }

    /// "Fault introduced: 22.02.2024 10.00"
    fn labelled(&self, inline: &Inline, start: usize, line: &str) -> Option<RawEntry> {
        let (stamp, at) = moment::trailing(line, self.order)?;
        let label = line[..at].trim_end();
        let short = label.split_whitespace().count() <= 8;
        let dated = stamp.day.is_some();
        if label.is_empty() || !short || !(dated || label.ends_with(':')) {
            return None;
        }
        let text = one_line(label.trim_end_matches([':', '-', '–', '(', '[', ',']));
        let text_start = start + (line.len() - line.trim_start().len());
        let time_span = inline.source_of(start + at)..inline.source_of(start + at + stamp.time_length);
        let source = EntrySource {
            opening: "",
            ranges: vec![source_at(inline, text_start)..inline.source_of(start + at)],
        };
        Some(RawEntry { stamp, text, source, at: inline.source_of(start), time_span })
    }

    fn items(&mut self, items: &[ListItem]) {
        for item in items {
            self.item(item);
        }
    }

    fn item(&mut self, item: &ListItem) {
        let Some(inline) = item.lead() else {
            self.blocks(&item.blocks.iter().collect::<Vec<_>>());
            return;
        };
        let nested_times = item.sublists().flatten().any(|item| self.opens_with_time(item));
        let timed_lines = inline
            .lines()
            .filter(|(_, line)| moment::leading(line, self.order).is_some_and(|stamp| stamp.clock.is_some()))
            .count();
        if timed_lines > 1 {
            self.lines(inline, 0);
            return;
        }
        match moment::leading(&inline.text, self.order) {
            Some(stamp) if stamp.clock.is_some() => {
                let mut entry = raw(inline, 0, inline.text.len(), stamp);
                entry.at = item.range.start;
                if nested_times {
                    self.steps.push(Step::Entry(entry));
                    self.sublists(item);
                } else {
                    self.with_rest(item, entry);
                }
            }
            Some(stamp) if stamp.day.is_some() => {
                if let Some(day) = stamp.day {
                    self.steps.push(Step::Day { day, at: inline.range.start });
                }
                if nested_times {
                    self.sublists(item);
                } else if !inline.text[stamp.length..].trim().is_empty() {
                    let mut entry = raw(inline, 0, inline.text.len(), stamp);
                    entry.at = item.range.start;
                    self.with_rest(item, entry);
                }
            }
            _ => match self.labelled(inline, 0, &inline.text) {
                Some(mut entry) => {
                    entry.at = item.range.start;
                    self.with_rest(item, entry);
                }
                None if nested_times => {
                    if let Some((day, offset, _)) = moment::dates(&inline.text, self.order).into_iter().next()
                    {
                        self.steps.push(Step::Day { day, at: inline.source_of(offset) });
                    }
                    self.sublists(item);
                }
                None => match self.embedded(inline) {
                    Some(mut entry) => {
                        entry.at = item.range.start;
                        self.with_rest(item, entry);
                    }
                    None => self.sentence(inline),
                },
            },
        }
    }

    /// A time inside the first words: "Block 12 (2020-02-11 14:02 UTC): …", "**Detected** 10:07 UTC: …", "Between
    /// 10:30 and 11:00 …", or a single full date and time anywhere.
    fn embedded(&self, inline: &Inline) -> Option<RawEntry> {
        let words = &inline.text;
        let whole = |stamp: Stamp, at: usize| RawEntry {
            time_span: inline.source_of(at)..inline.source_of(at + stamp.time_length),
            stamp,
            text: one_line(words),
            source: EntrySource { opening: "", ranges: vec![inline.range.clone()] },
            at: inline.range.start,
        };
        let bounded = words.split_once(' ').filter(|(first, _)| moment::bounds(first));
        if let Some((first, rest)) = bounded {
            return moment::range(rest, self.order).map(|stamp| whole(stamp, first.len() + 1));
        }
        let phase =
            inline.leading_strong().map(|(_, end)| end).or_else(|| words.find('(')).filter(|at| *at < 48)?;
        let stamp = moment::leading(&words[phase..], self.order)?;
        (stamp.clock.is_some() && stamp.length > stamp.time_length).then(|| whole(stamp, phase))
    }

    fn sublists(&mut self, item: &ListItem) {
        for items in item.sublists() {
            self.items(items);
        }
    }

    fn opens_with_time(&self, item: &ListItem) -> bool {
        item.lead().is_some_and(|inline| {
            moment::leading(&inline.text, self.order).is_some_and(|stamp| stamp.clock.is_some())
        })
    }

    /// The entry of an item with everything below its first words.
    fn with_rest(&mut self, item: &ListItem, mut entry: RawEntry) {
        for block in item.blocks.iter().skip(1) {
            entry.source.ranges.push(block.range());
            if entry.text.is_empty() {
                let mut words = String::new();
                push_words(block, &mut words);
                entry.text = one_line(&words);
            }
        }
        self.steps.push(Step::Entry(entry));
    }

    fn table(&mut self, head: &[Inline], rows: &[Vec<Inline>]) {
        let Some(columns) = columns::find(head, rows, self.order) else { return };
        if let Some(zone) = columns.zone.clone() {
            self.steps.push(Step::Zone(zone));
        }
        let heads = columns.head_is_row.then_some(head);
        for row in heads.into_iter().chain(rows.iter().map(Vec::as_slice)) {
            self.row(row, &columns);
        }
    }

    fn row(&mut self, row: &[Inline], columns: &columns::Columns) {
        let cell = |index: Option<usize>| {
            index.and_then(|index| row.get(index)).filter(|cell| !cell.text.trim().is_empty())
        };
        let mut stamp = Stamp::default();
        let mut spans: Option<Range<usize>> = None;
        for inline in [cell(columns.date), cell(columns.time)].into_iter().flatten() {
            let Some(found) = moment::leading(&inline.text, self.order) else { continue };
            spans = Some(spans.map_or(inline.range.clone(), |span| span.start..inline.range.end));
            stamp.day = found.day.or(stamp.day);
            if found.clock.is_some() {
                stamp = Stamp { day: stamp.day, ..found };
            }
        }
        let texts: Vec<&Inline> =
            columns.text.iter().chain(&columns.others).filter_map(|index| cell(Some(*index))).collect();
        let ranges: Vec<Range<usize>> = texts.iter().map(|inline| trimmed(inline)).collect();
        let text = one_line(&cell(columns.text).map_or_else(
            || texts.iter().map(|inline| inline.text.as_str()).collect::<Vec<_>>().join(" "),
            |inline| inline.text.clone(),
        ));
        if stamp.day.is_none() && stamp.clock.is_none() {
            let timeless = cell(columns.time).is_none() && cell(columns.date).is_none();
            if let (true, Some(Step::Entry(entry))) = (timeless, self.steps.last_mut()) {
                // A row without a time goes on with the one before.
                entry.source.ranges.extend(ranges);
                entry.text = one_line(&format!("{} {text}", entry.text));
            }
            return;
        }
        if let (Some(day), true) = (stamp.day, text.is_empty()) {
            let at = spans.map_or(0, |span| span.start);
            self.steps.push(Step::Day { day, at });
            return;
        }
        let at = row.first().map_or(0, |cell| cell.range.start);
        self.steps.push(Step::Entry(RawEntry {
            stamp,
            text,
            source: EntrySource { opening: "", ranges },
            at,
            time_span: spans.unwrap_or(at..at),
        }));
    }

    fn code(&mut self, pieces: &[(String, usize)]) {
        for (text, start) in pieces {
            let mut at = *start;
            for line in text.split_inclusive('\n') {
                if let Some(stamp) = moment::leading(line, self.order).filter(|stamp| stamp.clock.is_some()) {
                    let words = one_line(&line[stamp.length..]);
                    if !words.is_empty() {
                        let ranges = vec![at + stamp.length..at + line.trim_end().len()];
                        let source = EntrySource { opening: "", ranges };
                        let time_span = at..at + stamp.time_length;
                        self.steps.push(Step::Entry(RawEntry { stamp, text: words, source, at, time_span }));
                    }
                }
                at += line.len();
            }
        }
    }
}

/// A line that only names a day of the week: "Friday", "Day 2 - Wednesday:".
fn weekday_line(line: &str) -> Option<i8> {
    let words: Vec<&str> =
        line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let name = match words.as_slice() {
        [name] => name,
        ["Day" | "Dag" | "Tag", number, name] if number.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => return None,
    };
    moment::weekday(name).filter(|_| name.len() > 2)
}

/// The entry made of some words of an inline that open with a stamp.
fn raw(inline: &Inline, start: usize, end: usize, stamp: Stamp) -> RawEntry {
    let words = start + stamp.length;
    let text = one_line(&inline.text[words..end]);
    let last = inline.text[..end].trim_end().len();
    let ranges =
        if text.is_empty() { Vec::new() } else { vec![source_at(inline, words)..source_end(inline, last)] };
    let time_span = inline.source_of(start)..inline.source_of(start + stamp.time_length);
    let opening = if text.is_empty() { "" } else { inline.emphasis_open_at(words) };
    RawEntry { stamp, text, source: EntrySource { opening, ranges }, at: inline.source_of(start), time_span }
}

/// Where the Markdown of the words at an offset starts: before the link or code that opens there.
fn source_at(inline: &Inline, offset: usize) -> usize {
    let plain = inline.source_of(offset);
    inline
        .spans
        .iter()
        .filter(|span| {
            let opens = span.text.start == offset;
            let inside = span.text.start < offset && offset < span.text.end;
            opens || inside && !matches!(span.kind, InlineKind::Strong | InlineKind::Emphasis)
        })
        .map(|span| span.source.start)
        .min()
        .map_or(plain, |start| start.min(plain))
}

/// Where the Markdown of the words up to an offset ends: after the link or code that closes there.
fn source_end(inline: &Inline, offset: usize) -> usize {
    if offset >= inline.text.trim_end().len() {
        return inline.range.end;
    }
    let plain = inline.source_of(offset);
    inline
        .spans
        .iter()
        .filter(|span| span.text.end == offset)
        .map(|span| span.source.end)
        .max()
        .map_or(plain, |end| end.max(plain))
}

fn trimmed(inline: &Inline) -> Range<usize> {
    inline.range.clone()
}
