//! What git knows about the files of a folder: when each was first and last changed, and how often.
//!
//! [`read`] finds the repository, walks its history once and hands back plain data: nothing outside this
//! module knows which git library is used. Names of people are read by [`authors`] alone, to keep them out of documents.
//!
//! How the walk counts:
//!
//! - History is that of `HEAD`, newest commit first. Every commit carries the names under which the files of
//!   `HEAD` were known when it was made; a rename changes the names its ancestors are searched for, on its
//!   own branch only (see `names`).
//! - A commit counts for a file when it changed the file against *every* parent. So a merge counts only for
//!   what it brought in itself, and work that came from a branch counts once, for the commit that did it.
//! - A file that was deleted and came back under the same name is the same file, as in `git log --follow`.
//!   When the earlier file was renamed rather than deleted, it took its past with it.

mod error;
mod host;
mod names;
mod objects;
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::error::{Error, Kind, Result};

pub use error::{Completeness, GitError};
pub use host::{edit_url, web_base};

use objects::Objects;

/// What git knows about the files below a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GitFacts {
    /// The folder is in the work tree of no git repository.
    NoRepository,
    /// The repository is a shallow clone, whose history would give wrong dates, so none are given.
    Shallow,
    /// The repository has no commits yet.
    Empty,
    /// The history is complete and was read.
    Known(History),
}

/// The history of the files below a folder, as seen from `HEAD`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    /// Full id of the commit at `HEAD`.
    pub head: String,
    /// Name of the branch that is checked out, such as `main`; nothing when `HEAD` is detached.
    pub branch: Option<String>,
    /// Address of the remote `origin` as configured, without credentials.
    pub remote: Option<String>,
    /// The folder inside the work tree: empty for its root, or like `docs/`.
    pub prefix: String,
    /// Facts per file at `HEAD`, by slash-separated path relative to the folder.
    ///
    /// Symbolic links, submodules and names that are not Unicode are left out.
    pub files: BTreeMap<String, FileHistory>,
}

/// When a file was first and last changed, and how often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileHistory {
    /// The commit that brought the file in, under its first name.
    pub first: Commit,
    /// The newest commit that changed or moved the file.
    pub last: Commit,
    /// The number of commits that changed or moved the file, the first included.
    pub revisions: u32,
}

/// A commit and when its author wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Full hexadecimal id.
    pub id: String,
    /// The author time, which a rebase keeps.
    pub at: Timestamp,
    /// Seconds east of UTC where the author was.
    pub offset_seconds: i32,
}

/// Reads what git knows about the files below a folder.
///
/// Settings of the user, the system and the environment are not consulted, and it does not matter who owns
/// the checkout: the same repository gives the same facts everywhere.
///
/// # Errors
///
/// When the folder cannot be read, or the repository around it is broken or lacks objects. There is no
/// fallback: a history that cannot be read entirely is not given.
pub fn read(folder: &Path) -> Result<GitFacts, GitError> {
    let folder =
        folder.canonicalize().map_err(|source| GitError::Folder { folder: folder.to_path_buf(), source })?;
    let Some(work_tree) = find_work_tree(&folder)? else { return Ok(GitFacts::NoRepository) };
    let Some((repository, prefix)) = open(&work_tree, &folder)? else { return Ok(GitFacts::NoRepository) };
    let failed = |source| GitError::open(&work_tree, source);
    if repository.is_shallow().map_err(failed)? {
        return Ok(GitFacts::Shallow);
    }
    let head = repository.head().map_err(failed)?;
    let Some(tip) = head.id() else { return Ok(GitFacts::Empty) };
    let tip = tip.object().and_then(|object| object.peel_to_commit()).map_err(failed)?.id;
    Ok(GitFacts::Known(History {
        head: tip.to_string(),
        branch: head.referent_name().map(|name| name.shorten().to_string()),
        remote: origin(&repository),
        files: walk::files(&Objects::new(&repository, &work_tree), tip, &prefix)?,
        prefix,
    }))
}

/// Which of some files of a folder differ from those of a revision; files the revision does not have do.
///
/// Compared is what the files hold, byte by byte; `bytes` gives that of a path.
///
/// # Errors
/// When the folder is in no repository, when the repository has no such revision, and when a file cannot be read.
pub fn changed_since(
    folder: &Path,
    revision: &str,
    paths: &[&str],
    bytes: &dyn Fn(&str) -> Result<Vec<u8>>,
) -> Result<BTreeSet<String>> {
    let failed = |why: String| {
        Error::new(format!("cannot compare with `{revision}`"))
            .of(Kind::Usage)
            .because(why)
            .hint("name a commit, branch or tag that this clone has, for example `origin/main`")
    };
    let broken = |error: GitError| failed(error.to_string());
    let folder = folder.canonicalize().map_err(|error| failed(error.to_string()))?;
    let none = || failed(format!("{} is in no git repository", crate::fs::show(&folder)));
    let work_tree = find_work_tree(&folder).map_err(broken)?.ok_or_else(none)?;
    let (repository, prefix) = open(&work_tree, &folder).map_err(broken)?.ok_or_else(none)?;
    let tree = repository
        .rev_parse_single(revision)
        .ok()
        .and_then(|id| id.object().ok()?.peel_to_tree().ok())
        .ok_or_else(|| failed("the repository has no such revision".to_owned()))?;
    let mut changed = BTreeSet::new();
    for path in paths {
        let then = tree
            .lookup_entry_by_path(format!("{prefix}{path}"))
            .ok()
            .flatten()
            .map(|entry| entry.object_id());
        let now = gix::objs::compute_hash(repository.object_hash(), gix::objs::Kind::Blob, &bytes(path)?)
            .map_err(|error| failed(error.to_string()))?;
        if then != Some(now) {
            changed.insert((*path).to_owned());
        }
    }
    Ok(changed)
}

/// Full names of those who wrote the commits of the repository around a folder; nothing where it cannot be read.
///
/// A name of one word is more often a login or a machine than a person, and is left out.
pub fn authors(folder: &Path) -> BTreeSet<String> {
    names_of_authors(folder).unwrap_or_default()
}

fn names_of_authors(folder: &Path) -> Option<BTreeSet<String>> {
    let folder = folder.canonicalize().ok()?;
    let work_tree = find_work_tree(&folder).ok()??;
    let (repository, _) = open(&work_tree, &folder).ok()??;
    let tip = repository.head_id().ok()?.detach();
    let walk = repository.rev_walk([tip]).all().ok()?;
    let mut names = BTreeSet::new();
    for commit in walk {
        // The history of a shallow clone ends in the middle; the names before that are known all the same.
        let Some(commit) = commit.ok().and_then(|commit| commit.object().ok()) else { break };
        let Ok(author) = commit.author() else { continue };
        let name = author.name.to_string();
        let is_person = name.split(' ').count() == 2
            && name
                .split(' ')
                .all(|word| word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic));
        if is_person {
            names.insert(name);
        }
    }
    Some(names)
}

/// The root of the work tree a folder is in.
fn find_work_tree(folder: &Path) -> Result<Option<PathBuf>, GitError> {
    use gix::discover::upwards::Error;
    use gix::discover::{repository, upwards, upwards_opts};

    let found = match upwards_opts(folder, upwards::Options::default()) {
        Ok((repository::Path::WorkTree(root), _)) => Some(absolute(&root)?),
        Ok((repository::Path::LinkedWorkTree { work_dir, .. }, _)) => Some(absolute(&work_dir)?),
        Ok((repository::Path::Repository(_), _)) => None,
        Err(error) => match error.downcast_any_ref::<Error>() {
            Some(_) => None,
            None => return Err(GitError::open(folder, error)),
        },
    };
    // git takes a `.git` file that leads nowhere for an error; gix would look further up and perhaps find a
    // repository that knows nothing about these files.
    let nearer = folder.ancestors().take_while(|above| found.as_deref() != Some(above));
    match nearer.map(|above| above.join(".git")).find(|link| link.is_file()) {
        Some(link) => Err(GitError::LeadsNowhere { link }),
        None => Ok(found),
    }
}

/// The absolute form of a path that gix may have made relative to the current folder, even to an empty path.
fn absolute(path: &Path) -> Result<PathBuf, GitError> {
    std::env::current_dir()
        .and_then(|current| current.join(path).canonicalize())
        .map_err(|source| GitError::Folder { folder: path.to_path_buf(), source })
}

/// Opens the repository with this work tree and finds the folder in it; nothing for a bare repository.
fn open(work_tree: &Path, folder: &Path) -> Result<Option<(gix::Repository, String)>, GitError> {
    let options = gix::open::Options::isolated().config_overrides([
        // What counts as a rename must not depend on settings of the checkout.
        "diff.algorithm=myers",
        // Larger files are compared by identity only, which bounds memory.
        "core.bigFileThreshold=8m",
        // gix trusts a checkout owned by somebody else less and would refuse objects over 16 MiB.
        "gitoxide.objects.allocLimitIfReducedTrust=1g",
    ]);
    let mut repository =
        gix::open_opts(work_tree, options).map_err(|source| GitError::open(work_tree, source))?;
    if repository.workdir().is_none() {
        return Ok(None);
    }
    repository.object_cache_size_if_unset(64 << 20);
    let Ok(inside) = folder.strip_prefix(work_tree) else { return Ok(None) };
    let mut prefix = String::new();
    for part in inside {
        let part = part.to_str().ok_or_else(|| GitError::NotUnicode { folder: folder.to_path_buf() })?;
        if part == ".git" {
            return Ok(None);
        }
        prefix.push_str(part);
        prefix.push('/');
    }
    Ok(Some((repository, prefix)))
}

/// The address of the remote `origin`, read even where gix hides the settings of a checkout owned by others.
fn origin(repository: &gix::Repository) -> Option<String> {
    let settings = repository.config_snapshot();
    let address = settings.plumbing().strings("remote.origin.url")?.into_iter().next()?;
    Some(host::without_credentials(&address.to_string()))
}
