//! Every rule of `check` finds what its fixtures expect, where they expect it, and nothing else.
//!
//! `tests/fixtures/check/<rule>/` is a folder of COEs that is checked as a whole. A document says what the rule is to
//! find in it by `<!-- expect: LINE:COLUMN words of the message -->` at its end, one comment each; a document without is
//! one the rule has nothing to say about.
#![allow(clippy::disallowed_methods, reason = "tests prepare and inspect folders by hand")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use coebook::check::RULES;
use coebook::findings::Finding;
use coebook::model::Day;

use crate::support;

/// Rules whose findings no folder of documents alone can have; they are tested elsewhere, or stand on other programs.
const ELSEWHERE: [&str; 8] = [
    "unreadable-document",           // a file of other bytes: tests/bad_input.rs
    "stray-pick",                    // needs the picks of the wheel: tests/wheel.rs
    "unreadable-readers",            // needs readers.json: tests/readers.rs
    "unreadable-vocabulary",         // needs vocabulary files: tests/check_command.rs
    "unreadable-history",            // needs a broken repository: tests/check_command.rs
    "shallow-clone",                 // needs a shallow clone: tests/check_command.rs
    "escaping-link",                 // needs a symbolic link: tests/bad_input.rs
    "first-occurrence-contradicted", // needs two documents that are alike: tests/relation_findings.rs
];

fn fixtures() -> PathBuf {
    support::root().join("tests/fixtures/check")
}

/// Everything that is found in a folder.
fn all(folder: &Path) -> Vec<Finding> {
    let folders = [folder.to_owned()];
    let asked = coebook::Asked {
        sources: &folders,
        standing: None,
        changed_since: None,
        selection: coebook::check::Selection::default(),
        today: Day::new(2026, 11, 21).unwrap(),
        fix: false,
    };
    let checked = coebook::check(&asked, &|_| {});
    checked.unwrap_or_else(|error| panic!("{}: {error}", folder.display())).told
}

/// Path, line, column and message of what a rule finds in a folder.
fn found(folder: &Path, rule: &str) -> Vec<(String, String, String)> {
    let place = |line: u32, column: u32| format!("{line}:{column}");
    let of_rule = all(folder).into_iter().filter(|finding| finding.rule == rule);
    of_rule.map(|it| (it.path, place(it.line, it.column), it.message)).collect()
}

/// Path, place and words of what the documents of a folder expect.
fn expected(folder: &Path, below: &Path, all: &mut Vec<(String, String, String)>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(below).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            expected(folder, &path, all);
            continue;
        }
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
        for comment in text.split("<!-- expect: ").skip(1) {
            let (place, words) = comment.split_once(' ').unwrap();
            all.push((name.clone(), place.to_owned(), words.split(" -->").next().unwrap().to_owned()));
        }
    }
}

/// Where what is found and what is expected differ.
fn difference(rule: &str) -> Vec<String> {
    let folder = fixtures().join(rule);
    if !folder.is_dir() {
        return vec![format!("{rule}: no fixtures")];
    }
    let mut wanted = Vec::new();
    expected(&folder, &folder, &mut wanted);
    let mut told = Vec::new();
    for (path, place, message) in found(&folder, rule) {
        let same = |it: &(String, String, String)| it.0 == path && it.1 == place && message.contains(&it.2);
        match wanted.iter().position(same) {
            Some(index) => drop(wanted.remove(index)),
            None => told.push(format!("{rule}: {path}:{place} was not expected: {message}")),
        }
    }
    told.extend(
        wanted.iter().map(|(path, place, words)| format!("{rule}: {path}:{place} is missed: {words}")),
    );
    told
}

#[test]
fn every_rule_finds_what_its_fixtures_expect() {
    let rules = RULES.iter().filter(|rule| !ELSEWHERE.contains(&rule.name));
    let differences: Vec<String> = rules.flat_map(|rule| difference(rule.name)).collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn every_rule_has_a_fixture_it_finds_fault_with_and_one_it_does_not() {
    let folders = RULES.iter().map(|rule| (rule, fixtures().join(rule.name)));
    for (rule, folder) in folders.filter(|(_, folder)| folder.is_dir()) {
        let mut wanted = Vec::new();
        expected(&folder, &folder, &mut wanted);
        let faulty: BTreeSet<&String> = wanted.iter().map(|(path, ..)| path).collect();
        let documents = markdown(&folder);
        assert!(!faulty.is_empty(), "{}: no document expects a finding", rule.name);
        assert!(documents > faulty.len(), "{}: no document is without fault", rule.name);
    }
}

fn markdown(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .map(|path| match path.is_dir() {
            true => markdown(&path),
            false => usize::from(path.extension().is_some_and(|extension| extension == "md")),
        })
        .sum()
}

#[test]
fn no_fixture_belongs_to_no_rule() {
    let folders =
        fs::read_dir(fixtures()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let unknown: Vec<String> = folders.filter(|name| coebook::check::rule(name).is_none()).collect();
    assert_eq!(unknown, Vec::<String>::new());
}

/// What a folder is told, whatever the rule.
#[test]
fn every_finding_is_of_a_rule_of_the_table() {
    let folders = fs::read_dir(fixtures()).unwrap().map(|entry| entry.unwrap().path());
    let reports = support::fixtures().into_iter().map(|corpus| corpus.folder);
    let mut rules = BTreeSet::new();
    for folder in folders.chain(reports) {
        rules.extend(all(&folder).into_iter().map(|finding| finding.rule));
    }
    let unknown: Vec<&&str> = rules.iter().filter(|rule| coebook::check::rule(rule).is_none()).collect();
    assert!(unknown.is_empty() && rules.len() > 60, "{unknown:?} of {}", rules.len());
}
