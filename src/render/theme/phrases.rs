//! The words of the interface: which files hold those of a language, and how templates ask for them.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Filter, Kwargs, State, Tera, TeraResult, Value};

use crate::error::{Error, Result};
use crate::render::words::{self, ENGLISH, Source, Words};

use super::{File, text};

/// Where the words are; the files in it are laid over each other.
pub(super) const FOLDER: &str = "words/";

/// The words of a language: English below, then those of the language, then those of its region; in each place the
/// built-in ones before the user's.
pub(super) fn words(files: &[File], language: &str) -> Result<Words> {
    let named = |language: &str| format!("{FOLDER}{language}.toml");
    let of = |language: &str| {
        let path = named(language);
        files.iter().filter(move |file| file.path == path).collect::<Vec<_>>()
    };
    let (own, region) = (language.split('-').next().unwrap_or(language), language);
    let mut wanted: Vec<&File> = of(own);
    if own != region {
        wanted.extend(of(region));
    }
    if wanted.is_empty() {
        return Err(no_words(files, language));
    }
    if own != ENGLISH {
        wanted.splice(0..0, of(ENGLISH).into_iter().take(1));
    }
    let mut sources = Vec::new();
    for file in wanted {
        sources.push(Source { path: format!("theme/{}", file.path), text: text(file)? });
    }
    Words::read(language, &sources)
}

fn no_words(files: &[File], language: &str) -> Error {
    let mut known: Vec<&str> =
        files.iter().filter_map(|file| file.path.strip_prefix(FOLDER)?.strip_suffix(".toml")).collect();
    known.sort_unstable();
    known.dedup();
    Error::new(format!("the theme has no words in the language `{language}`")).hint(format!(
        "set `language` in coebook.toml to one of {}, or add theme/words/{language}.toml",
        known.join(", ")
    ))
}

/// Makes the words known to all templates, and the ways to fill their places.
pub(super) fn add_to(tera: &mut Tera, words: &Arc<Words>) {
    tera.global_context().insert("words", &words.tree());
    tera.register_filter("fill", fill);
    tera.register_filter("before", before);
    tera.register_filter("after", after);
    tera.register_filter("dir", Direction);
    let words = Arc::clone(words);
    tera.register_filter(
        "counted",
        move |forms: &tera::Map, args: Kwargs, _: &State<'_>| -> TeraResult<String> {
            let text = |(form, text): (&tera::value::Key<'_>, &Value)| (form.to_string(), text.to_string());
            let forms: BTreeMap<String, String> = forms.iter().map(text).collect();
            Ok(words.choose(&forms, args.must_get::<usize>("by")?))
        },
    );
}

/// `{{ words.map.share | fill(count=3) }}`.
fn fill(sentence: &str, args: Kwargs, _: &State<'_>) -> String {
    let places: Vec<(String, String)> =
        args.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    let places: Vec<(&str, &str)> =
        places.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    words::fill(sentence, &places)
}

/// `<h1{{ heading | dir }}>`: ` dir="auto"` where words run from right to left, nothing where none do.
struct Direction;

impl Filter<&str, &'static str> for Direction {
    fn call(&self, text: &str, _: Kwargs, _: &State<'_>) -> &'static str {
        if words::has_right_to_left(text) { " dir=\"auto\"" } else { "" }
    }

    fn is_safe(&self) -> bool {
        true
    }
}

/// What a sentence says before a place that markup fills: `{{ words.moved.now | before(place="link") }}`.
fn before(sentence: &str, args: Kwargs, _: &State<'_>) -> TeraResult<String> {
    Ok(around(sentence, args.must_get::<&str>("place")?).0.to_owned())
}

/// What it says after it.
fn after(sentence: &str, args: Kwargs, _: &State<'_>) -> TeraResult<String> {
    Ok(around(sentence, args.must_get::<&str>("place")?).1.to_owned())
}

fn around<'s>(sentence: &'s str, place: &str) -> (&'s str, &'s str) {
    sentence.split_once(&format!("{{{place}}}")).unwrap_or((sentence, ""))
}
