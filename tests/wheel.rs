//! The wheel: what it picks, that everybody gets the same, and how a pick is noted.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::{Said, Sandbox, links};

fn folder() -> Sandbox {
    let sandbox = Sandbox::new();
    let coe = |id: &str, date: &str, service: &str| {
        format!(
            "---\nid: {id}\ntitle: Of {id}\ndate: {date}\nservices: [{service}]\n---\n## Summary\n\nIt failed.\n"
        )
    };
    sandbox.write("content/coes/a.md", coe("mail-late", "2023-01-04", "mail"));
    sandbox.write("content/coes/b.md", coe("queue-full", "2024-03-05", "\"queue\""));
    sandbox.write("content/coes/c.md", coe("queue-again", "2024-05-05", "Message queue"));
    sandbox.write(
        "content/vocabulary/services.toml",
        "[[service]]\nid = \"queue\"\ntitle = \"Queue\"\nsynonyms = [\"message queue\"]\n\n[[service]]\nid = \"search\"\ntitle = \"Search\"\n",
    );
    sandbox
}

fn spin(sandbox: &Sandbox, arguments: &[&str]) -> Said {
    let mut all = vec!["wheel", "."];
    all.extend(arguments);
    sandbox.run(&all)
}

fn told(sandbox: &Sandbox, arguments: &[&str]) -> Value {
    let mut all = arguments.to_vec();
    all.push("--json");
    let said = spin(sandbox, &all);
    assert_eq!(said.status, Some(0), "{said}");
    serde_json::from_str(&said.stdout).unwrap()
}

fn weights(told: &Value) -> Vec<(String, u64)> {
    let candidates = told["candidates"].as_array().unwrap().iter();
    candidates.map(|it| (it["name"].as_str().unwrap().to_owned(), it["weight"].as_u64().unwrap())).collect()
}

#[test]
fn each_service_known_or_seen_weighs_the_days_since_somebody_looked() {
    let sandbox = folder();
    let told = told(&sandbox, &["--today", "2024-06-01"]);
    // Since the first incident; `search` never had one, so it counts as the longest.
    let expected = [("mail", 514), ("queue", 88), ("search", 514)];
    assert_eq!(weights(&told), expected.map(|(name, weight)| (name.to_owned(), weight)));
    assert_eq!(told["total"], 514 + 88 + 514);
    let percent: f64 =
        told["candidates"].as_array().unwrap().iter().map(|it| it["percent"].as_f64().unwrap()).sum();
    assert!((percent - 100.0).abs() < 0.1, "{percent}");
    assert_eq!(told["noted"], false);

    sandbox.write("wheel.toml", "[[pick]]\nday = 2024-05-22\nservice = \"Message queue\"\n");
    let after = told_weight(&sandbox, "queue");
    assert_eq!(after, 10);
}

fn told_weight(sandbox: &Sandbox, name: &str) -> u64 {
    let told = told(sandbox, &["--today", "2024-06-01"]);
    weights(&told).into_iter().find(|(it, _)| it == name).unwrap().1
}

#[test]
fn a_pick_is_the_same_on_the_same_day_and_others_come_on_others() {
    let sandbox = folder();
    let pick = |day: &str| told(&sandbox, &["--today", day])["pick"]["name"].as_str().unwrap().to_owned();
    assert_eq!(pick("2024-06-01"), pick("2024-06-01"));
    let picks: BTreeSet<String> = (10..30).map(|day| pick(&format!("2024-06-{day}"))).collect();
    assert_eq!(picks.len(), 3, "{picks:?}");
    // Written down here so that a build that picks something else is noticed.
    assert_eq!([pick("2024-06-01"), pick("2024-06-02"), pick("2024-06-03")].join(" "), PINNED);
}

/// What is picked on three days, on every machine.
const PINNED: &str = "search search mail";

#[test]
fn says_why_with_the_numbers() {
    let sandbox = folder();
    let said = spin(&sandbox, &["--today", "2024-06-01", "--incidents"]);
    // Of three one is old enough.
    said.assert(
        0,
        &[
            "Never looked at again since it happened, 514 days ago",
            "weight 514 of 514",
            "the only old incident",
        ],
    );
    let said = spin(&sandbox, &["--today", "2024-06-01"]);
    said.assert(0, &["of 1,116, a chance of", "It is one of 3 services.", "Not noted"]);
}

#[test]
fn a_noted_pick_stands_until_the_next_day_and_is_noted_once() {
    let sandbox = folder();
    let first = told(&sandbox, &["--today", "2024-06-01", "--record"]);
    assert_eq!(first["noted"], true);
    let name = first["pick"]["name"].as_str().unwrap();
    let file = sandbox.read("wheel.toml");
    assert!(file.ends_with(&format!("\n[[pick]]\nday = 2024-06-01\nservice = \"{name}\"\n")), "{file}");

    let twice = spin(&sandbox, &["--today", "2024-06-01", "--record"]);
    twice.assert(2, &[&format!("2024-06-01 has its pick already: {name}"), "--force"]);
    assert_eq!(sandbox.read("wheel.toml"), file);
    let same = told(&sandbox, &["--today", "2024-06-01"]);
    assert_eq!((&same["pick"], &same["noted"]), (&first["pick"], &Value::Bool(true)));

    let other = told(&sandbox, &["--today", "2024-06-01", "--record", "--force"]);
    assert_ne!(other["pick"]["name"], first["pick"]["name"]);
    assert_eq!(sandbox.read("wheel.toml").matches("[[pick]]").count(), 2);
    let next = told(&sandbox, &["--today", "2024-06-02"]);
    assert!(weights(&next).contains(&(name.to_owned(), 1)), "{next}");
    // Services and incidents have picks of their own.
    spin(&sandbox, &["--today", "2024-06-01", "--incidents", "--record"]).assert(0, &["Noted"]);
    assert!(sandbox.read("wheel.toml").contains("coe = \"mail-late\""));
}

#[test]
fn the_file_keeps_its_comments_and_its_order() {
    let sandbox = folder();
    let file = "# Kept by the reviewers.\n\n[[pick]]\nday = 2024-01-10 # with guests\nservice = \"mail\"\n\n# A long talk.\n[[pick]]\nday = 2024-06-20\nservice = \"search\"\n";
    sandbox.write("wheel.toml", file);
    spin(&sandbox, &["--today", "2024-03-01", "--record"]).assert(0, &["Noted"]);
    let after = sandbox.read("wheel.toml");
    let days: Vec<&str> = after.lines().filter(|line| line.starts_with("day")).collect();
    assert_eq!(days, ["day = 2024-01-10 # with guests", "day = 2024-03-01", "day = 2024-06-20"]);
    assert!(
        after.starts_with("# Kept by the reviewers.\n") && after.contains("\n\n# A long talk.\n[[pick]]\n"),
        "{after}"
    );
    let names: Vec<_> = std::fs::read_dir(sandbox.path(".")).unwrap().collect();
    assert_eq!(names.len(), 2, "nothing but the file is left behind: {names:?}");
}

#[test]
fn picks_nobody_can_follow_are_findings_and_count_for_nothing() {
    let sandbox = folder();
    sandbox.write(
        "wheel.toml",
        "[[pick]]\nday = \"2024-02-31\"\nservice = \"mail\"\n\n[[pick]]\nday = 2024-03-01\nservice = \"chekout\"\n\n\
         [[pick]]\nday = 2024-03-01\ncoe = \"gone\"\n\n[[pick]]\nday = 2024-03-01\n",
    );
    let said = sandbox.run(&["check", ".", "--today", "2024-06-01"]);
    let all = format!("{}{}", said.stdout, said.stderr);
    for words in [
        "warning[stray-pick]",
        "`2024-02-31` is no day of the calendar",
        "no COE and no vocabulary knows the service `chekout`",
        "there is no COE `gone`",
        "a pick names no service and no COE",
        "wheel.toml:2:7",
    ] {
        assert!(all.contains(words), "no `{words}` in {all}");
    }
    assert_eq!(told_weight(&sandbox, "mail"), 514);

    sandbox.write("wheel.toml", "[[pick]\n");
    let broken = spin(&sandbox, &["--today", "2024-06-01", "--record"]);
    broken.assert(2, &["cannot note the pick in ./wheel.toml", "cannot be understood"]);
    assert_eq!(sandbox.read("wheel.toml"), "[[pick]\n");
}

#[test]
fn without_services_it_says_what_else_it_can_do() {
    let sandbox = Sandbox::new();
    sandbox.write("2023-01-04-mail.md", "# Mail was late\n\n## Summary\n\nIt was late.\n");
    sandbox.run(&["wheel", "--today", "2024-06-01"]).assert(2, &["names a service", "--incidents"]);
    sandbox.run(&["wheel", "--today", "2024-06-01", "--incidents"]).assert(0, &["Mail was late"]);
}

#[test]
fn the_page_tells_the_same_as_the_command_and_nothing_of_what_is_restricted() {
    let sandbox = folder();
    sandbox.write(
        "content/coes/hush.md",
        "---\nid: hush-hush\ntitle: Hush\ndate: 2022-01-01\nservices: [hushed]\naudience: security\naudience-reason: legal\n---\n## Summary\n\nText.\n",
    );
    sandbox.write(
        "wheel.toml",
        "[[pick]]\nday = 2024-05-22\nservice = \"queue\"\n\n[[pick]]\nday = 2024-05-23\ncoe = \"hush-hush\"\n\n[[pick]]\nday = 2024-05-24\nservice = \"hushed\"\n",
    );
    let built = sandbox.run(&["build", ".", "--out", "site", "--today", "2024-06-01"]);
    built.assert(0, &[]);
    assert!(!built.to_string().contains("stray-pick"), "{built}");
    let files = links::files(&sandbox.path("site"));
    let page = String::from_utf8(files["wheel.html"].clone()).unwrap();
    let home = String::from_utf8(files["index.html"].clone()).unwrap();
    assert!(!page.contains("hush") && !page.contains("Hush"), "{page}");
    let told = told(&sandbox, &["--today", "2024-06-01"]);
    let title = told["pick"]["title"].as_str().unwrap();
    assert!(page.contains(title) && home.contains(r#"href="wheel.html""#), "{page}");
    assert!(page.contains("22 May 2024") && page.contains(r#"class="coe-wheel__picked""#), "{page}");
    let spun = |page: &str| page.split("Weight ").nth(1).unwrap().split(" %").next().unwrap().to_owned();
    assert_eq!(spun(&page), spun(&home));
}
