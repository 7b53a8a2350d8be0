//! Two COEs beside each other, as a reader sees them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

use std::collections::BTreeMap;

use coebook::model::{Day, KnowledgeBase};
use coebook::render::{self, Delivery, Options, Theme};

use crate::support::links;

const OPTIONS: Options<'static> = Options {
    today: Day { year: 2026, month: 11, day: 21 },
    generator: "coebook test",
    delivery: Delivery::Static,
    margin: None,
};

const QUICK: &str = "\
---
title: Search without new goods
profile: debrief
causes: [untyped-tooling]
times:
  impact-start: 2024-01-02 09:30
  recovered: 2024-01-02 10:30
review: {effort-hours: 2, debrief-on: 2024-01-02}
actions:
  - {id: a1, title: Add the type, status: open}
---
The alias named no collection.
";

const DEEP: &str = "\
---
title: The search that forgot
profile: howie
related: [{duplicate: quick}]
causes: [untyped-tooling, broken-alert]
team: search
people: [{role: engineer on call, team: search}, {role: incident lead, team: platform}]
times:
  origin: 2023-12-12 09:00
  impact-start: 2024-01-02 09:30
  recovered: 2024-01-02 10:30
impact: {customers: 4120, employees: five engineers for a day}
review: {effort-hours: 40, debrief-on: 2024-01-06, attendees: 8, invited: 14}
actions:
  - {id: a1, title: Add the type, status: verified}
  - {id: a2, title: Mend the alert, status: done}
  - {id: a3, title: Ask the suppliers, status: open}
---
## Difficulties during handling

- A dashboard that was green.

## The story

It began three weeks before, when a tool was rewritten in a hurry and nobody had the time to read it twice, which is
what the week before a freeze is like.
";

fn knowledge(files: &[(&str, &str)]) -> KnowledgeBase {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::DirBuilder::new().recursive(true).create(path.parent().unwrap()).unwrap();
        coebook::fs::write_new(&path, text.as_bytes()).unwrap();
    }
    let sources = coebook::load::sources(folder.path()).unwrap();
    let read = coebook::read::all(&sources);
    coebook::model::assemble(&sources, read).0
}

/// The pages of a folder of documents; none of their links leads nowhere.
fn site(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    let knowledge = knowledge(files);
    let insight = coebook::analyse::run(&knowledge);
    let theme = Theme::load(None).unwrap();
    let output = render::site(&knowledge, &insight, &theme, &OPTIONS).unwrap();
    let faults = links::faults(&output);
    assert!(faults.iter().all(|fault| fault.contains("data/")), "{faults:?}");
    links::pages(&output)
}

fn told_twice() -> BTreeMap<String, String> {
    site(&[("content/coes/2024-01-02-quick.md", QUICK), ("content/coes/2024-01-02-deep.md", DEEP)])
}

/// One row of a comparison, its markup.
fn row<'p>(page: &'p str, anchor: &str) -> &'p str {
    let start = page.find(&format!("aria-labelledby=\"{anchor}\"")).unwrap_or_else(|| panic!("no {anchor}"));
    page[start..].split("</section>").next().unwrap()
}

#[test]
fn two_accounts_of_one_incident_stand_beside_each_other_and_each_row_says_what_differs() {
    let pages = told_twice();
    let page = &pages["compare/quick--deep.html"];
    assert!(page.contains("One incident, told twice"));
    assert!(row(page, "investigation").contains("20 times the work went into the longer one."));
    let incident = row(page, "incident");
    assert!(incident.contains("The story begins 3 weeks earlier in the longer one."), "{incident}");
    assert!(row(page, "factors").contains("One in both."), "{}", row(page, "factors"));
    assert!(row(page, "actions").contains("2 of 3 done") && row(page, "actions").contains("1 verified"));
    assert!(row(page, "people").contains("8 of 14 invited came to the review"));
    assert!(row(page, "impact").contains("4,120"));
    assert!(row(page, "difficulties").contains("not stated"), "what one side does not say is said quietly");
    assert!(!page.contains("Readers"), "nobody measures readers");
}

#[test]
fn both_incidents_are_drawn_on_one_scale() {
    let pages = told_twice();
    let page = &pages["compare/quick--deep.html"];
    let drawing = row(page, "incident");
    assert_eq!(drawing.matches("<svg").count(), 1);
    // The dots are where impact begins: at the same hour, so in the same place.
    let places: Vec<&str> = drawing
        .split("coe-arc__stop--impact")
        .skip(1)
        .map(|rest| rest.split("cx=\"").nth(1).unwrap().split('"').next().unwrap())
        .collect();
    assert_eq!(places.len(), 2);
    assert_eq!(places[0], places[1]);
}

#[test]
fn the_entrance_shows_the_two_accounts_and_every_page_leads_there() {
    let pages = told_twice();
    assert!(pages["compare.html"].contains("href=\"compare/quick--deep.html\""));
    assert!(pages["compare.html"].contains("20 times the work"));
    assert!(pages["coes/deep.html"].contains("href=\"../compare/quick--deep.html\""));
    assert!(pages["coes/quick.html"].contains("href=\"../compare/quick--deep.html\""));
    assert!(pages["index.html"].contains("href=\"compare.html\""));
}

#[test]
fn what_neither_says_is_left_out_and_named_once() {
    let quiet = "---\ntitle: One\nrelated: [{duplicate: two}]\n---\nNothing more is known.\n";
    let pages = site(&[
        ("content/coes/2024-01-02-one.md", quiet),
        ("content/coes/2024-01-02-two.md", "---\ntitle: Two\n---\nNothing more is known of it.\n"),
    ]);
    let page = pages.iter().find(|(path, _)| path.starts_with("compare/")).unwrap().1;
    assert!(!page.contains("Contributing factors"));
    assert!(page.contains("Neither says how long the investigation took"), "{page}");
}

#[test]
fn a_site_without_pairs_has_no_comparison_and_does_not_speak_of_one() {
    let pages = site(&[("content/coes/2024-01-02-one.md", "---\ntitle: One\n---\nText.\n")]);
    assert!(!pages.contains_key("compare.html"));
    assert!(pages.values().all(|page| !page.contains("compare.html")));
}

#[test]
fn the_pairs_grow_with_the_incidents_and_not_with_their_square() {
    let told: Vec<(String, String)> = (1..=24)
        .map(|day| {
            let before = if day > 1 {
                format!("related: [{{recurrence-of: storm-{}}}]\n", day - 1)
            } else {
                String::new()
            };
            let text = format!("---\ntitle: Retry storm {day}\n{before}---\nRetries multiplied.\n");
            (format!("content/coes/2024-01-{day:02}-storm-{day}.md"), text)
        })
        .collect();
    let files: Vec<(&str, &str)> = told.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let pages = site(&files);
    let pairs = pages.keys().filter(|path| path.starts_with("compare/")).count();
    assert!((23..=48).contains(&pairs), "{pairs}");
}

#[test]
fn ids_that_are_too_long_for_one_file_name_still_make_a_page() {
    let (long, longer) = ("a".repeat(110), "b".repeat(110));
    let first = format!("---\ntitle: One\nid: {long}\nrelated: [{{duplicate: {longer}}}]\n---\nText.\n");
    let second = format!("---\ntitle: Two\nid: {longer}\n---\nText.\n");
    let pages =
        site(&[("content/coes/2024-01-02-one.md", &first), ("content/coes/2024-01-02-two.md", &second)]);
    assert_eq!(pages.keys().filter(|path| path.starts_with("compare/")).count(), 1);
}
