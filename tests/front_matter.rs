//! What front matter states, what is wrong with it, and where.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]

use coebook::findings::{Finding, Findings, Level, LineMap};
use coebook::model::{ActionStatus, Horizon, Profile, RelationKind, Status};
use coebook::read::front_matter::{FrontMatter, Kind, Spanned, read};

/// The example of the content model.
const EXAMPLE: &str = "---
title: Uploads were accepted but never transformed
id: uploads-never-transformed        # default: file name without date
profile: coe                         # debrief | coe | howie
status: published
severity: 2                          # number or any label
trigger: customer-impact
team: ingest
services: [transformer, upload-api]
technologies: [lambda, dynamodb]
impacted-teams: [contact-center]
causes: [input-validation, monitoring-blind-spot]
tags: []
timezone: -05:00                     # zone of times that state none
times:
  origin: 2022-04-01 09:00           # where the story really starts
  impact-start: 2022-04-01 09:38:18
  detected: 2022-04-01 09:45
  diagnosed: 2022-04-01 10:25
  mitigated: 2022-04-01 11:25
  recovered: 2022-04-01 11:38:24
detected-by: customer                # alarm | customer | employee | other
impact:
  customers: 10000
  experience: told the upload succeeded; the data never appeared
  employees: contact centre surge, two engineers for a day
related:
  - see-also: queue-depth-alarm-missing      # relation: id
  - none: checked 2022-04-04
actions:
  - id: a1
    title: Reject records whose type the transformer does not know, and count them
    owner: ingest
    due: 2022-05-31
    horizon: short                   # short | medium | long
    status: open
    kind: code
    addresses: [input-validation]    # a factor's tag or id
    to-yes: fix
    ticket: OPS-412
ideas: [Shadow-read the table after each batch]
lessons: [config-as-code]
review:
  debrief-on: 2022-04-04
  attendees: 8
  invited: 11
  investigators: [platform]          # teams or roles
  effort-hours: 40
  purpose: learn how three alarms could all look fine
  checkpoint-on: 2022-04-18
audience: everyone                   # or a name from coebook.toml
people: []                           # opt-in role cards
---
## Summary
...
";

fn read_as(kind: Kind, text: &str) -> (FrontMatter, Vec<Finding>) {
    let lines = LineMap::new(text);
    let mut findings = Findings::new("coes/a.md", text, &lines);
    let matter = read(text, kind, &mut findings);
    (matter, findings.into_vec())
}

fn read_coe(text: &str) -> (FrontMatter, Vec<Finding>) {
    read_as(Kind::Coe, text)
}

/// Keys between fences, with a body.
fn yaml(keys: &str) -> String {
    format!("---\n{keys}---\nBody\n")
}

/// The front matter of keys that are all right.
fn sound(keys: &str) -> FrontMatter {
    let text = yaml(keys);
    let (matter, findings) = read_coe(&text);
    assert_eq!(findings, [], "{keys}");
    assert_eq!(&text[matter.body_start..], "Body\n");
    assert!(!matter.unreadable);
    matter
}

/// Each finding as `rule line:column message | hints`.
fn complaints(text: &str) -> Vec<String> {
    said(&read_coe(text).1)
}

fn said(findings: &[Finding]) -> Vec<String> {
    let line =
        |f: &Finding| format!("{} {}:{} {} | {}", f.rule, f.line, f.column, f.message, f.hints.join(" "));
    findings.iter().map(line).collect()
}

fn words(list: &[Spanned<String>]) -> Vec<&str> {
    list.iter().map(|item| item.value.as_str()).collect()
}

fn word(value: &Option<Spanned<String>>) -> &str {
    value.as_ref().map_or("", |value| value.value.as_str())
}

#[test]
fn reads_every_key_of_the_content_model() {
    let (matter, findings) = read_coe(EXAMPLE);
    assert_eq!(findings, []);
    assert_eq!(&EXAMPLE[matter.body_start..], "## Summary\n...\n");
    assert_eq!(word(&matter.title), "Uploads were accepted but never transformed");
    assert_eq!(word(&matter.id), "uploads-never-transformed");
    assert_eq!(matter.profile.unwrap().value, Profile::Coe);
    assert_eq!(matter.status.unwrap().value, Status::Published);
    assert_eq!(word(&matter.severity), "2");
    assert_eq!(word(&matter.trigger), "customer-impact");
    assert_eq!(word(&matter.team), "ingest");
    assert_eq!(words(&matter.services), ["transformer", "upload-api"]);
    assert_eq!(words(&matter.technologies), ["lambda", "dynamodb"]);
    assert_eq!(words(&matter.impacted_teams), ["contact-center"]);
    assert_eq!(words(&matter.causes), ["input-validation", "monitoring-blind-spot"]);
    assert_eq!(words(&matter.tags), [""; 0]);
    assert_eq!(word(&matter.timezone), "-05:00");
    let times: Vec<_> =
        matter.times.iter().map(|(name, at)| (name.value.as_str(), at.value.as_str())).collect();
    assert_eq!(
        times,
        [
            ("origin", "2022-04-01 09:00"),
            ("impact-start", "2022-04-01 09:38:18"),
            ("detected", "2022-04-01 09:45"),
            ("diagnosed", "2022-04-01 10:25"),
            ("mitigated", "2022-04-01 11:25"),
            ("recovered", "2022-04-01 11:38:24"),
        ]
    );
    assert_eq!(word(&matter.detected_by), "customer");
    assert_eq!(matter.impact.customers, Some(10_000));
    assert!(matter.impact.experience.unwrap().ends_with("never appeared"));
    assert!(matter.impact.employees.unwrap().starts_with("contact centre surge, two"));
    assert_eq!(matter.relations.len(), 1);
    assert_eq!(matter.relations[0].kind, RelationKind::SeeAlso);
    assert_eq!(matter.relations[0].target, "queue-depth-alarm-missing");
    assert_eq!(matter.relations[0].line, 28);
    assert_eq!(&EXAMPLE[matter.relations[0].span.clone()], "queue-depth-alarm-missing");
    assert_eq!(word(&matter.no_relations), "checked 2022-04-04");
    let [action] = matter.actions.as_slice() else { panic!("one action") };
    assert_eq!(action.id.as_deref(), Some("a1"));
    assert!(action.title.starts_with("Reject records whose type") && action.title.ends_with("count them"));
    assert_eq!(action.owner.as_deref(), Some("ingest"));
    assert_eq!(word(&action.due), "2022-05-31");
    assert_eq!(action.horizon, Some(Horizon::Short));
    assert_eq!(action.status, Some(ActionStatus::Open));
    assert_eq!(action.kind.as_deref(), Some("code"));
    assert_eq!(action.addresses, ["input-validation"]);
    assert_eq!(action.to_yes.as_deref(), Some("fix"));
    assert_eq!(action.ticket.as_deref(), Some("OPS-412"));
    assert_eq!(action.line, 31);
    assert!(EXAMPLE[action.span.clone()].starts_with("id: a1"));
    assert!(EXAMPLE[action.span.clone()].ends_with("OPS-412"));
    assert_eq!(words(&matter.ideas), ["Shadow-read the table after each batch"]);
    assert_eq!(words(&matter.lessons), ["config-as-code"]);
    assert_eq!(word(&matter.review.debrief_on), "2022-04-04");
    assert_eq!(matter.review.attendees, Some(8));
    assert_eq!(matter.review.invited, Some(11));
    assert_eq!(matter.review.investigators, ["platform"]);
    assert_eq!(matter.review.effort_hours, Some(40.0));
    assert_eq!(matter.review.purpose.as_deref(), Some("learn how three alarms could all look fine"));
    assert_eq!(word(&matter.review.checkpoint_on), "2022-04-18");
    assert_eq!(word(&matter.audience), "everyone");
    assert!(matter.people.is_empty());
}

#[test]
fn knows_where_every_value_stands() {
    let text = "\u{feff}---\r\ntitle: Café 崩れた\r\ntags: [ä, 'b c']\r\nservices: api,  web\r\n---\r\nBody";
    let (matter, findings) = read_coe(text);
    assert_eq!(findings, []);
    let title = matter.title.unwrap();
    assert_eq!((&text[title.span.clone()], title.line), ("Café 崩れた", 2));
    assert_eq!(&text[matter.tags[1].span.clone()], "'b c'");
    assert_eq!(matter.tags[1].value, "b c");
    assert_eq!(words(&matter.services), ["api", "web"]);
    assert_eq!((&text[matter.services[1].span.clone()], matter.services[1].line), ("web", 4));
    assert_eq!(&text[matter.body_start..], "Body");
}

#[test]
fn reads_lessons_paths_and_explainers() {
    let text = yaml(
        "title: T\nclaim: Retries need budgets\nlimits: not for reads\nevidence: [a, b]\nchampions: sre\n",
    );
    let (lesson, findings) = read_as(Kind::Lesson, &text);
    assert_eq!(findings, []);
    assert_eq!(word(&lesson.claim), "Retries need budgets");
    assert_eq!(word(&lesson.limits), "not for reads");
    assert_eq!((words(&lesson.evidence), words(&lesson.champions)), (vec!["a", "b"], vec!["sre"]));

    let text =
        yaml("for: new people on call\nsteps:\n  - a\n  - coe: b\n    note: the second\n  - c: the third\n");
    let (path, findings) = read_as(Kind::Path, &text);
    assert_eq!(findings, []);
    assert_eq!(word(&path.for_whom), "new people on call");
    let steps: Vec<_> = path.steps.iter().map(|(coe, note)| (coe.value.as_str(), note.as_deref())).collect();
    assert_eq!(steps, [("a", None), ("b", Some("the second")), ("c", Some("the third"))]);

    let text = yaml("subjects: [dns]\nservices: [resolver]\ntechnologies: [dns, bind]\n");
    let (explainer, findings) = read_as(Kind::Explainer, &text);
    assert_eq!(findings, []);
    assert_eq!(words(&explainer.subjects), ["dns", "resolver", "bind"]);
}

#[test]
fn reads_toml() {
    let text = "+++\ntitle = \"Disk full\"\ndate = 2022-04-01\nseverity = 2\nteam_url = \"x\"\ntags = [\"a\", \"b\"]\n\
        [times]\ndetected = 2022-04-01T09:45:00Z\n[[actions]]\ntitle = \"Alert\"\ndue = 2022-05-31\n+++\nBody\n";
    let (matter, findings) = read_coe(text);
    assert_eq!(findings, []);
    assert_eq!(word(&matter.title), "Disk full");
    assert_eq!((word(&matter.date), matter.date.as_ref().unwrap().line), ("2022-04-01", 3));
    assert_eq!(&text[matter.date.unwrap().span], "2022-04-01");
    assert_eq!(word(&matter.severity), "2");
    assert_eq!(words(&matter.tags), ["a", "b"]);
    assert_eq!(matter.times[0].1.value, "2022-04-01T09:45:00Z");
    assert_eq!(word(&matter.actions[0].due), "2022-05-31");
    assert_eq!(&text[matter.body_start..], "Body\n");
}

#[test]
fn reads_json_in_every_fence() {
    let members = "\"title\": \"Disk \\\"}\\\" full\",\n\t\"tags\": [\"a\"], \"draft\": true";
    for text in [
        format!("{{\n\t{members}\n}}\nBody\n"),
        format!("---json\n{{{members}}}\n---\nBody\n"),
        format!(";;;\n{{{members}}}\n;;;\nBody\n"),
        format!(";;;\n{members}\n;;;\nBody\n"),
    ] {
        let (matter, findings) = read_coe(&text);
        assert_eq!(findings, [], "{text}");
        assert_eq!(word(&matter.title), "Disk \"}\" full", "{text}");
        assert_eq!(&text[matter.tags[0].span.clone()], "\"a\"", "{text}");
        assert_eq!(matter.status.unwrap().value, Status::Draft);
        assert_eq!(&text[matter.body_start..], "Body\n", "{text}");
    }
}

#[test]
fn reads_after_a_byte_order_mark_and_blank_lines_but_not_after_a_comment() {
    for before in ["", "\u{feff}", "\n\n", "\u{feff}\r\n  \n"] {
        let text = format!("{before}---\ntitle: T\n---\nBody");
        let (matter, findings) = read_coe(&text);
        assert_eq!((word(&matter.title), findings.len()), ("T", 0), "{text:?}");
        assert_eq!(&text[matter.body_start..], "Body");
    }
    let (matter, findings) = read_coe("<!-- a comment -->\n---\ntitle: T\n---\n");
    assert_eq!((matter, findings), (FrontMatter::default(), vec![]));
}

#[test]
fn closes_at_three_dots_and_accepts_trailing_spaces_and_the_end_of_the_file() {
    for (text, body) in [
        ("---  \ntitle: T\n...\nBody", "Body"),
        ("---\ntitle: T\n--- \nBody", "Body"),
        ("---\ntitle: T\n---", ""),
        ("---yaml\ntitle: T\n---\n", ""),
    ] {
        let (matter, findings) = read_coe(text);
        assert_eq!(
            (word(&matter.title), &text[matter.body_start..], findings.len()),
            ("T", body, 0),
            "{text:?}"
        );
    }
}

#[test]
fn takes_empty_front_matter_for_front_matter() {
    for text in
        ["---\n---\nBody", "---\n\n---\nBody", "---\n# nothing yet\n---\nBody", "+++\n+++\nBody", "{}\nBody"]
    {
        let (matter, findings) = read_coe(text);
        assert_eq!(
            (&text[matter.body_start..], findings.len(), matter.unreadable),
            ("Body", 0, false),
            "{text:?}"
        );
    }
}

#[test]
fn takes_prose_between_rules_for_the_body() {
    for text in [
        "",
        "---",
        "---\n",
        "No front matter.\n",
        "# Title\n\n---\ntitle: no\n---\n",
        "---\n\nThis happened on a Friday.\n\n---\n\nMore.\n",
        "---\nThe cause: a typo.\nThe fix: another typo.\n---\n",
        "---\n- a\n- b\n---\n",
        "---\n# Heading\n\ntitle: no\n",
        "---\nSome prose and no second rule\n",
        "{{ template }}\n",
        "{% include x %}\n---\n",
        "{\"a\": 1} and more\n",
        "+++\nprose\n+++\n",
    ] {
        let (matter, findings) = read_coe(text);
        assert_eq!((matter, findings), (FrontMatter::default(), vec![]), "{text:?}");
    }
    assert_eq!(read_coe("\u{feff}Prose").0.body_start, 3);
}

#[test]
fn says_when_front_matter_is_never_closed() {
    let text = "\n---\ntitle: T\n\n## Summary\n";
    let (matter, findings) = read_coe(text);
    assert_eq!(
        said(&findings),
        ["unreadable-front-matter 2:1 front matter opened with `---` is never closed | \
          put a line `---` after the last key"]
    );
    assert_eq!((matter.body_start, matter.unreadable, findings[0].level), (0, true, Level::Error));
    assert!(complaints("+++\ntitle = 1\n")[0].contains("opened with `+++` is never closed"));
    assert!(
        complaints("{\n  \"title\": 1\n")[0].contains("1:1 front matter opened with `{` is never closed")
    );
}

#[test]
fn says_what_a_parser_could_not_read_in_plain_words_and_keeps_the_rest() {
    let text = yaml(
        "title: Outage: disk full\nowner: @ingest\ntags: [a, b\ndate: 2022-04-01\nteam: `x`\naudience: legal\n",
    );
    let (matter, findings) = read_coe(&text);
    assert_eq!(
        said(&findings),
        [
            "unreadable-front-matter 2:14 a second `:` in the value of `title` | \
             put the value in quotes: \"Outage: disk full\"",
            "unreadable-front-matter 3:8 a value cannot begin with `@` | put the value in quotes",
            "unreadable-front-matter 4:7 a `[` or `{` that is never closed | close it, or put the value in quotes",
            "unreadable-front-matter 6:7 a value cannot begin with ``` | put the value in quotes",
        ]
    );
    assert!(matter.unreadable);
    assert_eq!(word(&matter.title), "Outage: disk full");
    assert_eq!(&text[matter.title.unwrap().span], "Outage: disk full");
    assert_eq!((word(&matter.date), word(&matter.audience)), ("2022-04-01", "legal"));
    assert_eq!(&text[matter.body_start..], "Body\n");
}

#[test]
fn says_plainly_what_is_wrong_with_yaml_that_cannot_be_read() {
    for (keys, expected) in [
        ("team: x\ntimes:\n\torigin: x\n", "4:2 a tab where YAML wants spaces | indent with spaces"),
        ("title: \"never closed\n", "a quotation mark that is never closed"),
        ("title: *bold* move\n", "2:8 `*bold*` reads as a reference to nothing | put the value in quotes"),
        ("title: T\n  team: x\n", "3:7 `team: x` is indented differently"),
        ("title: T\nnothing\ntags: x\n", "3:1 `nothing` is not `key: value`"),
        ("title: a\u{0}b\n", "a control character"),
        ("title: &x [*x]\n", "a value that contains itself"),
        ("title: T\n--- x\n", "a second document begins"),
    ] {
        let said = complaints(&yaml(keys));
        assert!(said.len() == 1 && said[0].contains(expected), "{keys:?}: {said:?}");
    }
}

#[test]
fn says_what_is_wrong_with_toml() {
    let text = "+++\ntitle = Disk full\n+++\nBody";
    let (matter, findings) = read_coe(text);
    assert!(
        said(&findings)[0].starts_with("unreadable-front-matter 2:9 front matter cannot be read"),
        "{findings:?}"
    );
    assert_eq!((findings.len(), matter.unreadable, &text[matter.body_start..]), (1, true, "Body"));
    assert!(complaints("+++\ntitle = 'a'\ntitle = 'b'\n+++\n")[0].contains("3:1 `title` is written twice"));
}

#[test]
fn suggests_the_nearest_key_for_an_unknown_one() {
    assert_eq!(
        complaints(&yaml("servces: [a]\nimpacted_team: x\nfrobnicate: 1\nclaim: x\ntimes:\n  detcted: x\n")),
        [
            "unknown-key 2:1 unknown key `servces` | did you mean `services`?",
            "unknown-key 3:1 unknown key `impacted_team` | did you mean `impacted-teams`?",
            "unknown-key 4:1 unknown key `frobnicate` | nobody reads it; remove it, or write it into the text",
            "unknown-key 5:1 unknown key `claim` | it belongs into a lesson; nobody reads it here",
            "unknown-key 7:3 unknown key `detcted` | did you mean `detected`?",
        ]
    );
    assert_eq!(read_coe(&yaml("servces: a\n")).1[0].level, Level::Warning);
}

#[test]
fn leaves_keys_of_site_generators_alone() {
    sound(
        "layout: post\nparent: Incidents\nnav_order: 3\nhas_children: true\nweight: 5\ntoc: true\nlinkTitle: x\n\
        sidebar_position: 2\nredirect_from: [/a]\nuuid: 1\nname: x\nabout: y\nassignees: ''\nsection: issue\n\
        informational: false\npermalink: /x\nlang: en\nresources:\n  - src: a.png\ntype: docs\nx-own: 1\n",
    );
}

#[test]
fn says_what_was_found_where_something_else_is_expected() {
    let keys = "title: [a, b]\nservices: {a: b}\ntags:\n  - x\n  - {k: v}\nimpact:\n  customers: many\nreview: soon\n\
        times: [x]\nactions:\n  - owner: x\n  - [y]\npeople:\n  - Anna\ndraft: maybe\n";
    assert_eq!(
        complaints(&yaml(keys)),
        [
            "wrong-type 2:8 `title` is a list, a text is expected | ",
            "wrong-type 3:11 `services` is a group of keys, a list is expected | ",
            "wrong-type 6:5 `tags` holds a group of keys, a list of texts is expected | ",
            "wrong-type 8:14 `customers` is `many`, a whole number is expected | ",
            "wrong-type 9:9 `review` is `soon`, a group of keys is expected | ",
            "wrong-type 10:8 `times` is a list, a group of keys is expected | ",
            "wrong-type 12:5 an action without `title` | say what will change",
            "wrong-type 13:5 `actions` is a list, an action with its keys is expected | ",
            "wrong-type 15:5 `people` is `Anna`, a group of keys is expected | ",
            "wrong-type 16:8 `draft` is `maybe`, `true` or `false` is expected | ",
        ]
    );
    assert_eq!(read_coe(&yaml("title: [a, b]\n")).1[0].level, Level::Error);
}

#[test]
fn names_the_words_it_knows_for_one_it_does_not() {
    let text = yaml("status: frozen\nprofile: epic\nactions: [{title: x, status: maybe, horizon: soon}]\n");
    assert_eq!(
        complaints(&text),
        [
            "wrong-type 2:9 `status` does not know the word `frozen` | \
             the words are draft, in-review, published, checkpoint-done, closed, superseded",
            "wrong-type 3:10 `profile` does not know the word `epic` | the words are debrief, coe, howie",
            "wrong-type 4:30 `status` does not know the word `maybe` | \
             the words are open, done, verified, deferred, declined",
            "wrong-type 4:46 `horizon` does not know the word `soon` | the words are short, medium, long",
        ]
    );
    assert_eq!(read_coe(&text).1[0].level, Level::Warning);
}

#[test]
fn the_first_of_two_equal_keys_counts() {
    let text = yaml("title: one\nteam: a\nTitle: two\nservices: x\nservices: y\n");
    let (matter, findings) = read_coe(&text);
    assert_eq!(
        said(&findings),
        [
            "unreadable-front-matter 4:1 `Title` is written twice | keep one of the two; the first one counts",
            "unreadable-front-matter 6:1 `services` is written twice | keep one of the two; the first one counts",
        ]
    );
    assert_eq!((word(&matter.title), words(&matter.services)), ("one", vec!["x"]));
    assert!(!matter.unreadable);
}

#[test]
fn accepts_one_value_where_several_are_expected_and_the_other_way_round() {
    let matter = sound(
        "tags: post-mortem\nservices: a, b\ncauses: x\nideas: One, with a comma\nteam: [ingest]\nlessons:\n",
    );
    assert_eq!(words(&matter.tags), ["post-mortem"]);
    assert_eq!(words(&matter.services), ["a", "b"]);
    assert_eq!(words(&matter.ideas), ["One, with a comma"]);
    assert_eq!(word(&matter.team), "ingest");
    assert!(matter.lessons.is_empty());
}

#[test]
fn takes_numbers_and_truth_values_for_texts_as_they_are_written() {
    let matter =
        sound("title: 404\nid: 0x1F\nseverity: 1.50\ntags: [1, true, No]\ndate: 2022-04-01T09:00:00Z\n");
    assert_eq!((word(&matter.title), word(&matter.id), word(&matter.severity)), ("404", "0x1F", "1.50"));
    assert_eq!(words(&matter.tags), ["1", "true", "No"]);
    assert_eq!(word(&matter.date), "2022-04-01T09:00:00Z");
    assert_eq!(sound("impact: {customers: '10,000'}\n").impact.customers, Some(10_000));
}

#[test]
fn reads_keys_in_any_case_and_with_any_joint() {
    let matter = sound(
        "Title: T\nimpacted_teams: [a]\ndetectedBy: alarm\nAUDIENCE-REASON: x\ntimes:\n  Impact_Start: 9\n",
    );
    assert_eq!((word(&matter.title), word(&matter.detected_by)), ("T", "alarm"));
    assert_eq!(matter.times[0].0.value, "impact-start");
}

#[test]
fn understands_the_keys_of_other_tools() {
    let matter = sound(
        "status: resolved\nresolved_on: 2022-04-01 10:00\naffected: [api]\ncomponents: web\nmax_severity: down\n\
         keywords: [k]\ncategories: c, d\nauthor: Anna\nowner: ingest\nsummary: S\nslug: s\nstart_time: 2022-04-01 09:00\n\
         url: https://example.org\nduration: 30mn\n",
    );
    assert_eq!(matter.status.unwrap().value, Status::Published);
    assert_eq!(words(&matter.services), ["api", "web"]);
    assert_eq!(words(&matter.tags), ["k", "c", "d"]);
    assert_eq!((word(&matter.severity), word(&matter.team)), ("down", "ingest"));
    assert_eq!((words(&matter.authors), word(&matter.description)), (vec!["Anna"], "S"));
    assert_eq!((word(&matter.id), word(&matter.duration)), ("s", "30mn"));
    let times: Vec<_> =
        matter.times.iter().map(|(name, at)| (name.value.as_str(), at.value.as_str())).collect();
    assert_eq!(times, [("recovered", "2022-04-01 10:00"), ("impact-start", "2022-04-01 09:00")]);
}

#[test]
fn our_keys_win_over_those_of_other_tools() {
    let matter = sound(
        "slug: s\nid: i\npriority: P1\nseverity: 2\nsummary: S\ndescription: D\nend_time: 10:00\n\
         times: {recovered: '11:00'}\nstate: open\nstatus: closed\nowner: '@anna'\nresolved: false\n",
    );
    assert_eq!((word(&matter.id), words(&matter.aliases)), ("i", vec!["s"]));
    assert_eq!((word(&matter.severity), word(&matter.description)), ("2", "D"));
    assert_eq!((matter.times.len(), matter.times[0].1.value.as_str()), (1, "11:00"));
    assert_eq!((matter.status.unwrap().value, words(&matter.authors)), (Status::Closed, vec!["@anna"]));
}

#[test]
fn understands_how_people_say_that_they_are_done() {
    for (word, status) in [
        ("Complete, with pending action items", Status::Published),
        ("actions-in-progress", Status::Published),
        ("Finalized", Status::Published),
        ("'[Løst]'", Status::Published),
        ("In Review", Status::InReview),
        ("Pågående", Status::InReview),
        ("WIP", Status::Draft),
        ("closed", Status::Closed),
        ("checkpoint_done", Status::CheckpointDone),
        ("Superseded by 2023-11", Status::Superseded),
    ] {
        assert_eq!(sound(&format!("status: {word}\n")).status.unwrap().value, status, "{word}");
    }
    assert_eq!(sound("resolved: true\n").status.unwrap().value, Status::Published);
    assert_eq!(sound("resolved: 2022-04-01\n").times[0].0.value, "recovered");
    assert_eq!(sound("draft: true\nresolved: true\n").status.unwrap().value, Status::Draft);
    assert_eq!(sound("draft: false\n").status, None);
    assert_eq!(sound("draft: true\nstatus: in-review\n").status.unwrap().value, Status::InReview);
    assert!(sound("draft: true\nstatus: in-review\n").draft);
}

#[test]
fn reads_relations_however_they_are_written() {
    let matter = sound(
        "related:\n  - bare-id\n  - recurrence_of: [a, b]\n    text: same disk\n  - {kind: same-cause, id: c}\nsupersedes: d\n",
    );
    let relations: Vec<_> =
        matter.relations.iter().map(|r| (r.kind, r.target.as_str(), r.text.as_str())).collect();
    assert_eq!(
        relations,
        [
            (RelationKind::SeeAlso, "bare-id", ""),
            (RelationKind::RecurrenceOf, "a", "same disk"),
            (RelationKind::RecurrenceOf, "b", "same disk"),
            (RelationKind::SameCause, "c", ""),
            (RelationKind::Supersedes, "d", ""),
        ]
    );
    assert!(sound("related: none\n").no_relations.is_some());
    assert_eq!(
        complaints(&yaml("related:\n  - recurence-of: x\n")),
        ["unknown-key 3:5 unknown key `recurence-of` | did you mean `recurrence-of`?"]
    );
}

#[test]
fn an_audience_that_cannot_be_read_does_not_become_everyone() {
    let (matter, findings) = read_coe(&yaml("audience: [legal, security]\n"));
    assert_eq!(findings.len(), 1);
    assert!(word(&matter.audience).contains("legal"));
    let (matter, findings) = read_coe(&yaml("audiance: legal\n"));
    assert_eq!((word(&matter.audience), findings[0].rule), ("legal", "unknown-key"));
    assert!(read_coe(&yaml("draft: perhaps\n")).0.draft);
}

#[test]
fn follows_anchors_and_merge_keys() {
    let matter =
        sound("services: &s [a, b]\ntechnologies: *s\nimpact: {<<: {experience: slow}, customers: 3}\n");
    assert_eq!(words(&matter.technologies), ["a", "b"]);
    assert_eq!((matter.impact.experience.as_deref(), matter.impact.customers), (Some("slow"), Some(3)));
}

#[test]
fn survives_bombs() {
    let mut laughs = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let alias = format!("*a{}", level - 1);
        laughs += &format!("a{level}: &a{level} [{}]\n", vec![alias; 9].join(", "));
    }
    let long_anchor = format!("x: &x {}\ntags: [{}]\n", "y".repeat(50_000), vec!["*x"; 3000].join(", "));
    let bombs = [
        yaml(&laughs),
        yaml(&long_anchor),
        yaml(&format!("title: {}{}\n", "[".repeat(30_000), "]".repeat(30_000))),
        yaml(&format!("title: {}\n", "{a: ".repeat(10_000))),
        yaml(&(0..250).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect::<String>()),
        yaml(&format!("title: {}\n", "- ".repeat(20_000))),
        yaml(&(0..5_000).map(|key| format!("k{key}: 1\n")).collect::<String>()),
        yaml(&format!("{{{}}}\n", (0..5_000).map(|key| format!("k{key}: 1, ")).collect::<String>())),
        yaml(&format!("title: T\n# {}\n", "x".repeat(10_000_000))),
        yaml("title: !!binary aGVsbG8=\nid: !!int no\nteam: !weird x\n"),
        yaml("? [a, b]\n: c\n? {d: e}\n: f\n~: g\ntrue: h\n"),
        format!("+++\na = {}{}\n+++\n", "[".repeat(30_000), "]".repeat(30_000)),
        format!("+++\n{}a = 1\n+++\n", "a.".repeat(30_000)),
        format!("+++\n[{}a]\n+++\n", "a.".repeat(10_000)),
        format!("{}\"a\": {}1{}\n", "{", "[".repeat(30_000), "]".repeat(30_000)),
        format!("{}\n", "{\"a\": ".repeat(1_000_000)),
        format!("---\n{}", "title: x\n".repeat(1_000_000)),
    ];
    let begun = std::time::Instant::now();
    for bomb in &bombs {
        let (matter, findings) = read_coe(bomb);
        assert!(matter.body_start <= bomb.len() && findings.len() <= 100);
    }
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
    assert!(complaints(&bombs[0])[0].contains("repeats or nests itself too often"));
    assert!(complaints(&bombs[8])[0].contains("front matter is larger than 64 kB"));
}

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }
}

fn assert_sane(text: &str) {
    let (matter, findings) = read_coe(text);
    assert!(text.is_char_boundary(matter.body_start), "{text:?}");
    for finding in &findings {
        let span = finding.span.expect("a place");
        assert!(text.get(span.start..span.end).is_some(), "{finding:?} in {text:?}");
    }
    let texts = [&matter.title, &matter.id, &matter.date, &matter.audience];
    let lists = [&matter.services, &matter.tags, &matter.causes];
    for value in texts.into_iter().flatten().chain(lists.into_iter().flatten()) {
        assert!(text.get(value.span.clone()).is_some() && value.line > 0, "{value:?} in {text:?}");
    }
}

const TOML: &str = "+++\ntitle = \"Dïsk\"\ntags = ['a', \"b\"]\ndate = 2022-04-01 # c\n[impact]\ncustomers = 1_000\n\
    [[actions]]\ntitle = '''x\ny'''\ndue = 2022-05-31\nmore = {a.b = 1}\n+++\nBody\n";
const JSON: &str = "{\n \"title\": \"Dïsk \\ud83d\\ude00\",\n \"tags\": [\"a\", 1, null],\n \"times\": {\"origin\": \"x\"}\n}\nBody\n";

#[test]
fn survives_being_cut_off_anywhere() {
    for example in [EXAMPLE, TOML, JSON] {
        for end in (0..example.len()).filter(|end| example.is_char_boundary(*end)) {
            assert_sane(&example[..end]);
            // The same block, closed.
            assert_sane(&format!("{}\n---\nBody", &example[..end]));
            assert_sane(&format!("{}\n+++\nBody", &example[..end]));
        }
    }
}

#[test]
fn survives_changed_bytes() {
    let strange = b"\0\t\n\r \"'#&*!|>%@`[]{},:?-+;.=<~\\\xc3\x80aZ09\x7f\x1b";
    let mut dice = Dice(42);
    for example in [EXAMPLE, TOML, JSON] {
        for _ in 0..1500 {
            let mut bytes = example.as_bytes().to_vec();
            for _ in 0..=dice.below(6) {
                let at = dice.below(bytes.len());
                let byte = strange[dice.below(strange.len())];
                match dice.below(3) {
                    0 => bytes[at] = byte,
                    1 => bytes.insert(at, byte),
                    _ => drop(bytes.remove(at)),
                }
            }
            assert_sane(&String::from_utf8_lossy(&bytes));
        }
    }
}

#[test]
fn survives_lines_in_any_order() {
    let mut dice = Dice(7);
    let lines: Vec<&str> = EXAMPLE.lines().chain(TOML.lines()).chain(JSON.lines()).collect();
    for _ in 0..1500 {
        let shuffled: Vec<&str> = (0..dice.below(20)).map(|_| lines[dice.below(lines.len())]).collect();
        assert_sane(&format!("---\n{}\n---\n{}", shuffled.join("\n"), "Body"));
    }
}
