//! A check from outside: which documents, which findings, and what is done with them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::book::{self, Stage};
use crate::check::{Baseline, Selection, fixed};
use crate::config::Config;
use crate::error::{Error, Kind, Result};
use crate::findings::{Finding, Level};
use crate::load::{self, Document, Sources, git};
use crate::model::{Day, KnowledgeBase};
use crate::read::front_matter;
use crate::{find, fs};

/// What is to be checked, and what is to be told.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// A folder, or files of one folder.
    pub sources: &'a [PathBuf],
    /// A document that takes the place of the one on the disk, and is the only one that is told of.
    pub standing: Option<Standing>,
    /// Only documents that differ from those of this revision are told of.
    pub changed_since: Option<&'a str>,
    /// Which findings are told.
    pub selection: Selection,
    /// The day it is.
    pub today: Day,
    /// Whether mechanical suggestions are put in place.
    pub fix: bool,
}

/// A document as an editor holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its path below the folder.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// What a check found.
#[derive(Debug)]
pub struct Checked {
    /// The files.
    pub sources: Sources,
    /// What they say, documents for narrower audiences included.
    pub knowledge: KnowledgeBase,
    /// What is told, in order of path and place.
    pub told: Vec<Finding>,
    /// How many remarks are left out for their level.
    pub remarks: usize,
    /// How many known findings of a baseline are left out.
    pub silent: usize,
    /// How many known findings of a baseline do not occur any more.
    pub gone: usize,
    /// Documents that were mended.
    pub fixed: Vec<Fixed>,
    /// How paths are shown: those below the folder, as seen from where the command runs.
    prefix: PathBuf,
    paths: Option<BTreeSet<String>>,
}

/// A document that was mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// Its path below the folder.
    pub path: String,
    /// In how many places.
    pub count: usize,
}

impl Checked {
    /// The path of a document as seen from the current folder, which is what editors and pipelines open.
    pub fn place(&self, path: &str) -> String {
        if path.is_empty() {
            return String::new();
        }
        let place = self.prefix.join(path);
        place.to_string_lossy().replace('\\', "/")
    }

    /// The documents that were looked at to tell of them, by path.
    pub fn documents(&self) -> impl Iterator<Item = &str> {
        let asked = |path: &&str| self.paths.as_ref().is_none_or(|paths| paths.contains(*path));
        self.sources.documents.iter().map(|document| document.path.as_str()).filter(asked)
    }
}

/// Checks documents.
///
/// # Errors
/// When a folder or its settings cannot be read, when it holds no COE, when a revision is not known, and when a document
/// cannot be mended.
pub fn check(asked: &Asked<'_>, progress: &dyn Fn(Stage)) -> Result<Checked> {
    let Place { root, files } = place(asked)?;
    progress(Stage::Looking);
    let mut sources = load::sources(&root)?;
    let mut paths = files.map(|files| below(&sources, &files)).transpose()?;
    if let Some(standing) = &asked.standing {
        put(&mut sources, standing);
        paths = Some(BTreeSet::from([standing.path.clone()]));
    }
    if let Some(revision) = asked.changed_since {
        let changed = changed(&sources, revision)?;
        paths = Some(match paths {
            Some(paths) => paths.intersection(&changed).cloned().collect(),
            None => changed,
        });
    }
    progress(Stage::Reading { documents: sources.documents.len() });
    let prefix = prefix(&sources.root)?;
    let found = book::check_all(sources, asked.today, progress);
    book::check_not_empty(&found.sources, &found.knowledge, &found.findings)?;
    if asked.fix {
        let fixed = mend(&found, paths.as_ref())?;
        if !fixed.is_empty() {
            // What was mended is read again, so that what is told is what there is.
            let again = check(&Asked { fix: false, ..asked.clone() }, progress)?;
            return Ok(Checked { fixed, ..again });
        }
    }
    let selection = Selection { paths: paths.clone(), ..asked.selection.clone() };
    let all = Selection { level: Level::Information, ..selection.clone() };
    let (told, rest): (Vec<Finding>, Vec<Finding>) = found
        .findings
        .into_iter()
        .filter(|finding| all.tells(finding))
        .partition(|finding| selection.tells(finding));
    Ok(Checked {
        sources: found.sources,
        knowledge: found.knowledge,
        told,
        remarks: rest.len(),
        silent: 0,
        gone: 0,
        fixed: Vec::new(),
        prefix,
        paths,
    })
}

/// The settings of the folder that is to be checked.
///
/// # Errors
/// As [`check`].
pub fn settings(asked: &Asked<'_>) -> Result<Config> {
    load::settings(&place(asked)?.root)
}

/// Writes what is told as known; how many that is.
///
/// # Errors
/// When the file cannot be written.
pub fn write_baseline(path: &Path, checked: &Checked) -> Result<usize> {
    fs::replace(path, Baseline::of(&checked.told).write()?.as_bytes())?;
    Ok(checked.told.len())
}

/// Leaves out what a baseline knows.
///
/// # Errors
/// When the file cannot be read, or is none of ours.
pub fn apply_baseline(path: &Path, checked: &mut Checked) -> Result<()> {
    let text = String::from_utf8_lossy(&fs::read(path)?).into_owned();
    let left = Baseline::read(&text, &fs::show(path))?.leave(std::mem::take(&mut checked.told));
    (checked.told, checked.silent, checked.gone) = (left.new, left.silent, left.gone);
    Ok(())
}

/// A folder, and the files of it that are asked for; all when none are named.
struct Place {
    root: PathBuf,
    files: Option<Vec<PathBuf>>,
}

fn place(asked: &Asked<'_>) -> Result<Place> {
    let here = PathBuf::from(".");
    match asked.sources {
        [] => Ok(Place { root: here, files: None }),
        [only] if !only.is_file() => Ok(Place { root: only.clone(), files: None }),
        files => {
            if let Some(folder) = files.iter().find(|file| !file.is_file()) {
                return Err(Error::new(format!("{} is no file", fs::show(folder)))
                    .of(Kind::Usage)
                    .hint("name one folder, or files of one folder"));
            }
            let files: Vec<PathBuf> =
                files.iter().filter_map(|file| fs::resolve(file).transpose()).collect::<Result<_>>()?;
            let here = fs::resolve(&here)?.unwrap_or(here);
            let folder = files.first().and_then(|file| file.parent()).unwrap_or(&here);
            let root = find::knowledge_base(folder).map(Path::to_path_buf);
            let inside = files.iter().all(|file| file.starts_with(&here));
            let root = root.unwrap_or_else(|| if inside { here.clone() } else { folder.to_path_buf() });
            Ok(Place { root, files: Some(files) })
        }
    }
}

/// The paths of some files below the folder; those outside of it are none of its documents.
fn below(sources: &Sources, files: &[PathBuf]) -> Result<BTreeSet<String>> {
    let path =
        |file: &PathBuf| Some(file.strip_prefix(&sources.root).ok()?.to_string_lossy().replace('\\', "/"));
    let paths: BTreeSet<String> = files.iter().filter_map(path).collect();
    if paths.is_empty() {
        return Err(Error::new(format!("none of the files is below {}", fs::show(&sources.root)))
            .of(Kind::Usage)
            .hint("name files of one knowledge base"));
    }
    Ok(paths)
}

/// Puts a document in the place of the one on the disk.
fn put(sources: &mut Sources, standing: &Standing) {
    let text: Arc<str> = standing.text.as_str().into();
    match sources.documents.binary_search_by(|document| document.path.as_str().cmp(&standing.path)) {
        Ok(place) => sources.documents[place].text = text,
        Err(place) => {
            let document = Document { path: standing.path.clone(), kind: front_matter::Kind::Coe, text };
            sources.documents.insert(place, document);
        }
    }
}

/// The documents that differ from those of a revision.
fn changed(sources: &Sources, revision: &str) -> Result<BTreeSet<String>> {
    let paths: Vec<&str> = sources.documents.iter().map(|document| document.path.as_str()).collect();
    let bytes = |path: &str| fs::read(&sources.root.join(path));
    git::changed_since(&sources.root, revision, &paths, &bytes)
}

/// The folder as seen from the current one.
fn prefix(root: &Path) -> Result<PathBuf> {
    let here = fs::resolve(Path::new("."))?.unwrap_or_default();
    Ok(root.strip_prefix(&here).map_or_else(|_| root.to_path_buf(), Path::to_path_buf))
}

/// Puts mechanical suggestions in place.
fn mend(found: &book::Found, paths: Option<&BTreeSet<String>>) -> Result<Vec<Fixed>> {
    let mut mended = Vec::new();
    for document in &found.sources.documents {
        let about = found.findings.iter().filter(|finding| finding.path == document.path);
        let asked = paths.is_none_or(|paths| paths.contains(&document.path));
        let Some((text, count)) = fixed(&document.text, about).filter(|_| asked) else { continue };
        let path = found.sources.root.join(&document.path);
        // Somebody may have saved it since it was read.
        if fs::read(&path)? == document.text.as_bytes() {
            fs::replace(&path, text.as_bytes())?;
            mended.push(Fixed { path: document.path.clone(), count });
        }
    }
    Ok(mended)
}
