//! The search engine: one index, one query language and one ranking, in the terminal, the server and the browser.
//!
//! 1. [`write`](mod@write) turns [`Document`]s into an [`Archive`]: pieces named by what they hold.
//! 2. [`Engine::open`] opens it by its hot piece.
//! 3. [`Engine::ask`] answers a [`Question`], or names the pieces it needs; whoever asks brings them, from memory,
//!    from files or over the network, and asks again.
//!
//! The words of documents and questions are cut alike, the query language is read, and documents are scored and shown
//! by the same code on every machine: the same question to the same index gives the same [`Answer`], byte for byte.

mod answer;
mod directory;
mod document;
mod engine;
mod filter;
mod fold;
mod open;
mod pieces;
mod query;
mod schema;
mod score;
mod session;
mod snippet;
mod symptom;
mod terms;
mod text;
mod tokens;
#[cfg(target_arch = "wasm32")]
mod wasm;
mod words;
#[cfg(not(target_arch = "wasm32"))]
pub mod write;

pub use answer::{Answer, Correction, Hit, LIMIT, MOST, Problem, Question, Sort};
pub use document::{Card, Document, FACTS, Facet, Section, Weight};
pub use engine::{Engine, Reply};
pub use pieces::Unfit;
pub use session::{Given, Session};
#[cfg(not(target_arch = "wasm32"))]
pub use write::Archive;
