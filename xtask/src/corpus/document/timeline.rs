//! The timeline section, in the forms that authors use.

use super::super::calendar::Moment;
use super::super::plan::Profile;
use super::super::prose::{Voice, finished};
use super::headings::{Language, Role};

/// How the entries are written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// `- 2022-04-01 09:38 [detected] text`
    DatedBullets,
    /// `- 09:38 text`, dates only where they change.
    Bullets,
    /// `| Time (UTC) | Event |`
    Table,
    /// `### 09:38 UTC` and a paragraph.
    Headings,
    /// `09:38 - text`
    Lines,
}

/// One thing that happened.
struct Entry {
    at: Moment,
    marker: Option<&'static str>,
    text: String,
}

/// Writes heading and entries; `zone` is `None` where the document states none.
pub(super) fn section(voice: &mut Voice<'_>, language: Language, zone: Option<&str>) -> String {
    let free_form = voice.plan().profile == Profile::FreeForm;
    let form = match (free_form, voice.random().below(10)) {
        (true, 0..3) => Form::Table,
        (true, 3..5) => Form::Headings,
        (true, 5..7) => Form::Lines,
        (false, 0..5) => Form::DatedBullets,
        (false, 5..7) => Form::Table,
        (false, 7) => Form::Headings,
        _ => Form::Bullets,
    };
    let marked = !free_form && voice.random().chance(55);
    let zone = zone.map(|zone| if zone.contains(':') { format!("UTC{zone}") } else { zone.to_owned() });
    let entries = entries(voice);
    let heading = language.heading(Role::Timeline);
    let mut text = match (&zone, voice.random().below(3)) {
        (Some(zone), 0) => format!("## {} ({zone})\n\n", heading),
        (Some(zone), 1) => format!("## {}\n\nAll times in {zone}.\n\n", heading),
        _ => format!("## {}\n\n", heading),
    };
    if form == Form::Table {
        let zone = zone.map(|zone| format!(" ({zone})")).unwrap_or_default();
        let [time, event] = language.timeline_columns();
        text += &format!("| {time}{zone} | {event} |\n|---|---|\n");
    }
    let twelve_hours = form == Form::Lines && voice.random().chance(30);
    let mut previous: Option<Moment> = None;
    for entry in &entries {
        let clock = if twelve_hours { entry.at.twelve_hour_clock() } else { entry.at.clock() };
        let new_day = previous.is_none_or(|previous| previous.day() != entry.at.day());
        let time =
            if new_day || form == Form::DatedBullets { format!("{} {clock}", entry.at.day()) } else { clock };
        let marker = entry.marker.filter(|_| marked).map(|name| format!("[{name}] ")).unwrap_or_default();
        text += &match form {
            Form::DatedBullets | Form::Bullets => format!("- {time} {marker}{}\n", entry.text),
            Form::Table => format!("| {time} | {marker}{} |\n", entry.text),
            Form::Headings => format!("### {time}\n\n{marker}{}\n\n", entry.text),
            Form::Lines => format!("{time} - {marker}{}  \n", entry.text),
        };
        previous = Some(entry.at);
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// The phases, and between them whatever else was seen, tried and ruled out.
fn entries(voice: &mut Voice<'_>) -> Vec<Entry> {
    let phases = voice.plan().phases;
    let service = voice.service();
    let error = voice.error();
    let (noun, team) = (voice.noun(), &voice.plan().team);
    let host = voice.host();
    let known = [
        (phases.origin, "origin", format!("A change to the {noun} of {service} is deployed to production.")),
        (phases.impact, "impact-start", format!("Errors increase: `{error}` on `{host}`.")),
        (phases.detected, "detected", format!("Alarm on {service} fires and pages the {team} on-call.")),
        (phases.diagnosed, "diagnosed", format!("Cause found: {}.", voice.clause())),
        (phases.mitigated, "mitigated", format!("Mitigated: the {noun} change is rolled back.")),
        (phases.recovered, "recovered", format!("{service} has recovered; error rate is back to normal.")),
    ];
    let mut entries: Vec<Entry> =
        known.into_iter().map(|(at, marker, text)| Entry { at, marker: Some(marker), text }).collect();
    let length = voice.plan().target_bytes as i64;
    let more = voice.random().between(0, 2 + length / 1_300);
    let minutes = phases.impact.minutes_to(phases.recovered);
    for _ in 0..more {
        let at = phases.impact.plus(voice.random().between(1, minutes.max(2) - 1));
        let markers =
            [None, None, None, Some("key"), Some("hypothesis"), Some("ruled-out"), Some("decision")];
        let marker = markers[voice.random().index(markers.len())];
        entries.push(Entry { at, marker, text: finished(&voice.clause()) });
    }
    entries.sort_by_key(|entry| entry.at);
    entries
}
