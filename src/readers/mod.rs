//! Who reads what: access logs counted into a small file, and what it says of each COE.
//!
//! [`Counter`] reads logs line by line, whatever their size, and keeps numbers only; [`Store`] is the file
//! `readers.json` they are added to, and what the build reads.

mod agents;
mod cloudfront;
mod common;
mod count;
mod entry;
mod json;
mod lines;
mod store;
mod text;

pub use count::{Counter, Distinct};
pub use entry::{Format, Reason};
pub use store::{FILE, Period, Read, Readers, Store, read};
pub use text::{Summary, text};

/// How many days readers are counted over, today among them.
pub const WINDOW: i64 = 90;
