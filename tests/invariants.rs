//! What holds for every site, whatever it was built from.
#![allow(clippy::disallowed_methods, reason = "tests prepare and inspect folders by hand")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::sync::LazyLock;

use serde_json::Value;

use crate::support::links;
use crate::support::sites::{Site, all_sites, corpus_sites, fixture_sites, sample_site};
use crate::support::{Corpus, Sandbox, fixtures, sample};

/// What says that a folder is a site of ours: written by every build.
const MARKER: &str = ".coebook-site";

fn fail_on(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

// ---- the same site

#[test]
fn one_thread_and_eight_write_the_same_bytes() {
    let some = [sample_site()].into_iter().chain(fixture_sites()).chain(corpus_sites().iter().take(2));
    for Site { corpus, files: one } in some {
        let eight = links::files(&corpus.build(&Sandbox::new(), "site", &["--threads", "8"]));
        assert!(one.keys().eq(eight.keys()), "{}", corpus.name);
        for (path, bytes) in one {
            assert!(*bytes == eight[path], "{}: {path} differs", corpus.name);
        }
    }
}

#[test]
fn a_second_build_keeps_every_file_that_is_the_same() {
    let (sandbox, corpus) = (Sandbox::new(), sample());
    let before = inodes(&corpus.build(&sandbox, "site", &[]));
    let after = inodes(&corpus.build(&sandbox, "site", &[]));
    assert!(before.len() > 100);
    assert_eq!(before, after);
}

#[test]
fn an_edit_replaces_only_the_files_it_changes() {
    let sandbox = Sandbox::new();
    sandbox.write("source/2024-03-05-checkout.md", crate::support::GOOD);
    sandbox.write("source/2024-03-06-search.md", "# Search was slow\n\nNobody knows why.\n");
    let corpus = Corpus { name: "two".to_owned(), folder: sandbox.path("source") };
    let site = corpus.build(&sandbox, "site", &[]);
    let (before, old) = (inodes(&site), links::files(&site));
    sandbox.write("source/2024-03-06-search.md", "# Search was slow\n\nSomebody knows why.\n");
    let site = corpus.build(&sandbox, "site", &[]);
    let (after, new) = (inodes(&site), links::files(&site));
    assert!(old["coes/search.html"] != new["coes/search.html"]);
    for (path, inode) in &before {
        match after.get(path) {
            Some(now) => assert_eq!(now == inode, old[path] == new[path], "{path}"),
            // A piece of the index is named by what it holds: another one has another name.
            None => assert!(path.starts_with("search/"), "{path}"),
        }
    }
}

fn inodes(site: &Path) -> BTreeMap<String, u64> {
    let inode = |path: String| {
        let inode = std::fs::metadata(site.join(&path)).unwrap().ino();
        (path, inode)
    };
    links::files(site).into_keys().filter(|path| path != MARKER).map(inode).collect()
}

// ---- pages

#[test]
fn every_link_of_every_page_leads_somewhere() {
    let mut faults = Vec::new();
    for Site { corpus, files } in all_sites() {
        let paths: BTreeSet<&str> = files.keys().map(String::as_str).collect();
        let found = links::faults_among(&links::pages_of(files), &paths);
        faults.extend(found.into_iter().map(|fault| format!("{}: {fault}", corpus.name)));
    }
    fail_on(&faults);
}

#[test]
fn every_page_is_safe_and_whole() {
    let mut faults = Vec::new();
    for Site { corpus, files } in all_sites() {
        for (path, page) in links::pages_of(files) {
            let found = unsafe_tags(&page).into_iter().chain(missing_parts(&page));
            faults.extend(found.map(|fault| format!("{}: {path}: {fault}", corpus.name)));
        }
    }
    fail_on(&faults);
}

/// Style or script within the page, and what a browser would fetch from elsewhere without being asked.
fn unsafe_tags(page: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for tag in links::tags(page) {
        let name = tag.split(|c: char| c.is_ascii_whitespace() || c == '/').next().unwrap_or_default();
        let name = name.to_ascii_lowercase();
        let attributes = links::attributes(tag);
        let value = |key: &str| attributes.iter().find(|(it, _)| it == key).map(|(_, value)| value.as_str());
        let is_inline = match name.as_str() {
            "style" | "iframe" | "object" | "embed" | "base" | "frame" | "applet" => true,
            "script" => value("src").is_none(),
            _ => false,
        };
        if is_inline {
            faults.push(format!("<{tag}>"));
        }
        for (key, value) in &attributes {
            let address = value.trim().to_ascii_lowercase();
            let outside = address.starts_with("//") || address.starts_with("http");
            let fetched = match key.as_str() {
                "src" | "srcset" | "poster" | "data" | "background" | "action" | "formaction" | "ping" => {
                    true
                }
                "href" | "xlink:href" => matches!(name.as_str(), "link" | "image" | "use" | "feimage"),
                _ => false,
            };
            let is_canonical =
                name == "link" && attributes.iter().any(|(k, v)| k == "rel" && v == "canonical");
            let is_script = address.starts_with("javascript:") || address.starts_with("vbscript:");
            if key == "style"
                || key.starts_with("on")
                || is_script
                || fetched && outside && !is_canonical
                || key.starts_with("xmlns") && name == "script"
            {
                faults.push(format!("{key}={value:?} of <{name}>"));
            }
        }
    }
    faults
}

/// What every page has to have and this one has not.
fn missing_parts(page: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let tags: Vec<&str> = links::tags(page).collect();
    let named = |name: &str| {
        tags.iter()
            .filter(|tag| tag.split_ascii_whitespace().next() == Some(name))
            .copied()
            .collect::<Vec<_>>()
    };
    let policy = tags.iter().position(|tag| {
        links::attribute(tag, "http-equiv")
            .is_some_and(|it| it.eq_ignore_ascii_case("Content-Security-Policy"))
    });
    match policy {
        None => faults.push("no Content-Security-Policy".to_owned()),
        Some(at) => {
            // Compiling the engine of the search takes leave; it gives none to evaluate text.
            let content = links::attribute(tags[at], "content").unwrap_or_default();
            let content = content.replace("'wasm-unsafe-eval'", "");
            if !content.contains("default-src 'none'") && !content.contains("default-src 'self'")
                || content.contains("unsafe")
                || content.contains("http:")
                || content.contains('*')
            {
                faults.push(format!("a weak policy: {content}"));
            }
            let early = tags[..at].iter().any(|tag| tag.starts_with("script") || tag.starts_with("link"));
            if early {
                faults.push("something is fetched before the policy is known".to_owned());
            }
        }
    }
    let language = named("html").first().and_then(|tag| links::attribute(tag, "lang"));
    if language.is_none_or(|language| language.is_empty()) {
        faults.push("no language".to_owned());
    }
    if page.split("</head>").next().unwrap_or_default().matches("<title>").count() != 1 {
        faults.push("no title".to_owned());
    }
    for name in ["h1", "main"] {
        let count = named(name).len();
        if count != 1 {
            faults.push(format!("{count} <{name}>"));
        }
    }
    faults
}

// ---- documents

/// All fixtures in one folder with every document changed, and the export of its site.
fn facts(change: fn(&str) -> String) -> Vec<Value> {
    let sandbox = Sandbox::new();
    for group in fixtures() {
        for (path, bytes) in links::files(&group.folder) {
            let (name, is_document) = (&group.name, !path.ends_with(".json"));
            match std::str::from_utf8(&bytes) {
                Ok(text) if is_document => sandbox.write(&format!("source/{name}/{path}"), change(text)),
                _ => sandbox.write(&format!("source/{name}/{path}"), bytes),
            }
        }
    }
    let changed = Corpus { name: "all fixtures".to_owned(), folder: sandbox.path("source") };
    let site = changed.build(&sandbox, "site", &[]);
    let export = std::fs::read_to_string(site.join("data/coes.json")).unwrap();
    let export: Value = serde_json::from_str(&export).unwrap();
    export["coes"].as_array().unwrap().clone()
}

fn unix_lines(text: &str) -> String {
    text.trim_start_matches('\u{feff}').replace("\r\n", "\n")
}

/// Fields in which two exports of the same documents differ.
fn differences(one: &[Value], other: &[Value]) -> Vec<String> {
    let mut differences = Vec::new();
    if one.len() != other.len() {
        differences.push(format!("{} COEs and {}", one.len(), other.len()));
    }
    for (one, other) in one.iter().zip(other) {
        for (key, value) in one.as_object().unwrap() {
            let path = one["path"].as_str().unwrap();
            if *value != other[key] {
                differences.push(format!("{path} {key}:\n  {value}\n  {}", other[key]));
            }
        }
    }
    differences
}

#[test]
fn windows_line_ends_do_not_change_what_is_read() {
    same_facts(|text| unix_lines(text).replace('\n', "\r\n"));
}

#[test]
fn a_byte_order_mark_does_not_change_what_is_read() {
    same_facts(|text| format!("\u{feff}{}", unix_lines(text)));
}

#[test]
fn a_byte_order_mark_before_windows_lines_does_not_change_what_is_read() {
    same_facts(|text| format!("\u{feff}{}", unix_lines(text).replace('\n', "\r\n")));
}

#[test]
fn blank_lines_at_the_end_do_not_change_what_is_read() {
    same_facts(|text| format!("{}\n\n\n", unix_lines(text)));
}

fn same_facts(change: fn(&str) -> String) {
    static UNCHANGED: LazyLock<Vec<Value>> = LazyLock::new(|| facts(unix_lines));
    assert!(UNCHANGED.len() > 100, "{} documents", UNCHANGED.len());
    fail_on(&differences(&UNCHANGED, &facts(change)));
}
