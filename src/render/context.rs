//! One knowledge base on its way to pages, and one page on its way to its links.

use std::sync::Arc;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::analyse::follow_up::FollowUp;
use crate::analyse::statistics::{Statistics, imported_on};
use crate::analyse::{Counts, Insight};
use crate::error::Result;
use crate::model::{Coe, Day, KnowledgeBase, Target};
use crate::write::SitePath;

use super::catalogue::{self, Catalogue, Entry, Standing, TermKind};
use super::dictionary::Dictionary;
use super::examples;
use super::figures::Dot;
use super::figures::strip::Span;
use super::images::Sizes;
use super::learning::Learning;
use super::pairs::Pairs;
use super::site_map::{self, SiteMap};
use super::theme::Theme;
use super::ties::{self, Tie};
use super::view::{ActionRow, Dated, Link, NavigationItem, Neighbour, Row, Searching, SeverityMark, Shell};
use super::words::{self, Words};
use super::{Delivery, Options};

/// What is encoded in the path of an address.
const OF_PATHS: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Everything pages are made from.
#[derive(Debug)]
pub(super) struct Site<'a> {
    pub(super) knowledge: &'a KnowledgeBase,
    pub(super) insight: &'a Insight,
    pub(super) theme: &'a Theme,
    pub(super) options: &'a Options<'a>,
    pub(super) map: SiteMap<'a>,
    pub(super) catalogue: Catalogue<'a>,
    /// Words that are explained where they stand first.
    pub(super) dictionary: Dictionary,
    /// What ties each COE to others, by index.
    pub(super) ties: Vec<Vec<Tie>>,
    /// How large its pictures are.
    pub(super) sizes: Sizes<'a>,
    /// Which COEs have a page beside each other.
    pub(super) pairs: Pairs,
    /// What pages show that learn across incidents.
    pub(super) learning: Learning<'a>,
    /// The address of each COE, seen from the page of another: most links of a site are links to COEs.
    names: Vec<String>,
    /// What was promised and what all COEs show together.
    counts: Arc<Counts<'a>>,
    /// The day most documents were added to git at once, where there is one.
    pub(super) imported_on: Option<Day>,
    /// The time all strips show.
    pub(super) span: Option<Span>,
    /// Questions that have answers here.
    examples: Vec<String>,
    /// What surrounds pages at the root, and pages in a folder.
    frames: [Frame; DEPTHS],
    incidents: String,
    restricted: String,
}

impl<'a> Site<'a> {
    pub(super) fn new(
        knowledge: &'a KnowledgeBase,
        insight: &'a Insight,
        theme: &'a Theme,
        options: &'a Options<'a>,
        counts: Arc<Counts<'a>>,
    ) -> Site<'a> {
        let catalogue = Catalogue::of(knowledge, options.today, theme.words());
        let pairs = Pairs::of(knowledge, insight);
        let days = knowledge.coes.iter().filter_map(catalogue::date);
        let words = theme.words();
        let any = super::pages::compare::any(knowledge.coes.len(), options.delivery);
        let compares = any || !pairs.all.is_empty();
        Site {
            frames: frames(theme, &navigation(knowledge, insight, &catalogue, compares, words)),
            examples: examples::of(knowledge, &catalogue),
            incidents: words.count("footer.incidents", knowledge.coes.len()),
            restricted: restricted(knowledge.restricted, words),
            span: Span::of_years(days),
            map: SiteMap::new(knowledge),
            dictionary: Dictionary::of(knowledge),
            sizes: Sizes::new(knowledge),
            ties: ties::all(knowledge, insight),
            learning: Learning::new(knowledge, options.today),
            pairs,
            counts,
            imported_on: imported_on(&knowledge.coes),
            names: knowledge.coes.iter().map(|coe| site_map::coe_beside(coe.id.as_str())).collect(),
            catalogue,
            knowledge,
            insight,
            theme,
            options,
        }
    }

    /// The page at an address.
    pub(super) fn page(&self, path: SitePath) -> Page<'_, 'a> {
        let to_coes = match path.as_str().split_once('/') {
            Some((folder, _)) if folder == site_map::COES => String::new(),
            Some(_) => format!("../{}/", site_map::COES),
            None => format!("{}/", site_map::COES),
        };
        Page { site: self, path, to_coes }
    }

    /// What was promised, and how it stands.
    pub(super) fn follow_up(&self) -> &FollowUp {
        &self.counts.follow_up
    }

    /// What all COEs show together.
    pub(super) fn statistics(&self) -> &Statistics {
        self.counts.statistics()
    }

    pub(super) fn coe(&self, index: usize) -> &'a Coe {
        &self.knowledge.coes[index]
    }

    /// What the interface says.
    pub(super) fn words(&self) -> &'a Words {
        self.theme.words()
    }
}

/// The pages of the navigation, as far as they exist.
fn navigation(
    knowledge: &KnowledgeBase,
    insight: &Insight,
    catalogue: &Catalogue<'_>,
    compares: bool,
    words: &Words,
) -> Vec<(String, SitePath)> {
    let has = |kind| !catalogue.terms(kind).entries.is_empty();
    let terms = |kind: TermKind| has(kind).then(|| (kind.titled(words).to_owned(), site_map::terms(kind)));
    [
        Some((words.said("navigation.browse"), site_map::browse())),
        terms(TermKind::Cause),
        terms(TermKind::Service),
        compares.then(|| (words.said("navigation.compare"), site_map::compare())),
        insight.map.tells().then(|| (words.said("navigation.map"), site_map::map())),
        (knowledge.coes.len() > 1).then(|| (words.said("navigation.analysis"), site_map::analysis())),
        (!knowledge.lessons.is_empty()).then(|| (words.said("navigation.lessons"), site_map::lessons())),
        (!knowledge.paths.is_empty()).then(|| (words.said("navigation.paths"), site_map::paths())),
        knowledge
            .coes
            .iter()
            .any(|coe| !coe.actions.is_empty())
            .then(|| (words.said("navigation.actions"), site_map::actions(1))),
        (!knowledge.practice.is_empty()).then(|| (words.said("navigation.practice"), site_map::practice())),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn restricted(number: usize, words: &Words) -> String {
    if number == 0 { String::new() } else { words.count("footer.restricted", number) }
}

/// The addresses every page of a folder refers to.
#[derive(Debug)]
struct Frame {
    home: String,
    stylesheet: String,
    script: Option<String>,
    icon: String,
    navigation: Vec<(SitePath, NavigationItem)>,
}

/// How many depths there are: no page stands deeper than in two folders.
const DEPTHS: usize = 3;

/// The frames by depth.
fn frames(theme: &Theme, navigation: &[(String, SitePath)]) -> [Frame; DEPTHS] {
    ["", "../", "../../"].map(|up| {
        let home = site_map::home();
        let href = |path: &SitePath| format!("{up}{}", path.relative_to(&home));
        let item = |(title, path): &(String, SitePath)| {
            (path.clone(), NavigationItem { title: title.clone(), href: href(path), current: false })
        };
        Frame {
            stylesheet: href(theme.stylesheet()),
            script: theme.script_of_all().map(href),
            icon: theme.icon().map(href).unwrap_or_default(),
            navigation: navigation.iter().map(item).collect(),
            home: href(&home),
        }
    })
}

/// A page that knows where it stands, and so how to reach every other one.
#[derive(Clone, Debug)]
pub(super) struct Page<'s, 'a> {
    pub(super) site: &'s Site<'a>,
    pub(super) path: SitePath,
    /// How the address of every COE begins here.
    to_coes: String,
}

impl<'s, 'a> Page<'s, 'a> {
    /// What the interface says.
    pub(super) fn words(&self) -> &'a Words {
        self.site.words()
    }

    /// The relative address of another page.
    pub(super) fn href(&self, to: &SitePath) -> String {
        to.relative_to(&self.path)
    }

    /// The relative address of what may have no page.
    pub(super) fn href_of(&self, to: Result<SitePath>) -> String {
        to.map(|path| self.href(&path)).unwrap_or_default()
    }

    /// The absolute address of this page, where the site has one.
    pub(super) fn absolute(&self, path: &SitePath) -> String {
        let root = site_map::home();
        let base = self.site.knowledge.base_url.as_deref();
        base.map(|base| format!("{}/{}", base.trim_end_matches('/'), path.relative_to(&root)))
            .unwrap_or_default()
    }

    /// What surrounds every page.
    pub(super) fn shell(&self, title: &str, description: &str, lang: &str) -> Shell {
        let site = self.site;
        let frame = &site.frames[self.path.depth().min(DEPTHS - 1)];
        let item = |(path, item): &(SitePath, NavigationItem)| NavigationItem {
            current: *path == self.path,
            ..item.clone()
        };
        Shell {
            lang: lang.to_owned(),
            words_lang: self.words().language().to_owned(),
            dir: words::of_language(self.words().language()),
            title: title.to_owned(),
            description: description.to_owned(),
            site: site.knowledge.title.clone(),
            home: frame.home.clone(),
            stylesheet: frame.stylesheet.clone(),
            scripts: frame.script.iter().cloned().collect(),
            icon: frame.icon.clone(),
            canonical: self.absolute(&self.path),
            feed: None,
            generator: site.options.generator.to_owned(),
            live: site.options.delivery == Delivery::Live,
            navigation: frame.navigation.iter().map(item).collect(),
            views: site.knowledge.views.iter().map(|view| self.asking(&view.title, &view.query)).collect(),
            search: self.searching(),
            incidents: site.incidents.clone(),
            restricted: site.restricted.clone(),
        }
    }

    /// The page of results for a question, under a name.
    pub(super) fn asking(&self, title: &str, query: &str) -> Link {
        let asked = utf8_percent_encode(query, NON_ALPHANUMERIC);
        Link { title: title.to_owned(), href: format!("{}?q={asked}", self.href(&site_map::browse())) }
    }

    /// Questions that have answers here, as links to them.
    pub(super) fn examples(&self) -> Vec<Link> {
        self.site.examples.iter().map(|query| self.asking(query, query)).collect()
    }

    /// What the page needs to know to search; nothing where the theme has no scripts for it.
    fn searching(&self) -> Option<Searching> {
        let scripts = self.site.theme.searching()?;
        Some(Searching {
            mode: match self.site.options.delivery {
                Delivery::Static => "static",
                Delivery::Offline => "offline",
                Delivery::Live => "live",
            },
            page: self.href(&site_map::browse()),
            script: self.href(&scripts.script),
            worker: self.href(&scripts.worker),
            examples: self.site.examples.clone(),
            ladder: self.site.catalogue.ladder,
        })
    }

    /// A term by any word for it; without address where it has no page.
    pub(super) fn term(&self, kind: TermKind, word: &str) -> Link {
        let terms = self.site.catalogue.terms(kind);
        match terms.place(word).and_then(|place| terms.entries.get(place)) {
            Some(entry) => self.entry(kind, entry),
            None => Link { title: word.to_owned(), href: String::new() },
        }
    }

    /// Who owns an action: the page of the team, else its board.
    pub(super) fn owner(&self, name: &str) -> Link {
        let link = self.term(TermKind::Team, name);
        if !link.href.is_empty() {
            return link;
        }
        match self.site.follow_up().owner(name).filter(|owner| owner.is_team) {
            Some(owner) => Link {
                title: owner.title.clone(),
                href: self.href_of(site_map::team_actions(&owner.slug, 1)),
            },
            None => link,
        }
    }

    /// A term.
    pub(super) fn entry(&self, kind: TermKind, entry: &Entry<'_>) -> Link {
        Link { title: entry.title.clone(), href: self.href_of(site_map::term(kind, &entry.slug)) }
    }

    /// A COE as a link.
    pub(super) fn coe(&self, index: usize) -> Link {
        let site = self.site;
        let href = [self.to_coes.as_str(), site.names[index].as_str()].concat();
        Link { title: site.catalogue.headlines[index].clone().into_owned(), href }
    }

    /// A COE as a link, with its language and its day.
    pub(super) fn neighbour(&self, index: usize) -> Neighbour {
        let coe = self.site.coe(index);
        Neighbour {
            link: self.coe(index),
            lang: coe.language,
            date: catalogue::date(coe).map(|day| self.dated(day)),
        }
    }

    /// A day for machines and for people; for machines only where a calendar has it.
    pub(super) fn dated(&self, day: Day) -> Dated {
        let iso = day.civil().map(|_| day.to_string()).unwrap_or_default();
        Dated { iso, words: self.words().day(day) }
    }

    /// What a reference leads to, as a link.
    pub(super) fn target(&self, target: &Target) -> Option<Link> {
        if let Target::Coe(index) = target {
            return self.site.knowledge.coes.get(*index).map(|_| self.coe(*index));
        }
        let title = self.site.map.title_of(target)?.to_owned();
        Some(Link { title, href: self.href(&self.site.map.page_of(target)?) })
    }

    /// A COE in a list.
    pub(super) fn row(&self, index: usize) -> Row {
        let coe = self.site.coe(index);
        let link = self.coe(index);
        let date = catalogue::date(coe);
        Row {
            href: link.href,
            title: link.title,
            lang: coe.language,
            date: date.map(|day| self.dated(day)),
            day: date.map(|day| self.words().day_of_year(day)).unwrap_or_default(),
            subject: self.subject(coe),
            severity: self.severity(coe),
            duration: coe
                .duration_minutes
                .as_ref()
                .map(|it| self.words().span_of_minutes(it.value))
                .unwrap_or_default(),
            standfirst: String::new(),
            note: note(coe, self.words()),
            facets: String::new(),
            words: String::new(),
        }
    }

    /// A COE in a list, with what it is about.
    pub(super) fn row_with_standfirst(&self, index: usize, limit: usize) -> Row {
        let standfirst = standfirst(self.site.coe(index), limit);
        Row { standfirst, ..self.row(index) }
    }

    /// Its service, else its team.
    fn subject(&self, coe: &Coe) -> Option<Link> {
        let service = coe.services.first().map(|service| self.term(TermKind::Service, service));
        service.or_else(|| coe.team.as_ref().map(|team| self.term(TermKind::Team, &team.value)))
    }

    /// Severity as a word and as a shape.
    pub(super) fn severity(&self, coe: &Coe) -> Option<SeverityMark> {
        let severity = &coe.severity.as_ref()?.value;
        let bare_number = severity.label.chars().all(|c| c.is_ascii_digit());
        let words = match severity.label.trim() {
            "" => catalogue::severity_title(severity, self.words()),
            _ if bare_number => self.words().fill("severity.level", &[("level", &severity.label)]),
            label => words::opening(label, 32),
        };
        let slug = catalogue::severity_slug(severity);
        let href = if slug.is_empty() { String::new() } else { self.href_of(site_map::severity(&slug)) };
        Some(SeverityMark { words, href, bars: self.bars(severity.level) })
    }

    /// The bars of a rung: all filled for the worst.
    pub(super) fn bars(&self, level: Option<u8>) -> Vec<bool> {
        let ladder = self.site.catalogue.ladder;
        let Some(level) = level else { return Vec::new() };
        let filled = (ladder + 1).saturating_sub(level.max(1));
        (1..=ladder).map(|bar| bar <= filled).collect()
    }

    /// COEs as dots; those without a date have no place on a line.
    pub(super) fn dots(&self, coes: &[usize]) -> Vec<Dot> {
        let dot = |index: &usize| {
            let day = catalogue::date(self.site.coe(*index))?;
            let link = self.coe(*index);
            Some(Dot {
                day,
                href: link.href,
                words: self
                    .words()
                    .fill("figures.on_its_day", &[("day", &self.words().day(day)), ("title", &link.title)]),
                strong: false,
            })
        };
        coes.iter().filter_map(dot).collect()
    }

    /// The same with that of this page standing out.
    pub(super) fn dots_with_own(&self, coes: &[usize], own: usize) -> Vec<Dot> {
        let dot = |coe: usize, dot: Dot| match coe == own {
            true => {
                let day = self.words().day(dot.day);
                let words = self.words().fill("figures.this_on_its_day", &[("day", &day)]);
                Dot { strong: true, words, ..dot }
            }
            false => dot,
        };
        coes.iter().flat_map(|coe| self.dots(&[*coe]).into_iter().map(move |it| dot(*coe, it))).collect()
    }

    /// The same with the latest standing out.
    pub(super) fn dots_to_the_latest(&self, coes: &[usize]) -> Vec<Dot> {
        let mut dots = self.dots(coes);
        if let Some(latest) = dots.iter_mut().max_by_key(|dot| dot.day) {
            latest.strong = true;
        }
        dots
    }

    /// An action in a table, on another page than its COE's.
    pub(super) fn action(&self, open: &catalogue::OpenAction<'_>) -> ActionRow {
        let coe = self.coe(open.coe);
        let href = format!("{}#{}", coe.href, open.action.anchor);
        ActionRow { href, coe: Some(coe), ..super::pages::action_row(self, open.action) }
    }

    /// Where a document is edited; empty where nobody knows.
    pub(super) fn edit(&self, path: &str) -> String {
        let Some(pattern) = &self.site.knowledge.edit_url else { return String::new() };
        pattern.replace("{path}", &utf8_percent_encode(path, OF_PATHS).to_string())
    }
}

/// How many open actions are known to be open: those whose document says so.
pub(super) fn surely_open(catalogue: &Catalogue<'_>) -> usize {
    catalogue.open_actions.iter().filter(|open| open.standing != Standing::Unknown).count()
}

/// What a COE is about: its first takeaway, else how its summary begins.
pub(super) fn standfirst(coe: &Coe, limit: usize) -> String {
    let takeaway = coe.items.iter().find(|item| item.role == crate::model::Role::Takeaways);
    words::opening(takeaway.map_or(coe.abstract_text.as_str(), |item| item.text.as_str()), limit)
}

fn note(coe: &Coe, words: &Words) -> String {
    use crate::model::Status;
    let status = match coe.status.value {
        Status::Draft => Some("status.draft"),
        Status::InReview => Some("status.in_review"),
        Status::Superseded => Some("status.superseded"),
        Status::Published | Status::CheckpointDone | Status::Closed => None,
    };
    let trigger =
        coe.trigger.as_ref().filter(|trigger| trigger.value == "near-miss").map(|_| "row.near_miss");
    let said: Vec<String> = status.into_iter().chain(trigger).map(|key| words.said(key)).collect();
    said.join(words.say("lists.between"))
}
