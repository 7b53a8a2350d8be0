//! One action: its words, and the owner, date, ticket and state that stand among them.

use std::ops::Range;

use super::words::{WORDS, is_tracker, ticket_key};
use crate::findings::{Findings, Level};
use crate::model::{Action, ActionStatus, Day, Horizon, Origin, Source};
use crate::read::blocks::{Inline, InlineKind, ListItem};
use crate::read::moment::{self, SlashOrder};
use crate::read::words::{normal, one_line};

/// The words of an action before they are understood.
#[derive(Debug, Default)]
pub(super) struct Words {
    pub(super) text: String,
    pub(super) range: Range<usize>,
    pub(super) links: Vec<(String, String)>,
    pub(super) struck: bool,
    /// Bytes of the bold words that fill the first line.
    pub(super) head: usize,
    pub(super) task: Option<bool>,
    pub(super) owner: Option<String>,
    pub(super) due: Option<(String, Range<usize>)>,
    pub(super) status: Option<ActionStatus>,
    /// The day it was done, as written.
    pub(super) done: Option<(String, Range<usize>)>,
    pub(super) reason: Option<String>,
    pub(super) priority: Option<String>,
    pub(super) kind: Option<String>,
    pub(super) ticket: Option<String>,
    pub(super) number: Option<String>,
}

impl Words {
    fn of(inline: &Inline, range: Range<usize>) -> Words {
        let text = inline.text.clone();
        let struck = inline
            .spans
            .iter()
            .any(|span| span.kind == InlineKind::Struck && span.text.len() * 2 > inline.text.trim().len());
        let links = inline
            .links()
            .map(|(destination, span)| (inline.text[span.text.clone()].to_owned(), destination.to_owned()))
            .collect();
        let head = inline.leading_strong().map_or(0, |(words, end)| {
            let fills = inline.text[end..].starts_with('\n')
                || inline.text[end..].trim_start_matches(' ').starts_with('\n');
            if fills { words.trim().len() } else { 0 }
        });
        Words { text, range, links, struck, head, ..Words::default() }
    }

    /// The words of a list item; links and labels of what is nested below count too.
    pub(super) fn of_item(item: &ListItem, inline: &Inline) -> Words {
        let mut words = Words::of(inline, item.range.clone());
        for nested in item.sublists().flatten().filter_map(ListItem::lead) {
            words.detail(nested);
        }
        for block in item.blocks.iter().skip(1) {
            if let crate::read::blocks::Block::Paragraph(inline) = block {
                words.detail(inline);
            }
        }
        words
    }

    pub(super) fn of_cell(cell: &Inline) -> Words {
        Words::of(cell, cell.range.clone())
    }

    /// The words of one line of a paragraph.
    pub(super) fn of_line(inline: &Inline, start: usize, line: &str) -> Words {
        let range = inline.source_of(start)..inline.source_of(start + line.len());
        let mut words = Words::of(inline, range);
        words.text = line.to_owned();
        words.links = inline
            .links()
            .filter(|(_, span)| span.text.start >= start && span.text.end <= start + line.len())
            .map(|(destination, span)| (inline.text[span.text.clone()].to_owned(), destination.to_owned()))
            .collect();
        for mark in ["action item:", "action:", "todo:", "ai:"] {
            if words.text.trim_start().get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark))
            {
                words.text = words.text.trim_start()[mark.len()..].trim_start().to_owned();
            }
        }
        words
    }

    /// The words of a heading with "Owner: … Due: …" below it.
    pub(super) fn of_heading(heading: &Inline, details: &[&Inline]) -> Option<Words> {
        let mut words = Words::of(heading, heading.range.clone());
        words.text = words
            .text
            .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '))
            .to_owned();
        for inline in details {
            for line in inline.text.lines() {
                for piece in line.split([';', '|', '·']).flat_map(|piece| piece.split(". ")) {
                    if let Some((name, value)) = piece.split_once([':', '：']) {
                        words.label(
                            name.trim().trim_start_matches('-').trim(),
                            value.trim().trim_end_matches('.'),
                            &inline.range,
                        );
                    }
                }
            }
        }
        (words.owner.is_some() || words.due.is_some()).then_some(words)
    }

    /// A line below the item: "Owner: platform", a link to the ticket, "Already done in …".
    fn detail(&mut self, inline: &Inline) {
        let text = inline.text.trim();
        if let Some((name, value)) = text.split_once([':', '：']) {
            self.label(name, value.trim(), &inline.range);
        }
        let lower = text.to_lowercase();
        if ["already done", "this has been done", "this was done", "done in"]
            .iter()
            .any(|words| lower.starts_with(words))
        {
            self.status = self.status.or(Some(ActionStatus::Done));
        }
        if self.ticket.is_none() {
            self.ticket = inline
                .links()
                .map(|(address, _)| address)
                .chain(addresses(text))
                .find(|address| is_tracker(address))
                .map(str::to_owned);
        }
    }

    /// Takes a labelled fact; whether the label is a known one.
    pub(super) fn label(&mut self, name: &str, value: &str, span: &Range<usize>) -> bool {
        if value.is_empty() {
            return false;
        }
        if WORDS.is("owner-label", name) {
            self.owner.get_or_insert_with(|| value.to_owned());
        } else if WORDS.is("due-label", name) {
            self.due.get_or_insert_with(|| (value.to_owned(), span.clone()));
        } else if WORDS.is("status-label", name) {
            self.set_status_words(value, span);
        } else if WORDS.is("done-label", name) {
            self.set_done_words(value, span);
        } else if WORDS.is("ticket-label", name) {
            self.ticket.get_or_insert_with(|| value.to_owned());
        } else if WORDS.is("priority-label", name) {
            self.priority.get_or_insert_with(|| value.to_owned());
        } else {
            return false;
        }
        true
    }

    pub(super) fn set_status(&mut self, cell: &Inline) {
        let text = cell.text.trim();
        let before = self.status.take();
        self.set_status_words(text, &cell.range);
        self.status = self.status.or(before);
        if matches!(self.status, Some(ActionStatus::Deferred | ActionStatus::Declined)) {
            self.reason = text
                .split_once([':', '(', '（', '-', '–'])
                .map(|(_, reason)| reason.trim_end_matches([')', '）']).trim().to_owned());
        }
    }

    /// The ticket of a cell: where its link leads, else its words; a link that says "done" is a state too.
    pub(super) fn set_ticket(&mut self, cell: &Inline) {
        let text = cell.text.trim();
        let linked = cell.links().next().map(|(address, _)| address.to_owned());
        let status = WORDS.status_word(text);
        self.status = self.status.or(status);
        let bare = addresses(text).next().map(str::to_owned);
        let says_nothing = WORDS.is("nothing", text) || normal(text).is_empty();
        let keyed = ticket_key(text);
        let first = text
            .split_whitespace()
            .map(|word| word.trim_matches(['*', '.', ',', '(', ')']))
            .find_map(|word| WORDS.status_word(word).filter(|_| !WORDS.is("nothing", word)));
        self.status = self.status.or(first);
        let plain = (!says_nothing && status.is_none() && first.is_none()).then(|| one_line(text));
        self.ticket = linked.or(bare).or(keyed).or(plain);
    }

    /// The action, unless the words say nothing.
    pub(super) fn into_action(
        mut self,
        task: Option<bool>,
        order: SlashOrder,
        year: Option<i16>,
        findings: &mut Findings<'_>,
    ) -> Option<Action> {
        self.task = self.task.or(task);
        self.take_template();
        self.take_task();
        self.take_kind();
        self.take_done(order);
        self.take_trailing();
        self.take_brackets(order, year);
        self.take_done(order);
        self.take_trailing();
        if self.ticket.is_none() {
            self.ticket = self.linked_ticket();
        }
        self.take_ticket_words();
        let title = self.title();
        if title.is_empty() || WORDS.is("nothing", &title) || is_placeholder(&title) || is_question(&title) {
            return None;
        }
        self.split_owner();
        let due = day_of(&self.due, "due on", (order, year), findings);
        let done_on = day_of(&self.done, "done on", (order, year), findings);
        let status = self.status.or(match (self.task, self.struck) {
            (Some(true), _) | (_, true) => Some(ActionStatus::Done),
            (Some(false), _) => Some(ActionStatus::Open),
            _ => done_on.map(|_| ActionStatus::Done),
        });
        let owner = self
            .owner
            .as_deref()
            .map(clean_owner)
            .filter(|owner| !owner.is_empty() && !WORDS.is("nothing", owner));
        Some(Action {
            done_on,
            id: String::new(),
            title,
            owner: owner.or_else(|| addressed(&self.text)),
            due,
            horizon: None::<Horizon>,
            status,
            reason: self.reason,
            ticket: self.ticket,
            kind: self.kind.map(|kind| one_line(&kind)),
            priority: self.priority.map(|priority| one_line(&priority)),
            sponsor: None,
            evidence: None,
            addresses: Vec::new(),
            to_yes: None,
            anchor: String::new(),
            origin: Origin::outside(Source::Section),
            source: Some(self.range),
        })
    }

    pub(super) fn linked(&self, words: &str) -> Option<String> {
        self.links
            .iter()
            .find(|(text, _)| {
                text.trim() == words.trim() || words.contains(text.trim()) && !text.trim().is_empty()
            })
            .map(|(_, address)| address.clone())
    }

    /// The first link to something that tracks work, else a key among the words.
    fn linked_ticket(&self) -> Option<String> {
        self.links
            .iter()
            .map(|(_, address)| address.as_str())
            .chain(addresses(&self.text))
            .find(|address| is_tracker(address))
            .map(str::to_owned)
            .or_else(|| ticket_key(&self.text).map(|key| self.linked(&key).unwrap_or(key)))
    }

    fn title(&self) -> String {
        let title = match self.text.split_once('\n') {
            // A bold head on a line of its own is the action, the rest explains it.
            Some((head, _)) if self.head == head.trim().len() && self.head > 0 => one_line(head),
            _ => one_line(&self.text),
        };
        let bare =
            title.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '*' | ';' | ','));
        let bare = bare.trim_end_matches([':', '：']).trim_end();
        let only_address = addresses(bare).next().is_some_and(|address| address.len() == bare.len());
        match (only_address, self.links.first()) {
            (true, Some((text, _))) if !text.trim().is_empty() && !text.contains("://") => one_line(text),
            _ => bare.to_owned(),
        }
    }
}

/// The day some words are, or the first that stands in them; `when` says what for: "due on".
fn day_of(
    words: &Option<(String, Range<usize>)>,
    when: &str,
    (order, year): (SlashOrder, Option<i16>),
    findings: &mut Findings<'_>,
) -> Option<Day> {
    let (words, span) = words.as_ref()?;
    let day = whole_date(words, order, year).or_else(|| {
        let (day, _) = moment::first_date(words, order)?;
        day.in_year(day.year?)
    })?;
    if day.civil().is_none() {
        findings.add(
            Level::Error,
            "impossible-date",
            span.clone(),
            format!("{when} {words}, which does not exist"),
            "write the day that was meant",
        );
    }
    Some(day)
}

/// The date that some words are, and nothing else.
pub(super) fn whole_date(words: &str, order: SlashOrder, year: Option<i16>) -> Option<Day> {
    let words = words.trim().trim_end_matches('.');
    let stamp = moment::leading(words, order)?;
    let day = stamp.day.filter(|_| stamp.length >= words.len())?;
    day.in_year(day.year.or(year)?)
}

/// Addresses that stand bare in some words.
fn addresses(words: &str) -> impl Iterator<Item = &str> {
    words
        .split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | '"' | '，' | '、'))
        .filter(|word| word.starts_with("http://") || word.starts_with("https://"))
        .map(|word| word.trim_end_matches(['.', ',', ';', ':']))
}

/// A part of a template nobody filled in.
fn is_placeholder(title: &str) -> bool {
    let bare = title.trim();
    (bare.starts_with("{{") && bare.ends_with("}}"))
        || (bare.starts_with('<') && bare.ends_with('>'))
        || bare.starts_with("...") && bare.len() < 8
        || matches!(
            normal(bare).as_str(),
            "" | "action item"
                | "action items"
                | "link to issue"
                | "summary of action"
                | "description"
                | "summary"
        )
}

/// "Q: would this help?": a note of the discussion, not a promise.
fn is_question(title: &str) -> bool {
    ["Q:", "A:", "Q.", "Question:", "Answer:"].iter().any(|mark| title.starts_with(mark))
}

/// An owner's words without brackets and mention links.
fn clean_owner(words: &str) -> String {
    one_line(words.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '*' | '_' | '(' | ')' | '[' | ']' | '-' | '–' | '—')
    }))
}

/// `@team` where it says who does it: in front ("@team: do this", "@team to do this") or at the very end.
fn addressed(words: &str) -> Option<String> {
    let words = words.trim();
    let handle = |word: &str| {
        let bare = word.trim_matches(['(', ')', '[', ']', ':', ',', '.', '!']);
        (bare.len() > 2 && bare.starts_with('@') && bare[1..].starts_with(char::is_alphanumeric))
            .then(|| bare.to_owned())
    };
    let first = words.split_whitespace().next().and_then(handle);
    let second = words.split_whitespace().nth(1).unwrap_or_default();
    let leads = words.split_whitespace().next().is_some_and(|word| word.ends_with(':'))
        || matches!(second, "to" | "will" | "-" | "–" | ":");
    if let Some(first) = first.filter(|_| leads) {
        return Some(first);
    }
    let mut pieces: Vec<&str> = words.split_whitespace().collect();
    let last = pieces.pop().and_then(handle)?;
    let before = pieces.pop().unwrap_or_default().trim_matches(['(', '[']).to_lowercase();
    let named = matches!(
        before.as_str(),
        "by" | "from"
            | "with"
            | "to"
            | "and"
            | "thanks"
            | "ask"
            | "asked"
            | "see"
            | "did"
            | "as"
            | "via"
            | "cc"
            | "av"
            | "von"
            | "par"
            | "of"
    );
    (!named && words.matches('@').count() == 1).then_some(last)
}
