//! What champions may look at next: what is unreviewed, untagged, in no lesson, or written in two ways.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::repeated::stem;
use super::suggest::WHAT_IT_IS_ABOUT;
use crate::model::{
    Coe, ConceptKind, Day, KnowledgeBase, MechanismSeen, Status, by_name, canonical, slug, sort_day,
};

/// How many days a document may take before it is published; as long as a draft may be by `stale-draft`.
const LONGEST_DRAFT: i64 = 30;

/// A COE that so many others cite tells something that is no lesson yet.
const OFTEN_CITED: usize = 2;

/// How alike two tags must be to be one written in two ways; 1 is the same.
const ALIKE: f64 = 0.93;

/// How many tags after one in the order of names are compared with it.
const NEIGHBOURS: usize = 6;

/// What a tag is a name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TagKind {
    /// A cause.
    Cause,
    /// A free tag.
    Tag,
}

/// A tag as COEs write it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct UsedTag {
    /// What it is a name of.
    pub kind: TagKind,
    /// As a slug.
    pub slug: String,
    /// How many COEs have it.
    pub count: usize,
}

/// What champions may look at next; COEs by index.
#[derive(Debug, Default)]
pub struct Queue {
    /// Drafts and documents in review for long, the oldest first, with the days since.
    pub unreviewed: Vec<(usize, i64)>,
    /// COEs without a cause, the latest first, with the mechanism each is about, which may be the cause.
    pub untagged: Vec<(usize, Option<&'static str>)>,
    /// COEs that support no lesson, the latest first.
    pub without_lesson: Vec<usize>,
    /// COEs that others cite often and no lesson rests on, the most cited first, with how many cite each.
    pub cited: Vec<(usize, usize)>,
    /// Tags that may be one: the less used one before the other.
    pub look_alike: Vec<(UsedTag, UsedTag)>,
}

impl Queue {
    /// The queue on a day.
    pub fn of(knowledge: &KnowledgeBase, today: Day) -> Queue {
        let coes = &knowledge.coes;
        let supporting = supporting(knowledge);
        let latest = |mut list: Vec<usize>| {
            list.sort_by_key(|coe| (Reverse(coes[*coe].date.as_ref().map(|date| date.value)), *coe));
            list
        };
        let every = |what: &dyn Fn(usize) -> bool| latest((0..coes.len()).filter(|coe| what(*coe)).collect());
        Queue {
            unreviewed: unreviewed(coes, today),
            untagged: every(&|coe| coes[coe].causes.is_empty())
                .into_iter()
                .map(|coe| (coe, about(&coes[coe])))
                .collect(),
            without_lesson: every(&|coe| !supporting.contains(&coe)),
            cited: cited(knowledge, &supporting),
            look_alike: look_alike(knowledge),
        }
    }
}

/// COEs that a lesson rests on, or that name one.
fn supporting(knowledge: &KnowledgeBase) -> BTreeSet<usize> {
    let lessons: BTreeSet<String> = knowledge.lessons.iter().map(|lesson| slug(&lesson.article.id)).collect();
    let named = knowledge.coes.iter().enumerate();
    let named = named.filter(|(_, coe)| coe.lessons.iter().any(|lesson| lessons.contains(&slug(lesson))));
    let evidence = knowledge.lessons.iter().flat_map(|lesson| &lesson.evidence).copied();
    evidence.chain(named.map(|(place, _)| place)).collect()
}

/// How it failed, where its prose makes much of that.
fn about(coe: &Coe) -> Option<&'static str> {
    let mut seen = coe.wording.mechanisms.iter();
    let failing =
        |it: &&MechanismSeen| it.mechanism.kind == ConceptKind::Failure && it.prominence >= WHAT_IT_IS_ABOUT;
    seen.find(failing).map(|it| it.mechanism.id.as_str())
}

fn unreviewed(coes: &[Coe], today: Day) -> Vec<(usize, i64)> {
    let waiting = coes.iter().enumerate().filter_map(|(place, coe)| {
        let waits = matches!(coe.status.value, Status::Draft | Status::InReview);
        let days = sort_day(coe)?.days_until(today)?;
        (waits && days > LONGEST_DRAFT).then_some((place, days))
    });
    let mut waiting: Vec<(usize, i64)> = waiting.collect();
    waiting.sort_by_key(|(place, days)| (Reverse(*days), *place));
    waiting
}

fn cited(knowledge: &KnowledgeBase, supporting: &BTreeSet<usize>) -> Vec<(usize, usize)> {
    let citing =
        |coe: usize| knowledge.backlinks[coe].iter().map(|it| it.from).collect::<BTreeSet<_>>().len();
    let coes = (0..knowledge.coes.len()).filter(|coe| !supporting.contains(coe));
    let mut cited: Vec<(usize, usize)> =
        coes.map(|coe| (coe, citing(coe))).filter(|(_, count)| *count >= OFTEN_CITED).collect();
    cited.sort_by_key(|(coe, count)| (Reverse(*count), *coe));
    cited
}

/// Tags that may be one written in two ways: the same words in another form or order, a slip, or a cause and a tag alike.
fn look_alike(knowledge: &KnowledgeBase) -> Vec<(UsedTag, UsedTag)> {
    let used = used(knowledge);
    let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    for (place, tag) in used.iter().enumerate() {
        let after = used.iter().enumerate().skip(place + 1).take(NEIGHBOURS);
        let alike = after.filter(|(_, other)| strsim::jaro_winkler(&tag.slug, &other.slug) >= ALIKE);
        pairs.extend(
            alike.filter(|(_, other)| is_slip(&tag.slug, &other.slug)).map(|(other, _)| (place, other)),
        );
    }
    let mut by_words: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
    for (place, tag) in used.iter().enumerate() {
        let mut words: Vec<String> = tag.slug.split('-').map(stem).collect();
        words.sort();
        by_words.entry(words).or_default().push(place);
    }
    for places in by_words.values() {
        pairs.extend(places.windows(2).map(|pair| (pair[0], pair[1])));
    }
    let mut told: Vec<(UsedTag, UsedTag)> = pairs
        .into_iter()
        .map(|(a, b)| if used[a].count <= used[b].count { (a, b) } else { (b, a) })
        .map(|(less, more)| (used[less].clone(), used[more].clone()))
        .collect();
    told.sort_by_key(|(less, more)| (Reverse(less.count + more.count), less.slug.clone(), more.slug.clone()));
    told
}

/// Whether two names differ as slips do: numbers and versions tell things apart.
fn is_slip(one: &str, other: &str) -> bool {
    let digits = |name: &str| name.chars().filter(char::is_ascii_digit).collect::<String>();
    digits(one) == digits(other) && strsim::osa_distance(one, other) <= 2
}

/// Causes and tags in order of name; what the vocabulary knows as one is one.
fn used(knowledge: &KnowledgeBase) -> Vec<UsedTag> {
    let causes = by_name(&knowledge.vocabulary.causes);
    let mut counts: BTreeMap<(String, TagKind), usize> = BTreeMap::new();
    for coe in &knowledge.coes {
        let cause = |word: &String| (canonical(&causes, word), TagKind::Cause);
        let tags = coe.tags.iter().map(|word| (slug(word), TagKind::Tag));
        let own: BTreeSet<(String, TagKind)> = coe.causes.iter().map(cause).chain(tags).collect();
        own.into_iter()
            .filter(|(slug, _)| !slug.is_empty())
            .for_each(|tag| *counts.entry(tag).or_default() += 1);
    }
    counts.into_iter().map(|((slug, kind), count)| UsedTag { kind, slug, count }).collect()
}

#[cfg(test)]
mod tests {
    use super::is_slip;

    #[test]
    fn versions_are_no_slips() {
        assert!(is_slip("retry-storm", "retry-strom") && is_slip("time-out", "timeout"));
        assert!(!is_slip("python-2", "python-3") && !is_slip("retry-storm", "retry-budget"));
    }
}
