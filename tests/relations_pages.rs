//! How incidents hang together, as a reader sees it: families, promises, likeness, neighbourhoods.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

use std::collections::BTreeMap;

use coebook::analyse::{Family, Insight, Pending, Reason, ReasonKind, Related, StandingThen, Words};
use coebook::model::{Day, KnowledgeBase, RelationKind};
use coebook::render::{self, Delivery, Options, Theme};

use crate::support::links;

const OPTIONS: Options<'static> = Options {
    today: Day { year: 2026, month: 11, day: 21 },
    generator: "coebook test",
    delivery: Delivery::Static,
    margin: None,
};

const FIRST: &str = "\
---
title: Retries finished the job
services: [checkout-api]
causes: [retry-storm]
actions:
  - {id: a1, title: Set a retry budget, owner: checkout, due: 2024-03-29, status: open}
  - {id: a2, title: Cap the retries, owner: checkout, due: 2024-02-01, status: done}
---
## Summary

The provider slowed down.

## Timeline

- 2024-01-02 09:00 [impact-start] Orders fail.
- 2024-01-02 10:00 [mitigated] Retries are switched off by hand.
";

const SECOND: &str = "\
---
title: Three tries at four layers
services: [checkout-api]
causes: [retry-storm]
related: [{recurrence-of: first}]
actions:
  - {id: b1, title: Break the circuit, owner: checkout}
---
## Summary

The retry budget was not there.
";

const THIRD: &str = "\
---
title: A retry storm, again
services: [checkout-api]
causes: [retry-storm, unstated-default]
related: [{recurrence-of: second}, {recurrence-of: first}]
---
## Summary

The retry budget was reset.
";

const FOURTH: &str = "\
---
title: Something else on the same day
related: [{supersedes: part}, {caused-by-action-of: first}]
---
## Summary

It has to do with [[third]].
";

const PART: &str = "---\ntitle: A part of it\nrelated: [{part-of: third}]\n---\nText.\n";

const FILES: [(&str, &str); 5] = [
    ("content/coes/2024-01-02-first.md", FIRST),
    ("content/coes/2024-08-05-second.md", SECOND),
    ("content/coes/2025-03-04-third.md", THIRD),
    ("content/coes/2025-03-04-fourth.md", FOURTH),
    ("content/coes/2025-03-05-part.md", PART),
];

/// A folder of documents, read.
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

fn index(knowledge: &KnowledgeBase, id: &str) -> usize {
    knowledge.coes.iter().position(|coe| coe.id.as_str() == id).unwrap()
}

fn pages(knowledge: &KnowledgeBase, insight: &Insight) -> BTreeMap<String, String> {
    let theme = Theme::load(None).unwrap();
    links::pages(&render::site(knowledge, insight, &theme, &OPTIONS).unwrap())
}

/// What is known of a folder before anything is found out.
fn nothing(knowledge: &KnowledgeBase) -> Insight {
    let number = knowledge.coes.len();
    Insight {
        related: vec![Vec::new(); number],
        families: Vec::new(),
        family_of: vec![None; number],
        pending: vec![Vec::new(); number],
        ..Insight::default()
    }
}

fn reason(kind: ReasonKind, plain: &str, shared: &str) -> Reason {
    let words = vec![Words::Plain(plain.to_owned()), Words::Shared(shared.to_owned())];
    Reason { kind, strength: 0.5, words }
}

/// A family of these COEs, in this order.
fn family(knowledge: &KnowledgeBase, insight: &mut Insight, ids: &[&str]) {
    let members: Vec<usize> = ids.iter().map(|id| index(knowledge, id)).collect();
    members.iter().for_each(|coe| insight.family_of[*coe] = Some(insight.families.len()));
    insight.families.push(Family {
        id: ids[0].to_owned(),
        title: "Retry storm on checkout-api".to_owned(),
        members,
        reasons: vec![reason(ReasonKind::SharedCause, "same cause ", "retry storm")],
    });
}

fn promise(knowledge: &KnowledgeBase, of: &str, action: usize, standing: StandingThen) -> Pending {
    Pending { coe: index(knowledge, of), action, standing }
}

/// Three times the same, and what was promised.
fn story() -> (KnowledgeBase, Insight) {
    let knowledge = knowledge(&FILES);
    let mut insight = nothing(&knowledge);
    family(&knowledge, &mut insight, &["first", "second", "third"]);
    let (second, third) = (index(&knowledge, "second"), index(&knowledge, "third"));
    insight.pending[second] = vec![
        promise(&knowledge, "first", 0, StandingThen::Overdue { days: 129 }),
        promise(&knowledge, "first", 1, StandingThen::DoneByNow),
    ];
    insight.pending[third] = vec![
        promise(&knowledge, "first", 0, StandingThen::Overdue { days: 340 }),
        promise(&knowledge, "first", 1, StandingThen::DoneBefore),
        promise(&knowledge, "second", 0, StandingThen::Unknown),
    ];
    let alike = |to: &str| Related {
        to: index(&knowledge, to),
        score: 0.6,
        reasons: vec![reason(ReasonKind::SharedWords, "both mention ", "retry budget")],
    };
    insight.related[third] = vec![alike("second"), alike("part")];
    insight.related[index(&knowledge, "first")] = vec![alike("part")];
    (knowledge, insight)
}

fn site() -> BTreeMap<String, String> {
    let (knowledge, insight) = story();
    pages(&knowledge, &insight)
}

/// What a reader sees: the text of a page without its tags, spaces made one.
fn words(html: &str) -> String {
    let body = html.split_once("<main").map_or(html, |(_, main)| main);
    let mut text = String::new();
    for piece in body.split('<').skip(1) {
        text.push_str(piece.split_once('>').map_or("", |(_, after)| after));
        text.push(' ');
    }
    links::unescape(&text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace(" .", ".")
        .replace(" ,", ",")
}

#[track_caller]
fn assert_says(page: &str, wanted: &[&str]) {
    let said = words(page);
    wanted.iter().for_each(|wanted| assert!(said.contains(wanted), "{wanted:?} is not in {said}"));
}

#[test]
fn a_recurrence_says_which_time_it_is_and_links_its_family() {
    let page = &site()["coes/third.html"];
    assert_says(
        page,
        &[
            "Third time in 14 months: Retry storm on checkout-api",
            "It came 7 months after Three tries at four layers.",
        ],
    );
    assert!(page.contains("href=\"../families/first.html\""), "{page}");
}

#[test]
fn the_first_of_a_family_is_told_that_it_happened_again() {
    assert_says(
        &site()["coes/first.html"],
        &[
            "The first of three",
            "It happened again 7 months later as Three tries at four layers, and once more since.",
        ],
    );
}

#[test]
fn promises_are_told_as_they_stood_then_and_no_further() {
    let pages = site();
    assert_says(
        &pages["coes/second.html"],
        &[
            "When this began, one action of Retries finished the job was still open, 129 days overdue.",
            "One is done by now; whether it was done then is not said.",
            "Set a retry budget checkout overdue by 129 days",
        ],
    );
    let page = &pages["coes/third.html"];
    assert_says(page, &["done before, yet it happened again", "Of one nobody says whether it was done."]);
    assert!(page.contains("href=\"first.html#"), "an action is linked to where it stands: {page}");
}

#[test]
fn of_promises_outside_the_family_only_the_open_ones_are_told() {
    let (knowledge, mut insight) = story();
    let fourth = index(&knowledge, "fourth");
    insight.pending[fourth] = vec![promise(&knowledge, "first", 1, StandingThen::DoneBefore)];
    assert!(!pages(&knowledge, &insight)["coes/fourth.html"].contains("coe-seen"));
    insight.pending[fourth].push(promise(&knowledge, "first", 0, StandingThen::Open));
    let page = &pages(&knowledge, &insight)["coes/fourth.html"];
    assert_says(
        page,
        &["Promised before it happened", "one action of Retries finished the job was still open."],
    );
    assert!(!page.contains("yet it happened again"), "{page}");
}

#[test]
fn a_long_list_of_promises_folds() {
    let (knowledge, mut insight) = story();
    let third = index(&knowledge, "third");
    let more = insight.pending[third].clone();
    assert!(!pages(&knowledge, &insight)["coes/third.html"].contains("What was promised before"));
    insight.pending[third].extend(more);
    assert_says(&pages(&knowledge, &insight)["coes/third.html"], &["What was promised before: 6 actions"]);
}

#[test]
fn the_page_of_a_family_tells_each_time_and_whether_the_fix_held() {
    let page = &site()["families/first.html"];
    assert_says(
        page,
        &[
            "Three times in 14 months; the longest quiet time was 7 months.",
            "same cause retry storm",
            "2 January 2024",
            "How it ended: Retries are switched off by hand.",
            "It happened again 7 months later. Of two actions, one is done by now and one was still open.",
            "Nobody says whether its one action was done.",
            "No action is on record. Still open today",
            "Of 1 action nobody says whether it was done.",
        ],
    );
    assert!(page.contains("<mark>retry storm</mark>"), "{page}");
    assert!(page.contains("class=\"coe-intervals\""), "{page}");
}

#[test]
fn a_family_no_author_speaks_of_is_said_to_be_inferred() {
    let (knowledge, mut insight) = story();
    assert!(!words(&pages(&knowledge, &insight)["coes/third.html"]).contains("(inferred)"));
    insight.families.clear();
    insight.family_of.fill(None);
    family(&knowledge, &mut insight, &["first", "part"]);
    let pages = pages(&knowledge, &insight);
    assert_says(&pages["coes/part.html"], &["Second time in 14 months", "(inferred)"]);
    assert_says(&pages["coes/first.html"], &["Something like it happened 14 months later as A part of it."]);
    assert_says(
        &pages["families/first.html"],
        &[
            "No author says that one is the recurrence of another",
            "Something like it happened 14 months later.",
        ],
    );
}

#[test]
fn families_are_listed_and_lead_from_the_front_page_and_from_terms() {
    let pages = site();
    for path in [
        "families.html",
        "index.html",
        "causes/retry-storm.html",
        "services/checkout-api.html",
        "browse.html",
    ] {
        assert!(pages[path].contains("families/first.html"), "{path}");
    }
    assert!(
        !pages["causes/unstated-default.html"].contains("families/first.html"),
        "one of three is not enough"
    );
}

#[test]
fn shared_words_are_marked_and_what_is_stated_is_not_listed_twice() {
    let page = &site()["coes/third.html"];
    assert!(page.contains("<p class=\"coe-why\">both mention <mark>retry budget</mark></p>"), "{page}");
    assert!(!page.contains("<dt>Like it</dt>"), "both are stated already: {page}");
    let first = &site()["coes/first.html"];
    assert!(first.contains("<dt>Like it</dt>") && first.contains("aria-label=\"much alike\""), "{first}");
}

#[test]
fn relations_are_told_from_both_ends() {
    let pages = site();
    assert_says(&pages["coes/first.html"], &["Happened again as", "One of its actions brought about"]);
    assert_says(
        &pages["coes/third.html"],
        &["Happened before as", "Has as its parts A part of it", "Cited by"],
    );
    assert_says(&pages["coes/fourth.html"], &["Takes the place of A part of it", "Cites in its text"]);
    assert_says(
        &pages["coes/part.html"],
        &["Superseded. Its place was taken by Something else on the same day"],
    );
}

#[test]
fn a_neighbourhood_is_drawn_from_two_relatives_on() {
    let pages = site();
    let page = &pages["coes/third.html"];
    assert!(page.contains("<title>The neighbourhood of this incident</title><desc>"), "{page}");
    assert_says(page, &["stated by an author", "the same before"]);
    let lonely = "# It broke\n\nBadly. See [[first]].\n";
    let files: Vec<_> =
        FILES.into_iter().take(1).chain([("content/coes/2026-01-01-lonely.md", lonely)]).collect();
    let knowledge = knowledge(&files);
    let pages = self::pages(&knowledge, &nothing(&knowledge));
    assert!(!pages["coes/lonely.html"].contains("coe-neighbourhood"), "one relative needs no drawing");
}

#[test]
fn a_hub_is_cut_and_says_how_much_is_left_out() {
    let citing: Vec<(String, String)> = (0..30)
        .map(|number| {
            (
                format!("content/coes/2025-01-02-n{number}.md"),
                format!("# Incident {number}\n\nSee [[first]].\n"),
            )
        })
        .collect();
    let files: Vec<(&str, &str)> = citing.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let knowledge = knowledge(&[&FILES[..1], &files].concat());
    let pages = pages(&knowledge, &nothing(&knowledge));
    let hub = &pages["coes/first.html"];
    assert_eq!(hub.matches("class=\"coe-node").count(), 9, "eight and itself: {hub}");
    assert_says(hub, &["and 22 more"]);
}

#[test]
fn members_without_a_date_are_told_as_such() {
    let undated = "---\ntitle: Some day\n---\nText.\n";
    let files: Vec<_> = FILES.into_iter().take(2).chain([("content/coes/some-day.md", undated)]).collect();
    let knowledge = knowledge(&files);
    let mut insight = nothing(&knowledge);
    family(&knowledge, &mut insight, &["first", "second", "some-day"]);
    let pages = pages(&knowledge, &insight);
    assert_says(&pages["coes/second.html"], &["One of three", "One of them does not say when it happened."]);
    assert_says(&pages["coes/some-day.html"], &["One of three", "When this one happened is not said."]);
    assert_says(&pages["families/first.html"], &["Three times. One of them does not say when.", "no date"]);
}

#[test]
fn hostile_titles_are_text_wherever_they_are_told() {
    let title = "\"Quotes\" & <script>alert(1)</script> שלום";
    let text = |relation: &str| {
        format!(
            "---\ntitle: '{title}'\nactions: [{{title: '{title}'}}]\ncauses: ['{title}']\nservices: [x]\n{relation}---\nText.\n"
        )
    };
    let (one, two) = (text(""), text("related: [{recurrence-of: one}, {see-also: three}]\n"));
    let files = [
        ("content/coes/2024-01-02-one.md", one.as_str()),
        ("content/coes/2025-01-02-two.md", two.as_str()),
        ("content/coes/2026-01-02-three.md", one.as_str()),
    ];
    let knowledge = knowledge(&files);
    let mut insight = nothing(&knowledge);
    family(&knowledge, &mut insight, &["one", "two", "three"]);
    insight.families[0].title = title.to_owned();
    insight.families[0].reasons = vec![reason(ReasonKind::SharedWords, title, title)];
    let two = index(&knowledge, "two");
    insight.pending[two] = vec![promise(&knowledge, "one", 0, StandingThen::Unknown)];
    insight.related[index(&knowledge, "one")] = vec![Related {
        to: index(&knowledge, "three"),
        score: 1.0,
        reasons: vec![reason(ReasonKind::Relation(RelationKind::SeeAlso), title, title)],
    }];
    for (path, page) in pages(&knowledge, &insight) {
        assert!(!page.contains("<script>") && !page.contains("=\"\"Quotes"), "{path}: {page}");
    }
    assert_says(&pages(&knowledge, &insight)["families/one.html"], &[title]);
}

#[test]
fn every_link_of_these_pages_leads_somewhere() {
    let (knowledge, insight) = story();
    let theme = Theme::load(None).unwrap();
    let output = coebook::site(&knowledge, &insight, &theme, &OPTIONS).unwrap();
    assert_eq!(links::faults(&output), Vec::<String>::new());
}

#[test]
fn a_collection_of_one_shows_nothing_of_it() {
    let knowledge = knowledge(&FILES[..1]);
    let pages = pages(&knowledge, &nothing(&knowledge));
    assert!(!pages.keys().any(|path| path.starts_with("famil")));
    for (path, page) in &pages {
        for absent in ["families", "coe-seen", "coe-neighbourhood", "Like it", "coe-matrix"] {
            assert!(!page.contains(absent), "{path}: {absent}");
        }
    }
}

#[test]
fn the_causes_of_a_service_stand_in_a_table_by_year() {
    let page = &site()["services/checkout-api.html"];
    assert!(page.contains("<th scope=\"col\">2024</th><th scope=\"col\">2025</th>"), "{page}");
    assert!(page.contains("aria-label=\"4 March 2025: A retry storm, again\""), "{page}");
    assert_says(&site()["causes/retry-storm.html"], &["Causes it comes together with", "Unstated default"]);
}
