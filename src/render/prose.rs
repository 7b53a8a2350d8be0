//! The Markdown of one document on one page: the only place that talks to the markdown module.

use std::ops::Range;

use crate::findings::LineMap;
use crate::model::{Article, Coe, EntrySource, SectionForm, Source as Origin, Target};

use super::charts::Charts;
use super::context::Page;
use super::markdown::{Addition, Address, Addresses, Anchor, Document, HeadingShift, Label, Run, Source};
use super::view::Html;

/// The prose of one document.
pub(super) struct Prose<'d> {
    document: Document<'d>,
}

impl<'d> Prose<'d> {
    /// All blocks within a stretch of the file.
    pub(super) fn html(&self, range: Range<usize>) -> Html {
        Html(self.document.html(range))
    }

    /// Pieces of the file, such as an entry of a timeline, as one piece of prose.
    pub(super) fn fragment(&self, source: &EntrySource) -> Html {
        Html(self.document.fragment(source))
    }

    /// One piece of the file.
    pub(super) fn piece(&self, range: Range<usize>) -> Html {
        self.fragment(&EntrySource { opening: "", ranges: vec![range] })
    }

    /// Words of a range with links, code and emphasis, without the blocks around them.
    pub(super) fn inline(&self, range: Range<usize>) -> Html {
        Html(self.document.inline(range))
    }

    /// Words without any markup. Not escaped.
    pub(super) fn plain(&self, range: Range<usize>) -> String {
        self.document.plain(range)
    }

    /// Its plain words, which things may be added to.
    pub(super) fn runs(&self) -> Vec<Run<'d>> {
        self.document.runs()
    }

    /// Where the outermost block starts that holds a byte.
    pub(super) fn block_at(&self, byte: usize) -> Option<usize> {
        self.document.block_at(byte)
    }

    /// Adds what the page says besides.
    pub(super) fn add(&mut self, additions: impl IntoIterator<Item = (Range<usize>, Addition)>) {
        self.document.add(additions);
    }

    /// The notes the document puts at its end.
    pub(super) fn footnotes(&self) -> Html {
        Html(self.document.footnotes().unwrap_or_default())
    }
}

impl Addresses for Page<'_, '_> {
    fn address(&self, target: &Target, fragment: Option<&str>) -> Address {
        let why = match target {
            Target::Repository(Some(address)) => return with_fragment(address, fragment, Address::External),
            Target::Repository(None) => "this file is in the repository, not on this site",
            Target::Restricted => "this document is for a narrower audience",
            _ => "there is nothing at this address",
        };
        match self.site.map.page_of(target) {
            Some(path) => match target {
                Target::Asset(file) => {
                    let (width, height) = self.site.sizes.of(file).unzip();
                    Address::Asset { href: self.href(&path), width, height }
                }
                _ => with_fragment(&self.href(&path), fragment, Address::Page),
            },
            None => Address::None { why },
        }
    }

    fn says(&self, label: Label) -> &str {
        self.words().say(label.key())
    }

    fn says_in(&self) -> &str {
        self.words().language()
    }

    fn title(&self, target: &Target) -> Option<String> {
        self.target(target).map(|link| link.title)
    }
}

fn with_fragment(address: &str, fragment: Option<&str>, kind: impl Fn(String) -> Address) -> Address {
    let fragment = fragment.filter(|fragment| !fragment.is_empty());
    kind(fragment.map_or_else(|| address.to_owned(), |fragment| format!("{address}#{fragment}")))
}

/// The prose of a COE. `anchors` are its addresses within the page, sorted by where they stand.
pub(super) fn of_coe<'d>(page: &'d Page<'_, '_>, coe: &'d Coe, anchors: &'d [Anchor<'d>]) -> Prose<'d> {
    let body = coe.body_start..coe.text.len();
    let text = Text { text: &coe.text, body, anchors, headings: shift(coe) };
    of_text(page, &coe.path, text, Charts::of_coe(page, coe))
}

/// The prose of an article.
pub(super) fn of_article<'d>(page: &'d Page<'_, '_>, article: &'d Article) -> Prose<'d> {
    let body = article.body_start..article.text.len();
    of_text(
        page,
        &article.path,
        Text { text: &article.text, body, anchors: &[], headings: HeadingShift::default() },
        Charts::of_article(page),
    )
}

/// A text and what is known of it.
struct Text<'d> {
    text: &'d str,
    body: Range<usize>,
    anchors: &'d [Anchor<'d>],
    headings: HeadingShift,
}

fn of_text<'d>(page: &'d Page<'_, '_>, path: &str, text: Text<'d>, charts: Charts<'d>) -> Prose<'d> {
    let links = page.site.knowledge.links.get(path).map_or(&[][..], Vec::as_slice);
    let Text { text, body, anchors, headings } = text;
    let document = Document::parse(Source { text, body, links, anchors, headings }, page);
    Prose { document: document.with_figures(charts) }
}

/// Sections of a document become headings of the second level, whatever level they are written at.
fn shift(coe: &Coe) -> HeadingShift {
    let title = coe.title.origin;
    let sections = coe.sections.iter().filter(|section| section.form == SectionForm::Heading);
    let sections =
        sections.filter(|section| title.from != Origin::Heading || title.line != Some(section.line));
    HeadingShift::from_top(sections.map(|section| section.level).min().unwrap_or(2))
}

/// The addresses within a COE: sections, moments, actions, factors and items.
pub(super) fn anchors(coe: &Coe) -> Vec<Anchor<'_>> {
    let lines = LineMap::new(&coe.text);
    let sections = coe.sections.iter().map(|it| (it.range.start, &it.anchor));
    let entries = coe.timeline.entries.iter().map(|it| (lines.start_of(it.line), &it.anchor));
    let actions = coe.actions.iter().filter_map(|it| Some((it.source.as_ref()?.start, &it.anchor)));
    let factors = coe.factors.iter().map(|it| (lines.start_of(it.line), &it.anchor));
    let items = coe.items.iter().map(|it| (it.source.start, &it.anchor));
    let all = sections.chain(entries).chain(actions).chain(factors).chain(items);
    let mut anchors: Vec<Anchor<'_>> =
        all.filter(|(_, id)| !id.is_empty()).map(|(at, id)| Anchor { at, id: id.as_str() }).collect();
    anchors.sort_by_key(|anchor| anchor.at);
    anchors
}
