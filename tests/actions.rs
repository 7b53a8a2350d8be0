//! What was promised: the command, the board, its calendars and tables.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeMap, BTreeSet};

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::support::sites::{Site, all_sites, sample_site};
use crate::support::{Said, Sandbox};

const TODAY: &str = "2024-06-01";

const UPLOADS: &str = "\
---
title: Uploads were accepted but never transformed
date: 2024-03-05
severity: 2
status: published
team: ingest
review: {debrief-on: 2024-03-08}
actions:
  - {id: a1, title: \"Reject what the transformer does not know, and count it\", owner: ingest, due: 2024-04-20, horizon: short, status: open, ticket: OPS-412}
  - {id: a2, title: Alarm on table updates, owner: Observability, due: 2024-06-10, horizon: medium, status: open}
  - {id: a3, title: Write the runbook, owner: ingest, status: verified, done-on: 2024-05-20}
  - {id: a4, title: \"=cmd|' /C calc'!A0\", status: open}
---
## Summary

Nothing was transformed.
";

const STRANGE: &str = "\
---
title: Nothing here can be right
date: 2024-02-10
status: published
actions:
  - {id: b1, title: Due on a day that is none, owner: ingest, due: 2024-02-31, status: open}
  - {id: b2, title: Done before anything happened, owner: ingest, done-on: 2023-01-01, status: done}
  - {id: b3, title: Done tomorrow, owner: somebody else, done-on: 2024-06-02, status: done}
---
## Summary

It was odd.
";

const OLD: &str = "# Mail was late\n\nDate: 2023-01-04\n\n## Action items\n\n- Add a second queue (@mail)\n- Look at the logs\n";

const TEAMS: &str = "[[team]]\nid = \"ingest\"\ntitle = \"Ingest\"\n\n[[team]]\nid = \"observability\"\ntitle = \"Observability\"\nsynonyms = [\"o11y\"]\n";

fn folder() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("content/coes/uploads.md", UPLOADS);
    sandbox.write("content/coes/strange.md", STRANGE);
    sandbox.write("content/coes/mail.md", OLD);
    sandbox.write("content/vocabulary/teams.toml", TEAMS);
    sandbox
}

fn actions(sandbox: &Sandbox, arguments: &[&str]) -> Said {
    sandbox.run_plain(&[&["actions", "--today", TODAY], arguments].concat())
}

// ---- the command

#[test]
fn lists_what_nobody_has_closed_overdue_first() {
    assert_snapshot!(actions(&folder(), &[]));
}

#[test]
fn narrows_by_owner_standing_and_day() {
    let sandbox = folder();
    let ids = |arguments: &[&str]| -> Vec<String> {
        let said = actions(&sandbox, &[arguments, &["--format", "json"]].concat());
        let told: Value = serde_json::from_str(&said.stdout).unwrap();
        told["actions"].as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids(&["--overdue"]), ["b1", "a1"]);
    assert_eq!(ids(&["--owner", "o11y"]), ["a2"], "a synonym of the vocabulary");
    assert_eq!(ids(&["--owner", "@Ingest", "--open"]), ["b1", "a1"]);
    assert_eq!(ids(&["--due-within", "2w"]), ["b1", "a1", "a2"]);
    assert_eq!(ids(&["--due-within", "1d"]), ["b1", "a1"]);
    assert_eq!(ids(&["--all"]).len(), 9);
}

#[test]
fn says_which_owner_was_meant() {
    let said = actions(&folder(), &["--owner", "ingset"]);
    said.assert(2, &[]);
    assert!(said.stderr.contains("no action has the owner `ingset`"), "{said}");
    assert!(said.stderr.contains("did you mean `ingest`?"), "{said}");
}

#[test]
fn refuses_two_choices_and_a_time_that_is_none() {
    let sandbox = folder();
    let said = actions(&sandbox, &["--open", "--overdue"]);
    assert_eq!(said.status, Some(2), "{said}");
    let said = actions(&sandbox, &["--due-within", "soon"]);
    assert!(said.stderr.contains("write it as 14d or 2w"), "{said}");
}

#[test]
fn a_folder_without_actions_says_so() {
    let sandbox = Sandbox::new();
    sandbox.write("a.md", "# One\n\nIt was slow.\n");
    let said = actions(&sandbox, &[]);
    said.assert(0, &["no COE here promises an action"]);
}

#[test]
fn an_empty_folder_is_an_error() {
    let said = actions(&Sandbox::new(), &[]);
    said.assert(2, &[]);
    assert!(said.stderr.contains("there is nothing to show"), "{said}");
}

#[test]
fn the_spreadsheet_runs_no_formula() {
    let said = actions(&folder(), &["--all", "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(said.stdout.as_bytes());
    let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 9);
    let column = |name: &str| names.iter().position(|it| it == name).unwrap();
    assert!(rows.iter().any(|row| &row[column("action")] == "'=cmd|' /C calc'!A0"));
    for row in &rows {
        for cell in row {
            let runs = cell.starts_with(['=', '+', '-', '@']) && cell.parse::<f64>().is_err();
            assert!(!runs, "{cell}");
        }
    }
}

// ---- calendars

/// A calendar as its lines, unfolded, after everything RFC 5545 asks of them was asked.
fn calendar(text: &str) -> Vec<BTreeMap<String, String>> {
    assert!(text.ends_with("\r\n"), "the last line ends");
    assert!(!text.replace("\r\n", "").contains(['\r', '\n']), "lines end with CRLF");
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "no line is longer than 75 bytes");
    let unfolded = text.replace("\r\n ", "");
    let lines: Vec<&str> = unfolded.trim_end().split("\r\n").collect();
    assert_eq!(lines.first(), Some(&"BEGIN:VCALENDAR"));
    assert_eq!(lines.last(), Some(&"END:VCALENDAR"));
    assert!(lines.contains(&"VERSION:2.0") && lines.iter().any(|line| line.starts_with("PRODID:")));
    let mut events = Vec::new();
    let mut open: Option<BTreeMap<String, String>> = None;
    for line in &lines[1..lines.len() - 1] {
        let (name, value) = line.split_once(':').unwrap_or_else(|| panic!("{line} is no property"));
        let bare = name.split(';').next().unwrap();
        assert!(bare.chars().all(|c| c.is_ascii_uppercase() || c == '-'), "{line}");
        assert!(!value.chars().any(char::is_control), "{line:?}");
        match (*line, &mut open) {
            ("BEGIN:VEVENT", None) => open = Some(BTreeMap::new()),
            ("END:VEVENT", Some(_)) => events.extend(open.take()),
            (_, Some(event)) => {
                assert_eq!(event.insert(name.to_owned(), value.to_owned()), None, "{line} twice")
            }
            (_, None) => assert!(!name.starts_with("BEGIN"), "{line}"),
        }
    }
    assert_eq!(open, None);
    let mut ids = BTreeSet::new();
    for event in &events {
        for required in ["UID", "DTSTAMP", "DTSTART;VALUE=DATE", "SUMMARY"] {
            assert!(event.contains_key(required), "{event:?} has no {required}");
        }
        assert!(ids.insert(event["UID"].clone()), "{event:?}: its id is taken");
        let day = |name: &str| jiff::civil::Date::strptime("%Y%m%d", &event[name]).unwrap();
        assert_eq!(day("DTEND;VALUE=DATE"), day("DTSTART;VALUE=DATE").tomorrow().unwrap());
        let stamp = &event["DTSTAMP"];
        assert!(jiff::civil::DateTime::strptime("%Y%m%dT%H%M%SZ", stamp).is_ok(), "{stamp}");
        for text in ["SUMMARY", "DESCRIPTION"].iter().filter_map(|name| event.get(*name)) {
            let bare = text.replace("\\\\", "").replace("\\,", "").replace("\\;", "").replace("\\n", "");
            assert!(!bare.contains([',', ';', '\\']), "{text}");
        }
    }
    events
}

#[test]
fn a_calendar_holds_what_is_due_and_the_next_checkpoint() {
    let said = folder().command(&["actions", "--today", TODAY, "--format", "ics"]).output().unwrap();
    let events = calendar(std::str::from_utf8(&said.stdout).unwrap());
    let told: Vec<String> =
        events.iter().map(|it| format!("{} {}", it["DTSTART;VALUE=DATE"], it["SUMMARY"])).collect();
    assert_eq!(
        told,
        [
            "20240420 Overdue: Reject what the transformer does not know\\, and count it",
            "20240610 Due: Alarm on table updates",
            // The debrief was on 8 March; two weeks later, and every two weeks, somebody asks.
            "20240614 Checkpoint: Uploads were accepted but never transformed",
        ]
    );
}

#[test]
fn every_calendar_of_every_site_keeps_to_the_standard() {
    let mut events = 0;
    for site in all_sites() {
        for (path, bytes) in site.files.iter().filter(|(path, _)| path.ends_with(".ics")) {
            let text = std::str::from_utf8(bytes).unwrap_or_else(|_| panic!("{path}"));
            events += calendar(text).len();
        }
    }
    assert!(events > 20, "only {events} events were looked at");
}

// ---- the board

fn site() -> Site {
    let sandbox = folder();
    sandbox.write("coebook.toml", "base-url = \"https://coe.example.com\"\n");
    let said = sandbox.run(&["build", "--today", TODAY, "--threads", "1"]);
    assert_eq!(said.status, Some(0), "{said}");
    let files = crate::support::links::files(&sandbox.path("site"));
    Site { corpus: crate::support::Corpus { name: "board".to_owned(), folder: sandbox.path("") }, files }
}

#[test]
fn the_board_says_what_cannot_be_right() {
    let site = site();
    let board = site.text("actions.html");
    for told in [
        "One is due on a day no calendar has.",
        "One was done before the incident.",
        "One was done on a day that is still to come.",
        // `somebody else` and `mail` are no teams of the vocabulary.
        "Two have an owner that is no team of the vocabulary.",
    ] {
        assert!(board.contains(told), "{told}");
    }
    let data = site.json("data/actions.json");
    assert_eq!(
        data["doubts"],
        json!({"impossible-due": 1, "due-before-incident": 0, "done-before-incident": 1, "done-in-future": 1, "unknown-owner": 2})
    );
}

#[test]
fn each_team_has_a_board_and_a_calendar_and_nobody_else_has() {
    let site = site();
    let boards: Vec<&str> =
        site.files.keys().map(String::as_str).filter(|path| path.starts_with("actions/")).collect();
    assert_eq!(
        boards,
        [
            "actions/ingest.html",
            "actions/ingest.ics",
            "actions/observability.html",
            "actions/observability.ics"
        ]
    );
    let ingest = site.text("actions/ingest.html");
    assert!(ingest.contains("Actions of Ingest") && ingest.contains("Due on a day that is none"));
    assert!(!ingest.contains("Alarm on table updates"));
    assert!(site.text("teams/ingest.html").contains("href=\"../actions/ingest.html\""));
    let events = calendar(site.text("actions/ingest.ics"));
    assert_eq!(events[0]["URL"], "https://coe.example.com/coes/uploads.html#action-a1");
}

#[test]
fn the_board_shows_deadlines_that_were_broken() {
    let data = site().json("data/actions.json");
    let broken: Vec<&str> = data["actions"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|it| it["breaks_deadline"] == true)
        .map(|it| it["id"].as_str().unwrap())
        .collect();
    // Short is 30 days, medium 90: 4 April and 3 June; the second is due on 10 June.
    assert_eq!(broken, ["a1", "a2"]);
    assert_eq!(
        data["actions"].as_array().unwrap().iter().find(|it| it["id"] == "a1").unwrap()["deadline"],
        "2024-04-04"
    );
}

#[test]
fn a_checkpoint_that_was_held_is_not_missed() {
    let of = |status: &str| {
        let text = UPLOADS.replace("status: published", &format!("status: {status}"));
        let sandbox = Sandbox::new();
        sandbox.write("content/coes/uploads.md", text);
        let said = sandbox.run(&["build", "--today", TODAY]);
        assert_eq!(said.status, Some(0), "{said}");
        serde_json::from_str::<Value>(&sandbox.read("site/data/actions.json")).unwrap()["checkpoints"].clone()
    };
    assert_eq!(of("published")[0]["missed"], "2024-03-22");
    assert_eq!(of("checkpoint-done")[0]["missed"], Value::Null);
    assert_eq!(of("checkpoint-done")[0]["next"], "2024-06-14");
    assert_eq!(of("closed"), json!([]));
}

/// Every number of the head of the data follows from its rows, and the page tells the same.
#[test]
fn every_number_of_the_board_follows_from_the_rows() {
    for site in all_sites() {
        let data = site.json("data/actions.json");
        let rows = data["actions"].as_array().unwrap();
        let tally = |rows: Vec<&Value>| -> BTreeMap<String, usize> {
            let names = ["overdue", "due", "undated", "unknown", "done", "verified", "deferred", "declined"];
            let mut tally: BTreeMap<String, usize> = names.map(|name| (name.to_owned(), 0)).into();
            rows.iter().for_each(|row| *tally.get_mut(row["standing"].as_str().unwrap()).unwrap() += 1);
            tally
        };
        let name = &site.corpus.name;
        assert_eq!(data["tally"], json!(tally(rows.iter().collect())), "{name}");
        for horizon in ["short", "medium", "long", "none"] {
            let of = rows.iter().filter(|row| row["horizon"].as_str().unwrap_or("none") == horizon);
            assert_eq!(data["horizons"][horizon], json!(tally(of.collect())), "{name}: {horizon}");
        }
        for owner in data["owners"].as_array().unwrap() {
            let of = rows.iter().filter(|row| row["owner_id"] == owner["id"]);
            assert_eq!(owner["tally"], json!(tally(of.collect())), "{name}: {}", owner["id"]);
        }
        let mut cohorts: BTreeMap<String, Vec<&Value>> = BTreeMap::new();
        let quarters = data["backlog"]["cohorts"]
            .as_array()
            .unwrap()
            .iter()
            .any(|it| it["period"].as_str().unwrap().contains('Q'));
        for row in rows.iter().filter(|row| row["opened"].is_string()) {
            let opened = row["opened"].as_str().unwrap();
            let quarter = (opened[5..7].parse::<u8>().unwrap() - 1) / 3 + 1;
            let period =
                if quarters { format!("{}-Q{quarter}", &opened[..4]) } else { opened[..4].to_owned() };
            cohorts.entry(period).or_default().push(row);
        }
        for cohort in data["backlog"]["cohorts"].as_array().unwrap() {
            let of = cohorts.remove(cohort["period"].as_str().unwrap()).unwrap_or_default();
            assert_eq!(cohort["tally"], json!(tally(of)), "{name}: {}", cohort["period"]);
        }
        assert!(cohorts.is_empty(), "{name}: {:?} are in no cohort", cohorts.keys());
        let lately = |day: &Value| {
            let (Some(day), Some(today)) = (day.as_str(), data["today"].as_str()) else { return false };
            let (Ok(day), Ok(today)) = (day.parse::<jiff::civil::Date>(), today.parse::<jiff::civil::Date>())
            else {
                return false;
            };
            (0..90).contains(&(today - day).get_days())
        };
        let done = |row: &&Value| ["done", "verified"].contains(&row["standing"].as_str().unwrap());
        assert_eq!(
            data["backlog"]["promised_lately"],
            json!(rows.iter().filter(|row| lately(&row["opened"])).count())
        );
        assert_eq!(
            data["backlog"]["closed_lately"],
            json!(rows.iter().filter(done).filter(|row| lately(&row["done_on"])).count())
        );
        assert_eq!(
            data["backlog"]["closed_sometime"],
            json!(rows.iter().filter(done).filter(|row| row["done_on"].is_null()).count())
        );
        let from_coes: usize = site.coes().iter().map(|coe| coe["actions"].as_array().unwrap().len()).sum();
        assert_eq!(rows.len(), from_coes, "{name}");
    }
}

#[test]
fn every_action_of_the_data_has_an_address_that_leads_to_it() {
    let site = sample_site();
    for action in site.json("data/actions.json")["actions"].as_array().unwrap() {
        let (page, anchor) = action["url"].as_str().unwrap().split_once('#').unwrap();
        assert!(site.text(page).contains(&format!("id=\"{anchor}\"")), "{action}");
    }
}

#[test]
fn new_data_keeps_to_the_schema_beside_it() {
    for site in all_sites() {
        for name in ["actions", "statistics", "entities"] {
            let schema = site.json(&format!("data/{name}.schema.json"));
            assert!(jsonschema::meta::is_valid(&schema), "{name}");
            let validator = jsonschema::validator_for(&schema).unwrap();
            let data = site.json(&format!("data/{name}.json"));
            let faults: Vec<String> = validator
                .iter_errors(&data)
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect();
            assert!(faults.is_empty(), "{} {name}: {faults:#?}", site.corpus.name);
        }
        let lines = site.text("data/actions.ndjson").lines().count();
        assert_eq!(lines, site.json("data/actions.json")["actions"].as_array().unwrap().len());
    }
}

#[test]
fn badges_are_pictures_that_tell_what_they_show() {
    let site = sample_site();
    let badges: Vec<&String> =
        site.files.keys().filter(|path| path.ends_with(".svg") && path.starts_with("services/")).collect();
    assert!(badges.len() > 5);
    for path in badges {
        let svg = site.text(path);
        let card = site.json(&format!("data/{}.json", path.trim_end_matches(".svg")));
        let year = card["incidents_last_year"].to_string();
        assert!(svg.contains(&format!(">{year} in a year")), "{path}: {svg}");
        assert_eq!(svg.matches("<text").count(), svg.matches("</text>").count());
        assert!(!svg.contains("<script") && svg.starts_with("<svg xmlns"), "{svg}");
    }
}

#[test]
fn very_many_actions_take_more_pages_and_none_is_lost() {
    let sandbox = Sandbox::new();
    let many = |coe: usize| {
        let rows: String = (0..45)
            .map(|row| format!("| Change number {row} of {coe} so that it cannot happen again in this way | ingest | 2023-05-{:02} | open |\n", row % 28 + 1))
            .collect();
        format!(
            "---\nteam: ingest\n---\n# Outage {coe}\n\nDate: 2023-02-{:02}\n\n## Action items\n\n| action | owner | due | status |\n|---|---|---|---|\n{rows}",
            coe % 28 + 1
        )
    };
    (0..20).for_each(|coe| sandbox.write(&format!("coes/2023-outage-{coe}.md"), many(coe)));
    let said = sandbox.run(&["build", "--today", TODAY]);
    assert_eq!(said.status, Some(0), "{said}");
    let files = crate::support::links::files(&sandbox.path("site"));
    for board in ["actions.html", "actions/ingest.html"] {
        let folder = board.trim_end_matches(".html");
        let later: Vec<&String> = files
            .keys()
            .filter(|path| {
                path.strip_prefix(folder).is_some_and(|rest| {
                    rest.starts_with(['-', '/']) && rest[1..].starts_with(|c: char| c.is_ascii_digit())
                })
            })
            .collect();
        let pages: Vec<&[u8]> = std::iter::once(&files[board])
            .chain(later.iter().map(|path| &files[*path]))
            .map(Vec::as_slice)
            .collect();
        assert_eq!(pages.len(), 3, "{board} and {later:?}");
        let links: usize = pages
            .iter()
            .map(|page| String::from_utf8_lossy(page).matches("class=\"coe-actions__what\"").count())
            .sum();
        assert_eq!(links, 900, "{board}");
        assert!(
            pages.iter().all(|page| page.len() < 400_000),
            "{board}: {:?}",
            pages.iter().map(|page| page.len()).collect::<Vec<_>>()
        );
    }
}
