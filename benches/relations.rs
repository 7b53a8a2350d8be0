//! Measures how long it takes to relate the COEs of a folder, apart from reading them.
//!
//! ```sh
//! cargo run --release -p xtask -- corpus --documents 10000 --seed 1 /tmp/corpus
//! cargo bench --bench relations -- /tmp/corpus
//! ```
//!
//! Printed, a line each: the wording of all documents (a part of reading, done here once more, in parallel), everything
//! `analyse::run` finds, and the memory the process had at its highest before and after. What to watch: the two times
//! together are to stay under 1.5 s for 10,000 COEs on two cores, to grow with the documents, and to add at most 250 MB.
#![allow(clippy::print_stdout, reason = "a bench prints what it measures")]
#![allow(clippy::expect_used, reason = "a bench that cannot go on has failed")]
#![allow(clippy::disallowed_methods, reason = "the memory of a process stands in a file of the kernel")]

use std::path::PathBuf;
use std::time::Instant;

use rayon::prelude::*;

/// How often each is measured; the best counts, since noise only adds.
const RUNS: usize = 3;

fn main() {
    let Some(folder) =
        std::env::args().skip(1).find(|argument| !argument.starts_with("--")).map(PathBuf::from)
    else {
        println!("name a folder of COEs: cargo bench --bench relations -- FOLDER");
        return;
    };
    let sources = coebook::load::sources(&folder).expect("the folder can be read");
    let read = coebook::read::all(&sources);
    let (knowledge, _) = coebook::model::assemble(&sources, read);
    let number = knowledge.coes.len();
    let before = peak_megabytes();
    let wording =
        best(|| knowledge.coes.par_iter().map(|coe| coebook::read::wording(coe).terms.len()).sum::<usize>());
    let analysis = best(|| coebook::analyse::run(&knowledge).families.len());
    let insight = coebook::analyse::run(&knowledge);
    let related: usize = insight.related.iter().map(Vec::len).sum();
    println!("{number} COEs: {related} related pairs, {} families", insight.families.len());
    println!("wording   {wording:>8.3} s");
    println!("analysis  {analysis:>8.3} s");
    println!(
        "together  {:>8.3} s, {:.3} s for 1,000 COEs",
        wording + analysis,
        per_thousand(wording + analysis, number)
    );
    println!("memory    {before:>8} MB before, {} MB after", peak_megabytes());
}

/// The shortest time some work took, in seconds.
fn best<T>(work: impl Fn() -> T) -> f64 {
    let seconds = (0..RUNS).map(|_| {
        let started = Instant::now();
        std::hint::black_box(work());
        started.elapsed().as_secs_f64()
    });
    seconds.fold(f64::INFINITY, f64::min)
}

fn per_thousand(seconds: f64, number: usize) -> f64 {
    seconds * 1_000.0 / number.max(1) as f64
}

/// The most memory this process has had, in MB; 0 where the kernel does not tell.
fn peak_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kilobytes =
        line.and_then(|line| line.split_whitespace().nth(1)).and_then(|it| it.parse::<u64>().ok());
    kilobytes.unwrap_or_default() / 1024
}
