//! What parsers complain about, said to somebody who writes prose.

use serde_saphyr::{Error, UserMessageFormatter};

use super::tree::shorten;

const QUOTE: &str = "put the value in quotes";
const SPELL_OUT: &str = "write the values out, without `&` and `*`";

/// Whether the parser gave up because there is too much of everything.
pub(super) fn is_excess(error: &Error) -> bool {
    matches!(
        error,
        Error::Budget { .. }
            | Error::AliasReplayLimitExceeded { .. }
            | Error::AliasExpansionLimitExceeded { .. }
            | Error::AliasReplayStackDepthExceeded { .. }
    )
}

/// Message and hint for an error at a byte of the YAML.
pub(super) fn of_yaml(error: &Error, source: &str, at: usize) -> (String, String) {
    match error {
        error if is_excess(error) => {
            ("front matter repeats or nests itself too often".into(), SPELL_OUT.into())
        }
        Error::AliasError { error, .. } => of_yaml(error, source, at),
        Error::RecursiveReferencesRequireWeakTypes { .. } => {
            ("a value that contains itself".into(), SPELL_OUT.into())
        }
        Error::MultipleDocuments { .. } => (
            "a second document begins within the front matter".into(),
            "put nothing else on the line of a `---`".into(),
        ),
        error => of_scanner(&error.render_with_formatter(&UserMessageFormatter), source, at),
    }
}

fn of_scanner(rendered: &str, source: &str, at: usize) -> (String, String) {
    let message = rendered.rfind(" at line ").map_or(rendered, |end| &rendered[..end]);
    let line_start = source[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line = source[line_start..].lines().next().unwrap_or_default();
    let before = &source[line_start..at];
    let found = source[at..].chars().next();
    let has = |words: &str| message.contains(words);

    if has("mapping values are not allowed") {
        return match before.split_once(':') {
            Some((key, value)) if !value.trim().is_empty() => (
                format!("a second `:` in the value of `{}`", shorten(key.trim_start_matches(['-', ' ']))),
                format!("{QUOTE}: \"{}\"", line[key.len() + 1..].trim().replace('"', "'")),
            ),
            _ => (
                format!("`{}` is indented differently from the line above", shorten(line)),
                "line up the keys that belong together".into(),
            ),
        };
    }
    if has("found a tab") || has("tabs disallowed") || found == Some('\t') {
        return ("a tab where YAML wants spaces".into(), "indent with spaces".into());
    }
    if has("unexpected character") {
        return match found {
            Some(c) if !c.is_control() => (format!("a value cannot begin with `{c}`"), QUOTE.into()),
            _ => ("a control character".into(), "delete it".into()),
        };
    }
    if has("unknown value") || has("unknown anchor") {
        return (format!("`{}` reads as a reference to nothing", word_at(source, at)), QUOTE.into());
    }
    if has("quoted scalar") {
        return (
            "a quotation mark that is never closed".into(),
            "close it, or double it inside the text".into(),
        );
    }
    if has("illegal placement of ':'") || has("flow") || has("unclosed bracket") || has("expected ',' or") {
        return ("a `[` or `{` that is never closed".into(), "close it, or put the value in quotes".into());
    }
    if has("simple key expected") || has("could not find expected ':'") {
        return (
            format!("`{}` is not `key: value`", shorten(line)),
            "add a colon, or indent the line".into(),
        );
    }
    let mut message = message.to_owned();
    if let Some(first) = message.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    (format!("front matter cannot be read: {message}"), String::new())
}

fn word_at(source: &str, at: usize) -> String {
    shorten(source[at..].split_whitespace().next().unwrap_or_default())
}

/// Message and hint for an error of the TOML parser and the words it points at.
pub(super) fn of_toml(message: &str, words: &str) -> (String, String) {
    if message.contains("duplicate key") {
        return (format!("`{}` is written twice", shorten(words)), "keep one of the two".into());
    }
    let place = if words.trim().is_empty() { String::new() } else { format!(" at `{}`", shorten(words)) };
    (format!("front matter cannot be read: {message}{place}"), "texts stand in quotes in TOML".into())
}
