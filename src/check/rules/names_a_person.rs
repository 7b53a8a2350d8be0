//! `names-a-person`: a person, by name, by handle, or as he or she.

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

/// More than this many findings in one document say nothing new.
const MOST: usize = 12;

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    let mut told = 0;
    for passage in &document.passages {
        // Those who wrote and came may stand under their names where the author lists them.
        if matches!(passage.role, Some(Role::People | Role::References)) || passage.is_heading() || signs(passage) {
            continue;
        }
        for (range, person) in people::named(document, passage) {
            told += 1;
            if told > MOST {
                return;
            }
            let words = passage.words()[range.clone()].to_owned();
            let message = match person {
                Person::Handle => format!("`{words}` is the handle of a person"),
                Person::Pronoun => format!("`{words}` is a person"),
                Person::Name => format!("`{words}` names a person"),
            };
            report.at(passage.span(range), message, "say the role or the team: `the engineer on call`, `support`");
        }
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
