//! `coebook related` and `coebook suggest`, as a person at a terminal or a pipeline sees them, with good input and bad.
#![allow(clippy::disallowed_methods, reason = "tests prepare and inspect folders by hand")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::Write;
use std::process::Stdio;

use insta::assert_snapshot;
use regex::Regex;
use serde_json::Value;

use crate::support::{Said, Sandbox};

/// A connection pool that ran out, told by one team.
const FIRST: &str = "\
---
title: The pool of the order database ran dry
date: 2023-02-07
services: [orders]
causes: [pool-exhaustion]
actions:
  - {id: a1, title: Give the nightly export a pool of its own, owner: orders, due: 2023-04-01, status: open}
  - {id: a2, title: Alarm when less than a tenth of the pool is free, owner: orders, due: 2023-03-01, done-on: 2023-02-20}
---
## Summary

The nightly export opened connections to Postgres and never gave them back. PgBouncer logged
`ConnectionPoolExhausted` until the order service could not take a single order for forty minutes.

## Causes

- The export leaks connections when a customer has no invoice, so the connection pool is exhausted.
";

/// It happened again, told by the same team.
const AGAIN: &str = "\
---
title: The pool of the order database ran dry again
date: 2023-09-12
services: [orders]
causes: [pool-exhaustion]
related:
  - recurrence-of: pool-ran-dry
    text: the same export, moved to another hour
---
## Summary

The nightly export opened connections to Postgres and never gave them back. PgBouncer logged
`ConnectionPoolExhausted` until no order could be taken for an hour.

## Causes

- The export leaks connections, so the connection pool is exhausted; its own pool was promised and never made.
";

/// Something else.
const OTHER: &str = "\
---
title: A typing error in the price of bananas
date: 2023-05-02
services: [prices]
causes: [misconfiguration]
---
## Summary

A buyer typed a price without its decimal point, and the shop sold bananas for a hundred times too much.
";

const CAUSES: &str = "\
[[cause]]
id = \"pool-exhaustion\"
title = \"Pool exhaustion\"
synonyms = [\"connection pool is exhausted\", \"leaks connections\"]

[[cause]]
id = \"retry-storm\"
title = \"Retry storm\"
synonyms = [\"thundering herd\"]
";

/// A knowledge base of three.
fn three() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("content/coes/2023-02-07-pool-ran-dry.md", FIRST);
    sandbox.write("content/coes/2023-09-12-pool-ran-dry-again.md", AGAIN);
    sandbox.write("content/coes/2023-05-02-bananas.md", OTHER);
    sandbox.write("content/vocabulary/causes.toml", CAUSES);
    sandbox
}

/// A draft that tells of the pool once more, and states nothing.
const DRAFT: &str = "\
# Orders stood still while the export ran

Date: 2024-01-15

## Summary

The nightly export opened connections to Postgres and never gave them back; PgBouncer logged
`ConnectionPoolExhausted` and the order service took no orders for half an hour. This was not a retry storm.

## Causes

- The export leaks connections, as it did before. The orders service has one pool for all.
";

fn json(said: &Said) -> Value {
    assert_eq!((said.status, said.stderr.as_str()), (Some(0), ""), "{said}");
    serde_json::from_str(&said.stdout).unwrap_or_else(|error| panic!("{error}: {said}"))
}

fn piped(sandbox: &Sandbox, arguments: &[&str], text: &str) -> Said {
    let mut child = sandbox
        .command(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    sandbox.said(&child.wait_with_output().unwrap())
}

/// What was said, without the scores, which change whenever relations are tuned.
fn without_scores(said: &Said) -> String {
    let marks = Regex::new(r"(?:[●○]{4}  )?\b[01]\.\d\d  ").unwrap();
    marks.replace_all(&said.to_string(), "[score]  ").into_owned()
}

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap()).collect()
}

// ---- related

#[test]
fn tells_what_is_alike_with_the_strongest_reason_and_what_was_pending() {
    let said = three().run(&["related", "pool-ran-dry-again"]);
    assert_snapshot!(without_scores(&said));
}

#[test]
fn tells_every_reason_when_asked_why() {
    assert_snapshot!(without_scores(&three().run(&["related", "pool-ran-dry-again", "--why"])));
}

#[test]
fn tells_a_stated_relation_in_words_from_its_other_end() {
    let said = three().run(&["related", "content/coes/2023-02-07-pool-ran-dry.md"]);
    said.assert(0, &["pool-ran-dry-again says that it is a recurrence of pool-ran-dry", "First of 2 times"]);
}

#[test]
fn tells_the_same_facts_to_programs() {
    let told = json(&three().run(&["related", "pool-ran-dry-again", "--json"]));
    assert_eq!(told["id"], "pool-ran-dry-again");
    let first = &told["related"][0];
    assert_eq!((&first["id"], &first["date"]), (&Value::from("pool-ran-dry"), &Value::from("2023-02-07")));
    assert!(first["score"].as_f64().unwrap() > 0.75, "{told:#}");
    assert_eq!(first["reasons"][0]["kind"], "recurrence-of");
    assert!(first["stated"][0].as_str().unwrap().contains("moved to another hour"));
    assert_eq!((&told["family"]["position"], ids(&told["family"]["members"]).len()), (&Value::from(2), 2));
    let pending = &told["pending_at_start"];
    assert_eq!(
        (&pending[0]["standing"], &pending[0]["days_overdue"]),
        (&Value::from("overdue"), &Value::from(164))
    );
    assert_eq!(
        (&pending[1]["standing"], &pending[1]["done_on"]),
        (&Value::from("done-before"), &Value::from("2023-02-20"))
    );
}

#[test]
fn shows_no_more_than_asked_for() {
    let sandbox = three();
    sandbox.write("content/coes/2024-01-15-export.md", DRAFT);
    let told = json(&sandbox.run(&["related", "export", "--limit", "1", "--json"]));
    assert_eq!(ids(&told["related"]).len(), 1);
    sandbox.run(&["related", "export", "--limit", "1"]).assert(0, &["and 1 more"]);
    sandbox.run(&["related", "export", "--limit", "0"]).assert(2, &["--limit"]);
}

#[test]
fn says_kindly_that_nothing_is_alike() {
    let said = three().run(&["related", "bananas"]);
    said.assert(0, &["Nothing here is like `bananas`: it stands alone among 3 COEs."]);
    let told = json(&three().run(&["related", "bananas", "--json"]));
    assert_eq!((&told["related"], &told["family"]), (&Value::Array(Vec::new()), &Value::Null));
}

#[test]
fn does_not_know_a_name_as_show_does_not() {
    let sandbox = three();
    let shown = sandbox.run(&["show", "bannanas"]);
    let said = sandbox.run(&["related", "bannanas"]);
    said.assert(2, &["did you mean `bananas`?"]);
    assert_eq!(said.to_string(), shown.to_string());
    assert_eq!(sandbox.run(&["suggest", "bannanas"]).to_string(), shown.to_string());
}

#[test]
fn prints_no_colours_into_a_pipe() {
    let sandbox = three();
    for arguments in
        [&["related", "pool-ran-dry", "--why"][..], &["suggest", "content/coes/2023-05-02-bananas.md"]]
    {
        let output = sandbox.command(arguments).env_remove("NO_COLOR").output().unwrap();
        let said = sandbox.said(&output);
        assert!(!said.stdout.contains('\u{1b}'), "{said}");
    }
}

#[test]
fn sets_shared_words_off_by_colour_where_they_are_shown() {
    let sandbox = three();
    let mut command = sandbox.command(&["related", "pool-ran-dry", "--why"]);
    let output = command.env_remove("NO_COLOR").env("CLICOLOR_FORCE", "1").output().unwrap();
    let said = sandbox.said(&output);
    assert!(said.stdout.contains('\u{1b}') && !said.stdout.contains('“'), "{said}");
}

// ---- suggest

#[test]
fn proposes_what_a_draft_does_not_state() {
    let sandbox = three();
    sandbox.write("drafts/export.md", DRAFT);
    assert_snapshot!(without_scores(&sandbox.run(&["suggest", "drafts/export.md"])));
    assert_eq!(sandbox.read("drafts/export.md"), DRAFT);
}

#[test]
fn proposes_the_same_for_a_text_that_is_piped_in() {
    let sandbox = three();
    let told = json(&piped(&sandbox, &["suggest", "-", "--json"], DRAFT));
    assert_eq!((&told["id"], &told["path"]), (&Value::from("draft"), &Value::from("(standard input)")));
    assert!(ids(&told["related"]).contains(&"pool-ran-dry"), "{told:#}");
    assert!(ids(&told["causes"]).contains(&"pool-exhaustion"), "{told:#}");
    assert!(!ids(&told["causes"]).contains(&"retry-storm"), "the draft denies it: {told:#}");
    assert!(ids(&told["services"]).contains(&"orders"), "{told:#}");
    let cause = &told["causes"][0]["evidence"][0];
    assert_eq!(cause["line"], 12);
    assert!(cause["sentence"].as_str().unwrap().contains("leaks connections"), "{cause:#}");
    let yaml = told["front_matter"].as_str().unwrap();
    assert!(yaml.starts_with("related:\n  - "), "{yaml}");
}

#[test]
fn proposes_a_recurrence_of_what_is_of_the_same_family_and_came_before() {
    let sandbox = three();
    let again = FIRST.replace("2023-02-07", "2023-03-07");
    let told = json(&piped(&sandbox, &["suggest", "-", "--json"], &again));
    let kind = |id: &str| {
        let list = told["related"].as_array().unwrap();
        list.iter().find(|it| it["id"] == id).map(|it| it["kind"].clone())
    };
    assert_eq!(kind("pool-ran-dry"), Some(Value::from("recurrence-of")), "{told:#}");
    assert_ne!(kind("pool-ran-dry-again"), Some(Value::from("recurrence-of")), "it came later: {told:#}");
}

#[test]
fn leaves_out_what_the_draft_states() {
    let sandbox = three();
    let stated = format!(
        "---\ncauses: [leaks connections]\nservices: [Orders]\nrelated: [pool-ran-dry, pool-ran-dry-again]\n---\n{DRAFT}"
    );
    let told = json(&piped(&sandbox, &["suggest", "-", "--json"], &stated));
    for key in ["related", "causes", "services"] {
        assert_eq!(told[key], Value::Array(Vec::new()), "{told:#}");
    }
}

#[test]
fn pastes_front_matter_that_is_understood() {
    let sandbox = three();
    let told = json(&piped(&sandbox, &["suggest", "-", "--json"], DRAFT));
    let yaml = told["front_matter"].as_str().unwrap();
    sandbox.write("content/coes/2024-01-15-export.md", format!("---\n{yaml}---\n{DRAFT}"));
    let shown = json(&sandbox.run(&["show", "export", "--json"]));
    assert_eq!(shown["findings"], Value::Array(Vec::new()));
    assert_eq!(shown["relations"].as_array().unwrap().len(), told["related"].as_array().unwrap().len());
}

#[test]
fn takes_no_id_away_from_a_document() {
    let sandbox = three();
    let draft = format!("---\nid: pool-ran-dry\naliases: [bananas]\n---\n{DRAFT}");
    sandbox.write("drafts/pool-ran-dry.md", &draft);
    let told = json(&sandbox.run(&["suggest", "drafts/pool-ran-dry.md", "--json"]));
    assert_eq!(told["id"], "pool-ran-dry-2");
    assert!(ids(&told["related"]).contains(&"pool-ran-dry"), "{told:#}");
}

#[test]
fn finds_the_knowledge_base_a_draft_is_in() {
    let (here, sandbox) = (Sandbox::new(), three());
    sandbox.write("coebook.toml", "");
    sandbox.write("drafts/export.md", DRAFT);
    let path = sandbox.path("drafts/export.md");
    let told = json(&here.run(&["suggest", path.to_str().unwrap(), "--json"]));
    assert!(!ids(&told["related"]).is_empty(), "{told:#}");
}

#[test]
fn proposes_nothing_for_what_is_like_nothing() {
    let sandbox = three();
    let said = piped(
        &sandbox,
        &["suggest", "-"],
        "# A lamp broke\n\nThe lamp in the corridor broke, and a colleague changed the bulb before anybody had to walk there in the dark, which took a minute.\n",
    );
    said.assert(0, &["Nothing to propose: none of 3 COEs is much like it"]);
    piped(&sandbox, &["suggest", "-"], "# Stocktaking\n").assert(0, &["Nothing to propose"]);
}

#[test]
fn says_why_a_draft_cannot_be_read() {
    let sandbox = three();
    piped(&sandbox, &["suggest", "-"], " \n").assert(2, &["cannot read the draft", "it is empty", "hint: "]);
    sandbox.write("drafts/bytes.md", b"# x\xff");
    sandbox.run(&["suggest", "drafts/bytes.md"]).assert(2, &["not UTF-8", "hint: save the file as UTF-8"]);
    sandbox.write("drafts/large.md", "# Large\n".repeat(600_000));
    sandbox.run(&["suggest", "drafts/large.md"]).assert(2, &["larger than 4 MB"]);
}

// ---- bad input

#[test]
fn a_corpus_of_one_has_nothing_to_relate() {
    let sandbox = Sandbox::with_coe();
    let said = sandbox.run(&["related", "checkout", "--source", "coes", "--why"]);
    said.assert(0, &["`checkout` is the only COE here"]);
    sandbox.run(&["suggest", "coes/2024-03-05-checkout.md", "--source", "coes"]).assert(0, &["no other COE"]);
}

#[test]
fn a_corpus_of_none_is_told_as_one() {
    let sandbox = Sandbox::new();
    sandbox.write("coes/README.md", "# Index\n");
    sandbox.run(&["related", "x", "--source", "coes"]).assert(2, &["there is no COE at all"]);
    let said = piped(&sandbox, &["suggest", "-", "--source", "coes"], DRAFT);
    assert_eq!(said.status, Some(0), "{said}");
}

#[test]
fn two_thousand_copies_of_one_document_are_related_at_once() {
    let sandbox = Sandbox::new();
    for number in 0..2_000 {
        sandbox.write(&format!("coes/copy-{number:04}.md"), FIRST);
    }
    let told = json(&sandbox.run_within(60, &["related", "copy-0007", "--source", "coes", "--json"]));
    assert!(!ids(&told["related"]).contains(&"copy-0007"), "{told:#}");
    sandbox.write("drafts/export.md", DRAFT);
    json(&sandbox.run_within(60, &["suggest", "drafts/export.md", "--source", "coes", "--json"]));
}

#[test]
fn documents_without_dates_are_related_without_an_order() {
    let sandbox = three();
    for file in ["2023-02-07-pool-ran-dry.md", "2023-09-12-pool-ran-dry-again.md"] {
        let path = format!("content/coes/{file}");
        let text = sandbox.read(&path);
        let undated: String =
            text.lines().filter(|line| !line.starts_with("date:")).map(|line| format!("{line}\n")).collect();
        sandbox.write(&format!("content/coes/{}", &file[11..]), undated);
        std::fs::remove_file(sandbox.path(&path)).unwrap();
    }
    let said = sandbox.run(&["related", "pool-ran-dry-again", "--why"]);
    said.assert(0, &["(no date)", "One of 2 times"]);
    let told = json(&sandbox.run(&["related", "pool-ran-dry-again", "--json"]));
    assert_eq!((&told["family"]["position"], &told["related"][0]["date"]), (&Value::Null, &Value::Null));
}

#[test]
fn documents_in_ten_languages_are_related_and_suggested_for() {
    let sandbox = Sandbox::new();
    let told = [
        ("en", "The certificate expired at night and nobody had renewed the certificate."),
        ("nb", "Sertifikatet utløp om natten, og ingen hadde fornyet sertifikatet."),
        ("de", "Das Zertifikat ist nachts abgelaufen, niemand hatte das Zertifikat erneuert."),
        ("fr", "Le certificat a expiré dans la nuit et personne ne l'avait renouvelé."),
        ("es", "El certificado caducó por la noche y nadie lo había renovado."),
        ("pt", "O certificado expirou à noite e ninguém o tinha renovado."),
        ("ja", "夜間に証明書の有効期限が切れ、誰も更新していなかった。"),
        ("zh", "证书在夜间过期，没有人续期证书。"),
        ("ko", "밤중에 인증서가 만료되었고 아무도 갱신하지 않았다."),
        ("ru", "Ночью истёк сертификат, и никто его не продлил."),
    ];
    for (language, words) in told {
        sandbox.write(&format!("coes/{language}.md"), format!("# {words}\n\n2024-01-02\n\n{words}\n"));
    }
    for (language, _) in told {
        let related = json(&sandbox.run(&["related", language, "--source", "coes", "--json"]));
        assert_eq!(related["id"], language);
        let path = format!("coes/{language}.md");
        sandbox.run(&["suggest", &path, "--source", "coes"]).assert(0, &[&path[5..]]);
    }
}

#[test]
fn a_restricted_document_is_related_to_nothing() {
    let sandbox = three();
    let secret = FIRST.replace("title: The pool", "audience: legal\ntitle: Swordfish, the pool");
    sandbox.write("content/coes/2023-02-08-swordfish.md", secret);
    sandbox.write("content/coes/2023-02-09-pointing.md", format!("---\nrelated: [swordfish]\n---\n{DRAFT}"));
    for arguments in [
        &["related", "pool-ran-dry", "--why"][..],
        &["related", "pointing", "--why"],
        &["related", "pool-ran-dry", "--json"],
        &["suggest", "content/coes/2023-09-12-pool-ran-dry-again.md"],
        &["suggest", "content/coes/2023-02-09-pointing.md", "--json"],
        &["related", "swordfish"],
        &["suggest", "content/coes/2023-02-08-swordfish.md"],
    ] {
        let said = sandbox.run(arguments);
        let words = said.to_string().to_lowercase();
        let asked = arguments.iter().any(|it| it.contains("swordfish"));
        assert_eq!(said.status, Some(if asked { 2 } else { 0 }), "{said}");
        assert!(asked || !words.contains("swordfish"), "{said}");
        assert!(!words.contains("swordfish, the pool"), "{said}");
    }
}

#[test]
fn words_of_a_stranger_play_no_tricks_on_a_terminal() {
    let sandbox = three();
    let tricky = "ord\\e[2J\u{202e}ers";
    sandbox.write(
        "content/coes/tricky.md",
        format!(
            "---\ntitle: \"{tricky}\"\nservices: [\"{tricky}\", \"no\"]\ncauses: [\"a: b\"]\n---\n{DRAFT}"
        ),
    );
    for arguments in
        [&["related", "tricky", "--why"][..], &["suggest", "content/coes/2023-02-07-pool-ran-dry.md"]]
    {
        let said = sandbox.run(arguments);
        assert!(!said.stdout.contains(['\u{1b}', '\u{202e}']), "{said}");
    }
}
