//! The values everything else works on: COEs, their moments, sections and actions.

mod adoption;
mod assemble;
mod coe;
mod knowledge;
mod moment;
mod nearest;
mod relations;
mod resolve;
mod role;
pub(crate) mod services;
mod vocabulary;
pub(crate) mod wheel;
mod wording;

pub use adoption::{Adoption, AdoptionState};
pub use assemble::{EVERYONE, assemble, assemble_whole, sort_day};
pub use coe::*;
pub use knowledge::*;
pub(crate) use knowledge::{by_name, canonical};
pub use moment::{Clock, Day, MONTHS, Moment, Zone, ZoneMeaning};
pub(crate) use nearest::nearest;
pub use role::Role;
pub(crate) use vocabulary::read as read_vocabulary;
pub use wheel::{PICKS, Pick, Picked};
pub use wording::{Concept, ConceptKind, Keyword, KeywordForm, Mechanism, MechanismSeen, Place, Wording};

/// The same words with a capital first letter.
pub(crate) fn capital(words: &str) -> String {
    let mut characters = words.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}

/// Letters and digits of any script in lower case, joined by single hyphens.
///
/// Apostrophes vanish (`don't` is `dont`), as do the accents of nothing: `é` stays `é`, since it is a letter.
pub fn slug(words: &str) -> String {
    let mut slug = String::with_capacity(words.len());
    let mut gap = false;
    if words.is_ascii() {
        for byte in words.bytes() {
            if byte.is_ascii_alphanumeric() {
                if gap && !slug.is_empty() {
                    slug.push('-');
                }
                gap = false;
                slug.push(byte.to_ascii_lowercase() as char);
            } else if byte != b'\'' {
                gap = true;
            }
        }
        return slug;
    }
    for character in words.chars().flat_map(char::to_lowercase) {
        if character.is_alphanumeric() {
            if gap && !slug.is_empty() {
                slug.push('-');
            }
            gap = false;
            slug.push(character);
        } else if !matches!(character, '\'' | '’') {
            gap = true;
        }
    }
    slug
}
