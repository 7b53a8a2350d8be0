//! The words of the interface in one language, read from `theme/words/<language>.toml`.
//!
//! English is complete. Another language is laid over it, and a user's own file over both, key by key: what a file
//! does not say is said as in the one below. A sentence holds named places, `"{count} incidents"`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use toml::Value;

use crate::error::{Error, Result};

use super::direction::isolated;
use super::plural::Plural;

/// The language whose file is complete.
pub(crate) const ENGLISH: &str = "en";

/// The words for one and the same number: digits, in words, in words with a capital.
const NUMBERS: [&str; 3] = ["count", "number", "Number"];

/// The places of a date; each language takes those it needs.
const OF_DATES: [&str; 5] = ["day", "month", "short", "m", "year"];

/// One file of words.
#[derive(Debug)]
pub(crate) struct Source<'s> {
    /// Path, for people who have to mend it.
    pub(crate) path: String,
    pub(crate) text: &'s str,
}

/// What is said for one key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Phrase {
    /// A sentence or a part of one.
    Text(String),
    /// A sentence for each form that numbers have in the language.
    Forms(BTreeMap<String, String>),
    /// Words by place: months, small numbers.
    List(Vec<String>),
}

/// Everything the interface says, in one language.
#[derive(Debug)]
pub(crate) struct Words {
    language: String,
    plural: Plural,
    phrases: BTreeMap<String, Phrase>,
}

impl Words {
    /// The words of a language from the files that hold them, each laid over the one before; the first is English.
    ///
    /// # Errors
    /// When a file is no TOML, or has a key or a place that English does not have.
    pub(crate) fn read(language: &str, sources: &[Source<'_>]) -> Result<Words> {
        let mut phrases = BTreeMap::new();
        for (place, source) in sources.iter().enumerate() {
            let own = phrases_of(source)?;
            if place > 0 {
                own.iter().try_for_each(|(key, phrase)| check(source, key, phrase, &phrases))?;
            }
            phrases.extend(own);
        }
        Ok(Words { language: language.to_owned(), plural: Plural::of(language), phrases })
    }

    /// The built-in English words.
    #[cfg(test)]
    pub(crate) fn english() -> Words {
        Words::built_in(ENGLISH)
    }

    /// The built-in words of a language.
    #[cfg(test)]
    pub(crate) fn built_in(language: &str) -> Words {
        let read = |language: &str| {
            let path = format!("{}/theme/words/{language}.toml", env!("CARGO_MANIFEST_DIR"));
            String::from_utf8(crate::fs::read(path.as_ref()).unwrap()).unwrap()
        };
        let texts = [read(ENGLISH), read(language)];
        let source = |text| Source { path: language.to_owned(), text };
        let sources: Vec<Source<'_>> = texts.iter().map(|text| source(text)).collect();
        Words::read(language, &sources).unwrap()
    }

    /// The language, a BCP 47 tag.
    pub(crate) fn language(&self) -> &str {
        &self.language
    }

    /// What is said for a key; the key itself where nothing is, so that the lack is seen.
    pub(crate) fn say(&self, key: &'static str) -> &str {
        match self.phrases.get(key) {
            Some(Phrase::Text(text)) => text,
            Some(Phrase::Forms(forms)) => forms.get("other").map_or(key, String::as_str),
            Some(Phrase::List(_)) | None => key,
        }
    }

    /// The same as a string of its own.
    pub(crate) fn said(&self, key: &'static str) -> String {
        self.say(key).to_owned()
    }

    /// A sentence with its places filled.
    pub(crate) fn fill(&self, key: &'static str, places: &[(&str, &str)]) -> String {
        fill(self.say(key), places)
    }

    /// A sentence about a number, in the form that the number has in the language.
    ///
    /// The places `{count}`, `{number}` and `{Number}` hold it in digits, in words, and in words with a capital.
    pub(crate) fn count(&self, key: &'static str, number: usize) -> String {
        self.count_with(key, number, &[])
    }

    /// The same with more places.
    pub(crate) fn count_with(&self, key: &'static str, number: usize, places: &[(&str, &str)]) -> String {
        let text = match self.phrases.get(key) {
            Some(Phrase::Forms(forms)) => self.form(forms, number).unwrap_or(key),
            _ => self.say(key),
        };
        if !NUMBERS.iter().any(|name| text.contains(&format!("{{{name}}}"))) {
            return fill(text, places);
        }
        let (count, in_words) = (self.grouped(number as i64), self.number(number));
        let capital = super::capital(&in_words);
        let own = [("count", count.as_str()), ("number", in_words.as_str()), ("Number", capital.as_str())];
        let all: Vec<(&str, &str)> = places.iter().copied().chain(own).collect();
        fill(text, &all)
    }

    fn form<'f>(&self, forms: &'f BTreeMap<String, String>, number: usize) -> Option<&'f str> {
        let form = forms.get(self.plural.form(number)).or_else(|| forms.get("other"));
        form.map(String::as_str)
    }

    /// The words of a list by place, from 0.
    pub(super) fn at(&self, key: &'static str, place: usize) -> Option<&str> {
        match self.phrases.get(key) {
            Some(Phrase::List(words)) => words.get(place).map(String::as_str),
            _ => None,
        }
    }

    /// All of it as templates see it: `words.<part>.<name>`.
    pub(crate) fn tree(&self) -> BTreeMap<&str, BTreeMap<&str, Value>> {
        let mut tree: BTreeMap<&str, BTreeMap<&str, Value>> = BTreeMap::new();
        for (key, phrase) in &self.phrases {
            if let Some((part, name)) = key.split_once('.') {
                tree.entry(part).or_default().insert(name, value(phrase));
            }
        }
        tree
    }

    /// A form of a plural as templates ask for it.
    pub(crate) fn choose(&self, forms: &BTreeMap<String, String>, number: usize) -> String {
        let text = self.form(forms, number).unwrap_or_default();
        let (count, in_words) = (self.grouped(number as i64), self.number(number));
        fill(text, &[("count", &count), ("number", &in_words), ("Number", &super::capital(&in_words))])
    }
}

fn value(phrase: &Phrase) -> Value {
    match phrase {
        Phrase::Text(text) => Value::String(text.clone()),
        Phrase::List(words) => Value::Array(words.iter().cloned().map(Value::String).collect()),
        Phrase::Forms(forms) => Value::Table(
            forms.iter().map(|(form, text)| (form.clone(), Value::String(text.clone()))).collect(),
        ),
    }
}

/// A sentence with its places filled; a place nobody fills stays, so that it is seen.
pub(crate) fn fill(sentence: &str, places: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(sentence.len() + 16);
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let known = after.split_once('}').and_then(|(name, after)| {
            let (_, value) = places.iter().find(|(known, _)| *known == name)?;
            Some((*value, after))
        });
        match known {
            Some((value, after)) => {
                // What runs from right to left keeps to its place in the sentence.
                filled.push_str(&isolated(value));
                rest = after;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

/// The phrases of a file by `part.name`.
fn phrases_of(source: &Source<'_>) -> Result<BTreeMap<String, Phrase>> {
    let table: toml::Table = toml::from_str(source.text).map_err(|error| {
        Error::new(format!("cannot read the words of {}", source.path)).because(error.to_string())
    })?;
    let mut phrases = BTreeMap::new();
    for (part, names) in table {
        let Value::Table(names) = names else { return Err(unreadable(source, &part)) };
        for (name, value) in names {
            let key = format!("{part}.{name}");
            let phrase = phrase(value).ok_or_else(|| unreadable(source, &key))?;
            phrases.insert(key, phrase);
        }
    }
    Ok(phrases)
}

fn phrase(value: Value) -> Option<Phrase> {
    let text = |value: Value| value.as_str().map(str::to_owned);
    match value {
        Value::String(text) => Some(Phrase::Text(text)),
        Value::Array(words) => words.into_iter().map(text).collect::<Option<_>>().map(Phrase::List),
        Value::Table(forms) => {
            let forms: Option<BTreeMap<String, String>> =
                forms.into_iter().map(|(form, value)| Some((form, text(value)?))).collect();
            forms
                .filter(|forms| forms.contains_key("other"))
                .filter(|forms| forms.keys().all(|form| super::plural::FORMS.contains(&form.as_str())))
                .map(Phrase::Forms)
        }
        _ => None,
    }
}

fn unreadable(source: &Source<'_>, key: &str) -> Error {
    Error::new(format!("cannot read the words of {}", source.path))
        .because(format!(
            "`{key}` is neither a sentence, nor a list of words, nor a sentence for each number"
        ))
        .hint("write `name = \"…\"` below `[part]`, or `name = { one = \"…\", other = \"…\" }`")
}

/// Whether English has the key, and every place of the phrase.
fn check(source: &Source<'_>, key: &str, phrase: &Phrase, known: &BTreeMap<String, Phrase>) -> Result<()> {
    let wrong = |message: String, hint: &str| {
        Err(Error::new(format!("cannot read the words of {}", source.path)).because(message).hint(hint))
    };
    let Some(model) = known.get(key) else {
        let likeness = |other: &str| strsim::jaro_winkler(key, other);
        let nearest = known.keys().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
        let nearest = nearest.filter(|nearest| likeness(nearest) > 0.85);
        let hint = nearest.map_or_else(
            || "take it out; all keys are in theme/words/en.toml".to_owned(),
            |nearest| format!("did you mean `{nearest}`?"),
        );
        return wrong(format!("nobody says `{key}`"), &hint);
    };
    if matches!(model, Phrase::List(_)) != matches!(phrase, Phrase::List(_)) {
        return wrong(
            format!("`{key}` is a list of words in one language and none in the other"),
            "see theme/words/en.toml",
        );
    }
    let mut allowed = places(model);
    if key.starts_with("dates.") {
        allowed.extend(OF_DATES.map(str::to_owned));
    }
    let mut own = places(phrase).into_iter();
    match own.find(|place| !allowed.contains(place)) {
        Some(place) => wrong(
            format!("`{key}` has the place {{{place}}}, which nothing fills"),
            &format!("its places are {}", in_braces(&allowed)),
        ),
        None => Ok(()),
    }
}

fn in_braces(places: &BTreeSet<String>) -> String {
    let mut all = String::new();
    for place in places {
        // Writing to a string cannot fail.
        _ = write!(all, "{}{{{place}}}", if all.is_empty() { "" } else { " " });
    }
    if all.is_empty() { "none".to_owned() } else { all }
}

/// The places a phrase has in any of its forms; where one holds a number, all words for it.
pub(super) fn places(phrase: &Phrase) -> BTreeSet<String> {
    let texts: Vec<&str> = match phrase {
        Phrase::Text(text) => vec![text],
        Phrase::Forms(forms) => forms.values().map(String::as_str).collect(),
        Phrase::List(_) => Vec::new(),
    };
    let named = |text: &str| -> Vec<String> {
        let pieces = text.split('{').skip(1).filter_map(|piece| piece.split_once('}'));
        pieces.map(|(name, _)| name.to_owned()).collect()
    };
    let mut places: BTreeSet<String> = texts.into_iter().flat_map(named).collect();
    let counts = matches!(phrase, Phrase::Forms(_)) || NUMBERS.iter().any(|name| places.contains(*name));
    if counts {
        places.extend(NUMBERS.map(str::to_owned));
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODEL: &str = "[a]\nplain = \"Hello\"\nof = \"{count} of {name}\"\n[a.many]\none = \"one\"\nother = \"{number} things\"\n[numbers]\ngroup = \",\"\ngroup_four = \"yes\"\nwords = [\"no\", \"one\", \"two\"]";

    fn read(own: &str) -> Result<Words> {
        let source = |path: &str, text| Source { path: path.to_owned(), text };
        Words::read("xx", &[source("theme/words/en.toml", MODEL), source("theme/words/xx.toml", own)])
    }

    #[test]
    fn what_a_language_does_not_say_is_said_in_english() {
        let words = read("[a]\nof = \"{count} av {name}\"").unwrap();
        assert_eq!(words.say("a.plain"), "Hello");
        assert_eq!(words.fill("a.of", &[("count", "3"), ("name", "{count}")]), "3 av {count}");
        assert_eq!(["a.none", "b.none"].map(|key| words.say(key)), ["a.none", "b.none"]);
    }

    #[test]
    fn a_number_chooses_the_form_and_may_be_said_in_digits_or_words() {
        let words = read("[a]\nmany = { one = \"en\", other = \"{count}/{number}/{Number}\" }").unwrap();
        assert_eq!(
            [1, 2, 1200].map(|number| words.count("a.many", number)),
            ["en", "2/two/Two", "1,200/1,200/1,200"]
        );
    }

    #[test]
    fn a_key_or_a_place_nobody_knows_is_told_with_its_file() {
        let told = |own| {
            let error = read(own).unwrap_err();
            format!("{error}: {}", error.causes().join(": "))
        };
        assert_eq!(
            told("[a]\nplane = \"x\""),
            "cannot read the words of theme/words/xx.toml: nobody says `a.plane`"
        );
        assert_eq!(
            told("[a]\nof = \"{nmae}\""),
            "cannot read the words of theme/words/xx.toml: `a.of` has the place {nmae}, which nothing fills"
        );
        assert!(told("[a]\nof = 7").contains("`a.of` is neither"));
        assert!(told("a = 1").contains("`a` is neither"));
        assert!(told("x").contains("theme/words/xx.toml"));
    }
}
