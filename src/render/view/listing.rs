//! What the templates of all other pages see.

use serde::Serialize;

use super::{ActionRow, Arc, Dated, FamilyCard, Html, Link, Matrix, Measure, Row, SeverityMark, Shell, Year};

/// The front page.
#[derive(Debug, Serialize)]
pub(crate) struct HomePage {
    pub(crate) shell: Shell,
    pub(crate) heading: String,
    pub(crate) description: String,
    /// The list with the filters, where there is enough to filter; may be empty.
    pub(crate) ask: String,
    /// What its field may be asked, from what the site knows.
    pub(crate) examples: Vec<Link>,
    /// Ways into the collection.
    pub(crate) ways: Vec<Counted>,
    pub(crate) lead: Option<Lead>,
    pub(crate) latest: Vec<Row>,
    pub(crate) all: Link,
    /// The years as rows of dots; empty where strips of terms say more.
    pub(crate) calendar: Html,
    pub(crate) recurring: Vec<Recurring>,
    /// The page of all families; nothing where there are none.
    pub(crate) all_families: Option<Counted>,
    pub(crate) this_week: Vec<Row>,
    /// What the wheel picks today; nothing where it has nothing to pick from.
    pub(crate) spin: Option<super::Spin>,
    /// Address of the wheel.
    pub(crate) wheel: String,
    pub(crate) lessons: Vec<LessonCard>,
    pub(crate) actions: Vec<ActionRow>,
    /// All open actions: address and count; empty where there are none.
    pub(crate) all_actions: Option<Counted>,
}

/// The COE the front page opens with.
#[derive(Debug, Serialize)]
pub(crate) struct Lead {
    pub(crate) row: Row,
    pub(crate) kind: String,
    pub(crate) reading: String,
    pub(crate) arc: Option<Arc>,
    /// What it took away besides its standfirst.
    pub(crate) takeaways: Vec<Link>,
}

/// A family or a term that keeps coming back.
#[derive(Debug, Serialize)]
pub(crate) struct Recurring {
    pub(crate) link: Link,
    pub(crate) kind: String,
    pub(crate) strip: Html,
    pub(crate) words: String,
}

/// A link and a number.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Counted {
    pub(crate) title: String,
    pub(crate) href: String,
    pub(crate) count: String,
}

/// A lesson in a list.
#[derive(Debug, Serialize)]
pub(crate) struct LessonCard {
    pub(crate) link: Link,
    pub(crate) claim: String,
    pub(crate) evidence: String,
    pub(crate) strip: Html,
}

/// Every COE, and every way to them.
#[derive(Debug, Serialize)]
pub(crate) struct BrowsePage {
    pub(crate) shell: Shell,
    pub(crate) heading: String,
    pub(crate) intro: String,
    pub(crate) groups: Vec<BrowseGroup>,
    /// What the list can be filtered by; empty where there is too little to filter.
    pub(crate) facets: Vec<FacetGroup>,
    /// The address of all COEs as data, where the page does not list them.
    pub(crate) data: String,
    /// Whether the years have their rows, or only counts since there are too many for one page.
    pub(crate) listed: bool,
    pub(crate) years: Vec<Year>,
    pub(crate) calendar: Html,
}

/// Terms of one kind, with counts.
#[derive(Debug, Serialize)]
pub(crate) struct BrowseGroup {
    pub(crate) title: String,
    pub(crate) anchor: &'static str,
    pub(crate) members: Vec<Counted>,
    /// The page of all of them, where not all are here.
    pub(crate) all: Option<Counted>,
}

/// Values of one kind that can be ticked.
#[derive(Debug, Serialize)]
pub(crate) struct FacetGroup {
    pub(crate) title: String,
    /// Its name in addresses: `cause`.
    pub(crate) key: &'static str,
    /// Whether it stands open.
    pub(crate) open: bool,
    pub(crate) values: Vec<Facet>,
}

/// One value that can be ticked.
#[derive(Debug, Serialize)]
pub(crate) struct Facet {
    pub(crate) value: String,
    pub(crate) title: String,
    pub(crate) count: String,
}

/// All COEs of a year.
#[derive(Debug, Serialize)]
pub(crate) struct YearPage {
    pub(crate) shell: Shell,
    pub(crate) heading: String,
    pub(crate) intro: String,
    pub(crate) calendar: Html,
    pub(crate) rows: Vec<Row>,
    pub(crate) earlier: Option<Link>,
    pub(crate) later: Option<Link>,
}

/// All terms of a kind.
#[derive(Debug, Serialize)]
pub(crate) struct TermsPage {
    pub(crate) shell: Shell,
    pub(crate) heading: String,
    pub(crate) intro: String,
    pub(crate) terms: Vec<TermCard>,
}

/// A term in a list.
#[derive(Debug, Serialize)]
pub(crate) struct TermCard {
    pub(crate) link: Link,
    pub(crate) description: String,
    pub(crate) count: String,
    pub(crate) strip: Html,
}

/// One term: a cause, service, team, technology, tag or severity.
#[derive(Debug, Serialize)]
pub(crate) struct TermPage {
    pub(crate) shell: Shell,
    /// What kind of term, with the page of all of them.
    pub(crate) kicker: Link,
    pub(crate) heading: String,
    pub(crate) severity: Option<SeverityMark>,
    pub(crate) description: String,
    /// Area, wider and narrower terms, team, other words for it.
    pub(crate) facts: Vec<TermFact>,
    /// Runbook, dashboard.
    pub(crate) addresses: Vec<Link>,
    pub(crate) strip: Html,
    pub(crate) summary: String,
    /// What happened more than once.
    pub(crate) families: Vec<FamilyCard>,
    /// Causes by year, or beside this one.
    pub(crate) matrix: Option<Matrix>,
    pub(crate) years: Vec<Year>,
    /// How many more COEs there are than are listed, and where.
    pub(crate) more_years: Option<Counted>,
    pub(crate) actions: Vec<ActionRow>,
    /// How many more open actions there are; may be empty.
    pub(crate) more_actions: Option<Counted>,
    pub(crate) lessons: Vec<LessonCard>,
    /// Lessons a team adopted or means to.
    pub(crate) adoption: Vec<TermFact>,
    /// How much its COEs took away, found hard and so on, with the lists of it.
    pub(crate) collected: Vec<Counted>,
    pub(crate) explainers: Vec<Link>,
    pub(crate) together: Vec<BrowseGroup>,
    /// Its badge, its card, and its board where it is a team that owns actions.
    pub(crate) tools: Vec<Link>,
}

/// A fact about a term.
#[derive(Debug, Serialize)]
pub(crate) struct TermFact {
    pub(crate) name: String,
    pub(crate) values: Vec<Link>,
}

/// A page of practice pages.
#[derive(Debug, Serialize)]
pub(crate) struct ListingPage {
    pub(crate) shell: Shell,
    pub(crate) heading: String,
    pub(crate) intro: String,
    pub(crate) cards: Vec<LessonCard>,
}

/// A page of prose.
#[derive(Debug, Serialize)]
pub(crate) struct ArticlePage {
    pub(crate) shell: Shell,
    pub(crate) article: Article,
    /// Services and technologies it explains.
    pub(crate) subjects: Vec<Link>,
}

/// The prose of a page and what surrounds it.
#[derive(Debug, Serialize)]
pub(crate) struct Article {
    /// What kind of page, with the page of all of them where there is one.
    pub(crate) kicker: Link,
    pub(crate) heading: String,
    pub(crate) description: String,
    pub(crate) html: Html,
    pub(crate) footnotes: Html,
    pub(crate) updated: Option<Dated>,
    pub(crate) edit: String,
}

/// Open actions, all of them or those of one team.
#[derive(Debug, Serialize)]
pub(crate) struct ActionsPage {
    pub(crate) shell: Shell,
    /// The board of all, on that of one team.
    pub(crate) kicker: Option<Link>,
    pub(crate) heading: String,
    pub(crate) intro: String,
    /// What stands where on the page.
    pub(crate) contents: Vec<Counted>,
    /// How what was promised stands, on the first page.
    pub(crate) measures: Vec<Measure>,
    pub(crate) groups: Vec<ActionGroup>,
    /// Checkpoints that were missed or come next, on the first page.
    pub(crate) checkpoints: Option<CheckpointGroup>,
    /// What cannot be right, in words.
    pub(crate) doubts: Vec<String>,
    /// Packs for meetings, on the board of all.
    pub(crate) meetings: Vec<Link>,
    /// The same for calendars and programs.
    pub(crate) downloads: Vec<Link>,
    /// `Page 2 of 4`; empty when there is one.
    pub(crate) place: String,
    pub(crate) earlier: Option<Link>,
    pub(crate) later: Option<Link>,
}

/// When somebody asks how far open actions are.
#[derive(Debug, Serialize)]
pub(crate) struct CheckpointGroup {
    pub(crate) words: String,
    pub(crate) rows: Vec<CheckpointRow>,
    /// What is said of those that are not shown, or have no day; may be empty.
    pub(crate) more: String,
}

/// One checkpoint.
#[derive(Debug, Serialize)]
pub(crate) struct CheckpointRow {
    pub(crate) coe: Link,
    pub(crate) open: String,
    pub(crate) next: Dated,
    /// `missed 41 days ago`; empty where it was not.
    pub(crate) missed: String,
}

/// Actions that stand alike.
#[derive(Debug, Serialize)]
pub(crate) struct ActionGroup {
    /// Address within the page.
    pub(crate) anchor: &'static str,
    pub(crate) title: String,
    pub(crate) words: String,
    pub(crate) rows: Vec<ActionRow>,
}

/// A page that has only its shell.
#[derive(Debug, Serialize)]
pub(crate) struct PlainPage {
    pub(crate) shell: Shell,
    pub(crate) browse: String,
    /// The address of all COEs as data.
    pub(crate) data: String,
}

/// An address that moved.
#[derive(Debug, Serialize)]
pub(crate) struct RedirectPage {
    pub(crate) shell: Shell,
    pub(crate) target: Link,
    /// The absolute address where the site has one, else the relative one.
    pub(crate) canonical: String,
}
