//! The look: templates, styles and static files built into the program, any of which a user's own file replaces.

mod embedded;
mod phrases;
mod searching;
mod styles;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use serde::Serialize;
use sha2::{Digest, Sha256};
use tera::Tera;
use walkdir::WalkDir;

use crate::error::{Error, Result};
use crate::fs;
use crate::write::SitePath;

use super::words::{ENGLISH, Words};

/// The folders of a theme that are read; anything else in it, such as a README, is its author's own.
const FOLDERS: [&str; 5] = ["css", "js", "static", "templates", "words"];

/// Everything that decides how pages look.
#[derive(Debug)]
pub struct Theme {
    tera: Tera,
    words: Arc<Words>,
    assets: Vec<Asset>,
    stylesheet: SitePath,
    /// The script of all pages; nothing where the theme has none.
    script: Option<SitePath>,
    icon: Option<SitePath>,
    searching: Option<Searching>,
    /// The scripts of single pages, by their name in the folder `js/pages`.
    scripts: BTreeMap<String, SitePath>,
}

/// A file of the theme as it stands in the site, under a name that changes with its content.
#[derive(Debug)]
pub(super) struct Asset {
    pub(super) path: SitePath,
    pub(super) bytes: Cow<'static, [u8]>,
}

/// The scripts that come when somebody searches.
#[derive(Debug)]
pub(super) struct Searching {
    /// What asks and shows.
    pub(super) script: SitePath,
    /// What finds.
    pub(super) worker: SitePath,
}

/// One file of a theme.
struct File {
    path: String,
    bytes: Cow<'static, [u8]>,
}

impl Theme {
    /// The built-in theme with the files of the user's folder in place of those of the same path.
    ///
    /// Files of the user's that replace nothing are added: styles after all others, static files under
    /// `assets/`, templates for other templates to include.
    ///
    /// # Errors
    /// When a file cannot be read, a template is no template, or a style names a static file that is not there.
    pub fn load(user: Option<&Path>) -> Result<Theme> {
        Theme::in_language(user, ENGLISH)
    }

    /// The same with the words of the interface in a language, a BCP 47 tag.
    ///
    /// A user's file of words is laid over the built-in one of the same name, key by key.
    ///
    /// # Errors
    /// As for [`Theme::load`], and when there are no words in the language, or a file of words says what nobody asks.
    pub fn in_language(user: Option<&Path>, language: &str) -> Result<Theme> {
        let files = files(user)?;
        let words = Arc::new(phrases::words(&files, language)?);
        let (assets, names) = assets(&files)?;
        let stylesheet = stylesheet(&files, &names)?;
        let script = script(&files)?;
        let searching = searching::scripts(&files, &words)?;
        let icon = names.get("static/icon.svg").cloned();
        let scripts = scripts(&names);
        let tera = templates(&files, &words)?;
        let path = stylesheet.path.clone();
        let of_all = script.as_ref().map(|script| script.path.clone());
        let mut assets: Vec<Asset> = assets.into_iter().chain([stylesheet]).chain(script).collect();
        let searching = searching.map(|[dialog, worker]| {
            let paths = Searching { script: dialog.path.clone(), worker: worker.path.clone() };
            assets.extend([dialog, worker]);
            paths
        });
        Ok(Theme { tera, words, assets, stylesheet: path, script: of_all, icon, searching, scripts })
    }

    /// What the interface says.
    pub(super) fn words(&self) -> &Words {
        &self.words
    }

    /// The files the pages refer to.
    pub(super) fn assets(&self) -> &[Asset] {
        &self.assets
    }

    /// The one stylesheet.
    pub(super) fn stylesheet(&self) -> &SitePath {
        &self.stylesheet
    }

    /// The one script, of all that stands directly in the folder `js`.
    pub(super) fn script_of_all(&self) -> Option<&SitePath> {
        self.script.as_ref()
    }

    /// The picture browsers show beside the title.
    pub(super) fn icon(&self) -> Option<&SitePath> {
        self.icon.as_ref()
    }

    /// The scripts that come when somebody searches; nothing where a theme has none.
    pub(super) fn searching(&self) -> Option<&Searching> {
        self.searching.as_ref()
    }

    /// The script of a single page, by its name in the folder `js/pages`.
    pub(super) fn script(&self, name: &str) -> Option<&SitePath> {
        self.scripts.get(name)
    }

    /// A page: what its template makes of its view.
    pub(super) fn render(&self, template: &str, view: &impl Serialize) -> Result<Vec<u8>> {
        let failed = |error| told(format!("cannot fill the template {template}"), &error);
        let context = tera::Context::from_serialize(view).map_err(failed)?;
        let mut page = Vec::with_capacity(64 * 1024);
        self.tera.render_to(template, &context, &mut page).map_err(failed)?;
        Ok(page)
    }
}

/// Every file of the theme: the built-in ones in the order of their table, then those the user adds.
fn files(user: Option<&Path>) -> Result<Vec<File>> {
    let mut own = match user {
        Some(folder) => own_files(folder)?,
        None => BTreeMap::new(),
    };
    let built_in = embedded::FILES.iter().map(|(path, bytes)| File {
        path: (*path).to_owned(),
        bytes: replaced(&mut own, path).map_or(Cow::Borrowed(*bytes), Cow::Owned),
    });
    let mut files: Vec<File> = built_in.collect();
    files.extend(own.into_iter().map(|(path, bytes)| File { path, bytes: Cow::Owned(bytes) }));
    Ok(files)
}

/// What takes the place of a built-in file; words take the place of words, not of all of them.
fn replaced(own: &mut BTreeMap<String, Vec<u8>>, path: &str) -> Option<Vec<u8>> {
    if path.starts_with(phrases::FOLDER) { None } else { own.remove(path) }
}

/// The files of a user's theme, by path within it.
fn own_files(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut own = BTreeMap::new();
    for name in FOLDERS.iter().map(|name| folder.join(name)).filter(|folder| folder.is_dir()) {
        for entry in WalkDir::new(&name) {
            let entry = entry.map_err(|error| {
                Error::new(format!("cannot read the theme {}", fs::show(folder))).because(error)
            })?;
            if !entry.file_type().is_file() {
                continue;
            }
            let within = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            let segments: Vec<_> = within.iter().map(|segment| segment.to_string_lossy()).collect();
            own.insert(segments.join("/"), fs::read(entry.path())?);
        }
    }
    Ok(own)
}

/// Where the scripts of single pages stand.
const OF_PAGES: &str = "js/pages/";

/// Where the scripts of search stand; all others are part of the one script.
const OF_SEARCH: &str = "js/search/";

/// The scripts of single pages by their name.
fn scripts(names: &BTreeMap<String, SitePath>) -> BTreeMap<String, SitePath> {
    let script =
        |(path, place): (&String, &SitePath)| Some((path.strip_prefix(OF_PAGES)?.to_owned(), place.clone()));
    names.iter().filter_map(script).collect()
}

/// The static files and scripts of single pages under their names in the site, and those names by path within the theme.
fn assets(files: &[File]) -> Result<(Vec<Asset>, BTreeMap<String, SitePath>)> {
    let mut assets = Vec::new();
    let mut names = BTreeMap::new();
    let is_asset = |file: &&File| file.path.starts_with("static/") || file.path.starts_with(OF_PAGES);
    for file in files.iter().filter(is_asset) {
        let asset = asset(&file.path, file.bytes.clone())?;
        names.insert(file.path.clone(), asset.path.clone());
        assets.push(asset);
    }
    Ok((assets, names))
}

/// All styles as one file.
fn stylesheet(files: &[File], names: &BTreeMap<String, SitePath>) -> Result<Asset> {
    let mut sheet = String::new();
    for file in files.iter().filter(|file| file.path.starts_with("css/")) {
        sheet.push_str(&styles::prepare(&file.path, text(file)?, names)?);
    }
    asset("css/style.css", Cow::Owned(sheet.into_bytes()))
}

/// All scripts of all pages as one file; each is a function of its own, so that none sees the names of another.
fn script(files: &[File]) -> Result<Option<Asset>> {
    let of_some = |path: &str| path.starts_with(OF_PAGES) || path.starts_with(OF_SEARCH);
    let of_all = files.iter().filter(|file| file.path.starts_with("js/") && !of_some(&file.path));
    let mut script = String::new();
    for file in of_all {
        script.push_str(text(file)?.trim_end());
        script.push('\n');
    }
    let script = (!script.is_empty()).then_some(script);
    script.map(|script| asset("js/script.js", Cow::Owned(script.into_bytes()))).transpose()
}

/// A file under the name `assets/<name>.<8 hex digits of its content>.<extension>`.
fn asset(path: &str, bytes: Cow<'static, [u8]>) -> Result<Asset> {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "bin"));
    let digest = Sha256::digest(&bytes);
    let hash: String = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    let path = SitePath::new(&format!("assets/{stem}.{hash}.{extension}")).map_err(|error| {
        Error::new(format!("the theme's file {path} cannot be part of the site")).because(error)
    })?;
    Ok(Asset { path, bytes })
}

fn templates(files: &[File], words: &Arc<Words>) -> Result<Tera> {
    let mut tera = Tera::default();
    // What templates call has to be known when they are read.
    phrases::add_to(&mut tera, words);
    tera.autoescape_on(vec![".html", ".xml", ".svg"]);
    let mut templates = Vec::new();
    for file in files {
        if let Some(name) = file.path.strip_prefix("templates/") {
            templates.push((name, text(file)?));
        }
    }
    tera.add_raw_templates(templates).map_err(|error| told("cannot read the theme".to_owned(), &error))?;
    Ok(tera)
}

fn text(file: &File) -> Result<&str> {
    std::str::from_utf8(&file.bytes).map_err(|error| {
        Error::new(format!("the theme's file {} is no UTF-8 text", file.path)).because(error)
    })
}

/// What went wrong with a template: the file, the line, and the engine's own drawing of the place.
fn told(doing: String, error: &tera::Error) -> Error {
    use tera::ErrorKind::{RenderingError, SyntaxError};
    let place = match error.kind() {
        SyntaxError(report) | RenderingError(report) => {
            let span = report.span();
            format!(
                "templates/{}:{}:{}: {}",
                report.filename(),
                span.start_line,
                span.start_col + 1,
                report.message()
            )
        }
        _ => return Error::new(doing).because(error.to_string()),
    };
    Error::new(doing).because(Error::new(place).because(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_theme_is_in_the_table() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("theme");
        let on_disk: Vec<String> = own_files(&folder).unwrap().into_keys().collect();
        let mut in_table: Vec<String> = embedded::FILES.iter().map(|(path, _)| (*path).to_owned()).collect();
        in_table.sort();
        assert_eq!(in_table, on_disk);
    }

    #[test]
    fn the_readme_tells_of_every_kind_of_page() {
        let readme = include_str!("../../../theme/README.md");
        let pages = embedded::FILES.iter().filter_map(|(path, _)| path.strip_prefix("templates/"));
        for page in pages.filter(|page| !page.contains('/') && *page != "base.html") {
            assert!(readme.contains(&format!("| `{page}` |")), "{page} has no row");
        }
    }

    #[test]
    fn a_users_file_takes_the_place_of_the_built_in_one() {
        let folder = tempfile::tempdir().unwrap();
        let own = folder.path().join("templates");
        std::fs::DirBuilder::new().create(&own).unwrap();
        fs::write_new(&own.join("not_found.html"), b"<p>{{ shell.title }} is not here</p>").unwrap();
        let theme = Theme::load(Some(folder.path())).unwrap();
        let view = serde_json::json!({"shell": {"title": "<b>"}});
        assert_eq!(theme.render("not_found.html", &view).unwrap(), b"<p>&lt;b&gt; is not here</p>");
    }

    #[test]
    fn a_broken_template_is_told_with_file_and_line() {
        let folder = tempfile::tempdir().unwrap();
        let own = folder.path().join("templates");
        std::fs::DirBuilder::new().create(&own).unwrap();
        fs::write_new(&own.join("home.html"), b"<p>\n{% if %}</p>").unwrap();
        let error = Theme::load(Some(folder.path())).unwrap_err();
        assert!(error.causes()[0].starts_with("templates/home.html:2:"), "{:?}", error.causes());
    }

    #[test]
    fn the_name_of_a_file_changes_with_its_content() {
        let name = |bytes: &'static [u8]| asset("static/a.svg", Cow::Borrowed(bytes)).unwrap().path;
        assert_eq!(name(b"x"), name(b"x"));
        assert_ne!(name(b"x"), name(b"y"));
        assert_eq!(name(b"").as_str(), "assets/a.e3b0c442.svg");
    }
}
