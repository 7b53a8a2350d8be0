//! What the page of the wheel sees.

use serde::Serialize;

use super::{Dated, Link, Shell};

/// `wheel.html`.
#[derive(Debug, Serialize)]
pub(crate) struct WheelPage {
    pub(crate) shell: Shell,
    pub(crate) heading: String,
    pub(crate) intro: String,
    /// A service, and an old incident; whichever there is.
    pub(crate) spins: Vec<Spin>,
    /// What was picked before, the latest first.
    pub(crate) former: Vec<FormerPick>,
    /// Every service and its chance, the likeliest first.
    pub(crate) chances: Vec<Chance>,
    /// How many more there are than are listed; may be empty.
    pub(crate) more: String,
}

/// One pick.
#[derive(Debug, Serialize)]
pub(crate) struct Spin {
    /// `A service`, `An old incident`.
    pub(crate) label: String,
    pub(crate) link: Link,
    pub(crate) lang: String,
    /// What it is about; may be empty.
    pub(crate) standfirst: String,
    /// Why this one, with the numbers.
    pub(crate) why: String,
    /// Whether it is noted as the pick of the day.
    pub(crate) noted: bool,
}

/// Something picked before.
#[derive(Debug, Serialize)]
pub(crate) struct FormerPick {
    pub(crate) date: Dated,
    pub(crate) link: Link,
}

/// A candidate.
#[derive(Debug, Serialize)]
pub(crate) struct Chance {
    pub(crate) link: Link,
    /// What its weight is counted from, in words.
    pub(crate) since: String,
    pub(crate) date: Option<Dated>,
    pub(crate) weight: String,
    pub(crate) percent: String,
    pub(crate) picked: bool,
}
