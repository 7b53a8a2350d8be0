//! The title of a document, from the best place that has one.

use super::blocks::{Block, Inline};
use super::labels::{self, LabelKey};
use super::outline::Outline;
use super::words::{normal, one_line};
use crate::findings::LineMap;
use crate::model::{Fact, Origin, Source};

/// Longest first line that still serves as a title, in characters.
const LONGEST: usize = 110;

/// The title: front matter, first heading, label, file name, first line.
pub(crate) fn read(
    stated: Option<Fact<String>>,
    outline: &Outline<'_>,
    blocks: &[Block],
    path: &str,
    lines: &LineMap,
) -> Fact<String> {
    if let Some(title) = stated {
        return title;
    }
    if let Some(heading) = outline.title {
        let words = without_label(&one_line(&heading.text));
        if !words.is_empty() {
            return Fact::new(words, Origin::stated(Source::Heading, lines.line(heading.range.start)));
        }
    }
    if let Some(label) =
        outline.labels.iter().find(|label| label.key == Some(LabelKey::Title) && !label.value.is_empty())
    {
        let line = lines.line(label.span.start);
        return Fact::new(
            one_line(label.value.lines().next().unwrap_or_default()),
            Origin::stated(Source::Label, line),
        );
    }
    let name = name_of(path);
    let line = first_line(blocks);
    let states_fact = |inline: &&Inline| {
        labels::mark(inline, 0, &inline.text).is_some_and(|mark| labels::key(mark.name).is_some())
    };
    let line = line.filter(|inline| !states_fact(inline));
    let bold_line = line.filter(|inline| inline.is_all_strong());
    let named = words_of_name(name);
    let telling =
        named.split(' ').filter(|word| word.len() > 1 && word.chars().any(char::is_alphabetic)).count() >= 2;
    match (bold_line, telling) {
        (Some(inline), _) => Fact::new(
            one_line(&inline.text),
            Origin::stated(Source::FirstLine, lines.line(inline.range.start)),
        ),
        (None, true) => Fact::new(named, Origin::outside(Source::FileName)),
        (None, false) => match line {
            Some(inline) => Fact::new(
                shortened(&inline.text),
                Origin::stated(Source::FirstLine, lines.line(inline.range.start)),
            ),
            None => Fact::new(named, Origin::outside(Source::FileName)),
        },
    }
}

/// "Title: Foo" is called "Foo".
fn without_label(words: &str) -> String {
    match words.split_once([':', '：']) {
        Some((label, rest))
            if matches!(
                normal(label).as_str(),
                "title" | "incident title" | "tittel" | "titel" | "titre" | "タイトル"
            ) =>
        {
            rest.trim().to_owned()
        }
        _ => words.to_owned(),
    }
}

fn first_line(blocks: &[Block]) -> Option<&Inline> {
    blocks.iter().find_map(|block| match block {
        Block::Paragraph(inline) if !inline.text.trim().is_empty() => Some(inline),
        _ => None,
    })
}

/// The first sentence, cut at a word where it is too long.
fn shortened(text: &str) -> String {
    let line = one_line(text.trim().lines().next().unwrap_or_default());
    let sentence = line.split_inclusive(['.', '!', '?', '。']).next().unwrap_or(&line);
    let sentence = sentence.trim_end_matches(['.', '。', ':']);
    if sentence.chars().count() <= LONGEST {
        return sentence.to_owned();
    }
    let mut short = String::new();
    for word in sentence.split(' ') {
        if short.chars().count() + word.chars().count() > LONGEST {
            break;
        }
        short.push_str(word);
        short.push(' ');
    }
    format!("{}…", short.trim_end())
}

/// The name a path gives its document: the file's, or its folder's for `index.md` and `README.md`.
pub(crate) fn name_of(path: &str) -> &str {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = stem(file);
    if matches!(stem.to_ascii_lowercase().as_str(), "index" | "readme" | "_index") && !folder.is_empty() {
        return folder.rsplit('/').next().unwrap_or(folder);
    }
    stem
}

/// A file name without its extensions: `x.txt.md` is `x`, `v9.1.1 halt` stays whole.
pub(crate) fn stem(file: &str) -> &str {
    let mut stem = file;
    while let Some((head, extension)) = stem.rsplit_once('.') {
        if head.is_empty()
            || !matches!(
                extension.to_ascii_lowercase().as_str(),
                "md" | "markdown" | "mdown" | "mkd" | "txt" | "html" | "qmd" | "mdx"
            )
        {
            break;
        }
        stem = head;
    }
    stem
}

/// `2023-02-16-off2-shutdown` as words: "Off2 shutdown"; a leading number stays, since people know reports by it.
fn words_of_name(name: &str) -> String {
    let mut rest = name.to_owned();
    if let Some((_, span)) = super::date::day_in_name(name) {
        let without = format!("{} {}", &name[..span.start], &name[span.end..]);
        if without.chars().any(char::is_alphabetic) {
            rest = without;
        }
    }
    let words = one_line(&rest.replace(['_', '-'], " "));
    let words = if words.is_empty() { name.to_owned() } else { words };
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
