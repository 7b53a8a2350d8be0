//! What is kept of a document to be shown in results.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::document::{Card, Document};

/// A document as it is kept: its card and its sections.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Stored<'a> {
    pub(crate) card: Cow<'a, Card>,
    /// Anchor, title, role and text of each section.
    pub(crate) sections: Vec<[Cow<'a, str>; 4]>,
}

impl<'a> Stored<'a> {
    pub(crate) fn of(document: &'a Document) -> Stored<'a> {
        let sections = document.sections.iter().map(|section| {
            [&section.anchor, &section.title, &section.role, &section.text].map(|part| Cow::Borrowed(&**part))
        });
        Stored { card: Cow::Borrowed(&document.card), sections: sections.collect() }
    }
}
