//! Actions for a terminal: what is overdue, what is to come, what nobody says.

use crate::analyse::follow_up::{FollowUp, Followed, Standing};
use crate::model::{ActionStatus, KnowledgeBase};
use crate::sheet::{Format, Run, Sheet, padded};

/// Owners are lined up as far as this many columns.
const OWNER_COLUMNS: usize = 20;

/// The chosen actions under what they have in common, and a line that counts them.
pub fn text(knowledge: &KnowledgeBase, follow_up: &FollowUp, chosen: &[&Followed], format: Format) -> String {
    let mut sheet = Sheet::new(format);
    let owners =
        chosen.iter().filter_map(|it| it.owner).map(|owner| follow_up.owners[owner].title.chars().count());
    let columns = owners.max().unwrap_or("nobody".len()).clamp("nobody".len(), OWNER_COLUMNS);
    for group in chosen.chunk_by(|a, b| a.standing == b.standing) {
        sheet.line(&[Run::strong(title(group[0].standing)), Run::faint(format!("  {}", group.len()))]);
        for followed in group {
            row(&mut sheet, knowledge, follow_up, followed, columns);
        }
        sheet.gap();
    }
    sheet.paragraph("", &[Run::common(summary(follow_up, chosen))]);
    doubts(&mut sheet, chosen);
    sheet.into_text()
}

fn title(standing: Standing) -> &'static str {
    match standing {
        Standing::Overdue => "Overdue",
        Standing::Due => "To come",
        Standing::Undated => "Open, without a date",
        Standing::Unknown => "State not stated",
        Standing::Done => "Done",
        Standing::Verified => "Verified",
        Standing::Deferred => "Deferred",
        Standing::Declined => "Declined",
    }
}

fn row(
    sheet: &mut Sheet,
    knowledge: &KnowledgeBase,
    follow_up: &FollowUp,
    followed: &Followed,
    columns: usize,
) {
    let action = followed.action(knowledge);
    let owner = followed.owner.map_or("nobody", |owner| follow_up.owners[owner].title.as_str());
    let owner = crate::render::opening(owner, columns);
    let owner = padded(&owner, columns);
    sheet.cut(&[
        Run::faint(format!("  {:>10}  ", when(knowledge, follow_up, followed))),
        if followed.owner.is_some() { Run::common(owner) } else { Run::faint(owner) },
        Run::common("  "),
        Run::strong(&action.title),
        Run::faint(format!("  {}#{}", knowledge.coes[followed.coe].id, action.id)),
    ]);
}

/// Days overdue, else the day.
fn when(knowledge: &KnowledgeBase, follow_up: &FollowUp, followed: &Followed) -> String {
    let action = followed.action(knowledge);
    if let Some(days) = followed.days_overdue(knowledge, follow_up.today) {
        return if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
    }
    let closed = matches!(action.status, Some(ActionStatus::Done | ActionStatus::Verified));
    let day = if closed { action.done_on } else { action.due };
    day.map(|day| day.to_string()).unwrap_or_default()
}

fn summary(follow_up: &FollowUp, chosen: &[&Followed]) -> String {
    let shown: crate::analyse::follow_up::Tally = chosen.iter().map(|it| it.standing).collect();
    if chosen.is_empty() {
        let all = follow_up.tally();
        return match all.all() {
            0 => "no COE here promises an action".to_owned(),
            number => format!("none of {number} actions is of this kind"),
        };
    }
    let mut parts = vec![match shown.open() {
        1 => "1 action open".to_owned(),
        number => format!("{number} actions open"),
    }];
    let more = [
        (shown.overdue, "overdue"),
        (shown.closed(), "done"),
        (shown.verified, "of these verified"),
        (shown.set_aside(), "put off or declined"),
    ];
    parts.extend(
        more.into_iter().filter(|(number, _)| *number > 0).map(|(number, what)| format!("{number} {what}")),
    );
    let said = parts.join(", ");
    match shown.unknown {
        0 => said,
        1 => format!("{said}; of 1 more nobody says whether it was done"),
        number => format!("{said}; of {number} more nobody says whether they were done"),
    }
}

/// What cannot be right, counted.
fn doubts(sheet: &mut Sheet, chosen: &[&Followed]) {
    use crate::analyse::follow_up::Doubt;
    for doubt in Doubt::ALL {
        let number = chosen.iter().filter(|it| it.doubts.contains(&doubt)).count();
        let what = match doubt {
            Doubt::ImpossibleDue => "due on a day no calendar has",
            Doubt::DueBeforeIncident => "due before the incident",
            Doubt::DoneBeforeIncident => "done before the incident",
            Doubt::DoneInFuture => "done on a day that is still to come",
            Doubt::UnknownOwner => "owned by no team of the vocabulary",
        };
        if number > 0 {
            sheet.paragraph("", &[Run::faint(format!("{number} {what}"))]);
        }
    }
}
