//! `why-ends-at-person`: a chain of whys, or a factor, that stops at what a person did wrong.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::check::promises::short;
use crate::model::Role;

pub(crate) const RULE: Rule = Rule {
    name: "why-ends-at-person",
    level: Level::Warning,
    group: Group::Causes,
    finds: "A chain of whys, or a factor, that stops at what a person did wrong.",
    why: "People will always slip. A chain that ends there ends too early: nothing can be changed about \
          it, and the same slip has the same effect the next time. The next why is about the system around \
          the person.",
    example: "Why was the wrong cluster deleted? The operator made a mistake.",
    instead: "Why was the wrong cluster deleted? Both clusters have the same name in the tool, and it asks for \
          no confirmation.",
    look: Look::Coe(look),
};

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    let Some(language) = document.language() else { return };
    const HINT: &str = "ask once more: what made that easy, and what let it through?";
    for factor in &document.coe.factors {
        // A factor that goes on to say why does not stop there.
        if factor.text.split_whitespace().count() < LONGEST && language.find(RULE.name, &factor.text).is_some() {
            let told = format!("`{}` stops at what a person did", short(&factor.text));
            report.on_line(factor.line, told, HINT);
        }
    }
    let last = document.questions().iter().rfind(|it| it.is_why && it.role == Some(Role::WhyChain));
    if let Some(last) = last
        && let Some(found) = language.find(RULE.name, &last.answer)
    {
        let told = format!("the chain stops at `{}`", &last.answer[found]);
        report.at(last.span.clone(), told, HINT);
    }
}

/// A factor of so many words tells more than what a person did.
const LONGEST: usize = 25;
