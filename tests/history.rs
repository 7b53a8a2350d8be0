//! What we read from git history, against the `git` command as the oracle.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on should stop")]
#![allow(clippy::disallowed_methods, reason = "a test lays out its own folders")]

use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use coebook::load::git::{self, GitError, GitFacts, History, edit_url, web_base};
use tempfile::TempDir;

/// A repository in a folder that goes away, with a clock that moves an hour per commit.
struct Sandbox {
    folder: TempDir,
    clock: Cell<i64>,
}

impl Sandbox {
    fn new() -> Sandbox {
        let sandbox = Sandbox { folder: TempDir::new().unwrap(), clock: Cell::new(1_700_000_000) };
        sandbox.git(&["init", "--quiet", "--initial-branch=main"]);
        sandbox
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn git(&self, arguments: &[&str]) -> String {
        git_in(self.path(), self.clock.get(), arguments).expect("git succeeds")
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn rename(&self, from: &str, to: &str) {
        let target = self.path().join(to);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::rename(self.path().join(from), target).unwrap();
    }

    fn delete(&self, path: &str) {
        fs::remove_file(self.path().join(path)).unwrap();
    }

    /// Commits all there is and gives the id.
    fn commit(&self) -> String {
        self.clock.set(self.clock.get() + 3600);
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--message", "change"]);
        self.head()
    }

    /// Writes a file, commits it and gives the id.
    fn save(&self, path: &str, text: &str) -> String {
        self.write(path, text);
        self.commit()
    }

    /// Merges a branch, which must go without conflict, and gives the id.
    fn merge(&self, branch: &str) -> String {
        self.clock.set(self.clock.get() + 3600);
        self.git(&["merge", "--quiet", "--no-ff", "--message", "merge", branch]);
        self.head()
    }

    fn head(&self) -> String {
        self.git(&["rev-parse", "HEAD"]).trim().to_owned()
    }

    fn history(&self) -> History {
        history_of(self.path())
    }

    /// Ids and author times `git log --follow` has for a file, newest first.
    fn log(&self, path: &str) -> Vec<(String, i64)> {
        self.git(&["log", "--follow", "--format=%H %at", "--", path])
            .lines()
            .map(|line| {
                let (id, time) = line.split_once(' ').unwrap();
                (id.to_owned(), time.parse().unwrap())
            })
            .collect()
    }

    #[track_caller]
    fn agrees_with_git(&self, path: &str) {
        let log = self.log(path);
        let history = self.history();
        let ours = &history.files[path];
        assert_eq!(ours.revisions as usize, log.len(), "revisions of {path}");
        let ours = [&ours.last, &ours.first].map(|commit| (commit.id.clone(), commit.at.as_second()));
        assert_eq!(ours, [log[0].clone(), log[log.len() - 1].clone()], "last and first of {path}");
    }
}

fn git_in(folder: &Path, clock: i64, arguments: &[&str]) -> Result<String, String> {
    let date = format!("@{clock} +0200");
    let output = Command::new("git")
        .args(["-c", "protocol.file.allow=always", "-c", "core.quotePath=false"])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env_remove("GIT_DIR")
        .env("GIT_AUTHOR_NAME", "A")
        .env("GIT_AUTHOR_EMAIL", "a@example.org")
        .env("GIT_AUTHOR_DATE", &date)
        .env("GIT_COMMITTER_NAME", "C")
        .env("GIT_COMMITTER_EMAIL", "c@example.org")
        .env("GIT_COMMITTER_DATE", &date)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    if output.status.success() { Ok(text(output.stdout)) } else { Err(text(output.stderr)) }
}

fn history_of(folder: &Path) -> History {
    match git::read(folder).unwrap() {
        GitFacts::Known(history) => history,
        other => panic!("expected a history, got {other:?}"),
    }
}

/// Text of twenty lines that shares none with that of another seed.
fn text(seed: u32) -> String {
    (0..20).map(|line| format!("line {line} of text {seed}, about nothing else\n")).collect()
}

/// First id, last id and number of revisions of a file.
#[track_caller]
fn assert_facts(history: &History, path: &str, first: &str, last: &str, revisions: u32) {
    let file = history.files.get(path).unwrap_or_else(|| panic!("nothing known about {path}"));
    assert_eq!(
        (file.first.id.as_str(), file.last.id.as_str(), file.revisions),
        (first, last, revisions),
        "{path}"
    );
}

fn names(history: &History) -> Vec<&str> {
    history.files.keys().map(String::as_str).collect()
}

#[test]
fn counts_the_commits_of_a_linear_history() {
    let sandbox = Sandbox::new();
    let first = sandbox.save("a.md", &text(1));
    sandbox.save("b.md", &text(2));
    sandbox.save("a.md", &(text(1) + "more\n"));
    let last = sandbox.save("a.md", &text(3));
    let other = sandbox.save("c.md", &text(4));
    let history = sandbox.history();
    assert_facts(&history, "a.md", &first, &last, 3);
    assert_eq!(history.head, other);
    assert_eq!(history.branch.as_deref(), Some("main"));
    assert_eq!((history.remote, history.prefix.as_str()), (None, ""));
    for path in ["a.md", "b.md", "c.md"] {
        sandbox.agrees_with_git(path);
    }
}

#[test]
fn follows_a_chain_of_renames() {
    let sandbox = Sandbox::new();
    let first = sandbox.save("a.md", &text(1));
    for (from, to) in [("a.md", "b.md"), ("b.md", "deep/er/c.md"), ("deep/er/c.md", "a.md"), ("a.md", "d.md")]
    {
        sandbox.rename(from, to);
        sandbox.commit();
    }
    assert_facts(&sandbox.history(), "d.md", &first, &sandbox.head(), 5);
    sandbox.agrees_with_git("d.md");
}

#[test]
fn follows_a_rename_with_an_edit() {
    let sandbox = Sandbox::new();
    let first = sandbox.save("a.md", &text(1));
    sandbox.rename("a.md", "2024/b.md");
    sandbox.write("2024/b.md", &text(1).replace("line 3", "row 3"));
    let last = sandbox.commit();
    assert_facts(&sandbox.history(), "2024/b.md", &first, &last, 2);
    sandbox.agrees_with_git("2024/b.md");
}

#[test]
fn follows_a_renamed_folder() {
    let sandbox = Sandbox::new();
    for number in 0..5 {
        sandbox.write(&format!("old/sub/{number}.md"), &text(number));
    }
    let first = sandbox.commit();
    sandbox.rename("old", "new");
    let last = sandbox.commit();
    let history = sandbox.history();
    for number in 0..5 {
        assert_facts(&history, &format!("new/sub/{number}.md"), &first, &last, 2);
    }
}

#[test]
fn does_not_take_an_unrelated_file_for_a_rename() {
    let sandbox = Sandbox::new();
    sandbox.save("a.md", &text(1));
    sandbox.delete("a.md");
    let only = sandbox.save("b.md", &text(2));
    assert_facts(&sandbox.history(), "b.md", &only, &only, 1);
}

#[test]
fn takes_a_file_that_came_back_for_the_same_file() {
    let sandbox = Sandbox::new();
    let first = sandbox.save("a.md", &text(1));
    sandbox.delete("a.md");
    sandbox.commit();
    let last = sandbox.save("a.md", &text(2));
    assert_facts(&sandbox.history(), "a.md", &first, &last, 3);
    sandbox.agrees_with_git("a.md");
}

#[test]
fn gives_the_past_to_the_renamed_file_and_not_to_a_new_one_of_its_name() {
    let sandbox = Sandbox::new();
    let first = sandbox.save("a.md", &text(1));
    sandbox.rename("a.md", "b.md");
    let moved = sandbox.commit();
    let new = sandbox.save("a.md", &text(2));
    let history = sandbox.history();
    assert_facts(&history, "b.md", &first, &moved, 2);
    assert_facts(&history, "a.md", &new, &new, 1);
}

#[test]
fn counts_nothing_for_a_merge_without_content_of_its_own() {
    let sandbox = Sandbox::new();
    let first = sandbox.save("a.md", &text(1));
    sandbox.git(&["checkout", "--quiet", "-b", "side"]);
    let added = sandbox.save("b.md", &text(2));
    let edited = sandbox.save("a.md", &(text(1) + "end\n"));
    sandbox.git(&["checkout", "--quiet", "main"]);
    sandbox.save("c.md", &text(3));
    sandbox.merge("side");
    let history = sandbox.history();
    assert_facts(&history, "a.md", &first, &edited, 2);
    assert_facts(&history, "b.md", &added, &added, 1);
}

#[test]
fn counts_a_merge_that_resolves_a_conflict_with_an_edit() {
    let sandbox = Sandbox::new();
    let first = sandbox.save("a.md", "one\ntwo\n");
    sandbox.git(&["checkout", "--quiet", "-b", "side"]);
    sandbox.save("a.md", "one\nside\n");
    sandbox.git(&["checkout", "--quiet", "main"]);
    sandbox.save("a.md", "one\nmain\n");
    git_in(sandbox.path(), 0, &["merge", "--quiet", "side"]).expect_err("there is a conflict");
    sandbox.write("a.md", "one\nmain and side\n");
    sandbox.write("evil.md", "only in the merge\n");
    let merge = sandbox.commit();
    let history = sandbox.history();
    assert_facts(&history, "a.md", &first, &merge, 4);
    assert_facts(&history, "evil.md", &merge, &merge, 1);
    let everything = sandbox.git(&["log", "--full-history", "--format=%H", "--", "a.md"]);
    assert_eq!(everything.lines().count(), 4);
}

#[test]
fn counts_a_file_touched_on_both_branches() {
    let sandbox = Sandbox::new();
    let first = sandbox.save("a.md", &text(1));
    sandbox.git(&["checkout", "--quiet", "-b", "side"]);
    sandbox.save("a.md", &("start\n".to_owned() + &text(1)));
    sandbox.git(&["checkout", "--quiet", "main"]);
    sandbox.save("a.md", &(text(1) + "end\n"));
    // Both ends are in the merge, so its content is that of neither parent.
    let merge = sandbox.merge("side");
    assert_facts(&sandbox.history(), "a.md", &first, &merge, 4);
}

#[test]
fn takes_one_side_of_a_merge_for_what_that_side_did() {
    let sandbox = Sandbox::new();
    let first = sandbox.save("a.md", &text(1));
    sandbox.git(&["checkout", "--quiet", "-b", "side"]);
    sandbox.save("a.md", &text(2));
    sandbox.git(&["checkout", "--quiet", "main"]);
    let last = sandbox.save("a.md", &text(3));
    sandbox.clock.set(sandbox.clock.get() + 3600);
    sandbox.git(&["merge", "--quiet", "--strategy=ours", "--message", "ours", "side"]);
    assert_facts(&sandbox.history(), "a.md", &first, &last, 3);
}

#[test]
fn follows_edits_under_the_old_name_on_the_other_branch() {
    for rename_comes_first in [true, false] {
        let sandbox = Sandbox::new();
        let first = sandbox.save("a.md", &text(1));
        sandbox.git(&["branch", "side"]);
        let rename = || {
            sandbox.git(&["checkout", "--quiet", "main"]);
            sandbox.rename("a.md", "b.md");
            sandbox.commit()
        };
        let edit = || {
            sandbox.git(&["checkout", "--quiet", "side"]);
            sandbox.save("a.md", &(text(1) + "end\n"))
        };
        let last = if rename_comes_first {
            rename();
            edit()
        } else {
            edit();
            rename()
        };
        sandbox.git(&["checkout", "--quiet", "main"]);
        sandbox.merge("side");
        // The name came from one parent and the content from the other, so the merge itself did nothing.
        assert_facts(&sandbox.history(), "b.md", &first, &last, 3);
    }
}

#[test]
fn counts_a_rename_that_only_the_merge_made() {
    let sandbox = Sandbox::new();
    let first = sandbox.save("a.md", &text(1));
    sandbox.git(&["checkout", "--quiet", "-b", "side"]);
    sandbox.save("x.md", &text(2));
    sandbox.git(&["checkout", "--quiet", "main"]);
    sandbox.save("y.md", &text(3));
    sandbox.git(&["merge", "--quiet", "--no-ff", "--no-commit", "side"]);
    sandbox.rename("a.md", "b.md");
    let merge = sandbox.commit();
    assert_facts(&sandbox.history(), "b.md", &first, &merge, 2);
}

#[test]
fn reads_a_merge_of_three_branches() {
    let sandbox = Sandbox::new();
    let first = sandbox.save("a.md", &text(1));
    for (branch, seed) in [("one", 2), ("two", 3), ("three", 4)] {
        sandbox.git(&["checkout", "--quiet", "-b", branch, "main"]);
        sandbox.save(&format!("{branch}.md"), &text(seed));
    }
    sandbox.git(&["checkout", "--quiet", "main"]);
    sandbox.git(&["merge", "--quiet", "--no-ff", "--message", "all", "one", "two", "three"]);
    let history = sandbox.history();
    assert_facts(&history, "a.md", &first, &first, 1);
    assert_eq!(history.files.values().map(|file| file.revisions).collect::<Vec<_>>(), [1, 1, 1, 1]);
}

#[test]
fn gives_no_dates_for_a_shallow_clone() {
    let sandbox = Sandbox::new();
    sandbox.save("a.md", &text(1));
    sandbox.save("a.md", &text(2));
    let clone = TempDir::new().unwrap();
    let address = format!("file://{}", sandbox.path().display());
    git_in(clone.path(), 0, &["clone", "--quiet", "--depth", "1", &address, "."]).unwrap();
    assert_eq!(git::read(clone.path()).unwrap(), GitFacts::Shallow);
    git_in(clone.path(), 0, &["worktree", "add", "--quiet", "other"]).unwrap();
    assert_eq!(git::read(&clone.path().join("other")).unwrap(), GitFacts::Shallow);
    git_in(clone.path(), 0, &["fetch", "--quiet", "--unshallow"]).unwrap();
    assert_eq!(history_of(clone.path()).files["a.md"].revisions, 2);
}

#[test]
fn knows_a_folder_without_repository() {
    let folder = TempDir::new().unwrap();
    assert_eq!(git::read(folder.path()).unwrap(), GitFacts::NoRepository);
}

#[test]
fn knows_a_repository_without_commits() {
    assert_eq!(git::read(Sandbox::new().path()).unwrap(), GitFacts::Empty);
}

#[test]
fn takes_a_bare_repository_for_none() {
    let sandbox = Sandbox::new();
    sandbox.save("a.md", &text(1));
    let bare = TempDir::new().unwrap();
    git_in(bare.path(), 0, &["clone", "--quiet", "--bare", &sandbox.path().display().to_string(), "."])
        .unwrap();
    assert_eq!(git::read(bare.path()).unwrap(), GitFacts::NoRepository);
    assert_eq!(git::read(&sandbox.path().join(".git/refs")).unwrap(), GitFacts::NoRepository);
}

#[test]
fn reports_paths_relative_to_the_folder() {
    let sandbox = Sandbox::new();
    sandbox.write("docs/coe/a.md", &text(1));
    sandbox.write("docs/coe/year/b.md", &text(2));
    sandbox.write("docs/coex/c.md", &text(3));
    let first = sandbox.commit();
    sandbox.save("src/d.rs", &text(4));
    let history = history_of(&sandbox.path().join("docs/coe"));
    assert_eq!(history.prefix, "docs/coe/");
    assert_eq!(names(&history), ["a.md", "year/b.md"]);
    assert_facts(&history, "a.md", &first, &first, 1);
}

#[test]
fn follows_a_file_that_was_moved_in_from_outside_the_folder() {
    let sandbox = Sandbox::new();
    let first = sandbox.save("attic/box/a.md", &text(1));
    sandbox.save("attic/box/a.md", &(text(1) + "more\n"));
    sandbox.save("docs/b.md", &text(2));
    sandbox.rename("attic/box/a.md", "cellar/a.md");
    sandbox.commit();
    sandbox.rename("cellar/a.md", "docs/a.md");
    sandbox.commit();
    let history = history_of(&sandbox.path().join("docs"));
    assert_facts(&history, "a.md", &first, &sandbox.head(), 4);
    assert_eq!(names(&history), ["a.md", "b.md"]);
    sandbox.agrees_with_git("docs/a.md");
}

#[test]
fn reads_names_with_spaces_and_beyond_ascii() {
    let sandbox = Sandbox::new();
    let odd =
        ["Störung im März.md", "事後 検証/レポート.md", "a\"b'c.md", "-dash.md", "🔥.md", "tab\there.md"];
    for (seed, path) in (0..).zip(odd) {
        sandbox.save(path, &text(seed));
    }
    sandbox.rename("🔥.md", "geänderter Name.md");
    sandbox.commit();
    for path in odd.into_iter().filter(|path| *path != "🔥.md").chain(["geänderter Name.md"]) {
        sandbox.agrees_with_git(path);
    }
    assert_eq!(history_of(&sandbox.path().join("事後 検証")).prefix, "事後 検証/");
}

#[cfg(unix)]
#[test]
fn leaves_out_links_and_names_that_are_not_unicode() {
    use std::os::unix::ffi::OsStrExt;
    let sandbox = Sandbox::new();
    sandbox.write("a.md", &text(1));
    std::os::unix::fs::symlink("a.md", sandbox.path().join("link.md")).unwrap();
    fs::write(sandbox.path().join(std::ffi::OsStr::from_bytes(b"caf\xe9.md")), text(2)).unwrap();
    sandbox.commit();
    assert_eq!(names(&sandbox.history()), ["a.md"]);
}

#[test]
fn gives_the_author_time_with_its_offset() {
    let sandbox = Sandbox::new();
    sandbox.save("a.md", &text(1));
    sandbox.git(&["commit", "--quiet", "--amend", "--no-edit", "--date=2020-02-29T23:30:00-05:30"]);
    let first = sandbox.history().files["a.md"].first.clone();
    assert_eq!(first.at.to_string(), "2020-03-01T05:00:00Z");
    assert_eq!(first.offset_seconds, -(5 * 3600 + 1800));
}

#[test]
fn takes_the_order_from_history_and_not_from_dates() {
    let sandbox = Sandbox::new();
    let first = sandbox.save("a.md", &text(1));
    sandbox.clock.set(1_500_000_000);
    let last = sandbox.save("a.md", &text(2));
    assert_facts(&sandbox.history(), "a.md", &first, &last, 2);
    sandbox.agrees_with_git("a.md");
}

#[test]
fn reads_a_linked_work_tree() {
    let sandbox = Sandbox::new();
    let first = sandbox.save("docs/a.md", &text(1));
    let tree = TempDir::new().unwrap();
    let place = tree.path().join("linked");
    sandbox.git(&["worktree", "add", "--quiet", "-b", "other", place.to_str().unwrap()]);
    let history = history_of(&place.join("docs"));
    assert_eq!((history.branch.as_deref(), history.prefix.as_str()), (Some("other"), "docs/"));
    assert_facts(&history, "a.md", &first, &first, 1);
}

#[test]
fn reads_a_submodule_as_the_repository_it_is() {
    let library = Sandbox::new();
    let first = library.save("a.md", &text(1));
    let sandbox = Sandbox::new();
    sandbox.git(&["submodule", "--quiet", "add", library.path().to_str().unwrap(), "module"]);
    sandbox.commit();
    assert!(sandbox.path().join("module/.git").is_file());
    assert_facts(&history_of(&sandbox.path().join("module")), "a.md", &first, &first, 1);
    assert_eq!(names(&sandbox.history()), [".gitmodules"]);
}

#[test]
fn knows_no_branch_when_head_is_detached() {
    let sandbox = Sandbox::new();
    sandbox.save("a.md", &text(1));
    sandbox.git(&["checkout", "--quiet", "--detach"]);
    assert_eq!(sandbox.history().branch, None);
}

#[test]
fn gives_nothing_for_a_folder_that_was_never_committed() {
    let sandbox = Sandbox::new();
    sandbox.save("a.md", &text(1));
    sandbox.write("new/b.md", &text(2));
    let history = history_of(&sandbox.path().join("new"));
    assert_eq!((history.prefix.as_str(), history.files.len()), ("new/", 0));
}

#[test]
fn takes_credentials_off_the_remote() {
    let sandbox = Sandbox::new();
    sandbox.save("a.md", &text(1));
    for (configured, shown) in [
        ("https://user:secret@git.example.org/o/r.git", "https://git.example.org/o/r.git"),
        ("https://token@git.example.org/o/r", "https://git.example.org/o/r"),
        ("https://a:p@ss@git.example.org/o/r", "https://git.example.org/o/r"),
        ("ssh://git:secret@git.example.org:2222/o/r.git", "ssh://git@git.example.org:2222/o/r.git"),
        ("git@git.example.org:o/r.git", "git@git.example.org:o/r.git"),
        ("/srv/git/r.git", "/srv/git/r.git"),
    ] {
        sandbox.git(&["config", "remote.origin.url", configured]);
        assert_eq!(sandbox.history().remote.as_deref(), Some(shown));
    }
}

#[cfg(unix)]
#[test]
fn reads_a_checkout_that_belongs_to_somebody_else() {
    fn give_away(path: &Path) -> std::io::Result<()> {
        if path.is_dir() && !path.is_symlink() {
            for entry in fs::read_dir(path)? {
                give_away(&entry?.path())?;
            }
        }
        std::os::unix::fs::lchown(path, Some(12_345), Some(12_345))
    }
    let sandbox = Sandbox::new();
    let first = sandbox.save("a.md", &text(1));
    sandbox.rename("a.md", "b.md");
    let last = sandbox.commit();
    sandbox.git(&["config", "remote.origin.url", "git@git.example.org:o/r.git"]);
    if give_away(sandbox.path()).is_err() {
        // Only root may give files away.
        return;
    }
    let history = sandbox.history();
    assert_facts(&history, "b.md", &first, &last, 2);
    assert_eq!(history.remote.as_deref(), Some("git@git.example.org:o/r.git"));
}

#[test]
fn is_not_swayed_by_settings_or_attributes_of_the_checkout() {
    let sandbox = Sandbox::new();
    sandbox.git(&["config", "diff.renames", "false"]);
    sandbox.git(&["config", "diff.upper.textconv", "false"]);
    sandbox.git(&["config", "diff.upper.command", "false"]);
    sandbox.write(".gitattributes", "*.md diff=upper\n*.md binary\n");
    let first = sandbox.save("a.md", &text(1));
    sandbox.rename("a.md", "b.md");
    let last = sandbox.save("b.md", &(text(1) + "end\n"));
    assert_facts(&sandbox.history(), "b.md", &first, &last, 2);
}

#[test]
fn says_what_is_broken_and_what_to_do() {
    let sandbox = Sandbox::new();
    sandbox.save("a.md", &text(1));
    let lost = sandbox.git(&["rev-parse", "HEAD^{tree}"]).trim().to_owned();
    sandbox.save("a.md", &text(2));
    sandbox.save("a.md", &text(3));
    fs::remove_file(sandbox.path().join(".git/objects").join(&lost[..2]).join(&lost[2..])).unwrap();
    let error = git::read(sandbox.path()).unwrap_err();
    assert!(matches!(error, GitError::Object { .. }), "{error:?}");
    let said = error.to_string();
    for part in [sandbox.path().canonicalize().unwrap().to_str().unwrap(), &lost, "fsck"] {
        assert!(said.contains(part), "{part} in: {said}");
    }
    assert!(!said.contains('\n'), "{said}");
}

#[test]
fn says_so_when_a_git_file_leads_nowhere() {
    let sandbox = Sandbox::new();
    sandbox.save("a.md", &text(1));
    sandbox.write("inner/.git", "gitdir: /nowhere/at/all\n");
    sandbox.write("inner/docs/a.md", &text(2));
    let error = git::read(&sandbox.path().join("inner/docs")).unwrap_err();
    assert!(matches!(error, GitError::LeadsNowhere { .. }), "{error:?}");
    assert!(error.to_string().contains("inner/.git"), "{error}");
}

#[test]
fn says_so_when_the_folder_is_missing() {
    let error = git::read(Path::new("/nowhere/at/all")).unwrap_err();
    assert!(matches!(error, GitError::Folder { .. }), "{error:?}");
    assert!(error.to_string().contains("/nowhere/at/all"), "{error}");
}

#[test]
fn says_how_to_mend_a_partial_clone_that_lacks_what_a_rename_needs() {
    let sandbox = Sandbox::new();
    sandbox.git(&["config", "uploadpack.allowFilter", "true"]);
    sandbox.save("a.md", &text(1));
    sandbox.rename("a.md", "b.md");
    sandbox.save("b.md", &(text(1) + "end\n"));
    let clone = TempDir::new().unwrap();
    let address = format!("file://{}", sandbox.path().display());
    git_in(clone.path(), 0, &["clone", "--quiet", "--filter=blob:none", &address, "."]).unwrap();
    let error = git::read(clone.path()).unwrap_err();
    assert!(error.to_string().contains("--filter"), "{error}");
}

/// A history that knows its remote, its branch and its prefix only.
fn hosted(remote: &str) -> History {
    History {
        head: String::new(),
        branch: Some("main".to_owned()),
        remote: Some(remote.to_owned()),
        prefix: "docs/".to_owned(),
        files: std::collections::BTreeMap::new(),
    }
}

#[test]
fn finds_the_web_address_of_a_remote() {
    for (remote, base) in [
        ("https://git.example.org/owner/repo.git", Some("https://git.example.org/owner/repo")),
        ("https://git.example.org/owner/repo/", Some("https://git.example.org/owner/repo")),
        ("https://git.example.org:8443/a/b/c.git", Some("https://git.example.org:8443/a/b/c")),
        ("https://git.example.org/o/my%20repo", Some("https://git.example.org/o/my%20repo")),
        ("http://git.example.org/o/r", Some("http://git.example.org/o/r")),
        ("git@git.example.org:owner/repo.git", Some("https://git.example.org/owner/repo")),
        ("git.example.org:/owner/repo", Some("https://git.example.org/owner/repo")),
        ("ssh://git@git.example.org:2222/owner/repo.git", Some("https://git.example.org/owner/repo")),
        ("ssh://git@git.example.org/o/50%", Some("https://git.example.org/o/50%25")),
        ("/srv/git/repo.git", None),
        ("../repo:x/y", None),
        ("C:/git/repo", None),
        ("file:///srv/repo", None),
        ("https://git.example.org", None),
        ("https://git.example.org/../x", None),
        ("https://exa\"mple.org/o/r", None),
        ("javascript:alert(1)", Some("https://javascript/alert%281%29")),
        ("", None),
    ] {
        assert_eq!(web_base(&hosted(remote)).as_deref(), base, "{remote}");
    }
}

#[test]
fn finds_where_a_file_can_be_edited() {
    let mut history = hosted("git@git.example.org:owner/repo.git");
    history.branch = Some("feature/ü".to_owned());
    let url = edit_url(&history, "2024/Störung #1?.md");
    let expected =
        "https://git.example.org/owner/repo/edit/feature/%C3%BC/docs/2024/St%C3%B6rung%20%231%3F.md";
    assert_eq!(url.as_deref(), Some(expected));
    assert_eq!(edit_url(&history, "../secret"), None);
    history.branch = None;
    assert_eq!(edit_url(&history, "a.md"), None);
}

/// Numbers that look random, the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    fn text(&mut self) -> Vec<String> {
        (0..20).map(|_| self.line()).collect()
    }

    fn line(&mut self) -> String {
        (0..24).map(|_| char::from(b'a' + u8::try_from(self.below(26)).unwrap())).collect()
    }
}

/// Does something random to a random file, so that `git log --follow` would know it for the same file.
fn disturb(
    sandbox: &Sandbox,
    random: &mut Random,
    files: &mut Vec<(String, Vec<String>)>,
    fresh: &mut usize,
) {
    let folders = ["", "docs/", "docs/2024/", "attic/deep/"];
    let mut name = |random: &mut Random| {
        *fresh += 1;
        format!("{}file {fresh}.md", folders[random.below(folders.len())])
    };
    let store = |(path, lines): &(String, Vec<String>)| sandbox.write(path, &(lines.join("\n") + "\n"));
    let action = if files.len() < 6 { 0 } else { random.below(10) };
    if action < 2 {
        files.push((name(random), random.text()));
        store(files.last().unwrap());
        return;
    }
    let at = random.below(files.len());
    if action == 2 {
        let (path, _) = files.swap_remove(at);
        sandbox.delete(&path);
        return;
    }
    let file = &mut files[at];
    if action < 6 {
        let to = name(random);
        sandbox.rename(&file.0, &to);
        file.0 = to;
    }
    if action > 3 {
        for _ in 0..=random.below(3) {
            let line = random.below(file.1.len());
            file.1[line] = random.line();
        }
    }
    store(file);
}

#[test]
fn agrees_with_git_log_on_random_histories() {
    for seed in [1, 20, 300] {
        let mut random = Random(seed);
        let sandbox = Sandbox::new();
        let (mut files, mut fresh) = (Vec::new(), 0);
        for _ in 0..60 {
            for _ in 0..=random.below(3) {
                disturb(&sandbox, &mut random, &mut files, &mut fresh);
            }
            sandbox.commit();
        }
        let mut expected: Vec<PathBuf> = files.iter().map(|(path, _)| PathBuf::from(path)).collect();
        expected.sort_by(|a, b| a.as_os_str().cmp(b.as_os_str()));
        let history = sandbox.history();
        assert_eq!(history.files.keys().map(PathBuf::from).collect::<Vec<_>>(), expected);
        for (path, _) in &files {
            sandbox.agrees_with_git(path);
        }
        let docs = history_of(&sandbox.path().join("docs"));
        for (path, file) in &docs.files {
            assert_eq!(file, &history.files[&format!("docs/{path}")], "{path} as seen from the folder");
        }
        assert_eq!(sandbox.history(), history);
    }
}

/// How often a file was changed, renames aside: by commits on any branch, and by merges on their own.
fn changes_on_all_branches(sandbox: &Sandbox, path: &str) -> usize {
    let plain = sandbox.git(&["log", "--full-history", "--no-merges", "--format=%H", "--", path]);
    let merges = sandbox.git(&["log", "--merges", "--format=%H"]);
    let evil = |merge: &&str| {
        let names = sandbox.git(&["diff-tree", "-c", "-r", "--no-commit-id", "--name-only", merge]);
        names.lines().any(|name| name == path)
    };
    plain.lines().count() + merges.lines().filter(evil).count()
}

#[test]
fn agrees_with_git_on_random_histories_with_merges() {
    let branches = ["main", "one", "two"];
    for seed in [4, 50] {
        let mut random = Random(seed);
        let sandbox = Sandbox::new();
        for number in 0..6 {
            sandbox.write(&format!("{number}.md"), &(random.text().join("\n") + "\n"));
        }
        sandbox.commit();
        sandbox.git(&["branch", "one"]);
        sandbox.git(&["branch", "two"]);
        for step in 0..60 {
            sandbox.git(&["checkout", "--quiet", branches[random.below(3)]]);
            let before = sandbox.head();
            if random.below(4) == 0 {
                sandbox.clock.set(sandbox.clock.get() + 60);
                let other = branches[random.below(3)];
                sandbox.git(&["merge", "--quiet", "--no-ff", "-X", "ours", "--message", "merge", other]);
                continue;
            }
            let path = format!("{}.md", random.below(7));
            let old = fs::read_to_string(sandbox.path().join(&path)).unwrap_or_default();
            let mut lines: Vec<String> = old.lines().map(str::to_owned).collect();
            lines.insert(random.below(lines.len() + 1), random.line());
            assert_ne!(sandbox.save(&path, &(lines.join("\n") + "\n")), before, "step {step}");
        }
        let history = sandbox.history();
        assert!(sandbox.git(&["log", "--merges", "--oneline"]).lines().count() > 3);
        for (path, file) in &history.files {
            assert_eq!(
                file.revisions as usize,
                changes_on_all_branches(&sandbox, path),
                "{path} of seed {seed}"
            );
        }
    }
}
