//! What pages need to know of each other, found once: order, years, terms, lessons and open actions.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

pub(super) use crate::analyse::follow_up::Standing;
use crate::model::{Action, Coe, Day, KnowledgeBase, Severity, Term, Vocabulary};

use super::site_map::slug;
use super::words::Words;
use super::{headline, words};

/// A kind of thing incidents have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TermKind {
    /// Why.
    Cause,
    /// Where.
    Service,
    /// Who.
    Team,
    /// With what.
    Technology,
    /// Anything else.
    Tag,
}

impl TermKind {
    /// Every kind, in the order readers see them.
    pub(super) const ALL: [TermKind; 5] =
        [TermKind::Cause, TermKind::Service, TermKind::Team, TermKind::Technology, TermKind::Tag];

    /// The folder its pages are in.
    pub(super) fn folder(self) -> &'static str {
        ["causes", "services", "teams", "technologies", "tags"][self as usize]
    }

    /// What many of them are called.
    pub(super) fn many(self) -> &'static str {
        ["Causes", "Services", "Teams", "Technologies", "Tags"][self as usize]
    }

    /// What many of them are called by readers.
    pub(super) fn titled(self, words: &Words) -> &str {
        words.say(
            ["terms.causes", "terms.services", "terms.teams", "terms.technologies", "terms.tags"]
                [self as usize],
        )
    }

    /// What all of them are called by readers.
    pub(super) fn all_titled(self, words: &Words) -> &str {
        words.say(
            [
                "terms.all_causes",
                "terms.all_services",
                "terms.all_teams",
                "terms.all_technologies",
                "terms.all_tags",
            ][self as usize],
        )
    }

    /// What one of them is called by readers.
    pub(super) fn one_titled(self, words: &Words) -> &str {
        words.say(
            ["terms.cause", "terms.service", "terms.team", "terms.technology", "terms.tag"][self as usize],
        )
    }

    /// The words of a COE that are of this kind.
    pub(super) fn words_of(self, coe: &Coe) -> Vec<&str> {
        let list = match self {
            TermKind::Cause => &coe.causes,
            TermKind::Service => &coe.services,
            TermKind::Technology => &coe.technologies,
            TermKind::Tag => &coe.tags,
            TermKind::Team => {
                let owner = coe.team.iter().map(|team| team.value.as_str());
                return owner.chain(coe.impacted_teams.iter().map(String::as_str)).collect();
            }
        };
        list.iter().map(String::as_str).collect()
    }

    fn vocabulary(self, vocabulary: &Vocabulary) -> &[Term] {
        match self {
            TermKind::Cause => &vocabulary.causes,
            TermKind::Service => &vocabulary.services,
            TermKind::Team => &vocabulary.teams,
            TermKind::Technology | TermKind::Tag => &[],
        }
    }
}

/// One term, and the COEs it is about.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    /// Its name in addresses.
    pub(super) slug: String,
    /// Its name for readers.
    pub(super) title: String,
    /// What the vocabulary says of it.
    pub(super) term: Option<&'a Term>,
    /// COEs by index, latest first.
    pub(super) coes: Vec<usize>,
}

/// All terms of one kind, by title.
#[derive(Debug, Default)]
pub(super) struct Terms<'a> {
    pub(super) entries: Vec<Entry<'a>>,
    /// From the slug of any word for a term to its place; asked, never walked.
    places: HashMap<String, usize>,
}

impl Terms<'_> {
    /// The place of the term a word stands for.
    pub(super) fn place(&self, word: &str) -> Option<usize> {
        self.places.get(&slug(word)).copied()
    }
}

/// COEs of one severity.
#[derive(Debug)]
pub(super) struct Rung {
    /// Its name in addresses.
    pub(super) slug: String,
    /// Its name for readers.
    pub(super) title: String,
    /// Its place on the ladder.
    pub(super) level: Option<u8>,
    /// COEs by index, latest first.
    pub(super) coes: Vec<usize>,
}

/// An action nobody has closed.
#[derive(Clone, Copy, Debug)]
pub(super) struct OpenAction<'a> {
    /// The COE it belongs to, by index.
    pub(super) coe: usize,
    /// The action.
    pub(super) action: &'a Action,
    /// How it stands.
    pub(super) standing: Standing,
}

/// How an action stands; nothing when it is closed one way or the other.
pub(super) fn standing(action: &Action, today: Day) -> Option<Standing> {
    Some(Standing::of(action, today)).filter(|standing| standing.is_unclosed())
}

/// What is known of the knowledge base as a whole.
#[derive(Debug)]
pub(super) struct Catalogue<'a> {
    /// COEs by index, latest first, those without a date last.
    pub(super) by_date: Vec<usize>,
    /// Titles as they are displayed, by COE.
    pub(super) headlines: Vec<Cow<'a, str>>,
    /// Where each COE stands in `by_date`.
    places: Vec<usize>,
    /// Years, latest first, those without one last.
    pub(super) years: Vec<(Option<i16>, Vec<usize>)>,
    terms: [Terms<'a>; 5],
    /// Severities, the worst first, those on no ladder last.
    pub(super) rungs: Vec<Rung>,
    /// How many rungs the ladder has.
    pub(super) ladder: u8,
    /// Lessons of each COE, by index.
    pub(super) lessons_of: Vec<Vec<usize>>,
    /// COEs of each lesson, latest first.
    pub(super) evidence_of: Vec<Vec<usize>>,
    /// Reading paths of each COE, by index, with the step.
    pub(super) paths_of: Vec<Vec<(usize, usize)>>,
    /// Open actions: overdue first, longest first.
    pub(super) open_actions: Vec<OpenAction<'a>>,
}

impl<'a> Catalogue<'a> {
    /// Everything at once; linear in the COEs but for sorting.
    pub(super) fn of(knowledge: &'a KnowledgeBase, today: Day, words: &Words) -> Catalogue<'a> {
        let by_date = by_date(&knowledge.coes);
        let mut places = vec![0; by_date.len()];
        by_date.iter().enumerate().for_each(|(place, coe)| places[*coe] = place);
        let (lessons_of, evidence_of) = lessons(knowledge, &places);
        Catalogue {
            years: years(&knowledge.coes, &by_date),
            terms: TermKind::ALL.map(|kind| terms(kind, knowledge, &by_date)),
            rungs: rungs(&knowledge.coes, &by_date, words),
            ladder: knowledge.coes.iter().filter_map(level).max().unwrap_or(4).clamp(4, 9),
            headlines: knowledge.coes.iter().map(headline::of_coe).collect(),
            lessons_of,
            evidence_of,
            paths_of: paths(knowledge),
            open_actions: open_actions(&knowledge.coes, today),
            by_date,
            places,
        }
    }

    /// All terms of a kind.
    pub(super) fn terms(&self, kind: TermKind) -> &Terms<'a> {
        &self.terms[kind as usize]
    }

    /// The COE that happened before this one.
    pub(super) fn earlier(&self, coe: usize) -> Option<usize> {
        self.by_date.get(self.places.get(coe)? + 1).copied()
    }

    /// The COE that happened after this one.
    pub(super) fn later(&self, coe: usize) -> Option<usize> {
        self.by_date.get(self.places.get(coe)?.checked_sub(1)?).copied()
    }
}

/// The day of a COE.
pub(super) fn date(coe: &Coe) -> Option<Day> {
    coe.date.as_ref().map(|date| date.value)
}

fn level(coe: &Coe) -> Option<u8> {
    coe.severity.as_ref()?.value.level
}

fn by_date(coes: &[Coe]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..coes.len()).collect();
    order.sort_by(|a, b| date(&coes[*b]).cmp(&date(&coes[*a])).then_with(|| coes[*a].id.cmp(&coes[*b].id)));
    order
}

fn years(coes: &[Coe], by_date: &[usize]) -> Vec<(Option<i16>, Vec<usize>)> {
    let mut years: Vec<(Option<i16>, Vec<usize>)> = Vec::new();
    for coe in by_date {
        let year = date(&coes[*coe]).map(|day| day.year);
        match years.last_mut() {
            Some((last, members)) if *last == year => members.push(*coe),
            _ => years.push((year, vec![*coe])),
        }
    }
    years
}

fn terms<'a>(kind: TermKind, knowledge: &'a KnowledgeBase, by_date: &[usize]) -> Terms<'a> {
    let known = kind.vocabulary(&knowledge.vocabulary);
    let names = crate::model::by_name(known);
    let mut found: BTreeMap<String, Entry<'a>> = BTreeMap::new();
    let mut aliases = Vec::new();
    for coe in by_date {
        for word in kind.words_of(&knowledge.coes[*coe]) {
            let written = slug(word);
            let term = names.get(&crate::model::slug(word)).copied();
            let slug = term.map_or_else(|| written.clone(), |term| slug(&term.id));
            if slug.is_empty() {
                continue;
            }
            let entry = found.entry(slug.clone()).or_insert_with(|| entry(slug.clone(), word, term));
            if entry.coes.last() != Some(coe) {
                entry.coes.push(*coe);
            }
            aliases.push((written, slug));
        }
    }
    add_parents(&mut found, known);
    collect(found, aliases)
}

fn entry<'a>(slug: String, word: &str, term: Option<&'a Term>) -> Entry<'a> {
    let is_slug = !word.chars().any(|c| c.is_uppercase() || c.is_whitespace());
    let title = match term {
        Some(term) if !term.title.is_empty() => term.title.clone(),
        _ if is_slug && word.is_ascii() => words::from_slug(word),
        _ => word.trim().to_owned(),
    };
    Entry { slug, title, term, coes: Vec::new() }
}

/// Wider terms are pages too when a narrower one has COEs.
fn add_parents<'a>(found: &mut BTreeMap<String, Entry<'a>>, known: &'a [Term]) {
    // A hierarchy deeper than the vocabulary is long goes in circles.
    for _ in 0..known.len() {
        let parents: Vec<&str> = found
            .values()
            .filter_map(|entry| entry.term?.parent.as_deref())
            .filter(|it| !found.contains_key(&slug(it)))
            .collect();
        let missing: Vec<&Term> = known.iter().filter(|term| parents.contains(&term.id.as_str())).collect();
        if missing.is_empty() {
            return;
        }
        for term in missing {
            found.insert(slug(&term.id), entry(slug(&term.id), &term.id, Some(term)));
        }
    }
}

fn collect<'a>(found: BTreeMap<String, Entry<'a>>, aliases: Vec<(String, String)>) -> Terms<'a> {
    let mut entries: Vec<Entry<'a>> = found.into_values().collect();
    entries.sort_by_cached_key(|entry| (entry.title.to_lowercase(), entry.slug.clone()));
    let mut places: HashMap<String, usize> =
        entries.iter().enumerate().map(|(place, entry)| (entry.slug.clone(), place)).collect();
    for (written, slug) in aliases {
        if let Some(place) = places.get(&slug).copied() {
            places.entry(written).or_insert(place);
        }
    }
    Terms { entries, places }
}

/// What a severity is called on pages: its rung when it has one.
pub(super) fn severity_title(severity: &Severity, words: &Words) -> String {
    match severity.level {
        Some(level) => words.fill("severity.level", &[("level", &level.to_string())]),
        None => words::capital(&words::opening(&severity.label, 40)),
    }
}

/// The address of a severity.
pub(super) fn severity_slug(severity: &Severity) -> String {
    severity.level.map_or_else(|| slug(&severity.label), |level| level.to_string())
}

fn rungs(coes: &[Coe], by_date: &[usize], words: &Words) -> Vec<Rung> {
    let mut rungs: BTreeMap<(u8, String), Rung> = BTreeMap::new();
    for coe in by_date {
        let Some(severity) = coes[*coe].severity.as_ref().map(|severity| &severity.value) else { continue };
        let slug = severity_slug(severity);
        if slug.is_empty() {
            continue;
        }
        let known = rungs.entry((severity.level.unwrap_or(u8::MAX), slug.clone()));
        let rung = known.or_insert_with(|| Rung {
            slug,
            title: severity_title(severity, words),
            level: severity.level,
            coes: Vec::new(),
        });
        rung.coes.push(*coe);
    }
    merged(rungs.into_values())
}

/// A label that is a bare number on no ladder may share its address with a rung; they become one.
fn merged(rungs: impl Iterator<Item = Rung>) -> Vec<Rung> {
    let mut merged: Vec<Rung> = Vec::new();
    for rung in rungs {
        match merged.iter_mut().find(|known| known.slug == rung.slug) {
            Some(known) => known.coes.extend(rung.coes),
            None => merged.push(rung),
        }
    }
    merged
}

type ByIndex = Vec<Vec<usize>>;

fn lessons(knowledge: &KnowledgeBase, places: &[usize]) -> (ByIndex, ByIndex) {
    let mut lessons_of = vec![Vec::new(); knowledge.coes.len()];
    let mut evidence_of = vec![Vec::new(); knowledge.lessons.len()];
    let by_id: HashMap<String, usize> = knowledge
        .lessons
        .iter()
        .enumerate()
        .map(|(place, lesson)| (slug(&lesson.article.id), place))
        .collect();
    for (coe, lessons) in lessons_of.iter_mut().enumerate() {
        let named = knowledge.coes[coe].lessons.iter();
        lessons.extend(named.filter_map(|word| by_id.get(&slug(word)).copied()));
    }
    for (place, lesson) in knowledge.lessons.iter().enumerate() {
        for coe in lesson.evidence.iter().filter(|coe| **coe < knowledge.coes.len()) {
            lessons_of[*coe].push(place);
        }
    }
    for (coe, lessons) in lessons_of.iter_mut().enumerate() {
        lessons.sort_unstable();
        lessons.dedup();
        lessons.iter().for_each(|lesson| evidence_of[*lesson].push(coe));
    }
    evidence_of.iter_mut().for_each(|coes: &mut Vec<usize>| coes.sort_by_key(|coe| places[*coe]));
    (lessons_of, evidence_of)
}

fn paths(knowledge: &KnowledgeBase) -> Vec<Vec<(usize, usize)>> {
    let mut paths_of = vec![Vec::new(); knowledge.coes.len()];
    for (path, reading) in knowledge.paths.iter().enumerate() {
        for (step, (coe, _)) in reading.steps.iter().enumerate() {
            if let Some(paths) = paths_of.get_mut(*coe) {
                paths.push((path, step));
            }
        }
    }
    paths_of
}

fn open_actions(coes: &[Coe], today: Day) -> Vec<OpenAction<'_>> {
    let all =
        coes.iter().enumerate().flat_map(|(coe, it)| it.actions.iter().map(move |action| (coe, action)));
    let mut open: Vec<OpenAction<'_>> = all
        .filter_map(|(coe, action)| Some(OpenAction { coe, action, standing: standing(action, today)? }))
        .collect();
    let latest_first = |coe: usize| std::cmp::Reverse(date(&coes[coe]));
    open.sort_by_key(|open| {
        let unknown = open.standing == Standing::Unknown;
        (open.standing, if unknown { None } else { open.action.due }, latest_first(open.coe), open.coe)
    });
    open
}
