//! Reading what a book is made from.

pub mod git;
