//! The real program in an environment of its own: no variables but those given here, a home that goes away, and one
//! text with all it said.
#![allow(clippy::disallowed_methods, reason = "tests prepare and inspect folders by hand")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

pub(crate) mod links;
pub(crate) mod sites;

use std::fmt;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use regex::Regex;
use tempfile::TempDir;

/// A COE nothing is wrong with.
pub(crate) const GOOD: &str = "\
# Checkout was slow

- Date: 2024-03-05
- Severity: SEV2

## Summary

A batch job took every connection of the database.

## Timeline (UTC)

- 09:00 The job begins.
- 09:20 [detected] The alarm rings.
- 10:05 [recovered] The job is stopped.

## Action items

| action | owner | due |
|---|---|---|
| Give the job a pool of its own | payments | 2024-04-01 |
";

/// A folder that goes away, with a home beside the folder commands run in.
pub(crate) struct Sandbox {
    folder: TempDir,
}

/// What the program said, and its exit status.
pub(crate) struct Said {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) status: Option<i32>,
}

impl Sandbox {
    pub(crate) fn new() -> Sandbox {
        let folder = tempfile::Builder::new().prefix("coebook-test-").tempdir().unwrap();
        fs::create_dir(folder.path().join("home")).unwrap();
        fs::create_dir(folder.path().join("work")).unwrap();
        Sandbox { folder }
    }

    /// A sandbox with one good COE in `coes`.
    pub(crate) fn with_coe() -> Sandbox {
        let sandbox = Sandbox::new();
        sandbox.write("coes/2024-03-05-checkout.md", GOOD);
        sandbox
    }

    /// A place in the folder commands run in.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join("work").join(path)
    }

    pub(crate) fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        let path = self.path(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_coebook"));
        command.args(arguments);
        self.in_here(command)
    }

    /// The same, but it is killed when it has worked for so many seconds: those of its own, so that a busy machine takes
    /// none of them away.
    pub(crate) fn run_within(&self, seconds: u32, arguments: &[&str]) -> Said {
        let mut command = Command::new("sh");
        let limited = format!("ulimit -t {seconds} && exec \"$0\" \"$@\"");
        command.args(["-c", &limited, env!("CARGO_BIN_EXE_coebook")]).args(arguments);
        self.said(&self.in_here(command).output().unwrap())
    }

    fn in_here(&self, mut command: Command) -> Command {
        command
            .current_dir(self.path(""))
            .env_clear()
            .env("HOME", self.folder.path().join("home"))
            .env("NO_COLOR", "1")
            .env("LC_ALL", "C")
            .env("TZ", "UTC")
            .stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Said {
        let output = self.command(arguments).output().unwrap();
        self.said(&output)
    }

    /// The same, with the times in it as they are.
    pub(crate) fn run_plain(&self, arguments: &[&str]) -> Said {
        let output = self.command(arguments).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Said { stdout: text(&output.stdout), stderr: text(&output.stderr), status: output.status.code() }
    }

    /// The same with something on standard input.
    pub(crate) fn run_with(&self, arguments: &[&str], input: &str) -> Said {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        self.said(&child.wait_with_output().unwrap())
    }

    /// Runs git in the folder commands run in, as somebody with no settings.
    pub(crate) fn git(&self, arguments: &[&str]) {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=Somebody", "-c", "user.email=somebody@example.com"]).args(arguments);
        let mut command = self.in_here(command);
        let path = std::env::var_os("PATH").unwrap_or_default();
        let output = command.env("PATH", path).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    /// What the program said, with places and times that differ from run to run replaced.
    pub(crate) fn said(&self, output: &Output) -> Said {
        Said {
            stdout: self.told(&output.stdout),
            stderr: self.told(&output.stderr),
            status: output.status.code(),
        }
    }

    fn told(&self, bytes: &[u8]) -> String {
        let text = String::from_utf8_lossy(bytes);
        let real = fs::canonicalize(self.folder.path()).unwrap();
        let text = text.replace(&*real.to_string_lossy(), "[tmp]");
        let text = text.replace(&*self.folder.path().to_string_lossy(), "[tmp]");
        let times = Regex::new(r"in \d+(\.\d)? s\b").unwrap();
        let seconds = Regex::new(r#""seconds": [\d.]+"#).unwrap();
        let text = times.replace_all(&text, "in [time]");
        seconds.replace_all(&text, "\"seconds\": [time]").into_owned()
    }
}

impl Said {
    /// Fails unless the status is this and every one of these words was said.
    #[track_caller]
    pub(crate) fn assert(&self, status: i32, words: &[&str]) {
        assert_eq!(self.status, Some(status), "{self}");
        for words in words {
            assert!(self.stdout.contains(words) || self.stderr.contains(words), "no `{words}` in\n{self}");
        }
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, text) in [("stdout", &self.stdout), ("stderr", &self.stderr)] {
            if !text.is_empty() {
                writeln!(f, "--- {name}\n{}", text.trim_end_matches('\n'))?;
            }
        }
        match self.status {
            Some(status) => write!(f, "--- status {status}"),
            None => write!(f, "--- killed"),
        }
    }
}

/// A folder of documents that comes with the tests.
#[derive(Clone)]
pub(crate) struct Corpus {
    /// What to call it when something is wrong with it.
    pub(crate) name: String,
    pub(crate) folder: PathBuf,
}

/// Our own sample: the root of the repository.
pub(crate) fn sample() -> Corpus {
    Corpus { name: "the sample".to_owned(), folder: root() }
}

/// Every group of reports in `tests/fixtures`.
pub(crate) fn fixtures() -> Vec<Corpus> {
    let groups = folders_of(&root().join("tests/fixtures/reports"));
    assert!(!groups.is_empty(), "no fixtures");
    groups
}

/// Real reports of others, which stand beside the repository and not in it.
#[allow(clippy::print_stderr, reason = "a test that cannot be run here says so")]
pub(crate) fn corpora() -> Vec<Corpus> {
    let corpora = folders_of(&shared().join("corpora"));
    if corpora.is_empty() {
        eprintln!("skipped: no reports of others in ../shared/corpora");
    }
    corpora
}

/// The folder beside the repository with what is not part of it.
pub(crate) fn shared() -> PathBuf {
    root().join("../shared")
}

pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn folders_of(folder: &Path) -> Vec<Corpus> {
    let entries = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    let name = |folder: &Path| folder.file_name().unwrap().to_string_lossy().into_owned();
    folders.into_iter().map(|folder| Corpus { name: name(&folder), folder }).collect()
}

impl Corpus {
    /// Its site, built into a folder of the sandbox for one and the same day.
    #[track_caller]
    pub(crate) fn build(&self, sandbox: &Sandbox, site: &str, arguments: &[&str]) -> PathBuf {
        let source = self.folder.to_str().unwrap();
        let always = ["build", source, "--today", "2026-11-21", "--out", site];
        sandbox.run(&[&always, arguments].concat()).assert(0, &[]);
        sandbox.path(site)
    }
}

/// A small disk of its own, where the system lets us make one.
pub(crate) struct Disk {
    folder: TempDir,
}

impl Disk {
    /// Nothing where it takes rights we do not have.
    #[allow(clippy::print_stderr, reason = "a test that cannot be run here says so")]
    pub(crate) fn mount(options: &str) -> Option<Disk> {
        let folder = tempfile::tempdir().unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", options, "tmpfs"])
            .arg(folder.path())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success());
        if !mounted {
            eprintln!("skipped: a disk cannot be mounted here, which takes root");
        }
        mounted.then_some(Disk { folder })
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.folder.path()).status();
    }
}
