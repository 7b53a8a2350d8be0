//! What `coebook serve` says while it runs.

use std::collections::BTreeSet;
use std::process::{Command, Stdio};
use std::sync::Mutex;

use coebook::Stage;
use coebook::error::Error;
use coebook::findings::Finding;
use coebook::findings::emit::plain;
use coebook::serve::{Reporter, Text};

use super::words::count;
use super::{Progress, Ui, Voice, error, report};

/// Tells on the terminal what happens.
pub(crate) struct Watching {
    ui: Ui,
    progress: Mutex<Option<Progress>>,
    browse: bool,
}

impl Watching {
    pub(crate) fn new(browse: bool) -> Watching {
        let ui = Ui::new(Voice::Normal);
        Watching { ui, progress: Mutex::new(Some(ui.progress())), browse }
    }

    /// Takes the progress line away, so that other words can be said.
    fn settle(&self) {
        if let Some(progress) = self.progress.lock().ok().and_then(|mut progress| progress.take()) {
            progress.end();
        }
    }
}

impl Reporter for Watching {
    fn stage(&self, stage: Stage) {
        if let Ok(progress) = self.progress.lock() {
            progress.iter().for_each(|progress| progress.enter(stage));
        }
    }

    fn findings(&self, findings: &[Finding], text: Text<'_>) {
        self.settle();
        report::findings(self.ui, findings, text);
    }

    fn serving(&self, documents: usize, url: &str) {
        self.settle();
        let documents = count(documents, "document");
        // Who closed standard output looks elsewhere.
        let _ = self.ui.say(&format!("Serving {documents} at {url} (Ctrl-C stops)"));
        if self.browse {
            open(self.ui, url);
        }
    }

    fn edited(&self, paths: &BTreeSet<String>, kept: &[&str]) {
        let named: Vec<_> = paths.iter().take(5).map(|path| plain(path)).collect();
        let more = match paths.len().saturating_sub(named.len()) {
            0 => String::new(),
            more => format!(" and {}", count(more, "other")),
        };
        self.ui.remark(&format!("changed: {}{more}", named.join(", ")));
        for path in kept.iter().filter(|path| paths.contains(**path)) {
            self.ui.remark(&format!("{} cannot be read; its last good state stays", plain(path)));
        }
    }

    fn failed(&self, failure: &Error) {
        self.settle();
        error(failure);
    }
}

/// Shows an address in the browser of this machine.
fn open(ui: Ui, url: &str) {
    let program = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let quiet = || Stdio::null();
    let opened = Command::new(program).arg(url).stdin(quiet()).stdout(quiet()).stderr(quiet()).spawn();
    if opened.is_err() {
        ui.remark(&format!("no browser could be opened: `{program}` is missing"));
    }
}
