//! Whys as a chain, questions about the event as cards, actions by horizon: in the shapes authors give them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

use coebook::model::Day;
use coebook::render::{self, Delivery, Options, Theme};

use crate::support::links;

const OPTIONS: Options<'static> = Options {
    today: Day { year: 2026, month: 11, day: 21 },
    generator: "coebook test",
    delivery: Delivery::Static,
    margin: None,
};

fn page_of(text: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    coebook::fs::write_new(&folder.path().join("2024-01-02-one.md"), text.as_bytes()).unwrap();
    let sources = coebook::load::sources(folder.path()).unwrap();
    let knowledge = coebook::model::assemble(&sources, coebook::read::all(&sources)).0;
    let insight = coebook::analyse::run(&knowledge);
    let theme = Theme::load(None).unwrap();
    let site = render::site(&knowledge, &insight, &theme, &OPTIONS).unwrap();
    links::pages(&site)["coes/one.html"].clone()
}

/// What a reader sees of some markup.
fn words(html: &str) -> String {
    let mut text = String::new();
    for piece in format!("<i>{html}").split('<').skip(1) {
        text.push_str(piece.split_once('>').map_or("", |(_, after)| after));
        text.push(' ');
    }
    links::unescape(&text).split_whitespace().collect::<Vec<_>>().join(" ").replace(" #", "")
}

/// The elements of a class, up to the beginning of the next: what each says.
fn told(page: &str, class: &str) -> Vec<String> {
    let begin = format!("class=\"{class}");
    let body = page.split("<footer").next().unwrap();
    body.split(begin.as_str()).skip(1).map(|piece| words(piece.split_once('>').unwrap().1)).collect()
}

fn questions(page: &str) -> Vec<String> {
    let whys = page.split("<p class=\"coe-link__question\">").skip(1);
    whys.map(|piece| words(piece.split("</p>").next().unwrap())).collect()
}

fn answers(page: &str) -> Vec<String> {
    let answers = page.split("<div class=\"coe-link__answer coe-prose\">").skip(1);
    answers.map(|piece| words(piece.split("</div>").next().unwrap())).collect()
}

fn chain(whys: &str) -> String {
    page_of(&format!("# One\n\n## Five whys\n\n{whys}\n\n## Impact\n\nNone.\n"))
}

#[test]
fn numbered_questions_with_answers_below_are_a_chain() {
    let page = chain(
        "1. **Why was it late?**\n\n   The job hung.\n\n2. **Why did it hang?**\n\n   A lock.\n\n   And `another` one.\n",
    );
    assert_eq!(questions(&page), ["1 Why was it late?", "2 Why did it hang?"]);
    assert_eq!(answers(&page), ["The job hung.", "A lock. And another one."]);
    assert_eq!(page.matches("coe-link--last").count(), 1);
    assert!(page.contains("id=\"why-chain-"), "each has an address");
}

#[test]
fn a_question_and_its_answer_may_stand_on_one_line() {
    let page = chain(
        "1. Why late? The job hung.\n2. Why did `f(x?)` hang? A lock, see [it](https://a.example/?b).\n",
    );
    assert_eq!(questions(&page), ["1 Why late?", "2 Why did f(x?) hang?"]);
    assert_eq!(answers(&page), ["The job hung.", "A lock, see it ."]);
}

#[test]
fn what_is_asked_about_may_come_first() {
    let page = chain("- Everything was down\n- **Why?** The nodes restarted\n- **Why?** Too hot\n");
    assert_eq!(questions(&page), ["Why?", "Why?"]);
    assert_eq!(answers(&page), ["Everything was down", "The nodes restarted", "Too hot"]);
}

#[test]
fn whys_below_each_other_are_one_chain_and_several_are_branches() {
    let nested = chain("- Why late? It hung.\n  - Why hung? A lock.\n    - Why locked? Two jobs.\n");
    assert_eq!(questions(&nested), ["Why late?", "Why hung?", "Why locked?"]);
    assert_eq!(nested.matches("coe-link--depth-0").count(), 3);
    let branched = chain("- Why late? It hung.\n  - Why hung? A lock.\n  - Why unseen? No alarm.\n");
    assert_eq!(branched.matches("coe-link--depth-1").count(), 2);
}

#[test]
fn answers_may_be_items_of_their_own() {
    let page =
        chain("- Why late?\n  - It hung.\n  - Nobody looked.\n- Why did it hang?\n- Because of a lock\n");
    assert_eq!(answers(&page), ["It hung. Nobody looked.", "Because of a lock"]);
}

#[test]
fn paragraphs_that_ask_why_are_a_chain() {
    let page = chain(
        "*Run a five-whys analysis.*\n\n**Why?** The nodes restarted\n\n**Why?** Too hot.\n\nThe fan had stopped.\n\n**Why?** Unknown.\n",
    );
    assert_eq!(questions(&page), ["Why?", "Why?", "Why?"]);
    assert_eq!(answers(&page), ["The nodes restarted", "Too hot. The fan had stopped.", "Unknown."]);
    assert!(page.contains("Run a five-whys analysis."));
}

#[test]
fn headings_that_ask_why_stay_headings_with_their_address() {
    let page = chain("### Why was it late?\n\nThe job hung.\n\n### Why did it hang?\n\nA lock.\n");
    assert!(page.contains("<h3 id=\"why-was-it-late\">Why was it late?"), "{page}");
    assert_eq!(answers(&page), ["The job hung.", "A lock."]);
}

#[test]
fn whys_in_another_language_are_a_chain() {
    let page = page_of(
        "# 遅延\n\n## なぜなぜ分析\n\n1. なぜ遅れたか？ → 止まった\n2. なぜ止まったか？ → 上限が小さかった\n",
    );
    assert_eq!(questions(&page), ["1 なぜ遅れたか？", "2 なぜ止まったか？"]);
    let page =
        page_of("# Treg\n\n## Fem hvorfor\n\n1. Hvorfor tregt? Jobben hang.\n2. Hvorfor hang den? En lås.\n");
    assert_eq!(answers(&page), ["Jobben hang.", "En lås."]);
}

#[test]
fn a_list_whose_shape_is_not_certain_stays_as_it_was_written() {
    let statements = chain("1. The job was late because it hung\n2. It hung because of a lock\n");
    assert!(!statements.contains("coe-chain") && statements.contains("<li"));
    let open = page_of("# One\n\n## Open questions\n\n- Why 2,750 and not all?\n- Why the 17th?\n");
    assert!(!open.contains("coe-chain") && open.contains("Why the 17th?"));
    let notes = chain("1. Why late? It hung.[^1]\n2. Why hung? A lock.\n\n[^1]: For an hour.\n");
    assert!(!notes.contains("coe-chain") && notes.contains("fn-1-ref"));
}

const TIMES: &str = "---\nprofile: coe\ntimes: {impact-start: 2024-01-02 10:00 UTC, detected: 2024-01-02 10:07 UTC, recovered: 2024-01-02 10:40 UTC}\ndetected-by: alarm\n---\n# One\n\n## Event questions\n\n";

#[test]
fn what_the_times_say_stands_beside_what_the_author_says() {
    let page = page_of(&format!(
        "{TIMES}### Detection\n\n**How was it detected?** By a driver.\n\n**Within five minutes?** No, seven.\n\n### Mitigation\n\n**Within an hour?** No, 2 h.\n"
    ));
    let cards = told(&page, "coe-card\"");
    assert_eq!(cards.len(), 3, "{page}");
    assert_eq!(cards[0], "How was it detected? By a driver. From the facts: by an alarm.");
    assert!(
        cards[1].starts_with("Within five minutes? No, seven. From the times: no, 7 min."),
        "{}",
        cards[1]
    );
    assert!(!cards[1].contains("otherwise"));
    assert!(cards[2].contains("From the times: yes, 40 min. The text says otherwise."), "{}", cards[2]);
    assert!(page.contains("<h3 id=\"detection\">"), "headings stay");
}

#[test]
fn questions_may_share_a_paragraph_or_be_a_list() {
    let one = page_of(&format!(
        "{TIMES}Detected in five minutes? **No**, seven. Fixed in an hour? **Yes**, 40 minutes; a1.\n"
    ));
    assert_eq!(told(&one, "coe-card\"").len(), 2, "{one}");
    let list = page_of(&format!("{TIMES}- **Found in 5 min?** No.\n- **What was hard?** Two clocks.\n"));
    assert_eq!(told(&list, "coe-card\"").len(), 2);
}

#[test]
fn a_question_without_an_answer_is_no_card() {
    let page =
        page_of("# One\n\n## Detection\n\nWas it found at once?\n\n## Mitigation\n\nWe restarted it.\n");
    assert!(
        !page.contains("coe-card")
            && page.contains("Was it found at once?")
            && page.contains("We restarted it.")
    );
}

#[test]
fn actions_stand_by_horizon_before_what_comes_later_in_the_profile() {
    let page = page_of(
        "---\nprofile: coe\nactions:\n  - {id: a1, title: Ring a bell, horizon: long, status: open}\n  - {id: a2, title: Fix it, horizon: short, status: done}\nideas: [Paint it <red>]\n---\n# One\n\n## Summary\n\nIt broke.\n\n## Related incidents\n\nNone.\n",
    );
    let at = |words: &str| page.find(words).unwrap_or_else(|| panic!("no {words}"));
    assert!(at("id=\"actions\"") < at("Short term") && at("Short term") < at("Fix it"));
    assert!(at("Fix it") < at("Long term") && at("Long term") < at("Ring a bell"));
    assert!(at("Ideas, not promises") < at("Paint it &lt;red&gt;"));
    assert!(at("Paint it") < at("id=\"related-incidents\""));
    let rail = page.split("class=\"coe-rail\"").nth(1).unwrap().split("</nav>").next().unwrap();
    assert!(words(rail).contains("Summary Actions Related incidents"), "{}", words(rail));
}

#[test]
fn who_responded_stands_in_its_section() {
    let page = page_of(
        "---\nprofile: howie\npeople:\n  - {role: search engineer, team: search, tenure: 2 years, on-call: true}\n---\n# One\n\n## Background\n\nA shop.\n\n## Who responded\n\nOne of us.\n\n## Narrative\n\nIt rang.\n",
    );
    let at = |words: &str| page.find(words).unwrap_or_else(|| panic!("no {words}"));
    assert!(at("One of us.") < at("coe-people") && at("coe-people") < at("It rang."));
    assert!(page.contains("coe-coe--howie") && page.contains("2 years in the role, on call"));
}
