//! How alike the prose of COEs is: the cosine of their rarest words (TF-IDF), found by way of posting lists.

use rayon::prelude::*;

use crate::model::{Coe, Keyword, KeywordForm};

/// How many words of a COE are compared: its weightiest and rarest.
const COMPARED: usize = 96;

/// How many of its concepts are.
const CONCEPTS: usize = 24;

/// Corpora are taken to be this much larger than they are, with none of their words in the rest: in a corpus of three,
/// a word of two is still rare in the world.
const WORLD: f32 = 12.0;

/// Words that more than this share of all COEs have are the template's, or the name of the product.
const COMMONPLACE: f32 = 0.4;

/// A corpus smaller than this is too small to know its template by.
const SMALL: usize = 8;

/// A posting list longer than this is not walked: the word is too common to find a relative by, though it still counts
/// where two are compared. This keeps the work linear.
const LONGEST_WALK: usize = 96;

/// The words of one COE with their weights, by key.
#[derive(Debug, Default)]
pub(super) struct Vector {
    pub(super) terms: Vec<Weighted>,
}

/// A word and its share of the COE's whole.
#[derive(Clone, Copy, Debug)]
pub(super) struct Weighted {
    pub(super) key: u64,
    /// Normalised: the squares of a COE's weights sum to one.
    pub(super) weight: f32,
    /// Its place in the wording of the COE.
    pub(super) place: u32,
    /// Where the COEs that have it are listed; beyond all lists for a word of too many.
    list: u32,
}

/// The vectors of all COEs, and who has which word.
pub(super) struct Likeness {
    pub(super) vectors: Vec<Vector>,
    /// COEs with a weight, for each word; short lists only.
    postings: Vec<Vec<(u32, f32)>>,
}

impl Likeness {
    /// Weighs the words of all COEs by how rare they are among them.
    pub(super) fn new(coes: &[Coe]) -> Likeness {
        let rarity = Rarity::of(coes);
        let mut vectors: Vec<Vector> =
            coes.par_iter().map(|coe| vector(&coe.wording.terms, &rarity)).collect();
        let postings = postings(&mut vectors);
        Likeness { vectors, postings }
    }

    /// Adds how alike others are to a COE, as far as they share a word few have.
    pub(super) fn gather(&self, coe: usize, mut add: impl FnMut(usize, f32)) {
        for term in &self.vectors[coe].terms {
            let Some(others) = self.postings.get(term.list as usize) else { continue };
            for (other, weight) in others {
                if *other as usize != coe {
                    add(*other as usize, term.weight * weight);
                }
            }
        }
    }

    /// The words of both.
    pub(super) fn shared(&self, a: usize, b: usize) -> impl Iterator<Item = (Weighted, Weighted)> {
        let (mut a, mut b) =
            (self.vectors[a].terms.iter().peekable(), self.vectors[b].terms.iter().peekable());
        std::iter::from_fn(move || {
            loop {
                let (first, second) = (a.peek()?, b.peek()?);
                match first.key.cmp(&second.key) {
                    std::cmp::Ordering::Less => _ = a.next(),
                    std::cmp::Ordering::Greater => _ = b.next(),
                    std::cmp::Ordering::Equal => return Some((*a.next()?, *b.next()?)),
                }
            }
        })
    }
}

/// How many COEs have each word, for words of at least two.
struct Rarity {
    counts: Vec<(u64, u32)>,
    number: usize,
}

impl Rarity {
    fn of(coes: &[Coe]) -> Rarity {
        let mut keys: Vec<u64> =
            coes.par_iter().flat_map_iter(|coe| coe.wording.terms.iter().map(|term| term.key)).collect();
        keys.par_sort_unstable();
        let counts = keys
            .chunk_by(|a, b| a == b)
            .filter(|chunk| chunk.len() > 1)
            .map(|chunk| (chunk[0], chunk.len() as u32))
            .collect();
        Rarity { counts, number: coes.len() }
    }

    /// How much a word tells by being rare; nothing when it is commonplace, or when no other COE has it.
    ///
    /// Words of one COE only are left out: how much it says besides must not make it less like another.
    fn weight(&self, key: u64) -> f32 {
        let Ok(place) = self.counts.binary_search_by_key(&key, |(key, _)| *key) else { return 0.0 };
        let count = self.counts[place].1 as f32;
        let number = self.number as f32;
        if self.number >= SMALL && count > number * COMMONPLACE {
            return 0.0;
        }
        ((number + WORLD) / (count + 0.5)).ln().max(0.0)
    }
}

/// The words of a COE and its concepts, each kind with a length of its own: a COE that speaks of few concepts is not
/// less like another for its many words.
fn vector(terms: &[Keyword], rarity: &Rarity) -> Vector {
    let mut weighted = class(terms, rarity, Class::Words);
    weighted.extend(class(terms, rarity, Class::Concepts));
    weighted.sort_unstable_by_key(|term| term.key);
    Vector { terms: weighted }
}

/// What is compared with its like.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Words,
    Concepts,
}

impl Class {
    fn of(form: KeywordForm) -> Class {
        if form == KeywordForm::Concept { Class::Concepts } else { Class::Words }
    }

    fn compared(self) -> usize {
        match self {
            Class::Words => COMPARED,
            Class::Concepts => CONCEPTS,
        }
    }

    /// How rarity counts; more for concepts, since all of them are met in many reports.
    fn weight(self, weight: f32, rarity: f32) -> f32 {
        match self {
            Class::Words => weight * rarity,
            Class::Concepts => weight * rarity * rarity.sqrt(),
        }
    }
}

fn class(terms: &[Keyword], rarity: &Rarity, class: Class) -> Vec<Weighted> {
    let mut weighted: Vec<Weighted> = terms
        .iter()
        .enumerate()
        .filter(|(_, term)| Class::of(term.form) == class)
        .map(|(place, term)| Weighted {
            key: term.key,
            weight: class.weight(term.weight, rarity.weight(term.key)),
            place: place as u32,
            list: u32::MAX,
        })
        .filter(|term| term.weight > 0.0)
        .collect();
    if weighted.len() > class.compared() {
        let lightest = |a: &Weighted, b: &Weighted| b.weight.total_cmp(&a.weight).then(a.key.cmp(&b.key));
        weighted.select_nth_unstable_by(class.compared(), lightest);
        weighted.truncate(class.compared());
    }
    let length = weighted.iter().map(|term| term.weight * term.weight).sum::<f32>().sqrt();
    weighted.iter_mut().for_each(|term| term.weight /= length.max(f32::MIN_POSITIVE));
    weighted
}

/// Lists who has each word, and tells each word where its list is.
fn postings(vectors: &mut [Vector]) -> Vec<Vec<(u32, f32)>> {
    let mut all: Vec<(u64, u32, f32)> = vectors
        .par_iter()
        .enumerate()
        .flat_map_iter(|(coe, vector)| {
            vector.terms.iter().map(move |term| (term.key, coe as u32, term.weight))
        })
        .collect();
    all.par_sort_unstable_by_key(|(key, coe, _)| (*key, *coe));
    let (mut keys, mut lists) = (Vec::new(), Vec::new());
    for chunk in all.chunk_by(|a, b| a.0 == b.0).filter(|chunk| (2..=LONGEST_WALK).contains(&chunk.len())) {
        keys.push(chunk[0].0);
        lists.push(chunk.iter().map(|(_, coe, weight)| (*coe, *weight)).collect());
    }
    vectors.par_iter_mut().for_each(|vector| {
        for term in &mut vector.terms {
            term.list = keys.binary_search(&term.key).map_or(u32::MAX, |place| place as u32);
        }
    });
    lists
}
