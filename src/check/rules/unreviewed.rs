//! `unreviewed`: a document published without a word on its review.

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::model::{Profile, Source, Status};

pub(crate) const RULE: Rule = Rule {
    name: "unreviewed",
    level: Level::Information,
    group: Group::Review,
    finds: "A document published without a word on its review.",
    why: "A review is where the reader's questions are asked before there are readers. A line on when it \
          was held and by how many tells how far the account can be trusted.",
    example: "status: published",
    instead: r#"status: published
review:
  debrief-on: 2022-04-04
  attendees: 8
  invited: 11"#,
    look: Look::Coe(look),
};

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    let coe = document.coe;
    let published = matches!(coe.status.value, Status::Published | Status::CheckpointDone | Status::Closed);
    // A folder that never heard of reviews is not asked for them in every document.
    let stated = coe.status.origin.from == Source::FrontMatter && coe.profile.origin.from == Source::FrontMatter;
    let owes = stated && coe.profile.value != Profile::Debrief;
    if !published || !owes || coe.review != crate::model::Review::default() {
        return;
    }
    report.on_line(
        document.key_line("status"),
        "published, and nothing is said of a review",
        "add `review:` with the day of the debrief and how many came",
    );
}
