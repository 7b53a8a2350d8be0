//! What the interface says, and numbers, days and spans of time as a reader says them.

mod direction;
mod plural;
mod speech;
mod table;

use std::collections::HashMap;
use std::sync::LazyLock;

pub(super) use crate::model::capital;
pub(crate) use direction::{has_right_to_left, isolated, of_language};
pub(crate) use table::{ENGLISH, Source, Words, fill};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

fn round_to_minute(seconds: i64) -> i64 {
    (seconds + MINUTE / 2) / MINUTE * MINUTE
}

/// A name for readers from a name for addresses: `retry-storm` is `Retry storm`, `http-client` is `HTTP client`.
pub(super) fn from_slug(slug: &str) -> String {
    let words: Vec<&str> = slug.split(['-', '_', ' ']).collect();
    let spelled: Vec<Option<&str>> = words.iter().map(|word| SPELLINGS.get(word).copied()).collect();
    let name: Vec<&str> = words.iter().zip(&spelled).map(|(word, spelled)| spelled.unwrap_or(word)).collect();
    match spelled.first() {
        Some(Some(_)) => name.join(" "),
        _ => capital(&name.join(" ")),
    }
}

/// Words that readers know in a spelling of their own.
static SPELLINGS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let lines = include_str!("spellings.txt").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(' ')).collect()
});

/// The first sentences of a text that fit a limit of characters; cut at a word when even the first is longer.
pub(crate) fn opening(text: &str, limit: usize) -> String {
    let text = text.trim();
    let mut room = limit;
    let beyond = text.char_indices().find(|(_, c)| {
        let wanted = if is_wide(*c) { 2 } else { 1 };
        let fits = wanted <= room;
        room = room.saturating_sub(wanted);
        !fits
    });
    let Some((end, _)) = beyond else { return text.to_owned() };
    let head = &text[..end];
    let sentence = sentence_ends(head).last();
    match sentence {
        Some(sentence) if sentence * 4 >= head.len() => head[..sentence].to_owned(),
        _ => cut_at_word(text, end),
    }
}

/// Whether a character takes the room of two, as those of East Asian scripts do.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}')
}

/// Where sentences end: after a full stop that a space follows, or after one of the East Asian kind.
fn sentence_ends(text: &str) -> impl Iterator<Item = usize> {
    let wide = |c: char| matches!(c, '。' | '！' | '？');
    text.char_indices().filter_map(move |(at, c)| {
        let end = at + c.len_utf8();
        let followed = text[end..].starts_with(char::is_whitespace);
        (wide(c) || (matches!(c, '.' | '!' | '?') && followed && !is_abbreviation(&text[..at])))
            .then_some(end)
    })
}

/// Whether the word before a full stop is one that has it inside a sentence.
fn is_abbreviation(before: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    matches!(word, "e.g" | "i.e" | "etc" | "vs" | "approx" | "ca" | "no" | "No" | "St" | "Dr" | "Mr" | "Ms")
        || (word.chars().count() == 1 && word.chars().all(char::is_uppercase))
}

fn cut_at_word(text: &str, end: usize) -> String {
    let (head, rest) = text.split_at(end);
    let is_whole = rest.starts_with(char::is_whitespace);
    let word_end = head.rfind(char::is_whitespace).filter(|end| !is_whole && *end * 2 > head.len());
    let word_end = word_end.unwrap_or(head.len());
    let kept =
        head[..word_end].trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '.'));
    format!("{kept}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spells_names_as_readers_know_them() {
        let names = ["retry-storm", "http-client", "mutual-tls", "nginx", "my_service"].map(from_slug);
        assert_eq!(names, ["Retry storm", "HTTP client", "Mutual TLS", "nginx", "My service"]);
    }

    #[test]
    fn opens_with_whole_sentences_where_they_fit() {
        assert_eq!(opening("One. Two three. Four five six.", 18), "One. Two three.");
        assert_eq!(opening("A word e.g. this one goes on and on", 20), "A word e.g. this one…");
        assert_eq!(opening("短い文。もう一つの長い文がここに続く。", 16), "短い文。");
        assert_eq!(opening("short", 220), "short");
    }
}
