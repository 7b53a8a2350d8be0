//! The map of the whole corpus: the drawing, and the same as a table.

use crate::analyse::ReasonKind;
use crate::analyse::map::{Community, Edge, EdgeKind, Map, Place};
use crate::error::Result;
use crate::render::catalogue::{self, TermKind};
use crate::render::context::Page;
use crate::render::figures::map::{self as figure, Chart, ChartDot, Island, Line, ShoreLine};
use crate::render::site_map;
use crate::render::view::{Html, Link, MapGroup, MapKey, MapPage, MapRow, MapTie};
use crate::render::words::{self, Words};

/// The most COEs that are drawn as dots; of more, communities are drawn as circles.
const MOST_DOTS: usize = 400;

/// The most COEs the table lists one by one.
const MOST_ROWS: usize = 1_000;

/// The most communities the table lists when it does not list COEs.
const MOST_GROUPS: usize = 300;

/// The most communities between which ties are drawn: between more they would be a cobweb.
const MOST_BRIDGED: usize = 120;

/// How many ties of a COE are drawn, and told in the table.
const DRAWN: usize = 5;
const TOLD: usize = 3;

/// The anchor of those in no community.
const ALONE: &str = "in-no-community";

pub(in crate::render) fn page(page: &Page<'_, '_>) -> Result<Vec<u8>> {
    let number = page.site.knowledge.coes.len();
    let map = &page.site.insight.map;
    let listed = number <= MOST_ROWS;
    let words = page.words();
    let intro = intro(map, words);
    let ties = Ties::of(map);
    let mut shell = page.shell(words.say("navigation.map"), &intro, page.words().language());
    shell.scripts.extend(page.site.theme.script("map.js").map(|path| page.href(path)));
    let view = MapPage {
        shell,
        heading: words.said("navigation.map"),
        svg: drawing(page, &ties, listed),
        legend: legend(map, words),
        data: page.href(&site_map::graph()),
        note: note(map, listed, words),
        listed,
        groups: groups(page, &ties, listed),
        intro,
    };
    page.site.theme.render("map.html", &view)
}

fn intro(map: &Map, words: &Words) -> String {
    let linked = map.degrees.iter().filter(|degree| **degree > 0).count();
    let alone = map.community_of.iter().filter(|community| community.is_none()).count();
    let number = map.degrees.len();
    let all = if linked == number {
        words.count("map.all_tied", number)
    } else {
        words.count_with("map.some_tied", linked, &[("all", &words.count("counts.incidents", number))])
    };
    let islands = match map.communities.len() {
        0 => words.said("map.no_islands"),
        communities => words.count("map.islands", communities),
    };
    let shores = (alone > 0).then(|| words.count("map.shores", alone));
    let sentences = [Some(all), Some(islands), Some(words.said("map.near")), shores];
    sentences.into_iter().flatten().collect::<Vec<_>>().join(words.say("lists.between_sentences"))
}

/// The kinds of ties the drawing has.
fn legend(map: &Map, words: &Words) -> Vec<MapKey> {
    let kinds = [
        ("relation", "map.stated"),
        ("citation", "map.cited"),
        ("family", "map.again"),
        ("likeness", "map.alike"),
    ];
    let key = |(kind, key): (&'static str, &'static str)| {
        let count = map.edges.iter().filter(|edge| edge.kind.word() == kind).count();
        let said = || words.count_with("map.key", count, &[("words", words.say(key))]);
        (count > 0).then(|| MapKey { kind, words: said() })
    };
    kinds.into_iter().filter_map(key).collect()
}

fn note(map: &Map, listed: bool, words: &Words) -> String {
    match (listed, map.communities.len().checked_sub(MOST_GROUPS)) {
        (true, _) => String::new(),
        (false, Some(rest)) if rest > 0 => {
            words.count_with("map.largest", rest, &[("largest", &MOST_GROUPS.to_string())])
        }
        (false, _) => words.said("map.all_in_data"),
    }
}

/// The ties of each COE by index, the strongest first.
struct Ties<'m> {
    of: Vec<Vec<&'m Edge>>,
}

impl<'m> Ties<'m> {
    fn of(map: &'m Map) -> Ties<'m> {
        let mut of: Vec<Vec<&Edge>> = vec![Vec::new(); map.degrees.len()];
        for edge in &map.edges {
            of[edge.from].push(edge);
            of[edge.to].push(edge);
        }
        for ties in &mut of {
            ties.sort_by(|a, b| b.strength.total_cmp(&a.strength).then(a.kind.cmp(&b.kind)));
        }
        Ties { of }
    }

    /// The ties that are drawn: those among the strongest of both ends, and all that people stated.
    fn drawn(&self) -> impl Iterator<Item = &'m Edge> {
        let among = |coe: usize, edge: &Edge| {
            self.of[coe].iter().take(DRAWN).any(|it| it.from == edge.from && it.to == edge.to)
        };
        let all = self
            .of
            .iter()
            .enumerate()
            .flat_map(|(coe, ties)| ties.iter().filter(move |edge| edge.from == coe).copied());
        all.filter(move |edge| {
            matches!(edge.kind, EdgeKind::Relation(_)) || among(edge.from, edge) && among(edge.to, edge)
        })
    }
}

fn drawing(page: &Page<'_, '_>, ties: &Ties<'_>, listed: bool) -> Html {
    let map = &page.site.insight.map;
    let dots = map.degrees.len() <= MOST_DOTS;
    let words = page.words();
    let chart = Chart {
        title: words.said("map.title"),
        description: words.said("map.description"),
        dots: if dots { chart_dots(page, ties) } else { Vec::new() },
        islands: map
            .communities
            .iter()
            .enumerate()
            .map(|(place, it)| island(page, it, place, listed))
            .collect(),
        lines: if dots { chart_lines(map, ties) } else { bridges(map) },
        shore: shore(map, words),
    };
    if dots { figure::draw(&chart) } else { figure::draw_circles(&chart) }
}

fn point(place: Place) -> (i32, i32) {
    (place.x, place.y)
}

fn chart_dots(page: &Page<'_, '_>, ties: &Ties<'_>) -> Vec<ChartDot> {
    let map = &page.site.insight.map;
    let dot = |index: usize| {
        let link = page.coe(index);
        let day = catalogue::date(page.site.coe(index));
        let on_its_day = |day| {
            let day = page.words().day(day);
            page.words().fill("figures.on_its_day", &[("day", &day), ("title", &link.title)])
        };
        let words = day.map_or_else(|| link.title.clone(), on_its_day);
        ChartDot {
            at: point(map.places[index]),
            href: link.href,
            words,
            hub: ties.of[index].len() > 2 * DRAWN,
        }
    };
    (0..map.places.len()).map(dot).collect()
}

fn island(page: &Page<'_, '_>, community: &Community, place: usize, listed: bool) -> Island {
    let map = &page.site.insight.map;
    let on_page = listed || place < MOST_GROUPS;
    Island {
        middle: point(community.middle),
        half: point(community.half),
        name: community.title.clone(),
        count: page.words().count("counts.incidents", community.members.len()),
        href: if on_page { format!("#{}", anchor(community)) } else { String::new() },
        members: community.members.iter().map(|coe| point(map.places[*coe])).collect(),
    }
}

fn anchor(community: &Community) -> String {
    format!("c-{}", community.id)
}

fn chart_lines(map: &Map, ties: &Ties<'_>) -> Vec<Line> {
    let mut drawn: Vec<&Edge> = ties.drawn().collect();
    drawn.sort_by_key(|edge| (std::cmp::Reverse(edge.kind), edge.from, edge.to));
    let line = |edge: &Edge| Line {
        from: point(map.places[edge.from]),
        to: point(map.places[edge.to]),
        kind: edge.kind.word(),
        words: edge.reason.text(),
    };
    drawn.into_iter().map(line).collect()
}

/// From each community to the one it has most to do with.
fn bridges(map: &Map) -> Vec<Line> {
    if map.communities.len() > MOST_BRIDGED {
        return Vec::new();
    }
    let mut weights: Vec<std::collections::BTreeMap<usize, f32>> =
        vec![Default::default(); map.communities.len()];
    for edge in &map.edges {
        if let (Some(from), Some(to)) = (map.community_of[edge.from], map.community_of[edge.to])
            && from != to
        {
            *weights[from].entry(to).or_default() += edge.strength;
            *weights[to].entry(from).or_default() += edge.strength;
        }
    }
    let bridge = |(from, weights): (usize, std::collections::BTreeMap<usize, f32>)| {
        let (to, _) = weights.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
        let middle = |community: usize| point(map.communities[community].middle);
        Some(Line { from: middle(from), to: middle(to), kind: "likeness", words: String::new() })
    };
    weights.into_iter().enumerate().filter_map(bridge).collect()
}

fn shore(map: &Map, words: &Words) -> Option<ShoreLine> {
    let shore = map.shore?;
    let alone = (0..map.places.len()).filter(|coe| map.community_of[*coe].is_none());
    let members: Vec<(i32, i32)> = alone.map(|coe| point(map.places[coe])).collect();
    Some(ShoreLine {
        y: shore.y,
        left: shore.left,
        right: shore.right,
        years: shore.years,
        name: words.count("map.shore", members.len()),
        members,
    })
}

/// The table: communities, then those in none.
fn groups(page: &Page<'_, '_>, ties: &Ties<'_>, listed: bool) -> Vec<MapGroup> {
    let map = &page.site.insight.map;
    let shown = if listed { usize::MAX } else { MOST_GROUPS };
    let mut groups: Vec<MapGroup> =
        map.communities.iter().take(shown).map(|community| group(page, ties, community, listed)).collect();
    let mut alone: Vec<usize> =
        (0..map.places.len()).filter(|coe| map.community_of[*coe].is_none()).collect();
    if !alone.is_empty() {
        alone.sort_by_key(|coe| {
            let day = catalogue::date(page.site.coe(*coe));
            (day.is_none(), day, *coe)
        });
        groups.push(MapGroup {
            anchor: ALONE.to_owned(),
            title: page.words().said("map.alone"),
            ..members(page, ties, &alone, listed)
        });
    }
    groups
}

fn group(page: &Page<'_, '_>, ties: &Ties<'_>, community: &Community, listed: bool) -> MapGroup {
    let kind = |kind: ReasonKind| match kind {
        ReasonKind::SharedCause => Some(TermKind::Cause),
        ReasonKind::SharedService => Some(TermKind::Service),
        ReasonKind::SharedTechnology => Some(TermKind::Technology),
        ReasonKind::SharedTag => Some(TermKind::Tag),
        _ => None,
    };
    let term = |(evidence, word): &(ReasonKind, String)| {
        let link = page.term(kind(*evidence)?, word);
        let (sharing, all) = (community.sharing.to_string(), community.members.len().to_string());
        let places = [("title", link.title.as_str()), ("sharing", &sharing), ("all", &all)];
        let title = page.words().fill("map.share", &places);
        Some(Link { title, ..link })
    };
    MapGroup {
        anchor: anchor(community),
        title: community.title.clone(),
        shared: community.shared.as_ref().and_then(term).unwrap_or_default(),
        ..members(page, ties, &community.members, listed)
    }
}

/// COEs of the table, in order of time.
fn members(page: &Page<'_, '_>, ties: &Ties<'_>, coes: &[usize], listed: bool) -> MapGroup {
    let years: Vec<i16> =
        coes.iter().filter_map(|coe| catalogue::date(page.site.coe(*coe))).map(|day| day.year).collect();
    let years = match (years.iter().min(), years.iter().max()) {
        (Some(first), Some(last)) if first == last => first.to_string(),
        (Some(first), Some(last)) => {
            let (first, last) = (first.to_string(), last.to_string());
            page.words().fill("dates.years", &[("first", &first), ("last", &last)])
        }
        _ => String::new(),
    };
    let most = coes.iter().max_by_key(|coe| (ties.of[**coe].len(), std::cmp::Reverse(**coe)));
    MapGroup {
        anchor: String::new(),
        title: String::new(),
        count: page.words().count("counts.incidents", coes.len()),
        shared: Link::default(),
        years,
        centre: most.filter(|_| !listed).map(|coe| page.coe(*coe)).unwrap_or_default(),
        rows: if listed { coes.iter().map(|coe| row(page, ties, *coe)).collect() } else { Vec::new() },
    }
}

fn row(page: &Page<'_, '_>, ties: &Ties<'_>, index: usize) -> MapRow {
    let coe = page.site.coe(index);
    let own = &ties.of[index];
    let tie = |edge: &&Edge| {
        let other = if edge.from == index { edge.to } else { edge.from };
        MapTie {
            link: page.coe(other),
            lang: page.site.coe(other).language,
            reason: words::opening(&edge.reason.text(), 160),
        }
    };
    let more = own.len().saturating_sub(TOLD);
    MapRow {
        link: page.coe(index),
        lang: coe.language,
        date: catalogue::date(coe).map(|day| page.dated(day)),
        causes: coe.causes.iter().take(2).map(|cause| page.term(TermKind::Cause, cause)).collect(),
        near: own.iter().take(TOLD).map(tie).collect(),
        more: if more > 0 { page.words().count("map.more", more) } else { String::new() },
    }
}
