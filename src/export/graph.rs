//! `data/graph.json`: the map of the corpus with its nodes, edges and communities.

use std::io::Write;

use serde::Serialize;

use crate::analyse::Insight;
use crate::analyse::map::{Community, Edge, Map, Place};
use crate::error::{Error, Result};
use crate::model::{Coe, Day, KnowledgeBase};

/// Name and version of the shape.
pub const GRAPH_SCHEMA: &str = "coebook/graph/1";

/// A COE on the map.
#[derive(Serialize)]
pub(super) struct Node<'a> {
    pub(super) id: &'a str,
    pub(super) title: &'a str,
    pub(super) url: String,
    pub(super) date: Option<Day>,
    pub(super) year: Option<i16>,
    causes: &'a [String],
    services: &'a [String],
    pub(super) community: Option<&'a str>,
    pub(super) family: Option<&'a str>,
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) degree: usize,
}

/// Two COEs that have to do with each other.
#[derive(Serialize)]
pub(super) struct Tie<'a> {
    pub(super) from: &'a str,
    pub(super) to: &'a str,
    pub(super) kind: &'static str,
    pub(super) strength: f64,
    pub(super) reason: String,
}

#[derive(Serialize)]
struct Group<'a> {
    id: &'a str,
    title: &'a str,
    x: i32,
    y: i32,
    members: Vec<&'a str>,
}

#[derive(Serialize)]
struct ShoreData {
    y: i32,
    left: i32,
    right: i32,
    first_year: Option<i16>,
    last_year: Option<i16>,
}

/// Writes the whole graph, one node and one edge a line.
pub(super) fn write(knowledge: &KnowledgeBase, insight: &Insight, out: &mut dyn Write) -> Result<()> {
    let map = &insight.map;
    let shore = map.shore.map(|shore| ShoreData {
        y: shore.y,
        left: shore.left,
        right: shore.right,
        first_year: shore.years.map(|(first, _)| first),
        last_year: shore.years.map(|(_, after)| after - 1),
    });
    let audience = serde_json::to_string(&knowledge.audience).map_err(unserialised)?;
    let shore = serde_json::to_string(&shore).map_err(unserialised)?;
    write!(out, "{{\"schema\":\"{GRAPH_SCHEMA}\",\"generated_for\":{audience},\"shore\":{shore}")
        .map_err(unwritten)?;
    list(out, "nodes", nodes(knowledge, insight))?;
    list(out, "edges", map.edges.iter().map(|edge| tie(knowledge, edge)))?;
    list(out, "communities", map.communities.iter().map(|it| group(knowledge, it)))?;
    out.write_all(b"}\n").map_err(unwritten)
}

/// Every COE with its place.
pub(super) fn nodes<'a>(
    knowledge: &'a KnowledgeBase,
    insight: &'a Insight,
) -> impl Iterator<Item = Node<'a>> {
    let node = |(index, coe): (usize, &'a Coe)| node(insight, index, coe);
    knowledge.coes.iter().enumerate().map(node)
}

fn node<'a>(insight: &'a Insight, index: usize, coe: &'a Coe) -> Node<'a> {
    let map: &Map = &insight.map;
    let Place { x, y } = map.places.get(index).copied().unwrap_or_default();
    let community = map.community_of.get(index).copied().flatten();
    let family = insight.family_of.get(index).copied().flatten();
    let day = coe.date.as_ref().map(|date| date.value);
    Node {
        id: coe.id.as_str(),
        title: &coe.title.value,
        url: format!("coes/{}.html", coe.id),
        date: day,
        year: day.map(|day| day.year),
        causes: &coe.causes,
        services: &coe.services,
        community: community.map(|community| map.communities[community].id.as_str()),
        family: family.and_then(|family| insight.families.get(family)).map(|family| family.id.as_str()),
        x,
        y,
        degree: map.degrees.get(index).copied().unwrap_or_default(),
    }
}

/// An edge by the ids of its ends.
pub(super) fn tie<'a>(knowledge: &'a KnowledgeBase, edge: &Edge) -> Tie<'a> {
    Tie {
        from: knowledge.coes[edge.from].id.as_str(),
        to: knowledge.coes[edge.to].id.as_str(),
        kind: edge.kind.word(),
        strength: (f64::from(edge.strength) * 100.0).round() / 100.0,
        reason: edge.reason.text(),
    }
}

fn group<'a>(knowledge: &'a KnowledgeBase, community: &'a Community) -> Group<'a> {
    Group {
        id: &community.id,
        title: &community.title,
        x: community.middle.x,
        y: community.middle.y,
        members: community.members.iter().map(|coe| knowledge.coes[*coe].id.as_str()).collect(),
    }
}

/// A list of the document, one member a line.
fn list(out: &mut dyn Write, name: &str, members: impl Iterator<Item = impl Serialize>) -> Result<()> {
    write!(out, ",\n\"{name}\":[").map_err(unwritten)?;
    for (index, member) in members.enumerate() {
        let separator: &[u8] = if index == 0 { b"\n" } else { b",\n" };
        out.write_all(separator).map_err(unwritten)?;
        serde_json::to_writer(&mut *out, &member).map_err(unserialised)?;
    }
    out.write_all(b"\n]").map_err(unwritten)
}

fn unwritten(error: std::io::Error) -> Error {
    Error::new("cannot write data/graph.json").because(error)
}

fn unserialised(error: serde_json::Error) -> Error {
    Error::new("cannot write the graph as JSON").because(error)
}
