//! `coebook suggest`: what a draft might state, and does not yet.

use std::path::PathBuf;

use clap::Args;
use coebook::error::Result;
use coebook::suggest::{self, Draft};

use super::Verdict;
use crate::ui::{self, Ui, Voice};

/// Propose relations, causes, services and technologies for a draft, each with what speaks for it
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  coebook suggest content/coes/2024-03-05-checkout-outage.md\n  \
                  coebook suggest ~/draft.md --source ~/work/coes\n  \
                  pbpaste | coebook suggest - --json")]
pub(crate) struct SuggestArgs {
    /// The draft, anywhere; `-` reads it from standard input. It is never changed
    #[arg(value_name = "PATH")]
    path: String,
    /// Compare it with the documents of this folder [default: the current folder, or else that of the file]
    #[arg(long, value_name = "DIR")]
    source: Option<PathBuf>,
    /// Print the proposals as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &SuggestArgs) -> Result<Verdict> {
    super::use_threads(None)?;
    let ui = Ui::new(Voice::of(false, args.json));
    let piped = if args.path == "-" { Some(ui::input()?) } else { None };
    let draft = piped.as_deref().map_or(Draft::File(&args.path), Draft::Text);
    let progress = ui.progress();
    let found = suggest::open(draft, args.source.as_deref(), &|stage| progress.enter(stage));
    progress.end();
    let found = found?;
    if args.json {
        ui.json(&suggest::json(&found))?;
    } else {
        ui.say(&suggest::text(&found, ui::format()))?;
    }
    Ok(Verdict::Good)
}
