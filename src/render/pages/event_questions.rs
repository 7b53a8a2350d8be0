//! Questions about the event and their answers as cards, with what the times of the document say beside the author.

use std::ops::Range;

use crate::model::{Coe, EntrySource, Role};
use crate::read;
use crate::render::blocks::{Block, BlockKind, Unit, blocks};
use crate::render::markdown::Anchor;
use crate::render::prose::Prose;
use crate::render::view::{Card, Derived, Part};
use crate::render::words::Words;

use super::masthead;
use super::notes::Notes;
use crate::read::asked::{self, Kind, Split, WORDS};

/// The cards of a document, each row of them with the bytes it stands for.
pub(super) fn cards(
    coe: &Coe,
    prose: &Prose<'_>,
    notes: &Notes,
    anchors: &[Anchor<'_>],
    words: &Words,
) -> Vec<(Range<usize>, Part)> {
    let ranges: Vec<Range<usize>> = coe
        .sections
        .iter()
        .filter(|section| is_asking(section.role) && section.range.start >= coe.body_start)
        .map(|section| section.range.clone())
        .collect();
    let mut found: Vec<(Range<usize>, Part)> = Vec::new();
    let mut done = 0;
    for range in ranges {
        let range = range.start.max(done)..range.end;
        if range.is_empty() {
            continue;
        }
        done = range.end;
        let source = Source { coe, prose, notes, anchors, words };
        found.extend(source.rows(&blocks(&coe.text, range)));
    }
    found
}

fn is_asking(role: Option<Role>) -> bool {
    matches!(role, Some(Role::Questions | Role::Detection | Role::Diagnosis | Role::Mitigation))
}

struct Source<'c, 'd> {
    coe: &'c Coe,
    prose: &'c Prose<'d>,
    notes: &'c Notes,
    anchors: &'c [Anchor<'c>],
    words: &'c Words,
}

/// A question with the pieces of its answer.
struct Asked {
    own: Range<usize>,
    question: Range<usize>,
    answer: Vec<Range<usize>>,
}

impl Source<'_, '_> {
    /// Blocks that ask, one row of cards for those that follow each other.
    fn rows(&self, all: &[Block]) -> Vec<(Range<usize>, Part)> {
        let mut rows = Vec::new();
        let mut place = 0;
        while place < all.len() {
            let mut asked: Vec<Asked> = Vec::new();
            let mut end = place;
            while let Some(block) = all.get(end).filter(|block| block.kind != BlockKind::Heading) {
                match (self.of_block(block), asked.last_mut()) {
                    (Some(found), _) => asked.extend(found),
                    // What follows a question is a part of its answer, as long as it is text.
                    (None, Some(last)) if matches!(block.kind, BlockKind::Paragraph | BlockKind::List) => {
                        last.answer.push(block.range.clone());
                        last.own.end = block.range.end;
                    }
                    (None, _) => break,
                }
                end += 1;
            }
            if let (Some(first), Some(last)) = (asked.first(), all.get(end.wrapping_sub(1))) {
                let range = all[place].range.start.min(first.own.start)..last.range.end;
                if self.is_free(&range, &asked) {
                    let cards = asked.iter().map(|asked| self.card(asked)).collect();
                    rows.push((range, Part::Questions { cards }));
                }
            }
            place = end.max(place + 1);
        }
        rows
    }

    /// Whether nothing is lost: every question is answered, no moment and no note at the end of the page is among them.
    fn is_free(&self, range: &Range<usize>, asked: &[Asked]) -> bool {
        let entries = self.coe.timeline.entries.iter().flat_map(|entry| &entry.source.ranges);
        let told = entries.clone().any(|entry| entry.start < range.end && range.start < entry.end);
        let answered = asked.iter().all(|asked| asked.answer.iter().any(|range| !range.is_empty()));
        answered && !told && !self.coe.text.get(range.clone()).is_none_or(|text| text.contains("[^"))
    }

    /// The questions of a block, when all of it is questions and answers.
    fn of_block(&self, block: &Block) -> Option<Vec<Asked>> {
        match block.kind {
            BlockKind::Paragraph => self.of_paragraph(&block.range),
            BlockKind::List => {
                let units = block.units.iter();
                units.map(|unit| self.of_item(unit)).collect::<Option<Vec<Asked>>>().filter(|it| it.len() > 1)
            }
            _ => None,
        }
    }

    fn of_item(&self, unit: &Unit) -> Option<Asked> {
        let [words] = unit.parts.as_slice() else { return None };
        let split = self.split(words.clone())?;
        let answer = std::iter::once(split.answer).filter(|range| !range.is_empty()).collect();
        Some(Asked { own: unit.range.clone(), question: split.question, answer })
    }

    /// The questions of a paragraph, which begins with one.
    fn of_paragraph(&self, range: &Range<usize>) -> Option<Vec<Asked>> {
        let mut asked = Vec::new();
        let mut split = self.split(range.clone())?;
        let mut start = range.start;
        while let Some(next) = self.next_question(&split.answer) {
            let answer = trimmed(&self.coe.text, split.answer.start..next);
            asked.push(Asked { own: start..next, question: split.question, answer: vec![answer] });
            start = next;
            split = self.split(next..range.end)?;
        }
        let answer = trimmed(&self.coe.text, split.answer);
        asked.push(Asked { own: start..range.end, question: split.question, answer: vec![answer] });
        Some(asked)
    }

    /// The question some words begin with, of whatever kind.
    fn split(&self, range: Range<usize>) -> Option<Split> {
        if let Some(split) = asked::split(&self.coe.text, range.clone()) {
            return Some(split);
        }
        let words = self.coe.text.get(range.clone())?;
        let length = asked::first_question_mark(words).filter(|length| *length < 160)?;
        let question = range.start..range.start + length;
        let gap = words[length..].len() - words[length..].trim_start().len();
        Some(Split { answer: question.end + gap..range.end, question, is_why: false })
    }

    /// Where a sentence begins within an answer that is a question of its own: bold, or with a bold answer behind it.
    fn next_question(&self, answer: &Range<usize>) -> Option<usize> {
        let words = self.coe.text.get(answer.clone())?;
        let begins = words.match_indices(". ").chain(words.match_indices(".\n")).map(|(at, _)| at + 2);
        let mut begins: Vec<usize> = begins.collect();
        begins.sort_unstable();
        begins.into_iter().find_map(|at| {
            let rest = words.get(at..)?;
            let split = self.split(answer.start + at..answer.end)?;
            let is_bold = rest.starts_with("**");
            let behind = self.coe.text.get(split.answer.clone())?;
            (is_bold || behind.starts_with("**")).then_some(answer.start + at)
        })
    }

    fn card(&self, asked: &Asked) -> Card {
        let mut anchors = super::anchors_in(self.anchors, &asked.own);
        let source = EntrySource { opening: "", ranges: asked.answer.clone() };
        let (question, answer) = (
            self.prose.plain(asked.question.clone()),
            asked.answer.first().map(|it| self.prose.plain(it.clone())),
        );
        Card {
            anchor: anchors.next().unwrap_or_default(),
            anchors: anchors.collect(),
            question: self.prose.inline(asked.question.clone()),
            answer: self.prose.fragment(&source),
            derived: self.derived(asked, &question, &answer.unwrap_or_default()),
            notes: self.notes.within(&asked.own),
        }
    }

    // ---- what the times say

    fn derived(&self, asked: &Asked, question: &str, answer: &str) -> Option<Derived> {
        match self.kind(asked.own.start, question)? {
            Kind::FoundBy => self.found_by(answer),
            Kind::Found => self.by_the_times("detect", answer),
            Kind::Fixed => self.by_the_times("fix", answer),
        }
    }

    fn kind(&self, at: usize, question: &str) -> Option<Kind> {
        let question = question.to_lowercase();
        let around = self.coe.sections.iter().filter(|section| section.range.contains(&at));
        let role = around.max_by_key(|section| section.range.start).and_then(|it| it.role.or(it.within));
        let asked = WORDS.asked.iter().find(|asked| {
            let any = |words: &[String]| words.iter().any(|word| question.contains(word.as_str()));
            let is_place = matches!(
                (asked.kind, role),
                (Kind::Found, Some(Role::Detection)) | (Kind::Fixed, Some(Role::Mitigation))
            );
            any(&asked.limit) && (is_place || asked.about.is_empty() || any(&asked.about))
        });
        asked.map(|asked| asked.kind)
    }

    fn by_the_times(&self, key: &str, answer: &str) -> Option<Derived> {
        let derived = masthead::answer(self.coe, key, self.words)?;
        let stated = asked::yes_or_no(answer);
        let key = match (derived.inferred, derived.yes) {
            (true, true) => "body.inferred_say_yes",
            (true, false) => "body.inferred_say_no",
            (false, true) => "body.times_say_yes",
            (false, false) => "body.times_say_no",
        };
        Some(Derived {
            words: self.words.fill(key, &[("time", &derived.time)]),
            disagrees: stated.is_some_and(|stated| stated != derived.yes)
                || self.differs(answer, derived.seconds),
        })
    }

    /// Whether the one length of time an answer states is clearly another than that of the times.
    fn differs(&self, answer: &str, seconds: i64) -> bool {
        let first = answer.split(['.', ';']).next().unwrap_or_default();
        let is_one = first.matches(|c: char| c.is_ascii_digit()).count() > 0 && !first.contains(" and ");
        let Some(minutes) = read::minutes(first).filter(|_| is_one && seconds >= 0) else { return false };
        let derived = seconds as f64 / 60.0;
        (minutes - derived).abs() > (derived * 0.25).max(2.0)
    }

    fn found_by(&self, answer: &str) -> Option<Derived> {
        let by = self.coe.detected_by.as_ref().filter(|by| !by.origin.inferred)?;
        let words = masthead::finder(&by.value, self.words);
        // The author says so with the same word.
        let stem: String = words.rsplit(' ').next()?.chars().take(6).collect();
        let said = answer.to_lowercase().contains(&stem.to_lowercase());
        (!said).then(|| Derived {
            words: self.words.fill("body.facts_say_found_by", &[("finder", words)]),
            disagrees: false,
        })
    }
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let words = text.get(range.clone()).unwrap_or_default();
    range.start..range.start + words.trim_end().len()
}
