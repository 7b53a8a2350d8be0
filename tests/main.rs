//! The tests from outside: one program, one module a feature. `cargo test relations::` runs those of one file.
#![allow(clippy::disallowed_methods, reason = "tests prepare and inspect folders by hand")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

mod actions;
mod analysis;
mod bad_input;
mod browse;
mod charts;
mod check;
mod check_command;
mod check_facts;
mod code_blocks;
mod commands;
mod compare;
mod digest;
mod export;
mod extraction;
mod feeds;
mod front_matter;
mod history;
mod images;
mod invariants;
mod known_items;
mod lessons;
mod map;
mod markdown;
mod notes;
mod packs;
mod pages;
mod previews;
mod questions;
mod readers;
mod related;
mod relation_findings;
mod relations;
mod relations_pages;
mod search;
mod serving;
mod theme_contract;
mod timeline_pages;
mod vocabulary;
mod wheel;
mod whys;
mod words;
mod write;

/// A file that is no module here would never run, and nobody would notice.
#[test]
fn no_file_of_tests_is_forgotten() {
    let here = support::root().join("tests");
    let files =
        std::fs::read_dir(here).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let modules = files.filter_map(|file| Some(format!("mod {};", file.strip_suffix(".rs")?)));
    let forgotten: Vec<String> = modules
        .filter(|module| module != "mod main;" && !include_str!("main.rs").lines().any(|line| line == module))
        .collect();
    assert_eq!(forgotten, Vec::<String>::new());
}
