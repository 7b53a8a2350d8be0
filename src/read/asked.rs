//! Questions in the text, and where their answers begin.

use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;

/// Words by which questions and answers are known.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Words {
    why: Vec<String>,
    because: Vec<String>,
    yes: Vec<String>,
    no: Vec<String>,
    pub(crate) asked: Vec<Asked>,
}

/// A question every incident answers, as authors put it.
#[derive(Debug, Deserialize)]
pub(crate) struct Asked {
    pub(crate) kind: Kind,
    pub(crate) limit: Vec<String>,
    pub(crate) about: Vec<String>,
}

/// What such a question asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    /// Found in under five minutes?
    Found,
    /// Fixed in under an hour?
    Fixed,
    /// How was it found?
    FoundBy,
}

pub(crate) static WORDS: LazyLock<Words> =
    LazyLock::new(|| toml::from_str(include_str!("data/questions.toml")).unwrap_or_default());

/// A question and what stands behind it, in bytes of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Split {
    pub(crate) question: Range<usize>,
    pub(crate) answer: Range<usize>,
    /// Whether it asks for a reason.
    pub(crate) is_why: bool,
}

/// The question some words begin with, and the rest of them.
///
/// ```text
/// **Why was it late?** The job hung.     1. Why late? The job hung.     Why 1: the job hung
/// ```
pub(crate) fn split(text: &str, range: Range<usize>) -> Option<Split> {
    let words = text.get(range.clone())?;
    let blank = words.len() - words.trim_start().len();
    let words = &words[blank..];
    let length = emphasised(words).or_else(|| asked(words)).or_else(|| numbered(words))?;
    let start = range.start + blank;
    let question = start..start + length;
    let is_why = begins_with_any(bare(&words[..length]), &WORDS.why);
    let answer = &words[length..];
    let gap = answer.len() - answer.trim_start().len();
    Some(Split { answer: question.end + gap..range.end, question, is_why })
}

/// The length of strong words at the beginning that end with a question mark.
fn emphasised(words: &str) -> Option<usize> {
    let mark = ["**", "__"].into_iter().find(|mark| words.starts_with(mark))?;
    let inner = words.get(2..)?;
    let end = inner.find(mark)?;
    let after = inner.get(end + 2..)?;
    let inside = inner[..end].trim_end();
    let outside = after.trim_start().starts_with(['?', '？']).then(|| after.find(['?', '？'])).flatten();
    match outside {
        Some(at) => Some(end + 4 + at + after[at..].chars().next().map_or(0, char::len_utf8)),
        None => inside.ends_with(['?', '？']).then_some(end + 4),
    }
}

/// The length of a plain question at the beginning that asks for a reason.
fn asked(words: &str) -> Option<usize> {
    begins_with_any(bare(words), &WORDS.why).then_some(())?;
    first_question_mark(words)
}

/// Where the first question mark ends that ends a sentence; only of one that stands in code or an address does it not.
pub(crate) fn first_question_mark(words: &str) -> Option<usize> {
    let mut code = false;
    for (at, c) in words.char_indices() {
        match c {
            '`' => code = !code,
            '?' if !code => {
                let end = at + 1;
                let rest = words[end..].trim_start_matches(['*', '_', '"', '”', '\'', ')']);
                let closed = end + (words.len() - end - rest.len());
                if rest.is_empty() || rest.starts_with(char::is_whitespace) {
                    return Some(closed);
                }
            }
            '？' if !code => return Some(at + c.len_utf8()),
            '.' | '!' | '。' if !code && words[at + c.len_utf8()..].starts_with(char::is_whitespace) => {
                return None;
            }
            _ => {}
        }
    }
    None
}

/// The length of `Why 1:` or `Why #2 -` at the beginning.
fn numbered(words: &str) -> Option<usize> {
    let open = words.len() - bare(words).len();
    let plain = bare(words);
    let why = WORDS.why.iter().find(|why| begins_with(plain, why))?;
    let after = plain.get(why.len()..)?;
    let digits = after.trim_start_matches([' ', '#']);
    let rest = digits.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() == digits.len() {
        return None;
    }
    let mark = rest.trim_start_matches(['*', '_', ' ']);
    let end = mark.strip_prefix([':', '：', '.', ')', '-', '–', '—'])?;
    let end = end.trim_start_matches(['*', '_']);
    let length = open + (plain.len() - end.len());
    // What opens before the mark has to close before it too.
    let markers = words[..length].matches("**").count() + words[..length].matches("__").count();
    markers.is_multiple_of(2).then_some(length)
}

/// Words without the marks of emphasis and quotation before them.
fn bare(words: &str) -> &str {
    words.trim_start_matches(['*', '_', '"', '“', '«', ' '])
}

/// Whether words say themselves to be the answer to the question before them.
pub(crate) fn is_answer(words: &str) -> bool {
    begins_with_any(bare(words.trim_start()), &WORDS.because)
}

/// Whether an answer begins with a yes or a no.
pub(crate) fn yes_or_no(words: &str) -> Option<bool> {
    let words = bare(words.trim_start());
    if begins_with_any(words, &WORDS.yes) {
        return Some(true);
    }
    begins_with_any(words, &WORDS.no).then_some(false)
}

fn begins_with_any(words: &str, starts: &[String]) -> bool {
    starts.iter().any(|start| begins_with(words, start))
}

fn begins_with(words: &str, start: &str) -> bool {
    let mut rest = words.chars();
    let same = start.chars().all(|c| rest.next().is_some_and(|it| it.to_lowercase().eq(c.to_lowercase())));
    let is_wide = start.chars().next_back().is_some_and(super::is_wide);
    same && (is_wide || rest.next().is_none_or(|c| !c.is_alphanumeric()))
}

/// Whether a text may hold a question that asks for a reason at all.
pub(crate) fn may_ask_why(text: &str) -> bool {
    static ANY: LazyLock<Option<aho_corasick::AhoCorasick>> = LazyLock::new(|| {
        aho_corasick::AhoCorasick::builder().ascii_case_insensitive(true).build(&WORDS.why).ok()
    });
    ANY.as_ref().is_some_and(|any| any.is_match(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Option<(&str, &str)> {
        split(text, 0..text.len()).map(|split| (&text[split.question], &text[split.answer]))
    }

    #[test]
    fn tells_questions_from_their_answers() {
        assert_eq!(parts("**Why late?** It hung."), Some(("**Why late?**", "It hung.")));
        assert_eq!(parts("**Why late**? It hung."), Some(("**Why late**?", "It hung.")));
        assert_eq!(parts("Why late? It hung."), Some(("Why late?", "It hung.")));
        assert_eq!(parts("Why `a?b` late? It hung."), Some(("Why `a?b` late?", "It hung.")));
        assert_eq!(parts("*Why late?* It hung."), Some(("*Why late?*", "It hung.")));
        assert_eq!(parts("なぜ遅れたか？ → 止まった"), Some(("なぜ遅れたか？", "→ 止まった")));
        assert_eq!(parts("**Why 1:** it hung"), Some(("**Why 1:**", "it hung")));
        assert_eq!(parts("Why #2 - it hung"), Some(("Why #2 -", "it hung")));
    }

    #[test]
    fn words_that_ask_nothing_are_no_question() {
        for text in ["It hung.", "Why it hung. Nobody knows?", "**Note** Why?", "Whyever?", "**Bold** words"]
        {
            assert_eq!(parts(text), None, "{text}");
        }
    }

    #[test]
    fn the_words_are_there() {
        assert!(WORDS.why.len() > 10 && WORDS.asked.len() == 3);
        assert_eq!(
            [yes_or_no("**Yes**, three."), yes_or_no("No, 52."), yes_or_no("Nobody")],
            [Some(true), Some(false), None]
        );
    }
}
