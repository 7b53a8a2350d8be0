//! `duration-mismatch`: a stated length of impact that is clearly another than that of the timeline.

use std::sync::LazyLock;

use regex::Regex;

use super::{Group, Look, Rule};
use crate::check::{Document, Report};
use crate::findings::Level;
use crate::check::moments::{seconds_between, span_of};
use crate::model::{Moment, Source};

pub(crate) const RULE: Rule = Rule {
    name: "duration-mismatch",
    level: Level::Warning,
    group: Group::Time,
    finds: "A stated length of impact that is clearly another than that of the timeline.",
    why: "The length is the number everyone remembers. When the document's own times say something else, \
          both lose their weight.",
    example: r#"The incident took 20 minutes.

- 14:30 Customers report it.
- 14:37 Applied to the index."#,
    instead: "Customers were affected for 7 minutes that we saw, and two days that we did not.",
    look: Look::Coe(look),
};

/// How the length of an incident is stated in a sentence.
static STATED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let words = r"(?i)\b(?:incident|outage|impact|disruption|downtime|degradation|service|site)\b[^.;\n]{0,40}?\b(?:took|lasted|lasting|for|was down for|were down for|duration of)\s+(?:about|around|approximately|roughly|some|a total of|~)?\s*(?P<it>(?:\d+(?:\.\d+)?)\s*(?:minutes?|mins?|hours?|hrs?)(?:\s*(?:and|,)?\s*\d+\s*(?:minutes?|mins?))?)\b";
    Regex::new(words).ok()
});

/// How far the two may be apart: half of the longer one, and five minutes.
const APART: f64 = 0.5;
const MINUTES: f64 = 5.0;

fn look(document: &Document<'_>, report: &mut Report<'_>) {
    let Some((told, whole)) = told_minutes(document) else { return };
    if let Some((minutes, span)) = stated(document) {
        let apart = (minutes - told).abs();
        // A timeline goes on after the impact; it cannot be shorter than that.
        let possible = whole && minutes <= told;
        if apart > APART * minutes.max(told) && apart > MINUTES && !possible {
            let words = document.coe.text[span.clone()].to_owned();
            let told = span_of((told * 60.0).round() as i64);
            report.at(
                span,
                format!("`{words}` is stated, and the timeline spans {told}"),
                "say which of the two it is, and from when to when",
            );
        }
    }
}

/// The length the document states, in minutes, and where.
fn stated(document: &Document<'_>) -> Option<(f64, std::ops::Range<usize>)> {
    let coe = document.coe;
    if let Some(duration) = &coe.duration_minutes
        && matches!(duration.origin.from, Source::Label | Source::FrontMatter)
        && !duration.origin.inferred
    {
        return Some((duration.value, document.line(duration.origin.line?)));
    }
    let pattern = STATED.as_ref()?;
    document.passages.iter().filter(|passage| !passage.timed).find_map(|passage| {
        let found = pattern.captures(passage.words())?.name("it")?;
        Some((crate::read::minutes(found.as_str())?, passage.span(found.range())))
    })
}

/// The length its own times tell, in minutes: of the impact where it is marked; else of the whole timeline of its last
/// day, and that it is the whole.
fn told_minutes(document: &Document<'_>) -> Option<(f64, bool)> {
    let coe = document.coe;
    let between = |from: &Moment, to: &Moment| Some(seconds_between(from, to)? as f64 / 60.0);
    if let (Some(start), Some(end)) = (&coe.times.impact_start, &coe.times.recovered)
        && !start.origin.inferred
        && !end.origin.inferred
        && (start.origin.from, end.origin.from) != (Source::Label, Source::Label)
    {
        return between(&start.value, &end.value).filter(|minutes| *minutes > 0.0).map(|minutes| (minutes, false));
    }
    let timed: Vec<&Moment> =
        coe.timeline.entries.iter().map(|entry| &entry.at).filter(|at| at.clock.is_some() && at.day.is_some()).collect();
    let (first, last) = (timed.first()?, timed.last()?);
    // Over several days nobody can tell which of the times are those of the impact.
    let whole = (first.day == last.day && timed.len() >= 4).then(|| between(first, last)).flatten();
    whole.filter(|minutes| *minutes > 0.0).map(|minutes| (minutes, true))
}
