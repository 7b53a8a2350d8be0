//! Sheets to take along, in Markdown: a checklist for readiness reviews, scenarios for game days, a backlog of chaos
//! experiments. Every line of them is what a COE says, with a link to where it says so.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::error::Result;
use crate::export::plain_markdown;
use crate::model::{ActionStatus, Coe, Factor, Marker, Role, TimelineEntry};
use crate::render::catalogue::{self, TermKind};
use crate::render::context::{Page, Site};
use crate::render::site_map;
use crate::render::view::Counted;
use crate::render::words;
use crate::write::SitePath;

use super::masthead;

/// The most items of a COE on a checklist.
const MOST_ITEMS: usize = 8;

/// The longest words of a COE on a sheet, in characters.
const LONGEST: usize = 400;

/// A kind of sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::render) enum SheetKind {
    /// What to ask of a service before it goes live.
    Readiness,
    /// What to play through together.
    GameDay,
    /// What to break on purpose.
    Chaos,
}

impl SheetKind {
    /// Every kind, in the order readers see them.
    pub(in crate::render) const ALL: [SheetKind; 3] =
        [SheetKind::Readiness, SheetKind::GameDay, SheetKind::Chaos];

    /// Its name in addresses.
    fn word(self) -> &'static str {
        ["readiness", "game-day", "chaos"][self as usize]
    }

    fn title(self) -> &'static str {
        ["sheets.readiness", "sheets.game_day", "sheets.chaos"][self as usize]
    }

    fn counted(self) -> &'static str {
        ["sheets.points", "sheets.scenarios", "sheets.experiments"][self as usize]
    }
}

/// Whose COEs a sheet is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::render) enum Source {
    /// The steps of a reading path, by index.
    Path(usize),
    /// The evidence of all lessons.
    Lessons,
}

/// Every source of a site.
pub(in crate::render) fn sources(site: &Site<'_>) -> Vec<Source> {
    (0..site.knowledge.paths.len()).map(Source::Path).chain([Source::Lessons]).collect()
}

/// Where a sheet stands.
pub(in crate::render) fn path(site: &Site<'_>, source: Source, kind: SheetKind) -> Result<SitePath> {
    match source {
        Source::Path(path) => site_map::sheet_of_path(&site.knowledge.paths[path].article.id, kind.word()),
        Source::Lessons => site_map::sheet_of_lessons(kind.word()),
    }
}

/// How much a sheet holds: points, scenarios, experiments.
pub(in crate::render) fn count(site: &Site<'_>, source: Source, kind: SheetKind) -> usize {
    let coes = coes(site, source);
    let coes = coes.iter().map(|coe| site.coe(*coe));
    match kind {
        SheetKind::Readiness => coes.map(|coe| takeaways(coe).count() + kept(coe).count()).sum(),
        SheetKind::GameDay => coes.filter(|coe| scenario(coe).is_some()).count(),
        SheetKind::Chaos => coes.map(|coe| experiments(coe).count()).sum(),
    }
}

/// The sheets that hold anything.
pub(super) fn links(page: &Page<'_, '_>, source: Source) -> Vec<Counted> {
    let link = |kind: SheetKind| {
        let number = count(page.site, source, kind);
        (number > 0).then(|| Counted {
            title: page.words().said(kind.title()),
            href: page.href_of(path(page.site, source, kind)),
            count: page.words().count(kind.counted(), number),
        })
    };
    SheetKind::ALL.into_iter().filter_map(link).collect()
}

/// One sheet.
pub(in crate::render) fn sheet(page: &Page<'_, '_>, source: Source, kind: SheetKind) -> Result<Vec<u8>> {
    let words = page.words();
    let of = match source {
        Source::Path(path) => page.site.knowledge.paths[path].article.title.as_str(),
        Source::Lessons => words.say("sheets.of_lessons"),
    };
    let title = words.fill("sheets.title", &[("kind", words.say(kind.title())), ("of", of)]);
    let intro =
        words.say(["sheets.readiness_intro", "sheets.game_day_intro", "sheets.chaos_intro"][kind as usize]);
    let mut text = format!("# {}\n\n{}\n", plain_markdown(&title), plain_markdown(intro));
    let coes = coes(page.site, source);
    match kind {
        SheetKind::Readiness => coes.iter().for_each(|coe| readiness(page, *coe, &mut text)),
        SheetKind::GameDay => coes.iter().for_each(|coe| game_day(page, *coe, &mut text)),
        SheetKind::Chaos => chaos(page, &coes, &mut text),
    }
    Ok(text.into_bytes())
}

/// The COEs of a source, each once.
fn coes(site: &Site<'_>, source: Source) -> Vec<usize> {
    match source {
        Source::Path(path) => {
            let mut seen = BTreeSet::new();
            let steps = site.knowledge.paths[path].steps.iter().map(|(coe, _)| *coe);
            steps.filter(|coe| *coe < site.knowledge.coes.len() && seen.insert(*coe)).collect()
        }
        Source::Lessons => {
            let evidence: BTreeSet<usize> = site.catalogue.evidence_of.iter().flatten().copied().collect();
            site.catalogue.by_date.iter().copied().filter(|coe| evidence.contains(coe)).collect()
        }
    }
}

/// The heading of a COE on a sheet: its title, its day.
fn heading(page: &Page<'_, '_>, index: usize, text: &mut String) {
    let link = page.coe(index);
    let day = catalogue::date(page.site.coe(index)).map(|day| format!(", {}", page.words().day(day)));
    // Writing to a string cannot fail.
    _ = write!(text, "\n## [{}]({}){}\n\n", plain_markdown(&link.title), link.href, day.unwrap_or_default());
}

/// A link to where something stands, as a mark behind it.
fn source(page: &Page<'_, '_>, index: usize, anchor: &str) -> String {
    format!("[{}]({}#{anchor})", page.words().say("sheets.there"), page.coe(index).href)
}

fn short(words: &str) -> String {
    plain_markdown(&words::opening(words, LONGEST))
}

/// What a COE says to keep in mind.
fn takeaways(coe: &Coe) -> impl Iterator<Item = &crate::model::Item> {
    let items = coe.items.iter().filter(|item| matches!(item.role, Role::Takeaways | Role::Lessons));
    items.filter(|item| !item.text.trim().is_empty()).take(MOST_ITEMS)
}

/// What was done, and should still be so.
fn kept(coe: &Coe) -> impl Iterator<Item = &crate::model::Action> {
    let done = |action: &&crate::model::Action| {
        matches!(action.status, Some(ActionStatus::Verified | ActionStatus::Done))
    };
    coe.actions.iter().filter(done).take(MOST_ITEMS)
}

fn readiness(page: &Page<'_, '_>, index: usize, text: &mut String) {
    let coe = page.site.coe(index);
    let words = page.words();
    if takeaways(coe).next().is_none() && kept(coe).next().is_none() {
        return;
    }
    heading(page, index, text);
    for item in takeaways(coe) {
        _ = writeln!(text, "- [ ] {} ({})", short(&item.text), source(page, index, &item.anchor));
    }
    for action in kept(coe) {
        let key = match action.status {
            Some(ActionStatus::Verified) => "sheets.verified",
            _ => "sheets.done",
        };
        let asked = words.fill(key, &[("action", &short(&action.title))]);
        _ = writeln!(text, "- [ ] {asked} ({})", source(page, index, &action.anchor));
    }
}

/// How an incident began and how it was noticed.
struct Scenario<'c> {
    trigger: &'c TimelineEntry,
    seen: Option<&'c TimelineEntry>,
}

fn scenario(coe: &Coe) -> Option<Scenario<'_>> {
    let marked = |marker: Marker| coe.timeline.entries.iter().find(|entry| entry.marker == Some(marker));
    let trigger = marked(Marker::Origin).or_else(|| marked(Marker::ImpactStart))?;
    let seen = marked(Marker::Detected).filter(|seen| seen.anchor != trigger.anchor);
    (!trigger.text.trim().is_empty()).then_some(Scenario { trigger, seen })
}

fn game_day(page: &Page<'_, '_>, index: usize, text: &mut String) {
    let coe = page.site.coe(index);
    let words = page.words();
    let Some(Scenario { trigger, seen }) = scenario(coe) else { return };
    heading(page, index, text);
    let mut line = |key: &'static str, entry: &TimelineEntry| {
        let told = words.fill(key, &[("what", &short(&entry.text))]);
        _ = writeln!(text, "- {told} ({})", source(page, index, &entry.anchor));
    };
    line("sheets.trigger", trigger);
    if let Some(seen) = seen {
        line("sheets.seen", seen);
    }
    for (asked, key) in [("sheets.ask_found", "detect"), ("sheets.ask_fixed", "fix")] {
        let answer = masthead::answer(coe, key, words);
        let then = answer.map(|answer| format!(" {}", words.fill("sheets.then", &[("time", &answer.time)])));
        _ = writeln!(text, "- [ ] {}{}", words.say(asked), then.unwrap_or_default());
    }
}

/// What can be made to happen: the factors, without those that are about people's work.
fn experiments(coe: &Coe) -> impl Iterator<Item = &Factor> {
    let technical = |factor: &&Factor| factor.area.as_deref().is_none_or(|area| area == "technical");
    coe.factors.iter().filter(technical).filter(|factor| !factor.text.trim().is_empty()).take(MOST_ITEMS)
}

/// Experiments by cause, those met most often first.
fn chaos(page: &Page<'_, '_>, coes: &[usize], text: &mut String) {
    let mut by_cause: BTreeMap<String, Vec<(usize, &Factor)>> = BTreeMap::new();
    for index in coes {
        let coe = page.site.coe(*index);
        for factor in experiments(coe) {
            let tag = factor.tags.first().or(coe.causes.first());
            let title = tag.map(|tag| page.term(TermKind::Cause, tag).title).unwrap_or_default();
            by_cause.entry(title).or_default().push((*index, factor));
        }
    }
    let mut groups: Vec<(String, Vec<(usize, &Factor)>)> = by_cause.into_iter().collect();
    let incidents =
        |lines: &[(usize, &Factor)]| lines.iter().map(|(coe, _)| *coe).collect::<BTreeSet<_>>().len();
    groups
        .sort_by_key(|(title, lines)| (title.is_empty(), std::cmp::Reverse(incidents(lines)), title.clone()));
    for (title, lines) in groups {
        let title = if title.is_empty() { page.words().said("sheets.no_cause") } else { title };
        let met = page.words().count("counts.incidents", incidents(&lines));
        _ = write!(text, "\n## {} ({met})\n\n", plain_markdown(&title));
        for (index, factor) in lines {
            let link = page.coe(index);
            _ = writeln!(
                text,
                "- [ ] {} ([{}]({}#{}))",
                short(&factor.text),
                plain_markdown(&link.title),
                link.href,
                factor.anchor
            );
        }
    }
}
