//! `impacted-team-absent`: a team that was impacted and that the timeline never mentions.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::check::prose;
use crate::model::slug;

pub(crate) const RULE: Rule = Rule {
    name: "impacted-team-absent",
    level: Level::Information,
    group: Group::Time,
    finds: "A team that was impacted and that the timeline never mentions.",
    why: "A team that was hit knew something: when it began for them, what they told their customers, whom \
          they called. Where the timeline does not mention them, they have probably not been asked.",
    example: r#"impacted-teams: [contact-center]
# …and a timeline of the service team alone"#,
    instead: "- 09:40 Complaints surge at the contact center.",
    look: Look::Coe(look),
};

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    let coe = document.coe;
    if coe.impacted_teams.is_empty() || coe.timeline.entries.len() < 2 {
        return;
    }
    let told: String = coe.timeline.entries.iter().map(|entry| format!(" {} ", slug(&entry.text))).collect();
    for team in &coe.impacted_teams {
        if names_of(document, team).iter().any(|name| prose::has_word(&told, name)) {
            continue;
        }
        report.on_line(
            document.key_line("impacted-teams"),
            format!("`{team}` was impacted, and the timeline does not mention it"),
            "ask them what they saw and when, and add it",
        );
    }
}

/// What a team is called in prose: its id, its title and its synonyms, as slugs without the word "team".
fn names_of(document: &Document<'_>, team: &str) -> Vec<String> {
    let id = slug(team);
    let term = document.context.knowledge.vocabulary.teams.iter().find(|term| term.id == id);
    let others = term.into_iter().flat_map(|term| std::iter::once(&term.title).chain(&term.synonyms));
    let mut names: Vec<String> = others.map(|name| slug(name)).collect();
    // British and American offices have different centres.
    names.push(id.replace("center", "centre"));
    names.push(id.replace("centre", "center"));
    names.push(id);
    let bare = |name: &str| name.trim_start_matches("team-").trim_end_matches("-team").to_owned();
    names.iter().map(|name| bare(name)).filter(|name| !name.is_empty()).collect()
}
