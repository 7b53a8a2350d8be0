//! `coebook` turns a git repository of Markdown COEs into a site people read.
pub mod config;
pub mod findings;
pub mod model;
pub mod render;
