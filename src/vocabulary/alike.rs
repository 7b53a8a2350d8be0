//! Words that may mean the same: written differently, in the plural, with a slip of the pen, or synonyms.

use std::collections::BTreeMap;

use super::Kind;
use super::listing::UsedWord;
use crate::model::{Term, slug};

/// How many words on either side in the order of words are compared; a slip leaves the beginning or the end as it is.
const NEIGHBOURS: usize = 12;

/// Words shorter than this, in letters, are other words with one letter changed.
const SHORTEST: usize = 5;

/// From this length on two letters may differ.
const LONG: usize = 12;

/// Two words that may mean the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Alike {
    /// The word that should go.
    pub(super) word: String,
    /// The one that should stay.
    pub(super) keep: String,
    /// Why they are taken for one.
    pub(super) why: &'static str,
    /// What to run.
    pub(super) run: String,
    /// Whether that would edit anything: some words stand only in the text of documents.
    pub(super) in_text_only: bool,
}

/// A word or term that is compared.
struct Candidate<'a> {
    word: &'a str,
    squashed: String,
    coes: usize,
    known: bool,
}

/// Pairs of words of which at least one is used, those that are surest first.
pub(super) fn pairs(kind: Kind, used: &[UsedWord], terms: &[Term]) -> Vec<Alike> {
    let mut pairs = Vec::new();
    for word in used {
        for (spelling, _) in &word.spellings {
            pairs.push(alike(kind, spelling, &word.word, "written differently"));
        }
        if let Some(term) = word.term.as_deref().filter(|_| !word.is_term()) {
            pairs.push(alike(kind, &word.word, term, "a synonym in the vocabulary"));
        }
    }
    let names = used.iter().filter(|word| word.term.is_none() || word.is_term());
    let mut candidates: Vec<Candidate<'_>> = names
        .map(|word| Candidate {
            word: &word.word,
            squashed: squashed(&word.word),
            coes: word.coes,
            known: word.term.is_some(),
        })
        .collect();
    let unused = terms.iter().filter(|term| used.iter().all(|word| word.term.as_ref() != Some(&term.id)));
    let unused =
        unused.map(|term| Candidate { word: &term.id, squashed: squashed(&term.id), coes: 0, known: true });
    candidates.extend(unused);
    let mut found: BTreeMap<(usize, usize), &'static str> = BTreeMap::new();
    let forwards = |candidate: &Candidate<'_>| candidate.squashed.clone();
    let backwards = |candidate: &Candidate<'_>| candidate.squashed.chars().rev().collect::<String>();
    compare(&candidates, &forwards, &mut found);
    compare(&candidates, &backwards, &mut found);
    // Of several that may stay in place of one, the best does.
    let mut kept: BTreeMap<&str, (&Candidate<'_>, &'static str)> = BTreeMap::new();
    for ((a, b), why) in found {
        let (keep, go) = stays(&candidates[a], &candidates[b]);
        let best = kept.entry(go.word).or_insert((keep, why));
        if std::ptr::eq(stays(best.0, keep).0, keep) {
            *best = (keep, why);
        }
    }
    let mut close: Vec<(&'static str, &str, &str)> =
        kept.into_iter().map(|(go, (keep, why))| (why, go, keep.word)).collect();
    close.sort_unstable();
    pairs.extend(close.into_iter().map(|(why, go, keep)| alike(kind, go, keep, why)));
    pairs
}

fn compare(
    candidates: &[Candidate<'_>],
    order: &dyn Fn(&Candidate<'_>) -> String,
    found: &mut BTreeMap<(usize, usize), &'static str>,
) {
    let mut places: Vec<usize> = (0..candidates.len()).collect();
    places.sort_by_cached_key(|place| (order(&candidates[*place]), *place));
    for (at, a) in places.iter().enumerate() {
        for b in places.iter().skip(at + 1).take(NEIGHBOURS) {
            let both = (&candidates[*a], &candidates[*b]);
            // Two terms that were both given a name on purpose are two.
            if both.0.known && both.1.known {
                continue;
            }
            if let Some(why) = why(&both.0.squashed, &both.1.squashed) {
                found.insert((*a.min(b), *a.max(b)), why);
            }
        }
    }
}

/// Which of two stays, and which goes: the one that is known stays, the one that is used more, the one that comes first.
fn stays<'c, 'a>(a: &'c Candidate<'a>, b: &'c Candidate<'a>) -> (&'c Candidate<'a>, &'c Candidate<'a>) {
    let better = |it: &Candidate<'a>| (it.known, it.coes);
    match better(a).cmp(&better(b)).then_with(|| b.word.cmp(a.word)) {
        std::cmp::Ordering::Less => (b, a),
        _ => (a, b),
    }
}

fn why(a: &str, b: &str) -> Option<&'static str> {
    if a == b {
        return Some("the same but for plural or hyphens");
    }
    let digits = |word: &str| word.chars().filter(char::is_ascii_digit).collect::<String>();
    let length = a.chars().count().min(b.chars().count());
    // `api-v1` and `api-v2` are two.
    if length < SHORTEST || a.len().abs_diff(b.len()) > 2 || digits(a) != digits(b) {
        return None;
    }
    let most = if length < LONG { 1 } else { 2 };
    (strsim::osa_distance(a, b) <= most).then_some("a letter or two apart")
}

/// A word without hyphens and without the endings of the plural.
fn squashed(word: &str) -> String {
    let mut squashed: String = slug(word).split('-').map(singular).collect();
    squashed.extend(word.chars().filter(|c| matches!(c, '+' | '#')));
    squashed
}

fn singular(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    let hissing = ["ses", "xes", "ches", "shes", "zes"].iter().any(|ending| word.ends_with(ending));
    let stem = match word.len() {
        0..4 => None,
        _ if hissing => word.strip_suffix("es"),
        _ if word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") => None,
        _ => word.strip_suffix('s'),
    };
    stem.unwrap_or(word).to_owned()
}

fn alike(kind: Kind, go: &str, keep: &str, why: &'static str) -> Alike {
    let run =
        format!("coebook vocabulary merge {} {} --kind {}", for_shell(go), for_shell(keep), kind.word());
    Alike { word: go.to_owned(), keep: keep.to_owned(), why, run, in_text_only: false }
}

/// A word as a shell takes it for one.
fn for_shell(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '@' | '+');
    if word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_plurals_and_slips_for_one_and_numbers_for_two() {
        let alike = |a: &str, b: &str| why(&squashed(a), &squashed(b)).is_some();
        assert!(alike("retry-storm", "retries-storm"));
        assert!(alike("retry storms", "Retry-Storm"));
        assert!(alike("config-caches", "config-cache"));
        assert!(alike("monitering-gap", "monitoring-gap"));
        assert!(!alike("api-v1", "api-v2"));
        assert!(!alike("dns", "dos"));
        assert!(!alike("redis", "radix"));
        assert!(!alike("c++", "c#"));
    }

    #[test]
    fn quotes_what_a_shell_would_take_apart() {
        assert_eq!(for_shell("retry-storm"), "retry-storm");
        assert_eq!(for_shell("bob's $HOME"), "'bob'\\''s $HOME'");
    }
}
