//! Words with a fixed meaning: statuses, horizons, relations, in ours and in other people's spelling.

use crate::model::{ActionStatus, Horizon, Profile, RelationKind, Status, slug};

/// Words and what they mean; the first of each meaning is ours.
pub(super) type Words<T> = [(&'static str, T)];

pub(super) const PROFILES: &Words<Profile> = &[
    ("debrief", Profile::Debrief),
    ("coe", Profile::Coe),
    ("howie", Profile::Howie),
    ("full", Profile::Coe),
    ("postmortem", Profile::Coe),
    ("post-mortem", Profile::Coe),
    ("correction-of-error", Profile::Coe),
    ("narrative", Profile::Howie),
    ("quick", Profile::Debrief),
    ("brief", Profile::Debrief),
];

/// A document about an incident that is over is taken for published, about one that is not for under review.
pub(super) const STATUSES: &Words<Status> = &[
    ("draft", Status::Draft),
    ("in-review", Status::InReview),
    ("published", Status::Published),
    ("checkpoint-done", Status::CheckpointDone),
    ("closed", Status::Closed),
    ("superseded", Status::Superseded),
    ("final-draft", Status::Draft),
    ("in-progress", Status::Draft),
    ("wip", Status::Draft),
    ("work-in-progress", Status::Draft),
    ("unpublished", Status::Draft),
    ("utkast", Status::Draft),
    ("entwurf", Status::Draft),
    ("brouillon", Status::Draft),
    ("下書き", Status::Draft),
    ("active", Status::InReview),
    ("identified", Status::InReview),
    ("investigating", Status::InReview),
    ("monitoring", Status::InReview),
    ("new", Status::InReview),
    ("ongoing", Status::InReview),
    ("open", Status::InReview),
    ("proposed", Status::InReview),
    ("pågående", Status::InReview),
    ("ready-for-review", Status::InReview),
    ("review", Status::InReview),
    ("under-review", Status::InReview),
    ("対応中", Status::InReview),
    ("accepted", Status::Published),
    ("action-items-in-progress", Status::Published),
    ("actions-in-progress", Status::Published),
    ("approved", Status::Published),
    ("complete", Status::Published),
    ("completed", Status::Published),
    ("done", Status::Published),
    ("final", Status::Published),
    ("finalised", Status::Published),
    ("finalized", Status::Published),
    ("fixed", Status::Published),
    ("løst", Status::Published),
    ("mitigated", Status::Published),
    ("public", Status::Published),
    ("resolved", Status::Published),
    ("reviewed", Status::Published),
    ("解決済み", Status::Published),
    ("完了", Status::Published),
    ("checkpoint-held", Status::CheckpointDone),
    ("archived", Status::Closed),
    ("deprecated", Status::Superseded),
    ("obsolete", Status::Superseded),
    ("replaced", Status::Superseded),
    ("withdrawn", Status::Superseded),
];

pub(super) const HORIZONS: &Words<Horizon> = &[
    ("short", Horizon::Short),
    ("medium", Horizon::Medium),
    ("long", Horizon::Long),
    ("immediate", Horizon::Short),
    ("now", Horizon::Short),
    ("mid", Horizon::Medium),
];

pub(super) const ACTION_STATUSES: &Words<ActionStatus> = &[
    ("open", ActionStatus::Open),
    ("done", ActionStatus::Done),
    ("verified", ActionStatus::Verified),
    ("deferred", ActionStatus::Deferred),
    ("declined", ActionStatus::Declined),
    ("in-progress", ActionStatus::Open),
    ("in-review", ActionStatus::Open),
    ("new", ActionStatus::Open),
    ("not-started", ActionStatus::Open),
    ("pending", ActionStatus::Open),
    ("planned", ActionStatus::Open),
    ("proposed", ActionStatus::Open),
    ("started", ActionStatus::Open),
    ("to-do", ActionStatus::Open),
    ("todo", ActionStatus::Open),
    ("wip", ActionStatus::Open),
    ("closed", ActionStatus::Done),
    ("complete", ActionStatus::Done),
    ("completed", ActionStatus::Done),
    ("finished", ActionStatus::Done),
    ("fixed", ActionStatus::Done),
    ("merged", ActionStatus::Done),
    ("released", ActionStatus::Done),
    ("resolved", ActionStatus::Done),
    ("shipped", ActionStatus::Done),
    ("backlog", ActionStatus::Deferred),
    ("later", ActionStatus::Deferred),
    ("postponed", ActionStatus::Deferred),
    ("cancelled", ActionStatus::Declined),
    ("canceled", ActionStatus::Declined),
    ("rejected", ActionStatus::Declined),
    ("won-t-do", ActionStatus::Declined),
    ("wont-do", ActionStatus::Declined),
    ("wont-fix", ActionStatus::Declined),
    ("wontfix", ActionStatus::Declined),
];

pub(super) const RELATIONS: &Words<RelationKind> = &RelationKind::WORDS;

/// What a text means: one of the words, or one of the words with more after it ("Complete, actions pending").
pub(super) fn meaning<T: Copy>(text: &str, words: &Words<T>) -> Option<T> {
    let said = slug(text);
    words
        .iter()
        .filter(|(word, _)| {
            said.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        })
        .max_by_key(|(word, _)| word.len())
        .map(|(_, meaning)| *meaning)
}

/// The words that are ours, for a hint: the first of each meaning.
pub(super) fn ours<T: PartialEq>(words: &Words<T>) -> String {
    let first_of_its_meaning =
        |index: usize| words[..index].iter().all(|(_, meaning)| *meaning != words[index].1);
    let names: Vec<&str> =
        (0..words.len()).filter(|index| first_of_its_meaning(*index)).map(|index| words[index].0).collect();
    names.join(", ")
}
