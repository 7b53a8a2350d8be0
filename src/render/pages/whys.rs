//! Whys and their answers as a chain, where their shape leaves no doubt; otherwise they stay as they were written.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::model::{Coe, EntrySource, Role};
use crate::render::blocks::{Block, BlockKind, blocks};
use crate::render::markdown::Anchor;
use crate::render::prose::Prose;
use crate::render::view::{AskedWhy, Html, Part};

use super::notes::Notes;
use crate::read::asked::{self, Split};

/// Fewer questions than this are no chain.
const LEAST: usize = 2;

/// The deepest branch that is set further in than its trunk.
const DEEPEST: u8 = 3;

/// What a document holds that may become a chain.
struct Source<'c, 'd> {
    coe: &'c Coe,
    prose: &'c Prose<'d>,
    notes: &'c Notes,
    anchors: &'c [Anchor<'c>],
}

/// The chains of a document, each with the bytes it stands for.
pub(super) fn chains(
    coe: &Coe,
    prose: &Prose<'_>,
    notes: &Notes,
    anchors: &[Anchor<'_>],
) -> Vec<(Range<usize>, Part)> {
    if !asked::may_ask_why(coe.text.get(coe.body_start..).unwrap_or_default()) {
        return Vec::new();
    }
    let source = Source { coe, prose, notes, anchors };
    let all = blocks(&coe.text, coe.body_start..coe.text.len());
    let mut chains = Vec::new();
    let mut place = 0;
    while let Some(block) = all.get(place) {
        let found = match block.kind {
            BlockKind::List => source.of_list(block).map(|links| (1, links)),
            BlockKind::Paragraph => source.of_paragraphs(&all[place..]),
            BlockKind::Heading => source.of_headings(&all[place..]),
            _ => None,
        };
        let Some((count, links)) = found else {
            place += 1;
            continue;
        };
        let range = block.range.start..all[place + count - 1].range.end;
        if source.is_free(&range) {
            chains.push((range.clone(), Part::Whys { whys: source.told(links) }));
        }
        place += count;
    }
    chains
}

/// A question and its answer on the way to the page.
#[derive(Debug, Default)]
struct Link {
    /// What it is called in the document: its number; may be empty.
    number: String,
    /// How deep in branches it stands.
    depth: u8,
    /// Bytes whose addresses lead here.
    own: Range<usize>,
    /// A heading, which is shown as one.
    heading: Option<Range<usize>>,
    question: Option<Range<usize>>,
    /// Pieces of the answer.
    answer: Vec<Range<usize>>,
    /// Whole blocks of the answer.
    blocks: Range<usize>,
    is_why: bool,
}

impl Link {
    fn answers(&self) -> bool {
        !self.answer.is_empty() || !self.blocks.is_empty()
    }
}

impl Source<'_, '_> {
    fn role_at(&self, at: usize) -> Option<Role> {
        let around = self.coe.sections.iter().filter(|section| section.range.contains(&at));
        around.max_by_key(|section| section.range.start).and_then(|it| it.role.or(it.within))
    }

    fn is_causal(&self, at: usize) -> bool {
        matches!(self.role_at(at), Some(Role::WhyChain | Role::Causes | Role::Contributors | Role::Trigger))
    }

    /// Whether nothing in a range needs the form it was written in: moments, notes at the end of the page.
    fn is_free(&self, range: &Range<usize>) -> bool {
        let entries = self.coe.timeline.entries.iter().flat_map(|entry| &entry.source.ranges);
        let told = entries.clone().any(|entry| entry.start < range.end && range.start < entry.end);
        !told && !self.coe.text.get(range.clone()).is_none_or(|text| text.contains("[^"))
    }

    // ---- lists

    fn of_list(&self, block: &Block) -> Option<Vec<Link>> {
        let text = self.coe.text.get(block.range.clone())?;
        asked::may_ask_why(text).then_some(())?;
        let elsewhere = [Role::Questions, Role::Timeline, Role::Related, Role::Actions, Role::References];
        let role = self.role_at(block.range.start);
        role.is_none_or(|role| !elsewhere.contains(&role)).then_some(())?;
        let items = items(&self.coe.text, &block.range);
        let named = self.role_at(block.range.start) == Some(Role::WhyChain);
        let mut links = Vec::new();
        self.walk(&items, 0, named, &mut links)?;
        let asks = links.iter().filter(|link| link.question.is_some());
        let (count, whys) = (asks.clone().count(), asks.clone().filter(|link| link.is_why).count());
        let answered = asks.filter(|link| link.answers()).count();
        let certain = count >= LEAST && whys * 2 >= count && answered * 2 > count;
        certain.then_some(links)
    }

    /// The links of a list and of the lists below it; nothing when one item is neither a question nor an answer.
    fn walk(&self, items: &[Item], depth: u8, named: bool, links: &mut Vec<Link>) -> Option<()> {
        for (place, item) in items.iter().enumerate() {
            let lead = item.lead()?;
            let words = self.coe.text.get(lead.clone())?;
            let number = item.number.map(|number| number.to_string()).unwrap_or_default();
            let mut link = Link { number, depth, own: item.range.clone(), ..Link::default() };
            match asked::split(&self.coe.text, lead.clone()) {
                Some(split) => link.ask(split),
                None if asked::is_answer(words)
                    && links.last().is_some_and(|last| last.question.is_some()) =>
                {
                    let last = links.last_mut()?;
                    last.answer.push(lead.clone());
                    last.own.end = item.range.end;
                    item.rest().iter().for_each(|block| last.take(block));
                    continue;
                }
                // What the first question asks about.
                None if place == 0 && links.is_empty() && named => link.answer.push(lead.clone()),
                None => return None,
            }
            let mut below: Vec<&[Item]> = Vec::new();
            for block in item.rest() {
                match block {
                    ItemBlock::List(list, range) if self.asks(list) => {
                        // What stands below has addresses of its own.
                        link.own.end = link.own.end.min(range.start);
                        below.push(list);
                    }
                    other => link.take(other),
                }
            }
            links.push(link);
            for list in below {
                // One question below another goes on the same line; several are branches.
                let branches = list.iter().filter(|item| self.is_question(item)).count() > 1;
                let deeper = if branches { (depth + 1).min(DEEPEST) } else { depth };
                self.walk(list, deeper, named, links)?;
            }
        }
        Some(())
    }

    fn asks(&self, list: &[Item]) -> bool {
        list.iter().any(|item| self.is_question(item))
    }

    fn is_question(&self, item: &Item) -> bool {
        item.lead().and_then(|lead| asked::split(&self.coe.text, lead)).is_some_and(|split| split.is_why)
    }

    // ---- paragraphs

    /// Paragraphs that each begin with a question, with what follows each.
    fn of_paragraphs(&self, all: &[Block]) -> Option<(usize, Vec<Link>)> {
        let start = all.first()?.range.start;
        self.is_causal(start).then_some(())?;
        let named = self.role_at(start) == Some(Role::WhyChain);
        let mut links: Vec<Link> = Vec::new();
        let mut count = 0;
        for block in all {
            let split = match block.kind {
                BlockKind::Heading => break,
                BlockKind::Paragraph => asked::split(&self.coe.text, block.range.clone()),
                _ => None,
            };
            match (split, links.last_mut()) {
                (Some(split), _) => {
                    let mut link = Link { own: block.range.clone(), ..Link::default() };
                    link.ask(split);
                    links.push(link);
                }
                (None, Some(last)) if named || !last.answers() => {
                    let from = if last.blocks.is_empty() { block.range.start } else { last.blocks.start };
                    last.blocks = from..block.range.end;
                }
                (None, _) => break,
            }
            count += 1;
        }
        let whys = links.iter().filter(|link| link.is_why).count();
        let answered = links.iter().filter(|link| link.answers()).count();
        (whys >= LEAST && whys * 2 >= links.len() && answered * 2 > links.len()).then_some((count, links))
    }

    // ---- headings

    /// Headings of one level that each ask why, with what stands below each.
    fn of_headings(&self, all: &[Block]) -> Option<(usize, Vec<Link>)> {
        let level = self.level(all.first()?)?;
        self.is_causal(all.first()?.range.start).then_some(())?;
        let mut links: Vec<Link> = Vec::new();
        let mut count = 0;
        for block in all {
            if let Some(own) = self.level(block).filter(|own| *own <= level) {
                let split = self.heading_words(block).and_then(|words| asked::split(&self.coe.text, words));
                let Some(_) = split.filter(|split| own == level && split.is_why) else { break };
                let (own, heading) = (block.range.clone(), Some(block.range.clone()));
                let question = Some(block.range.clone());
                let blocks = block.range.end..block.range.end;
                links.push(Link { own, heading, question, blocks, is_why: true, ..Link::default() });
            } else if let Some(last) = links.last_mut() {
                last.blocks.end = block.range.end;
            }
            count += 1;
        }
        let answered = links.iter().filter(|link| link.answers()).count();
        (links.len() >= LEAST && answered * 2 > links.len()).then_some((count, links))
    }

    fn level(&self, block: &Block) -> Option<usize> {
        let text = self.coe.text.get(block.range.clone()).filter(|_| block.kind == BlockKind::Heading)?;
        Some(text.trim_start().bytes().take_while(|byte| *byte == b'#').count()).filter(|level| *level > 0)
    }

    /// The words of a heading, without what makes it one and without its number.
    fn heading_words(&self, block: &Block) -> Option<Range<usize>> {
        let text = self.coe.text.get(block.range.clone())?;
        let words = text
            .trim_start_matches(|c: char| c == '#' || c == ' ' || c == '.' || c == ')' || c.is_ascii_digit());
        let end = block.range.start + text.trim_end().len();
        Some(block.range.end - words.len()..end)
    }

    // ---- the page

    fn told(&self, links: Vec<Link>) -> Vec<AskedWhy> {
        let last = links.iter().rposition(Link::answers);
        links.iter().enumerate().map(|(place, link)| self.why(link, Some(place) == last)).collect()
    }

    fn why(&self, link: &Link, is_last: bool) -> AskedWhy {
        let mut anchors = super::anchors_in(self.anchors, &link.own).filter(|_| link.heading.is_none());
        let blocks = Some(link.blocks.clone()).filter(|blocks| !blocks.is_empty());
        let answer = EntrySource { opening: "", ranges: link.answer.clone() };
        let mut html = if link.answer.is_empty() { Html::default() } else { self.prose.fragment(&answer) };
        if let Some(blocks) = blocks {
            // Before whole blocks stands the rest of the paragraph that asks.
            let lead =
                Some(html.0).filter(|words| !words.is_empty()).map(|words| format!("<p>{words}</p>\n"));
            html = Html(lead.unwrap_or_default() + &self.prose.html(blocks).0);
        }
        let notes = if link.heading.is_none() && link.blocks.is_empty() {
            self.notes.within(&link.own)
        } else {
            link.question.iter().chain(&link.answer).flat_map(|range| self.notes.within(range)).collect()
        };
        AskedWhy {
            anchor: anchors.next().unwrap_or_default(),
            anchors: anchors.collect(),
            number: link.number.clone(),
            depth: link.depth,
            is_heading: link.heading.is_some(),
            question: match (&link.heading, &link.question) {
                (Some(heading), _) => self.prose.html(heading.clone()),
                (None, Some(question)) => self.prose.inline(question.clone()),
                (None, None) => Html::default(),
            },
            answer: html,
            is_last,
            notes,
        }
    }
}

impl Link {
    fn ask(&mut self, split: Split) {
        self.is_why = split.is_why;
        self.question = Some(split.question);
        if !split.answer.is_empty() {
            self.answer.push(split.answer);
        }
    }

    /// Takes a block of an item as a part of the answer.
    fn take(&mut self, block: &ItemBlock) {
        self.answer.push(match block {
            ItemBlock::Words(range) | ItemBlock::Other(range) | ItemBlock::List(_, range) => range.clone(),
        });
    }
}

// ---- the items of a list, with those below them

#[derive(Debug)]
struct Item {
    range: Range<usize>,
    number: Option<u64>,
    blocks: Vec<ItemBlock>,
}

#[derive(Debug)]
enum ItemBlock {
    Words(Range<usize>),
    List(Vec<Item>, Range<usize>),
    Other(Range<usize>),
}

impl Item {
    fn lead(&self) -> Option<Range<usize>> {
        match self.blocks.first() {
            Some(ItemBlock::Words(range)) => Some(range.clone()),
            _ => None,
        }
    }

    fn rest(&self) -> &[ItemBlock] {
        self.blocks.get(1..).unwrap_or_default()
    }
}

/// The items of the list that stands at a range.
fn items(text: &str, range: &Range<usize>) -> Vec<Item> {
    let Some(source) = text.get(range.clone()) else { return Vec::new() };
    let mut reader = Items::default();
    for (event, bytes) in Parser::new_ext(source, crate::read::dialect()).into_offset_iter() {
        reader.take(&event, bytes.start + range.start..bytes.end + range.start);
    }
    reader.done
}

#[derive(Default)]
struct Items {
    /// Lists that are open: the number of the next item, and the items.
    lists: Vec<(Option<u64>, Vec<Item>, Range<usize>)>,
    /// Items that are open.
    open: Vec<Item>,
    /// How deep in blocks of an item that are no list.
    inside: usize,
    done: Vec<Item>,
}

impl Items {
    fn take(&mut self, event: &Event<'_>, range: Range<usize>) {
        if self.inside > 0 {
            match event {
                Event::Start(_) => self.inside += 1,
                Event::End(_) => self.inside -= 1,
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(Tag::List(first)) => self.lists.push((*first, Vec::new(), range)),
            Event::Start(Tag::Item) => {
                let number = self.lists.last_mut().and_then(|(next, ..)| {
                    let number = *next;
                    *next = next.map(|number| number + 1);
                    number
                });
                self.open.push(Item { range, number, blocks: Vec::new() });
            }
            Event::Start(Tag::Paragraph) => {
                self.block(ItemBlock::Words(range));
                self.inside = 1;
            }
            Event::Start(tag) if is_inline(tag) => {
                self.words(range);
                self.inside = 1;
            }
            Event::Start(_) => {
                self.block(ItemBlock::Other(range));
                self.inside = 1;
            }
            Event::End(TagEnd::Item) => {
                if let (Some(item), Some((_, items, _))) = (self.open.pop(), self.lists.last_mut()) {
                    items.push(item);
                }
            }
            Event::End(TagEnd::List(_)) => {
                let Some((_, items, range)) = self.lists.pop() else { return };
                if self.open.is_empty() {
                    self.done.extend(items);
                } else {
                    self.block(ItemBlock::List(items, range));
                }
            }
            Event::End(_) => {}
            Event::Rule => self.block(ItemBlock::Other(range)),
            _ => self.words(range),
        }
    }

    fn block(&mut self, block: ItemBlock) {
        if let Some(item) = self.open.last_mut() {
            item.blocks.push(block);
        }
    }

    /// Words of an item that is not loose are one stretch, from the first to the last.
    fn words(&mut self, range: Range<usize>) {
        let Some(item) = self.open.last_mut() else { return };
        match item.blocks.last_mut() {
            Some(ItemBlock::Words(words)) => words.end = words.end.max(range.end),
            _ => item.blocks.push(ItemBlock::Words(range)),
        }
    }
}

fn is_inline(tag: &Tag<'_>) -> bool {
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
