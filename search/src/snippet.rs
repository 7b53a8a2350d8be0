//! The stretch of a document that says most about a query, with the words of the query marked.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::document::FACTS;
use crate::score::Marks;
use crate::text::Stored;
use crate::tokens::tokens;

/// How long a snippet is, in characters.
const LENGTH: usize = 220;
/// How much of it may stand before the first marked word.
const LEAD: usize = 60;
/// What a word is worth that stands in the stretch once more.
const AGAIN: f32 = 0.1;
/// What a word is worth in the heading of a section.
const HEADING: f32 = 0.4;

/// What a stretch is worth that only names things.
const NAMED: f32 = 0.2;

/// Roles of sections that tell what a document is about, the best first.
const TELLING: [&str; 5] = ["summary", "takeaways", "impact", "background", "timeline"];

/// A stretch of text, marked in parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Snippet {
    /// The section it is from; nothing when no section has the words.
    pub(crate) section: Option<usize>,
    /// Plain and marked text in turn, plain first.
    pub(crate) parts: Vec<String>,
}

/// A marked word of a text.
#[derive(Clone, Debug)]
struct Match {
    range: Range<usize>,
    group: usize,
    worth: f32,
}

/// The best stretch of a document.
pub(crate) fn snippet(stored: &Stored<'_>, marks: &Marks, scope: &[String]) -> Snippet {
    let mut best: Option<(f32, usize, Vec<Match>, Range<usize>)> = None;
    for (number, [_, title, role, text]) in stored.sections.iter().enumerate() {
        if !scope.is_empty() && !scope.iter().any(|scope| scope == role) {
            continue;
        }
        let found = matches(text, marks);
        let Some((worth, range)) = densest(&found) else { continue };
        let of_heading = matches(title, marks).iter().map(|it| it.worth).fold(0.0, f32::max);
        let worth = if role == FACTS { worth * NAMED } else { worth + HEADING * of_heading };
        if best.as_ref().is_none_or(|(least, ..)| worth > *least) {
            best = Some((worth, number, found, range));
        }
    }
    match best {
        Some((_, section, found, range)) => {
            let text = &stored.sections[section][3];
            Snippet { section: Some(section), parts: excerpt(text, range, &found) }
        }
        None => Snippet { section: None, parts: vec![opening(stored)] },
    }
}

/// A whole text with its words marked.
pub(crate) fn marked(text: &str, marks: &Marks) -> Vec<String> {
    cut(text, 0..text.len(), &matches(text, marks))
}

/// The marked words of a text, in order; of words over each other only the longest.
fn matches(text: &str, marks: &Marks) -> Vec<Match> {
    let mut found: Vec<Match> = Vec::new();
    if marks.words.is_empty() {
        return found;
    }
    for token in tokens(text) {
        let Some(mark) = marks.words.get(&token.text) else { continue };
        let it = Match { range: token.range, group: mark.group, worth: mark.worth };
        match found.last_mut() {
            // A whole comes before its parts, pairs of characters reach into each other.
            Some(before) if it.range.end <= before.range.end => {}
            Some(before) if it.range.start < before.range.end => before.range.end = it.range.end,
            _ => found.push(it),
        }
    }
    found
}

/// The stretch of about a snippet's length whose different words are worth most; of two alike the first.
fn densest(found: &[Match]) -> Option<(f32, Range<usize>)> {
    let mut best: Option<(f32, Range<usize>)> = None;
    for (number, first) in found.iter().enumerate() {
        let mut seen = BTreeSet::new();
        let mut worth = 0.0;
        let mut end = first.range.end;
        for it in &found[number..] {
            if it.range.end > first.range.start + LENGTH - LEAD {
                break;
            }
            worth += if seen.insert(it.group) { it.worth } else { it.worth * AGAIN };
            end = it.range.end;
        }
        if best.as_ref().is_none_or(|(least, _)| worth > *least) {
            best = Some((worth, first.range.start..end));
        }
    }
    best
}

/// Some text around a range, from word to word.
fn excerpt(text: &str, range: Range<usize>, found: &[Match]) -> Vec<String> {
    let start = back(text, range.start, LEAD);
    let end = forth(text, range.end, LENGTH.saturating_sub(text[start..range.end].chars().count()));
    let mut parts = cut(text, start..end, found);
    if start > 0
        && let Some(first) = parts.first_mut()
    {
        first.insert_str(0, "… ");
    }
    if end < text.len()
        && let Some(last) = parts.last_mut()
    {
        last.push_str(" …");
    }
    parts
}

/// The beginning of a word at most so many characters before a place.
fn back(text: &str, place: usize, most: usize) -> usize {
    let before = &text[..place];
    let Some((start, _)) = before.char_indices().rev().nth(most) else { return 0 };
    before[start..].find(char::is_whitespace).map_or(place, |space| {
        let after = start + space;
        after + before[after..].len() - before[after..].trim_start().len()
    })
}

/// The end of a word at most so many characters after a place.
fn forth(text: &str, place: usize, most: usize) -> usize {
    let after = &text[place..];
    let Some((end, _)) = after.char_indices().nth(most) else { return text.len() };
    match after[..end].rfind(char::is_whitespace) {
        Some(space) => place + after[..space].trim_end().len(),
        // Scripts without spaces may end anywhere.
        None => place + end,
    }
}

/// A range of a text in parts: plain and marked in turn, plain first and last.
fn cut(text: &str, range: Range<usize>, found: &[Match]) -> Vec<String> {
    let mut parts = Vec::new();
    let mut at = range.start;
    for it in found.iter().filter(|it| it.range.start >= range.start && it.range.end <= range.end) {
        parts.push(text[at..it.range.start].to_owned());
        parts.push(text[it.range.clone()].to_owned());
        at = it.range.end;
    }
    parts.push(text[at..range.end].to_owned());
    parts
}

/// What a document is about, for who did not ask for words.
fn opening(stored: &Stored<'_>) -> String {
    let has_text = |[_, _, _, text]: &&[std::borrow::Cow<'_, str>; 4]| !text.trim().is_empty();
    let telling = TELLING
        .iter()
        .find_map(|wanted| stored.sections.iter().filter(has_text).find(|[_, _, role, _]| role == wanted));
    let Some([_, _, _, text]) = telling.or_else(|| stored.sections.iter().find(has_text)) else {
        return String::new();
    };
    let end = forth(text, 0, LENGTH);
    let more = if end < text.len() { " …" } else { "" };
    format!("{}{more}", &text[..end])
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::document::Card;
    use crate::score::Mark;

    fn marks(words: &[&str]) -> Marks {
        let mut marks = Marks::default();
        for (group, word) in words.iter().enumerate() {
            marks.words.insert((*word).to_owned(), Mark { group, worth: 1.0 });
        }
        marks
    }

    fn stored(texts: &[&str]) -> Stored<'static> {
        let section = |text: &&str| ["a", "Title", "impact", text].map(|part| Cow::Owned(part.to_owned()));
        Stored { card: Cow::Owned(Card::default()), sections: texts.iter().map(section).collect() }
    }

    #[test]
    fn takes_the_stretch_with_most_of_the_words() {
        let long = format!(
            "pool here. {} The pool had a timeout at noon. {}",
            "Nothing else. ".repeat(40),
            "More. ".repeat(60)
        );
        let found = snippet(&stored(&["a pool", &long]), &marks(&["pool", "timeout"]), &[]);
        assert_eq!(found.section, Some(1));
        assert_eq!([&found.parts[1], &found.parts[3]], ["pool", "timeout"]);
        assert!(found.parts[0].starts_with("… ") && found.parts[4].ends_with(" …"), "{:?}", found.parts);
        assert!(found.parts.concat().chars().count() < LENGTH + 10);
    }

    #[test]
    fn marks_an_identifier_as_a_whole() {
        assert_eq!(
            marked("see ERR_OSSL_EVP now", &marks(&["err_ossl_evp", "ossl"])),
            ["see ", "ERR_OSSL_EVP", " now"]
        );
        assert_eq!(marked("障害対応中", &marks(&["障害", "害対"])), ["", "障害対", "応中"]);
    }

    #[test]
    fn shows_what_it_is_about_when_no_word_is_found() {
        let found = snippet(&stored(&["", "It was down."]), &marks(&["pool"]), &[]);
        assert_eq!((found.section, found.parts), (None, vec!["It was down.".to_owned()]));
    }
}
