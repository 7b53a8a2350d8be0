//! The parts of a document: what stands under which heading or label, and what each part is for.

use std::ops::Range;

use super::blocks::{Block, Inline, ListItem};
use super::labels::{self, LabelKey};
use super::moment::{self, SlashOrder};
use super::roles::RoleTable;
use super::words::{is_spaceless, normal, one_line};
use crate::model::{Role, SectionForm};

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

struct Builder<'d, 't> {
    table: &'t RoleTable,
    parts: Vec<Part<'d>>,
    /// The part that takes what comes next.
    home: usize,
    labels: Vec<RawLabel>,
}

impl<'d> Builder<'d, '_> {
    fn block(&mut self, block: &'d Block) {
        match block {
            Block::Heading { level, inline, range } => self.heading(*level, inline, range.start),
            Block::Paragraph(inline) if self.takes_labels() => self.paragraph(block, inline),
            Block::List { items, .. } if self.takes_labels() => self.list(block, items),
            Block::Table { head, rows, .. } if self.takes_labels() => {
                self.table(head, rows);
                self.home().blocks.push(block);
            }
            Block::Paragraph(inline) => {
                let whole = inline.text.trim();
                match self.opening(whole) {
                    Some(role) => self.open(role, whole, inline, None),
                    None => {
                        self.facts(inline);
                        self.home().blocks.push(block);
                    }
                }
            }
            Block::List { items, .. } => {
                items.iter().filter_map(ListItem::lead).for_each(|inline| self.facts(inline));
                self.home().blocks.push(block);
            }
            _ => self.home().blocks.push(block),
        }
    }

    /// The role a line alone opens inside a section of another role: "Action Items" below "Detection".
    fn opening(&self, whole: &str) -> Option<Role> {
        let role = self.lone_role(whole)?;
        let home = self.parts[self.home].within_or_role(self.role_above(&self.parts[self.home]));
        let nests = home.is_some_and(keeps_children) || home == Some(role);
        let telling = whole.contains(' ')
            || whole.ends_with([':', '：'])
            || is_spaceless(whole)
            || role == Role::Timeline;
        (!nests && telling).then_some(role)
    }

    /// Severity, duration and the like may be stated as bold labels in any section.
    fn facts(&mut self, inline: &Inline) {
        if self.parts[self.home].timed || self.parts[self.home].role.is_some_and(keeps_children) {
            return;
        }
        for (start, line) in inline.lines() {
            let Some(mark) = labels::mark(inline, start, line).filter(|mark| mark.colon) else {
                continue;
            };
            let plain_enough =
                |key: LabelKey| mark.bold || matches!(key, LabelKey::Severity | LabelKey::Duration);
            let anywhere = labels::key(mark.name).filter(|key| plain_enough(*key)).is_some_and(|key| {
                matches!(
                    key,
                    LabelKey::Severity
                        | LabelKey::Duration
                        | LabelKey::DetectedBy
                        | LabelKey::Start
                        | LabelKey::End
                        | LabelKey::Detected
                        | LabelKey::Services
                )
            });
            if anywhere {
                self.label_line(inline, start, line, start + line.len());
            }
        }
    }

    fn home(&mut self) -> &mut Part<'d> {
        &mut self.parts[self.home]
    }

    /// A part that takes what follows.
    fn enter(&mut self, part: Part<'d>) {
        self.home = self.parts.len();
        self.parts.push(part);
    }

    /// Labels state facts before the first section, under sections of no role, and under each other.
    fn takes_labels(&self) -> bool {
        let part = &self.parts[self.home];
        let open = matches!(part.role, None | Some(Role::Summary | Role::Metrics)) && !part.timed;
        part.form == SectionForm::Label || open && self.role_above(part).is_none()
    }

    /// The role of an open part around another.
    fn role_above(&self, inner: &Part<'_>) -> Option<Role> {
        let mut level = inner.level;
        for part in self.parts[..self.home].iter().rev() {
            if part.level < level {
                if part.role.is_some() {
                    return part.role;
                }
                level = part.level;
            }
        }
        None
    }

    fn heading(&mut self, level: u8, inline: &'d Inline, start: usize) {
        let title = one_line(&inline.text);
        let mut part = Part::new(title, level, SectionForm::Heading, inline, start);
        part.timed = is_time(&inline.text);
        if !part.timed {
            part.role = self.table.role(&inline.text);
            if is_label(inline) {
                // "## Owner: @somebody"
                self.label_line(inline, 0, &inline.text, inline.text.len());
            }
        }
        self.enter(part);
    }

    fn paragraph(&mut self, block: &'d Block, inline: &'d Inline) {
        let lines: Vec<(usize, &str)> = inline.lines().collect();
        let marks: Vec<Option<labels::LabelMark<'_>>> =
            lines.iter().map(|(start, line)| labels::mark(inline, *start, line)).collect();
        let Some(first) = &marks[0] else {
            let whole = inline.text.trim();
            match self.lone_role(whole) {
                Some(role) => self.open(role, whole, inline, None),
                None => self.home().blocks.push(block),
            }
            return;
        };
        let known = |mark: &labels::LabelMark<'_>| {
            labels::key(mark.name).is_some() || self.table.role(mark.name).is_some()
        };
        let many =
            marks.iter().filter(|mark| mark.as_ref().is_some_and(|mark| mark.bold && mark.colon)).count() > 1;
        if !known(first) && !(first.bold && first.colon) && !many {
            self.home().blocks.push(block);
            return;
        }
        let role = self.label_role(first.name).or_else(|| self.bold_role(first));
        let only_line_is_label =
            marks.iter().filter(|mark| mark.is_some_and(|mark| known(&mark) || mark.bold)).count() == 1;
        let (value, name) = (first.value, first.name.to_owned());
        let beside_bold = self.parts[self.home].form == SectionForm::Label && self.parts[self.home].bold;
        let opens = role.is_some()
            && only_line_is_label
            && (first.colon || first.bold)
            && (first.bold || !beside_bold);
        let bold = first.bold;
        for (index, mark) in marks.iter().enumerate() {
            let Some(mark) = mark else { continue };
            if !(known(mark) || mark.bold && mark.colon) {
                continue;
            }
            let next = (index + 1..marks.len())
                .find(|next| marks[*next].is_some_and(|mark| known(&mark) || mark.bold && mark.colon));
            let end = next.map_or(inline.text.len(), |next| lines[next].0);
            let (start, line) = lines[index];
            self.label_line(inline, start, line, end);
            if !opens {
                if let Some(role) = self.label_role(mark.name).filter(|_| {
                    (mark.bold || !beside_bold) && !inline.text[mark.value..end].trim().is_empty()
                }) {
                    self.field(role, mark.name, inline, mark.value, mark.bold);
                }
            }
        }
        if opens {
            if let Some(role) = role {
                self.open(role, &name, inline, Some(value));
                self.home().bold = bold;
                return;
            }
        }
        self.home().blocks.push(block);
    }

    /// The role of a label, unless it states a fact such as the date or the authors.
    fn label_role(&self, name: &str) -> Option<Role> {
        let fact =
            labels::key(name).is_some_and(|key| !matches!(key, LabelKey::Services | LabelKey::DetectedBy));
        if fact { None } else { self.table.exact(name) }
    }

    /// The role of a line that is nothing but a title.
    fn lone_role(&self, whole: &str) -> Option<Role> {
        let under_label = labels::key(&self.parts[self.home].title).is_some();
        let value = VALUES.contains(&whole.to_lowercase().as_str());
        let short = whole.split_whitespace().count() <= 4 && !whole.ends_with('.') && !whole.contains('\n');
        if under_label || value || !short { None } else { self.label_role(whole) }
    }

    /// The role of a bold label by the wider rules of titles.
    fn bold_role(&self, mark: &labels::LabelMark<'_>) -> Option<Role> {
        let short = mark.name.split_whitespace().count() <= 5;
        if mark.bold && short && labels::key(mark.name).is_none() { self.table.role(mark.name) } else { None }
    }

    /// Remembers a label and its value up to `end`.
    fn label_line(&mut self, inline: &Inline, start: usize, line: &str, end: usize) {
        let Some(mark) = labels::mark(inline, start, line) else { return };
        let value = inline.text.get(mark.value..end.max(mark.value)).unwrap_or_default();
        let span = inline.source_of(mark.value)..inline.source_of(mark.value) + value.trim_end().len();
        self.labels.push(RawLabel {
            key: labels::key(mark.name),
            name: mark.name.to_owned(),
            value: value.trim().to_owned(),
            span,
        });
    }

    /// A label that acts as a heading for what follows it.
    fn open(&mut self, role: Role, title: &str, inline: &'d Inline, lead: Option<usize>) {
        let mut part =
            Part::new(one_line(title), LABEL_LEVEL, SectionForm::Label, inline, inline.range.start);
        part.role = Some(role);
        part.title = part.title.trim_end_matches([':', '：']).to_owned();
        part.lead = lead.filter(|offset| *offset < inline.text.len());
        self.enter(part);
    }

    /// A label with a value of its own, which takes nothing that follows.
    fn field(&mut self, role: Role, title: &str, inline: &'d Inline, value: usize, bold: bool) {
        if !bold && inline.text[value..].split_whitespace().count() < 3 {
            return;
        }
        let mut part =
            Part::new(one_line(title), FIELD_LEVEL, SectionForm::Label, inline, inline.range.start);
        part.role = Some(role);
        part.lead = Some(value);
        part.range = inline.range.clone();
        self.parts.push(part);
    }

    /// A list whose items are labels: `- **Status:** resolved`, `- **Key events**` with a list below.
    fn list(&mut self, block: &'d Block, items: &'d [ListItem]) {
        let mut rest = false;
        for item in items {
            let Some(inline) = item.lead() else {
                rest = true;
                continue;
            };
            let first_line = inline.lines().next().unwrap_or((0, ""));
            let Some(mark) = labels::mark(inline, first_line.0, first_line.1) else {
                rest = true;
                continue;
            };
            let role = self.table.exact(mark.name).or_else(|| self.bold_role(&mark));
            let nested = item.blocks.len() > 1;
            if !(labels::key(mark.name).is_some() || role.is_some() || mark.bold && mark.colon) {
                rest = true;
                continue;
            }
            let value_end = inline.text.len();
            self.label_line(inline, first_line.0, first_line.1, value_end);
            let has_value = !inline.text[mark.value..].trim().is_empty();
            match role {
                Some(role) if nested || has_value && mark.bold => {
                    let mut part = Part::new(
                        one_line(mark.name),
                        FIELD_LEVEL,
                        SectionForm::Label,
                        inline,
                        item.range.start,
                    );
                    part.role = Some(role);
                    part.lead = has_value.then_some(mark.value);
                    part.blocks = item.blocks[1..].iter().collect();
                    part.range = item.range.clone();
                    self.parts.push(part);
                }
                Some(role) if has_value => self.field(role, mark.name, inline, mark.value, mark.bold),
                _ => rest = true,
            }
        }
        if rest || items.is_empty() {
            // Items that are no sections stay where the author put them.
            self.home().blocks.push(block);
        }
    }

    /// A table of two columns whose first cells are labels.
    fn table(&mut self, head: &'d [Inline], rows: &'d [Vec<Inline>]) {
        let all: Vec<(&Inline, &Inline)> = std::iter::once(head)
            .chain(rows.iter().map(Vec::as_slice))
            .filter_map(|row| match row {
                [name, value] if !name.text.trim().is_empty() => Some((name, value)),
                _ => None,
            })
            .collect();
        let across = head.iter().filter(|name| labels::key(&name.text).is_some()).count();
        if let ([row], true) = (rows, across >= 2) {
            for (name, value) in head.iter().zip(row) {
                self.labels.push(RawLabel {
                    key: labels::key(&name.text),
                    name: name.text.trim().to_owned(),
                    value: value.text.trim().to_owned(),
                    span: value.range.clone(),
                });
            }
            return;
        }
        let known =
            |name: &Inline| labels::key(&name.text).is_some() || self.table.exact(&name.text).is_some();
        if head.len() != 2 || all.iter().filter(|(name, _)| known(name)).count() * 3 < all.len() {
            return;
        }
        for (name, value) in all {
            let title = name.text.trim().trim_end_matches([':', '：']);
            self.labels.push(RawLabel {
                key: labels::key(title),
                name: title.to_owned(),
                value: value.text.trim().to_owned(),
                span: value.range.clone(),
            });
            let is_value = VALUES.contains(&title.to_lowercase().as_str());
            if let Some(role) = self.label_role(title).filter(|_| !is_value) {
                let mut part =
                    Part::new(one_line(title), FIELD_LEVEL, SectionForm::Label, value, name.range.start);
                part.role = Some(role);
                part.lead = Some(0).filter(|_| !value.text.trim().is_empty());
                part.range = name.range.start..value.range.end;
                if part.lead.is_some() {
                    self.parts.push(part);
                }
            }
        }
    }
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
        if let Some(around) = around {
            if part.form == SectionForm::Heading && keeps_children(around) && part.role.is_some_and(groups) {
                part.role = None;
            }
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
        } else if let Some(Block::List { items, .. }) = part.blocks.first() {
            if let Some(inline) = items.first().and_then(ListItem::lead) {
                outline.labels.push(RawLabel {
                    key: Some(key),
                    name: part.title.trim_end_matches(':').to_owned(),
                    value: inline.text.trim().to_owned(),
                    span: inline.range.clone(),
                });
            }
        }
    }
}
