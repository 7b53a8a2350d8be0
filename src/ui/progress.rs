//! One line that says what is being done, shown when it takes longer than a moment and wiped away after.

use std::io::Write;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use coebook::Stage;

use super::words::count;

/// How long a moment is.
const MOMENT: Duration = Duration::from_secs(1);

/// Tells what is being done; nothing where nobody watches.
#[derive(Debug)]
pub(crate) struct Progress {
    shown: Option<(Sender<Stage>, JoinHandle<()>)>,
}

impl Progress {
    pub(super) fn new(watched: bool) -> Progress {
        let shown = watched.then(|| {
            let (sender, receiver) = mpsc::channel();
            (sender, thread::spawn(move || show(&receiver)))
        });
        Progress { shown }
    }

    /// Another stage begins.
    pub(crate) fn enter(&self, stage: Stage) {
        if let Some((sender, _)) = &self.shown {
            // Without anybody to tell, there is nothing to tell.
            let _ = sender.send(stage);
        }
    }

    /// The work is done: wipes the line away.
    pub(crate) fn end(self) {
        if let Some((sender, thread)) = self.shown {
            drop(sender);
            let _ = thread.join();
        }
    }
}

fn show(stages: &Receiver<Stage>) {
    let from = Instant::now() + MOMENT;
    let mut stage = None;
    let mut visible = false;
    loop {
        let wait = if visible { Duration::MAX } else { from.saturating_duration_since(Instant::now()) };
        match stages.recv_timeout(wait) {
            Ok(next) => stage = Some(next),
            Err(RecvTimeoutError::Timeout) => visible = true,
            Err(RecvTimeoutError::Disconnected) => break,
        }
        if let Some(stage) = stage.filter(|_| visible) {
            draw(&words(stage));
        }
    }
    if visible {
        draw("");
    }
}

fn draw(words: &str) {
    let mut stderr = anstream::stderr().lock();
    let _ = write!(stderr, "\r\u{1b}[2K{words}").and_then(|()| stderr.flush());
}

fn words(stage: Stage) -> String {
    match stage {
        Stage::Looking => "Looking for documents…".to_owned(),
        Stage::Reading { documents } => format!("Reading {}…", count(documents, "document")),
        Stage::Relating { documents } => format!("Relating {}…", count(documents, "document")),
        Stage::Checking { documents } => format!("Checking {}…", count(documents, "document")),
        Stage::Indexing { documents } => format!("Indexing {}…", count(documents, "document")),
        Stage::Writing { files } => format!("Writing {}…", count(files, "file")),
    }
}
