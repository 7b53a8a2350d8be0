//! The document on its page: in its own order, without what stands elsewhere on the page.

use std::ops::Range;

use crate::model::{Coe, Item, Role, Section, SectionForm, Source};
use crate::render::blocks::{Block, BlockKind, blocks};
use crate::render::context::Page;
use crate::render::markdown::Anchor;
use crate::render::prose::Prose;
use crate::render::view::{Html, Part, RailItem, Takeaway, Takeaways};
use crate::render::{headline, residue};

use super::notes::Notes;
use super::timeline::{self, Form, Former, Piece, Teller};
use super::{colophon, event_questions, horizons, profile, whys};

/// The parts of the document, and the takeaways that stand above them.
pub(super) struct Body {
    pub(super) takeaways: Option<Takeaways>,
    pub(super) parts: Vec<Part>,
    pub(super) rail: Vec<RailItem>,
    pub(super) miniature: Html,
}

/// What the parts of a document are told from.
#[derive(Clone, Copy)]
pub(super) struct Told<'c, 'd> {
    pub(super) prose: &'c Prose<'d>,
    pub(super) notes: &'c Notes,
    pub(super) anchors: &'c [Anchor<'c>],
}

/// Parts in the place of some bytes of the document, or before a byte.
struct Insert {
    range: Range<usize>,
    parts: Vec<Part>,
}

pub(super) fn body(page: &Page<'_, '_>, coe: &Coe, told: Told<'_, '_>) -> Body {
    let (takeaways, moved) = takeaways(coe, told.prose, told.notes).unzip();
    let moved = moved.map(|section| section.range.clone());
    let left_out = title_heading(coe).into_iter().chain(moved.clone());
    let left_out = left_out.map(|range| Insert { range, parts: Vec::new() });
    let formed = [
        whys::chains(coe, told.prose, told.notes, told.anchors),
        event_questions::cards(coe, told.prose, told.notes, told.anchors, page.words()),
    ];
    let formed = formed.into_iter().flatten().map(|(range, part)| Insert { range, parts: vec![part] });
    let added = added(page, coe);
    let mut rail = rail(coe, moved.as_ref());
    added.iter().for_each(|added| add_to_rail(&mut rail, coe, added));
    let added = added.into_iter().map(|added| Insert { range: added.at..added.at, parts: added.parts });
    let mut parts = parts(page, coe, told.prose, left_out.chain(formed).chain(added).collect());
    if parts.iter().all(|part| matches!(part, Part::Prose { html } if html.is_empty())) {
        parts.clear();
    }
    let miniature = timeline::arrange(coe, &mut parts, page.words());
    if let Some(takeaways) = &takeaways {
        rail.insert(0, RailItem { title: takeaways.title.clone(), anchor: takeaways.anchor.clone() });
    }
    Body { takeaways, parts, rail, miniature }
}

/// Parts that stand nowhere in the text, and where they go.
struct Added {
    at: usize,
    parts: Vec<Part>,
    /// Their heading, where they have one of their own.
    heading: Option<RailItem>,
}

/// The actions and ideas of the front matter, and who took part.
fn added(page: &Page<'_, '_>, coe: &Coe) -> Vec<Added> {
    let of = |role: Role, title: &str, anchor: &str, parts: Vec<Part>| {
        let own = section(coe, role);
        let heading = own.is_none().then(|| RailItem { title: title.to_owned(), anchor: anchor.to_owned() });
        let at = own.map_or_else(|| profile::place(coe, role), |section| section.range.end);
        (!parts.is_empty()).then_some(Added { at, parts, heading })
    };
    let has_section = section(coe, Role::Actions).is_some();
    let actions = horizons::actions(page, coe, has_section);
    let ideas = horizons::ideas(coe, has_section || actions.is_some());
    let (title, anchor) = match &actions {
        Some(_) => (page.words().say("actions.heading"), horizons::ACTIONS),
        None => (page.words().say("body.ideas"), horizons::IDEAS),
    };
    let people = people(page, coe, section(coe, Role::People).is_some());
    [
        of(Role::People, page.words().say("body.who_responded"), PEOPLE, people.into_iter().collect()),
        of(Role::Actions, title, anchor, actions.into_iter().chain(ideas).collect()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The address of those who took part, where they have no section of their own.
const PEOPLE: &str = "who-responded";

fn people(page: &Page<'_, '_>, coe: &Coe, has_section: bool) -> Option<Part> {
    let people = colophon::people(page, coe);
    let title = if has_section { String::new() } else { page.words().said("body.who_responded") };
    let anchor = if has_section { "" } else { PEOPLE };
    (!people.is_empty()).then_some(Part::People { title, anchor, people })
}

/// A heading of ours stands before the section before which its part does.
fn add_to_rail(rail: &mut Vec<RailItem>, coe: &Coe, added: &Added) {
    let Some(heading) = &added.heading else { return };
    let later = |item: &RailItem| {
        let section = coe.sections.iter().find(|section| section.anchor == item.anchor);
        section.is_some_and(|section| section.range.start >= added.at)
    };
    let place = rail.iter().position(later).unwrap_or(rail.len());
    rail.insert(place, RailItem { title: heading.title.clone(), anchor: heading.anchor.clone() });
}

/// The takeaways, when their section says nothing else: then they stand above the text in its place.
fn takeaways<'c>(coe: &'c Coe, prose: &Prose<'_>, notes: &Notes) -> Option<(Takeaways, &'c Section)> {
    let section = section(coe, Role::Takeaways)?;
    let items = coe
        .items
        .iter()
        .filter(|item| item.role == Role::Takeaways && section.range.contains(&item.source.start));
    let heading = line_after(&coe.text, section.range.start, section.range.end);
    let sources = items.clone().map(|item| &item.source);
    if residue::says_more(&coe.text, heading..section.range.end, sources) {
        return None;
    }
    let takeaway = |item: &Item| Takeaway {
        anchor: item.anchor.clone(),
        html: prose.piece(words_of_item(&coe.text, item.source.clone())),
    };
    let items: Vec<Takeaway> = items.map(takeaway).collect();
    let (title, anchor) = (section.title.clone(), section.anchor.clone());
    let shown = Takeaways { title, anchor, items, notes: notes.lessons() };
    (!shown.items.is_empty()).then_some((shown, section))
}

/// The words of a list item without its bullet; of anything else all of it.
fn words_of_item(text: &str, item: Range<usize>) -> Range<usize> {
    let blocks = blocks(text, item.clone());
    let unit =
        blocks.first().filter(|block| block.kind == BlockKind::List).and_then(|list| list.units.first());
    unit.and_then(|unit| unit.parts.first()).cloned().unwrap_or(item)
}

/// The first section of a role.
fn section(coe: &Coe, role: Role) -> Option<&Section> {
    coe.sections.iter().find(|section| section.role == Some(role) && section.form == SectionForm::Heading)
}

/// The end of a heading that begins at a byte: one line, or two when the second underlines it.
fn line_after(text: &str, start: usize, limit: usize) -> usize {
    let rest = text.get(start..limit).unwrap_or_default();
    let mut lines = rest.split_inclusive('\n');
    let first = lines.next().map_or(0, str::len);
    let is_atx = rest.trim_start().starts_with('#');
    let underline = lines.next().filter(|line| {
        let line = line.trim();
        !is_atx && !line.is_empty() && (line.bytes().all(|b| b == b'=') || line.bytes().all(|b| b == b'-'))
    });
    start + first + underline.map_or(0, str::len)
}

/// The heading that is the title of the page, which stands in the masthead.
fn title_heading(coe: &Coe) -> Option<Range<usize>> {
    let heading = match coe.title.origin.from {
        Source::Heading | Source::FirstLine => line_start(&coe.text, coe.title.origin.line?),
        _ => first_heading(coe),
    }?;
    let end = line_after(&coe.text, heading, coe.text.len());
    let line = coe.text.get(heading..end)?;
    let words = crate::model::slug(line.trim_end_matches(['=', '-', '\n', '\r']));
    let shown = headline::of_coe(coe);
    // A title made shorter or plainer than its heading must not make the rest disappear.
    [coe.title.value.as_str(), shown.as_ref()]
        .map(crate::model::slug)
        .contains(&words)
        .then_some(heading..end)
}

fn line_start(text: &str, line: u32) -> Option<usize> {
    let before = usize::try_from(line).ok()?.checked_sub(1)?;
    if before == 0 {
        return Some(0);
    }
    memchr::memchr_iter(b'\n', text.as_bytes()).nth(before - 1).map(|newline| newline + 1)
}

/// The first heading of the document when nothing but blank lines stands before it.
fn first_heading(coe: &Coe) -> Option<usize> {
    let body = coe.text.get(coe.body_start..)?;
    let blank = body.len() - body.trim_start().len();
    body.trim_start().starts_with("# ").then_some(coe.body_start + blank)
}

/// The document in its order, with parts in the place of what they stand for.
fn parts(page: &Page<'_, '_>, coe: &Coe, prose: &Prose<'_>, mut inserts: Vec<Insert>) -> Vec<Part> {
    let mut parts = Parts { prose, teller: Teller::new(page, coe, prose), parts: Vec::new() };
    let mut former = Former::new(coe);
    let region = around_entries(coe);
    inserts.sort_by_key(|insert| insert.range.start);
    let mut at = coe.body_start;
    for insert in inserts {
        if insert.range.start >= at {
            parts.add_stretch(&mut former, coe, &region, at..insert.range.start);
            at = insert.range.end;
            parts.parts.extend(insert.parts);
        } else if insert.range.is_empty() {
            // It was to stand within something that was moved away.
            parts.parts.extend(insert.parts);
        }
    }
    parts.add_stretch(&mut former, coe, &region, at.min(coe.text.len())..coe.text.len());
    parts.parts
}

/// From the heading before the first entry of the timeline to the heading after the last: all whose shape matters.
fn around_entries(coe: &Coe) -> Range<usize> {
    let words = || coe.timeline.entries.iter().flat_map(|entry| &entry.source.ranges);
    let (Some(first), Some(last)) = (words().map(|it| it.start).min(), words().map(|it| it.end).max()) else {
        return if coe.timeline.entries.is_empty() { 0..0 } else { 0..coe.text.len() };
    };
    let headings =
        || coe.sections.iter().filter(|it| it.form == SectionForm::Heading).map(|it| it.range.start);
    // An entry may begin with a heading of its own, before its words.
    let before = headings().filter(|heading| *heading < first).max().unwrap_or(coe.body_start);
    let after = headings().filter(|heading| *heading >= last).min().unwrap_or(coe.text.len());
    before..after
}

struct Parts<'c, 'd> {
    prose: &'c Prose<'d>,
    teller: Teller<'c, 'd>,
    parts: Vec<Part>,
}

impl Parts<'_, '_> {
    /// One stretch of the document; only around the entries of the timeline its shape matters.
    fn add_stretch(
        &mut self,
        former: &mut Former<'_>,
        coe: &Coe,
        region: &Range<usize>,
        stretch: Range<usize>,
    ) {
        let shaped = stretch.start.max(region.start)..stretch.end.min(region.end);
        if shaped.is_empty() {
            self.add_prose(stretch);
        } else {
            self.add(former, &blocks(&coe.text, shaped), stretch);
        }
    }

    /// One stretch of the document, block by block.
    fn add(&mut self, former: &mut Former<'_>, blocks: &[Block], stretch: Range<usize>) {
        let mut prose_from = stretch.start;
        let mut open = OpenTimeline::default();
        for block in blocks {
            match former.form(block) {
                Form::Authored if open.takes(block) => open.pending.push(block.range.clone()),
                Form::Authored => {
                    if !open.pieces.is_empty() {
                        prose_from = self.close(&mut open).unwrap_or(block.range.start);
                    }
                }
                Form::Told if open.pieces.is_empty() => {
                    self.add_prose(prose_from..block.range.start);
                    prose_from = block.range.end;
                }
                Form::Told => open.end = block.range.end,
                Form::Moments(pieces) => {
                    if open.pieces.is_empty() {
                        self.add_prose(prose_from..block.range.start);
                    }
                    open.extend(pieces, block);
                }
            }
        }
        if !open.pieces.is_empty() {
            let end = open.pending.last().map_or(open.end, |range| range.end);
            prose_from = self.close(&mut open).unwrap_or(end);
        }
        self.add_prose(prose_from..stretch.end);
    }

    /// Ends a stretch of the timeline; blocks that turned out to stand after it are prose again, from where they begin.
    fn close(&mut self, open: &mut OpenTimeline) -> Option<usize> {
        let mut open = std::mem::take(open);
        let after = if open.by_headings { None } else { open.pending.first().map(|range| range.start) };
        if after.is_none() {
            open.settle();
        }
        let timeline = self.teller.timeline(open.pieces);
        self.parts.push(Part::Timeline(timeline));
        after
    }

    fn add_prose(&mut self, range: Range<usize>) {
        if range.start >= range.end {
            return;
        }
        let html = self.prose.html(range);
        if html.0.trim().is_empty() {
            return;
        }
        match self.parts.last_mut() {
            Some(Part::Prose { html: before }) => before.0.push_str(&html.0),
            _ => self.parts.push(Part::Prose { html }),
        }
    }
}

/// A stretch of the timeline under construction.
#[derive(Default)]
struct OpenTimeline {
    pieces: Vec<Piece>,
    /// Blocks since the last moment: notes if another moment follows.
    pending: Vec<Range<usize>>,
    by_headings: bool,
    end: usize,
}

impl OpenTimeline {
    /// Whether a block may stand between moments: anything but a heading.
    fn takes(&self, block: &Block) -> bool {
        !self.pieces.is_empty() && block.kind != BlockKind::Heading
    }

    fn extend(&mut self, pieces: Vec<Piece>, block: &Block) {
        self.settle();
        self.by_headings = block.kind == BlockKind::Heading;
        self.end = block.range.end;
        self.pieces.extend(pieces);
    }

    fn settle(&mut self) {
        let notes = std::mem::take(&mut self.pending);
        self.pieces.extend(notes.into_iter().map(Piece::Block));
    }
}

/// Links to the sections of the highest level there is more than one of.
fn rail(coe: &Coe, moved: Option<&Range<usize>>) -> Vec<RailItem> {
    let title_line = coe.title.origin.line.filter(|_| coe.title.origin.from == Source::Heading);
    let shown = |section: &&Section| {
        Some(section.line) != title_line && moved.is_none_or(|moved| !moved.contains(&section.range.start))
    };
    let sections: Vec<&Section> = coe.sections.iter().filter(shown).collect();
    let level_of = |section: &&Section| section.level;
    let Some(level) = sections.iter().map(level_of).min() else { return Vec::new() };
    let at_level = |level: u8| sections.iter().filter(move |section| section.level == level);
    let level =
        if at_level(level).count() == 1 && at_level(level + 1).count() > 1 { level + 1 } else { level };
    sections
        .iter()
        .filter(|section| section.level <= level)
        .map(|section| RailItem { title: section.title.clone(), anchor: section.anchor.clone() })
        .collect()
}
