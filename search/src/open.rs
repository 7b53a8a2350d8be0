//! An index opened for reading.

use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::{InvertedIndexReader, SegmentReader};
use tantivy::termdict::TermDictionary;
use tantivy::{Index, TantivyError};

use crate::directory::{Files, ReadOnly};
use crate::schema::{Fields, LENGTH, schema, shard};

/// What every question needs: all of it is in the hot piece.
pub(crate) struct Opened {
    pub(crate) segment: SegmentReader,
    pub(crate) fields: Fields,
    pub(crate) title: Arc<InvertedIndexReader>,
    pub(crate) lengths_of_titles: Lengths,
    pub(crate) lengths_of_texts: Lengths,
}

/// How many words each document has, as exactly as the ranking needs it.
#[derive(Debug)]
pub(crate) struct Lengths {
    lengths: Vec<u8>,
    mean: f32,
}

impl Lengths {
    fn of(lengths: Vec<u8>) -> Lengths {
        let all: u64 =
            lengths.iter().map(|length| u64::from(FieldNormReader::id_to_fieldnorm(*length))).sum();
        let mean = all as f32 / lengths.len().max(1) as f32;
        Lengths { mean: mean.max(1.0), lengths }
    }

    /// The length of a document against that of the others: 1 is the mean.
    pub(crate) fn relative(&self, document: usize) -> f32 {
        let length = self.lengths.get(document).copied().unwrap_or_default();
        FieldNormReader::id_to_fieldnorm(length) as f32 / self.mean
    }
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
        let documents = 0..segment.max_doc();
        let of_titles = segment.get_fieldnorms_reader(fields.title)?;
        let of_texts = segment.fast_fields().column_opt::<u64>(LENGTH)?;
        let length =
            |document| of_texts.as_ref().and_then(|lengths| lengths.first(document)).unwrap_or_default();
        Ok(Opened {
            title: segment.inverted_index(fields.title)?,
            lengths_of_titles: Lengths::of(documents.clone().map(|it| of_titles.fieldnorm_id(it)).collect()),
            lengths_of_texts: Lengths::of(documents.map(|it| length(it) as u8).collect()),
            fields,
            segment,
        })
    }

    /// How many documents there are.
    pub(crate) fn documents(&self) -> usize {
        self.segment.max_doc() as usize
    }

    /// The field of the text that holds a word.
    pub(crate) fn text(&self, word: &str) -> tantivy::Result<Arc<InvertedIndexReader>> {
        self.segment.inverted_index(self.fields.text[shard(word)])
    }

    /// The words of titles.
    pub(crate) fn words_of_titles(&self) -> &TermDictionary {
        self.title.terms()
    }
}
