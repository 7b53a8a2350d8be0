//! Words that readers may want explained, found in the text of documents: the glossary, services, what explainers explain.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::model::{Coe, KnowledgeBase, Term, slug};
use crate::read::is_wide;

/// A word with an explanation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Word {
    /// A term of the glossary, by index.
    Glossary(usize),
    /// A service of the vocabulary, by index.
    Service(usize),
    /// A subject of an explainer that no vocabulary describes: the explainer and the subject, by index.
    Subject(usize, usize),
}

/// How a word may be written to be meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spelling {
    /// In any case, also as a plural.
    Any,
    /// Just so: acronyms, and ids of services.
    Exact,
    /// In any case, but only in documents that name it as theirs: its words mean other things elsewhere.
    Own,
}

/// Every word with an explanation, ready to be looked for; made once for all pages.
#[derive(Debug)]
pub(super) struct Dictionary {
    automaton: Option<AhoCorasick>,
    /// What each pattern means; several words may share a spelling, then the first wins.
    patterns: Vec<Pattern>,
}

#[derive(Debug)]
struct Pattern {
    text: String,
    word: Word,
    spelling: Spelling,
}

impl Dictionary {
    pub(super) fn of(knowledge: &KnowledgeBase) -> Dictionary {
        let mut patterns = Vec::new();
        let vocabulary = &knowledge.vocabulary;
        for (index, term) in vocabulary.glossary.iter().enumerate().filter(|(_, term)| is_described(term)) {
            for text in [&term.title].into_iter().chain(&term.synonyms) {
                let is_acronym = !text.chars().any(char::is_lowercase);
                let spelling = if is_acronym { Spelling::Exact } else { Spelling::Any };
                patterns.push(Pattern { text: text.clone(), word: Word::Glossary(index), spelling });
            }
        }
        for (index, service) in vocabulary.services.iter().enumerate().filter(|(_, it)| is_described(it)) {
            let word = Word::Service(index);
            let is_telling = service.title.contains(' ');
            let spelling = if is_telling { Spelling::Any } else { Spelling::Own };
            patterns.push(Pattern { text: service.title.clone(), word, spelling });
            let spelling = if service.id.contains('-') { Spelling::Exact } else { Spelling::Own };
            patterns.push(Pattern { text: service.id.clone(), word, spelling });
        }
        for (index, explainer) in knowledge.explainers.iter().enumerate() {
            for (place, subject) in explainer.subjects.iter().enumerate() {
                let word = Word::Subject(index, place);
                patterns.push(Pattern { text: subject.clone(), word, spelling: Spelling::Own });
                let text = subject.replace('-', " ");
                patterns.push(Pattern { text, word, spelling: Spelling::Own });
            }
        }
        patterns.retain(|pattern| pattern.text.chars().count() > 1);
        let words = patterns.iter().map(|pattern| pattern.text.as_str());
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .build(words)
            .ok()
            .filter(|_| !patterns.is_empty());
        Dictionary { automaton, patterns }
    }

    /// The words in some text of a document, in order: what each means, and where it stands in the text.
    pub(super) fn find(&self, text: &str, coe: &Coe) -> Vec<(Word, Range<usize>)> {
        let hits = self.automaton.iter().flat_map(|automaton| automaton.find_iter(text));
        hits.filter_map(|hit| {
            let pattern = &self.patterns[hit.pattern().as_usize()];
            let end = whole_word(text, hit.range(), pattern.spelling)?;
            let is_meant = match pattern.spelling {
                Spelling::Any => true,
                Spelling::Exact => text.get(hit.range()) == Some(&pattern.text),
                Spelling::Own => is_own(coe, &pattern.text),
            };
            is_meant.then_some((pattern.word, hit.start()..end))
        })
        .collect()
    }
}

fn is_described(term: &Term) -> bool {
    term.description.as_deref().is_some_and(|words| !words.trim().is_empty())
}

/// Whether a document names a service or technology as its own, under this word.
fn is_own(coe: &Coe, word: &str) -> bool {
    let word = slug(word);
    coe.services.iter().chain(&coe.technologies).any(|own| slug(own) == word)
}

/// Where a word ends that stands for itself, with the ending of a plural where it may have one.
fn whole_word(text: &str, range: Range<usize>, spelling: Spelling) -> Option<usize> {
    let (before, word, after) = (text.get(..range.start)?, text.get(range.clone())?, text.get(range.end..)?);
    let ends = |rest: &str| {
        let mut rest = rest.chars();
        match rest.next() {
            Some('-' | '\'' | '’' | '.') => !rest.next().is_some_and(char::is_alphanumeric),
            Some(c) => !c.is_alphanumeric() && !matches!(c, '_' | '/' | '@' | '='),
            None => true,
        }
    };
    if word.chars().any(is_wide) {
        return Some(range.end);
    }
    let begins = before.chars().next_back();
    if begins.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '/' | '.' | '@' | '#' | '$')) {
        return None;
    }
    let endings: &[&str] = if spelling == Spelling::Any { &["", "s", "es"] } else { &[""] };
    let ending = endings.iter().find(|ending| after.strip_prefix(**ending).is_some_and(ends))?;
    Some(range.end + ending.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_where_no_letter_follows() {
        let end = |text: &str, word: &str, spelling| {
            let start = text.find(word).unwrap_or_default();
            whole_word(text, start..start + word.len(), spelling)
        };
        assert_eq!(end("two aliases.", "alias", Spelling::Any), Some(11));
        assert_eq!(end("the alias-tool", "alias", Spelling::Any), None);
        assert_eq!(end("CIs", "CI", Spelling::Exact), None);
        assert_eq!(end("our-alias", "alias", Spelling::Any), None);
        assert_eq!(end("an alias.", "alias", Spelling::Any), Some(8));
    }
}
