//! What each community is called: by what most of its members share and few others have.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap, HashSet};

use crate::analyse::{Reason, ReasonKind};
use crate::model::{Coe, KnowledgeBase, Term, slug};

use super::{Community, Edge, Place};

/// What may name a community, and how telling it is when as many share it.
const TELLING: [(ReasonKind, f64); 5] = [
    (ReasonKind::SharedCause, 1.0),
    (ReasonKind::SharedMechanism, 0.95),
    (ReasonKind::SharedService, 0.75),
    (ReasonKind::SharedTechnology, 0.65),
    (ReasonKind::SharedTag, 0.6),
];

/// The share of members that have to have a word for it to name them all.
const SHARE: f64 = 0.4;

/// How prominent a mechanism has to be in a document to be what it is about.
const PROMINENT: f32 = 0.3;

/// The longest name made of a title.
const LONGEST: usize = 40;

/// A word, by kind of evidence and slug.
type Key = (ReasonKind, String);

/// A word some members share.
struct Candidate {
    key: Key,
    written: String,
    sharing: usize,
    score: f64,
}

/// The communities with their names.
pub(super) fn name(knowledge: &KnowledgeBase, groups: Vec<Vec<usize>>, edges: &[Edge]) -> Vec<Community> {
    let frequency = frequency(&knowledge.coes);
    let phrases = phrases(knowledge.coes.len(), &groups, edges);
    let mut taken = HashSet::new();
    let named = groups.into_iter().zip(phrases).map(|(members, phrase)| {
        let candidates = candidates(&knowledge.coes, &members, &frequency);
        let title = title(knowledge, &members, &candidates, phrase, &taken);
        taken.insert(title.clone());
        let best = candidates.into_iter().next();
        Community {
            id: knowledge.coes[members[0]].id.as_str().to_owned(),
            title,
            sharing: best.as_ref().map_or(0, |best| best.sharing),
            shared: best.map(|best| (best.key.0, best.written)),
            members,
            middle: Place::default(),
            half: Place::default(),
        }
    });
    named.collect()
}

/// The words of a COE that may name a community, each once.
fn words(coe: &Coe) -> impl Iterator<Item = (Key, &str)> {
    let lists = [
        (ReasonKind::SharedCause, &coe.causes),
        (ReasonKind::SharedService, &coe.services),
        (ReasonKind::SharedTechnology, &coe.technologies),
        (ReasonKind::SharedTag, &coe.tags),
    ];
    let tagged = lists
        .into_iter()
        .flat_map(|(kind, list)| list.iter().map(move |word| ((kind, slug(word)), word.as_str())));
    let prominent = coe.wording.mechanisms.iter().filter(|seen| seen.prominence >= PROMINENT);
    let told = prominent.map(|seen| {
        let mechanism = seen.mechanism;
        ((ReasonKind::SharedMechanism, mechanism.id.clone()), mechanism.title.as_str())
    });
    let mut seen = HashSet::new();
    tagged.chain(told).filter(move |(key, _)| !key.1.is_empty() && seen.insert(key.clone()))
}

/// How many COEs have each word.
fn frequency(coes: &[Coe]) -> HashMap<Key, usize> {
    let mut frequency = HashMap::new();
    coes.iter().flat_map(words).for_each(|(key, _)| *frequency.entry(key).or_default() += 1);
    frequency
}

/// The words enough members share, the most telling first.
fn candidates(coes: &[Coe], members: &[usize], frequency: &HashMap<Key, usize>) -> Vec<Candidate> {
    let mut counts: BTreeMap<Key, (usize, &str)> = BTreeMap::new();
    for (key, written) in members.iter().flat_map(|coe| words(&coes[*coe])) {
        counts.entry(key).or_insert((0, written)).0 += 1;
    }
    let candidate = |(key, (sharing, written)): (Key, (usize, &str))| {
        let share = sharing as f64 / members.len() as f64;
        let elsewhere = frequency.get(&key).map_or(0, |all| all - sharing);
        let others = (coes.len() - members.len()).max(1) as f64;
        let weight = TELLING.iter().find(|(kind, _)| *kind == key.0).map_or(0.0, |(_, weight)| *weight);
        let score = weight * (share - elsewhere as f64 / others);
        let telling = sharing > 1 && share >= SHARE && score > 0.0;
        telling.then(|| Candidate { key, written: written.to_owned(), sharing, score })
    };
    let mut candidates: Vec<Candidate> = counts.into_iter().filter_map(candidate).collect();
    candidates.sort_by(by_score);
    candidates
}

fn by_score(a: &Candidate, b: &Candidate) -> Ordering {
    b.score.total_cmp(&a.score).then_with(|| a.key.cmp(&b.key))
}

/// A name no other community has, as far as there is one.
fn title(
    knowledge: &KnowledgeBase,
    members: &[usize],
    candidates: &[Candidate],
    phrase: Option<String>,
    taken: &HashSet<String>,
) -> String {
    let Some(best) = candidates.first() else {
        return phrase.unwrap_or_else(|| around(&knowledge.coes[members[0]]));
    };
    let name = display(knowledge, best);
    if !taken.contains(&name) {
        return name;
    }
    let further = candidates.iter().skip(1).filter(|it| it.key.0 != best.key.0 || it.key.1 != best.key.1);
    let double = |more: String| format!("{name}: {}", lower(&more));
    let mut doubles = further.map(|it| double(display(knowledge, it))).chain(phrase.map(double));
    doubles.find(|double| !taken.contains(double)).unwrap_or(name)
}

/// The name of the vocabulary, else the word itself: `retry-storm` becomes `Retry storm`.
fn display(knowledge: &KnowledgeBase, candidate: &Candidate) -> String {
    if candidate.key.0 == ReasonKind::SharedMechanism {
        let title = candidate.written.as_str();
        let bare = ["a ", "an ", "the "].iter().find_map(|article| title.strip_prefix(article));
        return spoken(bare.unwrap_or(title));
    }
    let known: &[Term] = match candidate.key.0 {
        ReasonKind::SharedCause => &knowledge.vocabulary.causes,
        ReasonKind::SharedService => &knowledge.vocabulary.services,
        _ => &[],
    };
    let is = |term: &&Term| term.names().any(|name| slug(name) == candidate.key.1);
    match known.iter().find(is) {
        Some(term) if !term.title.is_empty() => term.title.clone(),
        Some(term) => spoken(&term.id),
        None => spoken(&candidate.written),
    }
}

fn spoken(word: &str) -> String {
    let word = word.trim();
    let is_slug = word.is_ascii() && !word.chars().any(|c| c.is_uppercase() || c.is_whitespace());
    let plain = if is_slug { word.replace(['-', '_'], " ") } else { word.to_owned() };
    let mut rest = plain.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

/// In the middle of a sentence; names in capitals stay as they are.
fn lower(words: &str) -> String {
    let mut rest = words.chars();
    let Some(first) = rest.next() else { return String::new() };
    let name = rest.clone().next().is_some_and(char::is_uppercase);
    if name { words.to_owned() } else { first.to_lowercase().chain(rest).collect() }
}

/// The words the reasons within each community name most often, if at least two name them.
fn phrases(number: usize, groups: &[Vec<usize>], edges: &[Edge]) -> Vec<Option<String>> {
    let mut group_of = vec![None; number];
    for (group, members) in groups.iter().enumerate() {
        members.iter().for_each(|coe| group_of[*coe] = Some(group));
    }
    let mut counts: Vec<BTreeMap<&str, usize>> = vec![BTreeMap::new(); groups.len()];
    for edge in edges {
        if let (Some(from), Some(to)) = (group_of[edge.from], group_of[edge.to])
            && from == to
        {
            Reason::shared(&edge.reason).for_each(|words| *counts[from].entry(words).or_default() += 1);
        }
    }
    let most = |counts: BTreeMap<&str, usize>| {
        let often =
            counts.into_iter().filter(|(words, count)| *count > 1 && words.chars().count() <= LONGEST);
        often.max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0))).map(|(words, _)| spoken(words))
    };
    counts.into_iter().map(most).collect()
}

/// The last resort: the COE it began with.
fn around(coe: &Coe) -> String {
    let title = coe.title.value.trim();
    let Some((end, _)) = title.char_indices().nth(LONGEST) else { return format!("Around “{title}”") };
    let cut = title[..end].rfind(char::is_whitespace).unwrap_or(end);
    format!("Around “{}…”", title[..cut].trim_end())
}
