//! `coebook serve`: the site while its documents are being written.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use coebook::error::Result;
use coebook::model::Day;
use coebook::serve::{self, Reach};

use super::Verdict;
use crate::cli;
use crate::ui::watching::Watching;

/// Serve the site on this machine, and show every edit at once
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  coebook serve --open\n  coebook serve docs/postmortems --port 8080\n  \
                  coebook serve --host 0.0.0.0          for everybody on the network")]
pub(crate) struct ServeArgs {
    /// Read the documents of this folder
    #[arg(default_value = ".")]
    source: PathBuf,
    /// Listen on this port; 0 takes any that is free
    #[arg(long, value_name = "N", default_value_t = 4343)]
    port: u16,
    /// Let in whoever can reach this address or name of the machine [default: this machine only]
    #[arg(long)]
    host: Option<String>,
    /// Open the site in the browser
    #[arg(long)]
    open: bool,
    /// Make the pages as if today were this day [default: today's date]
    #[arg(long, value_name = "DATE", value_parser = cli::day)]
    today: Option<Day>,
}

pub(crate) fn run(args: &ServeArgs) -> Result<Verdict> {
    super::use_threads(None)?;
    let options = serve::Options {
        source: args.source.clone(),
        reach: args.host.clone().map_or(Reach::Here, Reach::Host),
        port: args.port,
        today: args.today.unwrap_or_else(cli::today),
    };
    serve::run(&options, Arc::new(Watching::new(args.open)))?;
    Ok(Verdict::Good)
}
