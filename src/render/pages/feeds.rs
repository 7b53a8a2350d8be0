//! Feeds, as they stand in the site.

use crate::error::Result;
use crate::render::catalogue::TermKind;
use crate::render::context::Page;
use crate::render::feeds::{self, Of};

/// A feed is the same in two forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::render) enum Form {
    /// Atom.
    Atom,
    /// JSON Feed.
    Json,
}

/// All COEs.
pub(in crate::render) fn all(page: &Page<'_, '_>, form: Form) -> Result<Vec<u8>> {
    written(page, Of::All, form)
}

/// Those of a term, by its place among those of its kind.
pub(in crate::render) fn term(
    page: &Page<'_, '_>,
    (kind, place): (TermKind, usize),
    form: Form,
) -> Result<Vec<u8>> {
    written(page, Of::Term(kind, &page.site.catalogue.terms(kind).entries[place]), form)
}

fn written(page: &Page<'_, '_>, of: Of<'_, '_>, form: Form) -> Result<Vec<u8>> {
    let feed = feeds::feed(page, of)?;
    let own = Some(page.absolute(&page.path)).filter(|it| !it.is_empty());
    match form {
        Form::Atom => Ok(feeds::atom(&feed, own.as_deref()).into_bytes()),
        Form::Json => feeds::json(&feed, own.as_deref()),
    }
}
