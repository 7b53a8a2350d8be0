//! How a document says that it stands to others.

use super::tree::{Key, Node, Value};
use super::values::{Commas, Reader};
use super::words::{self, RELATIONS};
use super::{FrontMatter, Spanned, keys};
use crate::model::{RelationKind, StatedRelation};

/// Words beside a relation, and the long way of writing one.
const RELATION: &[(&str, &str)] = &[
    ("none", "none"),
    ("text", "text"),
    ("note", "text"),
    ("why", "text"),
    ("because", "text"),
    ("to", "to"),
    ("id", "to"),
    ("coe", "to"),
    ("target", "to"),
    ("kind", "kind"),
    ("relation", "kind"),
    ("type", "kind"),
];

impl Reader<'_, '_> {
    pub(super) fn related(&mut self, node: &Node, matter: &mut FrontMatter) {
        match &node.value {
            Value::List(items) => items.iter().for_each(|item| self.related_item(item, matter)),
            _ => self.related_item(node, matter),
        }
    }

    fn related_item(&mut self, node: &Node, matter: &mut FrontMatter) {
        match &node.value {
            Value::Map(entries) => self.related_group(entries, matter),
            Value::List(_) => self.wrong_type("related", node, "`relation: id`"),
            Value::Scalar { text, .. } if text.trim().eq_ignore_ascii_case("none") => {
                matter.no_relations = self.text("related", node);
            }
            Value::Scalar { .. } => self.relation(RelationKind::SeeAlso, node, matter),
        }
    }

    fn related_group(&mut self, entries: &[(Key, Node)], matter: &mut FrontMatter) {
        let first = matter.relations.len();
        let mut words_beside = String::new();
        let mut stated_kind = None;
        let mut target = None;
        for (key, node) in entries {
            if let Some((_, kind)) = RELATIONS.iter().find(|(name, _)| keys::is_same(&key.text, name)) {
                self.relation(*kind, node, matter);
                continue;
            }
            match RELATION.iter().find(|(name, _)| keys::is_same(&key.text, name)).map(|(_, own)| *own) {
                Some("none") => {
                    let checked = self.text("none", node);
                    matter.no_relations =
                        Some(checked.unwrap_or_else(|| self.spanned(String::new(), key.span.clone())));
                }
                Some("text") => words_beside = self.plain("text", node).unwrap_or_default(),
                Some("kind") => stated_kind = self.word("kind", node, RELATIONS),
                Some(_) => target = Some(node),
                None => {
                    let names = RELATIONS.iter().map(|(name, _)| *name);
                    let otherwise = format!("the relations are {}, none", words::ours(RELATIONS));
                    self.unknown_key(key, keys::nearest(&key.text, names), &otherwise);
                }
            }
        }
        if let Some(target) = target {
            let kind = stated_kind.map_or(RelationKind::SeeAlso, |kind| kind.value);
            self.relation(kind, target, matter);
        }
        for relation in &mut matter.relations[first..] {
            relation.text.clone_from(&words_beside);
        }
    }

    /// A relation to one target or to several.
    pub(super) fn relation(&mut self, kind: RelationKind, node: &Node, matter: &mut FrontMatter) {
        for target in self.texts(kind.word(), node, Commas::Separate) {
            let Spanned { value, span, line } = target;
            matter.relations.push(StatedRelation { kind, target: value, text: String::new(), span, line });
        }
    }
}
