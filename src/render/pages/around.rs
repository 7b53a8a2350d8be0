//! What a COE has to do with other documents: relations, citations, lessons, paths, terms, neighbours in time.

use std::collections::BTreeMap;

use crate::model::{Backlink, BacklinkKind, Coe, RelationKind, ResolvedRelation};
use crate::render::catalogue::{self, TermKind};
use crate::render::context::{Page, dated};
use crate::render::view::{
    Around, Citing, LessonLink, Link, Neighbour, PathStep, Quote, Related, Relations, TermGroup,
};
use crate::render::{site_map, words};

pub(super) fn around(page: &Page<'_, '_>, index: usize) -> Around {
    let coe = page.site.coe(index);
    let catalogue = &page.site.catalogue;
    let around = Around {
        any: false,
        relations: relations(page, index),
        no_relations: coe.no_relations.clone().unwrap_or_default(),
        citations: citations(page, index),
        lessons: catalogue.lessons_of[index].iter().map(|lesson| lesson_link(page, *lesson)).collect(),
        paths: catalogue.paths_of[index].iter().map(|(path, step)| path_step(page, *path, *step)).collect(),
        terms: TermKind::ALL.into_iter().filter_map(|kind| terms(page, coe, kind)).collect(),
        earlier: catalogue.earlier(index).map(|coe| neighbour(page, coe)),
        later: catalogue.later(index).map(|coe| neighbour(page, coe)),
    };
    let any = !around.relations.is_empty()
        || !around.citations.is_empty()
        || !around.lessons.is_empty()
        || !around.paths.is_empty()
        || !around.terms.is_empty()
        || !around.no_relations.is_empty();
    Around { any, ..around }
}

fn neighbour(page: &Page<'_, '_>, index: usize) -> Neighbour {
    let coe = page.site.coe(index);
    Neighbour { link: page.coe(index), lang: coe.language, date: catalogue::date(coe).map(dated) }
}

/// A relation from this end.
fn words_of(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::RecurrenceOf => "Happened before as",
        RelationKind::SameCause => "Has the same cause as",
        RelationKind::CausedByActionOf => "Brought about by an action of",
        RelationKind::Duplicate => "Also told in",
        RelationKind::PartOf => "Is a part of",
        RelationKind::Supersedes => "Takes the place of",
        RelationKind::SeeAlso => "See also",
    }
}

/// The same relation from the other end.
fn inverse_words_of(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::RecurrenceOf => "Happened again as",
        RelationKind::SameCause => "Has the same cause as",
        RelationKind::CausedByActionOf => "One of its actions brought about",
        RelationKind::Duplicate => "Also told in",
        RelationKind::PartOf => "Has as its parts",
        RelationKind::Supersedes => "Its place was taken by",
        RelationKind::SeeAlso => "Referred to by",
    }
}

/// Relations by their words, each other end once.
fn relations(page: &Page<'_, '_>, index: usize) -> Vec<Relations> {
    let mut groups: BTreeMap<(RelationKind, &'static str), Vec<Related>> = BTreeMap::new();
    let own = page.site.knowledge.relations.get(index).into_iter().flatten();
    let stated = own.map(|relation| ((relation.kind, words_of(relation.kind)), stated(page, relation)));
    let inverse = backlinks(page, index).iter().filter_map(|backlink| match backlink.kind {
        BacklinkKind::Relation(kind) => Some(((kind, inverse_words_of(kind)), pointing(page, backlink))),
        BacklinkKind::Citation => None,
    });
    for (group, related) in stated.chain(inverse) {
        let members = groups.entry(group).or_default();
        if members.iter().all(|known| known.link.href != related.link.href) {
            members.push(related);
        }
    }
    groups.into_iter().map(|((_, words), members)| Relations { words, members }).collect()
}

fn backlinks<'s>(page: &Page<'s, '_>, index: usize) -> &'s [Backlink] {
    page.site.knowledge.backlinks.get(index).map_or(&[], Vec::as_slice)
}

/// The other end of a stated relation.
fn stated(page: &Page<'_, '_>, relation: &ResolvedRelation) -> Related {
    Related {
        link: page.coe(relation.to),
        date: catalogue::date(page.site.coe(relation.to)).map(dated),
        text: relation.text.clone(),
    }
}

fn pointing(page: &Page<'_, '_>, backlink: &Backlink) -> Related {
    Related {
        link: page.coe(backlink.from),
        date: catalogue::date(page.site.coe(backlink.from)).map(dated),
        text: backlink.sentence.clone(),
    }
}

/// Who cites this COE, with the citing sentences.
fn citations(page: &Page<'_, '_>, index: usize) -> Vec<Citing> {
    let own = page.site.coe(index).id.as_str();
    let mut citing: BTreeMap<usize, Vec<Quote>> = BTreeMap::new();
    for backlink in
        backlinks(page, index).iter().filter(|it| it.kind == BacklinkKind::Citation && it.from != index)
    {
        let quotes = citing.entry(backlink.from).or_default();
        let sentence = words::opening(&in_words(&backlink.sentence, own), 320);
        if !sentence.is_empty() && quotes.iter().all(|known| known.sentence != sentence) {
            quotes.push(Quote { sentence, section: backlink.section.clone().unwrap_or_default() });
        }
    }
    let mut citing: Vec<(usize, Vec<Quote>)> = citing.into_iter().collect();
    citing.sort_by_key(|(from, _)| (std::cmp::Reverse(catalogue::date(page.site.coe(*from))), *from));
    let told = |(from, quotes)| Citing {
        link: page.coe(from),
        date: catalogue::date(page.site.coe(from)).map(dated),
        quotes,
    };
    citing.into_iter().map(told).collect()
}

/// A citing sentence in which the id of the cited COE, with the part it may name, is said in words.
fn in_words(sentence: &str, id: &str) -> String {
    let Some(at) = sentence.find(id) else { return sentence.to_owned() };
    let (before, after) = (&sentence[..at], &sentence[at + id.len()..]);
    let is_part = |c: char| c.is_alphanumeric() || c == '-';
    let fragment = after.strip_prefix('#').map_or(after, |rest| rest.trim_start_matches(is_part));
    if before.ends_with(is_part) || fragment.starts_with(is_part) {
        return sentence.to_owned();
    }
    format!("{before}[this incident]{fragment}")
}

fn lesson_link(page: &Page<'_, '_>, lesson: usize) -> LessonLink {
    let lesson = &page.site.knowledge.lessons[lesson];
    let link = super::article_link(page, &lesson.article, site_map::lesson(&lesson.article.id));
    LessonLink { link, claim: lesson.claim.clone().unwrap_or_default() }
}

fn path_step(page: &Page<'_, '_>, path: usize, step: usize) -> PathStep {
    let path = &page.site.knowledge.paths[path];
    PathStep {
        link: super::article_link(page, &path.article, site_map::reading_path(&path.article.id)),
        step: format!("step {} of {}", step + 1, path.steps.len()),
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
    let title = if terms.len() == 1 { kind.one() } else { kind.many() };
    (!terms.is_empty()).then_some(TermGroup { title, terms })
}
