//! The rows of a comparison: what each side says, and what differs, in a sentence.

use std::collections::BTreeSet;

use crate::model::{ActionStatus, Coe, Role, Section, slug};
use crate::render::catalogue::{self, TermKind};
use crate::render::context::Page;
use crate::render::figures::arcs::{self, Aligned};
use crate::render::pairs::{Pair, Tied};
use crate::render::view::{CompareCell, CompareItem, CompareRow, Html, Link};
use crate::render::{moments, words};

/// The most items of a cell; the page of the COE has them all.
const MOST: usize = 6;

/// The longest item, in characters.
const LONGEST: usize = 140;

/// What sentences call the two sides.
type Names = [&'static str; 2];

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
    ];
    let said = |row: &CompareRow| row.cells.iter().any(|cell| cell.stated);
    let mut rows: Vec<CompareRow> = rows.into_iter().filter(said).collect();
    for row in &mut rows {
        row.cells.iter_mut().zip(names).for_each(|(cell, name)| cell.name = words::capital(name));
    }
    rows
}

/// The rows that were left out, in a sentence.
pub(super) fn unsaid(rows: &[CompareRow]) -> String {
    const ALL: [(&str, &str); 7] = [
        ("investigation", "how long the investigation took"),
        ("incident", "how long the incident lasted"),
        ("factors", "what contributed"),
        ("actions", "what was to change"),
        ("people", "who was involved"),
        ("difficulties", "what made handling hard"),
        ("impact", "who was hit, and how"),
    ];
    let missing = ALL.iter().filter(|(anchor, _)| rows.iter().all(|row| row.anchor != *anchor));
    let missing: Vec<String> = missing.map(|(_, words)| (*words).to_owned()).collect();
    if missing.is_empty() { String::new() } else { format!("Neither says {}.", or(&missing)) }
}

fn or(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

struct Side<'p, 's, 'a> {
    page: &'p Page<'s, 'a>,
    index: usize,
    coe: &'a Coe,
}

impl Side<'_, '_, '_> {
    fn address(&self, anchor: &str) -> String {
        let href = self.page.coe(self.index).href;
        if anchor.is_empty() { href } else { format!("{href}#{anchor}") }
    }

    fn item(&self, text: &str, anchor: &str) -> CompareItem {
        CompareItem {
            text: words::opening(text, LONGEST),
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
            before: "told in".to_owned(),
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
        let more = (more > 0).then(|| Link { title: format!("{more} more"), href: self.address(anchor) });
        CompareCell { stated: true, figure, note: String::new(), items, more, ..CompareCell::default() }
    }
}

fn row(title: &'static str, anchor: &'static str, said: String, cells: [CompareCell; 2]) -> CompareRow {
    CompareRow { title, anchor, said, svg: Html::default(), caption: String::new(), cells: cells.into() }
}

/// `Three more in the longer one.`; as many in both is said, too.
fn more_of(counts: [usize; 2], names: Names) -> String {
    let [first, second] = counts;
    match first.abs_diff(second) {
        _ if first == 0 || second == 0 => String::new(),
        0 => "As many in both".to_owned(),
        more => {
            let name = names[usize::from(second > first)];
            format!("{} more in {name}", words::capital(&words::number(more)))
        }
    }
}

/// How many times as much, or how much more.
fn ratio(values: [f64; 2], names: Names) -> Option<String> {
    let [small, large] = [values[0].min(values[1]), values[0].max(values[1])];
    if small <= 0.0 {
        return None;
    }
    let name = names[usize::from(values[1] > values[0])];
    match large / small {
        ratio if ratio < 1.1 => Some("About as long in both.".to_owned()),
        ratio if ratio < 1.5 => Some(format!("A little longer in {name}.")),
        ratio if ratio < 1.75 => Some(format!("Half as long again in {name}.")),
        // A ratio of two numbers of minutes fits.
        ratio => {
            let times = words::times(ratio.round() as usize).replace("twice", "two times");
            Some(format!("{} as long in {name}.", words::capital(&times)).replace("Two times", "Twice"))
        }
    }
}

// ---- the rows

fn investigation(sides: &[Side<'_, '_, '_>; 2], names: Names) -> CompareRow {
    let hours = [0, 1].map(|at| sides[at].coe.review.effort_hours.filter(|hours| *hours > 0.0));
    let said = match hours {
        [Some(first), Some(second)] if first.max(second) / first.min(second) >= 1.5 => {
            let name = names[usize::from(second > first)];
            let times = (first.max(second) / first.min(second)).round() as usize;
            match times {
                ..=2 => format!("Twice the work went into {name}."),
                times => {
                    format!("{} times the work went into {name}.", words::capital(&words::number(times)))
                }
            }
        }
        [Some(_), Some(_)] => "About as much work in both.".to_owned(),
        _ => String::new(),
    };
    row("Time to investigate", "investigation", said, [0, 1].map(|at| investigation_of(&sides[at])))
}

fn investigation_of(side: &Side<'_, '_, '_>) -> CompareCell {
    let review = &side.coe.review;
    let effort = review.effort_hours.filter(|hours| *hours > 0.0).map(hours_of_work);
    let debrief =
        catalogue::date(side.coe).zip(review.debrief_on).and_then(|(day, debrief)| day.days_until(debrief));
    let debrief = match (debrief, review.debrief_on) {
        (Some(0), _) => Some("debrief on the same day".to_owned()),
        (Some(days), _) if days > 0 => Some(format!("debrief {} later", words::count(days, "day"))),
        (_, Some(day)) => Some(format!("debrief on {}", words::day(day))),
        _ => None,
    };
    let team = |word: &String| side.page.term(TermKind::Team, word).title;
    let by: Vec<String> = review.investigators.iter().map(team).collect();
    let by = (!by.is_empty()).then(|| format!("investigated by {}", words::list(&by)));
    let notes: Vec<String> = debrief.into_iter().chain(by).collect();
    CompareCell {
        stated: effort.is_some() || !notes.is_empty(),
        figure: effort.unwrap_or_default(),
        note: words::capital(&notes.join(", ")),
        ..CompareCell::default()
    }
}

fn hours_of_work(hours: f64) -> String {
    if hours < 1.0 {
        return format!("{} of work", words::count((hours * 60.0).round() as i64, "minute"));
    }
    if (hours - hours.round()).abs() < 0.05 {
        return format!("{} of work", words::count(hours.round() as i64, "hour"));
    }
    format!("{hours:.1} hours of work")
}

fn incident(sides: &[Side<'_, '_, '_>; 2], names: Names, tied: Tied) -> CompareRow {
    let aligned = if tied == Tied::SameIncident { Aligned::ByClock } else { Aligned::AtImpact };
    let capitals = names.map(words::capital);
    let lanes = [(capitals[0].as_str(), &sides[0].coe.times), (capitals[1].as_str(), &sides[1].coe.times)];
    let arcs = arcs::draw(lanes, aligned);
    let minutes = [0, 1].map(|at| sides[at].coe.duration_minutes.as_ref().map(|it| it.value));
    let lasted = match minutes {
        [Some(first), Some(second)] => ratio([first, second], names),
        _ => None,
    };
    let begins = arcs.as_ref().filter(|arcs| aligned == Aligned::ByClock && arcs.earlier.abs() >= 3600);
    let begins = begins.map(|arcs| {
        let name = names[usize::from(arcs.earlier > 0)];
        format!("The story begins {} earlier in {name}.", earlier(arcs.earlier.abs()))
    });
    let said: Vec<String> = begins.into_iter().chain(lasted).collect();
    let mut row =
        row("Time of incident", "incident", said.join(" "), [0, 1].map(|at| incident_of(&sides[at])));
    if let Some(arcs) = arcs {
        let place = match aligned {
            Aligned::ByClock => "One scale for both: what stands above each other happened at the same hour.",
            Aligned::AtImpact => "One scale for both, set so that impact begins in the same place.",
        };
        let broken = match arcs.broken.as_str() {
            "" => String::new(),
            span => format!(" Where the line is broken, {span} are shortened."),
        };
        row.caption = format!("{place}{broken}");
        row.svg = arcs.svg;
    }
    row
}

fn earlier(seconds: i64) -> String {
    const DAY: i64 = 24 * 3600;
    if seconds < 2 * DAY { words::span(seconds) } else { words::apart(seconds / DAY) }
}

fn incident_of(side: &Side<'_, '_, '_>) -> CompareCell {
    let coe = side.coe;
    let duration = coe.duration_minutes.as_ref();
    let mut day = None;
    let times = coe.times.iter().map(|(kind, fact)| {
        let clock = fact.value.clock.map(|it| it.to_string()).unwrap_or_default();
        let changed = fact.value.day.filter(|it| day.replace(*it) != Some(*it)).map(words::day);
        let said =
            changed.into_iter().chain(Some(clock).filter(|it| !it.is_empty())).collect::<Vec<_>>().join(", ");
        CompareItem {
            before: time_name(kind).to_owned(),
            text: if fact.origin.inferred { format!("{said} (inferred)") } else { said },
            lang: "en",
            ..CompareItem::default()
        }
    });
    let items: Vec<CompareItem> = times.filter(|item| !item.text.is_empty()).collect();
    let zone = moments::common_zone(coe.times.iter().map(|(_, fact)| &fact.value));
    CompareCell {
        stated: duration.is_some() || !items.is_empty(),
        figure: duration
            .map(|it| format!("{} of impact", words::span_of_minutes(it.value)))
            .unwrap_or_default(),
        note: match zone {
            Some(zone) if !items.is_empty() => format!("Times in {zone}"),
            _ => String::new(),
        },
        items,
        ..CompareCell::default()
    }
}

fn time_name(kind: &str) -> &'static str {
    match kind {
        "origin" => "origin",
        "impact_start" => "impact begins",
        "detected" => "detected",
        "diagnosed" => "diagnosed",
        "mitigated" => "mitigated",
        _ => "recovered",
    }
}

fn factors(sides: &[Side<'_, '_, '_>; 2], names: Names) -> CompareRow {
    let marks = [0, 1].map(|at| marks(sides[at].coe));
    let both: BTreeSet<&String> = marks[0].intersection(&marks[1]).collect();
    let cells = [0, 1].map(|at| factors_of(&sides[at], &both));
    let counts = [0, 1].map(|at| sides[at].coe.factors.len());
    let shared = cells[0].items.iter().filter(|item| item.shared).count().min(both.len());
    let said: Vec<String> = [more_of(counts, names)]
        .into_iter()
        .filter(|it| !it.is_empty())
        .chain((shared > 0).then(|| format!("{} in both", words::number(shared))))
        .collect();
    let said = if said.is_empty() { String::new() } else { format!("{}.", words::capital(&said.join("; "))) };
    row("Contributing factors", "factors", said, cells)
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
            before: if factor.primary { "first of all".to_owned() } else { String::new() },
            shared: is_shared(&factor.tags.iter().chain([&factor.text]).collect::<Vec<_>>()),
            ..side.item(&factor.text, &factor.anchor)
        });
        let anchor = coe.factors.first().map(|factor| factor.anchor.as_str()).unwrap_or_default();
        return side.listed(words::count_of(coe.factors.len(), "factor"), items.collect(), anchor);
    }
    if !coe.causes.is_empty() {
        let items = coe.causes.iter().map(|cause| {
            let link = side.page.term(TermKind::Cause, cause);
            CompareItem {
                text: link.title,
                href: link.href,
                lang: "en",
                shared: is_shared(&[cause]),
                ..CompareItem::default()
            }
        });
        return side.listed(words::count_of(coe.causes.len(), "cause"), items.collect(), "");
    }
    side.told_in(&[Role::Causes, Role::Contributors, Role::WhyChain])
}

fn actions(sides: &[Side<'_, '_, '_>; 2], names: Names) -> CompareRow {
    let tallies = [0, 1].map(|at| Tally::of(sides[at].coe));
    let cells = [0, 1].map(|at| match tallies[at].all {
        0 => sides[at].told_in(&[Role::Actions]),
        _ => tallies[at].cell(),
    });
    let said = match tallies.map(|tally| tally.all) {
        [0, _] | [_, 0] => String::new(),
        counts => format!("{}.", more_of(counts, names)),
    };
    row("Actions completed", "actions", said.replace("more in", "more promised in"), cells)
}

/// How the actions of a COE stand.
#[derive(Clone, Copy)]
struct Tally {
    all: usize,
    done: usize,
    verified: usize,
    set_aside: usize,
    unknown: usize,
}

impl Tally {
    fn of(coe: &Coe) -> Tally {
        let count =
            |is: &dyn Fn(Option<ActionStatus>) -> bool| coe.actions.iter().filter(|it| is(it.status)).count();
        Tally {
            all: coe.actions.len(),
            done: count(&|it| matches!(it, Some(ActionStatus::Done | ActionStatus::Verified))),
            verified: count(&|it| it == Some(ActionStatus::Verified)),
            set_aside: count(&|it| matches!(it, Some(ActionStatus::Deferred | ActionStatus::Declined))),
            unknown: count(&|it| it.is_none()),
        }
    }

    fn cell(self) -> CompareCell {
        if self.unknown == self.all {
            let note = if self.all == 1 {
                "It does not say whether it was done"
            } else {
                "None says whether it was done"
            };
            return CompareCell {
                stated: true,
                figure: words::count_of(self.all, "action"),
                note: note.to_owned(),
                ..CompareCell::default()
            };
        }
        let open = self.all - self.done - self.set_aside - self.unknown;
        let parts = [
            (self.verified, "verified"),
            (open, "open"),
            (self.set_aside, "set aside with a reason"),
            (self.unknown, "not stated"),
        ];
        let parts = parts.into_iter().filter(|(number, _)| *number > 0);
        let note: Vec<String> = parts.map(|(number, words)| format!("{number} {words}")).collect();
        CompareCell {
            stated: true,
            figure: format!("{} of {} done", self.done, self.all),
            note: note.join(", "),
            ..CompareCell::default()
        }
    }
}

fn people(sides: &[Side<'_, '_, '_>; 2], names: Names) -> CompareRow {
    let teams = [0, 1].map(|at| teams(&sides[at]));
    let counts = [0, 1].map(|at| sides[at].coe.people.len());
    let more = more_of(counts, names);
    let more_teams = more_of([teams[0].len(), teams[1].len()], names);
    let said = match (more.as_str(), more_teams.as_str()) {
        ("", "") => String::new(),
        ("", _) => format!(
            "{}.",
            more_teams.replace("more in", "more teams in").replace("As many in", "As many teams in")
        ),
        _ => {
            format!("{}.", more.replace("more in", "more roles in").replace("As many in", "As many roles in"))
        }
    };
    let said = said.replace("One more teams", "One more team").replace("One more roles", "One more role");
    row("People involved", "people", said, [0, 1].map(|at| people_of(&sides[at], &teams[at])))
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
    let coe = side.coe;
    let roles = coe.people.iter().filter_map(|person| person.role.as_ref());
    let items: Vec<CompareItem> = roles
        .map(|role| CompareItem { text: words::capital(role), lang: coe.language, ..CompareItem::default() })
        .collect();
    let review = match (coe.review.attendees, coe.review.invited) {
        (Some(came), Some(asked)) if asked >= came => {
            Some(format!("{came} of {asked} invited came to the review"))
        }
        (Some(came), _) => Some(format!("{came} came to the review")),
        _ => None,
    };
    if teams.is_empty() && items.is_empty() && review.is_none() {
        return side.told_in(&[Role::People]);
    }
    let note: Vec<String> =
        [words::list(teams)].into_iter().filter(|it| !it.is_empty()).chain(review).collect();
    let figure = match (items.len(), teams.len()) {
        (0, 0) => String::new(),
        (0, teams) => words::count_of(teams, "team"),
        (roles, 0 | 1) => words::count_of(roles, "role"),
        (roles, teams) => format!("{} of {}", words::count_of(roles, "role"), words::count_of(teams, "team")),
    };
    CompareCell { note: note.join("; "), ..side.listed(figure, items, "") }
}

fn difficulties(sides: &[Side<'_, '_, '_>; 2], names: Names) -> CompareRow {
    let counts =
        [0, 1].map(|at| sides[at].coe.items.iter().filter(|item| item.role == Role::Difficulties).count());
    let more = more_of(counts, names);
    let said = if more.is_empty() { more } else { format!("{more}.") };
    row("Difficulties", "difficulties", said, [0, 1].map(|at| difficulties_of(&sides[at], counts[at])))
}

fn difficulties_of(side: &Side<'_, '_, '_>, count: usize) -> CompareCell {
    if count == 0 {
        return side.told_in(&[Role::Difficulties]);
    }
    let items = side.coe.items.iter().filter(|item| item.role == Role::Difficulties);
    let items: Vec<CompareItem> = items.map(|item| side.item(&item.text, &item.anchor)).collect();
    let anchor = side.coe.items.iter().find(|item| item.role == Role::Difficulties);
    let anchor = anchor.map(|item| item.anchor.clone()).unwrap_or_default();
    let figure = if count == 1 { "1 difficulty".to_owned() } else { format!("{count} difficulties") };
    side.listed(figure, items, &anchor)
}

fn impact(sides: &[Side<'_, '_, '_>; 2], names: Names) -> CompareRow {
    let customers = [0, 1].map(|at| sides[at].coe.impact.customers);
    let said = match customers {
        [Some(first), Some(second)] if first == second && first > 0 => {
            "As many customers in both.".to_owned()
        }
        [Some(first), Some(second)] if first != second => {
            let name = names[usize::from(second > first)];
            format!("More customers in {name}.")
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
            only.map(|name| format!("Only {name} tells of employees.")).unwrap_or_default()
        }
    };
    let cells = [0, 1].map(|at| match kinds(&sides[at]) {
        items if items.is_empty() => sides[at].told_in(&[Role::Impact]),
        items => CompareCell { stated: true, items, ..CompareCell::default() },
    });
    row("Kinds of impact", "impact", said, cells)
}

fn kinds(side: &Side<'_, '_, '_>) -> Vec<CompareItem> {
    let impact = &side.coe.impact;
    let customers = impact.customers.map(|number| match number {
        0 => "none".to_owned(),
        _ => words::grouped(i64::try_from(number).unwrap_or(i64::MAX)),
    });
    let said = |before: &str, text: &Option<String>, lang: &'static str| {
        text.as_ref().map(|text| CompareItem {
            before: before.to_owned(),
            text: words::opening(text, LONGEST),
            lang,
            ..CompareItem::default()
        })
    };
    let language = side.coe.language;
    [
        said("customers", &customers, "en"),
        said("what they lived through", &impact.experience, language),
        said("employees", &impact.employees, language),
    ]
    .into_iter()
    .flatten()
    .collect()
}
