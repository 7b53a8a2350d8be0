//! A strict reader of the HTML we write: it knows which tags, attributes and addresses may appear, and nothing else.

use std::collections::BTreeSet;

const VOID: &[&str] = &["br", "hr", "img", "wbr", "col"];

const TAGS: &[&str] = &[
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "var",
    "wbr",
];

const ATTRIBUTES: &[&str] = &[
    "alt",
    "aria-label",
    "class",
    "colspan",
    "data-code",
    "datetime",
    "decoding",
    "dir",
    "height",
    "href",
    "id",
    "lang",
    "loading",
    "open",
    "rel",
    "role",
    "rowspan",
    "scope",
    "src",
    "start",
    "tabindex",
    "title",
    "value",
    "width",
];

/// Fails when the HTML holds anything that could act or break the page around it.
pub(crate) fn assert_harmless(html: &str, what: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut ids = BTreeSet::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        assert!(!rest[..start].contains('>'), "stray bracket in {what:?}: {html}");
        let tag = &rest[start + 1..];
        let end = tag.find('>').unwrap_or_else(|| panic!("a tag without end in {what:?}: {html}"));
        let (tag, after) = (&tag[..end], &tag[end + 1..]);
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "unbalanced in {what:?}: {html}");
            continue;
        }
        let name = tag.split(' ').next().unwrap();
        assert!(TAGS.contains(&name), "tag {name} in {what:?}: {html}");
        if !VOID.contains(&name) {
            open.push(name);
        }
        for (attribute, value) in attributes(&tag[name.len()..]) {
            assert!(ATTRIBUTES.contains(&attribute), "attribute {attribute} in {what:?}: {html}");
            assert!(attribute != "id" || ids.insert(value), "id {value} twice in {what:?}: {html}");
            check_value(name, attribute, value, &format!("{what:?}: {html}"));
        }
    }
    assert!(!rest.contains('>'), "stray bracket in {what:?}: {html}");
    assert!(open.is_empty(), "{open:?} left open in {what:?}: {html}");
    let strange = |character: char| character.is_control() && !matches!(character, '\n' | '\t');
    assert!(!html.contains(strange), "control character in {what:?}: {html:?}");
}

fn attributes(mut rest: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    while !rest.is_empty() {
        let name = rest.strip_prefix(' ').expect("a space before an attribute");
        let (name, value) = name.split_once("=\"").expect("a value in double quotes");
        let (value, after) = value.split_once('"').expect("a closing quote");
        found.push((name, value));
        rest = after;
    }
    found
}

fn check_value(tag: &str, attribute: &str, value: &str, what: &str) {
    match attribute {
        "class" => {
            let marks_code = |class: &str| tag == "span" && class.len() == 1;
            let is_ours = |class: &str| {
                class.starts_with("coe-") || class.starts_with("language-") || marks_code(class)
            };
            assert!(value.split(' ').all(is_ours), "class {value} in {what}");
        }
        "href" => {
            assert_eq!(tag, "a");
            let allowed = ["https://", "http://", "mailto:", "#", "../"];
            let value = value.to_ascii_lowercase();
            assert!(allowed.iter().any(|start| value.starts_with(start)), "address {value} in {what}");
        }
        "src" => assert!(tag == "img" && value.starts_with("../files/"), "picture {value} in {what}"),
        "rel" => assert!(matches!(value, "noopener noreferrer" | "bookmark"), "rel {value} in {what}"),
        _ => {}
    }
}
