//! Under which names the files of `HEAD` were known at a commit.
//!
//! Going back in time, a rename makes the walk look for another path. On which branch it happened matters:
//! the ancestors on the other branch still know the old name. So each commit has a set of [`Names`] of its
//! own, shared with its neighbours as long as nothing differs.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

/// Number of a file at `HEAD`.
pub(super) type FileId = u32;
/// Number of a path that some file at `HEAD` has or had; that of a file at `HEAD` is the number of the file.
pub(super) type PathId = u32;

/// All paths that are followed, those of `HEAD` first.
pub(super) struct Paths {
    prefix: Vec<u8>,
    ids: HashMap<Vec<u8>, PathId>,
    /// Each file at `HEAD`: what slices of one owner borrow from.
    files: Vec<FileId>,
    /// Folders outside the prefix that hold a followed path, with those above, as `a/b/`.
    outside: HashSet<Vec<u8>>,
}

impl Paths {
    /// Starts with the paths of the files at `HEAD`, all of them below the prefix.
    pub(super) fn new(prefix: &str, files: &[Vec<u8>]) -> Paths {
        let ids = files.iter().cloned().zip(0..).collect::<HashMap<_, _>>();
        let files = (0..).take(ids.len()).collect();
        Paths { prefix: prefix.as_bytes().to_vec(), ids, files, outside: HashSet::new() }
    }

    pub(super) fn find(&self, path: &[u8]) -> Option<PathId> {
        self.ids.get(path).copied()
    }

    /// Whether there may be folders that are not looked into.
    pub(super) fn are_partial(&self) -> bool {
        !self.prefix.is_empty()
    }

    /// Whether a folder (`a/b/`) may hold followed paths, now or at any commit still to come.
    pub(super) fn may_be_in(&self, folder: &[u8]) -> bool {
        folder.starts_with(&self.prefix) || self.prefix.starts_with(folder) || self.outside.contains(folder)
    }

    fn follow(&mut self, path: &[u8]) -> PathId {
        if let Some(known) = self.find(path) {
            return known;
        }
        let next = PathId::try_from(self.ids.len()).unwrap_or(PathId::MAX);
        self.ids.insert(path.to_vec(), next);
        if !path.starts_with(&self.prefix) {
            let slashes = path.iter().enumerate().filter(|(_, byte)| **byte == b'/');
            self.outside.extend(slashes.map(|(at, _)| path[..=at].to_vec()));
        }
        next
    }

    /// The file at `HEAD` that a path belongs to while nothing was renamed.
    fn namesake(&self, path: PathId) -> &[FileId] {
        match usize::try_from(path) {
            Ok(at) if at < self.files.len() => &self.files[at..=at],
            _ => &[],
        }
    }
}

/// Which files of `HEAD` each path leads to at a commit.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Names {
    /// The paths that do not simply lead to the file of that name, with the files they lead to, in order.
    moved: BTreeMap<PathId, Vec<FileId>>,
}

impl Names {
    /// The files of `HEAD` a path leads to: none, one, or several where branches disagree.
    pub(super) fn files<'a>(&'a self, path: PathId, paths: &'a Paths) -> &'a [FileId] {
        match self.moved.get(&path) {
            Some(files) => files,
            None => paths.namesake(path),
        }
    }

    /// The names at a parent, given the renames (from, to) that the child made.
    pub(super) fn before<'r>(
        self: &Rc<Names>,
        renames: impl Iterator<Item = (&'r [u8], PathId)>,
        paths: &mut Paths,
    ) -> Rc<Names> {
        let mut names = Rc::clone(self);
        let moves: Vec<_> =
            renames.map(|(from, to)| (paths.follow(from), to, self.files(to, paths).to_vec())).collect();
        if moves.is_empty() {
            return names;
        }
        // Only when all have left may they arrive: `a` to `b` and `b` to `c` can be one commit.
        let changed = Rc::make_mut(&mut names);
        for (_, to, _) in &moves {
            changed.set(*to, Vec::new(), paths);
        }
        for (from, _, files) in moves {
            changed.set(from, files, paths);
        }
        names
    }

    /// Takes in the names that another child of the same commit asks for.
    pub(super) fn join(self: &mut Rc<Names>, other: &Rc<Names>, paths: &Paths) {
        if Rc::ptr_eq(self, other) || self == other {
            return;
        }
        let joined = Rc::make_mut(self);
        let keys: Vec<PathId> = joined.moved.keys().chain(other.moved.keys()).copied().collect();
        for path in keys {
            let mut files = [joined.files(path, paths), other.files(path, paths)].concat();
            files.sort_unstable();
            files.dedup();
            joined.set(path, files, paths);
        }
    }

    fn set(&mut self, path: PathId, files: Vec<FileId>, paths: &Paths) {
        if files == paths.namesake(path) {
            self.moved.remove(&path);
        } else {
            self.moved.insert(path, files);
        }
    }
}
