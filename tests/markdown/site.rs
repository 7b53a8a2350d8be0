//! A site of a few pages, and documents on it.

use coebook::model::{EntrySource, Link, Target};
use coebook::render::markdown::{Address, Addresses, Anchor, Document, HeadingShift, Source};

/// Addresses of a page in `coes/`.
pub(crate) struct Site;

impl Addresses for Site {
    fn address(&self, target: &Target, fragment: Option<&str>) -> Address {
        let fragment = fragment.map(|fragment| format!("#{fragment}")).unwrap_or_default();
        match target {
            Target::Coe(index) => Address::Page(format!("../coe-{index}/{fragment}")),
            Target::Asset(path) => Address::Asset {
                href: format!("../files/{path}"),
                width: path.ends_with(".png").then_some(800),
                height: path.ends_with(".png").then_some(600),
            },
            Target::Repository(Some(address)) => Address::External(address.clone()),
            Target::Restricted => Address::None { why: "Not part of this edition" },
            _ => Address::None { why: "No such document" },
        }
    }

    fn title(&self, target: &Target) -> Option<String> {
        matches!(target, Target::Coe(_)).then(|| String::from("Retries & <storms>"))
    }
}

/// A link that starts at the first occurrence of some words.
pub(crate) fn link(text: &str, words: &str, target: Target) -> Link {
    let start = text.find(words).expect("the words are in the text");
    Link { span: start..start + words.len(), target, fragment: None }
}

/// A document without a title of its own whose sections start at the second level.
pub(crate) fn document<'a>(text: &'a str, links: &'a [Link], anchors: &'a [Anchor<'a>]) -> Document<'a> {
    let headings = HeadingShift::from_top(2);
    Document::parse(Source { text, body: 0..text.len(), links, anchors, headings }, &Site)
}

/// All of a document without links and anchors.
pub(crate) fn html(text: &str) -> String {
    document(text, &[], &[]).html(0..text.len())
}

/// All of a document with one link.
pub(crate) fn linked(text: &str, words: &str, target: Target) -> String {
    document(text, &[link(text, words, target)], &[]).html(0..text.len())
}

/// The piece that starts and ends with some words.
pub(crate) fn fragment(text: &str, first: &str, last: &str) -> String {
    let start = text.find(first).expect("the first words are in the text");
    let end = start + text[start..].find(last).expect("the last words are in the text") + last.len();
    let entry = EntrySource { opening: "", ranges: std::iter::once(start..end).collect() };
    document(text, &[], &[]).fragment(&entry)
}
