//! What has to do with what: stated relations, citations, families and likeness, each pair once.

use std::cmp::Reverse;

use crate::analyse::{Family, Insight, Reason, ReasonKind, Related, Words};
use crate::model::{BacklinkKind, KnowledgeBase, ResolvedRelation};

use super::{Edge, EdgeKind};

/// How alike two COEs have to be for an edge. Below it the reasons are a single common term.
const FLOOR: f32 = 0.2;

/// The most edges a COE has for likeness alone. Documents that are all the same would otherwise tie up with all.
const MOST_ALIKE: usize = 12;

/// How many of those a COE is most like are asked for.
const NEAREST: usize = 8;

/// How much a tie counts that somebody wrote down.
const STATED: f32 = 1.0;

/// How much a citation counts: people also cite to say that something is different.
const CITED: f32 = 0.8;

/// How much it counts to be the one before in a family.
const AGAIN: f32 = 0.8;

/// All edges, sorted by their ends; `order` holds the COEs in order of time.
pub(super) fn all(knowledge: &KnowledgeBase, insight: &Insight, order: &[usize]) -> Vec<Edge> {
    let mut edges: Vec<Edge> = stated(knowledge).chain(cited(knowledge)).collect();
    edges.extend(insight.families.iter().flat_map(again));
    edges.extend(alike(insight));
    edges.retain(|edge| edge.from != edge.to);
    edges.sort_by(|a, b| {
        let by_strength = b.strength.total_cmp(&a.strength);
        ends(a).cmp(&ends(b)).then(a.kind.cmp(&b.kind)).then(by_strength).then(a.from.cmp(&b.from))
    });
    edges.dedup_by(|later, kept| {
        let same = ends(later) == ends(kept);
        if same {
            merge(kept, later);
        }
        same
    });
    let mut edges = bounded(order, edges);
    edges.sort_by_key(ends);
    edges
}

/// How many edges each COE has.
pub(super) fn degrees(number: usize, edges: &[Edge]) -> Vec<usize> {
    let mut degrees = vec![0; number];
    for edge in edges {
        degrees[edge.from] += 1;
        degrees[edge.to] += 1;
    }
    degrees
}

fn ends(edge: &Edge) -> (usize, usize) {
    (edge.from.min(edge.to), edge.from.max(edge.to))
}

/// Two edges of the same pair: the more certain one, with the better words of the other.
fn merge(kept: &mut Edge, other: &mut Edge) {
    kept.strength = kept.strength.max(other.strength);
    let better = match kept.kind {
        EdgeKind::Relation(_) => matches!(other.reason.kind, ReasonKind::Relation(_)),
        EdgeKind::Citation => other.reason.kind == ReasonKind::Citation,
        EdgeKind::Family => true,
        EdgeKind::Likeness => false,
    };
    if better && other.kind == EdgeKind::Likeness {
        std::mem::swap(&mut kept.reason, &mut other.reason);
    }
}

fn stated(knowledge: &KnowledgeBase) -> impl Iterator<Item = Edge> {
    let of = |(from, relations): (usize, &Vec<ResolvedRelation>)| {
        relations.iter().map(move |relation| relation_edge(from, relation)).collect::<Vec<_>>()
    };
    knowledge.relations.iter().enumerate().flat_map(of)
}

fn relation_edge(from: usize, relation: &ResolvedRelation) -> Edge {
    let mut words = format!("stated by the authors: {}", relation.kind.word().replace('-', " "));
    if !relation.text.trim().is_empty() {
        words = format!("{words}, {}", relation.text.trim());
    }
    let kind = ReasonKind::Relation(relation.kind);
    Edge {
        from,
        to: relation.to,
        kind: EdgeKind::Relation(relation.kind),
        strength: STATED,
        reason: said(kind, STATED, words),
    }
}

fn cited(knowledge: &KnowledgeBase) -> impl Iterator<Item = Edge> {
    let cites = |to: usize, from: usize| Edge {
        from,
        to,
        kind: EdgeKind::Citation,
        strength: CITED,
        reason: said(ReasonKind::Citation, CITED, "one cites the other".to_owned()),
    };
    knowledge.backlinks.iter().enumerate().flat_map(move |(to, links)| {
        let citing = links.iter().filter(|link| link.kind == BacklinkKind::Citation);
        citing.map(move |link| cites(to, link.from))
    })
}

fn said(kind: ReasonKind, strength: f32, words: String) -> Reason {
    Reason { kind, strength, words: vec![Words::Plain(words)] }
}

/// Each member of a family with the one before it: a chain, however large the family is.
fn again(family: &Family) -> impl Iterator<Item = Edge> {
    let unexplained = || said(ReasonKind::SharedWords, AGAIN, "the same thing happened again".to_owned());
    let reason = family.reasons.first().cloned().unwrap_or_else(unexplained);
    family.members.windows(2).map(move |pair| Edge {
        from: pair[1],
        to: pair[0],
        kind: EdgeKind::Family,
        strength: AGAIN,
        reason: reason.clone(),
    })
}

fn alike(insight: &Insight) -> impl Iterator<Item = Edge> {
    let edge = |from: usize, related: &Related| {
        let reason = related.reasons.first()?.clone();
        let (from, to) = (from.min(related.to), from.max(related.to));
        Some(Edge { from, to, kind: EdgeKind::Likeness, strength: related.score.clamp(0.0, 1.0), reason })
    };
    insight.related.iter().enumerate().flat_map(move |(from, list)| {
        let near = list.iter().filter(|related| related.score >= FLOOR).take(NEAREST);
        near.filter_map(move |related| edge(from, related))
    })
}

/// Without edges of likeness to those that are like too many already. They are granted in order of time, so that a
/// new COE takes none away from others; what people wrote is all kept.
fn bounded(order: &[usize], mut edges: Vec<Edge>) -> Vec<Edge> {
    let mut rank = vec![0; order.len()];
    order.iter().enumerate().for_each(|(place, coe)| rank[*coe] = place);
    let later = |edge: &Edge| rank[edge.from].max(rank[edge.to]);
    let earlier = |edge: &Edge| rank[edge.from].min(rank[edge.to]);
    edges.sort_by_key(|edge| (later(edge), Reverse(level(edge.strength)), Reverse(earlier(edge))));
    let mut alike = vec![0; order.len()];
    edges.retain(|edge| {
        let kept = edge.kind != EdgeKind::Likeness || alike[edge.from].max(alike[edge.to]) < MOST_ALIKE;
        if kept && edge.kind == EdgeKind::Likeness {
            alike[edge.from] += 1;
            alike[edge.to] += 1;
        }
        kept
    });
    edges
}

/// The strength in twentieths: one more document changes every score by a hair, and the map by nothing.
pub(super) fn level(strength: f32) -> u32 {
    (strength * 20.0).round() as u32
}
