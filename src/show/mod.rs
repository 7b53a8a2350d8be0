//! Everything read from one document, with the line each fact came from.

mod json;
mod links;
mod text;

pub use json::json;
pub use text::text;
