//! `coebook readers`: access logs in, how often each COE was read out.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use coebook::error::Result;
use coebook::load::settings;
use coebook::model::Day;
use coebook::readers::{self, Counter, Distinct, FILE, Format, Store};

use super::Verdict;
use crate::ui::{self, Ui, Voice};

/// Count how often each COE was read, from access logs; only numbers are kept
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  coebook readers --log /var/log/nginx/access.log\n  \
                  coebook readers --log logs/*.gz --format cloudfront --source reviews\n  \
                  zcat access.log.*.gz | coebook readers --log -\n\n\
                  The numbers are added to readers.json in the folder; build shows them. A log that was counted \
                  before is not counted again, and of one that has grown only what is new is.")]
pub(crate) struct ReadersArgs {
    /// Access logs, plain or compressed by gzip; `-` is standard input
    #[arg(long = "log", value_name = "FILE", required = true, num_args = 1..)]
    logs: Vec<PathBuf>,
    /// How the logs are written [default: each line tells]
    #[arg(long, value_enum, default_value_t = FormatArg::Auto, hide_default_value = true)]
    format: FormatArg,
    /// The folder whose COEs were read
    #[arg(long, value_name = "DIR", default_value = ".")]
    source: PathBuf,
    /// Count readers of a day, too: told apart by salted hashes that are forgotten after the run
    #[arg(long)]
    distinct: bool,
    /// The day up to which single days are kept [default: today]
    #[arg(long, value_name = "DAY", value_parser = crate::cli::day)]
    today: Option<Day>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FormatArg {
    /// Each line tells by itself
    Auto,
    /// Common log format
    Common,
    /// Combined log format, as nginx and Apache write it
    Combined,
    /// Standard logs of CloudFront
    Cloudfront,
    /// A JSON object a line
    Json,
}

pub(crate) fn run(args: &ReadersArgs) -> Result<Verdict> {
    super::use_threads(None)?;
    let ui = Ui::new(Voice::Normal);
    settings(&args.source)?;
    let mut store = Store::open(&args.source)?;
    let progress = ui.progress();
    let knowledge = coebook::facts(&args.source, &|stage| progress.enter(stage));
    progress.end();
    let knowledge = knowledge?;
    let distinct = if args.distinct { Distinct::Yes } else { Distinct::No };
    let mut counter = Counter::new(&knowledge, format(args.format), distinct);
    for log in &args.logs {
        if log == Path::new("-") {
            counter.log(std::io::stdin().lock(), "standard input", &store)?;
        } else {
            counter.file(log, &store)?;
        }
    }
    let summary = counter.finish(&mut store)?;
    store.save(&args.source, args.today.unwrap_or_else(crate::cli::today))?;
    ui.say(&readers::text(&summary, store.period().as_ref(), ui::format()))?;
    ui.remark(&format!("{} is written.", coebook::fs::show(&args.source.join(FILE))));
    Ok(Verdict::Good)
}

fn format(format: FormatArg) -> Format {
    match format {
        FormatArg::Auto => Format::Auto,
        FormatArg::Common => Format::Common,
        FormatArg::Combined => Format::Combined,
        FormatArg::Cloudfront => Format::CloudFront,
        FormatArg::Json => Format::Json,
    }
}
