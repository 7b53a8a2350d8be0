//! A word of the front matter exchanged for another, and nothing else.

use std::ops::Range;

use super::Change;
use crate::read::front_matter::{Form, Kind, Stands, Terms, Word, terms};

/// Why a document cannot be edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// A part of its front matter cannot be read.
    Unreadable,
    /// The word is written in a way that cannot be exchanged without changing something else.
    Unusual,
}

/// The text with the change made; nothing when it has none of the word.
pub(super) fn changed(text: &str, kind: Kind, change: &Change) -> Result<Option<String>, Refused> {
    let before = terms(text, kind);
    let count = before.words.iter().filter(|word| is_meant(word, change)).count();
    if count == 0 {
        return match before.unreadable && mentions(text, change) {
            true => Err(Refused::Unreadable),
            false => Ok(None),
        };
    }
    if before.unreadable {
        return Err(Refused::Unreadable);
    }
    let mut edited = text.to_owned();
    // One at a time, for each moves those behind it, and may be what the next one repeats.
    for _ in 0..count {
        let now = terms(&edited, kind);
        let Some(word) = now.words.iter().find(|word| is_meant(word, change)) else { break };
        edited = one(&edited, word, &now, change).ok_or(Refused::Unusual)?;
    }
    let after = terms(&edited, kind);
    let body_is_same = edited.get(after.body_start..) == text.get(before.body_start..);
    if !body_is_same || after.unreadable || after.outline != expected(&before, change) {
        return Err(Refused::Unusual);
    }
    Ok(Some(edited))
}

fn is_meant(word: &Word, change: &Change) -> bool {
    change.kind.holds(word.naming) && change.becomes(&word.value).is_some()
}

/// Whether front matter that cannot be read has the word somewhere.
fn mentions(text: &str, change: &Change) -> bool {
    let start: String = text.chars().take(8 * 1024).collect();
    start.to_lowercase().contains(&change.from.to_lowercase())
}

/// What the document states once the change is made.
fn expected(before: &Terms, change: &Change) -> Vec<(String, Stands)> {
    let stands = |stands: &Stands| match stands {
        Stands::Words(naming, words) if change.kind.holds(*naming) => {
            let mut kept: Vec<String> = Vec::new();
            for word in words {
                match change.becomes(word) {
                    Some(new) if words.contains(&new) || kept.contains(&new) => {}
                    Some(new) => kept.push(new),
                    None => kept.push(word.clone()),
                }
            }
            Stands::Words(*naming, kept)
        }
        other => other.clone(),
    };
    before.outline.iter().map(|(path, it)| (path.clone(), stands(it))).collect()
}

/// The text with one word exchanged, or taken out where the other stands beside it.
fn one(text: &str, word: &Word, all: &Terms, change: &Change) -> Option<String> {
    let new = change.becomes(&word.value)?;
    let beside = all.words.iter().filter(|other| other.list == word.list);
    if word.form != Form::Alone && beside.clone().any(|other| other.value == new) {
        return Some(put(text, &removal(text, &word.item), ""));
    }
    let written = text.get(word.span.clone())?;
    Some(put(text, &word.span, &rewritten(written, &word.value, &new, word.form)?))
}

fn put(text: &str, span: &Range<usize>, new: &str) -> String {
    [&text[..span.start], new, &text[span.end..]].concat()
}

/// A new word in the quotes of the old one; nothing where that cannot be told.
fn rewritten(written: &str, value: &str, new: &str, form: Form) -> Option<String> {
    match written.as_bytes().first()? {
        _ if form == Form::Part => (written == value && is_plain(new)).then(|| new.to_owned()),
        b'"' => Some(quoted(new)),
        b'\'' if new.contains('\'') => Some(quoted(new)),
        b'\'' => Some(format!("'{new}'")),
        _ if written != value => None,
        _ if is_plain(new) => Some(new.to_owned()),
        _ => Some(quoted(new)),
    }
}

/// A text as YAML, TOML and JSON all write it.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Whether a text needs no quotes anywhere in YAML.
fn is_plain(text: &str) -> bool {
    const MEANING: [&str; 9] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    text.starts_with(char::is_alphabetic)
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '+' | ' '))
        && !text.ends_with(' ')
        && !MEANING.contains(&text.to_lowercase().as_str())
}

/// The bytes to take out so that an item of a list is gone: its line, or a comma with it.
pub(super) fn removal(text: &str, item: &Range<usize>) -> Range<usize> {
    let line = text[..item.start].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[item.end..].find('\n').map_or(text.len(), |newline| item.end + newline + 1);
    let before = text[line..item.start].trim();
    if before == "-" {
        return line..end;
    }
    let after = &text[item.end..end];
    let blanks = after.len() - after.trim_start_matches([' ', '\t']).len();
    let Some(behind) = after[blanks..].strip_prefix(',') else {
        let back = text[..item.start].trim_end();
        return if back.ends_with(',') { back.len() - 1..item.end } else { item.clone() };
    };
    if before.is_empty() && (behind.trim().is_empty() || behind.trim_start().starts_with('#')) {
        return line..end;
    }
    item.start..end - behind.trim_start_matches([' ', '\t']).len()
}
