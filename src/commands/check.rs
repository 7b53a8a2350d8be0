//! `coebook check`: what would make the documents clearer, fairer and more useful.

use std::path::PathBuf;

use clap::Args;
use coebook::error::Result;
use coebook::findings::emit;
use coebook::model::Day;

use super::Verdict;
use crate::cli;
use crate::ui::{Ui, Voice};

/// Check how the documents are written
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// Check the documents of this folder
    #[arg(default_value = ".")]
    source: PathBuf,
    /// Check as if today were this day [default: today's date]
    #[arg(long, value_name = "DATE", value_parser = cli::day)]
    today: Option<Day>,
}

pub(crate) fn run(args: &CheckArgs) -> Result<Verdict> {
    super::use_threads(None)?;
    let ui = Ui::new(Voice::Normal);
    let progress = ui.progress();
    let checked =
        coebook::check(&args.source, args.today.unwrap_or_else(cli::today), &|stage| progress.enter(stage));
    progress.end();
    let checked = checked?;
    let lines: Vec<String> = checked.findings.iter().map(emit::short).collect();
    if !lines.is_empty() {
        ui.say(&lines.join("\n"))?;
    }
    Ok(if checked.findings.is_empty() { Verdict::Good } else { Verdict::Findings })
}
