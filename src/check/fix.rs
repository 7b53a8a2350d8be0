//! Puts suggestions in place that mean the same without doubt.

use crate::findings::{Finding, Suggestion};

/// A document with its mechanical suggestions in place, and how many; nothing when it has none.
///
/// Of suggestions that overlap the first is taken; the next run finds the other, if it is still there.
pub fn fixed<'f>(text: &str, findings: impl IntoIterator<Item = &'f Finding>) -> Option<(String, usize)> {
    let mut suggestions: Vec<&Suggestion> = findings
        .into_iter()
        .filter_map(|finding| finding.suggestion.as_ref())
        .filter(|suggestion| {
            suggestion.mechanical && text.get(suggestion.span.start..suggestion.span.end).is_some()
        })
        .collect();
    suggestions.sort_by_key(|suggestion| suggestion.span);
    let mut fixed = String::with_capacity(text.len());
    let (mut done, mut count) = (0, 0);
    for suggestion in suggestions {
        if suggestion.span.start < done {
            continue;
        }
        fixed.push_str(&text[done..suggestion.span.start]);
        fixed.push_str(&suggestion.replacement);
        done = suggestion.span.end;
        count += 1;
    }
    fixed.push_str(&text[done..]);
    (count > 0).then_some((fixed, count))
}
