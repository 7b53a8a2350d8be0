//! What the template of the map sees.

use serde::Serialize;

use super::{Dated, Html, Link, Shell};

/// The map of the whole corpus.
#[derive(Debug, Serialize)]
pub(crate) struct MapPage {
    pub(crate) shell: Shell,
    pub(crate) heading: String,
    /// What it shows, and what it means to be near.
    pub(crate) intro: String,
    pub(crate) svg: Html,
    /// The kinds of ties there are, with how they are drawn.
    pub(crate) legend: Vec<MapKey>,
    /// The data the script draws from.
    pub(crate) data: String,
    /// What the table leaves out; may be empty.
    pub(crate) note: String,
    /// Whether the groups have their rows, or only counts since there are too many for one page.
    pub(crate) listed: bool,
    pub(crate) groups: Vec<MapGroup>,
}

/// One kind of tie.
#[derive(Debug, Serialize)]
pub(crate) struct MapKey {
    /// `relation`, `citation`, `family`, `likeness`.
    pub(crate) kind: &'static str,
    pub(crate) words: String,
}

/// One community, or those on their own.
#[derive(Debug, Serialize)]
pub(crate) struct MapGroup {
    pub(crate) anchor: String,
    pub(crate) title: String,
    pub(crate) count: String,
    /// What its members share, with its page; empty where it is not one word.
    pub(crate) shared: Link,
    /// From when to when; may be empty.
    pub(crate) years: String,
    /// The COE most tied to others, where there are no rows.
    pub(crate) centre: Link,
    pub(crate) rows: Vec<MapRow>,
}

/// One COE in the table.
#[derive(Debug, Serialize)]
pub(crate) struct MapRow {
    pub(crate) link: Link,
    pub(crate) lang: &'static str,
    pub(crate) date: Option<Dated>,
    pub(crate) causes: Vec<Link>,
    /// What it is most tied to.
    pub(crate) near: Vec<MapTie>,
    /// How many more ties it has, in words; may be empty.
    pub(crate) more: String,
}

/// One tie of a COE.
#[derive(Debug, Serialize)]
pub(crate) struct MapTie {
    pub(crate) link: Link,
    pub(crate) lang: &'static str,
    pub(crate) reason: String,
}
