//! Causes, services, technologies, teams and tags for machines: all in one file, and a card and a badge for each service
//! and team, to be shown in a catalogue of services.

use serde::Serialize;

use crate::analyse::follow_up::Tally;
use crate::error::{Error, Result};
use crate::model::Day;
use crate::render::catalogue::{self, Entry, TermKind};
use crate::render::context::{Page, Site};
use crate::render::figures::{Escaped, text_width};
use crate::render::site_map;

/// Name and version of the shape of all of them.
const SCHEMA: &str = "coebook/entities/1";

/// Name and version of the shape of one.
const SCHEMA_OF_ONE: &str = "coebook/entity/1";

/// How many days "of late" are on a badge.
const A_YEAR: i64 = 365;

#[derive(Serialize)]
struct All<'a> {
    schema: &'static str,
    generated_for: &'a str,
    today: Day,
    entities: Vec<Entity<'a>>,
}

#[derive(Serialize)]
struct One<'a> {
    schema: &'static str,
    generated_for: &'a str,
    today: Day,
    #[serde(flatten)]
    entity: Entity<'a>,
}

#[derive(Serialize)]
struct Entity<'a> {
    kind: &'static str,
    id: &'a str,
    title: &'a str,
    url: String,
    description: Option<&'a str>,
    area: Option<&'a str>,
    parent: Option<&'a str>,
    team: Option<&'a str>,
    synonyms: &'a [String],
    incidents: usize,
    incidents_last_year: usize,
    first: Option<Day>,
    last: Option<Day>,
    recurring: usize,
    actions: Tally,
    coes: Vec<&'a str>,
}

/// The kinds that have cards and badges.
pub(in crate::render) const CARDS: [TermKind; 2] = [TermKind::Service, TermKind::Team];

/// All entities as JSON, by kind and name.
pub(in crate::render) fn all(page: &Page<'_, '_>) -> Result<Vec<u8>> {
    let site = page.site;
    let entities = TermKind::ALL.into_iter().flat_map(|kind| {
        let entries = site.catalogue.terms(kind).entries.iter();
        entries.map(move |entry| entity(site, kind, entry))
    });
    let mut entities: Vec<Entity<'_>> = entities.collect();
    entities.sort_by(|a, b| (a.kind, a.id).cmp(&(b.kind, b.id)));
    let all =
        All { schema: SCHEMA, generated_for: &site.knowledge.audience, today: site.options.today, entities };
    json(&all)
}

/// One entity as JSON.
pub(in crate::render) fn card(page: &Page<'_, '_>, kind: TermKind, place: usize) -> Result<Vec<u8>> {
    let site = page.site;
    json(&One {
        schema: SCHEMA_OF_ONE,
        generated_for: &site.knowledge.audience,
        today: site.options.today,
        entity: entity(site, kind, &site.catalogue.terms(kind).entries[place]),
    })
}

fn json(value: &impl Serialize) -> Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec(value)
        .map_err(|error| Error::new("cannot write the entities as JSON").because(error))?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn entity<'a>(site: &'a Site<'_>, kind: TermKind, entry: &'a Entry<'_>) -> Entity<'a> {
    let days = || entry.coes.iter().filter_map(|coe| catalogue::date(site.coe(*coe)));
    let term = entry.term;
    Entity {
        kind: ["cause", "service", "team", "technology", "tag"][kind as usize],
        id: &entry.slug,
        title: &entry.title,
        url: site_map::term(kind, &entry.slug).map(|path| path.to_string()).unwrap_or_default(),
        description: term.and_then(|term| term.description.as_deref()),
        area: term.and_then(|term| term.area.as_deref()),
        parent: term.and_then(|term| term.parent.as_deref()),
        team: term.and_then(|term| term.team.as_deref()),
        synonyms: term.map(|term| term.synonyms.as_slice()).unwrap_or_default(),
        incidents: entry.coes.len(),
        incidents_last_year: days().filter(|day| is_of_late(*day, site.options.today)).count(),
        first: days().min(),
        last: days().max(),
        recurring: entry.coes.iter().filter(|coe| site.insight.family_of[**coe].is_some()).count(),
        actions: actions(site, entry),
        coes: entry.coes.iter().map(|coe| site.coe(*coe).id.as_str()).collect(),
    }
}

fn is_of_late(day: Day, today: Day) -> bool {
    day.days_until(today).is_some_and(|days| (0..A_YEAR).contains(&days))
}

/// How the actions of its incidents stand, whoever owns them.
fn actions(site: &Site<'_>, entry: &Entry<'_>) -> Tally {
    let of_coe = |coe: &usize| site.follow_up().of_coe(*coe).iter().map(|followed| followed.standing);
    entry.coes.iter().flat_map(of_coe).collect()
}

/// A picture to be shown in a catalogue of services: incidents in a year, and actions that are open.
pub(in crate::render) fn badge(page: &Page<'_, '_>, kind: TermKind, place: usize) -> Result<Vec<u8>> {
    const HEIGHT: f64 = 20.0;
    const TEXT: f64 = 11.0;
    const ROOM: f64 = 8.0;
    let site = page.site;
    let entity = entity(site, kind, &site.catalogue.terms(kind).entries[place]);
    let words = page.words();
    let label = words.say("entity.badge");
    let value = words.count_with(
        "entity.badge_value",
        entity.incidents_last_year,
        &[("open", &words.grouped(entity.actions.open() as i64))],
    );
    let (left, right) = (text_width(label, TEXT) + 2.0 * ROOM, text_width(&value, TEXT) + 2.0 * ROOM);
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{:.0}\" height=\"{HEIGHT}\" role=\"img\" aria-label=\"{}\">\
         <title>{}</title>\
         <rect width=\"{:.0}\" height=\"{HEIGHT}\" rx=\"3\" fill=\"#f2efe8\"/>\
         <path d=\"M3 0H{left:.0}V{HEIGHT}H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z\" fill=\"#5c5953\"/>\
         <g font-family=\"Inter,Verdana,DejaVu Sans,sans-serif\" font-size=\"{TEXT}\">\
         <text x=\"{ROOM}\" y=\"14\" fill=\"#fff\">{}</text>\
         <text x=\"{:.0}\" y=\"14\" fill=\"#1d1c1a\">{}</text></g></svg>\n",
        left + right,
        Escaped(&format!("{}: {label} {value}", entity.title)),
        Escaped(&format!("{}: {label} {value}", entity.title)),
        left + right,
        Escaped(label),
        left + ROOM,
        Escaped(&value)
    );
    Ok(svg.into_bytes())
}
