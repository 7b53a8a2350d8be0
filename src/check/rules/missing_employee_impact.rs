//! `missing-employee-impact`: a narrative that counts customers only.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::model::{Profile, Role};

pub(crate) const RULE: Rule = Rule {
    name: "missing-employee-impact",
    level: Level::Information,
    group: Group::Account,
    finds: "A narrative that counts customers only.",
    why: "Those who answered the phones, stayed the night and explained it to their families were hit as \
          well. What it cost them is part of what the next one will cost.",
    example: r#"profile: howie
impact:
  customers: 10000"#,
    instead: r#"impact:
  customers: 10000
  employees: contact centre surge, two engineers for a day"#,
    look: Look::Coe(look),
};

/// Words for those who work here.
const EMPLOYEES: [&str; 14] = [
    "employee", "engineer", "staff", "agent", "colleague", "on call", "on-call", "support", "contact cent", "our own people", "the team", "we were",
    "hours of work", "overtime",
];

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    let coe = document.coe;
    if coe.profile.value != Profile::Howie || coe.impact.employees.is_some() {
        return;
    }
    let Some(section) = document.sections(Role::Impact).next() else { return };
    let told = coe.text.get(section.range.clone()).unwrap_or_default().to_lowercase();
    if !EMPLOYEES.iter().any(|word| told.contains(word)) {
        report.at(
            document.heading(section),
            "the impact on employees is not told",
            "say who worked how long on it, and what else had to wait",
        );
    }
}
