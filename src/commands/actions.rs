//! `coebook actions`: what was promised, and how it stands.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use coebook::actions::{self, Choice, Within};
use coebook::analyse::follow_up::FollowUp;
use coebook::error::Result;
use coebook::model::Day;

use super::Verdict;
use crate::ui::{self, Ui, Voice};

/// List what was promised, and how it stands: overdue first
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  coebook actions\n  \
                  coebook actions content --overdue --owner payments\n  \
                  coebook actions --due-within 14d --format ics > actions.ics\n  \
                  coebook actions --all --format csv > actions.csv")]
pub(crate) struct ActionsArgs {
    /// Read the documents of this folder
    #[arg(value_name = "SOURCE", default_value = ".")]
    source: PathBuf,
    /// Only those the documents say are open [default: also those of which nobody says whether they were done]
    #[arg(long, group = "which")]
    open: bool,
    /// Only those whose day has passed
    #[arg(long, group = "which")]
    overdue: bool,
    /// Only open ones due within this time, and those overdue: 14d, 2w
    #[arg(long, value_name = "TIME", group = "which", value_parser = crate::cli::days)]
    due_within: Option<i64>,
    /// Closed ones, too
    #[arg(long, group = "which")]
    all: bool,
    /// Only those of this owner, by any name of a team
    #[arg(long, value_name = "TEAM")]
    owner: Option<String>,
    /// How they are printed
    #[arg(long, value_enum, default_value_t = Shape::Table)]
    format: Shape,
    /// The day actions are overdue from [default: today]
    #[arg(long, value_name = "DAY", value_parser = crate::cli::day)]
    today: Option<Day>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Shape {
    /// For people
    Table,
    /// For programs, each with how it stands
    Json,
    /// For spreadsheets
    Csv,
    /// For calendars: a whole day for each that is due, and for each checkpoint
    Ics,
}

pub(crate) fn run(args: &ActionsArgs) -> Result<Verdict> {
    super::use_threads(None)?;
    let ui = Ui::new(Voice::of(false, args.format == Shape::Json));
    let progress = ui.progress();
    let knowledge = coebook::facts(&args.source, &|stage| progress.enter(stage));
    progress.end();
    let knowledge = knowledge?;
    let follow_up = FollowUp::of(&knowledge, args.today.unwrap_or_else(crate::cli::today));
    let choice = Choice { owner: args.owner.clone(), within: within(args) };
    let chosen = choice.of(&knowledge, &follow_up)?;
    match args.format {
        Shape::Table => ui.say(&actions::text(&knowledge, &follow_up, &chosen, ui::format()))?,
        Shape::Json => ui.json(&actions::json(&knowledge, &follow_up, &chosen))?,
        Shape::Csv => ui.raw(&actions::table(&knowledge, &follow_up, &chosen)?)?,
        Shape::Ics => ui.raw(&actions::calendar(&knowledge, &follow_up, &chosen))?,
    }
    Ok(Verdict::Good)
}

fn within(args: &ActionsArgs) -> Within {
    match args.due_within {
        Some(days) => Within::DueWithin(days),
        None if args.overdue => Within::Overdue,
        None if args.open => Within::Open,
        None if args.all => Within::All,
        None => Within::Unclosed,
    }
}
