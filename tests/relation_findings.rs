//! What is said of relations that lead to themselves, in circles, twice or against time, and of a document that takes
//! itself for the first of its kind.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use insta::assert_snapshot;
use serde_json::Value;

use crate::support::{Said, Sandbox};

/// A document of a day with relations, whose words nobody shares.
fn coe(id: &str, day: &str, related: &str) -> String {
    format!(
        "---\ndate: {day}\nrelated:\n{related}---\n# The {id} of it\n\nAbout {id}{id} and {id}ness alone.\n"
    )
}

fn with(documents: &[(&str, &str, &str)]) -> Sandbox {
    let sandbox = Sandbox::new();
    for (id, day, related) in documents {
        sandbox.write(&format!("coes/{id}.md"), coe(id, day, related));
    }
    sandbox
}

fn build(sandbox: &Sandbox) -> Said {
    sandbox.run(&["build", "coes", "--today", "2024-06-01"])
}

/// Rule, path, line and column of each finding.
fn found(sandbox: &Sandbox) -> Vec<String> {
    let said = sandbox.run(&["build", "coes", "--today", "2024-06-01", "--json"]);
    let told: Value = serde_json::from_str(&said.stdout.replace("[time]", "0.5")).unwrap();
    let findings = told["findings"].as_array().unwrap().iter();
    let words = |it: &Value| {
        let text = |key: &str| it[key].as_str().unwrap().to_owned();
        format!("{} {} {}:{}:{}", text("level"), text("rule"), text("path"), it["line"], it["column"])
    };
    findings.map(words).collect()
}

#[test]
fn a_relation_to_itself_is_told_and_dropped() {
    let sandbox =
        with(&[("apple", "2024-01-01", "  - see-also: apple\n"), ("pear", "2024-01-02", "  - apple\n")]);
    assert_eq!(found(&sandbox), ["warning self-relation apple.md:4:15"]);
    build(&sandbox).assert(0, &["`apple` names the document it stands in"]);
    assert!(sandbox.read("site/data/coes.json").contains("\"relations\":[]"));
}

#[test]
fn the_same_relation_twice_counts_once() {
    let sandbox = with(&[
        ("apple", "2024-01-01", "  - part-of: pear\n  - see-also: pear\n  - part-of: [pear]\n"),
        ("pear", "2024-01-02", "  - none: checked\n"),
    ]);
    assert_eq!(found(&sandbox), ["warning repeated-relation apple.md:6:15"]);
    build(&sandbox).assert(0, &["`part-of: pear` is stated twice"]);
}

#[test]
fn a_circle_is_an_error_at_its_first_member() {
    let sandbox = with(&[
        ("cherry", "2024-01-03", "  - supersedes: apple\n"),
        ("apple", "2024-01-01", "  - see-also: pear\n  - supersedes: banana\n"),
        ("banana", "2024-01-02", "  - supersedes: cherry\n"),
        ("pear", "2024-01-02", "  - supersedes: apple\n"),
    ]);
    assert_eq!(found(&sandbox), ["error circular-relation apple.md:5:17"]);
    assert_snapshot!(build(&sandbox).stderr);
    let strict = sandbox.run(&["build", "coes", "--strict", "--out", "strict"]);
    strict.assert(1, &["nothing was written"]);
    sandbox.run(&["show", "apple", "--source", "coes"]).assert(0, &["apple → banana → cherry → apple"]);
}

#[test]
fn every_directed_kind_goes_round_in_circles_and_others_do_not() {
    for kind in ["supersedes", "part-of", "recurrence-of", "caused-by-action-of"] {
        let (to_pear, to_apple) = (format!("  - {kind}: pear\n"), format!("  - {kind}: apple\n"));
        let sandbox = with(&[("apple", "2024-01-01", &to_pear), ("pear", "2024-01-01", &to_apple)]);
        assert_eq!(
            found(&sandbox),
            ["error circular-relation apple.md:4:".to_owned() + &(kind.len() + 7).to_string()]
        );
    }
    for kind in ["see-also", "same-cause", "duplicate"] {
        let (to_pear, to_apple) = (format!("  - {kind}: pear\n"), format!("  - {kind}: apple\n"));
        let sandbox = with(&[("apple", "2024-01-01", &to_pear), ("pear", "2024-01-01", &to_apple)]);
        assert_eq!(found(&sandbox), Vec::<String>::new(), "{kind}");
    }
}

#[test]
fn a_ring_of_hundreds_is_told_in_one_line() {
    let sandbox = Sandbox::new();
    for number in 0..300 {
        let next = format!("  - part-of: ring-{:03}\n", (number + 1) % 300);
        sandbox.write(
            &format!("coes/ring-{number:03}.md"),
            coe(&format!("ring-{number:03}"), "2024-01-01", &next),
        );
    }
    assert_eq!(found(&sandbox), ["error circular-relation ring-000.md:4:14"]);
    build(&sandbox).assert(0, &["ring-000 → ring-001", "… (288 more) → ring-000"]);
}

#[test]
fn a_recurrence_of_what_came_later_goes_against_time() {
    let sandbox = with(&[
        ("apple", "2024-01-01", "  - recurrence-of: pear\n"),
        ("pear", "2024-03-02", "  - see-also: plum\n"),
        ("plum", "2024-03-02", "  - recurrence-of: pear\n"),
    ]);
    assert_eq!(found(&sandbox), ["warning relation-against-time apple.md:4:20"]);
    build(&sandbox).assert(0, &["`recurrence-of: pear` names a later incident: of 2024-03-02"]);
}

#[test]
fn without_a_date_nothing_goes_against_time() {
    let sandbox = with(&[("apple", "", "  - recurrence-of: pear\n"), ("pear", "2024-03-02", "")]);
    assert!(!found(&sandbox).iter().any(|it| it.contains("against-time")), "{:?}", found(&sandbox));
}

#[test]
fn ids_that_two_documents_have_are_told_and_relations_lead_to_the_first() {
    let sandbox = with(&[("apple", "2024-01-01", "  - see-also: twin\n")]);
    for file in ["one", "two"] {
        sandbox.write(&format!("coes/{file}.md"), "---\nid: twin\nrelated: [twin]\n---\n# Twin\n\nOf two.\n");
    }
    let told = found(&sandbox);
    assert!(told.iter().any(|it| it.starts_with("error duplicate-id two.md")), "{told:?}");
    assert!(told.iter().any(|it| it.starts_with("warning self-relation one.md")), "{told:?}");
    let said = sandbox.run(&["related", "apple", "--source", "coes", "--json"]);
    said.assert(0, &["\"twin\""]);
}

// ---- the first of its kind

const FAILURE: &str = "\
The nightly export leaks database connections until PgBouncer logs ConnectionPoolExhausted and the order service
takes no orders. The export opened connections to Postgres and never gave them back.
";

fn twice(claim: &str, section: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    let told = |day: &str, claim: &str, section: &str| {
        format!(
            "---\ndate: {day}\ncauses: [pool-exhaustion]\nservices: [orders]\n{claim}---\n# Export leaks connections of the pool\n\n{FAILURE}\n{section}"
        )
    };
    sandbox.write("coes/first.md", told("2023-01-02", "", ""));
    sandbox.write("coes/second.md", told("2023-06-07", claim, section));
    sandbox
}

#[test]
fn front_matter_that_says_first_is_contradicted_by_an_earlier_relative() {
    let sandbox = twice("related:\n  - none: checked 2023-06-08\n", "");
    assert_eq!(found(&sandbox), ["warning first-occurrence-contradicted second.md:6:11"]);
    build(&sandbox).assert(0, &["said to be the first, but `first` was before, on 2023-01-02: "]);
    sandbox.run(&["show", "second", "--source", "coes"]).assert(0, &["first-occurrence-contradicted"]);
}

#[test]
fn prose_that_says_first_is_contradicted_too() {
    let sandbox = twice("", "## Related incidents\n\n- We looked. No similar incidents were found.\n");
    assert_eq!(found(&sandbox), ["warning first-occurrence-contradicted second.md:13:14"]);
    let sandbox = twice("", "## Related incidents\n\nNone.\n");
    assert_eq!(found(&sandbox), ["warning first-occurrence-contradicted second.md:13:1"]);
}

#[test]
fn what_is_first_indeed_is_left_alone() {
    let sandbox = twice("", "## Related incidents\n\nThis is not the first of its kind: see first.\n");
    assert_eq!(found(&sandbox), Vec::<String>::new());
    // Whoever names the earlier one says enough.
    let sandbox = twice("related:\n  - recurrence-of: first\n  - none: of other teams\n", "");
    assert_eq!(found(&sandbox), Vec::<String>::new());
    // The first of two may say so.
    let sandbox = twice("", "");
    let text = sandbox.read("coes/first.md").replace("services:", "related: none\nservices:");
    sandbox.write("coes/first.md", text);
    assert_eq!(found(&sandbox), Vec::<String>::new());
}

#[test]
fn a_restricted_document_contradicts_nobody() {
    let sandbox = twice("related: none\n", "");
    let text = sandbox.read("coes/first.md").replace("services:", "audience: legal\nservices:");
    sandbox.write("coes/first.md", text);
    assert_eq!(found(&sandbox), Vec::<String>::new());
}

// ---- the day an action was done

#[test]
fn reads_the_day_an_action_was_done_wherever_it_stands() {
    let sandbox = Sandbox::new();
    sandbox.write("coes/table.md", TABLE);
    sandbox.write("coes/items.md", ITEMS);
    sandbox.write("coes/front.md", FRONT);
    let told = ["table", "items", "front"].map(|id| {
        let said = sandbox.run(&["show", id, "--source", "coes", "--json"]);
        let told: Value =
            serde_json::from_str(&said.stdout).unwrap_or_else(|error| panic!("{error}: {said}"));
        let actions = told["actions"].as_array().unwrap().iter();
        let line = |it: &Value| {
            format!("{} | due {} | {} | done on {}", it["title"], it["due"], it["status"], it["done_on"])
        };
        actions.map(line).collect::<Vec<_>>().join("\n")
    });
    assert_snapshot!(told.join("\n\n"));
    sandbox.run(&["show", "front", "--source", "coes"]).assert(0, &["done on 2022-05-20"]);
}

#[test]
fn an_impossible_day_is_told() {
    let sandbox = Sandbox::new();
    sandbox.write("coes/front.md", "---\nactions:\n  - title: Do it\n    done-on: 2022-06-31\n  - title: Do that\n    done: soon\n---\n# Front\n\nText.\n");
    let said = build(&sandbox);
    said.assert(0, &["done on 2022-06-31, which does not exist", "`soon` is no date"]);
}

const TABLE: &str = "\
# Table

## Action items

| Action | Owner | Due | Status | Completed on |
|---|---|---|---|---|
| Give the export a pool | orders | 2022-05-31 | In progress | |
| Alarm on the pool | orders | 2022-05-31 | Done | 2022-05-20 |
| Write the runbook | orders | 2022-05-31 | | 20 May 2022 |
| Drop the export | orders | 2022-05-31 | Done (2022-05-21) | |
| Measure it | orders | 2022-05-31 | ✅ 20 May 2022 | |
| Close the port | orders | 2022-05-31 | Closed 2022-05-22 | |
| Ask the vendor | orders | 2022-05-31 | Open, asked 2022-05-22 | |

| Action | Done |
|---|---|
| Rename the pool | yes |
| Count its users | 2022-05-23 |
| Paint it | no |
";

const ITEMS: &str = "\
# Items

## Action items

- Give the export a pool of its own. DONE 2022-05-20
- Alarm on the pool (orders, 2022-05-31, done 2022-05-21)
- [x] Write the runbook ✅ 2022-05-22
- Drop the export by 2022-06-30
  - Completed: 2022-06-29
- Tell everybody what was done 2022-05-23
- Owner is told. Closed on 24 May 2022.
";

const FRONT: &str = "\
---
actions:
  - {title: Give the export a pool, due: 2022-05-31, done: 2022-05-20}
  - {title: Alarm on the pool, due: 2022-05-31, status: verified, done-on: 2022-05-20}
  - {title: Write the runbook, completed: 2022-05-20}
  - {title: Drop the export, closed_on: 2022-05-20}
  - {title: Measure it, done: true}
  - {title: Close the port, done: false}
---
# Front

Text.
";
