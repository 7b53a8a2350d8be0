//! The questions a document asks, with what it answers.

use std::ops::Range;

use super::{Document, Passage};
use crate::model::Role;
use crate::read::asked;

/// The longest question, in bytes: what is longer tells something.
const LONGEST: usize = 160;

/// A question of a document.
#[derive(Debug)]
pub(crate) struct Question {
    /// Where it stands.
    pub(crate) span: Range<usize>,
    /// Its words, without markup.
    pub(crate) words: String,
    /// What stands between it and the next question or heading, as written.
    pub(crate) answer: String,
    /// Whether it asks for a reason.
    pub(crate) is_why: bool,
    /// Whether it is bold or a heading.
    pub(crate) is_set_off: bool,
    /// What the section around it is for.
    pub(crate) role: Option<Role>,
}

impl Question {
    /// Whether nothing is said behind it, or only that something is still to be said.
    pub(crate) fn is_open(&self) -> bool {
        let answer = without_comments(&self.answer);
        let words = answer.trim_matches(|c: char| !c.is_alphanumeric());
        let words = words.strip_prefix("Answer").or_else(|| words.strip_prefix("Because")).unwrap_or(words);
        let words = words.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        words.is_empty() && !answer.contains("](") || PLACEHOLDERS.contains(&words.as_str())
    }
}

/// Words that stand where an answer is still to come, in lower case.
const PLACEHOLDERS: [&str; 12] = [
    "tbd",
    "todo",
    "tba",
    "to be determined",
    "to be decided",
    "to be done",
    "to be filled",
    "fill in",
    "fill me in",
    "xxx",
    "pending",
    "unanswered",
];

fn without_comments(text: &str) -> String {
    let mut rest = text;
    let mut kept = String::with_capacity(text.len());
    while let Some(start) = rest.find("<!--") {
        kept.push_str(&rest[..start]);
        rest = rest[start..].find("-->").map_or("", |end| &rest[start + end + 3..]);
    }
    kept.push_str(rest);
    kept
}

/// A question, and where its answer begins.
struct Asked {
    span: Range<usize>,
    answer: Range<usize>,
    is_why: bool,
    is_heading: bool,
    role: Option<Role>,
}

/// The questions of a document that stand at the beginning of a heading, a paragraph or an item, in order.
pub(super) fn of(document: &Document<'_>) -> Vec<Question> {
    let mut asked: Vec<Asked> = Vec::new();
    for passage in document.passages.iter().filter(|passage| may_ask(passage)) {
        let mut from = words_of(document, passage);
        while let Some((span, answer, is_why)) = question(document, passage, from.clone()) {
            // A paragraph may hold several, each in bold.
            let next = next_bold(document, &answer);
            asked.push(Asked { span, answer, is_why, is_heading: passage.is_heading(), role: passage.role });
            let Some(next) = next else { break };
            from = next;
        }
    }
    let text = &document.coe.text;
    let told = asked.iter().enumerate().map(|(place, it)| {
        let next = asked.get(place + 1).map_or(text.len(), |next| next.span.start);
        let end = document.next_heading(it.span.start).min(next);
        Question {
            span: it.span.clone(),
            words: plain(&text[it.span.clone()]),
            answer: text.get(it.answer.start..end).unwrap_or_default().to_owned(),
            is_why: it.is_why,
            is_set_off: it.is_heading || text[it.span.clone()].starts_with('*'),
            role: it.role,
        }
    });
    told.collect()
}

/// Whether a passage stands where questions are asked and answered.
fn may_ask(passage: &Passage) -> bool {
    let asking = matches!(
        passage.role,
        Some(
            Role::Questions
                | Role::Detection
                | Role::Diagnosis
                | Role::Mitigation
                | Role::WhyChain
                | Role::Causes
                | Role::Contributors
        )
    );
    asking && !passage.timed
}

/// The bytes of a passage, without what makes a heading one.
fn words_of(document: &Document<'_>, passage: &Passage) -> Range<usize> {
    let range = passage.range();
    let words = document.coe.text.get(range.clone()).unwrap_or_default();
    let bare = words.trim_start_matches(['#', ' ']);
    let numbered = bare.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(['.', ')', ' ']);
    let bare = if passage.is_heading() { numbered } else { bare };
    range.start + (words.len() - bare.len())..range.end
}

fn question(
    document: &Document<'_>,
    passage: &Passage,
    range: Range<usize>,
) -> Option<(Range<usize>, Range<usize>, bool)> {
    let text = &document.coe.text;
    let words = text.get(range.clone())?;
    if let Some(split) = asked::split(text, range.clone()) {
        return (split.question.len() <= LONGEST).then_some((split.question, split.answer, split.is_why));
    }
    let plain =
        matches!(passage.role, Some(Role::Questions | Role::Detection | Role::Diagnosis | Role::Mitigation));
    let length = asked::first_question_mark(words).filter(|length| plain && *length <= LONGEST)?;
    let end = range.start + length;
    Some((range.start..end, end..range.end, false))
}

/// The rest of an answer from the next bold question on.
fn next_bold(document: &Document<'_>, answer: &Range<usize>) -> Option<Range<usize>> {
    let words = document.coe.text.get(answer.clone())?;
    let mut places = words.match_indices("**").map(|(at, _)| at);
    places.find_map(|at| {
        let range = answer.start + at..answer.end;
        let split = asked::split(&document.coe.text, range.clone())?;
        split.question.len().le(&LONGEST).then_some(range)
    })
}

/// Words without the marks around them.
fn plain(words: &str) -> String {
    words
        .trim_matches(|c: char| matches!(c, '*' | '_' | ' ' | '#' | '\n'))
        .replace(['\n', '*', '_'], " ")
        .trim()
        .to_owned()
}
