//! Packs for meetings: what to celebrate, which COEs to tell, how it goes, what the organisation has to decide.
//!
//! Medium-term actions are looked at every week, long-term ones every month and quarter, with who pays for them.

use crate::analyse::follow_up::{Followed, Standing};
use crate::analyse::statistics::Question;
use crate::error::Result;
use crate::model::{Day, Horizon, Role};
use crate::render::catalogue::{self, OpenAction, TermKind};
use crate::render::context::{Page, Site};
use crate::render::view::{
    ActionRow, Counted, Link, Measure, MeasureRow, MeasureTable, PackBlock, PackPage, PackStory,
};
use crate::render::words::capital;
use crate::render::{opening, site_map};

use super::masthead;

/// The most COEs that are told, and actions that are listed in a block.
const MOST_STORIES: usize = 8;
const MOST_ACTIONS: usize = 20;

/// The most takeaways of a COE.
const TAKEAWAYS: usize = 3;

/// How many days ahead weekly packs look.
const AHEAD: i64 = 28;

/// How long the time is that shares are compared with.
const A_YEAR: i64 = 365;

/// How long a time a pack is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::render) enum Pack {
    /// Seven days.
    Weekly,
    /// Thirty days.
    Monthly,
    /// Ninety-one days.
    Quarterly,
}

impl Pack {
    /// Every pack.
    pub(in crate::render) const ALL: [Pack; 3] = [Pack::Weekly, Pack::Monthly, Pack::Quarterly];

    /// Its name in addresses.
    pub(in crate::render) fn name(self) -> &'static str {
        ["weekly", "monthly", "quarterly"][self as usize]
    }

    fn title(self) -> &'static str {
        ["packs.weekly", "packs.monthly", "packs.quarterly"][self as usize]
    }

    fn days(self) -> i64 {
        [7, 30, 91][self as usize]
    }
}

/// The packs, as links for other pages.
pub(in crate::render) fn links(page: &Page<'_, '_>) -> Vec<Link> {
    let link = |pack: Pack| Link {
        title: page.words().said(pack.title()),
        href: page.href_of(site_map::pack(pack.name())),
    };
    Pack::ALL.map(link).into()
}

/// The page of a pack.
pub(in crate::render) fn page(page: &Page<'_, '_>, pack: Pack) -> Result<Vec<u8>> {
    let words = page.words();
    let time = Time::up_to(page.site.options.today, pack.days());
    let heading = words.said(pack.title());
    let span =
        words.fill("packs.span", &[("first", &words.day(time.first)), ("last", &words.day(time.last))]);
    let others = links(page).into_iter().zip(Pack::ALL).filter(|(_, it)| *it != pack).map(|(link, _)| link);
    let view = PackPage {
        shell: page.shell(&heading, &span, words.language()),
        kicker: Link { title: words.said("actions.board"), href: page.href(&site_map::actions(1)) },
        heading,
        span,
        others: others.collect(),
        blocks: vec![celebrate(page, time), review(page, time), how_it_goes(page, time), decide(page, pack)],
    };
    page.site.theme.render("pack.html", &view)
}

/// Some days up to today, both ends counted.
#[derive(Clone, Copy)]
struct Time {
    first: Day,
    last: Day,
}

impl Time {
    fn up_to(today: Day, days: i64) -> Time {
        Time { first: today.plus(1 - days).unwrap_or(today), last: today }
    }

    fn holds(self, day: Day) -> bool {
        (self.first..=self.last).contains(&day)
    }
}

fn of_actions<'s>(site: &'s Site<'_>, wanted: impl Fn(&Followed) -> bool) -> Vec<OpenAction<'s>> {
    let all = site.follow_up().actions.iter().filter(|it| wanted(it));
    let open = |it: &Followed| OpenAction {
        coe: it.coe,
        action: &site.knowledge.coes[it.coe].actions[it.action],
        standing: it.standing,
    };
    let mut found: Vec<OpenAction<'_>> = all.map(open).collect();
    found.sort_by_key(|it| (it.standing, it.action.due.is_none(), it.action.due, it.coe));
    found
}

fn rows(page: &Page<'_, '_>, actions: &[OpenAction<'_>]) -> Vec<ActionRow> {
    actions.iter().take(MOST_ACTIONS).map(|it| page.action(it)).collect()
}

/// What was done, and seen to work.
fn celebrate(page: &Page<'_, '_>, time: Time) -> PackBlock {
    let (site, words) = (page.site, page.words());
    let closed = |it: &Followed| {
        let done_on = it.action(site.knowledge).done_on;
        it.standing.is_done() && done_on.is_some_and(|day| time.holds(day))
    };
    let done = of_actions(site, closed);
    let verified = done.iter().filter(|it| it.standing == Standing::Verified).count();
    let near =
        recent(site, time).into_iter().filter(|coe| site.statistics().measures[*coe].near_miss == Some(true));
    let tally = site.follow_up().tally();
    let sentence = match done.len() {
        0 => words.count("packs.nothing_done", tally.verified),
        number => words.count_with("packs.done", number, &[("verified", &words.grouped(verified as i64))]),
    };
    PackBlock {
        anchor: "celebrate",
        title: words.said("packs.celebrate"),
        words: sentence,
        stories: near.map(|coe| story(page, coe, words.said("packs.near_miss"))).collect(),
        actions: rows(page, &done),
        actions_label: words.said("packs.celebrate"),
        ..PackBlock::default()
    }
}

/// COEs of the time, the latest first.
fn recent(site: &Site<'_>, time: Time) -> Vec<usize> {
    let is_recent = |coe: &&usize| catalogue::date(site.coe(**coe)).is_some_and(|day| time.holds(day));
    site.catalogue.by_date.iter().filter(is_recent).copied().collect()
}

/// COEs whose document came in the time, though their incident was before.
fn published(site: &Site<'_>, time: Time) -> Vec<usize> {
    let imported = site.imported_on;
    let is_new = |coe: &&usize| {
        let it = site.coe(**coe);
        let first = it.history.as_ref().map(|history| history.first).filter(|day| Some(*day) != imported);
        first.is_some_and(|day| time.holds(day)) && !catalogue::date(it).is_some_and(|day| time.holds(day))
    };
    site.catalogue.by_date.iter().filter(is_new).copied().collect()
}

/// Which COEs to tell.
fn review(page: &Page<'_, '_>, time: Time) -> PackBlock {
    let (site, words) = (page.site, page.words());
    let (recent, published) = (recent(site, time), published(site, time));
    let number = recent.len() + published.len();
    let mut stories: Vec<PackStory> = recent
        .iter()
        .map(|coe| story(page, *coe, String::new()))
        .chain(published.iter().map(|coe| story(page, *coe, words.said("packs.newly_published"))))
        .take(MOST_STORIES)
        .collect();
    let told: Vec<usize> = recent.into_iter().chain(published).collect();
    let shelf = super::home::same_week(site).filter(|coe| !told.contains(coe)).take(1);
    stories.extend(shelf.map(|coe| story(page, coe, words.said("packs.from_the_shelf"))));
    if stories.is_empty() {
        let latest = site.catalogue.by_date.first();
        stories.extend(latest.map(|coe| story(page, *coe, words.said("packs.latest"))));
    }
    let asked = site.follow_up().checkpoints.iter().filter(|it| it.missed.is_some());
    let asked: Vec<Counted> = asked
        .take(MOST_STORIES)
        .map(|it| {
            let link = page.coe(it.coe);
            let open = words.count("actions.open_of", it.open);
            Counted {
                title: link.title,
                href: link.href,
                count: format!("{}{}{open}", words.say("packs.checkpoint"), words.say("lists.between")),
            }
        })
        .collect();
    PackBlock {
        anchor: "review",
        title: words.said("packs.review"),
        words: words.count(if number == 0 { "packs.none_new" } else { "packs.new" }, number),
        stories,
        points: asked,
        ..PackBlock::default()
    }
}

fn story(page: &Page<'_, '_>, coe: usize, why: String) -> PackStory {
    let it = page.site.coe(coe);
    let href = page.coe(coe).href;
    let takeaways = it.items.iter().filter(|item| item.role == Role::Takeaways);
    let answers = masthead::questions(it, page.words()).into_iter().map(|question| {
        let places = [
            ("question", question.question.as_str()),
            ("answer", question.answer_words.as_str()),
            ("time", question.time.as_str()),
        ];
        page.words().fill("questions.answered", &places)
    });
    PackStory {
        why,
        row: page.row_with_standfirst(coe, 260),
        takeaways: takeaways
            .take(TAKEAWAYS)
            .map(|item| Link { title: opening(&item.text, 200), href: format!("{href}#{}", item.anchor) })
            .collect(),
        answers: answers.collect(),
    }
}

/// The two questions and the promises, in this time and in a year.
fn how_it_goes(page: &Page<'_, '_>, time: Time) -> PackBlock {
    let (site, words) = (page.site, page.words());
    let year = Time::up_to(time.last, A_YEAR);
    let statistics = site.statistics();
    let share = |question: Question, time: Time| {
        let [yes, no, unknown] = statistics.answers(question, &recent(site, time)).map(|coes| coes.len());
        match (yes + no, unknown) {
            (0, 0) => words.said("packs.nothing_happened"),
            (0, unknown) => words.count("packs.all_unknown", unknown),
            (known, 0) => words.fill(
                "analysis.of",
                &[("part", &words.grouped(yes as i64)), ("whole", &words.grouped(known as i64))],
            ),
            (known, unknown) => {
                let numbers = [words.grouped(yes as i64), words.grouped(known as i64)];
                words.count_with("packs.share", unknown, &[("part", &numbers[0]), ("whole", &numbers[1])])
            }
        }
    };
    let again = |time: Time| {
        statistics
            .recurred
            .iter()
            .filter(|it| catalogue::date(site.coe(it.coe)).is_some_and(|day| time.holds(day)))
            .count()
    };
    let promised = |time: Time| {
        site.follow_up().actions.iter().filter(|it| it.opened.is_some_and(|day| time.holds(day))).count()
    };
    let closed = |time: Time| {
        let done = site.follow_up().actions.iter().filter(|it| it.standing.is_done());
        done.filter(|it| it.action(site.knowledge).done_on.is_some_and(|day| time.holds(day))).count()
    };
    let number = |number: usize| words.grouped(number as i64);
    let row = |key: &'static str, cells: [String; 2]| MeasureRow {
        head: Link { title: words.said(key), href: String::new() },
        cells: cells.into(),
        ..MeasureRow::default()
    };
    let numbers = vec![
        row("analysis.incidents", [time, year].map(|time| number(recent(site, time).len()))),
        row("questions.found", [time, year].map(|time| share(Question::Detected, time))),
        row("questions.fixed", [time, year].map(|time| share(Question::Fixed, time))),
        row("packs.happened_again", [time, year].map(|time| number(again(time)))),
        row("packs.promised", [time, year].map(|time| number(promised(time)))),
        row("packs.closed", [time, year].map(|time| number(closed(time)))),
    ];
    let title = words.said("packs.how_it_goes");
    let columns = ["packs.what", "packs.this_time", "packs.in_a_year"].map(|key| words.said(key));
    let table = MeasureTable {
        caption: title.clone(),
        folded: false,
        drawn: false,
        columns: columns.into(),
        rows: numbers,
    };
    let measure = Measure {
        anchor: "numbers",
        title: words.said("packs.shares"),
        says: words.count("packs.shares_says", recent(site, time).len()),
        basis: words.said("packs.shares_basis"),
        caution: words.said("packs.shares_caution"),
        table: Some(table),
        ..Measure::default()
    };
    PackBlock { anchor: "how-it-goes", title, measures: vec![measure], ..PackBlock::default() }
}

/// What one team cannot decide alone.
fn decide(page: &Page<'_, '_>, pack: Pack) -> PackBlock {
    let (site, words) = (page.site, page.words());
    let today = site.options.today;
    let horizon = if pack == Pack::Weekly { Horizon::Medium } else { Horizon::Long };
    let ahead = today.plus(AHEAD).unwrap_or(today);
    let concerns = |it: &Followed| {
        let action = it.action(site.knowledge);
        let soon = pack != Pack::Weekly || action.due.is_none_or(|due| due <= ahead);
        it.standing.is_open() && action.horizon == Some(horizon) && soon
    };
    let actions = of_actions(site, concerns);
    let unfunded = actions.iter().filter(|it| it.action.sponsor.is_none()).count();
    let funded = |row: ActionRow, action: &OpenAction<'_>| {
        let who = match &action.action.sponsor {
            Some(sponsor) => words.fill("packs.paid_by", &[("sponsor", sponsor)]),
            None if horizon == Horizon::Long => words.said("packs.nobody_pays"),
            None => return row,
        };
        let detail = if row.detail.is_empty() {
            who
        } else {
            format!("{}{}{who}", row.detail, words.say("lists.between"))
        };
        ActionRow { detail, ..row }
    };
    let listed = rows(page, &actions).into_iter().zip(&actions).map(|(row, action)| funded(row, action));
    let sentence = match (horizon, actions.len()) {
        (Horizon::Medium, 0) => words.said("packs.no_medium"),
        (_, 0) => words.said("packs.no_long"),
        (Horizon::Medium, number) => words.count("packs.medium", number),
        (_, number) => {
            words.count_with("packs.long", number, &[("unfunded", &words.grouped(unfunded as i64))])
        }
    };
    PackBlock {
        anchor: "decide",
        title: words.said("packs.decide"),
        words: sentence,
        actions: listed.collect(),
        actions_label: words.said("packs.decide"),
        points: if pack == Pack::Weekly { Vec::new() } else { across_teams(page) },
        ..PackBlock::default()
    }
}

/// Causes that struck more than one service: what no team can end alone.
fn across_teams(page: &Page<'_, '_>) -> Vec<Counted> {
    const MOST: usize = 6;
    let (site, words) = (page.site, page.words());
    let services = site.catalogue.terms(TermKind::Service);
    let mut causes: Vec<(usize, usize, usize)> = Vec::new();
    for (place, entry) in site.catalogue.terms(TermKind::Cause).entries.iter().enumerate() {
        let named = entry.coes.iter().flat_map(|coe| TermKind::Service.words_of(site.coe(*coe)));
        let mut places: Vec<usize> = named.filter_map(|word| services.place(word)).collect();
        places.sort_unstable();
        places.dedup();
        if places.len() > 1 && entry.coes.len() > 1 {
            causes.push((entry.coes.len(), places.len(), place));
        }
    }
    causes.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2)));
    let point = |(incidents, services, place): (usize, usize, usize)| {
        let link = page.entry(TermKind::Cause, &site.catalogue.terms(TermKind::Cause).entries[place]);
        let in_services = words.number(services);
        let count = words.count_with("packs.across", incidents, &[("services", &in_services)]);
        Counted { title: link.title, href: link.href, count: capital(&count) }
    };
    causes.into_iter().take(MOST).map(point).collect()
}
