//! From changes on the disk to a new state of the site.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use notify_debouncer_full::notify::{self, EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, RecommendedCache, new_debouncer};
use tokio::sync::watch;

use super::library::Library;
use super::snapshot::Snapshot;
use super::{Reporter, Versions, snapshot};
use crate::book::check_not_empty;
use crate::error::{Error, Kind, Result};
use crate::load;

/// How long a file must be left alone before it is read: editors write in several steps.
const QUIET: Duration = Duration::from_millis(20);

/// The watched folders. Each is watched by itself, so that hidden folders, dependencies and sites cost nothing.
pub(super) struct Folders {
    debouncer: Debouncer<RecommendedWatcher, RecommendedCache>,
    watched: BTreeSet<PathBuf>,
    events: Receiver<DebounceEventResult>,
}

impl Folders {
    /// Watches the folders of a source.
    ///
    /// # Errors
    /// When the system has no more watches to give.
    pub(super) fn watch(source: &Path) -> Result<Folders> {
        let (sender, events) = mpsc::channel();
        let debouncer = new_debouncer(QUIET, Some(QUIET / 4), sender).map_err(|error| unwatched(&error))?;
        let mut folders = Folders { debouncer, watched: BTreeSet::new(), events };
        folders.add(&load::folders(source)?)?;
        Ok(folders)
    }

    /// Watches folders that are not watched yet, and gives back which these are.
    fn add(&mut self, folders: &[PathBuf]) -> Result<Vec<PathBuf>> {
        let current: BTreeSet<PathBuf> = folders.iter().cloned().collect();
        for gone in self.watched.difference(&current) {
            // The system forgets folders that are gone by itself.
            let _ = self.debouncer.unwatch(gone);
        }
        let new: Vec<PathBuf> = current.difference(&self.watched).cloned().collect();
        self.watched = current;
        for folder in &new {
            match self.debouncer.watch(folder, RecursiveMode::NonRecursive) {
                Err(error) if !folder.exists() => drop(error),
                watched => watched.map_err(|error| unwatched(&error))?,
            }
        }
        Ok(new)
    }
}

fn unwatched(error: &notify::Error) -> Error {
    let told = Error::new("cannot watch the folder for changes").because(error.to_string());
    match error.kind {
        notify::ErrorKind::MaxFilesWatch => told.hint(
            "raise the limit: `sudo sysctl fs.inotify.max_user_watches=524288`; until then, restart to see edits",
        ),
        _ => told.hint("restart to see edits"),
    }
}

/// What a new state of the site needs, and whom to tell.
pub(super) struct Publisher {
    pub(super) today: crate::model::Day,
    pub(super) versions: Versions,
    pub(super) current: watch::Sender<Arc<Snapshot>>,
    pub(super) reporter: Arc<dyn Reporter>,
}

/// Watches for as long as the program runs.
pub(super) fn start(folders: Folders, library: Library, publisher: Publisher) -> Result<()> {
    thread::Builder::new()
        .name("coebook-watch".to_owned())
        .stack_size(crate::STACK)
        .spawn(move || follow(folders, library, publisher))
        .map(drop)
        .map_err(|error| Error::new("cannot start a thread").of(Kind::Internal).because(error))
}

fn follow(mut folders: Folders, mut library: Library, mut publisher: Publisher) {
    while let Ok(events) = folders.events.recv() {
        let mut changed = BTreeSet::new();
        // What came in meanwhile belongs to the same edit.
        for events in std::iter::once(events).chain(folders.events.try_iter()) {
            match events {
                Ok(events) => changed.extend(paths(&events, &library)),
                Err(errors) => errors.iter().for_each(|error| publisher.reporter.failed(&unwatched(error))),
            }
        }
        if changed.is_empty() {
            continue;
        }
        if let Err(error) = apply(&changed, &mut folders, &mut library, &mut publisher) {
            publisher.reporter.failed(&error);
        }
    }
}

/// The changed paths, relative to the source; what is hidden does not count.
fn paths(events: &[notify_debouncer_full::DebouncedEvent], library: &Library) -> BTreeSet<String> {
    let sources = library.sources();
    let mut changed = BTreeSet::new();
    for event in events {
        if event.need_rescan() {
            changed.extend(sources.documents.iter().map(|document| document.path.clone()));
        }
        if matches!(event.kind, EventKind::Access(_)) {
            continue;
        }
        let below = event.paths.iter().filter_map(|path| path.strip_prefix(&sources.root).ok());
        let shown = below.map(|path| path.to_string_lossy().into_owned());
        changed.extend(shown.filter(|path| !path.split('/').any(|piece| piece.starts_with('.'))));
    }
    changed.remove("");
    changed
}

fn apply(
    changed: &BTreeSet<String>,
    folders: &mut Folders,
    library: &mut Library,
    publisher: &mut Publisher,
) -> Result<()> {
    let mut edit = library.refresh(changed)?.unwrap_or_default();
    // A folder that is new: what was put into it before it was watched went unseen.
    let root = library.sources().root.clone();
    let new = folders.add(&library.sources().folders)?;
    if !new.is_empty() {
        let below = new.iter().filter_map(|folder| folder.strip_prefix(&root).ok());
        let below = below.map(|folder| folder.to_string_lossy().into_owned()).collect();
        edit.paths.extend(library.refresh(&below)?.unwrap_or_default().paths);
    }
    if edit.paths.is_empty() {
        return Ok(());
    }
    let state = library.assemble();
    let about: Vec<_> =
        state.findings.iter().filter(|finding| edit.paths.contains(&finding.path)).cloned().collect();
    let kept: Vec<&str> = library.kept().collect();
    publisher.reporter.edited(&edit.paths, &kept);
    publisher.reporter.findings(&about, &|path| library.text(path));
    check_not_empty(library.sources(), &state.knowledge, &state.findings)?;
    let snapshot = snapshot(library, state, publisher.today, publisher.versions.next())?;
    publisher.current.send_replace(Arc::new(snapshot));
    Ok(())
}
