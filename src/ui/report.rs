//! What a build did and found, for people and for programs.

use std::collections::BTreeMap;
use std::time::Duration;

use coebook::error::Result;
use coebook::findings::emit::{self, Json};
use coebook::findings::{Finding, Level};
use coebook::load::Skipped;
use coebook::serve::Text;
use coebook::{Book, Built, Site};
use serde::Serialize;

use super::words::{count, seconds};
use super::{FAULT, Ui, Voice, width};

/// How many errors are shown in full.
const ERRORS: usize = 10;

/// Up to how many warnings are shown and not only counted.
const WARNINGS: usize = 3;

/// What `build --json` prints.
#[derive(Serialize)]
struct BuildJson<'a> {
    documents: usize,
    pages: usize,
    files: usize,
    unchanged: usize,
    written: bool,
    skipped: &'a [Skipped],
    restricted: usize,
    findings: Vec<Json<'a>>,
    seconds: f64,
}

/// Tells what came of a build.
pub(crate) fn build(ui: &Ui, built: &Built, time: Duration) -> Result<()> {
    if ui.voice == Voice::Json {
        return ui.json(&as_json(built, time));
    }
    findings(*ui, &built.book.findings, &|path| built.book.sources.text(path));
    match &built.site {
        Some(site) => {
            if let Some(skipped) = coebook::skipped(&built.book.sources.skipped) {
                ui.remark(&format!("skipped: {skipped}"));
            }
            if let Some(leftover) = &site.written.leftover {
                ui.remark(&format!("the old site could not be removed: {}", coebook::fs::show(leftover)));
            }
            ui.say(&closing(&built.book, site, time))
        }
        None => {
            let errors = count(built.book.count(Level::Error), "error");
            ui.remark(&format!("{FAULT}{errors}{FAULT:#}, so nothing was written (--strict)"));
            Ok(())
        }
    }
}

/// Findings as people read them: errors in full, the rest in brief.
pub(crate) fn findings(ui: Ui, findings: &[Finding], text: Text<'_>) {
    let of = |level| findings.iter().filter(move |finding| finding.level == level);
    for finding in of(Level::Error).take(ERRORS) {
        ui.remark(&emit::human(finding, text(&finding.path), width()));
        ui.remark("");
    }
    let more = of(Level::Error).count().saturating_sub(ERRORS);
    if more > 0 {
        ui.remark(&format!("and {}: see `coebook build --json`", count(more, "more error")));
    }
    for level in [Level::Warning, Level::Information] {
        brief(ui, &of(level).collect::<Vec<_>>(), level);
    }
}

fn brief(ui: Ui, findings: &[&Finding], level: Level) {
    if findings.len() <= WARNINGS {
        findings.iter().for_each(|finding| ui.remark(&emit::short(finding)));
        return;
    }
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in findings {
        *rules.entry(finding.rule).or_default() += 1;
    }
    let mut rules: Vec<(&str, usize)> = rules.into_iter().collect();
    rules.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let told: Vec<String> = rules.into_iter().map(|(rule, times)| format!("{rule} ({times})")).collect();
    ui.remark(&format!("{}: {}", count(findings.len(), noun(level)), told.join(", ")));
}

fn noun(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Information => "remark",
    }
}

/// `Built site from 23 documents in 0.4 s: 112 pages in 140 files (3 unchanged), 1 error`.
fn closing(book: &Book, site: &Site, time: Duration) -> String {
    let documents = count(book.sources.documents.len(), "document");
    let written = &site.written;
    let mut told = vec![format!(
        "{} in {} ({} unchanged)",
        count(site.pages, "page"),
        count(written.files, "file"),
        super::words::grouped(written.unchanged)
    )];
    if !book.sources.skipped.is_empty() {
        told.push(format!("{} skipped", count(book.sources.skipped.len(), "file")));
    }
    if book.knowledge.restricted > 0 {
        told.push(format!("{} left out as restricted", count(book.knowledge.restricted, "document")));
    }
    for level in [Level::Error, Level::Warning, Level::Information] {
        let number = book.count(level);
        if number > 0 {
            told.push(count(number, noun(level)));
        }
    }
    format!("Built site from {documents} in {}: {}", seconds(time), told.join(", "))
}

fn as_json(built: &Built, time: Duration) -> BuildJson<'_> {
    let Built { book, site } = built;
    let written = site.as_ref().map(|site| &site.written);
    BuildJson {
        documents: book.sources.documents.len(),
        pages: site.as_ref().map_or(0, |site| site.pages),
        files: written.map_or(0, |written| written.files),
        unchanged: written.map_or(0, |written| written.unchanged),
        written: site.is_some(),
        skipped: &book.sources.skipped,
        restricted: book.knowledge.restricted,
        findings: book.findings.iter().map(emit::json).collect(),
        seconds: (time.as_secs_f64() * 1000.0).round() / 1000.0,
    }
}
