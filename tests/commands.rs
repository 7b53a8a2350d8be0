//! What the commands say and do, as a person at a terminal or a pipeline sees it.
#![allow(clippy::disallowed_methods, reason = "tests prepare and inspect folders by hand")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::os::unix::fs::symlink;
use std::process::Stdio;

use insta::assert_snapshot;
use serde_json::Value;

use crate::support::{GOOD, Said, Sandbox};

/// A COE with three faults.
const FAULTY: &str = "\
---
title: Emails were late
severity: {a: 1}
sevrity: 2
related:
  - see-also: nobody-knows-it
---

The queue was full.
";

fn build(sandbox: &Sandbox, arguments: &[&str]) -> Said {
    sandbox.run(&[&["build", "--today", "2024-06-01"], arguments].concat())
}

fn json(said: &Said) -> Value {
    serde_json::from_str(&said.stdout.replace("[time]", "0.5"))
        .unwrap_or_else(|error| panic!("{error}: {said}"))
}

// ---- help

#[test]
fn without_a_command_prints_help_and_fails() {
    let said = Sandbox::new().run(&[]);
    assert!(said.stdout.is_empty());
    assert_snapshot!(said);
}

#[test]
fn prints_help_for_every_command() {
    let sandbox = Sandbox::new();
    let commands = [
        "build",
        "serve",
        "show",
        "related",
        "suggest",
        "check",
        "search",
        "actions",
        "wheel",
        "digest",
        "vocabulary",
        "readers",
    ];
    let told = commands.map(|command| sandbox.run(&[command, "--help"]).to_string());
    assert_snapshot!(told.join("\n\n"));
}

#[test]
fn prints_its_version() {
    let said = Sandbox::new().run(&["--version"]);
    said.assert(0, &[&format!("coebook {}", env!("CARGO_PKG_VERSION"))]);
}

#[test]
fn suggests_the_command_that_was_meant() {
    assert_snapshot!(Sandbox::new().run(&["biuld"]));
}

// ---- build

#[test]
fn builds_a_site_and_says_so_in_one_line() {
    let sandbox = Sandbox::with_coe();
    let said = build(&sandbox, &["coes"]);
    said.assert(0, &["Built site from 1 document in [time]: "]);
    assert_eq!((said.stdout.lines().count(), said.stderr.as_str()), (1, ""), "{said}");
    assert!(sandbox.read("site/coes/checkout.html").contains("Checkout was slow"));
    assert!(sandbox.read("site/data/coes.json").contains("\"id\":\"checkout\""));
}

#[test]
fn keeps_what_has_not_changed() {
    let sandbox = Sandbox::with_coe();
    build(&sandbox, &["coes"]).assert(0, &["(0 unchanged)"]);
    let again = json(&build(&sandbox, &["coes", "--json"]));
    assert_eq!(again["files"], again["unchanged"]);
}

#[test]
fn writes_the_same_site_on_any_number_of_threads() {
    let sandbox = Sandbox::with_coe();
    sandbox.write("coes/faulty.md", FAULTY);
    build(&sandbox, &["coes", "--threads", "1", "--out", "one"]).assert(0, &[]);
    build(&sandbox, &["coes", "--threads", "8", "--out", "eight"]).assert(0, &[]);
    for file in ["index.html", "data/coes.json", "coes/checkout.html", "coes/faulty.html"] {
        assert_eq!(sandbox.read(&format!("one/{file}")), sandbox.read(&format!("eight/{file}")), "{file}");
    }
}

#[test]
fn shows_errors_with_their_line_and_counts_the_rest() {
    let sandbox = Sandbox::with_coe();
    sandbox.write("coes/emails.md", FAULTY);
    sandbox.write("coes/README.md", "# Index\n");
    let said = build(&sandbox, &["coes"]);
    assert_snapshot!(said.stderr);
    said.assert(0, &["2 documents", "1 file skipped", "2 errors, 1 warning"]);
}

#[test]
fn shows_ten_errors_and_counts_the_others() {
    let sandbox = Sandbox::with_coe();
    for number in 10..22 {
        sandbox.write(&format!("coes/{number}.md"), "---\nseverity: {a: 1}\nzzz: 1\n---\n# Bad\n");
    }
    let said = build(&sandbox, &["coes"]);
    assert_eq!(said.stderr.matches("error[wrong-type]").count(), 10, "{said}");
    said.assert(0, &["and 2 more errors: see `coebook build --json`", "12 warnings: unknown-key (12)"]);
}

#[test]
fn counts_skipped_files_by_reason_when_they_are_many() {
    let sandbox = Sandbox::with_coe();
    for folder in ["a", "b", "c", "d", "e"] {
        sandbox.write(&format!("coes/{folder}/README.md"), "# Index\n");
    }
    sandbox.write("coes/template.md", "# Title\n");
    build(&sandbox, &["coes"])
        .assert(0, &["skipped: a template (1), an index page (5)\n", "6 files skipped"]);
}

#[test]
fn strict_writes_nothing_when_the_content_has_errors() {
    let sandbox = Sandbox::with_coe();
    build(&sandbox, &["coes", "--strict"]).assert(0, &["Built site"]);
    let before = sandbox.read("site/index.html");
    sandbox.write("coes/emails.md", FAULTY);
    let said = build(&sandbox, &["coes", "--strict"]);
    said.assert(1, &["error[wrong-type]", "2 errors, so nothing was written (--strict)"]);
    assert_eq!(said.stdout, "");
    assert_eq!(sandbox.read("site/index.html"), before);
    let told = json(&build(&sandbox, &["coes", "--strict", "--json"]));
    assert_eq!((&told["written"], &told["pages"]), (&Value::from(false), &Value::from(0)));
}

#[test]
fn strict_does_not_mind_warnings() {
    let sandbox = Sandbox::with_coe();
    sandbox.write("coes/emails.md", "---\nsevrity: 2\n---\n# Emails\n");
    build(&sandbox, &["coes", "--strict"]).assert(0, &["1 warning"]);
}

#[test]
fn prints_one_json_value_and_nothing_else() {
    let sandbox = Sandbox::with_coe();
    sandbox.write("coes/emails.md", FAULTY);
    sandbox.write("coes/README.md", "# Index\n");
    let said = build(&sandbox, &["coes", "--json"]);
    assert_eq!((said.stderr.as_str(), said.status), ("", Some(0)));
    let told = json(&said);
    assert_eq!(told["documents"], 2);
    assert_snapshot!(
        serde_json::to_string_pretty(&serde_json::json!({
            "skipped": told["skipped"], "restricted": told["restricted"], "findings": told["findings"],
        }))
        .unwrap()
    );
}

#[test]
fn quiet_says_nothing_but_what_kept_it_from_working() {
    let sandbox = Sandbox::with_coe();
    sandbox.write("coes/emails.md", FAULTY);
    let said = build(&sandbox, &["coes", "--quiet"]);
    assert_eq!(said.to_string(), "--- status 0");
    let said = build(&sandbox, &["coes", "--quiet", "--strict"]);
    assert_eq!(said.to_string(), "--- status 1");
    build(&sandbox, &["nowhere", "--quiet"]).assert(2, &["there is no folder nowhere"]);
}

#[test]
fn counts_restricted_documents_and_leaves_them_out() {
    let sandbox = Sandbox::with_coe();
    sandbox.write("coes/secret.md", "---\naudience: legal\n---\n# The word is swordfish\n");
    build(&sandbox, &["coes"]).assert(0, &["1 document left out as restricted"]);
    assert!(!sandbox.read("site/index.html").contains("swordfish"));
    assert!(!sandbox.path("site/coes/secret.html").exists());
}

#[test]
fn takes_the_address_of_the_command_line() {
    let sandbox = Sandbox::with_coe();
    build(&sandbox, &["coes", "--base-url", "https://coe.example.com/x"]).assert(0, &[]);
    let said = build(&sandbox, &["coes", "--base-url", "coe.example.com"]);
    said.assert(2, &["--base-url", "write it like https://"]);
}

#[test]
fn refuses_a_day_that_does_not_exist_and_suggests_one_that_does() {
    let sandbox = Sandbox::with_coe();
    let today = |words| sandbox.run(&["build", "coes", "--today", words]);
    today("2024-02-30").assert(2, &["2024-02-30", "--today", "did you mean 2024-02-29?"]);
    today("3/5/2024").assert(2, &["did you mean 2024-03-05?"]);
    today("soon").assert(2, &["write a day as 2024-03-05"]);
    assert!(!sandbox.path("site").exists());
}

#[test]
fn says_that_a_reader_went_away_to_nobody() {
    let sandbox = Sandbox::with_coe();
    let mut child = sandbox
        .command(&["build", "coes", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let said = sandbox.said(&child.wait_with_output().unwrap());
    assert_eq!(said.to_string(), "--- status 0");
}

// ---- where the site goes, and where documents come from

#[test]
fn refuses_a_folder_with_the_work_of_somebody_else() {
    let sandbox = Sandbox::with_coe();
    sandbox.write("site/thesis.tex", "years of work");
    assert_snapshot!(build(&sandbox, &["coes"]));
    assert_eq!(sandbox.read("site/thesis.tex"), "years of work");
    build(&sandbox, &["coes", "--force"]).assert(0, &["Built site"]);
    assert!(!sandbox.path("site/thesis.tex").exists());
}

#[test]
fn never_replaces_its_own_sources() {
    let sandbox = Sandbox::with_coe();
    for out in ["coes", ".", "./coes/../coes"] {
        let said = build(&sandbox, &["coes", "--out", out, "--force"]);
        said.assert(2, &["cannot put the site into"]);
    }
    assert_eq!(sandbox.read("coes/2024-03-05-checkout.md"), GOOD);
}

#[test]
fn builds_into_the_source_and_skips_the_site_next_time() {
    let sandbox = Sandbox::with_coe();
    build(&sandbox, &["coes", "--out", "coes/site"]).assert(0, &["from 1 document"]);
    let said = build(&sandbox, &["coes", "--out", "coes/site"]);
    said.assert(0, &["from 1 document", "site/ (a site built by coebook)"]);
}

#[test]
fn says_that_there_is_no_source() {
    assert_snapshot!(build(&Sandbox::new(), &["docs"]));
}

#[test]
fn says_that_a_file_is_no_folder() {
    let sandbox = Sandbox::with_coe();
    assert_snapshot!(build(&sandbox, &["coes/2024-03-05-checkout.md"]));
}

#[test]
fn says_what_an_empty_folder_needs() {
    let sandbox = Sandbox::new();
    fs::create_dir(sandbox.path("coes")).unwrap();
    assert_snapshot!(build(&sandbox, &["coes"]));
    assert!(!sandbox.path("site").exists());
}

#[test]
fn says_why_every_file_was_skipped() {
    let sandbox = Sandbox::new();
    sandbox.write("coes/README.md", "# Index\n");
    sandbox.write("coes/template.md", "# Title\n");
    sandbox.write("coes/empty.md", "\n");
    assert_snapshot!(build(&sandbox, &["coes"]));
}

#[test]
fn says_that_no_document_is_for_everyone() {
    let sandbox = Sandbox::new();
    sandbox.write("coes/secret.md", "---\naudience: legal\n---\n# Secret\n");
    build(&sandbox, &["coes"]).assert(2, &["1 for a narrower audience", "hint: a site is for everyone"]);
}

#[test]
fn names_the_line_of_settings_it_cannot_understand() {
    let sandbox = Sandbox::with_coe();
    sandbox.write("coes/coebook.toml", "title = \"A\"\nzone = \"Mars/Olympus\"\n");
    build(&sandbox, &["coes"]).assert(2, &["coes/coebook.toml: line 2", "Mars/Olympus", "hint: "]);
    sandbox.write("coes/coebook.toml", "titel = \"A\"\n");
    build(&sandbox, &["coes"]).assert(0, &["nobody reads the setting `titel`"]);
}

// ---- show

#[test]
fn shows_every_fact_with_its_line() {
    let sandbox = Sandbox::with_coe();
    sandbox.write(
        "coes/other.md",
        "# Other\n\nLike [the other](2024-03-05-checkout.md), see [this](gone.md).\n",
    );
    assert_snapshot!(sandbox.run(&["show", "checkout", "--source", "coes"]));
    assert_snapshot!("shows_links", sandbox.run(&["show", "other", "--source", "coes"]));
}

#[test]
fn finds_a_document_by_any_of_its_names() {
    let sandbox = Sandbox::with_coe();
    let absolute = sandbox.path("coes/2024-03-05-checkout.md").to_string_lossy().into_owned();
    let names = [
        "checkout",
        "Checkout",
        "2024-03-05-checkout",
        "2024-03-05-checkout.md",
        "coes/2024-03-05-checkout.md",
        "./coes/2024-03-05-checkout.md",
        &absolute,
    ];
    for name in names {
        let said = sandbox.run(&["show", name, "--source", "coes"]);
        said.assert(0, &["Checkout was slow", "line 12 "]);
    }
    for name in ["coes/2024-03-05-checkout.md", &absolute, "checkout"] {
        sandbox.run(&["show", name]).assert(0, &["Checkout was slow"]);
    }
}

#[test]
fn reads_the_folder_of_a_file_that_is_elsewhere() {
    let sandbox = Sandbox::with_coe();
    let elsewhere = Sandbox::with_coe();
    let file = elsewhere.path("coes/2024-03-05-checkout.md");
    sandbox.run(&["show", &file.to_string_lossy()]).assert(0, &["Checkout was slow"]);
    symlink(&file, sandbox.path("link.md")).unwrap();
    sandbox.run(&["show", "link.md"]).assert(0, &["Checkout was slow"]);
}

#[test]
fn shows_the_facts_as_json() {
    let sandbox = Sandbox::with_coe();
    let told = json(&sandbox.run(&["show", "checkout", "--source", "coes", "--json"]));
    assert_eq!(told["title"], "Checkout was slow");
    assert_eq!(told["timeline"][1]["marker"], "detected");
    assert_eq!(told["labels"][0]["line"], 3);
    assert_eq!(told["findings"], Value::Array(Vec::new()));
    assert_eq!(told["origin"]["title"]["line"], 1);
}

#[test]
fn suggests_the_document_that_was_meant() {
    let sandbox = Sandbox::with_coe();
    sandbox
        .run(&["show", "chekcout", "--source", "coes"])
        .assert(2, &["`chekcout`", "did you mean `checkout`?"]);
    sandbox.run(&["show", "zzz", "--source", "coes"]).assert(2, &["`zzz`", "hint: "]);
}

#[test]
fn says_why_a_file_has_no_facts() {
    let sandbox = Sandbox::with_coe();
    sandbox.write("coes/README.md", "# Index\n");
    sandbox.write("coes/secret.md", "---\naudience: legal\n---\n# Swordfish\n");
    sandbox.write("coes/bytes.md", b"# x\xff");
    let show = |name| sandbox.run(&["show", name, "--source", "coes"]);
    show("coes/README.md").assert(2, &["the file was skipped: an index page"]);
    show("coes/bytes.md").assert(2, &["not UTF-8", "hint: save the file as UTF-8"]);
    let said = show("coes/secret.md");
    said.assert(2, &["not for everyone"]);
    assert!(!said.stderr.contains("Swordfish"));
}
