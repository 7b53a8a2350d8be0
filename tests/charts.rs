//! Charts from outside: a folder with a block of numbers, and the page it becomes.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use crate::support::Sandbox;

const HEAD: &str = "\
---
title: Uploads were lost
id: lost
timezone: -05:00
times:
  impact-start: 2022-04-01 09:38
  detected: 2022-04-01 09:45
  recovered: 2022-04-01 11:38
---
## Summary

Text before.

";

const ROWS: &str = "  time,waiting\n  2022-04-01 09:00,6\n  2022-04-01 10:00,14000\n  2022-04-01 11:00,\n  2022-04-01 12:00,3\n";

/// The page of a document with a block, and what the build said of it.
fn built(block: &str) -> (String, String) {
    let sandbox = Sandbox::new();
    sandbox.write("coes/lost.md", format!("{HEAD}```chart\n{block}```\n\nText after.\n"));
    of(&sandbox)
}

fn of(sandbox: &Sandbox) -> (String, String) {
    let said = sandbox.run(&["build", "coes", "--today", "2024-06-01", "--json"]);
    let page = sandbox.read("site/coes/lost.html");
    let body = page.split("<div class=\"coe-column\">").nth(1).unwrap();
    assert!(body.contains("<p>Text before.</p>") && body.contains("Text after.</p>"), "{body}");
    (body.to_owned(), said.stdout)
}

/// That a block stays as it was written, that the page says why, and the finding where.
fn stays(block: &str, why: &str, line: &str) {
    let (page, said) = built(block);
    assert!(!page.contains("coe-chart__drawing"), "{page}");
    assert!(page.contains("language-chart"), "{page}");
    let note = page.split("coe-chart__fault\" lang=\"en\">").nth(1).unwrap_or_else(|| panic!("{page}"));
    let note = note.split("</p>").next().unwrap();
    assert!(note.contains(why), "{note}");
    assert!(said.contains("unreadable-chart") && said.contains(&format!("\"line\": {line},")), "{said}");
}

fn chart(page: &str) -> &str {
    let start = page.find("<figure class=\"coe-chart\">").unwrap_or_else(|| panic!("{page}"));
    &page[start..start + page[start..].find("</figure>").unwrap()]
}

#[test]
fn numbers_become_a_drawing_with_words_and_a_table() {
    let (page, said) = built(&format!(
        "title: Queue & depth\nunit: documents\nexplanation: It rises: then it falls.\nrows: |\n{ROWS}"
    ));
    let chart = chart(&page);
    assert!(chart.contains("role=\"img\"><title>Queue &amp; depth</title>"), "{chart}");
    assert!(
        chart
            .contains("Waiting: lowest 3 at 2022-04-01 12:00, highest 14,000 at 2022-04-01 10:00, last 3 at"),
        "{chart}"
    );
    assert!(chart.contains("Impact begins 09:38, Detected 09:45, Recovered 11:38."), "{chart}");
    assert!(chart.contains("<p class=\"coe-chart__explanation\">It rises: then it falls.</p>"), "{chart}");
    assert!(chart.contains("1 April 2022, UTC−05:00"), "{chart}");
    assert!(
        chart.contains("<th scope=\"row\">2022-04-01 10:00</th><td class=\"coe-right\">14000</td>"),
        "{chart}"
    );
    for label in [">0</text>", ">5,000</text>", ">14,000</text>", ">10:00</text>", ">Recovered</text>"] {
        assert!(chart.contains(label), "{label} {chart}");
    }
    assert_eq!(chart.matches("<svg").count(), 2, "one for a page, one for a phone");
    assert!(!said.contains("unreadable-chart") && !page.contains("language-chart"), "{said}");
}

#[test]
fn a_gap_breaks_the_line() {
    let (page, _) = built(&format!("rows: |\n{ROWS}"));
    let line = chart(&page).split("coe-chart__line\" d=\"").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(line.matches('M').count(), 2, "{line}");
}

#[test]
fn a_file_beside_the_document_is_drawn_and_published() {
    let sandbox = Sandbox::new();
    let coe = format!("{HEAD}```chart\ntitle: Two lines\ncsv: data/a b.csv\n```\n\nText after.\n");
    sandbox.write("coes/lost/index.md", coe);
    sandbox
        .write("coes/lost/data/a b.csv", "failed,at,paid\n1,2022-04-01T14:38Z,200\n9,2022-04-01T15:38Z,20\n");
    let (page, said) = of(&sandbox);
    let chart = chart(&page);
    assert!(chart.contains(">failed</text>") && chart.contains(">paid</text>"), "{chart}");
    assert!(chart.contains("href=\"../files/lost/data/a%20b.csv\""), "{chart}");
    assert!(sandbox.read("site/files/lost/data/a b.csv").starts_with("failed,at"));
    // 14:38 in UTC is 09:38 where the document is.
    let impact = chart.split("coe-chart__event--impact\"><path d=\"M").nth(1).unwrap();
    let first = chart.split("coe-chart__line\" d=\"M").nth(1).unwrap();
    assert_eq!(impact.split(' ').next(), first.split(' ').next(), "{chart}");
    assert!(!said.contains("missing-asset"), "{said}");
}

#[test]
fn a_file_that_is_missing_or_outside_is_told() {
    for name in ["none.csv", "../../secret.csv", "/etc/passwd", "lost.md", "https://example.org/a.csv"] {
        let sandbox = Sandbox::new();
        sandbox.write("secret.csv", "time,a\n09:00,1\n09:10,42424242\n");
        sandbox.write("coes/lost.md", format!("{HEAD}```chart\ncsv: {name}\n```\n\nText after.\n"));
        let (page, said) = of(&sandbox);
        assert!(page.contains(&format!("there is no file “{name}”")), "{page}");
        assert!(!page.contains("42424242"), "{name}");
        assert!(said.contains("missing-asset"), "{name} {said}");
        assert!(said.contains("\"line\": 15,"), "{said}");
    }
}

#[test]
fn a_fault_in_a_file_names_the_line_of_the_file() {
    let sandbox = Sandbox::new();
    sandbox.write("coes/lost.md", format!("{HEAD}```chart\ncsv: a.csv\n```\n\nText after.\n"));
    sandbox.write("coes/a.csv", "time,a\n09:00,1\n09:10,lots\n");
    let (page, said) = of(&sandbox);
    assert!(page.contains("‘lots’ is no number, in line 3 of “a.csv”"), "{page}");
    assert!(said.contains("`lots` is no number, line 3 of `a.csv`"), "{said}");
}

#[test]
fn a_block_that_cannot_be_read_stays_as_text_and_says_why() {
    stays("title: x\nnonsense\nrows: |\n  a,1\n", "‘nonsense’ is no ‘key: value’, in line 2", "16");
    stays("tittle: x\n", "is no key of a chart", "15");
    stays("title: nothing else\n", "there are no numbers", "15");
    stays("rows: |\n", "there are no numbers", "15");
    stays("rows: |\n  time,a\n  09:00,1\n", "one row is no chart", "17");
    stays("rows: |\n  time,a\n  09:00,1\n  09:10,many\n", "‘many’ is no number", "18");
    stays("rows: |\n  time,a\n  09:00,1\n  09:10,Infinity\n", "‘Infinity’ is no number", "18");
    stays("rows: |\n  time,a\n  09:00,1\n  09:00,2\n", "all rows stand at the same place", "17");
    stays("rows: |\n  time,a\n  09:00,1e300\n  09:10,2\n", "too large", "17");
    stays("rows: |\n  time,a\n  09:00,1\n  31:00,2\n  09:20,2\n", "‘31:00’ is no time", "18");
}

#[test]
fn too_many_rows_are_left_as_text() {
    let rows: String = (0..100_000).map(|row| format!("  {row},{}\n", row % 7)).collect();
    stays(&format!("rows: |\n  x,a\n{rows}"), "more than 50,000 rows", "50017");
}

#[test]
fn many_rows_are_thinned_but_the_table_has_them() {
    let rows: String =
        (0..9000).map(|row| format!("  {row},{}\n", if row == 4321 { 777 } else { row % 7 })).collect();
    let (page, _) = built(&format!("rows: |\n  x,a\n{rows}"));
    let chart = chart(&page);
    let line = chart.split("coe-chart__line\" d=\"").nth(1).unwrap().split('"').next().unwrap();
    assert!(line.len() < 16_000, "{}", line.len());
    assert!(chart.contains("highest 777 at 4321") && chart.contains(">777</text>"));
    assert!(chart.contains("<th scope=\"row\">8999</th>"));
}

#[test]
fn what_an_author_writes_is_text() {
    let hostile = "<script>alert(1)</script>\"'&]]>";
    let (page, _) = built(&format!(
        "title: {hostile}\nunit: {hostile}\nexplanation: {hostile}\nrows: |\n  time,{hostile},{hostile}\n  09:00,1,2\n  <b>,1,2\n  10:00,2,3\n  11:00,2,3\n"
    ));
    assert!(!page.contains("<script>") && !page.contains("<b>,"), "{page}");
    let (page, _) = built(&format!(
        "title: {hostile}\nunit: {hostile}\nexplanation: {hostile}\nrows: |\n  name,a,b,remark\n  <img src=x>,1,2,<i>\n  \u{1}x,1,2,{hostile}\n"
    ));
    let chart = chart(&page);
    assert!(!chart.contains("<script>") && !chart.contains("<img") && !chart.contains("<i>"), "{chart}");
    assert!(chart.contains("coe-chart__bar"), "names are drawn as bars: {chart}");
}

#[test]
fn a_chart_among_raw_html_and_in_a_list_is_drawn_too() {
    let sandbox = Sandbox::new();
    let block = "```chart\nrows: |\n  time,a\n  09:00,1\n  09:10,2\n```\n";
    let listed = block.lines().map(|line| format!("  {line}\n")).collect::<String>();
    let coe = format!(
        "{HEAD}<u>raw</u> <div class=\"coe-drawn\"></div>\n\n- item\n\n{listed}\n{block}\nText after.\n"
    );
    sandbox.write("coes/lost.md", coe);
    let (page, _) = of(&sandbox);
    assert_eq!(page.matches("<figure class=\"coe-chart\">").count(), 2, "{page}");
    assert!(!page.contains("coe-drawn"), "{page}");
}

#[test]
fn times_without_a_day_and_without_a_coe_are_drawn() {
    let sandbox = Sandbox::new();
    let block = "```chart\nrows: |\n  clock,a,b,c\n  23:50,1,,x\n  00:10,2,NaN,\n  00:30,2,4,\n```\n";
    sandbox.write("coes/lost.md", format!("# It was lost\n\nText before.\n\n{block}\nText after.\n"));
    let (page, said) = of(&sandbox);
    let chart = chart(&page);
    assert!(chart.contains(">00:00</text>") || chart.contains(">00:10</text>"), "{chart}");
    assert!(!chart.contains("1970") && !chart.contains("Jan"), "{chart}");
    assert!(!said.contains("unreadable-chart"), "{said}");
}
