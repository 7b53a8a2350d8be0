//! What a page of a COE says in its head for the previews of links to it, and the links it has to its own places and to
//! what comes before and after it. How they behave is asked in a browser.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

use std::collections::BTreeMap;

use regex::Regex;

use crate::support::Sandbox;
use crate::support::links;
use crate::support::sites::{Site, all_sites, sample_site};

/// The most a preview reads of a page, in bytes: the script shows it without a second thought.
const MOST: usize = 4096;

/// The pages of a folder with these documents.
fn site(documents: &[(&str, &str)]) -> BTreeMap<String, String> {
    let sandbox = Sandbox::new();
    documents.iter().for_each(|(path, text)| sandbox.write(path, text));
    sandbox.run(&["build", ".", "--today", "2026-11-21", "--out", "site"]).assert(0, &[]);
    links::pages_of(&links::files(&sandbox.path("site")))
}

/// The elements of a page that a preview shows, by what they are.
fn previewed<'p>(page: &'p str, name: &str) -> Vec<&'p str> {
    let opening = format!(" data-preview=\"{name}\"");
    page.match_indices(&opening)
        .map(|(at, _)| {
            let start = page[..at].rfind('<').unwrap();
            let tag = page[start + 1..at].split([' ', '>']).next().unwrap();
            let end = page[at..].find(&format!("</{tag}>")).unwrap();
            &page[start..at + end]
        })
        .collect()
}

fn words(html: &str) -> String {
    let tags = Regex::new("<[^>]*>").unwrap();
    let words = links::unescape(&tags.replace_all(html, " "));
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_coe_says_once_and_briefly_what_a_preview_shows() {
    for Site { corpus, files } in all_sites() {
        let pages = links::pages_of(files);
        let is_coe = |(path, page): &(&String, &String)| {
            path.starts_with("coes/") && !page.contains("http-equiv=\"refresh\"")
        };
        let coes: Vec<_> = pages.iter().filter(is_coe).collect();
        assert!(!coes.is_empty(), "{} has no COE", corpus.name);
        for (path, page) in coes {
            let place = format!("{}/{path}", corpus.name);
            assert_eq!(previewed(page, "title").len(), 1, "{place}");
            assert_eq!(previewed(page, "kicker").len(), 1, "{place}");
            assert!(!words(previewed(page, "title")[0]).is_empty(), "{place}");
            assert!(!words(previewed(page, "kicker")[0]).is_empty(), "{place}");
            assert!(previewed(page, "standfirst").len() <= 1 && previewed(page, "arc").len() <= 1, "{place}");
            assert!(previewed(page, "fact").len() <= 3, "{place}");
            let parts = ["title", "kicker", "standfirst", "fact"];
            let size: usize = parts.iter().flat_map(|name| previewed(page, name)).map(str::len).sum();
            assert!(size < MOST, "{place}: {size} bytes");
        }
    }
}

#[test]
fn pages_that_are_no_coe_have_no_preview() {
    let pages = links::pages_of(&sample_site().files);
    let others = pages.iter().filter(|(path, _)| !path.starts_with("coes/"));
    let wrong: Vec<_> = others.filter(|(_, page)| page.contains("data-preview=\"title\"")).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn a_hostile_title_is_words_in_its_preview() {
    let title = "</h1><script>alert(1)</script> & \"quotes\" <img src=x onerror=y>";
    let text = format!("---\ntitle: '{title}'\n---\n## Summary\n\n<b onclick=a>It</b> {title}.\n");
    let pages = site(&[("content/coes/2024-01-02-one.md", text.as_str())]);
    let page = &pages["coes/one.html"];
    let shown = previewed(page, "title")[0];
    assert_eq!(words(shown), title);
    assert_eq!(shown.matches('<').count(), 1, "{shown}");
    let standfirst = previewed(page, "standfirst").concat();
    assert!(!standfirst.contains("<script") && !standfirst.contains("<img"), "{standfirst}");
}

#[test]
fn nothing_previews_a_document_for_a_narrower_audience() {
    let pages = site(&[
        (
            "content/coes/2024-01-02-one.md",
            "# One\n\n- Date: 2024-01-02\n\n## Summary\n\nAs in [[secret]].\n",
        ),
        (
            "content/coes/2024-01-01-secret.md",
            "---\naudience: legal\n---\n# Swordfish\n\n- Date: 2024-01-01\n\n## Summary\n\nIt was swordfish.\n",
        ),
    ]);
    assert!(!pages.contains_key("coes/secret.html"));
    for (path, page) in &pages {
        assert!(!page.to_lowercase().contains("swordfish"), "{path}");
        assert!(!page.contains("secret.html"), "{path}");
    }
}

#[test]
fn a_step_of_a_reading_path_leads_to_the_next_one() {
    let coe =
        |title: &str, day: u8| format!("# {title}\n\n- Date: 2024-01-0{day}\n\n## Summary\n\nIt broke.\n");
    let path = "---\ntitle: Three <b>\nsteps:\n  - coe: first\n  - coe: gone\n  - coe: second\n---\nRead.\n";
    let pages = site(&[
        ("content/coes/2024-01-01-first.md", coe("The first", 1).as_str()),
        ("content/coes/2024-01-02-second.md", coe("The second", 2).as_str()),
        ("content/paths/three.md", path),
    ]);
    let step = Regex::new(r#"(?s)<a data-next-step href="([^"]*)">(.*?)</a>"#).unwrap();
    let next = step.captures(&pages["coes/first.html"]).unwrap();
    assert_eq!(&next[1], "second.html");
    let said = words(&next[2]);
    assert!(said.starts_with("Next in “Three <b>”, after step 1 of "), "{said}");
    assert!(said.ends_with("The second"), "{said}");
    assert!(!step.is_match(&pages["coes/second.html"]), "nothing comes after the last step");
}

#[test]
fn a_page_tells_the_browser_what_comes_before_and_after_it() {
    let coe = |day: u8| format!("# On day {day}\n\n- Date: 2024-01-0{day}\n\n## Summary\n\nIt broke.\n");
    let pages = site(&[
        ("content/coes/2024-01-01-a.md", coe(1).as_str()),
        ("content/coes/2024-01-02-b.md", coe(2).as_str()),
        ("content/coes/2024-01-03-c.md", coe(3).as_str()),
    ]);
    let middle = &pages["coes/b.html"];
    assert!(middle.contains("<link rel=\"prev\" href=\"a.html\">"), "{middle}");
    assert!(middle.contains("<link rel=\"next\" href=\"c.html\">"), "{middle}");
    assert!(!pages["coes/a.html"].contains("<link rel=\"prev\""));
    assert!(!pages["coes/c.html"].contains("<link rel=\"next\""));
}

#[test]
fn headings_takeaways_moments_and_actions_link_to_themselves_by_name() {
    let text = "\
---
date: 2024-01-02
actions:
  - {id: a1, title: 'Count \"unknown\" types', owner: ingest, due: 2024-02-01}
---
# One

## Takeaways

1. Measure the outcome.

## Impact & scope

Much.

## Timeline (UTC)

- 09:00 It begins.
- 10:00 It ends.
";
    let pages = site(&[("content/coes/2024-01-02-one.md", text)]);
    let page = &pages["coes/one.html"];
    let link = Regex::new(
        r##"<a (?:class="coe-permalink" )?rel="bookmark" href="#([^"]+)"(?: aria-label="([^"]*)")?"##,
    )
    .unwrap();
    let found: Vec<(String, String)> = link
        .captures_iter(page)
        .map(|link| {
            let name = link.get(2).map_or("", |name| name.as_str());
            (link[1].to_owned(), links::unescape(name))
        })
        .collect();
    for name in [
        "Link to Takeaways",
        "Link to takeaway 1",
        "Link to Impact & scope",
        "Link to Timeline (UTC)",
        "Link to Count \"unknown\" types",
    ] {
        assert!(found.iter().any(|(_, known)| known == name), "no {name} among {found:?}");
    }
    for (anchor, name) in &found {
        assert_eq!(page.matches(&format!(" id=\"{anchor}\"")).count(), 1, "{anchor} {name}");
    }
    let moments = found.iter().filter(|(_, name)| name.is_empty()).count();
    assert_eq!(moments, 2, "each moment links to itself by its time: {found:?}");
}
