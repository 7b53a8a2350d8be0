//! Bad input, one case a test: the command says what is wrong, where and what to do; everything else is built all the
//! same; and nothing hangs, grows or falls over.
#![allow(clippy::disallowed_methods, reason = "tests prepare and inspect folders by hand")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};

use crate::support::{Disk, GOOD, Said, Sandbox};

/// How many seconds a build of a handful of documents may work, whatever they hold.
const PATIENCE: u32 = 20;

fn build(sandbox: &Sandbox) -> Said {
    sandbox.run_within(PATIENCE, &["build", "coes", "--today", "2024-06-01"])
}

/// Builds one bad document beside a good one: the good one must be there, and these words must be said.
#[track_caller]
fn build_beside_a_good_one(content: impl AsRef<[u8]>, words: &[&str]) -> Sandbox {
    let sandbox = Sandbox::with_coe();
    sandbox.write("coes/bad.md", content);
    assert_builds(&sandbox, words);
    sandbox
}

#[track_caller]
fn assert_builds(sandbox: &Sandbox, words: &[&str]) {
    let said = build(sandbox);
    said.assert(0, words);
    said.assert(0, &["Built site"]);
    assert!(sandbox.read("site/coes/checkout.html").contains("Checkout was slow"), "{said}");
    assert!(sandbox.read("site/data/coes.json").contains("\"id\":\"checkout\""), "{said}");
    assert!(!said.stderr.contains("panicked"), "{said}");
}

fn front_matter(yaml: &str) -> String {
    format!("---\n{yaml}\n---\n# Bad\n\nStill told.\n")
}

/// The page of the bad document was made, and says this.
#[track_caller]
fn assert_page(sandbox: &Sandbox, words: &str) {
    let page = sandbox.read("site/coes/bad.html");
    assert!(page.contains(words), "{page}");
}

// ---- front matter

#[test]
fn front_matter_that_is_no_yaml() {
    let sandbox = build_beside_a_good_one(
        front_matter("title: [never closed"),
        &["error[unreadable-front-matter]", "bad.md:2:8", "never closed", "help: close it"],
    );
    assert_page(&sandbox, "Still told");
}

#[test]
fn front_matter_that_is_never_closed() {
    let sandbox = build_beside_a_good_one(
        "---\ntitle: Endless\n\n# Bad\n\nStill told.\n",
        &["error[unreadable-front-matter]", "bad.md:1:1", "help: "],
    );
    assert_page(&sandbox, "Still told");
}

#[test]
fn front_matter_that_cannot_be_read_and_speaks_of_an_audience() {
    let sandbox = Sandbox::with_coe();
    sandbox.write("coes/bad.md", front_matter("audience: legal\ntitle: [swordfish"));
    assert_builds(
        &sandbox,
        &["error[unreadable-front-matter]", "bad.md:3:8", "1 document left out as restricted"],
    );
    let said = build(&sandbox);
    assert!(!said.stderr.contains("swordfish"), "{said}");
    assert!(!sandbox.path("site/coes/bad.html").exists());
}

#[test]
fn values_of_the_wrong_type() {
    let sandbox = build_beside_a_good_one(
        front_matter(
            "title: {a: b}\ndate: someday\nservices: {a: 1}\nactions: none of your business\ntags: 7",
        ),
        &["error[wrong-type]", "bad.md:2:8", "`someday` is no date", "write it as 2022-04-01"],
    );
    assert_page(&sandbox, "Still told");
}

#[test]
fn keys_nobody_knows() {
    build_beside_a_good_one(
        front_matter("sevrity: 2"),
        &["bad.md:2:1: warning[unknown-key]: unknown key `sevrity`"],
    );
}

#[test]
fn a_day_that_is_in_no_calendar() {
    build_beside_a_good_one(
        front_matter("date: 2022-06-31"),
        &["error[impossible-date]", "bad.md:2:", "2022-06-31", "help: "],
    );
}

#[test]
fn an_anchor_bomb() {
    let mut yaml = "a: &a [x,x,x,x,x,x,x,x,x]\n".to_owned();
    for (name, before) in ('b'..='i').zip('a'..) {
        let aliases = vec![format!("*{before}"); 9].join(",");
        yaml.push_str(&format!("{name}: &{name} [{aliases}]\n"));
    }
    build_beside_a_good_one(front_matter(&yaml), &["bad.md:", "help: "]);
}

#[test]
fn yaml_nested_without_end() {
    for open in ["[", "{a: ", "- "] {
        build_beside_a_good_one(front_matter(&format!("title: {}", open.repeat(20_000))), &["bad.md:"]);
    }
    let steps: String = (0..3_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    build_beside_a_good_one(front_matter(&steps), &["bad.md:"]);
}

#[test]
fn two_documents_with_one_id() {
    let sandbox = Sandbox::with_coe();
    sandbox.write("coes/one.md", "---\nid: same\n---\n# One\n");
    sandbox.write("coes/two.md", "---\nid: same\n---\n# Two\n");
    assert_builds(&sandbox, &["error[duplicate-id]", "two.md", "is also that of one.md", "another `id:`"]);
    assert!(sandbox.read("site/coes/same.html").contains("One"));
    assert!(sandbox.read("site/data/coes.json").contains("\"title\":\"Two\""));
}

#[test]
fn one_file_name_in_two_folders() {
    let sandbox = Sandbox::with_coe();
    sandbox.write("coes/2023/index.md", "# Index\n");
    sandbox.write("coes/2023/outage.md", "# Outage of 2023\n\nDate: 2023-02-01\n");
    sandbox.write("coes/2024/outage.md", "# Outage of 2024\n\nDate: 2024-02-01\n");
    assert_builds(&sandbox, &["3 documents"]);
    assert!(sandbox.read("site/coes/outage.html").contains("Outage of 2023"));
    assert!(sandbox.read("site/coes/outage-2024-02-01.html").contains("Outage of 2024"));
}

// ---- text

#[test]
fn a_fence_that_is_never_closed() {
    let sandbox = build_beside_a_good_one("# Bad\n\n```txt\nrm -rf\n\n## Timeline\n", &[]);
    assert_page(&sandbox, "rm -rf");
}

#[test]
fn a_byte_order_mark_and_carriage_returns() {
    let text = GOOD.replace("Checkout was slow", "From another system").replace('\n', "\r\n");
    let sandbox =
        build_beside_a_good_one(format!("\u{feff}---\r\nid: bad\r\n---\r\n{text}"), &["2 documents"]);
    assert_page(&sandbox, "From another system");
    let json = sandbox.read("site/data/coes.json");
    assert_eq!(json.matches("\"marker\":\"detected\"").count(), 2, "{json}");
}

#[test]
fn nul_bytes() {
    let sandbox = build_beside_a_good_one("# Bad\0\n\nStill\0told.\n", &[]);
    assert_page(&sandbox, "Bad");
}

#[test]
fn bytes_that_are_no_text() {
    build_beside_a_good_one(
        b"# Bad\n\nThree bytes: \xff\xfe\xfd\n",
        &["error[unreadable-document]", "bad.md:3:14", "not UTF-8", "help: save the file as UTF-8"],
    );
}

#[test]
fn an_empty_file() {
    for empty in ["", "\n\n", "\u{feff}"] {
        build_beside_a_good_one(empty, &["skipped: bad.md (the file is empty)"]);
    }
}

#[test]
fn front_matter_and_nothing_else() {
    build_beside_a_good_one("---\ntitle: Bad\n---\n", &["2 documents"]);
}

#[test]
fn a_file_of_a_hundred_megabytes() {
    let sandbox = Sandbox::with_coe();
    fs::File::create(sandbox.path("coes/bad.md")).unwrap().set_len(100 << 20).unwrap();
    assert_builds(
        &sandbox,
        &["error[unreadable-document]", "bad.md", "100 MB", "help: move data and logs out"],
    );
}

#[test]
fn markdown_nested_without_end() {
    let deep = 100_000;
    let bombs = [
        "> ".repeat(deep),
        "- ".repeat(deep),
        "1. ".repeat(deep),
        "[".repeat(deep),
        "![".repeat(deep),
        format!("{}a{}", "[".repeat(deep), "](b)".repeat(deep)),
        "*a ".repeat(deep),
        "**a _b ".repeat(deep),
        format!("{}a{}", "*".repeat(deep), "*".repeat(deep)),
        "`".repeat(deep),
        "<b>".repeat(deep),
        "<!--".repeat(deep),
        "|".repeat(deep),
        "[^a]: ".repeat(deep),
        (0..2_000).map(|depth| format!("{}- a\n", " ".repeat(depth * 2))).collect(),
    ];
    for bomb in bombs {
        let shown: String = bomb.chars().take(12).collect();
        let sandbox = Sandbox::with_coe();
        sandbox.write("coes/bad.md", format!("# Bad\n\n## Timeline\n\n{bomb}\n"));
        let said = build(&sandbox);
        assert_eq!(said.status, Some(0), "{shown}: {said}");
        assert!(!said.stderr.contains("panicked"), "{shown}: {said}");
        assert!(sandbox.read("site/coes/checkout.html").contains("Checkout was slow"));
    }
}

#[test]
fn a_line_of_a_megabyte() {
    let sandbox = build_beside_a_good_one(
        format!("---\nsevrity: {}\ntitle: [\n---\n# Bad\n", "x".repeat(1 << 20)),
        &["bad.md"],
    );
    assert!(build(&sandbox).stderr.len() < 10_000);
}

// ---- files and names

#[test]
fn a_folder_named_like_a_document() {
    let sandbox = Sandbox::with_coe();
    sandbox.write("coes/folder.md/inside.md", "# Inside\n");
    assert_builds(&sandbox, &["2 documents"]);
}

#[test]
fn links_that_lead_in_circles() {
    let sandbox = Sandbox::with_coe();
    symlink("..", sandbox.path("coes/up")).unwrap();
    symlink(".", sandbox.path("coes/here")).unwrap();
    symlink("loop.md", sandbox.path("coes/loop.md")).unwrap();
    assert_builds(&sandbox, &["1 document", "loop.md", "escaping-link"]);
}

#[test]
fn a_link_that_leaves_the_folder() {
    let sandbox = Sandbox::with_coe();
    sandbox.write("secret.md", "# Swordfish\n");
    symlink("../secret.md", sandbox.path("coes/bad.md")).unwrap();
    symlink("/etc/passwd", sandbox.path("coes/users.md")).unwrap();
    assert_builds(
        &sandbox,
        &["error[escaping-link]", "bad.md", "users.md", "not followed", "copy the file into the folder"],
    );
    assert!(!sandbox.read("site/data/coes.json").contains("Swordfish"));
}

#[test]
fn a_link_that_leads_nowhere() {
    let sandbox = Sandbox::with_coe();
    symlink("gone.md", sandbox.path("coes/bad.md")).unwrap();
    assert_builds(&sandbox, &["bad.md:1:1: warning[unreadable-document]: the symbolic link leads nowhere"]);
}

#[test]
fn a_file_that_may_not_be_read() {
    let sandbox = Sandbox::with_coe();
    sandbox.write("coes/bad.md", "# Bad\n");
    fs::set_permissions(sandbox.path("coes/bad.md"), fs::Permissions::from_mode(0o000)).unwrap();
    // Nothing is forbidden to root.
    if fs::read(sandbox.path("coes/bad.md")).is_ok() {
        return;
    }
    assert_builds(&sandbox, &["error[unreadable-document]", "bad.md", "ermission denied", "help: "]);
}

#[test]
fn pipes_and_sockets() {
    let sandbox = Sandbox::with_coe();
    let _socket = std::os::unix::net::UnixListener::bind(sandbox.path("coes/bad.md")).unwrap();
    assert_builds(&sandbox, &["bad.md (neither a file nor a folder)"]);
}

#[test]
fn names_that_are_meant_to_do_harm() {
    let sandbox = Sandbox::with_coe();
    let names: [&[u8]; 6] = [
        b"<script>alert(1)<\xe2\x88\x95script>.md",
        b"line\nbreak.md",
        b"escape\x1b[2J.md",
        b"not \xff text.md",
        b"a\"b'c&d.md",
        b"%2e%2e%2fup.md",
    ];
    for name in names {
        fs::write(sandbox.path("coes").join(OsStr::from_bytes(name)), "---\nsevrity: {\n---\n\nText.\n")
            .unwrap();
    }
    let said = build(&sandbox);
    said.assert(0, &["7 documents"]);
    assert!(!said.stderr.contains('\u{1b}') && !said.stdout.contains('\u{1b}'), "{said}");
    assert!(said.stderr.contains("line\\nbreak.md"), "{said}");
    for file in fs::read_dir(sandbox.path("site/coes")).unwrap() {
        let path = file.unwrap().path();
        let page = fs::read_to_string(&path).unwrap();
        assert!(!page.contains("<script>alert"), "{}", path.display());
    }
    assert!(!sandbox.read("site/index.html").contains("<script>alert"));
}

#[test]
fn a_name_that_is_too_long_for_a_page() {
    let sandbox = Sandbox::with_coe();
    sandbox.write(&format!("coes/{}.md", "n".repeat(250)), "# Bad\n");
    assert_builds(&sandbox, &["2 documents"]);
}

// ---- the site

#[test]
fn a_destination_on_a_full_disk() {
    let Some(disk) = Disk::mount("size=64k") else { return };
    let sandbox = Sandbox::with_coe();
    sandbox.write("coes/large.md", format!("# Large\n\n{}", "word ".repeat(50_000)));
    let out = disk.path().join("site").to_string_lossy().into_owned();
    let said = sandbox.run(&["build", "coes", "--out", &out]);
    said.assert(2, &["cannot write the site to", "no space left to", "hint: free some space"]);
    assert!(!disk.path().join("site").exists());
}

#[test]
fn a_destination_that_cannot_be_written_to() {
    let Some(disk) = Disk::mount("size=64k,ro") else { return };
    let sandbox = Sandbox::with_coe();
    let out = disk.path().join("site").to_string_lossy().into_owned();
    let said = sandbox.run(&["build", "coes", "--out", &out]);
    said.assert(2, &["cannot put the site into", "hint: choose a folder on a disk that can be written to"]);
}

#[test]
fn a_destination_below_a_file() {
    let sandbox = Sandbox::with_coe();
    sandbox.write("file", "x");
    let said = sandbox.run(&["build", "coes", "--out", "file/site"]);
    said.assert(2, &["cannot put the site into file/site", "is a file", "hint: name a folder"]);
    let said = sandbox.run(&["build", "coes", "--out", "file"]);
    said.assert(2, &["it is a file", "hint: name a folder"]);
}

#[test]
fn a_disk_that_is_full_of_what_was_printed() {
    if !fs::exists("/dev/full").unwrap() {
        return;
    }
    let sandbox = Sandbox::with_coe();
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut command = sandbox.command(&["build", "coes", "--json"]);
    let output = command.stdout(full).output().unwrap();
    sandbox.said(&output).assert(2, &["cannot write to standard output", "No space left"]);
}
