//! `unexplained-acronym`: an abbreviation that is explained nowhere.

use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::check::Passage;
use crate::model::slug;

pub(crate) const RULE: Rule = Rule {
    name: "unexplained-acronym",
    level: Level::Information,
    group: Group::Account,
    finds: "An abbreviation that is explained nowhere.",
    why: "A document for the whole company is read by people who have never heard of it. Spelled out once, \
          or put into the glossary, it costs a second and loses nobody.",
    example: "The DPX was full.",
    instead: "The dead parcel exchange (DPX) was full.",
    look: Look::Coe(look),
};

/// The most abbreviations told of one document.
const MOST: usize = 3;

static KNOWN: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("../data/acronyms.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    // In other scripts an abbreviation in Latin letters stands out by itself, in capitals or not.
    if document.coe.language != "en" {
        return;
    }
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut told = 0;
    let mut whole: Option<String> = None;
    for passage in document.passages.iter().filter(|passage| passage.words().contains(char::is_lowercase)) {
        for (start, word) in abbreviations(passage) {
            if !seen.insert(word) || KNOWN.contains(word) || is_in_vocabulary(document, word) {
                continue;
            }
            let text = whole.get_or_insert_with(|| document.passages.iter().map(Passage::all_words).collect::<Vec<_>>().join("\n"));
            // Once only it is often a name of something the sentence explains well enough.
            if text.matches(word).count() < 2 || is_spelled_out(text, word) || is_word(text, word) {
                continue;
            }
            told += 1;
            if told > MOST {
                return;
            }
            report.at(
                passage.span(start..start + word.len()),
                format!("`{word}` is explained nowhere"),
                "spell it out where it stands first, or add it to the glossary",
            );
        }
    }
}

/// Words of three to five capitals that are parts of nothing longer.
fn abbreviations(passage: &Passage) -> impl Iterator<Item = (usize, &str)> {
    let text = passage.words();
    text.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | ';' | '"' | '\'' | '’')).filter_map(move |word| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let bare = word.trim_end_matches(['.', ':', '!', '?', '*']);
        let fits = (3..=5).contains(&bare.len()) && bare.bytes().all(|b| b.is_ascii_uppercase());
        fits.then_some((start, bare))
    })
}

/// Whether `word` stands in brackets behind words with its letters, or in front of some in brackets.
fn is_spelled_out(text: &str, word: &str) -> bool {
    let bracketed = text.contains(&format!("({word})")) || text.contains(&format!("({word}s)"));
    let before_brackets = text.match_indices(word).any(|(at, _)| text[at + word.len()..].trim_start().starts_with(['(', ':', '=']));
    let initials: String = word.to_lowercase();
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let spelled = words.windows(initials.len()).any(|window| {
        window.iter().zip(initials.chars()).all(|(word, initial)| word.len() > 1 && word.starts_with(initial))
    });
    bracketed || before_brackets || spelled
}

/// Whether the text has it in small letters too: a word that is shouted, not an abbreviation.
fn is_word(text: &str, word: &str) -> bool {
    let small = word.to_lowercase();
    text.split(|c: char| !c.is_alphanumeric()).any(|it| it == small)
}

fn is_in_vocabulary(document: &Document<'_>, word: &str) -> bool {
    let id = slug(word);
    let vocabulary = &document.context.knowledge.vocabulary;
    let lists = [&vocabulary.glossary, &vocabulary.services, &vocabulary.teams, &vocabulary.causes];
    let coe = document.coe;
    lists.into_iter().flatten().any(|term| term.id == id || slug(&term.title) == id || term.synonyms.iter().any(|it| slug(it) == id))
        || coe.services.iter().chain(&coe.technologies).chain(&coe.tags).any(|name| slug(name).split('-').any(|part| part == id))
}
