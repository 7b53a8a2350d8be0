//! Writing a site: what stands in the folder afterwards, whatever happens on the way.
#![allow(clippy::disallowed_methods, reason = "tests prepare and inspect folders by hand")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::print_stderr, reason = "a test that cannot be run here says so")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use coebook::error::{Error, Kind, Result};
use coebook::write::{CommitOptions, Content, Force, Output, SitePath, Written, check_destination, commit};
use tempfile::TempDir;

const MARKER: &str = ".coebook-site";

// ---- what is written

#[test]
fn writes_every_kind_of_content() {
    let folder = folder();
    let image = folder.path().join("image.png");
    fs::write(&image, b"\x89PNG").unwrap();
    let mut output = site(&[("index.html", "home")]);
    add(&mut output, "img/a b.png", Content::File(image));
    add(&mut output, "coes/a/index.html", Content::made(|| Ok(b"rendered".to_vec())));
    add(&mut output, "data/all.ndjson", Content::streamed(numbers));
    let there = folder.path().join("site");

    let written = build(&output, &there).unwrap();

    let mut streamed = Vec::new();
    numbers(&mut streamed).unwrap();
    let expected: Vec<(&str, &[u8])> = vec![
        (MARKER, b"coebook site 1\n"),
        ("coes/a/index.html", b"rendered"),
        ("data/all.ndjson", &streamed),
        ("img/a b.png", b"\x89PNG"),
        ("index.html", b"home"),
    ];
    assert_eq!(tree(&there), expected.into_iter().map(|(path, bytes)| (path.into(), bytes.into())).collect());
    let bytes = 8 + streamed.len() as u64 + 4 + 4;
    assert_eq!(written, Written { files: 4, unchanged: 0, bytes, leftover: None });
    for path in output.paths() {
        assert_eq!(output.get(path).unwrap().unwrap(), fs::read(there.join(path.as_str())).unwrap());
    }
    assert!(output.get(&place("missing.html")).is_none());
}

#[test]
fn writes_the_same_bytes_on_1_and_8_threads() {
    let folder = folder();
    let output = large_site("same");
    let trees = [1, 8].map(|threads| {
        let there = folder.path().join(threads.to_string());
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| build(&output, &there)).unwrap();
        tree(&there)
    });
    assert_eq!(trees[0], trees[1]);
}

#[test]
fn fails_with_the_same_words_on_1_and_8_threads() {
    let folder = folder();
    let mut output = large_site("same");
    // The first failure in order is the last in time.
    let slow = || {
        std::thread::sleep(Duration::from_millis(100));
        Ok(Vec::new())
    };
    add(&mut output, "a-slow-one", Content::made(slow));
    for name in ["worst", "bad", "worse"] {
        add(&mut output, name, Content::made(move || Err(Error::new(format!("{name} luck")))));
    }
    // Several times: which thread gets what is chance.
    for threads in [1, 8, 8, 8, 8, 8, 8] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let error = pool.install(|| build(&output, &folder.path().join("site"))).unwrap_err();
        assert_eq!(error.causes(), ["cannot make bad from a test", "bad luck"]);
    }
}

#[test]
fn writes_an_empty_site() {
    let folder = folder();
    let there = folder.path().join("site");
    build(&Output::new(), &there).unwrap();
    assert_eq!(tree(&there).into_keys().collect::<Vec<_>>(), [MARKER]);
}

#[test]
fn creates_the_folders_above_the_destination() {
    let folder = folder();
    let there = folder.path().join("a/b/site");
    check_destination(&there, &CommitOptions::default()).unwrap();
    assert!(!folder.path().join("a").exists());
    build(&site(&[("index.html", "home")]), &there).unwrap();
    assert_eq!(read(&there, "index.html"), "home");
}

// ---- the old site

#[test]
fn takes_unchanged_files_over_from_the_old_site() {
    let folder = folder();
    let there = folder.path().join("site");
    let image = folder.path().join("image.png");
    fs::write(&image, [7; 100_000]).unwrap();
    let mixed = |made: &'static str, streamed: &'static [u8]| {
        let mut output = site(&[
            ("same/bytes", "same"),
            ("same/empty", ""),
            ("length", made),
            ("letter", streamed_name(streamed)),
        ]);
        add(&mut output, "same/file", Content::File(image.clone()));
        add(&mut output, "same/stream", Content::streamed(numbers));
        add(
            &mut output,
            "stream",
            Content::streamed(move |to| {
                numbers(to)?;
                to.write_all(streamed).map_err(lost)
            }),
        );
        output
    };
    build(&mixed("short", b"b"), &there).unwrap();
    let before = inodes(&there);

    let written = build(&mixed("longer", b"c"), &there).unwrap();

    let after = inodes(&there);
    for (path, inode) in &after {
        assert_eq!(path.starts_with("same/"), before[path] == *inode, "{path}");
    }
    assert_eq!((written.files, written.unchanged), (7, 4));
    assert_eq!(read(&there, "letter"), "c");
    assert!(read(&there, "stream").ends_with("9999\nc"));
    assert!(after.keys().all(|path| fs::metadata(there.join(path)).unwrap().nlink() == 1));
}

#[test]
fn notices_every_way_in_which_a_stream_differs_from_the_old_file() {
    let old: Vec<u8> = (0..200_000_u32).map(|at| (at % 251) as u8).collect();
    let changed_at = |at: usize| {
        let mut bytes = old.clone();
        bytes[at] ^= 1;
        bytes
    };
    let longer = [old.as_slice(), b"x"].concat();
    let news = [
        Vec::new(),
        changed_at(0),
        changed_at(16_383),
        changed_at(16_384),
        changed_at(65_536),
        changed_at(199_999),
        old[..65_536].to_vec(),
        old[..199_999].to_vec(),
        longer,
        old.clone(),
    ];
    for new in &news {
        let folder = folder();
        let there = folder.path().join("site");
        for bytes in [&old, new] {
            let mut output = Output::new();
            add(
                &mut output,
                "stream",
                Content::streamed(|to| {
                    bytes.chunks(777).try_for_each(|chunk| to.write_all(chunk)).map_err(lost)
                }),
            );
            assert_eq!(build(&output, &there).unwrap().bytes, bytes.len() as u64);
            assert!(fs::read(there.join("stream")).unwrap() == *bytes);
        }
    }
}

#[test]
fn notices_a_file_that_is_only_the_beginning_of_the_old_one() {
    let folder = folder();
    let there = folder.path().join("site");
    let image = folder.path().join("image.png");
    for text in ["beginning and end", "beginning", ""] {
        fs::write(&image, text).unwrap();
        let mut output = site(&[("bytes", text)]);
        add(&mut output, "file", Content::File(image.clone()));
        add(&mut output, "stream", Content::streamed(|to| to.write_all(text.as_bytes()).map_err(lost)));
        build(&output, &there).unwrap();
        assert!(["bytes", "file", "stream"].iter().all(|name| read(&there, name) == text), "{text:?}");
    }
}

#[test]
fn forgets_files_that_are_no_longer_part_of_the_site() {
    let folder = folder();
    let there = folder.path().join("site");
    build(&site(&[("old/page.html", "old"), ("both.html", "both"), ("swap", "file")]), &there).unwrap();
    build(&site(&[("both.html", "both"), ("swap/inside", "folder")]), &there).unwrap();
    assert_eq!(tree(&there).into_keys().collect::<Vec<_>>(), [MARKER, "both.html", "swap/inside"]);
    assert_alone(&there);
}

#[test]
fn never_takes_a_link_or_a_pipe_over_from_the_old_site() {
    let folder = folder();
    let there = folder.path().join("site");
    let output = site(&[("link", "same"), ("pipe", "same")]);
    build(&output, &there).unwrap();
    fs::write(folder.path().join("outside"), "same").unwrap();
    fs::remove_file(there.join("link")).unwrap();
    fs::remove_file(there.join("pipe")).unwrap();
    symlink(folder.path().join("outside"), there.join("link")).unwrap();
    assert!(Command::new("mkfifo").arg(there.join("pipe")).status().unwrap().success());

    build(&output, &there).unwrap();

    assert!(["link", "pipe"].iter().all(|name| fs::symlink_metadata(there.join(name)).unwrap().is_file()));
}

#[test]
fn keeps_the_permissions_of_the_folder_it_replaces() {
    let folder = folder();
    let there = folder.path().join("site");
    fs::create_dir(&there).unwrap();
    for mode in [0o2770, 0o751] {
        fs::set_permissions(&there, fs::Permissions::from_mode(mode)).unwrap();
        build(&site(&[("index.html", "home")]), &there).unwrap();
        assert_eq!(fs::metadata(&there).unwrap().mode() & 0o7777, mode);
    }
}

#[test]
fn follows_a_destination_that_is_a_link() {
    let folder = folder();
    let there = folder.path().join("link");
    symlink("releases/current", &there).unwrap();
    let dangling = build(&Output::new(), &there).unwrap_err();
    assert_eq!(dangling.causes(), ["it is a link that leads nowhere"]);
    fs::create_dir_all(folder.path().join("releases/current")).unwrap();
    for text in ["first", "second"] {
        build(&site(&[("index.html", text)]), &there).unwrap();
        assert!(fs::symlink_metadata(&there).unwrap().is_symlink());
        assert_eq!(read(&folder.path().join("releases/current"), "index.html"), text);
        assert_alone(&folder.path().join("releases/current"));
    }
}

// ---- failures

#[test]
fn leaves_the_old_site_whole_when_a_file_cannot_be_made() {
    let missing = || Content::File("/nowhere/vanished.png".into());
    let failures: [(&str, Content<'_>); 4] = [
        ("made", Content::made(|| Err(Error::new("cannot render it").hint("simplify it")))),
        ("streamed", Content::streamed(|to| numbers(to).and(Err(Error::new("cannot go on"))))),
        ("vanished", missing()),
        ("folder", Content::File("/usr".into())),
    ];
    for (name, content) in failures {
        let folder = folder();
        let there = folder.path().join("site");
        build(&large_site("old"), &there).unwrap();
        let (before, inodes_before) = (tree(&there), inodes(&there));
        let mut output = large_site("new");
        add(&mut output, name, content);

        let error = build(&output, &there).unwrap_err();

        assert_eq!(
            error.to_string(),
            format!("cannot write the site to {}; what was there still stands", there.display())
        );
        assert_eq!(error.causes()[0], format!("cannot make {name} from a test"));
        assert_eq!(tree(&there), before);
        assert_eq!(inodes(&there), inodes_before);
        assert_alone(&there);
    }
}

#[test]
fn leaves_the_old_site_whole_when_a_producer_panics() {
    let folder = folder();
    let there = folder.path().join("site");
    build(&site(&[("index.html", "old")]), &there).unwrap();
    let mut output = site(&[("index.html", "new")]);
    add(&mut output, "page.html", Content::made(|| panic!("on purpose")));
    assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| build(&output, &there))).is_err());
    assert_eq!(read(&there, "index.html"), "old");
    assert_alone(&there);
}

#[test]
fn says_that_the_disk_is_full_and_leaves_the_old_site() {
    let Some(disk) = Mount::of_size("256k") else { return };
    let there = disk.path().join("site");
    build(&site(&[("index.html", "old")]), &there).unwrap();
    let noisy: Content<'_> =
        Content::streamed(|to| (0..1000).try_for_each(|_| to.write_all(&[0; 1000])).map_err(lost));
    let deaf = Content::streamed(|to| {
        let _ = (0..1000).try_for_each(|_| to.write_all(&[0; 1000]));
        Ok(())
    });
    let image = disk.path().join("../image.png");
    fs::write(&image, [0; 300_000]).unwrap();
    for content in [Content::bytes(vec![0; 300_000]), Content::File(image), noisy, deaf] {
        let mut output = site(&[("index.html", "new")]);
        add(&mut output, "large", content);

        let error = build(&output, &there).unwrap_err();

        assert_eq!(error.kind(), Kind::Output);
        assert_eq!(error.io_kind(), Some(io::ErrorKind::StorageFull));
        assert!(error.causes()[0].starts_with("no space left to "), "{:?}", error.causes());
        // Files are written side by side: the small one may be the first to find no room.
        let file = error.causes()[0].rsplit('/').next().unwrap().to_owned();
        assert!(["large", "index.html"].contains(&file.as_str()), "{:?}", error.causes());
        assert!(error.next_action().unwrap().starts_with("free some space"));
        assert_eq!(read(&there, "index.html"), "old");
        assert_alone(&there);
    }
}

#[test]
fn says_that_the_disk_cannot_be_written_to_before_anything_is_made() {
    let Some(disk) = Mount::of_size("64k") else { return };
    let there = disk.path().join("site");
    build(&site(&[("index.html", "old")]), &there).unwrap();
    disk.make_read_only();
    for destination in [there.clone(), disk.path().join("fresh"), disk.path().join("fresh/deeper")] {
        let made = AtomicBool::new(false);
        let mut output = Output::new();
        add(
            &mut output,
            "index.html",
            Content::made(|| {
                made.store(true, Ordering::Relaxed);
                Ok(Vec::new())
            }),
        );
        let error = build(&output, &destination).unwrap_err();
        assert_eq!(error.to_string(), format!("cannot put the site into {}", destination.display()));
        assert_eq!(error.io_kind(), Some(io::ErrorKind::ReadOnlyFilesystem));
        assert_eq!(error.next_action(), Some("choose a folder on a disk that can be written to"));
        assert!(!made.load(Ordering::Relaxed));
    }
    assert_eq!(read(&there, "index.html"), "old");
}

#[test]
fn refuses_a_mount_point() {
    let Some(disk) = Mount::of_size("64k") else { return };
    let error = build(&Output::new(), disk.path()).unwrap_err();
    assert_eq!(error.causes(), ["it is a mount point, which cannot be exchanged for a new folder"]);
    assert_eq!(error.next_action(), Some("name a folder inside it"));
}

// ---- what is refused

#[test]
fn replaces_a_foreign_folder_only_by_force() {
    let folder = folder();
    let there = folder.path().join("theirs");
    fs::create_dir(&there).unwrap();
    fs::write(there.join("thesis.txt"), "years of work").unwrap();
    let output = site(&[("index.html", "home")]);

    let error = build(&output, &there).unwrap_err();
    assert_eq!(error.to_string(), format!("cannot put the site into {}", there.display()));
    assert!(error.next_action().unwrap().contains("--force"));
    assert!(check_destination(&there, &CommitOptions::default()).is_err());
    assert_eq!(read(&there, "thesis.txt"), "years of work");

    commit(&output, &there, &FORCED).unwrap();
    assert_eq!(tree(&there).into_keys().collect::<Vec<_>>(), [MARKER, "index.html"]);
    assert_alone(&there);
}

#[test]
fn takes_a_marker_it_does_not_know_for_a_foreign_folder() {
    let folder = folder();
    let there = folder.path().join("site");
    fs::create_dir(&there).unwrap();
    for marker in ["coebook site 2\n", "", "coebook site 11"] {
        fs::write(there.join(MARKER), marker).unwrap();
        assert!(check_destination(&there, &CommitOptions::default()).is_err(), "{marker:?}");
    }
    fs::write(there.join(MARKER), "coebook site 1\nand more").unwrap();
    check_destination(&there, &CommitOptions::default()).unwrap();
}

#[test]
fn refuses_a_file_even_by_force() {
    let folder = folder();
    let file = folder.path().join("file");
    fs::write(&file, "mine").unwrap();
    for destination in [file.clone(), file.join("below")] {
        let error = commit(&Output::new(), &destination, &FORCED).unwrap_err();
        assert_eq!(error.kind(), Kind::Output, "{error}");
        assert!(error.next_action().is_some());
    }
    assert_eq!(fs::read_to_string(file).unwrap(), "mine");
}

#[test]
fn refuses_a_repository_even_by_force() {
    let folder = folder();
    let there = folder.path().join("work");
    build(&site(&[("index.html", "home")]), &there).unwrap();
    fs::write(there.join(".git"), "gitdir: elsewhere").unwrap();
    let error = commit(&Output::new(), &there, &FORCED).unwrap_err();
    assert_eq!(error.causes(), ["it holds a repository (.git)"]);
    assert_eq!(read(&there, "index.html"), "home");
}

#[test]
fn refuses_what_must_never_be_lost_even_by_force() {
    let folder = folder();
    let sources = folder.path().join("company/coes");
    fs::create_dir_all(&sources).unwrap();
    let home = PathBuf::from(std::env::var_os("HOME").unwrap());
    let here = std::env::current_dir().unwrap();
    let options = CommitOptions { protected: &[sources.join("../coes")], ..FORCED };
    let refused = [
        Path::new("/"),
        &home,
        home.parent().unwrap(),
        &here,
        here.parent().unwrap(),
        Path::new("."),
        &sources,
        &folder.path().join("company"),
        folder.path(),
    ];
    for destination in refused {
        let error = check_destination(destination, &options).unwrap_err();
        assert!(error.to_string().starts_with("cannot put the site into /"), "{error}");
    }
    check_destination(&sources.join("site"), &options).unwrap();
}

#[test]
fn refuses_a_way_up_out_of_nowhere() {
    let folder = folder();
    for path in ["missing/../site", "missing/.."] {
        assert!(check_destination(&folder.path().join(path), &CommitOptions::default()).is_err(), "{path}");
    }
}

// ---- interruptions

/// Not a test of its own: what the tests below start as another process, and kill.
#[test]
fn a_process_to_be_killed() {
    let (Some(there), Some(ready)) = (std::env::var_os("WRITE_THERE"), std::env::var_os("WRITE_READY"))
    else {
        return;
    };
    let (there, ready) = (PathBuf::from(there), PathBuf::from(ready));
    if std::env::var_os("WRITE_FOREVER").is_some() {
        fs::write(&ready, "").unwrap();
        for letter in ["a", "b"].iter().cycle() {
            build(&large_site(letter), &there).unwrap();
        }
    }
    let mut output = large_site("new");
    add(
        &mut output,
        "slow",
        Content::made(|| {
            fs::write(&ready, "").unwrap();
            std::thread::sleep(Duration::from_secs(60));
            Ok(Vec::new())
        }),
    );
    build(&output, &there).unwrap();
}

#[test]
fn leaves_the_old_site_whole_when_killed_and_clears_up_the_next_time() {
    let folder = folder();
    let there = folder.path().join("site");
    build(&large_site("old"), &there).unwrap();
    let before = tree(&there);

    let mut child = start(folder.path(), &there, false);
    let error = build(&site(&[("index.html", "hasty")]), &there).unwrap_err();
    assert!(error.causes()[0].starts_with("another build is writing it"), "{:?}", error.causes());
    child.kill().unwrap();
    child.wait().unwrap();

    assert_eq!(tree(&there), before);
    assert_eq!(beside(&there).len(), 1, "a killed build leaves its folder");
    build(&site(&[("index.html", "next")]), &there).unwrap();
    assert_eq!(read(&there, "index.html"), "next");
    assert_alone(&there);
}

#[test]
fn has_one_whole_site_at_whatever_moment_it_is_killed() {
    let folder = folder();
    let there = folder.path().join("site");
    let whole = ["a", "b"].map(|letter| {
        build(&large_site(letter), &there).unwrap();
        tree(&there)
    });
    for round in 0..20 {
        let mut child = start(folder.path(), &there, true);
        std::thread::sleep(Duration::from_millis(round * 7 % 50));
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(whole.contains(&tree(&there)), "round {round}");
    }
    build(&large_site("c"), &there).unwrap();
    assert_alone(&there);
}

// ---- the output

#[test]
fn names_both_producers_of_one_path() {
    let conflicts = [
        ("a.html", "a.html", "two files want to be a.html in the site: one.md and two.md"),
        (
            "a.html",
            "A.html",
            "a.html (one.md) and A.html (two.md) differ only in case: many disks hold just one of them",
        ),
        (
            "é.html",
            "E\u{301}.html",
            "é.html (one.md) and E\u{301}.html (two.md) differ only in case: many disks hold just one of them",
        ),
        ("a", "a/b/c", "a (one.md) and a/b/c (two.md): one is a file where the other needs a folder"),
        ("a/b/c", "A", "a/b/c (one.md) and A (two.md): one is a file where the other needs a folder"),
    ];
    for (one, two, message) in conflicts {
        let mut output = Output::new();
        output.insert(place("a-b/c"), "other.md", Content::bytes(b"")).unwrap();
        output.insert(place(one), "one.md", Content::bytes(b"1")).unwrap();
        let error = output.insert(place(two), "two.md", Content::bytes(b"2")).unwrap_err();
        assert_eq!(error.to_string(), message);
        assert_eq!(output.len(), 2);
    }
}

#[test]
fn keeps_the_name_of_its_marker_to_itself() {
    let error = Output::new().insert(place(".Coebook-Site"), "evil.md", Content::bytes(b"")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "evil.md wants to be .coebook-site in the site, the name coebook marks its sites with"
    );
}

#[test]
fn lists_its_paths_in_order() {
    let output = site(&[("b", ""), ("a/z", ""), ("a-b", ""), ("C/c", "")]);
    assert_eq!(output.paths().map(SitePath::as_str).collect::<Vec<_>>(), ["C/c", "a-b", "a/z", "b"]);
}

// ---- places

#[test]
fn has_no_place_outside_the_site() {
    let long = "x".repeat(256);
    let nasty = [
        "",
        "/",
        "//",
        ".",
        "..",
        "/etc/passwd",
        "a/",
        "a//b",
        "a/./b",
        "a/../b",
        "../a",
        "a/..",
        "./a",
        "a\\b",
        "..\\a",
        "a\0b",
        "a\nb",
        "a/\u{1b}[2J",
        "a\u{7f}",
        "\u{85}",
        &long,
    ];
    for path in nasty {
        let error = SitePath::new(path).unwrap_err();
        assert!(error.to_string().contains("is no path inside the site: "), "{path:?}");
        assert!(!error.to_string().contains(char::is_control), "{path:?}");
    }
}

#[test]
fn links_from_every_place_to_every_other() {
    let segments = [
        "a",
        "b",
        "...",
        "..a",
        ".hidden",
        "a b",
        "a:b",
        "javascript:x",
        "é",
        "e\u{301}",
        "日本",
        "100%",
        "%2e%2e",
        "?q",
        "#f",
        "<i>",
        "\"q\"",
        "'",
        "&amp;",
        "~",
        "+",
        "*",
        "🔥",
        "index.html",
    ];
    let mut places: Vec<SitePath> = segments.iter().map(|segment| place(segment)).collect();
    for (at, outer) in segments.iter().enumerate() {
        let inner = segments[(at * 7 + 3) % segments.len()];
        let inmost = segments[(at * 5 + 1) % segments.len()];
        places.push(place(&format!("{outer}/{inner}")));
        places.push(place(&format!("{outer}/{inner}/{inmost}")));
        places.push(place(&format!("a/{inner}/{inmost}/{outer}")));
    }
    for from in &places {
        assert_eq!(from.depth(), from.as_str().split('/').count() - 1);
        for to in &places {
            let url = to.relative_to(from);
            assert_eq!(follow(from, &url), to.as_str(), "from {from} by {url}");
            let plain = |c: char| c.is_ascii_alphanumeric() || "-._~/%".contains(c);
            assert!(!url.is_empty() && !url.starts_with('/') && url.chars().all(plain), "{url}");
        }
    }
}

#[test]
fn links_by_the_shortest_way() {
    let link = |to: &str, from: &str| place(to).relative_to(&place(from));
    assert_eq!(link("assets/x.css", "coes/a/index.html"), "../../assets/x.css");
    assert_eq!(link("coes/b/x.png", "coes/a/index.html"), "../b/x.png");
    assert_eq!(link("coes/a/x.png", "coes/a/index.html"), "x.png");
    assert_eq!(link("coes/a/index.html", "coes/a/index.html"), "index.html");
    assert_eq!(link("a/b/c", "index.html"), "a/b/c");
    assert_eq!(link("index.html", "a/b"), "../index.html");
    assert_eq!(link("a", "a/b"), "../a");
}

/// Where a browser that is on a page gets by a relative URL.
fn follow(page: &SitePath, url: &str) -> String {
    let mut there: Vec<String> = page.as_str().split('/').map(str::to_owned).collect();
    there.pop();
    for part in url.split('/') {
        if part == ".." {
            there.pop().unwrap();
        } else {
            there.push(percent_encoding::percent_decode_str(part).decode_utf8().unwrap().into_owned());
        }
    }
    there.join("/")
}

// ---- helpers

const FORCED: CommitOptions<'_> = CommitOptions { force: Force::Yes, protected: &[] };

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn place(path: &str) -> SitePath {
    SitePath::new(path).unwrap()
}

fn add<'a>(output: &mut Output<'a>, path: &str, content: Content<'a>) {
    output.insert(place(path), "a test", content).unwrap();
}

fn site<'a>(files: &[(&str, &'a str)]) -> Output<'a> {
    let mut output = Output::new();
    for (path, text) in files {
        add(&mut output, path, Content::bytes(text.as_bytes()));
    }
    output
}

/// Some hundred files, half of which depend on `text`.
fn large_site(text: &str) -> Output<'_> {
    let mut output = Output::new();
    for number in 0..400 {
        let path = format!("coes/{}/{number}.html", number % 40);
        let text = if number % 2 == 0 { text } else { "unchanged" };
        add(
            &mut output,
            &path,
            Content::made(move || Ok(format!("{number} {text}").repeat(100).into_bytes())),
        );
    }
    output
}

fn numbers(to: &mut dyn Write) -> Result<()> {
    (0..10_000).try_for_each(|number| writeln!(to, "{number}")).map_err(lost)
}

fn lost(error: io::Error) -> Error {
    Error::new("cannot stream").because(error)
}

fn streamed_name(bytes: &'static [u8]) -> &'static str {
    std::str::from_utf8(bytes).unwrap()
}

fn build(output: &Output<'_>, there: &Path) -> Result<Written> {
    commit(output, there, &CommitOptions::default())
}

fn read(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join(path)).unwrap()
}

fn files(folder: &Path) -> impl Iterator<Item = (String, PathBuf)> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.unwrap());
    entries.filter(|entry| !entry.file_type().is_dir()).map(move |entry| {
        let path = entry.path().strip_prefix(folder).unwrap();
        (path.to_str().unwrap().to_owned(), entry.path().to_owned())
    })
}

fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    files(folder).map(|(name, path)| (name, fs::read(path).unwrap())).collect()
}

fn inodes(folder: &Path) -> BTreeMap<String, u64> {
    files(folder).map(|(name, path)| (name, fs::metadata(path).unwrap().ino())).collect()
}

fn beside(there: &Path) -> Vec<String> {
    let names = fs::read_dir(there.parent().unwrap()).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.contains(".coebook-")).collect()
}

fn assert_alone(there: &Path) {
    assert!(beside(there).is_empty(), "{:?}", beside(there));
}

/// Starts [`a_process_to_be_killed`] and waits until it is at work.
fn start(folder: &Path, there: &Path, forever: bool) -> Child {
    let ready = folder.join("ready");
    let _ = fs::remove_file(&ready);
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", "write::a_process_to_be_killed"])
        .env("WRITE_THERE", there)
        .env("WRITE_READY", &ready);
    if forever {
        command.env("WRITE_FOREVER", "yes");
    }
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let begin = Instant::now();
    while !ready.exists() {
        assert!(child.try_wait().unwrap().is_none(), "it ended by itself");
        assert!(begin.elapsed() < Duration::from_secs(120), "it never got to work");
        std::thread::sleep(Duration::from_millis(1));
    }
    child
}

/// A small disk of its own; unmounted when dropped.
struct Mount {
    _folder: TempDir,
    path: PathBuf,
}

impl Mount {
    /// Nothing, and a word about it, where this user may not mount.
    fn of_size(size: &str) -> Option<Self> {
        let folder = folder();
        let path = folder.path().join("disk");
        fs::create_dir(&path).unwrap();
        let mount = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"])
            .arg(&path)
            .output();
        if !mount.is_ok_and(|mount| mount.status.success()) {
            eprintln!("skipped: a disk of {size} cannot be mounted here, which takes root");
            return None;
        }
        Some(Self { _folder: folder, path })
    }

    fn path(&self) -> &Path {
        &self.path
    }

    fn make_read_only(&self) {
        let status = Command::new("mount").args(["-o", "remount,ro"]).arg(&self.path).status().unwrap();
        assert!(status.success());
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.path).status();
    }
}
