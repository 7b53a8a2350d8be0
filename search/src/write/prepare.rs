//! What one document becomes: all that can be done on any thread.

use std::collections::BTreeSet;

use tantivy::TantivyDocument;

use crate::document::{Document, Section};
use crate::schema::{Fields, SEPARATOR, Tokens};
use crate::text::Stored;
use crate::tokens::{Token, tokens};

/// A document ready to be added.
pub(super) struct Prepared {
    pub(super) id: String,
    pub(super) document: TantivyDocument,
    /// What results show of it, in one line.
    pub(super) text: Vec<u8>,
    pub(super) language: String,
}

impl Prepared {
    pub(super) fn of(document: &Document, fields: &Fields) -> Prepared {
        let mut added = TantivyDocument::new();
        let title = tokens(&document.card.title);
        let mut of_title = Tokens::default();
        of_title.add(&title, "");
        let mut of_text = Tokens::default();
        of_text.add(&title, "");
        let mut scoped = Tokens::default();
        for section in &document.sections {
            let heading = tokens(&section.title);
            let body = tokens(&section.text);
            of_text.add(&heading, "");
            (0..section.weight.times()).for_each(|_| of_text.add(&body, ""));
            scope(section, &[&heading, &body], &mut scoped);
        }
        added.add_text(fields.title, of_title.into_text());
        added.add_text(fields.text, of_text.into_text());
        added.add_text(fields.scoped, scoped.into_text());
        for facet in &document.facets {
            added.add_text(
                fields.facet,
                [&*facet.name, &facet.value, &facet.title].join(&SEPARATOR.to_string()),
            );
        }
        if let Some(day) = document.day {
            added.add_u64(fields.day, u64::from(day));
        }
        let text = serde_json::to_vec(&Stored::of(document)).unwrap_or_default();
        Prepared { id: document.card.id.clone(), document: added, text, language: document.language.clone() }
    }
}

/// Adds each word of a section once, with its role before it.
fn scope(section: &Section, texts: &[&[Token]], scoped: &mut Tokens) {
    if section.role.is_empty() {
        return;
    }
    let mut seen = BTreeSet::new();
    let once: Vec<Token> = texts
        .iter()
        .flat_map(|tokens| tokens.iter())
        .filter(|token| seen.insert(&token.text))
        .map(|token| Token { position: 0, ..token.clone() })
        .collect();
    scoped.add(&once, &format!("{}{SEPARATOR}", section.role));
}
