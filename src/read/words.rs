//! Titles and labels reduced to what can be compared.

use unicode_normalization::UnicodeNormalization;

/// Lower case letters and digits joined by single blanks; width and compatibility forms unified; numbering, emoji,
/// `:shortcodes:` and punctuation gone.
///
/// ```text
/// "3. :warning: What didn't go well?" -> "what didn t go well"
/// ```
pub(crate) fn normal(words: &str) -> String {
    if words.is_ascii() && !words.contains(':') {
        return normal_ascii(words);
    }
    let without_codes = strip_shortcodes(words);
    let mut normal = String::with_capacity(words.len());
    for character in without_codes.nfkc().flat_map(char::to_lowercase) {
        if character.is_alphanumeric() {
            normal.push(character);
        } else if !normal.is_empty() && !normal.ends_with(' ') {
            normal.push(' ');
        }
    }
    let trimmed = strip_numbering(normal.trim_end());
    if trimmed.len() == normal.len() { normal } else { trimmed.to_owned() }
}

/// [`normal`] for words that need no Unicode tables.
fn normal_ascii(words: &str) -> String {
    let mut normal = String::with_capacity(words.len());
    for byte in words.bytes() {
        if byte.is_ascii_alphanumeric() {
            normal.push(byte.to_ascii_lowercase() as char);
        } else if !normal.is_empty() && !normal.ends_with(' ') {
            normal.push(' ');
        }
    }
    let trimmed = strip_numbering(normal.trim_end());
    if trimmed.len() == normal.len() { normal } else { trimmed.to_owned() }
}

/// Takes out `:name:` of emoji.
fn strip_shortcodes(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(start) = rest.find(':') {
        let after = &rest[start + 1..];
        let end = after
            .find(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-' | '+')));
        match end {
            Some(end)
                if end > 1
                    && after[end..].starts_with(':')
                    && after.starts_with(|c: char| c.is_ascii_lowercase()) =>
            {
                out.push_str(&rest[..start]);
                out.push(' ');
                rest = &after[end + 1..];
            }
            _ => {
                out.push_str(&rest[..=start]);
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// Takes `3`, `3 1`, `iv`, `a` off the front of normal words, when more follows.
fn strip_numbering(normal: &str) -> &str {
    let mut rest = normal;
    while let Some((first, tail)) = rest.split_once(' ') {
        let number = first.len() <= 2 && first.bytes().all(|byte| byte.is_ascii_digit());
        let roman = matches!(first, "i" | "ii" | "iii" | "iv" | "v" | "vi" | "vii" | "viii" | "ix" | "x");
        // "5 whys" is a title, not the fifth section.
        if !(number || roman)
            || tail.starts_with("why")
            || tail.starts_with("hvorfor")
            || tail.starts_with("warum")
        {
            break;
        }
        rest = tail;
    }
    rest
}

/// Whether words are written in a script without blanks between words.
pub(crate) fn is_spaceless(words: &str) -> bool {
    words.chars().any(is_wide)
}

/// Kana, Han ideographs and Hangul.
pub(crate) fn is_wide(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}')
}

/// Words on one line, without blanks at the ends.
pub(crate) fn one_line(words: &str) -> String {
    let mut line = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}
