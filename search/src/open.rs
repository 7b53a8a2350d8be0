//! An index opened for reading.

use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::{InvertedIndexReader, SegmentReader};
use tantivy::{Index, TantivyError};

use crate::directory::{Files, ReadOnly};
use crate::schema::{Fields, schema};

/// What every question needs: all of it is in the hot piece.
pub(crate) struct Opened {
    pub(crate) segment: SegmentReader,
    pub(crate) fields: Fields,
    pub(crate) title: Words,
    pub(crate) text: Words,
}

/// The words of one field.
pub(crate) struct Words {
    pub(crate) index: Arc<InvertedIndexReader>,
    pub(crate) lengths: FieldNormReader,
    pub(crate) mean_length: f32,
}

impl std::fmt::Debug for Opened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Opened({} documents)", self.segment.max_doc())
    }
}

impl Opened {
    pub(crate) fn open(files: Arc<dyn Files>) -> tantivy::Result<Opened> {
        let (_, fields) = schema();
        let index = Index::open(ReadOnly(files))?;
        let segment = index.searchable_segments()?.into_iter().next();
        let segment =
            segment.ok_or_else(|| TantivyError::InternalError("the index has no segment".to_owned()))?;
        let segment = SegmentReader::open(&segment)?;
        let words = |field| {
            let index = segment.inverted_index(field)?;
            let lengths = segment.get_fieldnorms_reader(field)?;
            let mean_length = index.total_num_tokens() as f32 / segment.max_doc().max(1) as f32;
            tantivy::Result::Ok(Words { index, lengths, mean_length })
        };
        Ok(Opened { fields, title: words(fields.title)?, text: words(fields.text)?, segment })
    }

    /// How many documents there are.
    pub(crate) fn documents(&self) -> usize {
        self.segment.max_doc() as usize
    }
}
