//! Elements around words: how each opens, and what closes it.

use pulldown_cmark::{Alignment, BlockQuoteKind, Event, LinkType, Tag};

use super::Label;
use super::escape;
use super::links::{self, Lead};
use super::write::{Close, Permalink, Table, Writer};
use crate::render::opening;

/// How much of an item or a heading names its link, in characters.
const NAMED: usize = 60;

impl<'a> Writer<'_, 'a> {
    /// Opens an element; says which node is next.
    pub(super) fn start(&mut self, index: usize, tag: &Tag<'_>) -> usize {
        let before = self.out.len();
        let next = index + 1;
        match tag {
            Tag::Paragraph => match self.lone_picture(index) {
                Some(caption) => {
                    self.element(index, "<figure", ">", Close::Tag("</figure>\n"));
                    return self.captioned(index, &caption);
                }
                None => self.element(index, "<p", ">", Close::Tag("</p>\n")),
            },
            Tag::Heading { level, .. } => self.heading(index, *level as u8),
            Tag::BlockQuote(kind) => self.quote(index, *kind),
            Tag::CodeBlock(kind) => {
                if !self.figure(index, kind) {
                    self.code_block(index, kind);
                }
                return self.at(index).end + 1;
            }
            Tag::List(None) => self.element(index, "<ul", ">\n", Close::Tag("</ul>\n")),
            Tag::List(Some(first)) => {
                self.out.push_str("<ol");
                if *first != 1 {
                    self.out.push_str(&format!(" start=\"{first}\""));
                }
                self.out.push_str(">\n");
                self.opened(index, before, Close::Tag("</ol>\n"));
            }
            Tag::Item if self.is_within(index) => {
                self.item(index);
            }
            Tag::DefinitionList => self.element(index, "<dl", ">\n", Close::Tag("</dl>\n")),
            Tag::DefinitionListTitle if self.is_within(index) => {
                self.element(index, "<dt", ">", Close::Tag("</dt>\n"));
            }
            Tag::DefinitionListDefinition if self.is_within(index) => {
                self.element(index, "<dd", ">", Close::Tag("</dd>\n"));
            }
            Tag::Table(_) => self.table(index),
            Tag::TableHead | Tag::TableRow | Tag::TableCell if self.is_within(index) => {
                return self.table_part(index, tag);
            }
            Tag::Emphasis => self.words_element(index, "<em>", "</em>"),
            Tag::Strong => self.words_element(index, "<strong>", "</strong>"),
            Tag::Strikethrough => self.words_element(index, "<del>", "</del>"),
            Tag::Superscript => self.words_element(index, "<sup>", "</sup>"),
            Tag::Subscript => self.words_element(index, "<sub>", "</sub>"),
            Tag::Link { link_type, dest_url, title, .. } => {
                return self.link(index, *link_type, dest_url, title);
            }
            Tag::Image { link_type, dest_url, title, .. } => {
                self.image(index, *link_type, dest_url, title);
                return self.at(index).end + 1;
            }
            Tag::FootnoteDefinition(_) => return self.at(index).end + 1,
            Tag::Item
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::TableHead
            | Tag::TableRow
            | Tag::TableCell
            | Tag::HtmlBlock
            | Tag::MetadataBlock(_) => {}
        }
        next
    }

    fn element(&mut self, index: usize, tag: &str, end: &str, close: Close<'a>) {
        let before = self.out.len();
        let mut ids = self.ids(index);
        self.out.push_str(tag);
        if let Some(id) = ids.next() {
            self.out.push_str(" id=\"");
            escape::attribute(&mut self.out, id);
            self.out.push('"');
        }
        self.out.push_str(end);
        self.marks(ids);
        self.opened(index, before, close);
    }

    /// An element among words. Its anchors stand before it, since balancing may repeat it.
    fn words_element(&mut self, index: usize, tag: &str, end: &'static str) {
        let ids = self.ids(index);
        self.marks(ids);
        let before = self.out.len();
        self.out.push_str(tag);
        self.opened(index, before, Close::Words(end));
    }

    /// The title of the picture of the site that is all a paragraph holds.
    fn lone_picture(&self, index: usize) -> Option<String> {
        let nodes = self.document.all();
        let image = self.at(index + 1);
        let Event::Start(Tag::Image { dest_url, title, .. }) = &image.event else { return None };
        let is_alone = image.end + 1 == self.at(index).end && nodes[index].end > index;
        let is_here = || matches!(self.document.lead(image.range.start, dest_url), Lead::Asset { .. });
        let is_whole = self.clip.start <= image.range.start && image.range.end <= self.clip.end;
        (is_alone && is_whole && is_here()).then(|| title.to_string())
    }

    /// The picture of a paragraph, its title as the words below it.
    fn captioned(&mut self, index: usize, caption: &str) -> usize {
        let image = index + 1;
        if let Event::Start(Tag::Image { link_type, dest_url, .. }) = &self.at(image).event {
            self.image(image, *link_type, dest_url, "");
        }
        if !caption.trim().is_empty() {
            self.out.push_str("<figcaption>");
            escape::text(&mut self.out, caption);
            self.out.push_str("</figcaption>");
        }
        self.at(image).end + 1
    }

    /// Whether the element that must be around this one was written.
    fn is_within(&self, index: usize) -> bool {
        let parent = self.at(index).parent;
        parent.is_some() && self.innermost() == parent
    }

    fn heading(&mut self, index: usize, written: u8) {
        let level = self.document.source.headings.level(written);
        let permalink = self.permalink(index);
        let tag = ["<h2", "<h3", "<h4", "<h5", "<h6"][usize::from(level.clamp(2, 6) - 2)];
        self.element(index, tag, ">", Close::Heading(level, permalink));
    }

    /// An item of a list; one that has an address ends with a link to itself.
    fn item(&mut self, index: usize) {
        let tag = if self.is_task(index) { "<li class=\"coe-task-item\"" } else { "<li" };
        let permalink = self.permalink(index);
        self.element(index, tag, ">", Close::Item(permalink));
    }

    /// The link of an element to itself, where it has an address.
    fn permalink(&self, index: usize) -> Option<Permalink<'a>> {
        let id = self.ids(index).next()?;
        let words = self.plain_within(index);
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(Permalink { id, words: opening(&words, NAMED) })
    }

    pub(super) fn close_item(&mut self, permalink: Option<&Permalink<'_>>) {
        if let Some(permalink) = permalink {
            self.link_to_itself(permalink, "");
        }
        self.out.push_str("</li>\n");
    }

    /// Among the author's words the style gives it its sign, so that it is none of them.
    fn link_to_itself(&mut self, permalink: &Permalink<'_>, sign: &str) {
        self.out.push_str(" <a class=\"coe-permalink\" rel=\"bookmark\" href=\"#");
        escape::attribute(&mut self.out, permalink.id);
        self.out.push_str("\" aria-label=\"");
        let name = if permalink.words.is_empty() { permalink.id } else { &permalink.words };
        let said = self.document.label_named(Label::Permalink, name);
        self.out.push_str(&said);
        self.out.push_str("\">");
        self.out.push_str(sign);
        self.out.push_str("</a>");
    }

    pub(super) fn close_heading(&mut self, level: u8, permalink: Option<&Permalink<'_>>) {
        if let Some(permalink) = permalink {
            self.link_to_itself(permalink, "#");
        }
        self.out.push_str(
            ["</h2>\n", "</h3>\n", "</h4>\n", "</h5>\n", "</h6>\n"][usize::from(level.clamp(2, 6) - 2)],
        );
    }

    /// Writes what the page itself says.
    fn label(&mut self, label: Label) {
        let said = self.document.label(label, 0);
        self.out.push_str(&said);
    }

    fn quote(&mut self, index: usize, kind: Option<BlockQuoteKind>) {
        let Some(kind) = kind else {
            return self.element(index, "<blockquote", ">\n", Close::Tag("</blockquote>\n"));
        };
        let before = self.out.len();
        let (class, title) = match kind {
            BlockQuoteKind::Note => ("note", Label::Note),
            BlockQuoteKind::Tip => ("tip", Label::Tip),
            BlockQuoteKind::Important => ("important", Label::Important),
            BlockQuoteKind::Warning => ("warning", Label::Warning),
            BlockQuoteKind::Caution => ("caution", Label::Caution),
        };
        self.out.push_str("<div class=\"coe-alert coe-alert-");
        self.out.push_str(class);
        self.out.push_str("\" role=\"note\">\n<p class=\"coe-alert-title\">");
        self.label(title);
        self.out.push_str("</p>\n");
        self.opened(index, before, Close::Tag("</div>\n"));
    }

    fn is_task(&self, index: usize) -> bool {
        let event = |offset: usize| self.document.all().get(index + offset).map(|node| &node.event);
        match event(1) {
            Some(Event::Start(Tag::Paragraph)) => matches!(event(2), Some(Event::TaskListMarker(_))),
            first => matches!(first, Some(Event::TaskListMarker(_))),
        }
    }

    pub(super) fn task(&mut self, done: bool) {
        let (class, label, mark) = match done {
            true => ("coe-task coe-task-done", Label::Done, "☑"),
            false => ("coe-task", Label::ToDo, "☐"),
        };
        let label = self.document.label(label, 0);
        self.out
            .push_str(&format!("<span class=\"{class}\" role=\"img\" aria-label=\"{label}\">{mark}</span> "));
    }

    fn table(&mut self, index: usize) {
        let before = self.out.len();
        self.out.push_str("<div class=\"coe-table\" tabindex=\"0\" role=\"region\" aria-label=\"");
        self.label(Label::Table);
        // Landmarks of one kind need names of their own.
        let before_it = self.document.all()[..index].iter();
        let before_it = before_it.filter(|node| matches!(node.event, Event::Start(Tag::Table(_)))).count();
        if before_it > 0 {
            self.out.push_str(&format!(" {}", before_it + 1));
        }
        self.out.push_str("\"><table>\n");
        self.tables.push(Table { node: index, in_head: false, has_body: false, column: 0 });
        self.opened(index, before, Close::Table);
    }

    pub(super) fn close_table(&mut self) {
        let has_body = self.tables.pop().is_some_and(|table| table.has_body);
        self.out.push_str(if has_body { "</tbody></table></div>\n" } else { "</table></div>\n" });
    }

    fn table_part(&mut self, index: usize, tag: &Tag<'_>) -> usize {
        let end = self.at(index).end;
        let Some(table) = self.tables.last_mut() else { return end + 1 };
        match tag {
            Tag::TableHead => {
                let has_words = (index + 1..end).any(|inner| {
                    !matches!(self.document.all()[inner].event, Event::Start(Tag::TableCell) | Event::End(_))
                });
                if !has_words {
                    return end + 1;
                }
                (table.in_head, table.column) = (true, 0);
                self.out.push_str("<thead>");
                self.element(index, "<tr", ">", Close::Tag("</tr></thead>\n"));
            }
            Tag::TableRow => {
                if !table.has_body {
                    self.out.push_str("<tbody>\n");
                }
                (table.in_head, table.has_body, table.column) = (false, true, 0);
                self.element(index, "<tr", ">", Close::Tag("</tr>\n"));
            }
            _ => {
                let (node, column) = (table.node, table.column);
                table.column += 1;
                let is_head = table.in_head && end > index + 1;
                let align = match &self.at(node).event {
                    Event::Start(Tag::Table(columns)) => columns.get(column).copied(),
                    _ => None,
                };
                let end = match align.unwrap_or(Alignment::None) {
                    Alignment::None => ">",
                    Alignment::Left => " class=\"coe-left\">",
                    Alignment::Center => " class=\"coe-center\">",
                    Alignment::Right => " class=\"coe-right\">",
                };
                if is_head {
                    self.element(index, "<th scope=\"col\"", end, Close::Tag("</th>"));
                } else {
                    self.element(index, "<td", end, Close::Tag("</td>"));
                }
            }
        }
        index + 1
    }

    fn link(&mut self, index: usize, kind: LinkType, written: &str, title: &str) -> usize {
        let node = self.at(index);
        let at = node.range.start;
        let ids = self.ids(index);
        self.marks(ids);
        let before = self.out.len();
        let lead = match kind {
            LinkType::Email => self.document.lead(at, &format!("mailto:{written}")),
            _ => self.document.lead(at, written),
        };
        if !self.in_link() {
            let opened = links::open(&mut self.out, &lead, title);
            let close = if opened.is_link { Close::Link(opened.close) } else { Close::Words(opened.close) };
            self.opened(index, before, close);
        }
        if let LinkType::WikiLink { has_pothole: false } = kind
            && let Some(name) = self.document.name_of(at)
        {
            escape::text(&mut self.out, &name);
            return node.end;
        }
        if node.end == index + 1 {
            escape::text(&mut self.out, &links::last_segment(written));
        }
        index + 1
    }

    fn image(&mut self, index: usize, kind: LinkType, written: &str, title: &str) {
        let alt = match kind {
            LinkType::WikiLink { has_pothole: false } => String::new(),
            _ => self.plain_within(index),
        };
        let lead = self.document.lead(self.at(index).range.start, written);
        self.show(&lead, &alt, written, title);
    }

    /// A picture of the site; any other picture is a link to it, so that the page asks no other site for anything.
    pub(super) fn show(&mut self, lead: &Lead, alt: &str, written: &str, title: &str) {
        if let Lead::Asset { href, width, height } = lead {
            let size = [*width, *height];
            if self.in_link() {
                return links::picture(&mut self.out, href, size, alt, title);
            }
            return links::enlarged(&mut self.out, href, size, (alt, title), self.document.addresses);
        }
        let name = if alt.trim().is_empty() { links::last_segment(written) } else { alt.into() };
        if self.in_link() {
            return escape::text(&mut self.out, &name);
        }
        let opened = links::open(&mut self.out, lead, title);
        escape::text(&mut self.out, &name);
        self.out.push_str(opened.close);
    }
}
