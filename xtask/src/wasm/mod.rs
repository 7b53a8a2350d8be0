//! The search engine for the browser: compiled, made small, and committed to `theme/search/`.
//!
//! `engine.bin` is the module as sites serve it (zlib). It is committed, so that a bare checkout builds without a
//! compiler for WebAssembly; `engine.txt` beside it is the [record] of what it was made from, and a test compares.
#![allow(
    clippy::disallowed_methods,
    reason = "a development chore has no use for the product's file-system seam"
)]

mod module;
mod record;
mod toolchain;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use self::record::Record;
use self::toolchain::Toolchain;

/// Where the engine is kept, below the root of the repository.
const ENGINE: &str = "theme/search/engine.bin";
/// Where it is told what it was made from.
const RECORD: &str = "theme/search/engine.txt";
/// Where it is compiled: another compiler than that of the rest needs a folder of its own.
const TARGET: &str = "target/wasm";

/// What was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Summary {
    /// Size of the module, in bytes.
    pub(crate) bytes: usize,
    /// Size of what is sent.
    pub(crate) compressed: usize,
    /// Whether wasm-opt made it smaller.
    pub(crate) optimiser: Option<String>,
}

/// Compiles the engine and writes it with its record.
pub(crate) fn build() -> Result<Summary, String> {
    let root = root()?;
    let toolchain = Toolchain::find()?;
    let compiled = toolchain.compile(&root, TARGET)?;
    let module = compiled.with_extension("small.wasm");
    let optimiser = toolchain::optimise(&compiled, &module)?;
    let bytes = read(&module)?;
    let imports = module::imports(&bytes).ok_or("what was compiled is no WebAssembly module")?;
    if imports > 0 {
        return Err(format!("the module needs {imports} imports, and pages have none to give"));
    }
    let compressed = compress(&bytes).map_err(|error| format!("cannot compress the engine: {error}"))?;
    let record = Record {
        engine: record::digest(&compressed),
        tools: [Some(toolchain.version()?), optimiser.clone()].into_iter().flatten().collect(),
        sources: sources(&root, &compiled.with_extension("d"))?,
        packages: toolchain.packages(&root)?,
    };
    write(&root.join(ENGINE), &compressed)?;
    write(&root.join(RECORD), record.to_string().as_bytes())?;
    Ok(Summary { bytes: bytes.len(), compressed: compressed.len(), optimiser })
}

/// The files that were compiled, as the compiler tells them, and the manifest.
fn sources(root: &Path, told: &Path) -> Result<Vec<(String, String)>, String> {
    let told = String::from_utf8_lossy(&read(told)?).into_owned();
    let (_, files) = told.split_once(": ").ok_or("the compiler does not tell what it compiled")?;
    let mut paths: Vec<&str> = files
        .split_whitespace()
        .filter_map(|path| Path::new(path).strip_prefix(root).ok()?.to_str())
        .chain(["search/Cargo.toml"])
        .collect();
    paths.sort_unstable();
    paths.into_iter().map(|path| Ok((path.to_owned(), record::digest(&read(&root.join(path))?)))).collect()
}

fn compress(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

fn root() -> Result<PathBuf, String> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().map(Path::to_owned).ok_or_else(|| "the chores are not in a repository".to_owned())
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(|error| format!("cannot create {}: {error}", folder.display()))?;
    fs::write(path, bytes).map_err(|error| format!("cannot write {}: {error}", path.display()))
}

/// What a program prints, when it runs well.
fn output(command: &mut Command) -> Result<String, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let done = command.output().map_err(|error| format!("cannot run {name}: {error}"))?;
    if !done.status.success() {
        return Err(format!("{name} failed: {}", String::from_utf8_lossy(&done.stderr)));
    }
    Ok(String::from_utf8_lossy(&done.stdout).into_owned())
}

/// Runs a program that tells itself how it goes.
fn run(command: &mut Command) -> Result<(), String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command.status().map_err(|error| format!("cannot run {name}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{name} failed")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_engine_in_the_theme_is_made_of_these_sources() {
        let root = root().expect("a repository");
        let record = String::from_utf8(read(&root.join(RECORD)).expect("a record")).expect("text");
        let record: Record = record.parse().expect("a record of ours");
        let engine = read(&root.join(ENGINE)).expect("an engine");
        let lock = String::from_utf8(read(&root.join("Cargo.lock")).expect("a lock file")).expect("text");
        let changed = record.changed(&engine, &lock, |path| read(&root.join(path)).ok());
        assert!(
            changed.is_empty(),
            "{ENGINE} was made of other sources; run `cargo xtask wasm` and commit what it writes.\nchanged: {}",
            changed.join(", ")
        );
    }

    #[test]
    fn a_compressed_engine_is_what_streams_of_browsers_read() {
        let bytes = compress(b"engine").expect("compression in memory");
        assert_eq!(bytes[0] & 0x0f, 8, "deflate in a zlib frame");
        assert_eq!(u16::from_be_bytes([bytes[0], bytes[1]]) % 31, 0);
    }
}
