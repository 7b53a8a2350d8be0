//! The map as readers and tools get it: the page, the drawing, the table, `data/graph.json` and GraphML.
#![allow(clippy::disallowed_methods, reason = "tests prepare and inspect folders by hand")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde_json::Value;

use crate::support::sites::{Site, all_sites, sample_site};
use crate::support::{Corpus, Sandbox, sample};

fn graph(site: &Site) -> Value {
    site.json("data/graph.json")
}

fn list<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    value[name].as_array().unwrap()
}

fn places(graph: &Value) -> BTreeMap<String, (i64, i64)> {
    let place = |node: &Value| {
        let at = (node["x"].as_i64().unwrap(), node["y"].as_i64().unwrap());
        (node["id"].as_str().unwrap().to_owned(), at)
    };
    list(graph, "nodes").iter().map(place).collect()
}

fn document(number: usize, text: &str) -> (String, String) {
    let (month, day) = (1 + number / 28 % 12, 1 + number % 28);
    (format!("{}-{month:02}-{day:02}-incident-{number}.md", 2015 + number / 336), text.to_owned())
}

#[test]
fn the_graph_keeps_to_the_schema_beside_it() {
    let schema: Value = serde_json::from_str(coebook::export::GRAPH_JSON_SCHEMA).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    assert_eq!(schema["properties"]["schema"]["const"], coebook::export::GRAPH_SCHEMA);
    let validator = jsonschema::validator_for(&schema).unwrap();
    for site in all_sites() {
        assert_eq!(site.text("data/graph.schema.json"), coebook::export::GRAPH_JSON_SCHEMA);
        let graph = graph(site);
        let faults: Vec<String> = validator
            .iter_errors(&graph)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(faults.is_empty(), "{}: {faults:#?}", site.corpus.name);
    }
}

#[test]
fn every_edge_and_community_is_of_coes_on_the_map() {
    for site in all_sites() {
        let graph = graph(site);
        let ids: BTreeSet<&str> = list(&graph, "nodes").iter().map(|it| it["id"].as_str().unwrap()).collect();
        let mut pairs = BTreeSet::new();
        for edge in list(&graph, "edges") {
            let (from, to) = (edge["from"].as_str().unwrap(), edge["to"].as_str().unwrap());
            assert!(ids.contains(from) && ids.contains(to) && from != to, "{edge}");
            assert!(pairs.insert((from.min(to), from.max(to))), "{edge} stands twice");
            assert!(!edge["reason"].as_str().unwrap().is_empty(), "{edge}");
        }
        for community in list(&graph, "communities") {
            for member in list(community, "members") {
                let node = list(&graph, "nodes").iter().find(|node| node["id"] == *member).unwrap();
                assert_eq!(node["community"], community["id"]);
            }
        }
    }
}

#[test]
fn one_more_incident_moves_the_sample_little() {
    let sandbox = Sandbox::new();
    let sample = sample();
    for folder in ["content", "coebook.toml"] {
        copy(&sample.folder.join(folder), &sandbox.path("source").join(folder));
    }
    let copied = Corpus { name: "copy".to_owned(), folder: sandbox.path("source") };
    let before = places(&graph(&Site::of(copied.clone())));
    sandbox.write(
        "source/content/coes/2026/2026-11-20-queue.md",
        "---\ntitle: The queue was full again\ncauses: [capacity-limit]\n---\n## Summary\n\nThe queue of the mailer was full for an hour.\n",
    );
    let after = places(&graph(&Site::of(copied.clone())));
    assert_eq!(after.len(), before.len() + 1);
    let far = |(id, (x, y)): (&String, &(i64, i64))| {
        let (nx, ny) = after[id];
        (((nx - x).pow(2) + (ny - y).pow(2)) as f64).sqrt()
    };
    let mut moves: Vec<f64> = before.iter().map(far).collect();
    moves.sort_by(f64::total_cmp);
    let width = 960.0;
    // Among so few, one more may push an island aside; the others stay.
    assert!(moves[(moves.len() - 1) / 2] <= width / 20.0, "{moves:?}");
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    if !from.is_dir() {
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        _ = std::fs::copy(from, to);
        return;
    }
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        copy(&entry.path(), &to.join(entry.file_name()));
    }
}

#[test]
fn few_incidents_have_data_but_no_map() {
    for number in 1..3 {
        let documents: Vec<_> =
            (0..number).map(|it| document(it, "# It broke\n\nNobody knows why.\n")).collect();
        let site = Site::with(&documents);
        assert!(!site.files.contains_key("map.html") && !site.text("index.html").contains("map.html"));
        let graph = graph(&site);
        assert_eq!((list(&graph, "nodes").len(), list(&graph, "communities").len()), (number, 0));
    }
}

#[test]
fn five_thousand_incidents_that_are_the_same_do_not_explode() {
    let text =
        "# The queue was full\n\n## Summary\n\nThe mailer queue was full: `QueueFullError` on broker-7.\n";
    let documents: Vec<_> = (0..5_000).map(|number| document(number, text)).collect();
    let graph = graph(&Site::with(&documents));
    let degrees = list(&graph, "nodes").iter().map(|node| node["degree"].as_u64().unwrap());
    assert!(degrees.max().unwrap() <= 16);
    assert!(list(&graph, "edges").len() <= 5_000 * 8);
    let distinct: BTreeSet<(i64, i64)> = places(&graph).into_values().collect();
    assert_eq!(distinct.len(), 5_000, "some stand on each other");
}

#[test]
fn the_page_tells_the_same_as_the_drawing() {
    let site = sample_site();
    let (page, graph) = (site.text("map.html"), graph(site));
    let (drawing, table) = page.split_once("</figure>").unwrap();
    for node in list(&graph, "nodes") {
        let url = format!("href=\"{}\"", node["url"].as_str().unwrap());
        assert!(drawing.contains(&url) && table.contains(&url), "{url}");
    }
    for community in list(&graph, "communities") {
        let anchor = format!("c-{}", community["id"].as_str().unwrap());
        assert!(
            drawing.contains(&format!("href=\"#{anchor}\"")) && table.contains(&format!("id=\"{anchor}\""))
        );
    }
    assert!(drawing.contains("<title id=\"map-title\">") && drawing.contains("<desc>"));
    assert!(site.text("index.html").contains("href=\"map.html\""));
}

#[test]
fn graphml_is_well_formed_whatever_titles_hold() {
    let title = "\"Quotes\" & <tags> ]]> \u{8} 🔥 'שלום'";
    let text = format!("# {title}\n\nSee [[incident-1]].\n");
    let documents: Vec<_> = (0..12).map(|number| document(number, &text)).collect();
    for site in [&Site::with(&documents), sample_site()] {
        let graph = graph(site);
        let (nodes, edges) = well_formed(site.text("data/graph.graphml"));
        assert_eq!((nodes, edges), (list(&graph, "nodes").len(), list(&graph, "edges").len()));
    }
}

/// How many nodes and edges a document has; panics where it is no XML of ours.
fn well_formed(xml: &str) -> (usize, usize) {
    assert!(!xml.chars().any(|c| c < ' ' && c != '\n' || c == '\u{fffe}'), "a character XML forbids");
    let mut open: Vec<&str> = Vec::new();
    let (mut nodes, mut edges) = (0, 0);
    let body = xml.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").unwrap();
    for piece in body.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap();
        assert!(!text.contains('>') && entities_are_known(tag) && entities_are_known(text), "<{piece}");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
            continue;
        }
        assert_eq!(tag.matches('"').count() % 2, 0, "<{tag}>");
        let name = tag.split([' ', '/']).next().unwrap();
        (nodes, edges) = (nodes + usize::from(name == "node"), edges + usize::from(name == "edge"));
        if !tag.ends_with('/') {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?}");
    (nodes, edges)
}

fn entities_are_known(text: &str) -> bool {
    let known = ["amp;", "lt;", "gt;", "quot;"];
    text.split('&').skip(1).all(|rest| known.iter().any(|entity| rest.starts_with(entity)))
}

#[test]
fn no_restricted_incident_is_on_the_map() {
    let mut text = String::from("---\naudience: security\n---\n# The zebrafish vault was open\n\n");
    writeln!(text, "The mailer queue was full: `QueueFullError` on broker-7. See [[incident-1]].").unwrap();
    let open = "# The queue was full\n\nThe mailer queue was full: `QueueFullError` on broker-7.\n";
    let mut documents: Vec<_> = (0..10).map(|number| document(number, open)).collect();
    documents.push(("2024-01-01-zebrafish.md".to_owned(), text));
    let site = Site::with(&documents);
    for path in site.files.keys().filter(|path| path.contains("graph") || path.as_str() == "map.html") {
        assert!(!site.text(path).to_lowercase().contains("zebrafish"), "{path}");
    }
}
