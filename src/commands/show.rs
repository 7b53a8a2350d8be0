//! `coebook show`: what was read from one document.

use std::path::PathBuf;

use clap::Args;
use coebook::error::Result;
use coebook::find::{Asked, find};
use coebook::show;

use super::Verdict;
use crate::ui::{Ui, Voice};

/// Show every fact read from a COE, with the line it came from
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  coebook show content/coes/2024-03-05-checkout-outage.md\n  \
                  coebook show 2024-03-05-checkout-outage --source ~/work/coes\n  \
                  coebook show 2024-03-05-checkout-outage --json | jq .timeline")]
pub(crate) struct ShowArgs {
    /// Id of the COE, or path of its file
    #[arg(value_name = "ID|PATH")]
    name: String,
    /// Read the documents of this folder [default: the current folder, or else the folder of the file]
    #[arg(long, value_name = "DIR")]
    source: Option<PathBuf>,
    /// Print the facts as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &ShowArgs) -> Result<Verdict> {
    super::use_threads(None)?;
    let ui = Ui::new(Voice::of(false, args.json));
    let progress = ui.progress();
    let asked = Asked { name: &args.name, source: args.source.as_deref() };
    let found = find(&asked, &|stage| progress.enter(stage));
    progress.end();
    let found = found?;
    if args.json {
        ui.json(&show::json(&found)?)?;
    } else {
        ui.say(&show::text(&found))?;
    }
    Ok(Verdict::Good)
}
