//! Development chores, run as `cargo xtask CHORE`.
//!
//! - `corpus` writes the synthetic corpus that the benchmarks build: see [`corpus`] and `benches/README.md`.
//! - `wasm` compiles the search engine for the browser into the theme: see [`wasm`].

mod corpus;
mod wasm;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use self::corpus::Summary;

const USAGE: &str = "\
Usage: cargo xtask corpus --documents N [--seed S] OUT
       cargo xtask wasm

Chores:
  corpus    Write N synthetic COEs into OUT/content/coes, the same bytes for the same seed (default 1)
  wasm      Compile the search engine for the browser into theme/search (WASM_OPT names a wasm-opt off the path)

Example:
  cargo xtask corpus --documents 10000 --seed 1 /tmp/corpus";

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
enum Chore {
    Corpus(corpus::Options),
    Wasm,
    Help,
}

#[allow(clippy::print_stdout, clippy::print_stderr, reason = "the only place of the tool that prints")]
fn main() -> ExitCode {
    match parse(std::env::args().skip(1)).and_then(run) {
        Ok(message) => {
            println!("{message}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

/// Does the chore and says what was done.
fn run(chore: Chore) -> Result<String, String> {
    match chore {
        Chore::Help => Ok(USAGE.to_owned()),
        Chore::Corpus(options) => write_corpus(&options),
        Chore::Wasm => build_wasm(),
    }
}

fn build_wasm() -> Result<String, String> {
    let start = Instant::now();
    let wasm::Summary { bytes, compressed, optimiser } = wasm::build()?;
    let seconds = start.elapsed().as_secs_f64();
    let by = optimiser.unwrap_or_else(|| "no wasm-opt, which would make it smaller".to_owned());
    Ok(format!("the engine has {bytes} bytes, {compressed} compressed ({by}), in {seconds:.0} s"))
}

fn write_corpus(options: &corpus::Options) -> Result<String, String> {
    let start = Instant::now();
    let Summary { documents, bytes } = corpus::generate(options)?;
    let mean = bytes / (documents as u64).max(1);
    let seconds = start.elapsed().as_secs_f64();
    Ok(format!("{documents} documents, {bytes} bytes, {mean} bytes each, in {seconds:.2} s"))
}

/// Reads the arguments after the program's name.
fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Chore, String> {
    match arguments.next().as_deref() {
        Some("corpus") => parse_corpus(arguments),
        Some("wasm") => match arguments.next() {
            None => Ok(Chore::Wasm),
            Some(more) => Err(format!("wasm takes no arguments, not {more:?}\n{USAGE}")),
        },
        None | Some("help" | "--help" | "-h") => Ok(Chore::Help),
        Some(other) => Err(format!("no chore is called {other:?}\n{USAGE}")),
    }
}

fn parse_corpus(mut arguments: impl Iterator<Item = String>) -> Result<Chore, String> {
    let (mut documents, mut seed, mut out) = (None, 1, None);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--help" | "-h" => return Ok(Chore::Help),
            "--documents" => documents = Some(number(&argument, arguments.next())? as usize),
            "--seed" => seed = number(&argument, arguments.next())?,
            option if option.starts_with('-') => {
                return Err(format!("no option is called {option:?}\n{USAGE}"));
            }
            _ if out.is_some() => {
                return Err(format!("one folder is enough, {argument:?} is a second\n{USAGE}"));
            }
            folder => out = Some(PathBuf::from(folder)),
        }
    }
    let documents = documents.ok_or_else(|| format!("--documents N is missing\n{USAGE}"))?;
    let out = out.ok_or_else(|| format!("the folder to write to is missing\n{USAGE}"))?;
    Ok(Chore::Corpus(corpus::Options { documents, seed, out }))
}

fn number(option: &str, value: Option<String>) -> Result<u64, String> {
    let value = value.ok_or_else(|| format!("{option} needs a number after it"))?;
    value.parse().map_err(|_| format!("{option} needs a number, not {value:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_words(line: &str) -> Result<Chore, String> {
        parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn reads_the_corpus_chore() {
        let options = corpus::Options { documents: 10, seed: 4, out: "out".into() };
        assert_eq!(parse_words("corpus --documents 10 --seed 4 out"), Ok(Chore::Corpus(options)));
    }

    #[test]
    fn says_what_is_missing_or_unknown() {
        assert_eq!(parse_words(""), Ok(Chore::Help));
        assert_eq!(parse_words("wasm"), Ok(Chore::Wasm));
        for (line, phrase) in [
            ("corpse", "no chore is called \"corpse\""),
            ("wasm now", "wasm takes no arguments, not \"now\""),
            ("corpus out", "--documents N is missing"),
            ("corpus --documents 5", "the folder to write to is missing"),
            ("corpus --documents five out", "--documents needs a number, not \"five\""),
            ("corpus --documents 5 --sed 1 out", "no option is called \"--sed\""),
        ] {
            let message = parse_words(line).err().unwrap_or_default();
            assert!(message.contains(phrase), "{line}: {message}");
        }
    }
}
