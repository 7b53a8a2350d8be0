//! What every document will be about, decided before any is written: documents cite earlier ones by name.

use std::collections::BTreeSet;

use super::calendar::{Day, Moment};
use super::random::{Random, Zipf};
use super::words::{Lexicon, capitalised};

/// The day the corpus is read on; nothing in it is later.
pub(super) const TODAY: (i64, i64, i64) = (2026, 11, 21);

/// Deciles (and two outer ends) of the size of a document in bytes: log-normal, median 6.8 kB, mean about 7.6 kB.
const SIZES: [u64; 13] =
    [3_000, 3_300, 3_730, 4_580, 5_310, 6_040, 6_800, 7_660, 8_700, 10_100, 12_400, 14_700, 20_000];
/// The share of documents, in percent, below each of `SIZES`.
const SHARES: [u64; 13] = [0, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 100];

/// The topic of a family is made of nouns below this rank, but for every third, which is any noun.
const COMMON_NOUNS: usize = 400;

/// How much a report asks of its author.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Profile {
    Debrief,
    Coe,
    Howie,
    /// No front matter: a free-form postmortem from before anybody had a template.
    FreeForm,
}

/// When the phases of an incident began.
#[derive(Clone, Copy, Debug)]
pub(super) struct Phases {
    pub(super) origin: Moment,
    pub(super) impact: Moment,
    pub(super) detected: Moment,
    pub(super) diagnosed: Moment,
    pub(super) mitigated: Moment,
    pub(super) recovered: Moment,
}

/// One document to be.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) profile: Profile,
    /// Stable id: the file name without date.
    pub(super) id: String,
    /// Below `content/coes`: `2019/checkout-api-lost-messages.md`.
    pub(super) path: String,
    pub(super) title: String,
    pub(super) phases: Phases,
    pub(super) services: Vec<String>,
    pub(super) team: String,
    pub(super) causes: Vec<String>,
    pub(super) technologies: Vec<String>,
    /// The error that identifies the family.
    pub(super) error: String,
    /// Ranks of the nouns that this family talks about more than others do.
    pub(super) topic: Vec<usize>,
    /// 1 is worst, 4 is least.
    pub(super) severity: i64,
    pub(super) target_bytes: usize,
    /// Earlier documents about the same thing, latest first, at most three.
    pub(super) before: Vec<usize>,
}

/// The same thing happening again: what its incidents share.
#[derive(Debug)]
struct Family {
    service: String,
    team: String,
    symptom: String,
    causes: Vec<String>,
    technologies: Vec<String>,
    error: String,
    topic: Vec<usize>,
    members: Vec<usize>,
}

impl Family {
    fn new(lexicon: &Lexicon, random: &mut Random) -> Self {
        let service = lexicon.services.draw(random).to_owned();
        let owner = lexicon.teams.as_slice().iter().find(|team| service.starts_with(team.as_str()));
        let nouns = lexicon.nouns.as_slice().len();
        Self {
            team: owner.cloned().unwrap_or_else(|| lexicon.teams.draw(random).to_owned()),
            service,
            symptom: lexicon.symptoms.any(random).to_owned(),
            causes: distinct(2, || lexicon.causes.draw(random).to_owned()),
            technologies: distinct(2, || lexicon.technologies.draw(random).to_owned()),
            error: lexicon.errors.draw(random).to_owned(),
            topic: (0..24)
                .map(|rank| random.index(if rank % 3 == 2 { nouns } else { COMMON_NOUNS }))
                .collect(),
            members: Vec::new(),
        }
    }
}

/// Plans `count` documents, in the order of their dates.
pub(super) fn plans(count: usize, seed: u64, lexicon: &Lexicon) -> Vec<Plan> {
    let mut random = Random::new(seed);
    // One incident in three is the first of its kind; a few kinds come back dozens of times.
    let mut families: Vec<Family> =
        (0..count * 2 / 3 + 1).map(|_| Family::new(lexicon, &mut random)).collect();
    let popularity = Zipf::new(families.len(), 20);
    let mut titles = Titles { taken: BTreeSet::new() };
    let (first, last) = (Day::new(2012, 1, 3), Day::new(TODAY.0, TODAY.1, TODAY.2).plus(-8));
    let days = last.since(first);
    (0..count)
        .map(|index| {
            let day = first.plus(days * index as i64 / count.max(1) as i64);
            let family = &mut families[popularity.draw(&mut random)];
            let before = family.members.iter().rev().take(3).copied().collect();
            family.members.push(index);
            plan(day, family, before, &mut titles, lexicon, &mut Random::for_item(seed, index))
        })
        .collect()
}

/// Plans one document of a family.
fn plan(
    day: Day,
    family: &Family,
    before: Vec<usize>,
    titles: &mut Titles,
    lexicon: &Lexicon,
    random: &mut Random,
) -> Plan {
    let target_bytes = size(random);
    let profile = profile(target_bytes, random);
    let title = titles.next(family, day, lexicon, random);
    let id = slug(&title);
    let dated = random.chance(if profile == Profile::FreeForm { 60 } else { 15 });
    let name = if dated { format!("{day}-{id}.md") } else { format!("{id}.md") };
    let extra = random.below(3) as usize;
    let mut services = vec![family.service.clone()];
    services.extend(distinct(extra, || lexicon.services.draw(random).to_owned()));
    let mut causes = family.causes.clone();
    if random.chance(30) {
        causes.push(lexicon.causes.draw(random).to_owned());
    }
    for list in [&mut services, &mut causes] {
        dedup_in_order(list);
    }
    Plan {
        profile,
        path: format!("{}/{name}", day.year()),
        id,
        title,
        phases: phases(day, random),
        services,
        team: family.team.clone(),
        causes,
        technologies: family.technologies.clone(),
        error: family.error.clone(),
        topic: family.topic.clone(),
        severity: [1, 2, 2, 2, 3, 3, 3, 3, 4, 4][random.index(10)],
        target_bytes,
        before,
    }
}

/// Titles that are unique, and whose slugs are.
struct Titles {
    taken: BTreeSet<String>,
}

impl Titles {
    fn next(&mut self, family: &Family, day: Day, lexicon: &Lexicon, random: &mut Random) -> String {
        let service = spoken(&family.service);
        for attempt in 0..6 {
            let mut title = format!("{service} {}", family.symptom);
            if attempt > 0 || random.chance(70) {
                title = format!("{title} {}", lexicon.triggers.any(random));
            }
            if attempt > 2 || random.chance(10) {
                title = format!("{title} {}", lexicon.qualifiers.any(random));
            }
            if self.taken.insert(slug(&title)) {
                return title;
            }
        }
        let base = format!("{service} {}, {} {}", family.symptom, day.month_name(), day.year());
        let mut title = base.clone();
        let mut number = 2;
        while !self.taken.insert(slug(&title)) {
            title = format!("{base} ({number})");
            number += 1;
        }
        title
    }
}

/// `Checkout API` for `checkout-api`.
pub(super) fn spoken(service: &str) -> String {
    capitalised(&service.replace('-', " ")).replace(" api", " API")
}

/// Lower case words and hyphens only.
fn slug(title: &str) -> String {
    let lower = title.to_lowercase().replace('\'', "");
    let words: Vec<&str> =
        lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join("-")
}

fn size(random: &mut Random) -> usize {
    let thousandth = random.below(100_000);
    let above =
        SHARES.iter().position(|&share| share * 1_000 > thousandth).unwrap_or(SHARES.len() - 1).max(1);
    let (low, high) = (SHARES[above - 1] * 1_000, SHARES[above] * 1_000);
    let (small, large) = (SIZES[above - 1], SIZES[above]);
    (small + (large - small) * (thousandth - low) / (high - low)) as usize
}

/// One in five is free-form; of the others, long reports are more often of the narrative kind.
fn profile(target_bytes: usize, random: &mut Random) -> Profile {
    if random.chance(20) {
        return Profile::FreeForm;
    }
    match target_bytes {
        ..5_000 => Profile::Debrief,
        5_000..9_000 => [Profile::Debrief, Profile::Coe, Profile::Coe][random.index(3)],
        _ => [Profile::Coe, Profile::Howie][random.index(2)],
    }
}

/// An incident of ten minutes to a day and a half; what began it lies minutes or weeks before.
fn phases(day: Day, random: &mut Random) -> Phases {
    let impact = day.at(random.between(0, 24 * 60 - 1));
    let head_start = [10, 25, 40, 90, 240, 1_440, 4_320, 20_000][random.index(8)];
    let origin = impact.plus(-random.between(1, head_start));
    let slowness = [1, 1, 1, 2, 2, 4, 12][random.index(7)];
    let detected = impact.plus(random.between(1, 20 * slowness));
    let diagnosed = detected.plus(random.between(3, 50 * slowness));
    let mitigated = diagnosed.plus(random.between(2, 40 * slowness));
    let recovered = mitigated.plus(random.between(1, 60 * slowness));
    Phases { origin, impact, detected, diagnosed, mitigated, recovered }
}

/// Up to `count` different values of `make`.
pub(super) fn distinct(count: usize, make: impl FnMut() -> String) -> Vec<String> {
    let mut values: Vec<String> = std::iter::repeat_with(make).take(count).collect();
    dedup_in_order(&mut values);
    values
}

/// Keeps the first of equal values.
fn dedup_in_order(values: &mut Vec<String>) {
    let mut seen = BTreeSet::new();
    values.retain(|value| seen.insert(value.clone()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_document_has_its_own_id_and_cites_earlier_ones() -> Result<(), String> {
        let plans = plans(3_000, 1, &Lexicon::load()?);
        let ids: BTreeSet<&String> = plans.iter().map(|plan| &plan.id).collect();
        assert_eq!(ids.len(), plans.len());
        for (index, plan) in plans.iter().enumerate() {
            assert!(plan.before.iter().all(|&earlier| earlier < index));
        }
        assert!(plans.iter().filter(|plan| plan.before.len() == 3).count() > 500);
        Ok(())
    }

    #[test]
    fn sizes_average_near_seven_and_a_half_kilobytes() {
        let mut random = Random::new(3);
        let mean = (0..20_000).map(|_| size(&mut random)).sum::<usize>() / 20_000;
        assert!((7_300..=7_900).contains(&mean), "{mean}");
    }
}
