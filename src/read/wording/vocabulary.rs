//! What is known of a word: which other forms are the same word, and how much it tells.

use std::cell::RefCell;
use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::Hasher;

/// What is known of a word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Known {
    /// The same for all forms of the word.
    pub(super) key: u64,
    /// How much it tells: nothing for words of any text, little for words of any incident report.
    pub(super) telling: f32,
    /// Whether it stands in the reports of many organisations, so that nobody wants to be told of it.
    pub(super) common: bool,
}

/// How much a word tells that stands in the reports of many organisations.
const COMMON: f32 = 0.35;

/// The words of one language that tell nothing or little, and how its words are reduced to one form.
struct Language {
    name: &'static str,
    algorithm: Algorithm,
    stop: &'static str,
    common: &'static str,
}

macro_rules! language {
    ($name:literal, $algorithm:ident) => {
        Language {
            name: $name,
            algorithm: Algorithm::$algorithm,
            stop: include_str!(concat!("../data/words/", $name, ".txt")),
            common: include_str!(concat!("../data/words/", $name, ".common.txt")),
        }
    };
}

const LANGUAGES: [Language; 7] = [
    language!("en", English),
    language!("nb", Norwegian),
    language!("de", German),
    language!("fr", French),
    language!("es", Spanish),
    language!("pt", Portuguese),
    language!("ru", Russian),
];

/// The sets of words, made once.
struct Sets {
    stop: FxHashSet<&'static str>,
    common: FxHashSet<&'static str>,
    /// The stems of common words: nobody wants to be told of their other forms either.
    stems: FxHashSet<u64>,
}

static SETS: LazyLock<Vec<Sets>> = LazyLock::new(|| {
    let set = |words: &'static str| words.lines().collect();
    let stems = |language: &Language| {
        let stemmer = Stemmer::create(language.algorithm);
        language.common.lines().map(|word| key(stemmer.stem(word).as_bytes())).collect()
    };
    let sets = |language: &Language| Sets {
        stop: set(language.stop),
        common: set(language.common),
        stems: stems(language),
    };
    LANGUAGES.iter().map(sets).collect()
});

thread_local! {
    /// Words met before by this thread, by language: most words of a document stand in others too.
    static MET: RefCell<Vec<FxHashMap<Box<str>, Known>>> = RefCell::new(vec![FxHashMap::default(); LANGUAGES.len() + 1]);
}

/// More words than this are not remembered, so that memory stays bounded whatever is read.
const REMEMBERED: usize = 200_000;

/// Looks words up, in one language.
pub(super) struct Vocabulary {
    /// Its place among the languages; behind them all for one without rules.
    place: usize,
    lower: String,
}

impl Vocabulary {
    /// The words of a language by its tag.
    pub(super) fn of(language: &str) -> Vocabulary {
        let place = LANGUAGES.iter().position(|known| known.name == language).unwrap_or(LANGUAGES.len());
        Vocabulary { place, lower: String::new() }
    }

    /// What is known of a word.
    pub(super) fn look_up(&mut self, word: &str) -> Known {
        self.lower.clear();
        if word.is_ascii() {
            self.lower.push_str(word);
            self.lower.make_ascii_lowercase();
        } else {
            self.lower.extend(word.chars().flat_map(char::to_lowercase));
        }
        let (place, lower) = (self.place, self.lower.as_str());
        MET.with_borrow_mut(|met| {
            let met = &mut met[place];
            if let Some(known) = met.get(lower) {
                return *known;
            }
            let known = judge(place, lower);
            if met.len() < REMEMBERED {
                met.insert(lower.into(), known);
            }
            known
        })
    }
}

fn judge(place: usize, lower: &str) -> Known {
    if crate::read::is_calendar_word(lower) {
        return Known { key: key(lower.as_bytes()), telling: 0.0, common: true };
    }
    let Some(language) = LANGUAGES.get(place) else {
        let telling = english_telling(lower);
        return Known { key: key(lower.as_bytes()), telling, common: telling < 1.0 };
    };
    let sets = &SETS[place];
    let key = key(Stemmer::create(language.algorithm).stem(lower).as_bytes());
    let telling = if sets.stop.contains(lower) { 0.0 } else { english_telling(lower) };
    Known { key, telling, common: telling < 1.0 || sets.stems.contains(&key) }
}

/// English words stand in the reports of all languages.
fn english_telling(lower: &str) -> f32 {
    let english = &SETS[0];
    if english.stop.contains(lower) {
        0.0
    } else if english.common.contains(lower) {
        COMMON
    } else {
        1.0
    }
}

/// A key of some bytes; the same on every machine.
pub(super) fn key(bytes: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(bytes);
    hasher.write_u8(0xff);
    hasher.finish()
}

/// The key of two words that stand together.
pub(super) fn pair_key(first: u64, second: u64) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u64(first);
    hasher.write_u64(second);
    hasher.write_u8(2);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_word_have_one_key() {
        let mut english = Vocabulary::of("en");
        let key = |vocabulary: &mut Vocabulary, word: &str| vocabulary.look_up(word).key;
        assert_eq!(key(&mut english, "expired"), key(&mut english, "Expires"));
        assert_ne!(key(&mut english, "expired"), key(&mut english, "exposed"));
        let mut norwegian = Vocabulary::of("nb");
        assert_eq!(key(&mut norwegian, "sertifikatet"), key(&mut norwegian, "sertifikatene"));
    }

    #[test]
    fn words_of_any_report_tell_less_than_others() {
        let mut english = Vocabulary::of("en");
        assert_eq!(english.look_up("The").telling, 0.0);
        assert_eq!(english.look_up("outage").telling, COMMON);
        assert_eq!(english.look_up("quorum").telling, 1.0);
        assert_eq!(Vocabulary::of("nb").look_up("outage").telling, COMMON);
    }

    #[test]
    fn lists_of_words_are_sorted_and_lower_case() {
        for language in &LANGUAGES {
            for list in [language.stop, language.common] {
                let words: Vec<&str> = list.lines().collect();
                assert!(words.is_sorted(), "{}", language.name);
                assert!(words.iter().all(|word| *word == word.to_lowercase()), "{}", language.name);
            }
        }
    }
}
