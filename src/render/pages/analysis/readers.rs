//! How often documents are read, by their form: the figure that says whether anybody learns from them.

use crate::analyse::statistics::{FEW, Spread, Statistics};
use crate::model::Profile;
use crate::readers::WINDOW;
use crate::render::context::Page;
use crate::render::view::{Measure, MeasureRow, MeasureTable};

use super::{Shown, name, number};

pub(super) fn by_form(page: &Page<'_, '_>, statistics: &Statistics) -> Shown {
    let (site, words) = (page.site, page.words());
    let title = words.said("analysis.readers_title");
    let Some(period) = site.knowledge.readers.period().filter(|_| site.knowledge.readers.is_known()) else {
        return Shown::Nothing { title, why: words.said("analysis.nobody_counted") };
    };
    let views = |coe: usize| {
        let read = site.knowledge.readers.of(site.coe(coe), site.options.today);
        read.map_or(0.0, |read| read.views as f64)
    };
    let all: Vec<usize> = (0..statistics.coes()).collect();
    let of = |coes: &[usize]| Spread::of(coes.iter().map(|coe| views(*coe)));
    let Some(whole) = of(&all) else {
        return Shown::Nothing { title, why: words.said("analysis.nobody_counted") };
    };
    let form = |profile: Profile| match profile {
        Profile::Debrief => "kinds.debrief",
        Profile::Coe => "kinds.coe",
        Profile::Howie => "kinds.howie",
    };
    let rows = [Profile::Debrief, Profile::Coe, Profile::Howie].into_iter().filter_map(|profile| {
        let coes: Vec<usize> =
            all.iter().copied().filter(|coe| site.coe(*coe).profile.value == profile).collect();
        Some(row(page, words.said(form(profile)), &of(&coes)?))
    });
    let rows: Vec<MeasureRow> = rows.chain([row(page, words.said("analysis.all_periods"), &whole)]).collect();
    let columns = [
        "analysis.form",
        "analysis.number",
        "analysis.lower",
        "analysis.median",
        "analysis.upper",
        "analysis.most_read",
    ];
    let days = usize::try_from(WINDOW).unwrap_or(0);
    let places = [("median", times(page, whole.median)), ("greatest", times(page, whole.greatest))];
    Shown::Figure(Measure {
        anchor: "readers",
        says: words.count_with(
            "analysis.readers",
            days,
            &[("median", &places[0].1), ("greatest", &places[1].1)],
        ),
        basis: words.fill("analysis.readers_basis", &[("from", &period.from), ("to", &period.to)]),
        caution: words.said("analysis.readers_caution"),
        table: Some(MeasureTable {
            caption: title.clone(),
            folded: false,
            drawn: false,
            columns: columns.map(|key| words.said(key)).into(),
            rows,
        }),
        title,
        ..Measure::default()
    })
}

fn row(page: &Page<'_, '_>, title: String, spread: &Spread) -> MeasureRow {
    let quartile = |value: f64| if spread.n < FEW { String::new() } else { times(page, value) };
    let cells = vec![
        number(page, spread.n),
        quartile(spread.lower),
        times(page, spread.median),
        quartile(spread.upper),
        times(page, spread.greatest),
    ];
    MeasureRow { head: name(title), cells, ..MeasureRow::default() }
}

/// How often, without a fraction: half a reading is none.
fn times(page: &Page<'_, '_>, value: f64) -> String {
    page.words().grouped(value.round() as i64)
}
