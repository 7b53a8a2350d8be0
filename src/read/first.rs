//! Where a document says that nothing like it happened before.

use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;

use super::front_matter::Spanned;
use super::words::{is_wide, normal, one_line};
use crate::findings::LineMap;
use crate::model::{Role, SaidFirst, Section, SectionForm};

#[derive(Deserialize)]
struct Words {
    phrases: Vec<String>,
    unless: Vec<String>,
    whole: Vec<String>,
}

#[expect(clippy::expect_used, reason = "the data file is compiled in and a test reads it")]
static WORDS: LazyLock<Words> =
    LazyLock::new(|| toml::from_str(include_str!("data/first.toml")).expect("first.toml is valid"));

/// `related: none` of the front matter.
pub(super) fn stated(none: Option<&Spanned<String>>) -> Option<SaidFirst> {
    none.map(|none| SaidFirst { words: one_line(&none.value), span: none.span.clone(), line: none.line })
}

/// A sentence of the part on related incidents.
pub(super) fn told(sections: &[Section], text: &str, lines: &LineMap) -> Option<SaidFirst> {
    sections.iter().filter(|section| section.role == Some(Role::Related)).find_map(|section| {
        let body = below_title(section, text);
        let whole = normal(text.get(body.clone())?);
        let mut sentences = sentences(text, body);
        let said = sentences.find(|sentence| {
            let words = normal(&text[sentence.clone()]);
            says(&WORDS.phrases, &words) && !says(&WORDS.unless, &words)
                || WORDS.whole.contains(&words) && words == whole
        })?;
        Some(SaidFirst { words: one_line(&text[said.clone()]), line: lines.line(said.start), span: said })
    })
}

fn below_title(section: &Section, text: &str) -> Range<usize> {
    let start = section.range.start;
    let title = match section.form {
        SectionForm::Heading => text[section.range.clone()].find('\n').unwrap_or(section.range.len()),
        SectionForm::Label => text[section.range.clone()].find(':').map_or(0, |colon| colon + 1),
    };
    start + title..section.range.end
}

/// Sentences, list items and lines, each without blanks and marks of lists around it.
fn sentences(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let part = &text[range.clone()];
    let mut start = range.start;
    let ends = part.char_indices().filter(|(at, c)| {
        matches!(c, '\n' | '。' | '！')
            || matches!(c, '.' | '!' | ';') && part[at + 1..].starts_with(char::is_whitespace)
    });
    let ends: Vec<usize> = ends.map(|(at, c)| range.start + at + c.len_utf8()).chain([range.end]).collect();
    ends.into_iter().filter_map(move |end| {
        let from = std::mem::replace(&mut start, end);
        let sentence = &text[from..end];
        let bare =
            sentence.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '*' | '+' | '>'));
        let start = from + sentence.len() - bare.len();
        let bare = bare.trim_end();
        (!bare.is_empty()).then_some(start..start + bare.len())
    })
}

/// Whether some normal words hold one of some phrases, whole.
fn says(phrases: &[String], words: &str) -> bool {
    phrases.iter().any(|phrase| {
        words.match_indices(phrase.as_str()).any(|(at, _)| {
            let wide = phrase.chars().any(is_wide);
            let before = words[..at].chars().next_back();
            let after = words[at + phrase.len()..].chars().next();
            wide || before.is_none_or(|c| c == ' ') && after.is_none_or(|c| c == ' ')
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_phrases_are_written_as_they_are_compared() {
        for phrase in WORDS.phrases.iter().chain(&WORDS.unless).chain(&WORDS.whole) {
            assert_eq!(&normal(phrase), phrase);
        }
    }

    #[test]
    fn tells_a_claim_from_its_opposite() {
        let says_first = |words: &str| {
            let words = normal(words);
            says(&WORDS.phrases, &words) && !says(&WORDS.unless, &words)
        };
        assert!(says_first("No similar incidents were found."));
        assert!(says_first("過去に発生していない。初めてである"));
        assert!(!says_first("This is not the first of its kind."));
        assert!(!says_first("See the outage of March."));
    }
}
