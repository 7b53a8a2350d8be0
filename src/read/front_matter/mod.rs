//! Front matter: the keys before the text of a document, in YAML, TOML or JSON.
//!
//! [`read`] never fails. It finds the block (`split`), turns it into a tree that knows where everything stands
//! (`yaml`, `toml`, `tree`), and reads the keys it knows into [`FrontMatter`] (`keys`, `fields`, `parts`,
//! `relations`). Whatever
//! is wrong becomes a finding with its place, all of them at once, and costs no more than the value it is about.

mod fields;
mod keys;
mod parts;
mod plain_words;
mod relations;
mod split;
mod terms;
mod toml;
mod tree;
mod values;
mod words;
mod yaml;

pub use keys::of_coes as keys_of_coes;
pub use terms::{Form, Naming, Stands, Terms, Word, terms};

use std::ops::Range;

use crate::findings::{Findings, Level};
use crate::model::{ActionStatus, Horizon, Impact, Person, Profile, StatedAllow, StatedRelation, Status};

use self::split::{Block, Format, Split};
use self::tree::{Node, Reading, Trouble, Value};
use self::values::Reader;

/// The largest block that is given to a parser, in bytes; ours are 1 to 3 kB.
const LARGEST: usize = 64 * 1024;

const UNREADABLE: &str = "unreadable-front-matter";

/// A value, its bytes in the file, and its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its bytes in the file, quotes included.
    pub span: Range<usize>,
    /// The line it begins on, from 1.
    pub line: u32,
}

/// What kind of document the front matter belongs to, which decides what keys are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A COE.
    Coe,
    /// A curated lesson.
    Lesson,
    /// A reading path.
    Path,
    /// Background on a technology or service.
    Explainer,
    /// A page of the handbook.
    Practice,
}

/// What the front matter of a document states. Times and days are texts as written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FrontMatter {
    /// The first byte of the body.
    pub body_start: usize,
    /// Whether a part of the block could not be read, so that any key may be missing here.
    ///
    /// The audience is one of them: a document that says this and no `audience` is not safe to show to everyone.
    pub unreadable: bool,
    /// `title`
    pub title: Option<Spanned<String>>,
    /// `id`, or else `slug`
    pub id: Option<Spanned<String>>,
    /// `profile`
    pub profile: Option<Spanned<Profile>>,
    /// `status`, or what foreign words for it mean; draft when `draft: true` and nothing else is said.
    pub status: Option<Spanned<Status>>,
    /// `severity`, as written.
    pub severity: Option<Spanned<String>>,
    /// `trigger`
    pub trigger: Option<Spanned<String>>,
    /// `team`, or an `owner` that is not a handle
    pub team: Option<Spanned<String>>,
    /// `services`
    pub services: Vec<Spanned<String>>,
    /// `technologies`
    pub technologies: Vec<Spanned<String>>,
    /// `impacted-teams`
    pub impacted_teams: Vec<Spanned<String>>,
    /// `causes`
    pub causes: Vec<Spanned<String>>,
    /// `tags`, and what other tools call categories, keywords and labels
    pub tags: Vec<Spanned<String>>,
    /// `aliases`
    pub aliases: Vec<Spanned<String>>,
    /// `ideas`
    pub ideas: Vec<Spanned<String>>,
    /// `lessons`
    pub lessons: Vec<Spanned<String>>,
    /// `date`
    pub date: Option<Spanned<String>>,
    /// `timezone`
    pub timezone: Option<Spanned<String>>,
    /// `start_time`; also among `times` as `impact-start` unless that is stated.
    pub start_time: Option<Spanned<String>>,
    /// `end_time`; also among `times` as `recovered` unless that is stated.
    pub end_time: Option<Spanned<String>>,
    /// `times`: our names with `-` (`impact-start`) and the values.
    pub times: Vec<(Spanned<String>, Spanned<String>)>,
    /// `duration`
    pub duration: Option<Spanned<String>>,
    /// `detected-by`
    pub detected_by: Option<Spanned<String>>,
    /// `impact`; a text instead of keys is the experience.
    pub impact: Impact,
    /// `related`
    pub relations: Vec<StatedRelation>,
    /// `none` of `related`: the words behind it, which may be empty.
    pub no_relations: Option<Spanned<String>>,
    /// `actions`
    pub actions: Vec<FrontAction>,
    /// `review`
    pub review: FrontReview,
    /// `audience`; when it is no text, the source as written, which names no audience.
    pub audience: Option<Spanned<String>>,
    /// `audience-reason`
    pub audience_reason: Option<Spanned<String>>,
    /// `people`
    pub people: Vec<Person>,
    /// `allow`
    pub allowed: Vec<StatedAllow>,
    /// `description`, or else `summary`
    pub description: Option<Spanned<String>>,
    /// `url`, which nothing here needs
    pub url: Option<Spanned<String>>,
    /// Whether it says `draft: true` or `published: false`.
    pub draft: bool,
    /// `author`, `authors`, and owners that are handles or several
    pub authors: Vec<Spanned<String>>,
    /// `claim` of a lesson
    pub claim: Option<Spanned<String>>,
    /// `limits` of a lesson
    pub limits: Option<Spanned<String>>,
    /// `evidence` of a lesson
    pub evidence: Vec<Spanned<String>>,
    /// `champions` of a lesson
    pub champions: Vec<Spanned<String>>,
    /// `adoption` of a lesson
    pub adoption: Vec<FrontAdoption>,
    /// `for` of a reading path
    pub for_whom: Option<Spanned<String>>,
    /// `steps` of a reading path: the COE and the note beside it
    pub steps: Vec<(Spanned<String>, Option<String>)>,
    /// `subjects` with services and technologies, of anything but a COE
    pub subjects: Vec<Spanned<String>>,
}

/// An action of the front matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrontAction {
    /// `id`
    pub id: Option<String>,
    /// `title`; never empty.
    pub title: String,
    /// `owner`; several joined by commas
    pub owner: Option<String>,
    /// `due`, as written
    pub due: Option<Spanned<String>>,
    /// `horizon`
    pub horizon: Option<Horizon>,
    /// `status`
    pub status: Option<ActionStatus>,
    /// `done-on`, or a day under `done`, as written
    pub done_on: Option<Spanned<String>>,
    /// `reason`
    pub reason: Option<String>,
    /// `kind`
    pub kind: Option<String>,
    /// `addresses`
    pub addresses: Vec<String>,
    /// `to-yes`
    pub to_yes: Option<String>,
    /// `ticket`
    pub ticket: Option<String>,
    /// `priority`
    pub priority: Option<String>,
    /// `evidence`
    pub evidence: Option<String>,
    /// `sponsor`
    pub sponsor: Option<String>,
    /// The line it begins on, from 1.
    pub line: u32,
    /// Its bytes in the file.
    pub span: Range<usize>,
}

/// How far a team is with a lesson, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontAdoption {
    /// The team.
    pub team: Spanned<String>,
    /// How far it is.
    pub state: Option<Spanned<String>>,
    /// `reason`, `note`
    pub reason: Option<String>,
}

/// The review of the document; days as written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FrontReview {
    /// `debrief-on`
    pub debrief_on: Option<Spanned<String>>,
    /// `attendees`
    pub attendees: Option<u64>,
    /// `invited`
    pub invited: Option<u64>,
    /// `investigators`
    pub investigators: Vec<String>,
    /// `effort-hours`
    pub effort_hours: Option<f64>,
    /// `purpose`
    pub purpose: Option<String>,
    /// `checkpoint-on`
    pub checkpoint_on: Option<Spanned<String>>,
}

/// Reads the front matter of a document.
///
/// Prose between two rules is not front matter. Findings are added in the order of reading, ours before foreign
/// keys.
pub fn read(text: &str, kind: Kind, findings: &mut Findings<'_>) -> FrontMatter {
    let start = split::text_start(text);
    let nothing = FrontMatter { body_start: start, ..FrontMatter::default() };
    let block = match split::split(text) {
        Split::Body => return nothing,
        Split::Open { format, fence } => {
            let unreadable = split::begins_with_key(&text[fence.end..], format, false);
            if unreadable {
                report_open(text, fence, findings);
            }
            return FrontMatter { unreadable, ..nothing };
        }
        Split::Closed(block) => block,
    };
    let content = &text[block.content.clone()];
    let looks_meant = split::begins_with_key(content, block.format, true);
    let mut matter = FrontMatter { body_start: block.body_start, ..FrontMatter::default() };
    if content.len() > LARGEST {
        if !looks_meant {
            return nothing;
        }
        let message = format!("front matter is larger than {} kB", LARGEST / 1024);
        findings.add(Level::Error, UNREADABLE, block.fence, message, "move the long parts into the text");
        return FrontMatter { unreadable: true, ..matter };
    }
    if !split::has_matter(text, &block) {
        return matter;
    }
    let Reading { tree, troubles } = parse(text, &block);
    let entries = match &tree {
        Some(Node { value: Value::Map(entries), .. }) => Some(entries.as_slice()),
        // A block of comments.
        Some(node) if node.is_nothing() => return matter,
        _ => None,
    };
    let is_parsed = troubles.is_empty();
    let is_sound = is_parsed && entries.is_some_and(|entries| fields::is_front_matter(entries, kind));
    if !is_sound && !looks_meant {
        return nothing;
    }
    matter.unreadable = !is_sound;
    let mut reader = Reader::new(text, block.body_start, findings);
    if is_parsed && !is_sound {
        let message = "front matter is not a list of `key: value` lines".to_owned();
        reader.report(Level::Error, UNREADABLE, block.fence, message, String::new());
    }
    for Trouble { span, message, hint } in troubles {
        reader.report(Level::Error, UNREADABLE, span, message, hint);
    }
    if !is_parsed && block.format == Format::Toml {
        reader.mute();
    }
    fields::fill(&mut matter, entries.unwrap_or_default(), kind, &mut reader);
    matter
}

fn parse(text: &str, block: &Block) -> Reading {
    match block.format {
        Format::Toml => toml::read(text, block.content.clone()),
        format => yaml::read(text, block.content.clone(), format),
    }
}

fn report_open(text: &str, fence: Range<usize>, findings: &mut Findings<'_>) {
    let opening = &text[fence.clone()];
    let closing = match opening {
        "{" => "}",
        fence if fence.starts_with("---") => "---",
        fence => fence,
    };
    let message = format!("front matter opened with `{opening}` is never closed");
    let hint = format!("put a line `{closing}` after the last key");
    findings.add(Level::Error, UNREADABLE, fence, message, hint);
}
