//! The words of the interface: another language, a user's own words, scripts that run from right to left.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use coebook::model::{Day, KnowledgeBase};
use coebook::render::{self, Delivery, Options, Theme};

use crate::support::links;

const OPTIONS: Options<'static> = Options {
    today: Day { year: 2026, month: 11, day: 21 },
    generator: "coebook test",
    delivery: Delivery::Static,
    margin: None,
};

const FIRST: &str = "\
---
title: Betalingen sto stille da sertifikatet gikk ut
profile: coe
status: published
severity: 2
team: betaling
services: [kasse]
technologies: [tls]
causes: [utlopt-sertifikat]
detected-by: alarm
impact: {customers: 40}
timezone: UTC
times:
  origin: 2024-02-01 08:00
  impact-start: 2024-02-03 10:00
  detected: 2024-02-03 10:40
  diagnosed: 2024-02-03 10:55
  mitigated: 2024-02-03 11:10
  recovered: 2024-02-03 12:00
actions:
  - {id: a1, title: Varsle tretti dager før et sertifikat går ut, owner: betaling, due: 2024-05-01, status: open, to-yes: detect, ticket: B-1}
  - {id: a2, title: Øv på å bytte sertifikat, status: done}
---

## Hva skjedde

Sertifikatet i kassen gikk ut en lørdag, og ingen av dem som var på vakt, visste hvor det nye lå.

## Tidslinje

- 2024-02-03 10:00 Kassen svarer ikke lenger. {impact-start}
- 2024-02-03 10:40 En kunde ringer. {detected}
- 2024-02-03 12:00 Alt virker igjen. {recovered}
";

const SECOND: &str = "\
---
title: Sertifikatet gikk ut en gang til
status: draft
severity: 2
team: betaling
services: [kasse]
causes: [utlopt-sertifikat]
date: 2025-03-03
related:
  - recurrence-of: one
---

Sertifikatet i kassen gikk ut igjen, som i [[one]], og vi hadde ikke rukket å varsle noen. Det var det samme som sist.
";

const THIRD: &str = "\
---
title: Et sertifikat til, i lageret
status: published
services: [lager]
causes: [utlopt-sertifikat, glemt-eier]
date: 2025-09-03
related:
  - same-cause: two
---

Sertifikatet i lageret gikk ut, og det var ingen som eide det. Vi fant det ikke før kundene ringte oss.
";

const NORWEGIAN: [(&str, &str); 3] = [
    ("content/coes/2024-02-03-one.md", FIRST),
    ("content/coes/2025-03-03-two.md", SECOND),
    ("content/coes/2025-09-03-three.md", THIRD),
];

fn write(folder: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let path = folder.join(path);
        std::fs::DirBuilder::new().recursive(true).create(path.parent().unwrap()).unwrap();
        coebook::fs::write_new(&path, text.as_bytes()).unwrap();
    }
}

fn knowledge(files: &[(&str, &str)]) -> KnowledgeBase {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), files);
    let sources = coebook::load::sources(folder.path()).unwrap();
    let read = coebook::read::all(&sources);
    coebook::model::assemble(&sources, read).0
}

fn pages_in(language: &str, files: &[(&str, &str)]) -> BTreeMap<String, String> {
    let theme = Theme::in_language(None, language).unwrap();
    let knowledge = knowledge(files);
    let insight = coebook::analyse::run(&knowledge);
    links::pages(&render::site(&knowledge, &insight, &theme, &OPTIONS).unwrap())
}

/// The sentences of a language by key, each form of a number by itself.
fn sentences(language: &str) -> BTreeMap<String, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("theme/words/{language}.toml"));
    let text = String::from_utf8(coebook::fs::read(&path).unwrap()).unwrap();
    let table: toml::Table = text.parse().unwrap();
    let mut sentences = BTreeMap::new();
    for (part, names) in table {
        for (name, value) in names.as_table().unwrap() {
            let key = format!("{part}.{name}");
            match value {
                toml::Value::String(text) => _ = sentences.insert(key, text.clone()),
                toml::Value::Table(forms) => forms.iter().for_each(|(form, text)| {
                    sentences.insert(format!("{key}.{form}"), text.as_str().unwrap().to_owned());
                }),
                // Languages that say all numbers in digits have no words for them.
                toml::Value::Array(words) if words.is_empty() => _ = sentences.insert(key, String::new()),
                toml::Value::Array(words) => words.iter().enumerate().for_each(|(place, word)| {
                    sentences.insert(format!("{key}.{place}"), word.as_str().unwrap().to_owned());
                }),
                _ => panic!("{key} is no sentence"),
            }
        }
    }
    sentences
}

/// What a page says: its texts, and what it says to those who do not see it.
fn said(html: &str) -> BTreeSet<String> {
    let body = html.split_once("<body").map_or(html, |(_, body)| body);
    // Reasons are composed in English, and say so.
    let reasons = ["<p class=\"coe-why\" lang=\"en\"", "<li class=\"coe-why\" lang=\"en\""];
    let mut texts = BTreeSet::new();
    let mut in_reason = false;
    for piece in body.split('<').skip(1) {
        let Some((tag, text)) = piece.split_once('>') else { continue };
        let opens = format!("<{tag}");
        in_reason |= reasons.iter().any(|reason| opens.starts_with(reason));
        in_reason &= !matches!(tag, "/p" | "/li");
        if in_reason {
            continue;
        }
        texts.insert(links::unescape(text).trim().to_owned());
        for name in ["aria-label=\"", "title=\""] {
            let value = tag.split_once(name).and_then(|(_, rest)| rest.split_once('"'));
            texts.extend(value.map(|(value, _)| links::unescape(value)));
        }
    }
    texts
}

/// Whether a text is a sentence with its places filled.
fn is_filled(sentence: &str, text: &str) -> bool {
    let mut pieces = sentence.split('{').enumerate().map(|(place, piece)| match place {
        0 => piece,
        _ => piece.split_once('}').map_or(piece, |(_, after)| after),
    });
    let Some(rest) = text.strip_prefix(pieces.next().unwrap_or_default()) else { return false };
    let pieces: Vec<&str> = pieces.collect();
    let Some((last, middle)) = pieces.split_last() else { return rest.is_empty() };
    let mut rest = rest;
    for piece in middle {
        match rest.find(piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// The letters of a sentence outside its places.
fn own_letters(sentence: &str) -> usize {
    let outside = sentence.split('{').enumerate().map(|(place, piece)| match place {
        0 => piece,
        _ => piece.split_once('}').map_or("", |(_, after)| after),
    });
    outside.flat_map(str::chars).filter(|c| c.is_alphabetic()).count()
}

#[test]
fn nothing_english_remains_on_a_norwegian_site() {
    let pages = pages_in("nb", &NORWEGIAN);
    let (english, norwegian) = (sentences("en"), sentences("nb"));
    let other = |key: &String, text: &String| norwegian.get(key) != Some(text) && own_letters(text) > 3;
    let english: Vec<(&String, &String)> = english.iter().filter(|(key, text)| other(key, text)).collect();
    let norwegian: BTreeSet<&String> = norwegian.values().collect();
    let mut left = Vec::new();
    for name in [
        "index.html",
        "coes/one.html",
        "coes/two.html",
        "browse.html",
        "causes/utlopt-sertifikat.html",
        "causes.html",
        "services/kasse.html",
        "actions.html",
        "families.html",
        "families/one.html",
        "years/2025.html",
        "404.html",
    ] {
        let page = pages.get(name).unwrap_or_else(|| panic!("no page {name}: {:?}", pages.keys()));
        for text in said(page).iter().filter(|text| !norwegian.contains(text)) {
            let found = english.iter().filter(|(_, sentence)| is_filled(sentence, text));
            left.extend(found.map(|(key, _)| format!("{name}: {key}: {text}")));
        }
    }
    assert!(left.is_empty(), "{} English words remain:\n{}", left.len(), left.join("\n"));
}

#[test]
fn a_norwegian_site_says_so() {
    let pages = pages_in("nb", &NORWEGIAN);
    assert!(pages["index.html"].contains("<html lang=\"nb\">"), "{}", pages["index.html"]);
    let page = &pages["coes/one.html"];
    for words in
        ["Oppdaget av", "3. februar 2024", "Følgene begynner", "934 dager over fristen", "Skjedde igjen som"]
    {
        assert!(page.contains(words), "{words} is missing in {page}");
    }
    // Both the document and the interface are Norwegian, so that nothing has to be marked.
    assert!(!page.contains("lang=\"en\"><"), "{page}");
}

#[test]
fn words_of_the_interface_are_marked_where_the_document_is_in_another_language() {
    let page = &pages_in("en", &NORWEGIAN)["coes/one.html"];
    assert!(page.contains("<html lang=\"nb\">"));
    assert!(page.contains("<ul class=\"coe-facts\" lang=\"en\">"), "{page}");
    assert!(page.contains("<a class=\"coe-skip\" href=\"#main\" lang=\"en\">"), "{page}");
}

#[test]
fn shipped_languages_say_everything_with_the_same_places() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("theme/words");
    let mut languages: Vec<String> = walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(|entry| Some(entry.unwrap().file_name().to_str()?.strip_suffix(".toml")?.to_owned()))
        .collect();
    languages.sort();
    assert!(languages.contains(&"nb".to_owned()), "{languages:?}");
    let by_key = |language: &str| {
        let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (key, text) in sentences(language) {
            let key = key.split('.').take(2).collect::<Vec<_>>().join(".");
            let places =
                text.split('{').skip(1).filter_map(|piece| Some(piece.split_once('}')?.0.to_owned()));
            // A number may be said in digits or in words, and a date in any order.
            let counts = ["count", "number", "Number"];
            let places =
                places.filter(|place| !counts.contains(&place.as_str()) && !key.starts_with("dates."));
            keys.entry(key.clone()).or_default().extend(places);
        }
        keys
    };
    let english = by_key("en");
    for language in languages {
        let own = by_key(&language);
        let missing: Vec<&String> = english.keys().filter(|key| !own.contains_key(*key)).collect();
        assert!(missing.is_empty(), "{language} does not say {missing:?}");
        let differ: Vec<_> = english.iter().filter(|(key, places)| own[*key] != **places).collect();
        assert!(differ.is_empty(), "{language} has other places in {differ:?}");
        Theme::in_language(None, &language).unwrap();
    }
}

#[test]
fn every_key_is_asked_for_and_every_key_asked_for_is_said() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let keys: BTreeSet<String> =
        sentences("en").into_keys().map(|key| key.split('.').take(2).collect::<Vec<_>>().join(".")).collect();
    let mut sources = String::new();
    for folder in ["src/render", "theme/templates", "theme/js"] {
        for entry in walkdir::WalkDir::new(root.join(folder)) {
            let entry = entry.unwrap();
            if entry.file_type().is_file() {
                let text = String::from_utf8(coebook::fs::read(entry.path()).unwrap()).unwrap();
                sources.push_str(text.split("#[cfg(test)]").next().unwrap_or_default());
            }
        }
    }
    let in_templates = |key: &String| sources.contains(&format!("words.{key}"));
    let unasked: Vec<&String> =
        keys.iter().filter(|key| !sources.contains(&format!("\"{key}\"")) && !in_templates(key)).collect();
    assert!(unasked.is_empty(), "nobody asks for {unasked:?}");
    let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '.';
    for call in [
        "words.say(\"",
        "words.said(\"",
        "words.fill(\"",
        "words.count(\"",
        "words().say(\"",
        "words().said(\"",
        "{{ words.",
    ] {
        for piece in sources.split(call).skip(1) {
            let key: String = piece.chars().take_while(|c| is_name(*c)).collect();
            assert!(keys.contains(&key), "{call}{key} is not said");
        }
    }
}

#[test]
fn a_user_says_single_things_otherwise_and_adds_languages() {
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        &[
            ("words/en.toml", "[navigation]\nbrowse = \"Everything\"\n"),
            (
                "words/fi.toml",
                "[navigation]\nbrowse = \"Selaa\"\n[footer]\nincidents = { one = \"1 häiriö\", other = \"{count} häiriötä\" }\n",
            ),
        ],
    );
    let knowledge = knowledge(&NORWEGIAN);
    let insight = coebook::analyse::run(&knowledge);
    let home = |language: &str| {
        let theme = Theme::in_language(Some(folder.path()), language).unwrap();
        links::pages(&render::site(&knowledge, &insight, &theme, &OPTIONS).unwrap())["index.html"].clone()
    };
    let english = home("en");
    assert!(english.contains(">Everything</a>") && english.contains("3 incidents"), "{english}");
    let finnish = home("fi");
    assert!(finnish.contains("<html lang=\"fi\">") && finnish.contains(">Selaa</a>"), "{finnish}");
    assert!(finnish.contains("3 häiriötä") && finnish.contains(">Causes</a>"), "{finnish}");
}

#[test]
fn what_is_wrong_with_a_users_words_is_told_with_file_and_key() {
    let told = |file: &str, text: &str, language: &str| {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), &[(file, text)]);
        let error = Theme::in_language(Some(folder.path()), language).unwrap_err();
        format!("{error}; {}; {}", error.causes().join("; "), error.next_action().unwrap_or_default())
    };
    let unknown = told("words/nb.toml", "[navigation]\nbrows = \"Alt\"", "nb");
    assert!(unknown.contains("theme/words/nb.toml") && unknown.contains("`navigation.brows`"), "{unknown}");
    assert!(unknown.contains("did you mean `navigation.browse`?"), "{unknown}");
    let place = told("words/en.toml", "[due]\non = \"due {date}\"", "en");
    assert!(
        place.contains("theme/words/en.toml") && place.contains("`due.on`") && place.contains("{day}"),
        "{place}"
    );
    let none = told("words/xx.toml", "", "tlh");
    assert!(none.contains("no words in the language `tlh`") && none.contains("de, en, ja, nb, xx"), "{none}");
}

const ARABIC: &str = "\
---
title: توقفت خدمة الدفع عندما انتهت صلاحية الشهادة
status: published
services: [kasse]
causes: [utlopt-sertifikat]
date: 2025-05-05
related:
  - recurrence-of: hebrew
---

## ماذا حدث

انتهت صلاحية الشهادة في عطلة نهاية الأسبوع، كما في [[hebrew]]، ولم يعرف أحد أين كانت الشهادة الجديدة. API أعاد 503.
";

const HEBREW: &str = "\
---
title: שירות התשלומים נעצר כי התעודה פגה
status: published
services: [kasse]
causes: [utlopt-sertifikat]
date: 2024-04-04
actions:
  - {id: a1, title: להתריע שלושים יום מראש, status: open, due: 2024-06-01}
---

התעודה פגה בסוף השבוע, ואיש לא ידע היכן נמצאת התעודה החדשה. כך נעצר שירות התשלומים כולו.
";

const RIGHT_TO_LEFT: [(&str, &str); 3] = [
    ("content/coes/2025-05-05-arabic.md", ARABIC),
    ("content/coes/2024-04-04-hebrew.md", HEBREW),
    ("content/coes/2024-02-03-one.md", FIRST),
];

#[test]
fn titles_that_run_from_right_to_left_keep_to_themselves() {
    let pages = pages_in("en", &RIGHT_TO_LEFT);
    let page = &pages["coes/arabic.html"];
    assert!(page.contains("<html lang=\"ar\">"), "{page}");
    assert!(page.contains(" data-preview=\"title\" dir=\"auto\">توقفت"), "{page}");
    assert!(page.contains("<div class=\"coe-prose\" dir=\"auto\">"), "{page}");
    assert!(page.contains(" data-preview=\"standfirst\" dir=\"auto\">"), "{page}");
    let hebrew = " lang=\"he\" dir=\"auto\">";
    for name in ["index.html", "browse.html", "years/2024.html", "services/kasse.html", "coes/arabic.html"] {
        assert!(pages[name].contains(hebrew), "{name}: {}", pages[name]);
    }
    let family = pages.iter().find(|(name, _)| name.starts_with("families/")).unwrap().1;
    assert!(family.contains("<h3 lang=\"he\" dir=\"auto\">"), "{family}");
    // Who cites it, with the sentence.
    assert!(
        pages["coes/hebrew.html"].contains("<blockquote lang=\"ar\" dir=\"auto\"><p>انتهت"),
        "{}",
        pages["coes/hebrew.html"]
    );
    // In the words of a figure nothing but the characters for it can set a title apart.
    assert!(
        pages["services/kasse.html"].contains("4 April 2024: \u{2068}שירות"),
        "{}",
        pages["services/kasse.html"]
    );
}

#[test]
fn nothing_is_said_of_direction_where_all_runs_from_left_to_right() {
    for (name, page) in pages_in("en", &NORWEGIAN) {
        assert!(!page.contains(" dir=") && !page.contains('\u{2068}'), "{name}: {page}");
    }
}
