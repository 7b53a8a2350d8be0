//! From evidence to words a person would use.

use std::collections::BTreeMap;

use super::evidence::{Evidence, Weigher};
use super::likeness::Weighted;
use super::tags::{Tag, TagKind};
use super::{Reason, ReasonKind, Words};
use crate::model::{Coe, Keyword, KeywordForm, RelationKind};

/// How many reasons are told of two COEs.
const TOLD: usize = 4;

/// How much of a sentence is quoted, in characters.
const LONGEST_QUOTE: usize = 160;

/// How many words or phrases of both are quoted.
const QUOTED: usize = 3;

/// The evidence in words, the strongest first.
pub(super) fn told(weigher: &Weigher<'_>, a: usize, b: usize, evidence: Vec<Evidence>) -> Vec<Reason> {
    let mut reasons: Vec<Reason> = Vec::new();
    for evidence in &evidence {
        let words = match evidence.kind {
            ReasonKind::SharedWords => in_both(weigher, a, b, Quoted::Words),
            ReasonKind::SharedError => in_both(weigher, a, b, Quoted::Errors),
            ReasonKind::SharedConcept => in_both(weigher, a, b, Quoted::Concepts),
            ReasonKind::Relation(kind) => vec![plain(relation(kind))],
            ReasonKind::Citation => vec![plain("one refers to the other")],
            ReasonKind::SaidAgain => said_again(weigher, a, b),
            _ => tag(weigher, evidence),
        };
        if !words.is_empty() {
            reasons.push(Reason { kind: evidence.kind, strength: evidence.strength, words });
        }
    }
    merge(&mut reasons, ReasonKind::SharedService);
    merge(&mut reasons, ReasonKind::SharedTechnology);
    merge(&mut reasons, ReasonKind::SharedTag);
    place_cause(&mut reasons);
    reasons.truncate(TOLD);
    reasons
}

fn plain(words: impl Into<String>) -> Words {
    Words::Plain(words.into())
}

fn relation(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::RecurrenceOf => "one is said to be a recurrence of the other",
        RelationKind::SameCause => "said to have the same cause",
        RelationKind::CausedByActionOf => "an action of one brought about the other",
        RelationKind::Duplicate => "the same incident, told twice",
        RelationKind::PartOf => "one is a part of the other",
        RelationKind::Supersedes => "one takes the place of the other",
        RelationKind::SeeAlso => "said to be worth reading together",
    }
}

fn tag(weigher: &Weigher<'_>, evidence: &Evidence) -> Vec<Words> {
    let Some(tag) = evidence.tag else { return Vec::new() };
    let title = weigher.tags.titles[tag as usize].clone();
    let before = match weigher.tags.kind(tag) {
        TagKind::Cause => "same cause: ",
        TagKind::Service => "both on ",
        TagKind::Technology => "both with ",
        TagKind::Free => "both tagged ",
        TagKind::Mechanism | TagKind::Circumstance => return vec![plain("both tell of "), plain(title)],
    };
    vec![plain(before), Words::Shared(title)]
}

/// The sentence that says it happened before.
fn said_again(weigher: &Weigher<'_>, a: usize, b: usize) -> Vec<Words> {
    let Some((coe, at)) = weigher.echo(a, b) else { return Vec::new() };
    let sentence = crate::render::opening(&weigher.knowledge.coes[coe].words_at(at), LONGEST_QUOTE);
    let who = if coe == a { "this one says: " } else { "the other says: " };
    vec![plain(who), Words::Shared(sentence)]
}

/// Says several reasons of one kind as one: `both on “checkout” and “payments”`.
fn merge(reasons: &mut Vec<Reason>, kind: ReasonKind) {
    let Some(first) = reasons.iter().position(|reason| reason.kind == kind) else { return };
    let rest: Vec<Reason> = reasons.extract_if(first + 1.., |reason| reason.kind == kind).collect();
    let number = rest.len();
    for (place, other) in rest.into_iter().enumerate() {
        let joint = if place + 1 == number { " and " } else { ", " };
        let reason = &mut reasons[first];
        reason.words.push(plain(joint));
        reason.words.extend(other.words.into_iter().filter(|words| matches!(words, Words::Shared(_))));
        reason.strength = 1.0 - (1.0 - reason.strength) * (1.0 - other.strength);
    }
}

/// Whom a reason is about.
#[derive(Clone, Copy)]
enum Of {
    Two,
    /// Every member of a family of more.
    All,
    /// More than half of them.
    Most,
}

/// What is quoted of COEs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quoted {
    /// Names of errors.
    Errors,
    /// Concepts, by their titles.
    Concepts,
    /// All else.
    Words,
}

impl Quoted {
    /// What a keyword is quoted among.
    fn of(form: KeywordForm) -> Quoted {
        match form {
            KeywordForm::ErrorName => Quoted::Errors,
            KeywordForm::Concept => Quoted::Concepts,
            KeywordForm::Word | KeywordForm::Phrase | KeywordForm::Identifier => Quoted::Words,
        }
    }

    /// How a reason begins that quotes two COEs, or all of a family.
    fn opening(self, of: Of) -> &'static str {
        match (self, of) {
            (Quoted::Errors, _) => "the same error: ",
            (Quoted::Concepts, Of::Two) => "both are about ",
            (Quoted::Concepts, Of::All) => "all are about ",
            (Quoted::Concepts, Of::Most) => "most are about ",
            (Quoted::Words, Of::Two) => "both mention ",
            (Quoted::Words, Of::All) => "all mention ",
            (Quoted::Words, Of::Most) => "most mention ",
        }
    }
}

/// Whether a keyword may be told of: a concept only where the document is about it.
fn is_told(keyword: &Keyword) -> bool {
    keyword.form != KeywordForm::Concept || crate::read::is_about(keyword)
}

/// A keyword as it is quoted.
fn quote(coe: &Coe, keyword: Keyword) -> String {
    let concept = (keyword.form == KeywordForm::Concept).then(|| crate::read::concept(keyword.key)).flatten();
    concept.map_or_else(|| coe.words_at(keyword.at), |concept| concept.title.clone())
}

/// Says where the same cause was at work, if that is the same too: `same cause: “retry storm” on “checkout”`.
fn place_cause(reasons: &mut Vec<Reason>) {
    let at = |kind: ReasonKind| reasons.iter().position(|reason| reason.kind == kind);
    let (Some(cause), Some(service)) = (at(ReasonKind::SharedCause), at(ReasonKind::SharedService)) else {
        return;
    };
    let Reason { words, strength, .. } = reasons.remove(service);
    let cause = &mut reasons[if service < cause { cause - 1 } else { cause }];
    cause.words.push(plain(" on "));
    cause.words.extend(words.into_iter().skip(1));
    cause.strength = 1.0 - (1.0 - cause.strength) * (1.0 - strength);
    reasons.sort_by(|a, b| b.strength.total_cmp(&a.strength));
}

/// The words and phrases that make two COEs alike, the most telling first.
fn in_both(weigher: &Weigher<'_>, a: usize, b: usize, quoted: Quoted) -> Vec<Words> {
    let (first, second) = (&weigher.knowledge.coes[a], &weigher.knowledge.coes[b]);
    let mut shared: Vec<(f32, Keyword)> = weigher
        .likeness
        .shared(a, b)
        .map(|(a, b)| (a.weight * b.weight, keyword(first, a), keyword(second, b)))
        .filter(|(_, keyword, other)| {
            Quoted::of(keyword.form) == quoted && is_told(keyword) && is_told(other)
        })
        .map(|(weight, keyword, other)| (weight * preference(keyword.form.max(other.form)), keyword))
        .collect();
    shared.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.key.cmp(&b.1.key)));
    let quotes = distinct(first.language, shared.into_iter().map(|(_, keyword)| quote(first, keyword)));
    enumerate(quoted, quoted.opening(Of::Two), quotes)
}

fn keyword(coe: &Coe, term: Weighted) -> Keyword {
    coe.wording.terms[term.place as usize]
}

/// Whether two quotes say the same: they have a word in common.
fn overlaps(a: &str, b: &str) -> bool {
    a.split_whitespace()
        .any(|word| word.len() > 2 && b.split_whitespace().any(|other| stem_alike(word, other)))
}

/// Whether two words are forms of one, near enough for not quoting both.
fn stem_alike(a: &str, b: &str) -> bool {
    let common = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    common >= a.len().min(b.len()).saturating_sub(2).max(3)
}

/// How much better a form of keyword is to quote than a single word.
fn preference(form: KeywordForm) -> f32 {
    match form {
        KeywordForm::Word => 1.0,
        KeywordForm::Phrase | KeywordForm::Identifier => 2.0,
        KeywordForm::ErrorName => 3.0,
        KeywordForm::Concept => 1.5,
    }
}

/// `both mention “a”, “b” and “c”`; nothing of nothing. Concepts have our words, not those of the documents.
fn enumerate(quoted: Quoted, before: &str, quotes: Vec<String>) -> Vec<Words> {
    if quotes.is_empty() {
        return Vec::new();
    }
    let number = quotes.len();
    let mut words = vec![plain(before)];
    for (place, quote) in quotes.into_iter().enumerate() {
        if place > 0 {
            words.push(plain(if place + 1 == number { " and " } else { ", " }));
        }
        words.push(if quoted == Quoted::Concepts { Words::Plain(quote) } else { Words::Shared(quote) });
    }
    words
}

/// What holds a family together: the evidence of its pairs put together, the strongest first.
///
/// A tag counts when more than half of the members have it, a word when more than half of the pairs share it.
pub(super) fn of_family(weigher: &Weigher<'_>, members: &[usize]) -> Vec<Reason> {
    if let [a, b] = members {
        return told(weigher, *a, *b, weigher.evidence(*a, *b));
    }
    let pairs: Vec<(usize, usize)> = members
        .iter()
        .enumerate()
        .flat_map(|(place, a)| members[place + 1..].iter().map(move |b| (*a, *b)))
        .collect();
    let mut sums: BTreeMap<(ReasonKind, Option<Tag>), (f32, usize)> = BTreeMap::new();
    for (a, b) in &pairs {
        for evidence in weigher.evidence(*a, *b) {
            let sum = sums.entry((evidence.kind, evidence.tag)).or_default();
            sum.0 += evidence.strength;
            sum.1 += 1;
        }
    }
    let stated = |kind: ReasonKind| {
        matches!(kind, ReasonKind::Relation(_) | ReasonKind::Citation | ReasonKind::SaidAgain)
    };
    let mut reasons: Vec<Reason> = sums
        .into_iter()
        .filter(|((kind, _), (_, number))| stated(*kind) || *number * 2 > pairs.len())
        .filter_map(|((kind, tag), (sum, number))| {
            let strength = sum / pairs.len() as f32;
            let words = match kind {
                ReasonKind::SharedWords => in_most(weigher, members, Quoted::Words),
                ReasonKind::SharedError => in_most(weigher, members, Quoted::Errors),
                ReasonKind::SharedConcept => in_most(weigher, members, Quoted::Concepts),
                ReasonKind::Relation(kind) => vec![plain(relation(kind))],
                ReasonKind::Citation => vec![plain("one refers to another")],
                ReasonKind::SaidAgain => vec![plain("one says that it happened before")],
                _ => self::tag(weigher, &Evidence { kind, strength, tag }),
            };
            let words = if tag.is_some() { of_many(words, number == pairs.len()) } else { words };
            (!words.is_empty()).then_some(Reason { kind, strength, words })
        })
        .collect();
    if reasons.iter().any(|reason| matches!(reason.kind, ReasonKind::Relation(_))) {
        reasons.retain(|reason| reason.kind != ReasonKind::Citation);
    }
    reasons.sort_by(|a, b| b.strength.total_cmp(&a.strength).then(a.kind.cmp(&b.kind)));
    reasons
}

/// What is said of two, said of all of more, or of most of them.
fn of_many(mut words: Vec<Words>, of_all: bool) -> Vec<Words> {
    let many = if of_all { "all" } else { "most" };
    if let Some(Words::Plain(first)) = words.first_mut() {
        *first = match first.strip_prefix("both") {
            Some(rest) => format!("{many}{rest}"),
            None if of_all => std::mem::take(first),
            None => format!("most have the {first}"),
        };
    }
    words
}

/// The words and phrases that all of a family's members have; if none, those that more than half of a family's members have.
fn in_most(weigher: &Weigher<'_>, members: &[usize], quoted: Quoted) -> Vec<Words> {
    let mut sums: BTreeMap<u64, (f32, usize, Keyword, usize)> = BTreeMap::new();
    for coe in members {
        for term in &weigher.likeness.vectors[*coe].terms {
            let keyword = keyword(&weigher.knowledge.coes[*coe], *term);
            if Quoted::of(keyword.form) != quoted || !is_told(&keyword) {
                continue;
            }
            let sum = sums.entry(term.key).or_insert((0.0, 0, keyword, *coe));
            sum.0 += term.weight * preference(keyword.form);
            sum.1 += 1;
        }
    }
    let all = sums.values().any(|(_, number, ..)| *number == members.len());
    let least = if all { members.len() } else { members.len() / 2 + 1 };
    let mut shared: Vec<(f32, u64, Keyword, usize)> = sums
        .into_iter()
        .filter(|(_, (_, number, ..))| *number >= least)
        .map(|(key, (sum, _, keyword, coe))| (sum, key, keyword, coe))
        .collect();
    shared.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let language = weigher.knowledge.coes[members[0]].language;
    let words =
        |(_, _, keyword, coe): (f32, u64, Keyword, usize)| quote(&weigher.knowledge.coes[coe], keyword);
    let quotes = distinct(language, shared.into_iter().map(words));
    enumerate(quoted, quoted.opening(if all { Of::All } else { Of::Most }), quotes)
}

/// The first few quotes that tell something and do not say the same.
fn distinct(language: &str, quotes: impl Iterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for quote in quotes {
        let lower = quote.to_lowercase();
        if crate::read::is_quotable(&quote, language)
            && kept.iter().all(|known| !overlaps(&known.to_lowercase(), &lower))
        {
            kept.push(quote);
        }
        if kept.len() == QUOTED {
            break;
        }
    }
    kept
}
