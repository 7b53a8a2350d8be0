//! `coebook search`: incidents by words, by facts, or by what a log says.

use std::path::PathBuf;

use clap::Args;
use coebook::error::{Error, Kind, Result};
use coebook::model::Day;
use coebook::search::{self, Cache, LIMIT, Question, Searched, Searcher, Sort};

use super::Verdict;
use crate::cli;
use crate::ui::{self, Ui, Voice};

/// Find incidents by words, facts, or a log
#[derive(Debug, Args)]
#[command(after_help = "What can be asked:\n  \
                  pool timeout              both words, in any of their forms\n  \
                  \"pool timed out\"          exactly these words\n  \
                  ERR_OSSL, A002            identifiers, whole or in part\n  \
                  pool OR cache, -canary    one of two, without one\n  \
                  service:checkout          also cause: team: technology: tag: status: lang:\n  \
                  severity:<=2 year:2024    also before:2024-06 after:2024-01-15\n  \
                  has:overdue               also open-actions, actions, timeline, factors, lesson, recurrence\n  \
                  in:timeline rollback      words in sections of a role\n\n\
                  Examples:\n  coebook search checkout timeout\n  \
                  coebook search 'severity:<=2 certificate' --source docs/postmortems\n  \
                  kubectl logs web-0 | coebook search --symptom -\n  \
                  coebook search pool --json | jq '.hits[].path'")]
pub(crate) struct SearchArgs {
    /// Words and facts to look for; everything, latest first, when there are none
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// Read the documents of this folder [default: the current folder]
    #[arg(long, value_name = "DIR")]
    source: Option<PathBuf>,
    /// Show so many incidents
    #[arg(long, value_name = "N", default_value_t = LIMIT as u16, value_parser = clap::value_parser!(u16).range(1..=200))]
    limit: u16,
    /// Put the latest first, not what fits best
    #[arg(long)]
    latest: bool,
    /// Find what looked like this log or stack trace; `-` reads it from the standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["query", "batch"])]
    symptom: Option<PathBuf>,
    /// Answer each line of this file with a line of JSON; `-` reads the standard input
    #[arg(long, value_name = "FILE", conflicts_with = "query")]
    batch: Option<PathBuf>,
    /// Search as if today were this day [default: today's date]
    #[arg(long, value_name = "DATE", value_parser = cli::day)]
    today: Option<Day>,
    /// Make the index anew, and keep none
    #[arg(long)]
    no_cache: bool,
    /// Print the answer as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &SearchArgs) -> Result<Verdict> {
    super::use_threads(None)?;
    let ui = Ui::new(Voice::of(false, args.json || args.batch.is_some()));
    let source = search::source(args.source.as_deref())?;
    let searched = Searched {
        source: &source,
        today: args.today.unwrap_or_else(cli::today),
        cache: if args.no_cache { Cache::None } else { Cache::Kept },
    };
    // What is asked is read first: it may be wrong, and the index takes its time.
    let asked = asked(args)?;
    let progress = ui.progress();
    let searcher = search::open(&searched, &|stage| progress.enter(stage));
    progress.end();
    let searcher = searcher?;
    match asked {
        Asked::Once(query) => once(args, ui, &searcher, query)?,
        Asked::Lines(queries) => {
            for query in queries {
                let answer = searcher.ask(&question(args, query))?;
                let line = serde_json::to_string(&answer)
                    .map_err(|error| Error::new("cannot write JSON").of(Kind::Internal).because(error))?;
                ui.say(&format!("{line}\n"))?;
            }
        }
    }
    Ok(Verdict::Good)
}

/// What is asked.
enum Asked {
    Once(String),
    Lines(Vec<String>),
}

fn asked(args: &SearchArgs) -> Result<Asked> {
    if let Some(file) = &args.batch {
        let lines = text_of(file)?;
        return Ok(Asked::Lines(
            lines.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect(),
        ));
    }
    match &args.symptom {
        Some(file) => {
            let log = text_of(file)?;
            if log.trim().is_empty() {
                return Err(Error::new("there is no log to look for")
                    .of(Kind::Usage)
                    .hint("name a file that is not empty, or pipe a log and use `--symptom -`"));
            }
            Ok(Asked::Once(log))
        }
        None => Ok(Asked::Once(args.query.join(" "))),
    }
}

fn once(args: &SearchArgs, ui: Ui, searcher: &Searcher, query: String) -> Result<()> {
    let question = question(args, query);
    let answer = searcher.ask(&question)?;
    if args.json {
        return ui.json(&answer);
    }
    ui.say(&search::text(&question, &answer, ui::format()))
}

fn question(args: &SearchArgs, query: String) -> Question {
    Question {
        query,
        limit: usize::from(args.limit),
        offset: 0,
        facets: true,
        symptom: args.symptom.is_some(),
        sort: if args.latest { Sort::Date } else { Sort::Relevance },
    }
}

/// The text of a file, whatever its encoding; of the standard input for `-`.
fn text_of(file: &std::path::Path) -> Result<String> {
    let bytes = if file.as_os_str() == "-" { ui::input()? } else { coebook::fs::read(file)? };
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
