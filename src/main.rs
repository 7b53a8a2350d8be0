//! The command line: parse, run, exit code.

mod cli;
mod commands;
mod ui;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    match commands::run(cli.command) {
        Ok(commands::Verdict::Good) => ExitCode::SUCCESS,
        Ok(commands::Verdict::Findings) => ExitCode::from(1),
        Err(error) => {
            ui::error(&error);
            ExitCode::from(2)
        }
    }
}
