//! `unquantified-impact`: an impact without a number.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::model::Role;

pub(crate) const RULE: Rule = Rule {
    name: "unquantified-impact",
    level: Level::Warning,
    group: Group::Account,
    finds: "An impact without a number.",
    why: "`Many customers` is three to one reader and a million to another. A number, even a rough one \
          with how it was found, tells whether the actions are in proportion.",
    example: r#"## Impact

Many customers could not log in."#,
    instead: r#"## Impact

1,840 of 52,000 customers who tried could not log in, for 41 minutes."#,
    look: Look::Coe(look),
};

/// Words that say that there was no impact, or that nobody knows.
const NONE: [&str; 12] = [
    "no impact", "none", "no customer", "no user", "not applicable", "n/a", "no data", "nobody was", "no one was", "ingen",
    "keine", "unknown",
];

/// Numbers in words.
const NUMBERS: [&str; 26] = [
    "one ", "two ", "three ", "four ", "five ", "six ", "seven ", "eight ", "nine ", "ten ", "twelve", "dozen", "half", "hundred", "thousand", "halv", "en time", " to ", " tre ", " fire ", " fem ", " zwei ", " drei ", " vier ", "stunde", "million",
];

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    let coe = document.coe;
    let Some(section) = document.sections(Role::Impact).next() else { return };
    let told: String = document
        .passages
        .iter()
        .filter(|passage| section.range.contains(&passage.range().start) && !passage.is_heading())
        .map(|passage| passage.all_words().to_lowercase() + " \n")
        .collect();
    let counted = coe.impact.customers.is_some()
        || told.chars().any(char::is_numeric)
        || NUMBERS.iter().any(|number| told.contains(number));
    if told.trim().is_empty() || counted || NONE.iter().any(|none| told.contains(none)) {
        return;
    }
    let vague = document.phrases(RULE.name).find(|(passage, _)| section.range.contains(&passage.range().start));
    match vague {
        Some((passage, range)) => {
            let words = passage.words()[range.clone()].to_owned();
            report.at(passage.span(range), format!("`{words}` is no number"), HINT);
        }
        None => report.at(document.heading(section), "the impact has no number", HINT),
    }
}

const HINT: &str = "say how many, of how many, for how long; a rough number with where it comes from will do";
