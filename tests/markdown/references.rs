//! Links, pictures, wiki links, bare ids, web addresses and footnotes.

use super::inspect::assert_harmless;
use super::site::{document, html, link, linked};
use coebook::model::{Link, Target};
use coebook::render::markdown::Anchor;

const GONE: &str = "<span class=\"coe-missing\" title=\"This address leads nowhere on this site\">";

fn paragraph(words: &str) -> String {
    format!("<p>{words}</p>\n")
}

#[test]
fn resolved_links_lead_to_the_address_of_their_target() {
    let text = "See [the \"other\" one](../x.md#y \"Title & more\").\n";
    let mut links = [link(text, "[the", Target::Coe(3))];
    links[0].fragment = Some(String::from("a\"b"));
    assert_eq!(
        document(text, &links, &[]).html(0..text.len()),
        paragraph("See <a href=\"../coe-3/#a&quot;b\" title=\"Title &amp; more\">the \"other\" one</a>.")
    );
}

#[test]
fn links_that_lead_nowhere_say_why() {
    assert_eq!(html("[a](b.md)\n"), paragraph(&format!("{GONE}a</span>")));
    assert_eq!(
        linked("[a](b.md)\n", "[a", Target::Restricted),
        paragraph("<span class=\"coe-missing\" title=\"Not part of this edition\">a</span>")
    );
}

#[test]
fn links_elsewhere_tell_nothing_about_the_reader() {
    let rel = "rel=\"noopener noreferrer\"";
    assert_eq!(
        html("[a](https://a.b/?c=d&e='f')\n"),
        paragraph(&format!("<a href=\"https://a.b/?c=d&amp;e=&#39;f&#39;\" {rel}>a</a>"))
    );
    assert_eq!(html("<a@b.cd>\n"), paragraph(&format!("<a href=\"mailto:a@b.cd\" {rel}>a@b.cd</a>")));
    assert_eq!(html("[a](//b.c/d)\n"), paragraph(&format!("<a href=\"https://b.c/d\" {rel}>a</a>")));
    assert_eq!(html("[a](HTTP://b/ü)\n"), paragraph(&format!("<a href=\"HTTP://b/%C3%BC\" {rel}>a</a>")));
    assert_eq!(
        linked("[a](../src/x.rs)\n", "[a", Target::Repository(Some("https://git/x".into()))),
        paragraph(&format!("<a href=\"https://git/x\" {rel}>a</a>"))
    );
}

#[test]
fn what_an_address_of_the_repository_says_is_checked_too() {
    let html = linked("[a](b)\n", "[a", Target::Repository(Some("javascript:alert(1)".into())));
    assert!(html.contains("coe-missing") && !html.contains("javascript"), "{html}");
}

#[test]
fn reference_definitions_count_wherever_they_stand() {
    let rel = "rel=\"noopener noreferrer\"";
    let text = "[a][x] and [x]\n\n## B\n\n[x]: https://a.b/\n";
    assert_eq!(
        document(text, &[], &[]).html(0..5),
        paragraph(&format!("<a href=\"https://a.b/\" {rel}>a</a> and <a href=\"https://a.b/\" {rel}>x</a>"))
    );
    assert_eq!(html("[a][nope]\n"), paragraph("[a][nope]"));
}

#[test]
fn links_within_the_page_find_the_heading_they_mean() {
    let text =
        "[a](#whats-next) [b](#what-s-next) [c](#what’s%20next) [d](#other) [e](#)\n\n## What's next\n";
    let anchors = [Anchor { at: text.find("##").unwrap(), id: "what-s-next" }];
    let html = document(text, &[], &anchors).html(0..text.find("##").unwrap());
    let to = |name: &str| format!("<a href=\"#what-s-next\">{name}</a>");
    assert_eq!(
        html,
        paragraph(&format!("{} {} {} {GONE}d</span> <a href=\"#\">e</a>", to("a"), to("b"), to("c")))
    );
}

#[test]
fn wiki_links_take_the_title_of_their_target() {
    let text = "[[x]] [[x|its name]] [[y]] [[x#z]]\n";
    let at = |words: &str| text.find(words).unwrap();
    let to = |words: &str, fragment: Option<&str>| Link {
        span: at(words)..at(words) + 5,
        target: Target::Coe(1),
        fragment: fragment.map(String::from),
    };
    let links = [to("[[x]]", None), to("[[x|", None), to("[[x#", Some("z"))];
    assert_eq!(
        document(text, &links, &[]).html(0..text.len()),
        paragraph(&format!(
            "<a href=\"../coe-1/\">Retries &amp; &lt;storms&gt;</a> <a href=\"../coe-1/\">its name</a> \
             {GONE}y</span> <a href=\"../coe-1/#z\">Retries &amp; &lt;storms&gt;</a>"
        ))
    );
}

#[test]
fn bare_ids_are_links_except_in_links_and_code() {
    let text = "As in PM-7, [PM-8](https://a.b/) `PM-9` and *PM-10*.\n";
    let links: Vec<Link> =
        ["PM-7", "PM-8", "PM-9", "PM-10"].iter().map(|id| link(text, id, Target::Coe(7))).collect();
    assert_eq!(
        document(text, &links, &[]).html(0..text.len()),
        paragraph(
            "As in <a href=\"../coe-7/\">PM-7</a>, <a href=\"https://a.b/\" rel=\"noopener noreferrer\">PM-8</a> \
             <code>PM-9</code> and <em><a href=\"../coe-7/\">PM-10</a></em>."
        )
    );
}

#[test]
fn pictures_of_the_site_are_shown_with_their_size() {
    let text = "![An \"arc\"](arc.png \"Seen\")\n";
    assert_eq!(
        linked(text, "![", Target::Asset("arc.png".into())),
        "<figure><a class=\"coe-enlarge\" data-enlarge=\"\" href=\"../files/arc.png\">\
         <img src=\"../files/arc.png\" alt=\"An &quot;arc&quot;\" width=\"800\" height=\"600\" \
         loading=\"lazy\" decoding=\"async\"></a><figcaption>Seen</figcaption></figure>\n"
    );
    assert_eq!(
        linked("a ![](a.svg)\n", "![", Target::Asset("a.svg".into())),
        paragraph(
            "a <a class=\"coe-enlarge\" data-enlarge=\"\" href=\"../files/a.svg\" aria-label=\"The whole picture\" lang=\"en\">\
             <img src=\"../files/a.svg\" alt=\"\" loading=\"lazy\" decoding=\"async\"></a>"
        )
    );
    let html = linked("![[a.svg]]\n", "![", Target::Asset("a.svg".into()));
    assert!(html.contains("<img src=\"../files/a.svg\" alt=\"\""), "{html}");
}

#[test]
fn pictures_from_elsewhere_are_links_to_them() {
    let rel = "rel=\"noopener noreferrer\"";
    assert_eq!(
        html("![A *b* `c`](https://a.b/c.png)\n"),
        paragraph(&format!("<a href=\"https://a.b/c.png\" {rel}>A b c</a>"))
    );
    assert_eq!(
        html("![](https://a.b/c.png?d)\n"),
        paragraph(&format!("<a href=\"https://a.b/c.png?d\" {rel}>c.png</a>"))
    );
    assert_eq!(
        html("[![badge](https://a.b/c.png)](https://d.e/)\n"),
        paragraph(&format!("<a href=\"https://d.e/\" {rel}>badge</a>"))
    );
    assert_eq!(html("![a](gone.png)\n"), paragraph(&format!("{GONE}a</span>")));
}

#[test]
fn web_addresses_in_the_text_are_links() {
    let rel = "rel=\"noopener noreferrer\"";
    for (text, address, before, after) in [
        ("see https://a.b/c_d_e.", "https://a.b/c_d_e", "see ", "."),
        ("(https://a.b/c_(d))", "https://a.b/c_(d)", "(", ")"),
        ("http://a.b?c=*d*,", "http://a.b?c=", "", "<em>d</em>,"),
        ("看https://a.b/路径。好", "https://a.b/路径", "看", "。好"),
        ("**https://a.b/**", "https://a.b/", "<strong>", "</strong>"),
        ("HTTPS://a.b!", "HTTPS://a.b", "", "!"),
        ("https://a.b/?c&amp;d;", "https://a.b/?c&d", "", ";"),
    ] {
        let shown = address.replace('&', "&amp;");
        let href = shown.replace("路径", "%E8%B7%AF%E5%BE%84");
        let expected = paragraph(&format!("{before}<a href=\"{href}\" {rel}>{shown}</a>{after}"));
        assert_eq!(html(text), expected, "{text}");
    }
    for text in
        ["ahttps://a.b", "ftp://a.b/c", "https://", "http:// a", "://a.b", "javascript://a.b/%0aalert(1)"]
    {
        assert_eq!(html(text), paragraph(text), "{text}");
    }
    assert_eq!(html("`https://a.b`"), paragraph("<code>https://a.b</code>"));
    assert_eq!(
        html("[https://a.b](c.md)"),
        paragraph(&format!("{GONE}<a href=\"https://a.b\" {rel}>https://a.b</a></span>"))
    );
}

#[test]
fn an_id_in_a_web_address_is_part_of_it_and_a_resolved_address_stays_here() {
    let text = "https://a.b/PM-7 https://git/x.md\n";
    let links = [link(text, "PM-7", Target::Coe(7)), link(text, "https://git", Target::Coe(8))];
    assert_eq!(
        document(text, &links, &[]).html(0..text.len()),
        paragraph(
            "<a href=\"https://a.b/PM-7\" rel=\"noopener noreferrer\">https://a.b/PM-7</a> \
             <a href=\"../coe-8/\">https://git/x.md</a>"
        )
    );
}

#[test]
fn links_without_words_show_where_they_lead() {
    assert!(html("[](https://a.b/c%20d.pdf)\n").contains(">c d.pdf</a>"));
}

#[test]
fn notes_are_numbered_by_their_first_use_and_stand_at_the_end() {
    let text = "a[^z] b[^y]\n\n[^y]: Why[^x]\n\n[^unused]: No\n\n## C\n\nd[^Z] e[^nope]\n\n[^x]: Ex\n\n[^z]: Zet\n\n    two\n";
    let document = document(text, &[], &[]);
    let html = document.html(0..text.len());
    assert_harmless(&html, text);
    let order: Vec<usize> =
        ["fn-1-ref\"", "fn-2-ref\"", "fn-1-ref-2\""].iter().map(|id| html.find(id).unwrap()).collect();
    assert!(order.is_sorted(), "{html}");
    assert!(html.contains("e[^nope]") && !html.contains("Zet"), "{html}");
    assert!(html.contains(
        "a<sup class=\"coe-note\" id=\"fn-1-ref\"><a href=\"#fn-1\" role=\"doc-noteref\" aria-label=\"Note 1\">1</a></sup>"
    ));
    let notes = document.footnotes().unwrap();
    assert_harmless(&format!("{html}{notes}"), text);
    assert!(
        notes.contains("<li id=\"fn-1\"><p>Zet</p>\n<p>two <a class=\"coe-back\" href=\"#fn-1-ref\""),
        "{notes}"
    );
    assert!(notes.contains("href=\"#fn-1-ref-2\"") && notes.contains("id=\"fn-3-ref\""), "{notes}");
    assert!(!notes.contains("No<"), "{notes}");
}

#[test]
fn sections_apart_have_the_ids_of_the_whole() {
    let text = "a[^x]\n\nb[^x]\n\n[^x]: Ex\n";
    let middle = text.find('b').unwrap();
    let document = document(text, &[], &[]);
    let apart = document.html(0..middle) + &document.html(middle..text.len());
    assert_eq!(apart, document.html(0..text.len()));
    let whole = 0..text.len();
    assert_eq!(document.footnotes(), document.footnotes_shown_in(std::slice::from_ref(&whole)));
    let first = document.footnotes_shown_in(std::slice::from_ref(&(0..middle))).unwrap();
    assert!(first.contains("#fn-1-ref\"") && !first.contains("#fn-1-ref-2"), "{first}");
}

#[test]
fn a_document_without_notes_has_no_list_of_them() {
    assert_eq!(document("a [^x]\n", &[], &[]).footnotes(), None);
    assert_eq!(document("a\n\n[^x]: y\n", &[], &[]).footnotes(), None);
}
