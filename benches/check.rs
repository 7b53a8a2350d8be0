//! Measures how long it takes to check the COEs of a folder, stage by stage.
//!
//! ```sh
//! cargo run --release -p xtask -- corpus --documents 10000 --seed 1 /tmp/corpus
//! cargo bench --bench check -- /tmp/corpus
//! ```
//!
//! Printed, a line each, the best of three: finding and reading the files, taking their facts out, putting them
//! together, what all rules find. They are all there is where no document says that nothing like it happened before;
//! else documents are related as well, which is measured by itself. What to watch: without relating, 10,000 COEs are to
//! take under 2 s on two cores. The last line is the slowest rules, on one thread.
#![allow(clippy::print_stdout, reason = "a bench prints what it measures")]
#![allow(clippy::expect_used, reason = "a bench that cannot go on has failed")]

use std::path::PathBuf;
use std::time::Instant;

use coebook::check::{self, Context, RULES};
use coebook::config::Config;
use coebook::model::{self, Day};
use coebook::{load, read};

/// How often each is measured; the best counts, since noise only adds.
const RUNS: usize = 3;

/// How many of the slowest rules are named.
const SLOWEST: usize = 8;

fn main() {
    let arguments = std::env::args().skip(1);
    let Some(folder) = arguments.filter(|argument| !argument.starts_with("--")).map(PathBuf::from).next()
    else {
        println!("name a folder of COEs: cargo bench --bench check -- FOLDER");
        return;
    };
    let (files, sources) = best(|| load::sources(&folder).expect("the folder can be read"));
    let (facts, _) = best(|| read::facts(&sources));
    let (assembling, (knowledge, found)) =
        best_of(|| read::facts(&sources), |read| model::assemble_whole(&sources, read));
    let today = Day::new(2026, 11, 21).expect("this day exists");
    let config = Config::default();
    let roster = load::git::authors(&folder);
    let context = Context {
        knowledge: &knowledge,
        insight: None,
        config: &config,
        roster: &roster,
        date_orders: check::orders(&knowledge),
        today,
    };
    let (rules, findings) = best(|| check::run(&context));
    let (settling, settled) = best_of(
        || found.iter().chain(&findings).cloned().collect::<Vec<_>>(),
        |findings| check::settle(findings, &knowledge.coes, &config, check::Looked::All),
    );
    let together = files + facts + assembling + rules + settling;
    println!("{} COEs: {} findings", knowledge.coes.len(), settled.len());
    for (stage, seconds) in [
        ("files", files),
        ("facts", facts),
        ("assembling", assembling),
        ("rules", rules),
        ("settling", settling),
    ] {
        println!("{stage:<11}{seconds:>8.3} s");
    }
    println!("together   {together:>8.3} s");
    let mut slow: Vec<(f64, &str)> =
        RULES.iter().map(|rule| (best(|| check::run_one(&context, rule)).0, rule.name)).collect();
    slow.sort_by(|a, b| b.0.total_cmp(&a.0));
    let told: Vec<String> =
        slow.iter().take(SLOWEST).map(|(seconds, name)| format!("{name} {seconds:.3}")).collect();
    println!("slowest    {}", told.join(", "));
}

/// The shortest time some work took, in seconds, and what it gave.
fn best<T>(work: impl Fn() -> T) -> (f64, T) {
    best_of(|| (), |()| work())
}

/// The same of work that uses something up, which is made each time and not measured.
fn best_of<M, T>(make: impl Fn() -> M, work: impl Fn(M) -> T) -> (f64, T) {
    let mut runs = (0..RUNS).map(|_| {
        let made = make();
        let started = Instant::now();
        let given = work(made);
        (started.elapsed().as_secs_f64(), given)
    });
    let first = runs.next().expect("there is at least one run");
    runs.fold(first, |one, other| if other.0 < one.0 { other } else { one })
}
