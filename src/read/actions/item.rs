//! One action: its words, and the owner, date, ticket and state that stand among them.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::words::{WORDS, is_tracker, ticket_key};
use crate::findings::{Findings, Level};
use crate::model::{Action, ActionStatus, Day, Horizon, Origin, Source};
use crate::read::blocks::{Inline, InlineKind, ListItem};
use crate::read::moment::{self, SlashOrder};
use crate::read::words::{normal, one_line};

/// The words of an action before they are understood.
#[derive(Debug, Default)]
pub(super) struct Words {
    text: String,
    pub(super) range: Range<usize>,
    links: Vec<(String, String)>,
    struck: bool,
    /// Bytes of the bold words that fill the first line.
    head: usize,
    task: Option<bool>,
    pub(super) owner: Option<String>,
    pub(super) due: Option<(String, Range<usize>)>,
    status: Option<ActionStatus>,
    reason: Option<String>,
    pub(super) priority: Option<String>,
    pub(super) kind: Option<String>,
    ticket: Option<String>,
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
    fn label(&mut self, name: &str, value: &str, span: &Range<usize>) -> bool {
        if value.is_empty() {
            return false;
        }
        if WORDS.is("owner-label", name) {
            self.owner.get_or_insert_with(|| value.to_owned());
        } else if WORDS.is("due-label", name) {
            self.due.get_or_insert_with(|| (value.to_owned(), span.clone()));
        } else if WORDS.is("status-label", name) {
            self.status = self.status.or_else(|| WORDS.status(value));
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
        self.status = WORDS.status(text);
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
        self.take_trailing();
        self.take_brackets(order, year);
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
        let due = self.due_day(order, year, findings);
        let status = self.status.or(match (self.task, self.struck) {
            (Some(true), _) | (_, true) => Some(ActionStatus::Done),
            (Some(false), _) => Some(ActionStatus::Open),
            _ => None,
        });
        let owner = self
            .owner
            .as_deref()
            .map(clean_owner)
            .filter(|owner| !owner.is_empty() && !WORDS.is("nothing", owner));
        Some(Action {
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
            addresses: Vec::new(),
            to_yes: None,
            anchor: String::new(),
            origin: Origin::outside(Source::Section),
            source: Some(self.range),
        })
    }

    /// Braces and reminders of a template: "{{ do this }} [link to issue]".
    fn take_template(&mut self) {
        if self.text.contains("{{") || self.text.contains("}}") {
            self.text = self.text.replace("{{", "").replace("}}", "");
        }
        static REMINDER: LazyLock<Option<Regex>> =
            LazyLock::new(|| Regex::new(r"(?i)\[(?:link to|insert|add)[^\]]*\]\]?").ok());
        if let Some(pattern) = REMINDER.as_ref().filter(|_| self.text.contains('[')) {
            self.text = pattern.replace_all(&self.text, "").into_owned();
        }
    }

    /// `[ ]`, `[x]`, `[]`, `☐`, `✅` in front that the Markdown parser leaves in the text.
    fn take_task(&mut self) {
        let text = self.text.trim_start();
        for (mark, done) in [
            ("[ ]", false),
            ("[]", false),
            ("[x]", true),
            ("[X]", true),
            ("☐", false),
            ("☑", true),
            ("✅", true),
            ("✔", true),
            ("🔄", false),
            ("🚧", false),
            ("⏳", false),
            ("❌", false),
        ] {
            if let Some(rest) = text.strip_prefix(mark) {
                self.task = self.task.or(Some(done));
                self.text = rest.trim_start_matches(['\u{fe0f}', ' ']).to_owned();
                return;
            }
        }
    }

    /// "**Prevent**: do this", "[P1] do this"
    fn take_kind(&mut self) {
        let text = self.text.trim_start().to_owned();
        if let Some((head, rest)) = text.split_once([':', '：']) {
            if WORDS.is("kinds", head) && !rest.trim().is_empty() {
                self.kind.get_or_insert_with(|| normal(head));
            }
        }
        if let Some((head, rest)) =
            text.strip_prefix(['[', '(']).and_then(|inside| inside.split_once([']', ')']))
        {
            let head = head.trim();
            let rest = rest.trim_start_matches([' ', ':', '-']);
            if rest.is_empty() {
                return;
            }
            if is_priority(head) {
                self.priority.get_or_insert_with(|| head.to_owned());
            } else if let Some(status) = WORDS.status_word(head) {
                self.status = self.status.or(Some(status));
            } else if WORDS.is("kinds", head) {
                self.kind.get_or_insert_with(|| normal(head));
            } else if head.starts_with('@') {
                self.owner.get_or_insert_with(|| head.to_owned());
            } else {
                return;
            }
            self.text = rest.to_owned();
        }
    }

    /// "(owner: platform, due 2022-05-31)", "(platform, 2022-05-31)", "(OPS-412)", "(done)" at the end.
    fn take_brackets(&mut self, order: SlashOrder, year: Option<i16>) {
        loop {
            let text = self.text.trim_end().trim_end_matches('.').trim_end().to_owned();
            let Some(inside) = text.strip_suffix([')', '）', ']']) else { return };
            let Some(open) = inside.rfind(['(', '（', '[']) else { return };
            let content = inside[open..].trim_start_matches(['(', '（', '[']).to_owned();
            if content.len() > 120 || !self.understand(&content, order, year) {
                return;
            }
            self.text =
                inside[..open].trim_end().trim_end_matches(['-', '–', '—', ':', ',']).trim_end().to_owned();
        }
    }

    /// Whether every piece of some bracketed words is a fact; takes them only then.
    fn understand(&mut self, content: &str, order: SlashOrder, year: Option<i16>) -> bool {
        let pieces: Vec<&str> = content
            .split([',', ';', '、', '，', '|'])
            .map(str::trim)
            .filter(|piece| !piece.is_empty())
            .collect();
        if pieces.is_empty() {
            return false;
        }
        let mut known = 0;
        let mut loose = Vec::new();
        let range = self.range.clone();
        for piece in &pieces {
            let dated = piece
                .split_once([' '])
                .filter(|(word, _)| WORDS.is("due-label", word))
                .map_or(*piece, |(_, rest)| rest);
            if let Some((name, value)) =
                piece.split_once([':', '：']).filter(|(_, value)| !value.starts_with("//"))
            {
                known += usize::from(self.label(name, value.trim(), &range));
            } else if whole_date(dated, order, year).is_some() {
                self.due.get_or_insert_with(|| (dated.to_owned(), range.clone()));
                known += 1;
            } else if is_tracker(piece) || ticket_key(piece).is_some_and(|key| key.len() + 12 >= piece.len())
            {
                let ticket =
                    self.linked(piece).or_else(|| ticket_key(piece)).unwrap_or_else(|| (*piece).to_owned());
                self.ticket.get_or_insert(if is_tracker(piece) { (*piece).to_owned() } else { ticket });
                known += 1;
            } else if let Some(status) = WORDS
                .status_word(piece)
                .or_else(|| piece.to_lowercase().starts_with("done ").then_some(ActionStatus::Done))
            {
                self.status = self.status.or(Some(status));
                known += 1;
            } else if is_priority(piece) {
                self.priority.get_or_insert_with(|| (*piece).to_owned());
                known += 1;
            } else if piece.starts_with('@') && !piece.contains(' ') {
                self.owner.get_or_insert_with(|| (*piece).to_owned());
                known += 1;
            } else {
                loose.push(*piece);
            }
        }
        // "(by end of April)" and "(TBD)" say when, as far as anybody knows.
        let mut said_when = false;
        loose.retain(|piece| {
            let lower = piece.to_lowercase();
            let when = [
                "by end",
                "end of",
                "by the end",
                "asap",
                "tbd",
                "next sprint",
                "next week",
                "next month",
                "soon",
                "q1",
                "q2",
                "q3",
                "q4",
            ]
            .iter()
            .any(|start| lower.starts_with(start));
            known += usize::from(when);
            said_when |= when;
            !when
        });
        // "(RO)", "(Kari Olsen)", "(platform team)": nothing else is written like this at the end of an item.
        if let ([owner], false) = (loose.as_slice(), known > 0) {
            if looks_like_owner(owner) {
                self.owner.get_or_insert_with(|| (*owner).to_owned());
                return true;
            }
        }
        // "(platform team, 2022-05-31)": what stands beside a date is who.
        let dated = self.due.is_some() || known == pieces.len() - 1 && said_when;
        if let ([owner], true) = (loose.as_slice(), known > 0 && dated) {
            if owner.split_whitespace().count() <= 4 {
                self.owner.get_or_insert_with(|| (*owner).to_owned());
                known += 1;
                loose.clear();
            }
        }
        known == pieces.len()
    }

    /// "Ola - due: 2022-11-01" behind an owner label is an owner and a due date.
    fn split_owner(&mut self) {
        let Some(owner) = self.owner.clone() else { return };
        let cut = [" - ", " — ", " – ", ", ", "; ", " | "]
            .iter()
            .filter_map(|mark| {
                let at = owner.find(mark)?;
                let rest = owner[at + mark.len()..].trim();
                let labelled = rest.split_once([':', '：']).is_some_and(|(name, _)| {
                    WORDS.is("due-label", name)
                        || WORDS.is("status-label", name)
                        || WORDS.is("ticket-label", name)
                });
                let first = rest.split_whitespace().next().unwrap_or_default();
                (labelled
                    || WORDS.is("due-label", first)
                    || first.starts_with("http")
                    || first.starts_with('#'))
                .then_some((at, at + mark.len()))
            })
            .min();
        let labelled_due = || {
            let lower = owner.to_lowercase();
            ["due:", "deadline:", "status:"]
                .iter()
                .filter_map(|label| lower.find(label))
                .min()
                .map(|at| (at, at))
        };
        let Some((end, start)) = cut.or_else(labelled_due).filter(|(end, _)| owner.is_char_boundary(*end))
        else {
            return;
        };
        let rest = owner[start..].to_owned();
        self.owner = Some(owner[..end].to_owned());
        let range = self.range.clone();
        for piece in
            rest.split([';', '|']).flat_map(|piece| piece.split(" - ")).flat_map(|piece| piece.split(" — "))
        {
            match piece.split_once([':', '：']) {
                Some((name, value)) if self.label(name.trim(), value.trim(), &range) => {}
                _ => {
                    let mut words = piece.trim().splitn(2, ' ');
                    let (first, value) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
                    if WORDS.is("due-label", first) {
                        self.due.get_or_insert_with(|| (value.to_owned(), range.clone()));
                    }
                }
            }
        }
    }

    /// Trailing "DONE", "— owner: platform", "by 2022-05-31", "✅".
    fn take_trailing(&mut self) {
        static LABELLED: LazyLock<Option<Regex>> = LazyLock::new(|| {
            Regex::new(r"(?i)[\s.;,–—-]+(owner|assignee|due|due date|deadline|status|eta|担当|期限)\s*[:：]\s*([^.;|]+?)\s*[.;|]?\s*$").ok()
        });
        let range = self.range.clone();
        for _ in 0..4 {
            let Some(found) = LABELLED.as_ref().and_then(|pattern| {
                let found = pattern.captures(&self.text)?;
                Some((found.get(0)?.start(), found[1].to_owned(), found[2].to_owned()))
            }) else {
                break;
            };
            if !self.label(&found.1, &found.2, &range) {
                break;
            }
            self.text.truncate(found.0);
        }
        let text = self.text.trim_end().to_owned();
        if let Some(at) = text.rfind([' ', '\n']) {
            let last = text[at..].trim().trim_matches(['.', '*', '!', '(', ')', '-']);
            let shouted = last.len() > 1 && last.chars().all(|c| !c.is_lowercase());
            let before = text[..at].trim_end();
            let marked = before.ends_with(['.', '!', '-', '–', '—', ':', ')', ']', '。', ';', '）'])
                || last.starts_with(char::is_uppercase);
            let status = WORDS.status_word(last);
            let strong = matches!(status, Some(ActionStatus::Done | ActionStatus::Verified));
            if let Some(status) =
                status.filter(|_| shouted || marked && strong || ["完了", "済"].contains(&last))
            {
                self.status = self.status.or(Some(status));
                self.text = text[..at]
                    .trim_end()
                    .trim_end_matches(['-', '–', '—', ':', '(', '[', '.'])
                    .trim_end()
                    .to_owned();
            }
        }
        let start = self.text.trim_start();
        if let Some((head, rest)) = start.split_once([':', ' ']) {
            let shouted = head.len() > 2 && head.chars().all(|c| c.is_ascii_uppercase());
            if let Some(status) = WORDS.status_word(head).filter(|_| shouted) {
                self.status = self.status.or(Some(status));
                self.text = rest.trim_start_matches([':', '-', ' ']).to_owned();
            }
        }
        if self.due.is_none() {
            static BY: LazyLock<Option<Regex>> = LazyLock::new(|| {
                Regex::new(r"(?i)\b(?:by|due|before|until|innen|bis|before end of)\s+((?:\d{4}-\d{2}-\d{2})|(?:\d{1,2}[./]\d{1,2}[./]\d{2,4})|(?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?\b(?:,? \d{4})?)|(?:\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}\.?(?: \d{4})?))").ok()
            });
            if let Some(found) = BY.as_ref().and_then(|pattern| pattern.captures(&self.text)) {
                self.due = Some((found[1].to_owned(), range));
            }
        }
    }

    /// Takes the words of the link that became the ticket off the end: "Add a test ([#12](…))", "… PR".
    fn take_ticket_words(&mut self) {
        let Some(ticket) = self.ticket.clone() else { return };
        let label =
            self.links.iter().find(|(_, address)| *address == ticket).map(|(text, _)| text.trim().to_owned());
        for words in label.into_iter().chain([ticket]) {
            let text = self.text.trim_end().trim_end_matches(['.', ')', ']', ' ']);
            let short = words.split_whitespace().count() <= 4;
            if let Some(rest) =
                text.strip_suffix(words.as_str()).filter(|rest| short && rest.split_whitespace().count() >= 2)
            {
                let rest = rest.trim_end().trim_end_matches(['(', '[', ':', '-', '–', '—', ',', '<', ' ']);
                let rest = rest.strip_suffix(" in").or_else(|| rest.strip_suffix(" see")).unwrap_or(rest);
                self.text = rest.to_owned();
            }
        }
    }

    fn linked(&self, words: &str) -> Option<String> {
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

    fn due_day(&self, order: SlashOrder, year: Option<i16>, findings: &mut Findings<'_>) -> Option<Day> {
        let (words, span) = self.due.as_ref()?;
        let day = whole_date(words, order, year).or_else(|| {
            let (day, _) = moment::first_date(words, order)?;
            day.in_year(day.year?)
        })?;
        if day.civil().is_none() {
            findings.add(
                Level::Error,
                "impossible-date",
                span.clone(),
                format!("due on {words}, which does not exist"),
                "write the day that was meant",
            );
        }
        Some(day)
    }
}

/// Whether bracketed words name a person or team: initials, capitalised names, words ending in "team".
fn looks_like_owner(words: &str) -> bool {
    let pieces: Vec<&str> = words.split_whitespace().collect();
    let initials =
        pieces.len() == 1 && (2..=3).contains(&words.len()) && words.chars().all(|c| c.is_ascii_uppercase());
    let common = [
        "API", "DNS", "SSL", "TLS", "SLO", "SLA", "UI", "DB", "CI", "CD", "PR", "QA", "AWS", "GCP", "CPU",
        "RAM", "TTL", "VM", "K8S", "PII", "OS", "IP", "URL", "SRE", "OPS",
    ];
    let team = pieces.len() <= 4
        && pieces.last().is_some_and(|last| {
            matches!(last.to_lowercase().as_str(), "team" | "squad" | "guild" | "crew" | "チーム" | "팀")
        });
    let named = pieces.len() == 2
        && pieces.iter().all(|piece| {
            let mut letters = piece.chars();
            letters.next().is_some_and(char::is_uppercase)
                && letters.all(|c| c.is_lowercase() || c == '-' || c == '’')
                && piece.chars().count() > 1
        });
    initials && !common.contains(&words) || team || named || matches!(words, "SRE" | "OPS")
}

/// The date that some words are, and nothing else.
fn whole_date(words: &str, order: SlashOrder, year: Option<i16>) -> Option<Day> {
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

fn is_priority(words: &str) -> bool {
    let words = normal(words);
    matches!(
        words.as_str(),
        "p0" | "p1"
            | "p2"
            | "p3"
            | "p4"
            | "high"
            | "medium"
            | "low"
            | "critical"
            | "urgent"
            | "high priority"
            | "low priority"
            | "medium priority"
    )
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
