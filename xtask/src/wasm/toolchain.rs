//! The programs that make the engine: a compiler that knows WebAssembly, and `wasm-opt` where it is installed.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{output, run};

const TARGET: &str = "wasm32-unknown-unknown";

/// Debian's compiler, which comes with the sources of its standard library.
const DEBIAN: &str = "/usr/bin/rustc";

/// What was tried, and what helps.
const NONE: &str = "\
no compiler for WebAssembly: install one of
  rustup target add wasm32-unknown-unknown
  apt-get install rustc-web rust-web-src lld-19        (Debian, when rustup cannot fetch the target)";

/// No randomness, so that the module needs no import; and no paths of this machine in the messages of panics.
const FLAGS: [&str; 3] = ["--cfg", "getrandom_backend=\"unsupported\"", "-Zlocation-detail=none"];

/// A compiler that knows WebAssembly.
#[derive(Debug)]
pub(super) enum Toolchain {
    /// That of rustup, with the target added.
    Rustup,
    /// Another one, which compiles its standard library, and a linker.
    Sources { rustc: PathBuf, linker: PathBuf },
}

impl Toolchain {
    pub(super) fn find() -> Result<Toolchain, String> {
        let sysroot = |rustc: &Path| {
            let path = output(Command::new(rustc).args(["--print", "sysroot"])).ok()?;
            Some(Path::new(path.trim()).join("lib/rustlib"))
        };
        if sysroot(Path::new("rustc")).is_some_and(|lib| lib.join(TARGET).join("lib").is_dir()) {
            return Ok(Toolchain::Rustup);
        }
        let rustc = PathBuf::from(DEBIAN);
        let has_sources = sysroot(&rustc).is_some_and(|lib| lib.join("src/rust/library/std").is_dir());
        match linker() {
            Some(linker) if has_sources => Ok(Toolchain::Sources { rustc, linker }),
            _ => Err(NONE.to_owned()),
        }
    }

    /// The compiler and its version.
    pub(super) fn version(&self) -> Result<String, String> {
        let rustc = match self {
            Toolchain::Rustup => Path::new("rustc"),
            Toolchain::Sources { rustc, .. } => rustc,
        };
        let version = output(Command::new(rustc).arg("--version"))?;
        Ok(version.split_whitespace().take(2).collect::<Vec<_>>().join(" "))
    }

    /// Compiles the engine into a folder below the root, and tells where the module is.
    pub(super) fn compile(&self, root: &Path, folder: &str) -> Result<PathBuf, String> {
        let mut command = Command::new(cargo());
        command
            .current_dir(root)
            .args(["rustc", "--package", "coebook-search", "--lib", "--crate-type", "cdylib"])
            .args(["--profile", "wasm", "--target", TARGET, "--target-dir", folder, "--locked"])
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_ENCODED_RUSTFLAGS", FLAGS.join("\u{1f}"));
        if let Toolchain::Sources { rustc, linker } = self {
            command
                .arg("-Zbuild-std=std,panic_abort")
                .env("RUSTC", rustc)
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
        }
        run(&mut command)?;
        Ok(root.join(folder).join(TARGET).join("wasm/coebook_search.wasm"))
    }

    /// The packages that are compiled into the engine, and their versions.
    pub(super) fn packages(&self, root: &Path) -> Result<Vec<(String, String)>, String> {
        let mut command = Command::new(cargo());
        command.current_dir(root).args([
            "tree",
            "--package",
            "coebook-search",
            "--edges",
            "normal,no-proc-macro",
        ]);
        command.args(["--target", TARGET, "--prefix", "none", "--format", "{p}", "--locked"]);
        let lines = output(&mut command)?;
        let mut packages: Vec<(String, String)> = lines.lines().filter_map(package).collect();
        packages.sort_unstable();
        packages.dedup();
        Ok(packages)
    }
}

/// A line of `cargo tree`, unless it is a package of ours.
fn package(line: &str) -> Option<(String, String)> {
    let mut words = line.split_whitespace();
    let (name, version) = (words.next()?, words.next()?.strip_prefix('v')?);
    let is_ours = words.next().is_some_and(|word| word.starts_with("(/"));
    (!is_ours).then(|| (name.to_owned(), version.to_owned()))
}

/// Makes a module smaller, or copies it; tells with what.
pub(super) fn optimise(from: &Path, to: &Path) -> Result<Option<String>, String> {
    let program = env::var_os("WASM_OPT").unwrap_or_else(|| "wasm-opt".into());
    let Ok(version) = output(Command::new(&program).arg("--version")) else {
        let copied = fs::copy(from, to);
        return copied.map(|_| None).map_err(|error| format!("cannot write {}: {error}", to.display()));
    };
    // What compilers use without being told, and all browsers of the last years know.
    let features = [
        "bulk-memory",
        "mutable-globals",
        "multivalue",
        "nontrapping-float-to-int",
        "reference-types",
        "sign-ext",
    ];
    let features = features.map(|feature| format!("--enable-{feature}"));
    run(Command::new(program).arg("-Oz").args(features).arg(from).arg("-o").arg(to))?;
    Ok(Some(version.split_whitespace().take(3).collect::<Vec<_>>().join(" ")))
}

fn cargo() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// The newest linker of LLVM for WebAssembly.
fn linker() -> Option<PathBuf> {
    let versions = (14..40).rev().map(|version| format!("/usr/lib/llvm-{version}/bin/wasm-ld"));
    versions.map(PathBuf::from).find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use super::package;

    #[test]
    fn passes_over_packages_of_ours() {
        assert_eq!(package("tantivy v0.27.0"), Some(("tantivy".to_owned(), "0.27.0".to_owned())));
        assert_eq!(package("serde v1.0.229 (*)"), Some(("serde".to_owned(), "1.0.229".to_owned())));
        assert_eq!(package("coebook-search v0.1.0 (/home/somebody/coebook/search)"), None);
    }
}
