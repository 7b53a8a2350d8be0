//! Where a document says something of others that the others contradict.

use super::Insight;
use crate::findings::{Finding, Findings, Level, LineMap};
use crate::model::{BacklinkKind, Coe, Day, KnowledgeBase, RelationKind};

/// What other documents contradict, in order of the documents.
pub(super) fn findings(knowledge: &KnowledgeBase, insight: &Insight) -> Vec<Finding> {
    let coes = knowledge.coes.iter().enumerate();
    coes.filter_map(|(index, coe)| first_occurrence(knowledge, insight, index, coe)).collect()
}

/// "This is the first of its kind", and it is not.
fn first_occurrence(
    knowledge: &KnowledgeBase,
    insight: &Insight,
    index: usize,
    coe: &Coe,
) -> Option<Finding> {
    let said = coe.said_first.as_ref()?;
    let earlier = earlier_relative(knowledge, insight, index)?;
    let other = &knowledge.coes[earlier];
    let day = other.date.as_ref()?.value;
    let lines = LineMap::new(&coe.text);
    let mut findings = Findings::new(&coe.path, &coe.text, &lines);
    findings.add(
        Level::Warning,
        "first-occurrence-contradicted",
        said.span.clone(),
        format!(
            "said to be the first, but `{}` was before, on {day}: {}",
            other.id,
            why(insight, index, earlier)
        ),
        format!("write `recurrence-of: {}` or another relation under `related:`", other.id),
    );
    findings.into_vec().pop()
}

/// The closest of the earlier COEs that are of one family with a COE, or say themselves that they are like it; nothing
/// of those its author names.
pub(super) fn earlier_relative(knowledge: &KnowledgeBase, insight: &Insight, index: usize) -> Option<usize> {
    let today = day(&knowledge.coes[index])?;
    let family = insight.family(index).map(|(family, _)| family.members.as_slice()).unwrap_or_default();
    let closest = |coe: &usize| score(insight, index, *coe);
    let named = |coe: &usize| knowledge.relations[index].iter().any(|relation| relation.to == *coe);
    family
        .iter()
        .copied()
        .chain(stated_by_others(knowledge, index))
        .filter(|coe| *coe != index && !named(coe))
        .filter(|coe| day(&knowledge.coes[*coe]).is_some_and(|then| then < today))
        .max_by(|a, b| closest(a).total_cmp(&closest(b)).then(b.cmp(a)))
}

/// COEs that say that the same happened to them.
fn stated_by_others(knowledge: &KnowledgeBase, index: usize) -> impl Iterator<Item = usize> {
    knowledge.backlinks[index].iter().filter_map(|link| match link.kind {
        BacklinkKind::Relation(
            RelationKind::RecurrenceOf | RelationKind::SameCause | RelationKind::Duplicate,
        ) => Some(link.from),
        BacklinkKind::Relation(_) | BacklinkKind::Citation => None,
    })
}

fn day(coe: &Coe) -> Option<Day> {
    coe.date.as_ref().map(|date| date.value)
}

fn score(insight: &Insight, one: usize, other: usize) -> f32 {
    insight.related[one].iter().find(|it| it.to == other).map_or(0.0, |it| it.score)
}

/// The strongest reason why two COEs are related, else why their family is one.
fn why(insight: &Insight, one: usize, other: usize) -> String {
    let related = insight.related[one].iter().find(|it| it.to == other);
    let reason = related.and_then(|it| it.reasons.first());
    let of_family = || insight.family(one).and_then(|(family, _)| family.reasons.first());
    reason.or_else(of_family).map_or_else(|| "it says so itself".to_owned(), super::Reason::text)
}
