//! `coebook digest`: what a period brought.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use coebook::digest::{self, Digest, Period};
use coebook::error::{Error, Kind, Result};
use coebook::model::Day;

use super::Verdict;
use crate::cli;
use crate::ui::{self, Ui, Voice};

/// Tell what is new, what came back, what is overdue and what was done
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  coebook digest\n  \
                  coebook digest content --since 2w --format md > digest.md\n  \
                  coebook digest --since 2024-03-01 --until 2024-03-31 --format html --base-url https://coe.example.com > mail.html\n\n\
                  A COE is new on the day of its first commit, or where git knows none on the day of the incident. \
                  First and last day belong to the period.")]
pub(crate) struct DigestArgs {
    /// Read the documents of this folder
    #[arg(value_name = "DIR", default_value = ".")]
    source: PathBuf,
    /// The first day, or how long before the last: 2024-03-01, 7d, 2w
    #[arg(long, value_name = "DAY|TIME", default_value = "7d", value_parser = since)]
    since: Since,
    /// The last day [default: today]
    #[arg(long, value_name = "DAY", value_parser = cli::day)]
    until: Option<Day>,
    /// How it is printed
    #[arg(long, value_enum, default_value_t = Shape::Text)]
    format: Shape,
    /// Let links begin with this address, in place of that of coebook.toml
    #[arg(long, value_name = "URL", value_parser = cli::base_url)]
    base_url: Option<String>,
    /// Tell it as if today were this day [default: today's date]
    #[arg(long, value_name = "DAY", value_parser = cli::day)]
    today: Option<Day>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Shape {
    /// For terminals and plain mail
    Text,
    /// Markdown
    Md,
    /// One file for mail
    Html,
}

/// When a period begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Since {
    /// So many days before its end.
    Days(i64),
    /// On a day.
    Day(Day),
}

fn since(words: &str) -> Result<Since, String> {
    if let Ok(days) = cli::days(words) {
        return Ok(Since::Days(days));
    }
    cli::day(words).map(Since::Day).map_err(|hint| format!("{hint}, or how long: 7d, 2w"))
}

pub(crate) fn run(args: &DigestArgs) -> Result<Verdict> {
    super::use_threads(None)?;
    let today = args.today.unwrap_or_else(cli::today);
    let until = args.until.unwrap_or(today);
    let first = match args.since {
        Since::Day(day) => day,
        Since::Days(days) => until.plus(-days).ok_or_else(|| {
            Error::new(format!("no calendar goes {days} days before {until}")).of(Kind::Usage)
        })?,
    };
    let period = Period::new(first, until, today)?;
    let ui = Ui::new(Voice::Normal);
    let progress = ui.progress();
    let book = coebook::open(&args.source, &|stage| progress.enter(stage));
    progress.end();
    let book = book?;
    if book.knowledge.coes.is_empty() {
        let message = format!("there is nothing to tell of in {}", args.source.display());
        return Err(Error::new(message).of(Kind::Usage).hint("name the folder with the COEs"));
    }
    let digest = Digest::of(&book.knowledge, &book.insight, period, args.base_url.as_deref());
    match args.format {
        Shape::Text => ui.say(&digest::text(&digest, ui::format()))?,
        Shape::Md => ui.raw(&digest::markdown(&digest))?,
        Shape::Html => ui.raw(&digest::html(&digest))?,
    }
    Ok(Verdict::Good)
}
