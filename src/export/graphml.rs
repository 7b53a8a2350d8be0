//! `data/graph.graphml`: the same graph for Gephi, yEd and the like (<http://graphml.graphdrawing.org>).

use std::fmt::{self, Display};
use std::io::{self, Write};

use crate::analyse::Insight;
use crate::error::{Error, Result};
use crate::model::KnowledgeBase;

use super::graph::{self, Node, Tie};

/// What nodes and edges carry: for what, name, type.
const KEYS: [(&str, &str, &str); 13] = [
    ("node", "label", "string"),
    ("node", "url", "string"),
    ("node", "date", "string"),
    ("node", "year", "int"),
    ("node", "community", "string"),
    ("node", "family", "string"),
    ("node", "x", "int"),
    ("node", "y", "int"),
    ("node", "degree", "int"),
    ("edge", "kind", "string"),
    ("edge", "weight", "double"),
    ("edge", "reason", "string"),
    ("graph", "audience", "string"),
];

/// Writes the whole graph.
pub(super) fn write(knowledge: &KnowledgeBase, insight: &Insight, out: &mut dyn Write) -> Result<()> {
    let unwritten = |error: io::Error| Error::new("cannot write data/graph.graphml").because(error);
    head(out, &knowledge.audience).map_err(unwritten)?;
    for coe in graph::nodes(knowledge, insight) {
        node(out, &coe).map_err(unwritten)?;
    }
    for edge in &insight.map.edges {
        tie(out, &graph::tie(knowledge, edge)).map_err(unwritten)?;
    }
    out.write_all(b"</graph>\n</graphml>\n").map_err(unwritten)
}

fn head(out: &mut dyn Write, audience: &str) -> io::Result<()> {
    out.write_all(
        b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
    )?;
    for (whose, name, kind) in KEYS {
        writeln!(out, "<key id=\"{name}\" for=\"{whose}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>")?;
    }
    writeln!(out, "<graph edgedefault=\"undirected\"><data key=\"audience\">{}</data>", Xml(audience))
}

fn node(out: &mut dyn Write, node: &Node<'_>) -> io::Result<()> {
    write!(out, "<node id=\"{}\">", Xml(node.id))?;
    data(out, "label", Some(Xml(node.title)))?;
    data(out, "url", Some(Xml(&node.url)))?;
    data(out, "date", node.date)?;
    data(out, "year", node.year)?;
    data(out, "community", node.community.map(Xml))?;
    data(out, "family", node.family.map(Xml))?;
    data(out, "x", Some(node.x))?;
    data(out, "y", Some(node.y))?;
    data(out, "degree", Some(node.degree))?;
    out.write_all(b"</node>\n")
}

fn tie(out: &mut dyn Write, tie: &Tie<'_>) -> io::Result<()> {
    write!(out, "<edge source=\"{}\" target=\"{}\">", Xml(tie.from), Xml(tie.to))?;
    data(out, "kind", Some(tie.kind))?;
    data(out, "weight", Some(tie.strength))?;
    data(out, "reason", Some(Xml(&tie.reason)))?;
    out.write_all(b"</edge>\n")
}

fn data(out: &mut dyn Write, key: &str, value: Option<impl Display>) -> io::Result<()> {
    match value {
        Some(value) => write!(out, "<data key=\"{key}\">{value}</data>"),
        None => Ok(()),
    }
}

/// Text as it may stand in XML, also within quotes; what XML allows in no form is left out.
struct Xml<'t>(&'t str);

impl Display for Xml<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|c| match c {
            '&' => f.write_str("&amp;"),
            '<' => f.write_str("&lt;"),
            '>' => f.write_str("&gt;"),
            '"' => f.write_str("&quot;"),
            '\t' | '\n' | '\r' => f.write_str(" "),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => Ok(()),
            c => write!(f, "{c}"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_be_markup_and_holds_nothing_xml_forbids() {
        assert_eq!(
            Xml("a<b> & \"c\"\u{0}\u{8}\n\u{fffe}😀").to_string(),
            "a&lt;b&gt; &amp; &quot;c&quot; 😀"
        );
    }
}
