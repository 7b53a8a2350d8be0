//! Which keys are known, in which documents, and what foreign keys mean.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Kind;
use crate::model::RelationKind;

/// What a top-level key states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Id,
    Profile,
    Status,
    Severity,
    Trigger,
    Team,
    Services,
    Technologies,
    ImpactedTeams,
    Causes,
    Tags,
    Aliases,
    Ideas,
    Lessons,
    Date,
    Timezone,
    StartTime,
    EndTime,
    Times,
    /// A moment beside the others instead of below `times`.
    Time(&'static str),
    Duration,
    DetectedBy,
    Impact,
    Related,
    /// A relation beside the others instead of below `related`.
    Relation(RelationKind),
    Actions,
    Review,
    Audience,
    AudienceReason,
    People,
    Allow,
    Description,
    Url,
    Draft,
    Published,
    Resolved,
    Authors,
    Owner,
    Slug,
    Claim,
    Limits,
    Evidence,
    Champions,
    Adoption,
    ForWhom,
    Steps,
    Subjects,
}

const COE: u8 = 1;
const LESSON: u8 = 2;
const PATH: u8 = 4;
const EXPLAINER: u8 = 8;
const PRACTICE: u8 = 16;
const ALL: u8 = COE | LESSON | PATH | EXPLAINER | PRACTICE;

impl Kind {
    fn mask(self) -> u8 {
        match self {
            Kind::Coe => COE,
            Kind::Lesson => LESSON,
            Kind::Path => PATH,
            Kind::Explainer => EXPLAINER,
            Kind::Practice => PRACTICE,
        }
    }
}

/// Our own keys: what we document, and what a misspelled key is compared with.
const OWN: &[(&str, Field, u8)] = &[
    ("title", Field::Title, ALL),
    ("id", Field::Id, ALL),
    ("profile", Field::Profile, COE),
    ("status", Field::Status, ALL),
    ("severity", Field::Severity, COE),
    ("trigger", Field::Trigger, COE),
    ("team", Field::Team, ALL),
    ("services", Field::Services, ALL),
    ("technologies", Field::Technologies, ALL),
    ("impacted-teams", Field::ImpactedTeams, COE),
    ("causes", Field::Causes, ALL),
    ("tags", Field::Tags, ALL),
    ("aliases", Field::Aliases, ALL),
    ("ideas", Field::Ideas, COE),
    ("lessons", Field::Lessons, COE | PATH | EXPLAINER),
    ("date", Field::Date, ALL),
    ("timezone", Field::Timezone, COE),
    ("start-time", Field::StartTime, COE),
    ("end-time", Field::EndTime, COE),
    ("times", Field::Times, COE),
    ("duration", Field::Duration, COE),
    ("detected-by", Field::DetectedBy, COE),
    ("impact", Field::Impact, COE),
    ("related", Field::Related, ALL),
    ("actions", Field::Actions, COE),
    ("review", Field::Review, COE),
    ("audience", Field::Audience, ALL),
    ("audience-reason", Field::AudienceReason, ALL),
    ("people", Field::People, COE),
    ("allow", Field::Allow, COE),
    ("description", Field::Description, ALL),
    ("draft", Field::Draft, ALL),
    ("authors", Field::Authors, ALL),
    ("claim", Field::Claim, LESSON),
    ("limits", Field::Limits, LESSON),
    ("evidence", Field::Evidence, LESSON),
    ("champions", Field::Champions, LESSON),
    ("adoption", Field::Adoption, LESSON),
    ("for", Field::ForWhom, PATH),
    ("steps", Field::Steps, PATH),
    ("subjects", Field::Subjects, EXPLAINER | PRACTICE),
];

/// Keys of other tools, with what they mean here; ours win over them.
const FOREIGN: &[(&str, Field)] = &[
    ("incident-id", Field::Id),
    ("slug", Field::Slug),
    ("state", Field::Status),
    ("published", Field::Published),
    ("resolved", Field::Resolved),
    ("resolved-on", Field::Time("recovered")),
    ("resolved-at", Field::Time("recovered")),
    ("detected-at", Field::Time("detected")),
    ("mitigated-at", Field::Time("mitigated")),
    ("started-at", Field::StartTime),
    ("ended-at", Field::EndTime),
    ("incident-date", Field::Date),
    ("tz", Field::Timezone),
    ("zone", Field::Timezone),
    ("max-severity", Field::Severity),
    ("sev", Field::Severity),
    ("priority", Field::Severity),
    ("service", Field::Services),
    ("affected", Field::Services),
    ("affected-services", Field::Services),
    ("component", Field::Services),
    ("components", Field::Services),
    ("technology", Field::Technologies),
    ("cause", Field::Causes),
    ("tag", Field::Tags),
    ("category", Field::Tags),
    ("categories", Field::Tags),
    ("keyword", Field::Tags),
    ("keywords", Field::Tags),
    ("label", Field::Tags),
    ("labels", Field::Tags),
    ("alias", Field::Aliases),
    ("author", Field::Authors),
    ("owners", Field::Authors),
    ("owner", Field::Owner),
    ("summary", Field::Description),
    ("url", Field::Url),
    ("recurrence-of", Field::Relation(RelationKind::RecurrenceOf)),
    ("same-cause", Field::Relation(RelationKind::SameCause)),
    ("caused-by-action-of", Field::Relation(RelationKind::CausedByActionOf)),
    ("duplicate", Field::Relation(RelationKind::Duplicate)),
    ("duplicate-of", Field::Relation(RelationKind::Duplicate)),
    ("part-of", Field::Relation(RelationKind::PartOf)),
    ("supersedes", Field::Relation(RelationKind::Supersedes)),
    ("see-also", Field::Relation(RelationKind::SeeAlso)),
];

/// Keys that tell other tools how to show a page, one a line, of which nobody expects anything here.
const IGNORED: &str = include_str!("ignored_keys.txt");

/// Beginnings of further keys that are left alone.
const IGNORED_BEGINNINGS: &[&str] = &["sidebar", "x-", "og-", "twitter"];

/// What is known about a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// One of ours; the name under which it is documented.
    Own(Field, &'static str),
    /// One of another tool that means the same as one of ours.
    Foreign(Field, &'static str),
    /// One of ours, but of another kind of document.
    Elsewhere(&'static str),
    /// None of our business.
    Ignored,
    Unknown,
}

enum Entry {
    Own(Field, &'static str, u8),
    Foreign(Field, &'static str),
    Ignored,
}

static TABLE: LazyLock<HashMap<String, Entry>> = LazyLock::new(|| {
    let ignored = IGNORED.lines().map(|name| (squash(name), Entry::Ignored));
    let foreign = FOREIGN.iter().map(|(name, field)| (squash(name), Entry::Foreign(*field, name)));
    let own = OWN.iter().map(|(name, field, kinds)| (squash(name), Entry::Own(*field, name, *kinds)));
    ignored.chain(foreign).chain(own).collect()
});

/// Looks a key up, however its words are joined: `impacted-teams`, `impacted_teams`, `impactedTeams`.
pub(super) fn look_up(key: &str, kind: Kind) -> Known {
    match TABLE.get(&squash(key)) {
        Some(Entry::Own(field, name, kinds)) if kinds & kind.mask() != 0 => Known::Own(*field, name),
        Some(Entry::Own(_, _, kinds)) => Known::Elsewhere(home(*kinds)),
        Some(Entry::Foreign(field, name)) => Known::Foreign(*field, name),
        Some(Entry::Ignored) => Known::Ignored,
        None if is_ignored_beginning(key) => Known::Ignored,
        None => Known::Unknown,
    }
}

fn is_ignored_beginning(key: &str) -> bool {
    let key = key.to_lowercase().replace('_', "-");
    IGNORED_BEGINNINGS.iter().any(|beginning| key.starts_with(beginning))
}

fn home(kinds: u8) -> &'static str {
    match kinds {
        _ if kinds & COE != 0 => "a COE",
        _ if kinds & LESSON != 0 => "a lesson",
        _ if kinds & PATH != 0 => "a reading path",
        _ => "an explainer",
    }
}

/// Our keys in the front matter of a COE.
pub fn of_coes() -> impl Iterator<Item = &'static str> {
    OWN.iter().filter(|(_, _, kinds)| kinds & COE != 0).map(|(name, _, _)| *name)
}

/// Our key that is written almost like this one.
pub(super) fn nearest_own(key: &str, kind: Kind) -> Option<&'static str> {
    let ours = OWN.iter().filter(|(_, _, kinds)| kinds & kind.mask() != 0).map(|(name, _, _)| *name);
    nearest(key, ours)
}

/// The name that is written almost like this key.
pub(super) fn nearest(key: &str, names: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    const LONGEST: usize = 40;
    let key = squash(key);
    let length = key.chars().count();
    if length > LONGEST {
        return None;
    }
    let most_changes = (length / 3).clamp(1, 3);
    names
        .map(|name| (strsim::osa_distance(&key, &squash(name)), name))
        .filter(|(changes, _)| *changes <= most_changes)
        .min_by_key(|(changes, _)| *changes)
        .map(|(_, name)| name)
}

/// A key without what joins its words, in lower case.
pub(super) fn squash(key: &str) -> String {
    key.chars().filter(|c| !is_joint(*c)).flat_map(char::to_lowercase).collect()
}

/// Whether a key is this name of ours, however its words are joined.
pub(super) fn is_same(key: &str, name: &str) -> bool {
    let key = key.chars().filter(|c| !is_joint(*c)).map(|c| c.to_ascii_lowercase());
    key.eq(name.chars().filter(|c| !is_joint(*c)))
}

fn is_joint(c: char) -> bool {
    matches!(c, '-' | '_' | ' ')
}
