//! Notes in the margin, and what ties factors to actions: from a folder of documents to the page.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

use std::collections::BTreeMap;

use coebook::model::Day;
use coebook::render::{self, Delivery, Options, Theme};

use crate::support::links;

const OPTIONS: Options<'static> = Options {
    today: Day { year: 2026, month: 11, day: 21 },
    generator: "coebook test",
    delivery: Delivery::Static,
    margin: None,
};

const GLOSSARY: &str = "\
[[term]]
term = \"lease\"
definition = \"A lock that ends by itself.\"

[[term]]
term = \"lease quorum\"
definition = \"How many hosts have to agree.\"

[[term]]
term = \"CA\"
definition = \"Whoever signs <certificates>.\"
";

const SERVICES: &str = "\
[[service]]
id = \"stock\"
title = \"Stock\"
description = \"What lies on the shelves.\"
";

fn site(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::DirBuilder::new().recursive(true).create(path.parent().unwrap()).unwrap();
        coebook::fs::write_new(&path, text.as_bytes()).unwrap();
    }
    let sources = coebook::load::sources(folder.path()).unwrap();
    let knowledge = coebook::model::assemble(&sources, coebook::read::all(&sources)).0;
    let insight = coebook::analyse::run(&knowledge);
    links::pages(&render::site(&knowledge, &insight, &Theme::load(None).unwrap(), &OPTIONS).unwrap())
}

/// The page of one document beside a glossary and a service.
fn page_of(text: &str) -> String {
    let files = [
        ("content/coes/2024-01-02-one.md", text),
        ("content/vocabulary/glossary.toml", GLOSSARY),
        ("content/vocabulary/services.toml", SERVICES),
    ];
    site(&files)["coes/one.html"].clone()
}

fn count(page: &str, words: &str) -> usize {
    page.matches(words).count()
}

#[test]
fn a_term_of_the_glossary_is_explained_where_it_stands_first() {
    let page = page_of("# One\n\n## Summary\n\nThe lease quorum was lost. A lease quorum is three.\n");
    assert_eq!(count(&page, "coe-margin--definition"), 1);
    assert_eq!(count(&page, "How many hosts have to agree."), 1);
    assert!(page.contains(
        "<a class=\"coe-mention\" href=\"#define-lease-quorum\">lease quorum<sup>1</sup></a> was lost"
    ));
    assert!(page.contains("id=\"define-lease-quorum\""));
}

#[test]
fn words_in_headings_code_links_and_other_words_are_not_explained() {
    let text = "# One\n\n## The lease\n\nA release of `lease` and [a lease](https://a.example/lease), Ca and lease-holder.\n\n```\nlease\n```\n";
    assert_eq!(count(&page_of(text), "coe-mention"), 0);
}

#[test]
fn what_a_vocabulary_says_is_escaped() {
    let page = page_of("# One\n\n## Summary\n\nThe CA was asked.\n");
    assert!(page.contains("Whoever signs &lt;certificates&gt;."));
}

#[test]
fn a_service_with_a_word_of_many_meanings_is_explained_only_where_it_is_the_services_own() {
    let own = "---\nservices: [stock]\n---\n# One\n\n## Summary\n\nThe stock was wrong.\n";
    assert_eq!(count(&page_of(own), "What lies on the shelves."), 1);
    assert_eq!(
        count(&page_of("# One\n\n## Summary\n\nThe stock was wrong.\n"), "What lies on the shelves."),
        0
    );
}

#[test]
fn no_note_stands_beside_moments_of_the_timeline() {
    let text = "# One\n\n## Timeline\n\n- 2024-01-02 10:00 The lease ends.\n- 10:05 Somebody notices.\n- 10:10 All is well.\n";
    assert_eq!(count(&page_of(text), "coe-margin"), 0);
}

#[test]
fn notes_keep_their_words_in_a_document_with_html_of_its_author() {
    let page = page_of("# One\n\n## Summary\n\nThe lease <b>ended</b> early.<br>Nobody saw.\n");
    assert!(page.contains("<a class=\"coe-mention\" href=\"#define-lease\">lease<sup>1</sup></a>"), "{page}");
    assert!(page.contains("<aside class=\"coe-margin coe-margin--definition\""));
}

#[test]
fn an_incident_the_text_speaks_of_is_told_once() {
    let pages = site(&[
        (
            "content/coes/2023-05-06-before.md",
            "# The cache was cold\n\n## Summary\n\nEverybody asked the database at once that day.\n",
        ),
        (
            "content/coes/2024-01-02-one.md",
            "# One\n\n## Summary\n\nJust as in [[before]], and in [that one](2023-05-06-before.md) again.\n",
        ),
    ]);
    let page = &pages["coes/one.html"];
    assert_eq!(count(page, "coe-margin--incident"), 1);
    let note = page.split("coe-margin--incident").nth(1).unwrap().split("</aside>").next().unwrap();
    assert!(note.contains("Earlier incident · 6 May 2023"), "{note}");
    assert!(note.contains("href=\"before.html\"") && note.contains("Everybody asked the database"), "{note}");
    assert_eq!(count(&pages["coes/before.html"], "coe-margin--incident"), 0);
}

#[test]
fn a_picture_that_is_linked_stands_in_the_margin() {
    let pages = site(&[
        (
            "content/coes/2024-01-02-one/index.md",
            "# One\n\n## Impact\n\nErrors rose ([graph](errors.svg)).\n",
        ),
        ("content/coes/2024-01-02-one/errors.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
    ]);
    let page = &pages["coes/one.html"];
    assert_eq!(count(page, "coe-margin--evidence"), 1);
    assert!(page.contains("alt=\"graph\" loading=\"lazy\""), "{page}");
}

#[test]
fn tags_of_a_factor_lead_to_its_cause_and_to_what_addresses_it() {
    let text = "---\ncauses: [stale-cache]\nactions:\n  - {id: a1, title: Empty it at once, status: verified, addresses: [stale-cache]}\n---\n# One\n\n## Contributing factors\n\n- A copy outlived its original. #stale-cache [technical] [primary]\n- Nobody looked at `#some-code`. #never-looked [process]\n";
    let page = page_of(text);
    assert!(
        page.contains("<a class=\"coe-tag\" href=\"../causes/stale-cache.html\">Stale cache</a>"),
        "{page}"
    );
    assert!(page.contains("coe-tag--area\">technical<") && page.contains("coe-tag--primary"));
    assert!(page.contains("<code>#some-code</code>"), "what stands in code stays as it is");
    assert!(page.contains("Addressed by <a href=\"#action-a1\">Empty it at once</a>"));
    assert_eq!(count(&page, "No action addresses it."), 1);
    let row = page.split("<tr id=\"action-a1\"").nth(1).unwrap().split("</tr>").next().unwrap();
    assert!(row.contains("for <a href=\"#factor-"), "{row}");
}

#[test]
fn nothing_is_said_of_who_addresses_what_where_no_action_says_so() {
    let text =
        "# One\n\n## Root causes\n\n- A copy outlived its original.\n\n## Actions\n\n- Empty it at once\n";
    assert_eq!(count(&page_of(text), "coe-addressed"), 0);
}

#[test]
fn an_action_that_is_named_where_something_is_to_get_better_is_a_link() {
    let text = "---\nactions:\n  - {id: a2, title: Ring a bell}\n---\n# One\n\n## Detection\n\nWith a2 it rings. The a2 of 2023 did not.\n\n## Background\n\nThe a2 road.\n";
    let page = page_of(text);
    assert_eq!(count(&page, "coe-promise-link"), 1);
    assert!(page.contains(
        "With <a class=\"coe-promise-link\" href=\"#action-a2\" title=\"Ring a bell\">a2</a> it rings."
    ));
}

#[test]
fn an_overdue_action_of_the_text_says_so_and_keeps_its_words() {
    let text = "# One\n\n## Action items\n\n| Action | Owner | Due | Status |\n|---|---|---|---|\n| Empty it at once | core | 2026-11-09 | open |\n| Ring a bell | core | 2026-11-09 | done |\n";
    let page = page_of(text);
    assert_eq!(count(&page, "12 days overdue"), 1);
    assert!(page.contains("Empty it at once <span class=\"coe-state coe-state--overdue\""), "{page}");
    assert!(page.contains("<td>2026-11-09</td>"));
}
