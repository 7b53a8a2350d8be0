//! The last stage: the pages, the search archive and the assets become one [`Output`], and [`commit`] makes it a
//! folder of files.
//!
//! A site is written whole or not at all, and its bytes depend on nothing but the output: not on threads, not on
//! the clock, not on what stood there before.

mod commit;
mod destination;
mod entry;
mod folders;
mod output;
mod site_path;
mod staging;

pub use commit::{CommitOptions, Force, Written, commit};
pub use destination::check_destination;
pub use output::{Content, Make, Output, Stream};
pub use site_path::{SitePath, SitePathError};
