//! From the text of a file to the facts it states.
mod actions;
mod blocks;
mod citations;
mod date;
mod document;
mod duration;
pub mod front_matter;
mod labels;
mod language;
mod lists;
mod moment;
mod outline;
mod roles;
mod severity;
mod timeline;
mod title;
mod words;
