//! What a COE has to do with other documents: relations, citations, lessons, paths, terms, neighbours in time.

use std::collections::BTreeMap;

use crate::analyse;
use crate::model::{Backlink, BacklinkKind, Coe, RelationKind};
use crate::render::catalogue::{self, TermKind};
use crate::render::context::Page;
use crate::render::site_map;
use crate::render::ties::Bond;
use crate::render::view::{
    Alike, Around, Citing, LessonLink, Link, Neighbour, PathStep, Quote, Related, Relations, TermGroup, Why,
};
use crate::render::words::{self, Words};

use super::{compare, neighbourhood, reasons};

/// How many COEs that are like this one are shown at once.
const ALIKE: usize = 5;

/// How many reasons stand beside a COE: as many as fit two short lines.
const REASONS: usize = 2;

pub(super) fn around(page: &Page<'_, '_>, index: usize) -> Around {
    let coe = page.site.coe(index);
    let catalogue = &page.site.catalogue;
    let (alike, more_alike) = alike(page, index);
    let around = Around {
        any: false,
        relations: relations(page, index),
        no_relations: coe.no_relations.clone().unwrap_or_default(),
        citations: citations(page, index),
        compare: compare::with(page, index),
        compare_any: compare::with_any(page, index),
        alike,
        more_alike,
        svg: neighbourhood::of(page, index),
        lessons: catalogue.lessons_of[index].iter().map(|lesson| lesson_link(page, *lesson)).collect(),
        paths: catalogue.paths_of[index].iter().map(|(path, step)| path_step(page, *path, *step)).collect(),
        terms: TermKind::ALL.into_iter().filter_map(|kind| terms(page, coe, kind)).collect(),
        earlier: catalogue.earlier(index).map(|coe| page.neighbour(coe)),
        later: catalogue.later(index).map(|coe| page.neighbour(coe)),
    };
    let any = !around.relations.is_empty()
        || !around.citations.is_empty()
        || !around.compare.is_empty()
        || !around.alike.is_empty()
        || !around.lessons.is_empty()
        || !around.paths.is_empty()
        || !around.terms.is_empty()
        || !around.no_relations.is_empty();
    Around { any, ..around }
}

/// What ties it to others by likeness alone: the most alike, and the others.
///
/// What is tied more firmly stands in a list of its own, with what the two have in common.
fn alike(page: &Page<'_, '_>, index: usize) -> (Vec<Alike>, Vec<Alike>) {
    let related = page.site.insight.related.get(index).map_or(&[][..], Vec::as_slice);
    let mut alike: Vec<Alike> = page.site.ties[index]
        .iter()
        .filter_map(|tie| match tie.bond {
            Bond::Alike(place) => related.get(place),
            _ => None,
        })
        .map(|related| Alike {
            coe: page.neighbour(related.to),
            strength: reasons::strength(related.score, page.words()),
            reasons: reasons::told(&related.reasons, REASONS),
        })
        .collect();
    let more = alike.split_off(alike.len().min(ALIKE));
    (alike, more)
}

/// What this COE has in common with another besides what is stated or cited.
fn in_common(page: &Page<'_, '_>, index: usize, other: usize) -> Vec<Why> {
    let related = page.site.insight.related.get(index).into_iter().flatten();
    let other = related.filter(|related: &&analyse::Related| related.to == other);
    other.flat_map(|related| reasons::besides(&related.reasons, REASONS)).collect()
}

/// A relation from this end.
fn words_of(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::RecurrenceOf => "relations.before",
        RelationKind::SameCause => "relations.same_cause",
        RelationKind::CausedByActionOf => "relations.brought_about",
        RelationKind::Duplicate => "relations.duplicate",
        RelationKind::PartOf => "relations.part_of",
        RelationKind::Supersedes => "relations.takes_place",
        RelationKind::SeeAlso => "relations.see_also",
    }
}

/// The same relation from the other end.
fn inverse_words_of(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::RecurrenceOf => "relations.again",
        RelationKind::SameCause => "relations.same_cause",
        RelationKind::CausedByActionOf => "relations.one_of_its_actions",
        RelationKind::Duplicate => "relations.duplicate",
        RelationKind::PartOf => "relations.has_parts",
        RelationKind::Supersedes => "relations.place_taken_by",
        RelationKind::SeeAlso => "relations.referred_to_by",
    }
}

/// Relations by their words, each other end once; those that are only cited are the last.
fn relations(page: &Page<'_, '_>, index: usize) -> Vec<Relations> {
    let mut groups: BTreeMap<(RelationKind, &'static str), Vec<(usize, Related)>> = BTreeMap::new();
    let own = page.site.knowledge.relations.get(index).into_iter().flatten();
    let stated = own.map(|it| ((it.kind, words_of(it.kind)), it.to, it.text.clone()));
    let inverse = backlinks(page, index).iter().filter_map(|it| match it.kind {
        BacklinkKind::Relation(kind) => Some(((kind, inverse_words_of(kind)), it.from, it.sentence.clone())),
        BacklinkKind::Citation => None,
    });
    let mut known: Vec<(usize, String)> = Vec::new();
    let mut all: Vec<_> = stated.chain(inverse).collect();
    all.sort_by_key(|(group, ..)| *group);
    for (group, to, text) in all {
        let said = known.iter().any(|(coe, words)| *coe == to && (*words == text || text.is_empty()));
        // A "see also" that only repeats a firmer relation says nothing.
        let says_more = group.0 != RelationKind::SeeAlso || !said;
        let members = groups.entry(group).or_default();
        if says_more && members.iter().all(|(coe, _)| *coe != to) {
            known.push((to, text.clone()));
            members.push((to, Related { text, ..related(page, index, to) }));
        }
    }
    let cites = cited_only(page, index);
    let stated = groups.into_iter().map(|((_, key), members)| Relations {
        words: page.words().said(key),
        members: members.into_iter().map(|(_, related)| related).collect(),
    });
    stated
        .chain([Relations { words: page.words().said("relations.cites"), members: cites }])
        .filter(|group| !group.members.is_empty())
        .collect()
}

/// The COEs it cites, where nothing else ties it to them more firmly.
fn cited_only(page: &Page<'_, '_>, index: usize) -> Vec<Related> {
    let cited = page.site.ties[index].iter().filter(|tie| tie.bond == Bond::Cites);
    cited.map(|tie| related(page, index, tie.to)).collect()
}

fn backlinks<'s>(page: &Page<'s, '_>, index: usize) -> &'s [Backlink] {
    page.site.knowledge.backlinks.get(index).map_or(&[], Vec::as_slice)
}

/// The other end of a relation.
fn related(page: &Page<'_, '_>, index: usize, to: usize) -> Related {
    let Neighbour { link, lang, date } = page.neighbour(to);
    Related { link, lang, date, text: String::new(), reasons: in_common(page, index, to) }
}

/// Who cites this COE, with the citing sentences.
fn citations(page: &Page<'_, '_>, index: usize) -> Vec<Citing> {
    let own = page.site.coe(index).id.as_str();
    let mut citing: BTreeMap<usize, Vec<Quote>> = BTreeMap::new();
    for backlink in
        backlinks(page, index).iter().filter(|it| it.kind == BacklinkKind::Citation && it.from != index)
    {
        let quotes = citing.entry(backlink.from).or_default();
        let sentence = words::opening(&in_words(&backlink.sentence, own, page.words()), 320);
        if !sentence.is_empty() && quotes.iter().all(|known| known.sentence != sentence) {
            quotes.push(Quote { sentence, section: backlink.section.clone().unwrap_or_default() });
        }
    }
    let mut citing: Vec<(usize, Vec<Quote>)> = citing.into_iter().collect();
    citing.sort_by_key(|(from, _)| (std::cmp::Reverse(catalogue::date(page.site.coe(*from))), *from));
    let told = |(from, quotes)| {
        let Neighbour { link, lang, date } = page.neighbour(from);
        // What is stated too has its reasons there.
        let only_cites = page.site.ties[index].iter().any(|tie| tie.to == from && tie.bond == Bond::CitedBy);
        let reasons = if only_cites { in_common(page, index, from) } else { Vec::new() };
        Citing { link, lang, date, quotes, reasons }
    };
    citing.into_iter().map(told).collect()
}

/// A citing sentence in which the id of the cited COE, with the part it may name, is said in words.
fn in_words(sentence: &str, id: &str, words: &Words) -> String {
    let Some(at) = sentence.find(id) else { return sentence.to_owned() };
    let (before, after) = (&sentence[..at], &sentence[at + id.len()..]);
    let is_part = |c: char| c.is_alphanumeric() || c == '-';
    let fragment = after.strip_prefix('#').map_or(after, |rest| rest.trim_start_matches(is_part));
    if before.ends_with(is_part) || fragment.starts_with(is_part) {
        return sentence.to_owned();
    }
    format!("{before}{}{fragment}", words.say("citations.this_incident"))
}

fn lesson_link(page: &Page<'_, '_>, lesson: usize) -> LessonLink {
    let lesson = &page.site.knowledge.lessons[lesson];
    let link = super::article_link(page, &lesson.article, site_map::lesson(&lesson.article.id));
    LessonLink { link, claim: lesson.claim.clone().unwrap_or_default() }
}

fn path_step(page: &Page<'_, '_>, path: usize, step: usize) -> PathStep {
    let path = &page.site.knowledge.paths[path];
    let known = |(coe, _): &&(usize, Option<String>)| *coe < page.site.knowledge.coes.len();
    let next = path.steps.iter().skip(step + 1).find(known);
    PathStep {
        link: super::article_link(page, &path.article, site_map::reading_path(&path.article.id)),
        step: page.words().fill(
            "paths.step",
            &[("step", &(step + 1).to_string()), ("count", &path.steps.len().to_string())],
        ),
        next: next.map(|(coe, _)| page.neighbour(*coe)),
    }
}

fn terms(page: &Page<'_, '_>, coe: &Coe, kind: TermKind) -> Option<TermGroup> {
    let words = kind.words_of(coe);
    let mut terms: Vec<Link> = Vec::new();
    for term in words.iter().map(|word| page.term(kind, word)) {
        if terms.iter().all(|known| known.title != term.title) {
            terms.push(term);
        }
    }
    let words = page.words();
    let title = if terms.len() == 1 { kind.one_titled(words) } else { kind.titled(words) }.to_owned();
    (!terms.is_empty()).then_some(TermGroup { title, terms })
}
