//! Pieces of blocks: timeline entries, list items, words of headings.

use super::inspect::assert_harmless;
use super::site::{document, fragment, html};
use coebook::model::{EntrySource, Target};
use coebook::render::markdown::Anchor;

const REL: &str = "rel=\"noopener noreferrer\"";

#[test]
fn emphasis_that_opened_before_the_piece_opens_again() {
    let text = "- **14:02 Alarm rings** in `eu-1`\n";
    let start = text.find("Alarm").unwrap();
    let entry = EntrySource { opening: "**", ranges: std::iter::once(start..text.len()).collect() };
    assert_eq!(
        document(text, &[], &[]).fragment(&entry),
        "<strong>Alarm rings</strong> in <code>eu-1</code>"
    );
    assert_eq!(fragment("***14:02 a** b* c\n", "a", "c"), "<em><strong>a</strong> b</em> c");
    assert_eq!(fragment("**14:02 a\n14:05 b** c\n", "14:02 a", "a"), "<strong>14:02 a</strong>");
    assert_eq!(fragment("**14:02** a\n", "** a", "a"), "a");
}

#[test]
fn a_single_paragraph_stands_without_its_tag() {
    assert_eq!(fragment("- 14:02 a *b*\n- c\n", "a", "b*\n"), "a <em>b</em>");
    assert_eq!(fragment("- 14:02 a\n\n- c\n", "a", "a\n"), "a");
    assert_eq!(fragment("14:02 a\n14:03 b\n", "b", "b"), "b");
    assert_eq!(fragment("- one\n- two\n", "- two", "two\n"), "two");
}

#[test]
fn several_paragraphs_keep_their_tags() {
    let text = "- 14:02 a\n\n  b\n\n  - c\n\n- d\n";
    assert_eq!(fragment(text, "a", "- c\n"), "<p>a</p>\n<p>b</p>\n<ul>\n<li>c</li>\n</ul>");
    assert_eq!(fragment("- 14:02 a\n  - b\n", "a", "b\n"), "a<ul>\n<li>b</li>\n</ul>");
}

#[test]
fn indents_and_quotation_marks_are_gone() {
    assert_eq!(
        fragment("> - 14:02 a\n>   b\n>   > c\n", "a", "c\n"),
        "<p>a\nb</p>\n<blockquote>\n<p>c</p>\n</blockquote>".replace("<p>a\nb</p>\n", "a\nb")
    );
    assert_eq!(fragment("1. 14:02 a\n   b\r\n   c\n", "a", "c"), "a\nb\nc");
}

#[test]
fn ranges_follow_each_other() {
    let text = "| when | what | who |\n|---|---|---|\n| 14:02 | a **b** | c |\n\nd\n\n```\ne\n```\n";
    let at = |words: &str| text.find(words).unwrap();
    let piece = |ranges: Vec<std::ops::Range<usize>>| {
        document(text, &[], &[]).fragment(&EntrySource { opening: "", ranges })
    };
    assert_eq!(piece(vec![at("a **")..at("**b") + 5, at("c |")..at("c |") + 1]), "a <strong>b</strong> · c");
    assert_eq!(piece(vec![at("c |")..at("c |") + 1, at("a **")..at("a **") + 1]), "c · a");
    assert_eq!(
        piece(vec![at("a **")..at("a **") + 1, at("d\n")..at("d\n") + 2, at("```")..text.len()]),
        "<p>a</p>\n<p>d</p>\n<div class=\"coe-code\" data-code=\"\">\n<pre tabindex=\"0\"><code>e\n</code></pre>\n</div>"
    );
    assert_eq!(piece(vec![]), "");
}

#[test]
fn lines_of_one_paragraph_are_cut_apart() {
    let text =
        "14:02 see https://a.b/c and [d][x]\n14:05 e[^n] &amp; \\*f\\*\n\n[x]: https://d.e/\n[^n]: Note\n";
    assert_eq!(
        fragment(text, "see", "[x]"),
        format!(
            "see <a href=\"https://a.b/c\" {REL}>https://a.b/c</a> and <a href=\"https://d.e/\" {REL}>d</a>"
        )
    );
    let note =
        "<sup class=\"coe-note\"><a href=\"#fn-1\" role=\"doc-noteref\" aria-label=\"Note 1\">1</a></sup>";
    assert_eq!(fragment(text, "e[^n]", "f\\*"), format!("e{note} &amp; *f*"));
}

#[test]
fn a_piece_may_start_in_code_or_in_a_link() {
    assert_eq!(fragment("`14:02 a` b\n", "a`", "b"), "<code>a</code> b");
    assert_eq!(
        fragment("[14:02 a](https://b.c/) d\n", "a]", "d"),
        format!("<a href=\"https://b.c/\" {REL}>a</a> d")
    );
    assert_eq!(fragment("```\n14:02 *a* <b>\n14:03\n```\n", "*a", "<b>"), "*a* &lt;b&gt;");
}

#[test]
fn a_piece_carries_no_ids() {
    let text = "- 14:02 a\n  - b[^n]\n\n[^n]: c\n";
    let anchors = [Anchor { at: 0, id: "a" }, Anchor { at: text.find("- b").unwrap(), id: "b" }];
    let entry = EntrySource { opening: "", ranges: std::iter::once(8..text.find("\n\n").unwrap()).collect() };
    let html = document(text, &[], &anchors).fragment(&entry);
    assert!(html.starts_with("a<ul>\n<li>b<sup") && !html.contains(" id="), "{html}");
}

#[test]
fn html_of_the_author_is_closed_within_the_piece() {
    let html = fragment("- 14:02 a <b>c <details><summary>d\n- e\n", "a", "d\n");
    assert_harmless(&html, "fragment");
    assert!(html.starts_with("a <b>c <details><summary>d"), "{html}");
    let text = "<table><tr><td>14:02</td><td>A <i>b</i></td></tr></table>\n";
    let html = fragment(text, "A ", "</i>");
    assert_eq!(html, "A <i>b</i>");
}

#[test]
fn links_of_pieces_are_those_of_the_document() {
    let text = "- 14:02 **See [[x]], PM-7**\n";
    let links =
        [super::site::link(text, "[[x]]", Target::Coe(1)), super::site::link(text, "PM-7", Target::Coe(2))];
    let start = text.find("See").unwrap();
    let entry = EntrySource { opening: "**", ranges: std::iter::once(start..text.len()).collect() };
    assert_eq!(
        document(text, &links, &[]).fragment(&entry),
        "<strong>See <a href=\"../coe-1/\">Retries &amp; &lt;storms&gt;</a>, <a href=\"../coe-2/\">PM-7</a></strong>"
    );
}

#[test]
fn the_words_of_a_heading_stand_without_it() {
    let text = "intro\n\n## A *b* `c` [d](https://e.f/)\n\ng\n\n- h\n- i\n";
    let anchors = [Anchor { at: 7, id: "a" }];
    let document = document(text, &[], &anchors);
    let words = format!("A <em>b</em> <code>c</code> <a href=\"https://e.f/\" {REL}>d</a>");
    assert_eq!(document.inline(7..text.len()), words);
    assert_eq!(document.inline(0..text.len()), format!("intro {words} g h i"));
    assert_eq!(document.plain(0..text.len()), "intro A b c d g h i");
    assert_eq!(document.plain(7..12), "A");
}

#[test]
fn plain_words_hold_no_markup_and_are_not_escaped() {
    let text = "a <b>b</b> &amp; ![c](d.png)  \n[[e]] x<br>y\n\n<!-- f -->\n<div>g &lt;</div>\n\n> - h\n>   - i\n\n[^j]: k\n";
    let links = [super::site::link(text, "[[e]]", Target::Coe(1))];
    assert_eq!(document(text, &links, &[]).plain(0..text.len()), "a b & c Retries & <storms> x y g < h i");
}

#[test]
fn a_range_that_makes_no_sense_is_empty() {
    let text = "**ä** b\n";
    let document = document(text, &[], &[]);
    let piece = |range: std::ops::Range<usize>| {
        document.fragment(&EntrySource { opening: "", ranges: std::iter::once(range).collect() })
    };
    assert_eq!(piece(50..60), "");
    assert_eq!(piece(std::ops::Range { start: 6, end: 2 }), "");
    for start in 0..text.len() {
        for end in 0..text.len() + 2 {
            assert_harmless(&piece(start..end), text);
            let _ = (document.inline(start..end), document.plain(start..end), document.html(start..end));
        }
    }
    assert_eq!(html(""), "");
}
