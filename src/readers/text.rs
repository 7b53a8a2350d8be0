//! What became of the lines of logs, for a terminal.

use std::collections::BTreeMap;

use super::entry::Reason;
use super::store::Period;
use crate::sheet::{Format, Run, Sheet};

/// How many lines nobody understands are named.
const NAMED: usize = 3;

/// What became of the lines.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// Lines that were read.
    pub lines: u64,
    /// Those that are requests.
    pub understood: u64,
    /// Lines that were counted in an earlier run.
    pub before: u64,
    /// Page views that were counted.
    pub views: u64,
    /// Of how many COEs.
    pub coes: usize,
    /// Requests for anything else.
    pub other: u64,
    /// Requests for COEs nobody knows.
    pub unknown: u64,
    /// Requests for COEs that do not read.
    pub methods: u64,
    /// Requests for COEs that were not answered with the page.
    pub statuses: u64,
    /// Requests for COEs by programs.
    pub robots: u64,
    /// Requests for COEs that followed from the page of an old name.
    pub sent_on: u64,
    /// Lines nobody understands, by reason.
    pub malformed: BTreeMap<Reason, u64>,
    /// The first of them: log, line, reason.
    pub named: Vec<(String, u64, Reason)>,
    /// Logs that end where they cannot be read any further: log, lines before that, why.
    pub broken: Vec<(String, u64, String)>,
}

impl Summary {
    /// Adds what became of the lines of another log.
    pub(super) fn take(&mut self, other: Summary) {
        self.lines += other.lines;
        self.understood += other.understood;
        self.before += other.before;
        self.views += other.views;
        self.other += other.other;
        self.unknown += other.unknown;
        self.methods += other.methods;
        self.statuses += other.statuses;
        self.robots += other.robots;
        self.sent_on += other.sent_on;
        for (reason, count) in other.malformed {
            *self.malformed.entry(reason).or_default() += count;
        }
        self.named.extend(other.named);
        self.named.truncate(NAMED);
        self.broken.extend(other.broken);
    }
}

/// What was counted, and what was not.
pub fn text(summary: &Summary, period: Option<&Period>, format: Format) -> String {
    let mut sheet = Sheet::new(format);
    let counted = format!(
        "{} of {}",
        number(summary.views, "page view", "page views"),
        number(summary.coes as u64, "COE", "COEs")
    );
    let lines = number(summary.lines, "line", "lines");
    sheet.line(&[Run::strong(counted), Run::common(format!(" in {lines} that were not counted before"))]);
    if let Some(period) = period {
        sheet.line(&[Run::common(format!("Counted so far: {} to {}", period.from, period.to))]);
    }
    let left = [
        (summary.before, "lines that were counted before"),
        (summary.other, "requests for other pages and files"),
        (summary.robots, "by robots"),
        (summary.methods, "that did not ask for the page"),
        (summary.statuses, "that were not answered with the page"),
        (summary.sent_on, "sent on from an old name"),
        (summary.unknown, "for COEs that are not here"),
    ];
    let left: Vec<String> = left
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| format!("{} {words}", grouped(*count)))
        .collect();
    if !left.is_empty() {
        sheet.paragraph("", &[Run::common(format!("Left out: {}", left.join(", ")))]);
    }
    let malformed: u64 = summary.malformed.values().sum();
    if malformed > 0 {
        let lines = number(malformed, "line", "lines");
        sheet.line(&[Run::common(format!("Not understood: {lines}"))]);
        for (reason, count) in &summary.malformed {
            sheet.line(&[Run::common(format!("  {} {}", grouped(*count), reason.words()))]);
        }
        for (log, line, reason) in &summary.named {
            sheet.line(&[Run::faint(format!("  {log}:{line} {}", reason.words()))]);
        }
    }
    for (log, line, why) in &summary.broken {
        sheet.line(&[Run::common(format!("{log} cannot be read after line {line}: {why}"))]);
    }
    sheet.into_text()
}

fn number(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
