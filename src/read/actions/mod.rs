//! What will change: actions from tables, bullets, numbered and checked lists, with owner, due date, ticket and state.

mod done;
mod hidden;
mod item;
mod table;
mod words;

use super::blocks::{Block, Inline, ListItem};
use super::moment::SlashOrder;
use super::outline::{Outline, Part};
use super::words::{is_spaceless, normal, one_line};
use crate::findings::{Findings, LineMap};
use crate::model::{Action, ActionStatus, Horizon, Origin, Role, Source};
use words::WORDS;

/// Reads actions.
pub(crate) struct Reader<'a, 'f, 't> {
    pub(crate) order: SlashOrder,
    /// Year for due dates without one.
    pub(crate) year: Option<i16>,
    pub(crate) lines: &'a LineMap,
    pub(crate) roles: &'a super::roles::RoleTable,
    pub(crate) findings: &'f mut Findings<'t>,
}

/// What a group of actions has in common.
#[derive(Clone, Debug, Default)]
struct Group {
    horizon: Option<Horizon>,
    status: Option<ActionStatus>,
    owner: Option<String>,
    kind: Option<String>,
}

/// Forms of a group title's own items, deepest two.
const GROUP_WORDS: usize = 5;

impl Reader<'_, '_, '_> {
    /// The actions of a document, in its order.
    pub(crate) fn read(&mut self, outline: &Outline<'_>) -> Vec<Action> {
        let mut actions = Vec::new();
        for part in outline.parts.iter().filter(|part| part.within == Some(Role::Actions)) {
            if is_checklist(part) || self.is_legend(part) {
                continue;
            }
            let group = group_of_title(&part.title);
            self.part(part, group, &mut actions);
        }
        actions
    }

    /// A sub-section that explains the categories of the table above it.
    fn is_legend(&self, part: &Part<'_>) -> bool {
        self.roles.is_ignored(&part.title)
    }

    fn part(&mut self, part: &Part<'_>, group: Group, actions: &mut Vec<Action>) {
        if self.heading_action(part, &group, actions) {
            return;
        }
        let of_title = group;
        let mut group = of_title.clone();
        let numbered_on =
            part.blocks.iter().any(|block| matches!(block, Block::List { start: Some(2..), .. }));
        let mut leads_in = false;
        for block in &part.blocks {
            match block {
                // Bullets between "1." and "2.", or below "…:", explain the item before them.
                Block::List { start: None, items, .. }
                    if (numbered_on || leads_in) && !actions.is_empty() =>
                {
                    leads_in = items
                        .last()
                        .and_then(ListItem::lead)
                        .is_some_and(|lead| lead.text.trim_end().ends_with(':'));
                }
                Block::List { items, .. } => {
                    self.items(items, &group, 0, actions);
                    leads_in = items.last().is_some_and(|item| {
                        item.blocks.len() == 1
                            && item.lead().is_some_and(|lead| lead.text.trim_end().ends_with(':'))
                    });
                }
                Block::Table { head, rows, .. } => self.table(head, rows, &group, actions),
                Block::Paragraph(inline) => match group_label(inline, &of_title) {
                    Some(next) => group = next,
                    None => self.paragraph(inline, &group, actions),
                },
                Block::Heading { inline, .. } => group = group_of_title(&inline.text),
                Block::Quote { .. } | Block::Code { .. } | Block::Other { .. } => {}
            }
        }
    }

    /// A sub-heading that is an action itself, with owner and due date below it.
    fn heading_action(&mut self, part: &Part<'_>, group: &Group, actions: &mut Vec<Action>) -> bool {
        let Some(heading) = part.heading.filter(|_| part.role.is_none() && part.lead.is_none()) else {
            return false;
        };
        let mut details: Vec<&Inline> = Vec::new();
        for block in &part.blocks {
            match block {
                Block::Paragraph(inline) => details.push(inline),
                Block::List { items, .. } => details.extend(items.iter().filter_map(ListItem::lead)),
                _ => {}
            }
        }
        let labelled = details.iter().any(|inline| {
            let first = inline.text.split([':', '：']).next().unwrap_or_default().trim();
            WORDS.is("owner-label", first) || WORDS.is("due-label", first)
        });
        let Some(words) = item::Words::of_heading(heading, &details).filter(|_| labelled) else {
            return false;
        };
        self.push(words, None, group, actions);
        true
    }

    /// "Action item: do this", "[ ] do this" and "1) do this" lines are items although they are no list.
    fn paragraph(&mut self, inline: &Inline, group: &Group, actions: &mut Vec<Action>) {
        let lines: Vec<(usize, &str)> = inline.lines().collect();
        for (start, line) in &lines {
            let lower = line.trim_start().to_lowercase();
            let announced =
                ["action item:", "action:", "todo:", "ai:", "- [", "[ ]", "[x]", "[]", "☐", "☑", "✅"]
                    .iter()
                    .any(|mark| lower.starts_with(mark));
            if announced {
                let item = item::Words::of_line(inline, *start, line);
                self.push(item, None, group, actions);
            }
        }
    }

    fn items(&mut self, items: &[ListItem], group: &Group, depth: usize, actions: &mut Vec<Action>) {
        for item in items {
            let Some(inline) = item.lead() else {
                for items in item.sublists() {
                    self.items(items, group, depth + 1, actions);
                }
                continue;
            };
            let nested: Vec<&[ListItem]> = item.sublists().collect();
            if !nested.is_empty()
                && depth < 2
                && let Some(own) = group_item(inline, group)
            {
                for items in nested {
                    self.items(items, &own, depth + 1, actions);
                }
                continue;
            }
            let words = item::Words::of_item(item, inline);
            self.push(words, item.task, group, actions);
        }
    }

    fn table(&mut self, head: &[Inline], rows: &[Vec<Inline>], group: &Group, actions: &mut Vec<Action>) {
        let Some(columns) = table::find(head, rows) else { return };
        let rows = columns.head_is_row.then_some(head).into_iter().chain(rows.iter().map(Vec::as_slice));
        for row in rows {
            if let Some(words) = columns.words(row) {
                self.push(words, None, group, actions);
            }
        }
    }

    fn push(&mut self, words: item::Words, task: Option<bool>, group: &Group, actions: &mut Vec<Action>) {
        let start = words.range.start;
        let Some(mut action) = words.into_action(task, self.order, self.year, self.findings) else { return };
        action.horizon = action.horizon.or(group.horizon);
        action.status = action.status.or(group.status);
        action.owner = action.owner.or_else(|| group.owner.clone());
        action.kind = action.kind.or_else(|| group.kind.clone());
        action.origin = Origin::stated(Source::Section, self.lines.line(start));
        actions.push(action);
    }
}

/// A part of tasks for the author of the document, not for the system: every template that has one ticks the same
/// boxes ("sections above are filled out", "push this document").
fn is_checklist(part: &Part<'_>) -> bool {
    let mut items = part.blocks.iter().flat_map(|block| match block {
        Block::List { items, .. } => items.as_slice(),
        _ => &[],
    });
    let about_document = |words: &str| {
        let words = normal(words);
        [
            "this document",
            "sections above",
            "incident title",
            "report",
            "postmortem",
            "post mortem",
            "incident has been dealt",
            "actionable items above",
            "follow up meetings",
        ]
        .iter()
        .any(|phrase| words.contains(phrase))
    };
    let total = items.clone().count();
    total > 1
        && items.clone().all(|item| {
            item.task.is_some() || item.lead().is_some_and(|lead| lead.text.trim_start().starts_with('['))
        })
        && items.by_ref().filter(|item| item.lead().is_some_and(|lead| about_document(&lead.text))).count()
            * 2
            >= total
}

fn group_of_title(title: &str) -> Group {
    let inside = title.split_once(['(', '（', '[']).map(|(_, rest)| rest.trim_end_matches([')', '）', ']']));
    let status = inside.and_then(|words| WORDS.status_word(words)).or_else(|| {
        // "✅ Gjort", "Completed actions"
        let first = title.trim_start_matches(|c: char| !c.is_alphanumeric()).split_whitespace().next()?;
        WORDS.status_word(first).filter(|status| *status == ActionStatus::Done)
    });
    let owner = title.trim().starts_with('@').then(|| one_line(title));
    Group { horizon: WORDS.horizon(title), status, owner, ..Group::default() }
}

/// A paragraph that names the group of what follows: "**Short term:**", "✅ Gjort:", "**DM**".
fn group_label(inline: &Inline, around: &Group) -> Option<Group> {
    let words = inline.text.trim();
    let named = inline.is_all_strong() || words.ends_with([':', '：']);
    if !named || words.contains('\n') || words.split_whitespace().count() > GROUP_WORDS {
        return None;
    }
    Some(named_group(words, inline.is_all_strong(), around))
}

/// An item that only names the group of the items below it.
fn group_item(inline: &Inline, around: &Group) -> Option<Group> {
    let words = inline.text.trim();
    let bare = words.trim_end_matches([':', '：']);
    let short = if is_spaceless(bare) {
        bare.chars().count() <= 12
    } else {
        bare.split_whitespace().count() <= GROUP_WORDS
    };
    // One word with a list below it is whose or what kind the list is, not something to do.
    let named = inline.is_all_strong()
        || words.ends_with([':', '：'])
        || WORDS.horizon(bare).is_some()
        || bare.split_whitespace().count() == 1;
    (short && named && inline.links().next().is_none())
        .then(|| named_group(words, inline.is_all_strong(), around))
}

fn named_group(words: &str, bold: bool, around: &Group) -> Group {
    let bare = words.trim_end_matches([':', '：']).trim();
    let name = one_line(bare.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '@'));
    let horizon = WORDS.horizon(bare).or(around.horizon);
    let status = WORDS.status(bare).or(around.status);
    let kind = WORDS.is("kinds", bare).then(|| normal(bare)).or_else(|| around.kind.clone());
    let plain = horizon == around.horizon && status == around.status && kind == around.kind;
    let initials = name.len() <= 4 && name.len() > 1 && name.chars().all(|c| c.is_ascii_uppercase());
    let owner = (name.starts_with('@') || plain && bold && initials)
        .then(|| name.clone())
        // A name that is no known word opens a group of its own: whose the last one was does not hold any more.
        .or_else(|| around.owner.clone().filter(|_| !plain));
    Group { horizon, status, owner, kind }
}
