//! Measures what learning across incidents and following through costs, on top of everything else a site is made of.
//!
//! ```sh
//! cargo run --release -p xtask -- corpus --documents 10000 --seed 1 /tmp/corpus
//! cargo bench --bench learn -- /tmp/corpus
//! ```
//!
//! Printed, a line each: how many files there are, what making them takes on all threads, and the largest. First the rest
//! of the site, then each part of learning and following through: boards with their calendars, the analysis page, packs,
//! data, cards and badges, lessons and what was collected, feeds, the wheel. What to watch: with 10,000 COEs all of these
//! together are to take under 1 s on two cores, and no page is to be over 400 kB.
#![allow(clippy::print_stdout, reason = "a bench prints what it measures")]
#![allow(clippy::expect_used, reason = "a bench that cannot go on has failed")]

use std::path::PathBuf;
use std::time::Instant;

use coebook::model::Day;
use coebook::render::{Delivery, Options, Theme};
use coebook::write::SitePath;
use coebook::{GENERATOR, STACK};
use rayon::prelude::*;

/// The parts of learning and following through, by how the paths of their files begin or end.
const PARTS: [(&str, &[&str]); 8] = [
    ("boards", &["actions.html", "actions-", "actions/", "actions.ics"]),
    ("analysis", &["analysis.html"]),
    ("packs", &["packs/"]),
    ("data", &["data/actions", "data/statistics", "data/entities", "data/lessons", "data/readers"]),
    ("cards and badges", &["data/services/", "data/teams/", "data/sides/", "*.svg"]),
    ("lessons", &["lessons.html", "lessons/", "paths.html", "paths/", "collected", "champions"]),
    ("feeds", &["feed.xml", "feed.json", "*.xml"]),
    ("the wheel", &["wheel.html"]),
];

fn main() {
    let arguments = std::env::args().skip(1);
    let Some(folder) = arguments.filter(|argument| !argument.starts_with("--")).map(PathBuf::from).next()
    else {
        println!("name a folder of COEs: cargo bench --bench learn -- FOLDER");
        return;
    };
    rayon::ThreadPoolBuilder::new().stack_size(STACK).build_global().expect("the threads start");
    let started = Instant::now();
    let book = coebook::open(&folder, &|_| {}).expect("the folder can be read");
    println!("{:<18}{:>24.3} s", "reading, relating", started.elapsed().as_secs_f64());
    let theme = Theme::in_language(None, "en").expect("the theme is whole");
    let today = Day::new(2026, 11, 28).expect("this day exists");
    let options = Options { today, generator: GENERATOR, delivery: Delivery::Static, margin: None };
    let started = Instant::now();
    let site =
        coebook::site(&book.knowledge, &book.insight, &theme, &options).expect("every file has a place");
    println!("{:<18}{:>24.3} s", "deciding on files", started.elapsed().as_secs_f64());
    let actions: usize = book.knowledge.coes.iter().map(|coe| coe.actions.len()).sum();
    println!("{} COEs, {actions} actions, {} files", book.knowledge.coes.len(), site.len());
    let is_of = |path: &SitePath, part: &[&str]| {
        part.iter().any(|begins| match begins.strip_prefix('*') {
            Some(ending) => path.as_str().ends_with(ending) && !path.as_str().starts_with("files/"),
            None => path.as_str().starts_with(begins),
        })
    };
    let measure = |name: &str, paths: Vec<&SitePath>| {
        let started = Instant::now();
        let sizes: Vec<(usize, &SitePath)> = paths
            .par_iter()
            .map(|path| (site.get(path).map_or(0, |made| made.expect("every file can be made").len()), *path))
            .collect();
        let seconds = started.elapsed().as_secs_f64();
        let largest = sizes.iter().filter(|(_, path)| path.as_str().ends_with(".html")).max();
        let largest = largest.map(|(size, path)| format!("{:>8.1} kB {path}", *size as f64 / 1e3));
        println!("{name:<18}{:>8} files {seconds:>8.3} s {}", sizes.len(), largest.unwrap_or_default());
        seconds
    };
    let known = |path: &&SitePath| PARTS.iter().any(|(_, part)| is_of(path, part));
    // What is counted once for all pages is counted by whoever asks first: that is a part of the analysis.
    let together: f64 = PARTS
        .iter()
        .map(|(name, part)| measure(name, site.paths().filter(|path| is_of(path, part)).collect()))
        .sum();
    println!("{:<18}{together:>24.3} s", "all of these");
    measure("the rest", site.paths().filter(|path| !known(path)).collect());
}
