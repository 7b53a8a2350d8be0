//! What machines get: `data/coes.json`, its schema, NDJSON, Markdown per COE, `llms.txt`.
#![allow(clippy::disallowed_methods, reason = "tests prepare and inspect folders by hand")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::support::links;
use crate::support::sites::{Site, all_sites, sample_site};
use crate::support::{Corpus, Sandbox};

/// What is wrong with an export, by its own schema.
fn violations(site: &Site, export: &Value) -> Vec<String> {
    let validator = jsonschema::validator_for(&site.json("data/coes.schema.json")).unwrap();
    validator.iter_errors(export).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn every_export_keeps_to_the_schema_beside_it() {
    let mut faults = Vec::new();
    for site in all_sites() {
        let found = violations(site, &site.json("data/coes.json"));
        faults.extend(found.into_iter().map(|fault| format!("{}{fault}", site.corpus.name)));
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn the_schema_is_a_schema_and_describes_every_field() {
    let schema: Value = serde_json::from_str(coebook::export::JSON_SCHEMA).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    assert_eq!(schema["properties"]["schema"]["const"], json!(coebook::export::SCHEMA));
    let mut bare = Vec::new();
    undescribed(&schema, "", &schema["$defs"], &mut bare);
    assert!(bare.is_empty(), "{bare:#?}");
}

/// Properties without a description, and objects that let in anything.
fn undescribed(schema: &Value, place: &str, definitions: &Value, bare: &mut Vec<String>) {
    let Value::Object(fields) = schema else {
        return schema
            .as_array()
            .into_iter()
            .flatten()
            .for_each(|it| undescribed(it, place, definitions, bare));
    };
    if fields.get("type") == Some(&json!("object"))
        && fields.get("additionalProperties") != Some(&json!(false))
    {
        bare.push(format!("{place} is open"));
    }
    for (name, field) in fields.get("properties").and_then(Value::as_object).into_iter().flatten() {
        let definition = field["$ref"].as_str().and_then(|path| path.rsplit('/').next());
        let described = field["description"].is_string()
            || definition.is_some_and(|name| definitions[name]["description"].is_string());
        if !described {
            bare.push(format!("{place}/{name} is not described"));
        }
    }
    fields.iter().for_each(|(name, field)| undescribed(field, &format!("{place}/{name}"), definitions, bare));
}

#[test]
fn the_schema_refuses_what_it_does_not_know() {
    let site = Site::with(&[("2024-03-05-checkout.md", crate::support::GOOD)]);
    let good = site.json("data/coes.json");
    assert_eq!(violations(&site, &good), Vec::<String>::new());
    let mut wrong: Vec<(&str, Value)> = Vec::new();
    let mut broken = |what: &'static str, change: fn(&mut Value)| {
        let mut export = good.clone();
        change(&mut export);
        wrong.push((what, export));
    };
    broken("another key", |export| export["coes"][0]["zzz"] = json!(1));
    broken("a missing key", |export| drop(export["coes"][0].as_object_mut().unwrap().remove("title")));
    broken("another version", |export| export["schema"] = json!("coebook/coes/2"));
    broken("a day in words", |export| export["coes"][0]["date"] = json!("5 March 2024"));
    broken("hour 24", |export| export["coes"][0]["times"]["detected"] = json!("2024-03-05T24:00"));
    broken("an empty time", |export| export["coes"][0]["timeline"][0]["at"] = json!(""));
    broken("inferred: false", |export| export["coes"][0]["timeline"][0]["inferred"] = json!(false));
    for (what, export) in wrong {
        assert!(!violations(&site, &export).is_empty(), "{what} is let in");
    }
}

#[test]
fn times_say_as_much_as_the_document_and_the_schema_knows_all_forms() {
    let text = "---\nimpact-start: 2024-06-31 09:00\n---\n# Times\n\n## Timeline\n\n- 2024-06-30 14:05:09 +02:00 The deploy.\n- 2024-06-30 15:00 PST Alarm.\n- 2024-07-01: quiet.\n";
    let undated = "# No day\n\n## Timeline\n\n- 09:38 The job begins.\n- 09:45 It ends.\n";
    let site = Site::with(&[("times.md", text), ("undated.md", undated)]);
    assert_eq!(violations(&site, &site.json("data/coes.json")), Vec::<String>::new());
    let coes = site.coes();
    let at = |coe: &Value| -> Vec<String> {
        coe["timeline"].as_array().unwrap().iter().map(|entry| entry["at"].as_str().unwrap().into()).collect()
    };
    assert_eq!(at(&coes[0])[..2], ["2024-06-30T14:05:09+02:00", "2024-06-30T15:00-08:00"]);
    assert_eq!(at(&coes[1]), ["T09:38", "T09:45"]);
}

#[test]
fn coes_are_sorted_and_stand_where_they_say() {
    for site in all_sites() {
        let coes = site.coes();
        let ids: Vec<&str> = coes.iter().map(|coe| coe["id"].as_str().unwrap()).collect();
        assert!(ids.is_sorted_by(|a, b| a < b), "{}: {ids:?}", site.corpus.name);
        for coe in &coes {
            let (id, path) = (coe["id"].as_str().unwrap(), coe["path"].as_str().unwrap());
            assert!(site.corpus.folder.join(path).is_file(), "{}: no {path}", site.corpus.name);
            assert_eq!(coe["url"], json!(format!("coes/{id}.html")), "{}", site.corpus.name);
            let others = ["relations", "related", "pending_at_start"]
                .iter()
                .flat_map(|list| coe[list].as_array().unwrap())
                .filter_map(|it| ["to", "id", "coe"].iter().find_map(|key| it[key].as_str()));
            others
                .for_each(|other| assert!(ids.contains(&other), "{}: {id} names {other}", site.corpus.name));
        }
    }
}

#[test]
fn every_anchor_of_the_export_is_a_part_of_the_page() {
    let mut faults = Vec::new();
    for site in all_sites() {
        for coe in site.coes() {
            let url = coe["url"].as_str().unwrap();
            let ids: BTreeSet<String> = links::read(site.text(url)).ids.into_iter().collect();
            for list in ["timeline", "sections", "actions", "factors", "items"] {
                for it in coe[list].as_array().unwrap() {
                    let anchor = it["anchor"].as_str().unwrap();
                    if !ids.contains(anchor) {
                        faults.push(format!("{}: {url} has no #{anchor} for {list}: {it}", site.corpus.name));
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn ndjson_holds_the_same_coes_a_line_each() {
    for site in all_sites() {
        let lines = site.text("data/coes.ndjson").lines();
        let coes: Vec<Value> = lines.map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(coes, site.coes(), "{}", site.corpus.name);
    }
}

#[test]
fn the_markdown_of_every_coe_is_the_file_as_it_was_written() {
    for site in all_sites() {
        let coes = site.coes();
        for coe in &coes {
            let id = coe["id"].as_str().unwrap();
            let source = std::fs::read(site.corpus.folder.join(coe["path"].as_str().unwrap())).unwrap();
            if std::str::from_utf8(&source).is_ok() {
                let source = source.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&source);
                let copy = site.files[&format!("coes/{id}.md")].as_slice();
                let copy = copy.strip_prefix(b"\xef\xbb\xbf").unwrap_or(copy);
                assert!(copy == source, "{}: coes/{id}.md differs", site.corpus.name);
            }
        }
        let copies =
            site.files.keys().filter(|path| path.starts_with("coes/") && path.ends_with(".md")).count();
        assert_eq!(copies, coes.len(), "{}", site.corpus.name);
    }
}

#[test]
fn nothing_of_a_restricted_coe_is_anywhere_in_the_site() {
    let sample = sample_site();
    let path = sample.corpus.folder.join("content/coes/2026/2026-08-19-refund-export-readable.md");
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.contains("\naudience: "), "the sample has another restricted COE now");
    let mut words =
        vec!["refund-export-readable", "A refund export that more people could open than needed to"];
    let sentences = text.split(['\n', '.', ':', '|']).map(str::trim);
    words.extend(sentences.filter(|sentence| sentence.split_whitespace().count() > 6));
    assert!(words.len() > 20);
    for (path, bytes) in &sample.files {
        let text = String::from_utf8_lossy(bytes);
        let told = words.iter().find(|words| text.contains(**words) || path.contains(**words));
        assert_eq!(told, None, "{path}");
    }
}

#[test]
fn what_a_document_does_not_say_is_null_or_empty() {
    let site = Site::with(&[("a-few-words.md", "# Something odd\n\nNobody knows what it was.\n")]);
    let coe = &site.coes()[0];
    let nulls = ["date", "severity", "trigger", "team", "zone", "duration_minutes", "detected_by"];
    nulls.iter().for_each(|key| assert_eq!(coe[key], Value::Null, "{key}"));
    let lists = ["services", "technologies", "causes", "tags", "timeline", "actions", "factors", "items"];
    let more = ["relations", "related", "pending_at_start"];
    lists.iter().chain(&more).for_each(|key| assert_eq!(coe[key], json!([]), "{key}"));
    assert_eq!(coe["times"], json!({}));
    assert_eq!(coe["history"], json!({"first": null, "last": null, "revisions": 0}));
    assert_eq!(coe["origin"]["title"], json!({"from": "heading", "line": 1}));
    let stated = coe["origin"].as_object().unwrap().keys().map(String::as_str).collect::<BTreeSet<_>>();
    assert_eq!(stated, BTreeSet::from(["title", "profile", "status"]));
    assert_eq!(coe["origin"]["status"]["from"], json!("default"));
}

// ---- llms.txt

/// The addresses of the links of a Markdown text.
fn addresses(text: &str) -> Vec<String> {
    use pulldown_cmark::{Event, Parser, Tag};
    let address = |event| match event {
        Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url.into_string()),
        _ => None,
    };
    Parser::new(text).filter_map(address).collect()
}

#[test]
fn llms_txt_leads_to_every_coe_and_only_to_files_that_exist() {
    for site in all_sites() {
        let text = site.text("llms.txt");
        let mut missing: BTreeSet<String> = site
            .files
            .keys()
            .filter(|path| path.starts_with("coes/") && path.ends_with(".md"))
            .cloned()
            .collect();
        for address in addresses(text) {
            let path = percent_encoding::percent_decode_str(&address).decode_utf8().unwrap();
            assert!(site.files.contains_key(&*path), "{}: {path} is not there", site.corpus.name);
            missing.remove(&*path);
        }
        assert!(missing.is_empty(), "{}: {missing:?} not listed", site.corpus.name);
    }
}

#[test]
fn llms_txt_begins_with_title_and_description_and_has_its_sections_in_order() {
    let site = sample_site();
    let text = site.text("llms.txt");
    assert!(text.starts_with("# Fernside debriefs\n\n> What went wrong at Fernside"), "{text}");
    let headings: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    assert_eq!(headings, ["COEs", "Lessons", "Paths", "Explainers", "Data"]);
    let days = text.lines().filter(|line| line.contains("](coes/")).map(|line| {
        let (_, about) = line.split_once("): ").unwrap();
        about.get(..10).unwrap_or_default().to_owned()
    });
    let days: Vec<String> = days.collect();
    assert!(days.len() > 20 && days.is_sorted_by(|a, b| a >= b), "{days:?}");
}

#[test]
fn no_title_can_break_llms_txt() {
    let odd = "---\ntitle: \"A [x](http://evil.example) *b* `c` <d> \\\\ & _e_ # ] ![i](j)\"\ndate: 2024-01-02\n---\nOne\nparagraph about nothing with [a link](x.md).\n";
    let site = Site::with(&[("2024-01-02-odd.md", odd), ("重大な障害.md", "# 重大な障害\n\n短い。\n")]);
    let text = site.text("llms.txt");
    let coes: Vec<String> = addresses(text).into_iter().filter(|it| !it.starts_with("data/")).collect();
    assert_eq!(coes, ["coes/odd.md", "coes/%E9%87%8D%E5%A4%A7%E3%81%AA%E9%9A%9C%E5%AE%B3.md"], "{text}");
    let lines: Vec<&str> = text.lines().filter(|line| line.contains("](coes/")).collect();
    assert!(lines[0].contains("2024-01-02. One paragraph about nothing with a link."), "{text}");
}

#[test]
fn llms_txt_names_whole_addresses_when_the_site_has_one() {
    let sandbox = Sandbox::with_coe();
    sandbox.run(&["build", "coes", "--base-url", "https://coes.example/x"]).assert(0, &[]);
    assert!(sandbox.read("site/llms.txt").contains("](https://coes.example/x/coes/checkout.md)"));
}

#[test]
fn llms_txt_lists_the_newest_two_thousand_and_says_how_many_it_leaves_out() {
    let sandbox = Sandbox::new();
    for number in 0..2_003 {
        let (year, month, day) = (2000 + number / 300, 1 + number / 28 % 12, 1 + number % 28);
        sandbox.write(
            &format!("source/{year}-{month:02}-{day:02}-n{number}.md"),
            format!("# Number {number}\n"),
        );
    }
    let site = Site::of(Corpus { name: "many".to_owned(), folder: sandbox.path("source") });
    let text = site.text("llms.txt");
    assert_eq!(text.matches("](coes/").count(), 2_000);
    assert!(text.contains("3 more are in the data"), "{}", &text[text.len() - 600..]);
}
