//! Where a page comes from: the facts and where each was found, the history, the people, the addresses.

use crate::check::anatomy::{Owed, owed};
use crate::model::{Coe, Fact, Origin, Person, Source, Status};
use crate::render::catalogue::TermKind;
use crate::render::context::Page;
use crate::render::view::{Colophon, FactSource, RoleCard};
use crate::render::words::Words;
use crate::render::{moments, site_map};

pub(super) fn colophon(page: &Page<'_, '_>, coe: &Coe) -> Colophon {
    let edit = page.edit(&coe.path);
    let words = page.words();
    Colophon {
        sources: sources(coe, words),
        history: history(coe, words),
        edit: super::web_address(&edit).unwrap_or_default().to_owned(),
        markdown: page.href_of(site_map::coe_source(coe.id.as_str())),
        permalink: match page.absolute(&page.path) {
            absolute if absolute.is_empty() => page.href(&page.path),
            absolute => absolute,
        },
        path: coe.path.clone(),
        review: review(coe, words),
        readers: readers(page, coe),
    }
}

/// How often the page was read of late; empty where nobody counted, or nobody read.
fn readers(page: &Page<'_, '_>, coe: &Coe) -> String {
    let site = page.site;
    let Some(read) = site.knowledge.readers.of(coe, site.options.today) else { return String::new() };
    let words = page.words();
    let number = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
    match (read.readers, read.views) {
        (_, 0) => String::new(),
        (Some(readers), _) => words.count("colophon.readers", number(readers)),
        (None, views) => words.count("colophon.read", number(views)),
    }
}

fn sources(coe: &Coe, words: &Words) -> Vec<FactSource> {
    let mut sources = Vec::new();
    let mut add = |name: &'static str, value: String, origin: Origin| {
        sources.push(FactSource {
            name: words.said(name),
            value,
            from: place(origin, words),
            inferred: origin.inferred,
        });
    };
    add("sources.title", coe.title.value.clone(), coe.title.origin);
    optional(&mut add, "sources.date", &coe.date, |day| words.day(*day));
    add("sources.status", words.said(status(coe.status.value)), coe.status.origin);
    optional(&mut add, "sources.severity", &coe.severity, |severity| severity.label.clone());
    optional(&mut add, "sources.team", &coe.team, Clone::clone);
    optional(&mut add, "sources.trigger", &coe.trigger, Clone::clone);
    optional(&mut add, "sources.found_by", &coe.detected_by, Clone::clone);
    optional(&mut add, "sources.impact_lasted", &coe.duration_minutes, |minutes| {
        words.span_of_minutes(*minutes)
    });
    optional(&mut add, "sources.zone", &coe.zone, moments::zone);
    for (name, fact) in coe.times.iter() {
        add(time_name(name), said(&fact.value, words), fact.origin);
    }
    sources
}

fn optional<T>(
    add: &mut impl FnMut(&'static str, String, Origin),
    name: &'static str,
    fact: &Option<Fact<T>>,
    said: impl Fn(&T) -> String,
) {
    if let Some(fact) = fact {
        add(name, said(&fact.value), fact.origin);
    }
}

fn time_name(name: &str) -> &'static str {
    match name {
        "origin" => "markers.origin",
        "impact_start" => "markers.impact_start",
        "detected" => "markers.detected",
        "diagnosed" => "markers.diagnosed",
        "mitigated" => "markers.mitigated",
        _ => "markers.recovered",
    }
}

fn said(moment: &crate::model::Moment, words: &Words) -> String {
    let day = moment.day.map(|day| words.day(day));
    let clock = moment.clock.map(|clock| clock.to_string());
    let zone = moment.zone.as_ref().map(moments::zone);
    [day, clock, zone].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The key of the words for a status.
pub(in crate::render) fn status(status: Status) -> &'static str {
    match status {
        Status::Draft => "status.draft",
        Status::InReview => "status.in_review",
        Status::Published => "status.published",
        Status::CheckpointDone => "status.checkpoint_held",
        Status::Closed => "status.closed",
        Status::Superseded => "status.superseded",
    }
}

fn place(origin: Origin, words: &Words) -> String {
    let place = match origin.from {
        Source::FrontMatter => "places.front_matter",
        Source::Marker => "places.marker",
        Source::Label => "places.label",
        Source::Section => "places.section",
        Source::Timeline => "places.timeline",
        Source::Heading => "places.heading",
        Source::FirstLine => "places.first_line",
        Source::FileName => "places.file_name",
        Source::Folder => "places.folder",
        Source::Git => "places.git",
        Source::Config => "places.config",
        Source::Default => "places.default",
    };
    match origin.line {
        Some(line) => words.fill("places.line", &[("place", words.say(place)), ("line", &line.to_string())]),
        None => words.said(place),
    }
}

fn history(coe: &Coe, words: &Words) -> String {
    let Some(history) = &coe.history else { return String::new() };
    match history.revisions {
        0 | 1 => words.fill("colophon.written", &[("day", &words.day(history.first))]),
        revisions => words.count_with(
            "colophon.changed",
            revisions as usize,
            &[("first", &words.day(history.first)), ("last", &words.day(history.last))],
        ),
    }
}

/// The roles that took part, as cards.
pub(super) fn people(page: &Page<'_, '_>, coe: &Coe) -> Vec<RoleCard> {
    let cards = coe.people.iter().map(|person| RoleCard {
        role: person.role.clone().unwrap_or_default(),
        team: person.team.as_ref().map(|team| page.term(TermKind::Team, team)),
        detail: detail(person, page.words()),
    });
    cards.filter(|card| !card.role.is_empty() || card.team.is_some() || !card.detail.is_empty()).collect()
}

fn detail(person: &Person, words: &Words) -> String {
    let on_call = person.on_call.unwrap_or(false).then(|| words.said("colophon.on_call"));
    let tenure = person
        .tenure
        .as_ref()
        .map(|tenure| words.fill("colophon.tenure", &[("tenure", &tenure.to_string())]));
    let parts = [tenure, person.zone.clone(), on_call];
    parts.into_iter().flatten().collect::<Vec<_>>().join(words.say("lists.between"))
}

fn review(coe: &Coe, words: &Words) -> String {
    let review = &coe.review;
    let came = match (review.attendees, review.invited) {
        (Some(came), Some(invited)) => ("colophon.debrief_invited", came, invited),
        (Some(came), None) => ("colophon.debrief_came", came, 0),
        _ => ("colophon.debrief", 0, 0),
    };
    let held = review.debrief_on.map(|day| {
        let (key, came, invited) = came;
        let (came, invited) = (came.to_string(), invited.to_string());
        words.fill(key, &[("day", &words.day(day)), ("came", &came), ("invited", &invited)])
    });
    let by = (!review.investigators.is_empty()).then(|| {
        let people = review.investigators.join(words.say("lists.between"));
        words.fill("colophon.investigated", &[("people", &people)])
    });
    let effort =
        review.effort_hours.map(|hours| words.fill("colophon.effort", &[("hours", &hours.to_string())]));
    let purpose = review
        .purpose
        .as_ref()
        .map(|it| words.fill("colophon.purpose", &[("purpose", it.trim_end_matches('.'))]));
    let checkpoint =
        review.checkpoint_on.map(|day| words.fill("colophon.checkpoint", &[("day", &words.day(day))]));
    [held, by, effort, purpose, checkpoint, parts(coe, words)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

/// How much of its anatomy a document has; nothing where it chose none.
fn parts(coe: &Coe, words: &Words) -> Option<String> {
    (coe.profile.origin.from != Source::Default).then_some(())?;
    let owed = owed(coe);
    let present = owed.iter().filter(|(_, owed)| *owed == Owed::Present).count();
    let (present, owed) = (present.to_string(), owed.len().to_string());
    Some(words.fill("colophon.parts", &[("present", &present), ("owed", &owed)]))
}
