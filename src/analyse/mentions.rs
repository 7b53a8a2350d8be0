//! Names that stand in the prose of a document: whole words, whatever their case, with hyphens taken for blanks.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::model::{Coe, Place, Role};
use crate::read::is_wide;

/// Names shorter than this in letters are words of too many meanings.
const SHORTEST: usize = 3;

/// The same for scripts whose letters are words.
const SHORTEST_WIDE: usize = 2;

/// Longer sentences are told by their beginning.
const SENTENCE: usize = 240;

/// How many words before a name are looked at for one that denies it.
const BEFORE: usize = 4;

/// Words that deny the name behind them.
const DENIALS: [&str; 25] = [
    "aucun", "aucune", "cannot", "ikke", "ingen", "instead", "isn", "kein", "keine", "keinen", "neither",
    "never", "nicht", "no", "nor", "not", "não", "pas", "rather", "sans", "sin", "unlike", "wasn", "without",
    "не",
];

/// What a sentence says that names a thing only to rule it out.
const RULES_OUT: [&str; 9] = [
    " not a ",
    " not an ",
    " n t a ",
    " n t an ",
    " ruled out ",
    " rather than a ",
    " kein ",
    " ikke en ",
    " pas un ",
];

/// A name that stands in a document.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    /// Index of the name.
    pub(super) name: usize,
    /// Where it stands.
    pub(super) at: Place,
    /// Whether the words before deny it: "this was not a retry storm".
    pub(super) denied: bool,
}

/// The prose of a document made comparable, with the place of every byte.
pub(super) struct Prose {
    /// Words in lower case set apart by blanks; what cannot be one name by a new line.
    normal: String,
    /// The byte of the document each byte comes from; the title comes first, and has places of its own.
    from: Vec<u32>,
    /// How much of it is the title.
    title: usize,
}

impl Prose {
    /// What a document tells of itself: its title and its text, without code, addresses and the parts that speak of
    /// other incidents or of what is to be done.
    pub(super) fn of(coe: &Coe) -> Prose {
        let mut prose = Prose { normal: String::new(), from: Vec::new(), title: 0 };
        prose.add(&coe.title.value, 0);
        prose.part('\n', coe.title.value.len());
        prose.title = prose.normal.len();
        let mut code = false;
        let mut at = coe.body_start;
        for line in coe.text.get(at..).unwrap_or_default().split_inclusive('\n') {
            let start = at;
            at += line.len();
            let bare = line.trim_start();
            let fence = bare.starts_with("```") || bare.starts_with("~~~");
            code ^= fence;
            if fence || code || !tells(coe, start) {
                prose.part('\n', start);
                continue;
            }
            let begins = bare.is_empty()
                || bare.starts_with(['-', '*', '+', '#', '|', '>'])
                || bare.starts_with(|c: char| c.is_ascii_digit());
            prose.part(if begins { '\n' } else { ' ' }, start);
            prose.add(line.trim_end(), start);
        }
        prose
    }

    /// Every place at which one of some names stands, in order.
    pub(super) fn mentions(&self, coe: &Coe, names: &[String]) -> Vec<Mention> {
        let wanted: Vec<String> = names.iter().map(|name| normal(name)).collect();
        let places: Vec<usize> = (0..wanted.len()).filter(|place| is_telling(&wanted[*place])).collect();
        let words = places.iter().map(|place| wanted[*place].as_str());
        let Ok(automaton) = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(words) else {
            return Vec::new();
        };
        automaton
            .find_iter(&self.normal)
            .filter(|hit| is_whole(&self.normal, hit.range()))
            .filter(|hit| !is_part(coe, self.place(hit.range())))
            .map(|hit| Mention {
                name: places[hit.pattern().as_usize()],
                at: self.place(hit.range()),
                denied: is_denied(&self.normal[..hit.start()]),
            })
            .collect()
    }

    fn place(&self, range: Range<usize>) -> Place {
        let (start, end) = (self.from[range.start], self.from[range.end - 1] + 1);
        if range.start < self.title { Place::Title(start, end) } else { Place::Text(start, end) }
    }

    fn add(&mut self, words: &str, start: usize) {
        let mut rest = words.char_indices().peekable();
        while let Some((at, character)) = rest.next() {
            if character.is_alphanumeric() {
                for lower in character.to_lowercase() {
                    self.normal.push(lower);
                }
                // The last byte of a letter stands for all of it, so that a place ends after the whole of it.
                let last = (start + at + character.len_utf8() - 1) as u32;
                let first = (start + at) as u32;
                let bytes = self.normal.len() - self.from.len();
                self.from
                    .extend((0..bytes).map(|byte| if byte + 1 == bytes { last.max(first) } else { first }));
                continue;
            }
            let after = words[at + character.len_utf8()..].chars().next();
            match character {
                ']' if after == Some('(') => skip_past(&mut rest, ')'),
                '<' if after.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!')) => {
                    skip_past(&mut rest, '>');
                }
                '|' | ';' | '。' | '！' | '？' => self.part('\n', start + at),
                '.' | '!' | '?' | ':' if after.is_none_or(char::is_whitespace) => self.part('\n', start + at),
                _ => self.part(' ', start + at),
            }
        }
    }

    /// Sets words apart.
    fn part(&mut self, mark: char, at: usize) {
        match self.normal.chars().next_back() {
            None | Some('\n') => {}
            Some(' ') if mark == ' ' => {}
            Some(' ') => {
                self.normal.pop();
                self.normal.push(mark);
            }
            Some(_) => {
                self.normal.push(mark);
                self.from.push(at as u32);
            }
        }
    }
}

fn skip_past(rest: &mut std::iter::Peekable<std::str::CharIndices<'_>>, mark: char) {
    for (_, character) in rest.by_ref() {
        if character == mark {
            return;
        }
    }
}

/// Whether the part at a place tells what happened here.
fn tells(coe: &Coe, at: usize) -> bool {
    let around = coe.sections.iter().filter(|section| section.range.contains(&at));
    let Some(section) = around.max_by_key(|section| section.range.start) else { return true };
    !matches!(
        section.role.or(section.within),
        Some(
            Role::Related
                | Role::References
                | Role::People
                | Role::Actions
                | Role::Questions
                | Role::Lessons
                | Role::Takeaways
                | Role::WentWell
                | Role::GotLucky
                | Role::Mitigators
                | Role::Risks
                | Role::Metrics
        )
    )
}

/// A name as it is compared.
pub(super) fn normal(name: &str) -> String {
    let mut prose = Prose { normal: String::new(), from: Vec::new(), title: 0 };
    prose.add(name.trim(), 0);
    prose.normal.replace('\n', " ").trim_end().to_owned()
}

/// Whether a normal name is more than a word of many meanings.
fn is_telling(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let wide = name.chars().any(is_wide);
    letters >= if wide { SHORTEST_WIDE } else { SHORTEST }
}

fn is_whole(text: &str, hit: Range<usize>) -> bool {
    let edge = |inside: Option<char>, outside: Option<char>| {
        inside.is_some_and(is_wide) || outside.is_none_or(|c| !c.is_alphanumeric() || is_wide(c))
    };
    let name = &text[hit.clone()];
    edge(name.chars().next(), text[..hit.start].chars().next_back())
        && edge(name.chars().next_back(), text[hit.end..].chars().next())
}

/// Whether a word is a part of a longer name: `login` in `login.example.com` and in `login-page`.
fn is_part(coe: &Coe, at: Place) -> bool {
    let (text, start, end) = match at {
        Place::Title(start, end) => (coe.title.value.as_str(), start as usize, end as usize),
        Place::Text(start, end) => (&*coe.text, start as usize, end as usize),
    };
    let (Some(before), Some(after)) = (text.get(..start), text.get(end..)) else { return false };
    let joins = |near: Option<char>, far: Option<char>| {
        near.is_some_and(|c| matches!(c, '.' | '/' | '@' | '_' | '-' | ':'))
            && far.is_some_and(char::is_alphanumeric)
    };
    let (mut back, mut on) = (before.chars().rev(), after.chars());
    joins(back.next(), back.next()) || joins(on.next(), on.next())
}

/// Whether a sentence names a thing only to say that it was something else.
pub(super) fn rules_out(sentence: &str) -> bool {
    let words = format!(" {} ", normal(sentence));
    RULES_OUT.iter().any(|phrase| words.contains(phrase))
}

fn is_denied(before: &str) -> bool {
    let sentence = before.rsplit('\n').next().unwrap_or_default();
    sentence.split(' ').rev().filter(|word| !word.is_empty()).take(BEFORE).any(|word| DENIALS.contains(&word))
}

/// The sentence around a place, on one line.
pub(super) fn sentence(coe: &Coe, at: Place) -> String {
    let Place::Text(start, end) = at else { return coe.title.value.clone() };
    let text = &coe.text;
    let start = text.floor_char_boundary(start as usize);
    let end = text.ceil_char_boundary(end as usize).max(start);
    let before = &text[coe.body_start.min(start)..start];
    let opens = before
        .char_indices()
        .rfind(|(at, c)| {
            let after = &before[at + c.len_utf8()..];
            matches!(c, '|' | '。' | '！' | '？')
                || matches!(c, '.' | '!' | '?') && after.starts_with(char::is_whitespace)
                || *c == '\n' && begins_anew(&text[start - after.len()..])
        })
        .map_or(0, |(at, c)| at + c.len_utf8());
    let after = &text[end..];
    let closes = after
        .char_indices()
        .find(|(at, c)| {
            let rest = &after[at + c.len_utf8()..];
            matches!(c, '|' | '。' | '！' | '？')
                || matches!(c, '.' | '!' | '?') && (rest.is_empty() || rest.starts_with(char::is_whitespace))
                || *c == '\n' && begins_anew(rest)
        })
        .map_or(after.len(), |(at, c)| if matches!(c, '|' | '\n') { at } else { at + c.len_utf8() });
    let from = start - before.len() + opens;
    let words = coe.words_at(Place::Text(from as u32, (end + closes) as u32));
    let bare = words.trim_start_matches(['-', '+', ' ']);
    match bare.char_indices().nth(SENTENCE) {
        Some((cut, _)) => format!("{}…", bare[..cut].trim_end()),
        None => bare.to_owned(),
    }
}

/// Whether a line begins a paragraph, an item, a row or a heading.
fn begins_anew(line: &str) -> bool {
    let bare = line.trim_start_matches([' ', '\t', '\r']);
    bare.is_empty() || bare.starts_with(['\n', '-', '*', '+', '#', '|', '>'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compares_names_whatever_joins_their_words() {
        assert_eq!(normal("Checkout-API"), "checkout api");
        assert_eq!(normal("node.js"), "node js");
        assert_eq!(normal(" upload_queue "), "upload queue");
    }

    #[test]
    fn notices_what_is_denied() {
        assert!(is_denied("it failed\nthis was not a "));
        assert!(!is_denied("it was not slow\nthis was a "));
    }
}
