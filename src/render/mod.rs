//! From knowledge to pages.

pub mod markdown;
