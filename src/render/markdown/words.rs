//! Words, code and the author's own HTML.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag};

use super::links;
use super::raw::Html;
use super::write::Writer;
use super::{Anchor, Document, additions, autolink, code, escape};
use crate::model::Link;

/// A stretch of a run of text that is a link, or has something added to it.
struct Mark<'d, 'a> {
    words: Range<usize>,
    what: What<'d, 'a>,
}

/// What a stretch is.
#[derive(Clone, Copy)]
enum What<'d, 'a> {
    /// A known reference.
    Link(&'a Link),
    /// A web address.
    Web,
    /// Words with something on them.
    Added(&'d additions::Mark),
}

impl<'a> Document<'a> {
    /// The name of what the reference leads to that starts at a byte of the file.
    pub(super) fn name_of(&self, at: usize) -> Option<String> {
        self.addresses.title(&self.known(at)?.target)
    }

    /// References among the bytes of the file.
    pub(super) fn links_in(&self, bytes: &Range<usize>) -> &'a [Link] {
        let links = self.source.links;
        let first = links.partition_point(|link| link.span.start < bytes.start);
        let count = links[first..].partition_point(|link| link.span.start < bytes.end);
        &links[first..first + count]
    }
}

impl<'d, 'a> Writer<'d, 'a> {
    /// The wanted part of a text, and where it stands in the file when it stands there just as it is said.
    pub(super) fn clipped<'w>(
        &self,
        words: &'w str,
        range: &Range<usize>,
    ) -> Option<(&'w str, Option<Range<usize>>)> {
        let inside = range.start.max(self.clip.start)..range.end.min(self.clip.end);
        if inside.start >= inside.end {
            return None;
        }
        if words.len() != range.len() || self.document.source.text.get(range.clone()) != Some(words) {
            return (range.start >= self.clip.start).then_some((words, None));
        }
        let kept = words.get(inside.start - range.start..inside.end - range.start)?;
        Some((kept, Some(inside)))
    }

    /// A run of text with the ids and web addresses in it; says which node is next.
    pub(super) fn text(&mut self, index: usize, limit: usize) -> usize {
        let nodes = self.document.all();
        let run = nodes[index..limit].iter().take_while(|node| matches!(node.event, Event::Text(_))).count();
        let is_code = |start: usize| matches!(nodes[start].event, Event::Start(Tag::CodeBlock(_)));
        if nodes[index].parent.is_some_and(is_code) {
            let (words, _) = self.lines_of_code(index..index + run);
            escape::text(&mut self.out, &words);
            return index + run;
        }
        let as_it_is = self.in_link();
        let mut words: Cow<'_, str> = Cow::Borrowed("");
        let mut marks: Vec<Mark<'d, 'a>> = Vec::new();
        for (inner, node) in nodes.iter().enumerate().skip(index).take(run) {
            let ids = self.ids(inner);
            self.marks(ids);
            let Event::Text(said) = &node.event else { continue };
            let Some((kept, place)) = self.clipped(said, &node.range) else { continue };
            if let Some(place) = place.filter(|_| !as_it_is) {
                self.add_marks(&mut marks, words.len(), &place);
            }
            if words.is_empty() {
                words = Cow::Borrowed(kept);
            } else {
                words.to_mut().push_str(kept);
            }
        }
        if !as_it_is {
            add_web_addresses(&words, &mut marks);
        }
        self.marked(&words, &marks);
        index + run
    }

    /// The references and additions among words of the file that stand at a length of the run.
    fn add_marks(&self, marks: &mut Vec<Mark<'d, 'a>>, start: usize, place: &Range<usize>) {
        let document: &'d Document<'a> = self.document;
        let mark = |span: &Range<usize>, what: What<'d, 'a>| {
            let words = start + span.start - place.start..start + span.end - place.start;
            (span.end <= place.end).then_some(Mark { words, what })
        };
        let first = marks.len();
        marks.extend(document.links_in(place).iter().filter_map(|link| mark(&link.span, What::Link(link))));
        let added = document.additions.marks_in(place).iter();
        marks.extend(added.filter_map(|added| mark(&added.at, What::Added(added))));
        marks[first..].sort_by_key(|mark| mark.words.start);
    }

    /// A block of code; of one that is cut, what is wanted.
    pub(super) fn code_block(&mut self, index: usize, kind: &CodeBlockKind<'_>) {
        let info = match kind {
            CodeBlockKind::Fenced(info) => &**info,
            CodeBlockKind::Indented => "",
        };
        let (text, anchors) = self.lines_of_code(index + 1..self.at(index).end);
        code::write(&mut self.out, &code::Block { info, text, anchors }, self.document.addresses);
    }

    /// The text of a code block, as it is, and the bytes of it that have an address.
    fn lines_of_code(&self, texts: Range<usize>) -> (Cow<'d, str>, Vec<(usize, &'a Anchor<'a>)>) {
        let document: &'d Document<'a> = self.document;
        let mut lines: Cow<'d, str> = Cow::Borrowed("");
        let mut anchors = Vec::new();
        for (index, node) in document.all().iter().enumerate().take(texts.end).skip(texts.start) {
            let Event::Text(said) = &node.event else { continue };
            let (kept, place) = self.clipped(said, &node.range).unwrap_or_default();
            let start = lines.len();
            let byte_of = |anchor: &Anchor<'_>| {
                let offset = anchor.at.checked_sub(place.as_ref()?.start)?;
                kept.is_char_boundary(offset).then_some(start + offset)
            };
            anchors.extend(self.anchors(index).iter().map(|it| (byte_of(it).unwrap_or(start), it)));
            if lines.is_empty() {
                lines = Cow::Borrowed(kept);
            } else {
                lines.to_mut().push_str(kept);
            }
        }
        (lines, anchors)
    }

    fn marked(&mut self, words: &str, marks: &[Mark<'d, 'a>]) {
        let mut done = 0;
        for mark in marks {
            let (Some(before), Some(name)) =
                (words.get(done..mark.words.start), words.get(mark.words.clone()))
            else {
                continue;
            };
            escape::text(&mut self.out, before);
            done = mark.words.end;
            let lead = match mark.what {
                What::Link(link) => self.document.address(link),
                What::Web => links::Lead::Elsewhere(name.to_owned()),
                What::Added(added) => {
                    self.out.push_str(&added.before);
                    if added.keeps {
                        escape::text(&mut self.out, name);
                    }
                    self.out.push_str(&added.after);
                    continue;
                }
            };
            let opened = links::open(&mut self.out, &lead, "");
            escape::text(&mut self.out, name);
            self.out.push_str(opened.close);
        }
        escape::text(&mut self.out, words.get(done..).unwrap_or_default());
    }

    /// The wanted part of code among words.
    pub(super) fn clipped_code<'w>(&self, words: &'w str, range: &Range<usize>) -> &'w str
    where
        'a: 'w,
    {
        if self.clip.start <= range.start && range.end <= self.clip.end {
            return words;
        }
        let inside = range.start.max(self.clip.start)..range.end.min(self.clip.end);
        let kept: &'a str = self.document.source.text.get(inside).unwrap_or_default();
        kept.trim_matches('`').trim()
    }

    /// Code among words; of code that is cut, what is wanted.
    pub(super) fn code(&mut self, index: usize, words: &str) {
        let ids = self.ids(index);
        self.marks(ids);
        let words = self.clipped_code(words, &self.at(index).range);
        if !words.is_empty() {
            self.out.push_str("<code>");
            escape::text(&mut self.out, words);
            self.out.push_str("</code>");
        }
    }

    /// A block of the author's HTML; says which node is next.
    pub(super) fn html_block(&mut self, index: usize, limit: usize) -> usize {
        let mut html = Html::default();
        let nodes = self.document.all();
        let mut next = index;
        while let Some(node) = nodes.get(next).filter(|_| next < limit) {
            let Event::Html(line) = &node.event else { break };
            if let Some((kept, place)) = self.clipped(line, &node.range) {
                html.push(kept, place.map_or(node.range.start, |place| place.start));
            }
            next += 1;
        }
        self.raw_html(&html);
        self.leave_raw_open();
        next
    }

    /// One tag of the author among words; says which node is next.
    pub(super) fn inline_html(&mut self, index: usize, tag: &str) -> usize {
        let mut html = Html::default();
        html.push(tag, self.at(index).range.start);
        if let Some(name) = html.hides_what_follows() {
            return self.after_hidden(index, name);
        }
        self.raw_html(&html);
        index + 1
    }

    /// The node after the end of a script or style, which must be near.
    fn after_hidden(&self, index: usize, name: &str) -> usize {
        let parent = self.at(index).parent;
        let nodes = self.document.all();
        let near = nodes.iter().enumerate().skip(index + 1).take(64);
        near.take_while(|(_, node)| node.parent != parent || !matches!(node.event, Event::End(_)))
            .find(|(_, node)| match &node.event {
                Event::InlineHtml(tag) => tag.strip_prefix("</").is_some_and(|rest| {
                    rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
                }),
                _ => false,
            })
            .map_or(index, |(end, _)| end)
            + 1
    }
}

/// Adds the web addresses among words; a reference at the start of one takes all of it, one within it is part of it.
fn add_web_addresses(words: &str, marks: &mut Vec<Mark<'_, '_>>) {
    let mut from = 0;
    let known = marks.len();
    while let Some(found) = autolink::next(words, from) {
        from = found.end;
        let mut what = What::Web;
        for mark in &mut marks[..known] {
            if mark.words.start < found.end && found.start < mark.words.end {
                if mark.words.start == found.start && matches!(mark.what, What::Link(_)) {
                    what = mark.what;
                }
                mark.words = 0..0;
            }
        }
        marks.push(Mark { words: found, what });
    }
    if marks.len() > known {
        marks.retain(|mark| !mark.words.is_empty());
        marks.sort_by_key(|mark| mark.words.start);
    }
}
