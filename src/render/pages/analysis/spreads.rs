//! How long things took: dots, quartiles, and never a mean.

use crate::analyse::periods::Period;
use crate::analyse::statistics::{FEW, Measures, Spread, Statistics};
use crate::render::catalogue;
use crate::render::context::Page;
use crate::render::figures::{Dot, spread};
use crate::render::view::{Measure, MeasureRow, MeasureTable};

use super::{Shown, basis, name, number, period_link};

const DAY: f64 = 86_400.0;

/// What is spread, in seconds.
struct Spreading {
    anchor: &'static str,
    title: &'static str,
    says: &'static str,
    caution: &'static str,
    seconds: fn(&Measures) -> Option<f64>,
}

pub(super) fn durations(page: &Page<'_, '_>, statistics: &Statistics) -> Shown {
    let spreading = Spreading {
        anchor: "durations",
        title: "analysis.durations_title",
        says: "analysis.durations",
        caution: "analysis.durations_caution",
        seconds: |it| it.duration_minutes.map(|minutes| minutes * 60.0),
    };
    figure(page, statistics, &spreading)
}

pub(super) fn lookback(page: &Page<'_, '_>, statistics: &Statistics) -> Shown {
    let spreading = Spreading {
        anchor: "lookback",
        title: "analysis.lookback_title",
        says: "analysis.lookback",
        caution: "analysis.lookback_caution",
        seconds: |it| it.lookback.map(|it| it.seconds as f64),
    };
    figure(page, statistics, &spreading)
}

pub(super) fn publishing(page: &Page<'_, '_>, statistics: &Statistics) -> Shown {
    let spreading = Spreading {
        anchor: "publishing",
        title: "analysis.publishing_title",
        says: "analysis.publishing",
        caution: "analysis.publishing_caution",
        seconds: |it| it.publish_days.map(|days| days as f64 * DAY),
    };
    let shown = figure(page, statistics, &spreading);
    let Some(day) = statistics.imported_on else { return shown };
    let words = page.words();
    let imported = words.fill("analysis.imported", &[("day", &words.day(day))]);
    match shown {
        Shown::Nothing { title, .. } => Shown::Nothing { title, why: imported },
        Shown::Figure(figure) => {
            let basis = [figure.basis, imported].join(words.say("lists.between_sentences"));
            Shown::Figure(Measure { basis, ..figure })
        }
    }
}

fn figure(page: &Page<'_, '_>, statistics: &Statistics, spreading: &Spreading) -> Shown {
    let words = page.words();
    let title = words.said(spreading.title);
    let value = |coe: &usize| (spreading.seconds)(&statistics.measures[*coe]);
    let all: Vec<usize> = (0..statistics.coes()).collect();
    let Some(spread) = Spread::of(all.iter().filter_map(value)) else {
        return Shown::Nothing { title, why: words.said("analysis.nobody_says") };
    };
    let undated = (!statistics.undated.is_empty()).then_some((None, &statistics.undated));
    let periods: Vec<(Option<Period>, Vec<usize>)> = statistics
        .periods
        .iter()
        .map(|(period, coes)| (Some(*period), coes))
        .chain(undated)
        .map(|(period, coes)| {
            (period, coes.iter().copied().filter(|coe| value(coe).is_some()).collect::<Vec<_>>())
        })
        .filter(|(_, coes)| !coes.is_empty())
        .collect();
    let head = |period: Option<Period>| match period {
        Some(period) => period_link(page, period),
        None => name(words.said("dates.undated")),
    };
    let drawn: Vec<spread::Row> = periods
        .iter()
        .map(|(period, coes)| spread::Row {
            name: head(*period).title,
            dots: coes.iter().filter_map(|coe| Some((dot(page, *coe, value(coe)?), value(coe)?))).collect(),
        })
        .collect();
    let rows = periods.iter().filter_map(|(period, coes)| {
        Some(row(page, head(*period), &Spread::of(coes.iter().filter_map(value))?))
    });
    let whole = row(page, name(words.said("analysis.all_periods")), &spread);
    let columns = [
        "analysis.period",
        "analysis.number",
        "analysis.least",
        "analysis.lower",
        "analysis.median",
        "analysis.upper",
        "analysis.greatest",
    ];
    let says = match spread.n < FEW {
        true => words.fill(
            "analysis.from_to",
            &[("least", &time(page, spread.least)), ("greatest", &time(page, spread.greatest))],
        ),
        false => words.fill(
            spreading.says,
            &[("median", &time(page, spread.median)), ("upper", &time(page, spread.upper))],
        ),
    };
    Shown::Figure(Measure {
        anchor: spreading.anchor,
        says,
        basis: basis(page, spread.n, statistics.coes()),
        caution: words.said(spreading.caution),
        svg: spread::draw(&drawn, &title, words),
        table: Some(MeasureTable {
            caption: title.clone(),
            folded: true,
            drawn: false,
            columns: columns.map(|key| words.said(key)).into(),
            rows: rows.chain([whole]).collect(),
        }),
        title,
        ..Measure::default()
    })
}

fn row(page: &Page<'_, '_>, head: crate::render::view::Link, spread: &Spread) -> MeasureRow {
    let times = [spread.least, spread.lower, spread.median, spread.upper, spread.greatest];
    // The quartiles of fewer than these say nothing.
    let shown = times.iter().enumerate().map(|(place, seconds)| match place {
        1 | 3 if spread.n < FEW => String::new(),
        _ => time(page, *seconds),
    });
    let cells = std::iter::once(number(page, spread.n)).chain(shown).collect();
    MeasureRow { head, cells, ..MeasureRow::default() }
}

fn time(page: &Page<'_, '_>, seconds: f64) -> String {
    page.words().span_of_minutes(seconds / 60.0)
}

fn dot(page: &Page<'_, '_>, coe: usize, seconds: f64) -> Dot {
    let it = super::mark(page, coe, "plain", &time(page, seconds));
    let day = catalogue::date(page.site.coe(coe)).unwrap_or(page.site.options.today);
    Dot { day, href: it.href, words: it.words, strong: false }
}
