//! Words and identifiers of a text, as they are indexed and asked for.
//!
//! A *run* is what stands without a space: `checkout`, `BananaDistributionLimitExceeded`, `db-01.prod/pool`. It is
//! indexed by each of its parts and by every whole along the way, so that `db-01.prod/pool` is found as itself, as
//! `db-01.prod`, `db-01`, `pool` and `db`. Each part has a position; a whole stands at the position of its first part.
//! Scripts without spaces are indexed by pairs of characters.

use std::ops::Range;

use crate::fold::fold;

/// The longest token that is indexed, in bytes: beyond it nobody remembers it whole.
const LONGEST: usize = 80;

/// The longest run that is cut up, in bytes: base64, minified code and the like are no words.
const LONGEST_RUN: usize = 400;

/// Where a run comes apart, the loosest seam first.
const SEAMS: [char; 6] = [':', '/', '.', '-', '_', '\\'];

/// One token of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// Folded: lower case, without accents.
    pub(crate) text: String,
    /// Place among the parts of the text, from 0.
    pub(crate) position: u32,
    /// Whether it has no seam of its own: only these count as words of a phrase.
    pub(crate) is_part: bool,
    /// Bytes of the text.
    pub(crate) range: Range<usize>,
}

/// All tokens of a text; of those at one position, wholes come before parts.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut position = 0;
    for run in runs(text) {
        position = cut(text, run, position, &mut found);
    }
    found
}

/// The runs of a text, in bytes.
pub(crate) fn runs(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text[rest..].find(is_word)?;
        let end = end_of_run(text, start);
        rest = end;
        Some(start..end)
    })
}

/// Where the run that starts here ends: seams belong to it only between words.
fn end_of_run(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut seams = 0;
    let mut pairs = None;
    for (offset, char) in text[start..].char_indices() {
        if is_word(char) {
            // A change between scripts with and without spaces ends a run.
            let paired = is_paired(char);
            if *pairs.get_or_insert(paired) != paired {
                break;
            }
            end = start + offset + char.len_utf8();
            seams = 0;
        } else if SEAMS.contains(&char) && seams < 3 && pairs == Some(false) {
            seams += 1;
        } else {
            break;
        }
    }
    end
}

/// Cuts a run into tokens, the first of them at `position`; gives the position after it.
fn cut(text: &str, run: Range<usize>, position: u32, found: &mut Vec<Token>) -> u32 {
    if text[run.clone()].starts_with(is_paired) {
        return cut_pairs(text, run, position, found);
    }
    if run.len() > LONGEST_RUN {
        return position;
    }
    if is_simple(&text[run.clone()]) {
        push(text, run, position, true, found);
        return position + 1;
    }
    divide(text, run, 0, position, found)
}

/// Whether a run cannot come apart: most are words in small letters, the first maybe large.
fn is_simple(run: &str) -> bool {
    run.bytes()
        .enumerate()
        .all(|(place, byte)| byte.is_ascii_lowercase() || (place == 0 && byte.is_ascii_uppercase()))
}

/// Tokens of a run from the seam of this number on: the whole, then each piece between such seams.
fn divide(text: &str, run: Range<usize>, seam: usize, position: u32, found: &mut Vec<Token>) -> u32 {
    let Some(char) = SEAMS.get(seam) else { return divide_word(text, run, position, found) };
    if !text[run.clone()].contains(*char) {
        return divide(text, run, seam + 1, position, found);
    }
    push(text, run.clone(), position, false, found);
    let mut next = position;
    let mut start = run.start;
    for piece in text[run].split(*char) {
        if !piece.is_empty() {
            next = divide(text, start..start + piece.len(), seam + 1, next, found);
        }
        start += piece.len() + char.len_utf8();
    }
    next
}

/// Tokens of a run without seams: `BananaLimit` is itself, `banana` and `limit`; `web01` is also `web` and `01`.
fn divide_word(text: &str, word: Range<usize>, position: u32, found: &mut Vec<Token>) -> u32 {
    let humps = humps(&text[word.clone()]);
    if humps.len() < 2 {
        push(text, word, position, true, found);
        return position + 1;
    }
    push(text, word.clone(), position, false, found);
    let mut next = position;
    for hump in humps {
        push(text, word.start + hump.start..word.start + hump.end, next, true, found);
        next += 1;
    }
    next
}

/// Where a word changes from small to capital letters, and between letters and digits.
///
/// Digits part only from three letters or more: `web01` and `sev2` come apart, `k8s`, `s3` and `a002` do not.
fn humps(word: &str) -> Vec<Range<usize>> {
    let chars: Vec<(usize, char)> = word.char_indices().collect();
    let digits_part =
        chars.split(|(_, char)| char.is_numeric()).all(|letters| letters.is_empty() || letters.len() > 2);
    let parts = |place: usize| {
        let (before, here) = (chars[place - 1].1, chars[place].1);
        let after = chars.get(place + 1).map(|(_, char)| *char);
        (before.is_lowercase() && here.is_uppercase())
            || (before.is_uppercase() && here.is_uppercase() && after.is_some_and(char::is_lowercase))
            || (digits_part && before.is_numeric() != here.is_numeric())
    };
    let mut starts: Vec<usize> = vec![0];
    starts.extend((1..chars.len()).filter(|place| parts(*place)).map(|place| chars[place].0));
    let ends = starts.iter().skip(1).copied().chain([word.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// Pairs of characters, each at the position of its first; a lone character is a token of its own.
fn cut_pairs(text: &str, run: Range<usize>, position: u32, found: &mut Vec<Token>) -> u32 {
    let mut ends: Vec<usize> =
        text[run.clone()].char_indices().map(|(offset, _)| run.start + offset).collect();
    ends.push(run.end);
    // From each character to the end of the next; a lone one has no next.
    let pair = 2.min(ends.len() - 1);
    let mut next = position;
    for window in ends.windows(pair + 1) {
        push(text, window[0]..window[pair], next, true, found);
        next += 1;
    }
    next
}

fn push(text: &str, range: Range<usize>, position: u32, is_part: bool, found: &mut Vec<Token>) {
    let text = fold(&text[range.clone()]);
    if !text.is_empty() && text.len() <= LONGEST {
        found.push(Token { text, position, is_part, range });
    }
}

fn is_word(char: char) -> bool {
    char.is_alphanumeric() || is_mark(char)
}

/// Whether a mark is written over the letter before it.
pub(crate) fn is_mark(char: char) -> bool {
    matches!(char, '\u{300}'..='\u{36f}' | '\u{3099}' | '\u{309a}')
}

/// Whether a character is of a script that is written without spaces.
pub(crate) fn is_paired(char: char) -> bool {
    matches!(char,
        '\u{e00}'..='\u{eff}' // Thai, Lao
        | '\u{1100}'..='\u{11ff}'
        | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' // kana
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' // han
        | '\u{ac00}'..='\u{d7af}' // hangul
        | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|token| format!("{}@{}", token.text, token.position)).collect()
    }

    #[test]
    fn finds_identifiers_whole_and_by_their_parts() {
        assert_eq!(texts("ERR_OSSL_EVP"), ["err_ossl_evp@0", "err@0", "ossl@1", "evp@2"]);
        assert_eq!(texts("RULE-A002"), ["rule-a002@0", "rule@0", "a002@1"]);
        assert_eq!(
            texts("BananaLimitExceeded again"),
            ["bananalimitexceeded@0", "banana@0", "limit@1", "exceeded@2", "again@3"]
        );
        assert_eq!(
            texts("db-01.prod/pool"),
            ["db-01.prod/pool@0", "db-01.prod@0", "db-01@0", "db@0", "01@1", "prod@2", "pool@3"]
        );
        assert_eq!(
            texts("HTTPServer sev2 k8s"),
            ["httpserver@0", "http@0", "server@1", "sev2@2", "sev@2", "2@3", "k8s@4"]
        );
    }

    #[test]
    fn drops_what_only_surrounds_words() {
        assert_eq!(texts("(It's \"down\"!) -- ok."), ["it@0", "s@1", "down@2", "ok@3"]);
        assert_eq!(texts("a... ::b"), ["a@0", "b@1"]);
        assert!(texts("🔥 -- …").is_empty());
    }

    #[test]
    fn finds_scripts_without_spaces_by_pairs() {
        assert_eq!(texts("障害対応"), ["障害@0", "害対@1", "対応@2"]);
        assert_eq!(texts("DB障"), ["db@0", "障@1"]);
    }

    #[test]
    fn knows_where_each_token_stands() {
        let text = "Über-Limit, größer";
        for token in tokens(text) {
            assert_eq!(fold(&text[token.range.clone()]), token.text);
        }
    }
}
