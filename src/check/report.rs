//! Where a rule puts what it finds in one COE.

use std::ops::Range;

use super::{Document, Rule};
use crate::findings::{Finding, Level, Suggestion};

/// The findings of one rule in one COE.
#[derive(Debug)]
pub(crate) struct Report<'a> {
    document: &'a Document<'a>,
    rule: &'static Rule,
    list: &'a mut Vec<Finding>,
}

impl<'a> Report<'a> {
    pub(super) fn new(
        document: &'a Document<'a>,
        rule: &'static Rule,
        list: &'a mut Vec<Finding>,
    ) -> Report<'a> {
        Report { document, rule, list }
    }

    /// Some bytes of the file: a short phrase naming the offending words, and the next action.
    pub(crate) fn at(&mut self, span: Range<usize>, message: impl Into<String>, hint: impl Into<String>) {
        let text = &*self.document.coe.text;
        let (line, column) = self.document.lines.place(text, span.start);
        self.list.push(Finding {
            path: self.document.coe.path.clone(),
            span: Some(span.into()),
            line,
            column,
            level: self.rule.level,
            rule: self.rule.name,
            message: message.into(),
            hints: Vec::from([hint.into()]),
            suggestion: None,
        });
    }

    /// The words of a line counted from 1.
    pub(crate) fn on_line(&mut self, line: u32, message: impl Into<String>, hint: impl Into<String>) {
        self.at(self.document.line(line), message, hint);
    }

    /// The document as a whole: what is missing stands nowhere, so it is told where the title is.
    pub(crate) fn on_document(&mut self, message: impl Into<String>, hint: impl Into<String>) {
        self.at(self.document.title_span(), message, hint);
    }

    /// Makes a remark of the finding just told, where it is less certain, or less is owed.
    pub(crate) fn only_a_remark(&mut self) {
        if let Some(last) = self.list.last_mut() {
            last.level = last.level.max(Level::Information);
        }
    }

    /// Proposes other words for the finding just told; `span` may be wider than what was found.
    pub(crate) fn propose(&mut self, span: Range<usize>, replacement: impl Into<String>) {
        if let Some(last) = self.list.last_mut() {
            last.suggestion = Some(Suggestion::proposal(span, replacement));
        }
    }
}
