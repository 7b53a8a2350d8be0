//! Markdown bodies as safe HTML with resolved links, from outside.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests fail by panicking")]

mod blocks;
mod fragments;
mod hostile;
mod inspect;
mod mutations;
mod raw_html;
mod references;
mod site;
