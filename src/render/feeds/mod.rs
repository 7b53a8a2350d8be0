//! What is new, for those who subscribe: one feed of all COEs, and one for every service, team and cause.
//!
//! A feed is made from the knowledge base alone. A COE was published on the day of its first commit and changed on that of
//! its last; where git knows nothing of it, or most documents were added at once, both are the day of the incident. One
//! without any of these stands in no feed: readers sort by date, and one made up would be wrong. Names of entries come
//! from the id of the COE and nothing else, so that a new title or a corrected date shows nobody the same COE twice.

mod atom;
mod json;

use std::cmp::Reverse;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::error::Result;
use crate::model::{Coe, Day};
use crate::write::SitePath;

use super::catalogue::{Entry, TermKind};
use super::context::{Page, Site, standfirst};
use super::site_map;
use super::view::FeedLinks;

pub(super) use atom::atom;
pub(super) use json::json;

/// The most COEs in the feed of all.
const MOST_OF_ALL: usize = 50;

/// The most COEs in the feed of a term: there may be thousands of these.
const MOST_OF_TERM: usize = 20;

/// How many characters tell what a COE is about.
const SUMMARY: usize = 400;

/// The kinds of terms people subscribe to.
pub(super) const KINDS: [TermKind; 3] = [TermKind::Service, TermKind::Team, TermKind::Cause];

/// Whose names stand in addresses that lead nowhere: RFC 2606 keeps it free for such.
const NOBODY: &str = "tag:coebook.invalid,2026:";

/// What is encoded in a name that is no address.
const OF_NAMES: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Which COEs a feed tells of.
#[derive(Clone, Copy, Debug)]
pub(super) enum Of<'s, 'a> {
    /// All.
    All,
    /// Those of a term.
    Term(TermKind, &'s Entry<'a>),
}

/// A feed before it is written down.
#[derive(Debug)]
pub(super) struct Feed {
    id: String,
    title: String,
    subtitle: String,
    language: String,
    /// The page it belongs to.
    home: Address,
    author: String,
    generator: String,
    updated: Day,
    items: Vec<Item>,
}

/// A COE in a feed.
#[derive(Debug)]
struct Item {
    id: String,
    title: String,
    language: &'static str,
    address: Address,
    published: Day,
    updated: Day,
    summary: String,
    /// Name and title of causes, services and tags.
    categories: Vec<(String, String)>,
}

/// How something is reached.
#[derive(Debug)]
struct Address {
    /// From anywhere; nothing where nobody knows where the site is published.
    absolute: Option<String>,
    /// From where the feed stands.
    relative: String,
}

impl Address {
    /// The absolute address, else the relative one.
    fn href(&self) -> &str {
        self.absolute.as_deref().unwrap_or(&self.relative)
    }
}

impl<'s, 'a> Of<'s, 'a> {
    /// Where the feed stands, as Atom.
    pub(super) fn atom_path(self) -> Result<SitePath> {
        match self {
            Of::All => Ok(site_map::feed()),
            Of::Term(kind, entry) => site_map::term_feed(kind, &entry.slug),
        }
    }

    /// Where the feed stands, as JSON.
    pub(super) fn json_path(self) -> Result<SitePath> {
        match self {
            Of::All => Ok(site_map::feed_json()),
            Of::Term(kind, entry) => site_map::term_feed_json(kind, &entry.slug),
        }
    }

    /// Whether there is anything to subscribe to.
    pub(super) fn tells(self, site: &Site<'_>) -> bool {
        let dated = |coe: &usize| days(site, site.coe(*coe)).is_some();
        match self {
            Of::All => site.catalogue.by_date.iter().any(dated),
            Of::Term(kind, entry) => KINDS.contains(&kind) && entry.coes.iter().any(dated),
        }
    }

    fn coes(self, site: &'s Site<'a>) -> &'s [usize] {
        match self {
            Of::All => &site.catalogue.by_date,
            Of::Term(_, entry) => &entry.coes,
        }
    }

    fn most(self) -> usize {
        match self {
            Of::All => MOST_OF_ALL,
            Of::Term(..) => MOST_OF_TERM,
        }
    }

    fn title(self, site: &Site<'_>) -> String {
        match self {
            Of::All => site.knowledge.title.clone(),
            Of::Term(_, entry) => format!("{} · {}", entry.title, site.knowledge.title),
        }
    }
}

/// How the head and the text of a page lead to its feed; nothing where there is none.
pub(super) fn links(page: &Page<'_, '_>, of: Of<'_, '_>) -> Option<FeedLinks> {
    of.tells(page.site).then(|| FeedLinks {
        title: of.title(page.site),
        atom: page.href_of(of.atom_path()),
        json: page.href_of(of.json_path()),
    })
}

/// The feed that stands at a page.
pub(super) fn feed(page: &Page<'_, '_>, of: Of<'_, '_>) -> Result<Feed> {
    let site = page.site;
    let home = match of {
        Of::All => site_map::home(),
        Of::Term(kind, entry) => site_map::term(kind, &entry.slug)?,
    };
    let mut dated: Vec<(usize, Day, Day)> = of
        .coes(site)
        .iter()
        .filter_map(|coe| days(site, site.coe(*coe)).map(|(published, updated)| (*coe, published, updated)))
        .collect();
    // The sort keeps the order by day of the incident where many were published on one day.
    dated.sort_by_key(|(_, published, _)| Reverse(*published));
    dated.truncate(of.most());
    let items = dated.into_iter().map(|it| item(page, it)).collect::<Result<Vec<Item>>>()?;
    let updated = items.iter().map(|item| item.updated).max();
    Ok(Feed {
        // Both forms of a feed have one name.
        id: name(page, &of.atom_path()?),
        title: of.title(site),
        subtitle: match of {
            Of::All => site.knowledge.description.clone().unwrap_or_default(),
            Of::Term(_, entry) => entry.term.and_then(|term| term.description.clone()).unwrap_or_default(),
        },
        language: page.words().language().to_owned(),
        home: address(page, &home),
        author: site.knowledge.title.clone(),
        generator: site.options.generator.to_owned(),
        updated: updated.unwrap_or(site.options.today),
        items,
    })
}

fn item(page: &Page<'_, '_>, (index, published, updated): (usize, Day, Day)) -> Result<Item> {
    let site = page.site;
    let coe = site.coe(index);
    let path = site_map::coe_page(coe.id.as_str())?;
    let kinds = [TermKind::Cause, TermKind::Service, TermKind::Tag];
    let category = |kind: TermKind, word: &str| {
        let terms = site.catalogue.terms(kind);
        let entry = terms.place(word).and_then(|place| terms.entries.get(place))?;
        Some((entry.slug.clone(), entry.title.clone()))
    };
    let mut categories: Vec<(String, String)> = Vec::new();
    for kind in kinds {
        for found in kind.words_of(coe).into_iter().filter_map(|word| category(kind, word)) {
            if !categories.contains(&found) {
                categories.push(found);
            }
        }
    }
    Ok(Item {
        id: name(page, &path),
        title: page.coe(index).title,
        language: coe.language,
        address: address(page, &path),
        published,
        updated,
        summary: standfirst(coe, SUMMARY),
        categories,
    })
}

/// The days a COE was published and last changed, as far as a calendar has them.
fn days(site: &Site<'_>, coe: &Coe) -> Option<(Day, Day)> {
    // A folder of old reports that was moved into git is no news of that day.
    let told = |day: &Day| Some(*day) != site.imported_on;
    let first = coe.history.as_ref().map(|history| history.first);
    let last = coe.history.as_ref().map(|history| history.last).filter(told);
    let incident = coe.date.as_ref().map(|date| date.value);
    let published = first.filter(told).or(incident).or(first).filter(|day| day.civil().is_some())?;
    Some((published, last.filter(|day| day.civil().is_some()).map_or(published, |last| last.max(published))))
}

/// The lasting name of a page: its address, else one that is plainly none.
fn name(page: &Page<'_, '_>, path: &SitePath) -> String {
    match page.absolute(path) {
        address if address.is_empty() => {
            format!("{NOBODY}{}", utf8_percent_encode(path.as_str(), OF_NAMES))
        }
        address => address,
    }
}

fn address(page: &Page<'_, '_>, path: &SitePath) -> Address {
    Address { absolute: Some(page.absolute(path)).filter(|it| !it.is_empty()), relative: page.href(path) }
}

/// A day as RFC 3339 wants a moment: its midnight.
fn moment(day: Day) -> String {
    format!("{:04}-{:02}-{:02}T00:00:00Z", day.year, day.month, day.day)
}
