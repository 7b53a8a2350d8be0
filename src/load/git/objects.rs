//! Commits, trees and renames as the walk needs them: all that touches git objects.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::ops::ControlFlow;
use std::path::Path;

use gix::ObjectId;
use gix::bstr::BString;
use gix::diff::blob::Platform;
use gix::object::tree::diff::Change as GixChange;
use gix::objs::TreeRefIter;
use gix::objs::tree::{EntryMode, EntryRef, name_order};

use super::error::{Completeness, GitError};

/// The smallest share of a file that a rename has to keep.
const SIMILARITY: f32 = 0.5;
/// Renames with edits are looked for up to this many deleted times this many added files in a commit.
const RENAME_LIMIT: usize = 1000;

/// The objects of a repository, with errors that say where it is.
pub(super) struct Objects<'a> {
    repository: &'a gix::Repository,
    work_tree: &'a Path,
    clone: Completeness,
    /// Contents prepared for comparison, made for the first rename.
    comparison: RefCell<Option<Platform>>,
}

/// What the walk needs of a commit.
pub(super) struct CommitObject {
    pub(super) tree: ObjectId,
    pub(super) parents: Vec<ObjectId>,
    /// Seconds since the epoch, for the order only; 0 when unreadable, as in git.
    pub(super) committed: i64,
    /// Seconds since the epoch, and seconds east of UTC; nothing when unreadable.
    pub(super) authored: Option<(i64, i32)>,
}

/// How a path differs between two trees.
#[derive(Clone, Copy)]
pub(super) enum Difference {
    /// Only in the old tree.
    Deleted,
    /// In both, with other content or mode.
    Modified,
    /// Only in the new tree, as a file, a link or a submodule.
    Added(EntryMode),
}

/// A file that has another path in the new tree than it had in the old one.
pub(super) struct Rename {
    pub(super) from: BString,
    pub(super) to: BString,
    pub(super) content: Content,
}

/// What became of the content of a renamed file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// It stayed the same.
    Kept,
    /// It was edited too.
    Edited,
}

impl<'a> Objects<'a> {
    pub(super) fn new(repository: &'a gix::Repository, work_tree: &'a Path) -> Objects<'a> {
        let settings = repository.config_snapshot();
        let promised = |key| settings.plumbing().string(key).is_some();
        let partial = promised("extensions.partialClone") || promised("remote.origin.promisor");
        let clone = if partial { Completeness::Partial } else { Completeness::Full };
        Objects { repository, work_tree, clone, comparison: RefCell::new(None) }
    }

    pub(super) fn commit(&self, id: ObjectId) -> Result<CommitObject, GitError> {
        let failed = |source| self.failed("commit", id, source);
        let commit = self.repository.find_commit(id).map_err(failed)?;
        let decoded = commit.decode().map_err(failed)?;
        let authored = decoded.author().and_then(|author| author.time());
        let committed = decoded.committer().and_then(|committer| committer.time());
        Ok(CommitObject {
            tree: decoded.tree(),
            parents: decoded.parents().collect(),
            committed: committed.map_or(0, |time| time.seconds),
            authored: authored.ok().map(|time| (time.seconds, time.offset)),
        })
    }

    /// Calls `found` for each path that differs between two trees, in folders that are `wanted`.
    ///
    /// Folders are asked for as `a/b/`. Both trees may be nothing, which stands for an empty tree.
    pub(super) fn differences(
        &self,
        trees: (Option<ObjectId>, Option<ObjectId>),
        wanted: &dyn Fn(&[u8]) -> bool,
        found: &mut dyn FnMut(&[u8], Difference),
    ) -> Result<(), GitError> {
        self.compare(trees, &mut Vec::new(), wanted, found)
    }

    fn compare(
        &self,
        (old, new): (Option<ObjectId>, Option<ObjectId>),
        path: &mut Vec<u8>,
        wanted: &dyn Fn(&[u8]) -> bool,
        found: &mut dyn FnMut(&[u8], Difference),
    ) -> Result<(), GitError> {
        if old == new {
            return Ok(());
        }
        let (old_tree, new_tree) = (self.tree(old)?, self.tree(new)?);
        let (mut olds, mut news) = (Entries::of(old_tree.as_ref()), Entries::of(new_tree.as_ref()));
        loop {
            skip_common(&mut olds, &mut news);
            let before = self.first(&olds, old)?;
            let after = self.first(&news, new)?;
            let order = match (&before, &after) {
                (None, None) => return Ok(()),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(a), Some(b)) => name_order(a.filename, a.mode.is_tree(), b.filename, b.mode.is_tree()),
            };
            let (before, after) = (before.filter(|_| order.is_le()), after.filter(|_| order.is_ge()));
            self.compare_entries(before.as_ref(), after.as_ref(), path, wanted, found)?;
            if order.is_le() {
                olds.advance();
            }
            if order.is_ge() {
                news.advance();
            }
        }
    }

    /// Compares what two trees have under one name; both are folders or neither is.
    fn compare_entries(
        &self,
        old: Option<&EntryRef<'_>>,
        new: Option<&EntryRef<'_>>,
        path: &mut Vec<u8>,
        wanted: &dyn Fn(&[u8]) -> bool,
        found: &mut dyn FnMut(&[u8], Difference),
    ) -> Result<(), GitError> {
        let Some(any) = old.or(new) else { return Ok(()) };
        if old == new {
            return Ok(());
        }
        let length = path.len();
        path.extend_from_slice(any.filename);
        if any.mode.is_tree() {
            path.push(b'/');
            if wanted(path) {
                let trees = (old.map(|entry| entry.oid.to_owned()), new.map(|entry| entry.oid.to_owned()));
                self.compare(trees, path, wanted, found)?;
            }
        } else {
            found(path, difference(old, new));
        }
        path.truncate(length);
        Ok(())
    }

    /// Whether anything at all was deleted from one whole tree to another.
    pub(super) fn deletes(&self, old: ObjectId, new: ObjectId) -> Result<bool, GitError> {
        let mut deletes = false;
        self.differences((Some(old), Some(new)), &|_| true, &mut |_, difference| {
            deletes |= matches!(difference, Difference::Deleted);
        })?;
        Ok(deletes)
    }

    /// Finds the files that were renamed from one whole tree to another, edited or not.
    pub(super) fn renames(&self, old: ObjectId, new: ObjectId) -> Result<Vec<Rename>, GitError> {
        let failed = |source| self.failed("renames into tree", new, source);
        let old_tree = self.repository.find_tree(old).map_err(|source| self.failed("tree", old, source))?;
        let new_tree = self.repository.find_tree(new).map_err(|source| self.failed("tree", new, source))?;
        let mut comparison = self.comparison.borrow_mut();
        let comparison = match comparison.as_mut() {
            Some(ready) => ready,
            None => comparison.insert(self.comparison().map_err(failed)?),
        };
        let mut found = Vec::new();
        let mut changes = old_tree.changes().map_err(failed)?;
        changes
            .options(|options| {
                options.track_rewrites(Some(gix::diff::Rewrites {
                    copies: None,
                    percentage: Some(SIMILARITY),
                    limit: RENAME_LIMIT,
                    track_empty: false,
                }));
            })
            .for_each_to_obtain_tree_with_cache(&new_tree, comparison, |change| {
                found.extend(rename(&change));
                Ok(ControlFlow::Continue(()))
            })
            .map_err(failed)?;
        comparison.clear_resource_cache_keep_allocation();
        Ok(found)
    }

    /// Prepares comparing contents, without the attributes of the checkout: they are not part of history.
    fn comparison(&self) -> Result<Platform, gix::Error> {
        let no_index = gix::index::State::new(self.repository.object_hash());
        let source = gix::worktree::stack::state::attributes::Source::IdMapping;
        let attributes = self.repository.attributes_only(&no_index, source)?.detach();
        let mode = gix::diff::blob::pipeline::Mode::ToGit;
        gix::diff::resource_cache(self.repository, mode, attributes, Default::default())
    }

    fn tree(&self, id: Option<ObjectId>) -> Result<Option<gix::Tree<'_>>, GitError> {
        let Some(id) = id else { return Ok(None) };
        match self.repository.find_tree(id) {
            Ok(tree) => Ok(Some(tree)),
            Err(source) => Err(self.failed("tree", id, source)),
        }
    }

    fn first<'t>(
        &self,
        entries: &Entries<'t>,
        tree: Option<ObjectId>,
    ) -> Result<Option<EntryRef<'t>>, GitError> {
        let Some(tree) = tree else { return Ok(None) };
        entries.first().map_err(|source| self.failed("tree", tree, source))
    }

    fn failed(&self, what: &str, id: ObjectId, source: gix::Error) -> GitError {
        GitError::Object {
            work_tree: self.work_tree.to_path_buf(),
            object: format!("{what} {id}"),
            clone: self.clone,
            source: Box::new(source),
        }
    }

    /// The error for a commit whose author time makes no sense.
    pub(super) fn no_time(&self, commit: ObjectId) -> GitError {
        GitError::Time { work_tree: self.work_tree.to_path_buf(), commit: commit.to_string() }
    }
}

/// The entries of a tree that are still to be looked at, undecoded: mode, space, name, zero, id.
struct Entries<'t> {
    rest: &'t [u8],
    hash: gix::hash::Kind,
}

impl<'t> Entries<'t> {
    fn of(tree: Option<&'t gix::Tree<'_>>) -> Entries<'t> {
        match tree {
            Some(tree) => Entries { rest: &tree.data, hash: tree.id.kind() },
            None => Entries { rest: &[], hash: gix::hash::Kind::Sha1 },
        }
    }

    fn first(&self) -> Result<Option<EntryRef<'t>>, gix::Error> {
        TreeRefIter::from_bytes(self.rest, self.hash).next().transpose()
    }

    /// Goes on behind the first entry; to the end when it is damaged, which `first` has reported.
    fn advance(&mut self) {
        self.rest = self.rest.get(self.first_length()..).unwrap_or_default();
    }

    fn first_length(&self) -> usize {
        memchr::memchr(0, self.rest).map_or(self.rest.len(), |zero| zero + 1 + self.hash.len_in_bytes())
    }
}

/// Skips the entries two trees have in common before the first that differs.
///
/// In a folder of thousands of files nearly all entries are the same, so they are compared undecoded.
fn skip_common(olds: &mut Entries<'_>, news: &mut Entries<'_>) {
    let mut same = common_length(olds.rest, news.rest);
    loop {
        let length = olds.first_length();
        if length == 0 || length > same {
            return;
        }
        same -= length;
        olds.advance();
        news.rest = news.rest.get(length..).unwrap_or_default();
    }
}

/// How many bytes two slices start with in common.
fn common_length(a: &[u8], b: &[u8]) -> usize {
    const BLOCK: usize = 256;
    let blocks = a.chunks_exact(BLOCK).zip(b.chunks_exact(BLOCK)).take_while(|(a, b)| a == b).count();
    let start = blocks * BLOCK;
    start + a[start..].iter().zip(&b[start..]).take_while(|(a, b)| a == b).count()
}

fn difference(old: Option<&EntryRef<'_>>, new: Option<&EntryRef<'_>>) -> Difference {
    match (old, new) {
        (_, None) => Difference::Deleted,
        (None, Some(new)) => Difference::Added(new.mode),
        (Some(_), Some(_)) => Difference::Modified,
    }
}

/// The rename a change is, when it is one of a file.
fn rename(change: &GixChange<'_, '_, '_>) -> Option<Rename> {
    match change {
        GixChange::Rewrite {
            source_location,
            source_entry_mode,
            source_id,
            entry_mode,
            location,
            id,
            copy: false,
            ..
        } if !entry_mode.is_tree() => {
            let same = source_id.detach() == id.detach() && source_entry_mode == entry_mode;
            let content = if same { Content::Kept } else { Content::Edited };
            Some(Rename { from: (*source_location).to_owned(), to: (*location).to_owned(), content })
        }
        _ => None,
    }
}
