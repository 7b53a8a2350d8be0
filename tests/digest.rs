//! What a period brought, in a terminal, as Markdown and as mail.

use crate::support::{Said, Sandbox};

const NEW: &str = "---
id: queue-full
title: The *queue* <filled> & nobody saw
date: 2024-05-28
services: [queue]
actions:
  - {id: a1, title: Alarm on depth, owner: ingest, due: 2024-05-30, status: open}
  - {id: a2, title: Write the runbook, owner: ingest, status: verified, done-on: 2024-05-29}
  - {id: a3, title: Long ago done, owner: ingest, status: done, done-on: 2023-05-29}
---
## Summary

It filled.

## Takeaways

- A queue without an alarm is a promise.
- Depth is not age.
";

const OLD: &str = "---
id: mail-late
title: Mail was late
date: 2021-06-02
actions:
  - {id: b1, title: Buy a second server, due: 2021-07-01, status: open}
---
## Summary

Mail came nine hours late, and nobody noticed until a customer called to ask.
";

const AGAIN: &str = "---
id: queue-again
title: The queue filled again
date: 2024-05-30
related:
  - recurrence-of: queue-full
---
## Summary

It filled again.
";

fn folder() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("content/coes/new.md", NEW);
    sandbox.write("content/coes/old.md", OLD);
    sandbox
}

fn digest(sandbox: &Sandbox, arguments: &[&str]) -> Said {
    let mut all = vec!["digest", "content", "--today", "2024-06-01"];
    all.extend(arguments);
    sandbox.run(&all)
}

#[test]
fn tells_what_is_new_with_what_it_taught_what_is_overdue_what_was_done_and_one_of_long_ago() {
    let said = digest(&folder(), &["--format", "md"]);
    let expected = r"# Content

25 May 2024 to 1 June 2024. 1 new incident, 1 action done.

## New

- [The \*queue\* \<filled\> \& nobody saw](coes/queue-full.html): Happened on 28 May 2024.
  - A queue without an alarm is a promise.
  - Depth is not age.

## Overdue (2)

- [Buy a second server](coes/mail-late.html#action-b1): 1066 days overdue, no owner; promised after: Mail was late.
- [Alarm on depth](coes/queue-full.html#action-a1): 2 days overdue, ingest; promised after: The \*queue\* \<filled\> \& nobody saw.

## Done

- [Write the runbook](coes/queue-full.html#action-a2): Done and seen to work on 29 May 2024, ingest; promised after: The \*queue\* \<filled\> \& nobody saw.

## This week, three years ago

- [Mail was late](coes/mail-late.html): Happened on 2 June 2021.
  - Mail came nine hours late, and nobody noticed until a customer called to ask.
";
    assert_eq!((said.status, said.stdout.as_str()), (Some(0), expected), "{said}");
    assert_eq!(digest(&folder(), &["--format", "md"]).stdout, said.stdout);
}

#[test]
fn mail_is_one_file_with_styles_inside_and_links_that_lead_somewhere() {
    let said = digest(&folder(), &["--format", "html", "--base-url", "https://coe.example.com/reviews/"]);
    said.assert(0, &[r#"href="https://coe.example.com/reviews/coes/queue-full.html#action-a1""#]);
    let html = &said.stdout;
    assert!(html.contains("The *queue* &lt;filled&gt; &amp; nobody saw"), "{html}");
    for banned in ["<img", "<script", "<link", "<table", "<style", "url(", "<filled>"] {
        assert!(!html.contains(banned), "{banned}: {html}");
    }
    let hrefs: Vec<&str> =
        html.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert!(
        hrefs.len() >= 4
            && hrefs.iter().all(|href| href.starts_with("https://coe.example.com/reviews/coes/"))
    );
    let text = digest(&folder(), &["--base-url", "https://coe.example.com"]);
    text.assert(0, &["https://coe.example.com/coes/queue-full.html", "Depth is not age.", "2 days overdue"]);
}

#[test]
fn says_that_it_was_not_the_first_time() {
    let sandbox = folder();
    sandbox.write("content/coes/again.md", AGAIN);
    let said = digest(&sandbox, &["--format", "md"]);
    said.assert(
        0,
        &["## It happened again", "The second time: ", "The time before: The \\*queue\\*", "28 May 2024"],
    );
}

#[test]
fn a_document_is_new_on_the_day_it_was_written_where_git_knows_it() {
    let sandbox = folder();
    sandbox.git(&["init", "--quiet"]);
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "--quiet", "-m", "one", "--date", "2024-05-31T10:00:00Z"]);
    let said = digest(&sandbox, &["--format", "md"]);
    said.assert(0, &["2 new incidents", "Happened on 2 June 2021, written on 31 May 2024."]);
    let before = digest(&sandbox, &["--format", "md", "--until", "2024-05-30"]);
    before.assert(0, &["no new incident, 1 action done."]);
}

#[test]
fn a_folder_of_old_reports_that_came_into_git_at_once_is_no_news() {
    let sandbox = Sandbox::new();
    for number in 1..=9 {
        let text = format!("# Outage {number}\n\nDate: 2021-06-0{number}\n\nIt was slow.\n");
        sandbox.write(&format!("2021-06-0{number}-outage.md"), text);
    }
    sandbox.write("2024-05-30-new.md", "# A new one\n\nDate: 2024-05-30\n\nIt was slow.\n");
    sandbox.git(&["init", "--quiet"]);
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "--quiet", "-m", "one", "--date", "2024-05-31T10:00:00Z"]);
    let said =
        sandbox.run(&["digest", "--since", "2024-05-25", "--until", "2024-06-01", "--today", "2024-06-01"]);
    said.assert(0, &["1 new incident", "A new one", "Happened on 30 May 2024."]);
    let built = sandbox.run(&["build", "--today", "2024-06-01"]);
    built.assert(0, &[]);
    let feed = sandbox.read("site/feed.xml");
    assert_eq!(feed.matches("2024-05-31").count(), 0, "{feed}");
    assert!(feed.contains("<published>2021-06-09T00:00:00Z</published>"), "{feed}");
}

#[test]
fn nothing_new_is_said_and_is_no_error() {
    let said = digest(&folder(), &["--since", "2024-06-01", "--until", "2024-06-01"]);
    said.assert(0, &["Nothing new in this time."]);
}

#[test]
fn a_period_that_cannot_be_is_refused() {
    let sandbox = folder();
    digest(&sandbox, &["--since", "2024-07-01"]).assert(2, &["it is in the future", "--since"]);
    digest(&sandbox, &["--since", "2024-05-20", "--until", "2024-05-10"])
        .assert(2, &["before it begins", "--until"]);
    digest(&sandbox, &["--since", "yesterday"])
        .assert(2, &["write a day as 2024-03-05, or how long: 7d, 2w"]);
    sandbox.write("empty/notes.txt", "x");
    sandbox.run(&["digest", "empty"]).assert(2, &["there is nothing to tell of in empty"]);
}

#[test]
fn restricted_documents_are_in_no_digest_and_words_of_strangers_cannot_move_the_cursor() {
    let sandbox = folder();
    sandbox.write(
        "content/coes/hush.md",
        "---\nid: hush\ntitle: Hush\ndate: 2024-05-29\naudience: security\naudience-reason: legal\n---\n## Summary\n\nText.\n",
    );
    sandbox.write(
        "content/coes/bell.md",
        "---\nid: bell\ntitle: \"Bell \\u001b[2J rang\"\ndate: 2024-05-29\n---\n## Summary\n\nText.\n",
    );
    for format in ["text", "md", "html"] {
        let said = digest(&sandbox, &["--format", format]);
        assert!(!said.stdout.contains("Hush") && said.stdout.contains("rang"), "{said}");
        assert!(!said.stdout.contains('\u{1b}'), "{format}: {said}");
    }
}
