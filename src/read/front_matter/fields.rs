//! From the top-level keys to the fields of [`FrontMatter`].

use super::keys::{self, Field, Known};
use super::tree::{Key, Node, ScalarKind, Value};
use super::values::{Commas, Reader, truth};
use super::words::{PROFILES, STATUSES};
use super::{FrontMatter, Kind, Spanned};
use crate::model::Status;

/// Whether a map of keys is front matter: prose between two rules may read as one too ("The cause: a typo").
pub(super) fn is_front_matter(entries: &[(Key, Node)], kind: Kind) -> bool {
    let is_one_word = |key: &Key| !key.text.trim().contains(char::is_whitespace);
    entries
        .iter()
        .any(|(key, _)| is_one_word(key) || !matches!(keys::look_up(&key.text, kind), Known::Unknown))
        || entries.is_empty()
}

/// Reads every key of the block.
pub(super) fn fill(
    matter: &mut FrontMatter,
    entries: &[(Key, Node)],
    kind: Kind,
    reader: &mut Reader<'_, '_>,
) {
    let mut seen: Vec<&'static str> = Vec::new();
    let mut later: Vec<(Field, &str, &Node)> = Vec::new();
    for (key, node) in entries {
        let known = keys::look_up(&key.text, kind);
        if let Known::Own(_, name) | Known::Foreign(_, name) = known {
            if seen.contains(&name) {
                reader.written_twice(key);
                continue;
            }
            seen.push(name);
        }
        match known {
            Known::Own(field @ Field::Draft, _) | Known::Foreign(field, _) => {
                later.push((field, &key.text, node))
            }
            Known::Own(field, _) => set(matter, field, &key.text, node, reader),
            Known::Elsewhere(home) => {
                reader.unknown_key(key, None, &format!("it belongs into {home}; nobody reads it here"));
            }
            Known::Ignored => {}
            Known::Unknown => {
                let nearest = keys::nearest_own(&key.text, kind);
                reader.unknown_key(key, nearest, "nobody reads it; remove it, or write it into the text");
                // A slip of the pen must not make something restricted public.
                if nearest == Some("audience") {
                    later.push((Field::Audience, "audience", node));
                }
            }
        }
    }
    // Keys of other tools give way to ours, and those that only imply a status to those that state one, wherever
    // they stand.
    later.sort_by_key(|(field, ..)| match field {
        Field::Draft | Field::Published => 1,
        Field::Resolved => 2,
        _ => 0,
    });
    for (field, name, node) in later {
        set(matter, field, name, node, reader);
    }
    conclude(matter, kind);
}

/// Sets what a key states, unless something else stated it already; lists grow.
fn set(matter: &mut FrontMatter, field: Field, name: &str, node: &Node, reader: &mut Reader<'_, '_>) {
    let read = reader;
    match field {
        Field::Title => keep(&mut matter.title, read.text(name, node)),
        Field::Id => keep(&mut matter.id, read.text(name, node)),
        Field::Slug => slug(matter, name, node, read),
        Field::Profile => keep(&mut matter.profile, read.word(name, node, PROFILES)),
        Field::Status => keep(&mut matter.status, read.word(name, node, STATUSES)),
        Field::Severity => keep(&mut matter.severity, read.text(name, node)),
        Field::Trigger => keep(&mut matter.trigger, read.text(name, node)),
        Field::Team => keep(&mut matter.team, read.text(name, node)),
        Field::Owner => owner(matter, name, node, read),
        Field::Authors => grow(&mut matter.authors, read.texts(name, node, Commas::Separate)),
        Field::Services => grow(&mut matter.services, read.texts(name, node, Commas::Separate)),
        Field::Technologies => grow(&mut matter.technologies, read.texts(name, node, Commas::Separate)),
        Field::ImpactedTeams => grow(&mut matter.impacted_teams, read.texts(name, node, Commas::Separate)),
        Field::Causes => grow(&mut matter.causes, read.texts(name, node, Commas::Separate)),
        Field::Tags => grow(&mut matter.tags, read.texts(name, node, Commas::Separate)),
        Field::Aliases => grow(&mut matter.aliases, read.texts(name, node, Commas::Separate)),
        Field::Lessons => grow(&mut matter.lessons, read.texts(name, node, Commas::Separate)),
        Field::Evidence => grow(&mut matter.evidence, read.texts(name, node, Commas::Separate)),
        Field::Champions => grow(&mut matter.champions, read.texts(name, node, Commas::Separate)),
        Field::Adoption => matter.adoption = read.adoption(node),
        Field::Subjects => grow(&mut matter.subjects, read.texts(name, node, Commas::Separate)),
        Field::Ideas => grow(&mut matter.ideas, read.texts(name, node, Commas::Belong)),
        Field::Date => keep(&mut matter.date, read.text(name, node)),
        Field::Timezone => keep(&mut matter.timezone, read.text(name, node)),
        Field::StartTime => keep(&mut matter.start_time, read.text(name, node)),
        Field::EndTime => keep(&mut matter.end_time, read.text(name, node)),
        Field::Times => matter.times = read.times(node),
        Field::Time(moment) => time(matter, moment, read.text(name, node)),
        Field::Resolved => resolved(matter, name, node, read),
        Field::Duration => keep(&mut matter.duration, read.text(name, node)),
        Field::DetectedBy => keep(&mut matter.detected_by, read.text(name, node)),
        Field::Impact => matter.impact = read.impact(node),
        Field::Related => read.related(node, matter),
        Field::Relation(kind) => read.relation(kind, node, matter),
        Field::Actions => matter.actions = read.actions(node),
        Field::Review => matter.review = read.review(node),
        Field::Audience => keep(&mut matter.audience, audience(name, node, read)),
        Field::AudienceReason => keep(&mut matter.audience_reason, read.text(name, node)),
        Field::People => matter.people = read.people(node),
        Field::Allow => matter.allowed = read.allowed(node),
        Field::Description => keep(&mut matter.description, read.text(name, node)),
        Field::Url => keep(&mut matter.url, read.text(name, node)),
        Field::Draft => draft(matter, name, node, read),
        Field::Published => published(matter, node, read),
        Field::Claim => keep(&mut matter.claim, read.text(name, node)),
        Field::Limits => keep(&mut matter.limits, read.text(name, node)),
        Field::ForWhom => keep(&mut matter.for_whom, read.text(name, node)),
        Field::Steps => matter.steps = read.steps(node),
    }
}

fn keep<T>(place: &mut Option<T>, value: Option<T>) {
    if place.is_none() {
        *place = value;
    }
}

fn grow(list: &mut Vec<Spanned<String>>, more: Vec<Spanned<String>>) {
    for item in more {
        if !list.iter().any(|known| known.value == item.value) {
            list.push(item);
        }
    }
}

fn slug(matter: &mut FrontMatter, name: &str, node: &Node, reader: &mut Reader<'_, '_>) {
    let slug = reader.text(name, node);
    match &matter.id {
        None => matter.id = slug,
        Some(id) => {
            let other = slug.filter(|slug| slug.value != id.value);
            grow(&mut matter.aliases, other.into_iter().collect());
        }
    }
}

/// A team, unless it is somebody's handle or several.
fn owner(matter: &mut FrontMatter, name: &str, node: &Node, reader: &mut Reader<'_, '_>) {
    let mut owners = reader.texts(name, node, Commas::Separate);
    let is_team = owners.len() == 1 && !owners[0].value.starts_with('@');
    if is_team {
        keep(&mut matter.team, owners.pop());
    } else {
        grow(&mut matter.authors, owners);
    }
}

fn time(matter: &mut FrontMatter, moment: &str, value: Option<Spanned<String>>) {
    let is_known = matter.times.iter().any(|(name, _)| name.value == moment);
    if let Some(value) = value.filter(|_| !is_known) {
        let name = Spanned { value: moment.to_owned(), ..value.clone() };
        matter.times.push((name, value));
    }
}

/// `resolved: true` is a status, `resolved: 2022-04-01 11:38` a time.
fn resolved(matter: &mut FrontMatter, name: &str, node: &Node, reader: &mut Reader<'_, '_>) {
    match truth(node) {
        Some(is_over) => {
            let status = if is_over { Status::Published } else { Status::InReview };
            keep(&mut matter.status, Some(reader.spanned(status, node.span.clone())));
        }
        None => time(matter, "recovered", reader.text(name, node)),
    }
}

/// A draft, and so is what says something unreadable about being one.
fn draft(matter: &mut FrontMatter, name: &str, node: &Node, reader: &mut Reader<'_, '_>) {
    if !node.is_nothing() && reader.flag(name, node).unwrap_or(true) {
        is_draft(matter, node, reader);
    }
}

/// `published: false` is a draft; other tools also write a day here, which nobody needs.
fn published(matter: &mut FrontMatter, node: &Node, reader: &mut Reader<'_, '_>) {
    let is_truth = matches!(node.value, Value::Scalar { kind: ScalarKind::Bool, .. });
    if is_truth && truth(node) == Some(false) {
        is_draft(matter, node, reader);
    }
}

fn is_draft(matter: &mut FrontMatter, node: &Node, reader: &Reader<'_, '_>) {
    matter.draft = true;
    keep(&mut matter.status, Some(reader.spanned(Status::Draft, node.span.clone())));
}

/// An audience that cannot be read is kept as it is written, so that nothing restricted becomes public.
fn audience(name: &str, node: &Node, reader: &mut Reader<'_, '_>) -> Option<Spanned<String>> {
    let said = reader.text(name, node);
    if said.is_some() || node.is_nothing() {
        return said;
    }
    let written = reader.text[node.span.clone()].trim().to_owned();
    Some(reader.spanned(written, node.span.clone()))
}

/// What follows from keys together.
fn conclude(matter: &mut FrontMatter, kind: Kind) {
    time(matter, "impact-start", matter.start_time.clone());
    time(matter, "recovered", matter.end_time.clone());
    if kind != Kind::Coe {
        grow(&mut matter.subjects, matter.services.clone());
        grow(&mut matter.subjects, matter.technologies.clone());
    }
}
