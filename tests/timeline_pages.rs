//! The timeline as a reader sees it: branches, folds, pictures, zones, and what the rail has of it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

use crate::support::Sandbox;

/// The page of the only COE of a folder of files.
#[track_caller]
fn page(files: &[(&str, &str)]) -> String {
    let sandbox = Sandbox::new();
    files.iter().for_each(|(path, content)| sandbox.write(path, content));
    sandbox.run(&["build", "--out", "site", "--today", "2026-11-21"]).assert(0, &[]);
    sandbox.read("site/coes/one.html")
}

/// The page of a COE with such lines in its timeline.
#[track_caller]
fn timeline(zone: &str, lines: &[&str]) -> String {
    let lines: String = lines.iter().map(|line| format!("- {line}\n")).collect();
    let text = format!("# The lift stopped\n\n## Summary\n\nIt did.\n\n## Timeline {zone}\n\n{lines}");
    page(&[("content/coes/2024-03-05-one.md", &text)])
}

/// The item of the timeline with such words: from its tag to the next.
#[track_caller]
fn item<'p>(page: &'p str, words: &str) -> &'p str {
    let at = page.find(words).unwrap_or_else(|| panic!("no `{words}` in {page}"));
    let start = page[..at].rfind("<li class=").unwrap();
    let end = page[at..].find("</li>").map_or(page.len(), |end| at + end);
    &page[start..end]
}

/// What a reader sees of some markup, spaces made one.
fn words(html: &str) -> String {
    let pieces = html.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, words)| words));
    pieces.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_hypothesis_is_a_branch_that_ends_where_it_is_ruled_out_and_says_how_long_it_took() {
    let page = timeline(
        "(UTC)",
        &[
            "2024-03-05 09:00 [detected] The lift stops.",
            "09:04 [hypothesis] The cable is worn.",
            "09:10 Somebody fetches a ladder.",
            "09:16 [ruled-out] The cable is new.",
            "09:30 [recovered] It moves.",
        ],
    );
    let begins = item(&page, "The cable is worn.");
    assert!(begins.contains("coe-branch--starts") && begins.contains("coe-moment--lane-1"), "{begins}");
    assert!(words(begins).contains("Hypothesis, ruled out after 12 minutes"), "{begins}");
    assert!(item(&page, "fetches a ladder").contains("coe-branch--1 coe-branch--passes"));
    let ends = item(&page, "The cable is new.");
    assert!(ends.contains("coe-branch--1 coe-branch--ends"), "{ends}");
    assert!(ends.contains("href=\"#t-2024-03-05-0904\"") || ends.contains("<a href=\"#t-"), "{ends}");
    assert!(words(ends).contains("Ruled out after 12 minutes"), "{ends}");
    assert!(!item(&page, "It moves.").contains("coe-branch"));
    assert!(page.contains("coe-timeline--lanes-1"));
}

#[test]
fn of_two_hypotheses_the_one_that_is_spoken_of_is_ruled_out() {
    let page = timeline(
        "(UTC)",
        &[
            "2024-03-05 09:00 [hypothesis] The cable is worn.",
            "09:05 [hypothesis] The brake is frozen.",
            "09:20 [ruled-out] The cable is as good as new.",
            "09:25 [ruled-out] The brake is warm.",
        ],
    );
    assert!(item(&page, "The brake is frozen.").contains("coe-moment--lane-2"));
    assert!(words(item(&page, "as good as new")).contains("after 20 minutes"), "{page}");
    assert!(words(item(&page, "The brake is warm")).contains("after 20 minutes"), "{page}");
    assert!(item(&page, "as good as new").contains("coe-branch--1 coe-branch--ends"));
    assert!(page.contains("coe-timeline--lanes-2"));
}

#[test]
fn a_hypothesis_never_ruled_out_comes_back_with_the_diagnosis_or_stays_open() {
    let page = timeline(
        "(UTC)",
        &[
            "2024-03-05 09:00 [hypothesis] The fuse is blown.",
            "09:05 [red-herring] The light of the other lift flickers.",
            "09:20 [diagnosed] It is the fuse.",
            "09:30 [hypothesis] The new fuse is too weak.",
            "09:40 It holds so far.",
        ],
    );
    assert!(words(item(&page, "The fuse is blown.")).contains("followed by the diagnosis after 20 minutes"));
    assert!(item(&page, "It is the fuse.").contains("coe-branch--rejoins"));
    assert!(item(&page, "flickers").contains("coe-branch--2 coe-branch--spur"));
    assert!(words(item(&page, "too weak")).contains("Hypothesis, left open"));
    assert!(item(&page, "holds so far").contains("coe-branch--fades"));
}

#[test]
fn a_timeline_without_hypotheses_has_no_branches() {
    let page =
        timeline("(UTC)", &["2024-03-05 09:00 A.", "09:04 [ruled-out] It is not the cable.", "09:10 B."]);
    assert!(!page.contains("coe-branch") && !page.contains("coe-timeline--lanes"), "{page}");
}

/// A timeline of forty moments, some of them marked.
fn forty(marks: &[(usize, &str)]) -> Vec<String> {
    let mark = |at: usize| marks.iter().find(|(place, _)| *place == at).map_or("", |(_, mark)| mark);
    (0..40)
        .map(|at| format!("2024-03-05 {:02}:{:02} {} Step number {at}.", 9 + at / 30, at * 2 % 60, mark(at)))
        .collect()
}

#[test]
fn a_long_timeline_folds_what_is_not_marked_and_says_how_much() {
    let lines = forty(&[(3, "[detected]"), (20, "[diagnosed]"), (36, "[recovered]")]);
    let page = timeline("(UTC)", &lines.iter().map(String::as_str).collect::<Vec<_>>());
    let folds: Vec<&str> = page.split("<details class=\"coe-fold\">").skip(1).collect();
    assert_eq!(folds.len(), 2, "{page}");
    assert!(words(folds[0]).starts_with("14 more, 09:10 to 09:36 "), "{}", words(folds[0]));
    for at in [0, 2, 3, 4, 19, 20, 21, 35, 36, 37, 38, 39] {
        let moment = page.find(&format!("Step number {at}.")).unwrap();
        let before = &page[..moment];
        let opened = before.matches("<details class=\"coe-fold\">").count();
        let closed = before
            .split("<details class=\"coe-fold\">")
            .skip(1)
            .filter(|it| it.contains("</details>"))
            .count();
        assert_eq!(opened, closed, "{at} is folded");
    }
    assert_eq!(page.matches("class=\"coe-moment ").count(), 40);
}

#[test]
fn a_timeline_stays_whole_when_it_is_short_or_nothing_says_what_matters() {
    let lines = forty(&[]);
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    assert!(!timeline("(UTC)", &lines).contains("coe-folded"));
    let marked = forty(&[(3, "[detected]"), (9, "[diagnosed]"), (12, "[recovered]")]);
    let short: Vec<&str> = marked.iter().take(20).map(String::as_str).collect();
    assert!(!timeline("(UTC)", &short).contains("coe-folded"));
}

#[test]
fn another_zone_is_offered_only_where_each_time_is_a_point_in_time() {
    let zoned = timeline("(UTC+2)", &["2024-03-05 09:00 A.", "09:04 B.", "09:09 C."]);
    assert!(zoned.contains("data-zones="), "{zoned}");
    let zoneless = timeline("", &["2024-03-05 09:00 A.", "09:04 B.", "09:09 C."]);
    assert!(!zoneless.contains("data-zones="), "{zoneless}");
    assert!(zoneless.contains("The document names no time zone"), "{zoneless}");
    let dateless = timeline("(UTC)", &["2024-03-05 A.", "2024-03-06 B.", "2024-03-07 C."]);
    assert!(!dateless.contains("data-zones="), "{dateless}");
}

#[test]
fn a_picture_that_a_moment_links_to_stands_beside_it() {
    let text = "# The lift stopped\n\n## Timeline (UTC)\n\n- 2024-03-05 09:00 It stops. [the *motor* current](img/motor.svg)\n\
                - 09:10 ![the brake](img/motor.svg) is seen.\n- 09:20 [A note](img/note.txt) is found.\n";
    let page = page(&[
        ("content/coes/2024-03-05-one/index.md", text),
        (
            "content/coes/2024-03-05-one/img/motor.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 4\"/>",
        ),
        ("content/coes/2024-03-05-one/img/note.txt", "a note"),
    ]);
    assert_eq!(page.matches("<figure class=\"coe-evidence\">").count(), 1, "{page}");
    let beside = item(&page, "coe-evidence");
    assert!(beside.contains("It stops.") && beside.contains("alt=\"the motor current\""), "{beside}");
}

#[test]
fn the_rail_has_the_timeline_in_small_with_a_link_to_each_marked_moment() {
    let page = timeline(
        "(UTC)",
        &[
            "2024-03-05 09:00 [impact-start] The lift stops.",
            "09:10 [detected] The bell rings.",
            "09:12 Somebody comes.",
            "11:00 [diagnosed] It is the fuse.",
            "11:20 [recovered] It moves.",
        ],
    );
    let rail = page.split_once("data-rail").unwrap().1.split_once("</nav>").unwrap().0;
    assert_eq!(rail.matches("class=\"coe-mini__dot ").count(), 4, "{rail}");
    assert_eq!(rail.matches("class=\"coe-mini__tick\"").count(), 1, "{rail}");
    assert_eq!(rail.matches("coe-mini__silence").count(), 1, "{rail}");
    for anchor in rail.split("<a href=\"#").skip(1).map(|link| link.split_once('"').unwrap().0) {
        assert!(page.contains(&format!("id=\"{anchor}\"")), "{anchor} is nowhere");
    }
    let few = timeline("(UTC)", &["2024-03-05 09:00 [detected] A.", "09:10 [recovered] B."]);
    assert!(!few.contains("coe-mini"), "{few}");
}

#[test]
fn long_documents_have_their_contents_at_the_top_of_the_text() {
    let sections = |count: usize| -> String {
        let sections = (1..=count).map(|at| format!("## Part {at}\n\nWords.\n\n"));
        page(&[("content/coes/2024-03-05-one.md", &format!("# Lift\n\n{}", sections.collect::<String>()))])
    };
    assert!(sections(5).contains("class=\"coe-contents\""));
    assert!(!sections(4).contains("class=\"coe-contents\""));
}
