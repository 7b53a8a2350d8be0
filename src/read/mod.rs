//! From prose to facts.
mod actions;
mod blocks;
mod labels;
mod moment;
mod outline;
mod roles;
mod timeline;
mod words;
