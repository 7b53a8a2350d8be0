//! One sorted walk over a folder that never leaves it.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::{Skipped, about_file};
use crate::error::Result;
use crate::findings::{Finding, Level};
use crate::fs;

/// Folders deeper than this are not entered.
const DEEPEST: usize = 40;

/// A file of the folder.
#[derive(Debug)]
pub(super) struct File {
    /// Path relative to the folder, with `/`.
    pub(super) path: String,
    pub(super) absolute: PathBuf,
    /// Bytes.
    pub(super) length: u64,
}

#[derive(Debug, Default)]
pub(super) struct Walked {
    pub(super) files: Vec<File>,
    pub(super) skipped: Vec<Skipped>,
    pub(super) findings: Vec<Finding>,
    /// Every folder that was entered, the walked one first.
    pub(super) folders: Vec<PathBuf>,
}

/// Walks a folder; hidden folders, dependencies and sites built by this tool are not entered, links that leave the
/// folder are refused.
pub(super) fn walk(root: &Path) -> Result<Walked> {
    let mut walked = Walked::default();
    let mut walker = WalkDir::new(root).sort_by_file_name().max_depth(DEEPEST).into_iter();
    while let Some(entry) = walker.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().map(|path| relative(root, path)).unwrap_or_default();
                let cause = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                walked.findings.push(about_file(
                    &path,
                    Level::Error,
                    "unreadable-document",
                    format!("the file or folder cannot be read: {cause}"),
                    "check that you may read it",
                ));
                continue;
            }
        };
        if entry.depth() == 0 {
            walked.folders.push(entry.into_path());
            continue;
        }
        let path = relative(root, entry.path());
        let name = entry.file_name().to_string_lossy();
        let kind = entry.file_type();
        if kind.is_dir() {
            if let Some(reason) = passed_over(entry.path(), &name) {
                if reason != HIDDEN {
                    walked.skipped.push(Skipped { path: format!("{path}/"), reason });
                }
                walker.skip_current_dir();
            } else {
                walked.folders.push(entry.into_path());
            }
        } else if name.starts_with('.') {
            continue;
        } else if kind.is_symlink() {
            link(root, entry.path(), path, &mut walked);
        } else if kind.is_file() {
            let length = entry.metadata().map_or(0, |metadata| metadata.len());
            walked.files.push(File { path, absolute: entry.into_path(), length });
        } else {
            walked.skipped.push(Skipped { path, reason: "neither a file nor a folder" });
        }
    }
    Ok(walked)
}

const HIDDEN: &str = "hidden folder";

/// Why a folder is not entered.
fn passed_over(path: &Path, name: &str) -> Option<&'static str> {
    if name.starts_with('.') {
        return Some(HIDDEN);
    }
    if matches!(name, "node_modules" | "target" | "vendor" | "__pycache__") {
        return Some("dependencies or build output");
    }
    path.join(".coebook-site").exists().then_some("a site built by coebook")
}

/// A link to a file inside the folder counts as that file; one that leaves it, or leads nowhere, does not.
fn link(root: &Path, path: &Path, relative_path: String, walked: &mut Walked) {
    let Ok(Some(real)) = fs::resolve(path) else {
        walked.findings.push(about_file(
            &relative_path,
            Level::Warning,
            "unreadable-document",
            "the symbolic link leads nowhere".to_owned(),
            "remove it, or restore what it points to",
        ));
        return;
    };
    if !real.starts_with(root) {
        walked.findings.push(about_file(
            &relative_path,
            Level::Error,
            "escaping-link",
            "the symbolic link leaves the folder, so it is not followed".to_owned(),
            "copy the file into the folder",
        ));
        return;
    }
    if real.is_dir() {
        walked.skipped.push(Skipped {
            path: relative_path,
            reason: "a link to a folder that is read at its own place",
        });
        return;
    }
    let hidden = relative(root, &real).split('/').any(|piece| piece.starts_with('.'));
    if hidden {
        walked.skipped.push(Skipped { path: relative_path, reason: "a link to a hidden file" });
        return;
    }
    let length = real.metadata().map_or(0, |metadata| metadata.len());
    walked.files.push(File { path: relative_path, absolute: real, length });
}

/// The path below the folder, with `/`; bytes that are no text are shown as `�`.
fn relative(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    let pieces: Vec<String> =
        below.components().map(|piece| piece.as_os_str().to_string_lossy().into_owned()).collect();
    pieces.join("/")
}
