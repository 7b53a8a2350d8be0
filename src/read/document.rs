//! One COE: its front matter and its prose put together into facts with their origins.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::actions;
use super::blocks;
use super::chart;
use super::citations;
use super::date;
use super::detector;
use super::duration;
use super::first;
use super::front_matter::{self, FrontAction, FrontMatter, Kind, Spanned};
use super::labels::LabelKey;
use super::language;
use super::lists;
use super::moment::{self, SlashOrder};
use super::outline::{self, Outline};
use super::roles::RoleTable;
use super::severity;
use super::timeline;
use super::title;
use super::window;
use super::wording;
use super::words::{normal, one_line};
use crate::findings::{Finding, Findings, Level, LineMap};
use crate::model::*;

/// What reading a document depends on besides the document.
pub(crate) struct Options {
    pub(crate) roles: RoleTable,
    pub(crate) order: SlashOrder,
    pub(crate) zone: Option<Zone>,
    pub(crate) severity: BTreeMap<String, u8>,
    pub(crate) depth: Depth,
}

/// What is taken out of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Depth {
    /// Its facts.
    Facts,
    /// What its prose is about, too, by which documents are related.
    #[default]
    Wording,
}

/// Reads one COE. Never fails: what cannot be understood stays prose, what is wrong becomes a finding.
pub(crate) fn coe(path: &str, text: Arc<str>, options: &Options) -> (Coe, Vec<Finding>) {
    let lines = LineMap::new(&text);
    let mut findings = Findings::new(path, &text, &lines);
    let matter = front_matter::read(&text, Kind::Coe, &mut findings);
    let blocks = blocks::read(&text, matter.body_start);
    let outline = outline::read(&blocks, &options.roles, text.len());
    let coe =
        Builder { path, text: &text, lines: &lines, options, matter, outline: &outline, blocks: &blocks }
            .build(&mut findings);
    let findings = findings.into_vec();
    (Coe { text: text.clone(), ..coe }, findings)
}

struct Builder<'a> {
    path: &'a str,
    text: &'a str,
    lines: &'a LineMap,
    options: &'a Options,
    matter: FrontMatter,
    outline: &'a Outline<'a>,
    blocks: &'a [blocks::Block],
}

impl Builder<'_> {
    fn build(mut self, findings: &mut Findings<'_>) -> Coe {
        let order = self.options.order;
        let title = title::read(
            self.matter.title.as_ref().map(stated),
            self.outline,
            self.blocks,
            self.path,
            self.lines,
        );
        let stated_zone = self.stated_zone(findings);
        let stated_date = self.stated_date(findings).or_else(|| self.day_of_times());
        let hints = date::hints(self.outline, self.path, &title, order, self.lines);
        let base_day = stated_date.as_ref().map(|fact| fact.value).or_else(|| hints.base_day());
        let context = timeline::Context {
            order,
            base_day,
            stated_zone,
            default_zone: self.options.zone.clone(),
            lines: self.lines,
        };
        let read = timeline::read(self.outline, &context, findings);
        let (mut timeline, zone) = (read.timeline, read.zone);
        let mut times = self.stated_times(base_day, zone.as_ref().map(|fact| &fact.value), findings);
        let window =
            window::read(self.outline, base_day, zone.as_ref().map(|fact| &fact.value), order, self.lines);
        // What the account says of beginning and end counts before what the words of the timeline suggest.
        if let (Some(window), true) = (window, times.impact_start.is_none() && times.recovered.is_none()) {
            let marked = timeline.entries.iter().any(|entry| entry.marker.is_some());
            if !marked {
                times.impact_start = Some(window.start);
                times.recovered = Some(window.end);
            }
        }
        timeline::infer(&mut times, &mut timeline);
        let start = times.impact_start.as_ref().and_then(|fact| fact.value.day);
        let date = stated_date.or_else(|| date::choose(&hints, &timeline, read.dated, start));
        if let Some(date) = date.as_ref().filter(|date| date.value.civil().is_none()) {
            self.report_impossible(date, findings);
        }
        let sections = self.sections();
        let year = date.as_ref().map(|date| date.value.year).or(hints.year);
        let body_actions =
            actions::Reader { order, year, lines: self.lines, roles: &self.options.roles, findings }
                .read(self.outline);
        let actions = self.actions(body_actions, order, year, findings);
        let words = &self.text[self.matter.body_start..];
        let language = language::of(words);
        let charts = chart::citations(self.text, self.matter.body_start, self.lines);
        let citations = citations::read(self.blocks, charts, &sections, self.lines);
        let matter = std::mem::take(&mut self.matter);
        let mut coe = Coe {
            id: self.id(&matter, &title),
            id_stated: matter.id.is_some(),
            aliases: plain(&matter.aliases),
            path: self.path.to_owned(),
            profile: self.profile(&matter, &sections, words),
            status: self.status(&matter),
            severity: self.severity(&matter, &title),
            trigger: matter.trigger.as_ref().map(stated),
            team: matter.team.as_ref().map(stated).or_else(|| self.label_fact(LabelKey::Team)),
            services: self.services(&matter),
            technologies: plain(&matter.technologies),
            impacted_teams: plain(&matter.impacted_teams),
            causes: plain(&matter.causes),
            tags: plain(&matter.tags),
            duration_minutes: self.duration(&matter, &times),
            detected_by: self.detected_by(&matter),
            title,
            date,
            zone,
            times,
            impact: matter.impact,
            timeline,
            actions,
            factors: lists::factors(self.outline, self.lines),
            items: lists::items(self.outline, self.lines),
            abstract_text: matter.description.as_ref().map_or_else(
                || lists::abstract_text(self.outline),
                |description| one_line(&description.value),
            ),
            labels: self.labels(),
            relations: matter.relations,
            said_first: first::stated(matter.no_relations.as_ref()),
            no_relations: matter.no_relations.map(|spanned| spanned.value),
            citations,
            ideas: plain(&matter.ideas),
            lessons: plain(&matter.lessons),
            review: review(&matter.review, order),
            audience: audience(self.text, matter.unreadable, matter.audience.as_ref(), matter.body_start),
            audience_reason: matter.audience_reason.map(|spanned| spanned.value),
            people: matter.people,
            allowed: matter.allowed,
            language,
            words: language::word_count(words, language),
            history: None,
            body_start: matter.body_start,
            text: Arc::from(""),
            wording: Arc::default(),
            sections,
        };
        coe.said_first = coe.said_first.take().or_else(|| first::told(&coe.sections, self.text, self.lines));
        name_parts(&mut coe);
        if self.options.depth == Depth::Wording {
            coe.wording = Arc::new(wording::of(&coe, self.text));
        }
        coe
    }

    fn labelled(&self, key: LabelKey) -> impl Iterator<Item = &outline::RawLabel> {
        self.outline.labels.iter().filter(move |label| label.key == Some(key) && !label.value.is_empty())
    }

    fn label_fact(&self, key: LabelKey) -> Option<Fact<String>> {
        let label = self.labelled(key).next()?;
        let value = one_line(&label.value);
        let says = value.split_whitespace().count() <= 6
            && !matches!(normal(&value).as_str(), "" | "n a" | "tbd" | "unknown" | "none");
        says.then(|| Fact::new(value, Origin::stated(Source::Label, self.lines.line(label.span.start))))
    }

    fn id(&self, matter: &FrontMatter, title: &Fact<String>) -> CoeId {
        let stated = matter.id.as_ref().and_then(|id| CoeId::from_words(&id.value));
        stated
            .or_else(|| default_id(self.path))
            .or_else(|| CoeId::from_words(&title.value))
            .unwrap_or_else(CoeId::nameless)
    }

    fn stated_zone(&self, findings: &mut Findings<'_>) -> Option<Zone> {
        let stated = self.matter.timezone.as_ref()?;
        let zone = moment::zone(&stated.value);
        if zone.is_none() {
            findings.add(
                Level::Error,
                "wrong-type",
                stated.span.clone(),
                format!("`{}` is no time zone", stated.value),
                "write an offset (`-05:00`), `UTC`, or a region (`Europe/Oslo`)",
            );
        }
        zone
    }

    fn stated_date(&self, findings: &mut Findings<'_>) -> Option<Fact<Day>> {
        let stated = self.matter.date.as_ref()?;
        let day = moment::leading(&stated.value, self.options.order).and_then(|stamp| stamp.day);
        let day = day.and_then(|day| day.in_year(day.year?));
        if day.is_none() {
            findings.add(
                Level::Error,
                "wrong-type",
                stated.span.clone(),
                format!("`{}` is no date", stated.value),
                "write it as 2022-04-01",
            );
        }
        day.map(|day| Fact::new(day, Origin::stated(Source::FrontMatter, stated.line)))
    }

    /// The day on which the front matter says it began.
    fn day_of_times(&self) -> Option<Fact<Day>> {
        ["impact-start", "detected"].iter().find_map(|wanted| {
            let (_, value) = self.matter.times.iter().find(|(name, _)| name.value == *wanted)?;
            let day = moment::leading(&value.value, self.options.order)?.day?;
            Some(Fact::new(day.in_year(day.year?)?, Origin::stated(Source::FrontMatter, value.line)))
        })
    }

    fn report_impossible(&self, date: &Fact<Day>, findings: &mut Findings<'_>) {
        let start = date.origin.line.map_or(0, |line| self.lines.start_of(line));
        let end = self.text[start..].find('\n').map_or(self.text.len(), |at| start + at);
        findings.add(
            Level::Error,
            "impossible-date",
            start..end,
            format!("{} does not exist", date.value),
            "write the day that was meant",
        );
    }

    /// Times of the front matter, then of labels such as "Start".
    fn stated_times(&self, base: Option<Day>, zone: Option<&Zone>, findings: &mut Findings<'_>) -> Times {
        let mut times = Times::default();
        for (name, value) in &self.matter.times {
            let Some(moment) = self.moment(&value.value, base, zone) else {
                findings.add(
                    Level::Error,
                    "wrong-type",
                    value.span.clone(),
                    format!("`{}` is no time", value.value),
                    "write it as 2022-04-01 09:38",
                );
                continue;
            };
            if let Some(day) = moment.day.filter(|day| day.civil().is_none()) {
                findings.add(
                    Level::Error,
                    "impossible-date",
                    value.span.clone(),
                    format!("{day} does not exist"),
                    "write the day that was meant",
                );
            }
            if let Some(slot) = times.slot(&name.value) {
                *slot = Some(Fact::new(moment, Origin::stated(Source::FrontMatter, value.line)));
            }
        }
        // A status page entry: `date` with a time of day, beside the time it was resolved.
        let dated =
            self.matter.date.as_ref().filter(|_| times.recovered.is_some() && times.impact_start.is_none());
        if let Some((date, moment)) =
            dated.and_then(|date| Some((date, self.moment(&date.value, base, zone)?)))
            && moment.clock.is_some()
        {
            times.impact_start = Some(Fact::new(moment, Origin::stated(Source::FrontMatter, date.line)));
        }
        for (key, name) in [
            (LabelKey::Start, "impact_start"),
            (LabelKey::Detected, "detected"),
            (LabelKey::End, "recovered"),
        ] {
            let found =
                self.labelled(key).find_map(|label| Some((label, self.moment(&label.value, base, zone)?)));
            let (Some((label, moment)), Some(slot)) = (found, times.slot(name)) else { continue };
            if slot.is_none() && moment.clock.is_some() {
                *slot =
                    Some(Fact::new(moment, Origin::stated(Source::Label, self.lines.line(label.span.start))));
            }
        }
        times
    }

    fn moment(&self, words: &str, base: Option<Day>, zone: Option<&Zone>) -> Option<Moment> {
        let stamp = moment::leading(words, self.options.order)?;
        let day = match stamp.day {
            Some(day) => day.in_year(day.year.or(base.map(|base| base.year))?),
            None => base,
        };
        Some(Moment { day, clock: stamp.clock, zone: stamp.zone.or_else(|| zone.cloned()) })
    }

    fn sections(&self) -> Vec<Section> {
        let mut taken = HashSet::new();
        self.outline
            .parts
            .iter()
            .filter(|part| part.heading.is_some() && !part.timed)
            .map(|part| Section {
                role: part.role,
                within: part.within,
                title: part.title.clone(),
                anchor: unique(&slug_or(&part.title, "section"), &mut taken),
                level: part.level,
                line: self.lines.line(part.range.start),
                range: part.range.clone(),
                form: part.form,
            })
            .collect()
    }

    fn actions(
        &self,
        body: Vec<Action>,
        order: SlashOrder,
        year: Option<i16>,
        findings: &mut Findings<'_>,
    ) -> Vec<Action> {
        let mut actions: Vec<Action> =
            self.matter.actions.iter().map(|action| front_action(action, order, year, findings)).collect();
        for action in body {
            let same = actions.iter_mut().find(|known| {
                known.origin.from == Source::FrontMatter && normal(&known.title) == normal(&action.title)
            });
            match same {
                Some(known) => {
                    known.owner = known.owner.take().or(action.owner);
                    known.due = known.due.or(action.due);
                    known.done_on = known.done_on.or(action.done_on);
                    known.status = known.status.or(action.status);
                    known.horizon = known.horizon.or(action.horizon);
                    known.ticket = known.ticket.take().or(action.ticket);
                    known.source = action.source;
                }
                None => actions.push(action),
            }
        }
        actions
    }

    fn profile(&self, matter: &FrontMatter, sections: &[Section], words: &str) -> Fact<Profile> {
        if let Some(profile) = &matter.profile {
            return stated(profile);
        }
        let has = |role: Role| sections.iter().any(|section| section.role == Some(role));
        let narrative = [
            Role::Narrative,
            Role::Contributors,
            Role::Mitigators,
            Role::Risks,
            Role::Difficulties,
            Role::Surprises,
        ];
        let profile = if narrative.into_iter().filter(|role| has(*role)).count() >= 3 {
            Profile::Howie
        } else if words.len() < 1500 && !has(Role::WhyChain) {
            Profile::Debrief
        } else {
            Profile::Coe
        };
        Fact::new(profile, Origin { from: Source::Default, line: None, inferred: true })
    }

    fn status(&self, matter: &FrontMatter) -> Fact<Status> {
        if let Some(status) = &matter.status {
            return stated(status);
        }
        for label in self.labelled(LabelKey::Status) {
            let words = normal(&label.value);
            let origin = Origin::stated(Source::Label, self.lines.line(label.span.start));
            if ["draft", "utkast", "entwurf", "brouillon", "borrador", "rascunho", "下書き", "草稿", "초안"]
                .iter()
                .any(|word| words.starts_with(word))
            {
                return Fact::new(Status::Draft, origin);
            }
            if ["in review", "under review", "レビュー中", "评审中", "검토 중"]
                .iter()
                .any(|word| words.starts_with(word))
            {
                return Fact::new(Status::InReview, origin);
            }
        }
        Fact::new(Status::Published, Origin::outside(Source::Default))
    }

    fn severity(&self, matter: &FrontMatter, title: &Fact<String>) -> Option<Fact<Severity>> {
        let own = &self.options.severity;
        if let Some(stated) = &matter.severity {
            let severity = severity::read(&stated.value, own)?;
            return Some(Fact::new(severity, Origin::stated(Source::FrontMatter, stated.line)));
        }
        let labelled = self.labelled(LabelKey::Severity).find_map(|label| {
            let line = self.lines.line(label.span.start);
            Some(Fact::new(severity::read(&label.value, own)?, Origin::stated(Source::Label, line)))
        });
        labelled
            .or_else(|| severity::mentioned(&title.value).map(|severity| Fact::new(severity, title.origin)))
    }

    fn services(&self, matter: &FrontMatter) -> Vec<String> {
        if !matter.services.is_empty() {
            return plain(&matter.services);
        }
        let Some(label) = self.labelled(LabelKey::Services).next() else { return Vec::new() };
        let names: Vec<String> = label
            .value
            .split([',', ';', '\n', '、', '，', '/'])
            .map(|name| {
                one_line(name.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '`' | '-' | '.')))
            })
            .filter(|name| !name.is_empty())
            .collect();
        let plausible = names.len() <= 8
            && names.iter().all(|name| {
                name.split(' ').count() <= 3
                    && name.chars().count() <= 40
                    && !matches!(
                        normal(name).as_str(),
                        "all" | "none" | "n a" | "tbd" | "unknown" | "all services"
                    )
            });
        if plausible { names } else { Vec::new() }
    }

    /// Stated, else from the impact to the recovery.
    fn duration(&self, matter: &FrontMatter, times: &Times) -> Option<Fact<f64>> {
        let front = matter.duration.as_ref().and_then(|stated| {
            let minutes = duration::minutes(&stated.value).or_else(|| stated.value.trim().parse().ok())?;
            Some(Fact::new(minutes, Origin::stated(Source::FrontMatter, stated.line)))
        });
        let labelled = || {
            let mut stated = self.labelled(LabelKey::Duration).filter_map(|label| {
                let line = self.lines.line(label.span.start);
                Some(Fact::new(duration::minutes(&label.value)?, Origin::stated(Source::Label, line)))
            });
            // Several lengths are those of several incidents.
            let first = stated.next()?;
            stated.all(|other| other.value == first.value).then_some(first)
        };
        let computed = || {
            let (start, end) = (times.impact_start.as_ref()?, times.recovered.as_ref()?);
            let seconds = end.value.instant_seconds()? - start.value.instant_seconds()?;
            let inferred = start.origin.inferred || end.origin.inferred;
            let minutes = (seconds as f64 / 6.0).round() / 10.0;
            (seconds > 0).then(|| Fact::new(minutes, Origin { inferred, ..end.origin }))
        };
        let stated_in_prose = || window::stated_minutes(self.outline, self.lines);
        let exact =
            times.impact_start.iter().chain(&times.recovered).filter(|fact| !fact.origin.inferred).count()
                == 2;
        let computed_exactly = || exact.then(computed).flatten();
        front.or_else(labelled).or_else(computed_exactly).or_else(stated_in_prose).or_else(computed)
    }

    fn detected_by(&self, matter: &FrontMatter) -> Option<Fact<String>> {
        if let Some(by) = &matter.detected_by {
            return Some(stated(by));
        }
        let labelled = self.labelled(LabelKey::DetectedBy).find_map(|label| {
            let line = self.lines.line(label.span.start);
            Some(Fact::new(detector::of(&label.value)?.to_owned(), Origin::stated(Source::Label, line)))
        });
        labelled.or_else(|| {
            self.outline.parts.iter().filter(|part| part.role == Some(Role::Detection)).find_map(|part| {
                let words = part.words();
                let by = detector::of(words.split_inclusive(['.', '。']).next()?)?;
                Some(Fact::new(
                    by.to_owned(),
                    Origin::inferred(Source::Section, self.lines.line(part.range.start)),
                ))
            })
        })
    }

    fn labels(&self) -> Vec<Label> {
        self.outline
            .labels
            .iter()
            .map(|label| Label {
                name: one_line(&label.name),
                value: one_line(&label.value),
                line: self.lines.line(label.span.start),
                span: label.span.clone(),
            })
            .collect()
    }
}

fn stated<T: Clone>(spanned: &Spanned<T>) -> Fact<T> {
    Fact::new(spanned.value.clone(), Origin::stated(Source::FrontMatter, spanned.line))
}

fn plain(list: &[Spanned<String>]) -> Vec<String> {
    list.iter().map(|spanned| spanned.value.clone()).collect()
}

fn review(front: &front_matter::FrontReview, order: SlashOrder) -> Review {
    let day = |spanned: &Option<Spanned<String>>| {
        let spanned = spanned.as_ref()?;
        let day = moment::leading(&spanned.value, order)?.day?;
        day.in_year(day.year?)
    };
    Review {
        debrief_on: day(&front.debrief_on),
        attendees: front.attendees,
        invited: front.invited,
        investigators: front.investigators.clone(),
        effort_hours: front.effort_hours,
        purpose: front.purpose.clone(),
        checkpoint_on: day(&front.checkpoint_on),
    }
}

/// Everyone, unless stated; front matter that cannot be read but speaks of an audience is not safe to show.
fn audience(text: &str, unreadable: bool, stated: Option<&Spanned<String>>, body_start: usize) -> String {
    match stated {
        Some(stated) => stated.value.clone(),
        None if unreadable && speaks_of_audience(text, body_start) => "unreadable".to_owned(),
        None => "everyone".to_owned(),
    }
}

fn speaks_of_audience(text: &str, body_start: usize) -> bool {
    let head = if body_start > 3 { &text[..body_start] } else { text };
    head.lines().any(|line| line.trim_start().trim_start_matches(['"', '\'']).starts_with("audience"))
}

fn front_action(
    action: &FrontAction,
    order: SlashOrder,
    year: Option<i16>,
    findings: &mut Findings<'_>,
) -> Action {
    let mut day = |stated: &Option<Spanned<String>>, when: &str| {
        front_day(stated.as_ref()?, when, (order, year), findings)
    };
    let due = day(&action.due, "due on");
    let done_on = day(&action.done_on, "done on");
    Action {
        done_on,
        id: action.id.clone().unwrap_or_default(),
        title: action.title.clone(),
        owner: action.owner.clone(),
        due,
        horizon: action.horizon,
        status: action.status.or(done_on.map(|_| ActionStatus::Done)),
        reason: action.reason.clone(),
        ticket: action.ticket.clone(),
        kind: action.kind.clone(),
        priority: action.priority.clone(),
        sponsor: action.sponsor.clone(),
        evidence: action.evidence.clone(),
        addresses: action.addresses.clone(),
        to_yes: action.to_yes.clone(),
        anchor: String::new(),
        origin: Origin::stated(Source::FrontMatter, action.line),
        source: None,
    }
}

/// A day of the front matter; `when` says what for: "due on".
fn front_day(
    stated: &Spanned<String>,
    when: &str,
    (order, year): (SlashOrder, Option<i16>),
    findings: &mut Findings<'_>,
) -> Option<Day> {
    let day = moment::leading(&stated.value, order).and_then(|stamp| stamp.day);
    let day = day.and_then(|day| day.in_year(day.year.or(year)?));
    match day {
        None => findings.add(
            Level::Error,
            "wrong-type",
            stated.span.clone(),
            format!("`{}` is no date", stated.value),
            "write it as 2022-05-31",
        ),
        Some(day) if day.civil().is_none() => findings.add(
            Level::Error,
            "impossible-date",
            stated.span.clone(),
            format!("{when} {}, which does not exist", stated.value),
            "write the day that was meant",
        ),
        Some(_) => {}
    }
    day
}

/// The id a path gives: the file name without its date, the whole name when nothing else is left.
pub(crate) fn default_id(path: &str) -> Option<CoeId> {
    let name = title::name_of(path);
    let without_date = match date::day_in_name(name) {
        Some((_, span)) => format!("{} {}", &name[..span.start], &name[span.end..]),
        None => name.to_owned(),
    };
    let telling = without_date.chars().any(char::is_alphabetic);
    CoeId::from_words(if telling { &without_date } else { name })
}

/// Gives entries, actions, factors and items their addresses: times and first words, which edits nearby leave alone.
fn name_parts(coe: &mut Coe) {
    let mut taken: HashSet<String> = coe.sections.iter().map(|section| section.anchor.clone()).collect();
    for entry in &mut coe.timeline.entries {
        let mut name = "t".to_owned();
        if let Some(day) = entry.at.day {
            name.push_str(&format!("-{day}"));
        }
        if let Some(clock) = entry.at.clock {
            name.push_str(&format!("-{}", clock.to_string().replace(':', "")));
        }
        entry.anchor = unique(&name, &mut taken);
    }
    let mut ids = HashSet::new();
    for action in &mut coe.actions {
        if action.id.is_empty() {
            action.id = slug_or(&first_words(&action.title), "action");
        }
        action.id = unique(&action.id, &mut ids);
        action.anchor = unique(&format!("action-{}", slug_or(&action.id, "action")), &mut taken);
    }
    let mut ids = HashSet::new();
    for factor in &mut coe.factors {
        factor.id = unique(&slug_or(&first_words(&factor.text), "factor"), &mut ids);
        factor.anchor = unique(&format!("factor-{}", factor.id), &mut taken);
    }
    for item in &mut coe.items {
        let name = format!("{}-{}", item.role.word(), slug_or(&first_words(&item.text), "item"));
        item.anchor = unique(&name, &mut taken);
    }
}

/// Words enough to tell items apart: five, or twelve characters of a script without blanks.
fn first_words(text: &str) -> String {
    if super::words::is_spaceless(text) {
        return text.chars().take(12).collect();
    }
    let short: Vec<&str> = text.split_whitespace().take(5).collect();
    short.join(" ").chars().take(60).collect()
}

fn slug_or(words: &str, default: &str) -> String {
    let slug = slug(words);
    let short: String = slug.chars().take(60).collect();
    let short = short.trim_end_matches('-');
    if short.is_empty() { default.to_owned() } else { short.to_owned() }
}

fn unique(name: &str, taken: &mut HashSet<String>) -> String {
    let mut candidate = name.to_owned();
    let mut number = 2;
    while !taken.insert(candidate.clone()) {
        candidate = format!("{name}-{number}");
        number += 1;
    }
    candidate
}
