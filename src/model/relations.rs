//! What is wrong with relations that lead somewhere: to the document itself, twice, in a circle, against time.

use std::collections::{BTreeSet, HashMap, VecDeque};

use super::{Coe, KnowledgeBase, RelationKind, ResolvedRelation, StatedRelation};
use crate::findings::{Finding, Level};

/// Kinds that cannot go round in a circle: what follows something else does not come before it, too.
const DIRECTED: [RelationKind; 4] = [
    RelationKind::RecurrenceOf,
    RelationKind::CausedByActionOf,
    RelationKind::PartOf,
    RelationKind::Supersedes,
];

/// Kinds whose other end happened before.
const LATER: [RelationKind; 2] = [RelationKind::RecurrenceOf, RelationKind::CausedByActionOf];

/// How many members of a circle are named; the rest of a longer one is counted.
const NAMED: usize = 12;

/// A relation of a document to itself.
pub(super) fn to_itself(coe: &Coe, stated: &StatedRelation) -> Finding {
    finding(
        coe,
        stated,
        (Level::Warning, "self-relation"),
        format!("`{}` names the document it stands in", stated.target),
        "name the other document, or take the relation out".to_owned(),
    )
}

/// A relation that was stated before.
pub(super) fn again(coe: &Coe, stated: &StatedRelation) -> Finding {
    finding(
        coe,
        stated,
        (Level::Warning, "repeated-relation"),
        format!("`{}: {}` is stated twice", stated.kind.word(), stated.target),
        "take one of the two out".to_owned(),
    )
}

/// Looks for circles and for relations against time.
pub(super) fn check(knowledge: &KnowledgeBase, findings: &mut Vec<Finding>) {
    for kind in DIRECTED {
        findings.extend(circles(knowledge, kind).iter().map(|circle| circular(knowledge, kind, circle)));
    }
    for (from, relations) in knowledge.relations.iter().enumerate() {
        let later = relations.iter().filter(|relation| LATER.contains(&relation.kind));
        findings.extend(later.filter_map(|relation| against_time(knowledge, from, relation)));
    }
}

fn against_time(knowledge: &KnowledgeBase, from: usize, relation: &ResolvedRelation) -> Option<Finding> {
    let (coe, other) = (&knowledge.coes[from], &knowledge.coes[relation.to]);
    let (day, then) = (coe.date.as_ref()?.value, other.date.as_ref()?.value);
    if then <= day {
        return None;
    }
    let word = relation.kind.word();
    Some(finding(
        coe,
        coe.relations.get(relation.stated)?,
        (Level::Warning, "relation-against-time"),
        format!("`{word}: {}` names a later incident: of {then}, and this one is of {day}", other.id),
        format!("write `{word}: {}` in {}, or mend one of the dates", coe.id, other.path),
    ))
}

fn circular(knowledge: &KnowledgeBase, kind: RelationKind, circle: &[usize]) -> Finding {
    let first = &knowledge.coes[circle[0]];
    let next = circle.get(1).unwrap_or(&circle[0]);
    let relation = knowledge.relations[circle[0]].iter().find(|it| it.kind == kind && it.to == *next);
    let stated = relation.and_then(|relation| first.relations.get(relation.stated));
    let message = format!("`{}` goes round in a circle: {}", kind.word(), in_words(knowledge, circle));
    let hint = "take the relation out that is wrong, or turn it round".to_owned();
    let rule = (Level::Error, "circular-relation");
    match stated {
        Some(stated) => finding(first, stated, rule, message, hint),
        None => crate::load::about_file(&first.path, rule.0, rule.1, message, &hint),
    }
}

/// `a → b → a`
fn in_words(knowledge: &KnowledgeBase, circle: &[usize]) -> String {
    let mut names: Vec<String> =
        circle.iter().take(NAMED).map(|coe| knowledge.coes[*coe].id.to_string()).collect();
    if circle.len() > NAMED {
        names.push(format!("… ({} more)", circle.len() - NAMED));
    }
    names.push(knowledge.coes[circle[0]].id.to_string());
    names.join(" → ")
}

/// Circles of relations of a kind, each from its first member on; no document is told of in two where one will do.
fn circles(knowledge: &KnowledgeBase, kind: RelationKind) -> BTreeSet<Vec<usize>> {
    let to: HashMap<usize, Vec<usize>> = knowledge
        .relations
        .iter()
        .enumerate()
        .map(|(from, list)| (from, list.iter().filter(|it| it.kind == kind).map(|it| it.to).collect()))
        .filter(|(_, list): &(usize, Vec<usize>)| !list.is_empty())
        .collect();
    let mut starts: Vec<usize> = to.keys().copied().collect();
    starts.sort_unstable();
    let mut told = BTreeSet::new();
    let mut circles = BTreeSet::new();
    for start in starts {
        if told.contains(&start) {
            continue;
        }
        if let Some(circle) = way_back(&to, start) {
            told.extend(circle.iter().copied());
            circles.insert(from_first(circle));
        }
    }
    circles
}

/// The shortest way from a document back to it.
fn way_back(to: &HashMap<usize, Vec<usize>>, start: usize) -> Option<Vec<usize>> {
    let mut before: HashMap<usize, usize> = HashMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(at) = queue.pop_front() {
        for next in to.get(&at).into_iter().flatten().copied() {
            if next == start {
                return Some(path(&before, at));
            }
            if let std::collections::hash_map::Entry::Vacant(entry) = before.entry(next) {
                entry.insert(at);
                queue.push_back(next);
            }
        }
    }
    None
}

/// The documents from the start to one, by what came before each.
fn path(before: &HashMap<usize, usize>, end: usize) -> Vec<usize> {
    let mut path: Vec<usize> = std::iter::successors(Some(end), |at| before.get(at).copied()).collect();
    path.reverse();
    path
}

fn from_first(mut circle: Vec<usize>) -> Vec<usize> {
    let first = circle.iter().enumerate().min_by_key(|(_, coe)| **coe).map_or(0, |(place, _)| place);
    circle.rotate_left(first);
    circle
}

fn finding(
    coe: &Coe,
    stated: &StatedRelation,
    (level, rule): (Level, &'static str),
    message: String,
    hint: String,
) -> Finding {
    Finding {
        path: coe.path.clone(),
        span: Some(stated.span.clone().into()),
        line: stated.line,
        // Found with the columns of all findings between documents.
        column: 1,
        level,
        rule,
        message,
        hints: vec![hint],
        suggestion: None,
    }
}
