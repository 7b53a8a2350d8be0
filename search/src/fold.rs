//! Letters without what sets them apart when typing: case and accents.

use tantivy::tokenizer::{AsciiFoldingFilter, RawTokenizer, TextAnalyzer};

use crate::tokens::is_mark;

/// A word in lower case without accents: `Über` is `uber`, `Ålesund` `alesund`, `straße` `strasse`.
pub(crate) fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    // Marks of their own, as macOS writes them in names of files, come off before letters that carry theirs.
    let plain: String = word.chars().flat_map(char::to_lowercase).filter(|char| !is_mark(*char)).collect();
    if !plain.chars().any(may_fold) {
        return plain;
    }
    let mut analyzer = TextAnalyzer::builder(RawTokenizer::default()).filter(AsciiFoldingFilter).build();
    let mut stream = analyzer.token_stream(&plain);
    stream.next().map(|token| token.text.to_lowercase()).unwrap_or_default()
}

/// Whether a letter is of the Latin script and not plain, or is written wide.
fn may_fold(char: char) -> bool {
    matches!(char, '\u{80}'..='\u{24f}' | '\u{1d00}'..='\u{1eff}' | '\u{2000}'..='\u{20ff}' | '\u{2c60}'..='\u{2c7f}' | '\u{ff00}'..='\u{ff5e}')
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn takes_case_and_accents_away() {
        for (written, folded) in [
            ("Über", "uber"),
            ("Ålesund", "alesund"),
            ("straße", "strasse"),
            ("e\u{301}te\u{301}", "ete"),
            ("ＤＢ", "db"),
            ("重大", "重大"),
            ("İstanbul", "istanbul"),
        ] {
            assert_eq!(fold(written), folded, "{written}");
        }
    }
}
