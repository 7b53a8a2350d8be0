//! `coebook readers`: logs of every format and every kind of damage in, numbers out, and where they are shown.
#![allow(clippy::disallowed_methods, reason = "tests prepare and inspect folders by hand")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::support::{GOOD, Said, Sandbox};

const AGENT: &str = "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/130.0";

/// Two COEs, of which one had another name before.
fn two() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("coebook.toml", "title = \"Reviews\"\nbase-url = \"https://example.com/reviews\"\n");
    let moved = "---\nid: checkout-slow\naliases: [checkout]\n---\n";
    sandbox.write("content/coes/2024-03-05-checkout.md", format!("{moved}{GOOD}"));
    sandbox.write("content/coes/2024-04-01-障害.md", GOOD.replace("Checkout was slow", "障害"));
    sandbox
}

/// A line of the combined format.
fn line(day: &str, request: &str, status: u16, agent: &str) -> String {
    format!("192.0.2.7 - - [{day}:13:55:36 +0100] \"{request}\" {status} 2326 \"-\" \"{agent}\"\n")
}

fn view(day: &str, path: &str) -> String {
    line(day, &format!("GET {path} HTTP/1.1"), 200, AGENT)
}

/// What the file counts, without the logs.
fn counted(sandbox: &Sandbox) -> Value {
    let file: Value = serde_json::from_str(&sandbox.read("readers.json")).unwrap();
    file["coes"].clone()
}

fn count(sandbox: &Sandbox, log: &str, arguments: &[&str]) -> Said {
    sandbox.write("access.log", log);
    let always = ["readers", "--log", "access.log", "--today", "2026-11-28"];
    sandbox.run(&[&always, arguments].concat())
}

// ---- formats

#[test]
fn counts_the_common_and_the_combined_format() {
    let sandbox = two();
    let log = [
        "192.0.2.7 - - [01/Nov/2026:13:55:36 +0100] \"GET /reviews/coes/checkout-slow.html HTTP/1.1\" 200 2326\n",
        &view("01/Nov/2026", "/reviews/coes/checkout-slow.html?from=search#timeline"),
        "example.com:443 2001:db8::1 - ann [02/Nov/2026:00:00:01 +0000] \"GET /coes/%E9%9A%9C%E5%AE%B3.html HTTP/2.0\" 304 - \
         \"https://example.com/a \\\"b\\\"\" \"Mozilla/5.0\"\n",
    ]
    .concat();
    count(&sandbox, &log, &[]).assert(
        0,
        &[
            "3 page views of 2 COEs in 3 lines that were not counted before",
            "Counted so far: 2026-11-01 to 2026-11-02",
        ],
    );
    assert_eq!(
        counted(&sandbox),
        json!({"checkout-slow": {"views": {"2026-11-01": 2}}, "障害": {"views": {"2026-11-02": 1}}})
    );
}

#[test]
fn counts_logs_of_cloudfront_by_the_names_of_their_fields() {
    let sandbox = two();
    let usual = "#Version: 1.0\n#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) \
                 cs(User-Agent)\n2026-11-01\t23:59:59\tOSL50\t123\t192.0.2.7\tGET\tx.cloudfront.net\t/coes/checkout-slow.html\t200\t-\tMozilla/5.0%20(X11)\n\
                 2026-11-01\t23:59:59\tOSL50\t123\t192.0.2.7\tGET\tx.cloudfront.net\t/coes/checkout-slow.html\t200\t-\tGooglebot/2.1\n";
    let other = "#Fields: sc-status cs-uri-stem cs-method c-ip date\n200\t/reviews/coes/checkout-slow.html\tGET\t192.0.2.7\t2026-11-02\n";
    count(&sandbox, &format!("{usual}{other}"), &["--format", "cloudfront"])
        .assert(0, &["2 page views of 1 COE", "1 by robots"]);
    assert_eq!(counted(&sandbox), json!({"checkout-slow": {"views": {"2026-11-01": 1, "2026-11-02": 1}}}));
}

#[test]
fn counts_json_as_common_servers_write_it() {
    let sandbox = two();
    let log = [
        r#"{"time":"2026-11-01T10:00:00+01:00","method":"GET","uri":"/coes/checkout-slow.html","status":200,"user_agent":"Mozilla"}"#,
        r#"{"level":"info","ts":1793527200.5,"request":{"remote_ip":"192.0.2.7","method":"GET","uri":"/coes/checkout-slow.html","headers":{"User-Agent":["Mozilla/5.0"]}},"status":200}"#,
        r#"{"time_local":"01/Nov/2026:10:00:00 +0000","request":"GET /coes/checkout-slow.html HTTP/1.1","status":"200","http_user_agent":"Mozilla"}"#,
        r#"{"ClientHost":"192.0.2.7","DownstreamStatus":200,"RequestMethod":"GET","RequestPath":"/coes/checkout-slow.html","StartUTC":"2026-11-01T10:00:00Z","request_User-Agent":"Mozilla"}"#,
        r#"{"timestamp":1793527200500,"method":"POST","path":"/coes/checkout-slow.html","status":200}"#,
    ]
    .join("\n");
    count(&sandbox, &log, &["--format", "json"])
        .assert(0, &["4 page views of 1 COE", "1 that did not ask for the page"]);
    assert_eq!(counted(&sandbox), json!({"checkout-slow": {"views": {"2026-11-01": 4}}}));
}

#[test]
fn tells_formats_apart_line_by_line() {
    let sandbox = two();
    let log = format!(
        "{}{}\n2026-11-01\t23:59:59\tOSL50\t1\t192.0.2.7\tGET\tx\t/coes/checkout-slow.html\t200\t-\tMozilla\n",
        view("01/Nov/2026", "/coes/checkout-slow.html"),
        r#"{"time":"2026-11-01","method":"GET","path":"/coes/checkout-slow.html","status":200}"#,
    );
    count(&sandbox, &log, &[]).assert(0, &["3 page views of 1 COE in 3 lines"]);
    std::fs::remove_file(sandbox.path("readers.json")).unwrap();
    count(&sandbox, &log, &["--format", "json"])
        .assert(0, &["1 page view of 1 COE in 3 lines", "2 is no line"]);
}

#[test]
fn reads_gzip_and_standard_input() {
    let sandbox = two();
    let log = view("01/Nov/2026", "/coes/checkout-slow.html");
    sandbox.write("plain.log", &log);
    let status = Command::new("gzip").arg(sandbox.path("plain.log")).status().unwrap();
    assert!(status.success());
    let gzip = ["readers", "--log", "plain.log.gz", "--today", "2026-11-28"];
    sandbox.run(&gzip).assert(0, &["1 page view of 1 COE"]);
    let input = view("02/Nov/2026", "/coes/checkout-slow.html");
    sandbox.run_with(&["readers", "--log", "-"], &input).assert(0, &["1 page view of 1 COE"]);
    // The same log is the same whether it is compressed or not.
    sandbox.run_with(&["readers", "--log", "-"], &log).assert(0, &["1 lines that were counted before"]);
    let mut cut = std::fs::read(sandbox.path("plain.log.gz")).unwrap();
    cut.truncate(cut.len() / 2);
    sandbox.write("cut.log.gz", cut);
    sandbox.run(&["readers", "--log", "cut.log.gz"]).assert(2, &["cannot read cut.log.gz"]);
    assert_eq!(counted(&sandbox), json!({"checkout-slow": {"views": {"2026-11-01": 1, "2026-11-02": 1}}}));
}

// ---- what counts

#[test]
fn counts_people_who_read_a_page_and_nothing_else() {
    let sandbox = two();
    let page = "/reviews/coes/checkout-slow.html";
    let log = [
        view("01/Nov/2026", page),
        view("01/Nov/2026", "/reviews/coes/checkout.html"),
        line("01/Nov/2026", &format!("HEAD {page} HTTP/1.1"), 200, AGENT),
        line("01/Nov/2026", &format!("GET {page} HTTP/1.1"), 404, AGENT),
        line("01/Nov/2026", &format!("GET {page} HTTP/1.1"), 200, "curl/8.5.0"),
        line("01/Nov/2026", &format!("GET {page} HTTP/1.1"), 200, "-"),
        view("01/Nov/2026", "/reviews/coes/checkout-slow.md"),
        view("01/Nov/2026", "/reviews/assets/site.css"),
        view("01/Nov/2026", "/elsewhere/coes/checkout-slow.html"),
        view("01/Nov/2026", "/reviews/coes/never-was.html"),
        line("01/Nov/2026", "-", 400, "-"),
        // From the page of the old name on to the new one.
        view("01/Nov/2026", page).replace("\"-\"", "\"https://example.com/reviews/coes/checkout.html\""),
        "\n".to_owned(),
    ]
    .concat();
    count(&sandbox, &log, &[]).assert(
        0,
        &[
            "2 page views of 1 COE in 13 lines",
            "Left out: 4 requests for other pages and files, 2 by robots, 1 that did not ask for the page, 1 that were not answered \
             with the page, 1 sent on from an old name, 1 for COEs that are not here",
        ],
    );
    assert_eq!(counted(&sandbox), json!({"checkout-slow": {"views": {"2026-11-01": 2}}}));
}

#[test]
fn counts_a_log_once_and_of_one_that_has_grown_what_is_new() {
    let sandbox = two();
    let page = "/coes/checkout-slow.html";
    let first = view("01/Nov/2026", page);
    count(&sandbox, &first, &[]).assert(0, &["1 page view of 1 COE"]);
    let before = sandbox.read("readers.json");
    count(&sandbox, &first, &[]).assert(0, &["0 page views of 0 COEs", "1 lines that were counted before"]);
    assert_eq!(sandbox.read("readers.json"), before);
    // It grows by a line, and by the beginning of another.
    let second = format!("{first}{}", view("02/Nov/2026", page));
    let cut = &view("03/Nov/2026", page)[..60];
    count(&sandbox, &format!("{second}{cut}"), &[])
        .assert(0, &["1 page view of 1 COE in 2 lines", "1 ends in the middle"]);
    let third = format!("{second}{}", view("03/Nov/2026", page));
    count(&sandbox, &third, &[]).assert(0, &["1 page view of 1 COE in 1 line "]);
    // A last line without an end that can be read is counted, and not again when the end has come.
    let open = format!("{third}{}", view("04/Nov/2026", page).trim_end());
    count(&sandbox, &open, &[]).assert(0, &["1 page view of 1 COE in 1 line "]);
    let fifth = format!("{open}\n{}", view("05/Nov/2026", page));
    count(&sandbox, &fifth, &[]).assert(0, &["1 page view of 1 COE in 1 line "]);
    let days = json!({"2026-11-01": 1, "2026-11-02": 1, "2026-11-03": 1, "2026-11-04": 1, "2026-11-05": 1});
    assert_eq!(counted(&sandbox), json!({"checkout-slow": {"views": days}}));
    // The same log twice in one run is one.
    std::fs::remove_file(sandbox.path("readers.json")).unwrap();
    count(&sandbox, &fifth, &["--log", "access.log"]).assert(0, &["5 page views of 1 COE in 5 lines"]);
}

#[test]
fn counts_readers_of_a_day_only_when_asked_and_keeps_nothing_of_them() {
    let sandbox = two();
    let page = "/coes/checkout-slow.html";
    let other = view("01/Nov/2026", page).replace("192.0.2.7", "198.51.100.9");
    let log = format!("{0}{0}{other}{1}", view("01/Nov/2026", page), view("02/Nov/2026", page));
    count(&sandbox, &log, &["--distinct"]).assert(0, &["4 page views of 1 COE"]);
    assert_eq!(
        counted(&sandbox),
        json!({"checkout-slow": {"views": {"2026-11-01": 3, "2026-11-02": 1}, "readers": {"2026-11-01": 2, "2026-11-02": 1}}})
    );
    let file = sandbox.read("readers.json");
    assert!(!file.contains("192.0") && !file.contains("198.51") && !file.contains("Mozilla"), "{file}");
}

#[test]
fn keeps_old_days_as_months() {
    let sandbox = two();
    let page = "/coes/checkout-slow.html";
    let log = [view("01/Mar/2026", page), view("30/Mar/2026", page), view("01/Nov/2026", page)].concat();
    count(&sandbox, &log, &[]).assert(0, &["3 page views"]);
    assert_eq!(counted(&sandbox), json!({"checkout-slow": {"views": {"2026-03": 2, "2026-11-01": 1}}}));
}

// ---- damage

#[test]
fn tells_what_it_could_not_understand_by_reason_and_goes_on() {
    let sandbox = two();
    let good = view("01/Nov/2026", "/coes/checkout-slow.html");
    let mut log = good.clone().into_bytes();
    log.extend_from_slice(&good.as_bytes()[..70]);
    log.extend_from_slice(b"\nnot a log at all\n");
    log.extend_from_slice(view("31/Nov/2026", "/coes/checkout-slow.html").as_bytes());
    log.extend_from_slice(b"{\"time\": \"2026-11-01\", \"meth\n{\"a\": 1}\n");
    log.extend_from_slice(b"\xff\xfe\x00\x01\n");
    log.extend(std::iter::repeat_n(b'x', 200_000));
    log.extend_from_slice(b"\n\r\n\n");
    // A name in an older encoding does no harm.
    log.extend_from_slice(&good.replace("Firefox", "F\u{e9}").chars().map(|c| c as u8).collect::<Vec<_>>());
    log.extend_from_slice(b"2026-11-01\t23:59:59\tOSL50\n");
    sandbox.write("access.log", log);
    sandbox.run(&["readers", "--log", "access.log"]).assert(
        0,
        &[
            "2 page views of 1 COE in 12 lines",
            "Not understood: 8 lines",
            "  3 ends in the middle",
            "  2 is no line of a known log",
            "  1 has no time that can be read",
            "  1 is longer than 64 kB",
            "  1 holds bytes that are no text",
            "  access.log:2 ends in the middle",
            "  access.log:3 is no line of a known log",
            "  access.log:4 has no time that can be read",
        ],
    );
}

#[test]
fn a_million_malformed_lines_are_told_in_a_few() {
    let sandbox = two();
    let log = format!("{}{}", "x y z\n".repeat(1_000_000), view("01/Nov/2026", "/coes/checkout-slow.html"));
    let said = count(&sandbox, &log, &[]);
    said.assert(0, &["1 page view of 1 COE in 1,000,001 lines", "  1,000,000 is no line of a known log"]);
    assert!(said.stdout.lines().count() < 10, "{said}");
}

#[test]
fn cannot_do_its_work_where_no_line_is_understood_and_writes_nothing() {
    let sandbox = two();
    count(&sandbox, "a\nb\n", &[])
        .assert(2, &["none of the 2 lines could be understood", "line 1 of access.log", "--format"]);
    assert!(!sandbox.path("readers.json").exists());
    sandbox.run(&["readers", "--log", "nowhere.log"]).assert(2, &["cannot read nowhere.log"]);
    sandbox.run(&["readers", "--log", "content"]).assert(2, &["cannot read content", "not a plain file"]);
    sandbox
        .run(&["readers", "--log", "access.log", "--source", "nowhere"])
        .assert(2, &["there is no folder nowhere"]);
    sandbox.run(&["readers"]).assert(2, &["--log"]);
    count(&sandbox, "", &[]).assert(0, &["0 page views of 0 COEs in 0 lines"]);
}

#[test]
fn does_not_add_to_a_file_it_does_not_understand() {
    let sandbox = two();
    for file in [
        "{",
        "[]",
        r#"{"schema":"x","logs":[],"coes":{}}"#,
        r#"{"schema":"coebook/readers/1","logs":[],"coes":{"a":{"views":{"x":1}}}}"#,
    ] {
        sandbox.write("readers.json", file);
        count(&sandbox, &view("01/Nov/2026", "/coes/a.html"), &[])
            .assert(2, &["cannot add to", "readers.json"]);
        assert_eq!(sandbox.read("readers.json"), file);
    }
    sandbox.write("readers.json", "{\n<<<<<<< HEAD\n");
    sandbox.run(&["check"]).assert(1, &["error[unreadable-readers]", "readers.json:2"]);
    sandbox.run(&["build", "--out", "site"]).assert(0, &["unreadable-readers"]);
    assert!(!sandbox.path("site/data/readers.json").exists());
}

#[test]
fn takes_no_more_memory_for_a_longer_log() {
    let sandbox = two();
    let mut child = sandbox_limited(&sandbox);
    let mut stdin = child.stdin.take().unwrap();
    let lines = view("01/Nov/2026", "/coes/checkout-slow.html").repeat(1000);
    // A line without an end that is longer than the memory it has.
    let endless = vec![b'x'; 1 << 20];
    let written = (0..100).try_for_each(|_| stdin.write_all(lines.as_bytes()));
    let written = written.and_then(|()| (0..300).try_for_each(|_| stdin.write_all(&endless)));
    drop(stdin);
    let said = sandbox.said(&child.wait_with_output().unwrap());
    assert!(written.is_ok(), "{said}");
    said.assert(0, &["100,000 page views of 1 COE in 100,001 lines", "1 is longer than 64 kB"]);
}

fn sandbox_limited(sandbox: &Sandbox) -> std::process::Child {
    let mut command = Command::new("sh");
    // A quarter of a gigabyte of data, of which threads and tables take their part.
    command.args(["-c", "ulimit -d 262144 && exec \"$0\" readers --log -", env!("CARGO_BIN_EXE_coebook")]);
    command.current_dir(sandbox.path("")).env_clear().env("NO_COLOR", "1");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

// ---- where it is shown

#[test]
fn pages_and_data_tell_how_often_a_coe_was_read() {
    let sandbox = two();
    let page = "/coes/checkout-slow.html";
    let log = [view("01/Mar/2026", page), view("01/Nov/2026", page), view("28/Nov/2026", page)].concat();
    count(&sandbox, &log, &[]).assert(0, &["3 page views"]);
    sandbox.run(&["build", "--out", "site", "--today", "2026-11-28"]).assert(0, &[]);
    assert!(sandbox.read("site/coes/checkout-slow.html").contains("Read 2 times in the last 90 days."));
    let other = std::fs::read_dir(sandbox.path("site/coes")).unwrap();
    let other = other.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let other: Vec<String> = other.filter(|name| name.contains("障害") && name.ends_with(".html")).collect();
    assert!(!sandbox.read(&format!("site/coes/{}", other[0])).contains("last 90 days"));
    let data: Value = serde_json::from_str(&sandbox.read("site/data/readers.json")).unwrap();
    assert_eq!(
        data["coes"][0],
        json!({"id": "checkout-slow", "views": 2, "readers": null, "views_in_all": 3})
    );
    assert_eq!(
        (&data["from"], &data["to"], &data["today"], &data["days"]),
        (&json!("2026-03-01"), &json!("2026-11-28"), &json!("2026-11-28"), &json!(90))
    );
    sandbox
        .run(&["show", "checkout-slow"])
        .assert(0, &["readers        3 page views from 2026-03-01 to 2026-11-28"]);
    sandbox.run(&["build", "--out", "site", "--today", "2027-06-01", "--force"]).assert(0, &[]);
    assert!(!sandbox.read("site/coes/checkout-slow.html").contains("90 days"));
}

#[test]
fn nothing_is_told_of_readers_where_nobody_counted() {
    let sandbox = two();
    sandbox.run(&["build", "--out", "site", "--today", "2026-11-28"]).assert(0, &[]);
    assert!(!sandbox.path("site/data/readers.json").exists());
    assert!(!sandbox.read("site/coes/checkout-slow.html").contains("90 days"));
    let said = sandbox.run(&["show", "checkout-slow"]);
    assert!(!said.stdout.contains("readers"), "{said}");
}
