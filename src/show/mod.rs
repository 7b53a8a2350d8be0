//! Everything read from one document, with the line each fact came from.

mod find;
mod json;
mod links;
mod text;

pub use find::{Asked, Found, find};
pub use json::json;
pub use text::text;
