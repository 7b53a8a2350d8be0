//! What the references of a document lead to, in words.

use crate::model::{Citation, KnowledgeBase, Target};

/// A reference as written, and what it leads to.
pub(super) struct Reference {
    /// The line it stands on.
    pub(super) line: u32,
    /// As written.
    pub(super) written: String,
    /// `coe`, `lesson`, `file`, `nothing`, ...
    pub(super) kind: &'static str,
    /// Id, path or address at the other end.
    pub(super) to: Option<String>,
}

/// Every reference of a document, in order of line.
pub(super) fn of(knowledge: &KnowledgeBase, path: &str, citations: &[Citation]) -> Vec<Reference> {
    let links = knowledge.links.get(path).map_or(&[][..], Vec::as_slice);
    let mut references: Vec<Reference> = citations
        .iter()
        .filter_map(|citation| {
            let link = links.iter().find(|link| link.span == citation.span)?;
            let (kind, to) = end(knowledge, &link.target);
            let fragment = citation.fragment.as_ref().map(|name| format!("#{name}")).unwrap_or_default();
            Some(Reference {
                line: citation.line,
                written: format!("{}{fragment}", citation.target),
                kind,
                to,
            })
        })
        .collect();
    references.sort_by_key(|reference| reference.line);
    references
}

fn end(knowledge: &KnowledgeBase, target: &Target) -> (&'static str, Option<String>) {
    match target {
        Target::Coe(index) => ("coe", knowledge.coes.get(*index).map(|coe| coe.id.to_string())),
        Target::Lesson(index) => {
            ("lesson", knowledge.lessons.get(*index).map(|lesson| lesson.article.id.clone()))
        }
        Target::Path(index) => ("path", knowledge.paths.get(*index).map(|path| path.article.id.clone())),
        Target::Explainer(index) => {
            ("explainer", knowledge.explainers.get(*index).map(|article| article.id.clone()))
        }
        Target::Practice(index) => {
            ("practice", knowledge.practice.get(*index).map(|article| article.id.clone()))
        }
        Target::Asset(path) => ("file", Some(path.clone())),
        Target::Repository(address) => ("repository", address.clone()),
        Target::Restricted => ("restricted", None),
        Target::Missing => ("nothing", None),
    }
}
