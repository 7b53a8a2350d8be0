//! Follows every link of every page of a site, and finds those that lead nowhere.
#![allow(clippy::disallowed_methods, reason = "tests prepare and inspect folders by hand")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use coebook::write::{Output, SitePath};

/// What a page refers to and what it can be referred to by.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// Addresses of `href` and `src` attributes, and of meta refreshes.
    pub(crate) links: Vec<String>,
    /// Values of `id` attributes, in order.
    pub(crate) ids: Vec<String>,
}

/// Every page of the site by its path, as text.
pub(crate) fn pages(output: &Output<'_>) -> BTreeMap<String, String> {
    let is_page = |path: &&SitePath| path.as_str().ends_with(".html");
    let text = |path: &SitePath| {
        let bytes = output.get(path).unwrap().unwrap_or_else(|error| panic!("{error}: {:?}", error.causes()));
        (path.as_str().to_owned(), String::from_utf8(bytes).unwrap())
    };
    output.paths().filter(is_page).map(text).collect()
}

/// Every file below a folder by its path within it, with `/`.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
            files.insert(name, fs::read(&path).unwrap());
        }
    }
    files
}

/// Every page of a built folder by its path, as text.
pub(crate) fn pages_of(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, String> {
    let pages = files.iter().filter(|(path, _)| path.ends_with(".html"));
    pages.map(|(path, bytes)| (path.clone(), String::from_utf8(bytes.clone()).unwrap())).collect()
}

/// Links that lead nowhere, and ids that stand twice on a page, each with the page and why.
pub(crate) fn faults(output: &Output<'_>) -> Vec<String> {
    faults_among(&pages(output), &output.paths().map(SitePath::as_str).collect())
}

/// The same of pages that were read from a folder with these files.
pub(crate) fn faults_among(pages: &BTreeMap<String, String>, files: &BTreeSet<&str>) -> Vec<String> {
    let pages: BTreeMap<&str, Page> = pages.iter().map(|(path, html)| (path.as_str(), read(html))).collect();
    let ids: BTreeMap<&str, BTreeSet<&str>> =
        pages.iter().map(|(path, page)| (*path, page.ids.iter().map(String::as_str).collect())).collect();
    let mut faults = Vec::new();
    for (path, page) in &pages {
        let mut seen = BTreeSet::new();
        let twice = page.ids.iter().filter(|id| !seen.insert(id.as_str()));
        faults.extend(twice.map(|id| format!("{path}: the id {id} stands twice")));
        for link in page.links.iter().filter(|link| !is_external(link)) {
            match resolve(path, link) {
                None => faults.push(format!("{path}: {link} leaves the site")),
                Some((target, _)) if !files.contains(target.as_str()) => {
                    faults.push(format!("{path}: {link} leads to {target}, which is not there"));
                }
                Some((target, Some(fragment)))
                    if !ids.get(target.as_str()).is_some_and(|ids| ids.contains(fragment.as_str())) =>
                {
                    faults.push(format!("{path}: {link} leads to a part of {target} that is not there"));
                }
                Some(_) => {}
            }
        }
    }
    faults
}

/// The addresses and ids of a page.
pub(crate) fn read(html: &str) -> Page {
    let mut page = Page::default();
    for tag in tags(html) {
        page.links.extend(["href", "src"].iter().filter_map(|name| attribute(tag, name)));
        page.ids.extend(attribute(tag, "id"));
        if attribute(tag, "http-equiv").as_deref() == Some("refresh") {
            let content = attribute(tag, "content").unwrap_or_default();
            page.links.extend(content.split_once("url=").map(|(_, url)| url.to_owned()));
        }
    }
    page
}

/// The opening tags of a page, without their angle brackets.
pub(crate) fn tags(html: &str) -> impl Iterator<Item = &str> {
    let starts = html.match_indices('<').map(|(at, _)| at + 1);
    starts.filter_map(|start| {
        let rest = &html[start..];
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let mut quoted = None;
        let end = rest.find(|c: char| {
            match quoted {
                Some(quote) if c == quote => quoted = None,
                Some(_) => {}
                None if c == '"' || c == '\'' => quoted = Some(c),
                None => return c == '>',
            }
            false
        })?;
        Some(&rest[..end])
    })
}

/// The value of an attribute of a tag, entities resolved.
pub(crate) fn attribute(tag: &str, name: &str) -> Option<String> {
    attributes(tag).into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

/// The attributes of a tag, names in lower case, values with their entities resolved.
pub(crate) fn attributes(tag: &str) -> Vec<(String, String)> {
    let space = |c: char| c.is_ascii_whitespace() || c == '/';
    let mut attributes = Vec::new();
    let mut rest = tag.split_once(|c: char| c.is_ascii_whitespace()).map_or("", |(_, rest)| rest);
    loop {
        rest = rest.trim_start_matches(space);
        let end = rest.find(|c: char| space(c) || c == '=').unwrap_or(rest.len());
        if end == 0 {
            return attributes;
        }
        let name = rest[..end].to_ascii_lowercase();
        let Some(value) = rest[end..].trim_start().strip_prefix('=').map(str::trim_start) else {
            attributes.push((name, String::new()));
            rest = &rest[end..];
            continue;
        };
        let (value, after) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            _ => value.split_at(value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len())),
        };
        attributes.push((name, unescape(value)));
        rest = after;
    }
}

/// Text with the entities our pages use resolved.
pub(crate) fn unescape(text: &str) -> String {
    let named =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&#x2F;", "/")];
    let plain =
        named.iter().fold(text.to_owned(), |text, (entity, character)| text.replace(entity, character));
    plain.replace("&amp;", "&")
}

pub(crate) fn is_external(link: &str) -> bool {
    let scheme = link.split(':').next().unwrap_or_default();
    link.contains(':') && scheme.chars().all(|c| c.is_ascii_alphanumeric() || c == '+' || c == '-')
}

/// The file a relative link leads to, and the part of it; nothing when it leads out of the site.
fn resolve(from: &str, link: &str) -> Option<(String, Option<String>)> {
    let (path, fragment) = match link.split_once('#') {
        Some((path, fragment)) => (path, Some(decode(fragment))),
        None => (link, None),
    };
    let path = path.split('?').next().unwrap_or_default();
    if path.starts_with('/') {
        return None;
    }
    if path.is_empty() {
        return Some((from.to_owned(), fragment));
    }
    let mut segments: Vec<String> = from.split('/').map(str::to_owned).collect();
    segments.pop();
    for segment in path.split('/') {
        match segment {
            ".." => _ = segments.pop()?,
            "." => {}
            name => segments.push(decode(name)),
        }
    }
    Some((segments.join("/"), fragment))
}

fn decode(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}
