//! The engine of the browser answers what this one answers, byte for byte, and asks for the same pieces on the way.
//!
//! Questions are in `cases/*.toml`: a case is a query, and where it matters what is found. The committed engine is run by
//! node; where there is none, that half is skipped, and says so.
#![allow(clippy::disallowed_methods, reason = "tests prepare and inspect folders by hand")]
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

#[allow(dead_code, reason = "each test binary uses its own part of this")]
mod support;

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use coebook_search::{Archive, Document, Given, Session, write};
use serde::Deserialize;
use serde_json::{Value, json};

const HERE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    query: String,
    /// The query is that often what is written.
    #[serde(default = "once")]
    repeat: usize,
    limit: Option<usize>,
    offset: Option<usize>,
    #[serde(default)]
    facets: bool,
    #[serde(default)]
    symptom: bool,
    sort: Option<String>,
    /// The first hits.
    hits: Option<Vec<String>>,
    total: Option<usize>,
}

#[derive(Debug, Deserialize)]
struct Cases {
    case: Vec<Case>,
}

fn once() -> usize {
    1
}

impl Case {
    fn question(&self) -> String {
        let mut question = json!({
            "query": self.query.repeat(self.repeat), "facets": self.facets, "symptom": self.symptom,
            "limit": self.limit.unwrap_or(6), "offset": self.offset.unwrap_or(0),
        });
        if let Some(sort) = &self.sort {
            question["sort"] = json!(sort);
        }
        question.to_string()
    }
}

fn cases() -> Vec<Case> {
    let mut files: Vec<PathBuf> = fs::read_dir(Path::new(HERE).join("cases"))
        .expect("a folder of cases")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    let read = |path: PathBuf| -> Vec<Case> {
        let text = fs::read_to_string(&path).expect("a file of cases");
        toml::from_str::<Cases>(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display())).case
    };
    files.into_iter().flat_map(read).collect()
}

/// The incidents of all tests, and so many more that lists of documents are packed in blocks.
fn documents() -> Vec<Document> {
    const WORDS: [&str; 12] = [
        "alpha", "beta", "gamma", "delta", "worker", "broker", "latency", "rollback", "shard", "replica",
        "quota", "retry",
    ];
    let mut seed = 1_u32;
    let mut word = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        // Low numbers are drawn more often, as words are.
        let (a, b) = ((seed >> 16) as usize % WORDS.len(), (seed >> 24) as usize % WORDS.len());
        WORDS[a.min(b)]
    };
    let mut documents = support::incidents();
    for number in 0..600_u32 {
        let text: Vec<&str> = (0..20 + number as usize % 40).map(|_| word()).collect();
        let title = format!("{} {} number {number}", word(), word());
        let day = 20_230_101 + number % 2 * 10_000 + number / 28 % 12 * 100 + number % 28;
        let summary = format!("The {} queue: {}. outage", word(), text.join(" "));
        let timeline = format!("09:{:02} the {} began, host-{number:03}.prod failed.", number % 60, word());
        let sections = [("summary", summary.as_str()), ("timeline", timeline.as_str())];
        documents.push(support::document(&format!("more-{number:03}"), &title, day, &sections));
    }
    documents
}

static ARCHIVE: LazyLock<Archive> = LazyLock::new(|| {
    let documents = documents();
    write::write(documents.len(), &|number| documents[number].clone()).expect("an index")
});

/// What a page hears on its way to an answer: the answer is the last.
fn replies(session: &mut Session, question: &str) -> Vec<String> {
    let mut replies = Vec::new();
    loop {
        let reply = session.ask(question.as_bytes());
        let told: Value = serde_json::from_str(&reply).expect("JSON");
        replies.push(reply);
        let Some(needed) = told["need"].as_array() else { return replies };
        for name in needed {
            let name = name.as_str().expect("a name");
            assert_eq!(session.give(name, ARCHIVE.piece(name).expect("a piece")), Given::Taken, "{name}");
        }
    }
}

/// A session that has nothing but the hot piece, as a page that was just opened.
fn session() -> Session {
    let mut session = Session::new();
    assert_eq!(session.give(&ARCHIVE.hot, ARCHIVE.piece(&ARCHIVE.hot).expect("a piece")), Given::Taken);
    session
}

#[test]
fn cases_find_what_they_say() {
    for case in cases() {
        let replies = replies(&mut session(), &case.question());
        let reply: Value = serde_json::from_str(replies.last().expect("a reply")).expect("JSON");
        let answer = &reply["answer"];
        assert!(answer.is_object(), "{}: {reply}", case.name);
        let ids: Vec<&str> =
            answer["hits"].as_array().expect("hits").iter().filter_map(|hit| hit["id"].as_str()).collect();
        if let Some(hits) = &case.hits {
            assert!(
                ids.starts_with(&hits.iter().map(String::as_str).collect::<Vec<_>>()),
                "{}: {ids:?}",
                case.name
            );
        }
        if let Some(total) = case.total {
            assert_eq!(answer["total"], total, "{}", case.name);
        }
    }
}

#[test]
fn every_case_needs_few_rounds() {
    for case in cases() {
        let rounds = replies(&mut session(), &case.question()).len() - 1;
        // Where words stand, for phrases where in a document, what facets and days there are, what is shown.
        assert!(rounds <= 4, "{}: {rounds} rounds of pieces", case.name);
    }
}

#[test]
fn a_session_tells_what_is_wrong() {
    let error = |session: &Session, question: &[u8]| {
        let told: Value = serde_json::from_str(&session.ask(question)).expect("JSON");
        told["error"].as_str().unwrap_or_default().to_owned()
    };
    let hot = ARCHIVE.piece(&ARCHIVE.hot).expect("a piece");
    let mut damaged = hot.clone();
    damaged[hot.len() / 2] ^= 1;
    let (other, _) = ARCHIVE.pieces.iter().find(|(name, _)| **name != ARCHIVE.hot).expect("more pieces");

    let mut session = Session::new();
    assert_eq!(error(&session, b"{}"), "the search index has not been opened");
    assert_eq!(session.give(&ARCHIVE.hot, damaged), Given::Damaged);
    assert_eq!(session.give(other, ARCHIVE.piece(other).expect("a piece")), Given::Unfit);
    assert!(error(&session, b"{}").starts_with("the search index is damaged"));
    assert_eq!(session.give(&ARCHIVE.hot, hot.clone()), Given::Taken);
    assert_eq!(session.give(other, hot), Given::Damaged);
    assert!(error(&session, b"{").starts_with("the question is malformed"));
    assert!(error(&session, b"\xff").starts_with("the question is malformed"));
}

#[test]
fn the_engine_of_the_browser_answers_the_same() {
    let questions: Vec<String> = cases().iter().map(Case::question).collect();
    let expected: Vec<Vec<String>> =
        questions.iter().map(|question| replies(&mut session(), question)).collect();
    let Some(answered) = in_node(&questions) else {
        println!("skipped: there is no node to run the engine of the browser");
        return;
    };
    assert_eq!(answered.len(), questions.len());
    for ((case, here), there) in cases().iter().zip(&expected).zip(&answered) {
        assert_eq!(there, here, "{}", case.name);
    }
}

/// What the committed engine replies to each question, asked of a fresh session in node.
fn in_node(questions: &[String]) -> Option<Vec<Vec<String>>> {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in &ARCHIVE.pieces {
        fs::write(folder.path().join(name), bytes).expect("a piece");
    }
    let task = json!({"hot": ARCHIVE.hot, "questions": questions}).to_string();
    fs::write(folder.path().join("task.json"), task).expect("a task");
    let engine = Path::new(HERE).join("../../theme/search/engine.bin");
    let mut node = Command::new("node");
    let done = match node.arg(Path::new(HERE).join("parity.mjs")).args([&engine, folder.path()]).output() {
        Err(error) if error.kind() == ErrorKind::NotFound => return None,
        done => done.expect("node"),
    };
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    Some(serde_json::from_slice(&done.stdout).expect("replies"))
}
