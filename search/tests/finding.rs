//! What is found by what is typed, and in which order.

mod support;

use coebook_search::{Question, Reply, Sort, Unfit};
use support::{archive, ask, engine, incidents};

/// The ids of the hits.
fn ids(query: &str) -> Vec<String> {
    ask(query).hits.into_iter().map(|hit| hit.id).collect()
}

#[test]
fn finds_words_in_all_their_forms() {
    assert_eq!(ids("queries "), ids("query "));
    assert_eq!(ids("certificates expire "), ["cert"]);
    assert_eq!(ids("feil "), ["lager"], "Norwegian forms");
    assert_eq!(ids("alesund "), ["lager"], "without accents");
    assert_eq!(ids("障害 "), ["shougai"]);
}

#[test]
fn finds_identifiers_whole_and_by_their_parts() {
    for query in ["ERR_OSSL_EVP ", "err_ossl_evp ", "ossl ", "\"OSSL EVP\" "] {
        assert_eq!(ids(query), ["cert"], "{query}");
    }
    for query in
        ["RULE-A002 ", "A002 ", "BananaDistributionLimitExceeded ", "banana limit ", "db-01.prod ", "db-01 "]
    {
        assert_eq!(ids(query), ["pool"], "{query}");
    }
}

#[test]
fn puts_titles_first_and_completes_the_last_word() {
    assert_eq!(ids("pool ")[0], "pool");
    assert_eq!(ids("cache ")[0], "cache");
    assert_eq!(ids("certif"), ["cert"]);
    assert_eq!(ids("chec"), ids("checkout "));
    assert!(ids("chec ").is_empty(), "a word that is finished stands for itself");
}

#[test]
fn finds_what_was_meant_only_when_nothing_was_found() {
    let answer = ask("certifcate ");
    assert_eq!(answer.hits[0].id, "cert");
    assert_eq!(
        (answer.corrections[0].word.as_str(), answer.corrections[0].meant.as_str()),
        ("certifcate", "certificate")
    );
    assert_eq!(answer.suggestion.as_deref(), Some("certificate "));
    assert!(ask("certificate ").corrections.is_empty());
}

#[test]
fn understands_phrases_choices_and_exclusions() {
    assert_eq!(ids("\"pool timed out\""), ["pool"]);
    assert!(ids("\"timed pool\"").is_empty());
    assert_eq!(ids("pool -checkout "), ["quiet"]);
    let mut either = ids("certificate OR lageret ");
    either.sort();
    assert_eq!(either, ["cert", "lager"]);
    assert_eq!(ids("pool (drained OR banana) "), ids("pool banana OR drained "));
}

#[test]
fn restricts_by_facet_day_and_section() {
    assert_eq!(ids("query service:checkout "), ids("query checkout "));
    assert_eq!(ids("severity:<=1 year:2021"), ["cert"]);
    assert_eq!(ids("after:2023-02 before:2024-06"), ["shougai", "lager"]);
    assert_eq!(ids("pool in:timeline "), ["pool", "quiet"]);
    assert_eq!(ids("-service:checkout pool "), ["quiet"]);
    assert_eq!(ids("\"pool timed out\" in:timeline "), ["pool"]);
    assert!(ids("\"pool timed out\" in:summary ").is_empty());
}

#[test]
fn gives_everything_latest_first_when_nothing_is_asked() {
    let answer = ask("");
    assert_eq!(answer.total, incidents().len());
    assert_eq!(answer.hits[0].id, "quiet");
    assert_eq!(answer.hits[0].snippet, "Nothing was down. A query was slow, the dashboard was empty.");
}

#[test]
fn shows_the_section_that_fits_best() {
    let answer = ask("\"alarm rang\"");
    let hit = &answer.hits[0];
    assert_eq!((hit.section.as_deref(), hit.anchor.as_deref()), (Some("timeline"), Some("timeline")));
    assert_eq!(hit.parts, ["09:12 the pool timed out, then the ", "alarm", " ", "rang", "."]);
    assert_eq!(ask("pool ").hits[0].title_parts, ["Connection ", "pool", " of checkout exhausted"]);
}

#[test]
fn shows_the_most_fitting_when_nothing_has_all_words() {
    let answer = ask("certificate expired zebra ");
    assert!(answer.relaxed);
    assert_eq!(answer.hits[0].id, "cert");
    for query in
        ["zebra giraffe lion pool ", "zebr4@pool giraffe ", "http://zebra/giraffe/pool ", "lion_pool "]
    {
        let answer = ask(query);
        assert!(answer.relaxed, "{query}");
        assert!(answer.hits.iter().any(|hit| hit.id == "pool"), "{query}: little is better than nothing");
    }
}

#[test]
fn counts_facets_as_if_their_own_value_were_not_chosen() {
    let answer = ask("query service:checkout ");
    let counts = |name: &str| {
        answer.facets[name].as_array().unwrap().iter().map(|it| it["count"].as_u64().unwrap()).sum::<u64>()
    };
    assert_eq!(counts("severity"), answer.total as u64);
    assert_eq!(answer.facets["service"][0]["chosen"], true);
}

#[test]
fn finds_incidents_by_their_log() {
    let archive = archive();
    let log = "2026-01-01T00:00:00Z ERROR 0xdeadbeef12 worker-7\n  at Pool.acquire: BananaDistributionLimitExceeded\n";
    let question = Question { query: log.to_owned(), symptom: true, ..Question::default() };
    let answer = engine(&archive).ask_with(&question, &|name| archive.piece(name)).unwrap();
    assert_eq!(answer.hits[0].id, "pool");
}

#[test]
fn says_what_makes_no_sense_and_answers_all_the_same() {
    let answer = ask("severity:<=two pool ");
    assert_eq!(answer.problems[0].message, "`severity:<=two`: expected a number");
    assert_eq!(answer.hits[0].id, "pool");
    let answer = ask("service:chekout ");
    assert_eq!(answer.problems[0].hint, "did you mean `service:checkout`?");
    assert_eq!(ask("service:x,x,x ").problems.len(), 1);
    assert_eq!(ask("service:a,b,c,d,e,f,g,h,i ").problems.len(), 5);
}

#[test]
fn needs_few_pieces_at_once_and_refuses_wrong_ones() {
    let archive = archive();
    let engine = engine(&archive);
    let question = Question { query: "pool".to_owned(), facets: false, ..Question::default() };
    let mut rounds = 0;
    loop {
        let Reply::Need(names) = engine.ask(&question).unwrap() else { break };
        assert!(!engine.give(&names[0], b"something else".to_vec()));
        for name in names {
            assert!(engine.give(&name, archive.piece(&name).unwrap()), "{name}");
        }
        rounds += 1;
    }
    assert!(rounds <= 2, "{rounds} rounds");
    let error = support::engine(&archive).ask_with(&question, &|_| None).unwrap_err();
    assert!(error.to_string().contains("is missing"), "{error}");
}

#[test]
fn tells_another_version_from_damage() {
    let archive = archive();
    let mut hot = archive.piece(&archive.hot).unwrap();
    assert!(matches!(coebook_search::Engine::open(&hot[..hot.len() / 2]), Err(Unfit::Damaged(_))));
    hot[15] = b'9';
    assert_eq!(coebook_search::Engine::open(&hot).err(), Some(Unfit::Version));
    assert!(matches!(coebook_search::Engine::open(b"<!doctype html>"), Err(Unfit::Damaged(_))));
}

#[test]
fn gives_the_same_bytes_every_time() {
    let one = archive();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let other = pool.install(archive);
    assert_eq!(one.hot, other.hot);
    assert_eq!(one.pieces, other.pieces);
}

#[test]
fn says_nothing_of_a_letter_that_is_hardly_begun() {
    assert_eq!(ids("p"), ids(""));
    assert_eq!(ids("certificate p"), ids("certificate "));
}

#[test]
fn sorts_by_date_when_asked() {
    let archive = archive();
    let question =
        Question { query: "pool OR certificate ".to_owned(), sort: Sort::Date, ..Question::default() };
    let answer = engine(&archive).ask_with(&question, &|name| archive.piece(name)).unwrap();
    let dates: Vec<_> = answer.hits.iter().map(|hit| hit.date.clone()).collect();
    assert!(dates.is_sorted_by(|a, b| a >= b), "{dates:?}");
}
