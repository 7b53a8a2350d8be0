//! `theme/README.md` is what authors of themes rely on: what it says of every template is what templates get, no more
//! and no less; and a theme of one's own reaches the pages.
#![allow(clippy::disallowed_methods, reason = "tests prepare and inspect folders by hand")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;
use walkdir::WalkDir;

use crate::support::{Sandbox, root};

type Names = BTreeSet<String>;

/// Writes its name and all it is given instead of a page.
const DEBUGGING: &str = "\n{{ __tera_context | safe }}";

/// What every template is given, which the README tells apart.
const OF_ALL: [&str; 2] = ["shell", "words"];

/// A document that has an old name, for the sample has none.
const RENAMED: &str = "---\naliases: [an-old-name]\n---\n";

/// What every template was given when the sample was built.
static GIVEN: LazyLock<BTreeMap<String, Given>> = LazyLock::new(given_to_templates);

/// What the pages of one template were given.
#[derive(Debug, Default)]
struct Given {
    /// The fields of the view itself.
    fields: Names,
    /// Those and the fields of whatever they hold.
    all: Names,
    /// Every text, for the README tells the values a field may have.
    texts: Names,
}

#[test]
fn the_readme_tells_every_field_a_template_gets_and_none_that_it_does_not() {
    let given = &*GIVEN;
    let readme = Readme::read();
    let mut wrong = Vec::new();
    for (template, told) in &readme.templates {
        let Some(given) = given.get(template) else {
            wrong.push(format!("{template}: the README tells of it, and no page is made with it"));
            continue;
        };
        let mut tell = |names: Vec<&String>, words: &str| {
            wrong.extend(names.iter().map(|name| format!("{template}: `{name}` {words}")));
        };
        tell(given.fields.difference(&told.fields).collect(), "is given and not told");
        tell(told.fields.difference(&given.fields).collect(), "is told and not given");
        let known = |name: &&String| told.all.contains(*name) || readme.shapes.contains(*name);
        tell(given.all.iter().filter(|name| !known(name)).collect(), "is given within a field and not told");
        let there = |name: &&String| given.all.contains(*name) || given.texts.contains(*name);
        tell(told.all.iter().filter(|name| !there(name)).collect(), "is told within a field and not given");
    }
    let untold = given.keys().filter(|template| !readme.templates.contains_key(*template));
    wrong.extend(untold.map(|template| format!("{template}: has no row in the README")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_readme_tells_no_shape_that_is_gone() {
    let there = |name: &&String| GIVEN.values().any(|it| it.all.contains(*name) || it.texts.contains(*name));
    let readme = Readme::read();
    // The sample does not hold every value a field may have, but then a template or a style asks for it.
    let theme: String = WalkDir::new(root().join("theme"))
        .into_iter()
        .map(|file| file.unwrap().into_path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "html" || extension == "css"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    let gone: Vec<&String> =
        readme.shapes.iter().filter(|name| !there(name) && !theme.contains(name.as_str())).collect();
    assert!(gone.is_empty(), "{gone:?}");
}

#[test]
fn a_theme_of_ones_own_replaces_one_partial_and_the_tokens_and_adds_a_style_a_script_and_a_file() {
    let sandbox = Sandbox::new();
    sandbox.write("coebook.toml", "title = \"Fernside\"\n");
    sandbox.write("content/coes/2024-03-05-checkout.md", crate::support::GOOD);
    sandbox.write("theme/templates/partials/footer.html", "<footer>Of {{ shell.site }} <b>&</b></footer>");
    sandbox.write("theme/templates/partials/own.html", "never asked for");
    sandbox.write("theme/css/tokens.css", "@layer tokens { :root { --accent: #14532d; } }");
    sandbox.write("theme/css/own.css", ".coe-headline { background: url(\"../static/logo.svg\"); }");
    sandbox.write("theme/js/own.js", "document.documentElement.dataset.own = \"\";");
    sandbox.write("theme/js/pages/map.js", "\"of the map alone\";");
    sandbox.write("theme/static/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    sandbox.write("theme/README.md", "of no page");
    sandbox.run(&["build", "--out", "site"]).assert(0, &[]);

    let home = sandbox.read("site/index.html");
    assert!(home.contains("<footer>Of Fernside <b>&</b></footer>"), "the partial is ours");
    assert!(home.contains("class=\"coe-skip\""), "the other parts stay");
    let style = sandbox.read(&format!("site/{}", address(&home, "rel=\"stylesheet\" href=\"([^\"]+)\"")));
    assert!(style.contains("#14532d") && !style.contains("--rust-1"), "the tokens are ours");
    assert!(style.contains(".coe-skip"), "the other styles stay");
    let logo = address(&style, r#"background: ?url\("?([^")]+)"#);
    assert!(sandbox.path(&format!("site/assets/{logo}")).is_file(), "{logo}");
    let own = style.find(&logo).unwrap();
    assert!(own > style.rfind(".coe-skip").unwrap(), "what is added comes after all that is built in");
    let script = sandbox.read(&format!("site/{}", address(&home, "<script src=\"([^\"]+)\" defer")));
    assert!(script.contains("dataset.own") && !script.contains("of the map alone"), "the script is added");
    assert!(script.len() > 200, "the other scripts stay");
}

/// The first thing a pattern finds.
fn address(text: &str, pattern: &str) -> String {
    let found = Regex::new(pattern).unwrap().captures(text).map(|found| found[1].to_owned());
    found.unwrap_or_else(|| panic!("no {pattern} in {text}"))
}

/// The sample, built with a theme that writes down what it is given.
fn given_to_templates() -> BTreeMap<String, Given> {
    let sandbox = Sandbox::new();
    copy(&root().join("content"), &sandbox.path("content"));
    fs::copy(root().join("coebook.toml"), sandbox.path("coebook.toml")).unwrap();
    sandbox.write("content/coes/2024-01-02-renamed.md", format!("{RENAMED}{}", crate::support::GOOD));
    for template in templates() {
        sandbox.write(&format!("theme/templates/{template}"), format!("{template}{DEBUGGING}"));
    }
    sandbox.run(&["build", "--out", "site", "--today", "2026-11-21"]).assert(0, &[]);
    let mut given: BTreeMap<String, Given> = BTreeMap::new();
    let null = Regex::new(r#"": ([,}])"#).unwrap();
    for file in WalkDir::new(sandbox.path("site")) {
        let path = file.unwrap().into_path();
        if path.extension().is_none_or(|extension| extension != "html") {
            continue;
        }
        let page = fs::read_to_string(&path).unwrap();
        let (template, view) = page.split_once('\n').unwrap();
        // What is null is written as nothing.
        let view = null.replace_all(view, "\": null$1");
        let view: Value = serde_json::from_str(&view).unwrap_or_else(|error| panic!("{path:?}: {error}"));
        let given = given.entry(template.to_owned()).or_default();
        for (name, value) in
            view.as_object().unwrap().iter().filter(|(name, _)| !OF_ALL.contains(&name.as_str()))
        {
            given.fields.insert(name.clone());
            given.all.insert(name.clone());
            note(value, given);
        }
    }
    given
}

/// The names of fields and the texts within a value.
fn note(value: &Value, given: &mut Given) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                given.all.insert(name.clone());
                note(value, given);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| note(value, given)),
        Value::String(text) => _ = given.texts.insert(text.clone()),
        _ => {}
    }
}

/// What the README says of templates.
struct Readme {
    templates: BTreeMap<String, Told>,
    /// Names within shapes that recur, which any template may hold.
    shapes: Names,
}

/// What the README says of one template.
#[derive(Default)]
struct Told {
    fields: Names,
    all: Names,
}

impl Readme {
    fn read() -> Readme {
        let text = fs::read_to_string(root().join("theme/README.md")).unwrap();
        let between = |from: &str, to: &str| {
            let start = text.find(from).unwrap_or_else(|| panic!("no {from}"));
            let end = text[start..].find(to).unwrap_or_else(|| panic!("no {to}"));
            text[start..start + end].to_owned()
        };
        let mut shapes = quoted(&between("Shapes that recur", "## What each template"));
        // The arc of a COE also stands on the front page, and what is said of it is said once.
        let coe = quoted(&between("### A COE", "\n### "));
        let row = Regex::new(r"(?m)^\| `(\w+\.html)` \|[^|]*\|(.*)\|$").unwrap();
        let table = between("## What each template", "### A COE");
        let told = |fields: &str| Told { fields: quoted(&outermost(fields)), all: quoted(fields) };
        let templates: BTreeMap<String, Told> =
            row.captures_iter(&table).map(|row| (row[1].to_owned(), told(&row[2]))).collect();
        shapes.extend(coe);
        Readme { templates, shapes }
    }
}

/// The words in backticks. Markup and numbers are no names.
fn quoted(text: &str) -> Names {
    let name = Regex::new(r"`([A-Za-z][\w-]*)`").unwrap();
    name.captures_iter(text).map(|name| name[1].to_owned()).collect()
}

/// The list of fields without what stands in brackets, and without the remarks behind a semicolon.
fn outermost(fields: &str) -> String {
    let mut depth = 0_usize;
    let mut kept = String::new();
    for letter in fields.chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            ';' if depth == 0 => break,
            _ if depth == 0 => kept.push(letter),
            _ => {}
        }
    }
    kept
}

/// The templates that are pages.
fn templates() -> Vec<String> {
    let folder = fs::read_dir(root().join("theme/templates")).unwrap();
    let files = folder.map(|file| file.unwrap()).filter(|file| file.file_type().unwrap().is_file());
    let names = files.map(|file| file.file_name().into_string().unwrap());
    names.filter(|name| name != "base.html").collect()
}

fn copy(from: &Path, to: &Path) {
    for file in WalkDir::new(from) {
        let file = file.unwrap();
        let place = to.join(file.path().strip_prefix(from).unwrap());
        match file.file_type().is_dir() {
            true => fs::create_dir_all(place).unwrap(),
            false => _ = fs::copy(file.path(), place).unwrap(),
        }
    }
}
