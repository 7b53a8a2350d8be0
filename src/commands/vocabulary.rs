//! `coebook vocabulary`: the words that are used, and one made another.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};
use coebook::error::Result;
use coebook::load;
use coebook::vocabulary::{self, Kind, Step, Uncommitted, Wanted, Written};

use super::Verdict;
use crate::ui::{self, Ui, Voice};

/// List the words COEs are told by, and make one another: causes, services, teams, technologies, tags
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  coebook vocabulary\n  coebook vocabulary content --kind cause\n  \
                  coebook vocabulary merge retries-storm retry-storm\n  \
                  coebook vocabulary rename payments payments-platform --kind team --write"
)]
pub(crate) struct VocabularyArgs {
    #[command(subcommand)]
    action: Option<Action>,
    /// Read the documents of this folder
    #[arg(value_name = "DIR", default_value = ".")]
    source: PathBuf,
    /// Only words of this kind
    #[arg(long, value_enum)]
    kind: Option<KindArg>,
    /// Print the words as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Make a word another one that is there already, in front matter and vocabulary
    Merge(ChangeArgs),
    /// Give a word a new name, in front matter and vocabulary
    Rename(ChangeArgs),
}

#[derive(Debug, Args)]
struct ChangeArgs {
    /// The word that goes
    #[arg(value_name = "A")]
    from: String,
    /// The word that stands in its place
    #[arg(value_name = "B")]
    to: String,
    /// What both are names of, where A is a name of several kinds
    #[arg(long, value_enum)]
    kind: Option<KindArg>,
    /// Edit the documents of this folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    source: PathBuf,
    /// Write the edits [default: only show them]
    #[arg(long)]
    write: bool,
    /// Write to files with changes that are not committed, too, and where there is no git repository
    #[arg(long, requires = "write")]
    allow_dirty: bool,
    /// Print what is edited as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum KindArg {
    Cause,
    Service,
    Team,
    Technology,
    Tag,
}

impl KindArg {
    fn kind(self) -> Kind {
        match self {
            KindArg::Cause => Kind::Cause,
            KindArg::Service => Kind::Service,
            KindArg::Team => Kind::Team,
            KindArg::Technology => Kind::Technology,
            KindArg::Tag => Kind::Tag,
        }
    }
}

pub(crate) fn run(args: &VocabularyArgs) -> Result<Verdict> {
    super::use_threads(None)?;
    match &args.action {
        None => list(args),
        Some(Action::Merge(change)) => edit(change, Step::Merge),
        Some(Action::Rename(change)) => edit(change, Step::Rename),
    }
}

fn list(args: &VocabularyArgs) -> Result<Verdict> {
    let ui = Ui::new(Voice::of(false, args.json));
    let progress = ui.progress();
    let kind = args.kind.map(KindArg::kind);
    let listing = vocabulary::list(&args.source, kind, &|stage| progress.enter(stage));
    progress.end();
    let listing = listing?;
    if args.json {
        ui.json(&vocabulary::json(&listing))?;
    } else {
        ui.say(&vocabulary::text(&listing, ui::format()))?;
    }
    Ok(Verdict::Good)
}

fn edit(args: &ChangeArgs, step: Step) -> Result<Verdict> {
    let ui = Ui::new(Voice::of(false, args.json));
    let sources = load::sources(&args.source)?;
    let kind = args.kind.map(KindArg::kind);
    let plan = vocabulary::plan(&sources, &Wanted { step, kind, from: &args.from, to: &args.to })?;
    if !args.json {
        ui.say(&vocabulary::plan_text(&plan, &|path| place(&args.source, path), ui::format()))?;
    }
    let written = if args.write { Written::Yes } else { Written::No };
    if args.write {
        let uncommitted = if args.allow_dirty { Uncommitted::Allow } else { Uncommitted::Refuse };
        plan.write(&sources, uncommitted)?;
    }
    if args.json {
        ui.json(&vocabulary::plan_json(&plan, written))?;
    }
    let files = ui::count(plan.count(), "file");
    ui.remark(&match written {
        _ if plan.count() == 0 => "Nothing to edit.".to_owned(),
        Written::Yes => format!("{files} edited."),
        Written::No => format!("{files} would be edited; add --write to do it."),
    });
    Ok(Verdict::Good)
}

/// A path as it is seen from where the command runs.
fn place(source: &Path, path: &str) -> String {
    let place = if source == Path::new(".") { PathBuf::from(path) } else { source.join(path) };
    place.to_string_lossy().replace('\\', "/")
}
