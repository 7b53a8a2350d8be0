//! The vocabulary: about 400 real words of operations, and some 7,500 invented ones that behave like the rare words of
//! real reports. Without them every document would share every word, and an index or a TF-IDF would look too good.

use std::collections::{BTreeMap, BTreeSet};

use super::random::{Random, Zipf};

/// The real words, by section.
const VOCABULARY: &str = include_str!("vocabulary.txt");

/// The language is the same for every seed, so that two corpora differ in what they tell and not in what they speak.
const LANGUAGE_SEED: u64 = 0x00C0_EB00;

/// How many distinct words of each kind there are, real and invented.
const NOUNS: usize = 4_600;
const VERBS: usize = 1_400;
const ADJECTIVES: usize = 1_700;
const ADVERBS: usize = 300;

const SERVICES: usize = 300;
const TEAMS: usize = 50;

/// Words in order of frequency.
#[derive(Debug)]
pub(super) struct Words {
    words: Vec<String>,
    zipf: Zipf,
}

impl Words {
    fn new(words: Vec<String>, shift: u64) -> Self {
        let zipf = Zipf::new(words.len(), shift);
        Self { words, zipf }
    }

    /// A word, the first ones far more often than the last.
    pub(super) fn draw(&self, random: &mut Random) -> &str {
        &self.words[self.zipf.draw(random)]
    }

    /// A word, all equally often.
    pub(super) fn any(&self, random: &mut Random) -> &str {
        &self.words[random.index(self.words.len())]
    }

    /// The words themselves.
    pub(super) fn as_slice(&self) -> &[String] {
        &self.words
    }
}

/// Everything a document can be made of.
#[derive(Debug)]
pub(super) struct Lexicon {
    pub(super) nouns: Words,
    pub(super) verbs: Words,
    pub(super) adjectives: Words,
    pub(super) adverbs: Words,
    pub(super) prepositions: Words,
    pub(super) services: Words,
    pub(super) teams: Words,
    pub(super) causes: Words,
    pub(super) technologies: Words,
    pub(super) symptoms: Words,
    pub(super) triggers: Words,
    pub(super) qualifiers: Words,
    /// `ERR_POOL_EXHAUSTED`, `CartQuorumLostException`, `E4107`.
    pub(super) errors: Words,
}

impl Lexicon {
    /// Reads the embedded vocabulary and invents the rest.
    pub(super) fn load() -> Result<Self, String> {
        let real = sections(VOCABULARY)?;
        let list = |name: &str| {
            real.get(name).filter(|words| !words.is_empty()).cloned().ok_or_else(|| {
                format!("cannot read the embedded vocabulary: it has no words under [{name}:…]")
            })
        };
        let mut inventor = Inventor::new(real.values().flatten());
        let mut random = Random::new(LANGUAGE_SEED);
        let domains = list("domains")?;
        Ok(Self {
            nouns: Words::new(inventor.extend(list("nouns")?, NOUNS, NOUN_ENDINGS), 2),
            verbs: Words::new(inventor.extend(list("verbs")?, VERBS, VERB_ENDINGS), 2),
            adjectives: Words::new(inventor.extend(list("adjectives")?, ADJECTIVES, ADJECTIVE_ENDINGS), 2),
            adverbs: Words::new(inventor.extend(list("adverbs")?, ADVERBS, ADVERB_ENDINGS), 2),
            prepositions: Words::new(list("prepositions")?, 2),
            services: Words::new(pairs(&domains, &list("kinds")?, SERVICES, &mut random), 5),
            teams: Words::new(domains.iter().take(TEAMS).cloned().collect(), 4),
            causes: Words::new(list("causes")?, 4),
            technologies: Words::new(list("technologies")?, 4),
            symptoms: Words::new(list("symptoms")?, 10),
            triggers: Words::new(list("triggers")?, 10),
            qualifiers: Words::new(list("qualifiers")?, 10),
            errors: Words::new(
                error_names(&domains, &list("errors")?, &list("exceptions")?, &mut random),
                10,
            ),
        })
    }
}

/// The sections of the vocabulary file; a word that stands twice counts once.
fn sections(text: &str) -> Result<BTreeMap<String, Vec<String>>, String> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut current: Option<(&str, bool)> = None;
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some((name, unit)) =
            line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')?.split_once(": "))
        {
            current = Some((name, unit == "lines"));
            continue;
        }
        let (name, whole_lines) =
            current.ok_or_else(|| format!("cannot read the embedded vocabulary: {line:?} has no section"))?;
        let words = found.entry(name.to_owned()).or_default();
        let parts: Vec<&str> = if whole_lines { vec![line] } else { line.split_whitespace().collect() };
        for part in parts {
            if !words.iter().any(|known| known == part) {
                words.push(part.to_owned());
            }
        }
    }
    Ok(found)
}

/// `domain-kind` names, `count` distinct ones if there are that many, in an order that mixes the domains.
fn pairs(domains: &[String], kinds: &[String], count: usize, random: &mut Random) -> Vec<String> {
    let mut all: Vec<(u64, String)> = Vec::new();
    for domain in domains {
        all.extend(kinds.iter().map(|kind| (random.below(1 << 32), format!("{domain}-{kind}"))));
    }
    all.sort();
    all.into_iter().take(count).map(|(_, name)| name).collect()
}

/// Identifiers as they stand in logs, in an order that mixes the three notations.
fn error_names(
    domains: &[String],
    codes: &[String],
    exceptions: &[String],
    random: &mut Random,
) -> Vec<String> {
    let mut all: Vec<(u64, String)> = Vec::new();
    for domain in domains {
        let domain = domain.replace('-', "_");
        for code in codes {
            all.push((random.below(1 << 32), format!("ERR_{}_{code}", domain.to_uppercase())));
        }
        for exception in exceptions {
            let name = format!("{}{exception}Exception", capitalised(&domain.replace('_', "")));
            all.push((random.below(1 << 32), name));
        }
    }
    all.extend((1_000..1_400).map(|number| (random.below(1 << 32), format!("E{number}"))));
    all.sort();
    all.into_iter().map(|(_, name)| name).collect()
}

/// The word with a capital first letter.
pub(super) fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

const ONSETS: &[&str] = &[
    "b", "c", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "z", "br", "cl",
    "dr", "fl", "gr", "pl", "pr", "st", "tr",
];
const VOWELS: &[&str] = &["a", "e", "i", "o", "u"];
const CODAS: &[&str] = &["", "", "", "", "l", "n", "r", "s", "m"];
const NOUN_ENDINGS: &[&str] =
    &["ation", "er", "ment", "ity", "or", "age", "ance", "et", "ure", "ogram", "on", "ium"];
const VERB_ENDINGS: &[&str] = &["ed", "ated", "ised", "ined", "ected", "orted"];
const ADJECTIVE_ENDINGS: &[&str] = &["al", "ive", "able", "ic", "ous", "ary", "ent", "less"];
const ADVERB_ENDINGS: &[&str] = &["ally", "ively", "ously", "ently"];

/// Makes words that do not exist yet.
struct Inventor {
    known: BTreeSet<String>,
    random: Random,
}

impl Inventor {
    fn new<'a>(known: impl Iterator<Item = &'a String>) -> Self {
        Self { known: known.cloned().collect(), random: Random::new(LANGUAGE_SEED ^ 1) }
    }

    /// `words` and as many invented ones as are missing to `count`.
    fn extend(&mut self, mut words: Vec<String>, count: usize, endings: &[&str]) -> Vec<String> {
        while words.len() < count {
            let word = self.word(endings);
            if self.known.insert(word.clone()) {
                words.push(word);
            }
        }
        words
    }

    fn word(&mut self, endings: &[&str]) -> String {
        let mut word = String::new();
        for _ in 0..self.random.between(1, 2) {
            word.push_str(self.random.pick(ONSETS));
            word.push_str(self.random.pick(VOWELS));
            word.push_str(self.random.pick(CODAS));
        }
        if word.ends_with(['a', 'e', 'i', 'o', 'u']) {
            word.push_str(self.random.pick(&["l", "n", "r", "t", "v"]));
        }
        word.push_str(self.random.pick(endings));
        word
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speaks_about_eight_thousand_distinct_words() -> Result<(), String> {
        let lexicon = Lexicon::load()?;
        let kinds = [&lexicon.nouns, &lexicon.verbs, &lexicon.adjectives, &lexicon.adverbs];
        let words: BTreeSet<&String> = kinds.iter().flat_map(|kind| kind.as_slice()).collect();
        assert!((7_800..=8_000).contains(&words.len()), "{}", words.len());
        Ok(())
    }
}
