//! Markdown bodies as safe HTML with resolved links, from outside.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests fail by panicking")]

#[path = "markdown/blocks.rs"]
mod blocks;
#[path = "markdown/fragments.rs"]
mod fragments;
#[path = "markdown/hostile.rs"]
mod hostile;
#[path = "markdown/inspect.rs"]
mod inspect;
#[path = "markdown/mutations.rs"]
mod mutations;
#[path = "markdown/raw_html.rs"]
mod raw_html;
#[path = "markdown/references.rs"]
mod references;
#[path = "markdown/site.rs"]
mod site;
