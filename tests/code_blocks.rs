//! Blocks of code, logs and shell sessions, as readers see them.
#![allow(clippy::disallowed_methods, reason = "tests prepare and inspect folders by hand")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::support::sites::{Site, all_sites};

/// The page of a COE whose summary holds some Markdown.
fn page_with(markdown: &str) -> String {
    let text = format!("# A\n\n## Summary\n\nWords.\n\n{markdown}\n");
    Site::with(&[("2024-03-05-a.md", text.as_str())]).text("coes/a.html").to_owned()
}

/// The markup of each block of a page with some Markdown.
fn blocks(markdown: &str) -> Vec<String> {
    let page = page_with(markdown);
    let block = |rest: &str| rest[..rest.find("</div>").unwrap()].to_owned();
    page.split("<div class=\"coe-code").skip(1).map(block).collect()
}

/// The same for blocks given by the word behind the fence and their text.
fn all_fenced(written: &[(&str, &str)]) -> Vec<String> {
    let fenced = |(word, text): &(&str, &str)| format!("```{word}\n{text}\n```\n");
    let shown = blocks(&written.iter().map(fenced).collect::<Vec<_>>().join("\n"));
    assert_eq!(shown.len(), written.len());
    shown
}

fn fenced(word: &str, text: &str) -> String {
    all_fenced(&[(word, text)]).remove(0)
}

#[track_caller]
fn assert_marks(html: &str, marks: &[(&str, &str)]) {
    for (class, words) in marks {
        let mark = format!("<span class=\"{class}\">{words}</span>");
        assert!(html.contains(&mark), "no {mark} in\n{html}");
    }
}

fn has_marks(html: &str) -> bool {
    html.replace("<span class=\"coe-code__name\"", "").contains("<span class=")
}

// ---- languages

#[test]
fn a_language_is_named_and_its_words_are_marked() {
    let html = fenced("yml", "# why\nreplicas: 3");
    assert!(html.contains(">YAML</span>"), "{html}");
    assert_marks(&html, &[("c", "# why"), ("p", "replicas"), ("n", "3")]);
    assert_marks(
        &fenced("golang", "func main() { return nil }"),
        &[("f", "main"), ("k", "return"), ("n", "nil")],
    );
    assert_marks(&fenced("json", "{\"key\": \"value\"}"), &[("p", "\"key\""), ("s", "\"value\"")]);
    assert_marks(&fenced("ts", "const a: string = 'b'"), &[("k", "const"), ("s", "'b'")]);
}

#[test]
fn every_usual_word_for_a_language_is_known() {
    let words = ["sh", "shell", "bash", "yml", "js", "py", "docker", "hcl", "tf", "proto", "toml", "k8s"];
    for (word, html) in words.iter().zip(all_fenced(&words.map(|word| (word, "x")))) {
        assert!(html.contains("coe-code__name"), "{word}: {html}");
        assert!(!html.contains(&format!(">{word}</span>")), "{word} has no name of its own");
    }
}

#[test]
fn every_language_has_a_grammar_that_marks_something() {
    let words = [
        "sh",
        "c",
        "cpp",
        "clojure",
        "cmake",
        "cs",
        "css",
        "dart",
        "docker",
        "ex",
        "erl",
        "go",
        "graphql",
        "groovy",
        "hs",
        "tf",
        "html",
        "ini",
        "java",
        "js",
        "json",
        "kt",
        "lua",
        "make",
        "nginx",
        "objc",
        "ml",
        "perl",
        "php",
        "properties",
        "proto",
        "py",
        "r",
        "rb",
        "rust",
        "scala",
        "sql",
        "swift",
        "toml",
        "tsx",
        "ts",
        "vue",
        "xml",
        "yaml",
    ];
    let text =
        "# a\n// b\n-- c\n; d\n% e\n/* f */\nkey = \"value\"\nif (x) { return 1; }\n<a b=\"c\">d</a>\n";
    let page = page_with(&words.map(|word| format!("```{word}\n{text}```\n")).join("\n"));
    let blocks: Vec<&str> = page.split("<code class=\"language-").skip(1).collect();
    let plain = |block: &&&str| !block[..block.find("</code>").unwrap()].contains("<span");
    let plain: Vec<&str> = blocks.iter().filter(plain).map(|block| &block[..12]).collect();
    assert_eq!((blocks.len(), plain), (words.len(), Vec::new()));
}

#[test]
fn an_unknown_language_is_named_as_its_author_did_and_stays_plain() {
    let html = fenced("promql", "sum(rate(x[5m])) # \"a\"");
    assert!(html.contains(">promql</span>"), "{html}");
    assert!(!has_marks(&html), "{html}");
}

#[test]
fn words_that_are_in_no_language_stay_plain_and_have_no_name() {
    let html = fenced("", "Found built image, launching...\nLaunching server...");
    assert!(!html.contains("<span"), "{html}");
    assert!(!fenced("text", "if true { return }").contains("<span"));
}

#[test]
fn a_diagram_says_that_it_is_shown_as_its_source() {
    let html = fenced("mermaid", "graph TD\n  A --> B");
    assert!(html.contains(">A diagram, shown as its source</span>"), "{html}");
    assert!(html.contains("graph TD\n  A --&gt; B"), "{html}");
}

// ---- logs

#[test]
fn a_log_shows_how_grave_its_lines_are() {
    let html = fenced("", "2017-09-29 00:46:54,810 WARNING Retrying\n2017-09-29 00:47:02,101 ERROR Gave up");
    assert_marks(
        &html,
        &[
            ("h", "2017-09-29 00:46:54,810"),
            ("w", "WARNING"),
            ("h", "2017-09-29 00:47:02,101"),
            ("e", "ERROR"),
        ],
    );
    assert!(!html.contains("coe-code__name"), "nobody said that it is a log: {html}");
}

#[test]
fn logs_of_many_makes_are_known() {
    let known: [(&str, &[(&str, &str)]); 9] = [
        ("E0220 10:59:57.797466       1 ssh.go:200] Failed to getAddresses", &[("e", "E")]),
        (
            "[W 2017-09-28 16:20:51.785 JupyterHub base:350] Failed login",
            &[("w", "W"), ("h", "2017-09-28 16:20:51.785")],
        ),
        ("[E 180220 15:32:35 launcher:93] Error creating user", &[("e", "E"), ("h", "180220 15:32:35")]),
        ("Oct 10 20:55:30 pool docker[1237]: level=error msg=x", &[("h", "Oct 10 20:55:30"), ("e", "error")]),
        (
            "1.1.1.1 - - [29/Jun/2022:03:28:53 +0000] \"GET /.env\" 200",
            &[("h", "29/Jun/2022:03:28:53 +0000")],
        ),
        (
            "{\"timestamp\":\"2025-09-29T16:54:16.154136Z\",\"level\":\"ERROR\"}",
            &[("h", "2025-09-29T16:54:16.154136Z"), ("e", "ERROR")],
        ),
        ("[Warning][release][Failed] Error: failed to start", &[("w", "Warning")]),
        (
            "java.lang.NullPointerException\n        at com.a.B.c(B.java:83)",
            &[("x", "java.lang.NullPointerException")],
        ),
        (
            "Traceback (most recent call last):\n  File \"a.py\", line 1\ndjango.db.utils.OperationalError: too many",
            &[("x", "django.db.utils.OperationalError")],
        ),
    ];
    let written = known.map(|(line, _)| ("text", line));
    for ((_, marks), html) in known.iter().zip(all_fenced(&written)) {
        assert_marks(&html, marks);
    }
}

#[test]
fn what_only_mentions_a_time_or_an_error_is_no_log() {
    let texts = [
        "-rw-r--r-- 1 jenkins jenkins  4200464 May 29 22:37 plugins/jacoco.jpi",
        "post-mortem/\n├── 2022-06/\n│   └── incident.md\n├── template.md\n└── README.md",
        "(defun calculate (parent)\n  (if (size parent)\n    ERROR))",
    ];
    for html in all_fenced(&texts.map(|text| ("", text))) {
        assert!(!has_marks(&html), "{html}");
    }
}

// ---- sessions and differences

#[test]
fn a_prompt_is_told_from_what_was_typed_and_what_came_back() {
    let html = fenced("console", "$ kubectl get pods \\\n  --all\nNAME  READY");
    assert!(html.contains(">Terminal</span>"), "{html}");
    assert_marks(&html, &[("u", "$ "), ("m", "kubectl get pods \\\n  --all"), ("o", "NAME  READY")]);
    assert_marks(
        &fenced("", "datahub@k8s-pool2-9:~$ ps aux\n520"),
        &[("u", "datahub@k8s-pool2-9:~$ "), ("m", "ps aux")],
    );
    assert_marks(&fenced("bash", "$ ls"), &[("u", "$ "), ("m", "ls")]);
}

#[test]
fn the_lines_of_a_difference_keep_their_signs() {
    let html = fenced("diff", "@@ -1 +1 @@\n-old\n+new\n same");
    assert_marks(&html, &[("g", "@@ -1 +1 @@"), ("r", "-old"), ("a", "+new")]);
    assert_marks(&fenced("", "diff --git a/x b/x\n+++ b/x\n+new"), &[("a", "+new")]);
}

// ---- size

#[test]
fn a_large_block_and_one_with_a_long_line_stay_plain() {
    assert!(has_marks(&fenced("rust", "let a = 1;")));
    assert!(!has_marks(&fenced("rust", &"let a = 1;\n".repeat(7_000))));
    assert!(!has_marks(&fenced("rust", &"let a = 1; ".repeat(500))));
}

#[test]
fn a_long_block_says_that_it_is_long_and_holds_every_line() {
    let lines = |count: usize| (1..=count).map(|line| format!("line {line}\n")).collect::<String>();
    assert!(!fenced("", &lines(30)).contains("coe-code--long"));
    let html = fenced("", &lines(120));
    assert!(html.starts_with(" coe-code--long\""), "{html}");
    assert!(html.contains("line 120"));
}

// ---- wherever a block stands

#[test]
fn blocks_in_the_entries_of_a_timeline_are_marked_too() {
    let page = page_with(
        "## Timeline (UTC)\n\n- 09:00 It says:\n\n  ```\n  2024-03-05 09:00:01 ERROR no space left\n  ```\n\n- 09:20 Fixed.\n",
    );
    let entry = page.find("coe-moment__text").expect("a timeline");
    assert_marks(&page[entry..], &[("h", "2024-03-05 09:00:01"), ("e", "ERROR")]);
}

#[test]
fn a_page_with_the_authors_own_html_keeps_its_marks() {
    let page = page_with("<b>bold</b>\n\n```yaml\na: 1\n```");
    assert!(page.contains("<div class=\"coe-code\" data-code=\"\">"), "{page}");
    assert_marks(&page, &[("p", "a"), ("n", "1")]);
}

#[test]
fn authors_cannot_pretend_to_be_a_block() {
    let page = page_with("<div class=\"coe-code\" data-code=\"\"><span class=\"e\">a</span></div>");
    assert!(!page.contains("data-code") && !page.contains("class=\"e\""), "{page}");
}

// ---- nothing is lost

/// Blocks of code of a document, as a parser of its own reads them.
fn blocks_of(markdown: &str) -> Vec<String> {
    let options = dialect();
    let (mut blocks, mut open) = (Vec::new(), None);
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => open = Some(String::new()),
            Event::Text(words) => {
                if let Some(block) = &mut open {
                    block.push_str(&words);
                }
            }
            Event::End(TagEnd::CodeBlock) => blocks.extend(open.take()),
            _ => {}
        }
    }
    blocks
}

fn dialect() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_WIKILINKS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
}

/// The text of every block on a page.
fn shown_blocks(page: &str) -> Vec<String> {
    page.split("<pre tabindex=\"0\"><code")
        .skip(1)
        .map(|rest| {
            let inner = &rest[rest.find('>').unwrap() + 1..rest.find("</code>").unwrap()];
            let tags = regex::Regex::new("<[^>]*>").unwrap();
            let text = tags.replace_all(inner, "");
            text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&nbsp;", "\u{a0}")
                .replace("&amp;", "&")
        })
        .collect()
}

#[test]
fn every_block_that_is_shown_says_what_its_document_says() {
    let (mut count, mut faults) = (0, Vec::new());
    for Site { corpus, files } in all_sites() {
        for (path, source) in
            files.iter().filter(|(path, _)| path.starts_with("coes/") && path.ends_with(".md"))
        {
            let source = String::from_utf8_lossy(source).replace("\r\n", "\n");
            let known = blocks_of(&source);
            let page = &files[&path.replace(".md", ".html")];
            for shown in shown_blocks(&String::from_utf8_lossy(page)) {
                count += 1;
                let said = known.iter().any(|block| block.contains(shown.trim_end()));
                if !said {
                    faults.push(format!("{}: {path}: {shown}", corpus.name));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} of {count}\n{}", faults.len(), faults.join("\n"));
    assert!(count > 20, "only {count} blocks");
}

#[test]
fn every_character_of_a_block_is_kept() {
    for (word, text) in [
        ("yaml", "a: &anchor \"<b>\"\n\n  - 'x'   \n\t- \u{fc}\u{1f980}\n# end"),
        ("rust", "fn a<'b>(x: &'b str) -> u8 { /* un\nclosed"),
        ("console", "$ a   \n\n  b\\\n> c\n# d"),
        ("log", "  2024-01-01 00:00:00   ERROR   a.b.CError: <x>\n\tat a.b.c\n\n"),
        ("diff", "+a\n\n-b\n+++ c\n@@ d\n  "),
        ("html", "<script>if (a < b && c) {}</script>\n<!-- x"),
        ("python", "def f(x):\n    '''un\n  closed"),
    ] {
        let page = page_with(&format!("```{word}\n{text}\n```"));
        assert_eq!(shown_blocks(&page), [format!("{text}\n")], "{word}");
    }
}
