//! Phrases that say how something is told, in the languages there is a file for.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};
use serde::Deserialize;

use super::Passage;

/// A file of `data/language`.
#[derive(Debug, Default, Deserialize)]
struct File {
    people: Vec<String>,
    #[serde(flatten)]
    rules: BTreeMap<String, Phrases>,
}

/// The phrases of one rule.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Phrases {
    words: Vec<String>,
    innocent: Vec<String>,
    followed: Vec<String>,
    weak: Vec<String>,
    strong: Vec<String>,
    with: Vec<String>,
    by: Vec<String>,
    starts: Vec<String>,
}

/// When a phrase counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    Always,
    Never,
    /// Where one of the people stands in the few words before it.
    AfterPeople,
    /// Where one of the people stands right behind it.
    BeforePeople,
    /// At the beginning of a sentence.
    Starting,
}

/// What one language has to say.
#[derive(Debug)]
pub(crate) struct Language {
    people: BTreeSet<String>,
    rules: BTreeMap<String, Phrases>,
    phrases: Option<AhoCorasick>,
    /// Rule and condition by number of the pattern.
    meanings: Vec<(String, When)>,
}

/// A phrase of a rule in a passage.
#[derive(Clone, Debug)]
pub(crate) struct Hit {
    pub(crate) rule: &'static str,
    /// The passage, by its place among those of the document.
    pub(crate) passage: usize,
    /// Bytes of its words.
    pub(crate) range: Range<usize>,
}

static LANGUAGES: LazyLock<BTreeMap<&'static str, Language>> = LazyLock::new(|| {
    let files = [
        ("en", include_str!("data/language/en.toml")),
        ("nb", include_str!("data/language/nb.toml")),
        ("de", include_str!("data/language/de.toml")),
    ];
    let read = |text: &str| Language::new(toml::from_str(text).unwrap_or_default());
    files.into_iter().map(|(name, text)| (name, read(text))).collect()
});

/// How many words before a phrase those who do it may stand.
const REACH: usize = 4;

/// The language of a tag such as `en` or `nb-NO`; nothing where there is no file for it.
pub(crate) fn of(tag: &str) -> Option<&'static Language> {
    LANGUAGES.get(tag.split('-').next().unwrap_or(tag))
}

impl Language {
    fn new(file: File) -> Language {
        let mut patterns = Vec::new();
        let mut meanings = Vec::new();
        for (rule, phrases) in &file.rules {
            let lists = [
                (&phrases.words, When::Always),
                (&phrases.innocent, When::Never),
                (&phrases.with, When::AfterPeople),
                (&phrases.by, When::BeforePeople),
                (&phrases.starts, When::Starting),
            ];
            for (words, when) in lists {
                for word in words {
                    patterns.push(word.clone());
                    meanings.push((rule.clone(), when));
                    // Word processors write another apostrophe.
                    if word.contains('\'') {
                        patterns.push(word.replace('\'', "’"));
                        meanings.push((rule.clone(), when));
                    }
                }
            }
        }
        let phrases = AhoCorasickBuilder::new().match_kind(MatchKind::Standard).build(&patterns).ok();
        Language { people: file.people.into_iter().collect(), rules: file.rules, phrases, meanings }
    }

    /// The words of a rule.
    pub(crate) fn words(&self, rule: &str) -> &[String] {
        self.rules.get(rule).map_or(&[], |phrases| &phrases.words)
    }

    /// The words of a rule that count at the beginning.
    pub(crate) fn starts(&self, rule: &str) -> &[String] {
        self.rules.get(rule).map_or(&[], |phrases| &phrases.starts)
    }

    /// Whether a phrase of a rule, at some bytes of a passage, may well mean something else.
    pub(crate) fn is_weak(&self, rule: &str, words: &str, range: &Range<usize>) -> bool {
        let Some(phrases) = self.rules.get(rule) else { return false };
        let lower = lower(words);
        let found = lower[range.clone()].replace('’', "'");
        let behind = lower[range.end..].trim_start();
        let strong = phrases.strong.iter().any(|word| {
            behind.strip_prefix(word.as_str()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        });
        phrases.weak.contains(&found) && !strong && !self.is_by_people(&lower, range.start)
    }

    /// Whether one of the people stands in the few words of the sentence before a byte.
    fn is_by_people(&self, lower: &str, at: usize) -> bool {
        let before = lower[..at].rsplit(['.', '!', '?', ';', '\n']).next().unwrap_or_default();
        let words: Vec<&str> = words_of(before).collect();
        words.iter().rev().take(REACH).any(|word| self.people.contains(*word))
    }

    /// Whether a phrase of a rule stands in some words, and which.
    pub(crate) fn find(&self, rule: &str, words: &str) -> Option<Range<usize>> {
        let lower = lower(words);
        self.hits(&lower).into_iter().find(|(of, _)| *of == rule).map(|(_, range)| range)
    }

    /// The phrases of all rules in all passages.
    pub(crate) fn in_passages(&self, passages: &[Passage], names: &[&'static str]) -> Vec<Hit> {
        let mut hits = Vec::new();
        for (place, passage) in passages.iter().enumerate() {
            let lower = lower(passage.words());
            for (rule, range) in self.hits(&lower) {
                if let Some(rule) = names.iter().find(|name| **name == rule) {
                    hits.push(Hit { rule, passage: place, range });
                }
            }
        }
        hits
    }

    /// Rule and place of each phrase in words of lower case; of those of one rule that overlap the longest counts.
    fn hits(&self, lower: &str) -> Vec<(&str, Range<usize>)> {
        let Some(phrases) = &self.phrases else { return Vec::new() };
        let mut found: Vec<(&str, When, Range<usize>)> = phrases
            .find_overlapping_iter(lower)
            .filter(|found| is_whole(lower, found.start()..found.end()))
            .map(|found| {
                let (rule, when) = &self.meanings[found.pattern().as_usize()];
                (rule.as_str(), *when, found.start()..found.end())
            })
            .collect();
        found.sort_by_key(|(rule, _, range)| (*rule, range.start, std::cmp::Reverse(range.end)));
        let mut kept: Vec<(&str, Range<usize>)> = Vec::new();
        let mut end = (0, "");
        for (place, (rule, when, range)) in found.iter().enumerate() {
            let innocent = found.iter().any(|(of, when, around)| {
                of == rule && *when == When::Never && around.start <= range.start && range.end <= around.end
            });
            let within = end.1 == *rule && range.start < end.0 && place > 0;
            if innocent || within || !self.counts(lower, rule, *when, range) {
                continue;
            }
            end = (range.end, rule);
            kept.push((rule, range.clone()));
        }
        kept.sort_by_key(|(_, range)| range.start);
        kept
    }

    fn counts(&self, lower: &str, rule: &str, when: When, range: &Range<usize>) -> bool {
        let next = || words_of(&lower[range.end..]).next();
        let meant = match when {
            When::Never => false,
            When::Always => true,
            When::AfterPeople => self.is_by_people(lower, range.start),
            When::BeforePeople => {
                words_of(&lower[range.end..]).take(2).any(|word| self.people.contains(word))
            }
            When::Starting => {
                let before = lower[..range.start].trim_end();
                before.is_empty() || before.ends_with(['.', '!', '?', ':', ';'])
            }
        };
        let followed = self.rules.get(rule).map_or(&[][..], |phrases| &phrases.followed);
        meant && !next().is_some_and(|next| followed.iter().any(|word| word == next))
    }
}

/// Words in lower case whose bytes stand where they stood; those of other lengths stay.
fn lower(words: &str) -> String {
    let mut lower = String::with_capacity(words.len());
    for character in words.chars() {
        let mut small = character.to_lowercase();
        match (small.next(), small.next()) {
            (Some(one), None) if one.len_utf8() == character.len_utf8() => lower.push(one),
            _ => lower.push(character),
        }
    }
    lower
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    let edge = |c: char| !c.is_alphanumeric() && c != '-' && c != '\'';
    text.split(edge).filter(|word| !word.is_empty())
}

fn is_whole(text: &str, range: Range<usize>) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    edge(text[..range.start].chars().next_back()) && edge(text[range.end..].chars().next())
}
