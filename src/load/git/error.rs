//! Why a history could not be read, said so that a person can mend it.

use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::io;
use std::path::{Path, PathBuf};

/// Why the history of a folder could not be read.
#[derive(Debug)]
pub enum GitError {
    /// The folder itself cannot be read.
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The name of the folder is not Unicode.
    NotUnicode {
        /// The folder.
        folder: PathBuf,
    },
    /// A `.git` file points to a repository that is not there.
    LeadsNowhere {
        /// The `.git` file.
        link: PathBuf,
    },
    /// The repository cannot be opened, or its `HEAD` cannot be resolved.
    Open {
        /// Root of the work tree, or the folder when none was found.
        work_tree: PathBuf,
        /// What the git library said.
        source: Box<dyn Error + Send + Sync>,
    },
    /// An object of the history is missing or damaged.
    Object {
        /// Root of the work tree.
        work_tree: PathBuf,
        /// Which object: `commit 1a2b…`.
        object: String,
        /// Whether the repository is a partial clone, which lacks objects on purpose.
        clone: Completeness,
        /// What the git library said.
        source: Box<dyn Error + Send + Sync>,
    },
    /// A commit has an author time that is no time.
    Time {
        /// Root of the work tree.
        work_tree: PathBuf,
        /// Full id of the commit.
        commit: String,
    },
}

/// Whether a repository has all objects of its history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completeness {
    /// All objects should be there.
    Full,
    /// A partial clone (`git clone --filter`) fetches objects when they are needed.
    Partial,
}

impl GitError {
    pub(super) fn open(work_tree: &Path, source: gix::Error) -> GitError {
        GitError::Open { work_tree: work_tree.to_path_buf(), source: Box::new(source) }
    }
}

impl Display for GitError {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        match self {
            GitError::Folder { folder, source } => {
                write!(to, "cannot look for git history in `{}`: {source}", folder.display())
            }
            GitError::NotUnicode { folder } => write!(
                to,
                "cannot read the git history of `{}`: its name is not Unicode; rename the folder",
                folder.display()
            ),
            GitError::LeadsNowhere { link } => write!(
                to,
                "cannot read git history: `{}` points to a repository that is not there; \
                 run `git worktree repair` or `git submodule update --init`, \
                 or make the main repository available too",
                link.display()
            ),
            GitError::Open { work_tree, source } => write!(
                to,
                "cannot open the git repository of `{0}`: {source}; run `git -C '{0}' fsck` to see what is broken",
                work_tree.display()
            ),
            GitError::Object { work_tree, object, clone: Completeness::Partial, source } => write!(
                to,
                "cannot read the git history of `{}`: {object}: {source}; \
                 the repository is a partial clone: clone it without `--filter`",
                work_tree.display()
            ),
            GitError::Object { work_tree, object, clone: Completeness::Full, source } => write!(
                to,
                "cannot read the git history of `{0}`: {object}: {source}; \
                 run `git -C '{0}' fsck` to see what is broken, or clone it again",
                work_tree.display()
            ),
            GitError::Time { work_tree, commit } => write!(
                to,
                "cannot read the git history of `{0}`: the author time of commit {commit} is no time; \
                 look at it with `git -C '{0}' cat-file commit {commit}`",
                work_tree.display()
            ),
        }
    }
}

impl Error for GitError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            GitError::Folder { source, .. } => Some(source),
            GitError::Open { source, .. } | GitError::Object { source, .. } => Some(source.as_ref()),
            GitError::NotUnicode { .. } | GitError::LeadsNowhere { .. } | GitError::Time { .. } => None,
        }
    }
}
