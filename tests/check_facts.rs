//! Two incidents everybody in the field knows, in words of our own: what `check` makes of their facts.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use serde_json::Value;

use crate::support::Sandbox;

/// Uploads that were accepted and never transformed; its runbook is due on a day that no calendar has.
const UPLOADS: &str = "\
# Uploads were accepted and never transformed

## Timeline

All times are GMT-5.

- 2022-04-01 9:00:00 [origin] The release goes to production.
- 9:25:00 The dashboard is as expected.
- 9:38:18 [impact-start] Errors of the transformer rise.
- 9:40:00 Complaints surge at the contact centre.
- 9:45:00 [detected] The contact centre tells the service team.
- 9:47:00 The dashboards look acceptable.
- 9:53:00 All logs of the application are searched.
- 10:25:00 [diagnosed] The error rate is seen in the transformer's logs.
- 10:45:00 A patch is in test.
- 10:55:00 Test acceptance passes.
- 10:59:00 The patch goes to production.
- 11:25:00 [mitigated] Recovery begins.
- 11:38:24 [recovered] Recovery is complete.

## Action items

| action | owner | due |
|---|---|---|
| Rename the queue after what it holds | ingest | 6/31/2022 |
";

/// Rule, line and message of each finding of a document.
fn findings(sandbox: &Sandbox, path: &str) -> Vec<(String, u64, String)> {
    let said = sandbox.run_plain(&[
        "check",
        path,
        "--today",
        "2022-05-01",
        "--format",
        "json",
        "--level",
        "information",
    ]);
    let told: Value = serde_json::from_str(&said.stdout).unwrap();
    let text = |it: &Value| it.as_str().unwrap().to_owned();
    let findings = told["findings"].as_array().unwrap().iter();
    findings.map(|it| (text(&it["rule"]), it["line"].as_u64().unwrap(), text(&it["message"]))).collect()
}

fn of<'f>(findings: &'f [(String, u64, String)], rule: &str) -> Vec<(u64, &'f str)> {
    findings.iter().filter(|it| it.0 == rule).map(|(_, line, message)| (*line, message.as_str())).collect()
}

#[test]
fn uploads_have_one_gap_two_answers_of_no_and_one_day_that_no_calendar_has() {
    let sandbox = Sandbox::new();
    sandbox.write("coes/2022-04-01-uploads.md", UPLOADS);
    let shown = sandbox.run(&["show", "2022-04-01-uploads", "--source", "coes", "--json"]);
    let facts: Value = serde_json::from_str(&shown.stdout).unwrap();
    assert_eq!(facts["duration_minutes"].as_f64(), Some(120.1));
    let found = findings(&sandbox, "coes");
    assert_eq!(of(&found, "timeline-gap"), [(14, "nothing is told for 32 min, from 09:53:00 to 10:25:00")]);
    assert_eq!(
        of(&found, "no-to-yes"),
        [
            (11, "detected after 6 min 42 s, and no action makes it sooner"),
            (19, "fixed after 2 h, and no action makes it sooner"),
        ]
    );
    let impossible = of(&found, "impossible-date");
    assert_eq!(impossible.len(), 1, "{impossible:?}");
    assert!(impossible[0].1.contains("6/31/2022"), "{impossible:?}");
}

#[test]
fn the_hurried_debrief_contradicts_its_own_timeline_and_promises_nothing() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "coes/2022-12-06-search.md",
        "# The newest goods could not be found\n\n## What happened\n\nThe incident took 20 minutes.\n\n## Timeline (PST)\n\n\
         - 2022-12-04 A bug goes into the tooling.\n- 2022-12-05 New goods go into the collection.\n\
         - 2022-12-06 2:30 pm Customers report it.\n- 2:31 pm Elevated error rates.\n- 2:34 pm The alias is found.\n\
         - 2:36 pm Fixed.\n- 2:37 pm Applied to the index file.\n\n## Causes\n\n- Bug, due to a lack of types.\n\
         - The alert was broken. We should have tested it.\n\n## Mitigators\n\n- It happened during low traffic.\n\n\
         ## Actions\n\n- Fix the script. DONE\n- Fix the alert. DONE\n- Check all our other alerts.\n",
    );
    let found = findings(&sandbox, "coes");
    assert_eq!(
        of(&found, "duration-mismatch"),
        [(5, "`20 minutes` is stated, and the timeline spans 7 min")]
    );
    for rule in ["lack-of", "should-have", "luck-as-mitigation"] {
        assert_eq!(of(&found, rule).len(), 1, "{rule}");
    }
    let lines = |rule: &str| of(&found, rule).iter().map(|it| it.0).collect::<Vec<_>>();
    assert_eq!(
        (lines("action-without-owner"), lines("action-without-due")),
        (vec![28, 29, 30], vec![28, 29, 30])
    );
    // The story begins two days before anybody noticed, so nothing says that it starts late.
    assert_eq!(of(&found, "late-start"), []);
}
