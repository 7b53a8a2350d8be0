//! Persons in prose: handles, pronouns, and names that act or have a surname.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::{Document, Passage};
use crate::model::slug;

/// How a person is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Person {
    /// `@anna`
    Handle,
    /// `she`
    Pronoun,
    /// `Anna`
    Name,
}

static FIRST_NAMES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| words(include_str!("data/names.txt")));
static VERBS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| words(include_str!("data/verbs.txt")));

/// Handles that call everybody, and words behind an at sign that are no handles.
const NOBODY: [&str; 14] = [
    "here", "channel", "everyone", "all", "team", "oncall", "on-call", "media", "param", "return", "latest",
    "types", "me", "you",
];

fn words(text: &'static str) -> HashSet<&'static str> {
    text.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
}

/// Whether one of the parts of a name is a first name.
pub(crate) fn has_first_name(name: &str) -> bool {
    name.split(['-', '.', '_']).any(|part| FIRST_NAMES.contains(part))
}

/// The persons of a passage, in order.
pub(crate) fn named(document: &Document<'_>, passage: &Passage) -> Vec<(Range<usize>, Person)> {
    let text = passage.words();
    let mut found = Vec::new();
    if text.contains('@') {
        found.extend(handles(document, text).map(|range| (range, Person::Handle)));
    }
    let tokens: Vec<(usize, &str)> = tokens(text).collect();
    let speaks_english = document.coe.language == "en";
    let mut skip = 0;
    for (place, (start, word)) in tokens.iter().enumerate() {
        if place < skip {
            continue;
        }
        let here = *start..start + word.len();
        // `he/she` is whoever it may be.
        let either = text[..*start].ends_with('/') || text[here.end..].starts_with('/');
        if speaks_english && is_pronoun(word) && !either {
            found.push((here, Person::Pronoun));
            continue;
        }
        if let Some(count) = name(document, text, &tokens[place..]) {
            let (last, surname) = tokens[place + count - 1];
            found.push((*start..last + surname.len(), Person::Name));
            skip = place + count;
        }
    }
    found.sort_by_key(|(range, _)| range.start);
    found
}

fn is_pronoun(word: &str) -> bool {
    matches!(word, "he" | "she" | "He" | "She" | "himself" | "herself")
}

/// How many words from here name a person: someone of the roster, or a first name that acts or has a surname.
fn name(document: &Document<'_>, text: &str, tokens: &[(usize, &str)]) -> Option<usize> {
    let (start, first) = *tokens.first()?;
    if !first.starts_with(char::is_uppercase) || is_inside_identifier(text, start, first) {
        return None;
    }
    let follows = tokens.get(1).filter(|(at, _)| text[start + first.len()..*at].chars().all(|c| c == ' '));
    if let Some((_, second)) = follows {
        let whole = format!("{first} {second}");
        if document.context.roster.contains(&whole) {
            return Some(2);
        }
    }
    if document.context.roster.contains(first) {
        return Some(1);
    }
    let known = FIRST_NAMES.contains(first.to_lowercase().as_str()) && is_title_case(first);
    let is_thing = is_in_vocabulary(document, first);
    if !known || is_thing {
        return None;
    }
    match follows {
        Some((_, next)) if VERBS.contains(next) => Some(1),
        Some((_, next))
            if is_title_case(next) && next.chars().count() > 2 && !is_in_vocabulary(document, next) =>
        {
            // `Thomas Andersen`, but neither `James River` nor `Jenkins X`: somebody who does something, or is thanked.
            let third = tokens.get(2).map(|(_, word)| *word);
            let acts =
                third.is_none_or(|third| VERBS.contains(third) || third.starts_with(char::is_lowercase));
            (acts && !THINGS.contains(next)).then_some(2)
        }
        _ => None,
    }
}

/// Words behind a first name that make it the name of something else.
const THINGS: [&str; 16] = [
    "River",
    "Street",
    "Road",
    "Airport",
    "University",
    "Bay",
    "Beach",
    "Island",
    "Cluster",
    "Server",
    "Service",
    "Protocol",
    "Project",
    "Hub",
    "Foundation",
    "Cloud",
];

fn is_title_case(word: &str) -> bool {
    let mut characters = word.chars();
    characters.next().is_some_and(char::is_uppercase)
        && characters.clone().count() > 1
        && characters.all(char::is_lowercase)
}

/// Whether a word is a part of something longer: a path, a host, an identifier.
fn is_inside_identifier(text: &str, start: usize, word: &str) -> bool {
    let joint = |c: Option<char>| c.is_some_and(|c| matches!(c, '/' | '_' | '-' | '.' | '@' | '#' | ':'));
    let before = text[..start].chars().next_back();
    let mut after = text[start + word.len()..].chars();
    let next = after.next();
    let beyond = after.next().is_some_and(char::is_alphanumeric);
    joint(before) && !matches!(before, Some(':' | '-')) || joint(next) && beyond
}

fn is_in_vocabulary(document: &Document<'_>, word: &str) -> bool {
    let id = slug(word);
    let vocabulary = &document.context.knowledge.vocabulary;
    let lists = [&vocabulary.services, &vocabulary.teams, &vocabulary.glossary, &vocabulary.causes];
    lists.into_iter().flatten().any(|term| term.id == id)
        || document.coe.services.iter().chain(&document.coe.technologies).any(|name| slug(name) == id)
}

/// Handles of persons: neither addresses of mail, nor packages, nor teams.
fn handles<'t>(document: &'t Document<'_>, text: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
    text.match_indices('@').filter_map(move |(at, _)| {
        let before = text[..at].chars().next_back();
        let length = text[at + 1..].find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')));
        let end = length.map_or(text.len(), |length| at + 1 + length);
        let handle = text[at + 1..end].trim_end_matches('-');
        let after = text[end..].chars().next();
        let alone =
            before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | ',' | ':' | '*' | '_'));
        let plain = handle.len() > 1 && handle.starts_with(|c: char| c.is_ascii_alphabetic());
        let is_package = matches!(after, Some('/' | '(' | '.'))
            && !text[end..].starts_with(". ")
            && !text[end..].starts_with(".\n")
            && text.len() > end + 1;
        let lower = handle.to_lowercase();
        let team = lower.contains("team") || is_in_vocabulary(document, handle);
        let person = alone && plain && !is_package && !team && !NOBODY.contains(&lower.as_str());
        person.then_some(at..at + 1 + handle.len())
    })
}

/// Words of letters, with the place of each.
fn tokens(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let edge = |c: char| !c.is_alphanumeric() && c != '\'' && c != '’';
    text.split(edge).filter(|word| !word.is_empty()).map(|word| {
        let bare = word.trim_end_matches("'s").trim_end_matches("’s");
        (word.as_ptr() as usize - text.as_ptr() as usize, bare)
    })
}
