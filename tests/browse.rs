//! The list of all incidents, its filters and their data; the front page's field; what an address that leads nowhere offers.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

use std::collections::BTreeMap;

use coebook::model::Day;
use coebook::render::{self, Delivery, Options, Theme};
use coebook::write::SitePath;
use serde_json::Value;

use crate::support::links;

const OPTIONS: Options<'static> = Options {
    today: Day { year: 2026, month: 11, day: 21 },
    generator: "coebook test",
    delivery: Delivery::Static,
    margin: None,
};

/// The pages of a folder of documents, and the data of the filters.
fn site(files: &[(String, String)]) -> (BTreeMap<String, String>, Value) {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::DirBuilder::new().recursive(true).create(path.parent().unwrap()).unwrap();
        coebook::fs::write_new(&path, text.as_bytes()).unwrap();
    }
    let sources = coebook::load::sources(folder.path()).unwrap();
    let read = coebook::read::all(&sources);
    let knowledge = coebook::model::assemble(&sources, read).0;
    let insight = coebook::analyse::run(&knowledge);
    let theme = Theme::load(None).unwrap();
    let output = render::site(&knowledge, &insight, &theme, &OPTIONS).unwrap();
    let data = output.get(&SitePath::new("data/browse.json").unwrap()).unwrap().unwrap();
    (links::pages(&output), serde_json::from_slice(&data).unwrap())
}

/// As many COEs, each with a service, a cause and a tag.
fn some(number: usize) -> Vec<(String, String)> {
    let coe = |at: usize| {
        let (month, day) = (at % 12 + 1, at % 28 + 1);
        let text = format!(
            "---\ntitle: Incident number {at}\nid: n{at}\nservices: [{}]\ncauses: [retry-storm]\ntags: [peak-day]\nseverity: {}\n---\n\
             ## Takeaways\n\n- What {at} taught us.\n",
            ["checkout", "search"][at % 2],
            at % 3 + 1
        );
        (format!("content/coes/2024-{month:02}-{day:02}-n{at}.md"), text)
    };
    (1..=number).map(coe).collect()
}

#[test]
fn the_list_can_be_narrowed_by_what_incidents_have_in_common() {
    let (pages, _) = site(&some(12));
    let page = &pages["browse.html"];
    assert!(page.contains("type=\"checkbox\" name=\"service\" value=\"checkout\""));
    assert!(page.contains("data-facets=\"severity/"), "{page}");
    assert!(!page.contains("name=\"cause\""), "what all of them have narrows nothing");
    assert!(page.contains("What 12 taught us."), "a row is found by its takeaway");
    assert!(!page.contains("data-filter-index"), "the rows stand on the page");
}

#[test]
fn every_filter_value_counts_the_rows_that_carry_it() {
    let (pages, _) = site(&some(12));
    let page = &pages["browse.html"];
    let carried = page.matches("service/checkout").count();
    let after = page.split("value=\"checkout\"").nth(1).unwrap();
    let count = after.split("data-filter-count>").nth(1).unwrap().split('<').next().unwrap();
    assert_eq!(count, carried.to_string());
}

#[test]
fn with_too_many_for_one_page_the_filters_ask_the_data_and_the_years_stay() {
    let (pages, data) = site(&some(230));
    let page = &pages["browse.html"];
    assert!(page.contains("data-filter-index=\"data/browse.json\""));
    assert!(page.contains("href=\"years/2024.html\""));
    assert!(page.len() < 60_000, "{}", page.len());
    assert_eq!(data["coes"].as_array().unwrap().len(), 230);
}

#[test]
fn the_data_of_the_filters_holds_every_incident_in_a_line() {
    let (_, data) = site(&some(12));
    assert_eq!(data["schema"], "coebook/browse/1");
    let first = &data["coes"][0];
    assert_eq!(
        (first[0].as_str(), first[2].as_str(), first[3].as_str()),
        (Some("n11"), Some("2024-12-12"), Some("en"))
    );
    let facets: Vec<String> = first[4]
        .as_array()
        .unwrap()
        .iter()
        .map(|place| {
            let facet = &data["facets"][usize::try_from(place.as_u64().unwrap()).unwrap()];
            format!("{}/{}", facet[0].as_str().unwrap(), facet[1].as_str().unwrap())
        })
        .collect();
    assert_eq!(facets, ["severity/3", "service/search", "cause/retry-storm", "tag/peak-day", "year/2024"]);
}

#[test]
fn a_handful_of_incidents_has_nothing_to_tick_and_no_field_on_its_front_page() {
    let (pages, _) = site(&some(3));
    assert!(pages["browse.html"].contains("type=\"search\""), "words can be searched all the same");
    assert!(!pages["browse.html"].contains("type=\"checkbox\""));
    assert!(!pages["index.html"].contains("<form"));
}

#[test]
fn the_front_page_asks_only_what_the_site_can_answer() {
    let (pages, _) = site(&some(12));
    let page = &pages["index.html"];
    assert!(page.contains("action=\"browse.html\" method=\"get\""), "{page}");
    assert!(page.contains("href=\"browse.html?q=cause%3Aretry%2Dstorm\""));
    assert!(page.contains("form-action 'self'"));
}

#[test]
fn views_of_the_settings_are_in_the_navigation_of_every_page() {
    let views =
        "[[views]]\ntitle = \"Checkout, open actions\"\nquery = \"service:checkout has:open-actions\"\n";
    let files = [some(3), vec![("coebook.toml".to_owned(), views.to_owned())]].concat();
    let (pages, _) = site(&files);
    let asked = "browse.html?q=service%3Acheckout%20has%3Aopen%2Dactions\">Checkout, open actions</a>";
    assert!(pages["index.html"].contains(&format!("<a href=\"{asked}")), "{}", pages["index.html"]);
    assert!(pages["coes/n1.html"].contains(&format!("<a href=\"../{asked}")));
    let (pages, _) = site(&some(3));
    assert!(!pages["index.html"].contains("data-views"), "without views there is no menu of them");
}

#[test]
fn every_page_knows_how_to_search_and_what_is_worth_asking() {
    let mut files = some(12);
    files.push((
        "content/coes/2025-01-01-pool.md".to_owned(),
        "---\ntitle: A pool\nservices: [checkout]\n---\n\nThe setting `pool_size` of `checkout` was small.\n\n## Actions\n\n- [ ] Raise `pool_size` (owner: Kim, due: 2025-02-01)\n"
            .to_owned(),
    ));
    let (pages, _) = site(&files);
    let opener = |page: &str| {
        let after = page.split_once("data-search-open=\"").unwrap().1;
        after.split_once('>').unwrap().0.to_owned()
    };
    let at_home = opener(&pages["index.html"]);
    assert!(at_home.starts_with("static\""), "{at_home}");
    assert!(
        at_home.contains("data-search-examples=\"pool_size|cause:retry-storm|service:checkout|has:overdue\"")
    );
    assert!(at_home.contains("data-search-script=\"assets/search."), "{at_home}");
    assert!(opener(&pages["coes/n1.html"]).contains("data-search-worker=\"../assets/search-worker."));
}

#[test]
fn tags_have_pages_of_their_own() {
    let (pages, _) = site(&some(6));
    assert!(pages["tags.html"].contains("href=\"tags/peak-day.html\""));
    let page = &pages["tags/peak-day.html"];
    assert!(page.contains("Peak day") && page.contains("Incident number 6"), "{page}");
}

#[test]
fn an_address_that_leads_nowhere_knows_where_the_names_of_all_pages_are() {
    let mut files = some(6);
    assert!(site(&files).0["404.html"].contains("data-not-found=\"data/browse.json\""));
    files.push(("coebook.toml".to_owned(), "base-url = \"https://example.org/debriefs/\"\n".to_owned()));
    let page = &site(&files).0["404.html"];
    assert!(page.contains("data-not-found=\"/debriefs/data/browse.json\""), "{page}");
    assert!(!page.contains("https://example.org"), "its assets come from wherever it is shown");
}

#[test]
fn a_lesson_quotes_the_words_of_each_incident_that_come_closest_to_its_claim() {
    let text = "---\ntitle: Quiet failure\nid: quiet\n---\n## Takeaways\n\n- Write it down.\n- A dashboard that measures flow cannot see the outcome.\n";
    let lesson = "---\ntitle: Measure the outcome\nclaim: Let what customers get ring, not the flow.\nevidence: [quiet]\n---\nText.\n";
    let (pages, _) = site(&[
        ("content/coes/2024-01-02-quiet.md".to_owned(), text.to_owned()),
        ("content/lessons/measure.md".to_owned(), lesson.to_owned()),
    ]);
    let page = &pages["lessons/measure.html"];
    let quote = page.split("<blockquote>").nth(1).unwrap().split("</blockquote>").next().unwrap();
    assert!(quote.contains("A dashboard that measures flow cannot see the outcome."), "{quote}");
}
