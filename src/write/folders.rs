//! The folders of the new site: each made once, by the first file that needs it.
//!
//! To make them all beforehand would keep the other threads waiting for a third of a second at 10,000 pages.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use super::output::Output;
use super::site_path::SitePath;
use crate::error::Result;
use crate::fs;

pub(super) struct Folders<'a> {
    root: &'a Path,
    /// Whether each is made already.
    made: BTreeMap<&'a str, OnceLock<bool>>,
}

impl<'a> Folders<'a> {
    pub(super) fn of(root: &'a Path, output: &'a Output<'_>) -> Self {
        let folders = output.paths().flat_map(SitePath::folders);
        Self { root, made: folders.map(|folder| (folder, OnceLock::new())).collect() }
    }

    /// Makes the folders a file is in, unless that is done.
    pub(super) fn ensure(&self, path: &SitePath) -> Result<()> {
        path.folders().try_for_each(|folder| {
            let make = || fs::create_dir_if_missing(&self.root.join(folder));
            let made = self.made.get(folder).is_some_and(|made| *made.get_or_init(|| make().is_ok()));
            // Tried once more for its error, which a cell that many share could not hand out.
            if made { Ok(()) } else { make() }
        })
    }
}
