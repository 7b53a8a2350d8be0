//! `responders-investigate`: a review whose investigators are those who responded.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::model::slug;

pub(crate) const RULE: Rule = Rule {
    name: "responders-investigate",
    level: Level::Information,
    group: Group::Review,
    finds: "A review whose investigators are those who responded.",
    why: "Who was in the incident remembers why each step made sense, and cannot easily see what everybody \
          there took for granted. Somebody from elsewhere asks the question that nobody on the team would.",
    example: r#"review:
  investigators: [search]
people:
  - role: engineer on call
    team: search"#,
    instead: r#"review:
  investigators: [platform]"#,
    look: Look::Coe(look),
};

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    let coe = document.coe;
    let investigators = &coe.review.investigators;
    let responded = |name: &str| {
        let name = slug(name);
        let of_person = coe.people.iter().any(|person| {
            [&person.team, &person.role].into_iter().flatten().any(|it| slug(it) == name)
        });
        of_person || coe.team.as_ref().is_some_and(|team| slug(&team.value) == name)
    };
    if investigators.is_empty() || !investigators.iter().all(|name| responded(name)) {
        return;
    }
    report.on_line(
        document.key_line("investigators"),
        format!("`{}` responded and investigates", investigators.join(", ")),
        "ask somebody of another team to lead the review, or to read it before it is published",
    );
}
