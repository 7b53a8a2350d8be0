//! From knowledge to pages.

pub mod markdown;
mod placeholder;

pub use placeholder::{Options, Theme, site};
