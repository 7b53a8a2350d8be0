//! How much the parts of a document say about what kind of incident it is.

use std::ops::Range;

use crate::model::{Coe, Role, SectionForm};

/// How much a word of the title counts.
pub(super) const TITLE: f32 = 2.5;

/// How much a word counts where no section says what it is for.
const PROSE: f32 = 1.0;

/// How much a word counts in the opening of a document, before its first section.
const OPENING: f32 = 1.5;

/// A part of the text and how much its words count; it ends where the next begins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Zone {
    /// First byte.
    pub(super) start: usize,
    /// How much a word in it counts; 0 is passed over.
    pub(super) weight: f32,
    /// How much a sentence in it says about how things failed.
    pub(super) account: f32,
}

impl Zone {
    /// The title as a zone.
    pub(super) fn of_title() -> Zone {
        Zone { start: 0, weight: TITLE, account: TITLE }
    }
}

/// The zones that have any bytes, each with its bytes.
pub(super) fn parts(zones: &[Zone], end: usize) -> impl Iterator<Item = (Zone, Range<usize>)> {
    let ends = zones.iter().skip(1).map(|zone| zone.start).chain([usize::MAX]);
    zones.iter().zip(ends).filter_map(move |(zone, next)| {
        let range = zone.start..next.min(end);
        (range.start < range.end).then_some((*zone, range))
    })
}

/// The zones of a document, in order; the first starts with the body.
pub(super) fn zones(coe: &Coe, text: &str) -> Vec<Zone> {
    let mut zones = vec![Zone { start: coe.body_start, weight: OPENING, account: OPENING }];
    let mut around: Vec<(usize, Zone)> = Vec::new();
    for section in &coe.sections {
        close(&mut zones, &mut around, section.range.start);
        let role = section.role.or(section.within);
        let zone = Zone { start: section.range.start, weight: weight(role), account: account(role) };
        let titles_document = section.level == 1 && section.role.is_none();
        if section.form == SectionForm::Heading {
            // The heading of a known part is the template's; any other tells what the part is about.
            let heading = if section.role.is_some() || titles_document { 0.0 } else { zone.weight };
            zones.push(Zone { weight: heading, account: heading, ..zone });
            let line = memchr::memchr(b'\n', &text.as_bytes()[section.range.clone()]);
            let start = section.range.start + line.unwrap_or(section.range.len());
            let below =
                if titles_document { Zone { weight: OPENING, account: OPENING, ..zone } } else { zone };
            zones.push(Zone { start, ..below });
            around.push((section.range.end, below));
        } else {
            zones.push(zone);
            around.push((section.range.end, zone));
        }
    }
    close(&mut zones, &mut around, usize::MAX);
    zones
}

/// Goes back to the part around those that end before a place.
fn close(zones: &mut Vec<Zone>, around: &mut Vec<(usize, Zone)>, place: usize) {
    while let Some((end, _)) = around.last().copied().filter(|(end, _)| *end <= place) {
        around.pop();
        let outer = around.last().map(|(_, zone)| *zone);
        let plain = Zone { start: end, weight: PROSE, account: PROSE };
        zones.push(outer.map_or(plain, |outer| Zone { start: end, ..outer }));
    }
}

/// How much a word counts for telling documents apart.
///
/// What happened and why counts most; what was promised and what is said of other incidents least, since the same
/// promises follow very unlike failures.
fn weight(role: Option<Role>) -> f32 {
    let Some(role) = role else { return PROSE };
    match role {
        Role::Causes | Role::WhyChain | Role::Contributors | Role::Trigger => 2.0,
        Role::Summary => 1.6,
        Role::Detection | Role::Diagnosis | Role::Mitigation | Role::Resolution => 1.2,
        Role::Background | Role::Narrative | Role::Response | Role::Takeaways | Role::Lessons => 1.0,
        Role::Impact | Role::Difficulties | Role::Surprises | Role::WentWrong | Role::Risks => 0.8,
        Role::Timeline | Role::Actions | Role::Questions | Role::Mitigators => 0.6,
        Role::WentWell | Role::GotLucky | Role::Metrics => 0.4,
        Role::People | Role::Related | Role::References => 0.0,
    }
}

/// How much a sentence says about how things failed.
fn account(role: Option<Role>) -> f32 {
    let Some(role) = role else { return PROSE };
    match role {
        Role::Causes | Role::WhyChain | Role::Contributors | Role::Trigger => 2.0,
        Role::Summary => 1.6,
        Role::Diagnosis | Role::Mitigation | Role::Resolution | Role::Narrative => 1.0,
        Role::Background | Role::Response | Role::Takeaways | Role::WentWrong => 0.8,
        Role::Detection | Role::Difficulties | Role::Surprises | Role::Impact => 0.7,
        Role::Timeline | Role::Lessons => 0.5,
        Role::Actions | Role::Questions | Role::Mitigators | Role::Risks => 0.2,
        Role::WentWell | Role::GotLucky | Role::Metrics => 0.2,
        Role::People | Role::Related | Role::References => 0.0,
    }
}
