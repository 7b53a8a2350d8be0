//! Causes against years, or causes beside another, as a small table of dots.

use std::collections::BTreeMap;

use crate::render::catalogue::{self, TermKind};
use crate::render::context::Page;
use crate::render::view::{Dated, Matrix, MatrixCell, MatrixDot, MatrixRow};

/// The most causes in a table.
const ROWS: usize = 8;

/// The most years in a table: the latest.
const COLUMNS: usize = 10;

/// The most dots in a cell of a year, and in the one cell of a cause beside another; beyond, a number says more.
const DOTS: [usize; 2] = [4, 12];

/// The causes of some COEs by year.
pub(super) fn causes_by_year(page: &Page<'_, '_>, coes: &[usize]) -> Option<Matrix> {
    let mut years: Vec<i16> = coes.iter().filter_map(|coe| year(page, *coe)).collect();
    years.sort_unstable();
    years.dedup();
    let first = years.len().saturating_sub(COLUMNS);
    let earlier = first > 0;
    let years = years.split_off(first);
    let causes = causes(page, coes, None);
    if years.len() < 2 || causes.is_empty() || coes.len() < 3 {
        return None;
    }
    let rows = causes.into_iter().map(|(place, members)| {
        let in_year = |wanted: &i16| {
            let members: Vec<usize> =
                members.iter().copied().filter(|coe| year(page, *coe) == Some(*wanted)).collect();
            cell(page, &members, DOTS[0])
        };
        row(page, place, members.len(), years.iter().map(in_year).collect())
    });
    Some(Matrix {
        caption: page.words().said(if earlier { "matrix.by_latest_years" } else { "matrix.by_year" }),
        corner: page.words().said("terms.cause"),
        rows: rows.collect(),
        columns: years.iter().map(i16::to_string).collect(),
    })
}

/// The causes that come together with one, by its name in addresses.
pub(super) fn causes_beside(page: &Page<'_, '_>, coes: &[usize], own: &str) -> Option<Matrix> {
    let causes = causes(page, coes, Some(own));
    if causes.is_empty() {
        return None;
    }
    let rows = causes.into_iter().map(|(place, members)| {
        let cells = vec![cell(page, &members, DOTS[1])];
        row(page, place, members.len(), cells)
    });
    Some(Matrix {
        caption: page.words().said("matrix.together"),
        corner: page.words().said("terms.cause"),
        rows: rows.collect(),
        columns: vec![page.words().said("matrix.with_both")],
    })
}

fn year(page: &Page<'_, '_>, coe: usize) -> Option<i16> {
    catalogue::date(page.site.coe(coe)).map(|day| day.year)
}

/// The causes these COEs have, the most frequent first, each with its COEs from the earliest to the latest.
fn causes(page: &Page<'_, '_>, coes: &[usize], own: Option<&str>) -> Vec<(usize, Vec<usize>)> {
    let terms = page.site.catalogue.terms(TermKind::Cause);
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    // COEs come with the latest first.
    for coe in coes.iter().rev() {
        for place in
            TermKind::Cause.words_of(page.site.coe(*coe)).into_iter().filter_map(|it| terms.place(it))
        {
            let members = members.entry(place).or_default();
            if members.last() != Some(coe) {
                members.push(*coe);
            }
        }
    }
    let mut causes: Vec<(usize, Vec<usize>)> = members.into_iter().collect();
    causes.retain(|(place, _)| own != Some(terms.entries[*place].slug.as_str()));
    causes.sort_by_key(|(place, members)| (std::cmp::Reverse(members.len()), *place));
    causes.truncate(ROWS);
    causes
}

fn row(page: &Page<'_, '_>, place: usize, count: usize, cells: Vec<MatrixCell>) -> MatrixRow {
    let entry = &page.site.catalogue.terms(TermKind::Cause).entries[place];
    MatrixRow { link: page.entry(TermKind::Cause, entry), cells, count: page.words().grouped(count as i64) }
}

fn cell(page: &Page<'_, '_>, members: &[usize], most: usize) -> MatrixCell {
    if members.len() > most {
        return MatrixCell { count: page.words().grouped(members.len() as i64), dots: Vec::new() };
    }
    let dot = |coe: &usize| {
        let it = page.neighbour(*coe);
        let on_its_day = |date: &Dated| {
            page.words().fill("figures.on_its_day", &[("day", &date.words), ("title", &it.link.title)])
        };
        let words = it.date.as_ref().map_or_else(|| it.link.title.clone(), on_its_day);
        MatrixDot { words, href: it.link.href }
    };
    MatrixCell { count: String::new(), dots: members.iter().map(dot).collect() }
}
