//! Families: what happened more than once, in a list and in lists of other pages.

use std::cmp::Reverse;

use crate::analyse::Family;
use crate::error::Result;
use crate::model::{Day, RelationKind};
use crate::render::catalogue;
use crate::render::context::{Page, Site};
use crate::render::figures::strip::Scale;
use crate::render::view::{FamiliesPage, FamilyCard};
use crate::render::words::{self, Words};

use super::seen_before;

pub(in crate::render) fn page(page: &Page<'_, '_>) -> Result<Vec<u8>> {
    let site = page.site;
    let words = page.words();
    let heading = words.say("families.heading");
    let intro = words.count("families.intro", site.insight.families.len());
    let view = FamiliesPage {
        shell: page.shell(heading, &intro, page.words().language()),
        heading: heading.to_owned(),
        intro,
        families: latest_first(site).into_iter().map(|family| card(page, family)).collect(),
    };
    site.theme.render("families.html", &view)
}

/// The days of the members that have one, in order.
pub(super) fn days(site: &Site<'_>, family: &Family) -> Vec<Day> {
    family.members.iter().filter_map(|coe| catalogue::date(site.coe(*coe))).collect()
}

fn last_day(site: &Site<'_>, family: &Family) -> Option<Day> {
    days(site, family).into_iter().max()
}

/// All families, what struck last first.
fn latest_first<'a>(site: &Site<'a>) -> Vec<&'a Family> {
    let mut families: Vec<&Family> = site.insight.families.iter().collect();
    families.sort_by_cached_key(|family| Reverse((last_day(site, family), family.members.len())));
    families
}

/// All families, what struck most often first.
pub(super) fn most_frequent_first<'a>(site: &Site<'a>) -> Vec<&'a Family> {
    let mut families: Vec<&Family> = site.insight.families.iter().collect();
    families.sort_by_cached_key(|family| Reverse((family.members.len(), last_day(site, family))));
    families
}

/// The families that at least two of these COEs are part of, those with most of them first.
pub(super) fn of_coes<'a>(site: &Site<'a>, coes: &[usize]) -> Vec<&'a Family> {
    let families = &site.insight.families;
    let mut counts = vec![0_usize; families.len()];
    let of_coe = |coe: &usize| site.insight.family_of.get(*coe).copied().flatten();
    for place in coes.iter().filter_map(of_coe) {
        if let Some(count) = counts.get_mut(place) {
            *count += 1;
        }
    }
    let mut places: Vec<usize> = (0..families.len()).filter(|place| counts[*place] > 1).collect();
    places.sort_by_cached_key(|place| Reverse((counts[*place], last_day(site, &families[*place]))));
    places.into_iter().map(|place| &families[place]).collect()
}

/// A family in a list.
pub(super) fn card(page: &Page<'_, '_>, family: &Family) -> FamilyCard {
    let days = days(page.site, family);
    let undated = family.members.len() - days.len();
    let words = page.words();
    let often = how_often(family, &days, words);
    let last = days.last().map(|last| words.month_of(*last));
    FamilyCard {
        link: seen_before::link(page, family),
        strip: super::strip(page, &family.members, Scale::None),
        words: match last {
            Some(month) => words.fill("families.often_last", &[("often", &often), ("month", &month)]),
            None => words.fill("families.often", &[("often", &often)]),
        },
        intervals: if undated > 0 { words.count("families.undated", undated) } else { quiet(&days, words) },
    }
}

/// `Three times in 14 months`.
pub(super) fn how_often(family: &Family, days: &[Day], words: &Words) -> String {
    let times = words::capital(&words.times(family.members.len()));
    let passed = days.first().zip(days.last()).and_then(|(first, last)| first.days_until(*last));
    match passed {
        Some(0) if days.len() > 1 => words.fill("families.one_day", &[("times", &times)]),
        Some(passed) if days.len() > 1 && days.len() == family.members.len() => {
            words.fill("families.times_in", &[("times", &times), ("span", &words.apart(passed))])
        }
        _ => times,
    }
}

/// How far apart they were: `5 to 9 months apart.`
fn quiet(days: &[Day], words: &Words) -> String {
    let gaps: Vec<i64> = gaps(days);
    let ends = gaps.iter().min().zip(gaps.iter().max()).filter(|_| gaps.len() > 1);
    let Some((shortest, longest)) = ends.map(|(a, b)| (words.apart(*a), words.apart(*b))) else {
        return String::new();
    };
    if shortest == longest {
        return words.fill("families.each_time", &[("span", &words::capital(&shortest))]);
    }
    match (shortest.split_once(' '), longest.split_once(' ')) {
        (Some((number, unit)), Some((_, same))) if unit == same => {
            words.fill("families.from_to", &[("shortest", number), ("longest", &longest)])
        }
        _ => {
            words.fill("families.from_to", &[("shortest", &words::capital(&shortest)), ("longest", &longest)])
        }
    }
}

/// Whether no author says that one of them is the recurrence of another.
pub(super) fn is_inferred(site: &Site<'_>, family: &Family) -> bool {
    let relations = &site.knowledge.relations;
    let of_members = family.members.iter().filter_map(|coe| relations.get(*coe)).flatten();
    let mut said = of_members.filter(|it| it.kind == RelationKind::RecurrenceOf);
    !said.any(|it| family.members.contains(&it.to))
}

/// What can be said of the next one: that it happened again, where an author says so.
pub(super) fn again<'a>(site: &Site<'a>, family: &Family) -> &'a str {
    site.words().say(if is_inferred(site, family) { "families.like_it" } else { "families.again" })
}

/// Days from each to the next.
pub(super) fn gaps(days: &[Day]) -> Vec<i64> {
    days.windows(2).filter_map(|pair| pair[0].days_until(pair[1])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i16, month: i8) -> Day {
        Day { year, month, day: 1 }
    }

    fn family(members: usize) -> Family {
        let (id, title) = ("x".to_owned(), "X".to_owned());
        Family { id, title, members: (0..members).collect(), reasons: Vec::new() }
    }

    #[test]
    fn says_how_often_only_as_far_as_dates_are_known() {
        let words = Words::english();
        let days = [day(2024, 1), day(2024, 6), day(2025, 3)];
        assert_eq!(how_often(&family(3), &days, &words), "Three times in 14 months");
        assert_eq!(how_often(&family(4), &days, &words), "Four times");
        assert_eq!(how_often(&family(2), &[], &words), "Twice");
        assert_eq!(how_often(&family(2), &[days[0], days[0]], &words), "Twice on one day");
    }

    #[test]
    fn says_how_far_apart_they_were() {
        let words = Words::english();
        assert_eq!(quiet(&[day(2024, 1), day(2024, 6), day(2025, 3)], &words), "5 to 9 months apart.");
        assert_eq!(quiet(&[day(2024, 1), day(2024, 6)], &words), "");
    }
}
