//! `coebook serve` from outside: over HTTP, while files change.
#![allow(clippy::disallowed_methods, reason = "tests prepare and inspect folders by hand")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::{GOOD, Sandbox};

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(120);

/// A server that is stopped when it is dropped.
struct Server {
    child: Child,
    address: String,
    stderr: Receiver<String>,
}

/// An answer, its header names in lower case.
struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Server {
    fn start(sandbox: &Sandbox, arguments: &[&str]) -> Server {
        let all = [&["serve", "--port", "0", "--today", "2024-06-01"], arguments].concat();
        let mut child = sandbox.command(&all).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let stderr = lines(child.stderr.take().unwrap());
        let told = lines(child.stdout.take().unwrap()).recv_timeout(PATIENCE);
        let line =
            told.unwrap_or_else(|_| panic!("it does not serve: {:?}", stderr.iter().collect::<Vec<_>>()));
        assert!(line.starts_with("Serving ") && line.ends_with("/ (Ctrl-C stops)"), "{line}");
        let address = line.split("http://").nth(1).unwrap().split('/').next().unwrap().to_owned();
        Server { child, address, stderr }
    }

    fn ask(&self, method: &str, path: &str, host: &str) -> Answer {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(stream, "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        Answer::parse(&bytes)
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &self.address)
    }

    fn findings(&self, path: &str) -> Value {
        serde_json::from_slice(&self.get(&format!("/-/findings?path={path}")).body).unwrap()
    }

    /// Path and rule of each error and warning about the document of a page.
    fn must_be_mended(&self, path: &str) -> Vec<String> {
        let told = self.findings(path);
        let findings = told["findings"].as_array().unwrap().iter();
        let matter = findings.filter(|finding| finding["level"] != "information");
        matter.map(|finding| format!("{} {}", finding["path"], finding["rule"])).collect()
    }

    /// Asks until the answer is as expected.
    #[track_caller]
    fn wait(&self, path: &str, expected: impl Fn(&Answer) -> bool) -> Answer {
        let begin = Instant::now();
        loop {
            let answer = self.get(path);
            if expected(&answer) {
                return answer;
            }
            assert!(begin.elapsed() < PATIENCE, "{path} stays {}: {}", answer.status, answer.text());
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// The versions of the site as a browser is told them.
    fn versions(&self) -> Receiver<String> {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET /-/events HTTP/1.1\r\nHost: {}\r\n\r\n", self.address).unwrap();
        let lines = lines(stream);
        let (sender, versions) = mpsc::channel();
        thread::spawn(move || {
            for line in lines {
                if let Some(version) = line.strip_prefix("data: ") {
                    let _ = sender.send(version.to_owned());
                }
            }
        });
        versions
    }

    /// Waits for a line on standard error.
    #[track_caller]
    fn hears(&self, words: &str) {
        let begin = Instant::now();
        while begin.elapsed() < PATIENCE {
            if self.stderr.recv_timeout(PATIENCE).is_ok_and(|line| line.contains(words)) {
                return;
            }
        }
        panic!("it never says `{words}`");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Answer {
    fn parse(bytes: &[u8]) -> Answer {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let headers = lines
            .map(|line| line.split_once(": ").unwrap())
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .collect();
        Answer { status, headers, body: bytes[end + 4..].to_vec() }
    }

    fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn contains(&self, words: &str) -> bool {
        self.text().contains(words)
    }
}

fn lines(from: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, lines) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(from).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    lines
}

const PAGE: &str = "/coes/checkout.html";
const FILE: &str = "coes/2024-03-05-checkout.md";

#[test]
fn answers_with_the_pages_of_the_site() {
    let sandbox = Sandbox::with_coe();
    let server = Server::start(&sandbox, &["coes"]);
    for (path, kind) in [
        ("/", "text/html; charset=utf-8"),
        ("/index.html", "text/html; charset=utf-8"),
        (PAGE, "text/html; charset=utf-8"),
        ("/coes/checkout", "text/html; charset=utf-8"),
        ("/coes/%63heckout", "text/html; charset=utf-8"),
        ("/data/coes.json", "application/json"),
        ("/-/reload.js", "text/javascript; charset=utf-8"),
        ("/-/reload.css", "text/css; charset=utf-8"),
    ] {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.header("content-type")), (200, kind), "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
    }
    assert!(server.get(PAGE).contains("Checkout was slow"));
}

#[test]
fn adds_the_script_only_while_serving() {
    let sandbox = Sandbox::with_coe();
    let server = Server::start(&sandbox, &["coes"]);
    let page = server.get(PAGE);
    assert!(page.contains("<script src=\"/-/reload.js\" data-version="), "{}", page.text());
    assert!(!server.get("/data/coes.json").contains("reload.js"));
    sandbox.run(&["build", "coes"]).assert(0, &[]);
    assert!(!sandbox.read("site/coes/checkout.html").contains("/-/"));
}

#[test]
fn answers_head_without_a_body() {
    let sandbox = Sandbox::with_coe();
    let server = Server::start(&sandbox, &["coes"]);
    let (get, head) = (server.get(PAGE), server.ask("HEAD", PAGE, &server.address));
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), get.body.len().to_string());
    assert_eq!(server.ask("HEAD", "/gone", &server.address).status, 404);
}

#[test]
fn has_a_page_for_what_is_not_there() {
    let sandbox = Sandbox::with_coe();
    let server = Server::start(&sandbox, &["coes"]);
    for path in ["/gone", "/coes/gone.html", "/-/gone", "/coes/", "/.coebook-site"] {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.contains("Not found")), (404, true), "{path}: {}", answer.text());
    }
}

#[test]
fn gives_out_nothing_but_the_site() {
    let sandbox = Sandbox::with_coe();
    sandbox.write("secret.txt", "swordfish");
    let server = Server::start(&sandbox, &["coes"]);
    let paths = [
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/coes/../../secret.txt",
        "//secret.txt",
        "/2024-03-05-checkout.md",
        "/%00",
        "/%ff",
        "/etc/passwd",
    ];
    for path in paths {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.contains("swordfish")), (404, false), "{path}");
    }
}

#[test]
fn answers_to_names_of_this_machine_only() {
    let sandbox = Sandbox::with_coe();
    let server = Server::start(&sandbox, &["coes"]);
    for host in ["localhost", "127.0.0.1:80", "[::1]:4343", &server.address] {
        assert_eq!(server.ask("GET", "/", host).status, 200, "{host}");
    }
    for host in ["rebound.example.com", "192.168.0.7", ""] {
        for path in ["/", PAGE, "/-/events", "/-/findings?path=/"] {
            let answer = server.ask("GET", path, host);
            assert_eq!((answer.status, answer.contains("Checkout")), (421, false), "{host} {path}");
        }
    }
    let open = Server::start(&sandbox, &["coes", "--host", "127.0.0.1"]);
    assert_eq!(open.ask("GET", "/", "coe.example.com").status, 200);
}

#[test]
fn only_reads() {
    let sandbox = Sandbox::with_coe();
    let server = Server::start(&sandbox, &["coes"]);
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        assert_eq!(server.ask(method, PAGE, &server.address).status, 405, "{method}");
        assert_eq!(server.ask(method, "/-/findings", &server.address).status, 405, "{method}");
    }
}

#[test]
fn shows_an_edit_and_tells_browsers() {
    let sandbox = Sandbox::with_coe();
    let server = Server::start(&sandbox, &["coes"]);
    let versions = server.versions();
    let first = versions.recv_timeout(PATIENCE).unwrap();
    assert!(server.get(PAGE).contains(&format!("data-version=\"{first}\"")));
    sandbox.write(FILE, GOOD.replace("Checkout was slow", "Checkout crawled"));
    let second = versions.recv_timeout(PATIENCE).unwrap();
    assert_ne!(first, second);
    let page = server.get(PAGE);
    assert!(page.contains("Checkout crawled") && page.contains(&second), "{}", page.text());
    server.hears("changed: 2024-03-05-checkout.md");
}

#[test]
fn shows_a_file_replaced_by_an_editor() {
    let sandbox = Sandbox::with_coe();
    let server = Server::start(&sandbox, &["coes"]);
    sandbox.write("coes/.2024-03-05-checkout.md.swp", "x");
    sandbox.write("coes/new.tmp", GOOD.replace("Checkout was slow", "Checkout crawled"));
    fs::rename(sandbox.path("coes/new.tmp"), sandbox.path(FILE)).unwrap();
    server.wait(PAGE, |page| page.contains("Checkout crawled"));
}

#[test]
fn shows_documents_that_come_and_go() {
    let sandbox = Sandbox::with_coe();
    let server = Server::start(&sandbox, &["coes"]);
    sandbox.write("coes/2025/deep/emails.md", "# Emails were late\n");
    server.wait("/coes/emails.html", |page| page.status == 200 && page.contains("Emails were late"));
    sandbox.write("coes/2025/deep/emails.md", "# Emails were lost\n");
    server.wait("/coes/emails.html", |page| page.contains("Emails were lost"));
    fs::rename(sandbox.path("coes/2025"), sandbox.path("coes/2026")).unwrap();
    sandbox.write("coes/2026/deep/emails.md", "# Emails came back\n");
    server.wait("/coes/emails.html", |page| page.contains("Emails came back"));
    fs::remove_dir_all(sandbox.path("coes/2026")).unwrap();
    server.wait("/coes/emails.html", |page| page.status == 404);
}

#[test]
fn stays_quiet_when_nothing_it_shows_changes() {
    let sandbox = Sandbox::with_coe();
    let server = Server::start(&sandbox, &["coes"]);
    let versions = server.versions();
    versions.recv_timeout(PATIENCE).unwrap();
    sandbox.write("coes/.hidden.md", "# Hidden\n");
    sandbox.write("coes/.git/HEAD", "x");
    sandbox.write(FILE, GOOD);
    server.get(PAGE);
    sandbox.run(&["build", "coes", "--out", "coes/site"]).assert(0, &[]);
    assert!(versions.recv_timeout(Duration::from_millis(500)).is_err());
}

#[test]
fn keeps_the_last_good_page_of_a_document_that_broke() {
    let sandbox = Sandbox::with_coe();
    let server = Server::start(&sandbox, &["coes"]);
    let faults: [(&[u8], &str); 3] = [
        (b"---\ntitle: [never closed\n---\n# Broken\n", "unreadable-front-matter"),
        (b"", "unreadable-document"),
        (b"# Broken\xff\n", "unreadable-document"),
    ];
    for (content, rule) in faults {
        let versions = server.versions();
        versions.recv_timeout(PATIENCE).unwrap();
        sandbox.write(FILE, content);
        versions.recv_timeout(PATIENCE).unwrap();
        let page = server.get(PAGE);
        assert_eq!((page.status, page.contains("Checkout was slow")), (200, true), "{}", page.text());
        let told = server.findings(PAGE);
        assert_eq!((&told["kept"], &told["findings"][0]["rule"]), (&true.into(), &rule.into()), "{told}");
        server.hears("2024-03-05-checkout.md cannot be read; its last good state stays");
    }
    sandbox.write(FILE, GOOD.replace("Checkout was slow", "Checkout was mended"));
    server.wait(PAGE, |page| page.contains("Checkout was mended"));
    let told = server.findings(PAGE);
    assert_eq!((&told["kept"], server.must_be_mended(PAGE)), (&false.into(), Vec::new()));
}

#[test]
fn lists_what_is_wrong_with_the_document_of_a_page() {
    let sandbox = Sandbox::with_coe();
    sandbox.write("coes/emails.md", "---\nsevrity: 2\n---\n# Emails\n");
    sandbox.write("coes/bytes.md", b"# x\xff");
    let server = Server::start(&sandbox, &["coes"]);
    let rules = |path: &str| server.must_be_mended(path);
    assert_eq!(rules("/coes/emails.html"), ["\"emails.md\" \"unknown-key\""]);
    assert_eq!(rules("%2Fcoes%2Femails"), ["\"emails.md\" \"unknown-key\""]);
    assert_eq!(rules(PAGE), [""; 0]);
    // A document without a page is told of on the front page.
    assert_eq!(rules("/"), ["\"bytes.md\" \"unreadable-document\""]);
}

#[test]
fn says_in_the_margin_how_a_document_is_written_at_its_place() {
    let sandbox = Sandbox::with_coe();
    sandbox.write(
        "coes/emails.md",
        "# Emails came late\n\n## Causes\n\nThe team should have looked.\n\nThe queue was full.\n\n\
         <!-- coebook: allow should-have: the minutes -->\nThey could have looked.\n",
    );
    let server = Server::start(&sandbox, &["coes"]);
    let page = server.get("/coes/emails.html").text();
    let remark = page.find("coe-margin--warning").unwrap();
    let (words, next) = (page.find("should have looked").unwrap(), page.find("The queue was full").unwrap());
    assert!(remark < next && words < next, "the remark stands at the block it is about");
    assert_eq!(page.matches("practice/rules/should-have.html").count(), 1, "what is allowed is not told");
    assert!(page.contains("warning · line 5"));
    let rule = server.get("/practice/rules/should-have.html");
    assert_eq!(rule.status, 200);
    assert!(rule.text().contains("../../assets/style."), "{}", rule.text());
    assert!(server.get("/practice/rules/").text().contains("action-without-owner"));
    sandbox.write("coes/emails.md", "# Emails came late\n\n## Causes\n\nThe queue was full.\n");
    server.wait("/coes/emails.html", |page| !page.contains("should-have"));
}

#[test]
fn a_built_site_has_no_remarks_for_authors() {
    let sandbox = Sandbox::with_coe();
    sandbox.write("coes/emails.md", "# Emails came late\n\nThe team should have looked.\n");
    sandbox.run(&["build", "coes", "--today", "2024-06-01"]).assert(0, &[]);
    assert!(!sandbox.read("site/coes/emails.html").contains("coe-margin--finding"));
    assert!(!sandbox.path("site/practice").exists());
}

#[test]
fn outlives_settings_that_cannot_be_understood() {
    let sandbox = Sandbox::with_coe();
    let server = Server::start(&sandbox, &["coes"]);
    sandbox.write("coes/coebook.toml", "title = [");
    server.hears("cannot understand");
    assert!(server.get(PAGE).contains("Checkout was slow"));
    sandbox.write("coes/coebook.toml", "title = \"Renamed\"\n");
    server.wait("/", |page| page.contains("Renamed"));
}

#[test]
fn outlives_the_last_document() {
    let sandbox = Sandbox::with_coe();
    let server = Server::start(&sandbox, &["coes"]);
    fs::remove_file(sandbox.path(FILE)).unwrap();
    server.hears("there is nothing to show");
    assert!(server.get(PAGE).contains("Checkout was slow"));
    sandbox.write(FILE, GOOD.replace("Checkout was slow", "Checkout is back"));
    server.wait(PAGE, |page| page.contains("Checkout is back"));
}

#[test]
fn says_that_the_port_is_taken() {
    let sandbox = Sandbox::with_coe();
    let server = Server::start(&sandbox, &["coes"]);
    let port = server.address.rsplit(':').next().unwrap();
    let said = sandbox.run(&["serve", "coes", "--port", port]);
    said.assert(2, &["cannot listen on 127.0.0.1, port ", "hint: stop what listens there", "--port 0"]);
}

#[test]
fn does_not_serve_what_is_not_there() {
    let sandbox = Sandbox::new();
    sandbox.run(&["serve", "gone", "--port", "0"]).assert(2, &["there is no folder gone"]);
    fs::create_dir(sandbox.path("empty")).unwrap();
    sandbox.run(&["serve", "empty", "--port", "0"]).assert(2, &["there is nothing to show"]);
}
