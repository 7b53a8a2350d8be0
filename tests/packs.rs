//! Packs for meetings: what stands in them, and that their numbers are those of the data.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use jiff::civil::Date;
use regex::Regex;
use serde_json::Value;

use crate::support::Sandbox;
use crate::support::sites::{Site, sample_site};

const TODAY: &str = "2024-06-30";

fn coe(title: &str, date: &str, more: &str) -> String {
    format!(
        "---\ntitle: {title}\ndate: {date}\nstatus: published\ncauses: [retry-storm]\n{more}---\n\n## Takeaways\n\n- {title} taught us something.\n"
    )
}

fn site() -> Site {
    let sandbox = Sandbox::new();
    let write = |name: &str, text: String| sandbox.write(&format!("content/coes/{name}.md"), text);
    write(
        "week",
        coe(
            "This week",
            "2024-06-27",
            "services: [basket]\ntrigger: near-miss\nactions:\n  - {id: a1, title: Seen to work, status: verified, done-on: 2024-06-28}\n",
        ),
    );
    write(
        "month",
        coe(
            "This month",
            "2024-06-05",
            "services: [orders]\nactions:\n  - {id: m1, title: Medium and soon, horizon: medium, status: open, due: 2024-07-10}\n  - {id: m2, title: Medium and far, horizon: medium, status: open, due: 2024-12-10}\n",
        ),
    );
    write(
        "quarter",
        coe(
            "This quarter",
            "2024-04-20",
            "actions:\n  - {id: l1, title: Rebuild the core, horizon: long, status: open, due: 2025-04-10, sponsor: head of platform}\n  - {id: l2, title: Train everyone, horizon: long, status: open, due: 2025-04-10}\n",
        ),
    );
    write("shelf", coe("A week like this, years ago", "2021-06-29", ""));
    let said = sandbox.run(&["build", "--today", TODAY, "--threads", "1"]);
    assert_eq!(said.status, Some(0), "{said}");
    let files = crate::support::links::files(&sandbox.path("site"));
    Site { corpus: crate::support::Corpus { name: "packs".to_owned(), folder: sandbox.path("") }, files }
}

/// The text of one block of a pack.
fn block(site: &Site, pack: &str, anchor: &str) -> String {
    let html = site.text(&format!("packs/{pack}.html"));
    let from = html.find(&format!("aria-labelledby=\"{anchor}\"")).unwrap();
    let rest = &html[from..];
    let end = rest.find("class=\"coe-pack__block\"").or_else(|| rest.find("</main>")).unwrap();
    let tags = Regex::new(r"<[^>]*>").unwrap();
    Regex::new(r"\s+").unwrap().replace_all(&tags.replace_all(&rest[..end], " "), " ").into_owned()
}

#[test]
fn a_week_is_told_with_one_from_the_shelf() {
    let site = site();
    let celebrate = block(&site, "weekly", "celebrate");
    assert!(celebrate.contains("One action done, 1 of these verified."), "{celebrate}");
    assert!(celebrate.contains("Seen to work") && celebrate.contains("Near miss"), "{celebrate}");
    let review = block(&site, "weekly", "review");
    assert!(review.contains("This week taught us something."), "{review}");
    assert!(review.contains("From the shelf") && review.contains("A week like this, years ago"), "{review}");
    assert!(!review.contains("This month"), "{review}");
}

#[test]
fn medium_actions_are_for_the_week_and_long_ones_for_month_and_quarter_with_who_pays() {
    let site = site();
    let week = block(&site, "weekly", "decide");
    assert!(week.contains("Medium and soon") && !week.contains("Medium and far"), "{week}");
    assert!(!week.contains("Rebuild the core"), "{week}");
    for pack in ["monthly", "quarterly"] {
        let decide = block(&site, pack, "decide");
        assert!(decide.contains("Two long-term actions are open; without a sponsor: 1."), "{decide}");
        assert!(
            decide.contains("paid by head of platform") && decide.contains("nobody pays for it yet"),
            "{decide}"
        );
        assert!(!decide.contains("Medium and soon"), "{decide}");
        assert!(decide.contains("Retry storm"), "a cause in two services is for all: {decide}");
    }
}

#[test]
fn the_numbers_of_a_pack_are_counted_again_from_the_data() {
    let sample = sample_site();
    let own = site();
    for site in [sample, &own] {
        let actions = site.json("data/actions.json");
        let today: Date = actions["today"].as_str().unwrap().parse().unwrap();
        let within = |day: &Value, days: i32| {
            let day = day.as_str().and_then(|day| day.parse::<Date>().ok());
            day.is_some_and(|day| (0..days).contains(&(today - day).get_days()))
        };
        for (pack, days) in [("weekly", 7), ("monthly", 30), ("quarterly", 91)] {
            let text = block(site, pack, "how-it-goes");
            let incidents = |days| site.coes().iter().filter(|coe| within(&coe["date"], days)).count();
            let rows = actions["actions"].as_array().unwrap();
            let promised = |days| rows.iter().filter(|it| within(&it["opened"], days)).count();
            let is_done = |it: &&Value| ["done", "verified"].contains(&it["standing"].as_str().unwrap());
            let closed = |days| rows.iter().filter(is_done).filter(|it| within(&it["done_on"], days)).count();
            for told in [
                format!("Incidents {} {} ", incidents(days), incidents(365)),
                format!("Actions promised {} {} ", promised(days), promised(365)),
                format!("Actions done {} {} ", closed(days), closed(365)),
            ] {
                assert!(text.contains(&told), "{}: {pack} does not say `{told}`: {text}", site.corpus.name);
            }
        }
    }
}

#[test]
fn nothing_is_packed_where_nothing_was_promised() {
    let site = Site::with(&[("a.md", "# One\n\nIt was slow.\n"), ("b.md", "# Two\n\nSlow, too.\n")]);
    assert!(!site.files.keys().any(|path| path.starts_with("packs/")));
}
