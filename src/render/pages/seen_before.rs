//! What stands above the text of a COE whose like happened before or after.

use crate::analyse::Family;
use crate::model::Day;
use crate::render::catalogue;
use crate::render::context::{Page, Site};
use crate::render::figures::strip::{self, Scale, Span};
use crate::render::site_map;
use crate::render::view::{Html, Link, SeenBefore, Told};
use crate::render::words::{self, Words};

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
        heading: family
            .map_or_else(|| page.words().said("seen.promised"), |family| heading(page.site, family, index)),
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
    let words = site.words();
    let count = family.members.len();
    let days: Option<Vec<Day>> = family.members.iter().map(|coe| day(site, *coe)).collect();
    let place = family.members.iter().position(|coe| *coe == index).unwrap_or(0);
    let Some(days) = days else { return words.count("seen.one_of", count) };
    if place == 0 {
        return words.count("seen.first_of", count);
    }
    let nth = words::capital(&words.nth(place + 1));
    match days[0].days_until(days[place]) {
        Some(0) => words.fill("seen.nth_same_day", &[("nth", &nth)]),
        Some(passed) => words.fill("seen.nth_in", &[("nth", &nth), ("span", &words.apart(passed))]),
        None => words.fill("seen.nth", &[("nth", &nth)]),
    }
}

/// The one before, the one after, and what nobody dated.
fn told(page: &Page<'_, '_>, family: &Family, index: usize) -> Vec<Told> {
    let site = page.site;
    let words = page.words();
    let dated: Vec<usize> = family.members.iter().copied().filter(|coe| day(site, *coe).is_some()).collect();
    let undated = family.members.len() - dated.len();
    let Some(place) = dated.iter().position(|coe| *coe == index) else {
        return vec![plain(words.said("seen.not_said"))];
    };
    let before = place.checked_sub(1).map(|before| {
        let sentence = match passed(site, dated[before], index) {
            None => words.said("seen.after"),
            Some(0) => words.said("seen.after_same_day"),
            Some(days) => words.fill("seen.after_span", &[("span", &words.apart(days))]),
        };
        Told::about(&sentence, page.neighbour(dated[before]))
    });
    let inferred = families::is_inferred(site, family);
    let after = dated.get(place + 1).map(|after| {
        let key = match (passed(site, index, *after), inferred) {
            (None, false) => "seen.again",
            (None, true) => "seen.again_inferred",
            (Some(0), false) => "seen.again_same_day",
            (Some(0), true) => "seen.again_same_day_inferred",
            (Some(_), false) => "seen.again_span",
            (Some(_), true) => "seen.again_span_inferred",
        };
        let span = words.apart(passed(site, index, *after).unwrap_or_default());
        let since = since_then(dated.len() - place - 2, words);
        Told::about(&words.fill(key, &[("span", &span), ("since", &since)]), page.neighbour(*after))
    });
    let unknown = (undated > 0).then(|| plain(words.count("seen.undated", undated)));
    before.into_iter().chain(after).chain(unknown).collect()
}

fn plain(sentence: String) -> Told {
    Told { before: sentence, ..Told::default() }
}

fn since_then(times: usize, words: &Words) -> String {
    match times {
        0 => String::new(),
        1 => words.said("seen.once_since"),
        _ => words.fill("seen.times_since", &[("times", &words.times(times))]),
    }
}

/// The days that passed from one COE to another.
fn passed(site: &Site<'_>, from: usize, to: usize) -> Option<i64> {
    day(site, from)?.days_until(day(site, to)?)
}

/// The family over its years, this one strong.
fn strip(page: &Page<'_, '_>, family: &Family, index: usize) -> Html {
    let dots = page.dots_with_own(&family.members, index);
    match Span::of_years(dots.iter().map(|dot| dot.day)) {
        Some(span) if dots.len() > 1 => strip::draw(&dots, span, Scale::Small, page.words()),
        _ => Html::default(),
    }
}
