//! Headings, lists, tables, code, alerts, and what stands around words.

use super::inspect::assert_harmless;
use super::site::{document, html};
use coebook::render::markdown::{Anchor, Document, HeadingShift, Source};

fn at_top(level: u8, text: &str) -> String {
    let headings = HeadingShift::from_top(level);
    Document::parse(
        Source { text, body: 0..text.len(), links: &[], anchors: &[], headings },
        &super::site::Site,
    )
    .html(0..text.len())
}

#[test]
fn the_first_level_of_sections_becomes_the_second_of_the_page() {
    let text = "# A\n\n## B\n\n### C\n\n###### D\n";
    assert_eq!(at_top(1, text), "<h2>A</h2>\n<h3>B</h3>\n<h4>C</h4>\n<h6>D</h6>\n");
    assert_eq!(at_top(2, text), "<h2>A</h2>\n<h2>B</h2>\n<h3>C</h3>\n<h6>D</h6>\n");
    assert_eq!(at_top(3, text), "<h2>A</h2>\n<h2>B</h2>\n<h2>C</h2>\n<h5>D</h5>\n");
}

#[test]
fn headings_carry_their_anchor_and_a_link_to_themselves() {
    let text = "## Wie & was {#mine .x onclick=a}\n\nUnderlined\n---\n";
    let anchors = [Anchor { at: 0, id: "wie-was" }, Anchor { at: text.find("Under").unwrap(), id: "ü" }];
    assert_eq!(
        document(text, &[], &anchors).html(0..text.len()),
        "<h2 id=\"wie-was\">Wie &amp; was <a class=\"coe-permalink\" rel=\"bookmark\" href=\"#wie-was\" \
         aria-label=\"Link to Wie &amp; was\">#</a></h2>\n\
         <h2 id=\"ü\">Underlined <a class=\"coe-permalink\" rel=\"bookmark\" href=\"#ü\" \
         aria-label=\"Link to Underlined\">#</a></h2>\n"
    );
}

#[test]
fn an_item_with_an_address_ends_with_a_link_to_itself() {
    let text = "- A *\"quoted\"* cause\n\n  and why\n- another\n";
    assert_eq!(
        document(text, &[], &[Anchor { at: 0, id: "f-1" }]).html(0..text.len()),
        "<ul>\n<li id=\"f-1\"><p>A <em>\"quoted\"</em> cause</p>\n<p>and why</p>\n \
         <a class=\"coe-permalink\" rel=\"bookmark\" href=\"#f-1\" \
         aria-label=\"Link to A &quot;quoted&quot; cause and why\"></a></li>\n\
         <li><p>another</p>\n</li>\n</ul>\n"
    );
}

#[test]
fn items_rows_and_paragraphs_carry_their_anchor() {
    let text = "- one\n  - two\n\n| a | b |\n|---|---|\n| c | d |\n\n> quoted\n\nlast\nline\n";
    let at = |words: &str| text.find(words).unwrap();
    let anchors = [
        Anchor { at: 0, id: "one" },
        Anchor { at: at("- two"), id: "two" },
        Anchor { at: at("| c"), id: "row" },
        Anchor { at: at("> quoted"), id: "quoted" },
        Anchor { at: at("last"), id: "last" },
        Anchor { at: at("line"), id: "line" },
    ];
    let html = document(text, &[], &anchors).html(0..text.len());
    assert_harmless(&html, text);
    for part in [
        "<li id=\"one\">one",
        "<li id=\"two\">two",
        "<tr id=\"row\"><td>c",
        "<p id=\"quoted\">quoted",
        "<p id=\"last\">last\n<span id=\"line\"></span>line</p>",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
}

#[test]
fn an_anchor_at_the_first_cell_is_that_of_the_row() {
    let text = "| a | b |\n|---|---|\n| c | d |\n";
    let anchors = [Anchor { at: text.find("c").unwrap(), id: "row" }];
    let cell = [Anchor { at: text.find("| c").unwrap() + 1, id: "row" }];
    let html = document(text, &[], &cell).html(0..text.len());
    assert!(html.contains("<tr id=\"row\"><td>c"), "{html}");
    let html = document(text, &[], &anchors).html(0..text.len());
    assert!(html.contains("<span id=\"row\"></span>c"), "{html}");
}

#[test]
fn two_anchors_at_one_place_are_both_there() {
    let anchors = [Anchor { at: 0, id: "a" }, Anchor { at: 0, id: "b" }, Anchor { at: 2, id: "c" }];
    assert_eq!(
        document("- x\n", &[], &anchors).html(0..4),
        "<ul>\n<li id=\"a\"><span id=\"b\"></span><span id=\"c\"></span>x \
         <a class=\"coe-permalink\" rel=\"bookmark\" href=\"#a\" aria-label=\"Link to x\"></a></li>\n</ul>\n"
    );
}

#[test]
fn only_blocks_that_start_in_the_range_are_written() {
    let text = "one\n\n- two\n\n  three\n\nfour\n";
    let from = text.find("- two").unwrap();
    let to = text.find("three").unwrap();
    assert_eq!(document(text, &[], &[]).html(from..to), "<ul>\n<li><p>two</p>\n<p>three</p>\n</li>\n</ul>\n");
    assert_eq!(document(text, &[], &[]).html(from + 1..text.len()), "<p>four</p>\n");
    assert_eq!(document(text, &[], &[]).html(std::ops::Range { start: 9, end: 3 }), "");
}

#[test]
fn the_front_matter_is_not_part_of_the_body() {
    let text = "---\nid: x\n---\n\n# A\n\n[b](c.md)\n";
    let body = text.find("# A").unwrap()..text.len();
    let anchors = [Anchor { at: body.start, id: "a" }];
    let links = [super::site::link(text, "[b]", coebook::model::Target::Coe(1))];
    let source = Source { text, body, links: &links, anchors: &anchors, headings: HeadingShift::from_top(1) };
    let html = Document::parse(source, &super::site::Site).html(0..text.len());
    assert!(html.starts_with("<h2 id=\"a\">A"), "{html}");
    assert!(html.contains("<a href=\"../coe-1/\">b</a>"), "{html}");
}

#[test]
fn tables_scroll_in_a_region_of_their_own() {
    assert_eq!(
        html("| a | b |\n|:-:|--:|\n| c | d |\n"),
        "<div class=\"coe-table\" tabindex=\"0\" role=\"region\" aria-label=\"Table\"><table>\n\
         <thead><tr><th scope=\"col\" class=\"coe-center\">a</th><th scope=\"col\" class=\"coe-right\">b</th></tr></thead>\n\
         <tbody>\n<tr><td class=\"coe-center\">c</td><td class=\"coe-right\">d</td></tr>\n</tbody></table></div>\n"
    );
}

#[test]
fn every_table_of_a_document_has_a_name_of_its_own() {
    let table = "| a |\n|---|\n| b |\n";
    let page = html(&format!("{table}\nand\n\n{table}"));
    for name in ["\"Table\"", "\"Table 2\""] {
        assert_eq!(page.matches(&format!("aria-label={name}")).count(), 1, "{page}");
    }
}

#[test]
fn a_table_with_an_empty_head_has_none() {
    let html = html("| | |\n|---|---|\n| c | d |\n");
    assert!(!html.contains("<th"), "{html}");
    assert!(html.contains("<tbody>\n<tr><td>c</td>"), "{html}");
}

#[test]
fn an_empty_cell_of_a_head_is_no_header() {
    let html = html("| | b |\n|---|---|\n| c | d |\n");
    assert!(html.contains("<thead><tr><td></td><th scope=\"col\">b</th></tr></thead>"), "{html}");
}

#[test]
fn code_blocks_name_their_language_and_nothing_else() {
    assert_eq!(
        html("```rust,ignore\na < b\n```\n"),
        "<div class=\"coe-code\" data-code=\"\">\n<span class=\"coe-code__name\" lang=\"en\">Rust</span>\n\
         <pre tabindex=\"0\"><code class=\"language-rust\">a &lt; b\n</code></pre>\n</div>\n"
    );
    assert!(html("```c++\n```\n").contains("class=\"language-c++\""));
    assert!(html("```\"onclick=x\n```\n").contains("<pre tabindex=\"0\"><code>"));
    assert!(html("```mermaid\ngraph TD\n```\n").contains("<code class=\"language-mermaid\">graph TD\n"));
    assert_eq!(
        html("    https://a.b/\n"),
        "<div class=\"coe-code\" data-code=\"\">\n<pre tabindex=\"0\"><code>https://a.b/\n</code></pre>\n</div>\n"
    );
}

#[test]
fn alerts_say_what_they_are() {
    assert_eq!(
        html("> [!CAUTION]\n> Hot.\n"),
        "<div class=\"coe-alert coe-alert-caution\" role=\"note\">\n\
         <p class=\"coe-alert-title\">Caution</p>\n<p>Hot.</p>\n</div>\n"
    );
    assert_eq!(html("> Cold.\n"), "<blockquote>\n<p>Cold.</p>\n</blockquote>\n");
}

#[test]
fn task_lists_have_pictures_instead_of_inputs() {
    let html = html("- [x] a\n- [ ] b\n\n1. c\n");
    assert!(html.contains("<li class=\"coe-task-item\"><span class=\"coe-task coe-task-done\" role=\"img\" aria-label=\"done\">☑</span> a</li>"), "{html}");
    assert!(
        html.contains("<span class=\"coe-task\" role=\"img\" aria-label=\"to do\">☐</span> b</li>"),
        "{html}"
    );
    assert!(html.contains("<ol>\n<li>c</li>"), "{html}");
}

#[test]
fn definition_lists_strike_through_and_breaks_work() {
    assert_eq!(html("Term\n: What it is\n"), "<dl>\n<dt>Term</dt>\n<dd>What it is</dd>\n</dl>\n");
    assert_eq!(html("~~a~~ *b* __c__  \nd\n"), "<p><del>a</del> <em>b</em> <strong>c</strong><br>\nd</p>\n");
    assert_eq!(html("3. a\n\n---\n"), "<ol start=\"3\">\n<li>a</li>\n</ol>\n<hr>\n");
}

#[test]
fn words_are_left_as_they_are() {
    assert_eq!(
        html("It cost $5 and $6 -- \"so\" 'what'...\n"),
        "<p>It cost $5 and $6 -- \"so\" 'what'...</p>\n"
    );
    assert_eq!(html("שלום 👩‍🚒 &amp; &copy; <\n"), "<p>שלום 👩‍🚒 &amp; © &lt;</p>\n");
    assert_eq!(html("a\0b `c\0`\n"), "<p>a\u{fffd}b <code>c\u{fffd}</code></p>\n");
}

#[test]
fn line_ends_of_other_systems_change_nothing() {
    let text =
        "## A\n\nb\nc **d**\n\n- e\n  f\n\n```sh\ng\nh\n```\n\n| i |\n|---|\n| j |\n\n<div>\nk\n</div>\n";
    assert_eq!(html(&text.replace('\n', "\r\n")), html(text));
}

#[test]
fn nesting_without_end_keeps_its_words_and_loses_its_tags() {
    let text = format!("{} deep\n", ">".repeat(5000));
    let html = html(&text);
    assert!(html.contains("deep") && html.matches("<blockquote>").count() <= 101);
    assert_harmless(&html, "deep");
    let text = format!("{}deep{}\n", "*a **b ".repeat(1000), "** *".repeat(1000));
    assert_harmless(&super::site::html(&text), "deep emphasis");
}
