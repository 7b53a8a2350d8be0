//! Relations as their authors state them, in words, whichever end one looks from.

use crate::model::{KnowledgeBase, RelationKind};

/// What each of two COEs says of the other.
pub(super) fn both_ways(knowledge: &KnowledgeBase, one: usize, other: usize) -> Vec<String> {
    let said = |from: usize, to: usize| {
        let relations = knowledge.relations.get(from).into_iter().flatten();
        relations.filter(move |relation| relation.to == to).map(move |relation| {
            let words = in_words(id(knowledge, from), relation.kind, id(knowledge, to));
            if relation.text.is_empty() { words } else { format!("{words}: {}", relation.text) }
        })
    };
    said(one, other).chain(said(other, one)).collect()
}

fn id(knowledge: &KnowledgeBase, coe: usize) -> &str {
    knowledge.coes[coe].id.as_str()
}

fn in_words(from: &str, kind: RelationKind, to: &str) -> String {
    match kind {
        RelationKind::RecurrenceOf => format!("{from} says that it is a recurrence of {to}"),
        RelationKind::SameCause => format!("{from} says that it has the same cause as {to}"),
        RelationKind::CausedByActionOf => format!("{from} says that an action of {to} brought it about"),
        RelationKind::Duplicate => format!("{from} says that it tells of the same incident as {to}"),
        RelationKind::PartOf => format!("{from} says that it is a part of {to}"),
        RelationKind::Supersedes => format!("{from} says that it takes the place of {to}"),
        RelationKind::SeeAlso => format!("{from} says that {to} is worth reading too"),
    }
}
