//! From blocks to parts and labels, in the order of the document.

use super::{FIELD_LEVEL, LABEL_LEVEL, Part, RawLabel, VALUES, is_label, is_time, keeps_children};
use crate::model::{Role, SectionForm};
use crate::read::blocks::{Block, Inline, ListItem};
use crate::read::labels::{self, LabelKey};
use crate::read::roles::RoleTable;
use crate::read::words::{is_spaceless, one_line};

/// Parts and labels found so far.
pub(super) struct Builder<'d, 't> {
    pub(super) table: &'t RoleTable,
    pub(super) parts: Vec<Part<'d>>,
    /// The part that takes what comes next.
    pub(super) home: usize,
    pub(super) labels: Vec<RawLabel>,
}

impl<'d> Builder<'d, '_> {
    pub(super) fn block(&mut self, block: &'d Block) {
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
        if !(known(first) || many || first.bold && first.colon) {
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
            if !opens
                && let Some(role) = self.label_role(mark.name).filter(|_| {
                    (mark.bold || !beside_bold) && !inline.text[mark.value..end].trim().is_empty()
                })
            {
                self.field(role, mark.name, inline, mark.value, mark.bold);
            }
        }
        if opens && let Some(role) = role {
            self.open(role, &name, inline, Some(value));
            self.home().bold = bold;
            return;
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
