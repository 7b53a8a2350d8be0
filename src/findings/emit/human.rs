//! A finding with the line it is about, carets under the offending words, and what to do next.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level as Title, Origin, Renderer, Snippet};

use super::plain;
use crate::findings::{Finding, Level, LineMap};

/// Lines longer than this, in bytes, are not shown.
const LONGEST_LINE: usize = 4_000;

/// A finding as a person reads it, with colours; `text` is the document, if it could be read. Ends without newline.
pub fn human(finding: &Finding, text: Option<&str>, width: usize) -> String {
    let level = match finding.level {
        Level::Error => Title::ERROR,
        Level::Warning => Title::WARNING,
        Level::Information => Title::INFO,
    };
    let path = plain(&finding.path);
    let title = level.primary_title(plain(&finding.message)).id(finding.rule);
    let excerpt = text.and_then(|text| Excerpt::of(finding, text));
    let group = match &excerpt {
        Some(excerpt) => title.element(
            Snippet::source(excerpt.line)
                .line_start(finding.line as usize)
                .path(path)
                .annotation(AnnotationKind::Primary.span(excerpt.words.clone())),
        ),
        None if path.is_empty() => annotate_snippets::Group::with_title(title),
        None => {
            title.element(Origin::path(path).line(finding.line as usize).char_column(finding.column as usize))
        }
    };
    let group =
        finding.hints.iter().fold(group, |group, hint| group.element(Title::HELP.message(plain(hint))));
    Renderer::styled().term_width(width).render(&[group])
}

/// The line a finding begins on, and where in it the offending words are.
struct Excerpt<'a> {
    line: &'a str,
    words: Range<usize>,
}

impl<'a> Excerpt<'a> {
    /// Nothing when the finding is about no words of the file, or its line cannot be shown.
    fn of(finding: &Finding, text: &'a str) -> Option<Excerpt<'a>> {
        let span = finding.span?;
        let lines = LineMap::new(text);
        let start = lines.start_of(finding.line);
        let line = text.get(start..)?.lines().next()?;
        if line.len() > LONGEST_LINE || line.trim().is_empty() {
            return None;
        }
        let first = span.start.checked_sub(start).filter(|first| *first <= line.len())?;
        let words = first..(span.end.max(span.start) - start).min(line.len());
        let whole = line.is_char_boundary(words.start) && line.is_char_boundary(words.end);
        whole.then_some(Excerpt { line, words })
    }
}
