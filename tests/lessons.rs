//! Lessons, who lives by them, what COEs say in their own words, the champions' queue and reading paths, from outside.
#![allow(clippy::disallowed_methods, reason = "tests prepare and inspect folders by hand")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;

use regex::Regex;
use serde_json::Value;

use crate::support::sites::sample_site;
use crate::support::{Sandbox, links};

const TEAMS: &str = "\
[[team]]
id = \"search\"
title = \"Search\"

[[team]]
id = \"contact-center\"
title = \"Contact centre\"

[[team]]
id = \"payments\"
title = \"Payments\"
";

const LESSON: &str = "\
---
title: Give retries a budget
claim: A retry budget keeps retries from multiplying a slow answer into an outage.
limits: It does not help where one request is too many.
evidence: [slow-provider, pool-dry]
champions: [resilience champion]
---

## What we learned

Budgets, not caps.

## Adoption

| Team | Adoption | Note |
|---|---|---|
| Search | adopted | since May |
| Contact centre | not applicable (no code of its own) | |
";

const FIRST: &str = "\
---
title: The provider was slow
date: 2024-03-05
team: payments
services: [payment]
causes: [retry-storm]
ideas: [Shadow-read the order table after each batch]
---
## Takeaways

- Nobody had looked at the clock.
- A budget for retries would have kept one slow answer from becoming an outage.

## Timeline

All times are UTC.

- 09:00 [impact-start] The provider answers after nine seconds.
- 09:20 [detected] A customer rings.
- 10:05 [recovered] Retries are off.

## Contributing factors

- Retries had no limit. #retry-storm

## What surprised us

- The dashboard stayed green.

## Action items

| action | owner | due | status |
|---|---|---|---|
| Give each call a budget | payments | 2024-04-01 | done |
";

const SECOND: &str = "\
---
title: The pool ran dry
date: 2025-01-10
services: [orders]
ideas: [Shadow-reading the order tables after every batch]
---
## Summary

We had read [the lesson](../lessons/retries.md) on retry budgets and set none here.

## Where we got lucky

- It was a Sunday.
";

/// A knowledge base with one lesson, two COEs that it rests on, and a path.
fn two() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("content/coes/2024-03-05-slow-provider.md", FIRST);
    sandbox.write("content/coes/2025-01-10-pool-dry.md", SECOND);
    sandbox.write("content/lessons/retries.md", LESSON);
    sandbox.write("content/vocabulary/teams.toml", TEAMS);
    sandbox.write(
        "content/vocabulary/champions.toml",
        "[[champion]]\nrole = \"resilience champion\"\ncovers = [\"payments\", \"payment\"]\n",
    );
    sandbox.write(
        "content/paths/storms.md",
        "---\ntitle: Storms\nsteps: [slow-provider, pool-dry]\n---\nRead.\n",
    );
    sandbox
}

fn built(sandbox: &Sandbox) {
    sandbox.run(&["build", "--out", "site", "--today", "2026-11-21"]).assert(0, &[]);
}

/// What a reader sees of a page.
fn words(html: &str) -> String {
    let main = html.split_once("<main").map_or(html, |(_, main)| main);
    let bare = Regex::new("<[^>]*>").unwrap().replace_all(main, " ").into_owned();
    links::unescape(&bare).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn holds(page: &str, all: &[&str]) {
    for one in all {
        assert!(page.contains(one), "no {one:?} in {page}");
    }
}

#[test]
fn a_lesson_shows_its_evidence_in_the_words_of_the_coes_and_leads_to_them() {
    let sandbox = two();
    built(&sandbox);
    let html = sandbox.read("site/lessons/retries.html");
    // The takeaway that has most words of the claim, not the first one.
    holds(
        &html,
        &["#takeaways-a-budget-for-retries", "A budget for retries would have kept one slow answer"],
    );
    assert!(!html.contains("Nobody had looked at the clock"), "{html}");
    // The sentence that names the lesson, with the part it stands in.
    holds(&words(&html), &["We had read the lesson on retry budgets and set none here."]);
    holds(&html, &["coes/pool-dry.html#summary"]);
}

#[test]
fn a_lesson_says_who_lives_by_it_and_whom_nobody_asked() {
    let sandbox = two();
    built(&sandbox);
    let page = words(&sandbox.read("site/lessons/retries.html"));
    holds(
        &page,
        &[
            "Who lives by it 1 adopted, 0 planned, 1 not applicable and 1 unknown",
            "Search adopted since May",
            "Contact centre not applicable no code of its own",
            "Nobody has asked yet: Payments .",
            "looked after by resilience champion",
        ],
    );
    assert_eq!(
        page.matches("since May").count(),
        1,
        "the table of the author is drawn, not printed too: {page}"
    );
}

#[test]
fn the_list_of_lessons_is_a_matrix_and_a_team_shows_what_it_took_up() {
    let sandbox = two();
    sandbox
        .write("content/coes/2026-01-01-search.md", "---\nteam: search\n---\n# Search was slow\n\nIt was.\n");
    built(&sandbox);
    let page = words(&sandbox.read("site/lessons.html"));
    holds(
        &page,
        &[
            "Give retries a budget not applicable adopted 1",
            "One more team was never asked, and counts as unknown.",
        ],
    );
    let team = words(&sandbox.read("site/teams/search.html"));
    holds(&team, &["Lessons taken up Adopted Give retries a budget"]);
    let payments = words(&sandbox.read("site/teams/payments.html"));
    holds(&payments, &["Looked after by resilience champion"]);
    assert!(!payments.contains("Lessons taken up"), "{payments}");
}

#[test]
fn adoption_is_read_from_front_matter_and_from_a_table_with_teams_across() {
    let sandbox = two();
    let front = "---\ntitle: In front\nadoption:\n  search: planned\n  payments: {state: not-applicable, reason: no queue}\n---\nText.\n";
    let across = "---\ntitle: Across\n---\n| | Search | Payments |\n|---|---|---|\n| Adoption | adopted | |\n| Note | all of it | |\n";
    sandbox.write("content/lessons/in-front.md", front);
    sandbox.write("content/lessons/across.md", across);
    built(&sandbox);
    let data: Value = serde_json::from_str(&sandbox.read("site/data/lessons.json")).unwrap();
    let states = |lesson: usize| -> Vec<String> {
        let teams = data["lessons"][lesson]["adoption"].as_array().unwrap();
        teams
            .iter()
            .map(|it| format!("{} {} {}", it["team"], it["state"], it["note"]).replace('"', ""))
            .collect()
    };
    assert_eq!(
        states(0),
        ["contact-center unknown null", "payments unknown null", "search adopted all of it"]
    );
    assert_eq!(
        states(1),
        ["contact-center unknown null", "payments not-applicable no queue", "search planned null"]
    );
}

#[test]
fn what_cannot_be_counted_is_a_finding_with_the_word_that_was_meant() {
    let sandbox = two();
    let table = "---\ntitle: Slips\n---\n| Team | Status |\n|---|---|\n| Serach | adopted |\n| Search | addopted |\n| Payments | n/a |\n";
    sandbox.write("content/lessons/slips.md", table);
    let said = sandbox.run(&["check", "--today", "2026-11-21", "--format", "short"]);
    said.assert(
        1,
        &[
            "content/lessons/slips.md:6:3",
            "no team is called `Serach`",
            "content/lessons/slips.md:7:12",
            "`addopted` does not say how far `Search` is",
            "content/lessons/slips.md:8:14",
            "nothing says why it does not apply to `Payments`",
        ],
    );
    let human = sandbox.run(&["check", "--today", "2026-11-21"]);
    human.assert(1, &["did you mean `search`?", "did you mean `adopted`?"]);
}

#[test]
fn a_champion_without_a_role_is_a_finding() {
    let sandbox = two();
    sandbox.write("content/vocabulary/champions.toml", "[[champion]]\nteam = \"search\"\n");
    let said = sandbox.run(&["check", "--today", "2026-11-21"]);
    said.assert(1, &["unreadable-vocabulary", "a champion without a `role`", "champions.toml:1:1"]);
}

#[test]
fn items_of_all_coes_are_quoted_with_where_they_stand() {
    let sandbox = two();
    built(&sandbox);
    let surprises = sandbox.read("site/collected/surprises.html");
    holds(
        &surprises,
        &[
            "The dashboard stayed green.",
            "../coes/slow-provider.html#",
            "service/payment cause/retry-storm team/payments",
        ],
    );
    let page = words(&sandbox.read("site/collected.html"));
    holds(&page, &["Takeaways 2", "Surprises 1", "Where luck helped 1", "Ideas 2", "It was a Sunday."]);
    assert!(!sandbox.path("site/collected/difficulties.html").exists(), "nothing was said of difficulties");
    let cause = sandbox.read("site/causes/retry-storm.html");
    holds(&cause, &["collected/surprises.html?cause=retry-storm"]);
}

#[test]
fn an_idea_that_two_incidents_had_weighs_more() {
    let sandbox = two();
    built(&sandbox);
    let page = words(&sandbox.read("site/collected/ideas.html"));
    holds(&page, &["Had more than once in 2 incidents Shadow-reading the order tables after every batch"]);
    let said =
        sandbox.run(&["check", "--only", "repeated-idea", "--level", "information", "--today", "2026-11-21"]);
    assert!(said.stdout.contains("is an idea of `pool-dry` too"), "{said}");
}

#[test]
fn a_folder_without_lessons_still_has_what_was_said_and_what_to_look_at() {
    let sandbox = Sandbox::new();
    let report = |title: &str, tag: &str| {
        format!(
            "---\ntags: [{tag}]\n---\n# {title}\n\n## What went well\n\n- The alarm of {title} rang at once.\n\n## Where we got lucky\n\n- None\n"
        )
    };
    sandbox.write("reports/2024-03-05-one.md", report("The first one", "time-out"));
    sandbox.write("reports/2024-04-05-two.md", report("The second one", "timeouts"));
    sandbox.run(&["build", "reports", "--out", "site", "--today", "2026-11-21"]).assert(0, &[]);
    let page = words(&sandbox.read("site/collected/went-well.html"));
    holds(&page, &["2 from 2 incidents", "The alarm of The first one rang at once."]);
    assert!(!sandbox.path("site/collected/got-lucky.html").exists(), "`None` is nothing");
    assert!(!sandbox.path("site/lessons.html").exists());
    let queue = words(&sandbox.read("site/champions.html"));
    holds(
        &queue,
        &[
            "Without a cause 2",
            "Two names for one thing? 1",
            "time-out, a tag in 1 incident and timeouts, a tag in 1 incident",
        ],
    );
    assert!(!queue.contains("In no lesson"), "there are none to be in: {queue}");
    holds(&words(&sandbox.read("site/index.html")), &["In their own words 2"]);
}

#[test]
fn the_queue_names_what_waits_and_what_others_lean_on() {
    let sandbox = two();
    sandbox.write(
        "content/coes/2026-01-01-draft.md",
        "---\nstatus: draft\ncauses: [retry-storm]\n---\n# A draft\n\nSee [[base]].\n",
    );
    sandbox.write(
        "content/coes/2026-01-02-other.md",
        "---\ncauses: [retry-storm]\n---\n# Another\n\nLike [[base]].\n",
    );
    sandbox.write(
        "content/coes/2023-01-02-base.md",
        "---\ncauses: [retry-strom]\n---\n# The base\n\nIt fell.\n",
    );
    built(&sandbox);
    let page = words(&sandbox.read("site/champions.html"));
    holds(
        &page,
        &[
            "Not yet published 1",
            "A draft waiting for 11 months",
            "The base cited by 2 others",
            "retry-strom, a cause in 1 incident and retry-storm, a cause in 3 incidents",
            "Without a cause 1",
            "In no lesson 3",
            "Resilience champion Payment , Payments , Give retries a budget",
        ],
    );
}

#[test]
fn sheets_hold_what_coes_say_and_nothing_else() {
    let sandbox = two();
    built(&sandbox);
    let ready = sandbox.read("site/paths/storms-readiness.md");
    holds(
        &ready,
        &[
            "# Readiness review: Storms",
            "## [The provider was slow](../coes/slow-provider.html), 5 March 2024",
            "- [ ] A budget for retries would have kept one slow answer from becoming an outage. ([there](../coes/slow-provider.html#takeaways-a-budget-for-retries",
            "- [ ] Is it still so? It was done: Give each call a budget ([there](",
        ],
    );
    assert!(!ready.contains("The pool ran dry"), "it takes nothing away: {ready}");
    let scenarios = sandbox.read("site/paths/storms-game-day.md");
    holds(
        &scenarios,
        &[
            "- Trigger: The provider answers after nine seconds. ([there](",
            "- What was seen first: A customer rings. ([there](",
            "- [ ] What notices it here, and in how many minutes? That day: 20 min.\n",
        ],
    );
    holds(
        &sandbox.read("site/lessons/chaos.md"),
        &["## Retry storm (1 incident)", "- [ ] Retries had no limit."],
    );
    holds(
        &words(&sandbox.read("site/paths.html")),
        &["Readiness review 3 points", "Game-day scenarios 1 scenario"],
    );
}

#[test]
fn a_path_counts_what_was_read_only_where_a_script_can() {
    let sandbox = two();
    built(&sandbox);
    let page = sandbox.read("site/paths/storms.html");
    holds(&page, &["data-progress=\"storms\"", "data-progress-said=\"{read} of {count} read\""]);
    assert!(!words(&page).contains("of 2 read"), "{page}");
}

#[test]
fn nothing_of_a_restricted_document_is_collected() {
    let sandbox = two();
    let secret = "---\naudience: legal\naudience-reason: a case\nlessons: [retries]\nideas: [Burn the papers after each batch]\n---\n# Hush\n\n## Takeaways\n\n- The papers were red.\n";
    sandbox.write("content/coes/2026-02-02-hush.md", secret);
    built(&sandbox);
    for file in [
        "data/lessons.json",
        "collected.html",
        "collected/takeaways.html",
        "collected/ideas.html",
        "champions.html",
        "lessons/readiness.md",
    ] {
        let text = sandbox.read(&format!("site/{file}"));
        assert!(!text.contains("papers") && !text.contains("hush") && !text.contains("Hush"), "{file}");
    }
}

#[test]
fn the_data_keeps_to_its_schema() {
    let schema: Value = serde_json::from_str(coebook::export::LESSONS_JSON_SCHEMA).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    assert_eq!(schema["properties"]["schema"]["const"], coebook::export::LESSONS_SCHEMA);
    let sandbox = two();
    built(&sandbox);
    let own: Value = serde_json::from_str(&sandbox.read("site/data/lessons.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for export in [own, sample_site().json("data/lessons.json")] {
        let faults: Vec<String> =
            validator.iter_errors(&export).map(|it| format!("{}: {it}", it.instance_path())).collect();
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}

/// Every number a page shows follows from the data beside it.
#[test]
fn the_counts_on_the_pages_of_the_sample_are_those_of_the_data() {
    let site = sample_site();
    let data = site.json("data/lessons.json");
    let items = data["items"].as_array().unwrap();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    items.iter().for_each(|item| *counts.entry(item["kind"].as_str().unwrap()).or_default() += 1);
    for kind in data["collected"].as_array().unwrap() {
        let name = kind["kind"].as_str().unwrap();
        let number = counts.get(name).copied().unwrap_or_default();
        assert_eq!(kind["items"], number, "{name}");
        if number > 0 {
            let page = site.text(&format!("collected/{name}.html"));
            assert_eq!(page.matches("data-facets=").count(), number, "{name}");
            let linked = "aria-current=\"page\">";
            let shown = page.split(linked).last().unwrap();
            assert!(shown.contains(&format!("<span>{number}</span>")), "{name}: {number}");
        }
    }
    let states = ["adopted", "planned", "not-applicable", "unknown"];
    let mut all = [0; 4];
    for lesson in data["lessons"].as_array().unwrap() {
        let adoption = lesson["adoption"].as_array().unwrap();
        let own = states.map(|state| adoption.iter().filter(|it| it["state"] == state).count());
        states.iter().zip(own).for_each(|(state, number)| assert_eq!(lesson["tally"][state], number));
        all.iter_mut().zip(own).for_each(|(sum, number)| *sum += number);
        let [adopted, planned, other, unknown] = own;
        let said =
            format!("{adopted} adopted, {planned} planned, {other} not applicable and {unknown} unknown");
        let page = words(&site.text(lesson["url"].as_str().unwrap()));
        assert!(page.contains(&said), "{}: {said}", lesson["id"]);
        let evidence = lesson["evidence"].as_array().unwrap();
        assert!(evidence.len() >= 3, "{} rests on too little", lesson["id"]);
        for coe in evidence {
            assert!(
                site.text(lesson["url"].as_str().unwrap())
                    .contains(&format!("coes/{}.html", coe.as_str().unwrap()))
            );
        }
    }
    let [adopted, planned, other, unknown] = all;
    let said = format!("{adopted} adopted, {planned} planned, {other} not applicable and {unknown} unknown");
    assert!(words(&site.text("lessons.html")).contains(&said), "{said}");
    for idea in data["repeated_ideas"].as_array().unwrap() {
        let text = idea["ideas"][0]["text"].as_str().unwrap();
        let page = words(&site.text("collected/ideas.html"));
        assert!(page.contains(&format!("in {} incidents {text}", idea["incidents"])), "{text}");
    }
}
