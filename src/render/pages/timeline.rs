//! The timeline of a COE as moments on a line, in place of the list, table or headings it was written as.
//!
//! Nothing the author wrote may be lost. A block takes this form only where its entries, and what this form says
//! itself (dates, times, zones, markers), are all there is to it; untimed items become notes between the moments.
//! Any other block stays as it was written.

mod branches;
mod evidence;
mod folds;

use std::ops::Range;

use crate::findings::LineMap;
use crate::model::{Coe, EntrySource, Marker, Moment, Role, TimelineEntry};
use crate::render::blocks::{Block, BlockKind, Unit};
use crate::render::context::Page;
use crate::render::figures::miniature::{self, Marked, Scene};
use crate::render::moments::{self, Clockwork};
use crate::render::prose::Prose;
use crate::render::residue;
use crate::render::view::{Entry, Html, ItemKind, Part, Timeline, TimelineItem};
use crate::render::words::Words;

/// Outside a timeline section, a block is a timeline from this many entries on.
const LEAST_ENTRIES: usize = 3;

/// From this many entries on a timeline is set tighter.
const DENSE: usize = 30;

/// Silence longer than this, in seconds, is drawn as time nobody accounts for.
const SILENCE: i64 = 30 * 60;

/// What a block of the document is to the timeline.
#[derive(Debug)]
pub(super) enum Form {
    /// Prose, to stay as it was written.
    Authored,
    /// Moments and notes.
    Moments(Vec<Piece>),
    /// Words that already stand with a moment of an earlier block.
    Told,
}

/// A moment, a note, or words of a table's header.
#[derive(Debug)]
pub(super) enum Piece {
    /// An entry, by index.
    Entry(usize),
    /// Something between two entries.
    Note(EntrySource),
    /// A whole block between two entries.
    Block(Range<usize>),
    /// The header of a table.
    Header(Vec<Range<usize>>),
}

/// Decides the form of one block after another.
pub(super) struct Former<'c> {
    coe: &'c Coe,
    lines: LineMap,
    /// Entries in the order of the file.
    entries: Vec<usize>,
    told: Vec<bool>,
    authored: Vec<bool>,
}

impl<'c> Former<'c> {
    pub(super) fn new(coe: &'c Coe) -> Former<'c> {
        let count = coe.timeline.entries.len();
        let start = |entry: &TimelineEntry| entry.source.ranges.first().map_or(0, |range| range.start);
        let mut entries: Vec<usize> = (0..count).collect();
        entries.sort_by_key(|index| {
            let entry = &coe.timeline.entries[*index];
            (entry.line, start(entry), *index)
        });
        let lines = LineMap::new(&coe.text);
        Former { coe, lines, entries, told: vec![false; count], authored: vec![false; count] }
    }

    /// The form of a block; blocks come in the order of the file.
    pub(super) fn form(&mut self, block: &Block) -> Form {
        let within: Vec<usize> = self.entries_in(&block.range);
        if within.is_empty() {
            return Form::Authored;
        }
        let (told, new): (Vec<usize>, Vec<usize>) = within.iter().partition(|entry| self.told[**entry]);
        if new.is_empty() {
            return if self.says_more(&block.range, &told) { Form::Authored } else { Form::Told };
        }
        let settled = new.iter().any(|entry| self.authored[*entry]);
        let pieces =
            if settled || !self.is_timeline(block, new.len()) { None } else { self.pieces(block, &within) };
        match pieces {
            Some(pieces) => {
                new.iter().for_each(|entry| self.told[*entry] = true);
                Form::Moments(pieces)
            }
            None => {
                new.iter().for_each(|entry| self.authored[*entry] = true);
                Form::Authored
            }
        }
    }

    /// Entries whose time or words stand in a range, at least in part, in the order of the file.
    fn entries_in(&self, range: &Range<usize>) -> Vec<usize> {
        let lines = self.lines.line(range.start)..=self.lines.line(range.end.saturating_sub(1));
        let touches = |index: usize| {
            let entry = &self.coe.timeline.entries[index];
            let stands = |words: &Range<usize>| words.start < range.end && range.start < words.end;
            lines.contains(&entry.line) || entry.source.ranges.iter().any(stands)
        };
        self.entries.iter().copied().filter(|entry| touches(*entry)).collect()
    }

    fn says_more(&self, range: &Range<usize>, entries: &[usize]) -> bool {
        let told = entries.iter().flat_map(|entry| &self.coe.timeline.entries[*entry].source.ranges);
        residue::says_more(&self.coe.text, range.clone(), told)
    }

    fn is_timeline(&self, block: &Block, entries: usize) -> bool {
        let at = block.range.start;
        let in_section = self.coe.sections.iter().any(|section| {
            section.role.or(section.within) == Some(Role::Timeline) && section.range.contains(&at)
        });
        in_section || entries >= LEAST_ENTRIES
    }

    fn pieces(&self, block: &Block, within: &[usize]) -> Option<Vec<Piece>> {
        match block.kind {
            BlockKind::Heading | BlockKind::Paragraph => {
                let whole = !self.says_more(&block.range, within);
                whole.then(|| self.new_among(within, &[]))
            }
            BlockKind::List | BlockKind::Table => {
                let mut pieces = Vec::new();
                for unit in &block.units {
                    let more = self.pieces_of(unit, &pieces)?;
                    pieces.extend(more);
                }
                Some(pieces)
            }
            BlockKind::Other => None,
        }
    }

    /// Those of some entries that stand neither in the timeline nor among some pieces yet.
    fn new_among(&self, entries: &[usize], before: &[Piece]) -> Vec<Piece> {
        let is_new = |entry: &usize| {
            !self.told[*entry]
                && !before.iter().any(|piece| matches!(piece, Piece::Entry(known) if known == entry))
        };
        entries.iter().copied().filter(is_new).map(Piece::Entry).collect()
    }

    /// The moments of an item or row; nothing when some of its words would be lost.
    fn pieces_of(&self, unit: &Unit, before: &[Piece]) -> Option<Vec<Piece>> {
        let entries = self.entries_in(&unit.range);
        if !entries.is_empty() {
            let whole = !self.says_more(&unit.range, &entries);
            return whole.then(|| self.new_among(&entries, before));
        }
        let text = self.coe.text.get(unit.range.clone())?;
        if unit.header {
            return Some(vec![Piece::Header(unit.parts.clone())]);
        }
        let is_date_only = !residue::has_words(text);
        let note = EntrySource { opening: "", ranges: unit.parts.clone() };
        Some(if is_date_only { Vec::new() } else { vec![Piece::Note(note)] })
    }
}

/// Turns the moments of one document into what the template sees.
pub(super) struct Teller<'c, 'd> {
    page: &'c Page<'c, 'c>,
    coe: &'c Coe,
    prose: &'c Prose<'d>,
    words: &'c Words,
    clock: Clockwork,
    zone: Option<String>,
    zone_told: bool,
    before: Option<&'c TimelineEntry>,
    /// Impact start and recovery on the scale of `clock`.
    incident: Option<Range<i64>>,
}

/// The moments of a document that have a time of day.
fn clocked(coe: &Coe) -> impl Iterator<Item = &Moment> {
    coe.timeline.entries.iter().map(|entry| &entry.at).filter(|at| at.clock.is_some())
}

/// The scale the moments of a document stand on, and impact start and recovery on it.
fn scale(coe: &Coe) -> (Clockwork, Option<Range<i64>>) {
    let times = &coe.times;
    let moments = coe.timeline.entries.iter().map(|entry| &entry.at);
    let frame = [times.impact_start.as_ref(), times.recovered.as_ref().or(times.mitigated.as_ref())];
    let clock = Clockwork::of(moments.chain(frame.iter().flatten().map(|fact| &fact.value)));
    let incident = match frame.map(|fact| fact.and_then(|fact| clock.seconds(&fact.value))) {
        [Some(start), Some(end)] if start < end => Some(start..end),
        _ => None,
    };
    (clock, incident)
}

/// What needs all stretches of a timeline: hypotheses drawn as branches, and the ordinary folded; also the timeline
/// in small.
pub(super) fn arrange(coe: &Coe, parts: &mut [Part], words: &Words) -> Html {
    branches::draw(coe, parts, words);
    let miniature = miniature(coe, parts, words);
    folds::fold(parts, words);
    miniature
}

fn miniature(coe: &Coe, parts: &[Part], words: &Words) -> Html {
    let items = parts.iter().flat_map(|part| match part {
        Part::Timeline(timeline) => timeline.items.as_slice(),
        _ => &[],
    });
    let marked = items.filter_map(|item| match &item.told {
        ItemKind::Entry(entry) => Some(Marked {
            at: entry.at?,
            anchor: &entry.anchor,
            marker: entry.marker,
            words: &entry.marker_words,
            time: &entry.time,
        }),
        _ => None,
    });
    let (_, impact) = scale(coe);
    miniature::of(&Scene {
        moments: marked.collect(),
        impact,
        silence: SILENCE,
        name: words.say("timeline.small"),
    })
}

impl<'c, 'd> Teller<'c, 'd> {
    pub(super) fn new(page: &'c Page<'c, 'c>, coe: &'c Coe, prose: &'c Prose<'d>) -> Teller<'c, 'd> {
        let (clock, incident) = scale(coe);
        let zone = moments::common_zone(clocked(coe));
        Teller {
            page,
            coe,
            prose,
            words: page.words(),
            clock,
            zone,
            zone_told: false,
            before: None,
            incident,
        }
    }

    /// A stretch of the timeline.
    pub(super) fn timeline(&mut self, pieces: Vec<Piece>) -> Timeline {
        let mut timeline = Timeline { dense: self.coe.timeline.entries.len() > DENSE, ..Timeline::default() };
        if !std::mem::replace(&mut self.zone_told, true) {
            timeline.zone = self.zone_words();
            timeline.zones = self.zones();
        }
        for piece in pieces {
            match piece {
                Piece::Entry(index) => self.add_entry(&mut timeline.items, index),
                Piece::Note(source) => {
                    let html = self.prose.fragment(&source);
                    timeline.items.push(item(ItemKind::Note { html }));
                }
                Piece::Block(range) => {
                    let html = self.prose.html(range);
                    timeline.items.push(item(ItemKind::Note { html }));
                }
                Piece::Header(cells) => timeline.heading = self.heading(&cells),
            }
        }
        timeline
    }

    fn zone_words(&self) -> String {
        let mut zones = clocked(self.coe).map(|at| &at.zone);
        match &self.zone {
            _ if clocked(self.coe).next().is_none() => String::new(),
            Some(zone) => self.words.fill("timeline.zone", &[("zone", zone)]),
            None if zones.all(Option::is_none) => self.words.said("timeline.no_zone"),
            None => self.words.said("timeline.several_zones"),
        }
    }

    /// The zone as a choice among others, where every time is a point in time.
    fn zones(&self) -> String {
        let absolute =
            |at: &Moment| at.offset_minutes().is_some() && at.day.is_some_and(|day| day.civil().is_some());
        let entries = &self.coe.timeline.entries;
        let all = entries.iter().all(|it| absolute(&it.at) && it.end.as_ref().is_none_or(absolute));
        if !all {
            return String::new();
        }
        self.zone.clone().unwrap_or_else(|| self.words.said("timeline.as_written"))
    }

    fn heading(&self, cells: &[Range<usize>]) -> String {
        let words = cells.iter().filter_map(|cell| self.coe.text.get(cell.clone()));
        let plain = words.map(|cell| cell.replace(['*', '_', '`', '|'], "").trim().to_owned());
        plain.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" · ")
    }

    fn add_entry(&mut self, items: &mut Vec<TimelineItem>, index: usize) {
        let entry = &self.coe.timeline.entries[index];
        let passed = self.passed(entry);
        if let Some(words) = passed.and_then(|passed| self.silence(entry, passed)) {
            items.push(item(ItemKind::Gap { words }));
        }
        let day_before =
            self.before.and_then(|before| before.end.as_ref().and_then(|end| end.day).or(before.at.day));
        let day = entry.at.day.filter(|day| day_before != Some(*day)).map(|day| match entry.at.clock {
            Some(_) => self.words.day(day),
            // The day itself stands in place of the time.
            None if day_before.is_some_and(|before| before.year == day.year) => String::new(),
            None => day.year.to_string(),
        });
        let html = self.prose.fragment(&entry.source);
        items.push(item(ItemKind::Entry(Box::new(Entry {
            anchor: entry.anchor.clone(),
            iso: iso(&entry.at),
            day: day.unwrap_or_default(),
            time: match (entry.at.clock, entry.at.day) {
                (None, Some(day)) => self.words.short_day(day),
                _ => clock(&entry.at),
            },
            until: entry.end.as_ref().map(|end| until(&entry.at, end, self.words)).unwrap_or_default(),
            until_iso: entry.end.as_ref().map(iso).unwrap_or_default(),
            approximate: entry.approximate,
            zone: if self.zone.is_some() || entry.at.clock.is_none() {
                String::new()
            } else {
                entry.at.zone.as_ref().map(moments::zone).unwrap_or_default()
            },
            marker: entry.marker.map_or("", Marker::word),
            marker_words: entry.marker.map(|it| self.words.said(marker_words(it))).unwrap_or_default(),
            inferred: entry.marker_inferred,
            gap: passed.map_or(0, moments::gap_class),
            lane: 0,
            fate: String::new(),
            after: String::new(),
            of: String::new(),
            evidence: evidence::of(self.page, self.coe, &entry.source),
            html,
            index,
            at: self.clock.seconds(&entry.at),
        }))));
        self.before = Some(entry);
    }

    /// Seconds since the entry before, when both are on the scale and in order.
    fn passed(&self, entry: &TimelineEntry) -> Option<i64> {
        let before = self.before?;
        let end = before.end.as_ref().and_then(|end| self.clock.seconds(end));
        let from = end.or_else(|| self.clock.seconds(&before.at))?;
        Some(self.clock.seconds(&entry.at)? - from).filter(|passed| *passed >= 0)
    }

    /// Time between two entries that nobody accounts for, in words, while the incident lasted.
    fn silence(&self, entry: &TimelineEntry, passed: i64) -> Option<String> {
        let incident = self.incident.as_ref()?;
        let end = self.clock.seconds(&entry.at)?;
        let during = incident.start <= end - passed && end <= incident.end;
        (during && passed > SILENCE).then(|| self.words.long_span(passed))
    }
}

fn item(told: ItemKind) -> TimelineItem {
    TimelineItem { lanes: Vec::new(), told }
}

fn iso(moment: &Moment) -> String {
    match (moment.day, moment.clock) {
        (Some(day), _) if day.civil().is_none() => String::new(),
        (None, Some(clock)) => clock.to_string(),
        _ => moment.to_string(),
    }
}

fn clock(moment: &Moment) -> String {
    moment.clock.map(|clock| clock.to_string()).unwrap_or_default()
}

fn until(at: &Moment, end: &Moment, words: &Words) -> String {
    match end.day.filter(|day| at.day != Some(*day)) {
        Some(day) => format!("{} {}", words.short_day(day), clock(end)).trim().to_owned(),
        None => clock(end),
    }
}

fn marker_words(marker: Marker) -> &'static str {
    match marker {
        Marker::Origin => "markers.origin",
        Marker::ImpactStart => "markers.impact_start",
        Marker::Detected => "markers.detected",
        Marker::Diagnosed => "markers.diagnosed",
        Marker::Mitigated => "markers.mitigated",
        Marker::Recovered => "markers.recovered",
        Marker::ImpactEnd => "markers.impact_end",
        Marker::Key => "markers.key",
        Marker::Hypothesis => "markers.hypothesis",
        Marker::RuledOut => "markers.ruled_out",
        Marker::RedHerring => "markers.red_herring",
        Marker::Decision => "markers.decision",
    }
}
