//! `coebook wheel`: what to look at again today.

use std::path::PathBuf;

use clap::Args;
use coebook::analyse::wheel::{Over, Spin, Wheel};
use coebook::error::{Error, Kind, Result};
use coebook::model::Day;
use coebook::wheel::{self, Noting};

use super::Verdict;
use crate::ui::{self, Ui, Voice};

/// Pick a service to look at again today, the likelier the longer nobody has
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  coebook wheel\n  \
                  coebook wheel content --record\n  \
                  coebook wheel --incidents --today 2024-03-05\n\n\
                  The day and the names decide, so everybody gets the same pick on the same day.")]
pub(crate) struct WheelArgs {
    /// Read the documents of this folder
    #[arg(value_name = "DIR", default_value = ".")]
    source: PathBuf,
    /// Pick an old incident instead of a service
    #[arg(long)]
    incidents: bool,
    /// Note the pick in wheel.toml of the folder, so that others come first the next time
    #[arg(long)]
    record: bool,
    /// Pick and note another one on a day that has its pick
    #[arg(long, requires = "record")]
    force: bool,
    /// The day to pick for [default: today]
    #[arg(long, value_name = "DAY", value_parser = crate::cli::day)]
    today: Option<Day>,
    /// Print the pick and every candidate with its chance as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &WheelArgs) -> Result<Verdict> {
    super::use_threads(None)?;
    let ui = Ui::new(Voice::of(false, args.json));
    let progress = ui.progress();
    let knowledge = coebook::facts(&args.source, &|stage| progress.enter(stage));
    progress.end();
    let knowledge = knowledge?;
    let over = if args.incidents { Over::Incidents } else { Over::Services };
    let spin = if args.force { Spin::Again } else { Spin::Once };
    let wheel = Wheel::spin(&knowledge, over, args.today.unwrap_or_else(crate::cli::today), spin);
    let picked = wheel::picked(&wheel)?;
    let noting = if args.record {
        if wheel.noted {
            let message = format!("{} has its pick already: {}", wheel.today, picked.name);
            return Err(Error::new(message).of(Kind::Usage).hint("pick one more with `--force`"));
        }
        wheel::note(&args.source, &wheel::as_pick(&wheel, picked))?;
        Noting::Done
    } else {
        Noting::None
    };
    if args.json {
        ui.json(&wheel::json(&wheel, picked, noting))?;
    } else {
        ui.say(&wheel::text(&wheel, picked, noting, ui::format()))?;
    }
    Ok(Verdict::Good)
}
