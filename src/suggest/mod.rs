//! What a draft might state and does not yet: for a terminal and for programs. The draft is never touched.

mod draft;
mod json;
mod matter;
mod text;

pub use draft::{Draft, open};
pub use json::json;
pub use text::text;
