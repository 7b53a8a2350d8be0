//! `coebook check`: what would make the documents clearer, fairer and more useful.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use coebook::check::{self, Selection};
use coebook::error::{Error, Kind, Result};
use coebook::findings::Level;
use coebook::model::Day;
use coebook::{Asked, Standing};

use super::Verdict;
use crate::cli;
use crate::ui::{self, Ui, Voice};

/// Check how the documents are written, and learn why it matters
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  coebook check                              the documents of the current folder\n  \
                  coebook check docs/postmortems --level information\n  \
                  coebook check --changed-since origin/main      what a branch changed\n  \
                  coebook check --explain should-have            what a rule is about\n  \
                  coebook check --write-baseline known.json      from now on only what is new:\n  \
                  coebook check --baseline known.json\n  \
                  coebook check --format sarif > check.sarif     in a pipeline\n\n\
                  Exit status: 0 nothing to tell, 1 findings, 2 the command could not do its work"
)]
pub(crate) struct CheckArgs {
    /// Check the documents of this folder, or these files of one folder
    #[arg(default_value = ".", value_name = "SOURCE")]
    sources: Vec<PathBuf>,
    /// Print the findings in this form
    #[arg(long, value_enum, default_value_t = Form::Human, value_name = "FORM")]
    format: Form,
    /// Tell what a rule finds, why it matters and what to write instead
    #[arg(long, value_name = "RULE", exclusive = true)]
    explain: Option<String>,
    /// Print what may stand in front matter or in coebook.toml as JSON Schema, for editors
    #[arg(long, value_enum, value_name = "OF", exclusive = true)]
    schema: Option<Schema>,
    /// List all rules with their levels
    #[arg(long)]
    list: bool,
    /// Tell findings of these rules only
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    only: Vec<String>,
    /// Tell no findings of these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    except: Vec<String>,
    /// Tell findings of this level and above
    #[arg(long, value_enum, default_value_t = Least::Warning, value_name = "LEVEL")]
    level: Least,
    /// Tell findings in documents that differ from those of this revision only
    #[arg(long, value_name = "REV")]
    changed_since: Option<String>,
    /// Leave out the findings this file knows
    #[arg(long, value_name = "FILE", conflicts_with = "write_baseline")]
    baseline: Option<PathBuf>,
    /// Write the findings there are to this file, to be known from now on
    #[arg(long, value_name = "FILE")]
    write_baseline: Option<PathBuf>,
    /// Mend what means the same without doubt, such as misspelled keys; prose is never changed
    #[arg(long)]
    fix: bool,
    /// Read one document from standard input, as if it stood at --path
    #[arg(long, requires = "path", conflicts_with_all = ["fix", "write_baseline"])]
    stdin: bool,
    /// Path of the document on standard input, below SOURCE
    #[arg(long, value_name = "PATH", requires = "stdin")]
    path: Option<String>,
    /// Check as if today were this day [default: today's date]
    #[arg(long, value_name = "DATE", value_parser = cli::day)]
    today: Option<Day>,
    /// Use this many threads [default: as many as the machine has]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    threads: Option<u16>,
    /// Print nothing; the exit status tells
    #[arg(long)]
    quiet: bool,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// With the line, the offending words and what to do
    Human,
    /// One line each: `path:line:column: level[rule]: message`
    Short,
    /// One JSON value
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub's pipelines
    Github,
    /// A report of tests, for GitLab and others
    Junit,
}

/// What a schema is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Schema {
    /// The front matter of a COE
    FrontMatter,
    /// The settings in coebook.toml
    Settings,
}

/// The least level that is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Least {
    /// What must be mended
    Error,
    /// What should be mended
    Warning,
    /// What is worth knowing
    Information,
}

impl Least {
    fn level(self) -> Level {
        match self {
            Least::Error => Level::Error,
            Least::Warning => Level::Warning,
            Least::Information => Level::Information,
        }
    }
}

pub(crate) fn run(args: &CheckArgs) -> Result<Verdict> {
    super::use_threads(args.threads)?;
    let told = args.format == Form::Human && !args.quiet;
    let ui = Ui::new(if told { Voice::Normal } else { Voice::Quiet });
    if let Some(name) = &args.explain {
        let rule = check::rule(name).ok_or_else(|| check::unknown_rule(name))?;
        ui::check::explain(rule)?;
        return Ok(Verdict::Good);
    }
    if let Some(schema) = args.schema {
        ui.say(match schema {
            Schema::FrontMatter => coebook::export::FRONT_MATTER_JSON_SCHEMA,
            Schema::Settings => coebook::export::SETTINGS_JSON_SCHEMA,
        })?;
        return Ok(Verdict::Good);
    }
    let selection = Selection {
        only: args.only.clone(),
        except: args.except.clone(),
        level: args.level.level(),
        paths: None,
    };
    selection.check()?;
    let progress = ui.progress();
    let asked = Asked {
        sources: &args.sources,
        standing: if args.stdin { Some(standing(args)?) } else { None },
        changed_since: args.changed_since.as_deref(),
        selection,
        today: args.today.unwrap_or_else(cli::today),
        fix: args.fix,
    };
    if args.list {
        progress.end();
        ui::check::list(&asked, args.format)?;
        return Ok(Verdict::Good);
    }
    let checked = coebook::check(&asked, &|stage| progress.enter(stage));
    progress.end();
    let mut checked = checked?;
    if let Some(path) = &args.write_baseline {
        let count = coebook::write_baseline(path, &checked)?;
        ui.say(&format!("{} known from now on, in {}", ui::count(count, "finding"), path.display()))?;
        return Ok(Verdict::Good);
    }
    if let Some(path) = &args.baseline {
        coebook::apply_baseline(path, &mut checked)?;
    }
    if !args.quiet {
        ui::check::report(ui, &checked, args.format)?;
    }
    Ok(if checked.told.is_empty() { Verdict::Good } else { Verdict::Findings })
}

/// The document on standard input.
fn standing(args: &CheckArgs) -> Result<Standing> {
    let text = String::from_utf8(ui::input()?).map_err(|error| {
        Error::new("the document on standard input is no UTF-8").of(Kind::Usage).because(error)
    })?;
    let path = args.path.clone().unwrap_or_default();
    Ok(Standing { path: path.trim_start_matches("./").to_owned(), text })
}
