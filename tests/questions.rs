//! What nobody should type, and somebody does: `coebook search` says what it made of it and finds what it can.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use serde_json::Value;

use crate::support::{GOOD, Said, Sandbox};

/// Three COEs, one of them in a script without spaces.
fn three() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("coes/2024-03-05-checkout.md", GOOD);
    sandbox.write("coes/2024-04-06-search.md", "# Search was slow\n\n## Summary\n\nThe index was empty.\n");
    sandbox.write(
        "coes/2024-05-07-登録.md",
        "# 登録が止まった\n\n## 概要\n\nデータベースの接続が足りなくなった。\n",
    );
    sandbox
}

/// What the program answers as JSON, after a check that it answered at all.
#[track_caller]
fn asked(sandbox: &Sandbox, query: &str) -> Value {
    let said = sandbox.run(&["search", "--source", "coes", "--json", "--", query]);
    assert_eq!(said.status, Some(0), "{said}");
    let answer: Value = serde_json::from_str(&said.stdout).unwrap_or_else(|error| panic!("{error}: {said}"));
    assert_eq!(answer["query"], query);
    assert_eq!(said.stderr, "", "--json says all it has to say in JSON");
    answer
}

/// The same for many queries at once, each on a line of its own.
#[track_caller]
fn all_asked<'q>(sandbox: &Sandbox, queries: &[&'q str]) -> Vec<(&'q str, Value)> {
    sandbox.write("queries", queries.join("\n"));
    let said = sandbox.run(&["search", "--source", "coes", "--batch", "queries"]);
    assert_eq!(said.status, Some(0), "{said}");
    let answers: Vec<Value> = said.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), queries.len(), "{said}");
    queries.iter().copied().zip(answers).collect()
}

fn paths(answer: &Value) -> Vec<&str> {
    let hits = answer["hits"].as_array().unwrap();
    hits.iter().map(|hit| hit["path"].as_str().unwrap()).collect()
}

/// Every problem as `start..end message; hint`.
fn problems(answer: &Value) -> Vec<String> {
    let told = |problem: &Value| {
        let words = |name: &str| problem[name].as_str().unwrap().to_owned();
        format!("{}..{} {}; {}", problem["start"], problem["end"], words("message"), words("hint"))
    };
    answer["problems"].as_array().unwrap().iter().map(told).collect()
}

/// Asks as a person does, and fails unless each of these words is said and the command is content.
#[track_caller]
fn said(sandbox: &Sandbox, query: &str, words: &[&str]) -> Said {
    let said = sandbox.run(&["search", "--source", "coes", "--", query]);
    said.assert(0, words);
    assert!(!said.stdout.trim().is_empty() || !said.stderr.trim().is_empty(), "nothing is said of `{query}`");
    said
}

const CHECKOUT: &str = "2024-03-05-checkout.md";

#[test]
fn a_quotation_mark_that_is_not_closed_is_told_and_the_words_are_found() {
    let sandbox = three();
    let answer = asked(&sandbox, "\"batch job");
    assert_eq!(paths(&answer), [CHECKOUT]);
    assert_eq!(
        problems(&answer),
        ["0..1 `\"` opens a phrase that never ends; close it with another quotation mark"]
    );
    said(&sandbox, "\"batch job", &["opens a phrase that never ends", "Checkout was slow"]);
    assert_eq!(paths(&asked(&sandbox, "batch job\"")), [CHECKOUT]);
    assert_eq!(paths(&asked(&sandbox, "“batch job”")), [CHECKOUT]);
    assert_eq!(paths(&asked(&sandbox, "\"\" batch \"\"")), [CHECKOUT]);
}

#[test]
fn operators_that_join_nothing_are_told_and_passed_over() {
    let sandbox = three();
    for (query, told) in
        [("OR", "nothing"), ("OR batch", "nothing before it"), ("batch OR", "nothing after it")]
    {
        let answer = asked(&sandbox, query);
        assert!(problems(&answer).iter().any(|problem| problem.contains(told)), "{query}: {answer}");
        assert!(paths(&answer).contains(&CHECKOUT), "{query}: {answer}");
    }
    let idle =
        ["AND batch", "batch AND", "AND AND batch", "- batch", "batch -", "( batch", "batch )", "() batch"];
    for (query, answer) in all_asked(&sandbox, &idle) {
        assert_eq!(paths(&answer), [CHECKOUT], "{query}");
    }
}

/// Nothing in them can be looked for: all COEs are shown, and a line says so.
#[test]
fn a_query_without_a_word_shows_all_and_says_so() {
    let sandbox = three();
    for query in
        ["-", "--", "()", "\"\"", "🔥", "🔥🔥 👩‍🚒", "!?", "\u{7}\u{1b}[", "\u{202e}\u{200f}", "(((", ":"]
    {
        let answer = asked(&sandbox, query);
        assert_eq!(paths(&answer).len(), 3, "{query:?}: {answer}");
        assert!(!problems(&answer).is_empty(), "nothing is said of {query:?}");
        said(&sandbox, query, &["Checkout was slow"]);
    }
}

#[test]
fn an_empty_query_shows_all_and_has_nothing_to_explain() {
    let sandbox = three();
    for query in ["", " ", "\t\n"] {
        let answer = asked(&sandbox, query);
        assert_eq!(paths(&answer).len(), 3, "{query:?}");
        assert_eq!(problems(&answer), Vec::<String>::new(), "{query:?}");
    }
}

#[test]
fn only_words_everybody_uses_still_find_what_has_them() {
    let sandbox = three();
    for query in ["the", "the was", "the the the", "was the and of"] {
        let answer = asked(&sandbox, query);
        assert!(!paths(&answer).is_empty(), "{query}: {answer}");
        said(&sandbox, query, &["was slow"]);
    }
}

#[test]
fn an_unknown_field_is_told_with_the_nearest_one() {
    let sandbox = three();
    for (query, meant) in [
        ("sevice:checkout batch", "service:checkout"),
        ("servcie:checkout batch", "service:checkout"),
        ("yaer:2024 batch", "year:2024"),
        ("befroe:2024-06 batch", "before:2024-06"),
        ("technologie:redis batch", "technology:redis"),
        ("Sevrity:2 batch", "severity:2"),
    ] {
        let answer = asked(&sandbox, query);
        assert!(problems(&answer).iter().any(|problem| problem.contains(meant)), "{query}: {answer}");
        assert!(paths(&answer).contains(&CHECKOUT), "{query}: {answer}");
        said(&sandbox, query, &[meant]);
    }
}

#[test]
fn what_only_looks_like_a_field_is_words() {
    let sandbox = three();
    let queries = ["batch http://batch/job", "job::batch", "batch 09:20", "error:batch"];
    for (query, answer) in all_asked(&sandbox, &queries) {
        assert_eq!(problems(&answer), Vec::<String>::new(), "{query}");
        assert_eq!(paths(&answer).first(), Some(&CHECKOUT), "{query}: {answer}");
    }
}

#[test]
fn a_value_a_field_cannot_have_is_told_with_what_to_write() {
    let sandbox = three();
    for (query, told) in [
        ("severity:<=two batch", "`severity:<=two`: expected a number"),
        ("before:yesterday batch", "2024"),
        ("after:2024-13-45 batch", "2024"),
        ("in: batch", "in:timeline"),
    ] {
        let answer = asked(&sandbox, query);
        assert!(problems(&answer).iter().any(|problem| problem.contains(told)), "{query}: {answer}");
        assert!(paths(&answer).contains(&CHECKOUT), "{query}: {answer}");
        said(&sandbox, query, &[told]);
    }
}

#[test]
fn a_value_no_coe_has_is_told_with_those_there_are() {
    let sandbox = three();
    for (query, told) in [
        ("service:nowhere", "`service:nowhere`"),
        ("batch has:everything", "timeline"),
        ("lang:jp", "ja"),
        ("severity:two", "2"),
        ("severity:99999999999999999999", "2"),
        ("year:twenty", "2024"),
        ("team:nobody OR team:noone", "`team:noone`"),
    ] {
        said(&sandbox, query, &[told]);
        assert!(!problems(&asked(&sandbox, query)).is_empty(), "{query}");
    }
    for query in ["year:1999", "batch severity:5", "batch in:nowhere", "before:1990"] {
        said(&sandbox, query, &["nothing found"]);
    }
}

#[test]
fn places_of_problems_are_those_a_browser_counts() {
    let answer = asked(&three(), "🔥 é severity:<=two batch");
    assert!(problems(&answer).iter().any(|problem| problem.starts_with("5..19 ")), "{answer}");
}

#[test]
fn a_query_of_only_negations_shows_the_others() {
    let sandbox = three();
    assert_eq!(paths(&asked(&sandbox, "-batch")).len(), 2);
    assert!(!paths(&asked(&sandbox, "-batch")).contains(&CHECKOUT));
    assert_eq!(paths(&asked(&sandbox, "-batch -\"index was empty\"")).len(), 1);
    assert_eq!(paths(&asked(&sandbox, "-nothinghasthis")).len(), 3);
    assert_eq!(paths(&asked(&sandbox, "-year:2024")), Vec::<&str>::new());
    said(&sandbox, "-year:2024", &[]);
    said(&sandbox, "-slow -登録", &[]);
}

#[test]
fn parentheses_ten_thousand_deep_do_no_harm() {
    let sandbox = three();
    for query in [
        format!("{}batch{}", "(".repeat(10_000), ")".repeat(10_000)),
        format!("batch {}", "(".repeat(10_000)),
        format!("batch {}", ")(".repeat(10_000)),
        format!("batch {}", "-(".repeat(10_000)),
        format!("batch{}", ")".repeat(10_000)),
    ] {
        let answer = asked(&sandbox, &query);
        assert!(!problems(&answer).is_empty() || paths(&answer) == [CHECKOUT], "{answer}");
        said(&sandbox, &query, &[]);
    }
    let answer = asked(&sandbox, &format!("{}batch{}", "(".repeat(40), ")".repeat(40)));
    assert_eq!(paths(&answer), [CHECKOUT]);
    assert!(problems(&answer).iter().any(|problem| problem.contains("nested too deep")), "{answer}");
}

#[test]
fn ten_thousand_characters_are_read_as_far_as_it_makes_sense() {
    let sandbox = three();
    for query in [
        "batch ".repeat(1_700),
        "a".repeat(10_000),
        format!("batch {}", "登録".repeat(5_000)),
        format!("batch {}", "\"".repeat(10_000)),
        "batch OR ".repeat(1_200),
        "-".repeat(10_000),
        "batch* ".repeat(1_500),
        "(a+)+$ ".repeat(1_500),
        format!("batch service:{}", "x,".repeat(5_000)),
        (0..2_500).map(|number| format!("w{number} ")).collect(),
    ] {
        let answer = asked(&sandbox, &query);
        assert!(!problems(&answer).is_empty(), "{answer}");
        let said = said(&sandbox, &query, &[]);
        assert!(said.to_string().len() < 6_000, "a long query is not said again: {said}");
    }
    assert_eq!(paths(&asked(&sandbox, &"batch ".repeat(1_700))), [CHECKOUT]);
}

#[test]
fn wildcards_and_patterns_are_words() {
    let sandbox = three();
    let patterns =
        ["batch*", "batch?", "/batch/", "batch~2", "batch^4", "[batch]", "{batch}", "+batch", "batch\\"];
    for (query, answer) in all_asked(&sandbox, &patterns) {
        assert_eq!(paths(&answer).first(), Some(&CHECKOUT), "{query}");
    }
}

#[test]
fn writing_from_right_to_left_and_invisible_characters_do_no_harm() {
    let sandbox = three();
    sandbox.write(
        "coes/2024-06-08-rtl.md",
        "# תקלה בקופה\n\n## Summary\n\nהמערכת הייתה איטית. انقطاع الخدمة.\n",
    );
    let queries =
        ["תקלה", "المحطة OR انقطاع", "\u{202b}תקלה\u{202c}", "תק\u{200d}לה OR תקלה", "\u{feff}תקלה"];
    for (query, answer) in all_asked(&sandbox, &queries) {
        assert_eq!(paths(&answer), ["2024-06-08-rtl.md"], "{query:?}");
    }
}

#[test]
fn control_characters_of_a_query_reach_no_terminal() {
    let sandbox = three();
    for query in [
        "batch\u{1b}[31m",
        "\u{1b}]0;title\u{7}batch",
        "batch\u{8}\u{8}",
        "\"batch\u{1b}[2J",
        "sevice:\u{1b}[2Jx batch",
    ] {
        let all = said(&sandbox, query, &[]).to_string();
        assert!(!all.contains(|char: char| char.is_control() && char != '\n'), "{all:?}");
    }
}

#[test]
fn a_word_nobody_wrote_is_answered_with_what_may_be_meant_or_what_to_do() {
    let sandbox = three();
    let answer = asked(&sandbox, "bacth");
    assert_eq!(paths(&answer), [CHECKOUT], "{answer}");
    assert_eq!(answer["corrections"][0]["meant"], "batch");
    said(&sandbox, "bacth", &["batch"]);
    let answer = asked(&sandbox, "zzzzqqqq");
    assert_eq!(paths(&answer), Vec::<&str>::new());
    said(&sandbox, "zzzzqqqq", &["nothing found", "try fewer words"]);
}

#[test]
fn a_script_without_spaces_is_found_by_any_part() {
    let sandbox = three();
    for (query, answer) in all_asked(&sandbox, &["登録", "データベース", "接続", "止まった", "接"])
    {
        assert_eq!(paths(&answer), ["2024-05-07-登録.md"], "{query}");
    }
}

#[test]
fn an_empty_knowledge_base_says_that_there_is_nothing_to_search() {
    let sandbox = Sandbox::new();
    sandbox.write("coes/README.md", "# Our reports\n");
    let said = sandbox.run(&["search", "--source", "coes", "batch"]);
    assert_eq!(said.status, Some(2), "{said}");
    assert!(said.stderr.contains("coes"), "{said}");
}
