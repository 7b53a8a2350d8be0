//! The board: everything nobody has closed, overdue first, for all and for each team.

use crate::analyse::follow_up::{Checkpoint, Doubt, Followed, Standing, Tally, backlog};
use crate::error::Result;
use crate::export;
use crate::render::catalogue::{OpenAction, TermKind};
use crate::render::context::{Page, Site};
use crate::render::site_map;
use crate::render::view::{
    ActionGroup, ActionsPage, CheckpointGroup, CheckpointRow, Counted, Link, Measure, MeasureRow,
    MeasureTable,
};
use crate::render::words::capital;

use super::analysis::{by_horizon, standing_columns, standing_keys, standing_row};

/// The most actions on one page.
const PER_PAGE: usize = 400;

/// The most checkpoints and teams that are told on the first page.
const MOST_CHECKPOINTS: usize = 30;
const MOST_TEAMS: usize = 60;

/// Whose actions a board shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::render) enum Whose {
    /// Everybody's.
    All,
    /// Those of one owner, by its place in the follow-up.
    Team(usize),
}

/// The boards of the site: that of all, and one for each team that owns an action.
pub(in crate::render) fn boards(site: &Site<'_>) -> Vec<Whose> {
    if site.follow_up().actions.is_empty() {
        return Vec::new();
    }
    let teams = site.follow_up().owners.iter().enumerate().filter(|(_, owner)| owner.is_team);
    std::iter::once(Whose::All).chain(teams.map(|(place, _)| Whose::Team(place))).collect()
}

/// How many pages a board takes.
pub(in crate::render) fn pages(site: &Site<'_>, whose: Whose) -> usize {
    unclosed(site, whose).len().div_ceil(PER_PAGE).max(1)
}

/// Where a page of a board stands, counted from 1.
pub(in crate::render) fn path(
    site: &Site<'_>,
    whose: Whose,
    number: usize,
) -> Result<crate::write::SitePath> {
    match whose {
        Whose::All => Ok(site_map::actions(number)),
        Whose::Team(owner) => site_map::team_actions(&site.follow_up().owners[owner].slug, number),
    }
}

/// The calendar of a board.
pub(in crate::render) fn calendar(site: &Site<'_>, whose: Whose) -> Vec<u8> {
    let actions = all_of(site, whose);
    let name = match whose {
        Whose::All => site.knowledge.title.clone(),
        Whose::Team(owner) => format!("{}: {}", site.knowledge.title, site.follow_up().owners[owner].title),
    };
    let checkpoints = checkpoints_of(site, whose);
    export::calendar(site.knowledge, site.follow_up(), &name, &actions, &checkpoints).into_bytes()
}

/// The page of a board, counted from 1.
pub(in crate::render) fn page(page: &Page<'_, '_>, whose: Whose, number: usize) -> Result<Vec<u8>> {
    let (site, words) = (page.site, page.words());
    let open = unclosed(site, whose);
    let first = (number - 1) * PER_PAGE;
    let shown = &open[first.min(open.len())..(first + PER_PAGE).min(open.len())];
    let pages = pages(site, whose);
    let link = |number: usize, title: &'static str| Link {
        title: words.said(title),
        href: page.href_of(path(site, whose, number)),
    };
    let heading = match whose {
        Whose::All => words.said("actions.board"),
        Whose::Team(owner) => {
            words.fill("actions.of_team", &[("team", &site.follow_up().owners[owner].title)])
        }
    };
    let tally = tally(site, whose);
    let intro = intro(page, whose, &tally);
    let is_first = number == 1;
    let checkpoints = if is_first { checkpoints(page, whose) } else { None };
    let measures = if is_first { measures(page, whose) } else { Vec::new() };
    let groups: Vec<ActionGroup> =
        shown.chunk_by(|a, b| a.standing == b.standing).map(|actions| group(page, actions)).collect();
    let view = ActionsPage {
        shell: page.shell(&heading, &intro, words.language()),
        kicker: (whose != Whose::All)
            .then(|| Link { title: words.said("actions.board"), href: page.href(&site_map::actions(1)) }),
        heading,
        intro,
        contents: if is_first { contents(page, &tally, &measures, checkpoints.as_ref()) } else { Vec::new() },
        measures,
        groups,
        checkpoints,
        doubts: if is_first { doubts(page, whose) } else { Vec::new() },
        meetings: if whose == Whose::All && is_first { super::packs::links(page) } else { Vec::new() },
        downloads: downloads(page, whose),
        place: match pages {
            1 => String::new(),
            _ => words.fill("actions.page", &[("page", &number.to_string()), ("pages", &pages.to_string())]),
        },
        earlier: (number > 1).then(|| link(number - 1, "actions.page_before")),
        later: (number < pages).then(|| link(number + 1, "actions.next_page")),
    };
    site.theme.render("actions.html", &view)
}

/// What nobody has closed, overdue first.
fn unclosed<'s>(site: &'s Site<'_>, whose: Whose) -> Vec<OpenAction<'s>> {
    let Whose::Team(owner) = whose else { return site.catalogue.open_actions.clone() };
    let own = site.follow_up().owners[owner].actions.iter().map(|place| &site.follow_up().actions[*place]);
    let mut open: Vec<OpenAction<'_>> = own
        .filter(|it| it.standing.is_unclosed())
        .map(|it| OpenAction { coe: it.coe, action: it.action(site.knowledge), standing: it.standing })
        .collect();
    open.sort_by_key(|open| (open.standing, open.action.due.is_none(), open.action.due, open.coe));
    open
}

fn all_of<'s>(site: &'s Site<'_>, whose: Whose) -> Vec<&'s Followed> {
    match whose {
        Whose::All => site.follow_up().actions.iter().collect(),
        Whose::Team(owner) => {
            let own = site.follow_up().owners[owner].actions.iter();
            own.map(|place| &site.follow_up().actions[*place]).collect()
        }
    }
}

fn tally(site: &Site<'_>, whose: Whose) -> Tally {
    all_of(site, whose).into_iter().map(|it| it.standing).collect()
}

fn intro(page: &Page<'_, '_>, whose: Whose, tally: &Tally) -> String {
    let words = page.words();
    let mut sentences = vec![match (tally.open(), tally.overdue) {
        (0, _) => words.said("actions.none_open"),
        (open, 0) => words.count("actions.none_overdue", open),
        (open, overdue) => {
            words.count_with("actions.some_overdue", open, &[("overdue", &words.number(overdue))])
        }
    }];
    let unowned =
        all_of(page.site, whose).into_iter().filter(|it| it.standing.is_open() && it.owner.is_none()).count();
    if unowned > 0 {
        sentences.push(words.count("actions.unowned", unowned));
    }
    if tally.unknown > 0 {
        sentences.push(words.count("actions.unknown", tally.unknown));
    }
    sentences.join(words.say("lists.between_sentences"))
}

fn group(page: &Page<'_, '_>, actions: &[OpenAction<'_>]) -> ActionGroup {
    let (anchor, title, told) = match actions.first().map(|open| open.standing) {
        Some(Standing::Overdue) => ("overdue", "actions.overdue", "actions.overdue_told"),
        Some(Standing::Due) => ("due", "actions.to_come", "actions.to_come_told"),
        Some(Standing::Unknown) => ("unknown", "actions.state_unknown", "actions.state_unknown_told"),
        _ => ("undated", "actions.undated", "actions.undated_told"),
    };
    let (title, words) = (page.words().said(title), page.words().said(told));
    ActionGroup { anchor, title, words, rows: actions.iter().map(|open| page.action(open)).collect() }
}

/// What is where: the lists with their numbers, then the rest.
fn contents(
    page: &Page<'_, '_>,
    tally: &Tally,
    measures: &[Measure],
    checkpoints: Option<&CheckpointGroup>,
) -> Vec<Counted> {
    let words = page.words();
    let lists = [
        ("overdue", "actions.overdue", tally.overdue),
        ("due", "actions.to_come", tally.due),
        ("undated", "actions.undated", tally.undated),
        ("unknown", "actions.state_unknown", tally.unknown),
    ];
    // Lists that begin on a later page have no address here.
    let mut before = 0;
    let mut contents = Vec::new();
    for (anchor, key, number) in lists {
        if number > 0 && before < PER_PAGE {
            let count = words.grouped(number as i64);
            contents.push(Counted { title: words.said(key), href: format!("#{anchor}"), count });
        }
        before += number;
    }
    let measured = measures.iter().map(|it| Counted {
        title: it.title.clone(),
        href: format!("#{}", it.anchor),
        count: String::new(),
    });
    let asked = checkpoints.map(|it| Counted {
        title: words.said("actions.checkpoints"),
        href: "#checkpoints".to_owned(),
        count: if it.rows.is_empty() { String::new() } else { words.grouped(it.rows.len() as i64) },
    });
    contents.extend(asked);
    contents.extend(measured);
    contents
}

/// How what was promised stands: by horizon, by the period it was promised in, by team.
fn measures(page: &Page<'_, '_>, whose: Whose) -> Vec<Measure> {
    let site = page.site;
    if whose != Whose::All {
        return Vec::new();
    }
    [by_horizon_measure(page), backlog_measure(page), deadlines_measure(page), teams_measure(page)]
        .into_iter()
        .flatten()
        .filter(|_| !site.follow_up().actions.is_empty())
        .collect()
}

fn by_horizon_measure(page: &Page<'_, '_>) -> Option<Measure> {
    let words = page.words();
    let tally = page.site.follow_up().tally();
    let title = words.said("actions.by_horizon");
    let numbers = [tally.closed(), tally.verified].map(|it| words.grouped(it as i64));
    let says = words.count_with(
        "actions.by_horizon_says",
        tally.all(),
        &[("closed", &numbers[0]), ("verified", &numbers[1])],
    );
    Some(Measure {
        anchor: "by-horizon",
        says,
        keys: standing_keys(page),
        table: Some(table(&title, standing_columns(page, "analysis.horizon"), by_horizon(page))),
        title,
        ..Measure::default()
    })
}

/// Whether what is owed grows or shrinks.
fn backlog_measure(page: &Page<'_, '_>) -> Option<Measure> {
    let (site, words) = (page.site, page.words());
    let backlog = backlog::of(site.follow_up(), site.knowledge);
    let title = words.said("actions.backlog");
    let longest =
        backlog.cohorts.iter().map(|(_, tally)| tally.all()).max().unwrap_or(0).max(backlog.undated.all());
    let mut rows: Vec<MeasureRow> = backlog
        .cohorts
        .iter()
        .map(|(period, tally)| {
            standing_row(page, super::analysis::period_link(page, *period), tally, longest)
        })
        .collect();
    if backlog.undated.all() > 0 {
        let head = Link { title: words.said("dates.undated"), href: String::new() };
        rows.push(standing_row(page, head, &backlog.undated, longest));
    }
    let days = usize::try_from(backlog::LATELY).unwrap_or(0);
    let numbers = [backlog.promised_lately, backlog.closed_lately].map(|it| words.grouped(it as i64));
    let key = match backlog.promised_lately.cmp(&backlog.closed_lately) {
        std::cmp::Ordering::Greater => "actions.backlog_grows",
        std::cmp::Ordering::Less => "actions.backlog_shrinks",
        std::cmp::Ordering::Equal => "actions.backlog_stays",
    };
    let says = words.count_with(key, days, &[("promised", &numbers[0]), ("closed", &numbers[1])]);
    Some(Measure {
        anchor: "backlog",
        says: capital(&says),
        basis: match backlog.closed_sometime {
            0 => String::new(),
            number => words.count("actions.backlog_basis", number),
        },
        caution: words.said("actions.backlog_caution"),
        keys: standing_keys(page),
        table: (!rows.is_empty())
            .then(|| table(&title, standing_columns(page, "analysis.promised_in"), rows)),
        title,
        ..Measure::default()
    })
}

/// What is open past the deadline of its horizon and severity, or due only after it.
fn deadlines_measure(page: &Page<'_, '_>) -> Option<Measure> {
    const MOST: usize = 20;
    let (site, words) = (page.site, page.words());
    let follow_up = site.follow_up();
    let mut late: Vec<&Followed> = follow_up.breaking_deadline(site.knowledge).collect();
    let with_deadline =
        follow_up.actions.iter().filter(|it| it.standing.is_open() && it.deadline.is_some()).count();
    if late.is_empty() {
        return None;
    }
    late.sort_by_key(|it| (it.deadline, it.coe, it.action));
    let title = words.said("actions.deadlines");
    let row = |it: &&Followed| {
        let action = it.action(site.knowledge);
        let coe = page.coe(it.coe);
        let day = |day: Option<crate::model::Day>| day.map(|day| words.day(day)).unwrap_or_default();
        MeasureRow {
            head: Link { title: action.title.clone(), href: format!("{}#{}", coe.href, action.anchor) },
            cells: vec![coe.title, day(it.deadline), day(action.due)],
            ..MeasureRow::default()
        }
    };
    let columns = ["actions.what", "actions.incident", "actions.deadline", "actions.due"];
    let more = late.len().saturating_sub(MOST);
    Some(Measure {
        anchor: "deadlines",
        says: words.count_with(
            "actions.deadlines_says",
            late.len(),
            &[("all", &words.number(with_deadline))],
        ),
        basis: if more > 0 { words.count("actions.deadlines_more", more) } else { String::new() },
        caution: words.said("actions.deadlines_told"),
        table: Some(MeasureTable {
            caption: title.clone(),
            folded: false,
            drawn: false,
            columns: columns.map(|key| words.said(key)).into(),
            rows: late.iter().take(MOST).map(row).collect(),
        }),
        title,
        ..Measure::default()
    })
}

/// How each team's promises stand, by name: nobody is ranked.
fn teams_measure(page: &Page<'_, '_>) -> Option<Measure> {
    let (site, words) = (page.site, page.words());
    let teams: Vec<usize> = boards(site)
        .into_iter()
        .filter_map(|whose| if let Whose::Team(owner) = whose { Some(owner) } else { None })
        .collect();
    if teams.is_empty() {
        return None;
    }
    let title = words.said("actions.by_team");
    let tallies: Vec<(usize, Tally)> =
        teams.into_iter().map(|owner| (owner, tally(site, Whose::Team(owner)))).collect();
    let longest = tallies.iter().map(|(_, tally)| tally.all()).max().unwrap_or(0);
    let rows = tallies.iter().take(MOST_TEAMS).map(|(owner, tally)| {
        let it = &site.follow_up().owners[*owner];
        let title = page.term(TermKind::Team, &it.slug).title;
        let title = if title == it.slug { it.title.clone() } else { title };
        let href = page.href_of(site_map::team_actions(&it.slug, 1));
        standing_row(page, Link { title, href }, tally, longest)
    });
    let others = site
        .follow_up()
        .actions
        .iter()
        .filter(|it| it.owner.is_none_or(|owner| !site.follow_up().owners[owner].is_team));
    let others = others.count();
    Some(Measure {
        anchor: "by-team",
        says: words.count("actions.by_team_says", tallies.len()),
        basis: if others > 0 { words.count("actions.by_team_others", others) } else { String::new() },
        caution: words.said("actions.by_team_caution"),
        keys: standing_keys(page),
        table: Some(table(&title, standing_columns(page, "terms.team"), rows.collect())),
        title,
        ..Measure::default()
    })
}

fn table(caption: &str, columns: Vec<String>, rows: Vec<MeasureRow>) -> MeasureTable {
    MeasureTable { caption: caption.to_owned(), folded: false, drawn: true, columns, rows }
}

/// The checkpoints of COEs with open actions of a board.
fn checkpoints_of(site: &Site<'_>, whose: Whose) -> Vec<Checkpoint> {
    let concerns = |it: &&Checkpoint| match whose {
        Whose::All => true,
        Whose::Team(owner) => {
            let own = site.follow_up().owners[owner].actions.iter();
            own.map(|place| &site.follow_up().actions[*place])
                .any(|action| action.coe == it.coe && action.standing.is_open())
        }
    };
    site.follow_up().checkpoints.iter().filter(concerns).copied().collect()
}

fn checkpoints(page: &Page<'_, '_>, whose: Whose) -> Option<CheckpointGroup> {
    let (site, words) = (page.site, page.words());
    let all = checkpoints_of(site, whose);
    let unasked = if whose == Whose::All { site.follow_up().unasked.len() } else { 0 };
    if all.is_empty() && unasked == 0 {
        return None;
    }
    let row = |it: &Checkpoint| CheckpointRow {
        coe: page.coe(it.coe),
        open: words.count("actions.open_of", it.open),
        next: page.dated(it.next),
        missed: it
            .missed
            .map(|missed| words.fill("actions.missed", &[("day", &words.day(missed))]))
            .unwrap_or_default(),
    };
    let missed = all.iter().filter(|it| it.missed.is_some()).count();
    let mut more = Vec::new();
    if all.len() > MOST_CHECKPOINTS {
        more.push(words.count("actions.more_checkpoints", all.len() - MOST_CHECKPOINTS));
    }
    if unasked > 0 {
        more.push(words.count("actions.without_checkpoint", unasked));
    }
    Some(CheckpointGroup {
        words: match missed {
            0 => words.said("actions.checkpoints_told"),
            _ => words.count("actions.checkpoints_missed", missed),
        },
        rows: all.iter().take(MOST_CHECKPOINTS).map(row).collect(),
        more: more.join(words.say("lists.between_sentences")),
    })
}

/// What cannot be right, each kind with its number.
fn doubts(page: &Page<'_, '_>, whose: Whose) -> Vec<String> {
    let all = all_of(page.site, whose);
    let said = |doubt: Doubt| {
        let number = all.iter().filter(|it| it.doubts.contains(&doubt)).count();
        let key = match doubt {
            Doubt::ImpossibleDue => "actions.impossible_due",
            Doubt::DueBeforeIncident => "actions.due_before",
            Doubt::DoneBeforeIncident => "actions.done_before",
            Doubt::DoneInFuture => "actions.done_in_future",
            Doubt::UnknownOwner => "actions.unknown_owner",
        };
        (number > 0).then(|| page.words().count(key, number))
    };
    Doubt::ALL.into_iter().filter_map(said).collect()
}

fn downloads(page: &Page<'_, '_>, whose: Whose) -> Vec<Link> {
    let site = page.site;
    let calendar = match whose {
        Whose::All => page.href(&site_map::actions_calendar()),
        Whose::Team(owner) => page.href_of(site_map::team_calendar(&site.follow_up().owners[owner].slug)),
    };
    let data = |path: &crate::write::SitePath| page.href(path);
    [
        ("actions.calendar", calendar),
        ("actions.spreadsheet", data(&site_map::actions_table())),
        ("actions.as_data", data(&site_map::actions_data())),
    ]
    .into_iter()
    .map(|(key, href)| Link { title: page.words().said(key), href })
    .collect()
}
