//! A COE as rules see it: its facts, its prose, and where things stand.

use std::cell::OnceCell;
use std::ops::Range;

use super::Context;
use super::RULES;
use super::language::{self, Hit, Language};
use super::moments;
use super::prose::{self, Passage};
use super::questions::{self, Question};
use crate::findings::LineMap;
use crate::model::{Coe, Moment, Role, Section};

/// One COE with what rules ask of it again and again.
#[derive(Debug)]
pub(crate) struct Document<'a> {
    /// Its facts.
    pub(crate) coe: &'a Coe,
    /// Its place in the knowledge base.
    pub(crate) index: usize,
    /// Everything around it.
    pub(crate) context: &'a Context<'a>,
    /// Its lines.
    pub(crate) lines: LineMap,
    /// Its own words in order: headings, paragraphs, items, cells; neither quotations nor code.
    pub(crate) passages: Vec<Passage>,
    questions: OnceCell<Vec<Question>>,
    phrases: OnceCell<Vec<Hit>>,
}

impl<'a> Document<'a> {
    pub(super) fn new(context: &'a Context<'a>, index: usize) -> Document<'a> {
        let coe = &context.knowledge.coes[index];
        let (lines, passages) = (LineMap::new(&coe.text), prose::passages(coe));
        Document {
            coe,
            index,
            context,
            lines,
            passages,
            questions: OnceCell::new(),
            phrases: OnceCell::new(),
        }
    }

    /// Its language, where there is a file of phrases for it.
    pub(crate) fn language(&self) -> Option<&'static Language> {
        language::of(self.coe.language)
    }

    /// Where phrases of a rule stand in its own words.
    pub(crate) fn phrases(&self, rule: &str) -> impl Iterator<Item = (&Passage, Range<usize>)> {
        let names = || RULES.iter().map(|rule| rule.name).collect::<Vec<_>>();
        let found = || self.language().map(|it| it.in_passages(&self.passages, &names())).unwrap_or_default();
        let all = self.phrases.get_or_init(found);
        all.iter()
            .filter(move |hit| hit.rule == rule)
            .map(|hit| (&self.passages[hit.passage], hit.range.clone()))
    }

    /// The questions it asks, with their answers.
    pub(crate) fn questions(&self) -> &[Question] {
        self.questions.get_or_init(|| questions::of(self))
    }

    /// The words of a line counted from 1, without the space and marks around them.
    pub(crate) fn line(&self, line: u32) -> Range<usize> {
        let start = self.lines.start_of(line);
        let words = self.coe.text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let lead = words.len() - words.trim_start_matches([' ', '\t', '#', '-', '*', '>', '|']).len();
        let end = words.trim_end_matches([' ', '\t', '\r', '|']).len();
        start + lead.min(end)..start + end
    }

    /// Where the title stands, or the first line.
    pub(crate) fn title_span(&self) -> Range<usize> {
        self.line(self.coe.title.origin.line.unwrap_or_else(|| self.lines.line(self.coe.body_start)))
    }

    /// The heading of a section.
    pub(crate) fn heading(&self, section: &Section) -> Range<usize> {
        self.line(section.line)
    }

    /// Seconds from one moment of the document to another.
    pub(crate) fn seconds_between(&self, from: &Moment, to: &Moment) -> Option<i64> {
        moments::seconds_between(from, to)
    }

    /// The line of a key of the front matter, written with `-` or `_`; the first line where it is not found.
    pub(crate) fn key_line(&self, key: &str) -> u32 {
        let head = &self.coe.text[..self.coe.body_start];
        let is_key = |line: &str| {
            let words = line.trim_start().trim_start_matches("- ").replace('_', "-");
            words.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with([':', '=']))
        };
        head.lines().position(is_key).map_or(1, |line| line as u32 + 1)
    }

    /// Where the next heading behind a byte begins; the end of the text when none does.
    pub(crate) fn next_heading(&self, at: usize) -> usize {
        let headings = self.passages.iter().filter(|passage| passage.is_heading()).map(|it| it.range().start);
        headings.filter(|start| *start > at).min().unwrap_or(self.coe.text.len())
    }

    /// Sections whose own title says that they have a role.
    pub(crate) fn sections(&self, role: Role) -> impl Iterator<Item = &'a Section> {
        self.coe.sections.iter().filter(move |section| section.role == Some(role))
    }

    /// Whether a section has a role, by its own title or that of a section around it.
    pub(crate) fn has(&self, role: Role) -> bool {
        self.sections(role).next().is_some()
    }

    /// The passages of everything that stands in sections of a role, headings left out.
    pub(crate) fn within(&self, role: Role) -> impl Iterator<Item = &Passage> {
        self.passages.iter().filter(move |passage| passage.role == Some(role) && !passage.is_heading())
    }
}
