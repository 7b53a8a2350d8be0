//! HTML that authors write themselves.

use super::inspect::assert_harmless;
use super::site::{document, html, linked};
use coebook::model::Target;
use coebook::render::markdown::Anchor;

#[test]
fn details_fold_and_stay_open_when_they_say_so() {
    let html = html("<details open>\n<summary>More</summary>\n\n- *a*\n\n</details>\n");
    assert_eq!(
        html,
        "<details open=\"\">\n<summary>More</summary>\n<ul>\n<li><em>a</em></li>\n</ul>\n</details>\n"
    );
}

#[test]
fn class_id_style_and_handlers_of_authors_are_gone_and_ours_stay() {
    let text = "## A\n\n<p class=\"coe-permalink\" id=\"a\" style=\"x\" onclick=\"y\" name=\"z\" title=\"t &quot;\" data-x=\"1\">b</p>\n\n| c |\n|---|\n| d |\n\n- [x] e\n";
    let anchors = [Anchor { at: 0, id: "a" }];
    let html = document(text, &[], &anchors).html(0..text.len());
    assert_harmless(&html, text);
    assert!(html.contains("<h2 id=\"a\">A <a class=\"coe-permalink\""), "{html}");
    assert!(html.contains("<p title=\"t &quot;\">b</p>"), "{html}");
    assert!(
        html.contains("<div class=\"coe-table\" tabindex=\"0\" role=\"region\" aria-label=\"Table\">"),
        "{html}"
    );
    assert!(html.contains("aria-label=\"done\""), "{html}");
}

#[test]
fn what_is_left_open_ends_with_its_block() {
    let html = html("a <b>b <i>c\n\nd <a href=\"https://a.b/\">e\n\nf https://g.h/\n");
    assert_harmless(&html, "open");
    assert!(html.contains("<p>a <b>b <i>c</i></b></p>"), "{html}");
    assert!(html.contains("<p>f <a href=\"https://g.h/\""), "{html}");
}

#[test]
fn unclosed_blocks_end_with_the_piece() {
    for text in ["<div><table><tr><td>a\n\nb\n", "</div></p></main>\n\na\n", "<details><summary>a\n\n## B\n"]
    {
        assert_harmless(&html(text), text);
    }
}

#[test]
fn authors_cannot_close_what_is_ours() {
    let html = html("| a |\n|---|\n| b </td></table></div> c |\n\n<details>\n\nd</details>\n\ne\n");
    assert_harmless(&html, "close");
    assert!(html.contains("<td>b  c</td>"), "{html}");
    assert!(html.contains("<details>\n<p>d</p></details>"), "{html}");
}

#[test]
fn elements_left_open_without_end_are_dropped_at_some_depth() {
    for text in ["<div>\n\nx\n\n", "<details><summary>x</summary>\n\n", "<b>x ", "<p a=\"", "</x"] {
        let html = html(&format!("<div>\n{}", text.repeat(3000)));
        assert!(html.matches("<d").count() + html.matches("<b").count() <= 110, "{text}");
    }
}

#[test]
fn a_tag_without_an_end_is_words() {
    let html = html("<div title=\"a\n\nb [c](https://d.e/)\n");
    assert_harmless(&html, "tag");
    assert!(html.contains("&lt;div title=\"a") && html.contains("<p>b <a href=\"https://d.e/\""), "{html}");
}

#[test]
fn comments_vanish() {
    assert_eq!(html("a<!-- b -->c\n\n<!-- d\n\ne -->\n\nf\n"), "<p>ac</p>\n\n<p>f</p>\n");
    let html = html("> <!-- a\n\nb\n");
    assert!(html.contains("<p>b</p>") && !html.contains("!--"), "{html}");
}

#[test]
fn line_breaks_need_no_cleaning() {
    assert_eq!(html("| a |\n|---|\n| b<br/>c<BR>d |\n").matches("<br>").count(), 2);
}

#[test]
fn scripts_and_styles_vanish_with_their_content() {
    assert_eq!(html("a <script>alert(1)</script>b <style>c</style>\n").trim(), "<p>a b </p>");
    let html = html("<script>\nalert(1)\n</script>\n\nb\n");
    assert!(html.contains("<p>b</p>") && !html.contains("alert"), "{html}");
    let html = super::site::html("a <script> b\n\nc\n");
    assert!(html.contains("b") && html.contains("<p>c</p>"), "{html}");
}

#[test]
fn elements_that_swallow_text_are_dropped() {
    for name in [
        "textarea",
        "title",
        "plaintext",
        "noscript",
        "xmp",
        "iframe",
        "svg",
        "math",
        "select",
        "template",
        "form",
    ] {
        let text = format!("a <{name}> *b*\n\nc\n");
        let html = html(&text);
        assert_harmless(&html, &text);
        assert!(html.contains("<em>b</em>") && html.contains("<p>c</p>"), "{html}");
    }
}

#[test]
fn headings_of_authors_stand_below_the_title_too() {
    assert!(html("<h1 align=\"center\">a</h1>\n").contains("<h2>a</h2>"));
    assert!(html("<h4>a</h4>\n").contains("<h4>a</h4>"));
}

#[test]
fn links_and_pictures_of_authors_follow_the_same_rules() {
    let rel = "rel=\"noopener noreferrer\"";
    assert_eq!(
        html("<a href=\"https://a.b/?c&amp;d\" target=_blank>https://a.b/</a>\n").trim(),
        format!("<p><a href=\"https://a.b/?c&amp;d\" {rel}>https://a.b/</a></p>")
    );
    assert_eq!(html("<a href=\"x.md\">b</a>\n").trim(), "<p>b</p>");
    assert_eq!(
        linked("<a href='x.md'>b</a>\n", "<a", Target::Coe(1)).trim(),
        "<p><a href=\"../coe-1/\">b</a></p>"
    );
    assert_eq!(
        html("a <img src=https://a.b/c.png alt='d \"e\"'>\n").trim(),
        format!("<p>a <a href=\"https://a.b/c.png\" {rel}>d \"e\"</a></p>")
    );
    let html = linked(
        "<p align=center>\n  <img src=\"a.png\" width=1 onload=x>\n</p>\n",
        "<img",
        Target::Asset("a.png".into()),
    );
    assert!(html.contains("<img src=\"../files/a.png\" alt=\"\" width=\"800\" height=\"600\""), "{html}");
}
