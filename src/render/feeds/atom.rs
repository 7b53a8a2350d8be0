//! A feed as Atom (RFC 4287).

use crate::xml::escaped;

use super::{Feed, Item, moment};

/// The whole document. Without a base address its links are relative to where it stands, as the standard allows.
pub(in crate::render) fn atom(feed: &Feed, own: Option<&str>) -> String {
    let mut lines = vec![
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>".to_owned(),
        format!("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">", escaped(&feed.language)),
        element("id", &feed.id),
        element("title", &feed.title),
    ];
    if !feed.subtitle.is_empty() {
        lines.push(element("subtitle", &feed.subtitle));
    }
    lines.push(element("updated", &moment(feed.updated)));
    lines.push(format!("<author>{}</author>", element("name", &feed.author)));
    lines.push(element("generator", &feed.generator));
    lines.push(link("alternate", "text/html", feed.home.href()));
    lines.extend(own.map(|own| link("self", "application/atom+xml", own)));
    feed.items.iter().for_each(|item| entry(&mut lines, item));
    lines.push("</feed>\n".to_owned());
    lines.join("\n")
}

fn entry(lines: &mut Vec<String>, item: &Item) {
    lines.push(format!("<entry xml:lang=\"{}\">", escaped(item.language)));
    lines.push(element("id", &item.id));
    lines.push(element("title", &item.title));
    lines.push(link("alternate", "text/html", item.address.href()));
    lines.push(element("published", &moment(item.published)));
    lines.push(element("updated", &moment(item.updated)));
    if !item.summary.is_empty() {
        lines.push(element("summary", &item.summary));
    }
    let category = |(name, title): &(String, String)| {
        format!("<category term=\"{}\" label=\"{}\"/>", escaped(name), escaped(title))
    };
    lines.extend(item.categories.iter().map(category));
    lines.push("</entry>".to_owned());
}

fn element(name: &str, text: &str) -> String {
    format!("<{name}>{}</{name}>", escaped(text))
}

fn link(relation: &str, kind: &str, address: &str) -> String {
    format!("<link rel=\"{relation}\" type=\"{kind}\" href=\"{}\"/>", escaped(address))
}
