//! Notes in the margin, each at the block it belongs to: words explained, earlier incidents, evidence, lessons.
//!
//! The text reads the same without them. They cost what exists: no word is explained twice, no incident told twice.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::ops::Range;

use crate::analyse::{Reason, ReasonKind};
use crate::model::{Coe, Link as Reference, Role, Section, Target};
use crate::render::catalogue::{self, TermKind};
use crate::render::context::{self, Page};
use crate::render::dictionary::Word;
use crate::render::figures::Escaped;
use crate::render::markdown::Addition;
use crate::render::prose::Prose;
use crate::render::site_map;
use crate::render::view::Html;

use super::reasons;

/// The most words explained on a page: more, and the margin is louder than the text.
const DEFINITIONS: usize = 8;

/// The most words explained beside one block.
const DEFINITIONS_OF_BLOCK: usize = 2;

/// The most incidents told in the margin of a page, and beside one block.
const INCIDENTS: usize = 8;
const INCIDENTS_OF_BLOCK: usize = 3;

/// The most lessons beside the takeaways.
const LESSONS: usize = 2;

/// How much is told of another incident, in characters.
const STANDFIRST: usize = 150;

/// Files a browser shows as a picture.
const PICTURES: [&str; 7] = [".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"];

/// The notes of a page by the byte of the document they belong to.
#[derive(Debug, Default)]
pub(super) struct Notes {
    placed: Vec<(usize, Html)>,
    lessons: Vec<Html>,
}

impl Notes {
    /// The notes that belong to words of a range.
    pub(super) fn within(&self, range: &Range<usize>) -> Vec<Html> {
        self.placed.iter().filter(|(at, _)| range.contains(at)).map(|(_, note)| note.clone()).collect()
    }

    /// The lessons the document supports.
    pub(super) fn lessons(&self) -> Vec<Html> {
        self.lessons.clone()
    }
}

/// Adds notes to the prose of a document; those for parts that have a form of their own are in what is returned.
pub(super) fn add(page: &Page<'_, '_>, index: usize, prose: &mut Prose<'_>) -> Notes {
    let coe = page.site.coe(index);
    let mut additions = Vec::new();
    let mut placed = incidents(page, index, prose);
    placed.extend(evidence(page, coe));
    placed.extend(super::remarks::remarks(page, index));
    for (number, mention) in mentions(page, coe, prose).into_iter().enumerate() {
        let Some(definition) = definition(page, coe, mention.word, number + 1) else { continue };
        let around = Addition::Around(
            format!("<a class=\"coe-mention\" href=\"#{}\">", Escaped(&definition.anchor)),
            format!("<sup>{}</sup></a>", number + 1),
        );
        placed.push((mention.at.start, definition.html));
        additions.push((mention.at, around));
    }
    let lessons = lessons(page, index);
    let learned = coe.items.iter().find(|item| matches!(item.role, Role::Takeaways | Role::Lessons));
    placed.extend(
        learned.into_iter().flat_map(|item| lessons.iter().map(|it| (item.source.start, it.clone()))),
    );
    placed.sort_by_key(|(at, _)| *at);
    additions.extend(placed.iter().map(|(at, note)| (*at..*at, Addition::Beside(note.0.clone()))));
    prose.add(additions);
    Notes { placed, lessons }
}

/// The innermost section at a byte.
fn section_at(coe: &Coe, at: usize) -> Option<&Section> {
    coe.sections.iter().filter(|section| section.range.contains(&at)).max_by_key(|it| it.range.start)
}

fn role_at(coe: &Coe, at: usize) -> Option<Role> {
    section_at(coe, at).and_then(|section| section.role.or(section.within))
}

/// Whether words at a byte are told as moments, beside which no note stands.
fn is_moment(coe: &Coe, at: usize) -> bool {
    role_at(coe, at) == Some(Role::Timeline)
        || coe.timeline.entries.iter().flat_map(|entry| &entry.source.ranges).any(|range| range.contains(&at))
}

// ---- words explained

/// A word that is explained, where it stands first.
struct Mention {
    word: Word,
    at: Range<usize>,
}

fn mentions(page: &Page<'_, '_>, coe: &Coe, prose: &Prose<'_>) -> Vec<Mention> {
    let mut mentions: Vec<Mention> = Vec::new();
    let mut known = BTreeSet::new();
    let mut of_block: BTreeMap<usize, usize> = BTreeMap::new();
    for run in prose.runs().into_iter().filter(|run| !run.in_table) {
        if mentions.len() >= DEFINITIONS {
            break;
        }
        let found = page.site.dictionary.find(run.words, coe);
        if found.is_empty() || !explains(coe, run.range.start) {
            continue;
        }
        let Some(block) = prose.block_at(run.range.start) else { continue };
        for (word, place) in found {
            let room = mentions.len() < DEFINITIONS
                && of_block.get(&block).is_none_or(|count| *count < DEFINITIONS_OF_BLOCK);
            if room && known.insert(word) {
                *of_block.entry(block).or_default() += 1;
                let at = run.range.start + place.start..run.range.start + place.end;
                mentions.push(Mention { word, at });
            }
        }
    }
    mentions
}

/// Whether words at a byte are prose that is read from beginning to end.
fn explains(coe: &Coe, at: usize) -> bool {
    let stands_elsewhere = matches!(
        role_at(coe, at),
        Some(Role::Takeaways | Role::Related | Role::References | Role::Actions | Role::People)
    );
    !stands_elsewhere && !is_moment(coe, at)
}

/// A note that explains a word, and its address.
struct Definition {
    anchor: String,
    html: Html,
}

fn definition(page: &Page<'_, '_>, coe: &Coe, word: Word, number: usize) -> Option<Definition> {
    let knowledge = page.site.knowledge;
    let vocabulary = &knowledge.vocabulary;
    let (name, title, href, description, subject) = match word {
        Word::Glossary(index) => {
            let term = vocabulary.glossary.get(index)?;
            (&term.id, term.title.clone(), String::new(), term.description.as_deref()?, &term.id)
        }
        Word::Service(index) => {
            let term = vocabulary.services.get(index)?;
            let link = page.term(TermKind::Service, &term.id);
            (&term.id, term.title.clone(), link.href, term.description.as_deref()?, &term.id)
        }
        Word::Subject(explainer, subject) => {
            let explainer = knowledge.explainers.get(explainer)?;
            let subject = explainer.subjects.get(subject)?;
            let link = page.term(TermKind::Technology, subject);
            (subject, link.title, link.href, explainer.description.as_deref().unwrap_or_default(), subject)
        }
    };
    let anchor = format!("define-{}", crate::model::slug(name));
    let title = crate::model::capital(&title);
    let mut text = format!("<p{}>{}</p>", lang_of(page, description), Escaped(description));
    let explainer = knowledge.explainers.iter().position(|it| it.subjects.iter().any(|it| it == subject));
    let more = [
        (!href.is_empty()).then(|| {
            format!("<a href=\"{}\">{}</a>", Escaped(&href), Escaped(page.words().say("notes.its_incidents")))
        }),
        explainer.and_then(|explainer| {
            let link = page.target(&Target::Explainer(explainer))?;
            Some(format!("<a href=\"{}\">{}</a>", Escaped(&link.href), Escaped(&link.title)))
        }),
    ];
    let more: Vec<String> = more.into_iter().flatten().collect();
    if !more.is_empty() {
        text.push_str(&format!("<p>{}</p>", more.join(" · ")));
    }
    let label = format!("{number} · {title}");
    let lang = lang_of_words(page, coe);
    let html = note(&Note { kind: "definition", anchor: &anchor, lang: &lang, label: &label, html: &text });
    Some(Definition { anchor, html })
}

/// The language of words that is not the interface's.
fn lang_of(page: &Page<'_, '_>, text: &str) -> String {
    lang_unless(page.words().language(), crate::read::language_of(text))
}

/// The language of the interface, where the document is in another.
pub(super) fn lang_of_words(page: &Page<'_, '_>, coe: &Coe) -> String {
    lang_unless(coe.language, page.words().language())
}

fn lang_unless(around: &str, own: &str) -> String {
    if around == own { String::new() } else { format!(" lang=\"{own}\"") }
}

// ---- incidents

fn references<'p>(page: &'p Page<'_, '_>, coe: &Coe) -> &'p [Reference] {
    page.site.knowledge.links.get(&coe.path).map_or(&[], Vec::as_slice)
}

/// Each other incident the text speaks of, beside where it does so first.
fn incidents(page: &Page<'_, '_>, index: usize, prose: &Prose<'_>) -> Vec<(usize, Html)> {
    let coe = page.site.coe(index);
    let mut known = BTreeSet::from([index]);
    let mut of_block: BTreeMap<usize, usize> = BTreeMap::new();
    let mut notes = Vec::new();
    for reference in references(page, coe) {
        let at = reference.span.start;
        let Target::Coe(other) = reference.target else { continue };
        if at < coe.body_start || notes.len() >= INCIDENTS || known.contains(&other) || is_moment(coe, at) {
            continue;
        }
        let Some(block) = prose.block_at(at) else { continue };
        let count = of_block.entry(block).or_default();
        if *count < INCIDENTS_OF_BLOCK && !is_in_table(&coe.text, block) {
            *count += 1;
            known.insert(other);
            notes.push((at, incident(page, index, other)));
        }
    }
    notes
}

/// Whether a block is a table, which tells what it lists.
fn is_in_table(text: &str, block: usize) -> bool {
    text.get(block..).is_some_and(|rest| rest.trim_start().starts_with('|'))
}

fn incident(page: &Page<'_, '_>, index: usize, other: usize) -> Html {
    let (own, coe) = (page.site.coe(index), page.site.coe(other));
    let link = page.coe(other);
    let (date, own_date) = (catalogue::date(coe), catalogue::date(own));
    let kind = match (date, own_date) {
        (Some(date), Some(own)) if date > own => "notes.later",
        (Some(date), Some(own)) if date == own => "notes.same_day",
        (Some(_), Some(_)) => "notes.earlier",
        _ => "notes.another",
    };
    let kind = page.words().say(kind);
    let label = match date {
        Some(date) => format!("{kind} · {}", page.words().day(date)),
        None => kind.to_owned(),
    };
    let lang = lang_unless(page.words().language(), coe.language);
    let mut text = format!("<p{lang}><a href=\"{}\">{}</a></p>", Escaped(&link.href), Escaped(&link.title));
    let standfirst = context::standfirst(coe, STANDFIRST);
    if !standfirst.is_empty() {
        // Writing to a string cannot fail.
        _ = write!(text, "<p{lang}>{}</p>", Escaped(&standfirst));
    }
    let related = page.site.insight.related.get(index).into_iter().flatten();
    let shared = related.filter(|related| related.to == other).flat_map(|related| &related.reasons);
    let shared: Vec<Reason> = shared.filter(|reason| is_telling(reason.kind)).take(1).cloned().collect();
    for reason in reasons::told(&shared, 1) {
        _ = write!(text, "<p class=\"coe-margin__why\">{}</p>", reason.html.0);
    }
    note(&Note { kind: "incident", anchor: "", lang: &lang_of_words(page, own), label: &label, html: &text })
}

/// Whether a reason says in a line what two incidents have in common; words they share do not.
fn is_telling(kind: ReasonKind) -> bool {
    matches!(
        kind,
        ReasonKind::SharedCause
            | ReasonKind::SharedMechanism
            | ReasonKind::SharedCircumstance
            | ReasonKind::SharedError
            | ReasonKind::SaidAgain
    )
}

// ---- evidence

/// Pictures the text links to without showing them.
fn evidence(page: &Page<'_, '_>, coe: &Coe) -> Vec<(usize, Html)> {
    let mut known = BTreeSet::new();
    let pictures = references(page, coe).iter().filter_map(|reference| {
        let Target::Asset(path) = &reference.target else { return None };
        let written = coe.text.get(reference.span.start..)?;
        let lower = path.to_lowercase();
        let is_picture = PICTURES.iter().any(|ending| lower.ends_with(ending));
        let shows = is_picture && written.starts_with('[') && !is_moment(coe, reference.span.start);
        Some((reference, path)).filter(|_| shows && known.insert(path))
    });
    pictures
        .filter_map(|(reference, path)| {
            let href = page.href(&page.site.map.page_of(&Target::Asset(path.clone()))?);
            let written = coe.text.get(reference.span.start + 1..)?;
            let name = written.split(']').next().unwrap_or_default().replace(['*', '_', '`'], "");
            let size = page.site.sizes.of(path).map(|(width, height)| format!(" width=\"{width}\" height=\"{height}\""));
            let (href, name, size) = (Escaped(&href), Escaped(&name), size.unwrap_or_default());
            let text = format!(
                "<a class=\"coe-evidence\" href=\"{href}\"><img src=\"{href}\" alt=\"{name}\"{size} loading=\"lazy\" \
                 decoding=\"async\"></a>"
            );
            let label = page.words().say("notes.evidence");
            let lang = lang_of_words(page, coe);
            let html = note(&Note { kind: "evidence", anchor: "", lang: &lang, label, html: &text });
            Some((reference.span.start, html))
        })
        .collect()
}

// ---- lessons

fn lessons(page: &Page<'_, '_>, index: usize) -> Vec<Html> {
    let catalogue = &page.site.catalogue;
    let lessons = catalogue.lessons_of[index].iter().take(LESSONS);
    lessons
        .filter_map(|place| {
            let lesson = page.site.knowledge.lessons.get(*place)?;
            let href = page.href_of(site_map::lesson(&lesson.article.id));
            let count = catalogue.evidence_of.get(*place).map_or(0, Vec::len);
            let support = page.words().count("notes.supported", count.max(1));
            let title = &lesson.article.title;
            let text = format!(
                "<p><a href=\"{}\"{}>{}</a>. {support}</p>",
                Escaped(&href),
                lang_of(page, title),
                Escaped(title.trim_end_matches('.'))
            );
            let (label, lang) = (page.words().say("notes.lesson"), lang_of_words(page, page.site.coe(index)));
            Some(note(&Note { kind: "lesson", anchor: "", lang: &lang, label, html: &text }))
        })
        .collect()
}

// ---- markup

struct Note<'n> {
    kind: &'static str,
    /// Address within the page; may be empty.
    anchor: &'n str,
    /// The attribute that says its language; may be empty.
    lang: &'n str,
    label: &'n str,
    html: &'n str,
}

/// A note: open in the margin and in print, folded under its label on narrow screens.
fn note(note: &Note<'_>) -> Html {
    let label = Escaped(note.label);
    let anchor =
        if note.anchor.is_empty() { String::new() } else { format!(" id=\"{}\"", Escaped(note.anchor)) };
    Html(format!(
        "<aside class=\"coe-margin coe-margin--{kind}\" role=\"note\"{lang} data-preview-off><details class=\"coe-fold\"><summary>{label}</summary>\
         <div{anchor}><p class=\"coe-margin__label\">{label}</p>{html}</div></details></aside>\n",
        kind = note.kind,
        lang = note.lang,
        html = note.html
    ))
}
