//! What cannot be seen from outside.

use super::*;

struct Nowhere;

impl Addresses for Nowhere {
    fn address(&self, _: &Target, _: Option<&str>) -> Address {
        Address::None { why: "gone" }
    }

    fn title(&self, _: &Target) -> Option<String> {
        None
    }
}

#[test]
fn a_document_that_cannot_be_parsed_is_shown_as_it_was_written() {
    let text = "---\n---\n# Zü <b>\n\nA & b\n";
    let source =
        Source { text, body: 8..text.len(), links: &[], anchors: &[], headings: HeadingShift::default() };
    let document = Document::of_nodes(source, &Nowhere, None);
    let whole = "<pre tabindex=\"0\"># Zü &lt;b&gt;\n\nA &amp; b\n</pre>\n";
    assert_eq!(document.html(0..text.len()), whole);
    assert_eq!(document.html(Range { start: 12, end: 11 }), "<pre tabindex=\"0\"></pre>\n");
    assert_eq!(document.inline(10..12), "Z");
    assert_eq!(document.plain(8..text.len()), "# Zü <b> A & b");
    assert_eq!(document.footnotes(), None);
    let entry = crate::model::EntrySource { opening: "**", ranges: std::iter::once(18..24).collect() };
    assert_eq!(document.fragment(&entry), "<pre tabindex=\"0\">\nA &amp; b</pre>\n");
}

#[test]
fn the_tags_of_authors_are_in_order() {
    assert!(raw_tags::TAGS.is_sorted());
}
