//! `coebook search`, as a person at a terminal or a pipeline sees it: what is printed, what is kept, what is never found.
#![allow(clippy::disallowed_methods, reason = "tests prepare and inspect folders by hand")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::Write;
use std::process::Stdio;

use serde_json::Value;

use crate::support::{Said, Sandbox, sample};

const OTHER: &str = "\
# Search returned nothing

- Date: 2024-04-06
- Severity: SEV3

## Summary

An index was built from an empty table. `IndexBuilderEmptyError` stood in the log for hours.

## Timeline (UTC)

- 11:00 The table is emptied.
- 12:00 [mitigated] The index of yesterday is put back.
";

fn two() -> Sandbox {
    let sandbox = Sandbox::with_coe();
    sandbox.write("coes/2024-04-06-search.md", OTHER);
    sandbox
}

#[track_caller]
fn answer(said: &Said) -> Value {
    assert_eq!(said.status, Some(0), "{said}");
    serde_json::from_str(&said.stdout).unwrap_or_else(|error| panic!("{error}: {said}"))
}

#[track_caller]
fn asked(sandbox: &Sandbox, arguments: &[&str]) -> Value {
    answer(&sandbox.run(&[&["search", "--source", "coes", "--json"], arguments].concat()))
}

fn ids(answer: &Value) -> Vec<&str> {
    answer["hits"].as_array().unwrap().iter().map(|hit| hit["id"].as_str().unwrap()).collect()
}

fn piped(sandbox: &Sandbox, arguments: &[&str], text: &str) -> Said {
    let mut command = sandbox.command(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    sandbox.said(&child.wait_with_output().unwrap())
}

// ---- what is printed

#[test]
fn prints_title_date_path_and_the_words_around() {
    let said = two().run(&["search", "--source", "coes", "connection"]);
    said.assert(0, &["Checkout was slow", "2024-03-05", "2024-03-05-checkout.md"]);
    assert!(said.stdout.contains("took every connection of the database"), "{said}");
    assert!(!said.stdout.contains("Search returned nothing"), "{said}");
    assert!(!said.stdout.contains('\u{1b}'), "no colour in a pipe: {said}");
}

#[test]
fn json_is_one_object_of_the_promised_shape() {
    let sandbox = two();
    let found = asked(&sandbox, &["index"]);
    let keys: Vec<&str> = found.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        keys,
        ["query", "total", "relaxed", "problems", "corrections", "suggestion", "facets", "hits"]
    );
    assert_eq!((found["query"].as_str(), found["total"].as_u64()), (Some("index"), Some(1)));
    let hit = &found["hits"][0];
    assert_eq!(hit["id"], "search");
    assert_eq!(hit["title"], "Search returned nothing");
    assert_eq!(hit["url"], "coes/search.html");
    assert_eq!(hit["path"], "2024-04-06-search.md");
    assert_eq!(hit["date"], "2024-04-06");
    assert_eq!(hit["severity"], 3);
    assert!(hit["score"].as_f64().unwrap() > 0.0);
    let parts: Vec<&str> =
        hit["parts"].as_array().unwrap().iter().map(|part| part.as_str().unwrap()).collect();
    assert_eq!(parts.concat(), hit["snippet"].as_str().unwrap());
    assert!(parts.iter().skip(1).step_by(2).any(|marked| marked.eq_ignore_ascii_case("index")), "{parts:?}");
    let severities = &found["facets"]["severity"];
    assert_eq!((severities[0]["value"].as_str(), severities[0]["count"].as_u64()), (Some("3"), Some(1)));
}

#[test]
fn words_may_stand_apart_or_together() {
    let sandbox = two();
    assert_eq!(ids(&asked(&sandbox, &["batch", "job"])), ids(&asked(&sandbox, &["batch job"])));
    assert_eq!(ids(&asked(&sandbox, &["--", "-batch"])), ["search"]);
}

#[test]
fn without_words_everything_is_listed_latest_first() {
    assert_eq!(ids(&asked(&two(), &[])), ["search", "checkout"]);
}

#[test]
fn shows_no_more_than_asked_for_and_says_how_many_there_are() {
    let sandbox = Sandbox::new();
    for number in 1..=12 {
        sandbox.write(
            &format!("coes/2024-01-{number:02}-n{number}.md"),
            format!("# Incident {number}\n\nA disk was full.\n"),
        );
    }
    let limited = asked(&sandbox, &["disk", "--limit", "3"]);
    assert_eq!((ids(&limited).len(), limited["total"].as_u64()), (3, Some(12)));
    sandbox.run(&["search", "--source", "coes", "disk", "--limit", "3"]).assert(0, &["3 of 12"]);
    assert_eq!(ids(&asked(&sandbox, &["disk", "--limit", "200"])).len(), 12);
    for wrong in ["0", "201", "-1", "many"] {
        let said = sandbox.run(&["search", "--source", "coes", "disk", "--limit", wrong]);
        assert_eq!(said.status, Some(2), "{said}");
    }
}

#[test]
fn the_latest_come_first_when_asked_for() {
    let sandbox = two();
    assert_eq!(ids(&asked(&sandbox, &["slow OR nothing", "--latest"])), ["search", "checkout"]);
}

#[test]
fn words_of_a_stranger_play_no_tricks_on_a_terminal() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "coes/2024-03-05-a.md",
        "# Odd \u{1b}[31mtitle\u{7}\n\n## Summary\n\nA disk \u{1b}]0;owned\u{7} was full.\n",
    );
    let said = sandbox.run(&["search", "--source", "coes", "disk"]);
    said.assert(0, &["title"]);
    assert!(!said.stdout.contains(|char: char| char.is_control() && char != '\n'), "{:?}", said.stdout);
}

// ---- many questions, and logs

#[test]
fn a_batch_answers_every_line_with_a_line() {
    let sandbox = two();
    sandbox.write("queries", "batch\n\nIndexBuilderEmptyError\n\"never closed\nzzzzqqqq\n");
    let said = sandbox.run(&["search", "--source", "coes", "--batch", "queries"]);
    assert_eq!(said.status, Some(0), "{said}");
    let answers: Vec<Value> = said.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let queries: Vec<&str> = answers.iter().map(|answer| answer["query"].as_str().unwrap()).collect();
    assert_eq!(queries, ["batch", "IndexBuilderEmptyError", "\"never closed", "zzzzqqqq"]);
    assert_eq!(ids(&answers[0]), ["checkout"]);
    assert_eq!(ids(&answers[1]), ["search"]);
    assert_eq!(answers[2]["problems"].as_array().unwrap().len(), 1);
    assert_eq!(answers[3]["total"], 0);
    assert_eq!(answers[0], asked(&sandbox, &["batch"]), "one question alone is answered alike");
    let from_pipe = piped(&sandbox, &["search", "--source", "coes", "--batch", "-"], "batch\n");
    assert_eq!(answer(&from_pipe), answers[0]);
}

#[test]
fn a_log_finds_the_incident_that_looked_like_it_and_says_what_helped() {
    let sandbox = two();
    let log = "2026-11-02T03:04:05.678Z ERROR worker-17 0xdeadbeef IndexBuilderEmptyError: 0 rows\n    at Build.run\n";
    sandbox.write("app.log", log);
    let from_file = asked(&sandbox, &["--symptom", "app.log"]);
    assert_eq!(ids(&from_file).first(), Some(&"search"), "{from_file}");
    let piped = piped(&sandbox, &["search", "--source", "coes", "--json", "--symptom", "-"], log);
    assert_eq!(answer(&piped)["hits"], from_file["hits"]);
    sandbox
        .run(&["search", "--source", "coes", "--symptom", "app.log"])
        .assert(0, &["Search returned nothing"]);
}

#[test]
fn a_log_of_any_kind_is_read() {
    let sandbox = two();
    for (name, bytes) in [
        ("long", "IndexBuilderEmptyError at line\n".repeat(100_000).into_bytes()),
        ("binary", [&[0_u8, 255, 254, 27, 7][..], b" IndexBuilderEmptyError "].concat()),
        ("quotes", b"\"(((-- OR IndexBuilderEmptyError service:x severity:<=two".to_vec()),
        ("one-line", b"IndexBuilderEmptyError".to_vec()),
    ] {
        sandbox.write(name, bytes);
        let found = asked(&sandbox, &["--symptom", name]);
        assert_eq!(ids(&found).first(), Some(&"search"), "{name}: {found}");
        assert_eq!(found["problems"], serde_json::json!([]), "a log is no query: {name}");
    }
    sandbox.write("empty.log", "\n \n");
    let said = sandbox.run(&["search", "--source", "coes", "--symptom", "empty.log"]);
    said.assert(2, &["no log"]);
    sandbox.run(&["search", "--source", "coes", "--symptom", "missing.log"]).assert(2, &["missing.log"]);
}

// ---- the index that is kept

#[test]
fn an_edit_is_found_at_once() {
    let sandbox = two();
    assert_eq!(ids(&asked(&sandbox, &["giraffe"])), Vec::<&str>::new());
    sandbox.write("coes/2024-04-06-search.md", OTHER.replace("An index was", "A giraffe was"));
    assert_eq!(ids(&asked(&sandbox, &["giraffe"])), ["search"]);
    sandbox.write("coes/2024-05-01-new.md", "# Another giraffe\n\nIt was new.\n");
    assert_eq!(asked(&sandbox, &["giraffe"])["total"], 2);
    std::fs::remove_file(sandbox.path("coes/2024-04-06-search.md")).unwrap();
    assert_eq!(ids(&asked(&sandbox, &["giraffe"])), ["new"]);
}

#[test]
fn an_index_is_kept_in_the_users_folder_and_damage_to_it_does_not_matter() {
    let sandbox = two();
    let before = asked(&sandbox, &["batch"]);
    let folder = sandbox.path("../home/.cache/coebook/search");
    let kept: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(kept.len(), 1, "{kept:?}");
    let whole = std::fs::read(&kept[0]).unwrap();
    let changed = std::fs::metadata(&kept[0]).unwrap().modified().unwrap();
    assert_eq!(asked(&sandbox, &["batch"]), before);
    assert_eq!(std::fs::metadata(&kept[0]).unwrap().modified().unwrap(), changed, "it is not written again");
    let mut damaged = vec![whole[..whole.len() / 2].to_vec(), Vec::new(), b"{}\n".to_vec(), vec![0; 1_000]];
    let mut flipped = whole.clone();
    let middle = whole.len() - whole.len() / 3;
    flipped[middle] ^= 0x55;
    damaged.push(flipped);
    for bytes in damaged {
        std::fs::write(&kept[0], bytes).unwrap();
        assert_eq!(asked(&sandbox, &["batch"]), before);
    }
    assert!(std::fs::read(&kept[0]).unwrap() == whole, "a damaged index is made anew");
}

#[test]
fn nothing_is_kept_when_nothing_shall_be_or_can_be() {
    let sandbox = two();
    assert_eq!(ids(&asked(&sandbox, &["batch", "--no-cache"])), ["checkout"]);
    assert!(!sandbox.path("../home/.cache").exists());
    let mut command = sandbox.command(&["search", "--source", "coes", "batch"]);
    command.env("HOME", "/dev/null").env_remove("XDG_CACHE_HOME");
    sandbox.said(&command.output().unwrap()).assert(0, &["Checkout was slow"]);
}

#[test]
fn the_files_of_the_reports_stay_as_they_are() {
    let sandbox = two();
    let list = |path: &str| {
        let mut names: Vec<_> =
            std::fs::read_dir(sandbox.path(path)).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let before = (list(""), list("coes"));
    asked(&sandbox, &["batch"]);
    assert_eq!((list(""), list("coes")), before);
}

// ---- what is never found

#[test]
fn a_restricted_document_is_never_found() {
    let sandbox = two();
    let secret = "---\naudience: security\n---\n# A giraffe escaped\n\n## Summary\n\nThe password was `hunter2giraffe`.\n";
    sandbox.write("coes/2024-06-01-giraffe.md", secret);
    sandbox.write("app.log", "hunter2giraffe giraffe escaped password\n");
    for arguments in
        [&["giraffe"][..], &["hunter2giraffe"], &["giraf"], &["--symptom", "app.log"], &["girafe"], &[]]
    {
        let found = asked(&sandbox, arguments);
        let text = found.to_string().replace("hunter2giraffe", "").replace("\"query\":\"giraffe", "");
        assert!(!ids(&found).contains(&"giraffe"), "{arguments:?}: {found}");
        assert!(!text.contains("escaped\"") && !text.contains("A giraffe"), "{arguments:?}: {found}");
        assert_eq!(
            found["corrections"],
            serde_json::json!([]),
            "its words are not even meant: {arguments:?}"
        );
    }
    let kept = std::fs::read_dir(sandbox.path("../home/.cache/coebook/search")).unwrap();
    for file in kept {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!String::from_utf8_lossy(&bytes).contains("giraffe"), "the index knows the word");
    }
}

#[test]
fn nothing_of_the_restricted_document_of_the_sample_is_in_the_index() {
    let sandbox = Sandbox::new();
    let source = sample().folder;
    let path = source.join("content/coes/2026/2026-08-19-refund-export-readable.md");
    assert!(std::fs::read_to_string(path).unwrap().contains("\naudience: "));
    let said = sandbox.run(&[
        "search",
        "--source",
        source.to_str().unwrap(),
        "--json",
        "refund export readable people could open",
    ]);
    assert!(!ids(&answer(&said)).contains(&"refund-export-readable"), "{said}");
}

// ---- what cannot be searched

#[test]
fn says_why_there_is_nothing_to_search() {
    let sandbox = Sandbox::new();
    sandbox.run(&["search", "--source", "nowhere", "batch"]).assert(2, &["nowhere"]);
    sandbox.write("empty/notes.txt", "no COE");
    let said = sandbox.run(&["search", "--source", "empty", "batch"]);
    assert_eq!(said.status, Some(2), "{said}");
    assert!(!said.stderr.is_empty(), "{said}");
}

#[test]
fn a_query_and_a_log_at_once_are_refused() {
    let sandbox = two();
    sandbox.write("app.log", "x\n");
    let said = sandbox.run(&["search", "--source", "coes", "batch", "--symptom", "app.log"]);
    assert_eq!(said.status, Some(2), "{said}");
    assert!(said.stderr.contains("--symptom"), "{said}");
}
