//! `coebook` turns a git repository of Markdown COEs into a site people read.
pub mod config;
pub mod error;
pub mod export;
pub mod findings;
pub mod fs;
pub mod load;
pub mod model;
pub mod read;
pub mod render;
pub mod write;
