//! `unanswered-why`: a why with no answer.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::check::promises::short;
use crate::check::questions::Question;
use crate::model::Role;

pub(crate) const RULE: Rule = Rule {
    name: "unanswered-why",
    level: Level::Warning,
    group: Group::Causes,
    finds: "A why with no answer.",
    why: "Each why goes one step closer to what can be changed. A step that is missing leaves the reader \
          to guess, and the guess is usually a person.",
    example: r#"1. Why was the table not updated? The transformer returned an error.
2. Why did it return an error?"#,
    instead: "2. Why did it return an error? The documents carried a data type it had no code for.",
    look: Look::Coe(look),
};

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    let all = document.questions();
    let chain = |role: Option<Role>| matches!(role, Some(Role::WhyChain | Role::Causes | Role::Contributors));
    let whys: Vec<&Question> = all.iter().filter(|it| it.is_why && chain(it.role)).collect();
    let open = whys.iter().filter(|why| why.is_open()).count();
    // Where questions answer each other, as `Why A? Why B?` does, only the last owes an answer.
    let all_but_last = open * 2 > whys.len() && whys.len() > 1;
    let told = whys.iter().enumerate().filter(|(place, why)| {
        why.is_open() && (!all_but_last || place + 1 == whys.len())
    });
    for (_, why) in told {
        report.at(
            why.span.clone(),
            format!("`{}` has no answer", short(&why.words)),
            "answer it with what was so, or take the question out",
        );
    }
}
