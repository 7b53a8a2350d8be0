//! One file per command: what it takes, and which stage of the library it runs.

pub(crate) mod actions;
pub(crate) mod build;
pub(crate) mod check;
pub(crate) mod digest;
pub(crate) mod readers;
pub(crate) mod related;
pub(crate) mod search;
pub(crate) mod serve;
pub(crate) mod show;
pub(crate) mod suggest;
pub(crate) mod vocabulary;
pub(crate) mod wheel;

use coebook::error::{Error, Kind, Result};

use crate::cli::Command;

/// What the exit status says when the tool itself did its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// All is well.
    Good,
    /// There are errors in the content.
    Findings,
}

/// Runs a command.
pub(crate) fn run(command: Command) -> Result<Verdict> {
    match command {
        Command::Actions(args) => actions::run(&args),
        Command::Build(args) => build::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Digest(args) => digest::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Show(args) => show::run(&args),
        Command::Related(args) => related::run(&args),
        Command::Search(args) => search::run(&args),
        Command::Suggest(args) => suggest::run(&args),
        Command::Wheel(args) => wheel::run(&args),
        Command::Readers(args) => readers::run(&args),
        Command::Vocabulary(args) => vocabulary::run(&args),
    }
}

/// Takes as many threads as asked for; all the machine has when nothing is said.
fn use_threads(number: Option<u16>) -> Result<()> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(number.map_or(0, usize::from))
        .stack_size(coebook::STACK)
        .build_global()
        .map_err(|error| Error::new("cannot start the threads").of(Kind::Internal).because(error))
}
