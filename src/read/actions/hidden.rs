//! Facts hidden among the words of an action: "(platform, 2022-05-31)", "[P1]", "DONE", "— owner: platform".

use std::sync::LazyLock;

use regex::Regex;

use super::done::done_phrase;
use super::item::{Words, whole_date};
use super::words::{WORDS, is_tracker, ticket_key};
use crate::model::ActionStatus;
use crate::read::moment::SlashOrder;
use crate::read::words::normal;

impl Words {
    /// Braces and reminders of a template: "{{ do this }} [link to issue]".
    pub(super) fn take_template(&mut self) {
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
    pub(super) fn take_task(&mut self) {
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
    pub(super) fn take_kind(&mut self) {
        let text = self.text.trim_start().to_owned();
        if let Some((head, rest)) = text.split_once([':', '：'])
            && WORDS.is("kinds", head)
            && !rest.trim().is_empty()
        {
            self.kind.get_or_insert_with(|| normal(head));
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
    pub(super) fn take_brackets(&mut self, order: SlashOrder, year: Option<i16>) {
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
            } else if let Some(status) = done_phrase(piece, order, year) {
                self.status = self.status.or(Some(status));
                self.done.get_or_insert_with(|| ((*piece).to_owned(), range.clone()));
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
        if let ([owner], false) = (loose.as_slice(), known > 0)
            && looks_like_owner(owner)
        {
            self.owner.get_or_insert_with(|| (*owner).to_owned());
            return true;
        }
        // "(platform team, 2022-05-31)": what stands beside a date is who.
        let dated = self.due.is_some() || known == pieces.len() - 1 && said_when;
        if let ([owner], true) = (loose.as_slice(), known > 0 && dated)
            && owner.split_whitespace().count() <= 4
        {
            self.owner.get_or_insert_with(|| (*owner).to_owned());
            known += 1;
            loose.clear();
        }
        known == pieces.len()
    }

    /// "Ola - due: 2022-11-01" behind an owner label is an owner and a due date.
    pub(super) fn split_owner(&mut self) {
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
    pub(super) fn take_trailing(&mut self) {
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
    pub(super) fn take_ticket_words(&mut self) {
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
