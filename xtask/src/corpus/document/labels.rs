//! Documents without front matter: a title, a few labels in one of many fashions, and headings as anybody likes them.

use super::super::prose::Voice;
use super::super::random::Random;
use super::super::words::capitalised;
use super::actions::Action;

/// The first heading and the facts below it.
pub(super) fn write(voice: &mut Voice<'_>, actions: &[Action]) -> String {
    let plan = voice.plan();
    let phases = plan.phases;
    let day = phases.impact.day();
    let minutes = phases.impact.minutes_to(phases.recovered);
    let title = match voice.random().below(4) {
        0 => format!("{} ({day})", plan.title),
        1 => format!("Postmortem: {}", plan.title),
        _ => plan.title.clone(),
    };
    let date = if voice.random().chance(60) { day.to_string() } else { day.in_words() };
    let severity = match voice.random().below(4) {
        0 => format!("SEV{}", plan.severity),
        1 => format!("P{}", plan.severity),
        2 => format!("{} - {}", severity_word(plan.severity), voice.clause()),
        _ => severity_word(plan.severity).to_owned(),
    };
    let open = actions.iter().any(Action::keeps_open);
    let all = [
        ("Date", date, 100),
        ("Status", if open { "Complete, with pending action items" } else { "Resolved" }.to_owned(), 70),
        ("Severity", severity, 45),
        ("Duration", format!("{}h {:02}m", minutes / 60, minutes % 60), 50),
        ("Service", plan.services.join(", "), 60),
        ("Owner", capitalised(&plan.team), 40),
    ];
    let kept: Vec<(&str, String)> = all
        .into_iter()
        .filter(|&(_, _, percent)| voice.random().chance(percent))
        .map(|(label, value, _)| (label, value))
        .collect();
    let fashion = voice.random().below(5);
    let mut text = format!("# {title}\n\n");
    if fashion == 0 {
        text += "| | |\n|---|---|\n";
    }
    for (label, value) in kept {
        text += &match fashion {
            0 => format!("| **{label}** | {value} |\n"),
            1 => format!("- **{label}**: {value}\n"),
            2 => format!("- {label}: {value}\n"),
            3 => format!("**{label}:** {value}\n\n"),
            _ => format!("{label}: {value}  \n"),
        };
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

fn severity_word(severity: i64) -> &'static str {
    match severity {
        1 => "Critical",
        2 => "High",
        3 => "Medium",
        _ => "Low",
    }
}

/// Writes the section headings as most (H2), some (H1, H3) or a few (bold labels) do.
pub(super) fn restyle(text: &str, random: &mut Random) -> String {
    let style = random.below(10);
    if style < 7 {
        return text.to_owned();
    }
    let restyled = |line: &str| match (style, line.strip_prefix("## "), line.strip_prefix("### ")) {
        (7, Some(heading), _) => format!("# {heading}\n"),
        (7, _, Some(heading)) => format!("## {heading}\n"),
        (8, Some(heading), _) => format!("### {heading}\n"),
        (8, _, Some(heading)) => format!("#### {heading}\n"),
        (_, Some(heading), _) | (_, _, Some(heading)) => format!("**{heading}**\n"),
        _ => format!("{line}\n"),
    };
    text.lines().map(restyled).collect()
}
