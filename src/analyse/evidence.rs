//! What speaks for two COEs being related, each piece weighed on its own.

use super::ReasonKind;
use super::echoes::Echo;
use super::likeness::Likeness;
use super::tags::{Tag, TagKind, Tags};
use crate::model::{BacklinkKind, KeywordForm, KnowledgeBase, Place, RelationKind};

/// One thing that speaks for two COEs being related.
#[derive(Clone, Copy, Debug)]
pub(super) struct Evidence {
    pub(super) kind: ReasonKind,
    /// From 0 to 1.
    pub(super) strength: f32,
    /// What is shared, for tags.
    pub(super) tag: Option<Tag>,
}

/// The most that likeness of the words alone is worth.
const MOST_OF_WORDS: f32 = 0.85;

/// The cosine at which likeness of the words is worth 63 % of the most.
const ALIKE: f32 = 0.2;

/// Likeness below this is chance: any two reports of one organisation have as much in common.
const BY_CHANCE: f32 = 0.02;

/// The most that speaking of the same concepts is worth.
const MOST_OF_CONCEPTS: f32 = 0.8;

/// The cosine at which that is worth 63 % of the most.
const ALIKE_IN_CONCEPTS: f32 = 0.5;

/// Two reports have a concept in common by chance more easily than a rare word.
const CONCEPTS_BY_CHANCE: f32 = 0.05;

/// What a citation in the text is worth: people cite what is related, but also what merely came before.
const CITED: f32 = 0.4;

/// What the name of an error in both is worth, besides making their words more alike.
const SAME_ERROR: f32 = 0.2;

/// What it is worth that the later one says it happened before: the words are clear, which one they mean is concluded.
const SAID_AGAIN: f32 = 0.75;

/// How alike two COEs have to be for that to be believed in full.
const ALIKE_ENOUGH: f32 = 0.5;

/// Weighs evidence.
pub(super) struct Weigher<'a> {
    pub(super) knowledge: &'a KnowledgeBase,
    pub(super) tags: &'a Tags,
    pub(super) likeness: &'a Likeness,
    pub(super) echoes: &'a [Vec<Echo>],
    /// How telling each tag is by being rare, from 0 to 1.
    rarity: Vec<f32>,
}

impl<'a> Weigher<'a> {
    pub(super) fn new(
        knowledge: &'a KnowledgeBase,
        tags: &'a Tags,
        likeness: &'a Likeness,
        echoes: &'a [Vec<Echo>],
    ) -> Weigher<'a> {
        let number = knowledge.coes.len();
        let rarity = tags.counts.iter().map(|count| rarity(*count, number)).collect();
        Weigher { knowledge, tags, likeness, echoes, rarity }
    }

    /// Everything that speaks for two COEs being related, the strongest first.
    pub(super) fn evidence(&self, a: usize, b: usize) -> Vec<Evidence> {
        let mut evidence = Vec::new();
        evidence.extend(self.stated(a, b));
        evidence.extend(self.cited(a, b));
        for (tag, prominence) in self.tags.shared(a, b) {
            let strength = self.of_tag(tag, prominence);
            evidence.push(Evidence { kind: reason_kind(self.tags.kind(tag)), strength, tag: Some(tag) });
        }
        evidence.extend(self.same_error(a, b));
        let alike = self.alike(a, b);
        evidence.extend(self.said_again(a, b, &alike));
        evidence.extend(alike);
        evidence.retain(|evidence| evidence.strength > 0.0);
        evidence.sort_by(|a, b| {
            b.strength.total_cmp(&a.strength).then(a.kind.cmp(&b.kind)).then(a.tag.cmp(&b.tag))
        });
        evidence
    }

    /// How alike their prose is, by concepts and by words.
    fn alike(&self, a: usize, b: usize) -> [Evidence; 2] {
        let terms = &self.knowledge.coes[a].wording.terms;
        let (mut concepts, mut words) = (0.0, 0.0);
        for (first, second) in self.likeness.shared(a, b) {
            let of = match terms[first.place as usize].form {
                KeywordForm::Concept => &mut concepts,
                _ => &mut words,
            };
            *of += first.weight * second.weight;
        }
        let part = |kind, strength: f32| Evidence { kind, strength, tag: None };
        [
            part(
                ReasonKind::SharedConcept,
                worth(concepts, CONCEPTS_BY_CHANCE, MOST_OF_CONCEPTS, ALIKE_IN_CONCEPTS),
            ),
            part(ReasonKind::SharedWords, worth(words, BY_CHANCE, MOST_OF_WORDS, ALIKE)),
        ]
    }

    /// An error both name, if few others do.
    fn same_error(&self, a: usize, b: usize) -> Option<Evidence> {
        let terms = &self.knowledge.coes[a].wording.terms;
        let mut shared = self.likeness.shared(a, b);
        shared.find(|(term, _)| terms[term.place as usize].form == KeywordForm::ErrorName)?;
        Some(Evidence { kind: ReasonKind::SharedError, strength: SAME_ERROR, tag: None })
    }

    /// What a shared tag is worth.
    pub(super) fn of_tag(&self, tag: Tag, prominence: f32) -> f32 {
        let most = match self.tags.kind(tag) {
            TagKind::Cause => 0.4,
            TagKind::Mechanism => 0.55,
            TagKind::Circumstance => 0.2,
            TagKind::Service => 0.15,
            TagKind::Technology => 0.12,
            TagKind::Free => 0.15,
        };
        most * prominence * self.rarity[tag as usize]
    }

    /// COEs that a COE names, or that name it.
    pub(super) fn named(&self, coe: usize) -> impl Iterator<Item = usize> {
        let own = self.knowledge.relations[coe].iter().map(|relation| relation.to);
        let others = self.knowledge.backlinks[coe].iter().map(|backlink| backlink.from);
        let cited = self.cites(coe);
        let said = self.echoes[coe].iter().map(|echo| echo.to);
        own.chain(others).chain(cited).chain(said).filter(move |other| *other != coe)
    }

    /// COEs a COE links to.
    fn cites(&self, coe: usize) -> impl Iterator<Item = usize> {
        let links = self.knowledge.links.get(&self.knowledge.coes[coe].path);
        links.into_iter().flatten().filter_map(|link| match link.target {
            crate::model::Target::Coe(to) => Some(to),
            _ => None,
        })
    }

    /// That the later one says it happened before, as far as they are alike in other ways too: which one it means is
    /// our conclusion.
    fn said_again(&self, a: usize, b: usize, alike: &[Evidence]) -> Option<Evidence> {
        self.echo(a, b)?;
        let other = 1.0 - alike.iter().map(|evidence| 1.0 - evidence.strength).product::<f32>();
        let strength = SAID_AGAIN * (other / ALIKE_ENOUGH).min(1.0);
        Some(Evidence { kind: ReasonKind::SaidAgain, strength, tag: None })
    }

    /// The sentence in which one of them says that the other happened before, and which of them says it.
    pub(super) fn echo(&self, a: usize, b: usize) -> Option<(usize, Place)> {
        let find = |from: usize, to: usize| self.echoes[from].iter().find(|echo| echo.to == to);
        find(a, b).map(|echo| (a, echo.at)).or_else(|| find(b, a).map(|echo| (b, echo.at)))
    }

    /// The strongest relation one of them states.
    fn stated(&self, a: usize, b: usize) -> Option<Evidence> {
        let from = |from: usize, to: usize| {
            self.knowledge.relations[from].iter().filter(move |relation| relation.to == to).map(|it| it.kind)
        };
        let kind = from(a, b).chain(from(b, a)).max_by(|a, b| of_relation(*a).total_cmp(&of_relation(*b)))?;
        Some(Evidence { kind: ReasonKind::Relation(kind), strength: of_relation(kind), tag: None })
    }

    fn cited(&self, a: usize, b: usize) -> Option<Evidence> {
        let cites = |from: usize, to: usize| {
            self.knowledge.backlinks[to].iter().any(|it| it.from == from && it.kind == BacklinkKind::Citation)
        };
        (cites(a, b) || cites(b, a)).then_some(Evidence {
            kind: ReasonKind::Citation,
            strength: CITED,
            tag: None,
        })
    }
}

fn reason_kind(kind: TagKind) -> ReasonKind {
    match kind {
        TagKind::Cause => ReasonKind::SharedCause,
        TagKind::Service => ReasonKind::SharedService,
        TagKind::Technology => ReasonKind::SharedTechnology,
        TagKind::Free => ReasonKind::SharedTag,
        TagKind::Mechanism => ReasonKind::SharedMechanism,
        TagKind::Circumstance => ReasonKind::SharedCircumstance,
    }
}

/// What a stated relation is worth.
fn of_relation(kind: RelationKind) -> f32 {
    match kind {
        RelationKind::RecurrenceOf => 0.9,
        RelationKind::Duplicate | RelationKind::Supersedes => 0.85,
        RelationKind::SameCause => 0.75,
        RelationKind::PartOf | RelationKind::CausedByActionOf => 0.7,
        RelationKind::SeeAlso => 0.5,
    }
}

/// What a cosine is worth: nothing by chance, then ever less for more, up to a most.
fn worth(cosine: f32, by_chance: f32, most: f32, scale: f32) -> f32 {
    most * (1.0 - (-(cosine - by_chance).max(0.0) / scale).exp())
}

/// How telling it is that two COEs share what this many of them all have: the share of the others that do not have it,
/// squared. Corpora are taken to be a little larger than they are, so that a thing all three of three have still counts.
fn rarity(count: usize, number: usize) -> f32 {
    let others = (number + 3) as f32;
    let share = count.saturating_sub(1) as f32 / others;
    (1.0 - share).max(0.0).powi(2)
}
