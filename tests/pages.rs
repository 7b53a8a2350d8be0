//! Pages as a reader gets them: from a folder of documents to the HTML of the site.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]
#![allow(clippy::print_stderr, reason = "what is skipped is said")]

use std::collections::BTreeMap;
use std::path::Path;

use coebook::model::{Day, KnowledgeBase};
use coebook::render::{self, Delivery, Options, Theme};
use coebook::write::SitePath;

use crate::support::links;

const OPTIONS: Options<'static> = Options {
    today: Day { year: 2026, month: 11, day: 21 },
    generator: "coebook test",
    delivery: Delivery::Static,
    margin: None,
};

/// A folder of documents, read.
fn knowledge(files: &[(&str, &str)]) -> KnowledgeBase {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::DirBuilder::new().recursive(true).create(path.parent().unwrap()).unwrap();
        coebook::fs::write_new(&path, text.as_bytes()).unwrap();
    }
    read(folder.path())
}

fn read(folder: &Path) -> KnowledgeBase {
    let sources =
        coebook::load::sources(folder).unwrap_or_else(|error| panic!("{error}: {:?}", error.causes()));
    let read = coebook::read::all(&sources);
    coebook::model::assemble(&sources, read).0
}

/// The pages of a knowledge base, by path.
fn pages(knowledge: &KnowledgeBase) -> BTreeMap<String, String> {
    let theme = Theme::load(None).unwrap();
    let insight = coebook::analyse::run(knowledge);
    links::pages(&render::site(knowledge, &insight, &theme, &OPTIONS).unwrap())
}

/// The pages of a folder of documents.
fn site(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    pages(&knowledge(files))
}

/// The page of the only COE.
fn page_of(text: &str) -> String {
    let pages = site(&[("content/coes/2024-01-02-one.md", text)]);
    pages["coes/one.html"].clone()
}

/// What a reader sees: the text of a page without its tags, spaces made one.
fn words(html: &str) -> String {
    let body = html.split_once("<main").map_or(html, |(_, main)| main);
    let mut text = String::new();
    for piece in body.split('<').skip(1) {
        text.push_str(piece.split_once('>').map_or("", |(_, after)| after));
        text.push(' ');
    }
    links::unescape(&text).split_whitespace().collect::<Vec<_>>().join(" ")
}

const FULL: &str = "\
---
title: Uploads were accepted but never transformed
aliases: [old-name]
profile: coe
status: published
severity: 2
team: ingest
services: [transformer]
technologies: [http-client]
causes: [input-validation]
detected-by: customer
lessons: [measure]
actions:
  - {id: a1, title: Reject unknown types, owner: ingest, due: 2026-11-09, status: open, to-yes: fix, ticket: OPS-1}
---
# Uploads were accepted but never transformed

## Takeaways

1. A dashboard that measures flow cannot see what the flow carries.
2. Accepted and done were the same word.

## Summary

The queue drained. Nothing arrived.

## Timeline

All times are UTC.

- 2024-01-02 09:00 [origin] The release is *pushed*.
- 2024-01-02 09:38:18 [impact-start] Errors `rise`.
- 2024-01-02 09:45 [detected] The contact centre tells us.
- 2024-01-02 09:47 [hypothesis] The network?
- 2024-01-02 11:25 [mitigated] Patched.
- 2024-01-02 11:38:24 [recovered] All is well.

See also [[two]].
";

const SECOND: &str = "\
---
title: The second
severity: 1
services: [transformer]
causes: [input-validation]
related: [{recurrence-of: one}]
---
## What happened

It is the pattern of [[one]] again.
";

fn full() -> BTreeMap<String, String> {
    site(&[
        ("content/coes/2024-01-02-one.md", FULL),
        ("content/coes/2025-01-02-two.md", SECOND),
        ("content/lessons/measure.md", "---\ntitle: Measure the outcome\nclaim: Not the flow.\n---\nText.\n"),
        ("content/paths/first.md", "---\ntitle: First things\ncoes:\n  - one\n---\nText.\n"),
        (
            "content/vocabulary/causes.toml",
            "[input-validation]\ntitle = \"Input validation\"\ndescription = \"Of a kind.\"\n",
        ),
    ])
}

#[test]
fn a_coe_says_its_facts_above_the_text() {
    let page = words(&full()["coes/one.html"]);
    for fact in [
        "Transformer Correction of error 2 January 2024",
        "A dashboard that measures flow cannot see what the flow carries.",
        "Severity 2",
        "2 h 0 min of impact",
        "Found by customers",
        "Written by Ingest",
        "1 min read",
    ] {
        assert!(page.contains(fact), "{fact:?} is not in {page}");
    }
}

#[test]
fn the_two_questions_are_answered_in_words() {
    let page = words(&full()["coes/one.html"]);
    assert!(page.contains("Found in under five minutes? No, 6 min 42 s."), "{page}");
    assert!(page.contains("Fixed in under an hour? No, 2 h 0 min."), "{page}");
    assert!(page.contains("Turned into a yes by: Reject unknown types"), "{page}");
}

#[test]
fn the_arc_is_drawn_with_words_and_a_table_beside_it() {
    let page = &full()["coes/one.html"];
    assert!(page.contains("<desc>Origin 2 January 2024 09:00; Impact begins 09:38:18; Detected 09:45;"));
    assert_eq!(page.matches("class=\"coe-arc__label\"").count(), 5, "one label a moment");
    assert!(page.contains("<th scope=\"row\">Impact begins</th>"));
}

#[test]
fn no_arc_is_drawn_when_fewer_than_two_times_are_known() {
    let page = page_of("# It broke\n\n## Timeline\n\n- 2024-01-02 10:00 something odd\n");
    assert!(!page.contains("coe-arc"), "{page}");
    assert!(!page.contains("coe-questions"), "{page}");
}

#[test]
fn a_timeline_shows_moments_markers_and_silence() {
    let page = &full()["coes/one.html"];
    assert!(page.contains("<time datetime=\"2024-01-02T09:38:18+00:00\">09:38:18</time>"));
    assert!(page.contains("coe-moment--hypothesis"));
    let text = words(page);
    assert!(text.contains("Times in UTC 2 January 2024 09:00 Origin The release is pushed ."), "{text}");
    assert!(
        text.contains("The network? 1 hour 38 minutes unaccounted for 11:25 Mitigated Patched."),
        "{text}"
    );
}

#[test]
fn the_title_and_moved_takeaways_stand_on_the_page_once() {
    let page = &full()["coes/one.html"];
    assert_eq!(page.matches("<h1").count(), 1);
    let main = page.split_once("<main").unwrap().1;
    assert_eq!(main.matches("Accepted and done were the same word.").count(), 1);
    assert_eq!(
        words(page).matches("Uploads were accepted but never transformed").count(),
        2,
        "heading and colophon"
    );
}

#[test]
fn actions_of_the_front_matter_stand_in_a_table_with_their_state() {
    let page = words(&full()["coes/one.html"]);
    assert!(page.contains("Reject unknown types Ingest 9 November 2026 12 days overdue OPS-1"), "{page}");
}

#[test]
fn relations_are_told_from_both_ends_and_citations_with_their_sentence() {
    let pages = full();
    let one = words(&pages["coes/one.html"]);
    assert!(one.contains("Happened again as The second 2 January 2025"), "{one}");
    assert!(
        one.contains(
            "Cited by The second 2 January 2025 It is the pattern of [this incident] again. What happened"
        ),
        "{one}"
    );
    assert!(words(&pages["coes/two.html"]).contains("Happened before as Uploads were accepted"));
}

#[test]
fn every_link_leads_to_a_page_and_every_fragment_to_a_part_of_it() {
    let knowledge = read(Path::new(env!("CARGO_MANIFEST_DIR")));
    let theme = Theme::load(None).unwrap();
    let insight = coebook::analyse::run(&knowledge);
    let output = coebook::site(&knowledge, &insight, &theme, &OPTIONS).unwrap();
    assert!(output.len() > 100, "the example is read");
    let faults = links::faults(&output);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Words of a document that its page must show: not those of dates, markers and references, which it says its own way.
fn wanted_words(coe: &coebook::model::Coe) -> std::collections::BTreeSet<String> {
    use pulldown_cmark::{Event, Options, Parser, Tag};
    let text = coe.text[coe.body_start..].replace("[[", " [").replace("]]", "] ");
    // Markers are shown in words of our own.
    let text = coebook::model::Marker::WORDS
        .iter()
        .fold(text, |text, (word, _)| text.replace(&format!("[{word}]"), ""));
    let mut wanted = std::collections::BTreeSet::new();
    let mut images = 0;
    for event in
        Parser::new_ext(&text, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_TASKLISTS)
    {
        match event {
            Event::Start(Tag::Image { .. }) => images += 1,
            Event::End(pulldown_cmark::TagEnd::Image) => images -= 1,
            Event::Text(words) | Event::Code(words) if images == 0 => {
                let pieces = words.split(|c: char| !c.is_alphanumeric());
                wanted.extend(
                    pieces
                        .filter(|word| {
                            word.chars().count() > 3 && !word.contains(char::is_numeric) && *word != "around"
                        })
                        .map(str::to_owned),
                );
            }
            _ => {}
        }
    }
    wanted
}

/// Folders of reports: the fixtures, and the real ones where they are at hand.
fn folders_of_reports() -> Vec<std::path::PathBuf> {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let real = home.join("../shared/corpora");
    if !real.is_dir() {
        eprintln!("skipped: there is no ../shared/corpora, so only the fixtures are read");
    }
    [home.join("tests/fixtures/reports"), real]
        .iter()
        .filter_map(|folder| std::fs::read_dir(folder).ok())
        .flatten()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect()
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

#[test]
fn no_word_of_any_report_is_lost() {
    let mut lost = Vec::new();
    for folder in folders_of_reports() {
        let knowledge = read(&folder);
        let folder = folder.display();
        let pages = pages(&knowledge);
        for coe in &knowledge.coes {
            let page = words(&pages[&format!("coes/{}.html", coe.id)]);
            // The name of a file may begin a title with a capital; the month of an entry without a time is cut.
            let page = page.to_lowercase();
            let shown = |word: &str| {
                let month = MONTHS.contains(&word).then(|| word[..3].to_lowercase());
                page.contains(&word.to_lowercase()) || month.is_some_and(|month| page.contains(&month))
            };
            let missing: Vec<String> = wanted_words(coe).into_iter().filter(|word| !shown(word)).collect();
            if !missing.is_empty() {
                lost.push(format!("{folder}{}: {missing:?}", coe.path));
            }
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

#[test]
fn no_page_holds_inline_style_or_script() {
    let knowledge = read(Path::new(env!("CARGO_MANIFEST_DIR")));
    for (path, page) in pages(&knowledge) {
        assert!(
            page.contains(
                "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'"
            ),
            "{path}"
        );
        for tag in links::tags(&page) {
            let name = tag.split_whitespace().next().unwrap_or_default();
            let handler = tag.split_whitespace().any(|part| part.starts_with("on") && part.contains('='));
            assert!(!tag.contains(" style=") && !handler, "{path}: <{tag}>");
            assert!(name != "style" && (name != "script" || tag.contains(" src=")), "{path}: <{tag}>");
        }
    }
}

#[test]
fn hostile_words_are_text_everywhere() {
    let title = "\"Quotes\" & <script>alert(1)</script> 🔥 שלום";
    let text = format!(
        "---\ntitle: '{title}'\nservices: ['<b>x</b>']\ncauses: [\"a\\\"b\"]\nteam: '\"><img src=x onerror=alert(1)>'\n---\n## Summary\n\nText.\n"
    );
    let pages = site(&[("content/coes/2024-01-02-one.md", &text), ("content/coes/2025-01-02-two.md", &text)]);
    for (path, page) in &pages {
        assert!(
            !page.contains("<script>") && !page.contains("<b>x") && !page.contains("<img src=x"),
            "{path}: {page}"
        );
    }
    let page = &pages["coes/one.html"];
    assert!(page.contains("<title>&quot;Quotes&quot; &amp; &lt;script&gt;"), "{page}");
    assert!(words(page).contains(title), "{}", words(page));
}

#[test]
fn nested_pages_lead_up_and_root_pages_do_not() {
    let pages = full();
    assert!(pages["coes/one.html"].contains("href=\"../index.html\""));
    assert!(pages["coes/one.html"].contains("href=\"../services/transformer.html\""));
    assert!(pages["browse.html"].contains("href=\"coes/one.html\""));
    for (path, page) in &pages {
        let absolute = links::read(page).links.into_iter().find(|link| link.starts_with('/'));
        assert_eq!(absolute, None, "{path}");
    }
}

#[test]
fn an_old_name_leads_to_the_new_page_without_script() {
    let page = &full()["coes/old-name.html"];
    assert!(page.contains("<meta http-equiv=\"refresh\" content=\"0; url=one.html\">"), "{page}");
    assert!(page.contains("<link rel=\"canonical\" href=\"one.html\">"), "{page}");
}

#[test]
fn the_page_for_what_is_not_found_works_at_any_depth_where_the_site_has_an_address() {
    let relative = &full()["404.html"];
    assert!(relative.contains("href=\"index.html\""));
    let pages = site(&[
        ("coebook.toml", "base-url = \"https://example.org/coes/\"\n"),
        ("content/coes/2024-01-02-one.md", FULL),
    ]);
    let links = links::read(&pages["404.html"]).links;
    let outside = links.iter().find(|link| !link.starts_with("/coes/") && !link.starts_with('#'));
    assert_eq!(outside, None);
    assert!(
        pages["coes/one.html"]
            .contains("<link rel=\"canonical\" href=\"https://example.org/coes/coes/one.html\">")
    );
}

#[test]
fn nothing_of_an_authored_timeline_is_lost() {
    let forms = [
        "- 2024-01-02 10:00 alpha **bravo** [charlie](https://example.org/x)\n- no time delta\n- 10:20 echo\n  - nested foxtrot\n",
        "| Time (UTC) | Event | Who |\n|---|---|---|\n| 10:00 | alpha | bravo |\n| | charlie | |\n| 10:20 | delta | echo |\n",
        "| Time (UTC) | Event |\n|---|---|\n| 10:00 | alpha |\n| 10:20 | bravo `charlie` |\n",
        "### 10:00 alpha\n\nbravo charlie\n\n> delta\n\n### 10:20\n\n- echo\n- foxtrot\n\n### Afterwards\n\ngolf\n",
        "10:00 alpha\n10:20 bravo\n\ncharlie delta\n\n10:40 echo\n",
        "1. 10:00 - alpha\n\n   ```\n   bravo\n   ```\n2. 10:20–10:30 charlie\n\ndelta\n\n3. ~10:40 echo\n",
        "**10:00** alpha\n\n**10:20** bravo charlie\n",
        "before alpha\n\n- 10:00 bravo\n\nbetween charlie\n\n- 11:00 delta\n\nafter echo\n",
    ];
    let wanted = [
        "alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "nested", "no time", "before",
        "between", "after",
    ];
    for form in forms {
        let page = words(&page_of(&format!(
            "# It broke\n\n2024-01-02\n\n## Timeline\n\n{form}\n## Impact\n\nhotel\n"
        )));
        for word in wanted.iter().filter(|word| form.contains(**word)) {
            assert!(page.contains(word), "{word:?} of {form:?} is not in {page}");
        }
        let timeline = page.split_once("Timeline").unwrap().1;
        let once = timeline.split_once("hotel").map_or(timeline, |(before, _)| before);
        for word in ["alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf"] {
            assert_eq!(once.matches(word).count(), form.matches(word).count(), "{word} of {form:?}: {once}");
        }
    }
}

#[test]
fn a_table_that_says_more_than_times_and_events_stays_a_table() {
    let table = "| Time (UTC) | Who | Event |\n|---|---|---|\n| 10:00 | Alice's team | alpha |\n| 10:20 | Bob's team | bravo |\n| 10:40 | x | charlie |\n";
    let page = page_of(&format!("# It broke\n\n## Timeline\n\n{table}"));
    let text = words(&page);
    assert!(text.contains("Alice's team") && text.contains("Bob's team"), "{text}");
}

#[test]
fn only_pages_that_exist_are_in_the_navigation() {
    let pages = site(&[("2024-01-02-one.md", "# It broke\n\nBadly.\n")]);
    let home = &pages["index.html"];
    let navigation = home.split_once("<nav").unwrap().1.split_once("</nav>").unwrap().0;
    assert!(navigation.contains("browse.html"));
    for absent in
        ["causes.html", "services.html", "lessons.html", "paths.html", "actions.html", "practice.html"]
    {
        assert!(!navigation.contains(absent) && !pages.contains_key(absent), "{absent}");
    }
}

#[test]
fn open_actions_are_listed_overdue_first_and_the_unknown_is_named() {
    let text = "# It broke\n\n## Action items\n\n- Buy a cable\n- [ ] Write it down by 2024-05-31\n";
    let pages = site(&[("content/coes/2024-01-02-one.md", FULL), ("content/coes/2023-01-02-two.md", text)]);
    let page = words(&pages["actions.html"]);
    let (overdue, unknown) = (page.find("Reject unknown types").unwrap(), page.find("Buy a cable").unwrap());
    assert!(overdue < unknown, "{page}");
    assert!(page.contains("do not say whether"), "{page}");
}

#[test]
fn long_lists_of_actions_go_on_on_further_pages() {
    let actions: String = (0..401).map(|number| format!("- [ ] Do thing {number}\n")).collect();
    let pages =
        site(&[("content/coes/2024-01-02-one.md", &format!("# It broke\n\n## Action items\n\n{actions}"))]);
    assert!(pages["actions.html"].contains("actions-2.html"));
    assert_eq!(pages["actions-2.html"].matches("<tr>").count(), 2, "a header and the last one");
    assert!(!pages.contains_key("actions-3.html"));
}

#[test]
fn a_year_too_large_for_the_index_has_a_page_of_its_own() {
    let files: Vec<(String, String)> = (0..201)
        .map(|number| {
            (format!("content/coes/2024-01-02-n{number}.md"), format!("# Incident {number}\n\nText.\n"))
        })
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let pages = site(&files);
    assert!(!pages["browse.html"].contains("coe-row__title"));
    assert!(pages["browse.html"].contains("href=\"years/2024.html\""));
    assert!(pages["years/2024.html"].contains("Incident 7"));
}

#[test]
fn the_markdown_of_a_coe_is_part_of_the_site_as_it_was_written() {
    let knowledge = knowledge(&[("content/coes/2024-01-02-one.md", FULL)]);
    let theme = Theme::load(None).unwrap();
    let insight = coebook::analyse::run(&knowledge);
    let output = render::site(&knowledge, &insight, &theme, &OPTIONS).unwrap();
    assert_eq!(output.get(&SitePath::new("coes/one.md").unwrap()).unwrap().unwrap(), FULL.as_bytes());
}

#[test]
fn a_page_speaks_the_language_of_its_document() {
    let page = page_of(
        "# 障害報告\n\n## サマリー\n\n2024年1月2日にサービスが停止しました。原因は証明書の期限切れです。\n",
    );
    assert!(page.contains("<html lang=\"ja\">"), "{page}");
    assert!(page.contains("<header class=\"coe-header\" lang=\"en\">"));
}
