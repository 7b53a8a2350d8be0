//! What COEs took away, found hard, did not expect and would try, collected over all of them.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

use super::repeated;
use crate::model::{Coe, Item, KnowledgeBase, Role};

/// A kind of thing that is collected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CollectedKind {
    /// What to keep in mind.
    Takeaways,
    /// What made handling hard.
    Difficulties,
    /// What nobody expected.
    Surprises,
    /// Where luck helped.
    GotLucky,
    /// What went well.
    WentWell,
    /// What did not.
    WentWrong,
    /// What somebody would try; nobody's promise.
    Ideas,
}

impl CollectedKind {
    /// Every kind, in the order readers see them.
    pub const ALL: [CollectedKind; 7] = [
        CollectedKind::Takeaways,
        CollectedKind::Difficulties,
        CollectedKind::Surprises,
        CollectedKind::GotLucky,
        CollectedKind::WentWell,
        CollectedKind::WentWrong,
        CollectedKind::Ideas,
    ];

    /// The word used in data and addresses: `got-lucky`.
    pub fn word(self) -> &'static str {
        ["takeaways", "difficulties", "surprises", "got-lucky", "went-well", "went-wrong", "ideas"]
            [self as usize]
    }

    /// The kind an item of a section is of.
    fn of_role(role: Role) -> Option<CollectedKind> {
        Some(match role {
            Role::Takeaways | Role::Lessons => CollectedKind::Takeaways,
            Role::Difficulties => CollectedKind::Difficulties,
            Role::Surprises => CollectedKind::Surprises,
            Role::GotLucky => CollectedKind::GotLucky,
            Role::WentWell => CollectedKind::WentWell,
            Role::WentWrong => CollectedKind::WentWrong,
            _ => return None,
        })
    }
}

/// The address of the ideas within the page of a COE.
pub(crate) const IDEAS: &str = "ideas";

/// One thing a COE says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gathered<'k> {
    /// The COE, by index.
    pub coe: usize,
    /// Its words, plain.
    pub text: &'k str,
    /// Where they stand on its page.
    pub anchor: &'k str,
}

/// Everything that is collected.
#[derive(Debug)]
pub struct Collected<'k> {
    kinds: [Vec<Gathered<'k>>; CollectedKind::ALL.len()],
    repeated: OnceLock<Vec<Vec<usize>>>,
}

impl<'k> Collected<'k> {
    /// Everything, that of the latest COEs first.
    pub fn of(knowledge: &'k KnowledgeBase) -> Collected<'k> {
        let templates = templates(&knowledge.coes);
        let mut order: Vec<usize> = (0..knowledge.coes.len()).collect();
        order.sort_by_key(|coe| (Reverse(knowledge.coes[*coe].date.as_ref().map(|date| date.value)), *coe));
        let mut kinds: [Vec<Gathered<'k>>; CollectedKind::ALL.len()] = Default::default();
        for coe in order {
            for (kind, text, anchor) in of_coe(&knowledge.coes[coe]) {
                if !templates.contains(text) {
                    kinds[kind as usize].push(Gathered { coe, text, anchor });
                }
            }
        }
        Collected { kinds, repeated: OnceLock::new() }
    }

    /// All of a kind, the latest first.
    pub fn all(&self, kind: CollectedKind) -> &[Gathered<'k>] {
        &self.kinds[kind as usize]
    }

    /// Ideas that several COEs have: by place among the ideas, those of most COEs first.
    pub fn repeated(&self) -> &[Vec<usize>] {
        self.repeated.get_or_init(|| {
            let ideas = self.all(CollectedKind::Ideas);
            let texts: Vec<&str> = ideas.iter().map(|idea| idea.text).collect();
            let mut groups = repeated::groups(&texts);
            groups.retain(|group| self.incidents(group) > 1);
            groups.sort_by_key(|group| (Reverse(self.incidents(group)), group.first().copied()));
            groups
        })
    }

    /// How many COEs have these ideas.
    pub fn incidents(&self, ideas: &[usize]) -> usize {
        let all = self.all(CollectedKind::Ideas);
        ideas.iter().map(|idea| all[*idea].coe).collect::<BTreeSet<_>>().len()
    }
}

/// What is collected of a COE: kind, words, address.
pub fn of_coe(coe: &Coe) -> impl Iterator<Item = (CollectedKind, &str, &str)> {
    let item = |item: &'_ Item| CollectedKind::of_role(item.role);
    let items =
        coe.items.iter().filter_map(move |it| Some((item(it)?, it.text.as_str(), it.anchor.as_str())));
    let ideas = coe.ideas.iter().map(|idea| (CollectedKind::Ideas, idea.as_str(), IDEAS));
    items.chain(ideas).filter(|(_, text, _)| says_something(text))
}

/// `None`, `n/a` and `TODO` say nothing.
fn says_something(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let is_wide = text.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
    letters.count() > 4 || is_wide
}

/// Words that stand in a quarter of all COEs are the template's: prompts nobody answered.
fn templates(coes: &[Coe]) -> BTreeSet<&str> {
    let many = (coes.len() / 4).max(5);
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for coe in coes {
        let own: BTreeSet<&str> =
            of_coe(coe).filter(|(kind, ..)| *kind != CollectedKind::Ideas).map(|(_, text, _)| text).collect();
        own.into_iter().for_each(|text| *counts.entry(text).or_default() += 1);
    }
    let mut templates: Vec<(&str, usize)> = counts.into_iter().collect();
    templates.retain(|(_, count)| *count >= many);
    templates.into_iter().map(|(text, _)| text).collect()
}
