//! The command around the rules: forms, selection, baselines, mends, and what it exits with.
#![allow(clippy::disallowed_methods, reason = "tests prepare and inspect folders by hand")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;
use std::fs;

use insta::assert_snapshot;
use serde_json::Value;

use crate::support::{self, Said, Sandbox};

const TODAY: [&str; 2] = ["--today", "2024-06-01"];

/// A COE with an error, a warning and a remark.
const EMAILS: &str = "\
# Emails came late

- Date: 2024-05-02

## Summary

The engineer should have looked at the queue. It was full, because the job hung!

## Causes

- The job held one connection too many.

## Action items

- Alarm on the age of the oldest mail (mail, 2024-06-01)
- Count the mails
";

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("coes/2024-05-02-emails.md", EMAILS);
    sandbox.write(
        "coes/2024-05-03-parcels.md",
        "# Parcels stood still\n\nThe belt stopped, because the motor was hot.\n\n## Causes\n\n- The motor was hot.\n\n\
         ## Action items\n\n- Alarm on the heat of the motor (belt, 2024-06-03)\n\n## Related\n\nNone before.\n",
    );
    sandbox
}

fn check(sandbox: &Sandbox, arguments: &[&str]) -> Said {
    sandbox.run(&[&["check", "coes"], &TODAY[..], arguments].concat())
}

fn json(said: &Said) -> Value {
    serde_json::from_str(&said.stdout).unwrap()
}

#[test]
fn tells_what_was_found_with_its_line_and_what_to_do() {
    assert_snapshot!(check(&sandbox(), &[]));
}

#[test]
fn tells_a_line_each_for_editors_with_paths_from_here() {
    assert_snapshot!(check(&sandbox(), &["--format", "short", "--level", "information"]));
}

#[test]
fn exits_with_what_it_found() {
    let sandbox = sandbox();
    assert_eq!(check(&sandbox, &["--quiet"]).status, Some(1));
    assert_eq!(check(&sandbox, &["--quiet"]).stdout, "");
    assert_eq!(check(&sandbox, &["--only", "blame"]).status, Some(0));
    assert_eq!(check(&sandbox, &["--only", "blam"]).status, Some(2));
    check(&sandbox, &["--only", "blam"]).assert(2, &["there is no rule `blam`", "did you mean `blame`?"]);
    assert_eq!(sandbox.run(&["check", "nowhere"]).status, Some(2));
}

#[test]
fn tells_only_what_is_asked_for() {
    let sandbox = sandbox();
    let rules = |arguments: &[&str]| -> Vec<String> {
        let told = json(&check(&sandbox, &[arguments, &["--format", "json"]].concat()));
        told["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["rule"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(rules(&[]), ["should-have", "action-without-due", "action-without-owner"]);
    assert_eq!(rules(&["--only", "should-have,blame"]), ["should-have"]);
    assert_eq!(
        rules(&["--except", "should-have", "--level", "error"]),
        ["action-without-due", "action-without-owner"]
    );
    assert!(rules(&["--level", "information"]).contains(&"inflated-tone".to_owned()));
}

#[test]
fn settings_decide_how_much_a_rule_matters() {
    let sandbox = sandbox();
    let here = |arguments: &[&str]| sandbox.run(&[&["check", "."], &TODAY[..], arguments].concat());
    sandbox.write(
        "coebook.toml",
        "[folders]\ncoes = \"coes\"\n\n[rules]\naction-without-due = \"off\"\nshould-have = \"error\"\n\n[[allow]]\n\
         rule = \"action-without-owner\"\npaths = [\"coes/*-emails.md\"]\nreason = \"written before\"\n",
    );
    let told = json(&here(&["--format", "json"]));
    let levels: Vec<String> = told["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| format!("{} {}", it["rule"].as_str().unwrap(), it["level"].as_str().unwrap()))
        .collect();
    assert_eq!(levels, ["should-have error"]);
    // What a build tells goes by the same settings.
    sandbox.write("coes/2024-05-04-odd.md", "---\nsevrity: 2\n---\n# Odd\n\nIt was odd.\n");
    sandbox.run(&["build", "."]).assert(0, &["unknown-key"]);
    sandbox.write("coebook.toml", "[folders]\ncoes = \"coes\"\n[rules]\nunknown-key = \"off\"\n");
    assert!(!sandbox.run(&["build", "."]).to_string().contains("unknown-key"));
}

#[test]
fn settings_that_say_nothing_sensible_of_rules_are_told() {
    let sandbox = sandbox();
    let here = |arguments: &[&str]| sandbox.run(&[&["check", "."], &TODAY[..], arguments].concat());
    sandbox.write("coebook.toml", "[rules]\nshould-have = \"loud\"\n");
    assert_eq!(here(&[]).status, Some(2));
    sandbox.write("coebook.toml", "[folders]\ncoes = \"coes\"\n[rules]\nshould-of = \"off\"\n");
    here(&[]).assert(1, &["`should-of` is no rule", "did you mean `should-have`?", "coebook.toml:4"]);
    sandbox.write(
        "coebook.toml",
        "[folders]\ncoes = \"coes\"\n[[allow]]\nrule = \"blame\"\npaths = [\"*\"]\nreason = \"old\"\n",
    );
    here(&[]).assert(1, &["`blame` is allowed here, and finds nothing", "coebook.toml:3"]);
}

#[test]
fn what_a_baseline_knows_stays_silent_until_it_changes() {
    let sandbox = sandbox();
    check(&sandbox, &["--write-baseline", "known.json"]).assert(0, &["3 findings known from now on"]);
    check(&sandbox, &["--baseline", "known.json"])
        .assert(0, &["nothing to tell; 3 of the baseline not shown"]);
    // Lines may move.
    sandbox.write("coes/2024-05-02-emails.md", EMAILS.replace("## Summary", "One more line.\n\n## Summary"));
    assert_eq!(check(&sandbox, &["--baseline", "known.json"]).status, Some(0));
    sandbox.write("coes/2024-05-02-emails.md", EMAILS.replace("should have", "could have"));
    check(&sandbox, &["--baseline", "known.json"]).assert(1, &["`could have`", "1 of the baseline gone"]);
    sandbox.write("known.json", "{}");
    assert_eq!(check(&sandbox, &["--baseline", "known.json"]).status, Some(2));
}

#[test]
fn tells_of_the_files_that_are_named_only() {
    let sandbox = sandbox();
    let one = sandbox.run(&["check", "coes/2024-05-03-parcels.md", "--today", "2024-06-01"]);
    one.assert(0, &["1 document: nothing to tell"]);
    let both = sandbox.run(&[
        "check",
        "coes/2024-05-03-parcels.md",
        "coes/2024-05-02-emails.md",
        "--today",
        "2024-06-01",
        "--format",
        "short",
    ]);
    assert_eq!(both.stdout.lines().count(), 3);
    assert!(both.stdout.starts_with("coes/2024-05-02-emails.md:7:14: warning[should-have]"), "{both}");
}

#[test]
fn reads_one_document_from_standard_input() {
    let sandbox = sandbox();
    let said = sandbox.run_with(
        &[
            "check",
            "coes",
            "--stdin",
            "--path",
            "2024-05-09-new.md",
            "--format",
            "short",
            "--today",
            "2024-06-01",
        ],
        "# New\n\nWe could have known.\n",
    );
    assert_eq!(
        said.stdout,
        "coes/2024-05-09-new.md:3:4: warning[should-have]: `could have` tells what did not happen\n"
    );
}

#[test]
fn mends_misspelled_keys_and_nothing_else() {
    let sandbox = Sandbox::new();
    let text = "---\r\ntitel: Emails\r\nservces: [mail]\r\nfoo: 1\r\n---\r\nWe should have looked.\r\n";
    sandbox.write("coes/emails.md", text);
    let said = check(&sandbox, &["--fix"]);
    said.assert(1, &["mended 2 places in coes/emails.md", "should-have"]);
    let mended = text.replace("titel:", "title:").replace("servces:", "services:");
    assert_eq!(sandbox.read("coes/emails.md"), mended);
    assert!(!check(&sandbox, &["--fix"]).to_string().contains("mended"));
    assert_eq!(sandbox.read("coes/emails.md"), mended);
}

#[test]
fn tells_what_changed_since_a_revision() {
    let sandbox = sandbox();
    check(&sandbox, &["--changed-since", "HEAD"])
        .assert(2, &["cannot compare with `HEAD`", "no git repository"]);
    sandbox.git(&["init", "-q"]);
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "-q", "-m", "first"]);
    check(&sandbox, &["--changed-since", "HEAD"]).assert(0, &["0 documents: nothing to tell"]);
    check(&sandbox, &["--changed-since", "nowhere"]).assert(2, &["no such revision"]);
    sandbox.write("coes/2024-05-02-emails.md", EMAILS.replace("Emails", "Mails"));
    sandbox.write("coes/2024-05-09-new.md", "# New\n\nWe could have known.\n");
    let said = check(&sandbox, &["--changed-since", "HEAD", "--format", "short"]);
    let paths: Vec<&str> = said.stdout.lines().map(|line| line.split(':').next().unwrap()).collect();
    assert_eq!(paths.iter().filter(|path| path.contains("emails")).count(), 3);
    assert_eq!(paths.iter().filter(|path| path.contains("new")).count(), 1);
}

#[test]
fn explains_every_rule() {
    let sandbox = Sandbox::new();
    for rule in coebook::check::RULES {
        let said = sandbox.run(&["check", "--explain", rule.name]);
        assert_eq!(said.status, Some(0), "{said}");
        assert!(said.stdout.contains("Found in") && said.stdout.contains("Instead"), "{said}");
    }
    sandbox.run(&["check", "--explain", "should-of"]).assert(2, &["did you mean `should-have`?"]);
}

#[test]
fn lists_every_rule_with_the_level_it_has_here() {
    let sandbox = sandbox();
    sandbox.write("coes/coebook.toml", "[rules]\nblame = \"off\"\n");
    let said = check(&sandbox, &["--list"]);
    assert!(coebook::check::RULES.iter().all(|rule| said.stdout.contains(rule.name)));
    let line = said.stdout.lines().find(|line| line.trim_start().starts_with("blame ")).unwrap();
    assert!(line.contains(" off "), "{line}");
}

#[test]
fn private_words_are_shown_nowhere() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "coes/a.md",
        "# A\n\nThe request of joan.doe@client.net failed, with password=\"hunter2secret\".\n",
    );
    for form in ["human", "short", "json", "sarif", "github", "junit"] {
        let said = check(&sandbox, &["--format", form]);
        assert_eq!(said.status, Some(1), "{said}");
        assert!(
            !said.stdout.contains("joan.doe") && !said.stdout.contains("hunter2secret"),
            "{form}: {said}"
        );
    }
}

#[test]
fn writes_a_log_that_the_published_schema_of_sarif_takes() {
    let mut schema: Value =
        serde_json::from_str(include_str!("fixtures/sarif/sarif-schema-2.1.0.json")).unwrap();
    // A pattern of the published schema has a bracket too many, and is none.
    for part in ["run", "toolComponent"] {
        schema["definitions"][part]["properties"]["language"]
            .as_object_mut()
            .unwrap()
            .remove("pattern")
            .unwrap();
    }
    let validator = jsonschema::validator_for(&schema).unwrap();
    let sandbox = sandbox();
    sandbox.write(
        "coes/2024 mål & \"x\".md",
        "---\nservces: [a]\n---\n# Odd name\n\nWe could have known 🙂, we should have.\n",
    );
    let log = json(&check(&sandbox, &["--format", "sarif", "--level", "information"]));
    let faults: Vec<String> = validator.iter_errors(&log).map(|error| error.to_string()).collect();
    assert_eq!(faults, Vec::<String>::new());
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    assert!(results.len() > 4);
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for result in results {
        assert_eq!(rules[result["ruleIndex"].as_u64().unwrap() as usize]["id"], result["ruleId"]);
    }
    let odd = results.iter().filter(|it| it["ruleId"] == "should-have").filter_map(|it| {
        let place = &it["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str()?;
        uri.contains("2024%20")
            .then(|| (place["region"]["startColumn"].clone(), place["region"]["endColumn"].clone()))
    });
    assert_eq!(odd.collect::<Vec<_>>(), [(4.into(), 14.into()), (27.into(), 38.into())]);
    assert!(results.iter().any(|it| it["fixes"][0]["artifactChanges"][0]["replacements"].is_array()));
}

#[test]
fn a_finding_keeps_its_fingerprint_when_it_moves() {
    let sandbox = sandbox();
    let prints = || -> Vec<String> {
        let log = json(&check(&sandbox, &["--format", "sarif"]));
        let results = log["runs"][0]["results"].as_array().unwrap().iter();
        results.map(|it| it["partialFingerprints"]["coebook/1"].as_str().unwrap().to_owned()).collect()
    };
    let before = prints();
    sandbox.write("coes/2024-05-02-emails.md", EMAILS.replace("## Summary", "One more line.\n\n## Summary"));
    assert_eq!(prints(), before);
}

#[test]
fn annotates_pipelines_and_reports_as_tests() {
    let sandbox = sandbox();
    let said = check(&sandbox, &["--format", "github"]);
    assert!(
        said.stdout.starts_with("::warning file=coes/2024-05-02-emails.md,line=7,col=14,title=should-have::"),
        "{said}"
    );
    assert_eq!(said.stdout.lines().count(), 3);
    let report = check(&sandbox, &["--format", "junit"]).stdout;
    assert!(
        report.contains("<testsuites name=\"coebook check\" tests=\"4\" failures=\"3\" errors=\"0\">"),
        "{report}"
    );
    assert!(report.contains("name=\"should-have, line 7\"") && report.trim_end().ends_with("</testsuites>"));
    assert_eq!(report.matches("<testcase").count(), 4);
    assert_eq!(report.matches("<failure").count(), report.matches("</failure>").count());
}

#[test]
fn checks_documents_that_are_not_for_everyone() {
    let sandbox = Sandbox::new();
    sandbox.write("coes/a.md", "# A\n\nIt was odd.\n");
    sandbox.write("coes/b.md", "---\ntitle: B\naudience: legal\n---\nWe should have asked.\n");
    check(&sandbox, &["--format", "short"])
        .assert(1, &["b.md:3:1: warning[restricted-without-reason]", "b.md:5:4"]);
    sandbox.run(&["build", "coes"]).assert(0, &[]);
    assert!(!sandbox.path("site/coes/b.html").exists());
}

#[test]
fn the_sample_has_only_the_faults_that_are_told_on_purpose() {
    let said = Sandbox::new().run(&[
        "check",
        support::root().to_str().unwrap(),
        "--today",
        "2026-11-28",
        "--format",
        "short",
        "--level",
        "information",
    ]);
    let told: Vec<String> = said
        .stdout
        .lines()
        // What is told of the clone itself is another matter.
        .filter(|line| line.contains("content/"))
        .map(|line| {
            let (place, rest) = line.split_once(": ").unwrap();
            let rule = rest.split(['[', ']']).nth(1).unwrap();
            let file = place.rsplit_once("content/").unwrap().1.split(':').next().unwrap();
            format!("{file} {rule}")
        })
        .collect();
    assert_snapshot!(told.join("\n"));
}

#[test]
fn the_schemas_know_every_key_and_no_other() {
    let sandbox = Sandbox::new();
    let keys = |of: &str| -> BTreeSet<String> {
        let schema = json(&sandbox.run(&["check", "--schema", of]));
        assert!(jsonschema::meta::is_valid(&schema));
        schema["properties"].as_object().unwrap().keys().cloned().collect()
    };
    let known: BTreeSet<String> = coebook::read::front_matter::keys_of_coes()
        .filter(|key| *key != "published")
        .map(str::to_owned)
        .collect();
    assert_eq!(keys("front-matter"), known);
    assert_eq!(keys("settings"), coebook::config::KEYS.iter().map(|key| (*key).to_owned()).collect());
}

#[test]
fn the_front_matter_and_the_settings_of_the_sample_are_as_the_schemas_say() {
    let sandbox = Sandbox::new();
    let validator =
        |of: &str| jsonschema::validator_for(&json(&sandbox.run(&["check", "--schema", of]))).unwrap();
    let matter = validator("front-matter");
    let sources = coebook::load::sources(&support::root()).unwrap();
    let mut seen = 0;
    for document in sources.documents.iter().filter(|it| it.path.starts_with("content/coes")) {
        let Some(block) = document.text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"))
        else {
            continue;
        };
        let value: Value = serde_saphyr::from_str(block.0).unwrap();
        let faults: Vec<String> =
            matter.iter_errors(&value).map(|it| format!("{}: {it}", document.path)).collect();
        assert_eq!(faults, Vec::<String>::new());
        seen += 1;
    }
    assert!(seen > 15);
    let settings: toml::Table =
        fs::read_to_string(support::root().join("coebook.toml")).unwrap().parse().unwrap();
    let faults: Vec<String> = validator("settings")
        .iter_errors(&serde_json::to_value(settings).unwrap())
        .map(|it| it.to_string())
        .collect();
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn comments_that_name_a_schema_disturb_nothing() {
    let sandbox = Sandbox::new();
    sandbox.write("coebook.toml", "#:schema ./settings.schema.json\n[folders]\ncoes = \"coes\"\n");
    sandbox.write(
        "coes/a.md",
        "---\n# yaml-language-server: $schema=../front-matter.schema.json\ntitle: A\n---\nIt was odd.\n",
    );
    sandbox.run(&["check", ".", "--today", "2024-06-01"]).assert(0, &["1 document: nothing to tell"]);
}

#[test]
fn knows_people_by_the_authors_of_the_repository_and_by_a_file() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "content/coes/a.md",
        "# A\n\nIt was odd, said Quillon Aabye. Then Vexley came, and Zed Hollow did not.\n",
    );
    let named = || -> Vec<String> {
        let said = sandbox.run(&[
            "check",
            ".",
            "--only",
            "names-a-person",
            "--format",
            "json",
            "--today",
            "2024-06-01",
        ]);
        let told = json(&said);
        told["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["message"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(named(), Vec::<String>::new());
    sandbox.git(&["init", "-q"]);
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "-q", "-m", "first", "--author", "Quillon Aabye <q@example.com>"]);
    assert_eq!(named(), ["`Quillon Aabye` names a person"]);
    sandbox.write("content/vocabulary/people.txt", "# Who works here\nVexley\n");
    assert_eq!(named(), ["`Quillon Aabye` names a person", "`Vexley` names a person"]);
}

#[test]
fn shows_one_of_each_rule_and_counts_the_rest_where_there_are_many() {
    let sandbox = Sandbox::new();
    let actions: String = (1..=40).map(|number| format!("- Count the mails of desk {number}\n")).collect();
    sandbox.write(
        "coes/a.md",
        format!("# A\n\n## Action items\n\n{actions}\n## Summary\n\nWe should have looked.\n"),
    );
    let said = check(&sandbox, &[]);
    said.assert(
        1,
        &["81 in all, by rule:", "   40  error   action-without-due", "1 document: 80 errors, 1 warning"],
    );
    assert_eq!(said.stdout.matches(" --> coes/a.md").count(), 12);
    assert_eq!(said.stdout.matches("[should-have]").count(), 1);
    assert!(check(&sandbox, &["--format", "short"]).stdout.lines().count() == 81);
}

#[test]
fn tells_of_a_clone_without_its_history_and_of_a_repository_that_lost_it() {
    let sandbox = sandbox();
    sandbox.git(&["init", "-q", "-b", "main"]);
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "-q", "-m", "first"]);
    sandbox.git(&["commit", "-q", "--allow-empty", "-m", "second"]);
    let whole = format!("file://{}", sandbox.path("").display());
    sandbox.git(&["clone", "-q", "--depth", "1", &whole, "shallow"]);
    let shallow = sandbox.run(&["check", "shallow/coes", "--today", "2024-06-01"]);
    shallow.assert(1, &["warning[shallow-clone]: this clone is shallow", "git fetch --unshallow"]);
    fs::remove_dir_all(sandbox.path(".git/objects")).unwrap();
    fs::create_dir(sandbox.path(".git/objects")).unwrap();
    check(&sandbox, &[])
        .assert(1, &["warning[unreadable-history]: the history of the repository cannot be read"]);
}

#[test]
fn tells_of_a_vocabulary_that_cannot_be_understood_at_its_place() {
    let sandbox = Sandbox::new();
    sandbox.write("content/coes/a.md", "# A\n\nIt was odd.\n");
    sandbox.write("content/vocabulary/causes.toml", "[[cause]]\nid = retry-storm\n");
    let said = sandbox.run(&["check", ".", "--today", "2024-06-01", "--format", "short"]);
    assert!(said.stdout.starts_with("content/vocabulary/causes.toml:2:"), "{said}");
    assert!(said.stdout.contains("error[unreadable-vocabulary]"), "{said}");
}
