//! What all incidents show together: every number of the page is counted again here, from the data alone.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use regex::Regex;
use serde_json::{Value, json};

use crate::support::sites::{Site, all_sites, sample_site};

/// The rows of the table of one figure, as text; the first cell is the name of the row.
fn rows(site: &Site, page: &str, anchor: &str) -> Vec<Vec<String>> {
    let html = site.text(page);
    let Some(at) = html.find(&format!("id=\"{anchor}\"")) else { return Vec::new() };
    let section = &html[at..];
    let end = section.find("<tbody>").map(|from| from + section[from..].find("</tbody>").unwrap());
    let Some(end) = end else { return Vec::new() };
    let body = &section[section.find("<tbody>").unwrap()..end];
    let cell = Regex::new(r"(?s)<t[hd][^>]*>(.*?)</t[hd]>").unwrap();
    let tag = Regex::new(r"<[^>]*>").unwrap();
    let plain =
        |html: &str| tag.replace_all(html, "").replace("&#x27;", "'").replace("&amp;", "&").trim().to_owned();
    body.split("<tr>")
        .skip(1)
        .map(|row| cell.captures_iter(row).map(|cell| plain(&cell[1])).collect())
        .collect()
}

/// How many marks of a kind the rows of a figure have in all.
fn marks(site: &Site, anchor: &str, kind: &str) -> usize {
    let html = site.text("analysis.html");
    let Some(at) = html.find(&format!("id=\"{anchor}\"")) else { return 0 };
    let end = html[at..].find("</section>\n</section>").or_else(|| html[at..].find("coe-measure__basis"));
    html[at..at + end.unwrap()].matches(&format!("coe-mark--{kind}\" href")).count()
}

/// Seconds between two times of a COE as the export writes them.
fn seconds(coe: &Value, from: &str, to: &str) -> Option<i64> {
    let (from, to) = (coe["times"][from].as_str()?, coe["times"][to].as_str()?);
    if let (Ok(from), Ok(to)) = (from.parse::<Timestamp>(), to.parse::<Timestamp>()) {
        return Some(to.as_second() - from.as_second());
    }
    let wall = |text: &str| -> Option<DateTime> {
        let at = text.find('T')?;
        let zone = text[at..].find(['+', '-', 'Z']).map_or(text.len(), |place| at + place);
        text[..zone].parse().ok()
    };
    Some((wall(to)? - wall(from)?).total(jiff::Unit::Second).ok()? as i64)
}

fn period(statistics: &Value, coe: &Value) -> Option<String> {
    let date = coe["date"].as_str()?;
    let (year, month) = (&date[..4], date[5..7].parse::<u32>().unwrap());
    Some(match statistics["grain"].as_str().unwrap() {
        "quarter" => format!("{year}-Q{}", (month - 1) / 3 + 1),
        _ => year.to_owned(),
    })
}

/// Quartiles as spreadsheets take them.
fn quantile(sorted: &[f64], part: f64) -> f64 {
    let place = part * (sorted.len() - 1) as f64;
    let (below, above) = (sorted[place.floor() as usize], sorted[place.ceil() as usize]);
    below + (above - below) * (place - place.floor())
}

type Answers = BTreeMap<Option<String>, [usize; 3]>;

fn answers(site: &Site, statistics: &Value, answer: impl Fn(&Value) -> Option<bool>) -> Answers {
    let mut answers = Answers::new();
    for coe in site.coes() {
        let place = match answer(&coe) {
            Some(true) => 0,
            Some(false) => 1,
            None => 2,
        };
        answers.entry(period(statistics, &coe)).or_default()[place] += 1;
    }
    answers
}

fn detected(coe: &Value) -> Option<bool> {
    seconds(coe, "impact_start", "detected").map(|seconds| seconds < 300)
}

fn fixed(coe: &Value) -> Option<bool> {
    seconds(coe, "impact_start", "recovered").filter(|seconds| *seconds >= 0).map(|seconds| seconds < 3600)
}

fn near_miss(coe: &Value) -> Option<bool> {
    coe["trigger"].as_str().map(|trigger| trigger == "near-miss")
}

#[test]
fn questions_are_answered_as_the_times_of_the_export_say() {
    for site in all_sites().filter(|site| site.files.contains_key("analysis.html")) {
        let statistics = site.json("data/statistics.json");
        type Answer = fn(&Value) -> Option<bool>;
        let asked: [(&str, &str, Answer); 3] = [
            ("detected_in_five_minutes", "detected", detected),
            ("fixed_in_an_hour", "fixed", fixed),
            ("near_miss", "near-misses", near_miss),
        ];
        for (name, anchor, answer) in asked {
            let told = &statistics["questions"][name];
            let counted = answers(site, &statistics, answer);
            let sum = |place: usize| counted.values().map(|answers| answers[place]).sum::<usize>();
            let all = json!({"yes": sum(0), "no": sum(1), "unknown": sum(2)});
            let told_all = json!({"yes": told["yes"], "no": told["no"], "unknown": told["unknown"]});
            assert_eq!(told_all, all, "{}: {name}", site.corpus.name);
            for row in told["periods"].as_array().unwrap() {
                let period = Some(row["period"].as_str().unwrap().to_owned());
                let [yes, no, unknown] = counted.get(&period).copied().unwrap_or_default();
                let counted = json!({"period": period, "yes": yes, "no": no, "unknown": unknown});
                assert_eq!(*row, counted, "{}: {name}", site.corpus.name);
            }
            on_the_page(site, anchor, &counted);
        }
    }
}

/// The rows of the page say the same, and there is a mark for each COE.
fn on_the_page(site: &Site, anchor: &str, counted: &Answers) {
    let known: usize = counted.values().map(|answers| answers[0] + answers[1]).sum();
    let rows = rows(site, "analysis.html", anchor);
    if known == 0 {
        return assert!(rows.is_empty(), "{}: {anchor} shows what nobody says", site.corpus.name);
    }
    for (period, [yes, no, unknown]) in counted {
        let name = match period {
            Some(period) => period.replace("-Q", " Q"),
            None => "Undated".to_owned(),
        };
        let row = rows.iter().find(|row| row[0].eq_ignore_ascii_case(&name));
        let row = row.unwrap_or_else(|| panic!("{}: {anchor} has no row {name}: {rows:?}", site.corpus.name));
        let share = if yes + no == 0 { String::new() } else { format!("{yes} of {}", yes + no) };
        assert_eq!(row[2..], [share, unknown.to_string()], "{}: {anchor} {name}", site.corpus.name);
    }
    for (place, kind) in ["yes", "no", "unknown"].into_iter().enumerate() {
        let sum: usize = counted.values().map(|answers| answers[place]).sum();
        assert_eq!(marks(site, anchor, kind), sum, "{}: marks {kind} of {anchor}", site.corpus.name);
    }
}

#[test]
fn spreads_are_the_quartiles_of_what_the_export_says() {
    for site in all_sites().filter(|site| site.files.contains_key("analysis.html")) {
        let statistics = site.json("data/statistics.json");
        let lookback = |coe: &Value| {
            let seconds = seconds(coe, "origin", "detected").filter(|seconds| *seconds >= 0)?;
            Some(seconds as f64 / 60.0)
        };
        let imported = statistics["imported_on"].as_str();
        let publish = |coe: &Value| {
            let first = coe["history"]["first"].as_str().filter(|first| Some(*first) != imported)?;
            let days = first.parse::<Date>().ok()? - coe["date"].as_str()?.parse::<Date>().ok()?;
            (days.get_days() >= 0).then(|| f64::from(days.get_days()))
        };
        let duration = |coe: &Value| coe["duration_minutes"].as_f64();
        type Measure<'m> = &'m dyn Fn(&Value) -> Option<f64>;
        let measures: [(&str, Measure<'_>); 3] =
            [("duration_minutes", &duration), ("lookback_minutes", &lookback), ("publish_days", &publish)];
        for (name, measure) in measures {
            let coes = site.coes();
            let mut values: Vec<f64> = coes.iter().filter_map(measure).collect();
            values.sort_by(f64::total_cmp);
            let told = &statistics["spreads"][name];
            assert_eq!(told["unknown"], json!(coes.len() - values.len()), "{}: {name}", site.corpus.name);
            if values.is_empty() {
                assert_eq!(told["all"], Value::Null, "{}: {name}", site.corpus.name);
                continue;
            }
            let near = |key: &str, counted: f64| {
                let told = told["all"][key].as_f64().unwrap();
                assert!(
                    (told - counted).abs() < 1e-6,
                    "{}: {name} {key} is {told}, not {counted}",
                    site.corpus.name
                );
            };
            near("n", values.len() as f64);
            near("least", values[0]);
            near("lower", quantile(&values, 0.25));
            near("median", quantile(&values, 0.5));
            near("upper", quantile(&values, 0.75));
            near("greatest", *values.last().unwrap());
        }
        let shown = rows(site, "analysis.html", "durations");
        if let Some(whole) = shown.last() {
            assert_eq!(whole[1], statistics["spreads"]["duration_minutes"]["all"]["n"].to_string());
        }
    }
}

#[test]
fn counts_of_detectors_factors_and_kinds_are_those_of_the_export() {
    for site in all_sites().filter(|site| site.files.contains_key("analysis.html")) {
        let statistics = site.json("data/statistics.json");
        let coes = site.coes();
        let mut detectors: BTreeMap<&str, usize> =
            ["alarm", "customer", "employee", "other", "unknown"].map(|name| (name, 0)).into();
        for coe in &coes {
            *detectors.get_mut(coe["detected_by"].as_str().unwrap_or("unknown")).unwrap() += 1;
        }
        assert_eq!(statistics["detected_by"], json!(detectors), "{}", site.corpus.name);

        let mut kinds: BTreeMap<Option<String>, usize> = BTreeMap::new();
        for action in coes.iter().flat_map(|coe| coe["actions"].as_array().unwrap()) {
            *kinds
                .entry(action["kind"].as_str().map(coebook::model::slug).filter(|kind| !kind.is_empty()))
                .or_default() += 1;
        }
        let told = statistics["action_kinds"].as_array().unwrap();
        let told: BTreeMap<Option<String>, usize> = told
            .iter()
            .map(|it| (it["kind"].as_str().map(str::to_owned), it["actions"].as_u64().unwrap() as usize))
            .collect();
        assert_eq!(told, kinds, "{}", site.corpus.name);

        let areas = areas(site, &coes);
        for (area, (factors, with)) in &areas {
            let told = &statistics["factors"][area];
            assert_eq!(
                *told,
                json!({"factors": factors, "coes": with.len()}),
                "{}: {area}",
                site.corpus.name
            );
        }
        let all: u64 = statistics["factors"]
            .as_object()
            .unwrap()
            .values()
            .map(|it| it["factors"].as_u64().unwrap())
            .sum();
        assert_eq!(all as usize, areas.values().map(|(factors, _)| factors).sum::<usize>());
        for row in rows(site, "analysis.html", "areas") {
            let area = row[0].to_lowercase();
            let (factors, with) = &areas[&area];
            assert_eq!(
                row[2..],
                [factors.to_string(), with.len().to_string()],
                "{}: {area}",
                site.corpus.name
            );
        }
    }
}

/// Factors by what they say they are about, else as the first of their tags does that the vocabulary knows.
fn areas(site: &Site, coes: &[Value]) -> BTreeMap<String, (usize, BTreeSet<String>)> {
    let entities = site.json("data/entities.json");
    let mut of_word: BTreeMap<String, String> = BTreeMap::new();
    for cause in entities["entities"].as_array().unwrap().iter().filter(|it| it["kind"] == "cause") {
        let words = [&cause["id"], &cause["title"]].into_iter().chain(cause["synonyms"].as_array().unwrap());
        for word in words.filter(|_| cause["area"].is_string()) {
            of_word.insert(
                coebook::model::slug(word.as_str().unwrap()),
                cause["area"].as_str().unwrap().to_owned(),
            );
        }
    }
    let mut areas: BTreeMap<String, (usize, BTreeSet<String>)> = BTreeMap::new();
    for coe in coes {
        for factor in coe["factors"].as_array().unwrap() {
            let tags = factor["tags"].as_array().unwrap().iter();
            let own = factor["area"].as_str().map(str::to_owned);
            let of_tag =
                tags.filter_map(|tag| of_word.get(&coebook::model::slug(tag.as_str().unwrap())).cloned());
            let area = own.or_else(|| of_tag.into_iter().next()).unwrap_or_else(|| "unknown".to_owned());
            let (count, with) = areas.entry(area).or_default();
            *count += 1;
            with.insert(coe["id"].as_str().unwrap().to_owned());
        }
    }
    areas
}

#[test]
fn repetitions_stand_as_the_export_says_of_promises_before() {
    for site in all_sites().filter(|site| site.files.contains_key("analysis.html")) {
        let statistics = site.json("data/statistics.json");
        let mut counted: BTreeMap<&str, usize> =
            ["still-open", "all-done", "nobody-says", "given-up", "nothing-promised"]
                .map(|it| (it, 0))
                .into();
        let coes = site.coes();
        let dated: BTreeMap<&str, bool> =
            coes.iter().map(|coe| (coe["id"].as_str().unwrap(), coe["date"].is_string())).collect();
        for coe in &coes {
            let Some(members) = coe["family"]["members"].as_array() else { continue };
            let members: Vec<&str> =
                members.iter().map(|it| it.as_str().unwrap()).filter(|id| dated[id]).collect();
            let id = coe["id"].as_str().unwrap();
            if !dated[id] || members.first() == Some(&id) {
                continue;
            }
            let own = |list: &str| -> Vec<Value> {
                let all = coe[list].as_array().unwrap().iter();
                let family = coe["family"]["members"].as_array().unwrap();
                all.filter(|it| family.contains(&it["coe"])).cloned().collect()
            };
            let before = own("promised_before");
            let any = |word: &str| before.iter().any(|it| it["standing"] == word);
            let after = if !own("pending_at_start").is_empty() {
                "still-open"
            } else if before.is_empty() {
                "nothing-promised"
            } else if any("unknown") || any("done-by-now") {
                "nobody-says"
            } else if any("dropped") {
                "given-up"
            } else {
                "all-done"
            };
            *counted.get_mut(after).unwrap() += 1;
        }
        assert_eq!(statistics["recurred"]["counts"], json!(counted), "{}", site.corpus.name);
    }
}

#[test]
fn causes_meet_services_as_often_as_documents_name_both() {
    let site = sample_site();
    let statistics = site.json("data/statistics.json");
    let entities = site.json("data/entities.json");
    let coes_of = |kind: &str, id: &Value| -> BTreeSet<String> {
        let all = entities["entities"].as_array().unwrap();
        let entity = all.iter().find(|it| it["kind"] == kind && it["id"] == *id).unwrap();
        entity["coes"].as_array().unwrap().iter().map(|coe| coe.as_str().unwrap().to_owned()).collect()
    };
    let crossing = &statistics["causes_by_service"];
    let shown = rows(site, "analysis.html", "causes-by-service");
    assert!(!shown.is_empty());
    for (row, cause) in crossing["causes"].as_array().unwrap().iter().enumerate() {
        let of_cause = coes_of("cause", cause);
        for (column, service) in crossing["services"].as_array().unwrap().iter().enumerate() {
            let both = of_cause.intersection(&coes_of("service", service)).count();
            assert_eq!(crossing["cells"][row][column], json!(both), "{cause} and {service}");
            let told = if both == 0 { String::new() } else { both.to_string() };
            assert_eq!(shown[row][column + 1], told, "{cause} and {service} on the page");
        }
    }
}

#[test]
fn themes_hold_difficulties_that_share_a_word() {
    let site = sample_site();
    let statistics = site.json("data/statistics.json");
    let coes = site.coes();
    let mut difficulties: BTreeMap<(String, String), String> = BTreeMap::new();
    for coe in &coes {
        for item in coe["items"].as_array().unwrap() {
            if ["difficulties", "went-wrong"].contains(&item["role"].as_str().unwrap()) {
                let place =
                    (coe["id"].as_str().unwrap().to_owned(), item["anchor"].as_str().unwrap().to_owned());
                difficulties.insert(place, item["text"].as_str().unwrap().to_lowercase());
            }
        }
    }
    let all = difficulties.len();
    let mut told = 0;
    for theme in statistics["difficulties"].as_array().unwrap() {
        let word = theme["words"][0].as_str().unwrap();
        let root: String = word.chars().take(4).collect();
        let mut of = BTreeSet::new();
        for item in theme["items"].as_array().unwrap() {
            let place =
                (item["coe"].as_str().unwrap().to_owned(), item["anchor"].as_str().unwrap().to_owned());
            let text =
                difficulties.remove(&place).unwrap_or_else(|| panic!("{place:?} is told twice, or is none"));
            assert!(text.contains(&root), "{word} does not stand in {text}");
            of.insert(place.0);
            told += 1;
        }
        assert!(of.len() > 1, "{word} is a theme of one COE");
    }
    assert!(told > 0, "the sample has themes");
    assert_eq!(statistics["other_difficulties"], json!(all - told));
}

#[test]
fn readers_are_the_quartiles_of_what_was_counted() {
    let sandbox = crate::support::Sandbox::new();
    let mut counts = Vec::new();
    for number in 1..=9 {
        let profile = if number > 7 { "howie" } else { "debrief" };
        sandbox.write(
            &format!("coes/outage-{number}.md"),
            format!(
                "---\nprofile: {profile}\ndate: 2024-05-0{number}\n---\n# Outage {number}\n\nIt was slow.\n"
            ),
        );
        counts.push(format!("\"outage-{number}\": {{\"views\": {{\"2024-05-20\": {}}}}}", number * number));
    }
    let log = "{\"from\": \"2024-05-01\", \"to\": \"2024-05-31\", \"bytes\": 1, \"sha256\": \"00\"}";
    sandbox.write(
        "readers.json",
        format!(
            "{{\"schema\": \"coebook/readers/1\", \"logs\": [{log}], \"coes\": {{{}}}}}",
            counts.join(", ")
        ),
    );
    let said = sandbox.run(&["build", "--today", "2024-06-01", "--threads", "1"]);
    assert_eq!(said.status, Some(0), "{said}");
    let files = crate::support::links::files(&sandbox.path("site"));
    let site =
        Site { corpus: crate::support::Corpus { name: "read".to_owned(), folder: sandbox.path("") }, files };
    let shown = rows(&site, "analysis.html", "readers");
    let data = site.json("data/readers.json");
    let mut views: Vec<f64> =
        data["coes"].as_array().unwrap().iter().map(|it| it["views"].as_f64().unwrap()).collect();
    views.sort_by(f64::total_cmp);
    let all: Vec<String> =
        [0.25, 0.5, 0.75, 1.0].map(|part| quantile(&views, part).round().to_string()).into();
    assert_eq!(shown.last().unwrap()[1..], [["9".to_owned()].as_slice(), &all].concat());
    // The quartiles of two say nothing.
    let howie = shown.iter().find(|row| row[1] == "2").unwrap();
    assert_eq!(howie[2..], ["", "73", "", "81"]);
}

#[test]
fn every_figure_says_what_it_rests_on_and_what_it_must_not_be_used_for() {
    for site in all_sites().filter(|site| site.files.contains_key("analysis.html")) {
        let html = site.text("analysis.html");
        let figures = html.matches("class=\"coe-measure\"").count() - html.matches("id=\"missing\"").count();
        assert_eq!(html.matches("coe-measure__says").count(), figures, "{}", site.corpus.name);
        assert_eq!(html.matches("coe-measure__basis").count(), figures, "{}", site.corpus.name);
        assert!(html.matches("coe-measure__caution").count() + 1 >= figures, "{}", site.corpus.name);
        assert!(html.len() < 400_000, "{}: {} bytes", site.corpus.name, html.len());
        for forbidden in ["MTTR", "mean time", "on average", "days since last"] {
            assert!(
                !html.to_lowercase().contains(&forbidden.to_lowercase()),
                "{}: {forbidden}",
                site.corpus.name
            );
        }
    }
}

#[test]
fn too_few_to_see_a_trend_is_said() {
    let coe = |day: u32, detected: u32| {
        let text = format!(
            "# Outage {day}\n\nDate: 2024-03-{day:02}\n\n## Timeline (UTC)\n\n- 2024-03-{day:02} 09:00 [impact-start] It begins.\n- 2024-03-{day:02} 09:{detected:02} [detected] It is seen.\n"
        );
        (format!("2024-03-{day:02}-outage.md"), text)
    };
    let few: Vec<_> = (1..4).map(|day| coe(day, day)).collect();
    let site = Site::with(&few);
    let html = site.text("analysis.html");
    assert!(
        html.contains("Three of 3 were found") || html.contains("3 of 3 were found in under five minutes."),
        "{html}"
    );
    assert!(html.contains("Fewer than eight: too few to see a trend."));
    let many: Vec<_> = (1..10).map(|day| coe(day, day)).collect();
    let html = Site::with(&many).text("analysis.html").to_owned();
    assert!(html.contains("4 of 9 were found in under five minutes."), "five minutes are not under five");
    let detected = &html[html.find("id=\"detected\"").unwrap()..html.find("id=\"missing\"").unwrap()];
    assert!(!detected.contains("too few"));
}

#[test]
fn what_no_report_says_is_named_and_counted_nowhere() {
    let site = Site::with(&[("a.md", "# One\n\nIt was slow.\n"), ("b.md", "# Two\n\nIt was slow, too.\n")]);
    let html = site.text("analysis.html");
    let missing = &html[html.find("id=\"missing\"").unwrap()..];
    for title in [
        "Found in under five minutes?",
        "Who noticed first",
        "How long it lasted",
        "What became of what was promised",
    ] {
        assert!(missing.contains(title), "{title}");
    }
    assert!(!html.contains("coe-mark--"));
}

#[test]
fn one_incident_has_no_analysis() {
    let site = Site::with(&[("a.md", "# One\n\nIt was slow.\n")]);
    assert!(!site.files.contains_key("analysis.html"));
    assert!(!site.text("index.html").contains("analysis.html"));
}
