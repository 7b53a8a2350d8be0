//! `names-a-person`: a person, by name, by handle, or as he or she.

use std::ops::Range;

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::check::Passage;
use crate::check::people::{self, Person};
use crate::model::Role;

pub(crate) const RULE: Rule = Rule {
    name: "names-a-person",
    level: Level::Warning,
    group: Group::People,
    finds: "A person, by name, by handle, or as he or she.",
    why: "A debrief is about what happened, not about who it happened to. With a name in it, it is read as \
          a file about that person for as long as it is kept; with a role, the next person in that role \
          learns from it.",
    example: "14:31 Anna Berg restarted the broker, then she paged @lars.",
    instead: "14:31 The engineer on call restarted the broker, then paged the search team.",
    look: Look::Coe(look),
};

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    // Each person is told once, where they stand first, and how often.
    let mut persons: Vec<(String, Person, Range<usize>, usize)> = Vec::new();
    for passage in &document.passages {
        // Those who wrote and came may stand under their names where the author lists them.
        if matches!(passage.role, Some(Role::People | Role::References)) || passage.is_heading() || signs(passage) {
            continue;
        }
        for (range, person) in people::named(document, passage) {
            let words = &passage.words()[range.clone()];
            match persons.iter_mut().find(|(known, ..)| known.eq_ignore_ascii_case(words)) {
                Some((.., times)) => *times += 1,
                None => persons.push((words.to_owned(), person, passage.span(range), 1)),
            }
        }
    }
    for (words, person, span, times) in persons {
        let what = match person {
            Person::Handle => "is the handle of a person",
            Person::Pronoun => "is a person",
            Person::Name => "names a person",
        };
        let often = if times > 1 { format!(", {times} times") } else { String::new() };
        let hint = "say the role or the team: `the engineer on call`, `support`";
        report.at(span, format!("`{words}` {what}{often}"), hint);
    }
}

/// Whether a line says who wrote the document.
fn signs(passage: &Passage) -> bool {
    let label = passage.all_words().split([':', '：']).next().unwrap_or_default().trim().to_lowercase();
    AUTHORS.contains(&label.as_str())
}

/// Labels of those who wrote the document.
const AUTHORS: [&str; 18] = [
    "author", "authors", "by", "written by", "created by", "prepared by", "reported by", "reviewer", "reviewers", "reviewed by",
    "av", "forfatter", "forfattere", "autor", "autoren", "verfasser", "auteur", "作成者",
];
