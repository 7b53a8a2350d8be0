//! `coebook related`: what is like one COE, and why.

use std::path::PathBuf;

use clap::Args;
use coebook::error::Result;
use coebook::find::{Asked, find};
use coebook::related::{self, Detail, Wish};

use super::Verdict;
use crate::ui::{self, Ui, Voice};

/// Show which COEs are like one, how much, and why
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  coebook related checkout-outage\n  \
                  coebook related content/coes/2024-03-05-checkout-outage.md --why\n  \
                  coebook related checkout-outage --json | jq '.related[].id'")]
pub(crate) struct RelatedArgs {
    /// Id of the COE, or path of its file
    #[arg(value_name = "ID|PATH")]
    name: String,
    /// Give every reason, the strongest first
    #[arg(long)]
    why: bool,
    /// Show no more than so many [default: all that are alike]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    limit: Option<u16>,
    /// Read the documents of this folder [default: the current folder, or else the folder of the file]
    #[arg(long, value_name = "DIR")]
    source: Option<PathBuf>,
    /// Print the facts as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &RelatedArgs) -> Result<Verdict> {
    super::use_threads(None)?;
    let ui = Ui::new(Voice::of(false, args.json));
    let progress = ui.progress();
    let asked = Asked { name: &args.name, source: args.source.as_deref() };
    let found = find(&asked, &|stage| progress.enter(stage));
    progress.end();
    let found = found?;
    let wish = Wish {
        detail: if args.why { Detail::Why } else { Detail::Brief },
        limit: args.limit.map_or(usize::MAX, usize::from),
    };
    if args.json {
        ui.json(&related::json(&found, &wish))?;
    } else {
        ui.say(&related::text(&found, &wish, ui::format()))?;
    }
    Ok(Verdict::Good)
}
