//! Which files are documents, and of which kind.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use crate::config::Config;
use crate::model::PICKS;
use crate::read::front_matter::Kind;

/// What a file is for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A document.
    Document(Kind),
    /// A vocabulary, by its name.
    Vocabulary(String),
    /// An image or download.
    File,
    /// Text, but no document of the site.
    Skipped(&'static str),
}

/// How a folder is organised.
#[derive(Debug)]
pub(super) struct Layout {
    /// Whether the folder is a knowledge base of this tool.
    pub(super) configured: bool,
    folders: Vec<(String, Kind)>,
    vocabulary: String,
    theme: String,
}

impl Layout {
    /// A knowledge base when it has `coebook.toml` or the folder of COEs; any folder otherwise.
    pub(super) fn of(root: &Path, config: &Config) -> Layout {
        let folders = &config.folders;
        let configured = root.join(&folders.coes).is_dir()
            || root.join("coebook.toml").is_file() && root.join(&folders.coes).exists();
        let below = |folder: &str| format!("{}/", folder.trim_matches('/').trim_start_matches("./"));
        Layout {
            configured,
            folders: vec![
                (below(&folders.coes), Kind::Coe),
                (below(&folders.lessons), Kind::Lesson),
                (below(&folders.paths), Kind::Path),
                (below(&folders.explainers), Kind::Explainer),
                (below(&folders.practice), Kind::Practice),
            ],
            vocabulary: below(&folders.vocabulary),
            theme: below(&folders.theme),
        }
    }

    /// `name/index.md` in a folder that never heard of this tool: a report with its files beside it, when no other text
    /// stands in that folder or below.
    pub(super) fn bundles(&self, files: &[super::walk::File]) -> HashSet<String> {
        if self.configured {
            return HashSet::new();
        }
        let mut texts: HashMap<&str, usize> = HashMap::new();
        for file in files.iter().filter(|file| is_text(&file.path)) {
            for (at, _) in file.path.match_indices('/') {
                *texts.entry(&file.path[..at]).or_default() += 1;
            }
        }
        files
            .iter()
            .filter(|file| {
                let Some((folder, name)) = file.path.rsplit_once('/') else { return false };
                name.eq_ignore_ascii_case("index.md") && texts.get(folder) == Some(&1)
            })
            .map(|file| file.path.clone())
            .collect()
    }

    /// What a path is for.
    pub(super) fn place(&self, path: &str) -> Place {
        let name = path.rsplit('/').next().unwrap_or(path);
        if path == PICKS {
            return Place::Vocabulary(PICKS.to_owned());
        }
        if !self.configured {
            return self.anywhere(path, name);
        }
        if path.starts_with(&self.theme) {
            return Place::File;
        }
        if let Some(rest) = path.strip_prefix(&self.vocabulary) {
            return match rest.strip_suffix(".toml") {
                Some(name) if !name.contains('/') => Place::Vocabulary(name.to_owned()),
                _ => Place::File,
            };
        }
        let inside =
            self.folders.iter().find_map(|(folder, kind)| Some((path.strip_prefix(folder.as_str())?, *kind)));
        match inside {
            Some((below, kind)) if is_text(name) || !has_extension(name) => {
                let bundle = below.contains('/') && is_bundle_name(name);
                match housekeeping(name) {
                    Some(reason) if !bundle => Place::Skipped(reason),
                    _ => Place::Document(kind),
                }
            }
            _ => Place::File,
        }
    }

    /// A folder that never heard of this tool.
    fn anywhere(&self, path: &str, name: &str) -> Place {
        if !is_text(name) && has_extension(name) {
            return Place::File;
        }
        if let Some(reason) = housekeeping(name) {
            // `2024-03-05-outage/README.md` is a report with its images beside it.
            let folder = path.rsplit('/').nth(1).unwrap_or_default();
            let bundle = is_bundle_name(name) && crate::read::is_dated_name(folder);
            if !bundle {
                return Place::Skipped(reason);
            }
        }
        Place::Document(Kind::Coe)
    }
}

fn is_bundle_name(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name);
    matches!(stem.to_ascii_lowercase().as_str(), "index" | "readme")
}

/// Whether the last piece of a path has an extension; `v9.1.1` or `2022-10-20-Beta` has none.
pub(super) fn has_extension(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').is_some_and(|(stem, extension)| {
        !stem.is_empty()
            && !extension.is_empty()
            && extension.len() <= 8
            && extension.chars().all(|c| c.is_ascii_alphanumeric())
            && extension.chars().any(|c| c.is_ascii_alphabetic())
    })
}

fn is_text(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, extension)| {
        matches!(extension.to_ascii_lowercase().as_str(), "md" | "markdown" | "mdown" | "mkd" | "qmd" | "mdx")
    })
}

/// Files every repository has that are no reports.
fn housekeeping(name: &str) -> Option<&'static str> {
    let stem = name.split('.').next().unwrap_or(name).to_ascii_lowercase();
    let words: Vec<&str> = stem.split(['-', '_', ' ']).collect();
    match stem.as_str() {
        "readme" | "index" | "_index" | "summary" | "toc" | "sidebar" | "_sidebar" => Some("an index page"),
        "contributing"
        | "changelog"
        | "license"
        | "licence"
        | "copying"
        | "code_of_conduct"
        | "code-of-conduct"
        | "security"
        | "codeowners"
        | "authors"
        | "maintainers"
        | "notice"
        | "governance"
        | "support"
        | "makefile"
        | "dockerfile"
        | "jenkinsfile"
        | "procfile"
        | "gemfile"
        | "rakefile"
        | "vagrantfile"
        | "pull_request_template"
        | "source" => Some("housekeeping of the repository"),
        _ if words.first() == Some(&"template")
            || words.last() == Some(&"template")
            || words.last() == Some(&"templates")
            || stem == "postmortem template" =>
        {
            Some("a template")
        }
        _ => None,
    }
}

/// Whether a text without extension looks like a report: a heading, or prose in lines.
pub(super) fn reads_as_markdown(text: &str) -> bool {
    if text.contains('\0') || text.starts_with("#!") {
        return false;
    }
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.clone().next().unwrap_or_default();
    first.starts_with("# ")
        || first.starts_with("---")
        || lines.any(|line| line.starts_with("## ") || line.starts_with("# "))
}
