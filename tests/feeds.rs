//! What people subscribe to: feeds of all COEs and of each service, team and cause.
//!
//! What the standards ask for is asked of every feed of every site at hand, after a parser that is not ours has read it.

use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use crate::support::sites::{Site, all_sites};
use crate::support::{Sandbox, links};

/// Reads an Atom feed with the parser of Python and prints it as JSON.
const PARSE: &str = r#"
import json, sys, xml.etree.ElementTree as tree
A = "{http://www.w3.org/2005/Atom}"
X = "{http://www.w3.org/XML/1998/namespace}"
def one(at, name):
    found = at.findall(A + name)
    assert len(found) < 2, name
    return found[0].text or "" if found else None
def told(at):
    return {
        "id": one(at, "id"), "title": one(at, "title"), "updated": one(at, "updated"), "published": one(at, "published"),
        "summary": one(at, "summary"), "lang": at.get(X + "lang"),
        "links": [dict(link.attrib) for link in at.findall(A + "link")],
        "categories": [dict(it.attrib) for it in at.findall(A + "category")],
    }
def parse(text):
    root = tree.fromstring(text.encode())
    assert root.tag == A + "feed", root.tag
    author = root.find(A + "author").findtext(A + "name")
    return {**told(root), "author": author, "entries": [told(entry) for entry in root.findall(A + "entry")]}
print(json.dumps([parse(text) for text in json.load(sys.stdin)]))
"#;

/// What Python reads in some feeds.
#[track_caller]
fn parsed(feeds: &[&str]) -> Vec<Value> {
    let mut python = Command::new("python3")
        .args(["-c", PARSE])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    python.stdin.take().unwrap().write_all(serde_json::to_string(feeds).unwrap().as_bytes()).unwrap();
    let output = python.wait_with_output().unwrap();
    assert!(output.status.success(), "a feed is no XML");
    serde_json::from_slice(&output.stdout).unwrap()
}

static MOMENT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T00:00:00Z$").unwrap());

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_else(|| panic!("no `{key}` in {value}"))
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("no `{key}` in {value}"))
}

fn feeds_of(site: &Site) -> Vec<(&str, &str)> {
    let is_feed = |path: &&String| path.ends_with(".xml") && !path.starts_with("files/");
    site.files.keys().filter(is_feed).map(|path| (path.as_str(), site.text(path))).collect()
}

/// What RFC 4287 demands.
#[track_caller]
fn assert_atom(place: &str, feed: &Value) {
    assert!(!text(feed, "title").trim().is_empty() && !text(feed, "author").is_empty(), "{place}");
    let entries = list(feed, "entries");
    let ids: BTreeSet<&str> = entries.iter().map(|entry| text(entry, "id")).collect();
    assert_eq!(ids.len(), entries.len(), "{place}: two entries have one id");
    assert!(!entries.is_empty(), "{place}: nothing to subscribe to");
    for it in entries.iter().chain([feed]) {
        let id = text(it, "id");
        assert!(id.starts_with("tag:") || id.starts_with("https://"), "{place}: {id}");
        assert!(id.is_ascii() && !id.contains(' '), "{place}: {id}");
        assert!(MOMENT.is_match(text(it, "updated")), "{place}: {it}");
        let alternates = list(it, "links").iter().filter(|link| link["rel"] == "alternate");
        assert_eq!(alternates.count(), 1, "{place}: {it}");
    }
    for entry in entries {
        assert!(MOMENT.is_match(text(entry, "published")), "{place}: {entry}");
        assert!(text(entry, "published") <= text(entry, "updated"), "{place}: {entry}");
        assert!(list(entry, "categories").iter().all(|it| it["term"].is_string()), "{place}");
    }
    let latest = entries.iter().map(|entry| text(entry, "updated")).max();
    assert_eq!(latest, Some(text(feed, "updated")), "{place}");
    let published: Vec<&str> = entries.iter().map(|entry| text(entry, "published")).collect();
    assert!(published.is_sorted_by(|a, b| a >= b), "{place}: the latest is not first");
}

#[test]
fn every_feed_of_every_site_is_what_the_standards_want() {
    let mut seen = 0;
    for site in all_sites() {
        let feeds = feeds_of(site);
        let texts: Vec<&str> = feeds.iter().map(|(_, text)| *text).collect();
        for ((path, _), feed) in feeds.iter().zip(parsed(&texts)) {
            let place = format!("{}: {path}", site.corpus.name);
            assert_atom(&place, &feed);
            let most = if *path == "feed.xml" { 50 } else { 20 };
            assert!(list(&feed, "entries").len() <= most, "{place}");
            let twin: Value = serde_json::from_str(site.text(&path.replace(".xml", ".json"))).unwrap();
            assert_eq!(twin["version"], "https://jsonfeed.org/version/1.1", "{place}");
            assert_eq!(twin["title"], feed["title"], "{place}");
            let ids = |feed: &Value, key| -> Vec<String> {
                list(feed, key).iter().map(|it| text(it, "id").to_owned()).collect()
            };
            assert_eq!(ids(&twin, "items"), ids(&feed, "entries"), "{place}");
            for item in list(&twin, "items") {
                assert!(!text(item, "content_text").is_empty(), "{place}: {item}");
                assert!(MOMENT.is_match(text(item, "date_published")), "{place}: {item}");
            }
            seen += 1;
        }
    }
    assert!(seen > 20, "only {seen} feeds");
}

#[test]
fn pages_lead_to_the_feeds_beside_them_and_feeds_to_pages() {
    let site = crate::support::sites::sample_site();
    let home = site.text("index.html");
    assert!(home.contains(r#"<link rel="alternate" type="application/atom+xml""#), "{home}");
    assert!(home.contains(r#"href="feed.json">"#), "{home}");
    for (path, _) in feeds_of(site).into_iter().filter(|(path, _)| *path != "feed.xml") {
        let page = site.text(&path.replace(".xml", ".html"));
        let name = path.rsplit('/').next().unwrap();
        assert!(page.contains(&format!(r#"<a href="{name}">"#)), "{path}: its page does not tell of it");
    }
    let feed = &parsed(&[site.text("feed.xml")])[0];
    for link in list(feed, "entries").iter().map(|entry| text(&list(entry, "links")[0], "href")) {
        let path = link.strip_prefix("https://").map_or(link, |it| it.split_once("/coes/").unwrap().1);
        let path = if link.starts_with("https://") { format!("coes/{path}") } else { path.to_owned() };
        assert!(site.files.contains_key(&path), "{link} leads nowhere");
    }
}

fn site(sandbox: &Sandbox, arguments: &[&str]) -> std::collections::BTreeMap<String, Vec<u8>> {
    let mut all = vec!["build", "content", "--out", "site", "--today", "2024-06-01"];
    all.extend(arguments);
    sandbox.run(&all).assert(0, &[]);
    links::files(&sandbox.path("site"))
}

fn feed(sandbox: &Sandbox, arguments: &[&str], path: &str) -> Value {
    let files = site(sandbox, arguments);
    parsed(&[std::str::from_utf8(&files[path]).unwrap()]).remove(0)
}

const HOSTILE: &str = "---\nid: hostile\ntitle: \"<b>&amp; ]]> \\u0001\\u001f \\\"quoted\\\" 🔥 עברית <script>\"\ndate: 2024-03-05\nservices: [\"a & b\"]\n---\n## Summary\n\nIt said `]]>` & <nothing> more\u{b}.\n";

#[test]
fn titles_that_look_like_markup_or_hold_what_xml_cannot_are_told_as_text() {
    let sandbox = Sandbox::new();
    sandbox.write("content/coes/hostile.md", HOSTILE);
    let feed = feed(&sandbox, &[], "feed.xml");
    assert_atom("hostile", &feed);
    let title = text(&list(&feed, "entries")[0], "title");
    assert!(
        title.starts_with("<b>") && title.contains("]]>") && title.contains("🔥 עברית <script>"),
        "{title}"
    );
    let category = &list(&list(&feed, "entries")[0], "categories")[0];
    assert_eq!(category["label"], "a & b");
}

#[test]
fn names_of_entries_stay_when_title_and_date_change_and_links_are_absolute_where_the_site_has_an_address() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "content/coes/a.md",
        "---\nid: lasting\ntitle: One\ndate: 2024-03-05\n---\n## Summary\n\nText.\n",
    );
    let first = feed(&sandbox, &[], "feed.xml");
    sandbox.write(
        "content/coes/b.md",
        "---\nid: lasting\ntitle: Two\ndate: 2023-01-01\n---\n## Summary\n\nText.\n",
    );
    std::fs::remove_file(sandbox.path("content/coes/a.md")).unwrap();
    let second = feed(&sandbox, &[], "feed.xml");
    let entry = |feed: &Value| list(feed, "entries")[0].clone();
    assert_eq!(entry(&first)["id"], entry(&second)["id"]);
    assert_eq!(entry(&first)["id"], "tag:coebook.invalid,2026:coes/lasting.html");
    assert_eq!(entry(&second)["links"][0]["href"], "coes/lasting.html");
    let address = ["--base-url", "https://coe.example.com/reviews"];
    let published = feed(&sandbox, &address, "feed.xml");
    assert_eq!(entry(&published)["id"], "https://coe.example.com/reviews/coes/lasting.html");
    assert_eq!(entry(&published)["links"][0]["href"], "https://coe.example.com/reviews/coes/lasting.html");
    let own = list(&published, "links").iter().find(|link| link["rel"] == "self").unwrap();
    assert_eq!(own["href"], "https://coe.example.com/reviews/feed.xml");
    let files = site(&sandbox, &address);
    let twin: Value = serde_json::from_slice(&files["feed.json"]).unwrap();
    assert_eq!(twin["feed_url"], "https://coe.example.com/reviews/feed.json");
    assert_eq!(twin["items"][0]["url"], "https://coe.example.com/reviews/coes/lasting.html");
}

#[test]
fn days_come_from_the_history_else_from_the_incident_and_without_either_there_is_no_entry() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "content/coes/undated.md",
        "---\nid: undated\ntitle: Undated\nservices: [mail]\n---\n## Summary\n\nText.\n",
    );
    let files = site(&sandbox, &[]);
    assert!(!files.contains_key("feed.xml") && !files.contains_key("services/mail.xml"));
    assert!(!String::from_utf8_lossy(&files["index.html"]).contains("atom+xml"));

    sandbox.write(
        "content/coes/dated.md",
        "---\nid: dated\ntitle: Dated\ndate: 2024-03-05\n---\n## Summary\n\nText.\n",
    );
    let feed_before = feed(&sandbox, &[], "feed.xml");
    assert_eq!(list(&feed_before, "entries").len(), 1);
    assert_eq!(feed_before["updated"], "2024-03-05T00:00:00Z");

    sandbox.git(&["init", "--quiet"]);
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "--quiet", "-m", "one", "--date", "2024-03-20T10:00:00Z"]);
    let feed = feed(&sandbox, &[], "feed.xml");
    let ids: Vec<&str> = list(&feed, "entries").iter().map(|entry| text(entry, "id")).collect();
    assert_eq!(ids.len(), 2, "{ids:?}");
    assert!(
        list(&feed, "entries").iter().all(|entry| entry["published"] == "2024-03-20T00:00:00Z"),
        "{feed}"
    );
    // Of two published on one day the later incident is first.
    assert!(ids[0].contains("/dated"), "{ids:?}");
}

#[test]
fn feeds_hold_the_latest_only_and_never_what_is_restricted() {
    let sandbox = Sandbox::new();
    for day in 1..=28 {
        for month in ["01", "02", "03"] {
            let text = format!(
                "---\nid: it-{month}-{day:02}\ntitle: It failed\ndate: 2024-{month}-{day:02}\nservices: [mail]\n---\n## Summary\n\nText.\n"
            );
            sandbox.write(&format!("content/coes/{month}-{day:02}.md"), text);
        }
    }
    sandbox.write(
        "content/coes/secret.md",
        "---\nid: hush-hush\ntitle: Hush\ndate: 2024-04-01\nservices: [mail]\naudience: security\naudience-reason: legal\n---\n## Summary\n\nText.\n",
    );
    let files = site(&sandbox, &[]);
    let read = |path: &str| String::from_utf8(files[path].clone()).unwrap();
    let both = parsed(&[&read("feed.xml"), &read("services/mail.xml")]);
    assert_eq!(both.iter().map(|feed| list(feed, "entries").len()).collect::<Vec<_>>(), [50, 20]);
    assert!(text(&list(&both[0], "entries")[0], "id").contains("it-03-28"));
    for path in ["feed.xml", "feed.json", "services/mail.xml", "services/mail.json"] {
        assert!(!read(path).to_lowercase().contains("hush"), "{path}");
    }
}
