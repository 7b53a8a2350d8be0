//! A word of the vocabulary files exchanged for another: its entry, and where other entries name it.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::documents::{quoted, removal};
use super::{Change, Kind, same};

/// Why a vocabulary cannot be edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refused(pub(super) String);

/// An exchange of bytes.
struct Edit {
    span: Range<usize>,
    new: String,
}

/// A value and its bytes.
#[derive(Clone, Debug)]
struct At {
    value: String,
    span: Range<usize>,
}

/// An entry of a vocabulary.
#[derive(Debug, Default)]
struct Entry {
    table: String,
    id: Option<At>,
    title: Option<At>,
    synonyms: Vec<At>,
    /// The bytes of the list of synonyms.
    list: Option<Range<usize>>,
    /// Ids of any kind that a champion looks after.
    covers: Vec<At>,
    /// Other values that are texts, with their keys.
    others: Vec<(String, At)>,
}

/// The text with the change made; nothing when it does not know the word.
///
/// `moved` tells what becomes of the entries, which may stand in different files.
pub(super) fn changed(text: &str, change: &Change, moved: &Moved) -> Result<Option<String>, Refused> {
    let Some(entries) = entries(text) else { return Ok(None) };
    let mut edits = Vec::new();
    for entry in &entries {
        match entry.table == change.kind.word() {
            true => own(text, entry, change, moved, &mut edits)?,
            false => {
                let named = entry.others.iter().filter(|(key, _)| key == change.kind.word());
                edits.extend(named.filter_map(|(_, at)| named_anew(at, change)));
                if moved.covered {
                    edits.extend(covered(text, entry, change));
                }
            }
        }
    }
    if edits.is_empty() {
        return Ok(None);
    }
    edits.sort_by_key(|edit| edit.span.start);
    let mut edited = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        if edit.span.start < done {
            return Err(Refused("it is written in an unusual way".to_owned()));
        }
        edited.push_str(&text[done..edit.span.start]);
        edited.push_str(&edit.new);
        done = edit.span.end;
    }
    edited.push_str(&text[done..]);
    let before = toml::from_str(text).ok().map(|before| expected(before, change, moved));
    if before.is_none() || before != toml::from_str(&edited).ok() {
        return Err(Refused("it is written in an unusual way".to_owned()));
    }
    Ok(Some(edited))
}

/// What becomes of the entries of two words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Moved {
    /// Whether the new word has an entry already, into which that of the old one goes.
    pub(super) into: bool,
    /// Words the new entry gets, as they are written.
    pub(super) words: Vec<String>,
    /// Whether champions can only mean this word, and none of another kind.
    pub(super) covered: bool,
}

/// What becomes of the entries, by all files of the vocabulary.
pub(super) fn moved<'t>(texts: impl Iterator<Item = &'t str>, change: &Change) -> Moved {
    let all: Vec<Entry> = texts.filter_map(entries).flatten().collect();
    let own = || all.iter().filter(|entry| entry.table == change.kind.word());
    let old = own().find(|entry| entry.is(&change.from));
    let new = own().find(|entry| entry.is(&change.to) && !entry.is(&change.from));
    let mut words = vec![change.from.clone()];
    if let Some(old) = old.filter(|_| new.is_some()) {
        words.extend(old.id.iter().chain(&old.title).chain(&old.synonyms).map(|at| at.value.clone()));
    } else if let Some(id) = old.and_then(|old| old.id.as_ref()) {
        words = vec![id.value.clone()];
    }
    let known: Vec<&str> = match new.or(old) {
        Some(entry) => entry.words().collect(),
        None => Vec::new(),
    };
    let mut kept: Vec<String> = Vec::new();
    for word in words {
        // The id of an entry that is renamed is no word for it any more, unless its title says the same.
        let is_id = new.is_none() && old.and_then(|it| it.id.as_ref()).is_some_and(|id| id.value == word);
        let others = known.iter().skip(usize::from(is_id));
        let is_known = others.clone().any(|known| same(known, &word)) || same(&word, &change.to);
        if !is_known && !kept.iter().any(|kept| same(kept, &word)) {
            kept.push(word);
        }
    }
    let other = all.iter().any(|entry| entry.table != change.kind.word() && entry.is(&change.from));
    let covered = matches!(change.kind, Kind::Cause | Kind::Service | Kind::Team) && !other;
    Moved { into: new.is_some(), words: kept, covered }
}

impl Entry {
    /// Whether this is the entry of a word: by its id, or by its title where it has none.
    fn is(&self, word: &str) -> bool {
        self.id.as_ref().or(self.title.as_ref()).is_some_and(|at| same(&at.value, word))
    }

    fn words(&self) -> impl Iterator<Item = &str> {
        self.id.iter().chain(&self.title).chain(&self.synonyms).map(|at| at.value.as_str())
    }
}

/// Edits to an entry of the kind of the word.
fn own(
    text: &str,
    entry: &Entry,
    change: &Change,
    moved: &Moved,
    edits: &mut Vec<Edit>,
) -> Result<(), Refused> {
    let is_old = entry.is(&change.from) && !same(&change.from, &change.to);
    if is_old && moved.into {
        edits.push(Edit { span: whole(text, entry)?, new: String::new() });
        return Ok(());
    }
    let parent = entry.others.iter().filter(|(key, _)| key == "parent").map(|(_, at)| at);
    for at in parent {
        match change.becomes(&at.value) {
            // The wider term is now the term itself.
            Some(_) if entry.is(&change.to) => {
                edits.push(Edit { span: line(text, &at.span), new: String::new() })
            }
            Some(new) => edits.push(Edit { span: at.span.clone(), new: quoted(&new) }),
            None => {}
        }
    }
    let is_new = entry.is(&change.to) && moved.into;
    if is_old {
        match &entry.id {
            Some(id) => edits.push(Edit { span: id.span.clone(), new: quoted(&change.to) }),
            None => {
                let start = line(text, &first(entry)?).start;
                let id = format!("id = {}{}", quoted(&change.to), newline(text));
                edits.push(Edit { span: start..start, new: id });
            }
        }
    }
    if (is_old || is_new) && !moved.words.is_empty() {
        edits.push(synonyms(text, entry, &moved.words)?);
    }
    Ok(())
}

/// More synonyms for an entry.
fn synonyms(text: &str, entry: &Entry, words: &[String]) -> Result<Edit, Refused> {
    let more = words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(", ");
    Ok(match (&entry.list, entry.synonyms.last()) {
        (Some(_), Some(last)) => Edit { span: last.span.end..last.span.end, new: format!(", {more}") },
        (Some(list), None) => Edit { span: list.clone(), new: format!("[{more}]") },
        (None, _) => {
            let end = line(text, &first(entry)?).end;
            let ended = text[..end].ends_with('\n');
            let newline = newline(text);
            let new = match ended {
                true => format!("synonyms = [{more}]{newline}"),
                false => format!("{newline}synonyms = [{more}]"),
            };
            Edit { span: end..end, new }
        }
    })
}

/// What a champion looks after, under its new name.
fn covered(text: &str, entry: &Entry, change: &Change) -> Vec<Edit> {
    let is_there = entry.covers.iter().any(|at| at.value == change.to);
    let edit = |at: &At| match is_there {
        true => change.becomes(&at.value).map(|_| Edit { span: removal(text, &at.span), new: String::new() }),
        false => named_anew(at, change),
    };
    entry.covers.iter().filter_map(edit).collect()
}

fn named_anew(at: &At, change: &Change) -> Option<Edit> {
    Some(Edit { span: at.span.clone(), new: quoted(&change.becomes(&at.value)?) })
}

/// The value that names the entry.
fn first(entry: &Entry) -> Result<Range<usize>, Refused> {
    let named = entry.title.as_ref().or(entry.id.as_ref());
    named.map(|at| at.span.clone()).ok_or_else(|| Refused("an entry has no name".to_owned()))
}

/// The bytes of an entry: its header, the comment right above it, and all up to the next.
fn whole(text: &str, entry: &Entry) -> Result<Range<usize>, Refused> {
    let inside = entry.id.as_ref().or(entry.title.as_ref()).map_or(0, |at| at.span.start);
    let is_header = |line: &str| line.trim_start().starts_with("[[") || line.starts_with('[');
    let lines = || {
        text.split_inclusive('\n').scan(0, |offset, line| {
            let start = *offset;
            *offset += line.len();
            Some((start, line))
        })
    };
    let header = lines().take_while(|(start, _)| *start <= inside).filter(|(_, line)| is_header(line)).last();
    let wanted = format!("[[{}]]", entry.table);
    let (start, _) = header
        .filter(|(_, line)| line.replace(' ', "").starts_with(&wanted))
        .ok_or_else(|| Refused(format!("its entries are not written as `{wanted}`")))?;
    let next = lines().find(|(start, line)| *start > inside && is_header(line)).map(|(start, _)| start);
    let start = with_comment(text, start);
    Ok(match next {
        Some(next) => start..with_comment(text, next),
        None => text[..start].trim_end().len() + newline(text).len().min(start)..text.len(),
    })
}

/// Where the comment lines right above a line begin.
fn with_comment(text: &str, mut start: usize) -> usize {
    loop {
        let above = text[..start].trim_end_matches('\n').rfind('\n').map_or(0, |newline| newline + 1);
        if start == 0 || !text[above..start].starts_with('#') {
            return start;
        }
        start = above;
    }
}

/// The lines some bytes stand on.
fn line(text: &str, span: &Range<usize>) -> Range<usize> {
    let start = text[..span.start].rfind('\n').map_or(0, |newline| newline + 1);
    start..text[span.end..].find('\n').map_or(text.len(), |newline| span.end + newline + 1)
}

fn newline(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// The entries of a file; nothing when it cannot be read.
fn entries(text: &str) -> Option<Vec<Entry>> {
    let root = DeTable::parse(text).ok()?;
    let mut entries = Vec::new();
    for (name, value) in root.get_ref().iter() {
        let DeValue::Array(items) = value.get_ref() else { continue };
        for item in items.iter() {
            let DeValue::Table(table) = item.get_ref() else { continue };
            entries.push(entry(name.get_ref(), table));
        }
    }
    Some(entries)
}

fn entry(table: &str, members: &DeTable<'_>) -> Entry {
    let mut entry = Entry { table: table.to_owned(), ..Entry::default() };
    for (key, value) in members.iter() {
        let key: &str = key.get_ref();
        match (key, at(value)) {
            ("id", at) => entry.id = at,
            ("title" | "term", at) => entry.title = at,
            ("synonyms", _) => {
                entry.list = Some(value.span());
                if let DeValue::Array(items) = value.get_ref() {
                    entry.synonyms = items.iter().filter_map(at).collect();
                }
            }
            ("covers", _) => {
                if let DeValue::Array(items) = value.get_ref() {
                    entry.covers = items.iter().filter_map(at).collect();
                }
            }
            (key, Some(at)) => entry.others.push((key.to_owned(), at)),
            (_, None) => {}
        }
    }
    entry
}

fn at(value: &Spanned<DeValue<'_>>) -> Option<At> {
    let DeValue::String(text) = value.get_ref() else { return None };
    Some(At { value: text.to_string(), span: value.span() })
}

/// What the file says once the change is made, found without a look at its bytes.
fn expected(mut root: toml::Table, change: &Change, moved: &Moved) -> toml::Table {
    for (name, value) in &mut root {
        let Some(items) = value.as_array_mut() else { continue };
        if name != change.kind.word() {
            let named = items.iter_mut().filter_map(|item| item.get_mut(change.kind.word()));
            named.for_each(|value| replace(value, change));
            if moved.covered {
                let lists = items.iter_mut().filter_map(|item| item.get_mut("covers")?.as_array_mut());
                lists.for_each(|list| cover(list, change));
            }
            continue;
        }
        let is = |item: &toml::Value, word: &str| {
            let named = ["id", "title", "term"].iter().find_map(|key| item.get(*key)?.as_str());
            named.is_some_and(|named| same(named, word))
        };
        let spelling = same(&change.from, &change.to);
        items.retain(|item| spelling || !(moved.into && is(item, &change.from)));
        for item in items {
            let old = is(item, &change.from) && !spelling;
            let new = is(item, &change.to);
            let Some(entry) = item.as_table_mut() else { continue };
            let becomes = |parent: &toml::Value| change.becomes(parent.as_str()?);
            match entry.get("parent").and_then(becomes) {
                Some(_) if new => drop(entry.remove("parent")),
                Some(parent) => drop(entry.insert("parent".to_owned(), parent.into())),
                None => {}
            }
            if old {
                entry.insert("id".to_owned(), change.to.clone().into());
            }
            if (old || new && moved.into) && !moved.words.is_empty() {
                let more = moved.words.iter().cloned().map(toml::Value::from);
                let list = entry.entry("synonyms").or_insert_with(|| toml::Value::Array(Vec::new()));
                list.as_array_mut().into_iter().for_each(|list| list.extend(more.clone()));
            }
        }
    }
    // A last entry that goes leaves an empty list, which is no longer written.
    root.retain(|name, value| {
        name != change.kind.word() || value.as_array().is_none_or(|items| !items.is_empty())
    });
    root
}

fn cover(list: &mut Vec<toml::Value>, change: &Change) {
    let is_there = list.iter().any(|value| value.as_str() == Some(change.to.as_str()));
    let goes = |value: &toml::Value| value.as_str().is_some_and(|word| change.becomes(word).is_some());
    if is_there {
        list.retain(|value| !goes(value));
    }
    list.iter_mut().for_each(|value| replace(value, change));
}

fn replace(value: &mut toml::Value, change: &Change) {
    if let Some(new) = value.as_str().and_then(|word| change.becomes(word)) {
        *value = new.into();
    }
}
