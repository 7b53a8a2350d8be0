//! The second barrier: pages that hold the author's own HTML are parsed as a browser would, filtered and balanced.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use super::raw_tags::TAGS;

/// Tags we write ourselves, besides those that authors may write.
const OURS: &[&str] = &["a", "aside", "h2", "h3", "h4", "h5", "h6", "img", "section"];

/// Attributes that any tag may have. Class and id are ours: authors' are gone before.
const ANYWHERE: &[&str] = &["aria-label", "class", "dir", "id", "lang", "role", "tabindex", "title"];

/// Attributes that some tags may have.
const SOMEWHERE: &[(&str, &[&str])] = &[
    ("a", &["data-enlarge", "href", "rel"]),
    ("img", &["alt", "decoding", "height", "loading", "src", "width"]),
    ("details", &["open"]),
    ("div", &["data-code"]),
    ("ol", &["start"]),
    ("li", &["value"]),
    ("td", &["colspan", "rowspan"]),
    ("th", &["colspan", "rowspan", "scope"]),
    ("time", &["datetime"]),
    ("del", &["datetime"]),
    ("ins", &["datetime"]),
];

static RULES: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let attributes: HashMap<_, _> =
        SOMEWHERE.iter().map(|(tag, names)| (*tag, names.iter().copied().collect())).collect();
    let mut rules = Builder::empty();
    rules
        .tags(TAGS.iter().chain(OURS).copied().collect())
        .clean_content_tags(HashSet::from(["script", "style"]))
        .generic_attributes(ANYWHERE.iter().copied().collect())
        .tag_attributes(attributes)
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .strip_comments(true);
    rules
});

/// A piece of a page without anything that could act, and with every element closed.
pub(super) fn clean(html: &str) -> String {
    RULES.clean(html).to_string()
}
