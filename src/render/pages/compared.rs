//! The rows of a comparison: what each side says, and what differs, in a sentence.

use std::collections::BTreeSet;

use crate::analyse::follow_up::Tally;
use crate::model::{Coe, Role, Section, slug};
use crate::readers::Read;
use crate::render::catalogue::{self, TermKind};
use crate::render::context::Page;
use crate::render::figures::arcs::{self, Aligned};
use crate::render::moments;
use crate::render::pairs::{Pair, Tied};
use crate::render::view::{CompareCell, CompareItem, CompareLine, CompareRow, Html, Link};
use crate::render::words::{Words, capital, opening};

/// The most items of a cell; the page of the COE has them all.
const MOST: usize = 6;

/// The longest item, in characters.
const LONGEST: usize = 140;

/// What sentences call one of the two, by its keys.
#[derive(Clone, Copy, Debug)]
pub(super) struct Name {
    /// `the longer one`.
    title: &'static str,
    /// `in the longer one`.
    within: &'static str,
    /// `into the longer one`.
    into: &'static str,
}

impl Name {
    pub(super) const SHORTER: Name =
        Name { title: "compare.shorter", within: "compare.in_shorter", into: "compare.into_shorter" };
    pub(super) const LONGER: Name =
        Name { title: "compare.longer", within: "compare.in_longer", into: "compare.into_longer" };
    pub(super) const EARLIER: Name =
        Name { title: "compare.earlier", within: "compare.in_earlier", into: "compare.into_earlier" };
    pub(super) const LATER: Name =
        Name { title: "compare.later", within: "compare.in_later", into: "compare.into_later" };
    pub(super) const FIRST: Name =
        Name { title: "compare.first", within: "compare.in_first", into: "compare.into_first" };
    pub(super) const SECOND: Name =
        Name { title: "compare.second", within: "compare.in_second", into: "compare.into_second" };

    /// The name as the head of a column.
    pub(super) fn titled(self, words: &Words) -> String {
        capital(words.say(self.title))
    }
}

/// What sentences call the two sides.
type Names = [Name; 2];

/// Every row of which at least one side says something.
pub(super) fn rows(page: &Page<'_, '_>, pair: &Pair, names: Names) -> Vec<CompareRow> {
    let sides = pair.coes.map(|index| Side { page, index, coe: page.site.coe(index) });
    let rows = [
        investigation(&sides, names),
        incident(&sides, names, pair.tied),
        factors(&sides, names),
        actions(&sides, names),
        people(&sides, names),
        difficulties(&sides, names),
        impact(&sides, names),
        readers(&sides),
    ];
    let said = |row: &CompareRow| row.cells.iter().any(|cell| cell.stated);
    let mut rows: Vec<CompareRow> = rows.into_iter().filter(said).collect();
    for row in &mut rows {
        row.cells.iter_mut().zip(names).for_each(|(cell, name)| cell.name = name.titled(page.words()));
    }
    rows
}

/// What one COE says in each row, to be set beside any other by the reader.
pub(super) fn alone(page: &Page<'_, '_>, index: usize) -> Vec<CompareLine> {
    let side = Side { page, index, coe: page.site.coe(index) };
    let difficulties = side.coe.items.iter().filter(|item| item.role == Role::Difficulties).count();
    let read = page.site.knowledge.readers.of(side.coe, page.site.options.today).filter(|read| read.all > 0);
    let cells = [
        ("investigation", "compare.investigation", investigation_of(&side)),
        ("incident", "compare.incident", incident_of(&side)),
        ("factors", "compare.factors", factors_of(&side, &BTreeSet::new())),
        ("actions", "compare.actions", actions_of(&side)),
        ("people", "compare.people", people_of(&side, &teams(&side))),
        ("difficulties", "compare.difficulties", difficulties_of(&side, difficulties)),
        ("impact", "compare.impact", impact_of(&side)),
        ("readers", "compare.readers", read.map(|read| readers_of(read, page.words())).unwrap_or_default()),
    ];
    let line = |(anchor, title, cell)| CompareLine { anchor, title: page.words().said(title), cell };
    cells.map(line).into()
}

/// The rows that were left out, in a sentence.
pub(super) fn unsaid(rows: &[CompareRow], words: &Words) -> String {
    const ALL: [(&str, &str); 7] = [
        ("investigation", "compare.unsaid_investigation"),
        ("incident", "compare.unsaid_incident"),
        ("factors", "compare.unsaid_factors"),
        ("actions", "compare.unsaid_actions"),
        ("people", "compare.unsaid_people"),
        ("difficulties", "compare.unsaid_difficulties"),
        ("impact", "compare.unsaid_impact"),
    ];
    let missing = ALL.iter().filter(|(anchor, _)| rows.iter().all(|row| row.anchor != *anchor));
    let missing: Vec<String> = missing.map(|(_, key)| words.said(key)).collect();
    if missing.is_empty() {
        return String::new();
    }
    words.fill("compare.neither", &[("list", &words.either(&missing))])
}

struct Side<'p, 's, 'a> {
    page: &'p Page<'s, 'a>,
    index: usize,
    coe: &'a Coe,
}

impl<'a> Side<'_, '_, 'a> {
    fn words(&self) -> &'a Words {
        self.page.words()
    }

    /// How its actions stand.
    fn tally(&self) -> Tally {
        self.page.site.follow_up().of_coe(self.index).iter().map(|followed| followed.standing).collect()
    }

    fn address(&self, anchor: &str) -> String {
        let href = self.page.coe(self.index).href;
        if anchor.is_empty() { href } else { format!("{href}#{anchor}") }
    }

    fn item(&self, text: &str, anchor: &str) -> CompareItem {
        CompareItem {
            text: opening(text, LONGEST),
            href: self.address(anchor),
            lang: self.coe.language,
            ..CompareItem::default()
        }
    }

    /// The part of the document that tells it, where no single facts could be read from it.
    fn told_in(&self, roles: &[Role]) -> CompareCell {
        let is = |section: &&Section| section.role.is_some_and(|role| roles.contains(&role));
        let Some(section) = self.coe.sections.iter().find(is) else { return CompareCell::default() };
        let link = Link { title: section.title.clone(), href: self.address(&section.anchor) };
        let item = CompareItem {
            before: self.words().said("compare.told_in"),
            text: link.title,
            href: link.href,
            lang: self.coe.language,
            shared: false,
        };
        CompareCell { stated: true, items: vec![item], ..CompareCell::default() }
    }

    /// A list with its number, cut where it gets long.
    fn listed(&self, figure: String, mut items: Vec<CompareItem>, anchor: &str) -> CompareCell {
        let more = items.len().saturating_sub(MOST);
        items.sort_by_key(|item| !item.shared);
        items.truncate(MOST);
        let more = (more > 0).then(|| Link {
            title: self.words().count("compare.more_items", more),
            href: self.address(anchor),
        });
        CompareCell { stated: true, figure, note: String::new(), items, more, ..CompareCell::default() }
    }
}

fn row(title: &str, anchor: &'static str, said: String, cells: [CompareCell; 2]) -> CompareRow {
    let title = title.to_owned();
    CompareRow { title, anchor, said, svg: Html::default(), caption: String::new(), cells: cells.into() }
}

/// How many more one side has of something; as many in both is said, too. Nothing where one says nothing.
fn more_of(
    counts: [usize; 2],
    names: Names,
    words: &Words,
    [more, as_many]: [&'static str; 2],
) -> Option<String> {
    let [first, second] = counts;
    match first.abs_diff(second) {
        _ if first == 0 || second == 0 => None,
        0 => Some(words.said(as_many)),
        number => {
            let within = words.say(names[usize::from(second > first)].within);
            Some(words.count_with(more, number, &[("in", within)]))
        }
    }
}

/// Clauses as one sentence; empty without any.
fn sentence(clauses: &[String], words: &Words) -> String {
    if clauses.is_empty() {
        return String::new();
    }
    let clauses = capital(&clauses.join(words.say("lists.between_clauses")));
    words.fill("compare.sentence", &[("clauses", &clauses)])
}

/// How many times as much, or how much more.
fn ratio(values: [f64; 2], names: Names, words: &Words) -> Option<String> {
    let [small, large] = [values[0].min(values[1]), values[0].max(values[1])];
    if small <= 0.0 {
        return None;
    }
    let within = [("in", words.say(names[usize::from(values[1] > values[0])].within))];
    // A ratio of two numbers of minutes fits.
    let times = (large / small).round() as usize;
    Some(match large / small {
        ratio if ratio < 1.1 => words.said("compare.as_long"),
        ratio if ratio < 1.5 => words.fill("compare.little_longer", &within),
        ratio if ratio < 1.75 => words.fill("compare.half_longer", &within),
        _ if times == 2 => words.fill("compare.twice_as_long", &within),
        _ => words.count_with("compare.times_as_long", times, &within),
    })
}

// ---- the rows

fn investigation(sides: &[Side<'_, '_, '_>; 2], names: Names) -> CompareRow {
    let words = sides[0].words();
    let hours = [0, 1].map(|at| sides[at].coe.review.effort_hours.filter(|hours| *hours > 0.0));
    let said = match hours {
        [Some(first), Some(second)] if first.max(second) / first.min(second) >= 1.5 => {
            let into = [("into", words.say(names[usize::from(second > first)].into))];
            let times = (first.max(second) / first.min(second)).round() as usize;
            match times {
                ..=2 => words.fill("compare.work_twice", &into),
                times => words.count_with("compare.work_times", times, &into),
            }
        }
        [Some(_), Some(_)] => words.said("compare.work_alike"),
        _ => String::new(),
    };
    let cells = [0, 1].map(|at| investigation_of(&sides[at]));
    row(words.say("compare.investigation"), "investigation", said, cells)
}

fn investigation_of(side: &Side<'_, '_, '_>) -> CompareCell {
    let (review, words) = (&side.coe.review, side.words());
    let effort = review.effort_hours.filter(|hours| *hours > 0.0).map(|hours| hours_of_work(hours, words));
    let debrief =
        catalogue::date(side.coe).zip(review.debrief_on).and_then(|(day, debrief)| day.days_until(debrief));
    let debrief = match (debrief, review.debrief_on) {
        (Some(0), _) => Some(words.said("compare.debrief_same_day")),
        (Some(days), _) if days > 0 => {
            Some(words.count("compare.debrief_later", usize::try_from(days).unwrap_or(0)))
        }
        (_, Some(day)) => Some(words.fill("compare.debrief_on", &[("day", &words.day(day))])),
        _ => None,
    };
    let team = |word: &String| side.page.term(TermKind::Team, word).title;
    let by: Vec<String> = review.investigators.iter().map(team).collect();
    let by = (!by.is_empty()).then(|| words.fill("compare.investigated_by", &[("people", &words.list(&by))]));
    let notes: Vec<String> = debrief.into_iter().chain(by).collect();
    CompareCell {
        stated: effort.is_some() || !notes.is_empty(),
        figure: effort.unwrap_or_default(),
        note: capital(&notes.join(words.say("lists.between"))),
        ..CompareCell::default()
    }
}

fn hours_of_work(hours: f64, words: &Words) -> String {
    if hours < 1.0 {
        return words.count("compare.minutes_of_work", (hours * 60.0).round() as usize);
    }
    if (hours - hours.round()).abs() < 0.05 {
        return words.count("compare.hours_of_work", hours.round() as usize);
    }
    words.fill("compare.part_hours_of_work", &[("hours", &format!("{hours:.1}"))])
}

fn incident(sides: &[Side<'_, '_, '_>; 2], names: Names, tied: Tied) -> CompareRow {
    let aligned = if tied == Tied::SameIncident { Aligned::ByClock } else { Aligned::AtImpact };
    let words = sides[0].words();
    let capitals = names.map(|name| name.titled(words));
    let lanes = [(capitals[0].as_str(), &sides[0].coe.times), (capitals[1].as_str(), &sides[1].coe.times)];
    let arcs = arcs::draw(lanes, aligned, words);
    let minutes = [0, 1].map(|at| sides[at].coe.duration_minutes.as_ref().map(|it| it.value));
    let lasted = match minutes {
        [Some(first), Some(second)] => ratio([first, second], names, words),
        _ => None,
    };
    let begins = arcs.as_ref().filter(|arcs| aligned == Aligned::ByClock && arcs.earlier.abs() >= 3600);
    let begins = begins.map(|arcs| {
        let within = words.say(names[usize::from(arcs.earlier > 0)].within);
        let span = earlier(arcs.earlier.abs(), words);
        words.fill("compare.begins", &[("span", &span), ("in", within)])
    });
    let said: Vec<String> = begins.into_iter().chain(lasted).collect();
    let said = said.join(words.say("lists.between_sentences"));
    let cells = [0, 1].map(|at| incident_of(&sides[at]));
    let mut row = row(words.say("compare.incident"), "incident", said, cells);
    if let Some(arcs) = arcs {
        let place = match aligned {
            Aligned::ByClock => words.said("compare.by_clock"),
            Aligned::AtImpact => words.said("compare.at_impact"),
        };
        let broken = Some(&arcs.broken).filter(|span| !span.is_empty());
        let broken = broken.map(|span| words.fill("compare.broken", &[("span", span)]));
        let caption: Vec<String> = std::iter::once(place).chain(broken).collect();
        row.caption = caption.join(words.say("lists.between_sentences"));
        row.svg = arcs.svg;
    }
    row
}

fn earlier(seconds: i64, words: &Words) -> String {
    const DAY: i64 = 24 * 3600;
    if seconds < 2 * DAY { words.span(seconds) } else { words.apart(seconds / DAY) }
}

fn incident_of(side: &Side<'_, '_, '_>) -> CompareCell {
    let (coe, words) = (side.coe, side.words());
    let duration = coe.duration_minutes.as_ref();
    let mut day = None;
    let times = coe.times.iter().map(|(kind, fact)| {
        let clock = fact.value.clock.map(|it| it.to_string()).unwrap_or_default();
        let changed = fact.value.day.filter(|it| day.replace(*it) != Some(*it)).map(|it| words.day(it));
        let said: Vec<String> = changed.into_iter().chain(Some(clock).filter(|it| !it.is_empty())).collect();
        let said = said.join(words.say("lists.between"));
        CompareItem {
            before: words.lower(words.say(arcs::marker(kind))),
            text: match fact.origin.inferred && !said.is_empty() {
                true => format!("{said} {}", words.say("inferred.in_brackets")),
                false => said,
            },
            ..CompareItem::default()
        }
    });
    let items: Vec<CompareItem> = times.filter(|item| !item.text.is_empty()).collect();
    let zone = moments::common_zone(coe.times.iter().map(|(_, fact)| &fact.value));
    CompareCell {
        stated: duration.is_some() || !items.is_empty(),
        figure: duration
            .map(|it| words.fill("family.impact", &[("span", &words.span_of_minutes(it.value))]))
            .unwrap_or_default(),
        note: match zone {
            Some(zone) if !items.is_empty() => words.fill("timeline.zone", &[("zone", &zone.to_string())]),
            _ => String::new(),
        },
        items,
        ..CompareCell::default()
    }
}

fn factors(sides: &[Side<'_, '_, '_>; 2], names: Names) -> CompareRow {
    let words = sides[0].words();
    let marks = [0, 1].map(|at| marks(sides[at].coe));
    let both: BTreeSet<&String> = marks[0].intersection(&marks[1]).collect();
    let cells = [0, 1].map(|at| factors_of(&sides[at], &both));
    let counts = [0, 1].map(|at| sides[at].coe.factors.len());
    let shared = cells[0].items.iter().filter(|item| item.shared).count().min(both.len());
    let more = more_of(counts, names, words, ["compare.more", "compare.as_many"]);
    let both = (shared > 0).then(|| words.count("compare.shared", shared));
    let said = sentence(&more.into_iter().chain(both).collect::<Vec<_>>(), words);
    row(words.say("compare.factors"), "factors", said, cells)
}

/// What a factor can be recognised by in another document: its tags, the causes, its words.
fn marks(coe: &Coe) -> BTreeSet<String> {
    let tags = coe.factors.iter().flat_map(|factor| &factor.tags).chain(&coe.causes);
    tags.chain(coe.factors.iter().map(|factor| &factor.text)).map(|word| slug(word)).collect()
}

fn factors_of(side: &Side<'_, '_, '_>, both: &BTreeSet<&String>) -> CompareCell {
    let coe = side.coe;
    let is_shared = |words: &[&String]| words.iter().any(|word| both.contains(&slug(word)));
    if !coe.factors.is_empty() {
        let items = coe.factors.iter().map(|factor| CompareItem {
            before: if factor.primary { side.words().said("compare.first_of_all") } else { String::new() },
            shared: is_shared(&factor.tags.iter().chain([&factor.text]).collect::<Vec<_>>()),
            ..side.item(&factor.text, &factor.anchor)
        });
        let anchor = coe.factors.first().map(|factor| factor.anchor.as_str()).unwrap_or_default();
        return side.listed(
            side.words().count("compare.count_factors", coe.factors.len()),
            items.collect(),
            anchor,
        );
    }
    if !coe.causes.is_empty() {
        let items = coe.causes.iter().map(|cause| {
            let link = side.page.term(TermKind::Cause, cause);
            CompareItem {
                text: link.title,
                href: link.href,
                shared: is_shared(&[cause]),
                ..CompareItem::default()
            }
        });
        return side.listed(
            side.words().count("compare.count_causes", coe.causes.len()),
            items.collect(),
            "",
        );
    }
    side.told_in(&[Role::Causes, Role::Contributors, Role::WhyChain])
}

fn actions(sides: &[Side<'_, '_, '_>; 2], names: Names) -> CompareRow {
    let words = sides[0].words();
    let cells = [0, 1].map(|at| actions_of(&sides[at]));
    let counts = [0, 1].map(|at| sides[at].tally().all());
    let more = more_of(counts, names, words, ["compare.more_actions", "compare.as_many_actions"]);
    row(words.say("compare.actions"), "actions", sentence(more.as_slice(), words), cells)
}

fn actions_of(side: &Side<'_, '_, '_>) -> CompareCell {
    let (tally, words) = (side.tally(), side.words());
    if tally.all() == 0 {
        return side.told_in(&[Role::Actions]);
    }
    if tally.unknown == tally.all() {
        return CompareCell {
            stated: true,
            figure: words.count("counts.actions", tally.all()),
            note: words.count("compare.done_unknown", tally.all()),
            ..CompareCell::default()
        };
    }
    let parts = [
        (tally.verified, "compare.verified"),
        (tally.open(), "compare.open"),
        (tally.set_aside(), "compare.set_aside"),
        (tally.unknown, "compare.not_stated"),
    ];
    let parts = parts.into_iter().filter(|(number, _)| *number > 0);
    let note: Vec<String> = parts.map(|(number, key)| words.count(key, number)).collect();
    let numbers = [tally.closed(), tally.all()].map(|number| number.to_string());
    CompareCell {
        stated: true,
        figure: words.fill("compare.done", &[("done", &numbers[0]), ("all", &numbers[1])]),
        note: note.join(words.say("lists.between")),
        ..CompareCell::default()
    }
}

fn people(sides: &[Side<'_, '_, '_>; 2], names: Names) -> CompareRow {
    let teams = [0, 1].map(|at| teams(&sides[at]));
    let counts = [0, 1].map(|at| sides[at].coe.people.len());
    let words = sides[0].words();
    let more_roles = || more_of(counts, names, words, ["compare.more_roles", "compare.as_many_roles"]);
    let more_teams = || {
        let counts = [teams[0].len(), teams[1].len()];
        more_of(counts, names, words, ["compare.more_teams", "compare.as_many_teams"])
    };
    let said = sentence(more_roles().or_else(more_teams).as_slice(), words);
    row(words.say("compare.people"), "people", said, [0, 1].map(|at| people_of(&sides[at], &teams[at])))
}

/// Teams that wrote it, were hit or took part; never a name.
fn teams(side: &Side<'_, '_, '_>) -> Vec<String> {
    let coe = side.coe;
    let own = coe.team.iter().map(|team| &team.value);
    let words =
        own.chain(&coe.impacted_teams).chain(coe.people.iter().filter_map(|person| person.team.as_ref()));
    let mut teams: Vec<String> = Vec::new();
    for title in words.map(|word| side.page.term(TermKind::Team, word).title) {
        if !teams.contains(&title) {
            teams.push(title);
        }
    }
    teams
}

fn people_of(side: &Side<'_, '_, '_>, teams: &[String]) -> CompareCell {
    let (coe, words) = (side.coe, side.words());
    let roles = coe.people.iter().filter_map(|person| person.role.as_ref());
    let items: Vec<CompareItem> = roles
        .map(|role| CompareItem { text: capital(role), lang: coe.language, ..CompareItem::default() })
        .collect();
    let review = match (coe.review.attendees, coe.review.invited) {
        (Some(came), Some(asked)) if asked >= came => {
            let places = [("came", &*came.to_string()), ("asked", &*asked.to_string())];
            Some(words.fill("compare.review_of", &places))
        }
        (Some(came), _) => Some(words.count("compare.review", came as usize)),
        _ => None,
    };
    if teams.is_empty() && items.is_empty() && review.is_none() {
        return side.told_in(&[Role::People]);
    }
    let note: Vec<String> =
        [words.list(teams)].into_iter().filter(|it| !it.is_empty()).chain(review).collect();
    let figure = match (items.len(), teams.len()) {
        (0, 0) => String::new(),
        (0, teams) => words.count("compare.count_teams", teams),
        (roles, 0 | 1) => words.count("compare.count_roles", roles),
        (roles, teams) => {
            let roles = words.count("compare.count_roles", roles);
            let teams = words.count("compare.count_teams", teams);
            words.fill("compare.roles_of_teams", &[("roles", &roles), ("teams", &teams)])
        }
    };
    CompareCell { note: note.join(words.say("lists.between_clauses")), ..side.listed(figure, items, "") }
}

fn difficulties(sides: &[Side<'_, '_, '_>; 2], names: Names) -> CompareRow {
    let counts =
        [0, 1].map(|at| sides[at].coe.items.iter().filter(|item| item.role == Role::Difficulties).count());
    let words = sides[0].words();
    let more = more_of(counts, names, words, ["compare.more", "compare.as_many"]);
    let cells = [0, 1].map(|at| difficulties_of(&sides[at], counts[at]));
    row(words.say("compare.difficulties"), "difficulties", sentence(more.as_slice(), words), cells)
}

fn difficulties_of(side: &Side<'_, '_, '_>, count: usize) -> CompareCell {
    if count == 0 {
        return side.told_in(&[Role::Difficulties]);
    }
    let items = side.coe.items.iter().filter(|item| item.role == Role::Difficulties);
    let items: Vec<CompareItem> = items.map(|item| side.item(&item.text, &item.anchor)).collect();
    let anchor = side.coe.items.iter().find(|item| item.role == Role::Difficulties);
    let anchor = anchor.map(|item| item.anchor.clone()).unwrap_or_default();
    let figure = side.words().count("compare.count_difficulties", count);
    side.listed(figure, items, &anchor)
}

/// How often each was read of late; where nobody counted, or nobody read either, there is no row.
fn readers(sides: &[Side<'_, '_, '_>; 2]) -> CompareRow {
    let words = sides[0].words();
    let site = sides[0].page.site;
    let read = [0, 1].map(|at| site.knowledge.readers.of(sides[at].coe, site.options.today));
    let cells = match read {
        [Some(first), Some(second)] if first.all.max(second.all) > 0 => {
            [first, second].map(|read| readers_of(read, words))
        }
        _ => Default::default(),
    };
    row(words.say("compare.readers"), "readers", String::new(), cells)
}

fn readers_of(read: Read, words: &Words) -> CompareCell {
    let number = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
    let figure = match (read.readers, read.views) {
        (_, 0) => words.said("compare.not_read"),
        (Some(readers), _) => words.count("compare.count_readers", number(readers)),
        (None, views) => words.count("compare.count_views", number(views)),
    };
    let before = read.all > read.views || read.readers.is_some();
    let note = if before { words.count("compare.views_in_all", number(read.all)) } else { String::new() };
    CompareCell { stated: true, figure, note, ..CompareCell::default() }
}

fn impact(sides: &[Side<'_, '_, '_>; 2], names: Names) -> CompareRow {
    let words = sides[0].words();
    let customers = [0, 1].map(|at| sides[at].coe.impact.customers);
    let said = match customers {
        [Some(first), Some(second)] if first == second && first > 0 => {
            words.said("compare.as_many_customers")
        }
        [Some(first), Some(second)] if first != second => {
            let within = words.say(names[usize::from(second > first)].within);
            words.fill("compare.more_customers", &[("in", within)])
        }
        _ => {
            let only = |has: [bool; 2]| match has {
                [true, false] => Some(names[0]),
                [false, true] => Some(names[1]),
                _ => None,
            };
            let employees = [0, 1].map(|at| sides[at].coe.impact.employees.is_some());
            let known = [0, 1].map(|at| !kinds(&sides[at]).is_empty());
            let only = only(employees).filter(|_| known == [true, true]);
            let told = |name: Name| words.fill("compare.only_employees", &[("name", words.say(name.title))]);
            only.map(|name| capital(&told(name))).unwrap_or_default()
        }
    };
    let cells = [0, 1].map(|at| impact_of(&sides[at]));
    row(words.say("compare.impact"), "impact", said, cells)
}

fn impact_of(side: &Side<'_, '_, '_>) -> CompareCell {
    match kinds(side) {
        items if items.is_empty() => side.told_in(&[Role::Impact]),
        items => CompareCell { stated: true, items, ..CompareCell::default() },
    }
}

fn kinds(side: &Side<'_, '_, '_>) -> Vec<CompareItem> {
    let (impact, words) = (&side.coe.impact, side.words());
    let customers = impact.customers.map(|number| match number {
        0 => words.said("compare.no_customers"),
        _ => words.grouped(i64::try_from(number).unwrap_or(i64::MAX)),
    });
    let said = |before: &'static str, text: &Option<String>, lang: &'static str| {
        text.as_ref().map(|text| CompareItem {
            before: words.said(before),
            text: opening(text, LONGEST),
            lang,
            ..CompareItem::default()
        })
    };
    let language = side.coe.language;
    [
        said("compare.customers", &customers, ""),
        said("compare.experience", &impact.experience, language),
        said("compare.employees", &impact.employees, language),
    ]
    .into_iter()
    .flatten()
    .collect()
}
