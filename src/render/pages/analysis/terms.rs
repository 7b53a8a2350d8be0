//! How it failed: mechanisms told in the prose, what factors are about, which causes met which services.

use crate::analyse::statistics::{Area, Statistics};
use crate::render::catalogue::TermKind;
use crate::render::context::Page;
use crate::render::figures::stack;
use crate::render::view::{Measure, MeasureRow};
use crate::render::words::capital;

use super::{Shown, basis, drawn, name, number, table};

/// The most mechanisms that are told.
const MOST_MECHANISMS: usize = 14;

/// How it failed, as the prose tells it.
pub(super) fn mechanisms(page: &Page<'_, '_>, statistics: &Statistics) -> Shown {
    let words = page.words();
    let title = words.said("analysis.mechanisms_title");
    let told = &statistics.mechanisms;
    let Some((first, of_first)) = told.first() else {
        return Shown::Nothing { title, why: words.said("analysis.nobody_says") };
    };
    let shown = &told[..told.len().min(MOST_MECHANISMS)];
    let longest = of_first.len();
    let mut known: Vec<usize> = told.iter().flat_map(|(_, coes)| coes.iter().copied()).collect();
    known.sort_unstable();
    known.dedup();
    let rows = shown.iter().map(|(mechanism, coes)| {
        let row = MeasureRow {
            head: name(capital(&mechanism.title)),
            cells: vec![number(page, coes.len())],
            ..MeasureRow::default()
        };
        drawn(page, &[("yes", coes)], longest, row)
    });
    let columns = ["analysis.mechanism", "analysis.incidents", "analysis.number"];
    Shown::Figure(Measure {
        anchor: "mechanisms",
        says: match longest {
            1 => words.count("analysis.mechanisms_once", told.len()),
            _ => words.count_with("analysis.mechanisms", longest, &[("mechanism", &first.title)]),
        },
        basis: basis(page, known.len(), statistics.coes()),
        caution: words.said("analysis.mechanisms_caution"),
        table: Some(table(&title, columns.map(|key| words.said(key)).into(), rows.collect())),
        title,
        ..Measure::default()
    })
}

/// What factors are about.
pub(super) fn areas(page: &Page<'_, '_>, statistics: &Statistics) -> Shown {
    let words = page.words();
    let title = words.said("analysis.areas_title");
    let count =
        |area: Area| statistics.factors.iter().find(|(it, _)| *it == area).map_or(0, |(_, coes)| coes.len());
    let all: usize = statistics.factors.iter().map(|(_, coes)| coes.len()).sum();
    let known = all - count(Area::Unknown);
    if known == 0 {
        let why = if all == 0 { "analysis.nobody_says" } else { "analysis.areas_unknown" };
        return Shown::Nothing { title, why: words.count(why, all) };
    }
    let longest = Area::ALL.iter().map(|area| count(*area)).max().unwrap_or(0);
    let rows = Area::ALL.iter().filter(|area| count(**area) > 0).map(|area| {
        let mut coes = statistics
            .factors
            .iter()
            .find(|(it, _)| it == area)
            .map(|(_, coes)| coes.clone())
            .unwrap_or_default();
        coes.dedup();
        MeasureRow {
            head: name(said(page, *area)),
            bar: stack::draw(
                &[(if *area == Area::Unknown { "unknown" } else { "done" }, count(*area))],
                longest,
            ),
            cells: vec![number(page, count(*area)), number(page, coes.len())],
            ..MeasureRow::default()
        }
    });
    let percent = (count(Area::Technical) as f64 * 100.0 / known as f64).round() as i64;
    let numbers = [("percent", percent.to_string()), ("known", number(page, known))];
    let columns = ["analysis.area", "analysis.factors", "analysis.number", "analysis.in_incidents"];
    Shown::Figure(Measure {
        anchor: "areas",
        says: words.fill("analysis.areas", &[("percent", &numbers[0].1), ("known", &numbers[1].1)]),
        basis: words.count_with(
            "analysis.areas_basis",
            all - known,
            &[("known", &numbers[1].1), ("all", &number(page, all))],
        ),
        caution: words.said("analysis.areas_caution"),
        table: Some(table(&title, columns.map(|key| words.said(key)).into(), rows.collect())),
        title,
        ..Measure::default()
    })
}

fn said(page: &Page<'_, '_>, area: Area) -> String {
    page.words().said(match area {
        Area::Technical => "analysis.technical",
        Area::Process => "analysis.process",
        Area::Documentation => "analysis.documentation",
        Area::Organisational => "analysis.organisational",
        Area::Other => "analysis.other",
        Area::Unknown => "analysis.unknown",
    })
}

/// Which causes met which services.
pub(super) fn crossing(page: &Page<'_, '_>, statistics: &Statistics) -> Shown {
    let words = page.words();
    let title = words.said("analysis.crossing_title");
    let crossing = &statistics.crossing;
    if crossing.n == 0 {
        return Shown::Nothing { title, why: words.said("analysis.crossing_none") };
    }
    let cell = |cause: usize, service: usize| &crossing.cells[cause][service];
    let rows = crossing.causes.iter().enumerate().map(|(cause, slug)| MeasureRow {
        head: page.term(TermKind::Cause, slug),
        cells: (0..crossing.services.len())
            .map(|service| match cell(cause, service).len() {
                0 => String::new(),
                count => number(page, count),
            })
            .collect(),
        ..MeasureRow::default()
    });
    let rows: Vec<MeasureRow> = rows.collect();
    let pairs = (0..crossing.causes.len())
        .flat_map(|cause| (0..crossing.services.len()).map(move |service| (cause, service)))
        .max_by_key(|(cause, service)| {
            (cell(*cause, *service).len(), usize::MAX - cause, usize::MAX - service)
        });
    let says = pairs.filter(|(cause, service)| cell(*cause, *service).len() > 1).map(|(cause, service)| {
        let cause_name = page.term(TermKind::Cause, &crossing.causes[cause]).title;
        let service_name = page.term(TermKind::Service, &crossing.services[service]).title;
        let names = [("cause", cause_name.as_str()), ("service", service_name.as_str())];
        words.count_with("analysis.crossing", cell(cause, service).len(), &names)
    });
    let services = crossing.services.iter().map(|slug| page.term(TermKind::Service, slug).title);
    let columns = std::iter::once(words.said("terms.cause")).chain(services).collect();
    Shown::Figure(Measure {
        anchor: "causes-by-service",
        says: says.unwrap_or_else(|| words.said("analysis.crossing_once")),
        basis: basis(page, crossing.n, statistics.coes()),
        caution: words.said("analysis.crossing_caution"),
        table: Some(crate::render::view::MeasureTable { drawn: false, ..table(&title, columns, rows) }),
        title,
        ..Measure::default()
    })
}
