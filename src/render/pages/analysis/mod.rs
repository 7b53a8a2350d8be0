//! What all incidents show together: figures that count, each with what it rests on and what it must not be used for.

mod actions;
mod learned;
mod readers;
mod shares;
mod spreads;
mod terms;

use crate::analyse::statistics::{FEW, Statistics};
use crate::error::Result;
use crate::render::catalogue;
use crate::render::context::{Page, Site};
use crate::render::site_map;
use crate::render::view::{AnalysisPage, Counted, Link, Mark, Measure, MeasureKey, MeasureRow, MeasureTable};

pub(super) use actions::{by_horizon, standing_columns, standing_keys, standing_row};

/// With more COEs than this a row has a bar in place of a mark for each of them.
const MOST_MARKS: usize = 240;

/// Whether there is anything to show: one incident shows nothing that its page does not.
pub(in crate::render) fn tells(site: &Site<'_>) -> bool {
    site.knowledge.coes.len() > 1
}

/// The page of all figures.
pub(in crate::render) fn page(page: &Page<'_, '_>) -> Result<Vec<u8>> {
    let words = page.words();
    let statistics = page.site.statistics();
    let mut measures = Vec::new();
    let mut missing = Vec::new();
    for measure in all(page, statistics) {
        match measure {
            Shown::Figure(figure) => measures.push(figure),
            Shown::Nothing { title, why } => missing.push(Counted { title, href: String::new(), count: why }),
        }
    }
    let contents = measures.iter().map(|it| Counted {
        title: it.title.clone(),
        href: format!("#{}", it.anchor),
        count: String::new(),
    });
    let intro = words.count("analysis.intro", statistics.coes());
    let data = [
        (words.said("analysis.numbers"), "data/statistics.json"),
        (words.said("analysis.incidents_as_data"), "data/coes.json"),
        (words.said("analysis.actions_as_data"), "data/actions.json"),
    ];
    let view = AnalysisPage {
        shell: page.shell(words.say("analysis.heading"), &intro, words.language()),
        heading: words.said("analysis.heading"),
        intro,
        contents: contents.collect(),
        measures,
        missing,
        data: data.map(|(title, href)| Link { title, href: href.to_owned() }).into(),
    };
    page.site.theme.render("analysis.html", &view)
}

/// A figure, or why there is none.
#[allow(clippy::large_enum_variant, reason = "fifteen of them are made for one page, and most are figures")]
enum Shown {
    Figure(Measure),
    Nothing { title: String, why: String },
}

fn all(page: &Page<'_, '_>, statistics: &Statistics) -> Vec<Shown> {
    vec![
        shares::detected(page, statistics),
        shares::fixed(page, statistics),
        shares::detectors(page, statistics),
        spreads::durations(page, statistics),
        spreads::lookback(page, statistics),
        terms::mechanisms(page, statistics),
        terms::areas(page, statistics),
        terms::crossing(page, statistics),
        actions::follow_through(page),
        actions::kinds(page, statistics),
        learned::after_closure(page, statistics),
        learned::difficulties(page, statistics),
        shares::near_misses(page, statistics),
        spreads::publishing(page, statistics),
        readers::by_form(page, statistics),
        learned::expertise(page, statistics),
    ]
}

/// How many a figure rests on.
fn basis(page: &Page<'_, '_>, known: usize, all: usize) -> String {
    let words = page.words();
    let unknown = all - known;
    let numbers = [("known", words.grouped(known as i64)), ("all", words.grouped(all as i64))];
    let [known_words, all_words] = [&numbers[0].1, &numbers[1].1];
    let mut said = match unknown {
        0 => words.count("analysis.basis_whole", all),
        _ => words.count_with("analysis.basis", unknown, &[("known", known_words), ("all", all_words)]),
    };
    if known < FEW {
        said.push_str(words.say("lists.between_sentences"));
        said.push_str(&words.fill("analysis.too_few", &[("few", &words.number(FEW))]));
    }
    said
}

/// A COE as a mark of a kind.
fn mark(page: &Page<'_, '_>, coe: usize, kind: &'static str, more: &str) -> Mark {
    let link = page.coe(coe);
    let day = catalogue::date(page.site.coe(coe)).map(|day| page.words().day(day));
    let said = match day {
        Some(day) => page.words().fill("figures.on_its_day", &[("day", &day), ("title", &link.title)]),
        None => link.title,
    };
    let words = if more.is_empty() { said } else { format!("{said} · {more}") };
    Mark { kind, href: link.href, words }
}

/// Marks for some COEs, or a bar where there are too many in the knowledge base.
fn drawn(
    page: &Page<'_, '_>,
    parts: &[(&'static str, &[usize])],
    longest: usize,
    row: MeasureRow,
) -> MeasureRow {
    if page.site.knowledge.coes.len() > MOST_MARKS {
        let parts: Vec<(&'static str, usize)> =
            parts.iter().map(|(kind, coes)| (*kind, coes.len())).collect();
        return MeasureRow { bar: crate::render::figures::stack::draw(&parts, longest), ..row };
    }
    let marks = parts.iter().flat_map(|(kind, coes)| coes.iter().map(move |coe| (*kind, *coe)));
    MeasureRow { marks: marks.map(|(kind, coe)| mark(page, coe, kind, "")).collect(), ..row }
}

/// What marks or bars of these kinds mean.
fn keys(page: &Page<'_, '_>, kinds: &[(&'static str, String)]) -> Vec<MeasureKey> {
    let shape = if page.site.knowledge.coes.len() > MOST_MARKS { "bar" } else { "mark" };
    kinds.iter().map(|(kind, words)| MeasureKey { kind, shape, words: words.clone() }).collect()
}

/// A table whose rows have marks or bars.
fn table(caption: &str, columns: Vec<String>, rows: Vec<MeasureRow>) -> MeasureTable {
    MeasureTable { caption: caption.to_owned(), folded: false, drawn: true, columns, rows }
}

/// A number as it is shown.
fn number(page: &Page<'_, '_>, number: usize) -> String {
    page.words().grouped(number as i64)
}

/// `3 of 5`, or nothing known.
fn share(page: &Page<'_, '_>, part: usize, whole: usize) -> String {
    page.words().fill("analysis.of", &[("part", &number(page, part)), ("whole", &number(page, whole))])
}

/// A link to the year of a period.
pub(super) fn period_link(page: &Page<'_, '_>, period: crate::analyse::periods::Period) -> Link {
    let title = match period.quarter {
        Some(quarter) => page.words().fill(
            "analysis.quarter",
            &[("year", &period.year.to_string()), ("quarter", &quarter.to_string())],
        ),
        None => period.year.to_string(),
    };
    let known = page.site.catalogue.years.iter().any(|(year, _)| *year == Some(period.year));
    let href = if known { page.href_of(site_map::year(Some(period.year))) } else { String::new() };
    Link { title, href }
}

/// A plain name at the head of a row.
fn name(title: String) -> Link {
    Link { title, href: String::new() }
}
