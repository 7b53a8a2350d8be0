//! The parts of a document: what stands under which heading or label, and what each part is for.

mod builder;

use std::ops::Range;

use builder::Builder;

use crate::model::{Role, SectionForm};
use crate::read::blocks::{Block, Inline, ListItem};
use crate::read::labels::{self, LabelKey};
use crate::read::moment::{self, SlashOrder};
use crate::read::roles::RoleTable;
use crate::read::words::normal;

/// A part of a document under one heading or label; part 0 is what stands before the first.
#[derive(Debug)]
pub(crate) struct Part<'d> {
    /// What its own title says it is for.
    pub(crate) role: Option<Role>,
    /// The role of the closest part around it that has one, or its own.
    pub(crate) within: Option<Role>,
    pub(crate) title: String,
    pub(crate) level: u8,
    pub(crate) form: SectionForm,
    /// Whether the title is a time: an entry of the timeline, not a section.
    pub(crate) timed: bool,
    /// The heading, or the paragraph that opens with the label.
    pub(crate) heading: Option<&'d Inline>,
    /// Words behind a label, from this offset of the heading.
    pub(crate) lead: Option<usize>,
    /// Whether the label is bold.
    bold: bool,
    pub(crate) blocks: Vec<&'d Block>,
    /// Bytes of the file, parts below it included.
    pub(crate) range: Range<usize>,
}

impl<'d> Part<'d> {
    fn new(title: String, level: u8, form: SectionForm, heading: &'d Inline, start: usize) -> Part<'d> {
        Part {
            role: None,
            within: None,
            title,
            level,
            form,
            timed: false,
            heading: Some(heading),
            lead: None,
            bold: false,
            blocks: Vec::new(),
            range: start..start,
        }
    }

    fn within_or_role(&self, around: Option<Role>) -> Option<Role> {
        self.role.or(around)
    }

    /// Plain words of the part, its label's value first.
    pub(crate) fn words(&self) -> String {
        let mut words = String::new();
        if let (Some(heading), Some(offset)) = (self.heading, self.lead) {
            words.push_str(&heading.text[offset..]);
        }
        for block in &self.blocks {
            push_words(block, &mut words);
        }
        words
    }
}

/// Appends the plain words of a block, one paragraph, item or row a line.
pub(crate) fn push_words(block: &Block, words: &mut String) {
    let mut line = |text: &str| {
        if !words.is_empty() {
            words.push('\n');
        }
        words.push_str(text);
    };
    match block {
        Block::Heading { inline, .. } | Block::Paragraph(inline) => line(&inline.text),
        Block::List { items, .. } => {
            for block in items.iter().flat_map(|item| &item.blocks) {
                push_words(block, words);
            }
        }
        Block::Table { head, rows, .. } => {
            for row in std::iter::once(head).chain(rows) {
                line(&row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" "));
            }
        }
        Block::Quote { blocks, .. } => {
            for block in blocks {
                push_words(block, words);
            }
        }
        Block::Code { .. } | Block::Other { .. } => {}
    }
}

/// A "label: value" with the fact it states, if it is a known one.
#[derive(Debug)]
pub(crate) struct RawLabel {
    pub(crate) key: Option<LabelKey>,
    pub(crate) name: String,
    pub(crate) value: String,
    /// Bytes of the value in the file.
    pub(crate) span: Range<usize>,
}

/// A document taken apart.
#[derive(Debug)]
pub(crate) struct Outline<'d> {
    /// The heading that is the title.
    pub(crate) title: Option<&'d Inline>,
    pub(crate) parts: Vec<Part<'d>>,
    pub(crate) labels: Vec<RawLabel>,
}

/// Level of a label that acts as a heading for what follows it.
const LABEL_LEVEL: u8 = 7;
/// Level of a label that holds its own value and nothing else.
const FIELD_LEVEL: u8 = 8;

/// Titles of templates nobody filled in.
const PLACEHOLDERS: &[&str] = &["title", "tittel", "titel", "titre", "título", "untitled", "タイトル"];

/// First headings that name the kind of document; a second heading of the same level names the incident.
const GENERIC: &[&str] = &[
    "postmortem",
    "post mortem",
    "incident",
    "incident report",
    "incident postmortem",
    "incident review",
    "incident post mortem",
    "post incident review",
    "correction of error",
    "coe",
    "debrief",
    "retrospective",
    "root cause analysis",
];

/// First headings that hold facts about the document, not its name.
const NO_TITLES: &[&str] = &[
    "metadata",
    "メタデータ",
    "基本情報",
    "基本信息",
    "元数据",
    "메타데이터",
    "incident details",
    "details",
    "general information",
    "incident information",
];

/// Words that are values as often as titles, so that alone on a line they open nothing.
const VALUES: &[&str] = &[
    "resolved",
    "fix",
    "fixes",
    "issue",
    "incident",
    "problem",
    "events",
    "event",
    "good",
    "related",
    "affected",
    "links",
    "details",
    "cause",
    "luck",
    "learning",
    "thanks",
    "sources",
    "evidence",
    "involved",
    "improvements",
    "solution",
];

/// Takes a document apart.
pub(crate) fn read<'d>(blocks: &'d [Block], table: &RoleTable, end: usize) -> Outline<'d> {
    let title_index = title_index(blocks, table);
    let mut builder = Builder { table, parts: vec![preamble()], home: 0, labels: Vec::new() };
    for (index, block) in blocks.iter().enumerate() {
        if Some(index) == title_index {
            continue;
        }
        builder.block(block);
    }
    // Fields were added behind the part that holds them: back to the order of the document.
    builder.parts[1..].sort_by_key(|part| part.range.start);
    let mut outline = Outline {
        title: title_index.and_then(|index| match &blocks[index] {
            Block::Heading { inline, .. } => Some(inline),
            _ => None,
        }),
        parts: builder.parts,
        labels: builder.labels,
    };
    close(&mut outline.parts, end);
    inherit(&mut outline.parts, table);
    label_headings(&mut outline);
    outline
}

fn preamble<'d>() -> Part<'d> {
    Part {
        role: None,
        within: None,
        title: String::new(),
        level: 0,
        form: SectionForm::Heading,
        timed: false,
        heading: None,
        lead: None,
        bold: false,
        blocks: Vec::new(),
        range: 0..0,
    }
}

/// Which block is the title: the first heading, unless it opens a section.
fn title_index(blocks: &[Block], table: &RoleTable) -> Option<usize> {
    let headings: Vec<(usize, u8, &Inline)> = blocks
        .iter()
        .enumerate()
        .filter_map(|(index, block)| match block {
            Block::Heading { level, inline, .. } => Some((index, *level, inline)),
            _ => None,
        })
        .collect();
    let (index, level, inline) = headings.first().copied()?;
    let words = normal(&inline.text);
    let bracketed =
        inline.text.trim().starts_with('[') && inline.text.trim().ends_with(']') && words.contains("title");
    let next_level = headings.get(1).map_or(0, |(_, level, _)| *level);
    if words.is_empty()
        || PLACEHOLDERS.contains(&words.as_str())
        || bracketed
        || GENERIC.contains(&words.as_str()) && next_level == level
    {
        let (next, _, heading) = headings.get(1).copied()?;
        let follows = next == index + 1 || level == next_level && level == 1 && !bracketed;
        return (follows && table.role(&heading.text).is_none()).then_some(next);
    }
    let opens_section = table.exact(&inline.text).is_some()
        || NO_TITLES.contains(&words.as_str())
        || level > 1 && is_label(inline);
    if level == 1 {
        let only = headings.iter().filter(|(_, level, _)| *level == 1).count() == 1;
        let generic = table.role(&inline.text).is_some();
        return (!opens_section && (only || !generic)).then_some(index);
    }
    let nothing_before = blocks[..index].iter().all(|block| matches!(block, Block::Other { .. }));
    let timed = moment::leading(&inline.text, SlashOrder::MonthFirst)
        .is_some_and(|stamp| stamp.clock.is_some() || inline.text[stamp.length..].trim().is_empty());
    (nothing_before && !opens_section && !timed && table.role(&inline.text).is_none()).then_some(index)
}

fn is_label(inline: &Inline) -> bool {
    labels::mark(inline, 0, &inline.text)
        .is_some_and(|mark| mark.colon && labels::key(mark.name).is_some_and(|key| key != LabelKey::Title))
}

/// Whether a heading is a time, or a date and nothing else.
fn is_time(words: &str) -> bool {
    moment::leading(words, SlashOrder::MonthFirst).is_some_and(|stamp| {
        stamp.clock.is_some() || (stamp.day.is_some() && words[stamp.length..].trim().is_empty())
    })
}

/// Sets where each part ends: at the next part that is not below it.
fn close(parts: &mut [Part<'_>], end: usize) {
    let starts: Vec<(usize, u8)> = parts.iter().map(|part| (part.range.start, part.level)).collect();
    for (index, part) in parts.iter_mut().enumerate().filter(|(_, part)| part.level < FIELD_LEVEL) {
        let next = starts[index + 1..].iter().find(|(_, level)| *level <= part.level);
        let stop = next.map_or(end, |(start, _)| *start);
        part.range.end = stop.max(part.range.start);
    }
}

/// Gives each part the role of what is around it, and takes away roles that only make sense at the top.
fn inherit(parts: &mut [Part<'_>], table: &RoleTable) {
    let mut open: Vec<(u8, Option<Role>)> = Vec::new();
    for part in parts.iter_mut() {
        let timeline_is_open = open.last().is_some_and(|(_, role)| *role == Some(Role::Timeline));
        if part.timed && timeline_is_open {
            // A heading that is a time goes on with the timeline, whatever its level.
            part.within = Some(Role::Timeline);
            continue;
        }
        while open.last().is_some_and(|(level, _)| *level >= part.level) {
            open.pop();
        }
        let around = open.last().and_then(|(_, role)| *role);
        if let Some(around) = around
            && part.form == SectionForm::Heading
            && keeps_children(around)
            && part.role.is_some_and(groups)
        {
            part.role = None;
        }
        if part.role.is_none() && !part.timed {
            part.role = table.by_content(&part.title, &part.words());
        }
        part.within = part.role.or(around);
        if part.level < FIELD_LEVEL {
            open.push((part.level, part.within));
        }
    }
}

/// Sections whose subsections are groups of them: "Detection" below "Action items" holds action items.
fn keeps_children(role: Role) -> bool {
    matches!(role, Role::Actions | Role::Timeline)
}

/// Roles whose titles also name groups of actions or stages of a timeline.
fn groups(role: Role) -> bool {
    matches!(
        role,
        Role::Detection
            | Role::Diagnosis
            | Role::Response
            | Role::Mitigation
            | Role::Resolution
            | Role::Impact
            | Role::Trigger
            | Role::Background
            | Role::Metrics
            | Role::Actions
            | Role::Causes
            | Role::Risks
    )
}

/// Headings such as "Date" and "Severity" are labels of the line below them.
fn label_headings(outline: &mut Outline<'_>) {
    for part in &outline.parts {
        let (SectionForm::Heading, Some(key)) = (part.form, labels::key(&part.title)) else { continue };
        if part.timed {
            continue;
        }
        if let Some(Block::Paragraph(inline)) = part.blocks.first() {
            if is_label(inline) {
                continue;
            }
            outline.labels.push(RawLabel {
                key: Some(key),
                name: part.title.trim_end_matches(':').to_owned(),
                value: inline.text.trim().to_owned(),
                span: inline.range.clone(),
            });
        } else if let Some(Block::List { items, .. }) = part.blocks.first()
            && let Some(inline) = items.first().and_then(ListItem::lead)
        {
            outline.labels.push(RawLabel {
                key: Some(key),
                name: part.title.trim_end_matches(':').to_owned(),
                value: inline.text.trim().to_owned(),
                span: inline.range.clone(),
            });
        }
    }
}
