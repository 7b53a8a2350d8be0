//! The words of front matter that name something: causes, services, teams; each with its bytes, to be exchanged for
//! another.

use std::ops::Range;

use super::keys::{self, Field, Known};
use super::parts::ACTION;
use super::split::{self, Format, Split};
use super::tree::{Key, Node, Value};
use super::{Kind, LARGEST};

/// What the words below a key name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// Causes.
    Causes,
    /// Causes or factors an action acts on.
    Addresses,
    /// Services.
    Services,
    /// Technologies.
    Technologies,
    /// Services and technologies.
    Subjects,
    /// Teams: that own, were hit, investigated, promised.
    Teams,
    /// Free tags.
    Tags,
}

/// A word that names something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// What it names.
    pub naming: Naming,
    /// The word, as it is read.
    pub value: String,
    /// Its bytes in the file, quotes included.
    pub span: Range<usize>,
    /// The bytes of the item of a list it stands in.
    pub item: Range<usize>,
    /// Which list it stands in: words with the same number stand beside each other.
    pub list: usize,
    /// How it is written.
    pub form: Form,
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The only value of its key.
    Alone,
    /// An item of a list.
    Item,
    /// A part of a text with commas.
    Part,
}

/// What stands at a path of the front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stands {
    /// A value, as it is read.
    Value(String),
    /// Words that name something.
    Words(Naming, Vec<String>),
}

/// The words of the front matter of a document, and all else that it states.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// The first byte of the body.
    pub body_start: usize,
    /// The words, in the order of the file.
    pub words: Vec<Word>,
    /// Every value with its path, in the order of the file.
    pub outline: Vec<(String, Stands)>,
    /// Whether a part of the block could not be read.
    pub unreadable: bool,
}

/// Reads the words of the front matter of a document.
pub fn terms(text: &str, kind: Kind) -> Terms {
    let nothing = Terms { body_start: split::text_start(text), ..Terms::default() };
    let block = match split::split(text) {
        Split::Closed(block) => block,
        Split::Open { format, fence } => {
            let unreadable = split::begins_with_key(&text[fence.end..], format, false);
            return Terms { unreadable, ..nothing };
        }
        Split::Body => return nothing,
    };
    if block.content.len() > LARGEST {
        return Terms { body_start: block.body_start, unreadable: true, ..nothing };
    }
    if !split::has_matter(text, &block) {
        return Terms { body_start: block.body_start, ..nothing };
    }
    let reading = super::parse(text, &block);
    let mut walk = Walk {
        text,
        format: block.format,
        terms: Terms {
            body_start: block.body_start,
            unreadable: !reading.troubles.is_empty(),
            ..Terms::default()
        },
        lists: 0,
    };
    if let Some(Node { value: Value::Map(entries), .. }) = &reading.tree {
        walk.top(entries, kind);
    }
    // The anchor of a list is read again wherever it is referred to.
    let mut seen = Vec::new();
    walk.terms.words.retain(|word| {
        let new = !seen.contains(&word.span);
        seen.push(word.span.clone());
        new
    });
    walk.terms
}

struct Walk<'t> {
    text: &'t str,
    format: Format,
    terms: Terms,
    lists: usize,
}

impl Walk<'_> {
    fn top(&mut self, entries: &[(Key, Node)], kind: Kind) {
        for (key, node) in entries {
            let field = match keys::look_up(&key.text, kind) {
                Known::Own(field, _) | Known::Foreign(field, _) => Some(field),
                _ => None,
            };
            match field {
                Some(Field::Causes) => self.named(Naming::Causes, &key.text, node),
                Some(Field::Services) => self.named(Naming::Services, &key.text, node),
                Some(Field::Technologies) => self.named(Naming::Technologies, &key.text, node),
                Some(Field::Tags) => self.named(Naming::Tags, &key.text, node),
                Some(Field::Subjects) => self.named(Naming::Subjects, &key.text, node),
                Some(Field::ImpactedTeams | Field::Team | Field::Owner) => {
                    self.named(Naming::Teams, &key.text, node);
                }
                Some(Field::Actions) => self.below(&key.text, node, &action_word),
                Some(Field::Review) => self.below(&key.text, node, &review_word),
                Some(Field::People) => self.below(&key.text, node, &person_word),
                _ => self.any(&key.text, node),
            }
        }
    }

    /// Groups of keys of which some hold words.
    fn below(&mut self, path: &str, node: &Node, word: &dyn Fn(&str) -> Option<Naming>) {
        match &node.value {
            Value::List(items) => {
                for (place, item) in items.iter().enumerate() {
                    self.below(&format!("{path}/{place}"), item, word);
                }
            }
            Value::Map(entries) => {
                for (key, node) in entries {
                    let path = format!("{path}/{}", key.text);
                    match word(&key.text) {
                        Some(naming) => self.named(naming, &path, node),
                        None => self.any(&path, node),
                    }
                }
            }
            Value::Scalar { .. } => self.any(path, node),
        }
    }

    /// Values of which none is a word.
    fn any(&mut self, path: &str, node: &Node) {
        match &node.value {
            Value::Scalar { text, kind } => self.stands(path, Stands::Value(format!("{kind:?} {text}"))),
            Value::List(items) => {
                self.stands(path, Stands::Value(format!("{} items", items.len())));
                for (place, item) in items.iter().enumerate() {
                    self.any(&format!("{path}/{place}"), item);
                }
            }
            Value::Map(entries) => {
                self.stands(path, Stands::Value(format!("{} keys", entries.len())));
                for (key, node) in entries {
                    self.any(&format!("{path}/{}", key.text), node);
                }
            }
        }
    }

    /// Words: one, several with commas between them, or a list.
    fn named(&mut self, naming: Naming, path: &str, node: &Node) {
        let before = self.terms.words.len();
        match &node.value {
            _ if node.is_nothing() => {}
            Value::Scalar { text, .. } => self.separated(naming, text, node),
            Value::List(items) => {
                for (place, item) in items.iter().enumerate() {
                    self.item(naming, &format!("{path}/{place}"), item);
                }
            }
            Value::Map(_) => return self.any(path, node),
        }
        let words = self.terms.words[before..].iter().map(|word| word.value.clone()).collect();
        self.stands(path, Stands::Words(naming, words));
        self.lists += 1;
    }

    fn item(&mut self, naming: Naming, path: &str, item: &Node) {
        match &item.value {
            _ if item.is_nothing() => {}
            Value::Scalar { text, .. } => {
                self.word(naming, text.trim(), item.span.clone(), item.span.clone(), Form::Item);
            }
            Value::Map(members) => {
                for (key, node) in members {
                    let is_name = key.text.eq_ignore_ascii_case("name");
                    match &node.value {
                        Value::Scalar { text, .. } if is_name && !node.is_nothing() => {
                            self.word(naming, text.trim(), node.span.clone(), item.span.clone(), Form::Item);
                        }
                        _ => self.any(&format!("{path}/{}", key.text), node),
                    }
                }
            }
            Value::List(_) => self.any(path, item),
        }
    }

    fn separated(&mut self, naming: Naming, text: &str, node: &Node) {
        if !text.contains(',') {
            return self.word(naming, text.trim(), node.span.clone(), node.span.clone(), Form::Alone);
        }
        let written = &self.text[node.span.clone()];
        let start = written.find(text).map(|offset| node.span.start + offset);
        let mut offset = 0;
        for part in text.split(',') {
            let word = part.trim();
            let from = offset + part.len() - part.trim_start().len();
            offset += part.len() + 1;
            if word.is_empty() {
                continue;
            }
            let span = start.map_or(node.span.clone(), |start| start + from..start + from + word.len());
            self.word(naming, word, span.clone(), span, Form::Part);
        }
    }

    fn word(&mut self, naming: Naming, value: &str, span: Range<usize>, item: Range<usize>, form: Form) {
        // The brace that stands in for the line end before a block of JSON members is no byte of the file.
        let is_inside = self.format != Format::JsonMembers || self.text.get(span.clone()).is_some();
        if is_inside {
            let list = self.lists;
            self.terms.words.push(Word { naming, value: value.to_owned(), span, item, list, form });
        }
    }

    fn stands(&mut self, path: &str, stands: Stands) {
        self.terms.outline.push((path.to_owned(), stands));
    }
}

fn action_word(key: &str) -> Option<Naming> {
    match ACTION.iter().find(|(name, _)| keys::is_same(key, name)).map(|(_, own)| *own) {
        Some("owner") => Some(Naming::Teams),
        Some("addresses") => Some(Naming::Addresses),
        _ => None,
    }
}

fn review_word(key: &str) -> Option<Naming> {
    keys::is_same(key, "investigators").then_some(Naming::Teams)
}

fn person_word(key: &str) -> Option<Naming> {
    keys::is_same(key, "team").then_some(Naming::Teams)
}
