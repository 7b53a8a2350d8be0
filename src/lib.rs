//! x
pub mod error;
pub mod fs;
pub mod write;
