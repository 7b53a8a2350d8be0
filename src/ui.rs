//! The only place that prints: results on standard output; findings, progress and errors on standard error.
//!
//! Everything is made with colours; the streams take them out where there is no terminal or `NO_COLOR` is set.
#![allow(clippy::print_stderr, reason = "the only place that prints")]

pub(crate) mod check;
mod progress;
pub(crate) mod report;
pub(crate) mod watching;
mod words;

use std::io::{self, ErrorKind, IsTerminal, Read, Write};

use clap::builder::styling::{AnsiColor, Style};
use coebook::error::{Error, Kind, Result};
use coebook::findings::emit::plain;
use coebook::load::LARGEST_DOCUMENT;
use coebook::sheet::{Format, Ink};
use serde::Serialize;

pub(crate) use progress::Progress;
pub(crate) use words::count;

const FAULT: Style = AnsiColor::Red.on_default().bold();
const HELP: Style = AnsiColor::Cyan.on_default().bold();
const STRONG: Style = Style::new().bold();

/// How wide findings are drawn where no terminal tells.
const WIDTH: usize = 100;

/// How much is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Voice {
    /// Findings and a closing line.
    Normal,
    /// Errors of the tool only.
    Quiet,
    /// One JSON value on standard output.
    Json,
}

impl Voice {
    /// The voice two flags ask for.
    pub(crate) fn of(quiet: bool, json: bool) -> Voice {
        match (quiet, json) {
            (_, true) => Voice::Json,
            (true, false) => Voice::Quiet,
            (false, false) => Voice::Normal,
        }
    }
}

/// Where a command says what it has to say.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ui {
    voice: Voice,
}

impl Ui {
    pub(crate) fn new(voice: Voice) -> Ui {
        Ui { voice }
    }

    /// A result, on standard output.
    pub(crate) fn say(self, text: &str) -> Result<()> {
        if self.voice == Voice::Quiet { Ok(()) } else { print(text) }
    }

    /// A value as JSON, on standard output.
    pub(crate) fn json(self, value: &impl Serialize) -> Result<()> {
        let text = serde_json::to_string_pretty(value)
            .map_err(|error| Error::new("cannot write JSON").of(Kind::Internal).because(error))?;
        print(&text)
    }

    /// A file, on standard output: every byte as it is.
    pub(crate) fn raw(self, text: &str) -> Result<()> {
        written(anstream::stdout().lock().write_all(text.as_bytes()))
    }

    /// A remark, on standard error.
    pub(crate) fn remark(self, text: &str) {
        if self.voice == Voice::Normal {
            // Who closes standard error does not want to hear of it.
            let _ = writeln!(anstream::stderr(), "{}", text.trim_end_matches('\n'));
        }
    }

    /// Shows what is being done, once it takes longer than a moment.
    pub(crate) fn progress(self) -> Progress {
        Progress::new(self.voice == Voice::Normal && io::stderr().is_terminal())
    }
}

/// The tool could not go on: what it was doing, why that failed, what to do.
pub(crate) fn error(error: &Error) {
    let mut text = format!("{FAULT}error{FAULT:#}: {STRONG}{}{STRONG:#}\n", plain(&error.to_string()));
    for cause in error.causes() {
        text.push_str(&format!("  because {}\n", plain(&cause)));
    }
    if let Some(hint) = error.next_action() {
        text.push_str(&format!("{HELP}hint{HELP:#}: {}\n", plain(hint)));
    }
    let _ = anstream::stderr().write_all(text.as_bytes());
}

/// Columns of the terminal.
fn width() -> usize {
    let size = rustix::termios::tcgetwinsize(io::stderr());
    size.map(|size| usize::from(size.ws_col)).ok().filter(|columns| *columns >= 40).unwrap_or(WIDTH)
}

/// How a text on standard output is set: with colours and cut to the width where a terminal shows it.
pub(crate) fn format() -> Format {
    let colours = anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
    let ink = if colours { Ink::Colours } else { Ink::Plain };
    let size = rustix::termios::tcgetwinsize(io::stdout()).map(|size| usize::from(size.ws_col));
    Format { ink, width: size.ok().filter(|columns| *columns >= 40) }
}

/// Everything on standard input, up to what a document may be and a little more, so that longer ones are noticed.
pub(crate) fn input() -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .take(LARGEST_DOCUMENT + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Error::new("cannot read standard input").of(Kind::Usage).because(error))?;
    Ok(bytes)
}

fn print(text: &str) -> Result<()> {
    let mut out = anstream::stdout().lock();
    let written = out.write_all(text.trim_end_matches('\n').as_bytes()).and_then(|()| out.write_all(b"\n"));
    self::written(written.and_then(|()| out.flush()))
}

/// What came of writing to standard output.
fn written(written: io::Result<()>) -> Result<()> {
    match written {
        // `coebook show x | head -1`: the reader has seen enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written
            .map_err(|error| Error::new("cannot write to standard output").of(Kind::Output).because(error)),
    }
}
