//! The events of a document in order, each knowing its bytes, its surroundings and the anchors it carries.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

use pulldown_cmark::{CowStr, Event, Parser, Tag, TagEnd};

use super::{Anchor, Source};

/// One event of the parser.
pub(super) struct Node<'a> {
    pub(super) event: Event<'a>,
    /// Bytes of the file; an end has those of its element.
    pub(super) range: Range<usize>,
    /// The node that starts the element around this one; for an end, the start it belongs to.
    pub(super) parent: Option<usize>,
    /// The node that ends the element; the node itself if it starts none.
    pub(super) end: usize,
    /// Where the event happens in the file. Never decreases.
    pub(super) at: usize,
    /// How many elements are around it.
    pub(super) depth: usize,
    /// Indexes of its anchors.
    pub(super) anchors: Range<usize>,
}

/// The nodes of the body, or nothing when the parser gives up on it.
pub(super) fn read<'a>(source: &Source<'a>) -> Option<Vec<Node<'a>>> {
    catch_unwind(AssertUnwindSafe(|| {
        let mut nodes = collect(source);
        place_anchors(&mut nodes, source);
        nodes
    }))
    .ok()
}

/// First nodes of the top-level blocks, footnote definitions left out.
pub(super) fn tops(nodes: &[Node<'_>]) -> Vec<usize> {
    let mut tops = Vec::new();
    let mut index = 0;
    while let Some(node) = nodes.get(index) {
        if !matches!(node.event, Event::Start(Tag::FootnoteDefinition(_))) {
            tops.push(index);
        }
        index = node.end.max(index) + 1;
    }
    tops
}

fn collect<'a>(source: &Source<'a>) -> Vec<Node<'a>> {
    let base = source.body.start;
    let body = source.text.get(source.body.clone()).unwrap_or_default();
    let mut nodes: Vec<Node<'a>> = Vec::with_capacity(body.len() / 12);
    let mut open: Vec<usize> = Vec::new();
    let mut at = base;
    for (event, range) in Parser::new_ext(body, crate::read::dialect()).into_offset_iter() {
        let range = range.start + base..range.end + base;
        let index = nodes.len();
        let mut parent = open.last().copied();
        match &event {
            Event::Start(_) => open.push(index),
            Event::End(_) => {
                parent = open.pop();
                if let Some(start) = parent.and_then(|start| nodes.get_mut(start)) {
                    start.end = index;
                }
            }
            Event::Text(words) => {
                if let Some(last) = nodes.last_mut()
                    && join(last, words, &range, source.text)
                {
                    continue;
                }
            }
            _ => {}
        }
        at = at.max(if matches!(event, Event::End(_)) { range.end } else { range.start });
        nodes.push(Node { event, range, parent, end: index, at, depth: open.len(), anchors: 0..0 });
    }
    nodes
}

/// Makes one text of two that stand side by side in the file just as they are said.
fn join<'a>(last: &mut Node<'a>, words: &str, range: &Range<usize>, text: &'a str) -> bool {
    let Event::Text(before) = &last.event else { return false };
    let whole = last.range.start..range.end;
    let Some(slice) = text.get(whole.clone()) else { return false };
    let joins = last.range.end == range.start
        && slice.strip_prefix(&**before).is_some_and(|rest| rest == words)
        && before.len() == last.range.len();
    if joins {
        last.event = Event::Text(CowStr::Borrowed(slice));
        last.range = whole;
    }
    joins
}

/// Gives each anchor to the first element or words at its place, and to one only.
fn place_anchors(nodes: &mut [Node<'_>], source: &Source<'_>) {
    let mut next = 0;
    let mut raw_ends = 0;
    for index in 0..nodes.len() {
        let Some(anchor) = source.anchors.get(next) else { break };
        let node = &nodes[index];
        if anchor.at >= node.range.end || index < raw_ends {
            continue;
        }
        let (reach, target) = match &node.event {
            Event::Start(Tag::HtmlBlock) => {
                raw_ends = node.end;
                continue;
            }
            Event::Start(
                Tag::Heading { .. }
                | Tag::Item
                | Tag::TableRow
                | Tag::TableHead
                | Tag::Paragraph
                | Tag::DefinitionListTitle
                | Tag::DefinitionListDefinition
                | Tag::Emphasis
                | Tag::Strong
                | Tag::Strikethrough
                | Tag::Link { .. },
            )
            | Event::Code(_) => (node.range.start + 1, index),
            Event::Start(Tag::TableCell) => {
                let row = node.parent.filter(|row| nodes[*row].anchors.is_empty() && *row + 1 == index);
                (node.range.start + 1, row.unwrap_or(index))
            }
            Event::Text(_) => (node.range.end, index),
            _ => continue,
        };
        let start = node.range.start;
        next += count(&source.anchors[next..], |anchor| !leads_to(source.text, anchor.at, start));
        let own = count(&source.anchors[next..], |anchor| anchor.at < reach);
        if own > 0 {
            nodes[target].anchors = next..next + own;
            next += own;
        }
    }
}

fn count(anchors: &[Anchor<'_>], holds: impl Fn(&Anchor<'_>) -> bool) -> usize {
    anchors.iter().take_while(|anchor| holds(anchor)).count()
}

/// Whether only white space and quotation marks stand between an anchor and a node, or the anchor comes later.
fn leads_to(text: &str, anchor: usize, start: usize) -> bool {
    anchor >= start
        || text
            .get(anchor..start)
            .is_some_and(|gap| gap.bytes().all(|byte| byte.is_ascii_whitespace() || byte == b'>'))
}

/// Whether a tag stands among words.
pub(super) fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

/// Whether the end of a tag stands among words.
pub(super) fn is_inline_end(end: &TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}
