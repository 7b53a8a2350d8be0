//! `coebook vocabulary`: the words that are used, and one made another without a byte more than that.
#![allow(clippy::disallowed_methods, reason = "tests prepare and inspect folders by hand")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use serde_json::Value;

use crate::support::{Said, Sandbox};

/// Words in every form front matter knows, with comments, quotes and a list that has both words.
const FIRST: &str = "\
---
title: The queue filled up
date: 2023-02-07
causes: [retries-storm, capacity-limit]  # as the debrief said
services: \"queue, api\"
team: payments
impacted-teams:
  - payments   # ours
  - 'search'
tags:
  - \"Retries Storm\"
  - capacity
actions:
  - title: Cap the retries of the client
    owner: \"@payments\"
    due: 2023-04-01
    addresses: [retries-storm]
---
## Summary

A retries-storm by payments, in [retries-storm, capacity-limit]: team: payments.
";

const SECOND: &str = "+++\r
title = \"The queue filled up again\" # retries-storm\r
date = 2023-05-02\r
causes = [\r
    \"retry-storm\", # kept\r
    'retries-storm',\r
]\r
team = \"Payments\"\r
+++\r
\r
## Summary\r
\r
Once more: retries-storm.\r
";

const THIRD: &str = "\u{feff}{
\t\"title\": \"Somebody sent too much\",
\t\"cause\": \"retries-storm\",
\t\"owner\": \"payments\",
\t\"services\": [\"api\"]
}

Summary
=======

A short one.
";

const CAUSES: &str = "\
# Technical.

# The classic one.
[[cause]]
id = \"retry-storm\"
title = \"Retry storm\" # of callers
synonyms = [\"thundering herd\"]

# To be merged one day.
[[cause]]
id = \"retries-storm\"
title = \"Retries storm\"
synonyms = [
    \"retry loop\",
]

[[cause]]
id = \"capacity-limit\"
parent = \"retries-storm\"
";

const TEAMS: &str = "\
[[team]]
id = \"payments\"
title = \"Payments\"

[[team]]
id = \"search\"

[[team]]
id = \"identity\"
";

fn three() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("content/coes/2023-02-07-full.md", FIRST);
    sandbox.write("content/coes/2023-05-02-full-again.md", SECOND);
    sandbox.write("content/coes/too-much.md", THIRD);
    sandbox.write("content/vocabulary/causes.toml", CAUSES);
    sandbox.write("content/vocabulary/teams.toml", TEAMS);
    sandbox.write(
        "content/vocabulary/champions.toml",
        "[[champion]]\nrole = \"alarms\"\ncovers = [\"retries-storm\", \"retry-storm\", \"search\"]\n",
    );
    sandbox.write("content/vocabulary/services.toml", "[[service]]\nid = \"queue\"\nteam = \"payments\"\n");
    sandbox
}

fn committed(sandbox: &Sandbox) {
    sandbox.git(&["init", "-q"]);
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "-qm", "Begin"]);
}

fn json(said: &Said) -> Value {
    assert_eq!((said.status, said.stderr.as_str()), (Some(0), ""), "{said}");
    serde_json::from_str(&said.stdout).unwrap_or_else(|error| panic!("{error}: {said}"))
}

// ---- the list

#[test]
fn lists_words_with_counts_and_what_may_be_one() {
    let said = three().run(&["vocabulary"]);
    said.assert(
        0,
        &[
            "causes  3 in use",
            "    3  retries-storm",
            "teams  2 in use",
            "coebook vocabulary merge Payments payments --kind team",
            "teams of the vocabulary nobody uses: identity",
            "did you mean `queue`?",
        ]
        .map(|words| words.replace("did you mean `queue`?", "not in the vocabulary"))
        .each_ref()
        .map(String::as_str),
    );
}

#[test]
fn tells_near_duplicates_with_what_to_run() {
    let sandbox = Sandbox::new();
    let coe = |causes: &str| format!("---\ntitle: A\ncauses: [{causes}]\n---\n## Summary\n\nText.\n");
    sandbox.write("coes/a.md", coe("retry-storm, config-api-v1, monitoring-gap"));
    sandbox.write("coes/b.md", coe("retry-storm, config-api-v2, monitering-gap"));
    sandbox.write("coes/c.md", coe("retry storms, retries-storm, monitoring-gap"));
    let said = sandbox.run(&["vocabulary", "coes", "--kind", "cause", "--json"]);
    let list = json(&said);
    let alike: Vec<(&str, &str)> = list["kinds"][0]["alike"]
        .as_array()
        .unwrap()
        .iter()
        .map(|pair| (pair["word"].as_str().unwrap(), pair["keep"].as_str().unwrap()))
        .collect();
    assert!(alike.contains(&("monitering-gap", "monitoring-gap")), "{said}");
    assert!(alike.contains(&("retries-storm", "retry-storm")), "{said}");
    assert!(alike.contains(&("retry storms", "retry-storm")), "{said}");
    assert!(!said.stdout.contains("v2 "), "{said}");
    let run = list["kinds"][0]["alike"].as_array().unwrap().iter().find(|it| it["word"] == "retry storms");
    assert_eq!(run.unwrap()["run"], "coebook vocabulary merge 'retry storms' retry-storm --kind cause");
}

#[test]
fn names_the_nearest_term_for_a_word_no_vocabulary_knows() {
    let sandbox = three();
    sandbox
        .write("content/coes/x.md", "---\ntitle: X\ncauses: [capacity-limits-hit]\n---\n## Summary\n\nX.\n");
    sandbox
        .run(&["vocabulary", "--kind", "cause"])
        .assert(0, &["capacity-limits-hit  not in the vocabulary; did you mean `capacity-limit`?"]);
}

#[test]
fn what_it_proposes_can_be_run_as_it_is() {
    let sandbox = three();
    let list = json(&sandbox.run(&["vocabulary", "--json"]));
    let kinds = list["kinds"].as_array().unwrap().clone();
    let runs: Vec<String> = kinds
        .iter()
        .flat_map(|kind| kind["alike"].as_array().unwrap())
        .map(|pair| pair["run"].as_str().unwrap().to_owned())
        .collect();
    assert!(!runs.is_empty());
    for run in runs.iter().filter(|run| !run.contains('\'')) {
        let arguments: Vec<&str> = run.split(' ').skip(1).collect();
        sandbox.run(&arguments).assert(0, &["would be edited", "@@"]);
    }
}

#[test]
fn proposes_no_edit_of_words_that_stand_only_in_the_text() {
    let sandbox = three();
    sandbox.write("content/coes/text.md", "# In words\n\n- Services: Queue\n\n## Summary\n\nText.\n");
    let said = sandbox.run(&["vocabulary", "--kind", "service"]);
    said.assert(
        0,
        &["`Queue` and `queue`: written differently", "`Queue` stands only in the text of documents"],
    );
    sandbox
        .run(&["vocabulary", "merge", "Queue", "queue"])
        .assert(2, &["no front matter and no vocabulary has the service `Queue`", "written in another way"]);
}

// ---- edits

#[test]
fn shows_the_edits_and_writes_nothing_until_it_is_told_to() {
    let sandbox = three();
    let said = sandbox.run(&["vocabulary", "merge", "retries-storm", "retry-storm", "--kind", "cause"]);
    said.assert(
        0,
        &[
            "--- a/content/coes/2023-02-07-full.md",
            "-causes: [retries-storm, capacity-limit]  # as the debrief said",
            "+causes: [retry-storm, capacity-limit]  # as the debrief said",
            "5 files would be edited; add --write to do it.",
        ],
    );
    assert_eq!(sandbox.read("content/coes/2023-02-07-full.md"), FIRST);
    assert_eq!(sandbox.read("content/vocabulary/causes.toml"), CAUSES);
}

#[test]
fn merges_a_word_into_another_and_touches_nothing_else() {
    let sandbox = three();
    committed(&sandbox);
    let merge = ["vocabulary", "merge", "retries-storm", "retry-storm", "--kind", "cause", "--write"];
    sandbox.run(&merge).assert(0, &["5 files edited."]);
    let champions = sandbox.read("content/vocabulary/champions.toml");
    assert!(champions.ends_with("covers = [\"retry-storm\", \"search\"]\n"), "{champions}");
    let first = FIRST.replacen("causes: [retries-storm,", "causes: [retry-storm,", 1).replacen(
        "addresses: [retries-storm]",
        "addresses: [retry-storm]",
        1,
    );
    assert_eq!(sandbox.read("content/coes/2023-02-07-full.md"), first);
    assert_eq!(
        sandbox.read("content/coes/2023-05-02-full-again.md"),
        SECOND.replacen("    'retries-storm',\r\n", "", 1)
    );
    assert_eq!(
        sandbox.read("content/coes/too-much.md"),
        THIRD.replacen("\"retries-storm\"", "\"retry-storm\"", 1)
    );
    assert_eq!(
        sandbox.read("content/vocabulary/causes.toml"),
        "\
# Technical.

# The classic one.
[[cause]]
id = \"retry-storm\"
title = \"Retry storm\" # of callers
synonyms = [\"thundering herd\", \"retries-storm\", \"retry loop\"]

[[cause]]
id = \"capacity-limit\"
parent = \"retry-storm\"
"
    );
    sandbox.run(&merge[..6]).assert(2, &["no front matter and no vocabulary has the cause `retries-storm`"]);
}

#[test]
fn renames_a_team_wherever_it_stands() {
    let sandbox = three();
    committed(&sandbox);
    sandbox
        .run(&["vocabulary", "rename", "payments", "Money & more", "--write"])
        .assert(0, &["5 files edited."]);
    let first = FIRST
        .replacen("team: payments", "team: \"Money & more\"", 1)
        .replacen("  - payments   # ours", "  - \"Money & more\"   # ours", 1)
        .replacen("\"@payments\"", "\"@Money & more\"", 1);
    assert_eq!(sandbox.read("content/coes/2023-02-07-full.md"), first);
    assert_eq!(
        sandbox.read("content/coes/2023-05-02-full-again.md"),
        SECOND.replacen("\"Payments\"", "\"Money & more\"", 1)
    );
    assert_eq!(
        sandbox.read("content/coes/too-much.md"),
        THIRD.replacen("\"payments\"", "\"Money & more\"", 1)
    );
    assert_eq!(
        sandbox.read("content/vocabulary/teams.toml"),
        TEAMS.replacen("id = \"payments\"", "id = \"Money & more\"", 1)
    );
    assert_eq!(
        sandbox.read("content/vocabulary/services.toml"),
        "[[service]]\nid = \"queue\"\nteam = \"Money & more\"\n"
    );
}

#[test]
fn keeps_the_old_word_as_a_synonym() {
    let sandbox = three();
    let rename = ["vocabulary", "rename", "capacity-limit", "ran-out", "--write", "--allow-dirty"];
    sandbox.run(&rename).assert(0, &["2 files edited."]);
    let causes = sandbox.read("content/vocabulary/causes.toml");
    assert!(
        causes.ends_with("id = \"ran-out\"\nsynonyms = [\"capacity-limit\"]\nparent = \"retries-storm\"\n"),
        "{causes}"
    );
    sandbox.run(&["check"]).assert(0, &[]);
}

#[test]
fn changes_a_part_of_a_text_with_commas() {
    let sandbox = three();
    let rename =
        ["vocabulary", "rename", "api", "front-door", "--write", "--allow-dirty", "--kind", "service"];
    sandbox.run(&rename).assert(0, &["2 files edited."]);
    let first = sandbox.read("content/coes/2023-02-07-full.md");
    assert_eq!(first, FIRST.replacen("\"queue, api\"", "\"queue, front-door\"", 1));
    let merge = ["vocabulary", "merge", "front-door", "queue", "--write", "--allow-dirty"];
    sandbox.run(&merge).assert(0, &["3 files edited."]);
    let first = sandbox.read("content/coes/2023-02-07-full.md");
    assert_eq!(first, FIRST.replacen("\"queue, api\"", "\"queue\"", 1));
}

#[test]
fn makes_spellings_of_one_word_one() {
    let sandbox = three();
    let merge = ["vocabulary", "merge", "Payments", "payments", "--write", "--allow-dirty", "--json"];
    assert_eq!(
        json(&sandbox.run(&merge)),
        serde_json::json!({
            "schema": "coebook/vocabulary-change/1", "kind": "team", "from": "Payments", "to": "payments",
            "written": true, "files": ["content/coes/2023-05-02-full-again.md"], "by_hand": [],
        })
    );
}

// ---- what is refused

#[test]
fn does_not_write_over_what_nobody_committed() {
    let sandbox = three();
    let merge = ["vocabulary", "merge", "retries-storm", "retry-storm", "--kind", "cause", "--write"];
    let unchanged = |sandbox: &Sandbox| assert_eq!(sandbox.read("content/coes/too-much.md"), THIRD);
    sandbox.run(&merge).assert(2, &["the folder is in no git repository", "--allow-dirty"]);
    unchanged(&sandbox);
    committed(&sandbox);
    sandbox.write(
        "content/coes/2023-02-07-full.md",
        FIRST.replace("once", "twice").replace("A retries", "Some"),
    );
    sandbox.run(&merge).assert(2, &["content/coes/2023-02-07-full.md has changes that are not committed"]);
    unchanged(&sandbox);
    sandbox.write("content/coes/2023-02-07-full.md", FIRST);
    sandbox.write("content/coes/notes.md", "# Another file may be as it is\n\n## Summary\n\nText.\n");
    sandbox.run(&merge).assert(0, &["5 files edited."]);
}

#[test]
fn says_what_is_wrong_with_what_was_asked_for() {
    let sandbox = three();
    let cases: [(&[&str], &str, &str); 9] = [
        (
            &["merge", "retry-strom", "capacity-limit"],
            "has the term `retry-strom`",
            "did you mean `retry-storm`?",
        ),
        (&["merge", "retry-storm", "retry-storm"], "`retry-storm` is `retry-storm` already", "two different"),
        (&["merge", "retries-storm", "retry-storm"], "is a cause and a tag", "--kind cause"),
        (
            &["merge", "capacity-limit", "unheard"],
            "there is no cause `unheard`",
            "rename capacity-limit unheard",
        ),
        (&["rename", "capacity-limit", "retry-storm"], "there is a cause `retry-storm` already", "merge"),
        (&["rename", "capacity-limit", "thundering herd"], "already a word for `retry-storm`", "merge"),
        (&["rename", "capacity-limit", "a, b"], "`a, b` is no word for a term", "retry-storm"),
        (
            &["rename", "capacity-limit", "x", "--kind", "team"],
            "has the team `capacity-limit`",
            "--kind cause",
        ),
        (&["rename", "a", "b", "--source", "nowhere"], "there is no folder nowhere", "name the folder"),
    ];
    for (arguments, why, hint) in cases {
        sandbox.run(&[&["vocabulary"], arguments].concat()).assert(2, &[why, hint]);
    }
    sandbox.run(&["vocabulary", "nowhere"]).assert(2, &["there is no folder nowhere"]);
}

#[test]
fn leaves_what_it_cannot_read_or_rewrite_to_people() {
    let sandbox = three();
    let broken = "---\ntitle: [\ncauses: [capacity-limit]\nteam: *x\n---\n## Summary\n\nText.\n";
    let inside = "---\ntitle: Inside\ncauses: \"slow, capacity-limit\"\n---\n## Summary\n\nText.\n";
    sandbox.write("content/coes/broken.md", broken);
    sandbox.write("content/coes/inside.md", inside);
    let rename = ["vocabulary", "rename", "capacity-limit", "ran \"out\"", "--write", "--allow-dirty"];
    sandbox.run(&rename).assert(
        0,
        &[
            "Edit these by hand:",
            "content/coes/broken.md: its front matter cannot be read",
            "content/coes/inside.md: the word is written in an unusual way",
        ],
    );
    assert_eq!(sandbox.read("content/coes/broken.md"), broken);
    assert_eq!(sandbox.read("content/coes/inside.md"), inside);
    sandbox.write("content/vocabulary/teams.toml", "[[team]\n");
    sandbox.run(&rename).assert(2, &["cannot read content/vocabulary/teams.toml"]);
}

#[test]
fn edits_anchors_once_and_keeps_what_refers_to_them() {
    let sandbox = Sandbox::new();
    let text = "---\ntitle: A\ncauses: &c [slow, old]\nactions:\n  - {title: Mend it, addresses: *c}\n---\n## Summary\n\nA.\n";
    sandbox.write("coes/a.md", text);
    let rename = ["vocabulary", "rename", "slow", "sluggish", "--source", "coes", "--write", "--allow-dirty"];
    sandbox.run(&rename).assert(0, &["1 file edited."]);
    assert_eq!(sandbox.read("coes/a.md"), text.replacen("slow", "sluggish", 1));
}

// ---- the invariant

/// Every fact of the export, with the words of causes and services put in the new way.
fn facts(sandbox: &Sandbox) -> Vec<Value> {
    sandbox.run(&["build", ".", "--out", "site", "--today", "2026-01-01", "--force"]).assert(0, &[]);
    let export: Value = serde_json::from_str(&sandbox.read("site/data/coes.json")).unwrap();
    std::fs::remove_dir_all(sandbox.path("site")).unwrap();
    export["coes"].as_array().unwrap().iter().map(|coe| expected(coe.clone())).collect()
}

fn expected(mut coe: Value) -> Value {
    for key in ["causes", "addresses"] {
        let Some(words) = coe.get_mut(key).and_then(Value::as_array_mut) else { continue };
        words.iter_mut().filter(|word| *word == "old-word").for_each(|word| *word = "new-word".into());
        let mut kept: Vec<Value> = Vec::new();
        words.retain(|word| {
            let new = !kept.contains(word);
            kept.push(word.clone());
            new
        });
        // Where both words stood the old one goes, wherever the new one is.
        words.sort_by_key(Value::to_string);
    }
    // What is alike, and what follows from it, may change with the words.
    for key in ["related", "pending_at_start", "origin", "sections"] {
        coe.as_object_mut().unwrap().remove(key);
    }
    let actions = coe["actions"].as_array_mut().unwrap();
    actions.iter_mut().for_each(|action| *action = expected_action(action.take()));
    coe
}

fn expected_action(mut action: Value) -> Value {
    if let Some(words) = action.get_mut("addresses").and_then(Value::as_array_mut) {
        words.iter_mut().filter(|word| *word == "old-word").for_each(|word| *word = "new-word".into());
        words.dedup();
    }
    action.as_object_mut().unwrap().remove("line");
    action
}

#[test]
fn changes_only_the_facts_that_are_meant() {
    let sandbox = Sandbox::new();
    let mut seed = 11u64;
    let mut pick = |bound: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % bound
    };
    let words = ["old-word", "\"old-word\"", "'old-word'", "new-word", "other", "\"a b\"", "\"old-words\""];
    for number in 0..60 {
        let mut list: Vec<&str> = (0..1 + pick(4)).map(|_| words[pick(words.len())]).collect();
        list.push("last");
        let newline = ["\n", "\r\n"][pick(2)];
        let causes = match pick(4) {
            0 => format!("[{}]", list.join([", ", ",", " , "][pick(3)])),
            1 => list.iter().map(|word| format!("\n  - {word}{}", ["", "  # why"][pick(2)])).collect(),
            2 => format!("[\n    {}\n  ]", list.join(",\n    ")),
            _ => list.iter().map(|word| format!("\n- {word}")).collect(),
        };
        let text = format!(
            "---\n# old-word\ntitle: Number {number} of old-word\ncauses: {causes}\ntags: [old-word]\nactions:\n  - title: Mend \
             old-word {number}\n    owner: old-word\n    addresses: [old-word, new-word]\n---\n## Summary\n\nAbout \
             old-word.\n\n```yaml\n---\ncauses: [old-word]\n---\n```\n"
        );
        let bom = ["", "\u{feff}"][pick(2)];
        sandbox.write(&format!("coes/c{number}.md"), format!("{bom}{}", text.replace('\n', newline)));
    }
    let body = |number: usize| {
        let text = sandbox.read(&format!("coes/c{number}.md"));
        let at = text.find("## Summary").unwrap();
        text[at..].to_owned()
    };
    let (before, bodies) = (facts(&sandbox), (0..60).map(body).collect::<Vec<_>>());
    let merge =
        ["vocabulary", "merge", "old-word", "new-word", "--kind", "cause", "--write", "--allow-dirty"];
    let said = sandbox.run(&merge);
    said.assert(0, &["files edited."]);
    assert!(!said.stdout.contains("by hand"), "{said}");
    assert_eq!((0..60).map(body).collect::<Vec<_>>(), bodies);
    for (now, then) in facts(&sandbox).iter().zip(&before) {
        assert_eq!(now, then);
    }
    assert!((0..60).all(|number| sandbox.read(&format!("coes/c{number}.md")).contains("owner: old-word")));
}
