//! Words of a stranger, made safe for a terminal.

use std::borrow::Cow;

/// The text on one line, with what could play tricks on a terminal escaped: control characters, and those that
/// change the direction of writing.
pub fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains(is_tricky) {
        return Cow::Borrowed(text);
    }
    let escaped =
        text.chars().flat_map(|c| if is_tricky(c) { c.escape_default().collect() } else { vec![c] });
    Cow::Owned(escaped.collect())
}

fn is_tricky(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn leaves_words_of_any_script_alone() {
        assert_eq!(plain("障害 – größer 🙂"), "障害 – größer 🙂");
    }

    #[test]
    fn escapes_what_moves_the_cursor_or_turns_the_line() {
        assert_eq!(plain("a\u{1b}[2Kb\nc\u{202e}d"), "a\\u{1b}[2Kb\\nc\\u{202e}d");
    }
}
