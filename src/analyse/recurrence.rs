//! Families: groups of COEs in which the same thing happened again.
//!
//! A wrong family is worse than none, so the threshold is high and asked twice: two COEs are taken together only when
//! each is among the nearest of the other and what speaks for recurrence reaches [`AGAIN`]; two groups, when that holds
//! for the pairs between them on the average. What an author states as `recurrence-of` needs no more evidence.

use rayon::prelude::*;

use super::evidence::{Evidence, Weigher};
use super::{Family, Insight, Reason, ReasonKind, Related, Words, reasons};
use crate::model::{Coe, KnowledgeBase, RelationKind, capital, sort_day};

/// How much has to speak for recurrence, from 0 to 1, before two COEs are one family.
const AGAIN: f32 = 0.79;

/// How near two COEs have to be to each other: among that many of the most alike, from both ends.
const NEAREST: usize = 3;

/// How strong it has to be that an author says in prose that it happened before, to be taken as said.
const SAID: f32 = 0.7;

/// What an author writes who says that it happened before.
const SAYS_SO: ReasonKind = ReasonKind::Relation(RelationKind::RecurrenceOf);

/// A family is not grown beyond this: what happens that often is a fact of life, and has a page of its cause.
const LARGEST: usize = 32;

/// Groups the COEs, and says of each which family it is in.
pub(super) fn run(weigher: &Weigher<'_>, related: &[Vec<Related>]) -> (Vec<Family>, Vec<Option<usize>>) {
    let knowledge = weigher.knowledge;
    let mut groups = Groups::new(knowledge.coes.len());
    for pair in pairs(weigher, related) {
        groups.join(weigher, &pair);
    }
    let mut families: Vec<Family> = groups
        .members
        .into_iter()
        .filter(|members| members.len() > 1)
        .map(|members| family(weigher, in_order(&knowledge.coes, members)))
        .collect();
    families.sort_by(|a, b| a.id.cmp(&b.id));
    let mut family_of = vec![None; knowledge.coes.len()];
    for (place, family) in families.iter().enumerate() {
        family.members.iter().for_each(|coe| family_of[*coe] = Some(place));
    }
    (families, family_of)
}

/// Two COEs that may be one family.
struct Pair {
    a: usize,
    b: usize,
    strength: f32,
    stated: bool,
    /// Whether it joins groups whatever their other members: the author says which ones belong together.
    joins: bool,
}

/// Pairs of near COEs, those with most evidence for recurrence first.
fn pairs(weigher: &Weigher<'_>, related: &[Vec<Related>]) -> Vec<Pair> {
    let near = |from: usize, to: usize| related[from].iter().take(NEAREST).any(|it| it.to == to);
    let stated = |it: &Related| it.reasons.iter().any(|reason| reason.kind == SAYS_SO);
    let pairs = related.par_iter().enumerate().flat_map_iter(|(a, list)| {
        let later = list.iter().filter(move |it| it.to > a);
        later.filter_map(move |it| {
            let (b, stated) = (it.to, stated(it));
            let may_be = near(a, b) && near(b, a) && another_day(weigher, a, b);
            if !(stated || may_be) {
                return None;
            }
            let evidence = weigher.evidence(a, b);
            let said = evidence.iter().any(|it| it.kind == ReasonKind::SaidAgain && it.strength >= SAID);
            let strength = recurrence(&evidence);
            (stated || strength >= AGAIN).then_some(Pair { a, b, strength, stated, joins: stated || said })
        })
    });
    let mut pairs: Vec<Pair> = pairs.collect();
    pairs.sort_by(|x, y| {
        y.stated.cmp(&x.stated).then(y.strength.total_cmp(&x.strength)).then((x.a, x.b).cmp(&(y.a, y.b)))
    });
    pairs
}

/// Whether two COEs are of different days, as far as they have any: two accounts of one day are no recurrence.
fn another_day(weigher: &Weigher<'_>, a: usize, b: usize) -> bool {
    let day = |coe: usize| weigher.knowledge.coes[coe].date.as_ref().map(|date| date.value);
    day(a).is_none() || day(a) != day(b)
}

/// How much speaks for the same thing having happened again: what was said, shared causes and ways to fail, and
/// likeness of the prose. A service or a technology of both makes it no recurrence, and a citation may be about
/// anything.
fn recurrence(evidence: &[Evidence]) -> f32 {
    if evidence.iter().any(|evidence| says_otherwise(evidence.kind)) {
        return 0.0;
    }
    let worth = |evidence: &Evidence| match evidence.kind {
        ReasonKind::Relation(RelationKind::RecurrenceOf) => evidence.strength,
        ReasonKind::Relation(RelationKind::SameCause) => 0.8 * evidence.strength,
        ReasonKind::Relation(_) => 0.0,
        ReasonKind::Citation => 0.3 * evidence.strength,
        ReasonKind::SaidAgain => evidence.strength,
        ReasonKind::SharedCause | ReasonKind::SharedMechanism | ReasonKind::SharedError => evidence.strength,
        ReasonKind::SharedConcept => 0.8 * evidence.strength,
        ReasonKind::SharedWords => 0.6 * evidence.strength,
        ReasonKind::SharedCircumstance
        | ReasonKind::SharedService
        | ReasonKind::SharedTechnology
        | ReasonKind::SharedTag => 0.6 * evidence.strength,
    };
    1.0 - evidence.iter().map(|evidence| 1.0 - worth(evidence)).product::<f32>()
}

/// Whether the authors say that two COEs have to do with each other in a way that is no recurrence.
fn says_otherwise(kind: ReasonKind) -> bool {
    use RelationKind::{CausedByActionOf, Duplicate, PartOf, Supersedes};
    matches!(kind, ReasonKind::Relation(CausedByActionOf | Duplicate | PartOf | Supersedes))
}

/// COEs by group.
struct Groups {
    /// The group of each COE.
    of: Vec<usize>,
    members: Vec<Vec<usize>>,
}

impl Groups {
    fn new(number: usize) -> Groups {
        Groups { of: (0..number).collect(), members: (0..number).map(|coe| vec![coe]).collect() }
    }

    /// Makes one group of two, if that is right for all of their members on the average.
    fn join(&mut self, weigher: &Weigher<'_>, pair: &Pair) {
        let (a, b) = (self.of[pair.a], self.of[pair.b]);
        if a == b || self.members[a].len() + self.members[b].len() > LARGEST {
            return;
        }
        if !pair.joins && mean(weigher, &self.members[a], &self.members[b]) < AGAIN {
            return;
        }
        let joined = std::mem::take(&mut self.members[b]);
        joined.iter().for_each(|coe| self.of[*coe] = a);
        self.members[a].extend(joined);
    }
}

fn mean(weigher: &Weigher<'_>, a: &[usize], b: &[usize]) -> f32 {
    let pairs = a.iter().flat_map(|a| b.iter().map(move |b| (*a, *b)));
    let sum: f32 = pairs.map(|(a, b)| recurrence(&weigher.evidence(a, b))).sum();
    sum / (a.len() * b.len()) as f32
}

/// In order of time, those without a date last.
fn in_order(coes: &[Coe], mut members: Vec<usize>) -> Vec<usize> {
    members.sort_by_key(|coe| (coes[*coe].date.is_none(), sort_day(&coes[*coe]), *coe));
    members
}

fn family(weigher: &Weigher<'_>, members: Vec<usize>) -> Family {
    let reasons = reasons::of_family(weigher, &members);
    Family {
        id: weigher.knowledge.coes[members[0]].id.as_str().to_owned(),
        title: title(weigher.knowledge, &members, &reasons),
        members,
        reasons,
    }
}

/// What a family is called: by its cause, else by how it fails, else by shared words.
fn title(knowledge: &KnowledgeBase, members: &[usize], reasons: &[Reason]) -> String {
    let of = |kind: ReasonKind| reasons.iter().find(|reason| reason.kind == kind);
    let shared = |reason: &Reason| reason.shared().next().map(str::to_owned);
    // Of two members, the cause is told with its place.
    let placed = of(ReasonKind::SharedCause).and_then(|reason| reason.shared().nth(1).map(str::to_owned));
    let service = of(ReasonKind::SharedService).and_then(shared).or(placed);
    let service = service.map(|service| format!(" on {service}"));
    let cause = of(ReasonKind::SharedCause).and_then(shared).map(|cause| words_of(&cause));
    if let Some(cause) = cause {
        return format!("{}{}", capital(&cause), service.unwrap_or_default());
    }
    if let Some(reason) = of(ReasonKind::SharedMechanism) {
        let Some(Words::Plain(words)) = reason.words.last() else { return String::new() };
        return format!("{}{}", capital(words), service.unwrap_or_default());
    }
    let quoted: Vec<String> = of(ReasonKind::SharedWords)
        .map(|reason| reason.shared().take(2).map(|words| format!("“{words}”")).collect())
        .unwrap_or_default();
    // One word alone is no name.
    match quoted.as_slice() {
        [first, second, ..] => format!("{first} and {second}"),
        _ => format!("{}, again", knowledge.coes[members[0]].title.value),
    }
}

/// A cause without a vocabulary is named by its slug.
fn words_of(cause: &str) -> String {
    if cause.contains(' ') { cause.to_owned() } else { cause.replace(['-', '_'], " ") }
}

impl Insight {
    /// The family of a COE, and which of its members it is, from 0.
    pub fn family(&self, coe: usize) -> Option<(&Family, usize)> {
        let family = &self.families[self.family_of.get(coe).copied().flatten()?];
        Some((family, family.members.iter().position(|member| *member == coe)?))
    }
}
