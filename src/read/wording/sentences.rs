//! The sentences of a document, in lower case and without marks, so that phrases can be looked for in them.

use std::ops::Range;

use super::zones::{Zone, parts};
use crate::model::Place;

/// Parts that say less than this of how things failed are looked at only where the others say too little.
const TELLING: f32 = 0.6;

/// How many bytes of telling parts are enough of an account.
const ENOUGH: usize = 1_200;

/// Whether the telling parts of a document are enough of an account; else its timeline is one.
fn is_told(zones: &[Zone], end: usize) -> bool {
    let telling = parts(zones, end).filter(|(zone, _)| zone.account >= TELLING);
    telling.map(|(_, range)| range.len()).sum::<usize>() >= ENOUGH
}

/// A sentence of a document.
#[derive(Clone, Copy)]
pub(super) struct Sentence {
    /// Byte after its last in the normal text.
    pub(super) normal_end: usize,
    /// What the part it stands in says.
    pub(super) zone: Zone,
    /// Where it stands.
    pub(super) at: Place,
}

impl Sentence {
    /// The same sentence, telling so many times more of how things failed.
    pub(super) fn weightier(&self, times: f32) -> Sentence {
        Sentence { zone: Zone { account: self.zone.account * times, ..self.zone }, ..*self }
    }
}

/// The sentences of a document, one after the other.
#[derive(Default)]
pub(super) struct Sentences {
    /// All of them, a line each.
    pub(super) normal: String,
    /// In order.
    pub(super) list: Vec<Sentence>,
}

impl Sentences {
    /// The sentences of the title and of all zones that say anything, up to a byte of the text.
    pub(super) fn of(title: &str, text: &str, zones: &[Zone], end: usize) -> Sentences {
        let mut sentences = Sentences::default();
        sentences.add(title, 0..title.len(), Zone::of_title(), Place::Title);
        let least = if is_told(zones, end) { TELLING } else { f32::MIN_POSITIVE };
        for (zone, range) in parts(zones, end).filter(|(zone, _)| zone.account >= least) {
            sentences.add(text, range, zone, Place::Text);
        }
        sentences
    }

    fn add(&mut self, text: &str, range: Range<usize>, zone: Zone, place: fn(u32, u32) -> Place) {
        for sentence in sentences(text, range) {
            let before = self.normal.len();
            normalise(&text[sentence.clone()], &mut self.normal);
            if self.normal.len() == before {
                continue;
            }
            self.normal.push('\n');
            let at = place(sentence.start as u32, sentence.end as u32);
            self.list.push(Sentence { normal_end: self.normal.len(), zone, at });
        }
    }
}

/// Adds words in lower case, set apart by single blanks, with all marks taken for blanks.
fn normalise(words: &str, out: &mut String) {
    let start = out.len();
    let mut gap = false;
    for character in words.chars() {
        if !character.is_alphanumeric() {
            gap = true;
            continue;
        }
        if gap && out.len() > start {
            out.push(' ');
        }
        gap = false;
        if character.is_ascii() {
            out.push(character.to_ascii_lowercase());
        } else {
            out.extend(character.to_lowercase());
        }
    }
}

/// The sentences within some bytes: up to a full stop, a blank line, or the next item, row or heading.
fn sentences(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut at = range.start;
    std::iter::from_fn(move || {
        let rest = text.get(at..range.end).filter(|rest| !rest.is_empty())?;
        let length = sentence_length(rest);
        let sentence = at..at + length;
        at += length;
        Some(sentence)
    })
}

fn sentence_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut from = 0;
    while let Some(found) = rest[from..].find(['.', '!', '?', '\n', '。', '！', '？']) {
        let place = from + found;
        let mark = rest[place..].chars().next().map_or(1, char::len_utf8);
        let after = bytes.get(place + mark).copied();
        let ends = match bytes[place] {
            b'\n' => starts_anew(&rest[place + 1..]),
            b'.' | b'!' | b'?' => after.is_none_or(|byte| byte.is_ascii_whitespace()),
            _ => true,
        };
        from = place + mark;
        if ends {
            return from;
        }
    }
    rest.len()
}

/// Whether a line is blank, or begins an item, a row or a heading.
fn starts_anew(line: &str) -> bool {
    let line = line.trim_start_matches([' ', '\t', '\r']);
    let first = line.bytes().next();
    first.is_none_or(|byte| matches!(byte, b'\n' | b'-' | b'*' | b'+' | b'#' | b'|' | b'>' | b'0'..=b'9'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_goes_on_over_a_line_and_ends_with_an_item() {
        let text = "The cert\nexpired. It's the x-y\n- one\n- two v1.2 three\n\n# Four";
        let zones = [Zone::of_title()];
        let sentences = Sentences::of("A title", text, &zones, text.len());
        let lines: Vec<&str> = sentences.normal.lines().collect();
        assert_eq!(lines, ["a title", "the cert expired", "it s the x y", "one", "two v1 2 three", "four"]);
    }
}
