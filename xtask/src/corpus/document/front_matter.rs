//! The YAML block, with most keys most of the time.

use super::super::calendar::Day;
use super::super::plan::{Plan, Profile, TODAY};
use super::super::prose::Voice;
use super::actions::{self, Action};

/// What of the front matter depends on choices made for the whole document.
pub(super) struct Choices<'a> {
    /// `None` for a document that states no zone.
    pub(super) zone: Option<&'a str>,
    pub(super) actions: &'a [Action],
    pub(super) actions_here: bool,
    /// Earlier documents about the same thing, latest first.
    pub(super) before: &'a [&'a Plan],
}

/// Writes the block with both of its fences.
pub(super) fn write(voice: &mut Voice<'_>, choices: &Choices<'_>) -> String {
    let plan = voice.plan();
    let mut text = format!("---\ntitle: \"{}\"\n", plan.title);
    if voice.random().chance(80) {
        text += &format!("id: {}\n", plan.id);
    }
    let profile = match plan.profile {
        Profile::Debrief => "debrief",
        Profile::Howie => "howie",
        Profile::Coe | Profile::FreeForm => "coe",
    };
    text += &format!("profile: {profile}\nstatus: {}\n", status(voice, choices.actions));
    text += &match voice.random().below(4) {
        0 => format!("severity: SEV{}\n", plan.severity),
        1 => format!("severity: P{}\n", plan.severity),
        _ => format!("severity: {}\n", plan.severity),
    };
    let trigger = voice.random().pick(&[
        "customer-impact",
        "customer-impact",
        "customer-impact",
        "procedural-miss",
        "process-miss",
        "opportunity",
        "near-miss",
    ]);
    text += &format!("trigger: {trigger}\nteam: {}\nservices: [{}]\n", plan.team, plan.services.join(", "));
    if voice.random().chance(75) {
        text += &format!("technologies: [{}]\n", plan.technologies.join(", "));
    }
    text += &format!("causes: [{}]\n", plan.causes.join(", "));
    if voice.random().chance(40) {
        let tag = voice.random().pick(&["game-day", "weekend", "vendor", "peak", "night", "migration"]);
        text += &format!("tags: [{tag}]\n");
    }
    if let Some(zone) = choices.zone {
        text += &format!("timezone: {zone}\n");
    }
    text += &times(voice);
    text += &impact(voice);
    text += &related(voice, choices.before);
    if choices.actions_here {
        text += &actions::front_matter(choices.actions);
    }
    text += &review(voice);
    text += "---\n";
    text
}

/// Closed once nothing short-term is open; younger reports are still on their way.
fn status(voice: &mut Voice<'_>, actions: &[Action]) -> &'static str {
    let age = Day::new(TODAY.0, TODAY.1, TODAY.2).since(voice.plan().phases.recovered.day());
    if age < 21 {
        return voice.random().pick(&["draft", "in-review", "published"]);
    }
    if actions.iter().any(Action::keeps_open) {
        return voice.random().pick(&["published", "checkpoint-done"]);
    }
    voice.random().pick(&["closed", "closed", "closed", "published", "checkpoint-done"])
}

fn times(voice: &mut Voice<'_>) -> String {
    let phases = voice.plan().phases;
    if voice.random().chance(20) {
        return format!("date: {}\n", phases.impact.day());
    }
    let all = [
        ("origin", phases.origin, 60),
        ("impact-start", phases.impact, 100),
        ("detected", phases.detected, 95),
        ("diagnosed", phases.diagnosed, 75),
        ("mitigated", phases.mitigated, 85),
        ("recovered", phases.recovered, 95),
    ];
    let mut text = "times:\n".to_owned();
    for (name, at, percent) in all {
        if voice.random().chance(percent) {
            text += &format!("  {name}: {at}\n");
        }
    }
    text
}

fn impact(voice: &mut Voice<'_>) -> String {
    let detected_by =
        voice.random().pick(&["alarm", "alarm", "alarm", "customer", "customer", "employee", "other"]);
    let mut text = format!("detected-by: {detected_by}\n");
    if voice.random().chance(75) {
        let customers = voice.random().between(1, 9) * [10, 100, 1_000, 10_000][voice.random().index(4)];
        text += &format!("impact:\n  customers: {customers}\n  experience: {}\n", voice.clause());
        if voice.random().chance(50) {
            let engineers = voice.random().between(2, 9);
            text +=
                &format!("  employees: {engineers} engineers for {} hours\n", voice.random().between(1, 30));
        }
    }
    text
}

fn related(voice: &mut Voice<'_>, before: &[&Plan]) -> String {
    let Some(latest) = before.first() else {
        let checked = voice.plan().phases.recovered.day().plus(3);
        return if voice.random().chance(60) {
            format!("related:\n  - none: checked {checked}\n")
        } else {
            String::new()
        };
    };
    if voice.random().chance(25) {
        return String::new();
    }
    let kind = voice.random().pick(&[
        "recurrence-of",
        "recurrence-of",
        "same-cause",
        "see-also",
        "caused-by-action-of",
    ]);
    let mut text = format!("related:\n  - {kind}: {}\n", latest.id);
    if let Some(older) = before.get(1) {
        text += &format!("  - {}\n", older.id);
    }
    text
}

fn review(voice: &mut Voice<'_>) -> String {
    let debrief = voice.plan().phases.recovered.day().plus(voice.random().between(1, 5));
    let mut text = String::new();
    if voice.random().chance(30) {
        text += &format!("ideas: [\"{}\"]\n", voice.clause());
    }
    if voice.random().chance(65) {
        let attendees = voice.random().between(3, 14);
        let invited = attendees + voice.random().between(0, 6);
        text += &format!(
            "review:\n  debrief-on: {debrief}\n  attendees: {attendees}\n  invited: {invited}\n  effort-hours: {}\n  \
             checkpoint-on: {}\n",
            voice.random().between(1, 60),
            debrief.plus(14)
        );
    }
    text
}
