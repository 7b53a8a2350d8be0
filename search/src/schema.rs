//! The tantivy schema, and how tokens get into it.
//!
//! | field | holds | for |
//! | --- | --- | --- |
//! | `title` | words of the title | titles weigh most |
//! | `text` | words of title and all sections, those of factors and takeaways repeated | finding, phrases |
//! | `scoped` | role, then word | `in:timeline` |
//! | `facet` | name, value and title of each facet | filters and counts; a column |
//! | `day` | 20240305 | `before:`, `after:`; a column |

use tantivy::schema::{Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};

/// Name of the tokenizer of all text fields.
const ENCODED: &str = "encoded";

/// Between the parts of a facet, and between role and word.
pub(crate) const SEPARATOR: char = '\u{1f}';

/// The fields of the index.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fields {
    pub(crate) title: Field,
    pub(crate) text: Field,
    pub(crate) scoped: Field,
    pub(crate) facet: Field,
    pub(crate) day: Field,
}

/// Name of the column of facets.
pub(crate) const FACET: &str = "facet";
/// Name of the column of days.
pub(crate) const DAY: &str = "day";

/// The schema and its fields.
pub(crate) fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let indexed = |option| {
        let indexing = TextFieldIndexing::default().set_tokenizer(ENCODED).set_index_option(option);
        TextOptions::default().set_indexing_options(indexing)
    };
    let unnormed = TextFieldIndexing::default()
        .set_tokenizer(ENCODED)
        .set_index_option(IndexRecordOption::WithFreqs)
        .set_fieldnorms(false);
    let fields = Fields {
        title: schema.add_text_field("title", indexed(IndexRecordOption::WithFreqs)),
        text: schema.add_text_field("text", indexed(IndexRecordOption::WithFreqsAndPositions)),
        scoped: schema.add_text_field("scoped", TextOptions::default().set_indexing_options(unnormed)),
        facet: schema.add_text_field(FACET, TextOptions::default().set_fast("raw")),
        day: schema.add_u64_field(DAY, NumericOptions::default().set_fast()),
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

/// Tokens on their way into a field: cut on many threads, they are only read off by the one that writes the index.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    encoded: String,
}

/// How far a phrase never reaches: between two sections, or a text and its repetition.
const GAP: u32 = 16;

impl Tokens {
    /// Adds the tokens of a text, each with something before it.
    pub(crate) fn add(&mut self, tokens: &[crate::tokens::Token], prefix: &str) {
        let mut before: Option<u32> = None;
        for token in tokens {
            let steps = match before {
                Some(position) => (token.position - position).min(GAP),
                None if self.encoded.is_empty() => 0,
                None => GAP,
            };
            self.encoded.extend(char::from_u32(FIRST_STEP + steps));
            self.encoded.push_str(prefix);
            self.encoded.push_str(&token.text);
            before = Some(token.position);
        }
    }

    /// What the field is given.
    pub(crate) fn into_text(self) -> String {
        self.encoded
    }
}

/// Steps are told by characters no word contains.
const FIRST_STEP: u32 = 0xe000;

fn step(char: char) -> Option<u32> {
    (u32::from(char)).checked_sub(FIRST_STEP).filter(|step| *step <= GAP)
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
