//! How much of what hand-written reports say is read from them.
//!
//! `tests/fixtures/reports` holds groups of made reports in the manners, languages and mistakes of real ones, each with
//! what a careful reader takes from it in `expected.json`. This counts, field by field, where we differ. The real
//! reports of others are scored by `../shared/tools/score_extraction.py` where it is there.
#![allow(clippy::disallowed_methods, reason = "tests prepare and inspect folders by hand")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::process::Command;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use crate::support::shared;
use crate::support::sites::{Site, fixture_sites};

/// How many of each may be wrong: what was reached in November 2026 and a little room, so that an accident is seen
/// and a trade of one report for another is not. Lower a number when it is beaten for good.
const MAY_BE_WRONG: [(&str, usize); 21] = [
    ("document", 0),
    ("title", 2),
    ("date", 2),
    ("severity", 1),
    ("duration", 3),
    ("zone", 2),
    ("times", 3),
    ("timeline", 9),
    // Entries that are missing, and entries nobody wrote.
    ("timeline entries", 24),
    ("timeline extra", 8),
    ("actions", 15),
    ("action items", 1),
    ("action extra", 2),
    // Owners that are a heading, a column without a name, or a word in a sentence are the larger part.
    ("action owner", 25),
    ("action due", 4),
    ("action ticket", 1),
    ("action status", 11),
    ("action long title", 2),
    ("role", 6),
    ("role extra", 2),
    ("roles", 4),
];

/// What the score of the real reports must not fall below.
const LOWEST_SCORE: f64 = 0.985;

/// A time that may be written under several names.
const ENDS: [&str; 5] = ["recovered", "impact_end", "mitigated", "resolved", "end"];
const STARTS: [&str; 3] = ["impact_start", "origin", "start"];

#[test]
fn the_fixtures_are_read_as_well_as_before() {
    let mut judge = Judge::default();
    for group in fixture_sites() {
        judge.group(group);
    }
    println!("{}{}", judge.told, judge.table());
    let worse = MAY_BE_WRONG.iter().filter(|(field, most)| judge.count(field).wrong > *most);
    let worse: Vec<String> =
        worse.map(|(field, most)| format!("{field}: more than {most} are wrong")).collect();
    let unlisted = judge.counts.keys().filter(|field| MAY_BE_WRONG.iter().all(|(name, _)| name != *field));
    assert_eq!(unlisted.collect::<Vec<_>>(), Vec::<&&str>::new());
    assert!(worse.is_empty(), "{}\n{}", worse.join("\n"), judge.table());
}

#[test]
fn the_reports_of_others_are_read_as_well_as_before() {
    let tool = shared().join("tools/score_extraction.py");
    if !tool.is_file() || !shared().join("corpora/gold.json").is_file() {
        eprintln!("skipped: no ../shared/tools/score_extraction.py with its corpora");
        return;
    }
    let mut python = Command::new("python3");
    let Ok(output) = python.arg(&tool).args(["--bin", env!("CARGO_BIN_EXE_coebook")]).output() else {
        eprintln!("skipped: no python3");
        return;
    };
    let said = String::from_utf8_lossy(&output.stdout);
    println!("{said}");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let score = said.lines().find_map(|line| line.strip_prefix("SCORE ")?.split(' ').next()?.parse().ok());
    let score: f64 = score.unwrap_or_else(|| panic!("no score in {said}"));
    assert!(score >= LOWEST_SCORE, "{score} is less than {LOWEST_SCORE}");
}

/// How often a field was looked at, and how often it was not what was expected.
#[derive(Clone, Copy, Default)]
struct Count {
    judged: usize,
    wrong: usize,
}

#[derive(Default)]
struct Judge {
    counts: BTreeMap<&'static str, Count>,
    /// What is wrong, in words.
    told: String,
}

impl Judge {
    fn count(&self, field: &str) -> Count {
        self.counts.get(field).copied().unwrap_or_default()
    }

    fn judged(&mut self, field: &'static str, number: usize) {
        self.counts.entry(field).or_default().judged += number;
    }

    fn wrong(&mut self, field: &'static str, number: usize) {
        self.counts.entry(field).or_default().wrong += number;
    }

    fn is(&mut self, field: &'static str, right: bool, told: impl FnOnce() -> String) {
        self.judged(field, 1);
        if !right {
            self.wrong(field, 1);
            let _ = writeln!(self.told, "   {field}: {}", told());
        }
    }

    fn table(&self) -> String {
        let mut table = format!("\n{:20} wrong / judged\n", "field");
        for (field, count) in &self.counts {
            let _ = writeln!(table, "{field:20} {:5} / {}", count.wrong, count.judged);
        }
        table
    }

    fn group(&mut self, built: &Site) {
        let group = &built.corpus;
        let export: Value = serde_json::from_str(built.text("data/coes.json")).unwrap();
        let coes: BTreeMap<&str, &Value> =
            list(&export["coes"]).iter().map(|coe| (text(&coe["path"]).unwrap(), coe)).collect();
        let expected = std::fs::read_to_string(group.folder.join("expected.json")).unwrap();
        let expected: Value = serde_json::from_str(&expected).unwrap();
        let expected = expected.as_object().unwrap();
        for path in coes.keys().filter(|path| !expected.contains_key(**path)) {
            self.wrong("document", 1);
            let _ = writeln!(self.told, "== {}/{path} is no document", group.name);
        }
        for (path, wanted) in expected {
            let before = self.told.len();
            match coes.get(path.as_str()) {
                Some(coe) => self.document(wanted, coe),
                None => self.wrong("document", 1),
            }
            self.judged("document", 1);
            if self.told.len() > before || !coes.contains_key(path.as_str()) {
                self.told.insert_str(before, &format!("== {}/{path}\n", group.name));
            }
        }
    }

    fn document(&mut self, wanted: &Value, coe: &Value) {
        let differ = |key: &str| format!("want {} got {}", wanted[key], coe[key]);
        if let Some(title) = wanted.get("title") {
            self.is("title", words_of(title) == words_of(&coe["title"]), || differ("title"));
        }
        if let Some(date) = wanted.get("date") {
            self.is("date", *date == coe["date"], || differ("date"));
        }
        if let Some(severity) = wanted.get("severity") {
            self.is("severity", is_severity(severity, &coe["severity"]), || differ("severity"));
        }
        if let Some(minutes) = wanted.get("duration_minutes") {
            let got = &coe["duration_minutes"];
            let right = match (minutes.as_f64(), got.as_f64()) {
                (Some(want), Some(got)) => (want - got).abs() < 0.6,
                (want, got) => want.is_none() && got.is_none(),
            };
            self.is("duration", right, || differ("duration_minutes"));
        }
        if let Some(zone) = wanted.get("zone") {
            let right = match (text(zone), text(&coe["zone"])) {
                (Some(want), Some(got)) => got.to_lowercase().contains(&want.to_lowercase()),
                (want, got) => want.is_none() && got.is_none(),
            };
            self.is("zone", right, || differ("zone"));
        }
        if let Some(entries) = wanted.get("timeline") {
            self.timeline(entries, &coe["timeline"]);
        }
        if let Some(actions) = wanted.get("actions") {
            self.actions(list(actions), list(&coe["actions"]));
        }
        if let Some(roles) = wanted.get("roles") {
            self.roles(roles, wanted.get("roles_also"), &coe["sections"]);
        }
        for (name, time) in wanted.get("times").and_then(Value::as_object).into_iter().flatten() {
            let names = match name.as_str() {
                "recovered" => ENDS.to_vec(),
                "impact_start" => STARTS.to_vec(),
                name => vec![name],
            };
            let right = names.iter().any(|name| minute(&coe["times"][name]).as_deref() == text(time));
            self.is("times", right, || format!("{name} want {time} got {}", coe["times"]));
        }
    }

    fn timeline(&mut self, wanted: &Value, got: &Value) {
        let wanted: Vec<String> = list(wanted).iter().filter_map(text).map(str::to_owned).collect();
        // An entry with a day and no time of day is neither right nor wrong.
        let times = list(got).iter().filter(|entry| text(&entry["at"]).is_some_and(|at| at.contains('T')));
        let got: Vec<String> = times.filter_map(|entry| minute(&entry["at"])).collect();
        let (missing, extra) = (beyond(&wanted, &got), beyond(&got, &wanted));
        self.judged("timeline entries", wanted.len());
        self.wrong("timeline entries", missing.len());
        self.judged("timeline extra", got.len());
        self.wrong("timeline extra", extra.len());
        self.is("timeline", wanted == got, || match missing.is_empty() && extra.is_empty() {
            true => format!("order: want {wanted:?} got {got:?}"),
            false => format!("missing {missing:?} extra {extra:?}"),
        });
    }

    fn actions(&mut self, wanted: &[Value], got: &[Value]) {
        let mut left: Vec<&Value> = got.iter().collect();
        let mut told = Vec::new();
        for want in wanted {
            self.judged("action items", 1);
            let ticket = want.get("ticket").filter(|ticket| text(ticket).is_some());
            let place = left
                .iter()
                .position(|it| is_same_title(&want["title"], &it["title"]))
                .or_else(|| left.iter().position(|it| ticket == Some(&it["ticket"])));
            let Some(place) = place else {
                self.wrong("action items", 1);
                told.push(format!("missing {}", want["title"]));
                continue;
            };
            let action = left.remove(place);
            for (key, field) in [
                ("owner", "action owner"),
                ("due", "action due"),
                ("ticket", "action ticket"),
                ("status", "action status"),
            ] {
                let Some(value) = want.get(key) else { continue };
                self.judged(field, 1);
                if !is_same_field(key, value, &action[key]) {
                    self.wrong(field, 1);
                    told.push(format!("{} {key} want {value} got {}", want["title"], action[key]));
                }
            }
            self.judged("action long title", 2);
            // The title is right, and goes on far beyond it.
            if words_of(&action["title"]).len() > words_of(&want["title"]).len() + 12 {
                self.wrong("action long title", 2);
            }
        }
        self.judged("action extra", got.len());
        self.wrong("action extra", left.len());
        told.extend(left.iter().map(|it| format!("extra {} (line {})", it["title"], it["line"])));
        self.is("actions", told.is_empty(), || told.join("; "));
    }

    fn roles(&mut self, wanted: &Value, also: Option<&Value>, sections: &Value) {
        let families = |roles: &Value| -> BTreeSet<String> {
            list(roles).iter().filter_map(text).map(|role| family(role).to_owned()).collect()
        };
        let (wanted, also) = (families(wanted), also.map(families).unwrap_or_default());
        let roles = list(sections).iter().filter_map(|section| text(&section["role"]));
        let got: BTreeSet<String> = roles.map(|role| family(role).to_owned()).collect();
        let got: BTreeSet<String> =
            got.into_iter().filter(|role| wanted.contains(role) || !also.contains(role)).collect();
        self.judged("role", wanted.len());
        self.wrong("role", wanted.difference(&got).count());
        self.judged("role extra", got.len());
        self.wrong("role extra", got.difference(&wanted).count());
        self.is("roles", wanted == got, || format!("want {wanted:?} got {got:?}"));
    }
}

// ---- what counts as the same

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> Option<&str> {
    value.as_str()
}

/// The words of a text, case and width ignored.
fn words(text: &str) -> Vec<String> {
    static WORD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\w+").unwrap());
    let folded = text.nfkc().collect::<String>().to_lowercase();
    WORD.find_iter(&folded).map(|word| word.as_str().to_owned()).collect()
}

fn words_of(value: &Value) -> Vec<String> {
    words(text(value).unwrap_or_default())
}

/// The first words of a title without its markup; an address whole.
fn opening(title: &str) -> Vec<String> {
    static LINK: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"!?\[([^\]]*)\]\([^)]*\)").unwrap());
    static BOX: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\[[ x]\]\s*").unwrap());
    let title = LINK.replace_all(title, "$1").replace(['*', '_', '`', '~'], "");
    let title = BOX.replace(&title, "");
    if title.starts_with("http") {
        return vec![title.trim().to_owned()];
    }
    words(&title).into_iter().take(5).collect()
}

fn is_same_title(one: &Value, other: &Value) -> bool {
    let (one, other) = (text(one).unwrap_or_default(), text(other).unwrap_or_default());
    let (first, second) = (opening(one), opening(other));
    let shorter = first.len().min(second.len());
    if shorter == 0 {
        return false;
    }
    let (whole, others) = (words(one).concat(), words(other).concat());
    first[..shorter] == second[..shorter] || whole.contains(&others) || others.contains(&whole)
}

fn is_same_field(key: &str, want: &Value, got: &Value) -> bool {
    if let Some(any) = want.as_array() {
        return any.iter().any(|want| says_nothing(want) && says_nothing(got) || want == got);
    }
    match key {
        "status" => text(want).unwrap_or("open") == text(got).unwrap_or("open"),
        _ if says_nothing(want) => says_nothing(got),
        "owner" => words_of(want) == words_of(got),
        _ => want == got,
    }
}

fn says_nothing(value: &Value) -> bool {
    text(value).is_none_or(|text| ["", "TBD", "tbd", "—", "-", "–", "ASAP", "asap"].contains(&text))
}

fn is_severity(want: &Value, got: &Value) -> bool {
    if want.is_null() || got.is_null() {
        return want.is_null() && got.is_null();
    }
    let label = |severity: &Value| text(&severity["label"]).unwrap_or_default().to_lowercase();
    want.get("level").is_none_or(|level| *level == got["level"]) && label(got).contains(&label(want))
}

/// A time without its seconds and zone.
fn minute(at: &Value) -> Option<String> {
    let at = text(at)?;
    let end = at.find('T').and_then(|t| at.get(..t + 6));
    Some(end.unwrap_or(at).to_owned())
}

/// Those of some that are not among others, each counted as often as it stands there.
fn beyond(some: &[String], others: &[String]) -> Vec<String> {
    let mut left = others.to_vec();
    let mut beyond = Vec::new();
    for it in some {
        match left.iter().position(|other| other == it) {
            Some(place) => drop(left.remove(place)),
            None => beyond.push(it.clone()),
        }
    }
    beyond
}

/// Roles between which reports do not draw a line.
fn family(role: &str) -> &str {
    match role {
        "mitigation" | "diagnosis" => "response",
        "takeaways" => "lessons",
        "related" => "references",
        other => other,
    }
}
