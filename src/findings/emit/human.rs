//! A finding with the line it is about, carets under the offending words, and what to do next.

use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level as Title, Origin, Patch, Renderer, Snippet};

use super::plain;
use crate::check::private_in;
use crate::findings::{Finding, Level, LineMap};

/// Lines longer than this, in bytes, are not shown.
const LONGEST_LINE: usize = 4_000;

/// A finding as a person reads it, with colours; `text` is the document, if it could be read. Ends without newline.
pub fn human(finding: &Finding, text: Option<&str>, width: usize) -> String {
    human_at(finding, &finding.path, text, width)
}

/// The same with another path, such as one from where the reader is.
pub fn human_at(finding: &Finding, path: &str, text: Option<&str>, width: usize) -> String {
    let level = match finding.level {
        Level::Error => Title::ERROR,
        Level::Warning => Title::WARNING,
        Level::Information => Title::INFO,
    };
    let path = plain(path);
    let title = level.primary_title(plain(&finding.message)).id(finding.rule);
    let excerpt = text.and_then(|text| Excerpt::of(finding, text));
    let group = match &excerpt {
        Some(excerpt) => title.element(
            Snippet::source(&*excerpt.line)
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
    let rewrite = excerpt.as_ref().and_then(|excerpt| {
        let patch = excerpt.patch(finding)?;
        let snippet = Snippet::source(&*excerpt.line).line_start(finding.line as usize).patch(patch);
        Some(Title::HELP.secondary_title("perhaps").element(snippet))
    });
    let groups: Vec<annotate_snippets::Group<'_>> = std::iter::once(group).chain(rewrite).collect();
    Renderer::styled().term_width(width).render(&groups)
}

/// The line a finding begins on, and where in it the offending words are.
struct Excerpt<'a> {
    line: Cow<'a, str>,
    words: Range<usize>,
    /// First byte of the line in the file.
    start: usize,
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
        let line = masked(line, finding.is_private().then(|| words.clone()));
        let words = words.start..words.end.min(line.len());
        whole.then_some(Excerpt { line, words, start })
    }

    /// The words that would take the place of others of this line.
    fn patch(&self, finding: &Finding) -> Option<Patch<'static>> {
        let suggestion = finding.suggestion.as_ref()?;
        let first = suggestion.span.start.checked_sub(self.start)?;
        let last = suggestion.span.end.checked_sub(self.start).filter(|last| *last <= self.line.len())?;
        Some(Patch::new(first..last, plain(&suggestion.replacement).into_owned()))
    }
}

/// A line with what nobody may see in it as stars, one for each byte, so that places stay.
fn masked(line: &str, private: Option<Range<usize>>) -> Cow<'_, str> {
    let hidden: Vec<Range<usize>> = private_in(line).into_iter().chain(private).collect();
    if hidden.is_empty() {
        return Cow::Borrowed(line);
    }
    let stars = line
        .bytes()
        .enumerate()
        .map(|(at, byte)| if hidden.iter().any(|range| range.contains(&at)) { b'*' } else { byte });
    // Ranges end between characters; where one did not, nothing is shown.
    String::from_utf8(stars.collect()).map_or(Cow::Borrowed(""), Cow::Owned)
}
