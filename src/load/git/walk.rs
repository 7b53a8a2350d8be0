//! The one walk over history, newest commit first, that counts what was changed when.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap};
use std::rc::Rc;

use gix::ObjectId;
use jiff::Timestamp;

use super::error::GitError;
use super::names::{FileId, Names, PathId, Paths};
use super::objects::{CommitObject, Content, Difference, Objects, Rename};
use super::{Commit, FileHistory};

/// Place of a commit in the graph.
type NodeId = usize;

/// The facts of every file below the prefix at the tip, by path relative to the prefix.
pub(super) fn files(
    objects: &Objects<'_>,
    tip: ObjectId,
    prefix: &str,
) -> Result<BTreeMap<String, FileHistory>, GitError> {
    let graph = Graph::read(objects, tip)?;
    let files = files_of(objects, graph.nodes[0].commit.tree, prefix)?;
    let mut walk = Walk {
        objects,
        graph: &graph,
        paths: Paths::new(prefix, &files),
        tallies: files.iter().map(|_| Tally::default()).collect(),
    };
    walk.run()?;
    walk.tallies
        .iter()
        .zip(&files)
        .filter_map(|(tally, path)| {
            let (first, last) = (tally.first?, tally.last?);
            // A name that is not Unicode cannot be a path of the book.
            let name = std::str::from_utf8(&path[prefix.len()..]).ok()?;
            Some((name.to_owned(), first, last, tally.revisions))
        })
        .map(|(name, first, last, revisions)| {
            let (first, last) = (graph.describe(objects, first)?, graph.describe(objects, last)?);
            Ok((name, FileHistory { first, last, revisions }))
        })
        .collect()
}

/// The regular files of a tree that are below a prefix, in the order of git.
fn files_of(objects: &Objects<'_>, tree: ObjectId, prefix: &str) -> Result<Vec<Vec<u8>>, GitError> {
    let prefix = prefix.as_bytes();
    let mut files = Vec::new();
    objects.differences(
        (None, Some(tree)),
        &|folder| folder.starts_with(prefix) || prefix.starts_with(folder),
        &mut |path, difference| {
            if let Difference::Added(mode) = difference
                && mode.is_blob()
                && path.starts_with(prefix)
            {
                files.push(path.to_vec());
            }
        },
    )?;
    Ok(files)
}

/// All commits that lead to the tip, which comes first.
struct Graph {
    nodes: Vec<Node>,
}

struct Node {
    id: ObjectId,
    commit: CommitObject,
    parents: Vec<NodeId>,
    children: usize,
}

impl Graph {
    fn read(objects: &Objects<'_>, tip: ObjectId) -> Result<Graph, GitError> {
        let mut nodes = vec![Node::read(objects, tip)?];
        let mut places = HashMap::from([(tip, 0)]);
        let mut at = 0;
        while at < nodes.len() {
            for parent in nodes[at].commit.parents.clone() {
                let place = match places.get(&parent) {
                    Some(place) => *place,
                    None => {
                        places.insert(parent, nodes.len());
                        nodes.push(Node::read(objects, parent)?);
                        nodes.len() - 1
                    }
                };
                // The same parent twice is one parent.
                if !nodes[at].parents.contains(&place) {
                    nodes[at].parents.push(place);
                    nodes[place].children += 1;
                }
            }
            at += 1;
        }
        Ok(Graph { nodes })
    }

    fn describe(&self, objects: &Objects<'_>, node: NodeId) -> Result<Commit, GitError> {
        let node = &self.nodes[node];
        let authored = node.commit.authored.and_then(|(second, offset_seconds)| {
            let at = Timestamp::from_second(second).ok()?;
            Some(Commit { id: node.id.to_string(), at, offset_seconds })
        });
        authored.ok_or_else(|| objects.no_time(node.id))
    }
}

impl Node {
    fn read(objects: &Objects<'_>, id: ObjectId) -> Result<Node, GitError> {
        Ok(Node { id, commit: objects.commit(id)?, parents: Vec::new(), children: 0 })
    }
}

/// What was counted for a file so far.
#[derive(Default)]
struct Tally {
    first: Option<NodeId>,
    last: Option<NodeId>,
    revisions: u32,
}

impl Tally {
    fn count(&mut self, node: NodeId) {
        if self.first == Some(node) {
            return;
        }
        self.first = Some(node);
        self.last.get_or_insert(node);
        self.revisions = self.revisions.saturating_add(1);
    }
}

/// How a followed path came to differ from a parent.
enum Change {
    Deleted,
    Modified,
    Added,
    Renamed { from: Vec<u8>, content: Content },
}

struct Walk<'a> {
    objects: &'a Objects<'a>,
    graph: &'a Graph,
    paths: Paths,
    tallies: Vec<Tally>,
}

impl Walk<'_> {
    /// Visits every commit after all of its children, newest first, as `git log --date-order`.
    fn run(&mut self) -> Result<(), GitError> {
        let graph = self.graph;
        let mut waiting: Vec<usize> = graph.nodes.iter().map(|node| node.children).collect();
        let mut names: Vec<Option<Rc<Names>>> = graph.nodes.iter().map(|_| None).collect();
        names[0] = Some(Rc::default());
        let mut arrivals = 0_usize;
        let mut ready = BinaryHeap::from([(graph.nodes[0].commit.committed, Reverse(arrivals), 0)]);
        while let Some((_, _, at)) = ready.pop() {
            let here = names[at].take().unwrap_or_default();
            for (parent, theirs) in self.visit(at, &here)? {
                match &mut names[parent] {
                    Some(known) => known.join(&theirs, &self.paths),
                    unknown => *unknown = Some(theirs),
                }
                waiting[parent] -= 1;
                if waiting[parent] == 0 {
                    arrivals += 1;
                    ready.push((graph.nodes[parent].commit.committed, Reverse(arrivals), parent));
                }
            }
        }
        Ok(())
    }

    /// Counts what a commit changed, and tells under which names its parents know the files.
    fn visit(&mut self, at: NodeId, names: &Rc<Names>) -> Result<Vec<(NodeId, Rc<Names>)>, GitError> {
        let node = &self.graph.nodes[at];
        if node.parents.is_empty() {
            let changes = self.changes(None, node.commit.tree, names)?;
            self.count(at, names, &[changes]);
            return Ok(Vec::new());
        }
        let mut all = Vec::with_capacity(node.parents.len());
        let mut before = Vec::with_capacity(node.parents.len());
        for parent in &node.parents {
            let old = self.graph.nodes[*parent].commit.tree;
            let changes = self.changes(Some(old), node.commit.tree, names)?;
            let renames = changes.iter().filter_map(|(to, change)| match change {
                Change::Renamed { from, .. } => Some((from.as_slice(), *to)),
                _ => None,
            });
            before.push((*parent, names.before(renames, &mut self.paths)));
            all.push(changes);
        }
        self.count(at, names, &all);
        Ok(before)
    }

    /// How the followed paths differ from a parent, or from nothing.
    fn changes(
        &self,
        old: Option<ObjectId>,
        new: ObjectId,
        names: &Names,
    ) -> Result<BTreeMap<PathId, Change>, GitError> {
        let paths = &self.paths;
        let followed = |path: &[u8]| paths.find(path).filter(|id| !names.files(*id, paths).is_empty());
        let mut changes = BTreeMap::new();
        let (mut added, mut deleted) = (false, false);
        self.objects.differences(
            (old, Some(new)),
            &|folder| paths.may_be_in(folder),
            &mut |path, difference| {
                deleted |= matches!(difference, Difference::Deleted);
                if let Some(id) = followed(path) {
                    added |= matches!(difference, Difference::Added(_));
                    changes.insert(id, Change::from(difference));
                }
            },
        )?;
        // Where a new file came from can only be told from the whole tree.
        if let Some(old) = old
            && added
            && (deleted || paths.are_partial() && self.objects.deletes(old, new)?)
        {
            for Rename { from, to, content } in self.objects.renames(old, new)? {
                let Some(to) = followed(&to) else { continue };
                // The file took its past with it: to a later file of its old name, nothing happened here.
                if let Some(later) = paths.find(&from) {
                    changes.remove(&later);
                }
                changes.insert(to, Change::Renamed { from: from.into(), content });
            }
        }
        Ok(changes)
    }

    /// Counts a commit for the files it changed against every parent.
    fn count(&mut self, at: NodeId, names: &Names, parents: &[BTreeMap<PathId, Change>]) {
        let Some((one, others)) = parents.split_first() else { return };
        for (path, change) in one {
            let others: Option<Vec<&Change>> = others.iter().map(|changes| changes.get(path)).collect();
            let Some(others) = others else { continue };
            let all = || std::iter::once(change).chain(others.iter().copied());
            // Between parents, one may have the content and another one the name: then the merge did nothing.
            if all().all(Change::is_new_content) || all().all(Change::is_new_name) {
                for file in names.files(*path, &self.paths) {
                    tally(&mut self.tallies, *file, at);
                }
            }
        }
    }
}

fn tally(tallies: &mut [Tally], file: FileId, at: NodeId) {
    if let Some(tally) = usize::try_from(file).ok().and_then(|file| tallies.get_mut(file)) {
        tally.count(at);
    }
}

impl Change {
    fn is_new_content(&self) -> bool {
        !matches!(self, Change::Renamed { content: Content::Kept, .. })
    }

    fn is_new_name(&self) -> bool {
        !matches!(self, Change::Modified)
    }
}

impl From<Difference> for Change {
    fn from(difference: Difference) -> Change {
        match difference {
            Difference::Deleted => Change::Deleted,
            Difference::Modified => Change::Modified,
            Difference::Added(_) => Change::Added,
        }
    }
}
