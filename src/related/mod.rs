//! What is like one COE and why, what happened again, and what was promised when it began: for a terminal and for
//! programs.

mod json;
mod stated;
mod text;

pub use json::json;
pub(crate) use text::of_words;
pub use text::text;

/// How much is said of each related COE.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// The strongest reason.
    Brief,
    /// Every reason.
    Why,
}

/// What somebody wants to know of related COEs.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    /// How much of each.
    pub detail: Detail,
    /// How many at most.
    pub limit: usize,
}

/// A score in two digits: more of them would be noise.
pub(crate) fn hundredths(score: f32) -> f64 {
    (f64::from(score) * 100.0).round() / 100.0
}
