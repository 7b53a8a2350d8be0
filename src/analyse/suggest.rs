//! What a draft probably has to do with other COEs, and with which causes, services and technologies.
//!
//! It is better to propose nothing than nonsense: every proposal says what speaks for it, and where that stands.

use std::collections::{BTreeMap, BTreeSet};

use super::mentions::{Mention, Prose, normal, rules_out, sentence};
use super::tags::{Tag, TagKind, Tags};
use super::{Insight, Related, Words};
use crate::findings::LineMap;
use crate::model::{
    BacklinkKind, Coe, KnowledgeBase, MechanismSeen, Place, RelationKind, Target, Term, slug, sort_day,
};
use crate::read::is_wide;

/// A COE is proposed as worth reading when it is at least this much alike. One shared cause and a few words make 0.5,
/// which is worth a line below a page, but no statement of its author. See [`related`](super::related) for the scale.
const RELATED_ENOUGH: f32 = 0.6;

/// A draft of fewer words is not compared: two words in common would be all it says.
const SHORTEST_DRAFT: usize = 25;

/// How many COEs are proposed: nobody reads more beside a draft.
const MOST_RELATIONS: usize = 5;

/// A cause of others is proposed when so many of those related have it, and more than half of them.
const OTHERS_WITH_CAUSE: usize = 2;

/// A name of one word has to stand in the text so many times, unless it stands in the title: `search` is a service, and
/// what people do.
const MENTIONS_OF_ONE_WORD: usize = 2;

/// What has fewer words is a tag or a heading, and no sentence to quote.
const SHORTEST_SENTENCE: usize = 4;

/// How many places are quoted for a name.
const QUOTED: usize = 2;

/// A mechanism this prominent is proposed as a cause, where the vocabulary has one of its name; see
/// [`MechanismSeen::prominence`](crate::model::MechanismSeen).
pub(super) const WHAT_IT_IS_ABOUT: f32 = 0.5;

/// What a draft might state, and does not yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Suggestion {
    /// Relations, the strongest first.
    pub relations: Vec<RelationProposed>,
    /// Causes, by id.
    pub causes: Vec<TermProposed>,
    /// Services, by id.
    pub services: Vec<TermProposed>,
    /// Technologies, by name.
    pub technologies: Vec<TermProposed>,
    /// How it failed, the most prominent first.
    pub mechanisms: Vec<MechanismTold>,
}

/// A relation that is proposed.
#[derive(Clone, Debug, PartialEq)]
pub struct RelationProposed {
    /// The other COE, by index.
    pub to: usize,
    /// The kind: a recurrence only of a COE of the same family.
    pub kind: RelationKind,
    /// How much alike they are, from 0 to 1.
    pub score: f32,
    /// What speaks for it, the strongest first.
    pub grounds: Vec<Ground>,
}

/// A cause, service or technology that is proposed.
#[derive(Clone, Debug, PartialEq)]
pub struct TermProposed {
    /// As it is written in front matter.
    pub id: String,
    /// Its name for readers.
    pub title: String,
    /// What speaks for it, the strongest first.
    pub grounds: Vec<Ground>,
}

/// A way to fail that the draft tells of.
#[derive(Clone, Debug, PartialEq)]
pub struct MechanismTold {
    /// Its name: `expired-certificate`.
    pub id: String,
    /// In words: `an expired certificate`.
    pub title: String,
    /// The sentence that says it best.
    pub sentence: String,
    /// The line of the draft it stands on.
    pub line: u32,
}

/// Something that speaks for a proposal, and where it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ground {
    /// In words.
    pub words: Vec<Words>,
    /// The line of the draft, where it stands on one.
    pub line: Option<u32>,
    /// The sentence of the draft.
    pub sentence: Option<String>,
    /// Other COEs, by index.
    pub coes: Vec<usize>,
}

/// What one COE might state, and does not yet.
pub fn suggest(knowledge: &KnowledgeBase, insight: &Insight, draft: usize) -> Suggestion {
    let coe = &knowledge.coes[draft];
    let desk = Desk {
        knowledge,
        insight,
        draft,
        coe,
        lines: LineMap::new(&coe.text),
        prose: Prose::of(coe),
        tags: Tags::new(knowledge),
    };
    Suggestion {
        relations: desk.relations(),
        causes: desk.causes(),
        services: desk.terms(TagKind::Service, &knowledge.vocabulary.services),
        technologies: desk.terms(TagKind::Technology, &[]),
        mechanisms: desk.mechanisms(),
    }
}

/// The draft, and everything it is compared with.
struct Desk<'a> {
    knowledge: &'a KnowledgeBase,
    insight: &'a Insight,
    draft: usize,
    coe: &'a Coe,
    lines: LineMap,
    prose: Prose,
    tags: Tags,
}

impl Desk<'_> {
    fn relations(&self) -> Vec<RelationProposed> {
        if self.coe.words < SHORTEST_DRAFT {
            return Vec::new();
        }
        let stated = self.stated();
        let cited: BTreeSet<usize> = self.cited().collect();
        let proposed = self.insight.related[self.draft].iter().filter_map(|related| {
            let kind = self.kind(related.to);
            let again = kind == RelationKind::RecurrenceOf;
            let known = stated.contains(&related.to) || cited.contains(&related.to) && !again;
            (!known && (again || related.score >= RELATED_ENOUGH)).then(|| self.relation(related, kind))
        });
        proposed.take(MOST_RELATIONS).collect()
    }

    fn relation(&self, related: &Related, kind: RelationKind) -> RelationProposed {
        let ground = |reason: &super::Reason| Ground {
            words: reason.words.clone(),
            line: reason.shared().find_map(|shared| self.line_of(shared)),
            sentence: None,
            coes: vec![related.to],
        };
        let grounds = related.reasons.iter().map(ground).collect();
        RelationProposed { to: related.to, kind, score: related.score, grounds }
    }

    /// A recurrence of what is of the same family and did not happen after it.
    fn kind(&self, to: usize) -> RelationKind {
        let family = self.insight.family(self.draft).is_some_and(|(family, _)| family.members.contains(&to));
        let (own, other) = (sort_day(self.coe), sort_day(&self.knowledge.coes[to]));
        let later = own.zip(other).is_some_and(|(own, other)| other > own);
        if family && !later { RelationKind::RecurrenceOf } else { RelationKind::SeeAlso }
    }

    /// COEs the draft has a relation to, or that have one to it.
    fn stated(&self) -> BTreeSet<usize> {
        let own = self.knowledge.relations[self.draft].iter().map(|relation| relation.to);
        let others = self.knowledge.backlinks[self.draft].iter();
        let others = others.filter(|it| matches!(it.kind, BacklinkKind::Relation(_))).map(|it| it.from);
        own.chain(others).collect()
    }

    /// COEs the text of the draft leads to.
    fn cited(&self) -> impl Iterator<Item = usize> {
        let links = self.knowledge.links.get(&self.coe.path).into_iter().flatten();
        links.filter_map(|link| match link.target {
            Target::Coe(to) => Some(to),
            _ => None,
        })
    }

    fn causes(&self) -> Vec<TermProposed> {
        let mut found: BTreeMap<String, TermProposed> = BTreeMap::new();
        let known = self.known(TagKind::Cause);
        let terms = &self.knowledge.vocabulary.causes;
        for term in terms.iter().filter(|term| !known.contains(&slug(&term.id))) {
            let grounds: Vec<Ground> = self.mechanism_named(term).into_iter().collect();
            if !grounds.is_empty() {
                found.insert(slug(&term.id), self.term(&term.id, &term.title, grounds));
            }
        }
        for (name, term) in self.told(TagKind::Cause, terms) {
            found
                .entry(name)
                .and_modify(|it| it.grounds.extend(term.grounds.iter().cloned()))
                .or_insert(term);
        }
        for (name, term) in self.causes_of_others(&known) {
            found
                .entry(name)
                .and_modify(|it| it.grounds.extend(term.grounds.iter().cloned()))
                .or_insert(term);
        }
        found.into_values().collect()
    }

    /// The sentence that tells of a mechanism of the name of a cause.
    fn mechanism_named(&self, cause: &Term) -> Option<Ground> {
        let names: Vec<String> =
            [&cause.id, &cause.title].into_iter().chain(&cause.synonyms).map(|name| slug(name)).collect();
        let mechanisms = &self.coe.wording.mechanisms;
        let seen = mechanisms
            .iter()
            .find(|seen| seen.prominence >= WHAT_IT_IS_ABOUT && names.contains(&seen.mechanism.id))?;
        let told = self.mechanism(seen);
        is_told(&told).then(|| Ground {
            words: vec![Words::Plain(format!("tells of {}", told.title))],
            line: Some(told.line),
            sentence: Some(told.sentence),
            coes: Vec::new(),
        })
    }

    /// Causes that the closest others have in common, or that one of the same family has.
    fn causes_of_others(&self, known: &BTreeSet<String>) -> Vec<(String, TermProposed)> {
        let enough = self.coe.words >= SHORTEST_DRAFT;
        let related = &self.insight.related[self.draft];
        let close: Vec<&Related> = related.iter().filter(|it| enough && it.score >= RELATED_ENOUGH).collect();
        let many = OTHERS_WITH_CAUSE.max(close.len() / 2 + 1);
        let mut having: BTreeMap<Tag, Vec<usize>> = BTreeMap::new();
        for related in close {
            let causes = self.tags.of[related.to].iter().map(|(tag, _)| *tag);
            for tag in causes.filter(|tag| self.tags.kind(*tag) == TagKind::Cause) {
                having.entry(tag).or_default().push(related.to);
            }
        }
        let again = |coe: &usize| self.kind(*coe) == RelationKind::RecurrenceOf;
        having.retain(|_, coes| coes.len() >= many || coes.iter().any(again));
        let proposed = having.into_iter().filter_map(|(tag, coes)| {
            let name = &self.tags.names[tag as usize].1;
            let ground =
                Ground { words: vec![Words::Plain("also a cause of".to_owned())], coes, ..Ground::default() };
            let term = self.term(&self.written(tag), &self.tags.titles[tag as usize], vec![ground]);
            (!known.contains(name)).then(|| (name.clone(), term))
        });
        proposed.collect()
    }

    /// Terms of a kind that stand in the text.
    fn terms(&self, kind: TagKind, vocabulary: &[Term]) -> Vec<TermProposed> {
        self.told(kind, vocabulary).into_values().collect()
    }

    fn told(&self, kind: TagKind, vocabulary: &[Term]) -> BTreeMap<String, TermProposed> {
        let known = self.known(kind);
        let mut candidates = self.candidates(kind, vocabulary);
        candidates.retain(|candidate| !known.contains(&candidate.name));
        let words: Vec<(usize, String)> = candidates
            .iter()
            .enumerate()
            .flat_map(|(place, candidate)| candidate.words.iter().map(move |word| (place, word.clone())))
            .collect();
        let names: Vec<String> = words.iter().map(|(_, word)| word.clone()).collect();
        let mut mentions: BTreeMap<usize, Vec<(&str, Mention)>> = BTreeMap::new();
        for mention in self.prose.mentions(self.coe, &names).into_iter().filter(|mention| !mention.denied) {
            let (candidate, word) = &words[mention.name];
            mentions.entry(*candidate).or_default().push((word, mention));
        }
        mentions.retain(|_, list| is_meant(list));
        let proposed = mentions.into_iter().map(|(place, list)| {
            let Candidate { name, id, title, .. } = &candidates[place];
            let mut grounds: Vec<Ground> = list.iter().map(|(_, mention)| self.ground(mention)).collect();
            grounds.dedup_by(|later, earlier| later.line == earlier.line);
            grounds.truncate(QUOTED);
            (name.clone(), self.term(id, title, grounds))
        });
        proposed.collect()
    }

    /// All names of a kind: those of the vocabulary, and those of other COEs; causes of the vocabulary only, since
    /// what others call a cause may be any word.
    fn candidates(&self, kind: TagKind, vocabulary: &[Term]) -> Vec<Candidate> {
        let mut by_name: BTreeMap<String, Candidate> = BTreeMap::new();
        for term in vocabulary {
            let words = term.names().map(str::to_owned).collect();
            let name = slug(&term.id);
            by_name.insert(
                name.clone(),
                Candidate { name, id: term.id.clone(), title: term.title.clone(), words },
            );
        }
        if kind != TagKind::Cause {
            for tag in (0..self.tags.names.len()).filter(|tag| self.tags.names[*tag].0 == kind) {
                let (name, title) = (&self.tags.names[tag].1, &self.tags.titles[tag]);
                by_name.entry(name.clone()).or_insert_with(|| Candidate {
                    name: name.clone(),
                    id: title.clone(),
                    title: title.clone(),
                    words: vec![title.clone()],
                });
            }
        }
        by_name.into_values().collect()
    }

    /// What the draft states of a kind.
    fn known(&self, kind: TagKind) -> BTreeSet<String> {
        let own = self.tags.of[self.draft].iter().map(|(tag, _)| *tag);
        own.filter(|tag| self.tags.kind(*tag) == kind)
            .map(|tag| self.tags.names[tag as usize].1.clone())
            .collect()
    }

    /// How a cause is written in front matter: its id where the vocabulary has it, else as others write it.
    fn written(&self, tag: Tag) -> String {
        let name = &self.tags.names[tag as usize].1;
        let term = self.knowledge.vocabulary.causes.iter().find(|term| slug(&term.id) == *name);
        term.map_or_else(|| self.tags.titles[tag as usize].clone(), |term| term.id.clone())
    }

    fn term(&self, id: &str, title: &str, grounds: Vec<Ground>) -> TermProposed {
        TermProposed { id: id.to_owned(), title: title.to_owned(), grounds }
    }

    fn mechanisms(&self) -> Vec<MechanismTold> {
        let stated = self.known(TagKind::Cause);
        let seen = self.coe.wording.mechanisms.iter().filter(|seen| !stated.contains(&seen.mechanism.id));
        seen.map(|seen| self.mechanism(seen)).filter(is_told).collect()
    }

    fn mechanism(&self, seen: &MechanismSeen) -> MechanismTold {
        MechanismTold {
            id: seen.mechanism.id.clone(),
            title: seen.mechanism.title.clone(),
            sentence: self.coe.words_at(seen.at).trim_start_matches(['-', '+', ' ']).to_owned(),
            line: self.line(seen.at),
        }
    }

    fn ground(&self, mention: &Mention) -> Ground {
        Ground {
            words: vec![Words::Shared(self.coe.words_at(mention.at))],
            line: Some(self.line(mention.at)),
            sentence: Some(sentence(self.coe, mention.at)),
            coes: Vec::new(),
        }
    }

    /// The first line some words stand on.
    fn line_of(&self, words: &str) -> Option<u32> {
        let mentions = self.prose.mentions(self.coe, &[words.to_owned()]);
        mentions.first().map(|mention| self.line(mention.at))
    }

    fn line(&self, at: Place) -> u32 {
        match at {
            Place::Title(..) => self.coe.title.origin.line.unwrap_or(1),
            Place::Text(start, _) => self.lines.line(start as usize),
        }
    }
}

/// A name that may stand in the text.
struct Candidate {
    /// As names are compared.
    name: String,
    /// As it is written in front matter.
    id: String,
    title: String,
    /// Other words for it.
    words: Vec<String>,
}

/// Whether a sentence tells of a mechanism, and is more than a tag or a heading.
fn is_told(told: &MechanismTold) -> bool {
    let sentence = &told.sentence;
    let long = sentence.split_whitespace().count() >= SHORTEST_SENTENCE || sentence.chars().any(is_wide);
    long && !rules_out(sentence)
}

/// Whether what stands in the text is this name, and not a word of many meanings.
fn is_meant(mentions: &[(&str, Mention)]) -> bool {
    let telling = |(word, mention): &(&str, Mention)| {
        let word = normal(word);
        word.contains(' ')
            || word.contains(|c: char| c.is_ascii_digit())
            || matches!(mention.at, Place::Title(..))
    };
    mentions.len() >= MENTIONS_OF_ONE_WORD || mentions.iter().any(telling)
}
