//! From the text of a file to the facts it states.
pub mod front_matter;
