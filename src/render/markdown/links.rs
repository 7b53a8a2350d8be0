//! What a reference leads to, and what it becomes on the page.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use super::{Address, Addresses, Document, Label, escape};
use crate::model::Link;

/// Where a reference leads.
#[derive(Debug)]
pub(super) enum Lead {
    /// A page or file of the site.
    Here(String),
    /// A picture of the site, or a file that is linked to.
    Asset { href: String, width: Option<u32>, height: Option<u32> },
    /// An address elsewhere, as the author wrote it.
    Elsewhere(String),
    /// Nowhere, and why.
    Nowhere(&'static str),
}

const UNRESOLVED: &str = "This address leads nowhere on this site";
const FORBIDDEN: &str = "Only http, https and mailto addresses are linked";

/// What the beginning of an address says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scheme {
    /// `http` or `https`.
    Web,
    /// `//host`.
    Host,
    /// `mailto`.
    Mail,
    /// Relative to the page.
    Relative,
    /// `javascript` and all others.
    Forbidden,
}

impl<'a> Document<'a> {
    /// Where the reference leads that starts at a byte of the file and says `written`.
    pub(super) fn lead(&self, at: usize, written: &str) -> Lead {
        match self.known(at) {
            Some(link) => self.address(link),
            None => self.unknown(written),
        }
    }

    /// The resolved reference that starts at a byte of the file.
    pub(super) fn known(&self, at: usize) -> Option<&'a Link> {
        let links = self.source.links;
        let index = links.partition_point(|link| link.span.start < at);
        links.get(index).filter(|link| link.span.start == at)
    }

    /// What a resolved reference leads to.
    pub(super) fn address(&self, link: &Link) -> Lead {
        match self.addresses.address(&link.target, link.fragment.as_deref()) {
            Address::None { why } => Lead::Nowhere(why),
            Address::External(href) => foreign(href),
            Address::Page(href) if scheme(&href) == Scheme::Relative => Lead::Here(href),
            Address::Asset { href, width, height } if scheme(&href) == Scheme::Relative => {
                Lead::Asset { href, width, height }
            }
            Address::Page(href) | Address::Asset { href, .. } => foreign(href),
        }
    }

    fn unknown(&self, written: &str) -> Lead {
        match written.trim().strip_prefix('#') {
            Some("" | "top") => Lead::Here(String::from("#")),
            Some(fragment) => match self.anchor_like(fragment) {
                Some(id) => Lead::Here(format!("#{id}")),
                None => Lead::Nowhere(UNRESOLVED),
            },
            None => foreign(written.to_owned()),
        }
    }

    /// The anchor an author means who knows how another site makes anchors of headings.
    fn anchor_like(&self, fragment: &str) -> Option<&'a str> {
        let fragment = percent_decode_str(fragment).decode_utf8_lossy();
        let exact = self.source.anchors.iter().find(|anchor| anchor.id == fragment);
        let alike = || self.source.anchors.iter().find(|anchor| letters(anchor.id).eq(letters(&fragment)));
        exact.or_else(alike).map(|anchor| anchor.id)
    }
}

fn letters(words: &str) -> impl Iterator<Item = char> {
    words.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// An address elsewhere, if it may be linked to.
fn foreign(address: String) -> Lead {
    match scheme(&address) {
        Scheme::Web | Scheme::Mail => Lead::Elsewhere(address.trim().to_owned()),
        Scheme::Host if address.trim().starts_with("//") => {
            Lead::Elsewhere(format!("https:{}", address.trim()))
        }
        Scheme::Host | Scheme::Relative => Lead::Nowhere(UNRESOLVED),
        Scheme::Forbidden => Lead::Nowhere(FORBIDDEN),
    }
}

/// The scheme of an address as a browser reads it: without white space and control characters.
fn scheme(address: &str) -> Scheme {
    let mut seen = address.chars().filter(|character| !character.is_whitespace() && !character.is_control());
    let mut name = String::new();
    while let Some(character) = seen.next() {
        match character {
            '/' | '\\' if name.is_empty() && matches!(seen.next(), Some('/' | '\\')) => return Scheme::Host,
            '/' | '\\' | '?' | '#' => return Scheme::Relative,
            ':' => {
                return match name.as_str() {
                    "http" | "https" if seen.next() == Some('/') && seen.next() == Some('/') => Scheme::Web,
                    "mailto" => Scheme::Mail,
                    _ => Scheme::Forbidden,
                };
            }
            character => name.extend(character.to_lowercase()),
        }
    }
    Scheme::Relative
}

/// The name of the file an address leads to.
pub(super) fn last_segment(address: &str) -> Cow<'_, str> {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let segment = path.rsplit(['/', '\\']).find(|segment| !segment.is_empty()).unwrap_or(address);
    percent_decode_str(segment).decode_utf8_lossy()
}

/// How a reference opens and closes.
pub(super) struct Opened {
    pub(super) close: &'static str,
    pub(super) is_link: bool,
}

/// Opens a link, or the words that stand in its place.
pub(super) fn open(out: &mut String, lead: &Lead, title: &str) -> Opened {
    match lead {
        Lead::Here(href) | Lead::Asset { href, .. } => {
            out.push_str("<a href=\"");
            escape::attribute(out, href);
            out.push('"');
        }
        Lead::Elsewhere(href) => {
            out.push_str("<a href=\"");
            escape::address(out, href);
            out.push_str("\" rel=\"noopener noreferrer\"");
        }
        Lead::Nowhere(why) => {
            out.push_str("<span class=\"coe-missing\" title=\"");
            escape::attribute(out, why);
            out.push_str("\">");
            return Opened { close: "</span>", is_link: false };
        }
    }
    if !title.is_empty() {
        out.push_str(" title=\"");
        escape::attribute(out, title);
        out.push('"');
    }
    out.push('>');
    Opened { close: "</a>", is_link: true }
}

/// Smaller pictures show all they have already: icons and badges.
const ENLARGED: u32 = 160;

/// A picture that leads to itself, so that it can be seen as large as it is.
pub(super) fn enlarged(
    out: &mut String,
    href: &str,
    size: [Option<u32>; 2],
    (alt, title): (&str, &str),
    speech: &dyn Addresses,
) {
    if size.iter().all(|length| length.is_some_and(|length| length < ENLARGED)) {
        return picture(out, href, size, alt, title);
    }
    out.push_str("<a class=\"coe-enlarge\" data-enlarge=\"\" href=\"");
    escape::attribute(out, href);
    // A link needs a name, a picture without words has none to give.
    if alt.trim().is_empty() {
        out.push_str("\" aria-label=\"");
        escape::attribute(out, speech.says(Label::WholePicture));
        out.push_str("\" lang=\"");
        escape::attribute(out, speech.says_in());
    }
    out.push_str("\">");
    picture(out, href, size, alt, title);
    out.push_str("</a>");
}

/// A picture of the site.
pub(super) fn picture(out: &mut String, href: &str, size: [Option<u32>; 2], alt: &str, title: &str) {
    out.push_str("<img src=\"");
    escape::attribute(out, href);
    out.push_str("\" alt=\"");
    escape::attribute(out, alt);
    if !title.is_empty() {
        out.push_str("\" title=\"");
        escape::attribute(out, title);
    }
    for (name, value) in ["width", "height"].iter().zip(size) {
        if let Some(value) = value {
            out.push_str(&format!("\" {name}=\"{value}"));
        }
    }
    out.push_str("\" loading=\"lazy\" decoding=\"async\">");
}
