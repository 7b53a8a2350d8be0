//! Pictures from outside: their size, what stands below them, and where they lead.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use crate::support::Sandbox;

const SVG: &str =
    "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 220\"></svg>\n";

/// The first bytes of a PNG of a size.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend([8, 6, 0, 0, 0]);
    bytes
}

fn page(markdown: &str) -> String {
    let sandbox = Sandbox::new();
    sandbox.write("coes/lost.md", format!("# It was lost\n\nBefore.\n\n{markdown}\n\nAfter.\n"));
    sandbox.write("coes/img/line.svg", SVG);
    sandbox.write("coes/img/shot.png", png(1200, 800));
    sandbox.write("coes/img/icon.png", png(16, 16));
    sandbox.write("coes/img/broken.png", "no picture at all");
    sandbox.run(&["build", "coes", "--today", "2024-06-01"]).assert(0, &[]);
    let page = sandbox.read("site/coes/lost.html");
    let start = page.find("<p>Before.</p>").unwrap();
    page[start..start + page[start..].find("After.").unwrap()].to_owned()
}

#[test]
fn pictures_carry_their_size_and_load_when_they_are_near() {
    let html = page("![A line](img/line.svg)");
    assert!(
        html.contains("alt=\"A line\" width=\"640\" height=\"220\" loading=\"lazy\" decoding=\"async\">"),
        "{html}"
    );
    let html = page("![A shot](img/shot.png)");
    assert!(html.contains("width=\"1200\" height=\"800\""), "{html}");
}

#[test]
fn a_picture_nobody_can_measure_is_shown_all_the_same() {
    let html = page("![Broken](img/broken.png)");
    assert!(html.contains("alt=\"Broken\" loading=\"lazy\"") && !html.contains("width="), "{html}");
}

#[test]
fn a_picture_alone_is_a_figure_with_its_title_below() {
    let html = page("![A line](img/line.svg \"Flat & quiet\")");
    assert!(
        html.contains(
            "<figure><a class=\"coe-enlarge\" data-enlarge=\"\" href=\"../files/img/line.svg\"><img"
        ),
        "{html}"
    );
    assert!(html.contains("<figcaption>Flat &amp; quiet</figcaption></figure>"), "{html}");
    assert!(!html.contains("title="), "{html}");
    let html = page("![A line](img/line.svg)");
    assert!(html.contains("</a></figure>") && !html.contains("figcaption"), "{html}");
}

#[test]
fn a_picture_among_words_stays_among_them() {
    let html = page("See ![A line](img/line.svg \"Quiet\") there.");
    assert!(!html.contains("<figure>") && html.contains("title=\"Quiet\""), "{html}");
}

#[test]
fn icons_and_pictures_that_lead_elsewhere_are_not_enlarged() {
    let html = page("![ok](img/icon.png) and [![A shot](img/shot.png)](https://example.org/)");
    assert!(!html.contains("coe-enlarge") && html.matches("<img").count() == 2, "{html}");
}

#[test]
fn a_picture_without_words_gets_none_but_its_link_has_a_name() {
    let html = page("![](img/shot.png)");
    assert!(
        html.contains(
            "aria-label=\"The whole picture\" lang=\"en\"><img src=\"../files/img/shot.png\" alt=\"\""
        ),
        "{html}"
    );
}

#[test]
fn a_picture_of_another_site_is_still_only_a_link() {
    let html = page("![Far](https://example.org/far.png)");
    assert!(!html.contains("<img") && !html.contains("<figure>"), "{html}");
    assert!(html.contains(">Far</a>"), "{html}");
}

#[test]
fn raw_html_keeps_the_link_that_enlarges() {
    let html = page("<u>x</u> ![A shot](img/shot.png)\n\n![A line](img/line.svg \"T\")");
    assert_eq!(html.matches("data-enlarge=\"\"").count(), 2, "{html}");
    assert!(html.contains("<figcaption>T</figcaption>"), "{html}");
}
