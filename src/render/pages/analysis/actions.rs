//! What became of what was promised.

use crate::analyse::follow_up::{Standing, Tally};
use crate::analyse::statistics::Statistics;
use crate::model::Horizon;
use crate::render::context::Page;
use crate::render::figures::stack;
use crate::render::view::{Link, Measure, MeasureKey, MeasureRow};
use crate::render::words::capital;

use super::{Shown, name, number, table};

/// The parts of a bar, in order, with the class each has.
fn parts(tally: &Tally) -> [(&'static str, usize); 6] {
    [
        ("verified", tally.verified),
        ("done", tally.done),
        ("open", tally.due + tally.undated),
        ("overdue", tally.overdue),
        ("unknown", tally.unknown),
        ("set-aside", tally.set_aside()),
    ]
}

/// What the parts of a bar mean.
pub(in crate::render::pages) fn standing_keys(page: &Page<'_, '_>) -> Vec<MeasureKey> {
    let names = [
        ("verified", "actions.verified"),
        ("done", "actions.done"),
        ("open", "analysis.open"),
        ("overdue", "analysis.overdue"),
        ("unknown", "actions.not_stated"),
        ("set-aside", "analysis.set_aside"),
    ];
    names.map(|(kind, key)| MeasureKey { kind, shape: "bar", words: page.words().said(key) }).into()
}

/// The names of the columns of [`standing_cells`], behind that of the first column and that of the bar.
pub(in crate::render::pages) fn standing_columns(page: &Page<'_, '_>, first: &'static str) -> Vec<String> {
    let keys = [
        first,
        "analysis.actions",
        "analysis.number",
        "actions.verified",
        "actions.done",
        "analysis.open",
        "analysis.overdue",
        "actions.not_stated",
        "analysis.set_aside",
    ];
    keys.map(|key| capital(page.words().say(key))).into()
}

/// The numbers behind a bar.
pub(in crate::render::pages) fn standing_cells(page: &Page<'_, '_>, tally: &Tally) -> Vec<String> {
    let all = tally.all();
    let numbers = std::iter::once(all).chain(parts(tally).map(|(_, number)| number));
    numbers.map(|it| number(page, it)).collect()
}

/// A row with its bar.
pub(in crate::render::pages) fn standing_row(
    page: &Page<'_, '_>,
    head: Link,
    tally: &Tally,
    longest: usize,
) -> MeasureRow {
    let bar = stack::draw(&parts(tally), longest);
    MeasureRow { head, bar, cells: standing_cells(page, tally), ..MeasureRow::default() }
}

/// What became of promises, by how soon they were meant to be kept.
pub(in crate::render::pages) fn by_horizon(page: &Page<'_, '_>) -> Vec<MeasureRow> {
    let horizons = page.site.follow_up().horizons(page.site.knowledge);
    let longest = horizons.iter().map(|(_, tally)| tally.all()).max().unwrap_or(0);
    let said = |horizon: Option<Horizon>| {
        capital(page.words().say(match horizon {
            Some(Horizon::Short) => "actions.short_term",
            Some(Horizon::Medium) => "actions.medium_term",
            Some(Horizon::Long) => "actions.long_term",
            None => "body.no_horizon",
        }))
    };
    let told = horizons.iter().filter(|(_, tally)| tally.all() > 0);
    told.map(|(horizon, tally)| standing_row(page, name(said(*horizon)), tally, longest)).collect()
}

pub(super) fn follow_through(page: &Page<'_, '_>) -> Shown {
    let words = page.words();
    let title = words.said("analysis.follow_through_title");
    let tally = page.site.follow_up().tally();
    let known = tally.all() - tally.unknown;
    if tally.all() == 0 {
        return Shown::Nothing { title, why: words.said("analysis.nothing_promised") };
    }
    let (closed, known_words) = (number(page, tally.closed()), number(page, known));
    let says = match known {
        0 => words.said("analysis.follow_through_unknown"),
        _ => words.fill(
            "analysis.follow_through",
            &[("closed", &closed), ("known", &known_words), ("verified", &number(page, tally.verified))],
        ),
    };
    let all = number(page, tally.all());
    Shown::Figure(Measure {
        anchor: "follow-through",
        says,
        basis: words.count_with(
            "analysis.follow_through_basis",
            tally.of(Standing::Unknown),
            &[("all", &all)],
        ),
        caution: words.said("analysis.follow_through_caution"),
        keys: standing_keys(page),
        table: Some(table(&title, standing_columns(page, "analysis.horizon"), by_horizon(page))),
        title,
        ..Measure::default()
    })
}

/// What kind of work the actions are.
pub(super) fn kinds(page: &Page<'_, '_>, statistics: &Statistics) -> Shown {
    const MOST: usize = 12;
    let words = page.words();
    let title = words.said("analysis.kinds_title");
    let all: usize = statistics.kinds.iter().map(|(_, number)| number).sum();
    let unknown: usize =
        statistics.kinds.iter().filter(|(kind, _)| kind.is_none()).map(|(_, number)| number).sum();
    let known = all - unknown;
    let stated: Vec<(&str, usize)> =
        statistics.kinds.iter().filter_map(|(kind, number)| Some((kind.as_deref()?, *number))).collect();
    let Some((first, most)) = stated.first().copied() else {
        return Shown::Nothing { title, why: words.said("analysis.nobody_says") };
    };
    let longest = most.max(unknown);
    let row = |head: String, kind: &'static str, count: usize| MeasureRow {
        head: name(head),
        bar: stack::draw(&[(kind, count)], longest),
        cells: vec![number(page, count)],
        ..MeasureRow::default()
    };
    let mut rows: Vec<MeasureRow> = stated
        .iter()
        .take(MOST)
        .map(|(kind, count)| row(crate::render::words::from_slug(kind), "done", *count))
        .collect();
    let rest: usize = stated.iter().skip(MOST).map(|(_, count)| count).sum();
    let more = [("analysis.other", "done", rest), ("analysis.unknown", "unknown", unknown)];
    rows.extend(
        more.into_iter()
            .filter(|(.., count)| *count > 0)
            .map(|(key, kind, count)| row(words.said(key), kind, count)),
    );
    let numbers = [number(page, most), number(page, known)];
    let name = words.lower(&crate::render::words::from_slug(first));
    let columns = ["analysis.kind", "analysis.actions", "analysis.number"];
    Shown::Figure(Measure {
        anchor: "kinds",
        says: words.fill("analysis.kinds", &[("kind", &name), ("part", &numbers[0]), ("whole", &numbers[1])]),
        basis: words.count_with(
            "analysis.kinds_basis",
            unknown,
            &[("known", &numbers[1]), ("all", &number(page, all))],
        ),
        caution: words.said("analysis.kinds_caution"),
        table: Some(table(&title, columns.map(|key| words.said(key)).into(), rows)),
        title,
        ..Measure::default()
    })
}
