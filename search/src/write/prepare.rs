//! What one document becomes: all that can be done on any thread.

use tantivy::TantivyDocument;
use tantivy::fieldnorm::FieldNormReader;

use crate::document::Document;
use crate::schema::{Encoder, Fields, SEPARATOR, SHARDS, mark_of_role, shard};
use crate::text::Stored;
use crate::tokens::{Token, tokens};

/// How far a phrase never reaches: between two sections, or a text and its repetition.
const GAP: u32 = 16;

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
        let mut of_title = Encoder::default();
        title.iter().for_each(|token| of_title.add(&token.text, token.position));
        added.add_text(fields.title, of_title.into_text());

        let mut text = Text::new();
        text.begin("");
        text.add(&title);
        for section in &document.sections {
            let body = tokens(&section.text);
            text.begin(&section.role);
            text.add(&tokens(&section.title));
            (0..section.weight.times()).for_each(|_| text.add(&body));
        }
        added.add_u64(fields.length, u64::from(FieldNormReader::fieldnorm_to_id(text.words)));
        text.sections.iter().for_each(|section| added.add_u64(fields.section, *section));
        for (field, encoder) in fields.text.iter().zip(text.shards) {
            added.add_text(*field, encoder.into_text());
        }
        for facet in &document.facets {
            let parts = [&*facet.name, &facet.value, &facet.title];
            added.add_text(fields.facet, parts.join(&SEPARATOR.to_string()));
        }
        if let Some(day) = document.day {
            added.add_u64(fields.day, u64::from(day));
        }
        let text = serde_json::to_vec(&Stored::of(document)).unwrap_or_default();
        Prepared { id: document.card.id.clone(), document: added, text, language: document.language.clone() }
    }
}

/// The words of a document on their way into their fields.
struct Text {
    shards: Vec<Encoder>,
    /// Where each section begins, and the mark of its role.
    sections: Vec<u64>,
    /// The position of the next word.
    next: u32,
    words: u32,
}

impl Text {
    fn new() -> Text {
        Text { shards: vec![Encoder::default(); SHARDS], sections: Vec::new(), next: 0, words: 0 }
    }

    fn begin(&mut self, role: &str) {
        self.sections.push(u64::from(self.next) << 16 | mark_of_role(role));
    }

    fn add(&mut self, tokens: &[Token]) {
        for token in tokens {
            self.shards[shard(&token.text)].add(&token.text, self.next + token.position);
        }
        self.words += tokens.len() as u32;
        self.next += tokens.last().map_or(0, |token| token.position + GAP);
    }
}
