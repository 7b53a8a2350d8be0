//! What `check` finds in documents that tell known facts: nothing is missed, and each thing is told once.

#![allow(clippy::disallowed_methods, reason = "tests prepare and inspect folders by hand")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;

use coebook::model::Day;

/// The messages of one rule about a document.
fn messages(document: &str, rule: &str) -> Vec<String> {
    let folder = tempfile::TempDir::new().unwrap();
    fs::write(folder.path().join("incident.md"), document).unwrap();
    let today = Day::new(2026, 11, 21).unwrap();
    let folders = [folder.path().to_owned()];
    let asked = coebook::Asked {
        sources: &folders,
        standing: None,
        changed_since: None,
        selection: coebook::check::Selection::default(),
        today,
        fix: false,
    };
    let checked = coebook::check(&asked, &|_| {}).unwrap();
    let of_rule = checked.told.into_iter().filter(|finding| finding.rule == rule);
    of_rule.map(|finding| finding.message).collect()
}

const UPLOADS: &str = "\
# Files were taken and never turned into rows

## Timeline (GMT-5)

- 2022-04-01 9:00:00 [origin] A release goes out.
- 2022-04-01 9:38:18 [impact-start] Errors rise.
- 2022-04-01 9:45:00 [detected] The team is told.
- 2022-04-01 9:53:00 All logs are searched.
- 2022-04-01 10:25:00 [diagnosed] The errors are seen.
- 2022-04-01 10:45:00 A patch is made.
- 2022-04-01 10:59:00 The patch goes out.
- 2022-04-01 11:25:00 [mitigated] New files become rows.
- 2022-04-01 11:38:24 [recovered] All is well.

## Actions

- Handle unknown types. (ingest, 6/31/2022)
";

#[test]
fn the_one_gap_of_the_upload_incident_is_32_minutes_long() {
    let told = messages(UPLOADS, "timeline-gap");
    assert_eq!(told, ["nothing is told for 32 min, from 09:53:00 to 10:25:00"]);
}

#[test]
fn the_timeline_of_the_upload_incident_is_in_order_and_in_one_zone() {
    for rule in ["disordered-timeline", "mixed-zones", "zoneless-time", "late-start", "future-time"] {
        assert_eq!(messages(UPLOADS, rule), Vec::<String>::new(), "{rule}");
    }
}

#[test]
fn twenty_minutes_are_not_the_seven_of_the_search_timeline() {
    let search = "\
# New goods could not be found

The incident took 20 minutes.

## Timeline (PST)

- 2022-12-04 The script gets its fault.
- 2022-12-06 2:30 pm The channel is opened.
- 2:31 pm Errors are up.
- 2:34 pm The alias is found.
- 2:37 pm The alias is mended.
";
    assert_eq!(
        messages(search, "duration-mismatch"),
        ["`20 minutes` is stated, and the timeline spans 7 min"]
    );
}
