//! The timeline of a document: six forms, four clock notations, dates carried forward, zones by precedence.

mod collect;
mod columns;
mod phases;
mod resolve;

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::blocks::Block;
use super::moment::{self, SlashOrder};
use super::outline::{Outline, Part};
use crate::findings::{Findings, Level, LineMap};
use crate::model::{Day, Fact, Origin, Role, Source, Timeline, Zone};

pub(crate) use phases::infer;

/// What is known about a document before its timeline is read.
pub(crate) struct Context<'a> {
    /// How `4/1/2022` is read.
    pub(crate) order: SlashOrder,
    /// The day of entries that state none.
    pub(crate) base_day: Option<Day>,
    /// Zone of the front matter.
    pub(crate) stated_zone: Option<Zone>,
    /// Zone of `coebook.toml`.
    pub(crate) default_zone: Option<Zone>,
    /// Lines of the file.
    pub(crate) lines: &'a LineMap,
}

/// A timeline and the zone its unzoned times are in.
pub(crate) struct Read {
    pub(crate) timeline: Timeline,
    pub(crate) zone: Option<Fact<Zone>>,
    /// Whether any entry states a day of its own (or under a dated heading).
    pub(crate) dated: bool,
}

/// Reads the timeline of a document.
pub(crate) fn read(outline: &Outline<'_>, context: &Context<'_>, findings: &mut Findings<'_>) -> Read {
    let mut collector = collect::Collector::new(context.order);
    let stated: Vec<&Part<'_>> =
        outline.parts.iter().filter(|part| part.within == Some(Role::Timeline)).collect();
    for part in &stated {
        collector.part(part);
    }
    if collector.timed() == 0 {
        let mut loose = collect::Collector::new(context.order);
        for part in outline.parts.iter().filter(|part| may_hold_times(part)) {
            let mut here = collect::Collector::new(context.order);
            here.part(part);
            if here.timed() >= 3 && mostly_timed(part, here.timed()) || part.timed && here.timed() > 0 {
                loose.steps.append(&mut here.steps);
            }
        }
        if loose.timed() >= 2 {
            collector.steps.append(&mut loose.steps);
        }
    }
    let document_zone = document_zone(outline, context);
    let config_zone =
        context.default_zone.clone().map(|zone| Fact::new(zone, Origin::outside(Source::Config)));
    let (timeline, dated, used) =
        resolve::resolve(collector.steps, context, document_zone.as_ref(), config_zone.as_ref(), findings);
    let zone = document_zone.or(used).or(config_zone);
    if zone.is_none()
        && let Some(entry) = timeline.entries.iter().find(|entry| entry.at.clock.is_some())
    {
        let start = context.lines.start_of(entry.line);
        let line = findings.text()[start..].lines().next().unwrap_or_default();
        let bare = line.trim_start_matches([' ', '\t', '#', '-', '*', '|', '>']);
        let first = start + (line.len() - bare.len());
        findings.add(
            Level::Warning,
            "zoneless-time",
            first..first + bare.trim_end_matches([' ', '\r', '|', '#']).len(),
            "no time zone is stated for the times of the timeline",
            "say it once, in the heading (\"Timeline (UTC)\") or as `timezone:` in the front matter",
        );
    }
    Read { timeline, zone, dated }
}

/// Parts whose timed lists are a timeline although nothing calls them so.
fn may_hold_times(part: &Part<'_>) -> bool {
    !matches!(part.within, Some(Role::Actions | Role::People | Role::References | Role::Related))
}

/// Whether most of what a part lists is timed.
fn mostly_timed(part: &Part<'_>, timed: usize) -> bool {
    let items: usize = part
        .blocks
        .iter()
        .map(|block| match block {
            Block::List { items, .. } => items.len(),
            Block::Table { rows, .. } => rows.len(),
            Block::Paragraph(inline) => inline.lines().count().min(1),
            _ => 0,
        })
        .sum();
    timed * 2 >= items
}

/// The zone the document states for all its times.
fn document_zone(outline: &Outline<'_>, context: &Context<'_>) -> Option<Fact<Zone>> {
    if let Some(zone) = &context.stated_zone {
        return Some(Fact::new(zone.clone(), Origin::outside(Source::FrontMatter)));
    }
    let labelled =
        outline.labels.iter().find(|label| label.key == Some(super::labels::LabelKey::Zone)).and_then(
            |label| {
                let zone = moment::zone_in(&label.value)?;
                Some(Fact::new(zone, Origin::stated(Source::Label, context.lines.line(label.span.start))))
            },
        );
    let of_times = || {
        outline.labels.iter().filter(|label| is_time_label(label)).find_map(|label| {
            let zone = moment::zone_in(&label.value).or_else(|| moment::zone_in(&label.name))?;
            Some(Fact::new(zone, Origin::stated(Source::Label, context.lines.line(label.span.start))))
        })
    };
    let sentence = || {
        outline.parts.iter().flat_map(|part| &part.blocks).find_map(|block| match block {
            Block::Paragraph(inline) => zone_of_sentence(&inline.text).map(|zone| {
                Fact::new(zone, Origin::stated(Source::Section, context.lines.line(inline.range.start)))
            }),
            _ => None,
        })
    };
    labelled.or_else(sentence).or_else(of_times)
}

fn is_time_label(label: &super::outline::RawLabel) -> bool {
    use super::labels::LabelKey::{Date, Detected, End, Start};
    matches!(label.key, Some(Start | End | Detected | Date))
}

/// Words that make a sentence one about the zone of all times.
const TIMES: &[&str] = &[
    "all times",
    "horas en",
    "время",
    "Время",
    "alle uhrzeiten",
    "heures en",
    "horários em",
    "times are",
    "times in",
    "times given",
    "times below",
    "time zone",
    "timezone",
    "alle tider",
    "tidspunkter",
    "klokkeslett",
    "alle zeiten",
    "zeitangaben",
    "toutes les heures",
    "todas las horas",
    "todos os horários",
    "時刻は",
    "時刻",
    "時間は",
    "所有时间",
    "时间均为",
    "모든 시간",
    "시각은",
];

/// Finds [`TIMES`], in any case.
static ABOUT_TIMES: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::builder().ascii_case_insensitive(true).build(TIMES).ok());

/// "All times in UTC": the zone of a sentence about times.
pub(super) fn zone_of_sentence(words: &str) -> Option<Zone> {
    let at = ABOUT_TIMES.as_ref()?.find(words)?.start();
    let lower = words.to_lowercase();
    if ["screenshot", "log lines", "logs show"].iter().any(|other| lower.contains(other)) {
        return None;
    }
    let start = words[..at].rfind(['.', '\n']).map_or(0, |point| point + 1);
    let end = words[at..].find('\n').map_or(words.len(), |point| at + point);
    moment::zone_in(&words[start..end])
}
