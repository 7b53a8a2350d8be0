//! `coebook build`: from a folder to a site.

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use coebook::error::Result;
use coebook::model::Day;
use coebook::render::Delivery;
use coebook::write::Force;
use coebook::{Plan, Strictness};

use super::Verdict;
use crate::ui::{Ui, Voice};
use crate::{cli, ui};

/// Build the site
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  coebook build                            the current folder into ./site\n  \
                  coebook build docs/postmortems --out public\n  \
                  coebook build --offline --out handbook   to be read from a folder or unpacked from an archive\n  \
                  coebook build --strict --json > build.json    in a pipeline"
)]
pub(crate) struct BuildArgs {
    /// Read the documents of this folder
    #[arg(default_value = ".")]
    source: PathBuf,
    /// Write the site to this folder, in place of the site that was there
    #[arg(long, value_name = "DIR", default_value = "site")]
    out: PathBuf,
    /// Build as if today were this day [default: today's date]
    #[arg(long, value_name = "DATE", value_parser = cli::day)]
    today: Option<Day>,
    /// Build a site whose search works from a folder too, without a server
    #[arg(long)]
    offline: bool,
    /// Write nothing and exit with 1 when the content has errors
    #[arg(long)]
    strict: bool,
    /// Publish the site at this address, in place of that of coebook.toml
    #[arg(long, value_name = "URL", value_parser = cli::base_url)]
    base_url: Option<String>,
    /// Replace the folder of the site even if it holds something else
    #[arg(long)]
    force: bool,
    /// Use this many threads [default: as many as the machine has]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    threads: Option<u16>,
    /// Say nothing but why the command could not do its work
    #[arg(long, conflicts_with = "json")]
    quiet: bool,
    /// Print what was done and found as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &BuildArgs) -> Result<Verdict> {
    let started = Instant::now();
    super::use_threads(args.threads)?;
    let ui = Ui::new(Voice::of(args.quiet, args.json));
    let progress = ui.progress();
    let built = coebook::build(
        &Plan {
            source: &args.source,
            destination: &args.out,
            today: args.today.unwrap_or_else(cli::today),
            base_url: args.base_url.as_deref(),
            delivery: if args.offline { Delivery::Offline } else { Delivery::Static },
            strictness: if args.strict { Strictness::Strict } else { Strictness::Lenient },
            force: if args.force { Force::Yes } else { Force::No },
        },
        &|stage| progress.enter(stage),
    );
    progress.end();
    let built = built?;
    ui::report::build(&ui, &built, started.elapsed())?;
    Ok(if built.site.is_some() { Verdict::Good } else { Verdict::Findings })
}
