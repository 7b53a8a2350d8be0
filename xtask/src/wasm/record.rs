//! What the engine was made from, in a text file that a diff shows well.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest as _, Sha256};

/// What the engine was made from, and by which tools.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Record {
    /// Digest of the engine.
    pub(super) engine: String,
    /// The programs that made it, with their versions; they may differ from machine to machine.
    pub(super) tools: Vec<String>,
    /// Files below the root of the repository and their digests.
    pub(super) sources: Vec<(String, String)>,
    /// Packages and their versions.
    pub(super) packages: Vec<(String, String)>,
}

/// Enough of a SHA-256 to notice a change.
pub(super) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes)[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Record {
    /// What is not as it was when the engine was made.
    pub(super) fn changed(
        &self,
        engine: &[u8],
        lock: &str,
        source: impl Fn(&str) -> Option<Vec<u8>>,
    ) -> Vec<String> {
        let is_locked = |(name, version): &&(String, String)| {
            !lock.contains(&format!("name = \"{name}\"\nversion = \"{version}\"\n"))
        };
        let other =
            |(path, told): &&(String, String)| source(path).is_none_or(|bytes| digest(&bytes) != *told);
        let engine = (digest(engine) != self.engine).then(|| "the engine itself".to_owned());
        let sources = self.sources.iter().filter(other).map(|(path, _)| path.clone());
        let packages = self.packages.iter().filter(is_locked).map(|(name, _)| format!("version of {name}"));
        engine.into_iter().chain(sources).chain(packages).collect()
    }
}

impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "# What engine.bin is made from. `cargo xtask wasm` writes both; a test compares.")?;
        writeln!(f, "engine {}", self.engine)?;
        self.tools.iter().try_for_each(|tool| writeln!(f, "tool {tool}"))?;
        self.sources.iter().try_for_each(|(path, digest)| writeln!(f, "source {path} {digest}"))?;
        self.packages.iter().try_for_each(|(name, version)| writeln!(f, "package {name} {version}"))
    }
}

impl FromStr for Record {
    type Err = String;

    fn from_str(text: &str) -> Result<Record, String> {
        let mut record = Record::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let malformed = || format!("not a line of a record: {line:?}");
            let (kind, rest) = line.split_once(' ').ok_or_else(malformed)?;
            let pair = || {
                let (name, told) = rest.rsplit_once(' ')?;
                Some((name.to_owned(), told.to_owned()))
            };
            match kind {
                "engine" => rest.clone_into(&mut record.engine),
                "tool" => record.tools.push(rest.to_owned()),
                "source" => record.sources.push(pair().ok_or_else(malformed)?),
                "package" => record.packages.push(pair().ok_or_else(malformed)?),
                _ => return Err(malformed()),
            }
        }
        Ok(record)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> Record {
        Record {
            engine: digest(b"engine"),
            tools: vec!["rustc 1.96.0".to_owned()],
            sources: vec![("search/src/lib.rs".to_owned(), digest(b"mod engine;"))],
            packages: vec![("tantivy".to_owned(), "0.27.0".to_owned())],
        }
    }

    #[test]
    fn is_read_as_it_is_written() {
        assert_eq!(record().to_string().parse(), Ok(record()));
        assert_eq!("surprise".parse::<Record>(), Err("not a line of a record: \"surprise\"".to_owned()));
    }

    #[test]
    fn tells_what_has_changed() {
        let lock = "[[package]]\nname = \"tantivy\"\nversion = \"0.27.0\"\nsource = \"registry\"\n";
        let as_it_was = |_: &str| Some(b"mod engine;".to_vec());
        assert!(record().changed(b"engine", lock, as_it_was).is_empty());
        let other = |_: &str| Some(b"mod motor;".to_vec());
        let later = lock.replace("0.27.0", "0.28.0");
        let all = ["the engine itself", "search/src/lib.rs", "version of tantivy"];
        assert_eq!(record().changed(b"motor", &later, other), all);
        assert_eq!(record().changed(b"engine", lock, |_| None), ["search/src/lib.rs"]);
    }
}
