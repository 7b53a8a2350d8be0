//! Where a page comes from: the facts and where each was found, the history, the people, the addresses.

use crate::model::{Coe, Fact, Origin, Person, Source, Status};
use crate::render::catalogue::TermKind;
use crate::render::context::Page;
use crate::render::view::{Colophon, FactSource, RoleCard};
use crate::render::{moments, site_map, words};

pub(super) fn colophon(page: &Page<'_, '_>, coe: &Coe) -> Colophon {
    let edit = page.edit(&coe.path);
    Colophon {
        sources: sources(coe),
        history: history(coe),
        edit: super::web_address(&edit).unwrap_or_default().to_owned(),
        markdown: page.href_of(site_map::coe_source(coe.id.as_str())),
        permalink: match page.absolute(&page.path) {
            absolute if absolute.is_empty() => page.href(&page.path),
            absolute => absolute,
        },
        path: coe.path.clone(),
        review: review(coe),
    }
}

fn sources(coe: &Coe) -> Vec<FactSource> {
    let mut sources = Vec::new();
    let mut add = |name: &'static str, value: String, origin: Origin| {
        sources.push(FactSource { name, value, from: place(origin), inferred: origin.inferred });
    };
    add("Title", coe.title.value.clone(), coe.title.origin);
    optional(&mut add, "Date", &coe.date, |day| words::day(*day));
    add("Status", status(coe.status.value).to_owned(), coe.status.origin);
    optional(&mut add, "Severity", &coe.severity, |severity| severity.label.clone());
    optional(&mut add, "Team", &coe.team, Clone::clone);
    optional(&mut add, "Trigger", &coe.trigger, Clone::clone);
    optional(&mut add, "Found by", &coe.detected_by, Clone::clone);
    optional(&mut add, "Impact lasted", &coe.duration_minutes, |minutes| words::span_of_minutes(*minutes));
    optional(&mut add, "Time zone", &coe.zone, moments::zone);
    for (name, fact) in coe.times.iter() {
        add(time_name(name), said(&fact.value), fact.origin);
    }
    sources
}

fn optional<T>(
    add: &mut impl FnMut(&'static str, String, Origin),
    name: &'static str,
    fact: &Option<Fact<T>>,
    words: impl Fn(&T) -> String,
) {
    if let Some(fact) = fact {
        add(name, words(&fact.value), fact.origin);
    }
}

fn time_name(name: &str) -> &'static str {
    match name {
        "origin" => "Origin",
        "impact_start" => "Impact begins",
        "detected" => "Detected",
        "diagnosed" => "Diagnosed",
        "mitigated" => "Mitigated",
        _ => "Recovered",
    }
}

fn said(moment: &crate::model::Moment) -> String {
    let day = moment.day.map(words::day);
    let clock = moment.clock.map(|clock| clock.to_string());
    let zone = moment.zone.as_ref().map(moments::zone);
    [day, clock, zone].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Draft => "draft",
        Status::InReview => "in review",
        Status::Published => "published",
        Status::CheckpointDone => "checkpoint held",
        Status::Closed => "closed",
        Status::Superseded => "superseded",
    }
}

fn place(origin: Origin) -> String {
    let place = match origin.from {
        Source::FrontMatter => "front matter",
        Source::Marker => "a marker of the timeline",
        Source::Label => "a label of the text",
        Source::Section => "a section",
        Source::Timeline => "the timeline",
        Source::Heading => "a heading",
        Source::FirstLine => "the first line",
        Source::FileName => "the name of the file",
        Source::Folder => "the name of the folder",
        Source::Git => "the history of the repository",
        Source::Config => "coebook.toml",
        Source::Default => "nothing said otherwise",
    };
    match origin.line {
        Some(line) => format!("{place}, line {line}"),
        None => place.to_owned(),
    }
}

fn history(coe: &Coe) -> String {
    let Some(history) = &coe.history else { return String::new() };
    match history.revisions {
        0 | 1 => format!("Written on {}, unchanged since.", words::day(history.first)),
        revisions => format!(
            "First written on {}, last changed on {}, {} in all.",
            words::day(history.first),
            words::day(history.last),
            words::count(revisions, "revision")
        ),
    }
}

/// The roles that took part, as cards.
pub(super) fn people(page: &Page<'_, '_>, coe: &Coe) -> Vec<RoleCard> {
    let cards = coe.people.iter().map(|person| RoleCard {
        role: person.role.clone().unwrap_or_default(),
        team: person.team.as_ref().map(|team| page.term(TermKind::Team, team)),
        detail: detail(person),
    });
    cards.filter(|card| !card.role.is_empty() || card.team.is_some() || !card.detail.is_empty()).collect()
}

fn detail(person: &Person) -> String {
    let on_call = person.on_call.unwrap_or(false).then(|| "on call".to_owned());
    let tenure = person.tenure.as_ref().map(|tenure| format!("{tenure} in the role"));
    let parts = [tenure, person.zone.clone(), on_call];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn review(coe: &Coe) -> String {
    let review = &coe.review;
    let came = match (review.attendees, review.invited) {
        (Some(came), Some(invited)) => format!(" with {came} of {invited} invited"),
        (Some(came), None) => format!(" with {came} attending"),
        _ => String::new(),
    };
    let held = review.debrief_on.map(|day| format!("Debrief held on {}{came}.", words::day(day)));
    let by = (!review.investigators.is_empty())
        .then(|| format!("Investigated by {}.", review.investigators.join(", ")));
    let effort = review.effort_hours.map(|hours| format!("{hours} hours of work."));
    let purpose =
        review.purpose.as_ref().map(|purpose| format!("Purpose: {}.", purpose.trim_end_matches('.')));
    let checkpoint = review.checkpoint_on.map(|day| format!("Checkpoint on {}.", words::day(day)));
    [held, by, effort, purpose, checkpoint].into_iter().flatten().collect::<Vec<_>>().join(" ")
}
