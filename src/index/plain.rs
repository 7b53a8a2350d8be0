//! The words of a document without its markup, by section.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::model::{Coe, SectionForm};
use crate::read::dialect;

/// Words of one section that stand in none below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Part {
    /// Index of the section; nothing for what stands before the first.
    pub(super) section: Option<usize>,
    /// Plain words, in one line.
    pub(super) text: String,
}

/// All words of the body, in the order of the document.
pub(super) fn parts(coe: &Coe) -> Vec<Part> {
    let stretches = stretches(coe);
    let mut parts: Vec<Part> = Vec::new();
    let mut part_of: Vec<Option<usize>> = vec![None; coe.sections.len() + 1];
    let mut add = |at: usize, text: &str| {
        let section = section_at(&stretches, at);
        let slot = &mut part_of[section.map_or(0, |section| section + 1)];
        let place = *slot.get_or_insert_with(|| {
            parts.push(Part { section, text: String::new() });
            parts.len() - 1
        });
        parts[place].text.push_str(text);
    };
    let starts: Vec<usize> = headings(coe);
    let body = &coe.text[coe.body_start..];
    let mut skips = false;
    for (event, range) in Parser::new_ext(body, dialect()).into_offset_iter() {
        let at = coe.body_start + range.start;
        match event {
            // The title of a section is told beside its words.
            Event::Start(Tag::Heading { .. }) => skips = starts.binary_search(&at).is_ok(),
            Event::End(TagEnd::Heading(_)) => skips = false,
            _ if skips => {}
            Event::Text(text) | Event::Code(text) => add(at, &text),
            Event::InlineMath(text) | Event::DisplayMath(text) => add(at, &text),
            Event::Html(html) | Event::InlineHtml(html) => add(at, &without_tags(&html)),
            Event::SoftBreak | Event::HardBreak | Event::Rule => add(at, " "),
            Event::End(end) if is_block(end) => {
                add(coe.body_start + range.end.saturating_sub(1).max(range.start), " ")
            }
            _ => {}
        }
    }
    for part in &mut parts {
        part.text = one_line(&part.text);
    }
    parts.retain(|part| !part.text.is_empty());
    parts
}

/// Text in one line, without blanks that say nothing.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where the heading of each section starts, sorted.
fn headings(coe: &Coe) -> Vec<usize> {
    let sections = coe.sections.iter().filter(|section| section.form == SectionForm::Heading);
    let mut starts: Vec<usize> = sections.map(|section| section.range.start).collect();
    starts.sort_unstable();
    starts
}

/// Stretches of the file from each start or end of a section to the next, with the innermost section around them.
fn stretches(coe: &Coe) -> Vec<(usize, Option<usize>)> {
    let mut edges: Vec<usize> =
        coe.sections.iter().flat_map(|section| [section.range.start, section.range.end]).collect();
    edges.push(coe.body_start);
    edges.sort_unstable();
    edges.dedup();
    // Sections are nested: the one that starts last of those around a place is the innermost.
    let mut order: Vec<usize> = (0..coe.sections.len()).collect();
    order.sort_by_key(|section| {
        (coe.sections[*section].range.start, std::cmp::Reverse(coe.sections[*section].range.end))
    });
    let mut coming = order.into_iter().peekable();
    let mut around: Vec<usize> = Vec::new();
    let innermost = |edge: usize| {
        while let Some(section) = coming.next_if(|section| coe.sections[*section].range.start <= edge) {
            around.push(section);
        }
        while around.last().is_some_and(|section| !has(&coe.sections[*section].range, edge)) {
            around.pop();
        }
        (edge, around.iter().rev().copied().find(|section| has(&coe.sections[*section].range, edge)))
    };
    edges.into_iter().map(innermost).collect()
}

fn has(range: &Range<usize>, place: usize) -> bool {
    range.contains(&place)
}

fn section_at(stretches: &[(usize, Option<usize>)], at: usize) -> Option<usize> {
    let place = stretches.partition_point(|(start, _)| *start <= at);
    stretches[place.checked_sub(1)?].1
}

fn is_block(end: TagEnd) -> bool {
    !matches!(
        end,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Superscript
            | TagEnd::Subscript
    )
}

/// The words of raw HTML.
fn without_tags(html: &str) -> Cow<'_, str> {
    if !html.contains('<') {
        return html.into();
    }
    let mut words = String::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        words.push_str(&rest[..start]);
        words.push(' ');
        let tag = &rest[start..];
        let end = if tag.starts_with("<!--") {
            tag.find("-->").map(|end| end + 3)
        } else {
            tag.find('>').map(|end| end + 1)
        };
        let Some(end) = end else { return words.into() };
        rest = &tag[end..];
    }
    words.push_str(rest);
    words.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_tags_and_comments_away() {
        assert_eq!(
            one_line(&without_tags("<details><summary>Log</summary>a <!-- b > c --> d<br>")),
            "Log a d"
        );
        assert_eq!(without_tags("a < b"), "a  ");
    }
}
