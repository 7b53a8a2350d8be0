//! The tantivy schema, and how tokens get into it.
//!
//! | field | holds | for |
//! | --- | --- | --- |
//! | `title` | words of the title | titles weigh most |
//! | `text0` … | words of title and all sections, those of factors and takeaways repeated, by their first letters | finding, phrases |
//! | `length` | how many words a document has, as a field norm; a column | ranking |
//! | `section` | where each section begins, and a mark of its role; a column | `in:timeline` |
//! | `facet` | name, value and title of each facet; a column | filters and counts |
//! | `day` | 20240305; a column | `before:`, `after:` |
//!
//! The words of the text are in many fields, so that a question reads the dictionary of its own words only. Positions
//! are those of the whole text in all of them.

use crate::tokens::is_paired;
use tantivy::schema::{Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};

/// Name of the tokenizer of all text fields.
const ENCODED: &str = "encoded";

/// How many fields hold the words of the text.
pub(crate) const SHARDS: usize = 48;

/// The field that holds a word. All words that begin with the same two letters are in the same, of scripts without
/// spaces all that begin with the same character.
pub(crate) fn shard(word: &str) -> usize {
    let letters = if word.starts_with(is_paired) { 1 } else { 2 };
    let mix = |hash: u32, letter: char| (hash ^ u32::from(letter)).wrapping_mul(0x0100_0193);
    let hash = word.chars().take(letters).fold(0x811c_9dc5, mix);
    ((hash ^ (hash >> 15)) as usize) % SHARDS
}

/// The mark of a role in the column of sections: 16 bits are enough to tell a few dozen apart.
pub(crate) fn mark_of_role(role: &str) -> u64 {
    let mix = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    u64::from(role.bytes().fold(0x811c_9dc5, mix) >> 16)
}

/// Between the parts of a facet.
pub(crate) const SEPARATOR: char = '\u{1f}';

/// The fields of the index.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fields {
    pub(crate) title: Field,
    /// By the first letters of the words: see [`shard`].
    pub(crate) text: [Field; SHARDS],
    pub(crate) length: Field,
    pub(crate) section: Field,
    pub(crate) facet: Field,
    pub(crate) day: Field,
}

/// Name of the column of facets.
pub(crate) const FACET: &str = "facet";
/// Name of the column of lengths.
pub(crate) const LENGTH: &str = "length";
/// Name of the column of sections.
pub(crate) const SECTION: &str = "section";
/// Name of the column of days.
pub(crate) const DAY: &str = "day";

/// The schema and its fields.
pub(crate) fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let indexed = |option| {
        let indexing = TextFieldIndexing::default().set_tokenizer(ENCODED).set_index_option(option);
        TextOptions::default().set_indexing_options(indexing)
    };
    let of_text = TextFieldIndexing::default()
        .set_tokenizer(ENCODED)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions)
        .set_fieldnorms(false);
    let of_text = TextOptions::default().set_indexing_options(of_text);
    let column = || NumericOptions::default().set_fast();
    let fields = Fields {
        title: schema.add_text_field("title", indexed(IndexRecordOption::WithFreqs)),
        text: std::array::from_fn(|number| schema.add_text_field(&format!("text{number}"), of_text.clone())),
        length: schema.add_u64_field(LENGTH, column()),
        section: schema.add_u64_field(SECTION, column()),
        facet: schema.add_text_field(FACET, TextOptions::default().set_fast("raw")),
        day: schema.add_u64_field(DAY, column()),
    };
    (schema.build(), fields)
}

/// The tokenizers the schema names.
pub(crate) fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::new();
    manager.register(ENCODED, Encoded);
    // Fields that are no text have this one looked up, too.
    manager.register("default", Encoded);
    manager
}

/// Words on their way into a field: cut on many threads, they are only read off by the one that writes the index.
#[derive(Clone, Debug, Default)]
pub(crate) struct Encoder {
    encoded: String,
    at: u32,
}

impl Encoder {
    /// Adds a word; positions never fall.
    pub(crate) fn add(&mut self, word: &str, position: u32) {
        let mut steps = position - self.at;
        while steps > LONGEST_STEP {
            self.encoded.extend(char::from_u32(FIRST_STEP + LONGEST_STEP));
            steps -= LONGEST_STEP;
        }
        self.encoded.extend(char::from_u32(FIRST_STEP + steps));
        self.encoded.push_str(word);
        self.at = position;
    }

    /// What the field is given.
    pub(crate) fn into_text(self) -> String {
        self.encoded
    }
}

/// Steps from one position to the next are told by characters for private use, which no word contains.
const FIRST_STEP: u32 = 0xe000;
const LONGEST_STEP: u32 = 6_000;

fn step(char: char) -> Option<u32> {
    (u32::from(char)).checked_sub(FIRST_STEP).filter(|step| *step <= LONGEST_STEP)
}

/// Reads off tokens that were cut before.
#[derive(Clone, Copy, Debug)]
struct Encoded;

#[derive(Debug)]
struct EncodedStream<'a> {
    rest: &'a str,
    token: Token,
}

impl Tokenizer for Encoded {
    type TokenStream<'a> = EncodedStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> EncodedStream<'a> {
        EncodedStream { rest: text, token: Token { position: 0, ..Token::default() } }
    }
}

impl TokenStream for EncodedStream<'_> {
    fn advance(&mut self) -> bool {
        while let Some(steps) = self.rest.chars().next() {
            self.token.position += step(steps).unwrap_or(1) as usize;
            let rest = &self.rest[steps.len_utf8()..];
            let end = rest.find(|char| step(char).is_some()).unwrap_or(rest.len());
            self.rest = &rest[end..];
            if end > 0 {
                self.token.text.clear();
                self.token.text.push_str(&rest[..end]);
                return true;
            }
        }
        false
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
