//! Footnotes: numbers in the order of their first use, and the notes at the end of the page.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::Label;
use super::nodes::Node;
use super::write::{Ids, Writer};
use super::{Document, escape};

/// The notes of a document.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    notes: Vec<Note>,
    /// Every reference to a note: its node, the index of the note, and which of its references it is.
    references: Vec<(usize, usize, usize)>,
}

/// A note that is referred to.
#[derive(Debug)]
struct Note {
    /// The node that starts its definition.
    definition: usize,
    /// The nodes that refer to it.
    references: Vec<usize>,
}

impl Footnotes {
    /// Numbers the notes of a document.
    pub(super) fn number(nodes: &[Node<'_>]) -> Footnotes {
        let mut definitions: HashMap<String, usize> = HashMap::new();
        for (index, node) in nodes.iter().enumerate() {
            if let Event::Start(Tag::FootnoteDefinition(label)) = &node.event {
                definitions.entry(label.to_lowercase()).or_insert(index);
            }
        }
        let mut footnotes = Footnotes::default();
        if definitions.is_empty() {
            return footnotes;
        }
        let mut numbers: HashMap<usize, usize> = HashMap::new();
        for (index, node) in nodes.iter().enumerate() {
            let Event::FootnoteReference(label) = &node.event else { continue };
            let Some(definition) = definitions.get(&label.to_lowercase()).copied() else { continue };
            let number = *numbers.entry(definition).or_insert_with(|| {
                footnotes.notes.push(Note { definition, references: Vec::new() });
                footnotes.notes.len() - 1
            });
            let references = &mut footnotes.notes[number].references;
            footnotes.references.push((index, number, references.len()));
            references.push(index);
        }
        footnotes
    }

    /// The number of the note a node refers to, from 1, and which of its references it is, from 0.
    fn of(&self, node: usize) -> Option<(usize, usize)> {
        let index = self.references.binary_search_by_key(&node, |(node, _, _)| *node).ok()?;
        self.references.get(index).map(|(_, note, ordinal)| (note + 1, *ordinal))
    }
}

/// The address of a reference.
fn reference_id(number: usize, ordinal: usize) -> String {
    if ordinal == 0 { format!("fn-{number}-ref") } else { format!("fn-{number}-ref-{}", ordinal + 1) }
}

impl Writer<'_, '_> {
    /// A reference to a note; the label as it stands when there is no such note.
    pub(super) fn note_reference(&mut self, index: usize, label: &str) {
        let Some((number, ordinal)) = self.document.footnotes.of(index) else {
            self.out.push_str("[^");
            escape::text(&mut self.out, label);
            self.out.push(']');
            return;
        };
        self.out.push_str("<sup class=\"coe-note\"");
        if self.gives_ids() {
            self.out.push_str(&format!(" id=\"{}\"", reference_id(number, ordinal)));
        }
        self.out.push('>');
        if self.in_link() {
            self.out.push_str(&number.to_string());
        } else {
            self.out.push_str(&format!(
                "<a href=\"#fn-{number}\" role=\"doc-noteref\" aria-label=\"{}\">{number}</a>",
                self.document.label(Label::Footnote, number)
            ));
        }
        self.out.push_str("</sup>");
    }
}

/// The notes as a list, each with links back to the references that stand in the bytes shown.
pub(super) fn write(document: &Document<'_>, shown: &[Range<usize>]) -> Option<String> {
    let notes = &document.footnotes.notes;
    if notes.is_empty() {
        return None;
    }
    let mut writer = Writer::new(document, Ids::Given, 256 * notes.len());
    let label = document.label(Label::Footnotes, 0);
    writer.out.push_str(&format!(
        "<section class=\"coe-notes\" role=\"doc-endnotes\" aria-label=\"{label}\">\n<ol>\n"
    ));
    for (index, note) in notes.iter().enumerate() {
        let number = index + 1;
        writer.out.push_str(&format!("<li id=\"fn-{number}\">"));
        let start = writer.out.len();
        writer.nodes(note.definition + 1..document.all()[note.definition].end);
        writer.close_all();
        let body = writer.out.split_off(start);
        let (body, close) = match body.strip_suffix("</p>\n") {
            Some(body) => (body, "</p>"),
            None => (body.as_str(), ""),
        };
        writer.out.push_str(body);
        let is_shown = |reference: &usize| {
            let block = document.block_of(*reference);
            shown.iter().any(|range| range.contains(&block))
        };
        for (ordinal, _) in note.references.iter().enumerate().filter(|(_, reference)| is_shown(reference)) {
            writer.out.push_str(&format!(
                " <a class=\"coe-back\" href=\"#{}\" role=\"doc-backlink\" aria-label=\"{}\">↩</a>",
                reference_id(number, ordinal),
                document.label(Label::Back, number)
            ));
        }
        writer.out.push_str(close);
        writer.out.push_str("</li>\n");
    }
    writer.out.push_str("</ol>\n</section>\n");
    Some(writer.finish())
}

impl Document<'_> {
    /// Where the top-level block starts that holds a node.
    fn block_of(&self, node: usize) -> usize {
        let nodes = self.all();
        let mut top = node;
        while let Some(parent) = nodes[top].parent {
            top = parent;
        }
        nodes[top].range.start
    }
}
