//! Which way words run: scripts that run from right to left inside pages and sentences that do not.

use std::borrow::Cow;

/// Whether a character belongs to a script that runs from right to left.
fn runs_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Whether any of a text runs from right to left, so that its direction has to be said.
pub(crate) fn has_right_to_left(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(runs_left)
}

/// A text that may be put into a sentence: where it runs from right to left it is set apart from the words around it.
pub(crate) fn isolated(text: &str) -> Cow<'_, str> {
    if has_right_to_left(text) { Cow::Owned(format!("\u{2068}{text}\u{2069}")) } else { Cow::Borrowed(text) }
}

/// The direction of a page whose interface is in a language.
pub(crate) fn of_language(language: &str) -> &'static str {
    match language.split('-').next().unwrap_or(language) {
        "ar" | "dv" | "fa" | "he" | "ps" | "ur" | "yi" => "rtl",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_runs_from_right_to_left_is_set_apart() {
        assert_eq!(isolated("Prislapper på 日本語"), "Prislapper på 日本語");
        assert_eq!(isolated("התעודה פגה"), "\u{2068}התעודה פגה\u{2069}");
        assert!(has_right_to_left("API توقف"));
        assert_eq!(["ar", "he-IL", "nb"].map(of_language), ["rtl", "rtl", ""]);
    }
}
