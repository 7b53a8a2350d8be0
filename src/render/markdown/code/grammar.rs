//! Source code by the grammars that come with the program, their hundred scopes as a handful of classes.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{LazyLock, Mutex, PoisonError};

use rustc_hash::FxHashMap;
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use super::{Class, Mark, Marks};

/// Loaded by the first block that needs it.
static GRAMMARS: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// Scopes by their beginning, the more special first; one with no class ends the search as well.
const SCOPES: &[(&str, Option<Class>)] = &[
    ("comment", Some(Class::Comment)),
    ("punctuation.definition.comment", Some(Class::Comment)),
    ("string.unquoted", None),
    ("string", Some(Class::Text)),
    ("punctuation.definition.string", Some(Class::Text)),
    ("constant.character", Some(Class::Text)),
    ("constant", Some(Class::Constant)),
    ("keyword.other.unit", Some(Class::Constant)),
    ("keyword", Some(Class::Keyword)),
    ("storage.type.string", Some(Class::Text)),
    ("storage.type.go", Some(Class::Type)),
    ("storage", Some(Class::Keyword)),
    ("entity.name.tag", Some(Class::Key)),
    ("entity.other.attribute-name", Some(Class::Type)),
    ("entity.name.function", Some(Class::Function)),
    ("support.function", Some(Class::Function)),
    ("variable.function", Some(Class::Function)),
    ("entity.name.section", Some(Class::Key)),
    ("entity.name.label", Some(Class::Key)),
    ("entity.name", Some(Class::Type)),
    ("entity.other.inherited-class", Some(Class::Type)),
    ("support.type.property-name", Some(Class::Key)),
    ("support.type", Some(Class::Type)),
    ("support.class", Some(Class::Type)),
    ("support.constant", Some(Class::Constant)),
    ("variable", None),
    ("punctuation.section.interpolation", None),
];

static CLASSES: LazyLock<Vec<(Scope, Option<Class>)>> = LazyLock::new(|| {
    SCOPES.iter().filter_map(|(name, class)| Some((Scope::new(name).ok()?, *class))).collect()
});

/// The scope of keys in JSON, whose own scope is that of any string.
static JSON_KEY: LazyLock<Option<Scope>> = LazyLock::new(|| Scope::new("meta.mapping.key").ok());

/// How many bytes of blocks are remembered.
const MEMORY: usize = 8 * 1024 * 1024;

/// The marks of blocks that were read before: reports repeat the same commands, and a server builds again and again.
///
/// What is remembered depends on nothing but the block, so no page can tell whether it was.
static SEEN: LazyLock<Mutex<Seen>> = LazyLock::new(Mutex::default);

#[derive(Debug, Default)]
struct Seen {
    marks: FxHashMap<(&'static str, Box<str>), Vec<Mark>>,
    bytes: usize,
}

/// What matters in a block; nothing where its grammar cannot read it.
pub(super) fn marks(grammar: &'static str, text: &str) -> Vec<Mark> {
    let key = (grammar, Box::from(text));
    if let Some(marks) = SEEN.lock().unwrap_or_else(PoisonError::into_inner).marks.get(&key) {
        return marks.clone();
    }
    let marks = catch_unwind(AssertUnwindSafe(|| read(grammar, text))).ok().flatten().unwrap_or_default();
    let mut seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
    seen.bytes += text.len();
    if seen.bytes > MEMORY {
        *seen = Seen::default();
    }
    seen.marks.insert(key, marks.clone());
    marks
}

fn read(grammar: &str, text: &str) -> Option<Vec<Mark>> {
    let mut state = ParseState::new(find(grammar)?);
    let mut stack = ScopeStack::new();
    let mut marks = Marks::of(text);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let mut done = at;
        for (offset, change) in state.parse_line(line, &GRAMMARS).ok()? {
            mark(&mut marks, done..at + offset, &stack);
            stack.apply(&change).ok()?;
            done = at + offset;
        }
        at += line.len();
        mark(&mut marks, done..at, &stack);
    }
    Some(marks.list)
}

/// Marks a piece by its scopes. A keyword without a letter is a sign, and stays as it is.
fn mark(marks: &mut Marks<'_>, bytes: Range<usize>, stack: &ScopeStack) {
    let Some(words) = marks.text.get(bytes.clone()).filter(|words| !words.is_empty()) else { return };
    if let Some(class) = class(stack.as_slice())
        && (class != Class::Keyword || words.contains(char::is_alphabetic))
    {
        marks.add(bytes, class);
    }
}

/// What the innermost scope with a meaning says.
fn class(stack: &[Scope]) -> Option<Class> {
    let known = |scope: &Scope| CLASSES.iter().find(|(start, _)| start.is_prefix_of(*scope));
    let class = stack.iter().rev().find_map(known)?.1?;
    let is_key = class == Class::Text
        && JSON_KEY.is_some_and(|key| stack.iter().any(|scope| key.is_prefix_of(*scope)));
    Some(if is_key { Class::Key } else { class })
}

fn find(grammar: &str) -> Option<&'static SyntaxReference> {
    GRAMMARS.find_syntax_by_token(grammar)
}

#[cfg(test)]
pub(super) fn exists(grammar: &str) -> bool {
    find(grammar).is_some()
}
