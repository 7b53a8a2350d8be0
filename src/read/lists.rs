//! Takeaways, luck, surprises and factors: the items of sections that list them; and the account in brief.

use super::blocks::{Block, Inline, ListItem};
use super::outline::{Outline, Part};
use super::words::{normal, one_line};
use crate::findings::LineMap;
use crate::model::{Factor, Item, Role};

/// Roles whose items stand for themselves.
const LISTED: &[Role] = &[
    Role::Takeaways,
    Role::Lessons,
    Role::WentWell,
    Role::WentWrong,
    Role::GotLucky,
    Role::Surprises,
    Role::Difficulties,
    Role::Mitigators,
    Role::Risks,
    Role::WhyChain,
];

/// Roles whose items are reasons why.
const CAUSAL: &[Role] = &[Role::Causes, Role::Contributors, Role::Trigger];

/// Areas a factor may be tagged with in brackets.
const AREAS: &[&str] =
    &["technical", "process", "documentation", "organisational", "organizational", "other"];

/// The items of sections that list something.
pub(crate) fn items(outline: &Outline<'_>, lines: &LineMap) -> Vec<Item> {
    let mut items = Vec::new();
    for part in &outline.parts {
        let Some(role) = part.within.filter(|role| LISTED.contains(role)) else { continue };
        for (text, source) in entries(part) {
            items.push(Item { role, text, anchor: String::new(), line: lines.line(source.start), source });
        }
    }
    items
}

/// The factors of the causal sections.
pub(crate) fn factors(outline: &Outline<'_>, lines: &LineMap) -> Vec<Factor> {
    let mut factors = Vec::new();
    for part in &outline.parts {
        if !part.within.is_some_and(|role| CAUSAL.contains(&role)) {
            continue;
        }
        for (text, source) in entries(part).into_iter().filter(|(text, _)| is_reason(text)) {
            factors.push(factor(&text, lines.line(source.start)));
        }
    }
    factors
}

fn factor(text: &str, line: u32) -> Factor {
    let mut words = Vec::new();
    let mut tags = Vec::new();
    let mut area = None;
    let mut primary = false;
    for word in text.split(' ') {
        let bare = word.trim_end_matches(['.', ',', ';']);
        let bracketed = bare
            .strip_prefix(['[', '('])
            .and_then(|word| word.strip_suffix([']', ')']))
            .map(str::to_lowercase);
        match (bare.strip_prefix('#'), bracketed) {
            (Some(tag), _) if tag.len() > 2 && tag.starts_with(char::is_alphabetic) => {
                tags.push(crate::model::slug(tag))
            }
            (_, Some(inside)) if AREAS.contains(&inside.as_str()) => {
                area = Some(inside.replace("organiz", "organis"))
            }
            (_, Some(inside)) if inside == "primary" => primary = true,
            _ => words.push(word),
        }
    }
    Factor { id: String::new(), text: words.join(" "), area, tags, primary, anchor: String::new(), line }
}

/// Whether some words of a causal section tell a reason, not where to read on or what was done since.
fn is_reason(text: &str) -> bool {
    let lower = text.to_lowercase();
    let points = ["see ", "update", "edit:", "note:", "se ", "siehe ", "voir "]
        .iter()
        .any(|start| lower.starts_with(start));
    let bracketed = text.starts_with('[') && text.ends_with(']');
    let unknown =
        ["unknown", "ukjent", "unbekannt", "inconnu", "desconocido", "desconhecido", "不明", "未知"]
            .iter()
            .any(|word| normal(text) == *word)
            || lower.contains("unknown at this time");
    !(points || bracketed || unknown || text.ends_with([':', '：']))
}

/// The items of a part: those of its lists, else its paragraphs.
fn entries(part: &Part<'_>) -> Vec<(String, std::ops::Range<usize>)> {
    let mut entries = Vec::new();
    for block in &part.blocks {
        if let Block::List { items, .. } = block {
            entries.extend(items.iter().filter_map(|item| Some((item_words(item)?, item.range.clone()))));
        }
    }
    if entries.is_empty() {
        let lead = part.heading.zip(part.lead).map(|(heading, offset)| {
            let start = heading.source_of(offset);
            (one_line(&heading.text[offset..]), start..heading.range.end)
        });
        entries.extend(lead);
        entries.extend(part.blocks.iter().filter_map(|block| match block {
            Block::Paragraph(inline) if !is_prompt(inline) => {
                Some((one_line(&inline.text), inline.range.clone()))
            }
            _ => None,
        }));
    }
    entries.retain(|(words, _)| says_something(words));
    entries
}

fn item_words(item: &ListItem) -> Option<String> {
    let inline = item.lead()?;
    let words = one_line(&inline.text);
    let bare = words.trim_start_matches(['✅', '❌', '✔', '☑', '⚠', '\u{fe0f}', ' ']);
    (!is_prompt_item(inline)).then(|| bare.to_owned())
}

/// "None", "N/A", "TBD" and rules say nothing.
fn says_something(words: &str) -> bool {
    let normal = normal(words);
    !matches!(
        normal.as_str(),
        "" | "not much"
            | "we didn t really"
            | "we didn t"
            | "unknown"
            | "ukjent"
            | "none"
            | "n a"
            | "na"
            | "tbd"
            | "todo"
            | "nothing"
            | "not applicable"
            | "ingen"
            | "ingenting"
            | "keine"
            | "aucun"
            | "aucune"
            | "ninguno"
            | "nenhum"
            | "なし"
            | "特になし"
            | "无"
            | "없음"
    )
}

/// A question of the template that the author left in, set in italics.
pub(crate) fn is_prompt(inline: &Inline) -> bool {
    let words = inline.text.trim();
    let emphasised = inline.spans.iter().any(|span| {
        span.kind == super::blocks::InlineKind::Emphasis && span.text.len() >= words.len().saturating_sub(1)
    });
    let long = words.split_whitespace().count() > 4;
    emphasised && long || words.starts_with("{{") && words.ends_with("}}")
}

/// An item left over from the template; emphasis alone does not make it one.
fn is_prompt_item(inline: &Inline) -> bool {
    let words = inline.text.trim();
    words.starts_with("{{") && words.ends_with("}}")
        || words.starts_with('[') && words.ends_with(']') && inline.links().next().is_none()
}

/// The first paragraph that tells what happened: of the summary, else before the first section, else anywhere.
pub(crate) fn abstract_text(outline: &Outline<'_>) -> String {
    let of_role = |role: Option<Role>| {
        outline.parts.iter().filter(move |part| part.within == role && !part.timed).find_map(first_prose)
    };
    of_role(Some(Role::Summary))
        .or_else(|| outline.parts.first().and_then(first_prose))
        .or_else(|| of_role(Some(Role::Narrative)))
        .or_else(|| of_role(Some(Role::Impact)))
        .or_else(|| of_role(Some(Role::Background)))
        .or_else(|| of_role(None))
        .or_else(|| of_role(Some(Role::Causes)))
        .unwrap_or_default()
}

fn first_prose(part: &Part<'_>) -> Option<String> {
    let lead = part.heading.zip(part.lead).map(|(heading, offset)| one_line(&heading.text[offset..]));
    lead.filter(|words| is_prose(words)).or_else(|| {
        part.blocks.iter().find_map(|block| match block {
            Block::Paragraph(inline)
                if !is_prompt(inline)
                    && inline.leading_strong().is_none_or(|(_, end)| end * 2 < inline.text.len()) =>
            {
                let words = one_line(&inline.text);
                is_prose(&words).then_some(words)
            }
            Block::List { items, .. } if part.within == Some(Role::Summary) => {
                items.iter().filter_map(item_words).find(|words| is_prose(words))
            }
            _ => None,
        })
    })
}

/// Words that make a sentence, not a label, a date or a link.
fn is_prose(words: &str) -> bool {
    let wide = words.chars().filter(|c| super::words::is_wide(*c)).count();
    let long = words.split_whitespace().count() >= 6 || wide >= 10;
    let addressed = words.split_whitespace().filter(|word| word.contains("://")).count() * 3
        > words.split_whitespace().count();
    long && !addressed && !words.starts_with("http") && !words.to_lowercase().starts_with("all times")
}
