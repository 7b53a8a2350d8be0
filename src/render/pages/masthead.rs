//! What stands above the text of a COE: kicker, headline, standfirst, facts, notices, and the two questions.

use crate::analyse::statistics::{Measured, between};
use crate::model::{Coe, Profile, RelationKind, Source, Status, Times};
use crate::render::catalogue::{self, TermKind};
use crate::render::context::{self, Page};
use crate::render::view::{Fact, Link, Masthead, Notice, Question};
use crate::render::words::Words;

/// The longest standfirst, in characters.
const STANDFIRST: usize = 220;

pub(super) fn masthead(page: &Page<'_, '_>, index: usize) -> Masthead {
    let coe = page.site.coe(index);
    let date = catalogue::date(coe);
    Masthead {
        subjects: subjects(page, coe),
        kind: kind(coe, page.words()),
        date: date.map(|day| page.dated(day)),
        headline: page.site.catalogue.headlines[index].clone().into_owned(),
        standfirst: context::standfirst(coe, STANDFIRST),
        severity: page.severity(coe),
        facts: facts(page, coe),
        notices: notices(page, index),
    }
}

fn subjects(page: &Page<'_, '_>, coe: &Coe) -> Vec<Link> {
    let services: Vec<Link> =
        coe.services.iter().take(3).map(|it| page.term(TermKind::Service, it)).collect();
    match &coe.team {
        Some(team) if services.is_empty() => vec![page.term(TermKind::Team, &team.value)],
        _ => services,
    }
}

/// What kind of document this is; a document that says nothing about itself is an incident report.
pub(super) fn kind(coe: &Coe, words: &Words) -> String {
    let kind = match coe.profile.value {
        _ if coe.profile.origin.from == Source::Default => "kinds.report",
        Profile::Debrief => "kinds.debrief",
        Profile::Coe => "kinds.coe",
        Profile::Howie => "kinds.howie",
    };
    match coe.trigger.as_ref().map(|trigger| trigger.value.as_str()) {
        Some("near-miss") => words.fill("kinds.near_miss", &[("kind", words.say(kind))]),
        Some("procedural-miss") => words.fill("kinds.procedural_miss", &[("kind", words.say(kind))]),
        Some("process-miss") => words.fill("kinds.process_miss", &[("kind", words.say(kind))]),
        _ => words.said(kind),
    }
}

fn facts(page: &Page<'_, '_>, coe: &Coe) -> Vec<Fact> {
    let words = page.words();
    let duration = coe.duration_minutes.as_ref().map(|duration| Fact {
        strong: words.span_of_minutes(duration.value),
        after: words.said("facts.of_impact"),
        inferred: duration.origin.inferred,
        brief: true,
        ..Fact::default()
    });
    let detected = coe.detected_by.as_ref().map(|by| Fact {
        before: words.said("facts.found_by"),
        strong: finder(&by.value, words).to_owned(),
        inferred: by.origin.inferred,
        ..Fact::default()
    });
    let team = coe.team.as_ref().map(|team| {
        let link = page.term(TermKind::Team, &team.value);
        Fact {
            before: words.said("facts.written_by"),
            strong: link.title,
            href: link.href,
            ..Fact::default()
        }
    });
    let customers = coe.impact.customers.filter(|number| *number > 0).map(|number| Fact {
        strong: words.grouped(i64::try_from(number).unwrap_or(i64::MAX)),
        after: words.count("facts.customers", usize::try_from(number).unwrap_or(usize::MAX)),
        ..Fact::default()
    });
    let reading = (coe.words > 0).then(|| Fact {
        after: words.count("facts.reading", super::reading_minutes(coe.words)),
        brief: true,
        ..Fact::default()
    });
    [duration, customers, detected, team, reading, revision(coe, words)].into_iter().flatten().collect()
}

pub(super) fn finder<'w>(by: &'w str, words: &'w Words) -> &'w str {
    match by {
        "alarm" => words.say("facts.by_alarm"),
        "customer" => words.say("facts.by_customers"),
        "employee" => words.say("facts.by_employee"),
        "other" => words.say("facts.by_other"),
        written => written,
    }
}

fn revision(coe: &Coe, words: &Words) -> Option<Fact> {
    let history = coe.history.as_ref().filter(|history| history.revisions > 0)?;
    let ordinal = words.ordinal(history.revisions as usize);
    let after = words.fill("facts.revision", &[("ordinal", &ordinal), ("day", &words.day(history.last))]);
    Some(Fact { after, ..Fact::default() })
}

fn notices(page: &Page<'_, '_>, index: usize) -> Vec<Notice> {
    let coe = page.site.coe(index);
    let words = page.words();
    let status = match coe.status.value {
        Status::Draft => Some("notices.draft"),
        Status::InReview => Some("notices.in_review"),
        Status::Published | Status::CheckpointDone | Status::Closed | Status::Superseded => None,
    };
    let status = status.map(|strong| Notice {
        strong: words.said(strong),
        words: words.said("notices.may_change"),
        link: None,
    });
    let superseded = superseded(page, index);
    let audience = (coe.audience != "everyone" && !coe.audience.is_empty()).then(|| Notice {
        strong: words.fill("notices.audience", &[("audience", &coe.audience)]),
        words: coe.audience_reason.clone().unwrap_or_default(),
        link: None,
    });
    status.into_iter().chain(superseded).chain(audience).collect()
}

/// That another document took the place of this one: which, where one says so.
fn superseded(page: &Page<'_, '_>, index: usize) -> Option<Notice> {
    let link = successor(page, index);
    let is_superseded = page.site.coe(index).status.value == Status::Superseded;
    (is_superseded || link.is_some()).then(|| Notice {
        strong: page.words().said("notices.superseded"),
        words: page.words().said(match link {
            Some(_) => "notices.place_taken_by",
            None => "notices.place_taken",
        }),
        link,
    })
}

/// The COE that took the place of this one.
fn successor(page: &Page<'_, '_>, index: usize) -> Option<Link> {
    let backlinks = page.site.knowledge.backlinks.get(index)?;
    let kind = crate::model::BacklinkKind::Relation(RelationKind::Supersedes);
    backlinks.iter().find(|backlink| backlink.kind == kind).map(|backlink| page.coe(backlink.from))
}

/// Found in under five minutes? Fixed in under an hour?
pub(super) fn questions(coe: &Coe, words: &Words) -> Vec<Question> {
    asks().into_iter().filter_map(|ask| question(coe, ask, words)).collect()
}

fn asks() -> [Ask; 2] {
    [
        Ask { question: "questions.found", limit: 5 * 60, key: "detect" },
        Ask { question: "questions.fixed", limit: 60 * 60, key: "fix" },
    ]
}

struct Ask {
    question: &'static str,
    limit: i64,
    key: &'static str,
}

fn question(coe: &Coe, ask: Ask, words: &Words) -> Option<Question> {
    let Answer { yes, time, inferred, .. } = answer_within(coe, &ask, words)?;
    let actions = coe.actions.iter().filter(|action| !yes && action.to_yes.as_deref() == Some(ask.key));
    Some(Question {
        question: words.said(ask.question),
        answer: if yes { "Yes" } else { "No" },
        answer_words: words.said(if yes { "questions.yes" } else { "questions.no" }),
        time,
        actions: actions
            .map(|it| Link { title: it.title.clone(), href: format!("#{}", it.anchor) })
            .collect(),
        inferred,
    })
}

/// What the times answer to one of the two questions.
pub(super) struct Answer {
    pub(super) yes: bool,
    /// How long it took, in words and in seconds.
    pub(super) time: String,
    pub(super) seconds: i64,
    /// Whether it rests on a conclusion.
    pub(super) inferred: bool,
}

/// The same by its key: `detect` or `fix`.
pub(super) fn answer(coe: &Coe, key: &str, words: &Words) -> Option<Answer> {
    answer_within(coe, asks().iter().find(|ask| ask.key == key)?, words)
}

fn answer_within(coe: &Coe, ask: &Ask, words: &Words) -> Option<Answer> {
    let Times { impact_start, detected, recovered, .. } = &coe.times;
    let end = if ask.key == "detect" { detected } else { recovered };
    let Measured { seconds, inferred } = between(impact_start, end)?;
    let time = match seconds {
        ..0 if ask.key == "detect" => words.said("questions.before_impact"),
        ..0 => return None,
        0 => words.said("questions.at_once"),
        _ => words.span(seconds),
    };
    Some(Answer { yes: seconds < ask.limit, time, seconds, inferred })
}
