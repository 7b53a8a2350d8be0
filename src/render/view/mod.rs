//! What templates see: plain values, apart from the model, so that a theme outlives changes of either.
//!
//! `theme/README.md` tells theme authors the same. A field named `html` or `svg`, or of type [`Html`], is markup
//! made by the markdown module or a figure; everything else is text that templates escape.

mod coe;
mod compare;
mod learning;
mod listing;
mod map;
mod measure;
mod pack;
mod relations;
mod wheel;

pub(crate) use coe::*;
pub(crate) use compare::*;
pub(crate) use learning::*;
pub(crate) use listing::*;
pub(crate) use map::*;
pub(crate) use measure::*;
pub(crate) use pack::*;
pub(crate) use relations::*;
pub(crate) use wheel::*;

use serde::Serialize;

/// Markup made by the markdown module or a figure: the only strings templates pass on as they are.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(transparent)]
pub(crate) struct Html(pub(super) String);

impl Html {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What every page has: head, navigation, footer.
#[derive(Debug, Serialize)]
pub(crate) struct Shell {
    /// Language of the content, a BCP 47 tag.
    pub(crate) lang: String,
    /// Language of the interface, a BCP 47 tag.
    pub(crate) words_lang: String,
    /// `rtl` where that runs from right to left; else empty.
    pub(crate) dir: &'static str,
    /// Title of the page.
    pub(crate) title: String,
    /// One line about it, for search engines and previews; may be empty.
    pub(crate) description: String,
    /// Name of the site.
    pub(crate) site: String,
    /// Address of the front page.
    pub(crate) home: String,
    /// Address of the stylesheet.
    pub(crate) stylesheet: String,
    /// Addresses of the scripts: the one of all pages, then the page's own.
    pub(crate) scripts: Vec<String>,
    /// Address of the icon; may be empty.
    pub(crate) icon: String,
    /// Absolute address of the page where the site has one; may be empty.
    pub(crate) canonical: String,
    /// How to subscribe to what is new here; nothing on pages without a feed.
    pub(crate) feed: Option<FeedLinks>,
    /// What made the page.
    pub(crate) generator: String,
    /// Whether the page is served while its sources change.
    pub(crate) live: bool,
    /// The pages that exist.
    pub(crate) navigation: Vec<NavigationItem>,
    /// Searches with an entry there.
    pub(crate) views: Vec<Link>,
    /// What searching needs; nothing where there is too little to search.
    pub(crate) search: Option<Searching>,
    /// How many COEs there are, in words.
    pub(crate) incidents: String,
    /// What is said about documents this edition leaves out; may be empty.
    pub(crate) restricted: String,
}

/// A feed, in both of its forms.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FeedLinks {
    pub(crate) title: String,
    /// Address of it as Atom.
    pub(crate) atom: String,
    /// Address of it as JSON Feed.
    pub(crate) json: String,
}

/// What a page needs to know to search.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Searching {
    /// How the engine is reached: `static`, `offline`, `live`.
    pub(crate) mode: &'static str,
    /// Address of the page of results.
    pub(crate) page: String,
    /// Address of the script that asks and shows.
    pub(crate) script: String,
    /// Address of the worker that finds.
    pub(crate) worker: String,
    /// Questions that have answers here.
    pub(crate) examples: Vec<String>,
    /// How many rungs severities have.
    pub(crate) ladder: u8,
}

/// One entry of the navigation.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct NavigationItem {
    pub(crate) title: String,
    pub(crate) href: String,
    pub(crate) current: bool,
}

/// A link and its words; without address where there is no page for it.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Link {
    pub(crate) title: String,
    pub(crate) href: String,
}

/// A day for machines and for people.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Dated {
    pub(crate) iso: String,
    pub(crate) words: String,
}

/// Severity as a word and as a shape.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SeverityMark {
    /// The words of the document, or the rung.
    pub(crate) words: String,
    /// Address of its page; may be empty.
    pub(crate) href: String,
    /// The bars, worst first: filled or not. Empty when the severity is on no ladder.
    pub(crate) bars: Vec<bool>,
}

/// A COE in a list.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Row {
    pub(crate) href: String,
    pub(crate) title: String,
    pub(crate) lang: &'static str,
    pub(crate) date: Option<Dated>,
    /// The same without the year.
    pub(crate) day: String,
    /// Service, else team.
    pub(crate) subject: Option<Link>,
    pub(crate) severity: Option<SeverityMark>,
    /// Length of the impact, in words; may be empty.
    pub(crate) duration: String,
    /// What it is about; may be empty.
    pub(crate) standfirst: String,
    /// Draft, near miss, a note of a reading path; may be empty.
    pub(crate) note: String,
    /// What it can be filtered by, `kind/slug` with spaces between; empty where nothing filters.
    pub(crate) facets: String,
    /// Words it is found by that the row does not show; empty where nothing filters.
    pub(crate) words: String,
}

/// COEs of one year.
#[derive(Debug, Serialize)]
pub(crate) struct Year {
    /// `2022`, `Undated`.
    pub(crate) title: String,
    /// Address within the page.
    pub(crate) anchor: String,
    /// Address of the page of the year.
    pub(crate) href: String,
    /// How many, in words.
    pub(crate) count: String,
    pub(crate) rows: Vec<Row>,
}

/// An action in a table.
#[derive(Debug, Serialize)]
pub(crate) struct ActionRow {
    pub(crate) title: String,
    /// Address of the action on its page; may be empty.
    pub(crate) href: String,
    /// Address within this page; empty where it does not stand on its own page.
    pub(crate) anchor: String,
    pub(crate) owner: Option<Link>,
    pub(crate) due: Option<Dated>,
    /// How it stands, in words.
    pub(crate) state: String,
    /// `overdue`, `open`, `done`, `verified`, `set-aside`, `unknown`.
    pub(crate) state_kind: &'static str,
    /// Why it was deferred or declined; may be empty.
    pub(crate) reason: String,
    pub(crate) ticket: Option<Link>,
    /// The COE it belongs to, on pages that are not its own.
    pub(crate) coe: Option<Link>,
    /// Horizon, kind and priority, in words; may be empty.
    pub(crate) detail: String,
    /// The factors it acts on, on the page of its COE.
    pub(crate) addresses: Vec<Link>,
}
