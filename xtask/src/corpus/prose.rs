//! Sentences that no person wrote, with the statistics of sentences that persons did.

use super::plan::Plan;
use super::random::{Random, Zipf};
use super::words::{Lexicon, capitalised};

/// How often, in percent, a noun is one of the document's own topic.
const TOPICALITY: u64 = 30;

/// Someone who tells about one incident.
pub(super) struct Voice<'a> {
    lexicon: &'a Lexicon,
    plan: &'a Plan,
    topic: Zipf,
    random: Random,
}

impl<'a> Voice<'a> {
    /// A voice for `plan`.
    pub(super) fn new(lexicon: &'a Lexicon, plan: &'a Plan, random: Random) -> Self {
        Self { lexicon, plan, topic: Zipf::new(plan.topic.len(), 2), random }
    }

    /// The incident told about.
    pub(super) fn plan(&self) -> &'a Plan {
        self.plan
    }

    /// The words to tell it with.
    pub(super) fn lexicon(&self) -> &'a Lexicon {
        self.lexicon
    }

    /// The dice.
    pub(super) fn random(&mut self) -> &mut Random {
        &mut self.random
    }

    /// One of the document's services, mostly the first.
    pub(super) fn service(&mut self) -> &'a str {
        if self.random.chance(50) {
            return &self.plan.services[0];
        }
        let index = self.random.index(self.plan.services.len());
        &self.plan.services[index]
    }

    /// One of the document's causes.
    pub(super) fn cause(&mut self) -> &'a str {
        let index = self.random.index(self.plan.causes.len());
        &self.plan.causes[index]
    }

    /// A noun, singular.
    pub(super) fn noun(&mut self) -> &'a str {
        let lexicon = self.lexicon;
        if self.random.chance(TOPICALITY) {
            let rank = self.plan.topic[self.topic.draw(&mut self.random)];
            return &lexicon.nouns.as_slice()[rank];
        }
        lexicon.nouns.draw(&mut self.random)
    }

    /// A verb in the past.
    pub(super) fn verb(&mut self) -> &'a str {
        self.lexicon.verbs.draw(&mut self.random)
    }

    /// An adjective.
    pub(super) fn adjective(&mut self) -> &'a str {
        self.lexicon.adjectives.draw(&mut self.random)
    }

    /// An error identifier: mostly the family's own.
    pub(super) fn error(&mut self) -> &'a str {
        if self.random.chance(60) {
            return &self.plan.error;
        }
        self.lexicon.errors.draw(&mut self.random)
    }

    /// `web-17.eu-west-1.internal`.
    pub(super) fn host(&mut self) -> String {
        let zone = self.random.pick(&["eu-west-1", "eu-north-1", "us-east-1", "us-west-2", "ap-northeast-1"]);
        format!("{}-{}.{zone}.internal", self.service(), self.random.between(1, 48))
    }

    /// `the stale lease`: a thing that does not say where it is.
    pub(super) fn thing_alone(&mut self) -> String {
        format!("the {} {}", self.adjective(), self.noun())
    }

    /// `the stale lease of the broker`.
    pub(super) fn thing(&mut self) -> String {
        let article = self.random.pick(&[
            "the", "the", "the", "the", "the", "our", "its", "a second", "every", "each", "another", "this",
            "one",
        ]);
        let mut phrase = article.to_owned();
        if self.random.chance(45) {
            push_word(&mut phrase, self.adjective());
        }
        push_word(&mut phrase, self.noun());
        match self.random.below(10) {
            0 => phrase = format!("{phrase} of the {}", self.noun()),
            1 | 2 => push_word(&mut phrase, self.noun()),
            3 => phrase = format!("{phrase} in {}", self.service()),
            _ => {}
        }
        phrase
    }

    /// `drained the backlog within another window`.
    pub(super) fn deed(&mut self) -> String {
        let mut phrase = self.verb().to_owned();
        push_word(&mut phrase, &self.thing());
        if self.random.chance(40) {
            push_word(&mut phrase, self.lexicon.prepositions.draw(&mut self.random));
            push_word(&mut phrase, &self.thing());
        }
        if self.random.chance(10) {
            push_word(&mut phrase, self.lexicon.adverbs.draw(&mut self.random));
        }
        phrase
    }

    /// `the queue drained the backlog`: a sentence without capital and full stop.
    pub(super) fn clause(&mut self) -> String {
        format!("{} {}", self.thing(), self.deed())
    }

    /// A whole sentence.
    pub(super) fn sentence(&mut self) -> String {
        let text = match self.random.below(14) {
            0 => format!("when {}, {}", self.clause(), self.clause()),
            1 => format!("{} {} {}", self.random.between(2, 900), plural(self.noun()), self.deed()),
            2 => format!(
                "the {} team {}, because {} was {}",
                self.plan.team,
                self.deed(),
                self.thing(),
                self.adjective()
            ),
            3 => format!("we saw `{}` on `{}` and {}", self.error(), self.host(), self.clause()),
            4 => format!("{}, and {} stayed {}", self.clause(), self.thing(), self.adjective()),
            5 => format!("{} expected {}, so {}", self.thing(), self.thing(), self.clause()),
            6 => format!("nothing in {} told us that {}", self.service(), self.clause()),
            7 => {
                let technology = self.random.index(self.plan.technologies.len());
                let technology = &self.plan.technologies[technology];
                format!("in {technology}, {} is {} until {}", self.thing(), self.adjective(), self.clause())
            }
            8 => format!("about {} % of {} {}", self.random.between(1, 99), plural(self.noun()), self.deed()),
            9 => format!("{} while {}", self.clause(), self.clause()),
            _ => self.clause(),
        };
        finished(&text)
    }

    /// A few sentences on one line.
    pub(super) fn paragraph(&mut self) -> String {
        let count = self.random.between(2, 6);
        let sentences: Vec<String> = (0..count).map(|_| self.sentence()).collect();
        sentences.join(" ")
    }
}

/// `queues`, `capacities`, `switches`.
fn plural(noun: &str) -> String {
    match noun.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{stem}ies"),
        _ if noun.ends_with(['s', 'x', 'z']) || noun.ends_with("ch") => format!("{noun}es"),
        _ => format!("{noun}s"),
    }
}

/// Appends `word` after a space.
fn push_word(phrase: &mut String, word: &str) {
    phrase.push(' ');
    phrase.push_str(word);
}

/// The text as a sentence: capital first, full stop last.
pub(super) fn finished(text: &str) -> String {
    format!("{}.", capitalised(text))
}
