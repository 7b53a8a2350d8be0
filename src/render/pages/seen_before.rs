//! What stands above the text of a COE whose like happened before or after.

use crate::analyse::Family;
use crate::model::Day;
use crate::render::catalogue;
use crate::render::context::{Page, Site};
use crate::render::figures::strip::{self, Scale, Span};
use crate::render::view::{Html, Link, SeenBefore, Told};
use crate::render::{site_map, words};

use super::{families, promises};

/// Nothing for a COE that is in no family, and before which nothing was promised.
pub(super) fn of(page: &Page<'_, '_>, index: usize) -> Option<SeenBefore> {
    let insight = page.site.insight;
    let place = insight.family_of.get(index).copied().flatten();
    let family = place.and_then(|place| insight.families.get(place));
    let promises = promises::before(page, index, family);
    if family.is_none() && promises.is_none() {
        return None;
    }
    Some(SeenBefore {
        heading: family.map_or_else(
            || "Promised before it happened".to_owned(),
            |family| heading(page.site, family, index),
        ),
        family: family.map(|family| link(page, family)),
        inferred: family.is_some_and(|family| families::is_inferred(page.site, family)),
        told: family.map(|family| told(page, family, index)).unwrap_or_default(),
        strip: family.map(|family| strip(page, family, index)).unwrap_or_default(),
        promises,
    })
}

/// A family as a link.
pub(super) fn link(page: &Page<'_, '_>, family: &Family) -> Link {
    Link { title: family.title.clone(), href: page.href_of(site_map::family(&family.id)) }
}

fn day(site: &Site<'_>, coe: usize) -> Option<Day> {
    catalogue::date(site.coe(coe))
}

/// Which time it is, as far as dates tell: `Third time in 14 months`.
fn heading(site: &Site<'_>, family: &Family, index: usize) -> String {
    let count = words::number(family.members.len());
    let days: Option<Vec<Day>> = family.members.iter().map(|coe| day(site, *coe)).collect();
    let place = family.members.iter().position(|coe| *coe == index).unwrap_or(0);
    let Some(days) = days else { return format!("One of {count}") };
    if place == 0 {
        return format!("The first of {count}");
    }
    let nth = words::capital(&words::nth(place + 1));
    match days[0].days_until(days[place]) {
        Some(0) => format!("{nth} time on the same day"),
        Some(passed) => format!("{nth} time in {}", words::apart(passed)),
        None => format!("{nth} time"),
    }
}

/// The one before, the one after, and what nobody dated.
fn told(page: &Page<'_, '_>, family: &Family, index: usize) -> Vec<Told> {
    let site = page.site;
    let dated: Vec<usize> = family.members.iter().copied().filter(|coe| day(site, *coe).is_some()).collect();
    let undated = family.members.len() - dated.len();
    let Some(place) = dated.iter().position(|coe| *coe == index) else {
        return vec![plain("When this one happened is not said.")];
    };
    let before = place.checked_sub(1).map(|before| Told {
        before: passed(site, (dated[before], index), |passed| match passed {
            None => "It came after".to_owned(),
            Some(0) => "It came on the same day as".to_owned(),
            Some(days) => format!("It came {} after", words::apart(days)),
        }),
        coe: Some(page.neighbour(dated[before])),
        after: ".".to_owned(),
    });
    let again = words::capital(families::again(site, family));
    let after = dated.get(place + 1).map(|after| Told {
        before: passed(site, (index, *after), |passed| match passed {
            None => format!("{again} as"),
            Some(0) => format!("{again} the same day as"),
            Some(days) => format!("{again} {} later as", words::apart(days)),
        }),
        coe: Some(page.neighbour(*after)),
        after: since_then(dated.len() - place - 2),
    });
    let unknown = match undated {
        0 => None,
        1 => Some(plain("One of them does not say when it happened.")),
        _ => {
            let number = words::capital(&words::number(undated));
            Some(plain(&format!("{number} of them do not say when they happened.")))
        }
    };
    before.into_iter().chain(after).chain(unknown).collect()
}

fn plain(sentence: &str) -> Told {
    Told { before: sentence.to_owned(), ..Told::default() }
}

fn since_then(times: usize) -> String {
    match times {
        0 => ".".to_owned(),
        1 => ", and once more since.".to_owned(),
        _ => format!(", and {} more since.", words::times(times)),
    }
}

/// Words about the days that passed from one COE to another.
fn passed(site: &Site<'_>, (from, to): (usize, usize), words: impl Fn(Option<i64>) -> String) -> String {
    let days = day(site, from).zip(day(site, to));
    words(days.and_then(|(from, to)| from.days_until(to)))
}

/// The family over its years, this one strong.
fn strip(page: &Page<'_, '_>, family: &Family, index: usize) -> Html {
    let dots = page.dots_with_own(&family.members, index);
    match Span::of_years(dots.iter().map(|dot| dot.day)) {
        Some(span) if dots.len() > 1 => strip::draw(&dots, span, Scale::Small, &super::strip_words(&dots)),
        _ => Html::default(),
    }
}
