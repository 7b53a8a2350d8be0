//! The engine as a page talks to it: pieces come in by name, the first of them opens it, questions and answers are JSON.

use serde_json::json;

use crate::engine::Engine;
use crate::pieces::{Unfit, name};

/// What became of a piece that was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// It was taken.
    Taken,
    /// Its bytes are not those of its name.
    Damaged,
    /// It opens no index, or one of another version.
    Unfit,
}

/// An engine that is opened by the first piece it is given.
#[derive(Debug, Default)]
pub struct Session {
    engine: Option<Engine>,
    unfit: Option<Unfit>,
}

impl Session {
    /// A session without an index.
    pub const fn new() -> Session {
        Session { engine: None, unfit: None }
    }

    /// Takes a piece, the hot piece first.
    pub fn give(&mut self, piece: &str, bytes: Vec<u8>) -> Given {
        if let Some(engine) = &self.engine {
            return if engine.give(piece, bytes) { Given::Taken } else { Given::Damaged };
        }
        if name(&bytes) != piece {
            return Given::Damaged;
        }
        match Engine::open(&bytes) {
            Ok(engine) => {
                self.engine = Some(engine);
                Given::Taken
            }
            Err(unfit) => {
                self.unfit = Some(unfit);
                Given::Unfit
            }
        }
    }

    /// Answers a question: `{"answer": …}`, `{"need": […]}` or `{"error": "…"}`.
    pub fn ask(&self, question: &[u8]) -> String {
        let why = match (&self.engine, &self.unfit, std::str::from_utf8(question)) {
            (Some(engine), _, Ok(question)) => return engine.ask_json(question),
            (Some(_), _, Err(_)) => "the question is malformed: it is not UTF-8".to_owned(),
            (None, Some(unfit), _) => unfit.to_string(),
            (None, None, _) => "the search index has not been opened".to_owned(),
        };
        json!({ "error": why }).to_string()
    }
}
